// Points of interest on a panel's curves: extrema, roots, inflections, each with its value in
// words.
#ifndef ACTSCOPE_SCENE_CURVES_POINTS_H
#define ACTSCOPE_SCENE_CURVES_POINTS_H

#include "scene/part.h"

// Draws those that state.points asks for: the headline ones, and of the focused function those that
// the cursor stands on. A label without a free place is left out. Nothing where |f'|^L is drawn.
void scene_points(const struct part *part, const struct panel *panel);

#endif
