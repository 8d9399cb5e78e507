// How a curve is drawn: knots (what must be a vertex) cut the stretch into pieces; a piece is
// halved until probes inside a segment lie on its chord; the points met on the way go to a pen,
// which draws as few and as long chords through them as the tolerance allows. Points stream from
// one to the next, so that nothing is allocated but the curve itself.
#include "plot/sample.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    KNOTS_MAX = 4 + ACTIVATION_BREAKS_MAX + ACTIVATION_POINTS_MAX,
    PROBES = 3,       // per segment
    CHUNK = 32,       // segments evaluated in one call
    FIRST_MAX = 4096, // segments that a piece begins with
    EXTENT_SAMPLES = 257,
};

#define FIRST_SEGMENT_PIXELS 24.0
#define NARROWEST_PIXELS     0.02 // segments are not halved below this
#define KEEP_HEIGHTS         1.0  // how far outside the view a curve is kept, in heights
#define SEEN_HEIGHTS         0.25 // how far outside a wide stroke may still be seen, in heights
#define CLAMP_HEIGHTS        4.0  // beyond this, values count as just this

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
    double clamp_low, clamp_high;
    double pen_limit, probe_limit; // PEN_PIXELS and PROBE_PIXELS, and room for rounding errors
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
static void pen_to(struct pen *pen, const struct point *p)
{
    enum region from = region_of(pen->frame, &pen->last), to = region_of(pen->frame, p);
    bool gap_edge = from != to && (from == GAP || to == GAP);
    if (gap_edge || (from != to && from != SEEN))
        pen_keep(pen);
    struct vector way = pixels_between(pen->frame, &pen->vertex, p);
    if (to != GAP && pen->pending && !cone_holds(&pen->cone, way, pen->frame->pen_limit)) {
        pen_keep(pen);
        way = pixels_between(pen->frame, &pen->vertex, p);
    }
    pen->last = *p;
    pen->pending = true;
    pen->positive |= p->y > 0;
    if (gap_edge || (from != to && to != SEEN))
        pen_keep(pen);
    else if (to != GAP)
        cone_narrow(&pen->cone, way, pen->frame->pen_limit);
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
    const double limit = frame->probe_limit * frame->probe_limit;
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
    return (a->v > frame->ceiling && b->v > frame->ceiling && p->v > frame->ceiling) ||
           (a->v < frame->floor && b->v < frame->floor && p->v < frame->floor);
}

// A stretch between two points, and points inside it.
struct segment {
    struct point a, probes[PROBES], b;
};

static bool is_straight(const struct frame *frame, const struct segment *s)
{
    struct chord chord = chord_of(frame, &s->a, &s->b);
    for (int i = 0; i < PROBES; i++)
        if (!near_chord(frame, &chord, &s->probes[i]) &&
            !beyond_same_side(frame, &s->a, &s->b, &s->probes[i]))
            return false;
    return true;
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
        };
}

// Draws on from the segment's first point, which the pen has reached. It ends: halving stops at
// NARROWEST_PIXELS.
static void segment_draw(struct pen *pen, const struct segment *s)
{
    if (!is_straight(pen->frame, s) && can_halve(pen->frame, s)) {
        struct segment halves[2];
        segment_halve(pen->frame, s, halves);
        segment_draw(pen, &halves[0]);
        segment_draw(pen, &halves[1]);
        return;
    }
    for (int i = 0; i < PROBES; i++)
        if (s->probes[i].u > pen->last.u && s->probes[i].u < s->b.u)
            pen_to(pen, &s->probes[i]);
    pen_to(pen, &s->b);
}

// Draws a stretch [a, b] without breaks inside, from a, where the pen is, to b.
static void piece_draw(struct pen *pen, const struct point *a, const struct point *b)
{
    const struct frame *frame = pen->frame;
    double x[CHUNK][PROBES + 1], y[CHUNK][PROBES + 1]; // of the probes and the end of each segment
    double length = b->u - a->u;
    int n = (int)clamp(ceil(length * frame->unit_x / FIRST_SEGMENT_PIXELS), 1, FIRST_MAX);
    struct segment s = {.a = *a};
    for (int first = 0; first < n; first += CHUNK) {
        int count = n - first < CHUNK ? n - first : CHUNK;
        for (int i = 0; i < count; i++) {
            double from = a->u + length * (first + i) / n;
            double to = a->u + length * (first + i + 1) / n;
            probe_xs(frame, from, to, x[i]);
            x[i][PROBES] = inverse(frame->request->x.scale, to);
        }
        evaluate(frame, x[0], (size_t)count * (PROBES + 1), y[0]);
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < PROBES; j++)
                s.probes[j] = point_at(frame, x[i][j], y[i][j]);
            bool is_last = first + i + 1 == n;
            s.b = is_last ? *b : point_at(frame, x[i][PROBES], y[i][PROBES]);
            if (!is_last && !(s.b.u > s.a.u && s.b.u < b->u))
                continue; // doubles are too coarse here
            segment_draw(pen, &s);
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
    int point_n = r->activation->points(r->parameters, points);
    for (int i = 0; i < point_n; i++)
        if (points[i].x > low && points[i].x < high)
            knot_insert(knots, &n, (struct knot){.x = points[i].x});
    struct activation_break breaks[ACTIVATION_BREAKS_MAX];
    int break_n = r->activation->breaks(r->parameters, breaks);
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

bool sample_extent(const struct activation *activation, const double *parameters, enum order order,
                   const struct axis *x, double *low, double *high)
{
    double xs[EXTENT_SAMPLES], ys[EXTENT_SAMPLES];
    double *out[ORDER_COUNT] = {NULL, NULL, NULL};
    out[order] = ys;
    for (int i = 0; i < EXTENT_SAMPLES; i++)
        xs[i] = axis_value(x, (double)i / (EXTENT_SAMPLES - 1));
    activation_eval(activation, parameters, xs, EXTENT_SAMPLES, out[0], out[1], out[2]);
    *low = HUGE_VAL;
    *high = -HUGE_VAL;
    for (int i = 0; i < EXTENT_SAMPLES; i++)
        extent_add(ys[i], low, high);

    struct activation_point points[ACTIVATION_POINTS_MAX];
    int n = activation->points(parameters, points);
    for (int i = 0; i < n; i++)
        if (points[i].order == order && points[i].x >= x->low && points[i].x <= x->high)
            extent_add(points[i].y, low, high);
    struct activation_break breaks[ACTIVATION_BREAKS_MAX];
    n = activation->breaks(parameters, breaks);
    for (int i = 0; i < n; i++) {
        if (breaks[i].x < x->low || breaks[i].x > x->high)
            continue;
        extent_add(breaks[i].left[order], low, high);
        extent_add(breaks[i].right[order], low, high);
        extent_add(breaks[i].at[order], low, high);
    }
    return *low <= *high;
}
