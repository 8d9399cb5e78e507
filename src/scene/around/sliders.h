// Sliders above the buttons: the parameters of all functions that are drawn, and L.
#ifndef ACTSCOPE_SCENE_AROUND_SLIDERS_H
#define ACTSCOPE_SCENE_AROUND_SLIDERS_H

#include "scene/part.h"

// The height that they take, in pixels; 0 where there is nothing to move. It does not depend on
// which function has the focus: a mouse that passes over curves moves nothing.
double sliders_height(const struct part *part);

// Draws them in a line around the height `middle`, in the order of the functions: each function's
// name, its parameters, and a button that lets the chosen one run. Tracks become shorter where
// there is little room; what has none is left out, the last ones first.
void scene_sliders(const struct part *part, double middle);

#endif
