// Where a formula's values in doubles cannot be trusted: something on the way overflows, underflows
// or divides by 0. Wide numbers (digits.h) or series may know better there.
#ifndef ACTSCOPE_ACTIVATION_EXPRESSION_TROUBLE_H
#define ACTSCOPE_ACTIVATION_EXPRESSION_TROUBLE_H

#include "activation/expression/expression.h"

// What happens on the way to f, and to its slopes if these are wanted, at x by doubles.
struct trouble {
    bool beyond[ORDER_COUNT]; // a value overflows, or underflows on the way
    bool pole;                // f divides by 0, or the like
};
struct trouble expression_trouble(const struct expression *expression, const double *parameters,
                                  double x, bool slopes);

#endif
