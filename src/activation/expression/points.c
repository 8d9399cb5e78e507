// Points of interest of a formula's curves: where they cross zero, turn, bend, jump and have holes.
// Where enclosures (bounds that hold all rounding errors) prove that f, f', f'' or f''' has
// opposite signs at two neighbouring points of a grid, the root between them is refined to the last
// bits. A sign that only rounding gives is not proven.
#include "activation/points.h"
#include "activation/enclosure/enclosure.h"
#include "activation/expression/node.h"
#include "base/memory.h"

#include <stdlib.h>

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

// Points are looked for with |x| up to this.
static const double points_reach = 20;

// The points of the grid, from -points_reach to points_reach, and how many points of interest are
// collected before those far from 0 are dropped.
enum { SAMPLES = 4001, FOUND_MAX = 2 * ACTIVATION_POINTS_MAX };

// f''' is needed, too: its roots are the inflections of f'. Jets want memory aligned to 64 bytes.
enum { ORDER_D3F = ORDER_COUNT, ORDERS, ALIGNMENT = 64 };

struct collector {
    const struct expression *expression;
    const double *parameters;
    const struct activation_break *breaks;
    int break_count;
    char *room; // memory for jets
    size_t room_size;
    double x[SAMPLES];
    signed char signs[ORDERS][SAMPLES]; // proven signs, 1 or -1; 0 where none is proven
    struct activation_point points[FOUND_MAX];
    int n;
    double reach; // points with |x| above this are not wanted
};

// --- orders ---

// Bounds on f and its derivatives at JET_LANES points, as a jet (enclosure/enclosure.h) in the
// collector's memory; they stand until the next call.
static const struct jet *enclose(const struct collector *collector, struct jets *jets,
                                 const double x[JET_LANES])
{
    const struct activation own = {.expression = collector->expression};
    jets_start(jets, ORDERS, collector->room, collector->room_size);
    const struct jet *variable = jet_variable(jets, x, x, false);
    return activation_enclose(&own, collector->parameters, ORDER_F, jets, variable);
}

// Fills the grid and the proven signs of each order on it.
static void find_signs(struct collector *collector)
{
    struct jets jets;
    for (int i = 0; i < SAMPLES; i++)
        collector->x[i] = points_reach * (2 * i - (SAMPLES - 1)) / (SAMPLES - 1);
    for (int first = 0; first < SAMPLES; first += JET_LANES) {
        double x[JET_LANES];
        for (int i = 0; i < JET_LANES; i++)
            x[i] = collector->x[first + i < SAMPLES ? first + i : SAMPLES - 1];
        const struct jet *f = enclose(collector, &jets, x);
        for (int order = 0; order < ORDERS; order++) {
            struct bounds bounds = jet_coefficient(f, order);
            for (int i = 0; i < JET_LANES && first + i < SAMPLES; i++)
                collector->signs[order][first + i] =
                    (signed char)((bounds.low[i] > 0) - (bounds.high[i] < 0));
        }
    }
}

// f, f', f'' or f''' at x. f''' is the middle of its bounds; coefficients of jets are derivatives
// over the factorial of their order.
static double value(const struct collector *collector, int order, double x)
{
    struct jets jets;
    double lanes[JET_LANES];
    if (order < ORDER_D3F)
        return expression_value(collector->expression, collector->parameters, (enum order)order, x);
    for (int i = 0; i < JET_LANES; i++)
        lanes[i] = x;
    struct bounds bounds = jet_coefficient(enclose(collector, &jets, lanes), order);
    return 3 * (bounds.low[0] + bounds.high[0]); // 3! times the middle
}

// --- collecting ---

// Orders points by x, at one x by order, and then by kind; for qsort.
static int by_place(const void *a, const void *b)
{
    const struct activation_point *p = a, *q = b;
    if (p->x != q->x)
        return p->x < q->x ? -1 : 1;
    return p->order != q->order ? (int)p->order - (int)q->order : (int)p->kind - (int)q->kind;
}

// Labels and adds a point. Where the list is full, only the half that is nearest to 0 is kept, and
// points farther away are not added any more.
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

// The x of a point that was found already within rounding errors of x, else x. One x may have
// several points, as a root that is an inflection, too; they are to have the same x to the last
// bit.
static double place_of(const struct collector *collector, double x)
{
    for (int i = 0; i < collector->n; i++)
        if (fabs(collector->points[i].x - x) <= 1e-12 * fabs(x))
            return collector->points[i].x;
    return x;
}

// Adds a point at x, where that of an earlier point is taken if both differ by rounding errors.
static void add_found(struct collector *collector, enum order order, enum point_kind kind, double x,
                      double y)
{
    x = place_of(collector, x);
    add_point(collector, (struct activation_point){.order = order, .kind = kind, .x = x, .y = y});
}

// How many breaks of f lie from low to high; *first becomes the index of the first, if there is
// one.
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

// The next guess at a root between low and high, where the values are left and right: where the
// chord through both ends meets 0 (regula falsi), but at least a thousandth of the interval away
// from both, so that neither end stays forever. Every third step halves the interval, so that a
// curve far from its chord costs few steps.
static double next_between(double low, double left, double high, double right, int step)
{
    double t = step % 3 == 2 ? 0.5 : left / (left - right);
    t = t >= 1e-3 && t <= 1 - 1e-3 ? t : t < 0.5 ? 1e-3 : t < 1 ? 1 - 1e-3 : 0.5;
    double x = low + t * (high - low);
    return x > low && x < high ? x : low / 2 + high / 2;
}

// The root between low and high of an order that has opposite signs there. Where it is 0 at no
// double, the one of the two doubles around the root that has the smaller |value|.
static double root_between(const struct collector *collector, int order, double low, double high)
{
    double left = value(collector, order, low), right = value(collector, order, high);
    for (int step = 0;; step++) {
        double middle = next_between(low, left, high, right, step), y;
        if (middle <= low || middle >= high)
            return fabs(left) < fabs(right) ? low : high;
        y = value(collector, order, middle);
        if (y == 0)
            return middle;
        bool on_left = value_sign(y) == value_sign(left);
        low = on_left ? middle : low;
        left = on_left ? y : left;
        high = on_left ? high : middle;
        right = on_left ? right : y;
    }
}

// A root rounded to six decimals, if both differ by rounding errors only: the root 0.25 is found as
// 0.24999999999999997. `change` is by how much the order changes around the root. Returns x where
// the rounded number is no root.
static double rounded_root(const struct collector *collector, int order, double x, double change)
{
    const double decimals = 1e6, near = 1e-13, little = 1e-9;
    double round = rint(x * decimals) / decimals + 0; // no -0
    bool beside = fabs(round - x) <= near * fmax(1, fabs(x));
    return beside && fabs(value(collector, order, round)) <= little * change ? round : x;
}

// The value of an order at the point that x is the nearest double to. Taken as 0 where the value at
// x is no greater than what the rounding of x explains: one unit in the last place times the slope.
static double value_near(const struct collector *collector, int order, double x)
{
    double y = value(collector, order, x), step = nextafter(fabs(x), HUGE_VAL) - fabs(x);
    return fabs(y) <= step * fabs(value(collector, order + 1, x)) ? 0 : y;
}

// Adds a root of an order, where that changes its sign from `before` to the opposite. It is an
// extremum of the order below, and an inflection of the one below that.
static void add_root(struct collector *collector, int order, double x, int before)
{
    if (order < ORDER_D3F)
        add_found(collector, (enum order)order, POINT_ROOT, x, 0);
    if (order > ORDER_F) {
        enum order below = (enum order)(order - 1);
        double y = value_near(collector, (int)below, x);
        add_found(collector, below, before > 0 ? POINT_MAXIMUM : POINT_MINIMUM, x, y);
        if (y == 0) // the extremum touches the x axis
            add_found(collector, below, POINT_ROOT, x, 0);
    }
    if (order >= ORDER_D2F) {
        enum order bent = (enum order)(order - 2);
        add_found(collector, bent, POINT_INFLECTION, x, value_near(collector, (int)bent, x));
    }
}

// Whether an order jumps at x, by more than a tenth of `change`, its change around x.
static bool jumps(const struct collector *collector, int order, double x, double change)
{
    double left = value(collector, order, nextafter(x, -HUGE_VAL));
    double right = value(collector, order, nextafter(x, HUGE_VAL));
    return !(fabs(right - left) <= 0.1 * change);
}

// Whether enclosures prove the signs at 1e-5 beside a root (within low and high). Otherwise it may
// be a root of rounding errors only.
static bool is_clear(const struct collector *collector, int order, double x, double low,
                     double high)
{
    struct jets jets;
    double near = 1e-5 * fmax(1, fabs(x)), lanes[JET_LANES];
    for (int i = 0; i < JET_LANES; i++)
        lanes[i] = i % 2 ? fmin(high, x + near) : fmax(low, x - near);
    struct bounds bounds = jet_coefficient(enclose(collector, &jets, lanes), order);
    return (bounds.low[0] > 0 || bounds.high[0] < 0) && (bounds.low[1] > 0 || bounds.high[1] < 0);
}

// Adds the root of an order between low and high, if the signs differ there and no break of f lies
// between. A pole or a jump also changes the sign, but is no root.
static void find_root(struct collector *collector, int order, double low, double high)
{
    double left = value(collector, order, low), right = value(collector, order, high);
    if (!(left * right < 0))
        return;
    double root = rounded_root(collector, order, root_between(collector, order, low, high),
                               fabs(left) + fabs(right));
    if (!jumps(collector, order, root, fabs(left) + fabs(right)) &&
        is_clear(collector, order, root, low, high))
        add_root(collector, order, root, value_sign(left));
}

// Adds the roots of an order between grid points i and k that have the break `at` between them: at
// the break, to its left and to its right. Where the sign at a grid point is not proven, the one
// beyond it is taken. A hole is left out, because rounding errors beside it change signs.
static void find_beside(struct collector *collector, const struct activation_break *at, int order,
                        int i, int k)
{
    const double *x = collector->x;
    const signed char *signs = collector->signs[order];
    double gap = 1e-9 * fmax(1, fabs(at->x)), from = at->x - gap, to = at->x + gap;
    bool continues = at->left[ORDER_F] == at->right[ORDER_F];
    if (order == ORDER_D3F || (continues && at->left[ORDER_F] != at->at[ORDER_F]))
        return;
    if (order == ORDER_F && continues && at->at[ORDER_F] == 0 && at->x < x[k] &&
        value(collector, ORDER_F, from) * value(collector, ORDER_F, to) < 0)
        add_found(collector, ORDER_F, POINT_ROOT, at->x, 0);
    i -= i > 0 && signs[i] == 0;
    k += k + 1 < SAMPLES && signs[k] == 0;
    if (from > x[i] && signs[i] != 0)
        find_root(collector, order, x[i], from);
    if (to < x[k] && signs[k] != 0)
        find_root(collector, order, to, x[k]);
}

// Adds the root of an order between grid point i and the next one, or the one after that where the
// sign of the next is not proven because it may be 0.
static void find_root_after(struct collector *collector, int order, int i)
{
    const double *x = collector->x;
    const signed char *signs = collector->signs[order];
    int from = 0, k = i + 1, n = breaks_between(collector, x[i], x[k], &from);
    if (n == 1)
        find_beside(collector, &collector->breaks[from], order, i, k);
    if (n == 0 && signs[k] == 0 && k + 1 < SAMPLES)
        n = breaks_between(collector, x[i], x[++k], &from);
    if (n == 0 && signs[i] * signs[k] < 0)
        find_root(collector, order, x[i], x[k]);
}

// Adds the roots of an order, from 0 outwards, so that those far away can be left out (reach).
static void find_roots(struct collector *collector, int order)
{
    const int middle = (SAMPLES - 1) / 2;
    for (int i = 0; i < middle && collector->x[middle + i] <= collector->reach; i++) {
        find_root_after(collector, order, middle + i);
        find_root_after(collector, order, middle - 1 - i);
    }
}

// Marks the extremum of f' with the greatest |f'| as the headline.
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

// Adds all points: those that roots give, and those of the breaks.
static void collect(struct collector *collector)
{
    struct activation_point points[ORDER_COUNT];
    find_signs(collector);
    for (int order = 0; order < ORDERS; order++)
        find_roots(collector, order);
    for (int i = 0; i < collector->break_count; i++)
        for (int n = break_points(&collector->breaks[i], 1, points); n > 0; n--)
            add_point(collector, points[n - 1]);
}

// A find_all (node.h) of FOUND_POINTS; the window is always `everywhere`, and points_reach counts.
static int find_points(const struct expression *expression, const double *parameters,
                       const struct window *window, void *out)
{
    (void)window;
    struct activation_break breaks[EXPRESSION_BREAKS_MAX];
    struct collector *collector = memory_new(1, sizeof *collector);
    size_t size = expression_enclose_room(expression, ORDERS) + 4 * jet_size(ORDERS);
    size = (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    *collector = (struct collector){.expression = expression,
                                    .parameters = parameters,
                                    .breaks = breaks,
                                    .room = memory_aligned(size),
                                    .room_size = size,
                                    .reach = points_reach};
    collector->break_count =
        expression_breaks(expression, parameters, breaks, EXPRESSION_BREAKS_MAX);
    collect(collector);
    qsort(collector->points, (size_t)collector->n, sizeof *collector->points, by_place);
    mark_headline(collector->points, collector->n);
    int n =
        nearest_items(collector->points, collector->n, FOUND_POINTS, out, ACTIVATION_POINTS_MAX);
    free(collector->room);
    free(collector);
    return n;
}

int expression_points(const struct expression *expression, const double *parameters,
                      struct activation_point *out, int max)
{
    return recall(expression, parameters, FOUND_POINTS, find_points, out, max);
}
