// The kernels against MPFR at random points and parameters. The oracles' formulas are others
// than the kernels', in 300 bits. ACTSCOPE_SEED=N repeats a run, ACTSCOPE_POINTS=N draws more.
#include "oracle.h"

#include <float.h>
#include <inttypes.h>
#include <math.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <mpfr.h>

#include "../seed.h"

#define COUNT(array) ((int)(sizeof(array) / sizeof *(array)))

#ifdef ACTSCOPE_FEW_CASES // see tests/CMakeLists.txt
enum { POINTS = 1000 };   // of each function
#else
enum { POINTS = 10000 };
#endif

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

// |y - exact| in units of the last place of the rounded exact value.
static double ulp_error(double y, const mpfr_t exact)
{
    double rounded = fabs(mpfr_get_d(exact, MPFR_RNDN));
    double spacing = rounded < DBL_MAX ? nextafter(rounded, INFINITY) - rounded
                                       : DBL_MAX - nextafter(DBL_MAX, 0);
    mpfr_t difference;
    mpfr_init2(difference, ORACLE_BITS);
    mpfr_sub_d(difference, exact, y, MPFR_RNDN);
    mpfr_div_d(difference, difference, spacing, MPFR_RNDN);
    double error = fabs(mpfr_get_d(difference, MPFR_RNDN));
    mpfr_clear(difference);
    return error;
}

// The bars of the reference, in units of the last place times max(1, k).
static const double bars[ORDER_COUNT] = {5, 6, 8};

// Of one function: the worst errors, and how many were within 1 ulp.
struct errors {
    double worst[ORDER_COUNT];
    int small[ORDER_COUNT];
};

// The neighbourhood of a break or of a point of interest, to the last bit or not.
static double random_x_at_interest(const struct activation *activation, const double *parameters)
{
    struct activation_break breaks[ACTIVATION_BREAKS_MAX];
    struct activation_point points[ACTIVATION_POINTS_MAX];
    int broken = activation->breaks(parameters, breaks);
    int n = activation->points(parameters, points);
    if (broken + n == 0)
        return random_x();
    int which = (int)(random_bits() % (uint64_t)(broken + n));
    double x = which < broken ? breaks[which].x : points[which - broken].x;
    if (random_bits() & 1)
        return x + ldexp(random_between(-1, 1), -(int)(random_bits() % 50));
    for (int steps = (int)(random_bits() % 4); steps > 0; steps--)
        x = nextafter(x, random_bits() & 1 ? INFINITY : -INFINITY);
    return x;
}

static void random_parameters(const struct activation *activation, double *parameters)
{
    activation_defaults(activation, parameters);
    for (int i = 0; i < activation->parameter_count; i++)
        if (random_bits() & 1)
            parameters[i] =
                random_between(activation->parameters[i].low, activation->parameters[i].high);
}

static void check_order(const struct activation *activation, const double *parameters, double x,
                        enum order order, double y, const struct exact *exact,
                        struct errors *errors)
{
    double rounded = mpfr_get_d(exact->y[order], MPFR_RNDN), error = 0;
    if (y != rounded)
        error = ulp_error(y, exact->y[order]) / fmax(1, exact->k[order]);
    bool false_zero = fabs(rounded) > 4 * nextafter(0, 1) && y == 0;
    bool known = isfinite(rounded) ? isfinite(y) : y == rounded;
    if (!known || (false_zero && exact->k[order] < 1e15) || !(error <= bars[order]))
        fail_msg("%s %s at %a (parameters %a %a %a %a): %a, not %a: %.2f ulp, k %g", activation->id,
                 order_name(order), x, parameters[0], parameters[1], parameters[2], parameters[3],
                 y, rounded, error, exact->k[order]);
    errors->worst[order] = fmax(errors->worst[order], error);
    errors->small[order] += error <= 1;
}

static void check_point(const struct oracle *oracle, struct exact *exact, mpfr_t wide,
                        struct errors *errors)
{
    const struct activation *activation = activation_at(activation_find(oracle->id));
    double y[ORDER_COUNT], parameters[ACTIVATION_PARAMETERS_MAX];
    random_parameters(activation, parameters);
    double x = random_bits() % 4 ? random_x() : random_x_at_interest(activation, parameters);
    activation_eval(activation, parameters, &x, 1, &y[0], &y[1], &y[2]);
    mpfr_set_d(wide, x, MPFR_RNDN);
    for (enum order order = ORDER_F; order < ORDER_COUNT; order++)
        exact->k[order] = 1;
    oracle->evaluate(exact, wide, parameters);
    for (enum order order = ORDER_F; order < ORDER_COUNT; order++)
        check_order(activation, parameters, x, order, y[order], exact, errors);
}

static void check_function(const struct oracle *oracle, int points)
{
    struct errors errors = {0};
    struct exact exact;
    mpfr_t wide;
    mpfr_init2(wide, 53);
    numbers_init(exact.y, ORDER_COUNT);
    for (int i = 0; i < points; i++)
        check_point(oracle, &exact, wide, &errors);
    numbers_clear(exact.y, ORDER_COUNT);
    mpfr_clear(wide);
    const double *worst = errors.worst;
    print_message("%-20s worst ulp / max(1, k): f %.2f, f' %.2f, f'' %.2f\n", oracle->id, worst[0],
                  worst[1], worst[2]);
    for (enum order order = ORDER_F; order < ORDER_COUNT; order++)
        assert_true(2 * errors.small[order] >= points); // the median is within 1 ulp
}

static void kernels_agree_with_mpfr(void **state)
{
    (void)state;
    const char *points = getenv("ACTSCOPE_POINTS");
    random_state = random_seed();
    print_message("ACTSCOPE_SEED=%" PRIu64 "\n", random_state);
    for (int i = 0; i < activation_count(); i++)
        check_function(oracle_find(activation_at(i)->id), points ? atoi(points) : POINTS);
    mpfr_free_cache();
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(kernels_agree_with_mpfr)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
