// The slopes of a function at 0 and far out, which the theory needs in its limits q → 0 and q → ∞.
// Only the files of mean_field.h use them.
#ifndef ACTSCOPE_NETWORK_LIMITS_H
#define ACTSCOPE_NETWORK_LIMITS_H

#include "activation/activation.h"

// ½(f′(0-)² + f′(0+)²), the limit of E[f′²] as q → 0.
double slope_square_at_zero(const struct activation *activation, const double *parameters);

// ½(f′(-∞)² + f′(∞)²), the limit of E[f′²] as q → ∞; of a function that swings, the mean of f′² far
// out, which takes some 2 ms. inf where slopes grow without bound.
double slope_square_at_infinity(const struct activation *activation, const double *parameters);

// Whether f(0-) = f(0+) = 0, so that q = 0 is a fixed point without biases.
bool vanishes_at_zero(const struct activation *activation, const double *parameters);

#endif
