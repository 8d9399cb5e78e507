// The kernels against MPFR at fresh random points. The oracle's formulas are others than the
// kernels', in 300 bits. ACTSCOPE_SEED=N repeats a run.
#include "activation/activation.h"

#include <float.h>
#include <inttypes.h>
#include <math.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>
#include <mpfr.h>

#define COUNT(array) ((int)(sizeof(array) / sizeof *(array)))

enum { BITS = 300, POINTS = 50000 };

// splitmix64 (Steele, Lea, Flood 2014, Fast splittable pseudorandom number generators).
static uint64_t random_state;

static uint64_t random_bits(void)
{
    uint64_t z = random_state += UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

static double random_between(double low, double high)
{
    return low + (high - low) * ldexp((double)(random_bits() >> 11), -53);
}

// Near 0, where functions saturate, where exponentials underflow, and any double at all.
static double random_x(void)
{
    double sign = random_bits() & 1 ? 1 : -1, x;
    switch (random_bits() % 4) {
    case 0:
        return random_between(-10, 10);
    case 1:
        return random_between(-760, 760);
    case 2:
        return sign * ldexp(random_between(1, 2), (int)(random_bits() % 60) - 50);
    default:
        do {
            uint64_t bits = random_bits();
            memcpy(&x, &bits, sizeof x);
        } while (!isfinite(x));
        return x;
    }
}

struct exact {
    mpfr_t y[ORDER_COUNT];
};

static void oracle_step(struct exact *exact, const mpfr_t x, double parameter)
{
    (void)parameter;
    mpfr_set_si(exact->y[ORDER_F], mpfr_sgn(x) >= 0, MPFR_RNDN);
    mpfr_set_zero(exact->y[ORDER_DF], 1);
    mpfr_set_zero(exact->y[ORDER_D2F], 1);
}

static void oracle_leaky_relu(struct exact *exact, const mpfr_t x, double alpha)
{
    double slope = mpfr_sgn(x) >= 0 ? 1 : alpha;
    mpfr_mul_d(exact->y[ORDER_F], x, slope, MPFR_RNDN);
    mpfr_set_d(exact->y[ORDER_DF], slope, MPFR_RNDN);
    mpfr_set_zero(exact->y[ORDER_D2F], 1);
}

static void oracle_relu(struct exact *exact, const mpfr_t x, double parameter)
{
    (void)parameter;
    oracle_leaky_relu(exact, x, 0);
}

// f = 1/(1 + e^-x), f' = f(x) f(-x), f'' = -f' tanh(x/2).
static void oracle_sigmoid(struct exact *exact, const mpfr_t x, double parameter)
{
    (void)parameter;
    mpfr_t *y = exact->y, mirrored;
    mpfr_init2(mirrored, BITS);
    mpfr_exp(mirrored, x, MPFR_RNDN);
    mpfr_add_ui(mirrored, mirrored, 1, MPFR_RNDN);
    mpfr_neg(y[ORDER_F], x, MPFR_RNDN);
    mpfr_exp(y[ORDER_F], y[ORDER_F], MPFR_RNDN);
    mpfr_add_ui(y[ORDER_F], y[ORDER_F], 1, MPFR_RNDN);
    mpfr_ui_div(y[ORDER_F], 1, y[ORDER_F], MPFR_RNDN);
    mpfr_div(y[ORDER_DF], y[ORDER_F], mirrored, MPFR_RNDN);
    mpfr_div_ui(y[ORDER_D2F], x, 2, MPFR_RNDN);
    mpfr_tanh(y[ORDER_D2F], y[ORDER_D2F], MPFR_RNDN);
    mpfr_mul(y[ORDER_D2F], y[ORDER_D2F], y[ORDER_DF], MPFR_RNDN);
    mpfr_neg(y[ORDER_D2F], y[ORDER_D2F], MPFR_RNDN);
    mpfr_clear(mirrored);
}

// f' = sech² x, f'' = -2 f f'.
static void oracle_tanh(struct exact *exact, const mpfr_t x, double parameter)
{
    (void)parameter;
    mpfr_t *y = exact->y;
    mpfr_tanh(y[ORDER_F], x, MPFR_RNDN);
    mpfr_sech(y[ORDER_DF], x, MPFR_RNDN);
    mpfr_sqr(y[ORDER_DF], y[ORDER_DF], MPFR_RNDN);
    mpfr_mul(y[ORDER_D2F], y[ORDER_F], y[ORDER_DF], MPFR_RNDN);
    mpfr_mul_si(y[ORDER_D2F], y[ORDER_D2F], -2, MPFR_RNDN);
}

static const struct {
    const char *id;
    void (*oracle)(struct exact *exact, const mpfr_t x, double parameter);
} oracles[] = {
    {"step", oracle_step}, {"sigmoid", oracle_sigmoid},       {"tanh", oracle_tanh},
    {"relu", oracle_relu}, {"leaky_relu", oracle_leaky_relu},
};

// |y - exact| in units of the last place of the rounded exact value.
static double ulp_error(double y, const mpfr_t exact)
{
    double rounded = fabs(mpfr_get_d(exact, MPFR_RNDN));
    double spacing = rounded < DBL_MAX ? nextafter(rounded, INFINITY) - rounded
                                       : DBL_MAX - nextafter(DBL_MAX, 0);
    mpfr_t difference;
    mpfr_init2(difference, BITS);
    mpfr_sub_d(difference, exact, y, MPFR_RNDN);
    mpfr_div_d(difference, difference, spacing, MPFR_RNDN);
    double error = fabs(mpfr_get_d(difference, MPFR_RNDN));
    mpfr_clear(difference);
    return error;
}

static void check_point(int index, struct exact *exact, mpfr_t wide, double worst[ORDER_COUNT])
{
    const struct activation *activation = activation_at(activation_find(oracles[index].id));
    double x = random_x(), y[ORDER_COUNT], parameters[ACTIVATION_PARAMETERS_MAX];
    activation_defaults(activation, parameters);
    if (activation->parameter_count)
        parameters[0] = random_between(-1, 1);
    activation_eval(activation, parameters, &x, 1, &y[0], &y[1], &y[2]);
    mpfr_set_d(wide, x, MPFR_RNDN);
    oracles[index].oracle(exact, wide, parameters[0]);
    for (enum order order = ORDER_F; order < ORDER_COUNT; order++) {
        double rounded = mpfr_get_d(exact->y[order], MPFR_RNDN);
        double error = ulp_error(y[order], exact->y[order]);
        bool false_zero = fabs(rounded) > 4 * nextafter(0, 1) && y[order] == 0;
        if (!isfinite(y[order]) || false_zero || !(error <= 4))
            fail_msg("%s %s at %a (parameter %a): %a, not %a: %.2f ulp", activation->id,
                     order_name(order), x, parameters[0], y[order], rounded, error);
        worst[order] = fmax(worst[order], error);
    }
}

static void kernels_agree_with_mpfr(void **state)
{
    (void)state;
    const char *given = getenv("ACTSCOPE_SEED");
    random_state = given ? strtoull(given, NULL, 0) : (uint64_t)time(NULL);
    print_message("ACTSCOPE_SEED=%" PRIu64 "\n", random_state);
    assert_int_equal(COUNT(oracles), activation_count());
    struct exact exact;
    mpfr_t wide;
    mpfr_init2(wide, 53);
    for (int order = 0; order < ORDER_COUNT; order++)
        mpfr_init2(exact.y[order], BITS);
    for (int i = 0; i < COUNT(oracles); i++) {
        double worst[ORDER_COUNT] = {0};
        for (int k = 0; k < POINTS; k++)
            check_point(i, &exact, wide, worst);
        print_message("%-12s worst ulp: f %.2f, f' %.2f, f'' %.2f\n", oracles[i].id, worst[0],
                      worst[1], worst[2]);
    }
    for (int order = 0; order < ORDER_COUNT; order++)
        mpfr_clear(exact.y[order]);
    mpfr_clear(wide);
    mpfr_free_cache();
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(kernels_agree_with_mpfr)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
