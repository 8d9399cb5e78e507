// Functions of power series (series.h): what sin, |u| or erf make of an argument that is known as a
// series. Beside the ends of their domains they have half powers, beyond them no value; at infinite
// arguments their limits.
#ifndef ACTSCOPE_ACTIVATION_NUMBERS_SERIES_FUNCTIONS_H
#define ACTSCOPE_ACTIVATION_NUMBERS_SERIES_FUNCTIONS_H

#include "activation/numbers/series.h"

struct series series_subtract(struct series a, struct series b);
struct series series_negate(struct series a);

// Those that bend or jump; unknown where the sign that decides is not known.
struct series series_signum(struct series u);
struct series series_abs(struct series u);
struct series series_floor(struct series u);
struct series series_cbrt(struct series u);

struct series series_hypot(struct series a, struct series b);
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
