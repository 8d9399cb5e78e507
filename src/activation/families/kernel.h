// Building blocks of kernels, for the files of this room. Each function is written once, as f, f'
// and f'' at one x (NAME_at); KERNEL(NAME) makes the loop over arrays (kernel_NAME, an
// activation_kernel) from it. The formulas are chosen so that no digits cancel, and no intermediate
// result overflows or underflows unless the final one does.
//
// In the comments σ or s is the sigmoid, Φ and φ are the distribution function and the density of
// the standard normal distribution.
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

// Evaluates n values; an output that is NULL is not written. As it is inlined into every kernel,
// the compiler drops from a loop what only the other orders need, such as exponentials.
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

// a e^h. Where e^h alone would be subnormal, which costs up to |a|/2 ulp of the result, the product
// is formed with its root twice.
static inline double times_exp(double a, double h)
{
    if (h > -690)
        return a * exp(h);
    double e = exp(h / 2);
    return a * e * e;
}

// The next functions have numbers as sums high + low of two doubles, low at most half an ulp of
// high, for arguments of exponentials: an argument near 700 rounded to a double is off by up to
// 5.7e-14, and its exponential then by 256 ulp.

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

// e^(h + l) for l at most half an ulp of h.
static inline double exp_split(double h, double l)
{
    double e = exp(h);
    return e + e * l;
}

// a e^(h + l), with the care of times_exp.
static inline double times_exp_split(double a, double h, double l)
{
    if (h > -690)
        return a * exp_split(h, l);
    double e = exp_split(h / 2, l / 2);
    return a * e * e;
}

// (1 + z)² and (1 + z)³ multiplied out. For small z only the last addition rounds; a rounded 1 + z
// would bring its error into the result two or three times.
static inline double square_of_1_plus(double z)
{
    return 1 + z * (2 + z);
}

static inline double cube_of_1_plus(double z)
{
    return 1 + z * (3 + z * (3 + z));
}

// beta x as high + low, for the argument of an exponential. low is 0 from |beta x| = 2000 on, where
// the exponential is 0 or infinite.
static inline double scaled_argument(double beta, double x, double *low)
{
    double high = two_product(beta, x, low);
    if (!(fabs(high) < 2000))
        *low = 0;
    return high;
}

// beta x + shift as high + low. high is the exact sum rounded, so that the sign of low tells on
// which side of high the sum lies. low is 0 where the sum overflows.
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

// x/a as high + low, for the argument of an exponential; low is 0 from |x/a| = 2000 on.
static inline double divided_argument(double x, double a, double *low)
{
    double high = x / a;
    *low = fabs(high) < 2000 ? fma(-high, a, x) / a : 0;
    return high;
}

// x times a gate in [0, 1]. If x is the least double and the gate 1/2, the product lies halfway
// between 0 and x; rounding to even would make it 0, which is no value of the function.
static inline double gated(double x, double gate)
{
    double y = x * gate;
    return y == 0 && gate >= 0.5 ? x : y;
}

// A root of f, f' or f'' as high + low, and the slope of that order there.
struct root {
    double high, low, slope;
};

// The value of an order at x + x_low: `value` as computed or, within 2^-28 of the root, where its
// terms cancel, that of the tangent at the root.
static inline double near_root(struct root root, double x, double x_low, double value)
{
    double t = (x - root.high) + (x_low - root.low);
    return fabs(t) < 0x1p-28 ? root.slope * t : value;
}

// `value`, on a piece where an order does not depend on x; NaN if x is NaN.
static inline double constant(double x, double value)
{
    return isnan(x) ? x : value;
}

// slope x; 0 if the slope is 0 and x infinite, where the product would be NaN.
static inline double along(double slope, double x)
{
    return slope == 0 ? constant(x, 0) : slope * x;
}

// The `breaks` of functions without kinks and jumps.
static inline int no_breaks(const double *parameters, struct activation_break *out)
{
    (void)parameters, (void)out;
    return 0;
}

// Copies n points of interest, n <= ACTIVATION_POINTS_MAX; returns n.
static inline int copy_points(struct activation_point *out, const struct activation_point *points,
                              int n)
{
    assert(n <= ACTIVATION_POINTS_MAX);
    memcpy(out, points, (size_t)n * sizeof *points);
    return n;
}

#endif
