// Formulas as mathematics: the tree that computes, typeset.
#ifndef ACTSCOPE_SCENE_FORMULA_H
#define ACTSCOPE_SCENE_FORMULA_H

#include "activation/expression.h"
#include "scene/formula_box.h"

// Adds an expression's order to the sheet in letters of `cap`; parameters are written as `of` (NULL
// for the expression itself) writes those of the same name. False where it is too long or too deep
// to be read.
bool formula_typeset(struct sheet *sheet, const struct expression *expression, enum order order,
                     const struct activation *of, double cap, struct box *out);

#endif
