#include "paint/paint_gl.h"

#include <GL/glew.h>
#include <assert.h>
#include <cglm/cglm.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "paint/gl_atlas.h"
#include "paint/gl_program.h"
#include "paint/grow.h"
#include "paint/stroke.h"

// A frame is planned before it is drawn: the items of the list become vertices in two streams
// (shapes, lines) and steps, each of which is one draw call. Items share a step as far as the
// painting order allows. What is made of axis-parallel quads is cut at the clip here, and needs no
// scissor.

enum {
    ATLAS_SIDE = 1024,
    ATLAS_SIDE_MAX = 4096,
    LARGE_RECT = 10000,       // pixels from which filling costs more than another draw call
    CURVE_KEPT = 120,         // draws for which the buffer of a curve that is not drawn is kept
    DASH_PAIRS = DASH_MAX - 1 // an odd pattern is gone through twice, hence up to five dashes
};

static const double coordinate_max = 1e6; // pixels; farther out floats lose the pixel
static const double zoom_max = 2;         // and its reciprocal: how far a built curve is stretched
static const double stretch_max = 1.01;   // by how much more in one direction than in the other
static const double fringe = 0.5;         // pixels by which anti-aliased edges reach out
static const double miter_max = 4;        // in half pixels: how far a polygon's fringe may point

// The modes of shape_fragment.glsl.
enum shape_mode { SHAPE_PLAIN, SHAPE_BOX, SHAPE_RING, SHAPE_TEXT };

struct shape_vertex {
    float x, y;
    float u, v;     // `local` in the shader
    float shape[3]; // parameters of the mode
    float mode;
    struct color color, fill;
};

// What a quad's four vertices have in common.
struct shape_ink {
    enum shape_mode mode;
    double shape[3];
    struct color color, fill;
};

struct area {
    int x0, y0, x1, y1; // pixels, y down
};

// A rectangle of the picture and the local coordinates at its corners.
struct quad {
    double x0, y0, x1, y1;
    double u0, v0, u1, v1;
};

struct box {
    double x0, y0, x1, y1;
};

// How a stroke looks: the uniforms of stroke_fragment.glsl.
struct style {
    float color[4]; // premultiplied
    float rim, peak;
    float dash[DASH_PAIRS][2];
    int dash_n;
    float period, inked;
};

// From build pixels to the picture: scale, then shift.
struct mapping {
    double scale_x, scale_y, shift_x, shift_y;
};

// The program of a draw call.
enum step_kind { STEP_SHAPES, STEP_SOLID, STEP_DASHED };

// One draw call.
struct step {
    enum step_kind kind;
    bool scissored;
    struct area clip;
    GLuint array;
    size_t first, count; // indices
    struct style style;
    struct mapping mapping;
};

// A vertex array with its two buffers.
struct gl_mesh {
    GLuint array, vertices, indices;
};

// A curve on the GPU, as it was built for one width and one shape of the view.
struct curve_buffer {
    uint64_t identity;
    double width;
    bool round_ends;
    uint64_t revision;
    double unit_x, unit_y; // pixels per axis coordinate when built; 0 before
    struct gl_mesh mesh;
    size_t vertex_n, index_n;
    long last_draw;
};

struct stroke_program {
    GLuint id;
    GLint view, pixel, zoom, color, rim, peak, dash_n, dash, period, inked;
};

struct shape_program {
    GLuint id;
    GLint pixel, glyphs;
};

struct programs {
    struct stroke_program solid, dashed;
    struct shape_program shape;
};

struct paint_gl {
    struct font *font;
    struct gl_atlas *atlas;
    struct programs programs;
    struct gl_mesh shape_mesh, line_mesh; // streams, refilled by every frame
    struct curve_buffer *curves;
    size_t curve_n, curve_c;
    size_t curve_next; // where the next curve is probably found
    struct paint_gl_counts counts;
    long draw; // number of this draw

    // The plan of the frame.
    double width, height;
    struct area whole, clip;
    struct step *steps;
    size_t step_n, step_c;
    struct shape_vertex *shapes;
    size_t shape_n, shape_c;
    uint32_t *shape_indices;
    size_t shape_index_n, shape_index_c;
    struct stroke_mesh lines;

    // Scratch memory.
    struct stroke_mesh curve_mesh;
    double *points;
    size_t point_c;
};

// Numbers.

static double bounded(double x)
{
    return isnan(x) ? 0 : fmin(fmax(x, -coordinate_max), coordinate_max);
}

static int rounded(double x)
{
    return (int)floor(bounded(x) + 0.5);
}

static int at_least(int a, int b)
{
    return a > b ? a : b;
}

static int at_most(int a, int b)
{
    return a < b ? a : b;
}

static struct area common_area(struct area a, struct area b)
{
    struct area c = {at_least(a.x0, b.x0), at_least(a.y0, b.y0), at_most(a.x1, b.x1),
                     at_most(a.y1, b.y1)};
    c.x1 = at_least(c.x0, c.x1);
    c.y1 = at_least(c.y0, c.y1);
    return c;
}

static bool same_area(const struct area *a, const struct area *b)
{
    return a->x0 == b->x0 && a->y0 == b->y0 && a->x1 == b->x1 && a->y1 == b->y1;
}

static bool empty_area(const struct area *area)
{
    return area->x0 >= area->x1 || area->y0 >= area->y1;
}

// Programs.

static bool load_stroke(struct stroke_program *program, const struct shader_sources *sources,
                        const char *prelude, struct fault *fault)
{
    const struct gl_program_source source = {
        .vertex_name = "stroke_vertex.glsl",
        .vertex = sources->stroke_vertex,
        .fragment_name = "stroke_fragment.glsl",
        .fragment = sources->stroke_fragment,
        .prelude = prelude,
    };
    GLuint id = gl_program_create(&source, fault);
    *program = (struct stroke_program){.id = id};
    if (!id) {
        return false;
    }
    program->view = glGetUniformLocation(id, "view");
    program->pixel = glGetUniformLocation(id, "pixel");
    program->zoom = glGetUniformLocation(id, "zoom");
    program->color = glGetUniformLocation(id, "color");
    program->rim = glGetUniformLocation(id, "rim");
    program->peak = glGetUniformLocation(id, "peak");
    program->dash_n = glGetUniformLocation(id, "dash_n");
    program->dash = glGetUniformLocation(id, "dash");
    program->period = glGetUniformLocation(id, "period");
    program->inked = glGetUniformLocation(id, "inked");
    return true;
}

static bool load_shape(struct shape_program *program, const struct shader_sources *sources,
                       struct fault *fault)
{
    const struct gl_program_source source = {
        .vertex_name = "shape_vertex.glsl",
        .vertex = sources->shape_vertex,
        .fragment_name = "shape_fragment.glsl",
        .fragment = sources->shape_fragment,
    };
    GLuint id = gl_program_create(&source, fault);
    *program = (struct shape_program){.id = id};
    if (!id) {
        return false;
    }
    program->pixel = glGetUniformLocation(id, "pixel");
    program->glyphs = glGetUniformLocation(id, "glyphs");
    return true;
}

// Deleting program 0 does nothing.
static void delete_programs(const struct programs *programs)
{
    glDeleteProgram(programs->solid.id);
    glDeleteProgram(programs->dashed.id);
    glDeleteProgram(programs->shape.id);
}

bool paint_gl_load_shaders(struct paint_gl *paint, const struct shader_sources *sources,
                           struct fault *fault)
{
    struct programs programs = {0};
    if (!load_stroke(&programs.solid, sources, NULL, fault) ||
        !load_stroke(&programs.dashed, sources, "#define DASHED\n", fault) ||
        !load_shape(&programs.shape, sources, fault)) {
        delete_programs(&programs);
        return false;
    }
    delete_programs(&paint->programs);
    paint->programs = programs;
    return true;
}

// Meshes.

static void set_attribute(GLuint location, GLint n, GLenum type, size_t stride, size_t offset)
{
    glEnableVertexAttribArray(location);
    glVertexAttribPointer(location, n, type, type == GL_UNSIGNED_BYTE, (GLsizei)stride,
                          (const void *)offset);
}

static struct gl_mesh create_mesh(void)
{
    struct gl_mesh mesh = {0};
    glGenVertexArrays(1, &mesh.array);
    glGenBuffers(1, &mesh.vertices);
    glGenBuffers(1, &mesh.indices);
    glBindVertexArray(mesh.array);
    glBindBuffer(GL_ARRAY_BUFFER, mesh.vertices);
    glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, mesh.indices);
    return mesh;
}

static struct gl_mesh create_stroke_mesh(void)
{
    struct gl_mesh mesh = create_mesh();
    const size_t stride = sizeof(struct stroke_vertex);
    set_attribute(0, 2, GL_FLOAT, stride, offsetof(struct stroke_vertex, x));
    set_attribute(1, 2, GL_FLOAT, stride, offsetof(struct stroke_vertex, offset_x));
    set_attribute(2, 4, GL_FLOAT, stride, offsetof(struct stroke_vertex, distance));
    return mesh;
}

static struct gl_mesh create_shape_mesh(void)
{
    struct gl_mesh mesh = create_mesh();
    const size_t stride = sizeof(struct shape_vertex);
    set_attribute(0, 2, GL_FLOAT, stride, offsetof(struct shape_vertex, x));
    set_attribute(1, 2, GL_FLOAT, stride, offsetof(struct shape_vertex, u));
    set_attribute(2, 4, GL_FLOAT, stride, offsetof(struct shape_vertex, shape));
    set_attribute(3, 4, GL_UNSIGNED_BYTE, stride, offsetof(struct shape_vertex, color));
    set_attribute(4, 4, GL_UNSIGNED_BYTE, stride, offsetof(struct shape_vertex, fill));
    return mesh;
}

static void destroy_mesh(const struct gl_mesh *mesh)
{
    glDeleteVertexArrays(1, &mesh->array);
    glDeleteBuffers(1, &mesh->vertices);
    glDeleteBuffers(1, &mesh->indices);
}

static void fill_mesh(const struct gl_mesh *mesh, const void *vertices, size_t vertex_bytes,
                      const uint32_t *indices, size_t index_n, GLenum usage)
{
    glBindVertexArray(mesh->array);
    glBindBuffer(GL_ARRAY_BUFFER, mesh->vertices);
    glBufferData(GL_ARRAY_BUFFER, (GLsizeiptr)vertex_bytes, vertices, usage);
    glBufferData(GL_ELEMENT_ARRAY_BUFFER, (GLsizeiptr)(index_n * sizeof *indices), indices, usage);
}

static void fill_stroke_mesh(const struct gl_mesh *mesh, const struct stroke_mesh *stroke,
                             GLenum usage)
{
    fill_mesh(mesh, stroke->vertices, stroke->vertex_n * sizeof *stroke->vertices, stroke->indices,
              stroke->index_n, usage);
}

// Steps.

static bool same_look(const struct step *a, const struct step *b)
{
    return a->kind == STEP_SHAPES || (memcmp(&a->style, &b->style, sizeof a->style) == 0 &&
                                      memcmp(&a->mapping, &b->mapping, sizeof a->mapping) == 0);
}

static bool continues(const struct step *last, const struct step *step)
{
    return last->kind == step->kind && last->array == step->array &&
           last->first + last->count == step->first && last->scissored == step->scissored &&
           (!step->scissored || same_area(&last->clip, &step->clip)) && same_look(last, step);
}

static void add_step(struct paint_gl *paint, const struct step *step)
{
    if (step->count == 0) {
        return;
    }
    struct step *last = paint->step_n ? &paint->steps[paint->step_n - 1] : NULL;
    if (last && continues(last, step)) {
        last->count += step->count;
        return;
    }
    paint->steps = grow(paint->steps, &paint->step_c, paint->step_n + 1, sizeof *paint->steps);
    paint->steps[paint->step_n++] = *step;
}

static bool inside_clip(const struct paint_gl *paint, const struct box *box)
{
    const struct area *clip = &paint->clip;
    return box->x0 >= clip->x0 && box->y0 >= clip->y0 && box->x1 <= clip->x1 && box->y1 <= clip->y1;
}

static bool outside_clip(const struct paint_gl *paint, const struct box *box)
{
    const struct area *clip = &paint->clip;
    return empty_area(clip) || box->x1 <= clip->x0 || box->y1 <= clip->y0 || box->x0 >= clip->x1 ||
           box->y0 >= clip->y1;
}

// The box about points, wider by `margin` on all sides.
static struct box box_about(const double *xy, size_t n, double margin)
{
    struct box box = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    for (size_t i = 0; i < n; i++) {
        box.x0 = fmin(box.x0, xy[2 * i] - margin);
        box.y0 = fmin(box.y0, xy[2 * i + 1] - margin);
        box.x1 = fmax(box.x1, xy[2 * i] + margin);
        box.y1 = fmax(box.y1, xy[2 * i + 1] + margin);
    }
    return box;
}

// Shapes.

static uint32_t add_shape_vertex(struct paint_gl *paint, const struct shape_ink *ink, double x,
                                 double y, double u, double v)
{
    paint->shapes = grow(paint->shapes, &paint->shape_c, paint->shape_n + 1, sizeof *paint->shapes);
    paint->shapes[paint->shape_n] = (struct shape_vertex){
        .x = (float)x,
        .y = (float)y,
        .u = (float)u,
        .v = (float)v,
        .shape = {(float)ink->shape[0], (float)ink->shape[1], (float)ink->shape[2]},
        .mode = (float)ink->mode,
        .color = ink->color,
        .fill = ink->fill,
    };
    return (uint32_t)paint->shape_n++;
}

static void add_shape_triangle(struct paint_gl *paint, uint32_t a, uint32_t b, uint32_t c)
{
    paint->shape_indices = grow(paint->shape_indices, &paint->shape_index_c,
                                paint->shape_index_n + 3, sizeof *paint->shape_indices);
    uint32_t *index = paint->shape_indices + paint->shape_index_n;
    index[0] = a;
    index[1] = b;
    index[2] = c;
    paint->shape_index_n += 3;
}

static void add_shape_quad(struct paint_gl *paint, uint32_t a, uint32_t b, uint32_t c, uint32_t d)
{
    add_shape_triangle(paint, a, b, c);
    add_shape_triangle(paint, c, b, d);
}

static void add_shape_step(struct paint_gl *paint, size_t first, bool scissored)
{
    struct step step = {
        .kind = STEP_SHAPES,
        .scissored = scissored,
        .clip = paint->clip,
        .array = paint->shape_mesh.array,
        .first = first,
        .count = paint->shape_index_n - first,
    };
    add_step(paint, &step);
}

// Cuts [*a, *b], along which a local coordinate runs from *ua to *ub, to [low, high].
static bool trim(double *a, double *b, double *ua, double *ub, double low, double high)
{
    double slope = (*ub - *ua) / (*b - *a);
    if (!(*b > *a) || *a >= high || *b <= low) {
        return false;
    }
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

static void add_quad(struct paint_gl *paint, struct quad q, const struct shape_ink *ink)
{
    const struct area *clip = &paint->clip;
    if (!isfinite(q.x0) || !isfinite(q.x1) || !isfinite(q.y0) || !isfinite(q.y1) ||
        !trim(&q.x0, &q.x1, &q.u0, &q.u1, clip->x0, clip->x1) ||
        !trim(&q.y0, &q.y1, &q.v0, &q.v1, clip->y0, clip->y1)) {
        return;
    }
    size_t first = paint->shape_index_n;
    uint32_t a = add_shape_vertex(paint, ink, q.x0, q.y0, q.u0, q.v0);
    uint32_t b = add_shape_vertex(paint, ink, q.x0, q.y1, q.u0, q.v1);
    uint32_t c = add_shape_vertex(paint, ink, q.x1, q.y0, q.u1, q.v0);
    uint32_t d = add_shape_vertex(paint, ink, q.x1, q.y1, q.u1, q.v1);
    add_shape_quad(paint, a, b, c, d);
    add_shape_step(paint, first, false);
}

// A quad about a centre that reaches `half_w` and `half_h` to each side, and the fringe further.
static void add_centred(struct paint_gl *paint, double x, double y, double half_w, double half_h,
                        const struct shape_ink *ink)
{
    double w = half_w + fringe, h = half_h + fringe;
    struct quad quad = {x - w, y - h, x + w, y + h, -w, -h, w, h};
    add_quad(paint, quad, ink);
}

static void add_marker(struct paint_gl *paint, const struct draw_item *item)
{
    double radius = item->size / 2;
    if (!(radius > 0)) {
        return;
    }
    struct shape_ink ink = {.color = item->color, .fill = item->fill};
    if (item->ring > 0 && item->ring < radius) {
        ink.mode = SHAPE_RING;
        ink.shape[0] = radius;
        ink.shape[1] = item->ring;
    } else {
        ink.mode = SHAPE_BOX;
        ink.shape[0] = ink.shape[1] = ink.shape[2] = radius;
    }
    add_centred(paint, item->x, item->y, radius, radius, &ink);
}

// Polygons.

// Copies points into scratch memory, leaving out those that repeat their predecessor.
static size_t copy_polygon(struct paint_gl *paint, const double *xy, size_t n)
{
    paint->points = grow(paint->points, &paint->point_c, 2 * n, sizeof *paint->points);
    double *to = paint->points;
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        double x = bounded(xy[2 * i]), y = bounded(xy[2 * i + 1]);
        if (kept == 0 || hypot(x - to[2 * kept - 2], y - to[2 * kept - 1]) > 1e-6) {
            to[2 * kept] = x;
            to[2 * kept + 1] = y;
            kept++;
        }
    }
    while (kept > 1 && hypot(to[0] - to[2 * kept - 2], to[1] - to[2 * kept - 1]) <= 1e-6) {
        kept--;
    }
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

// A convex polygon: the inside fully covered, and a fringe of one pixel about its edges.
static void add_polygon(struct paint_gl *paint, const double *xy, size_t n, struct color color)
{
    const struct shape_ink ink = {.mode = SHAPE_PLAIN, .color = color};
    double side = polygon_area(xy, n) > 0 ? 1 : -1;
    uint32_t base = (uint32_t)paint->shape_n;
    for (size_t i = 0; i < n; i++) {
        double out[2], x = xy[2 * i], y = xy[2 * i + 1];
        corner_way_out(xy, n, i, side, out);
        add_shape_vertex(paint, &ink, x - fringe * out[0], y - fringe * out[1], 1, 0);
        add_shape_vertex(paint, &ink, x + fringe * out[0], y + fringe * out[1], 0, 0);
    }
    for (size_t i = 0; i < n; i++) {
        uint32_t inner = base + 2 * (uint32_t)i;
        uint32_t next = base + 2 * (uint32_t)((i + 1) % n);
        if (i >= 2) {
            add_shape_triangle(paint, base, inner - 2, inner);
        }
        add_shape_quad(paint, inner, inner + 1, next, next + 1);
    }
}

static void add_fill(struct paint_gl *paint, const struct draw_list *list,
                     const struct draw_item *item)
{
    const double *xy = draw_item_points(list, item);
    size_t n = copy_polygon(paint, xy, item->point_n);
    struct box box = box_about(paint->points, n, miter_max * fringe);
    if (n < 3 || outside_clip(paint, &box)) {
        return;
    }
    size_t first = paint->shape_index_n;
    add_polygon(paint, paint->points, n, item->color);
    add_shape_step(paint, first, !inside_clip(paint, &box));
}

// Text.

static void flush(struct paint_gl *paint);

// With an atlas that is full, what was planned so far is drawn while its strings are still there.
static bool find_glyphs(struct paint_gl *paint, const char *string, const struct draw_item *item,
                        struct gl_glyphs *out)
{
    if (gl_atlas_find(paint->atlas, string, item->size, item->weight, out)) {
        return true;
    }
    flush(paint);
    gl_atlas_restart(paint->atlas);
    return gl_atlas_find(paint->atlas, string, item->size, item->weight, out);
}

static double text_left(const struct paint_gl *paint, const char *string,
                        const struct draw_item *item)
{
    if (item->align == TEXT_LEFT) {
        return item->x;
    }
    struct text_metrics metrics = font_metrics(paint->font);
    double width = metrics.width(metrics.user, string, item->size, item->weight);
    return item->align == TEXT_CENTER ? item->x - width / 2 : item->x - width;
}

static void add_text(struct paint_gl *paint, const struct draw_list *list,
                     const struct draw_item *item)
{
    const char *string = draw_item_text(list, item);
    struct gl_glyphs glyphs;
    if (!find_glyphs(paint, string, item, &glyphs) || glyphs.w == 0) {
        return;
    }
    double x = rounded(text_left(paint, string, item)) + glyphs.left;
    double y = rounded(item->y) + glyphs.top;
    double u = glyphs.u, v = glyphs.v, w = glyphs.w, h = glyphs.h;
    struct shape_ink ink = {.mode = SHAPE_TEXT, .color = item->color};
    struct quad quad = {x, y, x + w, y + h, u, v, u + w, v + h};
    add_quad(paint, quad, &ink);
}

// Strokes.

// A pattern that goes nowhere is none.
static bool is_dashed(const struct stroke *stroke)
{
    double length = 0;
    for (int i = 0; i < stroke->dash_n; i++) {
        if (!(stroke->dash[i] >= 0)) {
            return false;
        }
        length += stroke->dash[i];
    }
    return length > 0 && isfinite(length);
}

static void set_dashes(struct style *style, const struct stroke *stroke)
{
    int n = stroke->dash_n, pairs = n % 2 ? n : n / 2;
    double at = 0, inked = 0;
    for (int i = 0; i < pairs; i++) {
        double on = stroke->dash[2 * i % n], off = stroke->dash[(2 * i + 1) % n];
        style->dash[i][0] = (float)at;
        style->dash[i][1] = (float)on;
        at += on + off;
        inked += on;
    }
    style->dash_n = pairs;
    style->period = (float)at;
    style->inked = (float)inked;
}

static struct style make_style(const struct stroke *stroke)
{
    struct style style;
    memset(&style, 0, sizeof style); // styles are compared as bytes
    const struct color *c = &stroke->color;
    float alpha = (float)c->a / 255.0f;
    style.color[0] = (float)c->r / 255.0f * alpha;
    style.color[1] = (float)c->g / 255.0f * alpha;
    style.color[2] = (float)c->b / 255.0f * alpha;
    style.color[3] = alpha;
    style.rim = (float)(stroke->width / 2 + fringe);
    style.peak = (float)fmin(stroke->width, 1);
    if (is_dashed(stroke)) {
        set_dashes(&style, stroke);
    }
    return style;
}

static const double *bounded_points(struct paint_gl *paint, const double *xy, size_t n)
{
    paint->points = grow(paint->points, &paint->point_c, 2 * n, sizeof *paint->points);
    for (size_t i = 0; i < 2 * n; i++) {
        paint->points[i] = bounded(xy[i]);
    }
    return paint->points;
}

// Adds a line to the stream. The points must be bounded.
static void add_stroke(struct paint_gl *paint, const double *xy, size_t n,
                       const struct stroke *stroke, bool round_ends, bool scissored)
{
    struct step step = {
        .kind = is_dashed(stroke) ? STEP_DASHED : STEP_SOLID,
        .scissored = scissored,
        .clip = paint->clip,
        .array = paint->line_mesh.array,
        .first = paint->lines.index_n,
        .style = make_style(stroke),
        .mapping = {1, 1, 0, 0},
    };
    stroke_mesh_add(&paint->lines, xy, n, stroke->width / 2, round_ends, 0);
    step.count = paint->lines.index_n - step.first;
    add_step(paint, &step);
}

static void add_line(struct paint_gl *paint, const struct draw_list *list,
                     const struct draw_item *item)
{
    const struct stroke *stroke = &item->stroke;
    const double *xy = bounded_points(paint, draw_item_points(list, item), item->point_n);
    struct box box = box_about(xy, item->point_n, stroke->width / 2 + 1);
    if (!(stroke->width > 0) || item->point_n == 0 || outside_clip(paint, &box)) {
        return;
    }
    add_stroke(paint, xy, item->point_n, stroke, !is_dashed(stroke), !inside_clip(paint, &box));
}

// Rectangles.

static void add_small_rect(struct paint_gl *paint, const struct draw_item *item)
{
    const struct rect *r = &item->rect;
    struct shape_ink ink = {.mode = SHAPE_PLAIN, .color = item->color};
    struct quad quad = {r->x, r->y, r->x + r->w, r->y + r->h, 1, 0, 1, 0};
    add_quad(paint, quad, &ink);
}

// A large rectangle is a wide, short line: without a GPU the program of solid strokes fills pixels
// in half the time that the one for shapes takes. Cut at the clip, it needs no scissor.
static void add_large_rect(struct paint_gl *paint, const struct draw_item *item)
{
    const struct rect *r = &item->rect;
    const struct area *clip = &paint->clip;
    double x0 = fmax(r->x, clip->x0), x1 = fmin(r->x + r->w, clip->x1);
    double y0 = fmax(r->y, clip->y0), y1 = fmin(r->y + r->h, clip->y1);
    if (!(x1 > x0 && y1 > y0)) {
        return;
    }
    double xy[] = {x0, (y0 + y1) / 2, x1, (y0 + y1) / 2};
    add_stroke(paint, xy, 2, &(struct stroke){.width = y1 - y0, .color = item->color}, false,
               false);
}

static void add_round_rect(struct paint_gl *paint, const struct draw_item *item)
{
    const struct rect *r = &item->rect;
    double radius = fmin(item->radius, fmin(r->w, r->h) / 2);
    struct shape_ink ink = {
        .mode = SHAPE_BOX, .shape = {r->w / 2, r->h / 2, radius}, .color = item->color};
    add_centred(paint, r->x + r->w / 2, r->y + r->h / 2, r->w / 2, r->h / 2, &ink);
}

static void add_rect(struct paint_gl *paint, const struct draw_item *item)
{
    if (!(item->rect.w > 0 && item->rect.h > 0)) {
        return;
    }
    if (item->radius > 0) {
        add_round_rect(paint, item);
    } else if (item->rect.w * item->rect.h >= LARGE_RECT) {
        add_large_rect(paint, item);
    } else {
        add_small_rect(paint, item);
    }
}

// Curves.

// How the picture's pixels per axis coordinate relate to those that the buffer was built for.
static struct mapping map_buffer(const struct curve_buffer *buffer, const struct draw_item *item)
{
    return (struct mapping){
        .scale_x = item->unit_x / buffer->unit_x,
        .scale_y = item->unit_y / buffer->unit_y,
        .shift_x = item->shift_x,
        .shift_y = item->shift_y,
    };
}

static double mapping_zoom(const struct mapping *mapping)
{
    return sqrt(mapping->scale_x * mapping->scale_y);
}

// Whether the mesh still serves: corners are right only where both axes zoom alike, and inner rims
// and samples only where they did not zoom far. NaN (a buffer never built) fails the comparisons.
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

// A buffer that this draw already uses must not be built again before it is drawn: a curve that is
// shown at two scales has two buffers.
static bool is_buffer_for(const struct paint_gl *paint, const struct curve_buffer *buffer,
                          const struct draw_item *item)
{
    return buffer->identity == item->curve->identity && buffer->width == item->stroke.width &&
           buffer->round_ends == !is_dashed(&item->stroke) &&
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
    paint->curves = grow(paint->curves, &paint->curve_c, paint->curve_n + 1, sizeof *paint->curves);
    struct curve_buffer *buffer = &paint->curves[paint->curve_n++];
    *buffer = (struct curve_buffer){
        .identity = item->curve->identity,
        .width = item->stroke.width,
        .round_ends = !is_dashed(&item->stroke),
        .mesh = create_stroke_mesh(),
    };
    return buffer;
}

static double curve_pixel_x(const struct curve_vertex *vertex, const struct draw_item *item)
{
    return bounded(vertex->u * item->unit_x);
}

static double curve_pixel_y(const struct curve_vertex *vertex, const struct draw_item *item)
{
    return bounded(vertex->v * item->unit_y);
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

static void build_curve(struct paint_gl *paint, const struct draw_item *item)
{
    const struct curve *curve = item->curve;
    bool dashed = is_dashed(&item->stroke);
    double along = dashed ? -anchor_length(item) : 0;
    stroke_mesh_clear(&paint->curve_mesh);
    paint->points = grow(paint->points, &paint->point_c, 2 * curve->n, sizeof *paint->points);
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

static void build_buffer(struct paint_gl *paint, struct curve_buffer *buffer,
                         const struct draw_item *item)
{
    build_curve(paint, item);
    fill_stroke_mesh(&buffer->mesh, &paint->curve_mesh, GL_STATIC_DRAW);
    buffer->vertex_n = paint->curve_mesh.vertex_n;
    buffer->index_n = paint->curve_mesh.index_n;
    buffer->revision = item->curve->revision;
    buffer->unit_x = item->unit_x;
    buffer->unit_y = item->unit_y;
    paint->counts.uploads++;
}

static const struct curve_buffer *use_buffer(struct paint_gl *paint, const struct draw_item *item)
{
    struct curve_buffer *buffer = find_buffer(paint, item);
    if (!buffer) {
        buffer = add_buffer(paint, item);
    }
    if (!is_current(buffer, item)) {
        build_buffer(paint, buffer, item);
    }
    buffer->last_draw = paint->draw;
    return buffer;
}

static bool can_draw_curve(const struct draw_item *item)
{
    return item->curve->n > 0 && item->stroke.width > 0 && isfinite(item->unit_x) &&
           isfinite(item->unit_y) && item->unit_x != 0 && item->unit_y != 0;
}

static void add_curve(struct paint_gl *paint, const struct draw_item *item)
{
    if (!can_draw_curve(item) || empty_area(&paint->clip)) {
        return;
    }
    const struct curve_buffer *buffer = use_buffer(paint, item);
    struct step step = {
        .kind = is_dashed(&item->stroke) ? STEP_DASHED : STEP_SOLID,
        .scissored = !same_area(&paint->clip, &paint->whole),
        .clip = paint->clip,
        .array = buffer->mesh.array,
        .count = buffer->index_n,
        .style = make_style(&item->stroke),
        .mapping = map_buffer(buffer, item),
    };
    add_step(paint, &step);
    paint->counts.vertices += (long)buffer->vertex_n;
}

static void release_old_curves(struct paint_gl *paint)
{
    for (size_t i = paint->curve_n; i-- > 0;) {
        if (paint->draw - paint->curves[i].last_draw > CURVE_KEPT) {
            destroy_mesh(&paint->curves[i].mesh);
            paint->curves[i] = paint->curves[--paint->curve_n];
        }
    }
}

// Drawing what was planned.

static void upload_streams(const struct paint_gl *paint)
{
    if (paint->shape_index_n) {
        fill_mesh(&paint->shape_mesh, paint->shapes, paint->shape_n * sizeof *paint->shapes,
                  paint->shape_indices, paint->shape_index_n, GL_STREAM_DRAW);
    }
    if (paint->lines.index_n) {
        fill_stroke_mesh(&paint->line_mesh, &paint->lines, GL_STREAM_DRAW);
    }
}

static void set_scissor(const struct paint_gl *paint, const struct step *step)
{
    if (!step->scissored) {
        glDisable(GL_SCISSOR_TEST);
        return;
    }
    const struct area *clip = &step->clip;
    glEnable(GL_SCISSOR_TEST);
    glScissor(clip->x0, paint->whole.y1 - clip->y1, clip->x1 - clip->x0, clip->y1 - clip->y0);
}

static void set_mapping(const struct paint_gl *paint, const struct stroke_program *program,
                        const struct mapping *mapping)
{
    double x = 2 / paint->width, y = -2 / paint->height; // clip space is 2 wide and goes up
    mat4 view = GLM_MAT4_IDENTITY_INIT;
    view[0][0] = (float)(mapping->scale_x * x);
    view[1][1] = (float)(mapping->scale_y * y);
    view[3][0] = (float)(bounded(mapping->shift_x) * x - 1);
    view[3][1] = (float)(bounded(mapping->shift_y) * y + 1);
    glUniformMatrix4fv(program->view, 1, GL_FALSE, view[0]);
    glUniform1f(program->zoom, (float)mapping_zoom(mapping));
}

static void set_style(const struct stroke_program *program, const struct style *style)
{
    glUniform4fv(program->color, 1, style->color);
    glUniform1f(program->rim, style->rim);
    glUniform1f(program->peak, style->peak);
    if (style->dash_n > 0) {
        glUniform1i(program->dash_n, style->dash_n);
        glUniform2fv(program->dash, style->dash_n, style->dash[0]);
        glUniform1f(program->period, style->period);
        glUniform1f(program->inked, style->inked);
    }
}

static void use_shape_program(const struct paint_gl *paint)
{
    const struct shape_program *program = &paint->programs.shape;
    glUseProgram(program->id);
    glUniform2f(program->pixel, (float)(2 / paint->width), (float)(-2 / paint->height));
    glUniform1i(program->glyphs, 0);
    glActiveTexture(GL_TEXTURE0);
    glBindTexture(GL_TEXTURE_2D, gl_atlas_texture(paint->atlas));
}

static void use_stroke_program(const struct paint_gl *paint, const struct stroke_program *program,
                               const struct step *step)
{
    glUseProgram(program->id);
    glUniform2f(program->pixel, (float)(2 / paint->width), (float)(-2 / paint->height));
    set_mapping(paint, program, &step->mapping);
    set_style(program, &step->style);
}

static void use_program(const struct paint_gl *paint, const struct step *step)
{
    switch (step->kind) {
    case STEP_SHAPES:
        use_shape_program(paint);
        break;
    case STEP_SOLID:
        use_stroke_program(paint, &paint->programs.solid, step);
        break;
    case STEP_DASHED:
        use_stroke_program(paint, &paint->programs.dashed, step);
        break;
    }
}

static void draw_step(struct paint_gl *paint, const struct step *step)
{
    set_scissor(paint, step);
    use_program(paint, step);
    glBindVertexArray(step->array);
    glDrawElements(GL_TRIANGLES, (GLsizei)step->count, GL_UNSIGNED_INT,
                   (const void *)(step->first * sizeof(uint32_t)));
    paint->counts.draw_calls++;
}

static void clear_plan(struct paint_gl *paint)
{
    paint->counts.vertices += (long)(paint->shape_n + paint->lines.vertex_n);
    paint->step_n = 0;
    paint->shape_n = 0;
    paint->shape_index_n = 0;
    stroke_mesh_clear(&paint->lines);
}

static void flush(struct paint_gl *paint)
{
    upload_streams(paint);
    for (size_t i = 0; i < paint->step_n; i++) {
        draw_step(paint, &paint->steps[i]);
    }
    clear_plan(paint);
}

// The list.

static void set_clip(struct paint_gl *paint, const struct rect *rect)
{
    paint->clip = paint->whole;
    if (rect->w != 0) {
        struct area area = {rounded(rect->x), rounded(rect->y), rounded(rect->x + rect->w),
                            rounded(rect->y + rect->h)};
        paint->clip = common_area(paint->whole, area);
    }
}

static void add_item(struct paint_gl *paint, const struct draw_list *list,
                     const struct draw_item *item)
{
    switch (item->kind) {
    case DRAW_RECT:
        add_rect(paint, item);
        break;
    case DRAW_FILL:
        add_fill(paint, list, item);
        break;
    case DRAW_LINE:
        add_line(paint, list, item);
        break;
    case DRAW_CURVE:
        add_curve(paint, item);
        break;
    case DRAW_MARKER:
        add_marker(paint, item);
        break;
    case DRAW_TEXT:
        add_text(paint, list, item);
        break;
    case DRAW_CLIP:
        set_clip(paint, &item->rect);
        break;
    }
}

static void begin_frame(struct paint_gl *paint, const struct draw_list *list)
{
    paint->draw++;
    paint->counts = (struct paint_gl_counts){0};
    paint->width = list->width;
    paint->height = list->height;
    paint->whole = (struct area){0, 0, rounded(list->width), rounded(list->height)};
    paint->clip = paint->whole;
    gl_atlas_begin(paint->atlas);
}

static void begin_picture(const struct paint_gl *paint, struct color background)
{
    glViewport(0, 0, paint->whole.x1, paint->whole.y1);
    glDisable(GL_SCISSOR_TEST);
    glEnable(GL_BLEND);
    glBlendFunc(GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
    glClearColor((float)background.r / 255.0f, (float)background.g / 255.0f,
                 (float)background.b / 255.0f, 1.0f);
    glClear(GL_COLOR_BUFFER_BIT);
}

void paint_gl_draw(struct paint_gl *paint, const struct draw_list *list)
{
    begin_frame(paint, list);
    if (empty_area(&paint->whole)) {
        return;
    }
    begin_picture(paint, list->background);
    for (size_t i = 0; i < list->item_n; i++) {
        add_item(paint, list, &list->items[i]);
    }
    flush(paint);
    glBindVertexArray(0);
    glDisable(GL_SCISSOR_TEST);
    release_old_curves(paint);
}

struct paint_gl_counts paint_gl_counts(const struct paint_gl *paint)
{
    return paint->counts;
}

// Life.

// On EGL and Wayland GLEW says that there is no GLX display, after it has loaded everything.
static bool load_entry_points(struct fault *fault)
{
    glewExperimental = GL_TRUE;
    GLenum result = glewInit();
    if (result != GLEW_OK && result != GLEW_ERROR_NO_GLX_DISPLAY) {
        return fault_set(fault, FAULT_WINDOW, "OpenGL cannot be loaded: %s",
                         (const char *)glewGetErrorString(result));
    }
    if (!glGenVertexArrays) {
        return fault_set(fault, FAULT_WINDOW,
                         "OpenGL 3.3 is needed, but its functions are not to be had here");
    }
    return true;
}

struct paint_gl *paint_gl_create(struct font *font, const struct shader_sources *sources,
                                 struct fault *fault)
{
    if (!load_entry_points(fault)) {
        return NULL;
    }
    struct paint_gl *paint = calloc(1, sizeof *paint);
    if (!paint) {
        fault_set(fault, FAULT_MEMORY, "out of memory");
        return NULL;
    }
    paint->font = font;
    if (!paint_gl_load_shaders(paint, sources, fault)) {
        free(paint);
        return NULL;
    }
    paint->shape_mesh = create_shape_mesh();
    paint->line_mesh = create_stroke_mesh();
    paint->atlas = gl_atlas_create(font, ATLAS_SIDE, ATLAS_SIDE_MAX);
    return paint;
}

void paint_gl_set_atlas(struct paint_gl *paint, int side, int side_max)
{
    gl_atlas_destroy(paint->atlas);
    paint->atlas = gl_atlas_create(paint->font, side, side_max);
}

static void free_plan(struct paint_gl *paint)
{
    free(paint->steps);
    free(paint->shapes);
    free(paint->shape_indices);
    free(paint->points);
    stroke_mesh_free(&paint->lines);
    stroke_mesh_free(&paint->curve_mesh);
}

void paint_gl_destroy(struct paint_gl *paint)
{
    if (!paint) {
        return;
    }
    for (size_t i = 0; i < paint->curve_n; i++) {
        destroy_mesh(&paint->curves[i].mesh);
    }
    free(paint->curves);
    free_plan(paint);
    gl_atlas_destroy(paint->atlas);
    destroy_mesh(&paint->line_mesh);
    destroy_mesh(&paint->shape_mesh);
    delete_programs(&paint->programs);
    free(paint);
}

// What a context tells.

static void swap_rows(uint8_t *a, uint8_t *b, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        uint8_t byte = a[i];
        a[i] = b[i];
        b[i] = byte;
    }
}

void gl_read_pixels(int width, int height, uint8_t *rgba)
{
    size_t row = 4 * (size_t)width, rows = (size_t)height;
    glPixelStorei(GL_PACK_ALIGNMENT, 1);
    glReadPixels(0, 0, width, height, GL_RGBA, GL_UNSIGNED_BYTE, rgba);
    for (size_t i = 0; i < rows / 2; i++) {
        swap_rows(rgba + i * row, rgba + (rows - 1 - i) * row, row);
    }
    for (size_t i = 3; i < row * rows; i += 4) {
        rgba[i] = 255;
    }
}

void gl_describe(struct text *out)
{
    static const GLenum names[] = {GL_RENDERER, GL_VERSION, GL_SHADING_LANGUAGE_VERSION};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const GLubyte *value = glGetString(names[i]);
        text_format(out, "%s\n", value ? (const char *)value : "unknown");
    }
}
