// Formulas as mathematics: the tree of an expression, by which it is computed, typeset in boxes.
#ifndef ACTSCOPE_SCENE_FORMULA_FORMULA_H
#define ACTSCOPE_SCENE_FORMULA_FORMULA_H

#include "activation/expression/expression.h"
#include "scene/formula/box.h"

// Adds an expression's order to the sheet in letters of `cap`; parameters are written as `of` (NULL
// for the expression itself) writes those of the same name. False where it is too long or too deep
// to be read.
bool formula_typeset(struct sheet *sheet, const struct expression *expression, enum order order,
                     const struct activation *of, double cap, struct box *out);

// The same over several lines where it is wider than `width` pixels: a sum breaks before + and −, a
// product between its factors. Returns how many lines it fills, 0 where more than `max` or where a
// term alone is too wide.
int formula_typeset_lines(struct sheet *sheet, const struct expression *expression,
                          enum order order, const struct activation *of, double cap, double width,
                          struct box lines[], int max);

// Whether an expression is no more than a function of that name, of x: "sin(x) = sin(x)" says
// nothing.
bool formula_is_name(const struct expression *expression, const char *name);

#endif
