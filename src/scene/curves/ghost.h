// Ghosts: thin dotted curves of the textbook formulas, computed in plain doubles, over the exact
// curves (`naive on`).
#ifndef ACTSCOPE_SCENE_CURVES_GHOST_H
#define ACTSCOPE_SCENE_CURVES_GHOST_H

#include "scene/part.h"

// Draws the ghost of the panel's k-th function, where it has a textbook formula and ghosts are on.
// `place` is the place of the function's curve in the curve cache. Compiled formulas are kept in
// scene->ghosts.
void scene_ghost(const struct part *part, const struct panel *panel, int place, int k,
                 enum order order);

// Frees what is kept; NULL is fine.
void ghosts_free(struct ghosts *ghosts);

#endif
