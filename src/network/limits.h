// Slopes at 0 and far out, for the limits of the theory; private to it.
#ifndef ACTSCOPE_NETWORK_LIMITS_H
#define ACTSCOPE_NETWORK_LIMITS_H

#include "activation/activation.h"

// ½(f′(0-)² + f′(0+)²): E[f′²] as q → 0.
double slope_square_at_zero(const struct activation *activation, const double *parameters);

// ½(f′(-∞)² + f′(∞)²), or of what swings the mean of f′² far out: E[f′²] as q → ∞; inf where slopes
// grow without bound. Some 2 ms of what swings, else nothing.
double slope_square_at_infinity(const struct activation *activation, const double *parameters);

// Whether f(0-) = f(0+) = 0, so that q = 0 is a fixed point without biases.
bool vanishes_at_zero(const struct activation *activation, const double *parameters);

#endif
