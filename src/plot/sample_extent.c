// The range of a curve's values.
#include "plot/sample.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

enum {
    EXTENT_SAMPLES = 257,
    BRINK_STEPS = 60, // towards an overflow
};

#define CLIMB_LATE 1e-9 // of the view: smaller than can be seen

static const double log_dive = 1e-6;

static const double pole_growth = 0.25; // in the range of most values
static const double pole_share = 0.05; // of the values, at either end, that a pole's fit leaves out
static const double pole_room = 0.5;   // beyond the others, in their range

static void extent_add(double y, double *low, double *high)
{
    if (!isfinite(y))
        return;
    *low = fmin(*low, y);
    *high = fmax(*high, y);
}

// What sample_extent looks at.
struct scan {
    const struct activation *activation;
    const double *parameters;
    enum order order;
    const struct axis *x;
};

static void scan_evaluate(const struct scan *scan, const double *places, size_t n, double *y)
{
    double xs[EXTENT_SAMPLES];
    double *out[ORDER_COUNT] = {NULL, NULL, NULL};
    out[scan->order] = y;
    for (size_t i = 0; i < n; i++)
        xs[i] = axis_value(scan->x, places[i]);
    activation_eval(scan->activation, scan->parameters, xs, n, out[0], out[1], out[2]);
}

// Where values overflow, the largest finite one is just before: between two places, one of which is
// beyond.
static void extent_add_brink(const struct scan *scan, double finite, double beyond, double *low,
                             double *high)
{
    for (int i = 0; i < BRINK_STEPS; i++) {
        double middle = finite / 2 + beyond / 2, y;
        scan_evaluate(scan, &middle, 1, &y);
        extent_add(y, low, high);
        if (isfinite(y))
            finite = middle;
        else
            beyond = middle;
    }
}

// The extreme near a place, up (sign 1) or down (-1), by ever smaller steps: not all extremes are
// points of interest. Returns how much it still grew by the smallest ones.
static double extent_climb(const struct scan *scan, double place, double sign, double *low,
                           double *high)
{
    double best = -HUGE_VAL, early = -HUGE_VAL;
    for (double step = 1.0 / (EXTENT_SAMPLES - 1); step > DBL_EPSILON; step /= 2) {
        double places[] = {fmax(place - step, 0), place, fmin(place + step, 1)}, y[3];
        scan_evaluate(scan, places, 3, y);
        for (int i = 0; i < 3; i++) {
            extent_add(y[i], low, high);
            if (isfinite(y[i]) && sign * y[i] > best)
                best = sign * y[i], place = places[i];
        }
        early = step > CLIMB_LATE ? best : early;
    }
    return isfinite(early) ? best - early : 0;
}

// Returns how much an extreme still grew at the end.
static double extent_scan(const struct scan *scan, double *low, double *high)
{
    double places[EXTENT_SAMPLES], ys[EXTENT_SAMPLES];
    int lowest = 0, highest = 0;
    for (int i = 0; i < EXTENT_SAMPLES; i++)
        places[i] = (double)i / (EXTENT_SAMPLES - 1);
    scan_evaluate(scan, places, EXTENT_SAMPLES, ys);
    for (int i = 0; i < EXTENT_SAMPLES; i++) {
        lowest = isfinite(ys[i]) && ys[i] < *low ? i : lowest;
        highest = isfinite(ys[i]) && ys[i] > *high ? i : highest;
        extent_add(ys[i], low, high);
    }
    for (int i = 0; i + 1 < EXTENT_SAMPLES; i++)
        if (isfinite(ys[i]) != isfinite(ys[i + 1]) && !isnan(ys[i] + ys[i + 1])) {
            bool left = isfinite(ys[i]);
            extent_add_brink(scan, places[left ? i : i + 1], places[left ? i + 1 : i], low, high);
        }
    double down = 0, up = 0;
    if (lowest > 0 && lowest < EXTENT_SAMPLES - 1)
        down = extent_climb(scan, places[lowest], -1, low, high);
    if (highest > 0 && highest < EXTENT_SAMPLES - 1)
        up = extent_climb(scan, places[highest], 1, low, high);
    return fmax(down, up);
}

static bool measure_extent(const struct scan *scan, double *low, double *high, double *growth)
{
    const struct axis *x = scan->x;
    enum order order = scan->order;
    *low = HUGE_VAL;
    *high = -HUGE_VAL;
    *growth = extent_scan(scan, low, high);

    struct activation_point points[ACTIVATION_POINTS_MAX];
    int n = activation_points(scan->activation, scan->parameters, points);
    for (int i = 0; i < n; i++)
        if (points[i].order == order && points[i].x >= x->low && points[i].x <= x->high)
            extent_add(points[i].y, low, high);
    struct activation_break breaks[ACTIVATION_BREAKS_MAX];
    n = activation_breaks(scan->activation, scan->parameters, breaks);
    for (int i = 0; i < n; i++) {
        if (breaks[i].x < x->low || breaks[i].x > x->high)
            continue;
        extent_add(breaks[i].left[order], low, high);
        extent_add(breaks[i].right[order], low, high);
        extent_add(breaks[i].at[order], low, high);
    }
    return *low <= *high;
}

bool sample_extent(const struct activation *activation, const double *parameters, enum order order,
                   const struct axis *x, double *low, double *high)
{
    double growth;
    return measure_extent(&(struct scan){activation, parameters, order, x}, low, high, &growth);
}

// --- fitting ---

// A pole that the curve has a break at.
static bool has_known_pole(const struct scan *scan)
{
    struct activation_break breaks[ACTIVATION_BREAKS_MAX];
    int n = activation_breaks(scan->activation, scan->parameters, breaks);
    for (int i = 0; i < n; i++) {
        const struct activation_break *b = &breaks[i];
        if (b->x >= scan->x->low && b->x <= scan->x->high &&
            (isinf(b->left[scan->order]) || isinf(b->right[scan->order])))
            return true;
    }
    return false;
}

static int compare_values(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void even_values(const struct scan *scan, double ys[EXTENT_SAMPLES])
{
    double places[EXTENT_SAMPLES];
    for (int i = 0; i < EXTENT_SAMPLES; i++)
        places[i] = (double)i / (EXTENT_SAMPLES - 1);
    scan_evaluate(scan, places, EXTENT_SAMPLES, ys);
}

// Leaves the finite values, in increasing order; returns how many.
static int sort_values(double ys[EXTENT_SAMPLES])
{
    int n = 0;
    for (int i = 0; i < EXTENT_SAMPLES; i++)
        if (isfinite(ys[i]))
            ys[n++] = ys[i];
    qsort(ys, (size_t)n, sizeof *ys, compare_values);
    return n;
}

static void quantiles(const double *ys, int n, double *lower, double *upper)
{
    *lower = ys[(int)(pole_share * (n - 1))];
    *upper = ys[(int)((1 - pole_share) * (n - 1))];
}

// Other extremes do not grow any more at the smallest steps.
static bool has_pole(const struct scan *scan, const double *ys, int n, double growth)
{
    double lower, upper;
    quantiles(ys, n, &lower, &upper);
    return growth > pole_growth * (upper - lower) || has_known_pole(scan);
}

static void cut_poles(const double *ys, int n, double *low, double *high)
{
    double lower, upper;
    quantiles(ys, n, &lower, &upper);
    double room = pole_room * (upper - lower);
    *low = fmax(*low, lower - room);
    *high = fmin(*high, upper + room);
}

// Where a log axis begins: at the least positive value, or, where the curve dives to 0 there, some
// decades below the top.
static double log_low(const double ys[EXTENT_SAMPLES], double high)
{
    double least = high;
    bool dives = false;
    for (int i = 0; i < EXTENT_SAMPLES; i++)
        if (ys[i] > 0 && ys[i] < least) {
            least = ys[i];
            dives = (i > 0 && ys[i - 1] <= 0) || (i + 1 < EXTENT_SAMPLES && ys[i + 1] <= 0);
        }
    return dives ? fmin(least, high * log_dive) : least;
}

bool sample_fit_extent(const struct activation *activation, const double *parameters,
                       enum order order, enum scale_kind scale, const struct axis *x, double *low,
                       double *high)
{
    const struct scan scan = {activation, parameters, order, x};
    double growth, ys[EXTENT_SAMPLES];
    if (!measure_extent(&scan, low, high, &growth))
        return false;
    even_values(&scan, ys);
    double log_from = log_low(ys, *high);
    int n = sort_values(ys);
    if (n > 0 && has_pole(&scan, ys, n, growth))
        cut_poles(ys, n, low, high);
    if (scale == SCALE_LOG && *low <= 0)
        *low = fmin(log_from, *high);
    return scale != SCALE_LOG || *high > 0;
}
