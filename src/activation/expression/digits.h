// f, f' and f'' of a formula at one x in wide numbers (numbers/wide.h), which have more digits than
// doubles and exponents without end. They are for values that doubles could hold but overflow or
// underflow on the way to, and for values whose digits cancel.
//
// f, f' and f'' are computed together from node to node, by the rules of derivation. They are known
// where every function is smooth at its argument; at kinks, jumps, holes, poles and ends of domains
// power series have them (series.h). A part that is constant on a stretch, as relu(x) is below 0,
// is known to be so: sqrt(relu(x)) has slopes of 0 there.
//
// `parameters` are the formula's, in its order. At an x that is not finite nothing is known.
#ifndef ACTSCOPE_ACTIVATION_EXPRESSION_DIGITS_H
#define ACTSCOPE_ACTIVATION_EXPRESSION_DIGITS_H

#include "activation/expression/expression.h"

// Computes y = {f, f', f''} at x in 53 bits, rounded to doubles; NaN for what is not known.
enum wide_known {
    WIDE_UNKNOWN, // f is not known
    WIDE_KNOWN,   // all three are known
    WIDE_VALUE,   // f is known, but not both derivatives
    WIDE_ENDLESS, // not known: a part of f is infinite on a whole stretch around x
};
enum wide_known expression_wide_values(const struct expression *expression,
                                       const double *parameters, double x, double y[ORDER_COUNT]);

// The same to the last digit of a double, however much cancels on the way: in 320 bits, and NaN
// where 256 bits give another result. `is_form` is true for a definition of the catalogue (a row's
// `typed`): there the doubles next to π, √2 and √(2/π) stand for these numbers themselves. In a
// user's formula constants are the doubles. Takes some 50 microseconds.
void expression_digits(const struct expression *expression, const double *parameters, double x,
                       bool is_form, double y[ORDER_COUNT]);

// The sign at x, 1, 0 or -1, of node p (node.h), or of p - q where q is not NO_NODE. 0 also where
// it is not known. With q it may take as long as expression_digits.
int expression_wide_sign(const struct expression *expression, const double *parameters, double x,
                         int p, int q);

// A turn: something that an operation does where the difference p - q - level of two nodes (node.h)
// has a certain value. q may be NO_NODE, for 0. max(x, 1) turns where x - 1 is 0.
enum turn_kind {
    TURN_AT_0,     // the difference is 0
    TURN_AT_WHOLE, // it is a whole number: floor, ceil
    TURN_AT_POLE,  // its cosine is 0: tan
};
struct turn {
    int p, q;
    double level;
    enum turn_kind kind;
    bool touches; // a difference that touches 0 without changing its sign counts as well
};

// Finds a simple root of a turn, of TURN_AT_0 or TURN_AT_POLE, from a start *x next to it that is
// not 0, by the secant method in 320 bits. Then *x becomes the double next to the root, and the
// root itself is at *x + *off. Returns false, and writes neither, where six steps do not suffice or
// the root is farther than `reach` from the start.
bool expression_wide_root(const struct expression *expression, const double *parameters,
                          const struct turn *turn, double reach, double *x, double *off);

#endif
