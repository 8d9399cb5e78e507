// The panels of the curves' page: how many there are, what each shows, and where it is.
#ifndef ACTSCOPE_SCENE_CURVES_LAYOUT_H
#define ACTSCOPE_SCENE_CURVES_LAYOUT_H

#include "scene/part.h"

// The look of the curves' page, from the look of other pages: the panels of a grid are small, and
// so are their words and lines.
struct look layout_look(const struct scene_input *input, struct look look);

// Fills scene->panels for state.layout, in rows from the upper left, on whole pixels. What is left
// of the picture between the bands is theirs.
void layout_panels(const struct part *part, const struct bands *bands);

#endif
