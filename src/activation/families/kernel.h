// What a kernel is made of; private to this room. Each function is written once, as its three
// orders at one point (NAME_at); KERNEL(NAME) makes the loop over arrays (kernel_NAME) from it. The
// formulas are chosen so that no digits cancel and nothing overflows or underflows before the
// result does.
#ifndef ACTSCOPE_ACTIVATION_FAMILIES_KERNEL_H
#define ACTSCOPE_ACTIVATION_FAMILIES_KERNEL_H

#include "activation/activation.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#define COUNT(array) ((int)(sizeof(array) / sizeof *(array)))

struct orders {
    double f, df, d2f;
};

typedef struct orders orders_at(const double *parameters, double x);

// Inlined into every kernel, so that `at` becomes plain code, and a loop that keeps one order only
// pays for that one: the compiler drops the exponentials that the others would need.
static inline __attribute__((always_inline)) void evaluate(orders_at *at, const double *parameters,
                                                           const double *x, size_t n, double *f,
                                                           double *df, double *d2f)
{
    if (!df && !d2f) {
        for (size_t i = 0; f && i < n; i++)
            f[i] = at(parameters, x[i]).f;
    } else if (!f && !d2f) {
        for (size_t i = 0; i < n; i++)
            df[i] = at(parameters, x[i]).df;
    } else {
        for (size_t i = 0; i < n; i++) {
            struct orders y = at(parameters, x[i]);
            if (f)
                f[i] = y.f;
            if (df)
                df[i] = y.df;
            if (d2f)
                d2f[i] = y.d2f;
        }
    }
}

// kernel_NAME from NAME_at.
#define KERNEL(name)                                                                               \
    static void kernel_##name(const double *parameters, const double *x, size_t n, double *f,      \
                              double *df, double *d2f)                                             \
    {                                                                                              \
        evaluate(name##_at, parameters, x, n, f, df, d2f);                                         \
    }

// a e^h without a subnormal number on the way, which would cost up to |a|/2 ulp of the result.
static inline double times_exp(double a, double h)
{
    if (h > -690)
        return a * exp(h);
    double e = exp(h / 2);
    return a * e * e;
}

// Numbers as unevaluated sums high + low, with |low| within half an ulp of high. An exponential's
// argument needs it: 700 rounded to a double is off by up to 5.7e-14, and exp then by 256 ulp.

// a b = high + low exactly, unless high overflows (then low is NaN or infinite) or low underflows.
static inline double two_product(double a, double b, double *low)
{
    double high = a * b;
    *low = fma(a, b, -high);
    return high;
}

// a + b = high + low exactly (Knuth's two-sum), unless high overflows.
static inline double two_sum(double a, double b, double *low)
{
    double high = a + b, part = high - a;
    *low = (a - (high - part)) + (b - part);
    return high;
}

// e^(h + l) for a tiny l.
static inline double exp_split(double h, double l)
{
    double e = exp(h);
    return e + e * l;
}

// a e^(h + l), as times_exp.
static inline double times_exp_split(double a, double h, double l)
{
    if (h > -690)
        return a * exp_split(h, l);
    double e = exp_split(h / 2, l / 2);
    return a * e * e;
}

// The powers of 1 + z are multiplied out: for small z only their last addition rounds, while 1 + z,
// once rounded, carries its error into every factor.
static inline double square_of_1_plus(double z)
{
    return 1 + z * (2 + z);
}

static inline double cube_of_1_plus(double z)
{
    return 1 + z * (3 + z * (3 + z));
}

// What some families need beside the above.

// beta x as high + low, the argument of an exponential; low = 0 where the exponential is 0 or
// infinite anyway, or x is so large that the product overflows.
static inline double scaled_argument(double beta, double x, double *low)
{
    double high = two_product(beta, x, low);
    if (!(fabs(high) < 2000))
        *low = 0;
    return high;
}

// beta x + shift in the same way; high is the sum rounded once, so that low tells on which side of
// high the sum lies.
static inline double shifted_argument(double beta, double x, double shift, double *low)
{
    double product_low, product = two_product(beta, x, &product_low);
    double sum_low, sum = two_sum(product, shift, &sum_low), rest = sum_low + product_low;
    *low = 0;
    if (!isfinite(rest))
        return sum;
    double high = sum + rest;
    *low = rest - (high - sum);
    return high;
}

// x/a in the same way.
static inline double divided_argument(double x, double a, double *low)
{
    double high = x / a;
    *low = fabs(high) < 2000 ? fma(-high, a, x) / a : 0;
    return high;
}

// x times a gate in [0, 1]. Half of the least double is a tie, which rounding to even would make a
// zero.
static inline double gated(double x, double gate)
{
    double y = x * gate;
    return y == 0 && gate >= 0.5 ? x : y;
}

// A root of some order, known beyond double precision, and the slope there.
struct root {
    double high, low, slope;
};

// `value`, the order at x + x_low; next to the root, where its terms cancel to nothing, its
// tangent.
static inline double near_root(struct root root, double x, double x_low, double value)
{
    double t = (x - root.high) + (x_low - root.low);
    return fabs(t) < 0x1p-28 ? root.slope * t : value;
}

// A piece on which an order does not depend on x. NaN stays NaN.
static inline double constant(double x, double value)
{
    return isnan(x) ? x : value;
}

// slope x, also where the slope is 0 and x infinite.
static inline double along(double slope, double x)
{
    return slope == 0 ? constant(x, 0) : slope * x;
}

// Most functions have no kinks and no jumps.
static inline int no_breaks(const double *parameters, struct activation_break *out)
{
    (void)parameters, (void)out;
    return 0;
}

static inline int copy_points(struct activation_point *out, const struct activation_point *points,
                              int n)
{
    assert(n <= ACTIVATION_POINTS_MAX);
    memcpy(out, points, (size_t)n * sizeof *points);
    return n;
}

#endif
