// The read-out: a table of the values of all visible functions at the cursor. In a lecture, where
// the table would cover curves or be too small to be read, the focused function's values stand in
// the title's place instead, or in a strip beneath the title of a tour's step.
#ifndef ACTSCOPE_SCENE_CURVES_READOUT_H
#define ACTSCOPE_SCENE_CURVES_READOUT_H

#include "scene/part.h"

// The height of that strip, in pixels; 0 where there is none.
double readout_strip(const struct part *part);

// Draws the read-out over the panels; nothing without a cursor. Returns true where it stands in the
// title's place, so that there can be no title.
bool scene_readout(const struct part *part, const struct bands *bands);

#endif
