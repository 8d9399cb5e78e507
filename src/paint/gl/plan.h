// The plan of a frame, which the parts of paint_gl write and share; private to them.
//
// A frame is planned before it is drawn: the items of the list become vertices in two streams
// (shapes, lines) and steps, each of which is one draw call. Items share a step as far as the
// painting order allows. What is made of axis-parallel quads is cut at the clip, and needs no
// scissor. Steps of one kind need not be neighbours for that: an item may come earlier than those
// that it does not touch. shapes.c, strokes.c and curves.c plan; flush.c draws.
#ifndef ACTSCOPE_PAINT_GL_PLAN_H
#define ACTSCOPE_PAINT_GL_PLAN_H

#include <math.h>
#include <stdbool.h>
#include <stddef.h>

#include "paint/gl/atlas.h"
#include "paint/gl/mesh.h"
#include "paint/gl/paint_gl.h"

enum { DASH_PAIRS = DASH_MAX - 1 }; // an odd pattern is gone through twice, hence up to five dashes

struct area {
    int x0, y0, x1, y1; // pixels, y down
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

// How much longer lines are in the picture than in the buffer.
static inline double mapping_zoom(const struct mapping *mapping)
{
    return sqrt(mapping->scale_x * mapping->scale_y);
}

// The program of a draw call. Those before STEP_SOLID share the stream of shapes.
enum step_kind { STEP_SHAPES, STEP_GLYPHS, STEP_SOLID, STEP_DASHED };

enum { SHAPE_KINDS = STEP_SOLID };

// Where the coverage of a stroke that overlaps itself is put together before it takes its colour,
// so that no pixel takes it twice. As large as the picture.
struct gl_mask {
    GLuint texture, framebuffer; // 0 before it is needed
    int width, height;
};

// One draw call.
struct step {
    enum step_kind kind;
    bool masked; // a stroke: into the mask; glyphs: from there
    bool scissored;
    struct area clip;
    GLuint array;
    size_t first, count; // indices; of shapes, in the list of their kind
    struct box box;      // about all that it touches
    struct style style;
    struct mapping mapping;
};

struct stroke_program {
    GLuint id;
    GLint view, pixel, zoom, color, rim, peak, dash_n, dash, period, inked;
};

struct shape_program {
    GLuint id;
    GLint pixel, glyphs;
};

// Strokes have a program for each pair of choices. Our own are compiled when they are first
// needed: a window that shows no dashes opens sooner.
enum { VARIANT_DASHED = 1, VARIANT_MASKED = 2, STROKE_VARIANTS = 4 };

struct programs {
    struct stroke_program strokes[STROKE_VARIANTS];
    struct shape_program shape, glyphs, mask;
    bool lazy;
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
    bool overlaps;
    struct box box; // about its points, build pixels
    long last_draw;
};

struct index_list {
    uint32_t *items;
    size_t n, c;
};

struct paint_gl {
    struct font *font;
    struct gl_atlas *atlas;
    struct programs programs;
    struct gl_mesh shape_mesh, line_mesh; // streams, refilled by every frame
    struct gl_mask mask;
    struct curve_buffer *curves;
    size_t curve_n, curve_c;
    size_t curve_next; // where the next curve is probably found
    struct paint_gl_counts counts;
    long draw; // number of this draw

    // The plan of the frame.
    double width, height;
    struct area whole, clip;
    int disc_n; // discs that were drawn as strokes
    struct step *steps;
    size_t step_n, step_c;
    struct shape_vertex *shapes;
    size_t shape_n, shape_c;
    struct index_list indices[SHAPE_KINDS]; // each list follows its predecessor in the buffer
    size_t glyphs_from;                     // where the second list begins there
    struct stroke_mesh lines;

    // Scratch memory.
    struct stroke_mesh curve_mesh;
    double *points;
    size_t point_c;
};

// Numbers.

static const double coordinate_max = 1e6; // pixels; farther out floats lose the pixel
static const double fringe = 0.5;         // pixels by which anti-aliased edges reach out

static inline double plan_bounded(double x)
{
    return isnan(x) ? 0 : fmin(fmax(x, -coordinate_max), coordinate_max);
}

static inline int plan_rounded(double x)
{
    return (int)floor(plan_bounded(x) + 0.5);
}

static inline int at_least(int a, int b)
{
    return a > b ? a : b;
}

static inline int at_most(int a, int b)
{
    return a < b ? a : b;
}

static inline struct area common_area(struct area a, struct area b)
{
    struct area c = {at_least(a.x0, b.x0), at_least(a.y0, b.y0), at_most(a.x1, b.x1),
                     at_most(a.y1, b.y1)};
    c.x1 = at_least(c.x0, c.x1);
    c.y1 = at_least(c.y0, c.y1);
    return c;
}

static inline bool same_area(const struct area *a, const struct area *b)
{
    return a->x0 == b->x0 && a->y0 == b->y0 && a->x1 == b->x1 && a->y1 == b->y1;
}

static inline bool empty_area(const struct area *area)
{
    return area->x0 >= area->x1 || area->y0 >= area->y1;
}

// Planning.

// Adds a draw call, or makes one of the last longer, if it has the same look and all after it are
// elsewhere. Nothing if it draws nothing.
void plan_add_step(struct paint_gl *paint, const struct step *step);

bool plan_inside_clip(const struct paint_gl *paint, const struct box *box);
bool plan_outside_clip(const struct paint_gl *paint, const struct box *box);

// The box about points, wider by `margin` on all sides.
struct box plan_box_about(const double *xy, size_t n, double margin);

// Adds a stroke: as a draw call, or, if it `overlaps` itself, by way of the mask. `box` is about
// all that it touches.
void plan_add_stroke(struct paint_gl *paint, struct step step, const struct stroke *stroke,
                     bool overlaps, const struct box *box);

void programs_delete(const struct programs *programs);

// Draws what was planned so far, and forgets it.
void plan_flush(struct paint_gl *paint);

// The programs of a step; compiled when they are first needed.
const struct shape_program *programs_shape(struct paint_gl *paint, const struct step *step);
const struct stroke_program *programs_stroke(struct paint_gl *paint, bool dashed, bool masked);

// Adds the mask's content within an area, in a colour.
void shapes_add_mask(struct paint_gl *paint, const struct area *area, struct color color);

// What the painters of items add; rectangles must have w, h > 0.
void shapes_add_rect(struct paint_gl *paint, const struct draw_item *item); // no round corners
void shapes_add_round_rect(struct paint_gl *paint, const struct draw_item *item);
void shapes_add_marker(struct paint_gl *paint, const struct draw_item *item);
void shapes_add_fill(struct paint_gl *paint, const struct draw_list *list,
                     const struct draw_item *item);
void shapes_add_text(struct paint_gl *paint, const struct draw_list *list,
                     const struct draw_item *item);
void strokes_add_line(struct paint_gl *paint, const struct draw_list *list,
                      const struct draw_item *item);
void strokes_add_disc(struct paint_gl *paint, double x, double y, double radius,
                      struct color color);
void curves_add(struct paint_gl *paint, const struct draw_item *item);

// Frees the buffers of curves that were not drawn for a while; of all curves.
void curves_release_old(struct paint_gl *paint);
void curves_release(struct paint_gl *paint);

// Whether a stroke has a dash pattern that can be drawn: no length below 0 or NaN, not all of them
// 0, and a finite sum.
bool stroke_is_dashed(const struct stroke *stroke);
struct style stroke_style(const struct stroke *stroke);

#endif
