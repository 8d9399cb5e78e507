// The kernels. Each function is written once, as its three orders at one point; KERNEL makes the
// loop over arrays from it. The formulas are chosen so that no digits cancel and nothing overflows
// or underflows before the result does: in terms of z = e^-|x|, never 1 - t^2 or s(1 - s), which
// are 0 from |x| = 18.7 and 36.7 on.
#include "activation/kernels.h"

#include <math.h>

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
    void kernel_##name(const double *parameters, const double *x, size_t n, double *f, double *df, \
                       double *d2f)                                                                \
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

// Steps and piecewise linear functions.

static inline struct orders step_at(const double *parameters, double x)
{
    (void)parameters;
    double zero = constant(x, 0);
    return (struct orders){constant(x, x >= 0 ? 1 : 0), zero, zero};
}
KERNEL(step)

static inline struct orders relu_at(const double *parameters, double x)
{
    (void)parameters;
    return (struct orders){x < 0 ? 0 : x, constant(x, x < 0 ? 0 : 1), constant(x, 0)};
}
KERNEL(relu)

static inline struct orders leaky_relu_at(const double *parameters, double x)
{
    double alpha = parameters[0];
    return (struct orders){x < 0 ? alpha * x : x, constant(x, x < 0 ? alpha : 1), constant(x, 0)};
}
KERNEL(leaky_relu)

// Sigmoidal functions.

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

// With z = e^-|x|: f' = z/(1+z)^2 and f'' = -f' tanh(x/2), where tanh(|x|/2) = (1-z)/(1+z).
static inline struct orders sigmoid_at(const double *parameters, double x)
{
    (void)parameters;
    double z = exp(-fabs(x)), right = z * expm1(-fabs(x)) / cube_of_1_plus(z);
    return (struct orders){(x < 0 ? z : 1) / (1 + z), z / square_of_1_plus(z),
                           x < 0 ? -right : right};
}
KERNEL(sigmoid)

// The same with q = e^-2|x|, for tanh x = 2 s(2x) - 1: f' = 4q/(1+q)^2 and f'' = -2 tanh(x) f'.
static inline struct orders tanh_at(const double *parameters, double x)
{
    (void)parameters;
    double h = -2 * fabs(x), q = exp(h);
    double right = times_exp(8 * expm1(h), h) / cube_of_1_plus(q);
    return (struct orders){tanh(x), times_exp(4, h) / square_of_1_plus(q), x < 0 ? -right : right};
}
KERNEL(tanh)
