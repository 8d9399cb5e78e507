// The atlas: one texture with the coverage of every string that was drawn lately.
//
// Whole strings are rastered once by the font and kept under their text, size and weight. When
// there is no more room everything is dropped and the next strings start afresh, in a larger
// texture if the frame needs one.
#ifndef ACTSCOPE_PAINT_GL_ATLAS_H
#define ACTSCOPE_PAINT_GL_ATLAS_H

#include <GL/glew.h>
#include <stdbool.h>

#include "paint/font.h"

struct gl_atlas;

// A string in the texture: texels (u, v) to (u + w, v + h), to be put at (left, top) from its
// anchor. Nothing to draw if w == 0.
struct gl_glyphs {
    int u, v, w, h;
    int left, top;
};

// Square textures of `side` texels (a few more than strings are high), growing up to `side_max`.
// The font is borrowed.
struct gl_atlas *gl_atlas_create(struct font *font, int side, int side_max);
void gl_atlas_destroy(struct gl_atlas *atlas); // NULL is fine

// Starts counting what a frame needs.
void gl_atlas_begin(struct gl_atlas *atlas);

// Finds or rasters a string. False if there is no room: draw what uses the texture so far, then
// gl_atlas_restart and ask again; after that it succeeds.
bool gl_atlas_find(struct gl_atlas *atlas, const char *string, double cap, enum text_weight weight,
                   struct gl_glyphs *out);
void gl_atlas_restart(struct gl_atlas *atlas);

// How many strings were rastered since gl_atlas_begin.
long gl_atlas_rastered(const struct gl_atlas *atlas);

GLuint gl_atlas_texture(const struct gl_atlas *atlas);

// Where in the texture a fully covered texel is, always; u and v alike.
double gl_atlas_solid(void);

#endif
