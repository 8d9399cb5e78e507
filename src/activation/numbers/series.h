// Power series in a small h > 0, with powers that need not be whole or positive: what a function
// looks like just beside a point. They tell a removable hole from a pole, and give the one-sided
// derivatives that formulas lose where 0 meets infinity.
//
//     sqrt(h^2) is h;  (exp(h) - 1)/h is 1 + h/2 + h^2/6 + …;  h^h is 1 + h log(h) + …
//
// exp(-1/h) vanishes faster than every power, exp(1/h) grows faster: such a series is one term, 1
// or -1, of an infinite power, which says its sign and its limit. So is what is infinite on a
// stretch, as 1/floor(h); that it has no slopes is said by an infinite `rough`.
//
// What swings without end but stays bounded, as sin(1/h), is a rest of order 0 about which nothing
// else is known, so that h^2 sin(1/h) has a slope at 0. A derivative takes more than one power from
// such a rest: `rough` is how many more.
//
// A series is a value: functions take and return it whole. What cannot be told (log(log(1/h)),
// 0/0 of two zeros, a branch whose condition is not known) is a series that is not `known`, and so
// is what is made of it.
#ifndef ACTSCOPE_ACTIVATION_NUMBERS_SERIES_H
#define ACTSCOPE_ACTIVATION_NUMBERS_SERIES_H

#include <stdbool.h>

enum { SERIES_TERMS = 10 };

struct series_term {
    double coefficient; // not 0
    double error;       // at most so far from the true one, by rounding
    double power, logs;
};

// The sum of 2^scale * coefficient * h^power * log(1/h)^logs, and of something not known that
// vanishes as h^order * log(1/h)^rest_logs.
struct series {
    bool known;
    bool none; // not known, because there is no value beside the point: sqrt(-h)
    int n;
    struct series_term terms[SERIES_TERMS]; // each less than the one before it
    double order, rest_logs;                // order INFINITY: there is nothing else
    double rough;                           // its slope vanishes as h^(order - 1 - rough)
    double scale;                           // whole; for values beyond the doubles
};

enum series_sign { SERIES_NEGATIVE = -1, SERIES_ZERO = 0, SERIES_POSITIVE = 1, SERIES_UNKNOWN = 2 };

struct series series_unknown(void);
struct series series_none(void);
struct series series_flat(double sign);      // vanishes faster than every power
struct series series_swinging(double rough); // bounded
struct series series_constant(double value); // an infinity grows faster than every power; NaN: none
// x + side h; x may be so far off.
struct series series_point(double x, double error, double side);
struct series series_add(struct series a, struct series b); // sums within their errors are 0
struct series series_scale(struct series a, double factor); // by a finite number
struct series series_multiply(struct series a, struct series b);
struct series series_divide(struct series a, struct series b);
struct series series_power(struct series a, double exponent); // 1/0 is an infinity above
struct series series_exp(struct series a);
struct series series_log(struct series a);
struct series series_sin(struct series a);
struct series series_cos(struct series a);

// asin(a), or with sign -1 asinh(a), for an `a` that vanishes.
struct series series_small_arc(struct series a, double sign);

// The series whose derivative by h is `slope` and which is `value` at 0; unknown where it is not
// finite there.
struct series series_integral(struct series slope, double value);
struct series series_slope(struct series a); // by h

// g(a) from g's first n derivatives, g itself included, at the value of `a`; n is at most 4. They
// are all that there are if `whole`.
struct series series_compose(struct series a, const double *derivatives, int n, bool whole);

// The sign for every small enough h.
enum series_sign series_sign(const struct series *a);

// The same, but 0 where all of many terms cancel, as far as they are known: sqrt(x)^2 - x.
enum series_sign series_sign_as_known(const struct series *a);

// Whether all that is known is how fast it vanishes.
bool series_is_rest(const struct series *a);

// Whether it vanishes faster than every power, but is not 0.
bool series_is_flat(const struct series *a);

// Whether it is 0 for every small enough h.
bool series_is_zero(const struct series *a);

// Whether its limit is finite; which is in *limit, 0 beneath the smallest double.
bool series_limit(const struct series *a, double *limit);

// Whether it grows beyond all bounds.
bool series_is_pole(const struct series *a);

// Whether its limit may be that value, as rounding goes.
bool series_may_tend_to(const struct series *a, double value);

// Its limit, infinite at a pole; NaN where it is not known or there is none.
double series_value(const struct series *a);

// The derivative of that order at 0 from the right: NaN where it is not known or there is none, an
// infinity where the slopes grow beyond all bounds.
double series_derivative(const struct series *a, int order);

#endif
