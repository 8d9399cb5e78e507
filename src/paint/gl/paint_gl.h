// Draws a draw list with OpenGL 3.3 core. Edges are smooth because the fragment shaders compute how
// much of a pixel a shape covers; there is no multisampling.
//
// Strokes are triangles built on the CPU (paint/gl/stroke.h), which carry the signed distance to
// the centre line to the shader. A sampled curve keeps its vertex buffer on the GPU. The buffer is
// built again when the curve's revision, the stroke's width or the ratio of the axes' units
// changes, or when the zoom has doubled or halved; panning and zooming in between only change a
// matrix. All other vertices of a frame (lines, rectangles, discs, text) are uploaded in two
// streams. Text is rastered once by the font and kept in an atlas (paint/gl/atlas.h).
//
// A GL context must be current for every call, always the same one for one painter. paint_gl_draw
// leaves blending on, for premultiplied colours, and the scissor test off.
#ifndef ACTSCOPE_PAINT_GL_PAINT_GL_H
#define ACTSCOPE_PAINT_GL_PAINT_GL_H

#include <stdint.h>

#include "base/text.h"
#include "paint/font.h"
#include "scene/draw_list.h"

// GLSL sources, from #version on, borrowed while a call lasts. Each pair makes several programs, by
// macros: strokes with DASHED and MASKED, shapes with GLYPHS or MASK. The sources of shaders/ are
// embedded when the program is built.
struct shader_sources {
    const char *stroke_vertex, *stroke_fragment; // curves and lines
    const char *shape_vertex, *shape_fragment;   // rectangles, polygons, discs, rings, text
};
extern const struct shader_sources shader_sources_embedded;

struct paint_gl;

// Makes a painter: loads OpenGL's functions and compiles programs. The font is borrowed. NULL with
// FAULT_WINDOW where functions of OpenGL 3.3 are missing, FAULT_SHADER with the compiler's message
// where a program does not compile, or FAULT_MEMORY; `fault` may be NULL. Of the embedded sources
// programs are compiled when they are first needed.
struct paint_gl *paint_gl_create(struct font *font, const struct shader_sources *sources,
                                 struct fault *fault);
void paint_gl_destroy(struct paint_gl *paint); // NULL is fine

// Replaces the programs. False with FAULT_SHADER and the compiler's message where one does not
// compile; the old programs then stay.
bool paint_gl_load_shaders(struct paint_gl *paint, const struct shader_sources *sources,
                           struct fault *fault);

// Starts over with another texture for text, of side * side pixels, which may grow to `side_max`.
// Tests use small ones to see it fill up.
void paint_gl_set_atlas(struct paint_gl *paint, int side, int side_max);

// Draws the list into the current framebuffer, whose lower left corner holds list->width by
// list->height pixels (rounded). Nothing where one of them is 0. Buffers of curves that were not
// drawn in the last 120 calls are freed.
void paint_gl_draw(struct paint_gl *paint, const struct draw_list *list);

// What the latest paint_gl_draw did; zero before the first.
struct paint_gl_counts {
    long vertices, draw_calls;
    long uploads; // buffers of curves that were built, for the first time or again
    long strings; // strings that were rastered and uploaded
};
struct paint_gl_counts paint_gl_counts(const struct paint_gl *paint);

// Copies the current framebuffer's lower left width by height pixels to `rgba`, which has room for
// 4 * width * height bytes: red, green, blue, 255 of each pixel, rows from the top.
void gl_read_pixels(int width, int height, uint8_t *rgba);

// Draws a list off screen and copies its pixels to `rgba`, as gl_read_pixels does. A window that is
// changing its size, or is covered by another one, may lack those pixels. False, with `rgba` as it
// was, if OpenGL cannot make a picture of the list's size.
bool paint_gl_capture(struct paint_gl *paint, const struct draw_list *list, uint8_t *rgba);

// Appends three lines: the renderer, OpenGL's version, and that of its shading language; "unknown"
// for what OpenGL does not tell.
void gl_describe(struct text *out);

#endif
