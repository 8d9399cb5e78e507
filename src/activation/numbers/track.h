// f, f' and f'' of a part of a formula at one x, in wide numbers (wide.h), for values more exact
// than doubles give them. The functions below compute them for sums, products and functions of such
// parts, by the rules of differentiation. They are known where the function is smooth at its
// argument; at kinks, jumps, holes, poles and ends of domains all three are unknown (NaN). There
// are no other faults. With more than 53 bits, call between wide_begin and wide_end.
#ifndef ACTSCOPE_ACTIVATION_NUMBERS_TRACK_H
#define ACTSCOPE_ACTIVATION_NUMBERS_TRACK_H

#include "activation/activation.h"
#include "activation/numbers/wide.h"

struct track {
    struct wide v[ORDER_COUNT]; // f, f' and f'' by x
    bool still;                 // the function is constant on an interval around x
    bool endless;               // not known, but infinite on an interval around x
};

struct track track_x(double x, int bits);       // the variable x, in 53 to WIDE_BITS bits
struct track track_constant(struct wide value); // is still
struct track track_unknown(void);
struct track track_endless(void);
bool track_is_known(const struct track *a);   // whether f is; f' and f'' may not be
bool track_is_nothing(const struct track *a); // is 0 on an interval around x

// A sum that comes out as 0, of numbers that are not, is unknown: rounding may have taken all of
// it, and a product may make what it took large again, as (1 - erf(x)) exp(x^2). In more than 53
// bits this holds for sums of derivatives, too.
struct track track_sum(struct track a, struct track b);
struct track track_negative(struct track a); // -a
struct track track_product(struct track a, struct track b);
struct track track_quotient(struct track a, struct track b); // a/b

// g(u), by the chain rule, from g, dg = g' and d2g = g'' at the value of u.
struct track track_applied(struct track u, struct wide g, struct wide dg, struct wide d2g);

// Functions as the C library has them; angles in radians, track_root is sqrt.
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

// Functions that bend or jump: unknown at those places. floor and ceil of a number too large to
// have digits after the point (wide_is_vast) are the number itself.
struct track track_abs(struct track u);
struct track track_sign(struct track u);
struct track track_floor(struct track u);
struct track track_ceil(struct track u);

// Functions of the catalogue, computed without the digits that their formulas lose by cancellation.
struct track track_sigmoid(struct track u);
struct track track_softplus(struct track u); // ln(1 + e^u)
struct track track_gelu(struct track u);

// The logarithm to a base other than e, from the natural one.
struct track track_in_base(struct track log, double base);

#endif
