#include "network/mean_field.h"

#include <math.h>

#include "network/quadrature.h"

// Whether f swings too often within σ for a fixed number of panels to follow. An equal step does
// follow (swinging_moments): it is exact to rounding where it is less than half a period, and for
// shorter periods unless it is nearly a multiple of one. Since steps of a few sizes only are used,
// no variance on its way through the layers meets such a multiple.
static bool follows_swings(const struct activation *activation, const double *parameters,
                           double sigma)
{
    struct activation_break breaks[ACTIVATION_BREAKS_MAX];
    return activation->swings &&
           (sigma > 8 || (sigma > 1 && activation_breaks(activation, parameters, breaks) == 0));
}

// The moments by equal steps of x.
static void swinging_moments(const struct activation *activation, const double *parameters,
                             double sigma, struct mean_field *out)
{
    enum { BLOCK = 512, PLACES_MOST = 8 * BLOCK };
    const double reach = 12.5;
    double step_in_x = 0.0633;
    while (2 * reach * sigma > step_in_x * PLACES_MOST)
        step_in_x *= 2;
    int places = BLOCK * (int)ceil(2 * reach * sigma / step_in_x / BLOCK);
    double step = step_in_x / sigma;
    struct mean_field sum = {0};
    for (int begin = 0; begin < places; begin += BLOCK) {
        double x[BLOCK], f[BLOCK], df[BLOCK];
        for (int i = 0; i < BLOCK; i++)
            x[i] = step_in_x * (begin + i + 0.5 - places / 2.);
        activation_eval(activation, parameters, x, BLOCK, f, df, NULL);
        for (int i = 0; i < BLOCK; i++) {
            double z = x[i] / sigma, weight = 0.39894228040143268 * step * exp(-z * z / 2);
            sum.mean += weight * f[i];
            sum.a += weight * f[i] * f[i];
            sum.bp += weight * df[i] * df[i];
            sum.d += weight * f[i] * (df[i] * z) / sigma;
        }
    }
    *out = sum;
}

// Adds the moments over the nodes to `sum`.
static void add_nodes(const struct quadrature *nodes, double sigma, struct mean_field *sum)
{
    for (int i = 0; i < nodes->n; i++) {
        double f = nodes->f[i], df = nodes->df[i], weight = nodes->weight[i];
        sum->mean += weight * f;
        sum->a += weight * f * f;
        sum->bp += weight * df * df;
        sum->d += weight * f * (df * nodes->z[i]) / sigma;
    }
}

// --- tails ---

// Whether the outermost nodes matter in the last digits of a sum, so that the tails beyond do too.
static bool has_tails(const struct quadrature *nodes, const struct mean_field *sum)
{
    const double far = 12, digits = 1e-17;
    for (int i = 0; i < nodes->n; i++) {
        double f = nodes->f[i], df = nodes->df[i], weight = nodes->weight[i];
        if (fabs(nodes->z[i]) > far &&
            (weight * f * f > digits * sum->a || weight * df * df > digits * sum->bp))
            return true;
    }
    return false;
}

// The logarithm of the integrand at z: the greatest of three places nearby, since f may be 0 at
// one.
static double log_integrand(const struct activation *activation, const double *parameters,
                            enum order order, double sigma, double z)
{
    double greatest = 0;
    for (int k = 0; k < 3; k++)
        greatest =
            fmax(greatest,
                 fabs(activation_value(activation, parameters, order, sigma * z * (1 + k / 64.0))));
    return 2 * log(greatest) - z * z / 2;
}

// Whether the integral over a tail is infinite: the integrand falls no faster than 1/z, which is
// less than by half from z to 2z, as far out as f is finite.
static bool tail_diverges(const struct activation *activation, const double *parameters,
                          enum order order, double sigma)
{
    for (int side = -1; side <= 1; side += 2) {
        double before = (double)NAN, fall = -HUGE_VAL;
        for (double z = 6.25; z <= 100; z *= 2) {
            double here = log_integrand(activation, parameters, order, sigma, side * z);
            if (!isfinite(here))
                break;
            fall = isnan(before) ? fall : here - before;
            before = here;
        }
        if (fall > -0.69)
            return true;
    }
    return false;
}

static void add_tails(const struct activation *activation, const double *parameters, double sigma,
                      struct quadrature *nodes, struct mean_field *sum)
{
    bool a = tail_diverges(activation, parameters, ORDER_F, sigma);
    bool bp = tail_diverges(activation, parameters, ORDER_DF, sigma);
    quadrature_place_tails(nodes, activation, parameters, sigma);
    add_nodes(nodes, sigma, sum);
    sum->a = a ? HUGE_VAL : sum->a;
    sum->bp = bp ? HUGE_VAL : sum->bp;
    sum->d = a && bp ? (double)NAN : sum->d;
}

// --- poles ---

// Marks moments as infinite or undefined where f or f′ has a pole within reach: the integral of
// h^2p is infinite for 2p <= -1. Powers are known to some digits only.
static void note_divergence(const struct activation *activation, const double *parameters,
                            double sigma, struct mean_field *out)
{
    static const double diverges = -0.499;
    struct singularity places[ACTIVATION_BREAKS_MAX];
    int n = quadrature_singularities(activation, parameters, 0, sigma, places);
    for (int i = 0; i < n; i++) {
        if (places[i].powers[ORDER_F] <= diverges && !isnan(out->a))
            out->a = INFINITY;
        if (places[i].powers[ORDER_DF] <= diverges && !isnan(out->bp))
            out->bp = INFINITY;
        if (places[i].powers[ORDER_F] <= 2 * diverges)
            out->mean = (double)NAN;
        if (places[i].powers[ORDER_F] + places[i].powers[ORDER_DF] <= 2 * diverges)
            out->d = (double)NAN;
    }
}

bool mean_field_moments(const struct activation *activation, const double *parameters, double q,
                        struct mean_field *out)
{
    if (!isfinite(q) || q <= 0)
        return false;
    double sigma = sqrt(q);
    if (follows_swings(activation, parameters, sigma)) {
        swinging_moments(activation, parameters, sigma, out);
        return true;
    }
    struct quadrature nodes;
    quadrature_place(&nodes, activation, parameters, 0, sigma);
    struct mean_field sum = {0};
    add_nodes(&nodes, sigma, &sum);
    if (has_tails(&nodes, &sum))
        add_tails(activation, parameters, sigma, &nodes, &sum);
    note_divergence(activation, parameters, sigma, &sum);
    *out = sum;
    return true;
}
