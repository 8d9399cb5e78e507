#include "plot/view.h"
#include "base/language.h"

#include <math.h>

// An axis in its own coordinates, where panning and zooming are additions and multiplications.
struct span {
    double low, high;
};

static struct span span_of(const struct axis *axis)
{
    return (struct span){scale_forward(axis->scale, axis->low),
                         scale_forward(axis->scale, axis->high)};
}

static struct axis axis_of(enum scale_kind scale, struct span span)
{
    return (struct axis){scale, scale_inverse(scale, span.low), scale_inverse(scale, span.high)};
}

double axis_fraction(const struct axis *axis, double value)
{
    struct span span = span_of(axis);
    return (scale_forward(axis->scale, value) - span.low) / (span.high - span.low);
}

double axis_bent(const struct axis *axis)
{
    if (axis->scale == SCALE_SYMLOG)
        return 2 * SCALE_SYMLOG_THRESHOLD;
    return axis->scale == SCALE_LOG ? axis->low : 0;
}

// The ends are returned as they are, since a scale and back would round them.
double axis_value(const struct axis *axis, double fraction)
{
    if (fraction == 0)
        return axis->low;
    if (fraction == 1)
        return axis->high;
    struct span span = span_of(axis);
    return scale_inverse(axis->scale, span.low + fraction * (span.high - span.low));
}

void axis_values(const struct axis *axis, const double *fractions, size_t n, double *x)
{
    const struct span span = span_of(axis);
    const double width = span.high - span.low;
    const bool is_linear = axis->scale == SCALE_LINEAR;
    for (size_t i = 0; i < n; i++) {
        double u = span.low + fractions[i] * width;
        double inside = is_linear ? u : scale_inverse(axis->scale, u);
        x[i] = fractions[i] == 0 ? axis->low : fractions[i] == 1 ? axis->high : inside;
    }
}

// --- what can be shown

static double spacing(double value)
{
    return nextafter(fabs(value), INFINITY) - fabs(value);
}

static bool axis_in_range(const struct axis *axis)
{
    if (axis->scale == SCALE_LOG)
        return axis->low >= AXIS_LOG_LOW && axis->high <= AXIS_LOG_HIGH;
    return axis->low >= -AXIS_LIMIT && axis->high <= AXIS_LIMIT;
}

// Whether doubles resolve the pixels of an axis, both as axis coordinates and as data values.
static bool axis_resolved(const struct axis *axis, double pixels)
{
    struct span span = span_of(axis);
    if (!(axis->low < axis->high && span.low < span.high))
        return false;
    if (axis->scale != SCALE_LOG && axis->high - axis->low < AXIS_SHORTEST)
        return false;
    if (pixels <= 0)
        return true;
    const double values[] = {axis->low, axis->high};
    const double coordinates[] = {span.low, span.high};
    double pixel = (span.high - span.low) / pixels;
    for (int i = 0; i < 2; i++) {
        double pixel_data = pixel * scale_stretch(axis->scale, values[i]);
        if (pixel < AXIS_PIXEL_DOUBLES * spacing(coordinates[i]) ||
            pixel_data < AXIS_PIXEL_DOUBLES * spacing(values[i]))
            return false;
    }
    return true;
}

// Whether an axis can be shown, and if not, why: AXIS_MOVED means that it can.
static enum axis_result axis_judge(const struct axis *axis, double pixels)
{
    if (!axis_in_range(axis))
        return AXIS_AT_RANGE;
    return axis_resolved(axis, pixels) ? AXIS_MOVED : AXIS_AT_PRECISION;
}

bool axis_check(const struct axis *axis, double pixels, struct fault *fault)
{
    if (!isfinite(axis->low) || !isfinite(axis->high)) {
        return fault_set(fault, FAULT_RANGE, _("an axis needs two finite ends, not %g and %g"),
                         axis->low, axis->high);
    }
    if (axis->low >= axis->high) {
        return fault_set(fault, FAULT_RANGE,
                         _("an axis from %.17g to %.17g shows nothing: the lower end comes first"),
                         axis->low, axis->high);
    }
    if (axis->scale == SCALE_LOG && axis->low <= 0) {
        return fault_set(fault, FAULT_RANGE,
                         _("a log axis needs positive ends, not %.17g; try a symlog scale"),
                         axis->low);
    }
    switch (axis_judge(axis, pixels)) {
    case AXIS_AT_RANGE:
        return fault_set(fault, FAULT_LIMIT,
                         _("an axis from %.17g to %.17g goes too far: the limits are %g and %g"),
                         axis->low, axis->high,
                         axis->scale == SCALE_LOG ? AXIS_LOG_LOW : -AXIS_LIMIT,
                         axis->scale == SCALE_LOG ? AXIS_LOG_HIGH : AXIS_LIMIT);
    case AXIS_AT_PRECISION:
        return fault_set(fault, FAULT_LIMIT,
                         _("an axis from %.17g to %.17g is finer than double precision can show"),
                         axis->low, axis->high);
    default:
        return true;
    }
}

// --- moving

// Replaces the axis by the moved one if that can be shown.
static enum axis_result axis_take(struct axis *axis, struct axis moved, double pixels)
{
    enum axis_result result = axis_judge(&moved, pixels);
    if (result == AXIS_MOVED)
        *axis = moved;
    return result;
}

enum axis_result axis_pan(struct axis *axis, double fraction, double pixels)
{
    if (fraction == 0)
        return AXIS_MOVED; // without even a rounding error
    struct span span = span_of(axis);
    double way = fraction * (span.high - span.low);
    struct span moved = {span.low + way, span.high + way};
    return axis_take(axis, axis_of(axis->scale, moved), pixels);
}

// The axis coordinate that stays in place while zooming.
static double zoom_anchor(const struct axis *axis, struct span span, double at, double pixels)
{
    double length = span.high - span.low;
    double zero = -span.low / length; // the fraction where the value is 0
    if (axis->scale != SCALE_LOG && pixels > 0 && fabs(zero - at) * pixels <= 0.5)
        return 0;
    return span.low + at * length;
}

enum axis_result axis_zoom(struct axis *axis, double factor, double at, double pixels)
{
    if (factor == 1)
        return AXIS_MOVED;
    if (!(factor > 0))
        return AXIS_AT_RANGE;
    struct span span = span_of(axis);
    double anchor = zoom_anchor(axis, span, at, pixels);
    span.low = anchor + (span.low - anchor) * factor;
    span.high = anchor + (span.high - anchor) * factor;
    // A window that has grown may leave an axis too fine for its pixels: zooming out must be
    // possible then.
    bool too_fine = factor > 1 && axis_judge(axis, pixels) == AXIS_AT_PRECISION;
    return axis_take(axis, axis_of(axis->scale, span), too_fine ? 0 : pixels);
}

// --- another scale

// The axis, cut to the limits of its scale.
static struct axis within_limits(struct axis axis)
{
    double low = axis.scale == SCALE_LOG ? AXIS_LOG_LOW : -AXIS_LIMIT;
    double high = axis.scale == SCALE_LOG ? AXIS_LOG_HIGH : AXIS_LIMIT;
    axis.low = fmin(fmax(axis.low, low), high);
    axis.high = fmin(fmax(axis.high, low), high);
    return axis;
}

// The stretch of an axis that a log scale can show.
static struct axis to_log(struct axis axis)
{
    if (!(axis.high > 0))
        return (struct axis){SCALE_LOG, 1e-3, 1};
    double low = axis.low > 0 ? axis.low : axis.high * 1e-6;
    return within_limits((struct axis){SCALE_LOG, low, axis.high});
}

// The stretch of a log axis that another scale can show; log axes reach further out.
static struct axis from_log(struct axis axis, enum scale_kind scale)
{
    double high = fmin(axis.high, AXIS_LIMIT);
    return (struct axis){scale, fmin(axis.low, high / 10), high};
}

// Makes an axis long enough to be shown on any screen: each scale needs its digits at another
// place. An end at its limit stays there, and the other one moves.
static struct axis widened(struct axis axis)
{
    const double pixels = 8192;
    struct span span = span_of(&axis);
    double middle = span.low + (span.high - span.low) / 2;
    double half = fmax((span.high - span.low) / 2, spacing(middle));
    while (isfinite(half) && !axis_resolved(&axis, pixels)) {
        half *= 2;
        struct span wide = {middle - half, middle + half};
        axis = within_limits(axis_of(axis.scale, wide));
    }
    return axis;
}

struct axis axis_rescale(struct axis axis, enum scale_kind scale)
{
    if (axis.scale == scale)
        return axis;
    struct axis rescaled = {scale, axis.low, axis.high};
    if (scale == SCALE_LOG)
        rescaled = to_log(axis);
    else if (axis.scale == SCALE_LOG && !axis_in_range(&rescaled))
        rescaled = from_log(axis, scale);
    return widened(rescaled);
}

// --- easing

// How far to move both ends from the shorter axis to the longer, as a share of each end's way, so
// that the length grows geometrically with t: (e^{rt} - 1) / (e^r - 1) with r = ln(longer /
// shorter), written without overflow. For equal lengths it is t. Since both ends use the same
// share, the fixed point of the zoom stays in place.
static double geometric_share(double shorter, double longer, double t)
{
    double r = log(longer) - log(shorter);
    if (r == 0)
        return t;
    return exp(r * (t - 1)) * (expm1(-r * t) / expm1(-r));
}

static double clamped(double value, double a, double b)
{
    return fmin(fmax(value, fmin(a, b)), fmax(a, b));
}

struct axis axis_between(const struct axis *a, const struct axis *b, double t)
{
    if (t <= 0)
        return *a;
    if (t >= 1 || a->scale != b->scale)
        return *b;
    struct span from = span_of(a);
    struct span to = span_of(b);
    if (from.high - from.low > to.high - to.low)
        return axis_between(b, a, 1 - t); // shares are precise only from the short axis on
    double share = geometric_share(from.high - from.low, to.high - to.low, t);
    struct span span = {from.low + (to.low - from.low) * share,
                        from.high + (to.high - from.high) * share};
    struct axis axis = axis_of(a->scale, span);
    axis.low = clamped(axis.low, a->low, b->low); // rounding must not pass an end at a limit
    axis.high = clamped(axis.high, a->high, b->high);
    return axis.low < axis.high ? axis : *b;
}

bool axis_equal(const struct axis *a, const struct axis *b)
{
    return a->scale == b->scale && a->low == b->low && a->high == b->high;
}

bool view_equal(const struct view *a, const struct view *b)
{
    bool equal = axis_equal(&a->x, &b->x);
    for (int order = 0; order < ORDER_COUNT; order++)
        equal = equal && axis_equal(&a->y[order], &b->y[order]);
    return equal;
}

struct view view_between(const struct view *a, const struct view *b, double t)
{
    struct view view = {.x = axis_between(&a->x, &b->x, t)};
    for (int order = 0; order < ORDER_COUNT; order++)
        view.y[order] = axis_between(&a->y[order], &b->y[order], t);
    return view;
}
