#include "paint/cut.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"

double cut_within(double value, double low, double high)
{
    return value < low ? low : value > high ? high : value;
}

bool cut_is_near(double x, double y)
{
    return fabs(x) < CUT_FAR && fabs(y) < CUT_FAR; // false for NaN
}

struct pixel_box cut_grown(struct pixel_box box, double by)
{
    return (struct pixel_box){box.x0 - by, box.y0 - by, box.x1 + by, box.y1 + by};
}

// --- Rectangles and polygons ---

bool cut_rect(const struct rect *r, struct pixel_box *out)
{
    if (!(r->w > 0 && r->h > 0) || !isfinite(r->x + r->w) || !isfinite(r->y + r->h))
        return false;
    *out = (struct pixel_box){
        cut_within(r->x, -CUT_FAR, CUT_FAR), cut_within(r->y, -CUT_FAR, CUT_FAR),
        cut_within(r->x + r->w, -CUT_FAR, CUT_FAR), cut_within(r->y + r->h, -CUT_FAR, CUT_FAR)};
    return true;
}

bool cut_is_ground(const struct draw_list *list, const struct draw_item *item)
{
    struct color a = item->color, b = list->background;
    return item->kind == DRAW_RECT && a.r == b.r && a.g == b.g && a.b == b.b;
}

static double nearest_pixel(double edge, double high)
{
    return cut_within(floor(edge + 0.5), 0, high);
}

struct pixel_box cut_clip(const struct rect *r, double width, double height, bool *ends)
{
    bool whole = !(r->w < 0 || r->w > 0);
    if (ends != NULL)
        *ends = whole;
    if (whole)
        return (struct pixel_box){0, 0, width, height};
    return (struct pixel_box){nearest_pixel(r->x, width), nearest_pixel(r->y, height),
                              nearest_pixel(r->x + fmax(r->w, 0), width),
                              nearest_pixel(r->y + fmax(r->h, 0), height)};
}

// How many pixels a point lies inside one of the four edges of a box; negative outside.
static double inside(const struct pixel_box *box, int edge, struct point p)
{
    switch (edge) {
    case 0:
        return p.x - box->x0;
    case 1:
        return box->x1 - p.x;
    case 2:
        return p.y - box->y0;
    default:
        return box->y1 - p.y;
    }
}

static struct point between(struct point a, struct point b, double t)
{
    return (struct point){a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)};
}

// Moves a point that was computed to lie in the box, but for rounding errors, into it. They are
// large where the point was computed from others far outside.
static struct point held(const struct pixel_box *box, struct point p)
{
    return (struct point){cut_within(p.x, box->x0, box->x1), cut_within(p.y, box->y0, box->y1)};
}

// The point where the segment from a to b meets an edge from which its ends are da and db away. It
// is computed from the end that is nearer to the edge, which makes the rounding error smaller.
static struct point crossing(struct point a, double da, struct point b, double db)
{
    return fabs(da) < fabs(db) ? between(a, b, da / (da - db)) : between(b, a, db / (db - da));
}

// Writes the part of a polygon that lies inside one edge of a box to `out`, by the algorithm of
// Sutherland and Hodgman, and returns its number of points: at most n + 1 for a convex polygon, 3/2
// n for any.
static size_t cut_polygon(const struct pixel_box *box, int edge, const struct point *in, size_t n,
                          struct point *out)
{
    size_t m = 0;
    for (size_t i = 0; i < n; i++) {
        struct point a = in[i], b = in[(i + 1) % n];
        double da = inside(box, edge, a), db = inside(box, edge, b);
        if (da >= 0)
            out[m++] = a;
        if ((da >= 0) != (db >= 0))
            out[m++] = crossing(a, da, b, db);
    }
    return m;
}

// Cuts a polygon to a box. `points` and `other` must both have room for what four calls of
// cut_polygon make of n points; returns the one of them that has the result.
static struct point *cut_edges(const struct pixel_box *box, struct point *points,
                               struct point *other, size_t *n)
{
    for (int edge = 0; edge < 4; edge++) {
        *n = cut_polygon(box, edge, points, *n, other);
        struct point *swap = points;
        points = other;
        other = swap;
    }
    return points;
}

struct point *cut_fill(const struct draw_list *list, const struct draw_item *item,
                       struct pixel_box box, size_t *n)
{
    const double *xy = draw_item_points(list, item);
    size_t most = 6 * item->point_n + 1; // 3/2 for each of four edges: (3/2)^4 < 6
    struct point *points = memory_must(malloc(2 * most * sizeof *points));
    *n = item->point_n;
    for (size_t i = 0; i < *n; i++) {
        points[i] = (struct point){xy[2 * i], xy[2 * i + 1]};
        if (!isfinite(points[i].x) || !isfinite(points[i].y))
            *n = 0;
    }
    const struct point *cut = cut_edges(&box, points, points + most, n);
    for (size_t i = 0; i < *n; i++)
        points[i] = held(&box, cut[i]);
    return points;
}

// --- Polylines ---

// A polyline that is drawn point by point; what lies outside `box` is left out. That cuts it into
// pieces, and each piece of a dashed line is stroked with the dash pattern that belongs to where it
// begins along the line, so that dashes lie as if nothing were left out.
struct polyline {
    const struct pen *pen;
    double period;        // length of the dash pattern in pixels; 0: solid
    struct pixel_box box; // a segment outside it touches no pixel that can be seen
    bool has_last;        // false before the first point of a run, and after one that is not finite
    bool in_piece;        // `last` is in the box and belongs to the piece that is being drawn
    struct point last;    // the latest point
    size_t n;             // points since the run began
    double along;         // arc length at `last`, pixels
    double piece_along;   // arc length where the piece began
};

// The length after which a dash pattern repeats itself; 0 for a pattern that cannot be drawn.
double cut_dash_period(const struct stroke *stroke)
{
    double sum = 0;
    for (int i = 0; i < stroke->dash_n; i++) {
        if (!(stroke->dash[i] >= 0))
            return 0;
        sum += stroke->dash[i];
    }
    bool odd = stroke->dash_n % 2 != 0; // on and off are exchanged in every second turn
    return isfinite(sum) ? sum * (odd ? 2 : 1) : 0;
}

static struct polyline begin_polyline(const struct pen *pen, const struct stroke *stroke,
                                      struct pixel_box clip, double along)
{
    return (struct polyline){
        .pen = pen,
        .period = cut_dash_period(stroke),
        .box = cut_grown(clip, stroke->width + 8),
        .along = along,
    };
}

static void end_piece(struct polyline *line)
{
    if (line->in_piece && line->period > 0) {
        double offset = fmod(line->piece_along, line->period);
        line->pen->dash(line->pen->user, offset < 0 ? offset + line->period : offset);
    }
    line->in_piece = false;
}

// The part of a segment that is inside the box, from *t0 to *t1, where 0 is a and 1 is b, by the
// algorithm of Liang and Barsky. False if there is none.
static bool clip_segment(const struct pixel_box *box, struct point a, struct point b, double *t0,
                         double *t1)
{
    *t0 = 0;
    *t1 = 1;
    for (int edge = 0; edge < 4; edge++) {
        double da = inside(box, edge, a), db = inside(box, edge, b);
        if (da < 0 && db < 0)
            return false;
        if (da < 0)
            *t0 = fmax(*t0, da / (da - db));
        else if (db < 0)
            *t1 = fmin(*t1, da / (da - db));
    }
    return *t0 <= *t1;
}

// Draws from the last point to the next one, as far as the box reaches.
static void draw_segment(struct polyline *line, struct point to, double length)
{
    double t0, t1;
    if (!clip_segment(&line->box, line->last, to, &t0, &t1)) {
        end_piece(line);
        return;
    }
    if (!line->in_piece || t0 > 0) {
        end_piece(line);
        struct point from = held(&line->box, between(line->last, to, t0));
        line->pen->move(line->pen->user, from);
        line->piece_along = line->along + t0 * length;
        line->in_piece = true;
    }
    struct point end = held(&line->box, t1 < 1 ? between(line->last, to, t1) : to);
    line->pen->line(line->pen->user, end);
    if (t1 < 1)
        end_piece(line);
}

// Goes on to a point. One that is not finite interrupts the line.
static void polyline_to(struct polyline *line, struct point to)
{
    double length = line->has_last ? hypot(to.x - line->last.x, to.y - line->last.y) : 0;
    if (!isfinite(to.x) || !isfinite(to.y) || !isfinite(length)) {
        end_piece(line);
        line->has_last = false;
        return;
    }
    if (line->has_last) {
        draw_segment(line, to, length);
        line->along += length;
    }
    line->has_last = true;
    line->last = to;
    line->n++;
}

// A run of a single point becomes a dot, if the line is solid.
static void end_run(struct polyline *line)
{
    if (line->n == 1 && line->has_last)
        draw_segment(line, line->last, 0);
    end_piece(line);
    line->has_last = false;
    line->n = 0;
}

bool cut_can_be_seen(const struct stroke *stroke)
{
    return stroke->width > 0 && stroke->width < CUT_FAR;
}

static struct point curve_point(const struct draw_item *item, size_t i)
{
    const struct curve_vertex *vertex = &item->curve->vertices[i];
    return (struct point){item->shift_x + vertex->u * item->unit_x,
                          item->shift_y + vertex->v * item->unit_y};
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

// The arc length in pixels from the first vertex to the anchor (plot/curve.h); gaps between runs do
// not count.
static double length_to_anchor(const struct draw_item *item)
{
    const struct curve *curve = item->curve;
    double length = 0;
    for (size_t run = 0; run < curve->run_n && curve->runs[run] < curve->anchor; run++) {
        size_t last = least(curve_run_end(curve, run), curve->anchor + 1);
        for (size_t i = curve->runs[run] + 1; i < last; i++) {
            struct point a = curve_point(item, i - 1), b = curve_point(item, i);
            double step = hypot(b.x - a.x, b.y - a.y);
            length += isfinite(step) ? step : 0;
        }
    }
    return length;
}

static void cut_curve(const struct draw_item *item, struct pixel_box clip, const struct pen *pen)
{
    const struct curve *curve = item->curve;
    double start = curve_anchor_along(curve, item->unit_x, item->unit_y) - length_to_anchor(item);
    struct polyline line = begin_polyline(pen, &item->stroke, clip, start);
    for (size_t run = 0; run < curve->run_n; run++) {
        size_t end = curve_run_end(curve, run);
        for (size_t i = curve->runs[run]; i < end; i++)
            polyline_to(&line, curve_point(item, i));
        end_run(&line);
    }
}

void cut_line(const struct draw_list *list, const struct draw_item *item, struct pixel_box clip,
              const struct pen *pen)
{
    if (item->kind == DRAW_CURVE) {
        cut_curve(item, clip, pen);
        return;
    }
    const double *xy = draw_item_points(list, item);
    struct polyline line = begin_polyline(pen, &item->stroke, clip, 0);
    for (size_t i = 0; i < item->point_n; i++)
        polyline_to(&line, (struct point){xy[2 * i], xy[2 * i + 1]});
    end_run(&line);
}
