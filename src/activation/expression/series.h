// What a formula looks like just beside a point: its nodes as power series (numbers/series.h) in
// the distance h > 0 from it. They have the answer where doubles only give 0/0 or 0 times infinity:
// sin(x)/x beside 0 is 1 - h^2/6 + …
//
// In all functions `parameters` are the formula's, in its order. `side` is 1 for x + h, right of
// the point, and -1 for x - h. A series that cannot be told is not `known`.
#ifndef ACTSCOPE_ACTIVATION_EXPRESSION_SERIES_H
#define ACTSCOPE_ACTIVATION_EXPRESSION_SERIES_H

#include "activation/expression/expression.h"
#include "activation/numbers/series.h"

// The series of f beside exactly x. Not known where a part of f has none that can be told, as
// logarithms of logarithms and infinity less infinity have not.
struct series expression_series(const struct expression *expression, const double *parameters,
                                double x, double side);

// The same where the point is not exactly x but within 1 ulp (unit in the last place) of it, as the
// root π of sin is: a part that may be 0 at the point within that error is taken for 0.
struct series expression_series_near(const struct expression *expression, const double *parameters,
                                     double x, double side);

// The same of a part of the formula, a node of node.h, beside a point within so many ulps of x; 0
// for exactly x.
struct series expression_node_series(const struct expression *expression, const double *parameters,
                                     int node, double x, double ulps, double side);

// Sets *value to f at a point that lies within `ulps` ulps of x. A part of f that may be a whole
// number there, within rounding errors, is taken for it: 1/sin(x) at the double next to π is taken
// at π itself, where the sine is 0. NaN where f has no value, also if doubles go on with the
// infinity of a part: atan(1/x) at 0. Returns whether any part differs from its value in doubles at
// x, which means that the point is missed by x.
bool expression_value_near(const struct expression *expression, const double *parameters, double x,
                           double ulps, double *value);

// The series of f where the variable is itself the series x.
struct series expression_series_of(const struct expression *expression, const double *parameters,
                                   struct series x);

// Sets slopes[] to f, f' and f'' at x from the right; or from the left where f does not go on to
// the right, as at the end of its domain or at a jump. NaN where an order is not known; an infinity
// where slopes grow beyond all bounds. At a pole f is infinite with the sign that it has beside x.
enum slopes_known {
    SLOPES_UNKNOWN, // f(x) is NaN, or the series are not known
    SLOPES_NONE,    // f(x) is the limit on neither side; slopes[] are NaN
    SLOPES_FOUND,
};
enum slopes_known expression_slopes(const struct expression *expression, const double *parameters,
                                    double x, double slopes[ORDER_COUNT]);

// Whether f in doubles is misled at x by a power 0^0 or inf^0 with an exponent that depends on x:
// doubles take it for 1, but beside x it tends to another number, as x^(1/log(x)) does at 0.
bool expression_powers_mislead(const struct expression *expression, const double *parameters,
                               double x);

#endif
