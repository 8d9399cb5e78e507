// What a formula looks like just beside a point: its nodes as power series (series.h) of x + h or
// x - h. Where doubles only give 0/0 or 0 times infinity, these have the answer.
#ifndef ACTSCOPE_ACTIVATION_EXPRESSION_SERIES_H
#define ACTSCOPE_ACTIVATION_EXPRESSION_SERIES_H

#include "activation/expression/expression.h"
#include "activation/numbers/series.h"

// The series of f at x + side h, side 1 or -1. Not known where a part of it has none: logarithms of
// logarithms, infinity less infinity.
struct series expression_series(const struct expression *expression, const double *parameters,
                                double x, double side);

// The same near a point that doubles miss, as sin misses its root π: what may be 0 there is.
struct series expression_series_near(const struct expression *expression, const double *parameters,
                                     double x, double side);

// The same of a part of the formula, a node of node.h, near a point that lies so many
// units of the last place from x at most.
struct series expression_node_series(const struct expression *expression, const double *parameters,
                                     int node, double x, double ulps, double side);

// f at such a point itself, found from a double next to it: what may be a whole number there, as
// rounding goes, is one, so that 1/sin(x) has no value near the double next to π whose sine should
// be 0. NaN, too, where doubles go on with the infinity of a part that has no value: atan(1/x) at
// 0. Returns whether anything differs from what doubles make of x: whether the point is missed.
bool expression_value_near(const struct expression *expression, const double *parameters, double x,
                           double ulps, double *value);

// f where x is a series itself.
struct series expression_series_of(const struct expression *expression, const double *parameters,
                                   struct series x);

// f and its derivatives at x: from the right, or where f does not go on there, at the end of its
// domain or at a jump, from the left. NaN where an order is not known; an infinity where slopes
// grow beyond all bounds. At a pole f is infinite, too, with the sign that it has beside x.
enum slopes_known {
    SLOPES_UNKNOWN, // f(x) is NaN, or the series are not known
    SLOPES_NONE,    // f(x) is the limit on neither side; slopes[] are NaN
    SLOPES_FOUND,
};
enum slopes_known expression_slopes(const struct expression *expression, const double *parameters,
                                    double x, double slopes[ORDER_COUNT]);

// Whether f takes a power 0^0 or inf^0, whose exponent moves, for 1 at x, though it tends to
// another number.
bool expression_powers_mislead(const struct expression *expression, const double *parameters,
                               double x);

#endif
