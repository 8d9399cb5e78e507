// What a panel does not show of its curves, and why: no values, too small or too large for a
// double, not positive on a log axis.
#ifndef ACTSCOPE_SCENE_CURVES_ABSENCES_H
#define ACTSCOPE_SCENE_CURVES_ABSENCES_H

#include "scene/part.h"

// Writes that in a note (scene/note.h); nothing where nothing is absent. `index` is the panel's
// number.
void scene_absences(const struct part *part, const struct panel *panel, int index);

#endif
