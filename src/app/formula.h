// A function named on the command line: an id of the catalogue, or a formula in quotes.
#ifndef ACTSCOPE_APP_FORMULA_H
#define ACTSCOPE_APP_FORMULA_H

#include "activation/own.h"

// The catalogue's row for an id or alias; else the formula itself, or the definition, kept in `own`
// (zero-initialised; end with own_clear). NULL with FAULT_UNKNOWN_FUNCTION for a single word that
// is no id, or FAULT_EXPRESSION with the column.
const struct activation *formula_find(const char *text, struct own *own, struct fault *fault);

// Whether a text is meant as a formula: "softmaxx" is a mistyped id, "x", "2x" and "x*tanh(x)" are
// formulas.
bool formula_meant(const char *text);

#endif
