#include "network/quadrature.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "activation/arrays/vector.h"

#define COUNT(array) ((int)(sizeof(array) / sizeof *(array)))

// Gauss-Hermite quadrature would need no panels, but converges slowly where f has kinks or
// saturates early. Here both become ends of panels.

// In units of sigma; beyond it, the density is below 1e-34 of its peak.
static const double reach = 12.5;

// Ends of panels in x, on both sides of 0, where functions bend: close together near 0, wider
// outwards.
static const double scales[] = {0.25, 0.5, 1, 2, 3, 4, 6, 8, 12, 16, 24, 32};

// Ends of panels around a kink that an inner integral smooths, in units of that integral's width.
static const double rings[] = {-8, -4, -2, -1, -0.5, 0, 0.5, 1, 2, 4, 8, 16};

// The positive half of the 16-point rule on [-1, 1] (roots of the Legendre polynomial P16).
static const struct {
    double node, weight;
} legendre[] = {
    {0.98940093499164994, 0.027152459411754096}, {0.9445750230732326, 0.062253523938647894},
    {0.86563120238783176, 0.095158511682492786}, {0.755404408355003, 0.12462897125553388},
    {0.61787624440264377, 0.14959598881657674},  {0.45801677765722737, 0.16915651939500254},
    {0.28160355077925892, 0.18260341504492358},  {0.095012509837637441, 0.1894506104550685},
};

enum { NODES = 2 * COUNT(legendre) };

// The ends of panels, and those among them where f or f' is infinite: towards these, nodes are
// spaced as u^stretch for evenly spaced u.
struct panel_ends {
    double z[QUADRATURE_ENDS];
    int n;
    struct steep {
        double z, stretch;
    } steep[ACTIVATION_BREAKS_MAX];
    int steep_n;
};

// Adds an end. One beyond the reach is moved to it, which makes an empty panel.
static void add_end(struct panel_ends *ends, double z)
{
    assert(ends->n < QUADRATURE_ENDS);
    ends->z[ends->n++] = isnan(z) ? 0 : fmax(-reach, fmin(reach, z));
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

// Whether f or f' is infinite at a break.
static bool is_steep(const struct activation_break *at)
{
    return isinf(at->left[ORDER_F]) || isinf(at->right[ORDER_F]) || isinf(at->left[ORDER_DF]) ||
           isinf(at->right[ORDER_DF]);
}

static double power_towards(const struct activation *activation, const double *parameters,
                            enum order order, double x);

// Chooses how much nodes gather towards a place x where f or f' is infinite. The integrand is h^2p
// there, for f' or, if that has no integral, for f; with h = u^stretch it becomes nearly a whole
// power of u, which the quadrature integrates exactly. A logarithm has no power and needs a larger
// stretch.
static double stretch_towards(const struct activation *activation, const double *parameters,
                              double x)
{
    const double no_power = -0.06, to_logarithm = 12;
    double slope = 2 * power_towards(activation, parameters, ORDER_DF, x) + 1;
    double power = power_towards(activation, parameters, ORDER_F, x);
    double most = x == 0 ? 24 : 4; // with more, nodes would round to x itself unless that is 0
    if (slope <= 0 && power > no_power)
        return fmin(to_logarithm, most);
    power = slope > 0 ? slope : 2 * power + 1;
    return power > 0 ? fmin(fmax(2 / power, 4), most) : 4;
}

static const struct steep *steep_at(const struct panel_ends *ends, double z)
{
    for (int i = 0; i < ends->steep_n; i++)
        if (ends->steep[i].z == z)
            return &ends->steep[i];
    return NULL;
}

// Chooses the ends of the panels. `width` is that of quadrature_place_outer; 0 without.
static void place_ends(const struct activation *activation, const double *parameters, double mean,
                       double sigma, double width, struct panel_ends *ends)
{
    ends->n = ends->steep_n = 0;
    for (int i = -13; i <= 13; i++)
        add_end(ends, i); // ±13 becomes the reach
    for (int i = 0; i < COUNT(scales); i++) {
        add_end(ends, (-scales[i] - mean) / sigma);
        add_end(ends, (scales[i] - mean) / sigma);
    }
    struct activation_break breaks[ACTIVATION_BREAKS_MAX];
    int n = activation_breaks(activation, parameters, breaks);
    for (int i = 0; i < n; i++) {
        double z = (breaks[i].x - mean) / sigma;
        add_end(ends, z);
        if (is_steep(&breaks[i]))
            ends->steep[ends->steep_n++] =
                (struct steep){z, stretch_towards(activation, parameters, breaks[i].x)};
        for (int k = 0; width > 0 && k < COUNT(rings); k++)
            add_end(ends, z + rings[k] * width);
    }
    qsort(ends->z, (size_t)ends->n, sizeof *ends->z, by_value);
}

// Adds the nodes of a panel.
static void add_panel(struct quadrature *nodes, double low, double high)
{
    double middle = (low + high) / 2, half = (high - low) / 2;
    for (int i = 0; i < NODES; i++) {
        int k = i / 2;
        nodes->z[nodes->n] = middle + (i % 2 ? half : -half) * legendre[k].node;
        nodes->weight[nodes->n++] = half * legendre[k].weight;
    }
}

// Adds the nodes of a panel between an infinite place and another one.
static void add_steep_panel(struct quadrature *nodes, const struct steep *steep, double other)
{
    double length = other - steep->z, stretch = steep->stretch;
    for (int i = 0; i < NODES; i++) {
        double u = (1 + (i % 2 ? 1 : -1) * legendre[i / 2].node) / 2;
        nodes->z[nodes->n] = steep->z + length * pow(u, stretch);
        nodes->weight[nodes->n++] =
            fabs(length) * stretch / 2 * pow(u, stretch - 1) * legendre[i / 2].weight;
    }
}

// Adds the nodes between two ends, of which both may be infinite places.
static void add_panel_between(struct quadrature *nodes, const struct panel_ends *ends, double low,
                              double high)
{
    const struct steep *left = steep_at(ends, low), *right = steep_at(ends, high);
    if (left == NULL && right == NULL) {
        add_panel(nodes, low, high);
        return;
    }
    double middle = left && right ? (low + high) / 2 : left ? high : low;
    if (left != NULL)
        add_steep_panel(nodes, left, middle);
    if (right != NULL)
        add_steep_panel(nodes, right, middle);
}

// Multiplies the weights by the density, and computes x.
static void weigh(struct quadrature *nodes, double mean, double sigma)
{
    double density[QUADRATURE_NODES];
    for (int i = 0; i < nodes->n; i++)
        nodes->x[i] = -nodes->z[i] * nodes->z[i] / 2;
    vector_exp(nodes->x, (size_t)nodes->n, density);
    for (int i = 0; i < nodes->n; i++) {
        nodes->x[i] = mean + sigma * nodes->z[i];
        nodes->weight[i] *= 0.39894228040143268 * density[i]; // 1/√(2π)
    }
}

static void place_nodes(struct quadrature *nodes, const struct panel_ends *ends, double mean,
                        double sigma)
{
    nodes->n = 0;
    for (int i = 0; i + 1 < ends->n; i++)
        if (ends->z[i] < ends->z[i + 1])
            add_panel_between(nodes, ends, ends->z[i], ends->z[i + 1]);
    weigh(nodes, mean, sigma);
}

// The power p of |x' - x|^p with which |y| grows towards x, on the side where it grows faster; 0 if
// it does not grow.
static double power_towards(const struct activation *activation, const double *parameters,
                            enum order order, double x)
{
    double near = 1e-9 * fmax(fabs(x), 1), far = 64 * near, least = 0;
    for (double side = -1; side <= 1; side += 2) {
        double y = fabs(activation_value(activation, parameters, order, x + side * near));
        double beyond = fabs(activation_value(activation, parameters, order, x + side * far));
        double power = log(y / beyond) / log(near / far);
        if (isfinite(power))
            least = fmin(least, power);
    }
    return least;
}

int quadrature_singularities(const struct activation *activation, const double *parameters,
                             double mean, double sigma,
                             struct singularity out[ACTIVATION_BREAKS_MAX])
{
    struct activation_break breaks[ACTIVATION_BREAKS_MAX];
    int n = activation_breaks(activation, parameters, breaks), found = 0;
    for (int i = 0; i < n; i++) {
        double x = breaks[i].x;
        if (!is_steep(&breaks[i]) || fabs(x - mean) > reach * sigma)
            continue;
        out[found].x = x;
        for (int order = ORDER_F; order <= ORDER_DF; order++)
            out[found].powers[order] = power_towards(activation, parameters, (enum order)order, x);
        found++;
    }
    return found;
}

void quadrature_place(struct quadrature *nodes, const struct activation *activation,
                      const double *parameters, double mean, double sigma)
{
    struct panel_ends ends;
    place_ends(activation, parameters, mean, sigma, 0, &ends);
    place_nodes(nodes, &ends, mean, sigma);
    activation_eval(activation, parameters, nodes->x, (size_t)nodes->n, nodes->f, nodes->df, NULL);
}

void quadrature_place_tails(struct quadrature *nodes, const struct activation *activation,
                            const double *parameters, double sigma)
{
    enum { BEYOND = 38 }; // in units of sigma; from there on the density underflows
    nodes->n = 0;
    for (int side = -1; side <= 1; side += 2)
        for (double z = reach; z < BEYOND; z++)
            add_panel(nodes, side * z, side * (z + 1));
    for (int i = 0; i < nodes->n; i++)
        nodes->weight[i] = fabs(nodes->weight[i]);
    weigh(nodes, 0, sigma);
    activation_eval(activation, parameters, nodes->x, (size_t)nodes->n, nodes->f, nodes->df, NULL);
}

void quadrature_place_outer(struct quadrature *nodes, const struct activation *activation,
                            const double *parameters, double sigma, double width)
{
    struct panel_ends ends;
    place_ends(activation, parameters, 0, sigma, width, &ends);
    place_nodes(nodes, &ends, 0, sigma);
}
