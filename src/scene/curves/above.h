// What stands above panels, outside of them: what a row shows (f, f′, f″), with the note of its
// numbers; the name of a column, or of a panel of a grid; and in fixed lines under that name the
// words that belong to it. A name is a zone: a click hides the function, a double click leaves only
// that one.
#ifndef ACTSCOPE_SCENE_CURVES_ABOVE_H
#define ACTSCOPE_SCENE_CURVES_ABOVE_H

#include "scene/part.h"

// The room that names of functions need above a row of panels, in pixels; 0 where there are none.
double above_names(const struct part *part);

// The room that the heading of a row needs above it: a line, where it does not stand in the margin.
double above_heading(const struct part *part);

// How many lines of words stand under the names of columns of that width; 0 where they have no room
// or there is nothing to say; and the height of a line.
int above_lines(const struct part *part, double width);
double above_line_height(const struct part *part);

// Draws all that stands above a panel; `note` is that of its numbers of y, "×10⁻³", or "".
void scene_above(const struct part *part, const struct panel *panel, const char *note);

#endif
