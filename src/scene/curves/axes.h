// A panel's grid lines, the axes x = 0 and y = 0, and the numbers beside it.
#ifndef ACTSCOPE_SCENE_CURVES_AXES_H
#define ACTSCOPE_SCENE_CURVES_AXES_H

#include "plot/ticks.h"
#include "scene/part.h"

struct panel_ticks {
    struct ticks x, y;
};

// Compute the numbers of an axis: no more than have room, nor than the look allows.
void axes_ticks_x(const struct part *part, const struct panel *panel, struct ticks *ticks);
void axes_ticks_y(const struct part *part, const struct panel *panel, struct ticks *ticks);

// The width of the widest number; and the height of a line under the numbers of x for their note.
double axes_widest_x(const struct part *part, const struct ticks *ticks);
double axes_note_height(const struct part *part);

// Draw lines at the numbers; the axes, or the panel's left and lower edge where 0 is out of sight;
// and the numbers of each axis. A number that would be cut or run into another is left out; 0 is
// the last one to go.
void axes_grid(const struct part *part, const struct panel *panel, const struct panel_ticks *ticks);
void axes_lines(const struct part *part, const struct panel *panel);
void axes_numbers_x(const struct part *part, const struct panel *panel, const struct ticks *ticks);
void axes_numbers_y(const struct part *part, const struct panel *panel, const struct ticks *ticks);

// Draws a line of `width` pixels through the panel at a fraction of its width, from 0 at the left
// to 1 at the right; its edges lie on whole pixels.
void axes_vertical(const struct part *part, const struct panel *panel, double fraction,
                   double width, struct color color);

#endif
