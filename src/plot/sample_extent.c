// The range of a curve's values.
#include "plot/sample.h"

#include <float.h>
#include <math.h>

enum {
    EXTENT_SAMPLES = 257,
    BRINK_STEPS = 60, // towards an overflow
};

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
// points of interest.
static void extent_climb(const struct scan *scan, double place, double sign, double *low,
                         double *high)
{
    double best = -HUGE_VAL;
    for (double step = 1.0 / (EXTENT_SAMPLES - 1); step > DBL_EPSILON; step /= 2) {
        double places[] = {fmax(place - step, 0), place, fmin(place + step, 1)}, y[3];
        scan_evaluate(scan, places, 3, y);
        for (int i = 0; i < 3; i++) {
            extent_add(y[i], low, high);
            if (isfinite(y[i]) && sign * y[i] > best)
                best = sign * y[i], place = places[i];
        }
    }
}

static void extent_scan(const struct scan *scan, double *low, double *high)
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
    if (lowest > 0 && lowest < EXTENT_SAMPLES - 1)
        extent_climb(scan, places[lowest], -1, low, high);
    if (highest > 0 && highest < EXTENT_SAMPLES - 1)
        extent_climb(scan, places[highest], 1, low, high);
}

bool sample_extent(const struct activation *activation, const double *parameters, enum order order,
                   const struct axis *x, double *low, double *high)
{
    const struct scan scan = {activation, parameters, order, x};
    *low = HUGE_VAL;
    *high = -HUGE_VAL;
    extent_scan(&scan, low, high);

    struct activation_point points[ACTIVATION_POINTS_MAX];
    int n = activation_points(activation, parameters, points);
    for (int i = 0; i < n; i++)
        if (points[i].order == order && points[i].x >= x->low && points[i].x <= x->high)
            extent_add(points[i].y, low, high);
    struct activation_break breaks[ACTIVATION_BREAKS_MAX];
    n = activation_breaks(activation, parameters, breaks);
    for (int i = 0; i < n; i++) {
        if (breaks[i].x < x->low || breaks[i].x > x->high)
            continue;
        extent_add(breaks[i].left[order], low, high);
        extent_add(breaks[i].right[order], low, high);
        extent_add(breaks[i].at[order], low, high);
    }
    return *low <= *high;
}
