// How a curve is drawn: knots (what must be a vertex) cut the stretch into pieces; a piece is
// halved until probes inside a segment lie on its chord; the points met on the way go to a pen,
// which draws as few and as long chords through them as the tolerance allows. Points stream from
// one to the next, so that nothing is allocated but the curve itself.
//
// Where a curve swings faster than pixels can show, each column gets its lowest and its highest
// point instead: what it covers. And where the function's own rounding errors are larger than the
// tolerance, they are measured, and not followed.
#include "plot/sample.h"

#include <float.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum {
    KNOTS_MAX = 4 + ACTIVATION_BREAKS_MAX + ACTIVATION_POINTS_MAX,
    PROBES = 3,       // per segment
    CHUNK = 32,       // segments evaluated in one call
    FIRST_MAX = 4096, // segments that a piece begins with
    EXTENT_SAMPLES = 257,
    BRINK_STEPS = 60, // towards an overflow
    COLUMN_SAMPLES = 32,
    DENSE_TURNS = 3,  // in a column: more than what strokes can show
    CLIMB_STEPS = 16, // towards the extremes of a column
    NOISE_PLACES = 16,
    NOISE_ROW = 4, // neighbouring doubles at each of them
    SCALE_PLACES = 5,
};

#define FIRST_SEGMENT_PIXELS 24.0
#define NARROWEST_PIXELS     0.02  // segments are not halved below this
#define KEEP_HEIGHTS         1.0   // how far outside the view a curve is kept, in heights
#define SEEN_HEIGHTS         0.25  // how far outside a wide stroke may still be seen, in heights
#define BEYOND_HEIGHTS       2.0   // beyond this, a curve is not followed; as far as margins keep
#define CLAMP_HEIGHTS        4.0   // beyond this, values count as just this
#define COLUMN_PIXELS        1.0   // what swings within this is drawn as what it covers
#define NOISE_MOST           1e-12 // of the values around; what is more is no rounding error

// The tolerance is shared out: the pen may leave out points this near to its chord. The rest is for
// what lies between the points: probes are points too, so a smooth curve strays from them by a
// sixteenth of PROBE_PIXELS only, one with an unknown kink by about half.
#define PEN_PIXELS   (0.7 * SAMPLE_TOLERANCE)
#define PROBE_PIXELS (0.8 * SAMPLE_TOLERANCE)

// Not evenly spaced, so that no ripple hides between them. A segment is halved at the middle one;
// the outer ones become the middles of the halves, whose new probes stand at HALF_PLACE between
// those and the ends.
static const double probe_places[PROBES] = {0.237, 0.5, 0.779};
enum { MIDDLE = 1 };
#define HALF_PLACE 0.47

// `v` is clamped, so it is finite or NaN (a gap).
struct point {
    double x, y, u, v;
};

// What a request comes to: coordinates and limits in pixels.
struct frame {
    const struct sample_request *request;
    double origin_u, origin_v, unit_x, unit_y;
    double low, high;      // what can be seen of a stroke, in axis coordinates
    double floor, ceiling; // what is kept
    double below, above;   // what is not followed; the same for all margins
    double clamp_low, clamp_high;
    double pen_limit, probe_limit; // PEN_PIXELS and PROBE_PIXELS, and room for rounding errors
    double noise;                  // of the function, in data; 0 where it cannot be seen
};

static double clamp(double v, double low, double high)
{
    return v < low ? low : v > high ? high : v; // NaN stays
}

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
static struct frame frame_of(const struct sample_request *request)
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
    double grain = grain_of(request, &frame);
    frame.pen_limit = PEN_PIXELS + grain;
    frame.probe_limit = PROBE_PIXELS + grain;
    return frame;
}

// The scales' functions, without a call on linear axes: most are, and this is most of the work.
static inline double forward(enum scale_kind kind, double value)
{
    return kind == SCALE_LINEAR ? value : scale_forward(kind, value);
}

static inline double inverse(enum scale_kind kind, double u)
{
    return kind == SCALE_LINEAR ? u : scale_inverse(kind, u);
}

static struct point point_at(const struct frame *frame, double x, double y)
{
    double v = forward(frame->request->y.scale, y);
    return (struct point){
        .x = x,
        .y = y,
        .u = forward(frame->request->x.scale, x),
        .v = clamp(v, frame->clamp_low, frame->clamp_high),
    };
}

// Evaluates the requested order at n points.
static void evaluate(const struct frame *frame, const double *x, size_t n, double *y)
{
    const struct sample_request *r = frame->request;
    double *out[ORDER_COUNT] = {NULL, NULL, NULL};
    out[r->order] = y;
    activation_eval(r->activation, r->parameters, x, n, out[ORDER_F], out[ORDER_DF],
                    out[ORDER_D2F]);
}

// --- Noise: the rounding errors of the function itself

// The largest value at and around x: what the function's terms are like.
static double scale_around(const struct frame *frame, double x)
{
    const double xs[SCALE_PLACES] = {x, 0.9 * x, 1.1 * x, x - 0.1, x + 0.1};
    double ys[SCALE_PLACES], most = 0;
    evaluate(frame, xs, SCALE_PLACES, ys);
    for (int i = 0; i < SCALE_PLACES; i++)
        if (isfinite(ys[i]))
            most = fmax(most, fabs(ys[i]));
    return most;
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

// Pixels that an error of a value is worth, at that value.
static double error_pixels(const struct frame *frame, double error, double value)
{
    return error / scale_stretch(frame->request->y.scale, value) * frame->unit_y;
}

// Whether what was found at x is a rounding error that can be seen: where the curve swings from
// double to double, it is as large as the values.
static bool is_noise(const struct frame *frame, double x, double y, double noise)
{
    double v = scale_forward(frame->request->y.scale, y);
    return noise > 0 && v >= frame->low && v <= frame->high &&
           error_pixels(frame, noise, y) > 0.1 * PEN_PIXELS &&
           noise <= NOISE_MOST * scale_around(frame, x);
}

// The second largest noise in view: the largest may be a kink.
static double noise_of(const struct frame *frame)
{
    double xs[NOISE_PLACES][NOISE_ROW], ys[NOISE_PLACES][NOISE_ROW], most[2] = {0, 0};
    for (int i = 0; i < NOISE_PLACES; i++) {
        double x = axis_value(&frame->request->x, (i + 0.5) / NOISE_PLACES);
        for (int j = 0; j < NOISE_ROW; j++, x = nextafter(x, INFINITY))
            xs[i][j] = x;
    }
    evaluate(frame, xs[0], (size_t)NOISE_PLACES * NOISE_ROW, ys[0]);
    for (int i = 0; i < NOISE_PLACES; i++) {
        double noise = noise_in(ys[i]);
        if (!(noise > most[1]) || !is_noise(frame, xs[i][0], ys[i][0], noise))
            continue;
        most[1] = fmin(noise, fmax(most[0], most[1]));
        most[0] = fmax(noise, most[0]);
    }
    return most[1];
}

// How far the function's noise may move a point, in pixels.
static inline double noise_pixels(const struct frame *frame, const struct point *p)
{
    if (frame->noise == 0 || isnan(p->v))
        return 0;
    double pixels = error_pixels(frame, frame->noise, p->y);
    return pixels < frame->request->height ? pixels : frame->request->height;
}

// --- Vertices: what of the pen's chords is kept

static void curve_add_vertex(struct curve *curve, const struct frame *frame, const struct point *p)
{
    if (curve->n == curve->c) {
        curve->c = curve->c == 0 ? 128 : curve->c * 2;
        struct curve_vertex *more = realloc(curve->vertices, curve->c * sizeof *more);
        if (more == NULL)
            abort();
        curve->vertices = more;
    }
    struct curve_vertex vertex = {
        .x = p->x, .y = p->y, .u = p->u - frame->origin_u, .v = p->v - frame->origin_v};
    bool first = curve->runs[curve->run_n - 1] == curve->n;
    if (!first && curve->vertices[curve->n - 1].x == vertex.x &&
        curve->vertices[curve->n - 1].v == vertex.v)
        return; // a cut just where a point is
    curve->vertices[curve->n++] = vertex;
}

static void curve_begin_run(struct curve *curve)
{
    if (curve->run_n > 0 && curve->runs[curve->run_n - 1] == curve->n)
        return; // the last run is still empty
    if (curve->run_n == curve->run_c) {
        curve->run_c = curve->run_c == 0 ? 16 : curve->run_c * 2;
        size_t *more = realloc(curve->runs, curve->run_c * sizeof *more);
        if (more == NULL)
            abort();
        curve->runs = more;
    }
    curve->runs[curve->run_n++] = curve->n;
}

// Adds the point where segment a-b crosses floor or ceiling, whichever is on the side of `outside`.
static void add_crossing(struct curve *curve, const struct frame *frame, const struct point *a,
                         const struct point *b, const struct point *outside)
{
    double v = outside->v < frame->floor ? frame->floor : frame->ceiling;
    double u = a->u + (v - a->v) / (b->v - a->v) * (b->u - a->u);
    double x = scale_inverse(frame->request->x.scale, u);
    const struct point crossing = {
        .x = clamp(x, a->x, b->x), // an inverse scale rounds
        .y = clamp(scale_inverse(frame->request->y.scale, v), -DBL_MAX, DBL_MAX),
        .u = clamp(u, a->u, b->u),
        .v = v,
    };
    curve_add_vertex(curve, frame, &crossing);
}

static bool inside(const struct frame *frame, const struct point *p)
{
    return p->v >= frame->floor && p->v <= frame->ceiling;
}

static void add_start(struct curve *curve, const struct frame *frame, const struct point *p)
{
    curve_begin_run(curve);
    if (inside(frame, p))
        curve_add_vertex(curve, frame, p);
}

// Adds segment a-b (a was added before if it is inside), cut at floor and ceiling.
static void add_segment(struct curve *curve, const struct frame *frame, const struct point *a,
                        const struct point *b)
{
    if (isnan(a->v) || isnan(b->v)) {
        add_start(curve, frame, b);
        return;
    }
    if (!inside(frame, a)) {
        bool crosses = (a->v < frame->floor && b->v >= frame->floor) ||
                       (a->v > frame->ceiling && b->v <= frame->ceiling);
        if (!crosses)
            return;
        curve_begin_run(curve);
        add_crossing(curve, frame, a, b, a);
    }
    if (inside(frame, b))
        curve_add_vertex(curve, frame, b);
    else
        add_crossing(curve, frame, a, b, b);
}

// --- The pen: from each vertex the longest chord that passes near all points left out

struct vector {
    double x, y;
};

static double cross(struct vector a, struct vector b)
{
    return a.x * b.y - a.y * b.x;
}

static struct vector pixels_between(const struct frame *frame, const struct point *a,
                                    const struct point *b)
{
    return (struct vector){(b->u - a->u) * frame->unit_x, (b->v - a->v) * frame->unit_y};
}

// The directions, seen from a vertex, of all chords that pass within PEN_PIXELS of the points
// since; and the heights of those points. The heights count where a curve goes up and comes down
// again in one pixel: its tip lies on the same upright line, but not on the chord.
struct cone {
    bool open; // no direction is excluded yet
    struct vector right, left;
    double bottom, top;
};

struct pen {
    const struct frame *frame;
    struct curve *curve;
    struct point vertex; // the last one drawn
    struct point last;   // the last one met
    bool pending;        // `last` is not drawn yet
    bool positive;       // a value > 0 was met
    struct cone cone;
};

static void cone_open(struct cone *cone)
{
    *cone = (struct cone){.open = true};
}

static void cone_narrow(struct cone *cone, struct vector to, double limit)
{
    if (to.y < cone->bottom)
        cone->bottom = to.y;
    if (to.y > cone->top)
        cone->top = to.y;
    double square = to.x * to.x + to.y * to.y - limit * limit;
    if (!(square > 0))
        return; // every direction passes near enough
    double t = limit, c = sqrt(square);
    struct vector right = {to.x * c + to.y * t, to.y * c - to.x * t};
    struct vector left = {to.x * c - to.y * t, to.y * c + to.x * t};
    if (cone->open || cross(cone->right, right) > 0)
        cone->right = right;
    if (cone->open || cross(left, cone->left) > 0)
        cone->left = left;
    cone->open = false;
}

static bool cone_holds(const struct cone *cone, struct vector to, double limit)
{
    double bottom = to.y < 0 ? to.y : 0, top = to.y > 0 ? to.y : 0;
    return (cone->open || (cross(cone->right, to) >= 0 && cross(to, cone->left) >= 0)) &&
           cone->bottom >= bottom - limit && cone->top <= top + limit;
}

// Makes the last point a vertex.
static void pen_keep(struct pen *pen)
{
    if (!pen->pending)
        return;
    add_segment(pen->curve, pen->frame, &pen->vertex, &pen->last);
    pen->vertex = pen->last;
    pen->pending = false;
    cone_open(&pen->cone);
}

static void pen_start(struct pen *pen, const struct point *p)
{
    add_start(pen->curve, pen->frame, p);
    pen->vertex = pen->last = *p;
    pen->pending = false;
    pen->positive |= p->y > 0;
    cone_open(&pen->cone);
}

enum region { BELOW, SEEN, ABOVE, GAP };

static enum region region_of(const struct frame *frame, const struct point *p)
{
    if (isnan(p->v))
        return GAP;
    return p->v < frame->low ? BELOW : p->v > frame->high ? ABOVE : SEEN;
}

// Points where the curve leaves or enters the view are kept, those around a gap too: so what
// happens on one side has no influence on the vertices of the other.
static void pen_pass(struct pen *pen, const struct point *p)
{
    enum region from = region_of(pen->frame, &pen->last), to = region_of(pen->frame, p);
    bool gap_edge = from != to && (from == GAP || to == GAP);
    if (gap_edge || (from != to && from != SEEN))
        pen_keep(pen);
    struct vector way = pixels_between(pen->frame, &pen->vertex, p);
    double limit = pen->frame->pen_limit + noise_pixels(pen->frame, p);
    if (to != GAP && pen->pending && !cone_holds(&pen->cone, way, limit)) {
        pen_keep(pen);
        way = pixels_between(pen->frame, &pen->vertex, p);
    }
    pen->last = *p;
    pen->pending = true;
    pen->positive |= p->y > 0;
    if (gap_edge || (from != to && to != SEEN))
        pen_keep(pen);
    else if (to != GAP)
        cone_narrow(&pen->cone, way, limit);
}

// Where a log axis has no place for the value, the curve has gone down without end.
static bool is_sunk(const struct point *p)
{
    return isnan(p->v) && p->y <= 0;
}

static struct point foot_at(const struct frame *frame, const struct point *p)
{
    return (struct point){.x = p->x, .y = 0, .u = p->u, .v = frame->clamp_low};
}

// A curve that sinks or comes up again is drawn as far as the axis goes.
static void pen_to(struct pen *pen, const struct point *p)
{
    bool was_gap = isnan(pen->last.v), is_gap = isnan(p->v);
    if (was_gap != is_gap && is_sunk(was_gap ? &pen->last : p)) {
        struct point foot = foot_at(pen->frame, was_gap ? &pen->last : p);
        pen_pass(pen, &foot);
    }
    pen_pass(pen, p);
}

// --- Pieces: halving

// A chord in pixels, from a.
struct chord {
    const struct point *a, *b;
    struct vector way;
    double square; // of its length
};

static struct chord chord_of(const struct frame *frame, const struct point *a,
                             const struct point *b)
{
    struct vector way = pixels_between(frame, a, b);
    return (struct chord){a, b, way, way.x * way.x + way.y * way.y};
}

// Whether p is within the limit of the chord. Gaps agree with gaps only.
static bool near_chord(const struct frame *frame, const struct chord *chord, const struct point *p)
{
    int gaps = isnan(chord->a->v) + isnan(chord->b->v) + isnan(p->v);
    if (gaps > 0)
        return gaps == 3;
    const double pixels = frame->probe_limit + noise_pixels(frame, p);
    const double limit = pixels * pixels;
    struct vector to = pixels_between(frame, chord->a, p);
    double along = chord->way.x * to.x + chord->way.y * to.y, off = cross(chord->way, to);
    if (along >= 0 && along <= chord->square)
        return off * off <= limit * chord->square;
    if (along > 0)
        to = pixels_between(frame, chord->b, p);
    return to.x * to.x + to.y * to.y <= limit;
}

static bool beyond_same_side(const struct frame *frame, const struct point *a,
                             const struct point *b, const struct point *p)
{
    return (a->v > frame->above && b->v > frame->above && p->v > frame->above) ||
           (a->v < frame->below && b->v < frame->below && p->v < frame->below);
}

// A stretch between two points, and points inside it.
struct segment {
    struct point a, probes[PROBES], b;
    bool restless; // the curve turns where no point of interest is: few probes may miss it
};

static bool is_column(const struct frame *frame, const struct segment *s)
{
    return (s->b.u - s->a.u) * frame->unit_x <= COLUMN_PIXELS;
}

static bool is_straight(const struct frame *frame, const struct segment *s)
{
    if (s->restless && !is_column(frame, s))
        return false;
    struct chord chord = chord_of(frame, &s->a, &s->b);
    for (int i = 0; i < PROBES; i++) {
        bool beyond = beyond_same_side(frame, &s->a, &s->b, &s->probes[i]) ||
                      (is_sunk(&s->a) && is_sunk(&s->b) && is_sunk(&s->probes[i]));
        if (beyond ? s->restless : !near_chord(frame, &chord, &s->probes[i]))
            return false;
    }
    return true;
}

// How often a row of values turns back by more than rounding errors.
static int count_turns(const struct frame *frame, const double *y, int n)
{
    int turns = 0, way = 0;
    double extreme = y[0];
    for (int i = 1; i < n; i++) {
        double error = 64 * DBL_EPSILON * fmax(fabs(y[i]), fabs(extreme)) + 4 * frame->noise;
        double step = y[i] - extreme;
        if (way != 0 && step * way > 0) {
            extreme = y[i];
        } else if (fabs(step) > error) {
            turns += way != 0;
            way = step > 0 ? 1 : -1;
            extreme = y[i];
        }
    }
    return turns;
}

// Where to probe first between two axis coordinates.
static void probe_xs(const struct frame *frame, double from, double to, double x[PROBES])
{
    for (int i = 0; i < PROBES; i++)
        x[i] = inverse(frame->request->x.scale, from + probe_places[i] * (to - from));
}

static bool can_halve(const struct frame *frame, const struct segment *s)
{
    double middle = s->probes[MIDDLE].u;
    return middle > s->a.u && middle < s->b.u &&
           (s->b.u - s->a.u) * frame->unit_x > NARROWEST_PIXELS;
}

static double x_between(const struct frame *frame, const struct point *a, const struct point *b)
{
    return inverse(frame->request->x.scale, a->u + HALF_PLACE * (b->u - a->u));
}

static void segment_halve(const struct frame *frame, const struct segment *s,
                          struct segment halves[2])
{
    const struct point *p = s->probes;
    const struct point *row[] = {&s->a, &p[0], &p[MIDDLE], &p[2], &s->b};
    double x[4], y[4];
    for (int i = 0; i < 4; i++)
        x[i] = x_between(frame, row[i], row[i + 1]);
    evaluate(frame, x, 4, y);
    for (int i = 0; i < 2; i++)
        halves[i] = (struct segment){
            .a = *row[2 * i],
            .probes = {point_at(frame, x[2 * i], y[2 * i]), *row[2 * i + 1],
                       point_at(frame, x[2 * i + 1], y[2 * i + 1])},
            .b = *row[2 * i + 2],
            .restless = s->restless,
        };
}

// --- Columns: a segment no wider than a pixel, with all that happens there

struct column {
    double x[COLUMN_SAMPLES], y[COLUMN_SAMPLES];
    double from, to; // where it may be looked at
    double low_x, low, high_x, high;
};

static void column_meet(struct column *column, double x, double y)
{
    if (y < column->low)
        column->low = y, column->low_x = x;
    if (y > column->high)
        column->high = y, column->high_x = x;
}

// Not evenly spaced but at random (the same every time), so that no swing keeps step.
static void column_look(struct column *column, const struct frame *frame, const struct segment *s)
{
    double width = s->b.u - s->a.u;
    uint32_t random = 1;
    for (int i = 0; i < COLUMN_SAMPLES; i++) {
        random = random * 1664525U + 1013904223U;
        double place = i + random / 4294967296.0;
        double u = s->a.u + width * place / COLUMN_SAMPLES;
        column->x[i] = clamp(inverse(frame->request->x.scale, u), s->a.x, s->b.x);
    }
    evaluate(frame, column->x, COLUMN_SAMPLES, column->y);
    column->from = s->a.x;
    column->to = s->b.x;
    column->low_x = column->high_x = column->x[0];
    column->low = column->high = column->y[0];
    for (int i = 1; i < COLUMN_SAMPLES; i++)
        column_meet(column, column->x[i], column->y[i]);
}

// Up from the highest and down from the lowest value known, by ever smaller steps.
static void column_climb(struct column *column, const struct frame *frame)
{
    double step = (column->to - column->from) / COLUMN_SAMPLES;
    for (int i = 0; i < CLIMB_STEPS; i++, step /= 4) {
        double x[] = {column->low_x - step, column->low_x + step, column->high_x - step,
                      column->high_x + step};
        double y[4];
        for (int j = 0; j < 4; j++)
            x[j] = clamp(x[j], column->from, column->to);
        evaluate(frame, x, 4, y);
        for (int j = 0; j < 4; j++)
            column_meet(column, x[j], y[j]);
    }
}

// On a log axis what is not positive is its foot: a swing has no gaps.
static struct point column_point(const struct frame *frame, double x, double y)
{
    struct point p = point_at(frame, x, y);
    return is_sunk(&p) ? foot_at(frame, &p) : p;
}

// Draws the segment as what it covers, if it swings too fast to be followed.
static bool column_draw(struct pen *pen, struct segment *s)
{
    const struct frame *frame = pen->frame;
    struct column column;
    column_look(&column, frame, s);
    int turns = count_turns(frame, column.y, COLUMN_SAMPLES);
    s->restless = s->restless && turns > 0;
    if (turns < DENSE_TURNS)
        return false;
    column_climb(&column, frame);
    struct point low = column_point(frame, column.low_x, column.low);
    struct point high = column_point(frame, column.high_x, column.high);
    struct point end = column_point(frame, s->b.x, s->b.y);
    bool low_first = low.u <= high.u;
    const struct point *row[] = {low_first ? &low : &high, low_first ? &high : &low};
    for (int i = 0; i < 2; i++)
        if (row[i]->u > pen->last.u && row[i]->u < end.u)
            pen_to(pen, row[i]);
    pen_to(pen, &end);
    return true;
}

// Draws on from the segment's first point, which the pen has reached. It ends: halving stops at
// NARROWEST_PIXELS. `column`: whether it is a part of a column that can be followed.
static void segment_draw(struct pen *pen, struct segment *s, bool column)
{
    if (!is_straight(pen->frame, s) && can_halve(pen->frame, s)) {
        if (!column && is_column(pen->frame, s)) {
            if (column_draw(pen, s))
                return;
            column = true;
        }
        struct segment halves[2];
        segment_halve(pen->frame, s, halves);
        segment_draw(pen, &halves[0], column);
        segment_draw(pen, &halves[1], column);
        return;
    }
    for (int i = 0; i < PROBES; i++)
        if (s->probes[i].u > pen->last.u && s->probes[i].u < s->b.u)
            pen_to(pen, &s->probes[i]);
    pen_to(pen, &s->b);
}

// Whether the curve turns right beside an end of a wide piece, where the first probes are far away.
static bool turns_at_end(const struct frame *frame, const struct point *end, double sign)
{
    static const double pixels[] = {0.1, 0.3, 1, 2.5, 0.237 * FIRST_SEGMENT_PIXELS};
    enum { N = sizeof pixels / sizeof *pixels };
    double x[N], y[N + 1];
    for (int i = 0; i < N; i++)
        x[i] = inverse(frame->request->x.scale, end->u + sign * pixels[i] / frame->unit_x);
    evaluate(frame, x, N, y + 1);
    y[0] = end->y;
    return count_turns(frame, y, N + 1) > 0;
}

// Draws a stretch [a, b] without breaks inside, from a, where the pen is, to b.
static void piece_draw(struct pen *pen, const struct point *a, const struct point *b)
{
    const struct frame *frame = pen->frame;
    double x[CHUNK][PROBES + 1], y[CHUNK][PROBES + 1]; // of the probes and the end of each segment
    double length = b->u - a->u;
    int n = (int)clamp(ceil(length * frame->unit_x / FIRST_SEGMENT_PIXELS), 1, FIRST_MAX);
    struct segment s = {.a = *a};
    bool restless = n > 1 && (turns_at_end(frame, a, 1) || turns_at_end(frame, b, -1));
    for (int first = 0; first < n; first += CHUNK) {
        int count = n - first < CHUNK ? n - first : CHUNK;
        for (int i = 0; i < count; i++) {
            double from = a->u + length * (first + i) / n;
            double to = a->u + length * (first + i + 1) / n;
            probe_xs(frame, from, to, x[i]);
            x[i][PROBES] = inverse(frame->request->x.scale, to);
        }
        evaluate(frame, x[0], (size_t)count * (PROBES + 1), y[0]);
        s.restless = restless || count_turns(frame, y[0], count * (PROBES + 1)) > 0;
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < PROBES; j++)
                s.probes[j] = point_at(frame, x[i][j], y[i][j]);
            bool is_last = first + i + 1 == n;
            s.b = is_last ? *b : point_at(frame, x[i][PROBES], y[i][PROBES]);
            if (!is_last && !(s.b.u > s.a.u && s.b.u < b->u))
                continue; // doubles are too coarse here
            segment_draw(pen, &s, false);
            s.a = s.b;
        }
    }
    pen_keep(pen);
}

// --- Knots: what must be a vertex

struct knot {
    double x;
    bool is_break;
    double left, right, at; // the one-sided limits and the value; the same but at a break
};

static void knot_insert(struct knot *knots, int *n, struct knot knot)
{
    if (*n >= KNOTS_MAX || !isfinite(knot.x))
        return;
    int i = *n;
    while (i > 0 && knots[i - 1].x > knot.x)
        i--;
    if (i > 0 && knots[i - 1].x == knot.x) {
        if (knot.is_break)
            knots[i - 1] = knot;
        return;
    }
    memmove(&knots[i + 1], &knots[i], (size_t)(*n - i) * sizeof *knots);
    knots[i] = knot;
    (*n)++;
}

// The sampled stretch: the view plus the margin, as far as the axis can go.
static void stretch(const struct frame *frame, double *low, double *high)
{
    const struct axis *axis = &frame->request->x;
    double m = frame->request->margin;
    bool log = axis->scale == SCALE_LOG;
    *low = m > 0 ? axis_value(axis, -m) : axis->low;
    *high = m > 0 ? axis_value(axis, 1 + m) : axis->high;
    *low = fmax(*low, log ? AXIS_LOG_LOW : -AXIS_LIMIT);
    *high = fmin(*high, log ? AXIS_LOG_HIGH : AXIS_LIMIT);
    *low = fmin(*low, axis->low);
    *high = fmax(*high, axis->high);
}

// Values at the knots that are no breaks.
static void knots_evaluate(const struct frame *frame, struct knot *knots, int n)
{
    double x[KNOTS_MAX], y[KNOTS_MAX];
    for (int i = 0; i < n; i++)
        x[i] = knots[i].x;
    evaluate(frame, x, (size_t)n, y);
    for (int i = 0; i < n; i++)
        if (!knots[i].is_break)
            knots[i].left = knots[i].right = knots[i].at = y[i];
}

// Every x that must be a vertex, in order: the ends, the view's bounds, breaks, points of interest.
static int knots_find(const struct frame *frame, double low, double high, struct knot *knots)
{
    const struct sample_request *r = frame->request;
    int n = 0;
    const double ends[] = {low, r->x.low, r->x.high, high};
    for (int i = 0; i < 4; i++)
        knot_insert(knots, &n, (struct knot){.x = ends[i]});
    struct activation_point points[ACTIVATION_POINTS_MAX];
    int point_n = activation_points(r->activation, r->parameters, points);
    for (int i = 0; i < point_n; i++)
        if (points[i].x > low && points[i].x < high)
            knot_insert(knots, &n, (struct knot){.x = points[i].x});
    struct activation_break breaks[ACTIVATION_BREAKS_MAX];
    int break_n = activation_breaks(r->activation, r->parameters, breaks);
    for (int i = 0; i < break_n; i++)
        if (breaks[i].x >= low && breaks[i].x <= high)
            knot_insert(knots, &n,
                        (struct knot){.x = breaks[i].x,
                                      .is_break = true,
                                      .left = breaks[i].left[r->order],
                                      .right = breaks[i].right[r->order],
                                      .at = breaks[i].at[r->order]});
    knots_evaluate(frame, knots, n);
    return n;
}

static void curve_add_dot(struct curve *curve, const struct frame *frame, double x, double y,
                          bool filled)
{
    double v = scale_forward(frame->request->y.scale, y);
    if (!isfinite(v) || v < frame->floor || v > frame->ceiling)
        return;
    if (curve->dot_n == sizeof curve->dots / sizeof curve->dots[0])
        return;
    curve->dots[curve->dot_n++] = (struct curve_dot){
        .x = x,
        .y = y,
        .u = scale_forward(frame->request->x.scale, x) - frame->origin_u,
        .v = v - frame->origin_v,
        .filled = filled,
    };
}

// Whether the curve is drawn on through the knot. Limits that are NaN are not joined.
static bool is_joined(const struct knot *knot)
{
    return !knot->is_break || knot->left == knot->right;
}

// Dots at a jump or a hole: hollow at each limit that is not the value, filled at the value.
static void add_dots(struct curve *curve, const struct frame *frame, const struct knot *knot)
{
    if (!knot->is_break || (knot->left == knot->right && knot->left == knot->at))
        return;
    if (knot->left != knot->at)
        curve_add_dot(curve, frame, knot->x, knot->left, false);
    if (knot->right != knot->at && knot->right != knot->left)
        curve_add_dot(curve, frame, knot->x, knot->right, false);
    curve_add_dot(curve, frame, knot->x, knot->at, true);
}

// Dashes begin at the vertex nearest x = 0, or at the first one: the same place while panning.
static size_t anchor_of(const struct curve *curve)
{
    size_t best = 0;
    for (size_t i = 1; i < curve->n; i++)
        if (fabs(curve->vertices[i].x) < fabs(curve->vertices[best].x))
            best = i;
    return best;
}

static void curve_reset(struct curve *curve, const struct frame *frame)
{
    curve->n = curve->run_n = curve->dot_n = 0;
    curve->origin_u = frame->origin_u;
    curve->origin_v = frame->origin_v;
    curve->unit_x = frame->unit_x;
    curve->unit_y = frame->unit_y;
    curve->floor = frame->floor;
    curve->ceiling = frame->ceiling;
    curve->nothing_positive = false;
}

void curve_sample(struct curve *curve, const struct sample_request *request)
{
    struct frame frame = frame_of(request);
    frame.noise = noise_of(&frame);
    curve_reset(curve, &frame);
    stretch(&frame, &curve->low, &curve->high);
    struct knot knots[KNOTS_MAX];
    int n = knots_find(&frame, curve->low, curve->high, knots);

    struct pen pen = {.frame = &frame, .curve = curve};
    for (int i = 0; i + 1 < n; i++) {
        struct point a = point_at(&frame, knots[i].x, knots[i].right);
        struct point b = point_at(&frame, knots[i + 1].x, knots[i + 1].left);
        if (i == 0 || !is_joined(&knots[i]))
            pen_start(&pen, &a);
        piece_draw(&pen, &a, &b);
    }
    for (int i = 0; i < n; i++)
        add_dots(curve, &frame, &knots[i]);
    if (curve->run_n > 0 && curve->runs[curve->run_n - 1] == curve->n)
        curve->run_n--;
    curve->anchor = anchor_of(curve);
    curve->nothing_positive = request->y.scale == SCALE_LOG && !pen.positive;
    curve->revision++;
}

bool curve_covers(const struct curve *curve, const struct sample_request *request)
{
    struct frame frame = frame_of(request);
    double zoom_x = frame.unit_x / curve->unit_x, zoom_y = frame.unit_y / curve->unit_y;
    double vl = scale_forward(request->y.scale, request->y.low);
    double vh = scale_forward(request->y.scale, request->y.high);
    return zoom_x > 0.5 && zoom_x < 1.6 && zoom_y > 0.5 && zoom_y < 1.6 &&
           request->x.low >= curve->low && request->x.high <= curve->high && vl >= curve->floor &&
           vh <= curve->ceiling;
}

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
