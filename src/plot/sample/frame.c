// Turns a request into pixels: the units of its axes, and the limits of what is drawn.
#include "plot/sample/part.h"

#include <float.h>
#include <math.h>

// Distances above and below the view, in heights of the view; struct frame says what each is for.
#define SEEN_HEIGHTS   0.25 // to `low` and `high`
#define BEYOND_HEIGHTS 2.0  // to `below` and `above`, at least
#define CLAMP_HEIGHTS  4.0  // to `clamp_low` and `clamp_high`, at least

// The distance from |value| to the next double.
static double spacing(double value)
{
    return nextafter(fabs(value), INFINITY) - fabs(value);
}

// The spacing of doubles in axis coordinates: what computing a coordinate may be off by.
static double coordinate_digit(const struct axis *axis)
{
    if (axis->scale == SCALE_LINEAR)
        return 0;
    return fmax(spacing(scale_forward(axis->scale, axis->low)),
                spacing(scale_forward(axis->scale, axis->high)));
}

// The spacing of doubles among the values, in axis coordinates.
static double value_digit(const struct axis *axis)
{
    return fmax(spacing(axis->low) / scale_stretch(axis->scale, axis->low),
                spacing(axis->high) / scale_stretch(axis->scale, axis->high));
}

// How far rounding moves a point, in pixels. x itself is never rounded, only its coordinate. This
// is next to 0 except in the deepest zooms, where without it thousands of vertices would follow the
// steps between neighbouring doubles.
static double grain_of(const struct sample_request *r, const struct frame *frame)
{
    return coordinate_digit(&r->x) * frame->unit_x +
           (coordinate_digit(&r->y) + value_digit(&r->y)) * frame->unit_y;
}

// The clamps lie well beyond floor and ceiling, so that a stroke that is cut off there keeps its
// direction, and no coordinate is infinite. Up to a margin of 1.67 views they do not depend on
// the margin, so vertices in the view do not either.
struct frame frame_of(const struct sample_request *request)
{
    double ul = scale_forward(request->x.scale, request->x.low);
    double uh = scale_forward(request->x.scale, request->x.high);
    double vl = scale_forward(request->y.scale, request->y.low);
    double vh = scale_forward(request->y.scale, request->y.high);
    double keep = (vh - vl) * (KEEP_HEIGHTS + request->margin);
    double far = fmax((vh - vl) * CLAMP_HEIGHTS, 1.5 * keep);
    struct frame frame = {
        .request = request,
        .origin_u = ul / 2 + uh / 2,
        .origin_v = vl / 2 + vh / 2,
        .unit_x = request->width / (uh - ul),
        .unit_y = request->height / (vh - vl),
        .per_unit_x = (uh - ul) / request->width,
        .low = vl - (vh - vl) * SEEN_HEIGHTS,
        .high = vh + (vh - vl) * SEEN_HEIGHTS,
        .floor = vl - keep,
        .ceiling = vh + keep,
        .below = fmin(vl - (vh - vl) * BEYOND_HEIGHTS, vl - keep),
        .above = fmax(vh + (vh - vl) * BEYOND_HEIGHTS, vh + keep),
        .clamp_low = vl - far,
        .clamp_high = vh + far,
    };
    frame.grain = grain_of(request, &frame);
    return frame;
}

void frame_evaluate(const struct frame *frame, const double *x, size_t n, double *y)
{
    const struct sample_request *r = frame->request;
    double *out[ORDER_COUNT] = {NULL, NULL, NULL};
    out[r->order] = y;
    activation_eval(r->activation, r->parameters, x, n, out[ORDER_F], out[ORDER_DF],
                    out[ORDER_D2F]);
    for (size_t i = 0; i < n && r->magnitude; i++)
        y[i] = fabs(y[i]);
}

struct point point_on(const struct frame *frame, double x)
{
    double y;
    frame_evaluate(frame, &x, 1, &y);
    return point_at(frame, x, y);
}
