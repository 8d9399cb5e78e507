// Values of any function to the last digit of a double.
#ifndef ACTSCOPE_ACTIVATION_PRECISE_H
#define ACTSCOPE_ACTIVATION_PRECISE_H

#include "activation/expression/expression.h"

// f, f' and f'' however much cancels on the way: of a user's formula, and of the catalogue by its
// formula (its row's `typed`) with exact constants. By 320 bits, and known (not NaN) where 256 come
// to the same. Each x takes some 50 microseconds.
struct precise {
    const struct expression *expression;
    const double *parameters;
    struct expression *form; // of a function of the catalogue, and its parameters
    double own[ACTIVATION_PARAMETERS_MAX];
};

// `parameters` must stay where they are until the end, which frees what was allocated, and what was
// kept for this thread. False where a function has no formula: then nothing is to be ended.
bool precise_begin(struct precise *precise, const struct activation *activation,
                   const double *parameters);
void precise_values(const struct precise *precise, double x, double y[ORDER_COUNT]);
void precise_end(struct precise *precise);

#endif
