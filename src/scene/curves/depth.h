// The slope through L layers of one unit each: |f'|^L in the place of f', on an axis of powers of
// ten, with its bound sup|f'|^L dashed. L is state.compare.depth, from 1 to DEPTH_MOST; 0 for none.
#ifndef ACTSCOPE_SCENE_CURVES_DEPTH_H
#define ACTSCOPE_SCENE_CURVES_DEPTH_H

#include "base/text.h"
#include "scene/part.h"

// Makes a panel that shows f' one of |f'|^L, where the state asks for it.
void depth_content(const struct state *state, struct panel *panel);

// A y axis in decades (log10 of the value) that fits one function over the stretch x, or with -1
// all that are visible.
struct axis depth_axis(const struct state *state, const struct axis *x, int function);

// Adds what such a panel shows, "|σ′|³⁰", to `out`.
void depth_title(const struct part *part, const struct panel *panel, struct text *out);

// Draws the bounds of the panel's functions: a dashed line, and its value where it has room.
// Nothing in other panels.
void scene_depth_bounds(const struct part *part, const struct panel *panel);

// Writes which functions have a slope of 0 over a stretch, for which such an axis has no place.
void scene_depth_absences(const struct part *part, const struct panel *panel);

// Draws "|f′|³⁰" into the title's line of small multiples, right-aligned at `right`; returns the
// width that it takes with the gap to its left, in pixels, 0 if it draws nothing.
double scene_depth_note(const struct part *part, double right, double baseline);

// Draws the slider of L into the line at the foot, around the height `middle` and right-aligned at
// `right`; returns the width that it takes with the gap to its left, 0 without one.
double scene_depth_slider(const struct part *part, double right, double middle);

#endif
