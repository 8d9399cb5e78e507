#include "plot/sample.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    KNOTS_MAX = 8 + ACTIVATION_BREAKS_MAX + ACTIVATION_POINTS_MAX,
    LEVELS_MAX = 48,     // halvings of one first segment; the width limit ends it long before
    LOOKAHEAD_MAX = 48,  // vertices that simplification may drop in a row
    EXTENT_SAMPLES = 257,
};

#define FIRST_SEGMENT_PIXELS 24.0
#define NARROWEST_PIXELS     0.02 // segments are not halved below this
#define KEEP_HEIGHTS         0.5  // how far outside the view a curve is kept, in heights

// One point while sampling. `v` is clamped to the sampler's box, so it is finite or NaN (a gap).
struct point {
    double x, y, u, v;
    bool keep;  // a knot: simplification must not drop it
    bool split; // the segment that begins here must be halved
};

struct points {
    struct point *items;
    size_t n, c;
};

// What a request comes to: coordinates and limits in pixels.
struct frame {
    const struct sample_request *request;
    double origin_u, origin_v, unit_x, unit_y;
    double floor, ceiling; // what is kept, in axis coordinates
    double clamp_low, clamp_high;
};

static void points_reserve(struct points *points, size_t n)
{
    if (n <= points->c)
        return;
    size_t c = points->c == 0 ? 256 : points->c;
    while (c < n)
        c *= 2;
    struct point *more = realloc(points->items, c * sizeof *more);
    if (more == NULL)
        abort();
    points->items = more;
    points->c = c;
}

static void points_add(struct points *points, struct point point)
{
    points_reserve(points, points->n + 1);
    points->items[points->n++] = point;
}

static double clamp(double v, double low, double high)
{
    return v < low ? low : v > high ? high : v; // NaN stays
}

static struct frame frame_of(const struct sample_request *request)
{
    double ul = scale_forward(request->x.scale, request->x.low);
    double uh = scale_forward(request->x.scale, request->x.high);
    double vl = scale_forward(request->y.scale, request->y.low);
    double vh = scale_forward(request->y.scale, request->y.high);
    double keep = (vh - vl) * (KEEP_HEIGHTS + request->margin);
    struct frame frame = {
        .request = request,
        .origin_u = ul / 2 + uh / 2,
        .origin_v = vl / 2 + vh / 2,
        .unit_x = request->width / (uh - ul),
        .unit_y = request->height / (vh - vl),
        .floor = vl - keep,
        .ceiling = vh + keep,
    };
    // Values far outside are clamped one more box away: far enough that the cut at floor and ceiling
    // keeps its direction, near enough that pixels stay finite.
    frame.clamp_low = frame.floor - keep;
    frame.clamp_high = frame.ceiling + keep;
    return frame;
}

static struct point point_at(const struct frame *frame, double x, double y)
{
    double v = scale_forward(frame->request->y.scale, y);
    return (struct point){
        .x = x,
        .y = y,
        .u = scale_forward(frame->request->x.scale, x),
        .v = clamp(v, frame->clamp_low, frame->clamp_high),
    };
}

// Evaluates the requested order at n points whose x are set.
static void evaluate(const struct frame *frame, const double *x, size_t n, double *y)
{
    const struct sample_request *r = frame->request;
    double *out[ORDER_COUNT] = {NULL, NULL, NULL};
    out[r->order] = y;
    activation_eval(r->activation, r->parameters, x, n, out[ORDER_F], out[ORDER_DF],
                    out[ORDER_D2F]);
}

// Distance in pixels of p from the chord a-b; 0 if all three are gaps, huge if only some are.
static double deviation(const struct frame *frame, const struct point *a, const struct point *b,
                        const struct point *p)
{
    int gaps = isnan(a->v) + isnan(b->v) + isnan(p->v);
    if (gaps == 3)
        return 0;
    if (gaps > 0)
        return HUGE_VAL;
    double bx = (b->u - a->u) * frame->unit_x, by = (b->v - a->v) * frame->unit_y;
    double px = (p->u - a->u) * frame->unit_x, py = (p->v - a->v) * frame->unit_y;
    double length = hypot(bx, by);
    return length > 0 ? fabs(bx * py - by * px) / length : hypot(px, py);
}

static bool beyond_same_side(const struct frame *frame, const struct point *a,
                             const struct point *b, const struct point *p)
{
    return (a->v > frame->ceiling && b->v > frame->ceiling && p->v > frame->ceiling) ||
           (a->v < frame->floor && b->v < frame->floor && p->v < frame->floor);
}

static bool worth_halving(const struct frame *frame, const struct point *a, const struct point *b)
{
    return (b->u - a->u) * frame->unit_x > NARROWEST_PIXELS;
}

// One level: probes every segment marked `split` at three places; where a probe is off the chord the
// segment is halved and both halves stay marked. Returns whether anything is still marked.
static bool refine(const struct frame *frame, struct points *from, struct points *to,
                   double **x_store, size_t *store_c)
{
    static const double probes[] = {0.5, 0.237, 0.779};
    enum { PROBES = sizeof probes / sizeof probes[0] };
    size_t marked = 0;
    for (size_t i = 0; i < from->n; i++)
        marked += from->items[i].split;
    size_t need = 2 * PROBES * marked;
    if (need > *store_c) {
        double *more = realloc(*x_store, need * sizeof *more);
        if (more == NULL)
            abort();
        *x_store = more;
        *store_c = need;
    }
    double *x = *x_store, *y = *x_store + PROBES * marked;
    size_t k = 0;
    for (size_t i = 0; i + 1 < from->n; i++) {
        if (!from->items[i].split)
            continue;
        double ua = from->items[i].u, ub = from->items[i + 1].u;
        for (int j = 0; j < PROBES; j++)
            x[k++] = scale_inverse(frame->request->x.scale, ua + probes[j] * (ub - ua));
    }
    evaluate(frame, x, k, y);

    to->n = 0;
    points_reserve(to, from->n + marked);
    bool any = false;
    k = 0;
    for (size_t i = 0; i < from->n; i++) {
        struct point a = from->items[i];
        if (!a.split) {
            to->items[to->n++] = a;
            continue;
        }
        const struct point *b = &from->items[i + 1];
        struct point middle = point_at(frame, x[k], y[k]);
        bool off = false;
        for (int j = 0; j < PROBES; j++, k++) {
            struct point p = j == 0 ? middle : point_at(frame, x[k], y[k]);
            off |= deviation(frame, &a, b, &p) > SAMPLE_TOLERANCE / 2 &&
                   !beyond_same_side(frame, &a, b, &p);
        }
        bool halve = off && middle.u > a.u && middle.u < b->u;
        middle.split = halve && worth_halving(frame, &middle, b);
        a.split = halve && worth_halving(frame, &a, &middle);
        any |= a.split || middle.split;
        to->items[to->n++] = a;
        if (halve)
            to->items[to->n++] = middle;
    }
    return any;
}

// The first points of a piece [a, b] without breaks inside, its ends with given values.
static void piece_begin(const struct frame *frame, struct point a, struct point b,
                        struct points *points)
{
    points->n = 0;
    double pixels = (b.u - a.u) * frame->unit_x;
    int n = (int)clamp(ceil(pixels / FIRST_SEGMENT_PIXELS), 1, 4096);
    a.keep = a.split = true;
    points_add(points, a);
    for (int i = 1; i < n; i++) {
        double u = a.u + (b.u - a.u) * i / n;
        double x = scale_inverse(frame->request->x.scale, u), y;
        evaluate(frame, &x, 1, &y);
        struct point p = point_at(frame, x, y);
        if (p.u <= points->items[points->n - 1].u || p.u >= b.u)
            continue; // doubles are too coarse here
        p.split = true;
        points_add(points, p);
    }
    b.keep = true;
    b.split = false;
    points_add(points, b);
}

// Whether all points strictly between `from` and `to` lie within the tolerance of their chord.
static bool chord_holds(const struct frame *frame, const struct points *points, size_t from,
                        size_t to)
{
    for (size_t i = from + 1; i < to; i++)
        if (points->items[i].keep || !(deviation(frame, &points->items[from], &points->items[to],
                                                 &points->items[i]) <= SAMPLE_TOLERANCE / 2))
            return false;
    return true;
}

// Drops points that the tolerance does not need: from each kept point, the longest chord that holds.
static void simplify(const struct frame *frame, struct points *points)
{
    size_t kept = 1;
    for (size_t i = 0; i + 1 < points->n;) {
        size_t next = i + 1;
        while (next + 1 < points->n && next - i < LOOKAHEAD_MAX &&
               chord_holds(frame, points, i, next + 1))
            next++;
        points->items[kept++] = points->items[next]; // kept <= next: originals ahead stay whole
        i = next;
    }
    points->n = points->n == 0 ? 0 : kept;
}

static void curve_add_vertex(struct curve *curve, const struct frame *frame, double x, double y,
                             double u, double v)
{
    if (curve->n == curve->c) {
        curve->c = curve->c == 0 ? 128 : curve->c * 2;
        struct curve_vertex *more = realloc(curve->vertices, curve->c * sizeof *more);
        if (more == NULL)
            abort();
        curve->vertices = more;
    }
    curve->vertices[curve->n++] = (struct curve_vertex){
        .x = x, .y = y, .u = u - frame->origin_u, .v = v - frame->origin_v};
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

// Adds the point where segment a-b crosses the height v.
static void add_crossing(struct curve *curve, const struct frame *frame, const struct point *a,
                         const struct point *b, double v)
{
    double t = (v - a->v) / (b->v - a->v);
    double u = a->u + t * (b->u - a->u);
    curve_add_vertex(curve, frame, scale_inverse(frame->request->x.scale, u),
                     scale_inverse(frame->request->y.scale, v), u, v);
}

static bool inside(const struct frame *frame, const struct point *p)
{
    return p->v >= frame->floor && p->v <= frame->ceiling;
}

// Adds segment a-b (a was added before if it is inside), cut at floor and ceiling.
static void add_segment(struct curve *curve, const struct frame *frame, const struct point *a,
                        const struct point *b)
{
    if (isnan(a->v) || isnan(b->v)) {
        curve_begin_run(curve);
        if (inside(frame, b))
            curve_add_vertex(curve, frame, b->x, b->y, b->u, b->v);
        return;
    }
    if (!inside(frame, a)) {
        bool crosses = (a->v < frame->floor && b->v >= frame->floor) ||
                       (a->v > frame->ceiling && b->v <= frame->ceiling);
        if (!crosses)
            return;
        curve_begin_run(curve);
        add_crossing(curve, frame, a, b, a->v < frame->floor ? frame->floor : frame->ceiling);
    }
    if (inside(frame, b))
        curve_add_vertex(curve, frame, b->x, b->y, b->u, b->v);
    else
        add_crossing(curve, frame, a, b, b->v < frame->floor ? frame->floor : frame->ceiling);
}

// Appends a piece; `joined` says that its first point is the last one of the piece before.
static void curve_add_piece(struct curve *curve, const struct frame *frame,
                            const struct points *points, bool joined)
{
    const struct point *first = &points->items[0];
    if (!joined) {
        curve_begin_run(curve);
        if (inside(frame, first))
            curve_add_vertex(curve, frame, first->x, first->y, first->u, first->v);
    }
    for (size_t i = 0; i + 1 < points->n; i++)
        add_segment(curve, frame, &points->items[i], &points->items[i + 1]);
}

struct knot {
    double x;
    bool is_break;
    double left, right, at; // only for a break
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

// Dots at a jump: hollow at each limit that is not the value, filled at the value.
static void add_dots(struct curve *curve, const struct frame *frame, const struct knot *knot)
{
    if (!knot->is_break || knot->left == knot->right)
        return;
    if (knot->left != knot->at)
        curve_add_dot(curve, frame, knot->x, knot->left, false);
    if (knot->right != knot->at)
        curve_add_dot(curve, frame, knot->x, knot->right, false);
    curve_add_dot(curve, frame, knot->x, knot->at, true);
}

static double knot_value(const struct frame *frame, const struct knot *knot, bool from_right)
{
    if (knot->is_break)
        return from_right ? knot->right : knot->left;
    double y;
    evaluate(frame, &knot->x, 1, &y);
    return y;
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

// Samples one piece between neighbouring knots and appends it.
static void sample_piece(struct curve *curve, const struct frame *frame, struct point a,
                         struct point b, bool joined, struct points store[2], double **x_store,
                         size_t *store_c)
{
    piece_begin(frame, a, b, &store[0]);
    int now = 0;
    bool more = true;
    for (int level = 0; more && level < LEVELS_MAX; level++, now ^= 1)
        more = refine(frame, &store[now], &store[now ^ 1], x_store, store_c);
    simplify(frame, &store[now]);
    curve_add_piece(curve, frame, &store[now], joined);
}

void curve_sample(struct curve *curve, const struct sample_request *request)
{
    struct frame frame = frame_of(request);
    curve_reset(curve, &frame);
    stretch(&frame, &curve->low, &curve->high);
    struct knot knots[KNOTS_MAX];
    int n = knots_find(&frame, curve->low, curve->high, knots);

    struct points store[2] = {{0}, {0}};
    double *x_store = NULL;
    size_t store_c = 0;
    bool joined = false;
    for (int i = 0; i + 1 < n; i++) {
        double left = knot_value(&frame, &knots[i], true);
        double right = knot_value(&frame, &knots[i + 1], false);
        struct point a = point_at(&frame, knots[i].x, left);
        struct point b = point_at(&frame, knots[i + 1].x, right);
        sample_piece(curve, &frame, a, b, joined, store, &x_store, &store_c);
        joined = !knots[i + 1].is_break || knots[i + 1].left == knots[i + 1].right;
    }
    for (int i = 0; i < n; i++)
        add_dots(curve, &frame, &knots[i]);
    if (curve->run_n > 0 && curve->runs[curve->run_n - 1] == curve->n)
        curve->run_n--;
    curve->anchor = anchor_of(curve);
    curve->nothing_positive = request->y.scale == SCALE_LOG && curve->n == 0;
    curve->revision++;
    free(store[0].items);
    free(store[1].items);
    free(x_store);
}

bool curve_covers(const struct curve *curve, const struct sample_request *request)
{
    struct frame frame = frame_of(request);
    double zoom_x = frame.unit_x / curve->unit_x, zoom_y = frame.unit_y / curve->unit_y;
    double vl = scale_forward(request->y.scale, request->y.low);
    double vh = scale_forward(request->y.scale, request->y.high);
    return zoom_x > 0.5 && zoom_x < 1.6 && zoom_y > 0.5 && zoom_y < 1.6 &&
           request->x.low >= curve->low && request->x.high <= curve->high &&
           vl >= curve->floor && vh <= curve->ceiling;
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
