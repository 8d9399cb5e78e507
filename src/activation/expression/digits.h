// f, f' and f'' of a formula at one x in wide numbers (wide.h): where doubles overflow or underflow
// on the way to a value that they could hold, or lose it as they cancel.
//
// The values are carried from node to node by the rules of derivation. They are known where every
// function is smooth at its argument: at kinks, jumps, holes, poles and ends of domains the power
// series tell (series.h). What is constant on a stretch, as relu(x) below 0, is known to
// be so, and then the root of a 0 has slopes of 0.
#ifndef ACTSCOPE_ACTIVATION_EXPRESSION_DIGITS_H
#define ACTSCOPE_ACTIVATION_EXPRESSION_DIGITS_H

#include "activation/expression/expression.h"

enum wide_known {
    WIDE_UNKNOWN,
    WIDE_KNOWN,
    WIDE_VALUE,   // f is known, but not all of its slopes, which are NaN then
    WIDE_ENDLESS, // a part is infinite on a stretch, and with it f, unless f is NaN
};
enum wide_known expression_wide_values(const struct expression *expression,
                                       const double *parameters, double x, double y[ORDER_COUNT]);

// The same to the last digit of a double, however much cancels on the way: by 320 bits, and known
// (not NaN) where 256 come to the same. `is_form`: of the catalogue (a row's `typed`), whose
// constants are exact; a user's are the doubles that they are. Takes some 50 microseconds.
void expression_digits(const struct expression *expression, const double *parameters, double x,
                       bool is_form, double y[ORDER_COUNT]);

// The sign at x of node p of node.h, less node q where that is not NO_NODE; 0, too,
// where it is not known.
int expression_wide_sign(const struct expression *expression, const double *parameters, double x,
                         int p, int q);

// Where p - q - level passes 0, or is a whole number, or its cosine passes 0: of nodes of node.h; q
// may be NO_NODE.
enum turn_kind { TURN_AT_0, TURN_AT_WHOLE, TURN_AT_POLE };
struct turn {
    int p, q;
    double level;
    enum turn_kind kind;
    bool touches; // the level matters, whatever the sign beside it
};

// A simple root of a turn, not of one at whole numbers: found from *x next to it, which is not 0,
// by chords in 320 bits. *x becomes the double next to the root, and *off is how far
// beyond that it is. False, and neither is written to, where the method does not end at once, or
// leads farther than `reach`.
bool expression_wide_root(const struct expression *expression, const double *parameters,
                          const struct turn *turn, double reach, double *x, double *off);

#endif
