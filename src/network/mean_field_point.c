// Computes the fixed points of the variance and of the correlation.
#include <float.h>
#include <math.h>

#include "network/limits.h"
#include "network/mean_field.h"
#include "network/quadrature.h"

const char *regime_name(enum regime regime)
{
    static const char *const names[] = {"finite", "zero", "inf", "any", "norm", "skip", "none"};
    return names[regime];
}

// The map from a layer's variance q to the next one's, V(q) = σw² E[f²] + σb².
struct map {
    const struct activation *activation;
    const double *parameters;
    double w2, b2; // σw², σb²
};

// V(q), V′(q) and χ(q) at some q.
struct image {
    double v, slope, chi;
};

static struct image image_of(const struct map *map, double q)
{
    struct mean_field m;
    if (!mean_field_moments(map->activation, map->parameters, q, &m))
        return (struct image){.v = q == 0 ? map->b2 : q, .slope = NAN, .chi = NAN};
    return (struct image){map->w2 * m.a + map->b2, map->w2 * m.d, map->w2 * m.bp};
}

// --- the variance ---

// A variance below `vanished` counts as 0 and one above `boundless` as infinite: beyond that,
// rounding hides a difference that biases alone make between V(q) and q. Factors nearer to 1 than
// `indistinct` are 1, and a q that changes by less than the part `standstill` stands still.
static const double vanished = 1e-10, boundless = 1e12, indistinct = 1e-12, standstill = 1e-13;

// Whether V(q) = q at q and far from it.
static bool every_q_is_fixed(const struct map *map, double q)
{
    static const double factors[] = {1, 1e-3, 1e3};
    for (int i = 0; i < 3; i++)
        if (!(fabs(image_of(map, factors[i] * q).v / (factors[i] * q) - 1) < 1e-12))
            return false;
    return true;
}

// A step towards the fixed point: Newton's, but by no more than 0.3 q, and not shorter than to
// V(q), which never passes the fixed point as long as V grows.
static double step_from(double q, struct image at)
{
    double way = at.v - q, newton = way / (1 - at.slope), longest = 0.3 * q;
    if (!(at.slope < 1) || fabs(newton) > longest)
        newton = copysign(longest, way);
    return fabs(newton) > fabs(way) ? q + newton : at.v;
}

// The root of V(q) - q between two points where it has different signs: by Newton's method, or by
// halving where that would leave the interval.
static double root_between(const struct map *map, double low, double high)
{
    bool rising = image_of(map, high).v > high;
    double q = (low + high) / 2;
    for (int i = 0; i < 100 && high - low > 1e-15 * high; i++) {
        struct image at = image_of(map, q);
        double way = at.v - q, next = q + way / (1 - at.slope);
        if (way == 0)
            return q;
        if ((way > 0) == rising)
            high = q;
        else
            low = q;
        if (!(next > low && next < high))
            next = (low + high) / 2;
        if (fabs(next - q) <= 1e-16 * q)
            return next;
        q = next;
    }
    return q;
}

// Whether rounding hides any difference between V and a map that leaves every q where it is.
static bool is_at_standstill(double q, struct image at)
{
    return fabs(at.v / q - 1) < standstill && fabs(at.slope - 1) < indistinct;
}

// Where a variance goes that moves too slowly to be followed: to 0 or without bound, if V′ is 1
// there. So it is for hard tanh (σw = 1) and ReLU6 (σw = √2) downwards, and softplus (σw = √2)
// upwards. Returns false where it ends before.
static bool ends_far_away(const struct map *map, bool falling, enum regime *regime)
{
    double slopes = falling ? slope_square_at_zero(map->activation, map->parameters)
                            : slope_square_at_infinity(map->activation, map->parameters);
    *regime = falling ? REGIME_ZERO : REGIME_INFINITE;
    if (!falling)
        return isinf(slopes) || fabs(map->w2 * slopes - 1) < indistinct;
    return fabs(map->w2 * slopes - 1) < indistinct && map->b2 == 0 &&
           vanishes_at_zero(map->activation, map->parameters);
}

// Follows the variance from q to its limit.
static enum regime follow(const struct map *map, double q, double *limit)
{
    // The moments of a function that swings are known less well at large q.
    const double most = map->activation->swings ? 1e8 : boundless;
    bool falling = image_of(map, q).v < q;
    for (int i = 0; i < 20000; i++) {
        struct image at = image_of(map, q);
        if (!isfinite(at.v) || (q > most && at.v >= q * (1 - indistinct)))
            return REGIME_INFINITE;
        if (q < vanished && (q == 0 || at.v < q) && map->b2 == 0)
            return REGIME_ZERO;
        enum regime end;
        if (is_at_standstill(q, at) && ends_far_away(map, falling, &end))
            return end;
        double next = step_from(q, at);
        *limit = next;
        if (fabs(next - q) <= 2e-16 * q)
            return REGIME_FINITE;
        // A next of 0 would give V(q) - q no sign.
        if (next < vanished && falling && map->b2 == 0) {
            q = next;
            continue;
        }
        struct image there = image_of(map, next);
        if (isfinite(there.v) && (there.v < next) != falling) {
            *limit = q < next ? root_between(map, q, next) : root_between(map, next, q);
            return REGIME_FINITE;
        }
        q = next;
    }
    return REGIME_FINITE;
}

// Rounds a factor near 1 to 1, because a depth scale would be made of the rounding error.
static double settled(double factor, double tolerance)
{
    return fabs(factor - 1) < tolerance ? 1 : factor;
}

// How well V' is known at a fixed point. Where V only touches the line V(q) = q, a rounding error
// of V moves q by its square root, and V' by as much as V bends there.
static double slope_tolerance(const struct map *map, double q, struct image at)
{
    const double step = 1e-3;
    double bend = fabs(image_of(map, q * (1 + step)).slope - at.slope) / step;
    return fmax(indistinct, 4 * sqrt(DBL_EPSILON * bend));
}

// The number of layers after which a factor per layer makes 1/e, negative where it grows; inf for
// 1.
static double depth_scale(double factor)
{
    return factor == 1 ? HUGE_VAL : -1 / log(factor);
}

static void describe_finite(const struct map *map, double q, struct fixed_point *out)
{
    struct image at = image_of(map, q);
    double tolerance = slope_tolerance(map, q, at);
    // The terms of an expectation cancel for a function that swings, and leave no more than their
    // rounding.
    double terms = sqrt(fmax(at.v - map->b2, 0) * at.chi / q);
    out->q_star = q;
    out->dv_dq = fabs(at.slope) < 64 * DBL_EPSILON * terms ? 0 : settled(at.slope, tolerance);
    out->chi_1 = settled(at.chi, out->dv_dq == 1 ? tolerance : indistinct);
    if (out->dv_dq > 0 && out->dv_dq < 1)
        out->xi_q = depth_scale(out->dv_dq);
}

void mean_field_fixed_point(const struct activation *activation, const double *parameters,
                            double sigma_w, double sigma_b, struct fixed_point *out)
{
    struct map map = {activation, parameters, sigma_w * sigma_w, sigma_b * sigma_b};
    double first = map.w2 + map.b2, q = first;
    *out = (struct fixed_point){
        .dv_dq = NAN, .xi_q = NAN, .c_star = NAN, .chi_c_star = NAN, .xi_c = NAN};
    out->regime = every_q_is_fixed(&map, first) ? REGIME_ANY : follow(&map, first, &q);
    switch (out->regime) {
    case REGIME_FINITE:
        describe_finite(&map, q, out);
        break;
    case REGIME_ZERO:
        out->q_star = 0;
        out->chi_1 = map.w2 * slope_square_at_zero(activation, parameters);
        break;
    case REGIME_INFINITE:
        out->q_star = INFINITY;
        out->chi_1 = map.w2 * slope_square_at_infinity(activation, parameters);
        break;
    case REGIME_ANY:
        out->q_star = first;
        out->chi_1 = image_of(&map, first).chi;
        break;
    case REGIME_NORM:
    case REGIME_SKIP:
    case REGIME_NONE:
        break; // not of plain networks
    }
    out->chi_1 = settled(out->chi_1, indistinct);
    out->xi_grad = depth_scale(out->chi_1);
    out->slope = log10(out->chi_1) / 2;
}

// --- the correlation of two inputs ---

// Computes E[f(u1) f(u2)] and E[f′(u1) f′(u2)] for u1, u2 ~ N(0, q) with correlation c, 0 <= c < 1.
// Each is an integral over what u1 and u2 have in common, of the square of a mean over what they
// have not.
static void pair_moments(const struct map *map, double q, double c, double *f, double *df)
{
    struct quadrature outer, inner;
    double common = sqrt(q * c), own = sqrt(q * (1 - c));
    *f = *df = 0;
    quadrature_place_outer(&outer, map->activation, map->parameters, fmax(common, 1e-150),
                           sqrt((1 - c) / fmax(c, 1e-300)));
    for (int i = 0; i < outer.n; i++) {
        double mean = 0, slope = 0;
        if (outer.weight[i] < 1e-25)
            continue;
        quadrature_place(&inner, map->activation, map->parameters, common * outer.z[i], own);
        for (int k = 0; k < inner.n; k++) {
            mean += inner.weight[k] * inner.f[k];
            slope += inner.weight[k] * inner.df[k];
        }
        *f += outer.weight[i] * mean * mean;
        *df += outer.weight[i] * slope * slope;
    }
}

// The limit of the correlation by Newton's method from c = 0. The map of c is convex, so that c
// comes up to the limit from below and never passes it. *chi is χ there.
static double correlation_limit(const struct map *map, double q, double *chi)
{
    double c = 0;
    for (int i = 0; i < 60; i++) {
        double f, df;
        pair_moments(map, q, c, &f, &df);
        *chi = map->w2 * df;
        double way = (map->w2 * f + map->b2) / q - c, next = c + way / (1 - *chi);
        if (!(way > 1e-15) || !(*chi < 1) || next >= 1 || next - c < 1e-14 * fmax(c, 1e-3))
            return c;
        c = next;
    }
    return c;
}

void mean_field_correlation(const struct activation *activation, const double *parameters,
                            double sigma_w, double sigma_b, struct fixed_point *point)
{
    struct map map = {activation, parameters, sigma_w * sigma_w, sigma_b * sigma_b};
    const double too_wide = 8; // a σ at which panels do not follow a function that swings
    if (point->regime != REGIME_FINITE)
        return;
    if (activation->swings && point->chi_1 > 1 && sqrt(point->q_star) > too_wide)
        return;
    point->c_star = 1;
    point->chi_c_star = point->chi_1;
    if (point->chi_1 > 1)
        point->c_star = correlation_limit(&map, point->q_star, &point->chi_c_star);
    point->chi_c_star = settled(point->chi_c_star, indistinct);
    point->xi_c = depth_scale(point->chi_c_star);
}

// --- remedies ---

void mean_field_remedied(const struct mean_field_net *net, struct fixed_point *out)
{
    const struct mix_part *part = &net->mix->parts[0];
    const struct remedy *remedy = &net->remedy;
    struct mean_field m = {0};
    if (!remedy->skip && remedy->norm == NORM_NONE) {
        mean_field_fixed_point(part->activation, part->parameters, net->sigma_w, net->sigma_b, out);
        return;
    }
    *out = (struct fixed_point){.regime = !remedy->skip  ? REGIME_NORM
                                          : remedy->tied ? REGIME_NONE
                                                         : REGIME_SKIP,
                                .q_star = NAN,
                                .chi_1 = NAN,
                                .xi_grad = NAN,
                                .slope = NAN};
    out->dv_dq = out->xi_q = out->c_star = out->chi_c_star = out->xi_c = (double)NAN;
    if (remedy->skip)
        return;
    double w2 = net->sigma_w * net->sigma_w, b2 = net->sigma_b * net->sigma_b;
    mean_field_moments(part->activation, part->parameters, 1, &m);
    out->q_star = 1;
    out->chi_1 =
        remedy->norm == NORM_LAYER ? w2 * m.bp / (w2 * m.a + b2) : m.bp / mean_field_variance(&m);
    out->chi_1 = settled(out->chi_1, indistinct);
    out->xi_grad = depth_scale(out->chi_1);
    out->slope = log10(out->chi_1) / 2;
}
