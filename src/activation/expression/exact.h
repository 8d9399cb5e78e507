// The value of a node (node.h) and what rounding took from it: value + rest is nearer to
// the true one where sums, products, quotients, roots and powers were rounded on the way. A
// formula's numbers count as the doubles that they are, and so do the values of other functions.
#ifndef ACTSCOPE_ACTIVATION_EXPRESSION_EXACT_H
#define ACTSCOPE_ACTIVATION_EXPRESSION_EXACT_H

#include "activation/expression/expression.h"

struct exact {
    double value, rest;
};
struct exact expression_exact(const struct expression *expression, const double *parameters,
                              double x, int node);

#endif
