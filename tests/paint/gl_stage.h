// A stage for tests of painters: a GL context without a display (SDL's offscreen driver), a
// framebuffer object, a font, and both painters' pixels of the same list.
//
// ACTSCOPE_TEST_PICTURES=DIRECTORY keeps the pictures of both and their difference, four times as
// strong.
#ifndef ACTSCOPE_TEST_GL_STAGE_H
#define ACTSCOPE_TEST_GL_STAGE_H

#include <GL/glew.h>

// cmocka wants these four first.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "paint/gl/paint_gl.h"
#include "paint/paint_cairo.h"

struct SDL_Window;

struct stage {
    int width, height;
    struct SDL_Window *window;
    void *context;
    GLuint framebuffer, texture;
    struct font *font;
    struct paint_gl *paint;
    struct draw_list list;
    uint8_t *gl, *cairo; // width * height * 4, RGBA
    uint64_t curves;     // identities used, for caches whose curves the painter must tell apart
};

// NULL, with a message, where there is no OpenGL 3.3: a test that needs it then fails.
struct stage *stage_open(int width, int height);
void stage_close(struct stage *stage);

// Starts the stage's list.
struct draw_list *stage_begin(struct stage *stage, struct color background);

// Draw a list of the stage's size by GL; by both. `name` is for kept pictures.
void stage_draw_gl(struct stage *stage, const struct draw_list *list);
void stage_draw_both(struct stage *stage, const struct draw_list *list, const char *name);
void stage_keep(const struct stage *stage, const char *name, const char *painter,
                const uint8_t *rgba);

struct difference {
    double mean;    // per channel, over the whole picture
    double touched; // the same over pixels that are not background in one of the two
    int largest;
    int x, y; // where that is
};
struct difference stage_compare(const struct stage *stage, struct color background);

#endif
