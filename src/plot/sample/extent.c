// Finds the range of a curve's values, and the range that an axis is fitted to.
#include "activation/enclosure/enclosure.h"
#include "base/memory.h"
#include "plot/sample/sample.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { EXTENT_SAMPLES = 257 }; // evenly spaced along the axis

// With a pole in view, this share of the values is left out at either end, and this much is added
// to the range of the others, at either end, as a part of it.
static const double pole_share = 0.05;
static const double pole_room = 0.5;

static const double impulse_room = 0.2; // for arrows that begin at 0, as a part of the range
static const double log_dive = 1e-6; // on a log axis, a fall to 0 is shown down to this · highest

struct range {
    double low, high;
};

// The curve, and the axis of x whose values are looked at.
struct scan {
    const struct activation *activation;
    const double *parameters;
    enum order order;
    const struct axis *x;
    char *room;  // memory of the jets, aligned to 64 bytes
    size_t size; // of `room`, in bytes
};

// What was found of the curve's values so far.
struct extent {
    double low, high;
    double low_x, high_x;          // their places; NaN at a break
    double values[EXTENT_SAMPLES]; // at the evenly spaced samples; NaN for single points
    bool pole;                     // whether the curve has one
};

// Widens the range by the value y at x, unless that is not finite.
static void extent_add(struct extent *extent, double x, double y)
{
    if (!isfinite(y))
        return;
    if (y < extent->low) {
        extent->low = y;
        extent->low_x = x;
    }
    if (y > extent->high) {
        extent->high = y;
        extent->high_x = x;
    }
}

// Widens the range by n values; their places are fractions of the axis, from 0 to 1.
static void extent_add_places(struct extent *extent, const struct axis *axis, const double *places,
                              const double *ys, int n)
{
    for (int i = 0; i < n; i++)
        if (ys[i] < extent->low || ys[i] > extent->high)
            extent_add(extent, axis_value(axis, places[i]), ys[i]);
}

static void evaluate_at(const struct scan *scan, const double *x, size_t n, double *y)
{
    double *out[ORDER_COUNT] = {NULL, NULL, NULL};
    out[scan->order] = y;
    activation_eval(scan->activation, scan->parameters, x, n, out[0], out[1], out[2]);
}

static void scan_evaluate(const struct scan *scan, const double *places, size_t n, double *y)
{
    double xs[EXTENT_SAMPLES];
    axis_values(scan->x, places, n, xs);
    evaluate_at(scan, xs, n, y);
}

// Starts a scan and allocates the memory of its jets, which scan_end frees.
static struct scan scan_start(const struct activation *activation, const double *parameters,
                              enum order order, const struct axis *x)
{
    int orders = (int)order + 1;
    size_t size = activation_enclose_room(activation, orders) + 2 * jet_size(orders);
    size = (size + 63) / 64 * 64;
    char *room = memory_must(aligned_alloc(64, size));
    return (struct scan){activation, parameters, order, x, room, size};
}

static void scan_end(struct scan *scan)
{
    free(scan->room);
}

// Proves bounds of the curve over n intervals of x; low > high where it is undefined.
static void find_bounds(const struct scan *scan, const double *from, const double *to, int n,
                        struct range *bounds)
{
    for (int first = 0; first < n; first += JET_LANES) {
        struct jets jets;
        double low[JET_LANES], high[JET_LANES];
        jets_start(&jets, (int)scan->order + 1, scan->room, scan->size);
        for (int i = 0; i < JET_LANES; i++) {
            int at = first + i < n ? first + i : n - 1;
            low[i] = from[at];
            high[i] = to[at];
        }
        const struct jet *x = jet_variable(&jets, low, high, false);
        const struct jet *y =
            activation_enclose(scan->activation, scan->parameters, scan->order, &jets, x);
        struct bounds found = jet_coefficient(y, 0);
        for (int i = 0; i < JET_LANES && first + i < n; i++)
            bounds[first + i] = y->doubts[i] & JET_IS_EMPTY
                                    ? (struct range){HUGE_VAL, -HUGE_VAL}
                                    : (struct range){found.low[i], found.high[i]};
    }
}

// The place of sample i on the axis, from 0 to 1.
static double even_place(int i)
{
    return (double)i / (EXTENT_SAMPLES - 1);
}

// Whether the curve is undefined on both sides of x, so that a value there is a single point, which
// is not drawn.
static bool is_single(const struct scan *scan, double at)
{
    const double x[] = {nextafter(at, -HUGE_VAL), nextafter(at, HUGE_VAL)};
    double y[2];
    evaluate_at(scan, x, 2, y);
    return isnan(y[0]) && isnan(y[1]);
}

// Whether sample i may be a single point: a sample next to it is undefined.
static bool may_be_single(const double *ys, int i)
{
    return i == 0 || isnan(ys[i - 1]) || i == EXTENT_SAMPLES - 1 || isnan(ys[i + 1]);
}

// Computes the evenly spaced samples.
static void extent_scan(const struct scan *scan, struct extent *extent)
{
    double places[EXTENT_SAMPLES], ys[EXTENT_SAMPLES];
    for (int i = 0; i < EXTENT_SAMPLES; i++)
        places[i] = even_place(i);
    scan_evaluate(scan, places, EXTENT_SAMPLES, ys);
    for (int i = 0; i < EXTENT_SAMPLES; i++)
        extent->values[i] = may_be_single(ys, i) && is_single(scan, axis_value(scan->x, places[i]))
                                ? (double)NAN
                                : ys[i];
    extent_add_places(extent, scan->x, places, extent->values, EXTENT_SAMPLES);
}

// Adds the points of interest, whose values are exact.
static void extent_add_points(const struct scan *scan, struct extent *extent)
{
    struct activation_point points[ACTIVATION_POINTS_MAX];
    int n = activation_points(scan->activation, scan->parameters, points);
    for (int i = 0; i < n; i++)
        if (points[i].order == scan->order && points[i].x >= scan->x->low &&
            points[i].x <= scan->x->high && !is_single(scan, points[i].x))
            extent_add(extent, points[i].x, points[i].y);
}

// Adds the one-sided limits and values at breaks; an infinite limit is a pole.
static void extent_add_breaks(const struct scan *scan, struct extent *extent)
{
    struct activation_break breaks[ACTIVATION_BREAKS_MAX];
    int n = activation_breaks(scan->activation, scan->parameters, breaks);
    for (int i = 0; i < n; i++) {
        const struct activation_break *at = &breaks[i];
        if (at->x < scan->x->low || at->x > scan->x->high)
            continue;
        double left = at->left[scan->order], right = at->right[scan->order];
        extent_add(extent, NAN, left);
        extent_add(extent, NAN, right);
        extent_add(extent, NAN, at->at[scan->order]);
        extent->pole = extent->pole || isinf(left) || isinf(right);
    }
}

// --- between the samples ---

enum {
    BOXES_MAX = 64,          // looked at in one round
    BOX_PARTS = 8,           // that a box is split into for the next round
    FIRST_BOXES = JET_LANES, // as many as are proven at once
    ROUNDS = 20,
    POLE_ROUND = 10, // in this round boxes are narrower than can be seen
};

#define ERROR_SHARE    0.1  // a value with an error above this part of the range is not used
#define EXCESS_SHARE   0.01 // an excess below this part of the range is ignored
#define VALUE_SHARE    1e-9 // of a narrow range, one below this part of the largest value counts
#define OVERFLOW_PLACE 1e-6 // so far beside a pole, as a part of the axis, values are finite

// A part of the axis, from 0 to 1, and how far the proven bounds of the curve there reach beyond
// the range of the values found so far (its excess).
struct axis_part {
    double from, to;
    struct range bounds;
    double value; // in the middle; NaN where it is not known
    double excess;
};

// How far bounds reach beyond the range; HUGE_VAL for infinite bounds, 0 for empty ones.
static double excess_of(const struct range *bounds, const struct extent *extent)
{
    if (bounds->low > bounds->high)
        return 0;
    if (!isfinite(bounds->high - bounds->low))
        return HUGE_VAL;
    return fmax(0, fmax(bounds->high - extent->high, extent->low - bounds->low));
}

static int compare_boxes(const void *a, const void *b)
{
    double x = ((const struct axis_part *)a)->excess, y = ((const struct axis_part *)b)->excess;
    return (x < y) - (x > y);
}

// The search ignores bounds that reach beyond the range by no more than this.
static double negligible_excess(const struct extent *extent)
{
    double values = fmax(fabs(extent->high), fabs(extent->low));
    return EXCESS_SHARE * fmax(extent->high - extent->low, VALUE_SHARE * values);
}

// Proves bounds of the boxes, drops those without excess, and returns how many are left.
static int boxes_bound(const struct scan *scan, const struct extent *extent,
                       struct axis_part *boxes, int n)
{
    double from[BOXES_MAX], to[BOXES_MAX];
    struct range bounds[BOXES_MAX];
    const double negligible = negligible_excess(extent);
    int left = 0;
    for (int i = 0; i < n; i++) {
        from[i] = axis_value(scan->x, boxes[i].from);
        to[i] = axis_value(scan->x, boxes[i].to);
    }
    find_bounds(scan, from, to, n, bounds);
    for (int i = 0; i < n; i++) {
        boxes[i].bounds = bounds[i];
        if (excess_of(&bounds[i], extent) > negligible)
            boxes[left++] = boxes[i];
    }
    return left;
}

// Adds the values in the middle of the boxes to the range, unless they are rounding errors or
// single points, and sorts the boxes by falling excess.
static void boxes_look(const struct scan *scan, struct extent *extent, struct axis_part *boxes,
                       int n)
{
    double middles[BOXES_MAX], x[BOXES_MAX], ys[BOXES_MAX];
    struct range at_middles[BOXES_MAX];
    for (int i = 0; i < n; i++) {
        middles[i] = boxes[i].from / 2 + boxes[i].to / 2;
        x[i] = axis_value(scan->x, middles[i]);
    }
    scan_evaluate(scan, middles, (size_t)n, ys);
    find_bounds(scan, x, x, n, at_middles);
    for (int i = 0; i < n; i++) {
        double error = at_middles[i].high - at_middles[i].low;
        bool is_bounded = isfinite(boxes[i].bounds.high - boxes[i].bounds.low);
        bool is_known = error <= ERROR_SHARE * fmax(extent->high - extent->low, fabs(ys[i])) &&
                        (is_bounded || !is_single(scan, x[i]));
        boxes[i].value = is_known ? ys[i] : (double)NAN;
        extent_add(extent, x[i], boxes[i].value);
    }
    for (int i = 0; i < n; i++)
        boxes[i].excess = excess_of(&boxes[i].bounds, extent);
    qsort(boxes, (size_t)n, sizeof *boxes, compare_boxes);
}

// Whether a box without bounds holds a pole. Such a box is narrow by then; the value in its middle
// must be far outside of the range `before` the search, and no neighbour may overflow. That tells a
// pole from a large finite value and from 0/0, which has no bounds either.
static bool is_pole(const struct scan *scan, const struct range *before,
                    const struct axis_part *box)
{
    double room = before->high - before->low, ys[2];
    double places[] = {fmax(box->from - OVERFLOW_PLACE, 0), fmin(box->to + OVERFLOW_PLACE, 1)};
    scan_evaluate(scan, places, 2, ys);
    bool overflows = (places[0] > 0 && isinf(ys[0])) || (places[1] < 1 && isinf(ys[1]));
    return !overflows && (box->value < before->low - room || box->value > before->high + room);
}

// Splits the boxes, as many as there is room for, in order of their excess, and returns how many
// parts there are. `is_late`: boxes without bounds, which hold poles, are not split any more.
static int boxes_split(const struct extent *extent, const struct axis_part *boxes, int n,
                       bool is_late, struct axis_part *parts)
{
    const double negligible = negligible_excess(extent);
    int count = 0;
    for (int i = 0; i < n && count + BOX_PARTS <= BOXES_MAX; i++) {
        if (!(boxes[i].excess > negligible))
            break;
        if (is_late && isinf(boxes[i].excess))
            continue;
        double width = (boxes[i].to - boxes[i].from) / BOX_PARTS;
        for (int k = 0; k < BOX_PARTS; k++)
            parts[count++] = (struct axis_part){.from = boxes[i].from + k * width,
                                                .to = boxes[i].from + (k + 1) * width};
    }
    return count;
}

// Box i of n equal ones that cover the axis.
static struct axis_part even_box(int i, int n)
{
    return (struct axis_part){.from = (double)i / n, .to = (i + 1.0) / n};
}

// Writes those of BOXES_MAX equal boxes that may have excess, and returns how many. A few wide
// boxes, which cost one evaluation, rule out nearly all of them for most curves.
static int boxes_start(const struct scan *scan, const struct extent *extent,
                       struct axis_part *boxes)
{
    enum { PARTS = BOXES_MAX / FIRST_BOXES };
    struct axis_part wide[FIRST_BOXES];
    int n = 0;
    for (int i = 0; i < FIRST_BOXES; i++)
        wide[i] = even_box(i, FIRST_BOXES);
    int left = boxes_bound(scan, extent, wide, FIRST_BOXES);
    for (int i = 0; i < left; i++) {
        int first = (int)(wide[i].from * BOXES_MAX);
        for (int k = first; k < first + PARTS; k++)
            boxes[n++] = even_box(k, BOXES_MAX);
    }
    return n;
}

// Looks for values outside of the range wherever proven bounds leave room for them, in ever smaller
// boxes.
static void extent_look_closer(const struct scan *scan, struct extent *extent)
{
    struct axis_part boxes[BOXES_MAX], parts[BOXES_MAX];
    const struct range before = {extent->low, extent->high};
    int n = boxes_start(scan, extent, boxes);
    for (int round = 0; round < ROUNDS && n > 0; round++) {
        n = boxes_bound(scan, extent, boxes, n);
        boxes_look(scan, extent, boxes, n);
        for (int i = 0; i < n && round == POLE_ROUND && isinf(boxes[i].excess); i++)
            extent->pole |= is_pole(scan, &before, &boxes[i]);
        n = boxes_split(extent, boxes, n, round >= POLE_ROUND, parts);
        memcpy(boxes, parts, (size_t)n * sizeof *parts);
    }
}

// --- noise ---

enum { NOISE_PLACES = 64 };

// Whether all values may be one value with rounding errors, as those of sin(x)^2 + cos(x)^2: the
// proven bounds at many places and at both extremes have it in common. *value is then that value, 0
// if it may be.
static bool is_noise(const struct scan *scan, const struct extent *extent, double *value)
{
    double x[NOISE_PLACES + 2] = {extent->low_x, extent->high_x}, low = -HUGE_VAL, high = HUGE_VAL;
    struct range bounds[NOISE_PLACES + 2];
    int known = 0;
    if (isnan(extent->low_x) || isnan(extent->high_x))
        return false;
    find_bounds(scan, x, x, 2, bounds);
    if (bounds[0].high < bounds[1].low)
        return false; // the lowest and the highest value certainly differ
    for (int i = 0; i < NOISE_PLACES; i++)
        x[i + 2] = axis_value(scan->x, (i + 0.5) / NOISE_PLACES);
    find_bounds(scan, x, x, NOISE_PLACES + 2, bounds);
    for (int i = 0; i < NOISE_PLACES + 2; i++) {
        bool is_known = isfinite(bounds[i].high - bounds[i].low);
        if (!is_known && i < 2)
            return false;
        known += is_known;
        low = is_known ? fmax(low, bounds[i].low) : low;
        high = is_known ? fmin(high, bounds[i].high) : high;
    }
    *value = low <= 0 && high >= 0 ? 0 : low / 2 + high / 2;
    return low <= high && 2 * known > NOISE_PLACES;
}

// Finds the range of the curve's values; returns false if none is finite.
static bool measure_extent(const struct scan *scan, struct extent *extent)
{
    extent->low = HUGE_VAL;
    extent->high = -HUGE_VAL;
    extent->low_x = extent->high_x = NAN;
    extent->pole = false;
    extent_scan(scan, extent);
    extent_add_points(scan, extent);
    extent_add_breaks(scan, extent);
    if (extent->low <= extent->high && !extent->pole)
        extent_look_closer(scan, extent);
    return extent->low <= extent->high;
}

bool sample_extent(const struct activation *activation, const double *parameters, enum order order,
                   const struct axis *x, double *low, double *high)
{
    struct extent extent;
    struct scan scan = scan_start(activation, parameters, order, x);
    bool ok = measure_extent(&scan, &extent);
    scan_end(&scan);
    *low = extent.low;
    *high = extent.high;
    return ok;
}

// --- fitting ---

static int compare_values(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

// The range of the middle nine tenths of the samples, and half as much again at either end. Returns
// false if none is finite.
static bool most_values(const struct extent *extent, struct range *most)
{
    double ys[EXTENT_SAMPLES];
    int n = 0;
    for (int i = 0; i < EXTENT_SAMPLES; i++)
        if (isfinite(extent->values[i]))
            ys[n++] = extent->values[i];
    if (n == 0)
        return false;
    qsort(ys, (size_t)n, sizeof *ys, compare_values);
    double lower = ys[(int)(pole_share * (n - 1))], upper = ys[(int)((1 - pole_share) * (n - 1))];
    double room = pole_room * (upper - lower);
    *most = (struct range){lower - room, upper + room};
    return true;
}

// Narrows the range of a curve with a pole to most of its values.
static void cut_poles(struct extent *extent)
{
    struct range most;
    if (!extent->pole || !most_values(extent, &most))
        return;
    extent->low = fmax(extent->low, most.low);
    extent->high = fmin(extent->high, most.high);
}

// Widens the range where f, or for f'' also f', jumps: an arrow from 0 marks the impulse there, and
// needs some room.
static void leave_room_for_impulses(const struct scan *scan, struct extent *extent)
{
    struct activation_break breaks[ACTIVATION_BREAKS_MAX];
    int n = activation_breaks(scan->activation, scan->parameters, breaks);
    double up = 0, down = 0;
    for (int i = 0; i < n && scan->order > ORDER_F; i++) {
        const struct activation_break *at = &breaks[i];
        double jump = at->right[scan->order - 1] - at->left[scan->order - 1];
        bool is_first = scan->order == ORDER_DF || at->right[ORDER_F] == at->left[ORDER_F];
        if (at->x < scan->x->low || at->x > scan->x->high || !isfinite(jump) || !is_first)
            continue;
        up = fmax(up, jump);
        down = fmin(down, jump);
    }
    bool is_zero = extent->low == 0 && extent->high == 0;
    if (is_zero || (up == 0 && down == 0))
        return;
    double range = fmax(extent->high, 0) - fmin(extent->low, 0);
    extent->high = fmax(extent->high, up > 0 ? impulse_room * range : 0);
    extent->low = fmin(extent->low, down < 0 ? -impulse_room * range : 0);
}

// Where a log axis begins: at the least positive value, or, where the curve falls to 0 next to it,
// six decades below the highest if that is lower.
static double log_low(const struct extent *extent)
{
    const double *ys = extent->values;
    double least = extent->high;
    bool dives = false;
    for (int i = 0; i < EXTENT_SAMPLES; i++)
        if (ys[i] > 0 && ys[i] < least) {
            least = ys[i];
            dives = (i > 0 && ys[i - 1] <= 0) || (i + 1 < EXTENT_SAMPLES && ys[i + 1] <= 0);
        }
    return dives ? fmin(least, extent->high * log_dive) : least;
}

static bool fit_extent(const struct scan *scan, enum scale_kind scale, double *low, double *high)
{
    struct extent extent;
    double value;
    if (!measure_extent(scan, &extent))
        return false;
    if (extent.low < extent.high && is_noise(scan, &extent, &value))
        extent.low = extent.high = value;
    cut_poles(&extent);
    if (scale != SCALE_LOG)
        leave_room_for_impulses(scan, &extent);
    *low = scale == SCALE_LOG && extent.low <= 0 ? log_low(&extent) : extent.low;
    *high = extent.high;
    return scale != SCALE_LOG || *high > 0;
}

bool sample_fit_extent(const struct activation *activation, const double *parameters,
                       enum order order, enum scale_kind scale, const struct axis *x, double *low,
                       double *high)
{
    struct scan scan = scan_start(activation, parameters, order, x);
    bool ok = fit_extent(&scan, scale, low, high);
    scan_end(&scan);
    return ok;
}
