// Plans sampled curves. Each has a buffer on the GPU, which is used again in later frames until the
// curve's samples, or the ratio of the axes' units, change.
#include "paint/gl/plan.h"

#include <stdlib.h>

#include "base/memory.h"

enum { CURVE_KEPT = 120 }; // calls of paint_gl_draw after which an unused buffer is freed

static const double zoom_max = 2; // a buffer is drawn at 1/2 to 2 times the size it was built for
static const double stretch_max = 1.01; // … with x zoomed 1/1.01 to 1.01 times as much as y
static const double along_max = 1e4;    // pixels of arc length; floats are too coarse for more

// The mapping from the pixels that a buffer was built for to those of the picture.
static struct mapping map_buffer(const struct curve_buffer *buffer, const struct draw_item *item)
{
    return (struct mapping){
        .scale_x = item->unit_x / buffer->unit_x,
        .scale_y = item->unit_y / buffer->unit_y,
        .shift_x = item->shift_x,
        .shift_y = item->shift_y,
    };
}

// Whether a buffer looks right when it is drawn through this mapping. Its corners do where both
// axes are zoomed alike, its inner rims and its samples where they are not zoomed far. A buffer
// that was never built has units 0, hence a mapping of infinities and NaN, for which this is false.
static bool mapping_serves(const struct mapping *mapping)
{
    double stretch = mapping->scale_x / mapping->scale_y;
    double zoom = mapping_zoom(mapping);
    return stretch <= stretch_max && stretch >= 1 / stretch_max && zoom <= zoom_max &&
           zoom >= 1 / zoom_max;
}

static bool is_current(const struct curve_buffer *buffer, const struct draw_item *item)
{
    struct mapping mapping = map_buffer(buffer, item);
    return buffer->revision == item->curve->revision && mapping_serves(&mapping);
}

// Whether a buffer may be used for an item, perhaps after building it again. One that the present
// frame has planned a step for must stay as it is until plan_flush, so a curve that a frame shows
// at two scales gets two buffers.
static bool is_buffer_for(const struct paint_gl *paint, const struct curve_buffer *buffer,
                          const struct draw_item *item)
{
    return buffer->identity == item->curve->identity && buffer->width == item->stroke.width &&
           buffer->round_ends == !stroke_is_dashed(&item->stroke) &&
           (buffer->last_draw != paint->draw || is_current(buffer, item));
}

// Frames draw the same curves in the same order, so the search begins after the last one found.
static struct curve_buffer *find_buffer(struct paint_gl *paint, const struct draw_item *item)
{
    for (size_t i = 0; i < paint->curve_n; i++) {
        size_t at = (paint->curve_next + i) % paint->curve_n;
        if (is_buffer_for(paint, &paint->curves[at], item)) {
            paint->curve_next = at + 1;
            return &paint->curves[at];
        }
    }
    return NULL;
}

static struct curve_buffer *add_buffer(struct paint_gl *paint, const struct draw_item *item)
{
    paint->curves =
        memory_grow(paint->curves, &paint->curve_c, paint->curve_n + 1, sizeof *paint->curves);
    struct curve_buffer *buffer = &paint->curves[paint->curve_n++];
    *buffer = (struct curve_buffer){
        .identity = item->curve->identity,
        .width = item->stroke.width,
        .round_ends = !stroke_is_dashed(&item->stroke),
        .mesh = gl_mesh_for_strokes(),
    };
    return buffer;
}

static double curve_pixel_x(const struct curve_vertex *vertex, const struct draw_item *item)
{
    return plan_bounded(vertex->u * item->unit_x);
}

static double curve_pixel_y(const struct curve_vertex *vertex, const struct draw_item *item)
{
    return plan_bounded(vertex->v * item->unit_y);
}

// The arc length of vertices [from, to), in pixels.
static double curve_length(const struct draw_item *item, size_t from, size_t to)
{
    double length = 0;
    for (size_t i = from + 1; i < to; i++) {
        const struct curve_vertex *a = &item->curve->vertices[i - 1], *b = a + 1;
        length += hypot(curve_pixel_x(b, item) - curve_pixel_x(a, item),
                        curve_pixel_y(b, item) - curve_pixel_y(a, item));
    }
    return length;
}

// The arc length from the curve's first vertex to its anchor; gaps between runs have none.
static double anchor_length(const struct draw_item *item)
{
    const struct curve *curve = item->curve;
    double length = 0;
    for (size_t run = 0; run < curve->run_n && curve->runs[run] <= curve->anchor; run++) {
        size_t end = curve_run_end(curve, run);
        size_t to = end < curve->anchor + 1 ? end : curve->anchor + 1;
        length += curve_length(item, curve->runs[run], to);
    }
    return length;
}

// The arc length in pixels that the curve's anchor has in the dash pattern. Far out, where floats
// are too coarse for the arc length, whole periods of the pattern are taken off it. Only then do
// dashes drift when a buffer is drawn zoomed.
static double dash_start(const struct draw_item *item)
{
    double along = curve_anchor_along(item->curve, item->unit_x, item->unit_y);
    double period = 0;
    for (int i = 0; i < item->stroke.dash_n; i++)
        period += item->stroke.dash[i];
    bool odd = item->stroke.dash_n % 2 != 0; // such a pattern is gone through twice in a period
    return fabs(along) > along_max ? fmod(along, odd ? 2 * period : period) : along;
}

// Makes the triangles of a curve, in paint->curve_mesh.
static void build_curve(struct paint_gl *paint, const struct draw_item *item)
{
    const struct curve *curve = item->curve;
    bool dashed = stroke_is_dashed(&item->stroke);
    double along = dashed ? dash_start(item) - anchor_length(item) : 0;
    stroke_mesh_clear(&paint->curve_mesh);
    paint->points =
        memory_grow(paint->points, &paint->point_c, 2 * curve->n, sizeof *paint->points);
    for (size_t run = 0; run < curve->run_n; run++) {
        size_t first = curve->runs[run], n = curve_run_end(curve, run) - first;
        for (size_t i = 0; i < n; i++) {
            paint->points[2 * i] = curve_pixel_x(&curve->vertices[first + i], item);
            paint->points[2 * i + 1] = curve_pixel_y(&curve->vertices[first + i], item);
        }
        along = stroke_mesh_add(&paint->curve_mesh, paint->points, n, item->stroke.width / 2,
                                !dashed, along);
    }
}

// The box about the points of a mesh, in build pixels.
static struct pixel_box mesh_box(const struct stroke_mesh *mesh)
{
    struct pixel_box box = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    for (size_t i = 0; i < mesh->vertex_n; i++) {
        const struct stroke_vertex *v = &mesh->vertices[i];
        box.x0 = fmin(box.x0, (double)v->x);
        box.y0 = fmin(box.y0, (double)v->y);
        box.x1 = fmax(box.x1, (double)v->x);
        box.y1 = fmax(box.y1, (double)v->y);
    }
    return box;
}

// The box in pixels of the picture, wider by `margin` of these.
static struct pixel_box mapped_box(const struct pixel_box *box, const struct mapping *m,
                                   double margin)
{
    return (struct pixel_box){
        box->x0 * m->scale_x + m->shift_x - margin,
        box->y0 * m->scale_y + m->shift_y - margin,
        box->x1 * m->scale_x + m->shift_x + margin,
        box->y1 * m->scale_y + m->shift_y + margin,
    };
}

static void build_buffer(struct paint_gl *paint, struct curve_buffer *buffer,
                         const struct draw_item *item)
{
    build_curve(paint, item);
    gl_mesh_fill_strokes(&buffer->mesh, &paint->curve_mesh, GL_STATIC_DRAW);
    buffer->vertex_n = paint->curve_mesh.vertex_n;
    buffer->index_n = paint->curve_mesh.index_n;
    buffer->overlaps = paint->curve_mesh.overlaps;
    buffer->box = mesh_box(&paint->curve_mesh);
    buffer->revision = item->curve->revision;
    buffer->unit_x = item->unit_x;
    buffer->unit_y = item->unit_y;
    paint->counts.uploads++;
}

// The buffer to draw an item from: one that exists, or is built now.
static const struct curve_buffer *use_buffer(struct paint_gl *paint, const struct draw_item *item)
{
    struct curve_buffer *buffer = find_buffer(paint, item);
    if (!buffer)
        buffer = add_buffer(paint, item);
    if (!is_current(buffer, item))
        build_buffer(paint, buffer, item);
    buffer->last_draw = paint->draw;
    return buffer;
}

static bool can_draw_curve(const struct draw_item *item)
{
    return item->curve->n > 0 && item->stroke.width > 0 && isfinite(item->unit_x) &&
           isfinite(item->unit_y) && item->unit_x != 0 && item->unit_y != 0;
}

void curves_add(struct paint_gl *paint, const struct draw_item *item)
{
    if (!can_draw_curve(item) || empty_area(&paint->clip))
        return;
    const struct curve_buffer *buffer = use_buffer(paint, item);
    struct step step = {
        .kind = stroke_is_dashed(&item->stroke) ? STEP_DASHED : STEP_SOLID,
        .scissored = !same_area(&paint->clip, &paint->whole),
        .clip = paint->clip,
        .array = buffer->mesh.array,
        .count = buffer->index_n,
        .style = stroke_style(&item->stroke),
        .mapping = map_buffer(buffer, item),
    };
    struct pixel_box box = mapped_box(&buffer->box, &step.mapping, item->stroke.width / 2 + 1);
    plan_add_stroke(paint, step, &item->stroke, buffer->overlaps, &box);
    paint->counts.vertices += (long)buffer->vertex_n;
}

void curves_release_old(struct paint_gl *paint)
{
    for (size_t i = paint->curve_n; i-- > 0;) {
        if (paint->draw - paint->curves[i].last_draw > CURVE_KEPT) {
            gl_mesh_destroy(&paint->curves[i].mesh);
            paint->curves[i] = paint->curves[--paint->curve_n];
        }
    }
}

void curves_release(struct paint_gl *paint)
{
    for (size_t i = 0; i < paint->curve_n; i++)
        gl_mesh_destroy(&paint->curves[i].mesh);
    free(paint->curves);
}
