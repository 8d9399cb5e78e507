// The values at the cursor, where each panel holds one function of several: they are read in the
// panels, beside the curves, not in a table (curves/readout.h). The cursor's x stands in the
// title's line.
#ifndef ACTSCOPE_SCENE_CURVES_CURSOR_VALUES_H
#define ACTSCOPE_SCENE_CURVES_CURSOR_VALUES_H

#include "scene/part.h"

// Whether that is how values are read in this picture.
bool values_in_panels(const struct part *part);

// Draws the values of a panel's curves.
void scene_values(const struct part *part, const struct panel *panel);

// Draws the cursor's x, right-aligned at `right`; returns the width that it takes with the gap to
// its left, in pixels, 0 if it draws nothing.
double scene_cursor_x(const struct part *part, double right, double baseline);

// Writes "x = 0.5" into `out` of `size` bytes, or "x ≈ 1.099" where the cursor's x has more digits
// than make a pixel's difference.
void cursor_text(const struct part *part, char *out, size_t size);

#endif
