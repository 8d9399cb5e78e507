// The draw list on the screen: OpenGL 3.3 core, three shader programs (solid strokes, dashed
// strokes, shapes and text), no MSAA.
//
// Strokes are triangles built on the CPU, with the signed distance to the centre line as an
// attribute and analytic coverage in the fragment shader; joins are round. A sampled curve keeps
// its vertex buffer on the GPU: it is built and uploaded when its revision, its width or the shape
// of the view changes, and panning or a uniform zoom only changes a matrix. Everything else of a
// frame (rectangles, discs, text) streams through one buffer. Text is rastered once by the font and
// kept in an atlas.
//
// A GL context must be current for every call. GL state left behind: blending on, premultiplied;
// scissor off.
#ifndef ACTSCOPE_PAINT_GL_PAINT_GL_H
#define ACTSCOPE_PAINT_GL_PAINT_GL_H

#include <stdint.h>

#include "base/text.h"
#include "paint/font.h"
#include "scene/draw_list.h"

// GLSL sources, from #version on. The defaults are embedded at build time from shaders/.
struct shader_sources {
    const char *stroke_vertex, *stroke_fragment; // strokes: curves and lines; also with DASHED
    const char *shape_vertex, *shape_fragment;   // rectangles, polygons, discs, rings, text
};
extern const struct shader_sources shader_sources_embedded;

struct paint_gl;

// Loads the entry points (GLEW; GLEW_ERROR_NO_GLX_DISPLAY is no error) and builds programs and
// buffers. NULL with FAULT_WINDOW (entry points missing) or FAULT_SHADER (text: the compiler's
// message).
struct paint_gl *paint_gl_create(struct font *font, const struct shader_sources *sources,
                                 struct fault *fault);
void paint_gl_destroy(struct paint_gl *paint); // NULL is fine

// Replaces the programs. On failure the old ones stay and `fault` has the compiler's message.
bool paint_gl_load_shaders(struct paint_gl *paint, const struct shader_sources *sources,
                           struct fault *fault);

// Starts over with another texture for text: squares of `side` pixels, growing up to `side_max`.
// Tests use small ones to see it fill up.
void paint_gl_set_atlas(struct paint_gl *paint, int side, int side_max);

// Draws the list into the current framebuffer of list->width x list->height pixels. Buffers of
// curves that were not drawn for a while are released.
void paint_gl_draw(struct paint_gl *paint, const struct draw_list *list);

// Since the last paint_gl_draw began.
struct paint_gl_counts {
    long vertices, draw_calls;
    long uploads; // curve buffers (re)built
    long strings; // texts rastered and uploaded
};
struct paint_gl_counts paint_gl_counts(const struct paint_gl *paint);

// Reads the current framebuffer: width * height * 4 bytes, RGBA, rows from the top, alpha 255.
void gl_read_pixels(int width, int height, uint8_t *rgba);

// Draws a list off screen and reads it, likewise: a window that is just changing its size, or lies
// under another one, need not have the pixels. False if OpenGL has no room for a picture of the
// list's size.
bool paint_gl_capture(struct paint_gl *paint, const struct draw_list *list, uint8_t *rgba);

// Renderer, version and shading language, one a line, appended.
void gl_describe(struct text *out);

#endif
