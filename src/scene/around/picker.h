// The list that opens upwards from the entry line: functions to show, commands with their help,
// names for a formula, files. Rows are zones; only those in sight are drawn, and sampled.
#ifndef ACTSCOPE_SCENE_AROUND_PICKER_H
#define ACTSCOPE_SCENE_AROUND_PICKER_H

#include "scene/part.h"

// Draws the list of the entry line's candidates, over all that was drawn before: its lower edge is
// the upper edge of the entry line's field. Nothing where there are none.
void scene_picker(const struct part *part);

#endif
