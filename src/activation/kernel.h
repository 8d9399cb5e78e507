// What a kernel is made of; private to this room. Each function is written once, as its three
// orders at one point (NAME_at); KERNEL(NAME) makes the loop over arrays (kernel_NAME) from it. The
// formulas are chosen so that no digits cancel and nothing overflows or underflows before the
// result does.
#ifndef ACTSCOPE_ACTIVATION_KERNEL_H
#define ACTSCOPE_ACTIVATION_KERNEL_H

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

// A piece on which an order does not depend on x. NaN stays NaN.
static inline double constant(double x, double value)
{
    return isnan(x) ? x : value;
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
