// The panels of the curves' page: how many there are, what each shows, and where it is.
#ifndef ACTSCOPE_SCENE_CURVES_LAYOUT_H
#define ACTSCOPE_SCENE_CURVES_LAYOUT_H

#include "scene/part.h"

// Fills scene->panels for state.layout, in rows from the upper left, on whole pixels. What is left
// of the picture between the bands is theirs.
void layout_panels(const struct part *part, const struct bands *bands);

#endif
