// The kernels of vector.h at one level: vector_plain.c, vector_avx2.c and vector_avx512.c include
// this with VECTOR_TABLE, the name of the table to define.
//
// The formulas are those of activation/families. A power of e is kept as (1 + q) 2^k (struct
// exponential) and multiplied by 2^k last, after all divisions, so that a subnormal result is
// rounded only once. Where z = e^-a is computed at once, and may be subnormal, it is only added to
// numbers of about 1. Both branches of ?: are computed, so neither may be NaN or infinite where the
// other one is taken.
#include "activation/arrays/vector.h"
#include "activation/arrays/vector_math.h"

struct orders {
    double f, df, d2f;
};

// f, f' and f'' at x; a and b are the function's parameters, 0 where it has fewer.
typedef struct orders orders_at(double a, double b, double x);

// Evaluates n values. As it is inlined into every kernel, the compiler drops from each loop what is
// not stored.
INLINE void evaluate(orders_at *at, double a, double b, const double *restrict x, size_t n,
                     double *restrict f, double *restrict df, double *restrict d2f)
{
    if (f && df) {
        for (size_t i = 0; i < n; i++) {
            struct orders y = at(a, b, x[i]);
            f[i] = y.f;
            df[i] = y.df;
        }
    } else if (f) {
        for (size_t i = 0; i < n; i++)
            f[i] = at(a, b, x[i]).f;
    } else if (df) {
        for (size_t i = 0; i < n; i++)
            df[i] = at(a, b, x[i]).df;
    }
    for (size_t i = 0; d2f && i < n; i++)
        d2f[i] = at(a, b, x[i]).d2f;
}

#define KERNEL(name, parameter_count)                                                              \
    static void name##_kernel(const double *parameters, const double *x, size_t n, double *f,      \
                              double *df, double *d2f)                                             \
    {                                                                                              \
        double a = (parameter_count) > 0 ? parameters[0] : 0;                                      \
        double b = (parameter_count) > 1 ? parameters[1] : 0;                                      \
        evaluate(name##_at, a, b, x, n, f, df, d2f);                                               \
    }

// Exponents are cut off at -limit: e^-1400 is about 1e-608, which is 0 as a double, also times
// anything up to 1e284.
static const double limit = 1400;

// e^h - 1 from e = exponential(h) for h <= 0; z_scale is 2^k.
INLINE double expm1_of(struct exponential e, double z_scale)
{
    return muladd(e.q, z_scale, z_scale - 1);
}

// a 2^k in one product less to wait for than `times`, but a subnormal result is rounded twice: only
// for numbers that are added to about 1.
INLINE double times_roughly(double a, struct scale s)
{
    return a * (s.first * s.second);
}

// (1 + z)²
INLINE double square_of_1_plus(double z)
{
    return muladd(z, 2 + z, 1);
}

// (1 + z)³
INLINE double cube_of_1_plus(double z)
{
    return muladd(z, muladd(z, 3 + z, 3), 1);
}

// `value`, or x where x is NaN.
INLINE double or_nan(double x, double value)
{
    return x != x ? x : value;
}

// With z = e^-|x|: f = 1/(1 + z) on the right, z/(1 + z) on the left; f' = z/(1 + z)²; f'' = z (z -
// 1)/(1 + z)³ on the right, its negative on the left.
INLINE struct orders sigmoid_at(double a, double b, double x)
{
    (void)a, (void)b;
    struct exponential e = exponential(-at_most(fabs(x), limit), 0);
    struct scale s = scale_of(e.k);
    double z = times(1 + e.q, s), m = expm1_of(e, s.first * s.second);
    double right = z * m / cube_of_1_plus(z);
    return (struct orders){(x < 0 ? z : 1) / (1 + z), z / square_of_1_plus(z),
                           x < 0 ? -right : right};
}
KERNEL(sigmoid, 0)

// With q = e^-2|x|: tanh |x| = (1 - q)/(1 + q), f' = 4q/(1 + q)², f'' = -2 f f'.
INLINE struct orders tanh_at(double a, double b, double x)
{
    (void)a, (void)b;
    struct exponential e = exponential(-2 * at_most(fabs(x), limit / 2), 0);
    struct scale s = scale_of(e.k);
    double p = 1 + e.q, q = times_roughly(p, s), m = expm1_of(e, s.first * s.second);
    double right = times(8 * p * m / cube_of_1_plus(q), s);
    return (struct orders){copysign(m / (2 + m), x), times(4 * p / square_of_1_plus(q), s),
                           x < 0 ? -right : right};
}
KERNEL(tanh, 0)

INLINE struct orders leaky_relu_at(double alpha, double b, double x)
{
    (void)b;
    // With alpha 0 the left side is 0 at -infinity, too, where the product would be NaN.
    double left = alpha * (alpha == 0 ? at_least(x, -DBL_MAX) : x);
    return (struct orders){x < 0 ? left : x, or_nan(x, x < 0 ? alpha : 1), or_nan(x, 0)};
}
KERNEL(leaky_relu, 1)

INLINE struct orders relu_at(double a, double b, double x)
{
    (void)a, (void)b;
    return (struct orders){at_least(x, 0), or_nan(x, x < 0 ? 0 : 1), or_nan(x, 0)};
}
KERNEL(relu, 0)

INLINE struct orders selu_at(double alpha, double lambda, double x)
{
    struct exponential e = exponential(-at_most(fabs(x), limit), 0);
    struct scale s = scale_of(e.k);
    double m = expm1_of(e, s.first * s.second), left = lambda * alpha;
    double slope = times(left * (1 + e.q), s);
    return (struct orders){x < 0 ? left * m : lambda * x, x < 0 ? slope : or_nan(x, lambda),
                           x < 0 ? slope : or_nan(x, 0)};
}
KERNEL(selu, 2)

INLINE struct orders elu_at(double alpha, double b, double x)
{
    (void)b;
    return selu_at(alpha, 1, x);
}
KERNEL(elu, 1)

// -|βx| as the sum of two doubles, but not below -limit.
INLINE struct pair minus_magnitude(double beta, double x)
{
    struct pair u = two_product(-fabs(beta), fabs(x));
    bool beyond = u.high < -limit;
    return (struct pair){beyond ? -limit : u.high, beyond ? 0 : u.low};
}

// With z = e^-|βx|: f = max(x, 0) + ln(1 + z)/β.
INLINE struct orders softplus_at(double beta, double b, double x)
{
    (void)b;
    struct pair u = minus_magnitude(beta, x);
    struct exponential e = exponential(u.high, u.low);
    struct scale s = scale_of(e.k);
    double p = 1 + e.q, z = times_roughly(p, s);
    struct quotient ratio = log1p_ratio(z);
    double log = p * s.first * ratio.above / (beta * ratio.below) * s.second;
    return (struct orders){at_least(x, 0) + log, (x < 0 ? times(p, s) : 1) / (1 + z),
                           times(beta * p / square_of_1_plus(z), s)};
}
KERNEL(softplus, 1)

// With h = |u|, u = βx, z = e^-h and w = 1 + z: f = x z/w or x - x z/w, f' = z(w - h)/w² or
// (1 + z(1 + h))/w², f'' = βz(2w - h(1 - z))/w³.
INLINE struct orders silu_at(double beta, double b, double x)
{
    (void)b;
    struct pair u = minus_magnitude(beta, x);
    struct exponential e = exponential(u.high, u.low);
    struct scale s = scale_of(e.k);
    double p = 1 + e.q, z = times_roughly(p, s), h = -u.high, m = expm1_of(e, s.first * s.second);
    bool left = beta * x < 0;
    double part = times((h < limit ? x : 0) * p / (1 + z), s);
    double slope = left ? times(((1 - h) + z) * p / square_of_1_plus(z), s)
                        : muladd(z, 1 + h, 1) / square_of_1_plus(z);
    double bend = beta * p * exact_muladd(h, m, 2 * (1 + z)) / cube_of_1_plus(z);
    return (struct orders){left ? part : x - part, slope, times(bend, s)};
}
KERNEL(silu, 1)

// With a = |x| and the ratio of Mills R = A/C = Φ(-a)/φ(a): f = max(x, 0) - a φ R, f' = G on the
// left and 1 - G on the right with G = φ (R - a), f'' = φ (2 - a²). R - a is computed as (A - aC)/C
// with the product unrounded: a rounded R might be equal to a next to the root of f', a false 0.
INLINE struct orders gelu_at(double first, double second, double x)
{
    (void)first, (void)second;
    const double root = 0x1.9884533d43651p-2; // 1/√2π
    double a = at_most(fabs(x), 50);
    struct pair square = two_product(a, a);
    struct exponential e = exponential(-0.5 * square.high, -0.5 * square.low);
    struct scale s = scale_of(e.k);
    struct quotient r = mills(a);
    double phi = root * (1 + e.q);
    double part = times(a * r.above / r.below * phi, s);
    double slope = times(exact_muladd(-a, r.below, r.above) / r.below * phi, s);
    double bend = times(((2 - square.high) - square.low) * phi, s);
    return (struct orders){at_least(x, 0) - part, x < 0 ? slope : 1 - slope, bend};
}
KERNEL(gelu, 0)

// With z = e^-|x|, T(z) = 2 + 2z - 3z² - 2z³ and D = 2 + 2z + z² on the left, 1 + 2z + 2z² on the
// right; the first formula is that on the left, the second that on the right:
// f = x z(2 + z)/D or x (1 + 2z)/D
// f' = z((2 + z)D + 4x(1 + z))/D² or ((1 + 2z)D + 4x z²(1 + z))/D²
// f'' = 4z(2(1 + z)D + x T(z))/D³ or 4z²(2(1 + z)D + x z³T(1/z))/D³
INLINE struct orders mish_at(double first, double second, double x)
{
    (void)first, (void)second;
    double a = at_most(fabs(x), limit), bounded = copysign(a, x);
    struct exponential e = exponential(-a, 0);
    struct scale s = scale_of(e.k);
    bool left = x < 0;
    double p = 1 + e.q, z = times_roughly(p, s), c0 = left ? 2 : 1, c2 = left ? 1 : 2;
    struct scale ours = {left ? s.first : 1, left ? s.second : 1};
    double gate = muladd(c2, z, c0), d = muladd(z, muladd(c2, z, 2), c0);
    double f = times((left ? bounded * p : x) * gate / d, ours);
    double slope = exact_muladd(gate, d, 4 * bounded * (1 + z) * (left ? 1 : z * z));
    double df = times((left ? p : 1) * slope / (d * d), ours);
    double t = left ? muladd(z, muladd(z, muladd(z, -2, -3), 2), 2)
                    : muladd(z, muladd(z, muladd(z, 2, 2), -3), -2);
    double bend = 4 * (left ? p : p * p) * exact_muladd(bounded, t, 2 * (1 + z) * d) / (d * d * d);
    return (struct orders){f, df, times(bend, scale_of(left ? e.k : at_least(2 * e.k, -2040)))};
}
KERNEL(mish, 0)

#define FUNCTION(name)                                                                             \
    static void name##_function(const double *restrict x, size_t n, double *restrict y)            \
    {                                                                                              \
        for (size_t i = 0; i < n; i++)                                                             \
            y[i] = name##_at(x[i]);                                                                \
    }
VECTOR_FUNCTIONS(FUNCTION)

#define ENTER_KERNEL(name)   .name = name##_kernel,
#define ENTER_FUNCTION(name) .name = name##_function,
extern const struct vector_table VECTOR_TABLE;
const struct vector_table VECTOR_TABLE = {VECTOR_KERNELS(ENTER_KERNEL)
                                              VECTOR_FUNCTIONS(ENTER_FUNCTION)};
