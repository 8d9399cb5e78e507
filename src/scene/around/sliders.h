// Sliders for the focused function's parameters.
#ifndef ACTSCOPE_SCENE_AROUND_SLIDERS_H
#define ACTSCOPE_SCENE_AROUND_SLIDERS_H

#include "scene/part.h"

// Draws them at the right of the line at the foot, around the height `middle`, as many as have
// room; returns the width that they take from the picture's right edge, in pixels, the gap to their
// left included.
double scene_sliders(const struct part *part, double middle);

#endif
