// Formulas to be typeset: each function of the catalogue in the expression language, as people
// write it on a board. A test holds every one to its kernel.
#ifndef ACTSCOPE_ACTIVATION_FORMULA_TEXT_H
#define ACTSCOPE_ACTIVATION_FORMULA_TEXT_H

#include "activation/activation.h"

// f or f' of a function of the catalogue, with its parameters by name. NULL for f'' and for ids
// that the catalogue does not have.
const char *formula_text(const char *id, enum order order);

// The index of a formula's parameter among the function's, or -1. Those that are called as a
// function of the language is have "_" behind their name: "min_".
int formula_parameter(const struct activation *activation, const char *name);

#endif
