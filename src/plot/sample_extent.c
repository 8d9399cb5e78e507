// The range of a curve's values.
#include "activation/enclosure.h"
#include "plot/sample.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    EXTENT_SAMPLES = 257,
    BRINK_STEPS = 60, // towards an overflow
};

#define CLIMB_LATE 1e-9 // of the view: smaller than can be seen

static const double growth_share = 0.1; // of the whole range: what grows less late is no pole
static const double pole_growth = 0.25; // likewise, of the range of most values
static const double pole_share = 0.05; // of the values, at either end, that a pole's fit leaves out
static const double pole_room = 0.5;   // beyond the others, in their range
static const double spike_share = 0.25; // of the range: what is less is no spike
static const double log_dive = 1e-6;    // of the top: how far down a dive to 0 is shown

struct range {
    double low, high;
};

// What sample_extent looks at.
struct scan {
    const struct activation *activation;
    const double *parameters;
    enum order order;
    const struct axis *x;
};

// What it finds.
struct extent {
    double low, high;
    double low_x, high_x;          // where these were met; NaN where it was not between breaks
    double values[EXTENT_SAMPLES]; // at even distances
    double growth;                 // of an extreme by the smallest steps
    bool pole;                     // that the curve has a break at
};

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

static void extent_add_places(struct extent *extent, const struct axis *axis, const double *places,
                              const double *ys, int n)
{
    for (int i = 0; i < n; i++)
        extent_add(extent, axis_value(axis, places[i]), ys[i]);
}

static void scan_evaluate(const struct scan *scan, const double *places, size_t n, double *y)
{
    double xs[EXTENT_SAMPLES];
    double *out[ORDER_COUNT] = {NULL, NULL, NULL};
    out[scan->order] = y;
    for (size_t i = 0; i < n; i++)
        xs[i] = axis_value(scan->x, places[i]);
    activation_eval(scan->activation, scan->parameters, xs, n, out[0], out[1], out[2]);
}

// Bounds of the curve from one x to another.
static void find_bounds(const struct scan *scan, const double *from, const double *to, int n,
                        struct range *bounds)
{
    int orders = (int)scan->order + 1;
    size_t size = activation_enclose_room(scan->activation, orders) + 2 * jet_size(orders);
    char *room = aligned_alloc(64, (size + 63) / 64 * 64);
    if (room == NULL)
        abort();
    for (int first = 0; first < n; first += JET_LANES) {
        struct jets jets;
        double low[JET_LANES], high[JET_LANES];
        jets_start(&jets, orders, room, size);
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
            bounds[first + i] = (struct range){found.low[i], found.high[i]};
    }
    free(room);
}

// Where values overflow, the largest finite one is just before: between two places, one of which is
// beyond.
static void extent_add_brink(const struct scan *scan, double finite, double beyond,
                             struct extent *extent)
{
    for (int i = 0; i < BRINK_STEPS; i++) {
        double middle = finite / 2 + beyond / 2, y;
        scan_evaluate(scan, &middle, 1, &y);
        extent_add_places(extent, scan->x, &middle, &y, 1);
        if (isfinite(y))
            finite = middle;
        else
            beyond = middle;
    }
}

static double even_place(int i)
{
    return (double)i / (EXTENT_SAMPLES - 1);
}

// Infinite between two finite values: on a pole, rather than beyond an overflow.
static bool is_on_pole(const double *ys, int i)
{
    return i > 0 && i + 1 < EXTENT_SAMPLES && isinf(ys[i]) && isfinite(ys[i - 1]) &&
           isfinite(ys[i + 1]);
}

static void extent_add_brinks(const struct scan *scan, struct extent *extent)
{
    const double *ys = extent->values;
    for (int i = 0; i + 1 < EXTENT_SAMPLES; i++)
        if (is_on_pole(ys, i) || is_on_pole(ys, i + 1))
            extent->pole = true;
        else if (isfinite(ys[i]) != isfinite(ys[i + 1]) && !isnan(ys[i] + ys[i + 1])) {
            int left = isfinite(ys[i]) ? i : i + 1;
            extent_add_brink(scan, even_place(left), even_place(2 * i + 1 - left), extent);
        }
}

// The extreme near a value, up (sign 1) or down (-1), by ever smaller steps: not all extremes are
// points of interest. Growth is the climb's or the whole range's: next to a pole, a step to its
// other side may reach farther than the climb.
static void extent_climb(const struct scan *scan, int from, double sign, struct extent *extent)
{
    if (from == 0 || from == EXTENT_SAMPLES - 1)
        return;
    double place = even_place(from), best = -HUGE_VAL, early = -HUGE_VAL, early_range = 0;
    for (double step = 1.0 / (EXTENT_SAMPLES - 1); step > DBL_EPSILON; step /= 2) {
        double places[] = {fmax(place - step, 0), place, fmin(place + step, 1)}, y[3];
        scan_evaluate(scan, places, 3, y);
        extent_add_places(extent, scan->x, places, y, 3);
        for (int i = 0; i < 3; i++)
            if (isfinite(y[i]) && sign * y[i] > best)
                best = sign * y[i], place = places[i];
        early = step > CLIMB_LATE ? best : early;
        early_range = step > CLIMB_LATE ? extent->high - extent->low : early_range;
    }
    if (isfinite(early))
        extent->growth =
            fmax(extent->growth, fmax(best - early, extent->high - extent->low - early_range));
}

static void extent_scan(const struct scan *scan, struct extent *extent)
{
    double places[EXTENT_SAMPLES], *ys = extent->values;
    int lowest = 0, highest = 0;
    for (int i = 0; i < EXTENT_SAMPLES; i++)
        places[i] = even_place(i);
    scan_evaluate(scan, places, EXTENT_SAMPLES, ys);
    for (int i = 0; i < EXTENT_SAMPLES; i++) {
        lowest = isfinite(ys[i]) && ys[i] < extent->low ? i : lowest;
        highest = isfinite(ys[i]) && ys[i] > extent->high ? i : highest;
        extent_add(extent, axis_value(scan->x, places[i]), ys[i]);
    }
    extent_add_brinks(scan, extent);
    extent_climb(scan, lowest, -1, extent);
    extent_climb(scan, highest, 1, extent);
}

static void extent_add_points(const struct scan *scan, struct extent *extent)
{
    struct activation_point points[ACTIVATION_POINTS_MAX];
    int n = activation_points(scan->activation, scan->parameters, points);
    for (int i = 0; i < n; i++)
        if (points[i].order == scan->order && points[i].x >= scan->x->low &&
            points[i].x <= scan->x->high)
            extent_add(extent, points[i].x, points[i].y);
}

static void extent_add_breaks(const struct scan *scan, struct extent *extent)
{
    struct activation_break breaks[ACTIVATION_BREAKS_MAX];
    int n = activation_breaks(scan->activation, scan->parameters, breaks);
    for (int i = 0; i < n; i++) {
        if (breaks[i].x < scan->x->low || breaks[i].x > scan->x->high)
            continue;
        double left = breaks[i].left[scan->order], right = breaks[i].right[scan->order];
        extent_add(extent, NAN, left);
        extent_add(extent, NAN, right);
        extent_add(extent, NAN, breaks[i].at[scan->order]);
        extent->pole = extent->pole || isinf(left) || isinf(right);
    }
}

// What swings ever higher is highest near an end, where a logarithmic axis has few samples.
static void extent_add_far_swings(const struct scan *scan, struct extent *extent)
{
    if (!scan->activation->swings || scan->x->scale == SCALE_LINEAR)
        return;
    const struct axis even = {SCALE_LINEAR, scan->x->low, scan->x->high};
    double places[EXTENT_SAMPLES], ys[EXTENT_SAMPLES];
    for (int i = 0; i < EXTENT_SAMPLES; i++)
        places[i] = even_place(i);
    scan_evaluate(&(struct scan){scan->activation, scan->parameters, scan->order, &even}, places,
                  EXTENT_SAMPLES, ys);
    extent_add_places(extent, &even, places, ys, EXTENT_SAMPLES);
}

// --- spikes between the samples ---

enum {
    SPIKE_BOXES = 64,
    SPIKE_PARTS = 8,
    SPIKE_ROUNDS = 20,
};

// A part of the axis, and bounds of the curve there.
struct box {
    double from, to; // places
    struct range bounds;
};

// How far the bounds go beyond the values met; 0 where they say nothing.
static double box_excess(const struct box *box, const struct extent *extent)
{
    double excess = fmax(box->bounds.high - extent->high, extent->low - box->bounds.low);
    return isfinite(box->bounds.high - box->bounds.low) ? fmax(excess, 0) : 0;
}

static void boxes_bound(const struct scan *scan, struct box *boxes, int n)
{
    double from[SPIKE_BOXES], to[SPIKE_BOXES];
    struct range bounds[SPIKE_BOXES];
    for (int i = 0; i < n; i++) {
        from[i] = axis_value(scan->x, boxes[i].from);
        to[i] = axis_value(scan->x, boxes[i].to);
    }
    find_bounds(scan, from, to, n, bounds);
    for (int i = 0; i < n; i++)
        boxes[i].bounds = bounds[i];
}

// The parts of all boxes whose bounds go further than `most`; returns how many, or 0 where these
// are too many to be spikes.
static int boxes_split(const struct box *boxes, int n, const struct extent *extent, double most,
                       struct box *parts)
{
    int count = 0;
    for (int i = 0; i < n; i++) {
        if (!(box_excess(&boxes[i], extent) > most))
            continue;
        if (count + SPIKE_PARTS > SPIKE_BOXES)
            return 0;
        double width = (boxes[i].to - boxes[i].from) / SPIKE_PARTS;
        for (int k = 0; k < SPIKE_PARTS; k++, count++)
            parts[count] = (struct box){.from = boxes[i].from + k * width,
                                        .to = boxes[i].from + (k + 1) * width};
    }
    return count;
}

// Where bounds go far beyond all values met, the curve may, too: it is looked at ever closer there.
static void extent_add_spikes(const struct scan *scan, struct extent *extent)
{
    struct box boxes[SPIKE_BOXES], parts[SPIKE_BOXES];
    int n = SPIKE_BOXES;
    for (int i = 0; i < n; i++)
        boxes[i] = (struct box){.from = (double)i / n, .to = (i + 1.0) / n};
    for (int round = 0; round < SPIKE_ROUNDS && n > 0; round++) {
        double places[SPIKE_BOXES], ys[SPIKE_BOXES];
        double most = extent->high - extent->low;
        for (int i = 0; i < n; i++)
            places[i] = boxes[i].from / 2 + boxes[i].to / 2;
        scan_evaluate(scan, places, (size_t)n, ys);
        extent_add_places(extent, scan->x, places, ys, n);
        boxes_bound(scan, boxes, n);
        for (int i = 0; i < n; i++)
            most = fmax(most, box_excess(&boxes[i], extent));
        n = boxes_split(boxes, n, extent, spike_share * most, parts);
        memcpy(boxes, parts, (size_t)n * sizeof *parts);
    }
}

// --- noise ---

enum { NOISE_PLACES = 64 };

// Whether all that was met may be rounding errors of one value, as of sin(x)^2 + cos(x)^2: the
// bounds at many places, and where the extremes are, have it in common.
static bool is_noise(const struct scan *scan, const struct extent *extent, double *value)
{
    double x[NOISE_PLACES + 2] = {extent->low_x, extent->high_x}, low = -HUGE_VAL, high = HUGE_VAL;
    struct range bounds[NOISE_PLACES + 2];
    int known = 0;
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

static bool measure_extent(const struct scan *scan, struct extent *extent)
{
    extent->low = HUGE_VAL;
    extent->high = -HUGE_VAL;
    extent->low_x = extent->high_x = NAN;
    extent->growth = 0;
    extent->pole = false;
    extent_scan(scan, extent);
    extent_add_far_swings(scan, extent);
    extent_add_points(scan, extent);
    extent_add_breaks(scan, extent);
    if (extent->low <= extent->high && !extent->pole)
        extent_add_spikes(scan, extent);
    return extent->low <= extent->high;
}

bool sample_extent(const struct activation *activation, const double *parameters, enum order order,
                   const struct axis *x, double *low, double *high)
{
    struct extent extent;
    bool ok = measure_extent(&(struct scan){activation, parameters, order, x}, &extent);
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

// The range of the middle nine tenths of the values. False if none is finite.
static bool most_values(const struct extent *extent, double *lower, double *upper)
{
    double ys[EXTENT_SAMPLES];
    int n = 0;
    for (int i = 0; i < EXTENT_SAMPLES; i++)
        if (isfinite(extent->values[i]))
            ys[n++] = extent->values[i];
    if (n == 0)
        return false;
    qsort(ys, (size_t)n, sizeof *ys, compare_values);
    *lower = ys[(int)(pole_share * (n - 1))];
    *upper = ys[(int)((1 - pole_share) * (n - 1))];
    return true;
}

// A pole still grows by the smallest steps; other extremes do not.
static void cut_poles(struct extent *extent)
{
    double lower, upper;
    bool grows = extent->growth > growth_share * (extent->high - extent->low);
    if ((!extent->pole && !grows) || !most_values(extent, &lower, &upper) ||
        (!extent->pole && extent->growth <= pole_growth * (upper - lower)))
        return;
    double room = pole_room * (upper - lower);
    extent->low = fmax(extent->low, lower - room);
    extent->high = fmin(extent->high, upper + room);
}

// Where a log axis begins: at the least positive value, or, where the curve dives to 0 there, some
// decades below the top.
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

bool sample_fit_extent(const struct activation *activation, const double *parameters,
                       enum order order, enum scale_kind scale, const struct axis *x, double *low,
                       double *high)
{
    const struct scan scan = {activation, parameters, order, x};
    struct extent extent;
    if (!measure_extent(&scan, &extent))
        return false;
    double value;
    if (extent.low < extent.high && is_noise(&scan, &extent, &value))
        extent.low = extent.high = value;
    cut_poles(&extent);
    *low = scale == SCALE_LOG && extent.low <= 0 ? log_low(&extent) : extent.low;
    *high = extent.high;
    return scale != SCALE_LOG || *high > 0;
}
