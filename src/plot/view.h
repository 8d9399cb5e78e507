// Axes and views: which stretch of the plane a panel shows, and how panning, zooming and easing
// move it. All arithmetic is in double; where doubles end, an axis stays as it is, and the result
// says why.
#ifndef ACTSCOPE_PLOT_VIEW_H
#define ACTSCOPE_PLOT_VIEW_H

#include "activation/activation.h"
#include "base/fault.h"
#include "plot/scale.h"

// The stretch that an axis shows, in data: low < high, both finite, and low > 0 on a log scale.
struct axis {
    enum scale_kind scale;
    double low, high;
};

enum axis_result {
    AXIS_MOVED,
    AXIS_AT_PRECISION, // not moved: a pixel would be narrower than four doubles
    AXIS_AT_RANGE,     // not moved: it would leave ±1e300, or [1e-320, 1e308] on a log scale
};

// The limits of axes, which axis_check applies. AXIS_SHORTEST keeps pixels per axis coordinate, and
// the steps of ticks, within doubles of full precision.
#define AXIS_LIMIT         1e300
#define AXIS_SHORTEST      1e-303 // of high - low, on scales that reach 0
#define AXIS_LOG_LOW       1e-320
#define AXIS_LOG_HIGH      1e308
#define AXIS_PIXEL_DOUBLES 4.0 // doubles per pixel below which zooming stops

// Convert a data value into a fraction of the axis, 0 at `low` and 1 at `high`, linear in the axis
// coordinate; and back. Nothing overflows for an axis within the limits. axis_value gives both ends
// exactly.
double axis_fraction(const struct axis *axis, double value);
double axis_value(const struct axis *axis, double fraction);

// Writes the values at n fractions, the same as axis_value gives one by one.
void axis_values(const struct axis *axis, const double *fractions, size_t n, double *x);

// The distance from 0 beyond which the axis is logarithmic, in data; 0 for a linear one.
double axis_bent(const struct axis *axis);

// Returns whether an axis can be shown over so many pixels; 0 leaves the precision out. If not,
// `fault` (may be NULL) is FAULT_RANGE for low >= high, NaN, inf, or a log axis from 0 or below;
// FAULT_LIMIT for an axis beyond AXIS_LIMIT or with less than AXIS_PIXEL_DOUBLES doubles in a
// pixel.
bool axis_check(const struct axis *axis, double pixels, struct fault *fault);

// Moves the axis by a fraction of its length, to higher values if that is positive. `pixels` is its
// length on the screen, which decides how fine it may be.
enum axis_result axis_pan(struct axis *axis, double fraction, double pixels);

// Makes the axis `factor` times as long (0.9 zooms in), while the value at `at`, a fraction, stays
// in place. A value within half a pixel of 0 is taken as exactly 0, so that one can zoom towards 0
// down to 1e-300. `factor` must be above 0.
enum axis_result axis_zoom(struct axis *axis, double factor, double at, double pixels);

// Returns the axis with another scale, over the same stretch as far as that scale can show it. On a
// log scale, an axis from 0 or below begins at a millionth of `high` instead, or is [1e-3, 1] if
// `high` is not positive.
struct axis axis_rescale(struct axis axis, enum scale_kind scale);

// The axis part of the way from a to b, for t from 0 (a) to 1 (b). Its length changes geometrically
// about a fixed point, so that a zoom looks steady. Axes of different scales have nothing between:
// b.
struct axis axis_between(const struct axis *a, const struct axis *b, double t);

// Whether scale and both ends are the same.
bool axis_equal(const struct axis *a, const struct axis *b);

// The view of all panels: one x axis, and one y axis for each derivative order.
struct view {
    struct axis x;
    struct axis y[ORDER_COUNT];
};

// axis_equal and axis_between for all axes of a view.
bool view_equal(const struct view *a, const struct view *b);
struct view view_between(const struct view *a, const struct view *b, double t);

#endif
