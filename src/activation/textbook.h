// Formulas as textbooks write them, evaluated as they are written: right in exact arithmetic, and
// wrong in doubles where terms cancel or overflow. The catalogue's kernels are right there; the
// difference is worth seeing.
#ifndef ACTSCOPE_ACTIVATION_TEXTBOOK_H
#define ACTSCOPE_ACTIVATION_TEXTBOOK_H

#include "activation/activation.h"

// The formula of f or f' of a function of the catalogue, in the expression language, with its
// parameters by name. NULL for functions and orders whose textbook formula holds everywhere, or
// that have none here (f'').
const char *textbook_formula(const char *id, enum order order);

#endif
