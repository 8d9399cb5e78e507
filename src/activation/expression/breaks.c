// The breaks of a formula: what it tends to on both sides of its places (places.c), and which of
// these are kinks, jumps, holes or poles.
#include "activation/expression/node.h"
#include "activation/expression/series.h"

#include <stdlib.h>
#include <string.h>

// Whether two values of an order differ by rounding errors only. Derivatives have greater errors
// than values.
static bool close_to(double a, double b, int order)
{
    static const double digits[ORDER_COUNT] = {1e-13, 1e-12, 1e-12};
    if (a == b || (isnan(a) && isnan(b)))
        return true;
    return isfinite(a) && isfinite(b) &&
           fabs(a - b) <= digits[order] * fmax(1, fmax(fabs(a), fabs(b)));
}

// --- limits ---

// The limits of f, f' and f'' on a side of x where no series can be told, as beside 0 of
// exp(1/x)/(1 + exp(1/x)). Takes values at distances from 1e-10 to 1e-12 of |x|, and follows the
// line through the outer two to x; NaN where the values differ by more than 1e-9.
static void find_limits_by_values(const struct expression *expression, const double *parameters,
                                  double x, double side, double limits[ORDER_COUNT])
{
    enum { LOOKS = 16 };
    const double size = 1e-10 * (x == 0 ? 1 : fabs(x)), nearer = 1e-2, digits = 1e-9;
    double xs[LOOKS], y[ORDER_COUNT][LOOKS];
    for (int i = 0; i < LOOKS; i++)
        xs[i] = x + side * size * pow(nearer, i / (LOOKS - 1.));
    expression_eval(expression, parameters, xs, LOOKS, y[ORDER_F], y[ORDER_DF], y[ORDER_D2F]);
    for (int order = 0; order < ORDER_COUNT; order++) {
        double far = y[order][0], near = y[order][LOOKS - 1];
        limits[order] = near - (far - near) * nearer / (1 - nearer);
        if (fabs(limits[order]) <= digits * fabs(far))
            limits[order] = 0;
        for (int i = 0; i < LOOKS; i++)
            if (isnan(limits[ORDER_F]) ||
                !(fabs(y[order][i] - near) <= digits * fmax(1, fabs(near))))
                limits[order] = (double)NAN;
    }
}

// The limits of f, f' and f'' on a side (1 or -1) of a point within `ulps` ulps of x.
static void find_limits(const struct expression *expression, const double *parameters, double x,
                        double ulps, double side, double limits[ORDER_COUNT])
{
    struct series s =
        expression_node_series(expression, parameters, expression->roots[ORDER_F], x, ulps, side);
    double sign = 1;
    if (!s.known && !s.none) {
        find_limits_by_values(expression, parameters, x, side, limits);
        return;
    }
    for (int order = 0; order < ORDER_COUNT; order++) {
        limits[order] = sign * series_value(&s);
        if (isnan(limits[ORDER_F]))
            limits[order] = (double)NAN;
        s = series_slope(s);
        sign *= side;
    }
}

// Makes the left limit, the right limit and the value of an order equal where they differ by
// rounding errors only. So |sin(x)| has kinks at its roots, and no jumps.
static void settle(struct activation_break *found, int order)
{
    double at = found->at[order];
    if (close_to(found->left[order], at, order))
        found->left[order] = at;
    if (close_to(found->right[order], at, order))
        found->right[order] = at;
    if (close_to(found->left[order], found->right[order], order))
        found->left[order] = found->right[order];
}

// Whether the derivatives on a side are 0.
static bool is_flat(const double limits[ORDER_COUNT])
{
    return limits[ORDER_DF] == 0 && limits[ORDER_D2F] == 0;
}

// Sets the derivatives at the point itself: those on the right if f goes on there from its value,
// or else those on the left if f goes on there; 0 where f is constant on both sides; else NaN.
static void find_slopes(struct activation_break *found)
{
    double at = found->at[ORDER_F];
    bool step = isfinite(at) && is_flat(found->left) && is_flat(found->right);
    const double *side = step || at == found->right[ORDER_F] ? found->right
                         : at == found->left[ORDER_F]        ? found->left
                                                             : NULL;
    for (int order = ORDER_DF; order < ORDER_COUNT; order++)
        found->at[order] = side != NULL && isfinite(at) ? side[order] : (double)NAN;
}

// Limits and values at a point within `ulps` ulps of x.
static struct activation_break sides_of(const struct expression *expression,
                                        const double *parameters, double x, double ulps)
{
    struct activation_break found = {.x = x};
    find_limits(expression, parameters, x, ulps, -1, found.left);
    find_limits(expression, parameters, x, ulps, 1, found.right);
    bool missed = expression_value_near(expression, parameters, x, ulps, &found.at[ORDER_F]);
    double at = found.at[ORDER_F];
    settle(&found, ORDER_F);
    if (missed || !isfinite(at) || (at != found.left[ORDER_F] && at != found.right[ORDER_F]))
        find_slopes(&found);
    else
        expression_eval(expression, parameters, &x, 1, &found.at[ORDER_F], &found.at[ORDER_DF],
                        &found.at[ORDER_D2F]);
    for (int order = 0; order < ORDER_COUNT; order++)
        settle(&found, order);
    return found;
}

// --- breaks ---

// Whether any order jumps, has another value at the point, or f has a pole.
static bool is_break(const struct activation_break *found)
{
    bool breaks = isinf(found->left[ORDER_F]) || isinf(found->right[ORDER_F]);
    for (int order = 0; order < ORDER_COUNT; order++)
        breaks = breaks || !close_to(found->left[order], found->right[order], order) ||
                 !close_to(found->right[order], found->at[order], order);
    return breaks;
}

// Fills `found` for a place. Returns whether that is a break. The zero of a divisor is looked at
// again as up to 8 ulps away, because doubles may be off by more than the last bit, as at the pole
// of tan(cbrt(x)).
static bool find_break(const struct expression *expression, const double *parameters,
                       const struct expression_place *place, struct activation_break *found)
{
    enum { WIDER = 8 };
    *found = sides_of(expression, parameters, place->x, 1);
    if (is_break(found) || !place->zero)
        return is_break(found);
    *found = sides_of(expression, parameters, place->x, WIDER);
    return is_break(found);
}

// Where a view has more places than breaks are wanted, drops those that are closer to both
// neighbours than 1/1500 of the view. Returns how many are kept.
static int drop_crowded(struct expression_place *places, int n, const struct window *window)
{
    static const double room = 1. / 1500;
    double least = room * (window_at(window, window->high) - window_at(window, window->low));
    double last = -HUGE_VAL;
    int kept = 0;
    for (int i = 0; i < n && n > EXPRESSION_BREAKS_IN_MAX; i++) {
        double at = window_at(window, places[i].x);
        double next = i + 1 < n ? window_at(window, places[i + 1].x) : HUGE_VAL;
        if (at - last > least || next - at > least)
            places[kept++] = places[i];
        last = at;
    }
    return n > EXPRESSION_BREAKS_IN_MAX ? kept : n;
}

// A find_all (node.h) of FOUND_BREAKS and FOUND_IN_VIEW. Places are looked at from 0 outwards, so
// that the breaks nearest to 0 are kept where there are too many.
static int find_breaks(const struct expression *expression, const double *parameters,
                       const struct window *window, void *out)
{
    bool whole = window == &everywhere;
    const int max = whole ? EXPRESSION_BREAKS_MAX : PLACES_MAX;
    struct activation_break *breaks = out, found;
    struct expression_place places[PLACES_MAX];
    int count = whole
                    ? recall(expression, parameters, FOUND_PLACES, find_places, places, PLACES_MAX)
                    : find_places(expression, parameters, window, places);
    int right = 0, n = 0;
    count = whole ? count : drop_crowded(places, count, window);
    while (right < count && places[right].x < 0)
        right++;
    for (int left = right - 1; n < max && (left >= 0 || right < count);) {
        bool goes_left = right == count || (left >= 0 && -places[left].x <= places[right].x);
        const struct expression_place *place = &places[goes_left ? left-- : right++];
        if (find_break(expression, parameters, place, &found))
            breaks[n++] = found;
    }
    qsort(breaks, (size_t)n, sizeof *breaks, x_ascends);
    return n;
}

int expression_breaks(const struct expression *expression, const double *parameters,
                      struct activation_break *out, int max)
{
    return recall(expression, parameters, FOUND_BREAKS, find_breaks, out, max);
}

// The window to search for a view. On a linear axis it is a little wider, with ends that are
// multiples of a quarter to an eighth of the view's width, so that its result serves for many
// frames while the view moves.
static struct window window_of(const struct expression_view *view)
{
    if (view->bent > 0)
        return (struct window){view->low, view->high, view->bent};
    double step = exp2(floor(log2(view->high - view->low)) - 2);
    return (struct window){floor(view->low / step) * step, ceil(view->high / step) * step, 0};
}

int expression_breaks_in(const struct expression *expression, const double *parameters,
                         const struct expression_view *view,
                         struct activation_break out[EXPRESSION_BREAKS_IN_MAX])
{
    enum finding finding = (enum finding)(FOUND_IN_VIEW + (int)view->part);
    struct activation_break found[PLACES_MAX];
    struct window window = window_of(view);
    int kept = 0;
    if (!(view->high > view->low))
        return 0;
    int n = recall_in(expression, parameters, finding, find_breaks, &window, found, PLACES_MAX);
    for (int i = 0; i < n; i++)
        if (found[i].x >= view->low && found[i].x <= view->high)
            found[kept++] = found[i];
    return nearest_items(found, kept, finding, out, EXPRESSION_BREAKS_IN_MAX);
}

// Whether f, f' and f'' are continuous at x, as far as the doubles next to it tell, which is faster
// than series. at[] becomes their values.
static bool is_smooth(const struct expression *expression, const double *parameters, double x,
                      double at[ORDER_COUNT])
{
    const double xs[] = {nextafter(x, -HUGE_VAL), x, nextafter(x, HUGE_VAL)};
    double y[ORDER_COUNT][3];
    bool smooth = true;
    expression_eval(expression, parameters, xs, 3, y[ORDER_F], y[ORDER_DF], y[ORDER_D2F]);
    for (int order = 0; order < ORDER_COUNT; order++) {
        at[order] = y[order][1];
        smooth = smooth && isfinite(at[order]) && close_to(y[order][0], at[order], order) &&
                 close_to(at[order], y[order][2], order);
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
