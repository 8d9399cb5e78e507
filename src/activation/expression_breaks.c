// What becomes of a formula at its places (expression_places.c), seen from both sides.
#include "activation/expression_node.h"
#include "activation/expression_series.h"

#include <stdlib.h>
#include <string.h>

// Differences that rounding makes.
static bool close_to(double a, double b)
{
    if (a == b || (isnan(a) && isnan(b)))
        return true;
    return isfinite(a) && isfinite(b) && fabs(a - b) <= 1e-12 * fmax(1, fmax(fabs(a), fabs(b)));
}

// --- limits ---

// From the side of the sign of `side`; x may be so far off.
static void find_limits(const struct expression *expression, const double *parameters, double x,
                        double ulps, double side, double limits[ORDER_COUNT])
{
    struct series s =
        expression_node_series(expression, parameters, expression->roots[ORDER_F], x, ulps, side);
    double sign = 1;
    for (int order = 0; order < ORDER_COUNT; order++) {
        limits[order] = sign * series_value(&s);
        if (isnan(limits[ORDER_F]))
            limits[order] = (double)NAN;
        s = series_slope(s);
        sign *= side;
    }
}

// What differs by rounding errors only is the same: |sin(x)| has kinks at its roots, no jumps.
static void settle(struct activation_break *found)
{
    for (int order = 0; order < ORDER_COUNT; order++) {
        double at = found->at[order];
        if (close_to(found->left[order], at))
            found->left[order] = at;
        if (close_to(found->right[order], at))
            found->right[order] = at;
        if (close_to(found->left[order], found->right[order]))
            found->left[order] = found->right[order];
    }
}

// The derivatives where f has that value: those of the right side, or where f does not go on there,
// of the left.
static void find_slopes(struct activation_break *found)
{
    double at = found->at[ORDER_F];
    bool right = isfinite(at) && close_to(at, found->right[ORDER_F]);
    bool left = isfinite(at) && close_to(at, found->left[ORDER_F]);
    for (int order = ORDER_DF; order < ORDER_COUNT; order++)
        found->at[order] = right ? found->right[order] : left ? found->left[order] : (double)NAN;
}

// At the place itself, which lies so far from x at most.
static struct activation_break sides_of(const struct expression *expression,
                                        const double *parameters, double x, double ulps)
{
    struct activation_break found = {.x = x};
    find_limits(expression, parameters, x, ulps, -1, found.left);
    find_limits(expression, parameters, x, ulps, 1, found.right);
    if (expression_value_near(expression, parameters, x, ulps, &found.at[ORDER_F]))
        find_slopes(&found);
    else
        expression_eval(expression, parameters, &x, 1, &found.at[ORDER_F], &found.at[ORDER_DF],
                        &found.at[ORDER_D2F]);
    settle(&found);
    return found;
}

// --- breaks ---

static bool is_break(const struct activation_break *found)
{
    bool breaks = isinf(found->left[ORDER_F]) || isinf(found->right[ORDER_F]);
    for (int order = 0; order < ORDER_COUNT; order++)
        breaks = breaks || !close_to(found->left[order], found->right[order]) ||
                 !close_to(found->right[order], found->at[order]);
    return breaks;
}

static int by_distance(const void *a, const void *b)
{
    double x = fabs(((const struct place *)a)->x), y = fabs(((const struct place *)b)->x);
    return (x > y) - (x < y);
}

// Where doubles are off by more than the last bit, as at the pole of tan(cbrt(x)), a zero of what
// divides is looked at more widely.
static bool find_break(const struct expression *expression, const double *parameters,
                       const struct place *place, struct activation_break *found)
{
    enum { WIDER = 8 };
    *found = sides_of(expression, parameters, place->x, 1);
    if (is_break(found) || !place->zero)
        return is_break(found);
    *found = sides_of(expression, parameters, place->x, WIDER);
    return is_break(found);
}

// Whether two are one place, found once by each of two parts of the formula.
static bool is_same_break(const struct activation_break *a, const struct activation_break *b)
{
    static const double apart = 1e-15;
    bool same = fabs(a->x - b->x) <= apart * fmax(fabs(a->x), fabs(b->x));
    for (int order = 0; order < ORDER_COUNT; order++)
        same = same && close_to(a->left[order], b->left[order]) &&
               close_to(a->right[order], b->right[order]);
    return same;
}

static int each_once(struct activation_break *breaks, int n)
{
    int kept = 0;
    for (int i = 0; i < n; i++)
        if (kept == 0 || !is_same_break(&breaks[kept - 1], &breaks[i]))
            breaks[kept++] = breaks[i];
    return kept;
}

int find_breaks(const struct expression *expression, const double *parameters, void *out)
{
    struct activation_break *breaks = out;
    struct place places[PLACES_MAX];
    int count = recall(expression, parameters, FOUND_PLACES, places, PLACES_MAX), n = 0;
    qsort(places, (size_t)count, sizeof *places, by_distance);
    for (int i = 0; i < count && n < EXPRESSION_BREAKS_MAX; i++)
        n += find_break(expression, parameters, &places[i], &breaks[n]);
    qsort(breaks, (size_t)n, sizeof *breaks, x_ascends);
    return each_once(breaks, n);
}

int expression_breaks(const struct expression *expression, const double *parameters,
                      struct activation_break *out, int max)
{
    return recall(expression, parameters, FOUND_BREAKS, out, max);
}

// Whether f, f' and f'' go on at x, as the doubles next to it tell: most often they do. Puts their
// values into `at`.
static bool is_smooth(const struct expression *expression, const double *parameters, double x,
                      double at[ORDER_COUNT])
{
    const double xs[] = {nextafter(x, -HUGE_VAL), x, nextafter(x, HUGE_VAL)};
    double y[ORDER_COUNT][3];
    bool smooth = true;
    expression_eval(expression, parameters, xs, 3, y[ORDER_F], y[ORDER_DF], y[ORDER_D2F]);
    for (int order = 0; order < ORDER_COUNT; order++) {
        at[order] = y[order][1];
        smooth = smooth && isfinite(at[order]) && close_to(y[order][0], at[order]) &&
                 close_to(at[order], y[order][2]);
    }
    return smooth;
}

struct activation_break expression_sides(const struct expression *expression,
                                         const double *parameters, double x)
{
    struct activation_break breaks[EXPRESSION_BREAKS_MAX], found = {.x = x};
    int n = expression_breaks(expression, parameters, breaks, EXPRESSION_BREAKS_MAX);
    for (int i = 0; i < n; i++)
        if (fabs(breaks[i].x - x) <= 1e-12 * fabs(x))
            return breaks[i];
    if (!is_smooth(expression, parameters, x, found.at))
        return sides_of(expression, parameters, x, 1);
    memcpy(found.left, found.at, sizeof found.at);
    memcpy(found.right, found.at, sizeof found.at);
    return found;
}
