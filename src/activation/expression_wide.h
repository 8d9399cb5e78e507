// f, f' and f'' of a formula at one x in wide numbers (wide.h): where doubles overflow or underflow
// on the way to a value that they could hold, or lose it as they cancel.
//
// The values are carried from node to node by the rules of derivation. They are known where every
// function is smooth at its argument: at kinks, jumps, holes, poles and ends of domains the power
// series tell (expression_series.h). What is constant on a stretch, as relu(x) below 0, is known to
// be so, and then the root of a 0 has slopes of 0.
#ifndef ACTSCOPE_ACTIVATION_EXPRESSION_WIDE_H
#define ACTSCOPE_ACTIVATION_EXPRESSION_WIDE_H

#include "activation/expression.h"

enum wide_known {
    WIDE_UNKNOWN,
    WIDE_KNOWN,
    WIDE_VALUE,   // f is known, but not all of its slopes, which are NaN then
    WIDE_ENDLESS, // a part is infinite on a stretch, and with it f, unless f is NaN
};
enum wide_known expression_wide_values(const struct expression *expression,
                                       const double *parameters, double x, double y[ORDER_COUNT]);

// The same to the last digit of a double, however much cancels on the way: by 256 bits, and known
// (not NaN) where 192 come to the same. Takes some 100 microseconds.
void expression_precise_values(const struct expression *expression, const double *parameters,
                               double x, double y[ORDER_COUNT]);

// Frees what was kept for that in this thread; after the last value.
void expression_precise_end(void);

// The sign at x of node p of expression_node.h, less node q where that is not NO_NODE; 0, too,
// where it is not known.
int expression_wide_sign(const struct expression *expression, const double *parameters, double x,
                         int p, int q);

#endif
