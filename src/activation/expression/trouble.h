// Where a formula's values in doubles cannot be trusted, because something on the way to them
// overflows, underflows or divides by 0. Wide numbers (digits.h) or power series (series.h) may
// know the value there. exp(x)/exp(x) at 800 is such a value: doubles give NaN.
#ifndef ACTSCOPE_ACTIVATION_EXPRESSION_TROUBLE_H
#define ACTSCOPE_ACTIVATION_EXPRESSION_TROUBLE_H

#include "activation/expression/expression.h"

// What happens on the way to f at x, and if `slopes` to f' and f''; otherwise these are reported as
// right. `parameters` are the formula's.
struct trouble {
    bool beyond[ORDER_COUNT]; // the value may be wrong because of an overflow or underflow
    bool pole;                // a part of f is infinite exactly, as 1/0 or log(0) are
};
struct trouble expression_trouble(const struct expression *expression, const double *parameters,
                                  double x, bool slopes);

#endif
