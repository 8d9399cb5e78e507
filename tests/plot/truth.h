// Where curves are, to as many digits as it takes: the catalogue by the oracles of the kernels'
// tests, formulas node by node in MPFR with f' and f'' from differences of f.
#ifndef ACTSCOPE_TESTS_PLOT_TRUTH_H
#define ACTSCOPE_TESTS_PLOT_TRUTH_H

#include "picture.h"

// The point of the curve at x, in pixels from the origin of p->curve; y is NaN where the function
// is not defined, -HUGE_VAL where a log axis has no place for it. False where it is not known: too
// many digits cancel.
bool true_point(const struct picture *p, double x, struct pixel *at);

// A vertex in the same pixels.
struct pixel vertex_from_origin(const struct curve *curve, size_t i);

#endif
