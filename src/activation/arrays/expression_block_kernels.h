// The loops of expression_block.h at one level: expression_block_plain.c, expression_block_avx2.c
// and expression_block_avx512.c include this with BLOCK_TABLE, the name of the table to define.
#include "activation/arrays/expression_block.h"
#include "activation/arrays/vector_math.h"

#define OP(id, arity, spelling, value)                                                             \
    INLINE double value_##id(double a, double b, double c)                                         \
    {                                                                                              \
        (void)a, (void)b, (void)c;                                                                 \
        return value;                                                                              \
    }                                                                                              \
    static void block_##id(double *restrict to, const double *p, const double *q, const double *r, \
                           size_t n)                                                               \
    {                                                                                              \
        for (size_t i = 0; i < n; i++)                                                             \
            to[i] = value_##id(p[i], q[i], r[i]);                                                  \
    }
// op.def calls the C library; here these functions are replaced by ones that a compiler can put
// into vector instructions.
#define exp(x)   exp_at(x)
#define expm1(x) expm1_at(x)
#define log(x)   log_at(x)
#define log1p(x) log1p_at(x)
#include "activation/expression/op.def"
#undef exp
#undef expm1
#undef log
#undef log1p
#undef OP

static void block_guard(double *restrict to, const double *a, const double *b, const double *x,
                        size_t n)
{
    for (size_t i = 0; i < n; i++)
        to[i] = x[i] != x[i] ? x[i] : b[i] != b[i] ? b[i] : a[i];
}

static void block_guard_slope(double *restrict to, const double *a, const double *b,
                              const double *x, size_t n)
{
    for (size_t i = 0; i < n; i++)
        to[i] = ((b[i] - b[i] == 0) & (x[i] == x[i])) ? a[i] : (double)NAN;
}

static void block_exp_negative(double *restrict to, const double *a, const double *b,
                               const double *c, size_t n)
{
    (void)b, (void)c;
    for (size_t i = 0; i < n; i++)
        to[i] = exp_at(-a[i]);
}

static void block_over_exp(double *restrict to, const double *a, const double *b, const double *c,
                           size_t n)
{
    for (size_t i = 0; i < n; i++)
        to[i] = a[i] / (b[i] + exp_at(c[i]));
}

static void block_over_exp_negative(double *restrict to, const double *a, const double *b,
                                    const double *c, size_t n)
{
    for (size_t i = 0; i < n; i++)
        to[i] = a[i] / (b[i] + exp_at(-c[i]));
}

// The usual exponents have loops of their own, in which the exponent is a constant.
static void block_whole_power(double *restrict to, const double *a, int exponent, size_t n)
{
#define POWER(k)                                                                                   \
    case k:                                                                                        \
        for (size_t i = 0; i < n; i++)                                                             \
            to[i] = whole_power(a[i], k);                                                          \
        return
    switch (exponent) {
        POWER(2);
        POWER(3);
        POWER(4);
        POWER(-1);
        POWER(-2);
    default:
        for (size_t i = 0; i < n; i++)
            to[i] = whole_power(a[i], exponent);
    }
#undef POWER
}

static bool block_all_finite(const double *a, size_t n)
{
    int64_t any = 0;
    for (size_t i = 0; i < n; i++)
        any |= a[i] - a[i] != 0 ? -1 : 0;
    return any == 0;
}

extern const struct block_table BLOCK_TABLE;
const struct block_table BLOCK_TABLE = {
    .operations =
        {
#define OP(id, arity, spelling, value) [OP_##id] = block_##id,
#include "activation/expression/op.def"
#undef OP
            [OP_GUARD] = block_guard,
            [OP_GUARD_SLOPE] = block_guard_slope,
            [OP_EXP_NEGATIVE] = block_exp_negative,
            [OP_OVER_EXP] = block_over_exp,
            [OP_OVER_EXP_NEGATIVE] = block_over_exp_negative,
        },
    .whole_power = block_whole_power,
    .all_finite = block_all_finite,
};
