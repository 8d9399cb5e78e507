// Bounds over intervals (jets) against MPFR: whatever is proven of an interval must hold at every x
// of it. Exact coefficients come from values alone: a polynomial through seven points that lie so
// close together, in so many bits, that its coefficients are those of the Taylor series.
// ACTSCOPE_SEED=N repeats a run, ACTSCOPE_CASES=N multiplies the random cases.
#include "oracle.h"
#include "tree_mpfr.h"

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
#include "activation/enclosure/enclosure.h"
#include "activation/expression/node.h"

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
    mpfr_set_emax(mpfr_get_emax_max());
    mpfr_set_emin(mpfr_get_emin_min());
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

// |got - exact| within this of the terms, and within a few of the smallest doubles; where they
// overflow, anything on the right side.
static void check_bound(const char *what, double got, const mpfr_t exact, int side,
                        const mpfr_t terms, double digits)
{
    mpfr_t limit;
    if (mpfr_cmp_d(exact, got) * side > 0)
        fail_msg("%s: %.17g is on the wrong side of %.17g", what, got,
                 mpfr_get_d(exact, MPFR_RNDN));
    double size = fabs(mpfr_get_d(terms, MPFR_RNDN));
    if (isinf(size) || (isinf(got) && size > 1e307))
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
static void exact_products(const struct bounds *a, const struct bounds *b, int i, bool high,
                           mpfr_t y, mpfr_t terms)
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
    for (int n = cases(2000); n > 0; n--)
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

// --- exact coefficients ---

enum { ORDERS = 7, NODES = 7, BASE_BITS = 300 };

// A function of x in as many bits as its result has.
struct curve {
    const char *text;
    void (*value)(const struct curve *curve, mpfr_t y, const mpfr_t x);
    const struct expression *expression;
    const double *parameters;
};

// Coefficients c of the polynomial in t through the values at t = -3 … 3, in place.
static void interpolate(mpfr_t y[NODES])
{
    mpfr_t term;
    mpfr_init2(term, mpfr_get_prec(y[0]));
    for (int k = 1; k < NODES; k++) // Newton's divided differences
        for (int j = NODES - 1; j >= k; j--) {
            mpfr_sub(y[j], y[j], y[j - 1], MPFR_RNDN);
            mpfr_div_ui(y[j], y[j], (unsigned)k, MPFR_RNDN);
        }
    for (int k = NODES - 2; k >= 0; k--) // … (t - node k) and so on, multiplied out
        for (int j = k; j < NODES - 1; j++) {
            mpfr_mul_si(term, y[j + 1], -(k - 3), MPFR_RNDN);
            mpfr_add(y[j], y[j], term, MPFR_RNDN);
        }
    mpfr_clear(term);
}

// x within ]low, high[, the coefficients there, and what they may be off by.
struct sample {
    double low, high;
    mpfr_t x, c[ORDERS], noise[ORDERS];
};

// How many bits the step is below 1: it is small beside x, too, which may be next to a singularity.
static long step_bits(const mpfr_t x)
{
    return 150 + (mpfr_zero_p(x) || mpfr_get_exp(x) > 0 ? 0 : -mpfr_get_exp(x));
}

static mpfr_prec_t bits_at(const mpfr_t x)
{
    return BASE_BITS + 6 * step_bits(x);
}

static void sample_init(struct sample *sample)
{
    mpfr_init2(sample->x, 2000);
    for (int k = 0; k < ORDERS; k++) {
        mpfr_init2(sample->c[k], 64);
        mpfr_init2(sample->noise[k], 64);
    }
}

static void sample_clear(struct sample *sample)
{
    mpfr_clear(sample->x);
    for (int k = 0; k < ORDERS; k++)
        mpfr_clears(sample->c[k], sample->noise[k], (mpfr_ptr)0);
}

// Set where numbers pass even MPFR's limits, or a sine has an argument whose digits are lost.
static bool is_lost;

// What the value in those bits is off by: against one of many more.
static void find_noise(const struct curve *curve, struct sample *sample)
{
    mpfr_t more;
    mpfr_init2(more, mpfr_get_prec(sample->c[0]) + 1500);
    curve->value(curve, more, sample->x);
    mpfr_ptr noise = sample->noise[0];
    mpfr_sub(noise, more, sample->c[3], MPFR_RNDA);
    mpfr_abs(noise, noise, MPFR_RNDN);
    mpfr_mul_2ui(noise, noise, 60, MPFR_RNDN);
    mpfr_abs(more, more, MPFR_RNDN);
    mpfr_add_ui(more, more, 1, MPFR_RNDN);
    mpfr_mul_2si(more, more, 60 - mpfr_get_prec(sample->c[0]), MPFR_RNDN);
    mpfr_add(noise, noise, more, MPFR_RNDN);
    mpfr_clear(more);
    for (int k = 1; k < ORDERS; k++)
        mpfr_mul_2si(sample->noise[k], noise, step_bits(sample->x) * k, MPFR_RNDN);
}

// False where they are not known.
static bool exact_coefficients(const struct curve *curve, struct sample *sample)
{
    long step = step_bits(sample->x);
    mpfr_t at, *c = sample->c;
    mpfr_init2(at, bits_at(sample->x));
    mpfr_clear_flags();
    is_lost = false;
    for (int j = 0; j < NODES; j++) {
        mpfr_set_prec(c[j], bits_at(sample->x));
        mpfr_set_si_2exp(at, j - 3, -step, MPFR_RNDN);
        mpfr_add(at, at, sample->x, MPFR_RNDN);
        curve->value(curve, c[j], at);
    }
    mpfr_clear(at);
    if (!mpfr_number_p(c[3])) { // in the middle
        mpfr_set(c[0], c[3], MPFR_RNDN);
        return !is_lost && !mpfr_overflow_p();
    }
    find_noise(curve, sample);
    interpolate(c);
    for (int k = 1; k < ORDERS; k++)
        mpfr_mul_2si(c[k], c[k], step * k, MPFR_RNDN);
    return !is_lost && !mpfr_overflow_p() && mpfr_number_p(sample->noise[0]);
}

static void formula_value(const struct curve *curve, mpfr_t y, const mpfr_t x)
{
    if (!tree_value(curve->expression, curve->parameters, y, x))
        is_lost = true;
}

// --- intervals ---

struct lanes {
    double low[JET_LANES], high[JET_LANES];
};

static const double marked_places[] = {
    0, 1, -1, 0.5, 2, -2, 3, -3, 1.5707963267948966, 3.141592653589793};

static double random_place(void)
{
    switch (roll(10)) {
    case 0:
    case 1:
        return marked_places[roll(COUNT(marked_places))];
    case 2:
        return any_sign(ldexp(between(1, 2), -roll(60)));
    case 3:
        return any_sign(ldexp(between(1, 2), roll(12)));
    case 4:
        return roll(6) ? any_sign(ldexp(between(1, 2), roll(40)))
                       : any_sign(ldexp(between(1, 2), roll(2000) - 1000));
    default:
        return between(-6, 6);
    }
}

static void random_lanes(struct lanes *lanes)
{
    for (int i = 0; i < JET_LANES; i++) {
        double at = random_place(), width = ldexp(between(1, 2), 2 - roll(roll(3) ? 10 : 50));
        double size = fmax(fabs(at), roll(4) ? 1 : 0);
        lanes->low[i] = at - (roll(3) ? 0 : width * size * between(0, 1));
        lanes->high[i] = roll(8) ? at + width * size : nextafter(at, HUGE_VAL);
        if (!(lanes->low[i] < lanes->high[i]))
            lanes->high[i] = nextafter(lanes->low[i], HUGE_VAL);
        if (roll(2)) {
            double low = lanes->low[i];
            lanes->low[i] = -lanes->high[i];
            lanes->high[i] = -low;
        }
    }
}

static void anchored_lanes(double low, double high, struct lanes *lanes)
{
    for (int i = 0; i < JET_LANES; i++) {
        double width = ldexp(between(1, 2), roll(30) - 29) * fmax(1, fabs(low));
        lanes->low[i] = low - (i == JET_ANCHOR ? 0 : width * between(0.1, 1));
        lanes->high[i] = high + (i == JET_ANCHOR ? 0 : width);
    }
}

// A number of more bits than a double's, in ]low, high[: it lies on no kink.
static void random_x(double low, double high, mpfr_t x)
{
    double t = roll(3)   ? between(0, 1)
               : roll(2) ? ldexp(between(0.5, 1), -roll(40))
                         : 1 - ldexp(between(0.5, 1), -1 - roll(40));
    mpfr_t width;
    mpfr_init2(width, 120);
    mpfr_set_prec(x, 1400 + (fmin(fabs(low), fabs(high)) < 0x1p-60 ? 2000 : 0));
    mpfr_set_d(x, low, MPFR_RNDN);
    mpfr_d_sub(width, high, x, MPFR_RNDN);
    mpfr_mul_d(width, width, fmax(t, 0x1p-60), MPFR_RNDN);
    mpfr_add(x, x, width, MPFR_RNDN);
    mpfr_set_d(width, ldexp((double)(random_bits() >> 11) + 0.5, -160), MPFR_RNDN);
    mpfr_mul(width, width, x, MPFR_RNDN);
    mpfr_add(x, x, width, MPFR_RNDN);
    if (mpfr_cmp_d(x, high) >= 0 || mpfr_cmp_d(x, low) <= 0) {
        mpfr_set_d(x, low, MPFR_RNDN);
        mpfr_add_d(x, x, high, MPFR_RNDN);
        mpfr_div_2ui(x, x, 1, MPFR_RNDN);
    }
    mpfr_clear(width);
}

// --- what is checked ---

struct check {
    const struct curve *curve;
    const struct jet *jet;
    double low, high;
    int lane, order; // the jet's derivative of the curve
};

static void fail_check(const struct check *check, const mpfr_t x, const char *what, int k,
                       const mpfr_t exact)
{
    struct bounds c = {{0}, {0}};
    if (k >= 0 && (k < check->jet->length || k < check->jet->known)) {
        c.low[0] = k < check->jet->length ? check->jet->c[k].low[check->lane] : 0;
        c.high[0] = k < check->jet->length ? check->jet->c[k].high[check->lane] : 0;
    }
    fail_msg("%s over [%.17g, %.17g], derivative %d, at %.17g: %s, coefficient %d: %.17g, bounds "
             "[%.17g, %.17g], smooth %d, doubts %d",
             check->curve->text, check->low, check->high, check->order, mpfr_get_d(x, MPFR_RNDN),
             what, k, k >= 0 ? mpfr_get_d(exact, MPFR_RNDN) : HUGE_VAL, c.low[0], c.high[0],
             check->jet->smooth[check->lane], check->jet->doubts[check->lane]);
}

// Coefficient k of a derivative: (k + order) … (k + 1) times that of the function.
static void derivative_coefficient(const mpfr_t *c, int k, int order, mpfr_t y)
{
    mpfr_set(y, c[k + order], MPFR_RNDN);
    for (int j = k + 1; j <= k + order; j++)
        mpfr_mul_ui(y, y, (unsigned)j, MPFR_RNDN);
}

// Whether low <= y <= high but for what the exact numbers themselves are off by.
static bool within(const mpfr_t y, double low, double high, const mpfr_t noise)
{
    bool good = true;
    mpfr_t edge;
    mpfr_init2(edge, mpfr_get_prec(y));
    if (isfinite(low)) {
        mpfr_d_sub(edge, low, noise, MPFR_RNDN);
        good = mpfr_greaterequal_p(y, edge);
    }
    if (isfinite(high)) {
        mpfr_add_d(edge, noise, high, MPFR_RNDN);
        good = good && mpfr_lessequal_p(y, edge);
    }
    mpfr_clear(edge);
    return good;
}

// What coefficient k of a derivative is off by.
static void noise_of(const struct sample *sample, int k, mpfr_t noise)
{
    mpfr_set(noise, sample->noise[k], MPFR_RNDN);
    mpfr_t digits;
    mpfr_init2(digits, 64);
    mpfr_mul_2si(digits, sample->c[k], -65, MPFR_RNDN);
    mpfr_abs(digits, digits, MPFR_RNDN);
    mpfr_add(noise, noise, digits, MPFR_RNDN);
    mpfr_mul_ui(noise, noise, 42, MPFR_RNDN); // of the derivatives' factors
    mpfr_clear(digits);
}

static void check_point(const struct check *check, const struct sample *sample)
{
    const mpfr_t *c = (const mpfr_t *)sample->c;
    const struct jet *jet = check->jet;
    int doubts = jet->doubts[check->lane];
    if (!mpfr_number_p(c[0])) { // or beyond all numbers
        double bound = mpfr_nan_p(c[0]) || jet->length == 0 ? 0
                       : mpfr_sgn(c[0]) > 0                 ? jet->c[0].high[check->lane]
                                                            : -jet->c[0].low[check->lane];
        if (!(doubts & JET_MAY_END) && !(jet->known == 0 || bound == HUGE_VAL || check->order > 0))
            fail_check(check, sample->x, "not defined", 0, c[0]);
        return;
    }
    if (doubts & JET_IS_EMPTY)
        fail_check(check, sample->x, "called empty", 0, c[0]);
    mpfr_t y, noise;
    mpfr_init2(y, mpfr_get_prec(c[0]));
    mpfr_init2(noise, 64);
    for (int k = 0; k + check->order < ORDERS && k < jet->known; k++) {
        derivative_coefficient(c, k, check->order, y);
        noise_of(sample, k + check->order, noise);
        double low = k < jet->length ? jet->c[k].low[check->lane] : 0;
        double high = k < jet->length ? jet->c[k].high[check->lane] : 0;
        if (!(low <= high))
            fail_check(check, sample->x, "bounds without order", k, y);
        if (mpfr_number_p(y) && !within(y, low, high, noise))
            fail_check(check, sample->x, "not within bounds", k, y);
    }
    mpfr_clears(y, noise, (mpfr_ptr)0);
}

// Where derivative k is continuous, the next one's bounds hold its mean slope between two points.
static void check_means(const struct check *check, const struct sample *a, const struct sample *b)
{
    const struct jet *jet = check->jet;
    mpfr_t y, rise, noise, more;
    mpfr_inits2(mpfr_get_prec(a->c[0]) + mpfr_get_prec(b->c[0]), y, rise, (mpfr_ptr)0);
    mpfr_inits2(64, noise, more, (mpfr_ptr)0);
    for (int k = 0; k + 1 + check->order < ORDERS && k + 1 < jet->known; k++) {
        if (jet->smooth[check->lane] < k || jet->doubts[check->lane] || mpfr_equal_p(a->x, b->x))
            break;
        derivative_coefficient((const mpfr_t *)a->c, k, check->order, y);
        derivative_coefficient((const mpfr_t *)b->c, k, check->order, rise);
        noise_of(a, k + check->order, noise);
        noise_of(b, k + check->order, more);
        mpfr_add(noise, noise, more, MPFR_RNDN);
        mpfr_sub(rise, rise, y, MPFR_RNDN);
        mpfr_sub(y, b->x, a->x, MPFR_RNDN);
        mpfr_div(rise, rise, y, MPFR_RNDN);
        mpfr_div(noise, noise, y, MPFR_RNDN);
        mpfr_abs(noise, noise, MPFR_RNDN);
        mpfr_div_ui(rise, rise, (unsigned)k + 1, MPFR_RNDN);
        double low = k + 1 < jet->length ? jet->c[k + 1].low[check->lane] : 0;
        double high = k + 1 < jet->length ? jet->c[k + 1].high[check->lane] : 0;
        if (mpfr_number_p(rise) && !within(rise, low, high, noise))
            fail_check(check, a->x, "not continuous", k + 1, rise);
    }
    mpfr_clears(y, rise, noise, more, (mpfr_ptr)0);
}

typedef bool exact_function(const struct curve *curve, struct sample *sample);

// Two points of a lane, alone and against each other, against the jets of f and of derivatives.
static void check_lane_points(struct check *checks, int n, exact_function *exact)
{
    struct sample samples[2];
    bool known[2];
    for (int i = 0; i < 2; i++) {
        sample_init(&samples[i]);
        samples[i].low = checks->low;
        samples[i].high = checks->high;
        random_x(checks->low, checks->high, samples[i].x);
        known[i] = exact(checks->curve, &samples[i]);
        for (int j = 0; j < n && known[i]; j++)
            check_point(&checks[j], &samples[i]);
        known[i] = known[i] && mpfr_number_p(samples[i].c[0]);
    }
    for (int j = 0; j < n && known[0] && known[1]; j++)
        check_means(&checks[j], &samples[0], &samples[1]);
    for (int i = 0; i < 2; i++)
        sample_clear(&samples[i]);
}

// Room for jets of f, f' and f''.
static char room[ORDER_COUNT][1 << 21] __attribute__((aligned(64)));

static void check_lanes(const struct curve *curve, const struct activation *activation,
                        const struct lanes *lanes, bool anchored, exact_function *exact)
{
    struct check checks[ORDER_COUNT];
    const struct jet *made[ORDER_COUNT];
    for (int order = 0; order < ORDER_COUNT; order++) {
        struct jets jets;
        int orders = anchored ? JET_ORDERS : ORDERS;
        size_t size = activation_enclose_room(activation, orders) + jet_size(orders);
        assert_true(size <= sizeof room[order]);
        jets_start(&jets, orders, room[order], size); // aborts where that is not enough
        const struct jet *x = jet_variable(&jets, lanes->low, lanes->high, anchored);
        made[order] =
            activation_enclose(activation, curve->parameters, (enum order)order, &jets, x);
        assert_int_equal(made[order]->pole, 0);
    }
    for (int i = 0; i < JET_LANES - (anchored ? 1 : 0); i++) {
        for (int order = 0; order < ORDER_COUNT; order++)
            checks[order] =
                (struct check){curve, made[order], lanes->low[i], lanes->high[i], i, order};
        check_lane_points(checks, ORDER_COUNT, exact);
    }
}

static void check_formula(const char *text, int n)
{
    struct fault fault;
    struct expression *expression = expression_parse(text, &fault);
    double parameters[ACTIVATION_PARAMETERS_MAX];
    if (!expression)
        fail_msg("%s: %s", text, fault.text);
    expression_defaults(expression, parameters);
    struct activation activation = {.expression = expression};
    struct curve curve = {text, formula_value, expression, parameters};
    struct lanes lanes;
    for (; n > 0; n--) {
        random_lanes(&lanes);
        check_lanes(&curve, &activation, &lanes, false, exact_coefficients);
    }
    expression_destroy(expression);
}

// --- one function at a time ---

static const char *const arguments[] = {
    "x", "-2*x", "x/3 + 0.25", "0.5 + x*(1 - 0.3*x)", "x^2", "sin(2*x)", "1 + x^3/5", "exp(x)",
};

// Appends a form with its arguments for the two %s.
static void add_form(struct text *out, const char *form, const char *a, const char *b)
{
    for (int n = 0; *form; form++) {
        if (form[0] == '%' && form[1] == 's') {
            text_add(out, n++ == 0 ? a : b);
            form++;
        } else {
            text_add_bytes(out, form, 1);
        }
    }
}

// %s is the argument.
static const char *const functions[] = {
    "exp(%s)",
    "expm1(%s)",
    "log(%s)",
    "log2(%s)",
    "log10(%s)",
    "log1p(%s)",
    "sqrt(%s)",
    "cbrt(%s)",
    "sin(%s)",
    "cos(%s)",
    "tan(%s)",
    "asin(%s)",
    "acos(%s)",
    "atan(%s)",
    "sinh(%s)",
    "cosh(%s)",
    "asinh(%s)",
    "acosh(%s)",
    "atanh(%s)",
    "erf(%s)",
    "erfc(%s)",
    "abs(%s)",
    "sign(%s)",
    "floor(%s)",
    "ceil(%s)",
    "sigmoid(%s)",
    "tanh(%s)",
    "softplus(%s)",
    "relu(%s)",
    "sinc(%s)",
    "sigmoid'(%s)",
    "tanh''(%s)",
    "softplus'(%s)",
    "relu'(%s)",
    "1/(1 + exp(%s))",
    "log(1 + exp(%s))",
    "log1p(exp(%s))",
    "exp(%s) - 1",
    "1 + erf(%s)",
    "1 - erf(%s)",
    "(%s)^3",
    "(%s)^7",
    "(%s)^20",
    "(%s)^-1",
    "(%s)^-2",
    "(%s)^-5",
    "(%s)^1.5",
    "(%s)^0.1",
    "(%s)^-0.5",
    "(%s)^2.7",
    "(%s)^1048577",
    "(%s)^3000000",
    "2^(%s)",
    "(%s)^x",
    "(%s)^floor(x)",
    "(%s)^sign(x)",
    "hypot(%s, x)",
    "hypot(%s, 1)",
    "max(%s, x)",
    "min(%s, 1)",
    "max(%s, 0.5*x^2)",
    "1/(%s)",
    "x/(%s)",
    "min(%s, inf)",
    "max(-inf, %s)",
    "exp(-(%s)^2)",
    "if(%s < 1, x, 2 - x)",
    "if(%s <= 0, 0, log(x))",
    "if(%s == 0, 5, 1/x)",
    "if(%s != 0 and x > 1, x^2, 2*x - 1)",
    "if(not (%s > 0) or x > 2, sqrt(x), x)",
    "min(%s, %s)",
    "sqrt((%s)^2)",
    "abs(%s)^3",
    "log(max(%s, 0))",
    "relu(%s)^1.5",
    "relu(%s)^-1",
    "(%s)*inf",
    "(%s) - floor(%s)",
    "1/((%s) - floor(%s))",
    "sqrt(relu(%s))",
};

static void test_functions(void **state)
{
    (void)state;
    for (int i = 0; i < COUNT(functions); i++)
        for (int n = cases(3); n > 0; n--) {
            const char *a = n == 1 ? "x" : arguments[roll(COUNT(arguments))];
            struct text text = {0};
            add_form(&text, functions[i], a, a);
            check_formula(text_string(&text), 1);
            text_free(&text);
        }
}

// --- the catalogue ---

// A step that is small beside x and beside what lies between x and the ends of its interval, which
// may be kinks.
static long oracle_step(const struct sample *sample)
{
    mpfr_exp_t least = mpfr_get_exp(sample->x) < 0 ? mpfr_get_exp(sample->x) : 0;
    mpfr_t distance;
    mpfr_init2(distance, 64);
    for (int side = 0; side < 2; side++) {
        mpfr_sub_d(distance, sample->x, side ? sample->low : sample->high, MPFR_RNDN);
        least = mpfr_get_exp(distance) < least ? mpfr_get_exp(distance) : least;
    }
    mpfr_clear(distance);
    return 40 - least;
}

// Of f'' the coefficients 0 to 2, from three values.
static void difference_oracle(const struct exact near[3], long step, struct sample *sample)
{
    mpfr_t *c = sample->c;
    mpfr_div_ui(c[2], near[1].y[ORDER_D2F], 2, MPFR_RNDN);
    mpfr_sub(c[3], near[2].y[ORDER_D2F], near[0].y[ORDER_D2F], MPFR_RNDN);
    mpfr_mul_2si(c[3], c[3], step - 1, MPFR_RNDN);
    mpfr_div_ui(c[3], c[3], 6, MPFR_RNDN);
    mpfr_add(c[4], near[2].y[ORDER_D2F], near[0].y[ORDER_D2F], MPFR_RNDN);
    mpfr_sub(c[4], c[4], near[1].y[ORDER_D2F], MPFR_RNDN);
    mpfr_sub(c[4], c[4], near[1].y[ORDER_D2F], MPFR_RNDN);
    mpfr_mul_2si(c[4], c[4], 2 * step, MPFR_RNDN);
    mpfr_div_ui(c[4], c[4], 24, MPFR_RNDN);
}

// What the oracle's terms leave of its 300 bits; on linear pieces it gives the double of f.
static void oracle_noise(const struct exact *exact, long step, struct sample *sample)
{
    mpfr_t all;
    mpfr_init2(all, 64);
    for (int k = 0; k < ORDERS; k++) {
        int order = k < ORDER_D2F ? k : ORDER_D2F;
        long lost = (k - order) * step + 3 * (step_bits(sample->x) - 150); // near 0 they cancel
        mpfr_mul_d(sample->noise[k], exact->y[order], fmax(1, exact->k[order]), MPFR_RNDN);
        mpfr_mul_2si(sample->noise[k], sample->noise[k], lost - 280, MPFR_RNDN);
        mpfr_abs(sample->noise[k], sample->noise[k], MPFR_RNDN);
        if (k == 0) {
            mpfr_mul_2si(all, exact->y[0], -52, MPFR_RNDN);
            mpfr_abs(all, all, MPFR_RNDN);
            mpfr_add(sample->noise[0], sample->noise[0], all, MPFR_RNDN);
        }
        if (k > 4 || !isfinite(exact->k[order]))
            mpfr_set_inf(sample->noise[k], 1);
    }
    mpfr_clear(all);
}

// f, f' and f'' as the oracle has them, and two more orders from differences of f''.
static bool oracle_coefficients(const struct curve *curve, struct sample *sample)
{
    const struct oracle *oracle = oracle_find(curve->text);
    struct exact near[3];
    long step = oracle_step(sample);
    mpfr_t at;
    mpfr_init2(at, mpfr_get_prec(sample->x) + 200);
    for (int j = 0; j < 3; j++) {
        near[j] = (struct exact){.k = {1, 1, 1}};
        numbers_init(near[j].y, ORDER_COUNT);
        mpfr_set_si_2exp(at, j - 1, -step, MPFR_RNDN);
        mpfr_add(at, at, sample->x, MPFR_RNDN);
        oracle->evaluate(&near[j], at, curve->parameters);
    }
    for (int k = 0; k < ORDERS; k++) {
        mpfr_set_prec(sample->c[k], 2 * ORACLE_BITS);
        mpfr_set(sample->c[k], near[1].y[k < ORDER_COUNT ? k : 0], MPFR_RNDN);
    }
    difference_oracle(near, step, sample);
    oracle_noise(&near[1], step, sample);
    for (int j = 0; j < 3; j++)
        numbers_clear(near[j].y, ORDER_COUNT);
    mpfr_clear(at);
    return true;
}

static void random_parameters(const struct activation *activation, double *parameters)
{
    activation_defaults(activation, parameters);
    for (int i = 0; i < activation->parameter_count; i++) {
        const struct activation_parameter *p = &activation->parameters[i];
        double value = between(p->low, p->high) * (roll(3) ? 1 : ldexp(1, roll(40) - 4));
        if (roll(2) && activation_parameter_valid(p, value))
            parameters[i] = value;
    }
}

// Some lanes at the function's own places.
static void lanes_at_breaks(const struct activation *activation, const double *parameters,
                            struct lanes *lanes)
{
    struct activation_break breaks[ACTIVATION_BREAKS_MAX];
    int n = activation_breaks(activation, parameters, breaks);
    for (int i = 0; n > 0 && i < 6; i++) {
        double x = breaks[roll(n)].x, width = ldexp(1, -roll(50)) * fmax(fabs(x), 1);
        lanes->low[i] = i % 3 == 0 ? x : x - width * between(0, 1);
        lanes->high[i] = i % 3 == 1 ? x : x + width;
        if (!(lanes->low[i] < lanes->high[i]))
            lanes->high[i] = nextafter(lanes->low[i], HUGE_VAL);
    }
}

static void test_catalogue(void **state)
{
    (void)state;
    for (int id = 0; id < ACTIVATION_COUNT; id++) {
        const struct activation *activation = activation_at(id);
        for (int n = cases(5); n > 0; n--) {
            double parameters[ACTIVATION_PARAMETERS_MAX];
            struct lanes lanes;
            random_lanes(&lanes);
            random_parameters(activation, parameters);
            lanes_at_breaks(activation, parameters, &lanes);
            struct curve curve = {.text = activation->id, .parameters = parameters};
            check_lanes(&curve, activation, &lanes, false, oracle_coefficients);
            double anchor = roll(2) ? lanes.low[0] : marked_places[roll(COUNT(marked_places))];
            anchored_lanes(anchor, anchor, &lanes);
            if (n == 1)
                check_lanes(&curve, activation, &lanes, true, oracle_coefficients);
        }
    }
}

// The range of f'' over an interval, from many values.
static double range_of_values(const struct activation *activation, const double *parameters,
                              double low, double high)
{
    double x[200], y[COUNT(x)], least = HUGE_VAL, most = -HUGE_VAL;
    for (int i = 0; i < COUNT(x); i++)
        x[i] = low + (high - low) * (i + 0.5) / COUNT(x);
    activation_eval(activation, parameters, x, COUNT(x), NULL, NULL, y);
    for (int i = 0; i < COUNT(x); i++) {
        least = fmin(least, y[i]);
        most = fmax(most, y[i]);
    }
    return most - least;
}

static int compare(const void *a, const void *b)
{
    double p = *(const double *)a, q = *(const double *)b;
    return (p > q) - (p < q);
}

// How much wider than the range of f'' its bounds are, over a fiftieth of [-5, 5]; 0 where f'' is
// constant everywhere.
static double median_width(const struct activation *activation)
{
    double parameters[ACTIVATION_PARAMETERS_MAX], ratios[3 * JET_LANES];
    int n = 0;
    activation_defaults(activation, parameters);
    for (int batch = 0; batch < 3; batch++) {
        struct lanes lanes;
        struct jets jets;
        for (int i = 0; i < JET_LANES; i++) {
            lanes.low[i] = -4.9 + 0.2 * (batch * JET_LANES + i);
            lanes.high[i] = lanes.low[i] + 0.2;
        }
        jets_start(&jets, 3, room[0], sizeof room[0]);
        const struct jet *jet =
            activation_enclose(activation, parameters, ORDER_D2F, &jets,
                               jet_variable(&jets, lanes.low, lanes.high, false));
        for (int i = 0; i < JET_LANES; i++) {
            double range = range_of_values(activation, parameters, lanes.low[i], lanes.high[i]);
            if (range > 1e-12 && jet->length > 0)
                ratios[n++] = (jet->c[0].high[i] - jet->c[0].low[i]) / range;
        }
    }
    qsort(ratios, (size_t)n, sizeof *ratios, compare);
    return n > 0 ? ratios[n / 2] : 0;
}

static void test_width(void **state)
{
    (void)state;
    for (int id = 0; id < ACTIVATION_COUNT; id++) {
        double width = median_width(activation_at(id));
        if (width > 0)
            print_message("%-20s bounds of f'' are %.1f times its range\n", activation_at(id)->id,
                          width);
        assert_true(width < 20);
    }
}

// --- formulas ---

static const char *const formulas[] = {
    // beyond the doubles on the way
    "1/cosh(90*x)",
    "1/cosh(90*x)^2",
    "x/cosh(1e5*x)^3",
    "sin(x)*sech(9e4*x - 2)",
    "1/sinh(900*x)^3",
    "cosh(900*x)/exp(900*x)",
    "exp(900*x)*exp(-900*x)*x",
    "exp(900*x)/(2 + exp(900*x))",
    "exp(900*x)/(1 + exp(900*x))^2",
    "exp(900*x)/(1 + exp(900*x))",
    "sinh(900*x)/cosh(900*x)",
    "1/(exp(900*x) + exp(-900*x))",
    "2^(900*x)/3^(900*x)",
    "0.5^(900*x)*2^(901*x)",
    "exp(900*x) - exp(901*x)",
    "(exp(900*x) - 2)/(exp(1800*x) + 1)",
    "exp(exp(x))/exp(exp(x) + x)",
    "exp(9e9*x)/exp(9e9*x)",
    "exp(900*x)^3/exp(900*x)^2*exp(-900*x)",
    "x^x",
    "(x+1)^x",
    "x^(1/3)",
    "(-2)^x",
    "(-2)^floor(x)",
    "abs(x)^x",
    "x^(2*x)",
    "0^x",
    "1^log(x)",
    "sqrt(abs(x))",
    "sqrt(x^2)",
    "sqrt(x*x + 1) - x",
    "sqrt(1 - x^2)",
    "cbrt(x)^2",
    "cbrt(x^3)",
    "x*log(abs(x))",
    "log(x)/x",
    "log(x^2)",
    "log(log(x))",
    "x/(1 + abs(x))",
    "x*abs(x)",
    "abs(abs(x) - 1)",
    "max(x, min(1, x^2))",
    "max(sin(x), cos(x))",
    "min(x, x)",
    "max(x, 2*x - x)",
    "clip(x, 0, inf)",
    "clip(x, -inf, 1)",
    "clip(x^2, 1, 4)",
    "floor(x) + ceil(x)",
    "floor(x^2)",
    "floor(-x)*x",
    "x - floor(x)",
    "1/(x - floor(x))",
    "sign(x)*x",
    "sign(x^2 - 1)",
    "sign(sin(x))",
    "if(x < 0, -x^2, x^2)",
    "if(x^2 < 2, 1, x)",
    "if(x < 1, x, x + 1)",
    "if(x == 1, 7, x)",
    "if(x != x, 1, 2)",
    "if(log(x) < 0, 1, 2)",
    "if(sqrt(x), 1, 2)",
    "x > 0 and x < 1",
    "x < 0 or log(x) > 1",
    "not x",
    "tan(x)",
    "tan(1/x)",
    "1/tan(x)",
    "sin(1/x)",
    "x*sin(1/x)",
    "exp(1/x)",
    "exp(-1/x^2)",
    "1/(exp(1/x) + 1)",
    "asin(x) + acos(x)",
    "asin(1 - x^2)",
    "acosh(1 + x^2)",
    "atanh(x/2)",
    "acos(cos(x))",
    "asin(sin(x))",
    "x/0",
    "0*x/0",
    "inf*x",
    "nan*x",
    "1e300*x*1e300",
    "x*1e-320",
    "(x + 1e16) - 1e16",
    "exp(x)*exp(-x)",
    "exp(1000*x)",
    "erf(x)/x",
    "(exp(x) - 1)/x",
    "(1 - cos(x))/x^2",
    "hypot(x, x)",
    "hypot(0, x)",
    "1/(x^2 - 1)",
    "(x^2 - 1)/(x - 1)",
    "x^-3",
    "x^-0.5",
    "(x^2)^-0.5",
    "(x^2)^0.75",
    "(x - 1)^9",
    "(x - 1)^100",
    "x^1000001",
    "1/(1 + exp(-50*x))",
    "log(1 + exp(40*x))/40",
    "0.5*x*(1 + erf(x/sqrt(2)))",
    "x*tanh(log(1 + exp(x)))",
    "sin(1e15*x)",
    "relu(x)^relu(x)",
    "(x*0 + 1)^log(x)",
    "log(x)^relu(x)",
    "log(x)^(x*0)",
};

static void test_formulas(void **state)
{
    (void)state;
    for (int i = 0; i < COUNT(formulas); i++)
        check_formula(formulas[i], cases(1));
}

static const char *const leaves[] = {"x", "x", "x", "2", "0.5", "-1.25", "(2*x - 1)", "x^2", "0"};

static const char *const pairs[] = {
    "(%s) + (%s)", "(%s) - (%s)",   "(%s)*(%s)", "(%s)/(%s)",         "max(%s, %s)",
    "min(%s, %s)", "hypot(%s, %s)", "(%s)^(%s)", "if(x < 1, %s, %s)", "if((%s) > (%s), x, 2)",
};

static void add_random_formula(struct text *out, int depth)
{
    if (depth == 0) {
        text_add(out, leaves[roll(COUNT(leaves))]);
        return;
    }
    struct text a = {0}, b = {0};
    add_random_formula(&a, depth - 1);
    add_random_formula(&b, roll(depth));
    const char *form = roll(2) ? functions[roll(COUNT(functions))] : pairs[roll(COUNT(pairs))];
    add_form(out, form, text_string(&a), text_string(&b));
    text_free(&a);
    text_free(&b);
}

static void test_random_formulas(void **state)
{
    (void)state;
    for (int n = cases(100); n > 0; n--) {
        struct text text = {0};
        add_random_formula(&text, 1 + roll(3));
        check_formula(text_string(&text), 1);
        text_free(&text);
    }
}

// --- single points ---

enum { BESIDE = 100 }; // bits

static void beside(double at, int side, mpfr_t x)
{
    int exponent = 0;
    frexp(at, &exponent);
    mpfr_set_si_2exp(x, side, (exponent < 0 ? exponent : 0) - BESIDE, MPFR_RNDN);
    mpfr_add_d(x, x, at, MPFR_RNDN);
}

// What coefficient k may be off by as that of the point itself.
static void noise_beside(const struct sample *sample, int k, mpfr_t noise)
{
    mpfr_t sum;
    mpfr_init2(sum, 64);
    mpfr_set_inf(sum, 1);
    if (k + 1 < ORDERS) {
        mpfr_mul_2si(sum, sample->c[k + 1], 4 - BESIDE, MPFR_RNDN);
        mpfr_abs(sum, sum, MPFR_RNDN);
        mpfr_add(sum, sum, sample->noise[k], MPFR_RNDN);
        mpfr_add_d(sum, sum, 1e-20, MPFR_RNDN);
    }
    mpfr_set(noise, sum, MPFR_RNDN);
    mpfr_clear(sum);
}

// The value of one point as its lane has it.
static void check_single(const struct curve *curve, const struct jet *jet, double at, int lane)
{
    struct check check = {curve, jet, at, at, lane, 0};
    mpfr_t x, y, noise;
    mpfr_inits2(2000, x, y, noise, (mpfr_ptr)0);
    mpfr_set_d(x, at, MPFR_RNDN);
    mpfr_set_zero(noise, 1);
    is_lost = false;
    mpfr_clear_flags();
    curve->value(curve, y, x);
    bool known = !is_lost && !mpfr_overflow_p() && !(jet->doubts[lane] & JET_MAY_SCATTER);
    double low = jet->length > 0 ? jet->c[0].low[lane] : 0;
    double high = jet->length > 0 ? jet->c[0].high[lane] : 0;
    bool bounded = jet->known > 0 && isfinite(low) && isfinite(high);
    if (known && !mpfr_number_p(y) && bounded && !(jet->doubts[lane] & JET_MAY_END))
        fail_check(&check, x, "not defined", 0, y);
    if (known && mpfr_number_p(y) && jet->known > 0 && !within(y, low, high, noise))
        fail_check(&check, x, "not the value", 0, y);
    if (known && mpfr_number_p(y) && (jet->doubts[lane] & JET_IS_EMPTY))
        fail_check(&check, x, "called empty", 0, y);
    mpfr_clears(x, y, noise, (mpfr_ptr)0);
}

// Whether the derivatives are those right beside the point, on that side.
static bool fits_side(const struct curve *curve, const struct jet *jet, double at, int lane,
                      int side)
{
    bool fits = true;
    struct sample sample;
    mpfr_t noise;
    mpfr_init2(noise, 64);
    sample_init(&sample);
    beside(at, side, sample.x);
    bool known = exact_coefficients(curve, &sample) && mpfr_number_p(sample.c[0]);
    for (int k = 1; known && k < jet->known && k < 3 && k <= jet->smooth[lane]; k++) {
        noise_beside(&sample, k, noise);
        fits = fits && within(sample.c[k], k < jet->length ? jet->c[k].low[lane] : 0,
                              k < jet->length ? jet->c[k].high[lane] : 0, noise);
    }
    sample_clear(&sample);
    mpfr_clear(noise);
    return fits;
}

static void test_points(void **state)
{
    (void)state;
    static const double parameters[ACTIVATION_PARAMETERS_MAX];
    for (int i = 0; i < COUNT(formulas); i++) {
        struct fault fault;
        struct expression *expression = expression_parse(formulas[i], &fault);
        assert_non_null(expression);
        struct activation activation = {.expression = expression};
        struct curve curve = {formulas[i], formula_value, expression, parameters};
        bool has_points = strstr(formulas[i], "sign(") || strstr(formulas[i], "=="); // of no side
        double x[JET_LANES];
        for (int lane = 0; lane < JET_LANES; lane++)
            x[lane] = lane < COUNT(marked_places) ? marked_places[lane] : random_place();
        struct jets jets;
        jets_start(&jets, 5, room[0], sizeof room[0]);
        const struct jet *jet = activation_enclose(&activation, parameters, ORDER_F, &jets,
                                                   jet_variable(&jets, x, x, false));
        for (int lane = 0; lane < JET_LANES; lane++)
            check_single(&curve, jet, x[lane], lane);
        for (int lane = 0; lane < JET_LANES; lane++)
            if (jet->doubts[lane] == 0 && !has_points &&
                !fits_side(&curve, jet, x[lane], lane, 1) &&
                !fits_side(&curve, jet, x[lane], lane, -1))
                fail_msg("%s at %.17g: derivatives of neither side", formulas[i], x[lane]);
        expression_destroy(expression);
    }
}

// --- anchors ---

static const double pi_below = 3.141592653589793, pi_above = 3.1415926535897936;

// Holes, and the coefficients of the series that closes them.
static const struct {
    const char *text;
    double low, high; // the anchor
    double c[5];
} holes[] = {
    {"(exp(x) - 1)/x", 0, 0, {1, 1 / 2., 1 / 6., 1 / 24., 1 / 120.}},
    {"if(x == 0, 1, (exp(x) - 1)/x)", 0, 0, {1, 1 / 2., 1 / 6., 1 / 24., 1 / 120.}},
    {"sin(x)/x", 0, 0, {1, 0, -1 / 6., 0, 1 / 120.}},
    {"if(x == 0, 1, sin(x)/x)", 0, 0, {1, 0, -1 / 6., 0, 1 / 120.}},
    {"(1 - cos(x))/x^2", 0, 0, {1 / 2., 0, -1 / 24., 0, 1 / 720.}},
    {"(1 - cos(x))*x^-2", 0, 0, {1 / 2., 0, -1 / 24., 0, 1 / 720.}},
    {"1/x - 1/tanh(x)", 0, 0, {0, -1 / 3., 0, 1 / 45., 0}},
    {"1/sin(x) - 1/x", 0, 0, {0, 1 / 6., 0, 7 / 360., 0}},
    {"(tan(x) - sin(x))/x^3", 0, 0, {1 / 2., 0, 1 / 8., 0, 13 / 240.}},
    {"(x + 2)/(x^2 + 3*x + 2)", -2, -2, {-1, -1, -1, -1, -1}},
    {"(x^2 - 1)/(x - 1)", 1, 1, {2, 1, 0, 0, 0}},
    {"sin(3*x)/sin(x)", pi_below, pi_above, {3, 0, -4, 0, 4 / 3.}},
    {"log(x)/(x - 1)", 1, 1, {1, -1 / 2., 1 / 3., -1 / 4., 1 / 5.}},
    {"x/(sqrt(1 + x) - 1)", 0, 0, {2, 1 / 2., -1 / 8., 1 / 16., -5 / 128.}},
    {"(cbrt(x) - 1)/(x - 1)", 1, 1, {1 / 3., -1 / 9., 5 / 81., -10 / 243., 22 / 729.}},
    {"x/erf(x)", 0, 0, {0.88622692545275801, 0, 0.29540897515091934, 0, 0.0098469658383639775}},
    {"x^2/(1/x^2)", 0, 0, {0, 0, 0, 0, 1}},
    {"x*(1/x)", 0, 0, {1, 0, 0, 0, 0}},
    {"(sigmoid(x) - 0.5)/x", 0, 0, {1 / 4., 0, -1 / 48., 0, 1 / 480.}},
    {"(sigmoid'(x) - 0.25)/x^2", 0, 0, {-1 / 16., 0, 1 / 96., 0, -17 / 11520.}},
};

// Within bounds that are no wider than rounding makes them.
static void check_hole(int i, const struct jet *jet)
{
    for (int k = 0; k < 5; k++) {
        double low = k < jet->length ? jet->c[k].low[JET_ANCHOR] : 0;
        double high = k < jet->length ? jet->c[k].high[JET_ANCHOR] : 0, y = holes[i].c[k];
        double rounding = 4 * DBL_EPSILON * fabs(y) + (holes[i].low < holes[i].high ? 1e-14 : 0);
        if (!(k < jet->known && low - rounding <= y && y <= high + rounding && high - low < 1e-9))
            fail_msg("%s at %g, coefficient %d: [%.17g, %.17g] instead of %.17g", holes[i].text,
                     holes[i].low, k, low, high, y);
    }
    assert_int_equal(jet->doubts[JET_ANCHOR], 0);
    assert_int_equal(jet->smooth[JET_ANCHOR], JET_SMOOTH);
}

// What the anchor's lane says must also hold right beside the anchor.
static void check_beside(const struct curve *curve, const struct jet *jet, double anchor, int side)
{
    struct check check = {curve, jet, anchor, anchor, JET_ANCHOR, 0};
    struct sample sample;
    sample_init(&sample);
    beside(anchor, side, sample.x);
    if (exact_coefficients(curve, &sample)) {
        for (int k = 0; k < ORDERS && mpfr_number_p(sample.c[0]); k++)
            noise_beside(&sample, k, sample.noise[k]);
        check_point(&check, &sample);
    }
    sample_clear(&sample);
}

static void check_anchored(const char *text, double low, double high, int hole)
{
    struct fault fault;
    struct expression *expression = expression_parse(text, &fault);
    static const double parameters[ACTIVATION_PARAMETERS_MAX];
    if (!expression)
        fail_msg("%s: %s", text, fault.text);
    struct activation activation = {.expression = expression};
    struct curve curve = {text, formula_value, expression, parameters};
    struct lanes lanes;
    struct jets jets;
    anchored_lanes(low, high, &lanes);
    check_lanes(&curve, &activation, &lanes, true, exact_coefficients);
    jets_start(&jets, JET_ORDERS, room[0], sizeof room[0]);
    const struct jet *x = jet_variable(&jets, lanes.low, lanes.high, true);
    const struct jet *jet = activation_enclose(&activation, parameters, ORDER_F, &jets, x);
    if (hole >= 0)
        check_hole(hole, jet);
    for (int side = -1; side <= 1 && low == high; side += 2)
        check_beside(&curve, jet, low, side);
    expression_destroy(expression);
}

static void test_holes(void **state)
{
    (void)state;
    for (int i = 0; i < COUNT(holes); i++)
        for (int n = cases(1); n > 0; n--)
            check_anchored(holes[i].text, holes[i].low, holes[i].high, i);
}

// No holes: poles, jumps, kinks and ends at the anchor, or beside it.
static const struct {
    const char *text;
    double anchor;
} no_holes[] = {
    {"1/x", 0},
    {"x/x^2", 0},
    {"1/x^2", 0},
    {"abs(x)/x", 0},
    {"x/abs(x)", 0},
    {"sign(x)/x", 0},
    {"(exp(x) - 1.0000001)/x", 0},
    {"(exp(x) - 1.0000000000001)/x", 0},
    {"(x + 1e9 - 1e9 - 1e-8)/x", 0},
    {"sin(x + 1e-12)/x", 0},
    {"relu(x)/x", 0},
    {"max(x, 2*x)/x", 0},
    {"min(x, x^2)/x", 0},
    {"if(x < 0, x, 2*x)/x", 0},
    {"if(x < 0.3, x, x + 1)/x", 0},
    {"if(x < -1e-3, 1, x)/x", 0},
    {"abs(x)^3/x^2", 0},
    {"x*abs(x)/x^2", 0},
    {"sqrt(x)/x", 0},
    {"sqrt(x^2)/x", 0},
    {"sqrt(x^4)/x^2", 0},
    {"cbrt(x)/x", 0},
    {"cbrt(x)^3/x", 0},
    {"cbrt(x^3)/x", 0},
    {"log(x)/x", 0},
    {"x*log(x)/x", 0},
    {"log(abs(x))*x", 0},
    {"x^1.5/x", 0},
    {"x^2.5/x^2", 0},
    {"(x^2)^0.5/x", 0},
    {"x^x/x", 0},
    {"floor(x)/x", 0},
    {"ceil(x)/x", 0},
    {"(x - floor(x))/x", 0},
    {"acos(1 - x)/x", 0},
    {"asin(1 - x^2)", 0},
    {"acos(1 - x^2)/x", 0},
    {"acosh(1 + x^2)/x", 0},
    {"hypot(x, x)/x", 0},
    {"sin(1/x)*x", 0},
    {"exp(-1/x^2)/x", 0},
    {"exp(1/x)", 0},
    {"tanh(1/x)", 0},
    {"relu'(x)", 0},
    {"(relu'(x) - 1)/x", 0},
    {"x/(x - x)", 0},
    {"(x - x)/x", 0},
    {"0/x", 0},
    {"0*x/x", 0},
    {"1/tan(x)", 0},
    {"tan(x)/x", 0},
    {"x^-3*sin(x)", 0},
    {"(1 - cos(x))/x^3", 0},
    {"atan(1/x)", 0},
    {"abs(sin(x))/sin(x)", 0},
    {"(x > 0)/x", 0},
    {"(x > 0)*x/x", 0},
    {"1/(x - 1)", 1},
    {"1/log(x)", 1},
    {"1/log(x) - 1/(x - 1)", 1},
    {"abs(x^2 - 1)/(x - 1)", 1},
    {"sqrt(x - 1)/(x - 1)", 1},
    {"atanh(x)*(x - 1)", 1},
    {"asin(x)", 1},
    {"floor(x)", 1},
    {"sin(x)/(x - 3.141592653589793)", 3.141592653589793},
    {"tan(x)", 1.5707963267948966},
};

static void test_no_holes(void **state)
{
    (void)state;
    for (int i = 0; i < COUNT(no_holes); i++)
        for (int n = cases(1); n > 0; n--)
            check_anchored(no_holes[i].text, no_holes[i].anchor, no_holes[i].anchor, -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(test_lanes, start_random),
        cmocka_unit_test_setup(test_functions, start_random),
        cmocka_unit_test_setup(test_catalogue, start_random),
        cmocka_unit_test(test_width),
        cmocka_unit_test_setup(test_formulas, start_random),
        cmocka_unit_test_setup(test_random_formulas, start_random),
        cmocka_unit_test_setup(test_points, start_random),
        cmocka_unit_test_setup(test_holes, start_random),
        cmocka_unit_test_setup(test_no_holes, start_random),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
