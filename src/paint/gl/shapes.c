// Plans rectangles, discs, polygons and text: triangles in the stream of shapes.
#include "paint/gl/plan.h"

#include "base/memory.h"

enum { DISC_STROKES = 8 }; // discs in a frame that may be strokes: see may_be_stroke

// How far the soft edge reaches out at a pointed corner of a polygon, as a multiple of how far it
// reaches out at the sides.
static const double miter_max = 4;

// What the vertices of one shape have in common. With STEP_GLYPHS their local coordinates are
// texels of the atlas or the mask, and `shape` is not used. With STEP_SHAPES they are pixels from
// the middle of a box, and `shape` is as in struct shape_vertex.
struct shape_ink {
    enum step_kind kind;
    double shape[4];
    struct color color;
};

// A rectangle of the picture in pixels, and the local coordinates at its corners.
struct quad {
    double x0, y0, x1, y1;
    double u0, v0, u1, v1;
};

static uint32_t add_shape_vertex(struct paint_gl *paint, const struct shape_ink *ink, double x,
                                 double y, double u, double v)
{
    paint->shapes =
        memory_grow(paint->shapes, &paint->shape_c, paint->shape_n + 1, sizeof *paint->shapes);
    paint->shapes[paint->shape_n] = (struct shape_vertex){
        .x = (float)x,
        .y = (float)y,
        .u = (float)u,
        .v = (float)v,
        .shape = {(float)ink->shape[0], (float)ink->shape[1], (float)ink->shape[2],
                  (float)ink->shape[3]},
        .color = ink->color,
    };
    return (uint32_t)paint->shape_n++;
}

static void add_triangle(struct paint_gl *paint, enum step_kind kind, uint32_t a, uint32_t b,
                         uint32_t c)
{
    struct index_list *list = &paint->indices[kind];
    list->items = memory_grow(list->items, &list->c, list->n + 3, sizeof *list->items);
    uint32_t *index = list->items + list->n;
    index[0] = a;
    index[1] = b;
    index[2] = c;
    list->n += 3;
}

// Plans a step for the indices of that kind from `first` on. `box` is about all their pixels.
static void add_shape_step(struct paint_gl *paint, enum step_kind kind, size_t first,
                           const struct pixel_box *box, bool scissored)
{
    struct step step = {
        .kind = kind,
        .scissored = scissored,
        .clip = paint->clip,
        .array = paint->shape_mesh.array,
        .first = first,
        .count = paint->indices[kind].n - first,
        .box = *box,
    };
    plan_add_step(paint, &step);
}

// Cuts the interval from *a to *b to [low, high], and with it the local coordinate that runs from
// *ua to *ub along it. False if nothing is left.
static bool trim(double *a, double *b, double *ua, double *ub, double low, double high)
{
    double slope = (*ub - *ua) / (*b - *a);
    if (!(*b > *a) || *a >= high || *b <= low)
        return false;
    if (*a < low) {
        *ua += (low - *a) * slope;
        *a = low;
    }
    if (*b > high) {
        *ub -= (*b - high) * slope;
        *b = high;
    }
    return *b > *a;
}

// Adds the vertices and both triangles of a quad.
static void add_corners(struct paint_gl *paint, const struct quad *q, const struct shape_ink *ink)
{
    uint32_t a = add_shape_vertex(paint, ink, q->x0, q->y0, q->u0, q->v0);
    uint32_t b = add_shape_vertex(paint, ink, q->x0, q->y1, q->u0, q->v1);
    uint32_t c = add_shape_vertex(paint, ink, q->x1, q->y0, q->u1, q->v0);
    uint32_t d = add_shape_vertex(paint, ink, q->x1, q->y1, q->u1, q->v1);
    add_triangle(paint, ink->kind, a, b, c);
    add_triangle(paint, ink->kind, c, b, d);
}

// Plans a quad, cut at the clip; nothing where a coordinate is not finite.
static void add_quad(struct paint_gl *paint, struct quad q, const struct shape_ink *ink)
{
    const struct area *clip = &paint->clip;
    if (!isfinite(q.x0) || !isfinite(q.x1) || !isfinite(q.y0) || !isfinite(q.y1) ||
        !trim(&q.x0, &q.x1, &q.u0, &q.u1, clip->x0, clip->x1) ||
        !trim(&q.y0, &q.y1, &q.v0, &q.v1, clip->y0, clip->y1))
        return;
    size_t first = paint->indices[ink->kind].n;
    const struct pixel_box box = {q.x0, q.y0, q.x1, q.y1};
    add_corners(paint, &q, ink);
    add_shape_step(paint, ink->kind, first, &box, false);
}

// Plans a box about the point (x, y) that reaches `half_w` and `half_h` to each side, plus its soft
// edge.
static void add_centred(struct paint_gl *paint, double x, double y, double half_w, double half_h,
                        const struct shape_ink *ink)
{
    double w = half_w + fringe, h = half_h + fringe;
    struct quad quad = {x - w, y - h, x + w, y + h, -w, -h, w, h};
    add_quad(paint, quad, ink);
}

// Plans a ring that is `depth` wide; a disc, where that is at least the diameter.
static void add_disc(struct paint_gl *paint, double x, double y, double radius, double depth,
                     struct color color)
{
    const struct shape_ink ink = {
        .kind = STEP_SHAPES, .shape = {radius, radius, radius, depth / 2}, .color = color};
    add_centred(paint, x, y, radius, radius, &ink);
}

// Whether to draw the next disc as a stroke without length. The program of shapes takes some
// milliseconds to compile: a first frame that needs it for a few discs only is sooner without it.
static bool may_be_stroke(struct paint_gl *paint)
{
    const struct programs *programs = &paint->programs;
    return programs->lazy && programs->shape.id == 0 && paint->disc_n++ < DISC_STROKES;
}

// A ring is painted over a disc of its hole's colour. The disc reaches to the middle of the ring,
// so that no background shows between them.
void shapes_add_marker(struct paint_gl *paint, const struct draw_item *item)
{
    double radius = item->size / 2;
    if (!(radius > 0))
        return;
    if (item->ring > 0 && item->ring < radius) {
        double hole = radius - item->ring / 2;
        add_disc(paint, item->x, item->y, hole, 2 * item->size, item->fill);
        add_disc(paint, item->x, item->y, radius, item->ring, item->color);
    } else if (may_be_stroke(paint)) {
        strokes_add_disc(paint, item->x, item->y, radius, item->color);
    } else {
        add_disc(paint, item->x, item->y, radius, 2 * item->size, item->color);
    }
}

static bool is_whole(double x)
{
    return x == floor(x);
}

// A rectangle with all edges between pixels covers each pixel wholly or not at all: it is drawn as
// if it were text, from the atlas' solid texel, and shares steps with text. Others need the soft
// edges of a box.
void shapes_add_rect(struct paint_gl *paint, const struct draw_item *item)
{
    const struct rect *r = &item->rect;
    if (!is_whole(r->x) || !is_whole(r->y) || !is_whole(r->x + r->w) || !is_whole(r->y + r->h)) {
        shapes_add_round_rect(paint, item);
        return;
    }
    struct shape_ink ink = {.kind = STEP_GLYPHS, .color = item->color};
    const double u = gl_atlas_solid();
    struct quad quad = {r->x, r->y, r->x + r->w, r->y + r->h, u, u, u, u};
    add_quad(paint, quad, &ink);
}

void shapes_add_round_rect(struct paint_gl *paint, const struct draw_item *item)
{
    const struct rect *r = &item->rect;
    double radius = fmin(item->radius, fmin(r->w, r->h) / 2);
    const struct shape_ink ink = {.kind = STEP_SHAPES,
                                  .shape = {r->w / 2, r->h / 2, radius, fmin(r->w, r->h)},
                                  .color = item->color};
    add_centred(paint, r->x + r->w / 2, r->y + r->h / 2, r->w / 2, r->h / 2, &ink);
}

// --- polygons ---

// Copies points into scratch memory, leaving out those that repeat their predecessor.
static size_t copy_polygon(struct paint_gl *paint, const double *xy, size_t n)
{
    paint->points = memory_grow(paint->points, &paint->point_c, 2 * n, sizeof *paint->points);
    double *to = paint->points;
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        double x = plan_bounded(xy[2 * i]), y = plan_bounded(xy[2 * i + 1]);
        if (kept == 0 || hypot(x - to[2 * kept - 2], y - to[2 * kept - 1]) > 1e-6) {
            to[2 * kept] = x;
            to[2 * kept + 1] = y;
            kept++;
        }
    }
    while (kept > 1 && hypot(to[0] - to[2 * kept - 2], to[1] - to[2 * kept - 1]) <= 1e-6)
        kept--;
    return kept;
}

// The signed area: positive where the corners go clockwise in the picture (y down).
static double polygon_area(const double *xy, size_t n)
{
    double area = 0;
    for (size_t i = 0; i < n; i++) {
        const double *a = xy + 2 * i, *b = xy + 2 * ((i + 1) % n);
        area += (a[0] * b[1] - a[1] * b[0]) / 2;
    }
    return area;
}

// The unit vector across the edge from a to b that points out of the polygon. `side` is the sign of
// the polygon's area.
static void edge_normal(const double *a, const double *b, double side, double out[2])
{
    double length = hypot(b[0] - a[0], b[1] - a[1]);
    out[0] = side * (b[1] - a[1]) / length;
    out[1] = side * (a[0] - b[0]) / length;
}

// The vector from corner i, outwards, to the point that is one pixel from the lines of both its
// edges; no longer than miter_max.
static void corner_way_out(const double *xy, size_t n, size_t i, double side, double out[2])
{
    double before[2], after[2];
    const double *corner = xy + 2 * i;
    edge_normal(xy + 2 * ((i + n - 1) % n), corner, side, before);
    edge_normal(corner, xy + 2 * ((i + 1) % n), side, after);
    double scale = 1 + before[0] * after[0] + before[1] * after[1];
    scale = fmax(scale, 2 / (miter_max * miter_max));
    out[0] = (before[0] + after[0]) / scale;
    out[1] = (before[1] + after[1]) / scale;
}

// The thickness of a convex polygon: for each edge how far the furthest corner is away from it, and
// of these the least.
static double polygon_thickness(const double *xy, size_t n, double side)
{
    double least = INFINITY;
    for (size_t i = 0; i < n; i++) {
        const double *a = xy + 2 * i;
        double out[2], most = 0;
        edge_normal(a, xy + 2 * ((i + 1) % n), side, out);
        for (size_t k = 0; k < n; k++)
            most = fmax(most, (a[0] - xy[2 * k]) * out[0] + (a[1] - xy[2 * k + 1]) * out[1]);
        least = fmin(least, most);
    }
    return least;
}

// Adds a convex polygon: its inside is fully covered, and over one pixel about its edges coverage
// falls to 0. The shader draws it as the edge of an endless box: `u` is 0 where pixels are fully
// covered, 1 where they are not covered. A polygon thinner than a pixel has no inside: its middle
// is covered only as much as makes the covered area that of the polygon.
static void add_polygon(struct paint_gl *paint, const double *xy, size_t n, struct color color)
{
    const struct shape_ink ink = {
        .kind = STEP_SHAPES, .shape = {fringe, coordinate_max, 0, 1}, .color = color};
    double side = polygon_area(xy, n) > 0 ? 1 : -1;
    double thick = fmin(polygon_thickness(xy, n, side), 1), inset = thick / 2;
    float middle = (float)(1 - 2 * thick / (1 + thick));
    uint32_t base = (uint32_t)paint->shape_n;
    for (size_t i = 0; i < n; i++) {
        double out[2], x = xy[2 * i], y = xy[2 * i + 1];
        corner_way_out(xy, n, i, side, out);
        add_shape_vertex(paint, &ink, x - inset * out[0], y - inset * out[1], middle, 0);
        add_shape_vertex(paint, &ink, x + fringe * out[0], y + fringe * out[1], 1, 0);
    }
    for (size_t i = 0; i < n; i++) {
        uint32_t inner = base + 2 * (uint32_t)i;
        uint32_t next = base + 2 * (uint32_t)((i + 1) % n);
        if (i >= 2)
            add_triangle(paint, ink.kind, base, inner - 2, inner);
        add_triangle(paint, ink.kind, inner, inner + 1, next);
        add_triangle(paint, ink.kind, next, inner + 1, next + 1);
    }
}

void shapes_add_fill(struct paint_gl *paint, const struct draw_list *list,
                     const struct draw_item *item)
{
    const double *xy = draw_item_points(list, item);
    size_t n = copy_polygon(paint, xy, item->point_n);
    struct pixel_box box = plan_box_about(paint->points, n, miter_max * fringe);
    if (n < 3 || plan_outside_clip(paint, &box))
        return;
    size_t first = paint->indices[STEP_SHAPES].n;
    add_polygon(paint, paint->points, n, item->color);
    add_shape_step(paint, STEP_SHAPES, first, &box, !plan_inside_clip(paint, &box));
}

// The mask's rows are counted from below, as those of any framebuffer.
void shapes_add_mask(struct paint_gl *paint, const struct area *area, struct color color)
{
    const struct shape_ink ink = {.kind = STEP_GLYPHS, .color = color};
    const double h = paint->whole.y1;
    const struct quad q = {area->x0, area->y0,     area->x1, area->y1,
                           area->x0, h - area->y0, area->x1, h - area->y1};
    struct step step = {
        .kind = STEP_GLYPHS,
        .masked = true,
        .array = paint->shape_mesh.array,
        .first = paint->indices[STEP_GLYPHS].n,
        .box = {area->x0, area->y0, area->x1, area->y1},
    };
    add_corners(paint, &q, &ink);
    step.count = paint->indices[STEP_GLYPHS].n - step.first;
    plan_add_step(paint, &step);
}

// --- text ---

// Finds a string in the atlas. If that is full, what was planned so far is drawn first, while its
// strings are still in the texture.
static bool find_glyphs(struct paint_gl *paint, const char *string, const struct draw_item *item,
                        struct gl_glyphs *out)
{
    if (gl_atlas_find(paint->atlas, string, item->size, item->weight, out))
        return true;
    plan_flush(paint);
    gl_atlas_restart(paint->atlas);
    return gl_atlas_find(paint->atlas, string, item->size, item->weight, out);
}

static double text_left(const struct paint_gl *paint, const char *string,
                        const struct draw_item *item)
{
    if (item->align == TEXT_LEFT)
        return item->x;
    struct text_metrics metrics = font_metrics(paint->font);
    double width = metrics.width(metrics.user, string, item->size, item->weight);
    return item->align == TEXT_CENTER ? item->x - width / 2 : item->x - width;
}

void shapes_add_text(struct paint_gl *paint, const struct draw_list *list,
                     const struct draw_item *item)
{
    const char *string = draw_item_text(list, item);
    struct gl_glyphs glyphs;
    if (!find_glyphs(paint, string, item, &glyphs) || glyphs.w == 0)
        return;
    double x = plan_rounded(text_left(paint, string, item)) + glyphs.left;
    double y = plan_rounded(item->y) + glyphs.top;
    double u = glyphs.u, v = glyphs.v, w = glyphs.w, h = glyphs.h;
    struct shape_ink ink = {.kind = STEP_GLYPHS, .color = item->color};
    struct quad quad = {x, y, x + w, y + h, u, v, u + w, v + h};
    add_quad(paint, quad, &ink);
}
