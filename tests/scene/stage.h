// A stage for tests of the scene: a session, its scene at some size, letters of a known width.
#ifndef ACTSCOPE_TEST_STAGE_H
#define ACTSCOPE_TEST_STAGE_H

// cmocka wants these four first.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "scene/pointer.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

struct stage {
    struct session session;
    struct scene scene;
    struct curve_cache cache;
    struct pointer pointer;
    struct text said; // what the pointer said last
    int refused;      // commands of the pointer's that the session refused
    double width, height;
    const struct study *study; // what the worker would have handed over; NULL for nothing
    const struct phase_map *phase;
    const struct race_board *board;
};

// The first screen at 1280x720, with some keys bound.
struct stage *stage_new(void);
void stage_free(struct stage *stage);

// Runs one command line, which must be right, and builds the scene again.
void stage_apply(struct stage *stage, const char *line);
void stage_build(struct stage *stage);

// The rectangle of a text's letters, by the stage's widths, smaller by `less` pixels on each side.
struct rect stage_letters(const struct stage *stage, double less, const struct draw_item *item);

// The pointer's doings: each is applied, line by line, and the scene built again. Returns what was
// said.
const char *stage_move(struct stage *stage, double x, double y, unsigned modifiers);
const char *stage_press(struct stage *stage, enum pointer_button button, int clicks, double x,
                        double y, unsigned modifiers);
const char *stage_release(struct stage *stage, enum pointer_button button, double x, double y);
const char *stage_wheel(struct stage *stage, double notches, double x, double y,
                        unsigned modifiers);
const char *stage_tilt(struct stage *stage, double notches, double x, double y);
const char *stage_pinch(struct stage *stage, double spread, double x, double y);

#endif
