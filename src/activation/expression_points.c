// Points of interest of a formula's curves: where they cross zero, turn, bend, jump and have holes.
// Found on a grid, and refined to the last bits.
#include "activation/expression_node.h"
#include "activation/expression_series.h"
#include "activation/points.h"

#include <stdlib.h>
#include <string.h>

bool expression_swings(const struct expression *expression)
{
    for (int i = 0; i < expression->n; i++) {
        const struct node *node = &expression->nodes[i];
        bool swings = node->op == OP_SIN || node->op == OP_COS || node->op == OP_TAN ||
                      node->op == OP_FLOOR || node->op == OP_CEIL ||
                      (node->op == OP_CALL && activation_at(node->activation)->swings);
        if (swings && node->varies)
            return true;
    }
    return false;
}

static const double points_reach = 20;

// A grid of points_reach to both sides, whose middle is 0.
enum { SAMPLES = 4001, FOUND_MAX = 2 * ACTIVATION_POINTS_MAX };

struct samples {
    double x[SAMPLES];
    double y[ORDER_COUNT + 1][SAMPLES]; // f, f', f'', and about f'''
    double scale[ORDER_COUNT + 1];      // the greatest |y|
};

struct collector {
    const struct expression *expression;
    const double *parameters;
    const struct activation_break *breaks;
    int break_count;
    struct activation_point points[FOUND_MAX];
    int n;
    double reach; // farther away nothing is of interest
};

static double value(const struct collector *collector, enum order order, double x)
{
    return expression_value(collector->expression, collector->parameters, order, x);
}

// f''' by central differences of f'' of the eighth order: the error is about 1e-13 of f''.
static const double third_step = 0x1p-6;
static const double third_weights[] = {4. / 5, -1. / 5, 4. / 105, -1. / 280};

static double third(const struct collector *collector, double x)
{
    double sum = 0;
    for (int k = 0; k < 4; k++)
        sum += third_weights[k] * (value(collector, ORDER_D2F, x + (k + 1) * third_step) -
                                   value(collector, ORDER_D2F, x - (k + 1) * third_step));
    return sum / third_step;
}

// The same at all samples.
static void sample_third(const struct collector *collector, struct samples *samples)
{
    double *all = samples->y[ORDER_COUNT], x[SAMPLES], d2f[SAMPLES];
    memset(all, 0, sizeof samples->y[ORDER_COUNT]);
    for (int k = 0; k < 8; k++) {
        double sign = k < 4 ? 1 : -1, weight = sign * third_weights[k % 4] / third_step;
        for (int i = 0; i < SAMPLES; i++)
            x[i] = samples->x[i] + sign * (k % 4 + 1) * third_step;
        expression_eval(collector->expression, collector->parameters, x, SAMPLES, NULL, NULL, d2f);
        for (int i = 0; i < SAMPLES; i++)
            all[i] += weight * d2f[i];
    }
}

enum { ORDER_D3F = ORDER_COUNT };

static double any_value(const struct collector *collector, int order, double x)
{
    return order == ORDER_D3F ? third(collector, x) : value(collector, (enum order)order, x);
}

static int by_place(const void *a, const void *b)
{
    const struct activation_point *p = a, *q = b;
    if (p->x != q->x)
        return p->x < q->x ? -1 : 1;
    return p->order != q->order ? (int)p->order - (int)q->order : (int)p->kind - (int)q->kind;
}

// Where there are too many, those that are near are of interest.
static void add_point(struct collector *collector, struct activation_point point)
{
    struct activation_point *points = collector->points;
    if (collector->n == FOUND_MAX) {
        qsort(points, FOUND_MAX, sizeof *points, by_place);
        collector->n =
            nearest_items(points, FOUND_MAX, FOUND_POINTS, points, ACTIVATION_POINTS_MAX);
        collector->reach = fmax(fabs(points[0].x), fabs(points[collector->n - 1].x));
    }
    label_points(&point, 1);
    if (fabs(point.x) <= collector->reach)
        points[collector->n++] = point;
}

// A root may be an inflection, too: x where that order has a point already, but for rounding.
static double place_of(const struct collector *collector, enum order order, double x)
{
    for (int i = 0; i < collector->n; i++) {
        const struct activation_point *p = &collector->points[i];
        if (p->order == order && fabs(p->x - x) <= 1e-12 * fabs(x))
            return p->x;
    }
    return x;
}

static void add_found(struct collector *collector, enum order order, enum point_kind kind, double x,
                      double y)
{
    x = place_of(collector, order, x);
    add_point(collector, (struct activation_point){.order = order, .kind = kind, .x = x, .y = y});
}

// How many breaks lie there, and the first of them.
static int breaks_between(const struct collector *collector, double low, double high, int *first)
{
    int n = 0;
    for (int i = collector->break_count - 1; i >= 0; i--)
        if (collector->breaks[i].x >= low && collector->breaks[i].x <= high) {
            *first = i;
            n++;
        }
    return n;
}

// Where the chord through both ends meets 0, but not nearer to an end than a thousandth of the
// whole: the other end must move, too. Every third step halves, so that a bad chord costs little.
static double next_between(double low, double left, double high, double right, int step)
{
    double t = step % 3 == 2 ? 0.5 : left / (left - right);
    t = t >= 1e-3 && t <= 1 - 1e-3 ? t : t < 0.5 ? 1e-3 : t < 1 ? 1 - 1e-3 : 0.5;
    double x = low + t * (high - low);
    return x > low && x < high ? x : low / 2 + high / 2;
}

// The root of an order between low and high, where it has opposite signs: of the last two doubles
// the one with the smaller value. The third derivative is known to some digits only.
static double root_between(const struct collector *collector, int order, double low, double high)
{
    double left = any_value(collector, order, low), right = any_value(collector, order, high);
    double close = order == ORDER_D3F ? 1e-12 : 0;
    for (int step = 0;; step++) {
        double middle = next_between(low, left, high, right, step), y;
        if (middle <= low || middle >= high || high - low <= close * fabs(middle))
            return fabs(left) < fabs(right) ? low : high;
        y = any_value(collector, order, middle);
        if (y == 0)
            return middle;
        bool on_left = value_sign(y) == value_sign(left);
        low = on_left ? middle : low;
        left = on_left ? y : left;
        high = on_left ? high : middle;
        right = on_left ? right : y;
    }
}

// The value at a place that is rounded to a double: 0 where f is 0 at what it was rounded from.
static double value_near(const struct collector *collector, enum order order, double x)
{
    double y = value(collector, order, x), step = nextafter(fabs(x), HUGE_VAL) - fabs(x);
    if (order == ORDER_D2F)
        return y;
    return fabs(y) <= step * fabs(value(collector, (enum order)(order + 1), x)) ? 0 : y;
}

// A root of order `order`, where it changes its sign from `before`, and what it means for the
// orders below it.
static void add_root(struct collector *collector, int order, double x, int before)
{
    if (order == ORDER_D3F && fabs(x) < 1e-8) // what differences cannot tell from 0
        x = 0;
    if (order < ORDER_D3F)
        add_found(collector, (enum order)order, POINT_ROOT, x, 0);
    if (order > ORDER_F) {
        enum order below = (enum order)(order - 1);
        double y = value_near(collector, below, x);
        add_found(collector, below, before > 0 ? POINT_MAXIMUM : POINT_MINIMUM, x, y);
        if (y == 0) // it touches zero there
            add_found(collector, below, POINT_ROOT, x, 0);
    }
    if (order >= ORDER_D2F) {
        enum order bent = (enum order)(order - 2);
        add_found(collector, bent, POINT_INFLECTION, x, value_near(collector, bent, x));
    }
}

// Whether the values on both sides are lower (before > 0) or higher than the one at x: differences
// are led astray by what is wild nearby.
static bool turns(const struct collector *collector, enum order order, double x, int before)
{
    const double step = 1e-3;
    double y = value(collector, order, x);
    return before * (y - value(collector, order, x - step)) > 0 &&
           before * (y - value(collector, order, x + step)) > 0;
}

// Changes of sign that rounding makes, where nothing is left of an order, do not count.
static bool is_noise(const struct samples *samples, int order, int i)
{
    const double *y = samples->y[order];
    double digits = order == ORDER_D3F ? 1e-11 : 1e-13, size = fabs(y[i]) + fabs(y[i + 1]);
    if (size < digits * samples->scale[order])
        return true;
    for (int lower = order - 1; lower >= ORDER_F && lower >= order - 2; lower--)
        if (size < digits * fabs(samples->y[lower][i]))
            return true;
    return false;
}

// Whether an order goes on from its root: false where all that is known of its series beyond is
// within the errors of rounding, as of ((x^2-1)/(x-1))'', which is 0.
static bool goes_on(const struct collector *collector, int order, double x)
{
    struct series s = expression_series(collector->expression, collector->parameters, x, 1);
    if (!s.known || s.order < order + 2)
        return true; // nothing is known
    for (int i = 0; i < s.n; i++)
        if (s.terms[i].power > order + 0.5)
            return true;
    return false;
}

// Whether an order jumps there by more than a little of what it changes by around.
static bool jumps(const struct collector *collector, int order, double x, double change)
{
    double left = any_value(collector, order, nextafter(x, -HUGE_VAL));
    double right = any_value(collector, order, nextafter(x, HUGE_VAL));
    return !(fabs(right - left) <= 0.1 * change);
}

// Between two places without a break.
static void find_root(struct collector *collector, int order, double low, double high)
{
    double left = any_value(collector, order, low), right = any_value(collector, order, high);
    if (!(left * right < 0))
        return;
    double root = root_between(collector, order, low, high);
    int before = value_sign(left);
    if (jumps(collector, order, root, fabs(left) + fabs(right)) || !goes_on(collector, order, root))
        return; // a pole, noise
    if (order < ORDER_D3F || turns(collector, ORDER_D2F, root, before))
        add_root(collector, order, root, before);
}

// On both sides of a break between two samples, and at it. Beside a hole rounding makes roots.
static void find_beside(struct collector *collector, const struct activation_break *at, int order,
                        double low, double high)
{
    double gap = 1e-9 * fmax(1, fabs(at->x)), from = at->x - gap, to = at->x + gap;
    bool continues = at->left[ORDER_F] == at->right[ORDER_F];
    if (order == ORDER_D3F || (continues && at->left[ORDER_F] != at->at[ORDER_F]))
        return;
    bool crosses = order == ORDER_F && continues && at->at[ORDER_F] == 0 && at->x < high &&
                   value(collector, ORDER_F, from) * value(collector, ORDER_F, to) < 0;
    if (crosses)
        add_found(collector, ORDER_F, POINT_ROOT, at->x, 0);
    if (from > low)
        find_root(collector, order, low, from);
    if (to < high)
        find_root(collector, order, to, high);
}

// Between sample i and the next one.
static void find_root_after(struct collector *collector, const struct samples *samples, int order,
                            int i)
{
    const double *x = samples->x, *y = samples->y[order];
    double margin = order == ORDER_D3F ? 4 * third_step : 0;
    int from = 0, n = breaks_between(collector, x[i] - margin, x[i + 1] + margin, &from);
    if (n == 1 && !is_noise(samples, order, i))
        find_beside(collector, &collector->breaks[from], order, x[i], x[i + 1]);
    if (n > 0 || is_noise(samples, order, i))
        return;
    if (y[i] * y[i + 1] < 0)
        find_root(collector, order, x[i], x[i + 1]);
}

// At a sample itself.
static void find_root_at(struct collector *collector, const struct samples *samples, int order,
                         int i)
{
    double x = samples->x[i], gap = order == ORDER_D3F ? 5e-3 : 1e-6;
    int from = 0, n = breaks_between(collector, x - gap, x + gap, &from);
    if (samples->y[order][i] != 0 || n > 0 || is_noise(samples, order, i))
        return;
    double left = any_value(collector, order, x - gap),
           right = any_value(collector, order, x + gap);
    if (left * right < 0)
        add_root(collector, order, x, value_sign(left));
}

static void find_roots(struct collector *collector, const struct samples *samples, int order)
{
    const int middle = (SAMPLES - 1) / 2;
    for (int i = 0; i < middle && samples->x[middle + i] <= collector->reach; i++) {
        find_root_at(collector, samples, order, middle + i);
        find_root_at(collector, samples, order, middle - 1 - i);
        find_root_after(collector, samples, order, middle + i);
        find_root_after(collector, samples, order, middle - 1 - i);
    }
}

static void sample(const struct collector *collector, struct samples *samples)
{
    for (int i = 0; i < SAMPLES; i++)
        samples->x[i] = points_reach * (2 * i - (SAMPLES - 1)) / (SAMPLES - 1);
    expression_eval(collector->expression, collector->parameters, samples->x, SAMPLES,
                    samples->y[ORDER_F], samples->y[ORDER_DF], samples->y[ORDER_D2F]);
    sample_third(collector, samples);
    for (int order = 0; order <= ORDER_D3F; order++) {
        samples->scale[order] = 0;
        for (int i = 0; i < SAMPLES; i++)
            if (isfinite(samples->y[order][i]))
                samples->scale[order] = fmax(samples->scale[order], fabs(samples->y[order][i]));
    }
}

static void mark_headline(struct activation_point *points, int n)
{
    struct activation_point *greatest = NULL;
    for (int i = 0; i < n; i++) {
        bool extremum = points[i].kind == POINT_MAXIMUM || points[i].kind == POINT_MINIMUM;
        if (points[i].order == ORDER_DF && extremum &&
            (!greatest || fabs(points[i].y) > fabs(greatest->y)))
            greatest = &points[i];
    }
    if (greatest)
        greatest->headline = true;
}

static void collect(struct collector *collector)
{
    struct samples *samples = allocate(1, sizeof *samples);
    struct activation_point points[ORDER_COUNT];
    sample(collector, samples);
    for (int order = 0; order <= ORDER_D3F; order++)
        find_roots(collector, samples, order);
    for (int i = 0; i < collector->break_count; i++)
        for (int n = break_points(&collector->breaks[i], 1, points); n > 0; n--)
            add_point(collector, points[n - 1]);
    free(samples);
}

int find_points(const struct expression *expression, const double *parameters,
                const struct window *window, void *out)
{
    (void)window;
    struct activation_break breaks[EXPRESSION_BREAKS_MAX];
    struct collector *collector = allocate(1, sizeof *collector);
    *collector = (struct collector){.expression = expression,
                                    .parameters = parameters,
                                    .breaks = breaks,
                                    .reach = points_reach};
    collector->break_count =
        expression_breaks(expression, parameters, breaks, EXPRESSION_BREAKS_MAX);
    collect(collector);
    qsort(collector->points, (size_t)collector->n, sizeof *collector->points, by_place);
    mark_headline(collector->points, collector->n);
    int n =
        nearest_items(collector->points, collector->n, FOUND_POINTS, out, ACTIVATION_POINTS_MAX);
    free(collector);
    return n;
}

int expression_points(const struct expression *expression, const double *parameters,
                      struct activation_point *out, int max)
{
    return recall(expression, parameters, FOUND_POINTS, out, max);
}
