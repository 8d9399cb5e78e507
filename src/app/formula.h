// A function named on the command line: an id of the catalogue, or a formula in quotes.
#ifndef ACTSCOPE_APP_FORMULA_H
#define ACTSCOPE_APP_FORMULA_H

#include "activation/expression.h"

// Holds what a formula needs; zero-initialise, end with formula_free.
struct formula {
    struct activation activation; // stands where a row of the catalogue stands
    struct expression *expression;
    struct text texts[ORDER_COUNT]; // f, f' and f'' as printed
    struct text name;
};

// The catalogue's row for an id or alias; else the formula itself, kept in `formula`. NULL with
// FAULT_UNKNOWN_FUNCTION for a single word that is no id, or FAULT_EXPRESSION with the column.
const struct activation *formula_find(const char *text, struct formula *formula,
                                      struct fault *fault);

void formula_free(struct formula *formula);

#endif
