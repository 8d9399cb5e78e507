// A panel: one coordinate system with its grid, numbers, curves, labels and notes, composed in
// painting order.
#ifndef ACTSCOPE_SCENE_CURVES_PANEL_H
#define ACTSCOPE_SCENE_CURVES_PANEL_H

#include "scene/part.h"

// Draws a panel, number `index` of the scene's, whose place and content are fixed
// (curves/layout.h). Its curves are sampled where the curve cache has none that will do.
void scene_panel(const struct part *part, const struct panel *panel, int index);

#endif
