// f, f' and f'' of a part of a formula at one x, in wide numbers (wide.h), and what functions make
// of them by the rules of derivation: known where a function is smooth at its argument. At kinks,
// jumps, holes, poles and ends of domains all is unknown (NaN).
#ifndef ACTSCOPE_ACTIVATION_NUMBERS_TRACK_H
#define ACTSCOPE_ACTIVATION_NUMBERS_TRACK_H

#include "activation/activation.h"
#include "activation/numbers/wide.h"

struct track {
    struct wide v[ORDER_COUNT];
    bool still;   // constant for some way on both sides
    bool endless; // not known, but infinite for some way on both sides
};

struct track track_x(double x, int bits); // x itself, in so many bits
struct track track_constant(struct wide value);
struct track track_unknown(void);
struct track track_endless(void);
bool track_is_known(const struct track *a);
bool track_is_nothing(const struct track *a); // is 0 for some way

// What cancels to 0 is unknown, as that may be all that rounding has left, which is great beside
// what comes next: (1 - erf(x)) exp(x^2). So are slopes, in more than 53 bits.
struct track track_sum(struct track a, struct track b);
struct track track_negative(struct track a);
struct track track_product(struct track a, struct track b);
struct track track_quotient(struct track a, struct track b);

// g(u) from g, g' and g'' at u.
struct track track_applied(struct track u, struct wide g, struct wide dg, struct wide d2g);

struct track track_power(struct track a, struct track b);
struct track track_root(struct track u);
struct track track_cbrt(struct track u);
struct track track_exp(struct track u);
struct track track_expm1(struct track u);
struct track track_log(struct track u);
struct track track_log2(struct track u);
struct track track_log10(struct track u);
struct track track_log1p(struct track u);
struct track track_sin(struct track u);
struct track track_cos(struct track u);
struct track track_tan(struct track u);
struct track track_asin(struct track u);
struct track track_acos(struct track u);
struct track track_atan(struct track u);
struct track track_sinh(struct track u);
struct track track_cosh(struct track u);
struct track track_tanh(struct track u);
struct track track_asinh(struct track u);
struct track track_acosh(struct track u);
struct track track_atanh(struct track u);
struct track track_erf(struct track u);
struct track track_erfc(struct track u);

// What bends or jumps, away from there. Of what is vast, floor and ceil are all that is left.
struct track track_abs(struct track u);
struct track track_sign(struct track u);
struct track track_floor(struct track u);
struct track track_ceil(struct track u);

// Functions of the catalogue that need no formula, or are better than it.
struct track track_sigmoid(struct track u);
struct track track_softplus(struct track u);
struct track track_gelu(struct track u);

// A natural logarithm as that to another base.
struct track track_in_base(struct track log, double base);

#endif
