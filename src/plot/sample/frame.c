// Requests in pixels: coordinates and limits.
#include "plot/sample/part.h"

#include <float.h>
#include <math.h>

#define SEEN_HEIGHTS   0.25 // how far outside a wide stroke may still be seen, in heights
#define BEYOND_HEIGHTS 2.0  // beyond this, a curve is not followed; as far as margins keep
#define CLAMP_HEIGHTS  4.0  // beyond this, values count as just this

static double spacing(double value)
{
    return nextafter(fabs(value), INFINITY) - fabs(value);
}

// The last digit of the axis coordinates: what a scale rounds off.
static double coordinate_digit(const struct axis *axis)
{
    if (axis->scale == SCALE_LINEAR)
        return 0;
    return fmax(spacing(scale_forward(axis->scale, axis->low)),
                spacing(scale_forward(axis->scale, axis->high)));
}

// The last digit of the values, in axis coordinates.
static double value_digit(const struct axis *axis)
{
    return fmax(spacing(axis->low) / scale_stretch(axis->scale, axis->low),
                spacing(axis->high) / scale_stretch(axis->scale, axis->high));
}

// How far rounding errors move a point, in pixels (x is never rounded, only its coordinate).
// Nothing but in the deepest zooms; there thousands of vertices would follow the steps between
// doubles.
static double grain_of(const struct sample_request *r, const struct frame *frame)
{
    return coordinate_digit(&r->x) * frame->unit_x +
           (coordinate_digit(&r->y) + value_digit(&r->y)) * frame->unit_y;
}

// Clamping reaches well beyond what is kept, so that the cut there keeps its direction, and no
// pixel is infinite; and it does not move with the margin, because vertices in the view would move
// too.
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
