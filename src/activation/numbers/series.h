// Power series in a small h > 0, with powers that need not be whole or positive. They describe a
// function next to a point, on one side of it: whether it has a removable hole or a pole there, and
// its one-sided derivatives, also where evaluation at the point would give 0/0.
//
//     sqrt(h^2) is h;  (exp(h) - 1)/h is 1 + h/2 + h^2/6 + …;  h^h is 1 + h log(h) + …
//
// As h falls to 0, exp(-1/h) vanishes faster than every power of h and exp(1/h) grows faster. The
// series of such a function is one term, 1 or -1 times an infinite power of h, which has its sign
// and its limit. So is the series of a function that is infinite on a stretch, as 1/floor(h); an
// infinite `rough` says that it has no derivatives.
//
// The series of a function that is bounded but has no limit, as sin(1/h), has no terms and a rest
// of order 0. So h^2 sin(1/h) has a rest of order 2, and a derivative at 0. Differentiating such a
// rest lowers its order by more than one: `rough` is how much more (1 for sin(1/h), whose
// derivative is -cos(1/h)/h^2).
//
// Series are passed and returned as values; nothing is allocated. Where nothing can be said
// (log(log(1/h)), 0/0 of two functions that are 0, a branch whose condition is not known), the
// result is a series that is not `known`, and so is every result computed from it.
#ifndef ACTSCOPE_ACTIVATION_NUMBERS_SERIES_H
#define ACTSCOPE_ACTIVATION_NUMBERS_SERIES_H

#include <stdbool.h>

enum { SERIES_TERMS = 10 };

// coefficient * h^power * log(1/h)^logs
struct series_term {
    double coefficient; // not 0
    double error;       // bound of the coefficient's rounding error, absolute
    double power, logs;
};

// 2^scale times the sum of the terms and of a rest: an unknown function that vanishes at least as
// fast as h^order * log(1/h)^rest_logs, or grows no faster where order < 0.
struct series {
    bool known;
    bool none; // not known because the function has no value next to the point: sqrt(-h)
    int n;
    struct series_term terms[SERIES_TERMS]; // the first n, in falling size for small h
    double order, rest_logs;                // of the rest; order INFINITY: there is no rest
    double rough;                           // the rest's derivative has the order order - 1 - rough
    double scale;                           // a whole number, 0 unless values leave the doubles
};

enum series_sign { SERIES_NEGATIVE = -1, SERIES_ZERO = 0, SERIES_POSITIVE = 1, SERIES_UNKNOWN = 2 };

struct series series_unknown(void);
struct series series_none(void);             // of a function without a value
struct series series_flat(double sign);      // vanishes faster than every power; sign 1 or -1
struct series series_swinging(double rough); // a rest of order 0: bounded, without a limit

// A constant. An infinity counts as a function that is infinite on a stretch, NaN as one without a
// value.
struct series series_constant(double value);

// The function x + side h, side 1 or -1, where x has a rounding error of at most `error`.
struct series series_point(double x, double error, double side);

// A sum of coefficients that is within their errors counts as 0: its term goes.
struct series series_add(struct series a, struct series b);
struct series series_scale(struct series a, double factor); // factor is finite
struct series series_multiply(struct series a, struct series b);
struct series series_divide(struct series a, struct series b); // 1/0 is +infinity

// a^exponent; without a value where `a` is negative and the exponent not whole. 0^-1 is +infinity.
struct series series_power(struct series a, double exponent);
struct series series_exp(struct series a);
struct series series_log(struct series a);
struct series series_sin(struct series a);
struct series series_cos(struct series a);

// asin(a), or asinh(a) with sign -1, for a series whose limit is 0.
struct series series_small_arc(struct series a, double sign);

// The series with the derivative `slope` by h and the limit `value` at 0; unknown where the
// integral is not finite there.
struct series series_integral(struct series slope, double value);
struct series series_slope(struct series a); // the derivative by h

// g(a) from g, g' and so on, n of them (at most 4), at the limit of `a`. With `whole`, all further
// derivatives are 0; else they are not known.
struct series series_compose(struct series a, const double *derivatives, int n, bool whole);

// The sign for every small enough h.
enum series_sign series_sign(const struct series *a);

// The same, but SERIES_ZERO, not SERIES_UNKNOWN, where the terms of several orders have cancelled
// and only a rest is left: sqrt(x)^2 - x.
enum series_sign series_sign_as_known(const struct series *a);

// Whether it has no terms, only a rest, which vanishes.
bool series_is_rest(const struct series *a);

// Whether it vanishes faster than every power, but is not 0.
bool series_is_flat(const struct series *a);

// Whether it is 0 for every small enough h.
bool series_is_zero(const struct series *a);

// Whether the limit for h to 0 is known and finite. Sets *limit to it, to 0 if not and where it is
// smaller than all doubles.
bool series_limit(const struct series *a, double *limit);

// Whether its size grows beyond all bounds as h falls to 0.
bool series_is_pole(const struct series *a);

// Whether its limit is finite and `value` is within rounding errors of it.
bool series_may_tend_to(const struct series *a, double value);

// The limit for h to 0, infinite at a pole; NaN where there is none, or it is not known.
double series_value(const struct series *a);

// The derivative by h of an order >= 0 at h = 0, from the right: the limit of derivatives, infinite
// where these grow beyond all bounds. NaN where there is none, or it is not known.
double series_derivative(const struct series *a, int order);

#endif
