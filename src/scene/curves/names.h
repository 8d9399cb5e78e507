// Names above panels that hold one function each: in a grid above each panel, side by side above
// each column. A name is a zone: a click hides the function, a double click leaves only that one.
#ifndef ACTSCOPE_SCENE_CURVES_NAMES_H
#define ACTSCOPE_SCENE_CURVES_NAMES_H

#include "scene/part.h"

// The room that a name needs above a panel, in pixels; 0 where there are no names.
double names_height(const struct part *part);

// Draws the name of a panel's function and behind it a note about the panel's numbers, "×10⁻³", or
// "". Nothing for a panel that has no name above it.
void scene_name(const struct part *part, const struct panel *panel, const char *note);

#endif
