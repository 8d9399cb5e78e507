// Axes and views: which stretch of the plane a panel shows, and how panning, zooming and history
// move it. All arithmetic is in double and stops, with a result that says why, where doubles end.
#ifndef ACTSCOPE_PLOT_VIEW_H
#define ACTSCOPE_PLOT_VIEW_H

#include "activation/activation.h"
#include "base/fault.h"
#include "plot/scale.h"

// low < high, both finite; on a log scale low > 0.
struct axis {
    enum scale_kind scale;
    double low, high;
};

enum axis_result {
    AXIS_MOVED,
    AXIS_AT_PRECISION, // a pixel would be narrower than four doubles; left as it was
    AXIS_AT_RANGE,     // would leave ±1e300, or [1e-320, 1e308] on a log scale; left as it was
};

// The widest and narrowest that an axis can be; see axis_check. The shortest keeps pixels per axis
// coordinate, and steps of ticks, within doubles at full precision.
#define AXIS_LIMIT         1e300
#define AXIS_SHORTEST      1e-303 // high - low, on scales through 0
#define AXIS_LOG_LOW       1e-320
#define AXIS_LOG_HIGH      1e308
#define AXIS_PIXEL_DOUBLES 4.0 // doubles per pixel below which zooming stops

// Data value to fraction of the axis: 0 at low, 1 at high, linear in the axis coordinate; and back.
// No overflow for any finite axis within the limits.
double axis_fraction(const struct axis *axis, double value);
double axis_value(const struct axis *axis, double fraction);

// The values at n fractions, the same as one by one.
void axis_values(const struct axis *axis, const double *fractions, size_t n, double *x);

// From where on the axis is logarithmic, in data; 0 for a linear one.
double axis_bent(const struct axis *axis);

// Whether the axis is one that can be shown over `pixels` (0: leave the precision out). On false,
// `fault` (may be NULL) is FAULT_RANGE for low >= high, NaN, inf, or a log axis from <= 0,
// FAULT_LIMIT for an axis beyond AXIS_LIMIT or finer than AXIS_PIXEL_DOUBLES doubles a pixel.
bool axis_check(const struct axis *axis, double pixels, struct fault *fault);

// Moves by a fraction of its length (+ moves the window to higher values). Length is kept.
enum axis_result axis_pan(struct axis *axis, double fraction, double pixels);

// Makes the visible length `factor` times as long (0.9 zooms in) keeping the value at `at` (a
// fraction) in place. A value at `at` within half a pixel of 0 is taken as exactly 0, so that one
// can zoom towards 0 down to 1e-300.
enum axis_result axis_zoom(struct axis *axis, double factor, double at, double pixels);

// The axis with another scale over about the same stretch: going to log, low becomes the smallest
// useful positive value (high · 1e-6 if high > 0, else [1e-3, 1]).
struct axis axis_rescale(struct axis axis, enum scale_kind scale);

// Eased movement between two axes of the same scale; t in [0, 1]: the length is interpolated
// geometrically about the fixed point, so that a zoom looks steady. t <= 0 gives a, t >= 1 gives b.
struct axis axis_between(const struct axis *a, const struct axis *b, double t);

bool axis_equal(const struct axis *a, const struct axis *b);

// The view of all panels: one x axis, one y axis per derivative order.
struct view {
    struct axis x;
    struct axis y[ORDER_COUNT];
};

bool view_equal(const struct view *a, const struct view *b);
struct view view_between(const struct view *a, const struct view *b, double t);

#endif
