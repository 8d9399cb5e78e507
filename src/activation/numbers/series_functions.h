// More functions of power series (series.h): the series of |u|, tanh(u), erf(u) and so on, for an
// argument u that is a series. Next to an end of its domain a function has half powers of h, as
// acosh; beyond the end the result is a series without a value (`none`), at infinite arguments the
// limit. Where a result cannot be told, it is not `known`. Angles are in radians.
#ifndef ACTSCOPE_ACTIVATION_NUMBERS_SERIES_FUNCTIONS_H
#define ACTSCOPE_ACTIVATION_NUMBERS_SERIES_FUNCTIONS_H

#include "activation/numbers/series.h"

struct series series_subtract(struct series a, struct series b); // a - b
struct series series_negate(struct series a);                    // -a

// Functions that bend or jump; not known where they depend on a sign that is not known. signum is
// -1, 0 or 1.
struct series series_signum(struct series u);
struct series series_abs(struct series u);
struct series series_floor(struct series u);
struct series series_cbrt(struct series u);

struct series series_hypot(struct series a, struct series b); // sqrt(a^2 + b^2)
struct series series_sinh(struct series u);
struct series series_cosh(struct series u);
struct series series_tanh(struct series u);
struct series series_sigmoid(struct series u); // 1/(1 + exp(-u))
struct series series_asin(struct series u);
struct series series_acos(struct series u);
struct series series_atan(struct series u);
struct series series_asinh(struct series u);
struct series series_acosh(struct series u);
struct series series_atanh(struct series u);
struct series series_erf(struct series u);
struct series series_erfc(struct series u);

#endif
