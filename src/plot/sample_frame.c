// Requests in pixels: coordinates, limits, and the rounding errors that can be seen.
#include "plot/sample_part.h"

#include <float.h>
#include <math.h>

enum {
    NOISE_PLACES = 16,
    NOISE_ROW = 4, // neighbouring doubles at each of them
    SCALE_PLACES = 3,
};

#define SEEN_HEIGHTS   0.25  // how far outside a wide stroke may still be seen, in heights
#define BEYOND_HEIGHTS 2.0   // beyond this, a curve is not followed; as far as margins keep
#define CLAMP_HEIGHTS  4.0   // beyond this, values count as just this
#define SWING_CARE     0.8   // of the usual limits
#define NOISE_MOST     1e-12 // of the values around; what is more is no rounding error
#define NOISE_LEAST    1e-18 // of the values beside, likewise

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
    // What swings may bend most between two probes.
    double care = request->activation->swings ? SWING_CARE : 1;
    frame.pen_limit = care * PEN_PIXELS + frame.grain;
    frame.probe_limit = care * PROBE_PIXELS + frame.grain;
    return frame;
}

void frame_evaluate(const struct frame *frame, const double *x, size_t n, double *y)
{
    const struct sample_request *r = frame->request;
    double *out[ORDER_COUNT] = {NULL, NULL, NULL};
    out[r->order] = y;
    activation_eval(r->activation, r->parameters, x, n, out[ORDER_F], out[ORDER_DF],
                    out[ORDER_D2F]);
}

// --- Noise: the rounding errors of the function itself

static double most_of(const struct frame *frame, const double *xs, size_t n)
{
    double ys[SCALE_PLACES], most = 0;
    frame_evaluate(frame, xs, n, ys);
    for (size_t i = 0; i < n; i++)
        if (isfinite(ys[i]))
            most = fmax(most, fabs(ys[i]));
    return most;
}

static double scale_near(const struct frame *frame, double x)
{
    return most_of(frame, (double[]){x, 0.9 * x, 1.1 * x}, 3);
}

static double scale_beside(const struct frame *frame, double x)
{
    return most_of(frame, (double[]){x - 0.1, x + 0.1}, 2);
}

double scale_around(const struct frame *frame, double x)
{
    return fmax(scale_near(frame, x), scale_beside(frame, x));
}

// How far a row of values at neighbouring doubles strays from a line: a curve does not bend within
// a few doubles.
static double noise_in(const double y[NOISE_ROW])
{
    double most = 0;
    for (int i = 1; i + 1 < NOISE_ROW; i++)
        most = fmax(most, fabs(y[i - 1] - 2 * y[i] + y[i + 1])); // a NaN is left out
    return most;
}

double error_pixels(const struct frame *frame, double error, double value)
{
    return error / scale_stretch(frame->request->y.scale, value) * frame->unit_y;
}

// Whether a value has no digits below those of terms of this scale: what is left of a cancellation.
static bool is_remainder(double y, double scale)
{
    return scale > 0 && fmod(y, ldexp(1, ilogb(scale) - 58)) == 0;
}

// What is as small as a rounding error of values of this scale. Where the curve swings from double
// to double, that is as large as the values nearby, and has all their digits.
static bool is_rounding_error(const struct frame *frame, double x, double y, double noise)
{
    double beside = scale_beside(frame, x);
    bool swings = noise > fabs(y) / 2 && !is_remainder(y, beside);
    return noise <= NOISE_MOST * scale_near(frame, x) ||
           (noise <= NOISE_MOST * beside && noise >= NOISE_LEAST * beside && !swings);
}

// Whether what was found at x is a rounding error that can be seen.
static bool is_noise(const struct frame *frame, double x, double y, double noise)
{
    double v = scale_forward(frame->request->y.scale, y);
    return noise > 0 && v >= frame->low && v <= frame->high &&
           error_pixels(frame, noise, y) > 0.1 * PEN_PIXELS &&
           is_rounding_error(frame, x, y, noise);
}

// The second largest noise in view: the largest may be a kink.
double frame_noise(const struct frame *frame)
{
    double xs[NOISE_PLACES][NOISE_ROW], ys[NOISE_PLACES][NOISE_ROW], most[2] = {0, 0};
    for (int i = 0; i < NOISE_PLACES; i++) {
        double x = axis_value(&frame->request->x, (i + 0.5) / NOISE_PLACES);
        for (int j = 0; j < NOISE_ROW; j++, x = nextafter(x, INFINITY))
            xs[i][j] = x;
    }
    frame_evaluate(frame, xs[0], (size_t)NOISE_PLACES * NOISE_ROW, ys[0]);
    for (int i = 0; i < NOISE_PLACES; i++) {
        double noise = noise_in(ys[i]);
        if (!(noise > most[1]) || !is_noise(frame, xs[i][0], ys[i][0], noise))
            continue;
        most[1] = fmin(noise, fmax(most[0], most[1]));
        most[0] = fmax(noise, most[0]);
    }
    return most[1];
}
