// Bounds over intervals (jets) against MPFR: whatever is proven of an interval must hold at every x
// of it. Exact coefficients come from values alone: a polynomial through seven points that lie so
// close together, in so many bits, that its coefficients are those of the Taylor series.
// ACTSCOPE_SEED=N repeats a run, ACTSCOPE_CASES=N multiplies the random cases.
#include "oracle.h"

#include <float.h>
#include <inttypes.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <mpfr.h>

#include "../seed.h"
#include "activation/enclosure.h"
#include "activation/expression_node.h"

#define COUNT(array) ((int)(sizeof(array) / sizeof *(array)))

#ifdef ACTSCOPE_FEW_CASES // see tests/CMakeLists.txt
enum { FEWER = 8 };
#else
enum { FEWER = 1 };
#endif

// --- chance ---

static uint64_t chance;

// Numerical Recipes' 64-bit multiplier with an output permutation of our own.
static uint64_t random_bits(void)
{
    chance = chance * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    uint64_t z = chance ^ (chance >> 29);
    z *= UINT64_C(0xBF58476D1CE4E5B9);
    return z ^ (z >> 32);
}

static int roll(int sides)
{
    return (int)(random_bits() % (uint64_t)sides);
}

static double between(double low, double high)
{
    return low + (high - low) * ldexp((double)(random_bits() >> 11), -53);
}

static double any_sign(double x)
{
    return roll(2) ? x : -x;
}

static int cases(int n)
{
    const char *more = getenv("ACTSCOPE_CASES");
    return (more ? n * atoi(more) : n) / FEWER + 1;
}

static int start_random(void **state)
{
    (void)state;
    chance = random_seed();
    print_message("ACTSCOPE_SEED=%" PRIu64 "\n", chance);
    return 0;
}

// --- lanes ---

static double random_number(void)
{
    switch (roll(12)) {
    case 0:
        return any_sign(0);
    case 1:
        return any_sign(ldexp(between(1, 2), -1074 + roll(70)));
    case 2:
        return any_sign(ldexp(between(1, 2), 1023 - roll(60)));
    case 3:
        return any_sign(HUGE_VAL);
    case 4:
        return any_sign(1 + roll(3));
    case 5:
        return any_sign(ldexp(between(1, 2), roll(1990) - 990));
    default:
        return any_sign(ldexp(between(1, 2), roll(12) - 6));
    }
}

static void random_bounds(struct bounds *out)
{
    for (int i = 0; i < JET_LANES; i++) {
        double a = random_number(), b = roll(4) ? random_number() : a;
        if (isinf(a) && a == b)
            b = 0;
        out->low[i] = fmin(a, b);
        out->high[i] = fmax(a, b);
    }
}

enum { LANE_BITS = 6000 }; // no product or sum of doubles is ever rounded

// |got - exact| within this of the terms, and within a few of the smallest doubles.
static void check_bound(const char *what, double got, const mpfr_t exact, int side,
                        const mpfr_t terms, double digits)
{
    mpfr_t limit;
    if (mpfr_cmp_d(exact, got) * side > 0)
        fail_msg("%s: %.17g is on the wrong side of %.17g", what, got, mpfr_get_d(exact, MPFR_RNDN));
    if (isinf(got) && fabs(mpfr_get_d(terms, MPFR_RNDN)) > 1e307)
        return;
    mpfr_init2(limit, LANE_BITS);
    mpfr_mul_d(limit, terms, digits * DBL_EPSILON, MPFR_RNDN);
    mpfr_add_d(limit, limit, 0x1p-1065, MPFR_RNDN);
    mpfr_mul_si(limit, limit, side, MPFR_RNDN);
    mpfr_add(limit, limit, exact, MPFR_RNDN);
    if (mpfr_cmp_d(limit, got) * side < 0)
        fail_msg("%s: %.17g is too far from %.17g", what, got, mpfr_get_d(exact, MPFR_RNDN));
    mpfr_clear(limit);
}

// What an operation comes to exactly: its least or greatest value, and the sum of the magnitudes of
// its terms. Infinite where a bound is missing.
typedef void exact_operation(const struct bounds *a, const struct bounds *b, int lane, bool high,
                             mpfr_t y, mpfr_t terms);

static void exact_add(const struct bounds *a, const struct bounds *b, int i, bool high, mpfr_t y,
                      mpfr_t terms)
{
    mpfr_set_d(y, high ? a->high[i] : a->low[i], MPFR_RNDN);
    mpfr_add_d(y, y, high ? b->high[i] : b->low[i], MPFR_RNDN);
    mpfr_abs(terms, y, MPFR_RNDN);
}

static void exact_subtract(const struct bounds *a, const struct bounds *b, int i, bool high,
                           mpfr_t y, mpfr_t terms)
{
    mpfr_set_d(y, high ? a->high[i] : a->low[i], MPFR_RNDN);
    mpfr_sub_d(y, y, high ? b->low[i] : b->high[i], MPFR_RNDN);
    mpfr_abs(terms, y, MPFR_RNDN);
}

// One product: the extreme of four, of which 0 times no bound is 0.
static void extreme_product(const struct bounds *a, const struct bounds *b, int i, bool high,
                            mpfr_t y)
{
    mpfr_t product;
    mpfr_init2(product, LANE_BITS);
    mpfr_set_inf(y, high ? -1 : 1);
    for (int k = 0; k < 4; k++) {
        double p = k & 1 ? a->high[i] : a->low[i], q = k & 2 ? b->high[i] : b->low[i];
        mpfr_set_d(product, p, MPFR_RNDN);
        mpfr_mul_d(product, product, q, MPFR_RNDN);
        if (p == 0 || q == 0)
            mpfr_set_zero(product, 1);
        if (mpfr_cmp(product, y) * (high ? 1 : -1) > 0)
            mpfr_set(y, product, MPFR_RNDN);
    }
    mpfr_clear(product);
}

static double factor_of(const struct bounds *b) // of scale; of shrink its magnitude
{
    return isfinite(b->low[0]) ? b->low[0] : 3;
}

static void exact_scale(const struct bounds *a, const struct bounds *b, int i, bool high, mpfr_t y,
                        mpfr_t terms)
{
    struct bounds factor;
    factor.low[i] = factor.high[i] = factor_of(b);
    extreme_product(a, &factor, i, high, y);
    mpfr_abs(terms, y, MPFR_RNDN);
}

static double divisor_of(const struct bounds *b)
{
    double factor = fabs(factor_of(b));
    return factor > 0 ? factor : 1;
}

static void exact_shrink(const struct bounds *a, const struct bounds *b, int i, bool high, mpfr_t y,
                         mpfr_t terms)
{
    mpfr_set_d(y, high ? a->high[i] : a->low[i], MPFR_RNDN);
    mpfr_div_d(y, y, divisor_of(b), high ? MPFR_RNDU : MPFR_RNDD);
    mpfr_abs(terms, y, MPFR_RNDN);
}

static void exact_invert(const struct bounds *a, const struct bounds *b, int i, bool high, mpfr_t y,
                         mpfr_t terms)
{
    (void)b;
    bool none = (a->low[i] < 0 && a->high[i] > 0) || (a->low[i] == 0 && a->high[i] == 0) ||
                (high ? a->low[i] == 0 : a->high[i] == 0);
    mpfr_set_d(y, high ? a->low[i] : a->high[i], MPFR_RNDN);
    mpfr_d_div(y, 1, y, high ? MPFR_RNDU : MPFR_RNDD);
    if (none)
        mpfr_set_inf(y, high ? 1 : -1);
    mpfr_abs(terms, y, MPFR_RNDN);
}

static void exact_negate(const struct bounds *a, const struct bounds *b, int i, bool high, mpfr_t y,
                         mpfr_t terms)
{
    (void)b;
    mpfr_set_d(y, high ? -a->low[i] : -a->high[i], MPFR_RNDN);
    mpfr_set_zero(terms, 1);
}

static void exact_product(const struct bounds *a, const struct bounds *b, int i, bool high,
                          mpfr_t y, mpfr_t terms)
{
    extreme_product(a, b, i, high, y);
    mpfr_abs(terms, y, MPFR_RNDN);
}

// Three products, weighted with 2, 5 and 8.
static void exact_products(const struct bounds *a, const struct bounds *b, int i, bool high, mpfr_t y,
                      mpfr_t terms)
{
    mpfr_t product;
    mpfr_init2(product, LANE_BITS);
    mpfr_set_zero(y, 1);
    mpfr_set_zero(terms, 1);
    for (int j = 0; j < 3; j++) {
        extreme_product(&a[j], &b[2 - j], i, high, product);
        mpfr_mul_ui(product, product, 2 + 3 * (unsigned)j, MPFR_RNDN);
        mpfr_add(y, y, product, MPFR_RNDN);
        mpfr_abs(product, product, MPFR_RNDN);
        mpfr_add(terms, terms, product, MPFR_RNDN);
    }
    mpfr_clear(product);
}

static void run_add(const struct jet_table *t, const struct bounds *a, const struct bounds *b,
                    struct bounds *out)
{
    t->add(a, b, out);
}

static void run_subtract(const struct jet_table *t, const struct bounds *a, const struct bounds *b,
                         struct bounds *out)
{
    t->subtract(a, b, out);
}

static void run_negate(const struct jet_table *t, const struct bounds *a, const struct bounds *b,
                       struct bounds *out)
{
    (void)b;
    t->negate(a, out);
}

static void run_scale(const struct jet_table *t, const struct bounds *a, const struct bounds *b,
                      struct bounds *out)
{
    t->scale(a, factor_of(b), out);
}

static void run_shrink(const struct jet_table *t, const struct bounds *a, const struct bounds *b,
                       struct bounds *out)
{
    t->shrink(a, divisor_of(b), out);
}

static void run_invert(const struct jet_table *t, const struct bounds *a, const struct bounds *b,
                       struct bounds *out)
{
    (void)b;
    t->invert(a, out);
}

static void run_product(const struct jet_table *t, const struct bounds *a, const struct bounds *b,
                        struct bounds *out)
{
    t->sum_products(a, b, 1, 1, 0, out);
}

static void run_sum(const struct jet_table *t, const struct bounds *a, const struct bounds *b,
                    struct bounds *out)
{
    t->sum_products(a, b, 3, 2, 3, out);
}

static const struct {
    const char *name;
    void (*run)(const struct jet_table *t, const struct bounds *a, const struct bounds *b,
                struct bounds *out);
    exact_operation *exact;
    double digits; // that it may be wider, in units of the terms
} operations[] = {
    {"add", run_add, exact_add, 3},
    {"subtract", run_subtract, exact_subtract, 3},
    {"negate", run_negate, exact_negate, 0},
    {"scale", run_scale, exact_scale, 3},
    {"shrink", run_shrink, exact_shrink, 3},
    {"invert", run_invert, exact_invert, 3},
    {"product", run_product, exact_product, 4},
    {"sum of products", run_sum, exact_products, 6},
};

static void check_lane(int operation, const struct bounds *a, const struct bounds *b,
                       const struct bounds *out, int i)
{
    const char *name = operations[operation].name;
    double digits = operations[operation].digits;
    mpfr_t y, terms;
    mpfr_inits2(LANE_BITS, y, terms, (mpfr_ptr)0);
    for (int high = 0; high <= 1; high++) {
        double got = high ? out->high[i] : out->low[i];
        operations[operation].exact(a, b, i, high, y, terms);
        if (mpfr_nan_p(y))
            mpfr_set_inf(y, high ? 1 : -1);
        bool exact = mpfr_inf_p(y) || mpfr_zero_p(terms);
        if (isnan(got) || (exact && got != mpfr_get_d(y, MPFR_RNDN)))
            fail_msg("%s of [%g, %g] and [%g, %g]: %.17g", name, a->low[i], a->high[i], b->low[i],
                     b->high[i], got);
        if (!exact)
            check_bound(name, got, y, high ? 1 : -1, terms, digits);
    }
    mpfr_clears(y, terms, (mpfr_ptr)0);
}

static void test_lanes(void **state)
{
    (void)state;
    struct bounds a[3], b[3], out[VECTOR_LEVEL_COUNT];
    for (int n = cases(3000); n > 0; n--)
        for (int operation = 0; operation < COUNT(operations); operation++) {
            for (int j = 0; j < 3; j++) {
                random_bounds(&a[j]);
                random_bounds(&b[j]);
            }
            for (int level = 0; level < VECTOR_LEVEL_COUNT; level++) {
                if (!vector_level_supported((enum vector_level)level))
                    continue;
                operations[operation].run(jet_table((enum vector_level)level), a, b, &out[level]);
                assert_memory_equal(&out[level], &out[VECTOR_PLAIN], sizeof *out);
            }
            for (int i = 0; i < JET_LANES; i++)
                check_lane(operation, a, b, &out[VECTOR_PLAIN], i);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(test_lanes, start_random),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
