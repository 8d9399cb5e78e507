// The atlas: one texture on the GPU with the strings that were drawn lately. Each texel is how much
// of a pixel the letters cover.
//
// A string is rastered once, as a whole, by the font (paint/font.h) and is found again by its text,
// size and weight. When the texture is full all strings are dropped; it becomes larger if one frame
// alone would fill it. A GL context must be current for every call.
#ifndef ACTSCOPE_PAINT_GL_ATLAS_H
#define ACTSCOPE_PAINT_GL_ATLAS_H

#include <GL/glew.h>
#include <stdbool.h>

#include "paint/font.h"

struct gl_atlas;

// A string in the texture, which one pixel is drawn of each texel: the texels from (u, v) to (u +
// w, v + h). Its upper left corner is drawn `left` pixels right of the text's left end and `top`
// pixels below the baseline (above it where negative). w == 0: nothing to draw, as for blanks.
struct gl_glyphs {
    int u, v, w, h;
    int left, top;
};

// Makes an atlas with a texture of side * side texels, which may grow to `side_max`; both are
// limited to what OpenGL allows. The font is borrowed. Never NULL: without memory the program ends
// (base/memory.h).
struct gl_atlas *gl_atlas_create(struct font *font, int side, int side_max);
void gl_atlas_destroy(struct gl_atlas *atlas); // NULL is fine

// Begins a frame: what it needs of the texture is counted from here on, for gl_atlas_restart.
void gl_atlas_begin(struct gl_atlas *atlas);

// Finds a string whose capitals are `cap` pixels high (to 1/64), or rasters it; fills `out`. False
// where the texture is full: draw what uses it so far, call gl_atlas_restart, and ask again, which
// then succeeds. A string larger than the largest texture is cut at the right and the bottom.
bool gl_atlas_find(struct gl_atlas *atlas, const char *string, double cap, enum text_weight weight,
                   struct gl_glyphs *out);

// Drops all strings, and makes the texture larger where the frame needs more: earlier results of
// gl_atlas_find are of no use any more.
void gl_atlas_restart(struct gl_atlas *atlas);

// How many strings were rastered since gl_atlas_begin.
long gl_atlas_rastered(const struct gl_atlas *atlas);

// The texture: one channel (GL_R8), no filtering. It stays the same when it grows.
GLuint gl_atlas_texture(const struct gl_atlas *atlas);

// The u and the v, in texels, of a texel that is always fully covered: rectangles are drawn with
// it.
double gl_atlas_solid(void);

#endif
