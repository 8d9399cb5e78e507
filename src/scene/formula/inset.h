// The focused function's formula, and its derivative's, typeset in a panel
// (scene/formula/formula.h).
#ifndef ACTSCOPE_SCENE_FORMULA_INSET_H
#define ACTSCOPE_SCENE_FORMULA_INSET_H

#include "scene/part.h"

// Draws the formulas of what a panel shows of the focused function, as large as they can be without
// covering anything; or, if there is no room, a line that says so. False where nothing is drawn.
// Parsed formulas are kept in scene->formulas.
bool scene_formula(const struct part *part, const struct panel *panel);

// Frees what is kept; NULL is fine.
void formulas_free(struct formulas *formulas);

#endif
