// The pen: decides which of the points that it is led along become vertices.
#include "base/memory.h"
#include "plot/sample/part.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

#define NOISES 4 // the noise of points around one is no more than so many times its own

// --- vertices: cutting chords off at floor and ceiling, and adding them to the curve

static void curve_add_vertex(struct curve *curve, const struct frame *frame, const struct point *p,
                             double bound)
{
    curve->vertices =
        memory_grow(curve->vertices, &curve->c, curve->n + 1, sizeof *curve->vertices);
    struct curve_vertex vertex = {.x = p->x,
                                  .y = p->y,
                                  .u = p->u - frame->origin_u,
                                  .v = p->v - frame->origin_v,
                                  .bound = (float)bound};
    bool first = curve->runs[curve->run_n - 1] == curve->n;
    if (!first && curve->vertices[curve->n - 1].x == vertex.x &&
        curve->vertices[curve->n - 1].v == vertex.v)
        return; // the chord was cut exactly at a point
    curve->vertices[curve->n++] = vertex;
}

static void curve_begin_run(struct curve *curve)
{
    if (curve->run_n > 0 && curve->runs[curve->run_n - 1] == curve->n)
        return; // the last run is still empty
    curve->runs = memory_grow(curve->runs, &curve->run_c, curve->run_n + 1, sizeof *curve->runs);
    curve->runs[curve->run_n++] = curve->n;
}

// Adds the point where segment a-b crosses the limit, floor or ceiling, that `outside` lies beyond.
static void add_crossing(struct curve *curve, const struct frame *frame, const struct point *a,
                         const struct point *b, const struct point *outside, double bound)
{
    double v = outside->v < frame->floor ? frame->floor : frame->ceiling;
    double u = a->u + (v - a->v) / (b->v - a->v) * (b->u - a->u);
    double x = scale_inverse(frame->request->x.scale, u);
    const struct point crossing = {
        .x = clamp(x, a->x, b->x), // scale_inverse rounds
        .y = clamp(scale_inverse(frame->request->y.scale, v), -DBL_MAX, DBL_MAX),
        .u = clamp(u, a->u, b->u),
        .v = v,
    };
    curve_add_vertex(curve, frame, &crossing, bound);
}

static bool inside(const struct frame *frame, const struct point *p)
{
    return p->v >= frame->floor && p->v <= frame->ceiling;
}

// Begins a run at p, which is a vertex only if it lies between floor and ceiling.
static void add_start(struct curve *curve, const struct frame *frame, const struct point *p)
{
    curve_begin_run(curve);
    if (inside(frame, p))
        curve_add_vertex(curve, frame, p, 0);
}

// Adds segment a-b, cut off at floor and ceiling. If `a` lies between them, it is a vertex already.
static void add_segment(struct curve *curve, const struct frame *frame, const struct point *a,
                        const struct point *b, double bound)
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
        add_crossing(curve, frame, a, b, a, bound);
    }
    if (inside(frame, b))
        curve_add_vertex(curve, frame, b, bound);
    else
        add_crossing(curve, frame, a, b, b, bound);
}

// --- the pen: the longest chord from each vertex that passes near all points it leaves out

static void cone_open(struct cone *cone)
{
    *cone = (struct cone){.open = true};
}

// Excludes the directions of chords that pass further than `limit` pixels from the point at `to`.
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

// Whether the chord to `to` passes near all points since the vertex, and none of them is higher or
// lower than both its ends by more than `limit` pixels.
static bool cone_holds(const struct cone *cone, struct vector to, double limit)
{
    double bottom = to.y < 0 ? to.y : 0, top = to.y > 0 ? to.y : 0;
    return (cone->open || (cross(cone->right, to) >= 0 && cross(to, cone->left) >= 0)) &&
           cone->bottom >= bottom - limit && cone->top <= top + limit;
}

// The bound of the chord that ends at the last point has four parts: the bounds of the chords
// between points, the distance of the points left out, the rounding of coordinates, and the errors
// that are too small to be measured.
void pen_keep(struct pen *pen)
{
    if (!pen->pending)
        return;
    double bound = pen->bound + pen->left_out + pen->frame->grain + UNMEASURED_PIXELS;
    add_segment(pen->curve, pen->frame, &pen->vertex, &pen->last, bound);
    pen->vertex = pen->last;
    pen->pending = false;
    pen->bound = pen->left_out = 0;
    cone_open(&pen->cone);
}

void pen_start(struct pen *pen, const struct point *p)
{
    add_start(pen->curve, pen->frame, p);
    pen->vertex = pen->last = *p;
    pen->pending = false;
    pen->positive |= p->y > 0;
    pen->bound = pen->left_out = 0;
    cone_open(&pen->cone);
}

// Where a point lies: below the view, in it, above it, or nowhere.
enum region { BELOW, SEEN, ABOVE, GAP };

static enum region region_of(const struct frame *frame, const struct point *p)
{
    if (isnan(p->v))
        return GAP;
    return p->v < frame->low ? BELOW : p->v > frame->high ? ABOVE : SEEN;
}

// Points where the curve leaves or enters the view, and those at a gap, are kept as vertices: so
// what lies outside of the view has no influence on the vertices inside. Where values are noisy,
// the limit is widened, so that the noise is not followed.
static void pen_pass(struct pen *pen, const struct point *p, double bound)
{
    enum region from = region_of(pen->frame, &pen->last), to = region_of(pen->frame, p);
    bool gap_edge = from != to && (from == GAP || to == GAP);
    if (gap_edge || (from != to && from != SEEN))
        pen_keep(pen);
    struct vector way = pixels_between(pen->frame, &pen->vertex, p);
    double noise = fmin(NOISES * p->noise, pen->frame->request->height);
    double limit = PEN_PIXELS + pen->frame->grain + noise;
    if (to != GAP && pen->pending && !cone_holds(&pen->cone, way, limit)) {
        pen_keep(pen);
        way = pixels_between(pen->frame, &pen->vertex, p);
    }
    if (pen->pending)
        pen->left_out = PEN_PIXELS;
    pen->bound = fmax(pen->bound, bound + fmax(p->error, pen->last.error));
    pen->last = *p;
    pen->pending = true;
    pen->positive |= p->y > 0;
    if (gap_edge || (from != to && to != SEEN))
        pen_keep(pen);
    else if (to != GAP)
        cone_narrow(&pen->cone, way, limit);
}

// On a log axis, a curve that falls to 0 or rises from 0 is drawn to the foot of the axis.
void pen_to(struct pen *pen, const struct point *p, double bound)
{
    bool was_gap = isnan(pen->last.v), is_gap = isnan(p->v);
    if (was_gap != is_gap && is_sunk(was_gap ? &pen->last : p)) {
        struct point foot = foot_at(pen->frame, was_gap ? &pen->last : p);
        pen_pass(pen, &foot, bound);
    }
    pen_pass(pen, p, bound);
}
