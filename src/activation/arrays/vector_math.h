// e^x, ln and the tail of the normal distribution without branches, for loops that become vector
// instructions. Only vector_kernels.h and expression_block_kernels.h include this. The coefficients
// are those of scripts/coefficients.py (rational minimax approximations by the algorithm of Remez).
//
// The files that include this are compiled with -ffp-contract=off, so that every operation is
// rounded as it is written: two_product and the reductions below hold only then, and a value must
// not depend on whether it was computed in a vector or in the loop's remainder. A multiplication
// and addition that may be fused, where the CPU does that, is written as muladd.
#ifndef ACTSCOPE_ACTIVATION_ARRAYS_VECTOR_MATH_H
#define ACTSCOPE_ACTIVATION_ARRAYS_VECTOR_MATH_H

#include <float.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

#define INLINE static inline __attribute__((always_inline))

#if defined(FP_FAST_FMA) || defined(__FMA__)
#define FUSED 1
#else
#define FUSED 0
#endif

INLINE uint64_t to_bits(double x)
{
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits;
}

INLINE double from_bits(uint64_t bits)
{
    double x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

INLINE double muladd(double a, double b, double c)
{
#if FUSED
    return fma(a, b, c);
#else
    return a * b + c;
#endif
}

// The lesser of x and `limit`; NaN if x is NaN.
INLINE double at_most(double x, double limit)
{
    return x > limit ? limit : x;
}

// The greater of x and `limit`; NaN if x is NaN.
INLINE double at_least(double x, double limit)
{
    return x < limit ? limit : x;
}

#ifdef __clang__
#define UNROLL _Pragma("clang loop unroll(full)")
#else
#define UNROLL _Pragma("GCC unroll 16")
#endif

// c[0] + c[step] x + c[2 step] x² + …, with the indices below n, by Horner's rule. n is a constant,
// so that the loop is unrolled.
INLINE double horner(const double *c, int n, int step, double x)
{
    int last = (n - 1) / step * step;
    double y = c[last];
    UNROLL
    for (int i = last - step; i >= 0; i -= step)
        y = muladd(y, x, c[i]);
    return y;
}

// c[0] + c[1] x + … + c[n - 1] x^(n - 1). Even and odd powers are summed independently: in one sum
// each step would wait for the one before it, which takes up to twice as long.
INLINE double polynomial(const double *c, int n, double x)
{
    double square = x * x;
    return muladd(x, horner(c + 1, n - 1, 2, square), horner(c, n, 2, square));
}

#define POLYNOMIAL(c, x) polynomial(c, (int)(sizeof(c) / sizeof *(c)), x)

// The number high + low, where low is at most half an ulp of high.
struct pair {
    double high, low;
};

#if !FUSED
// The upper 26 bits, so that products of heads are exact.
INLINE double head(double x)
{
    return from_bits(to_bits(x) & UINT64_C(0xfffffffff8000000));
}
#endif

// The exact product a b, by one fma or after T. J. Dekker 1971, A floating-point technique for
// extending the available precision. `low` is of no use where the product overflows or its last
// bits underflow.
INLINE struct pair two_product(double a, double b)
{
    double high = a * b;
#if FUSED
    return (struct pair){high, fma(a, b, -high)};
#else
    double a1 = head(a), b1 = head(b), a2 = a - a1, b2 = b - b1;
    return (struct pair){high, ((a1 * b1 - high) + a1 * b2 + a2 * b1) + a2 * b2};
#endif
}

// a b + c with the product unrounded, for sums that cancel: the result is 0 only where the sum is
// 0. With a rounded product it could be 0 at the double next to a root.
INLINE double exact_muladd(double a, double b, double c)
{
#if FUSED
    return fma(a, b, c);
#else
    struct pair product = two_product(a, b);
    return (product.high + c) + product.low;
#endif
}

// ln 2, the high part with 11 zero bits at its end: its products with whole numbers up to 2048 are
// exact.
static const double ln2_high = 0x1.62e42fefa3800p-1, ln2_low = 0x1.ef35793c76730p-45;

// A number below 2^51 in size plus this is rounded to a whole number, which is in the sum's last
// bits.
static const double rounder = 0x1.8p52;

// 2^k for whole k in [-1022, 1023], from shifted = rounder + 1023 + k, whose low 12 bits are the
// exponent's bits of 2^k.
INLINE double power_of_2(double shifted)
{
    return from_bits(to_bits(shifted) << 52);
}

// 2^k for whole k in [-2044, 2046], as the product of two factors. Multiply by `first` and then by
// `second`: the first product is not subnormal, so that a subnormal result is rounded only once.
struct scale {
    double first, second;
};

INLINE struct scale scale_of(double k)
{
    const double bias = rounder + 1023;
    double half = muladd(k, 0.5, bias);
    return (struct scale){power_of_2(half), power_of_2(k - (half - bias) + bias)};
}

// a 2^k for s = scale_of(k).
INLINE double times(double a, struct scale s)
{
    return a * s.first * s.second;
}

// e^(h + l) as (1 + q) 2^k with whole k and |q| < 0.42, where |h| <= 1400 and l is at most half an
// ulp of h.
struct exponential {
    double q, k;
};

// (e^r - 1 - r)/r² on |r| <= ln(2)/2
static const double expm1_rest[] = {
    0x1.0000000000000p-1,  0x1.5555555555559p-3,  0x1.555555555555ap-5,  0x1.111111110f6b4p-7,
    0x1.6c16c16c14420p-10, 0x1.a01a01afe2bfbp-13, 0x1.a01a01b0c2868p-16, 0x1.71ddf85a4e7a8p-19,
    0x1.27e4c58e35cc3p-22, 0x1.af5eb2592cb40p-26, 0x1.1f9578bd4dc86p-29,
};

// h + l as k ln 2 + r + rest with whole k and |r| <= ln(2)/2; `rest` is what rounding took from r.
// After W. J. Cody and W. Waite 1980, Software manual for the elementary functions.
struct reduced {
    double k, r, rest;
};

INLINE struct reduced reduce(double h, double l)
{
    double k = muladd(h, 0x1.71547652b82fep+0, rounder) - rounder;
    double high = muladd(-k, ln2_high, h), low = muladd(-k, ln2_low, l), r = high + low;
    return (struct reduced){k, r, (high - r) + low};
}

INLINE struct exponential exponential(double h, double l)
{
    struct reduced x = reduce(h, l);
    return (struct exponential){muladd(x.r * x.r, POLYNOMIAL(expm1_rest, x.r), x.r), x.k};
}

// The same with `rest`, which is less than an ulp of q, for e^x - 1: where q 2^k and 2^k - 1 have
// different signs, their sum may double the relative error of q.
INLINE struct exponential precise_exponential(double h, double l)
{
    struct reduced x = reduce(h, l);
    return (struct exponential){x.r + muladd(x.r * x.r, POLYNOMIAL(expm1_rest, x.r), x.rest), x.k};
}

// A quotient of two computed numbers. It is written as A/(B + y A): an error of A is in both parts,
// so that it hardly changes the quotient.
struct quotient {
    double above, below;
};

// ln(1 + z)/z = A/(A + z B) on [0, 1]. All coefficients are positive, so nothing cancels.
static const double log1p_a[] = {
    0x1.0000000000000p+0, 0x1.39e6d6b9f7b23p+1, 0x1.15d41f8960224p+1,  0x1.adb7631e750b7p-1,
    0x1.14e6513222bfep-3, 0x1.bf5e8c357e592p-8, 0x1.806a0ef571b6bp-16,
};
static const double log1p_b[] = {
    0x1.fffffffffffccp-2, 0x1.24918164a29c0p+0, 0x1.d85b4cd4b3fe1p-1,
    0x1.421be5525ff6ap-2, 0x1.592ce4fcd498fp-5, 0x1.969450f5c7446p-10,
};

INLINE struct quotient log1p_ratio(double z)
{
    double a = POLYNOMIAL(log1p_a, z);
    return (struct quotient){a, muladd(z, POLYNOMIAL(log1p_b, z), a)};
}

// The ratio of Mills, Φ(-a)/φ(a) = A/(B + a A), on [0, 39]; it tends to 1/a. One approximation
// serves the whole interval, where W. J. Cody 1969, Rational Chebyshev approximations for the error
// function, has three.
static const double mills_a[] = {
    0x1.0000000000000p+0,  0x1.b1b6f4619acd8p+0,  0x1.6b6e0be80a3e4p+0,  0x1.8601567986b43p-1,
    0x1.2641422e5fba3p-2,  0x1.44e58d69071e2p-4,  0x1.0998dff90c885p-6,  0x1.3e06dfac76005p-9,
    0x1.0c1e63b04e777p-12, 0x1.21c6c896be1e6p-16, 0x1.354f4c0c82eabp-21,
};
static const double mills_b[] = {
    0x1.9884533d43651p-1,  0x1.fa0ecbb44995dp-1,  0x1.408e132929486p-1, 0x1.07a116f0f19ccp-2,
    0x1.31ba451649469p-4,  0x1.0150159684e1dp-6,  0x1.397fc4df1cbabp-9, 0x1.0ae91457234e8p-12,
    0x1.21c6c8992f651p-16, 0x1.354f4c0c19de3p-21,
};

INLINE struct quotient mills(double a)
{
    double above = POLYNOMIAL(mills_a, a);
    return (struct quotient){above, muladd(a, above, POLYNOMIAL(mills_b, a))};
}

// (2 artanh(s) - 2s)/s³ as a polynomial in s², |s| <= (√2 - 1)/(√2 + 1)
static const double atanh_rest[] = {
    0x1.5555555555592p-1, 0x1.999999997fdb7p-2, 0x1.24924941f1296p-2, 0x1.c71c520958ffap-3,
    0x1.74663ee9724ffp-3, 0x1.39a1ba9807f1ap-3, 0x1.2f0564f2c38c0p-3,
};

// ln(u + c) for u > 0 and a c that is at most half an ulp of u. With u = 2^k (1 + f), 1 + f from √½
// to √2, and s = f/(2 + f): ln(1 + f) = 2 artanh(s), arranged as by K. C. Ng (fdlibm, 1993), so
// that f is added unrounded.
INLINE double log_of_sum(double u, double c)
{
    const uint64_t root_half = UINT64_C(0x3fe6a09e667f3bcd), one = UINT64_C(0x3ff0000000000000);
    const double whole = 0x1p52;
    uint64_t bits = to_bits(u) + (one - root_half);
    double k = from_bits(bits >> 52 | to_bits(whole)) - (whole + 1023);
    double f = from_bits((bits & UINT64_C(0xfffffffffffff)) + root_half) - 1;
    double s = f / (2 + f), v = s * s, half_square = 0.5 * f * f;
    double rest = muladd(v, POLYNOMIAL(atanh_rest, v), half_square);
    double low = muladd(s, rest, muladd(k, ln2_low, c / u));
    return k * ln2_high - ((half_square - low) - f);
}

INLINE double exp_at(double x)
{
    struct exponential e = exponential(at_most(at_least(x, -1000), 1000), 0);
    return times(1 + e.q, scale_of(e.k));
}

// e^x - 1 = q 2^k + (2^k - 1); from 2^60 on the 1 does not matter, and 2^k may overflow.
INLINE double expm1_at(double x)
{
    struct exponential e = precise_exponential(at_most(at_least(x, -1000), 1000), 0);
    struct scale s = scale_of(e.k);
    double power = s.first * s.second;
    double small = muladd(e.q, power, power - 1);
    return e.k > 60 ? times(1 + e.q, s) : x == 0 ? x : small;
}

INLINE double log_at(double x)
{
    bool tiny = x < DBL_MIN;
    double y = log_of_sum(tiny ? x * 0x1p54 : x, 0);
    y = tiny ? y - 54 * 0x1.62e42fefa39efp-1 : y;
    y = x > 0 ? y : x == 0 ? -HUGE_VAL : (double)NAN;
    return x < HUGE_VAL ? y : x;
}

// u is 1 + x rounded, and c, the sum in brackets, is what rounding took (D. E. Knuth's two-sum, for
// which it does not matter whether 1 or x is larger).
INLINE double log1p_at(double x)
{
    double u = 1 + x, from_x = u - x, from_1 = u - from_x;
    double y = log_of_sum(u, (1 - from_x) + (x - from_1));
    y = x > -1 ? y : x == -1 ? -HUGE_VAL : (double)NAN;
    y = fabs(x) < 0x1p-54 ? x : y;
    return x < HUGE_VAL ? y : x;
}

#endif
