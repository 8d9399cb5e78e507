// Formulas of the expression language in MPFR, node by node over the program's tree: the value of f
// in as many bits as the result has. For tests that compare bounds and pictures with what nobody
// computed in doubles.
#ifndef ACTSCOPE_TESTS_TREE_MPFR_H
#define ACTSCOPE_TESTS_TREE_MPFR_H

#include "activation/expression/expression.h"

#include <stdbool.h>

#include <mpfr.h>

// y = f(x). What does not depend on x is the double that it is. False where the digits of a wave's
// or a step's argument would be lost; y is of no use then. Fails the test at a function of the
// catalogue that has no row in tree_mpfr.c.
bool tree_value(const struct expression *expression, const double *parameters, mpfr_t y,
                const mpfr_t x);

#endif
