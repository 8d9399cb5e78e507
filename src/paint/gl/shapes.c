// Shapes and text: triangles of one stream for one program.
#include "paint/gl/plan.h"

#include "base/memory.h"

enum { DISC_STROKES = 8 };

static const double miter_max = 4; // in half pixels: how far a polygon's fringe may point

// What a quad's four vertices have in common. STEP_GLYPHS: local coordinates are texels of the
// atlas. STEP_SHAPES: a box about the origin of the local coordinates.
struct shape_ink {
    enum step_kind kind;
    double shape[4];
    struct color color;
};

// A rectangle of the picture and the local coordinates at its corners.
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

// Plans what was added to the list of indices of its kind from `first` on.
static void add_shape_step(struct paint_gl *paint, enum step_kind kind, size_t first,
                           const struct box *box, bool scissored)
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

// Cuts [*a, *b], along which a local coordinate runs from *ua to *ub, to [low, high].
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

static void add_corners(struct paint_gl *paint, const struct quad *q, const struct shape_ink *ink)
{
    uint32_t a = add_shape_vertex(paint, ink, q->x0, q->y0, q->u0, q->v0);
    uint32_t b = add_shape_vertex(paint, ink, q->x0, q->y1, q->u0, q->v1);
    uint32_t c = add_shape_vertex(paint, ink, q->x1, q->y0, q->u1, q->v0);
    uint32_t d = add_shape_vertex(paint, ink, q->x1, q->y1, q->u1, q->v1);
    add_triangle(paint, ink->kind, a, b, c);
    add_triangle(paint, ink->kind, c, b, d);
}

static void add_quad(struct paint_gl *paint, struct quad q, const struct shape_ink *ink)
{
    const struct area *clip = &paint->clip;
    if (!isfinite(q.x0) || !isfinite(q.x1) || !isfinite(q.y0) || !isfinite(q.y1) ||
        !trim(&q.x0, &q.x1, &q.u0, &q.u1, clip->x0, clip->x1) ||
        !trim(&q.y0, &q.y1, &q.v0, &q.v1, clip->y0, clip->y1))
        return;
    size_t first = paint->indices[ink->kind].n;
    const struct box box = {q.x0, q.y0, q.x1, q.y1};
    add_corners(paint, &q, ink);
    add_shape_step(paint, ink->kind, first, &box, false);
}

// A quad about a centre that reaches `half_w` and `half_h` to each side, and the fringe further.
static void add_centred(struct paint_gl *paint, double x, double y, double half_w, double half_h,
                        const struct shape_ink *ink)
{
    double w = half_w + fringe, h = half_h + fringe;
    struct quad quad = {x - w, y - h, x + w, y + h, -w, -h, w, h};
    add_quad(paint, quad, ink);
}

static void add_disc(struct paint_gl *paint, double x, double y, double radius, double depth,
                     struct color color)
{
    const struct shape_ink ink = {
        .kind = STEP_SHAPES, .shape = {radius, radius, radius, depth / 2}, .color = color};
    add_centred(paint, x, y, radius, radius, &ink);
}

// A disc is a line without length, too, and a first frame with but a few of them does without the
// program of shapes, which takes some milliseconds to load.
static bool may_be_stroke(struct paint_gl *paint)
{
    const struct programs *programs = &paint->programs;
    return programs->lazy && programs->shape.id == 0 && paint->disc_n++ < DISC_STROKES;
}

// The hole reaches to the middle of the ring and is painted first, so that no seam shows.
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

// Between whole pixels a rectangle is a large, solid letter; edges within pixels take the coverage
// of a box.
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

// Polygons.

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

static double polygon_area(const double *xy, size_t n)
{
    double area = 0;
    for (size_t i = 0; i < n; i++) {
        const double *a = xy + 2 * i, *b = xy + 2 * ((i + 1) % n);
        area += (a[0] * b[1] - a[1] * b[0]) / 2;
    }
    return area;
}

static void edge_normal(const double *a, const double *b, double side, double out[2])
{
    double length = hypot(b[0] - a[0], b[1] - a[1]);
    out[0] = side * (b[1] - a[1]) / length;
    out[1] = side * (a[0] - b[0]) / length;
}

// The way out of the polygon at corner i, as long as it takes to be one pixel from both edges.
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

// How thick a convex polygon is: the least, over its edges, that the others are away.
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

// A convex polygon: the inside fully covered, and a fringe of one pixel about its edges. For the
// shader it is one edge of a box without end: `u` is how far it is out of what is covered. One
// thinner than a pixel has no inside: it covers so much of its middle that all of it is its area.
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
    struct box box = plan_box_about(paint->points, n, miter_max * fringe);
    if (n < 3 || plan_outside_clip(paint, &box))
        return;
    size_t first = paint->indices[STEP_SHAPES].n;
    add_polygon(paint, paint->points, n, item->color);
    add_shape_step(paint, STEP_SHAPES, first, &box, !plan_inside_clip(paint, &box));
}

// The mask has its rows from below, as any framebuffer.
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

// Text.

// With an atlas that is full, what was planned so far is drawn while its strings are still there.
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
