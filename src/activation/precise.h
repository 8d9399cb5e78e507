// f, f' and f'' exact to the last digit of a double, also where terms of the formula cancel. A
// user's formula is computed with 320 bits, a function of the catalogue by its row's formula
// (`typed`) with exact constants. A result counts as known if 256 bits give the same; else it is
// NaN.
//
//     if (precise_begin(&precise, activation, parameters)) {
//         precise_values(&precise, x, y);
//         precise_end(&precise);
//     }
#ifndef ACTSCOPE_ACTIVATION_PRECISE_H
#define ACTSCOPE_ACTIVATION_PRECISE_H

#include "activation/expression/expression.h"

struct precise {
    const struct expression *expression; // of a user's formula; NULL for a row of the catalogue
    const double *parameters;
    struct expression *form;               // of a row of the catalogue, with its parameters
    double own[ACTIVATION_PARAMETERS_MAX]; // in the order in which `form` has them
};

// Prepares a function; `parameters` must stay where they are until precise_end. False where it has
// no formula: then there is nothing to end.
bool precise_begin(struct precise *precise, const struct activation *activation,
                   const double *parameters);

// Sets y[] to f, f' and f'' at x, NaN where they are not known. Takes some 50 microseconds.
void precise_values(const struct precise *precise, double x, double y[ORDER_COUNT]);

// Frees what was allocated, and what MPFR keeps for this thread.
void precise_end(struct precise *precise);

#endif
