// The plan of a frame: the data and functions that the files of paint_gl share. Private to this
// folder; everybody else uses paint/gl/paint_gl.h.
//
// A frame is planned before it is drawn. Each item of the draw list becomes vertices, in one of two
// streams (shapes and text; lines) or in the buffer of a curve, and a step, which is one draw call.
// plan_flush then uploads the streams and draws the steps. shapes.c, strokes.c and curves.c plan,
// plan.c joins steps, flush.c draws, programs.c has the shader programs.
//
// Draw calls are what a frame costs, so an item joins an earlier step of the same program and look
// if no step after that one touches the same pixels: what is painted last is then still on top.
// Quads with sides along the axes are cut at the clip while they are planned. They need no scissor,
// which would keep quads with different clips from joining.
//
// Coordinates are pixels of the picture, x to the right and y down from its upper left corner.
// "Build pixels" are those of the zoom at which a curve's buffer was built: struct mapping leads
// from there to the picture.
#ifndef ACTSCOPE_PAINT_GL_PLAN_H
#define ACTSCOPE_PAINT_GL_PLAN_H

#include <math.h>
#include <stdbool.h>
#include <stddef.h>

#include "paint/gl/atlas.h"
#include "paint/gl/mesh.h"
#include "paint/gl/paint_gl.h"

// The most dashes of a pattern. One of an odd number of lengths is gone through twice, so that five
// lengths make five dashes and five gaps.
enum { DASH_PAIRS = DASH_MAX - 1 };

// Whole pixels: the columns x0 to x1 - 1 of the rows y0 to y1 - 1; none where x0 >= x1 or y0 >= y1.
struct area {
    int x0, y0, x1, y1;
};

// A rectangle in pixels, whose sides may lie within pixels.
struct pixel_box {
    double x0, y0, x1, y1;
};

// How a stroke looks: the uniforms of stroke_fragment.glsl. Lengths are pixels.
struct style {
    float color[4];            // red, green, blue, alpha, 0 to 1; premultiplied
    float rim;                 // half the width, and half a pixel for the soft edge
    float peak;                // the most of a pixel that it covers: below 1 for a thinner line
    float dash[DASH_PAIRS][2]; // where each dash begins in the pattern, and its length
    int dash_n;                // how many dashes; 0: solid
    float period, inked;       // length of the pattern, and of its dashes together
};

// From build pixels to pixels of the picture: times scale, plus shift.
struct mapping {
    double scale_x, scale_y, shift_x, shift_y;
};

// How many times longer a line is in the picture than in the buffer: the geometric mean of both
// axes.
static inline double mapping_zoom(const struct mapping *mapping)
{
    return sqrt(mapping->scale_x * mapping->scale_y);
}

// The program of a draw call. The first two take their vertices from the stream of shapes, the
// others from the stream of lines or a curve's buffer.
enum step_kind {
    STEP_SHAPES, // rectangles, discs, rings and polygons with soft edges
    STEP_GLYPHS, // text, rectangles on whole pixels, and masks: coverage read from a texture
    STEP_SOLID,  // strokes
    STEP_DASHED,
};

enum { SHAPE_KINDS = STEP_SOLID };

// An off-screen picture of a stroke that overlaps itself: how much of each pixel the stroke covers.
// From there it is painted in one go, as a pixel that were painted twice would be too dark. As
// large as the picture.
struct gl_mask {
    GLuint texture, framebuffer; // 0 before it is needed
    int width, height;
};

// One draw call.
struct step {
    enum step_kind kind;
    bool masked;            // a stroke is drawn into the mask, STEP_GLYPHS takes it from there
    bool scissored;         // nothing is drawn outside `clip`; without it `clip` says nothing
    struct area clip;       // for a stroke that goes into the mask, also what is cleared there
    GLuint array;           // the vertex array
    size_t first, count;    // indices: three a triangle; of shapes, in the list of their kind
    struct pixel_box box;   // no pixel outside it is touched
    struct style style;     // of strokes; else unused, as is mapping
    struct mapping mapping; // of vertices, to the picture
};

// Shader programs with the places of their uniforms; id 0 is none.
struct stroke_program {
    GLuint id;
    GLint view, pixel, zoom, color, rim, peak, dash_n, dash, period, inked;
};

struct shape_program {
    GLuint id;
    GLint pixel, glyphs;
};

// Strokes have a program for each pair of these two choices: strokes[VARIANT_DASHED +
// VARIANT_MASKED] is for dashed strokes that go into the mask.
enum { VARIANT_DASHED = 1, VARIANT_MASKED = 2, STROKE_VARIANTS = 4 };

struct programs {
    struct stroke_program strokes[STROKE_VARIANTS];
    struct shape_program shape, glyphs, mask; // `mask` paints what the mask holds
    bool lazy; // the embedded sources: most are compiled when needed, so that a window opens sooner
};

// The triangles of a curve on the GPU, built for one width and for one ratio of the axes' units. A
// curve is found again by identity, width and round_ends.
struct curve_buffer {
    uint64_t identity;     // of struct curve (plot/curve.h), as is revision
    double width;          // of the stroke, in pixels
    bool round_ends;       // as solid strokes have; dashed ones end square
    uint64_t revision;     // of the samples when it was built
    double unit_x, unit_y; // pixels per axis coordinate when it was built; 0 before
    struct gl_mesh mesh;
    size_t vertex_n, index_n;
    bool overlaps;        // as in struct stroke_mesh
    struct pixel_box box; // about its points, build pixels
    long last_draw;       // number of the paint_gl_draw that used it last
};

// Growing memory: n are used, c have room.
struct index_list {
    uint32_t *items;
    size_t n, c;
};

// The painter. As in struct draw_list, `…_n` counts what is used and `…_c` what there is room for.
struct paint_gl {
    struct font *font; // borrowed
    struct gl_atlas *atlas;
    struct programs programs;
    struct gl_mesh shape_mesh, line_mesh; // streams, refilled by every frame
    struct gl_mask mask;
    struct curve_buffer *curves;
    size_t curve_n, curve_c;
    size_t curve_next; // where the search for the next curve begins
    struct paint_gl_counts counts;
    long draw; // number of this paint_gl_draw, from 1

    // The plan of the frame.
    double width, height; // of the picture, in pixels
    struct area whole;    // the picture
    struct area clip;     // where items may draw, within `whole`
    int disc_n;           // discs that were planned as strokes since the last plan_flush
    struct step *steps;
    size_t step_n, step_c;
    struct shape_vertex *shapes;
    size_t shape_n, shape_c;
    struct index_list indices[SHAPE_KINDS]; // joined by plan_flush, shapes before glyphs
    size_t glyphs_from;                     // where those of glyphs begin in the joined list
    struct stroke_mesh lines;

    // Memory that is kept from one item to the next.
    struct stroke_mesh curve_mesh; // of the curve that is being built
    double *points;                // of the item that is being planned, x, y, x, y …
    size_t point_c;
};

// --- numbers and areas ---

static const double coordinate_max = 1e6; // pixels; floats beyond are too coarse to place a pixel
static const double fringe = 0.5;         // pixels by which a soft edge reaches beyond its shape

// A coordinate within ±coordinate_max; 0 for NaN.
static inline double plan_bounded(double x)
{
    return isnan(x) ? 0 : fmin(fmax(x, -coordinate_max), coordinate_max);
}

// The nearest whole pixel, halves upwards; bounded as above.
static inline int plan_rounded(double x)
{
    return (int)floor(plan_bounded(x) + 0.5);
}

// The larger of two numbers, and the smaller one.
static inline int at_least(int a, int b)
{
    return a > b ? a : b;
}

static inline int at_most(int a, int b)
{
    return a < b ? a : b;
}

// The pixels that are in both; empty, but never negative, where there are none.
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

// --- planning ---

// Adds a draw call. A step without indices adds nothing. If possible no step is added, but one of
// the latest grows: it must have the same look, its indices must end where the new ones begin, and
// no step after it may touch the new one's box.
void plan_add_step(struct paint_gl *paint, const struct step *step);

// Whether a box lies wholly within the present clip, and wholly outside it.
bool plan_inside_clip(const struct paint_gl *paint, const struct pixel_box *box);
bool plan_outside_clip(const struct paint_gl *paint, const struct pixel_box *box);

// The box about n points (x, y pairs), wider by `margin` pixels on all sides.
struct pixel_box plan_box_about(const double *xy, size_t n, double margin);

// Adds a stroke whose vertices and indices exist already: as one draw call, or by way of the mask
// if it `overlaps` itself and that would be seen. `step` has all but its box; `box` is about all
// pixels that the stroke touches.
void plan_add_stroke(struct paint_gl *paint, struct step step, const struct stroke *stroke,
                     bool overlaps, const struct pixel_box *box);

// Draws what was planned so far into the current framebuffer, and empties the plan.
void plan_flush(struct paint_gl *paint);

// The program of a step, and the one for strokes; compiled when it is first needed. Never NULL. One
// that does not compile has id 0, with which OpenGL draws nothing.
const struct shape_program *programs_shape(struct paint_gl *paint, const struct step *step);
const struct stroke_program *programs_stroke(struct paint_gl *paint, bool dashed, bool masked);

// Deletes those that were compiled.
void programs_delete(const struct programs *programs);

// Paints the pixels of an area in a colour, each as much as the mask's stroke covers it.
void shapes_add_mask(struct paint_gl *paint, const struct area *area, struct color color);

// Each of these plans one item of the draw list, of the kind that its name says, within the present
// clip. Rectangles must have w, h > 0; shapes_add_rect draws no round corners. A curve that has no
// buffer, or none that serves, gets one.
void shapes_add_rect(struct paint_gl *paint, const struct draw_item *item);
void shapes_add_round_rect(struct paint_gl *paint, const struct draw_item *item);
void shapes_add_marker(struct paint_gl *paint, const struct draw_item *item);
void shapes_add_fill(struct paint_gl *paint, const struct draw_list *list,
                     const struct draw_item *item);
void shapes_add_text(struct paint_gl *paint, const struct draw_list *list,
                     const struct draw_item *item);
void strokes_add_line(struct paint_gl *paint, const struct draw_list *list,
                      const struct draw_item *item);
void curves_add(struct paint_gl *paint, const struct draw_item *item);

// Plans a disc as a stroke without length; radius in pixels.
void strokes_add_disc(struct paint_gl *paint, double x, double y, double radius,
                      struct color color);

// Frees the buffers of curves that were not drawn for a while; those of all curves, once the
// painter ends.
void curves_release_old(struct paint_gl *paint);
void curves_release(struct paint_gl *paint);

// Whether a stroke has a dash pattern that can be drawn: no length below 0 or NaN, not all of them
// 0, and a finite sum.
bool stroke_is_dashed(const struct stroke *stroke);

// The uniforms for a stroke, without dashes unless stroke_is_dashed. Styles that look alike are
// alike in every byte, so that memcmp can compare them.
struct style stroke_style(const struct stroke *stroke);

#endif
