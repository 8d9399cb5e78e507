// Values with more digits (precise_values) against the trees in MPFR at 3,000 bits, f'
// and f'' from differences: right to the last digit of a double, however much cancels; not known at
// kinks, jumps and holes, and where no digits are left.
#include "oracle.h"
#include "tree_mpfr.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "activation/precise.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

enum { BITS = 3000, STEP = 600 };

static const double no_parameters[ACTIVATION_PARAMETERS_MAX];

// f, f' or f'' in BITS, by differences 2^-STEP apart.
static double exact_value(const struct expression *expression, enum order order, double x)
{
    static const int weights[ORDER_COUNT][3] = {{1, 0, 0}, {-1, 1, 0}, {1, -2, 1}};
    mpfr_t at, value, sum;
    mpfr_inits2(BITS, at, value, sum, (mpfr_ptr)0);
    mpfr_set_zero(sum, 1);
    for (int i = 0; i <= (int)order; i++) {
        mpfr_set_si_2exp(at, i, -STEP, MPFR_RNDN);
        mpfr_add_d(at, at, x, MPFR_RNDN);
        assert_true(tree_value(expression, no_parameters, value, at));
        mpfr_mul_si(value, value, weights[order][i], MPFR_RNDN);
        mpfr_add(sum, sum, value, MPFR_RNDN);
    }
    mpfr_mul_2si(sum, sum, STEP * (long)order, MPFR_RNDN);
    double y = mpfr_get_d(sum, MPFR_RNDN);
    mpfr_clears(at, value, sum, (mpfr_ptr)0);
    return y;
}

static void find_digits(const struct expression *expression, double x, double y[ORDER_COUNT])
{
    const struct activation own = {.id = "f", .expression = expression};
    struct precise precise;
    assert_true(precise_begin(&precise, &own, no_parameters));
    precise_values(&precise, x, y);
    precise_end(&precise);
}

// The last digit may differ: the exact value is rounded once, a tie may go either way.
static bool is_right(double y, double exact)
{
    return y == exact || fabs(y - exact) <= 0x1p-52 * fabs(exact);
}

static void nothing_cancels(void **state)
{
    (void)state;
    static const char *const formulas[] = {
        "hypot(x,1)-1",
        "x*sin(1/x)",
        "(1-cos(x))/x^2",
        "(exp(x)-1)/x",
        "1/x-1/tanh(x)",
        "1/(1+exp(-x))",
        "sqrt(x^2+1)-abs(x)",
        "log(1+x^2)-x^2",
        "atan(x)-x",
        "asin(x/1e4)-x/1e4",
        "tanh(x)-x",
        "sinh(x)-x",
        "asinh(x)-log(abs(2*x))",
        "cbrt(x^3+1)-x",
        "(x^2+1)^1.5-x^3",
        "erfc(abs(x))*exp(x^2)",
        "erf(x)-2*x/sqrt(pi)",
        "sin(x^2)-x^2",
        "cos(x)-cos(x+1e-8)",
        "tan(x)-x",
        "softplus(x)-max(x,0)",
        "tanh(x)^2-1",
        "expm1(x)-x",
        "log1p(x^2)-x^2",
        "floor(x)+x-ceil(x)",
        "max(sin(x),cos(2*x))",
        "if(x<2,x^2,exp(x)-7)",
        "acosh(x^2+2)-log(x^2+3)",
        "atanh(x/1e4)-x/1e4",
        "exp(-x^2)*cosh(x)",
    };
    static const double places[] = {4.7123889135773833,
                                    0.0024666834829785646,
                                    -0.045286829302613046,
                                    1e-8,
                                    3.3e-5,
                                    -1.25,
                                    17.5,
                                    -30.0625,
                                    123.4};
    int known = 0, faults = 0;
    for (size_t i = 0; i < COUNT(formulas); i++) {
        struct expression *expression = expression_parse(formulas[i], NULL);
        assert_non_null(expression);
        for (size_t k = 0; k < COUNT(places); k++) {
            double y[ORDER_COUNT];
            find_digits(expression, places[k], y);
            for (int order = 0; order < ORDER_COUNT; order++) {
                double exact = exact_value(expression, (enum order)order, places[k]);
                bool right = is_right(y[order], exact);
                known += right;
                if (!right && !isnan(y[order]) && ++faults > 0)
                    print_error("%s at %.17g, order %d: %.17g, not %.17g\n", formulas[i], places[k],
                                order, y[order], exact);
                if (isnan(y[order]) && !isnan(exact))
                    print_message("%s at %.17g, order %d: not known\n", formulas[i], places[k],
                                  order);
            }
        }
        expression_destroy(expression);
    }
    print_message("%d of %d values known\n", known,
                  (int)(COUNT(formulas) * COUNT(places) * ORDER_COUNT));
    assert_int_equal(faults, 0);
    assert_true(known >= (int)(0.97 * COUNT(formulas) * COUNT(places) * ORDER_COUNT));
}

// Where 320 bits are not enough, or there is no slope, no number is given.
static void what_is_not_known_is_none(void **state)
{
    (void)state;
    static const struct {
        const char *formula;
        double x;
        enum order order;
    } cases[] = {
        {"sin(exp(x))", 500, ORDER_F}, {"exp(x)-exp(x)*(1+1e-300)", 2, ORDER_F},
        {"(1+x)-1", 1e-90, ORDER_F},   {"cos(x)-1", 1e-45, ORDER_F},
        {"abs(x)", 0, ORDER_DF},       {"max(x,1)", 1, ORDER_DF},
        {"floor(x)", 3, ORDER_F},      {"sin(x)/x", 0, ORDER_F},
        {"1/x", 0, ORDER_F},           {"log(x)", -1, ORDER_F},
        {"sqrt(x)", -1, ORDER_F},      {"if(x==1,5,x)", 1, ORDER_F},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct expression *expression = expression_parse(cases[i].formula, NULL);
        double y[ORDER_COUNT];
        assert_non_null(expression);
        find_digits(expression, cases[i].x, y);
        if (!isnan(y[cases[i].order]))
            fail_msg("%s at %g: %.17g", cases[i].formula, cases[i].x, y[cases[i].order]);
        expression_destroy(expression);
    }
}

// The functions of the catalogue against the oracles of their kernels' test.
static void constants_of_the_catalogue_are_exact(void **state)
{
    (void)state;
    static const double places[] = {1e-9,  -1e-9, 0.37,   -0.37,    1.4905711794750716,
                                    -2.25, 3.1,   -7.875, 11.03125, -0.0123};
    const double most_cancelled = 1e30;
    int known = 0, all = 0, faults = 0;
    mpfr_t x;
    mpfr_init2(x, ORACLE_BITS);
    for (int f = 0; f < activation_count(); f++) {
        const struct activation *a = activation_at(f);
        double parameters[ACTIVATION_PARAMETERS_MAX], y[ORDER_COUNT];
        struct precise precise;
        activation_defaults(a, parameters);
        if (!precise_begin(&precise, a, parameters)) {
            print_message("%s has no formula\n", a->id);
            continue;
        }
        for (size_t i = 0; i < COUNT(places); i++) {
            struct exact exact = {.k = {1, 1, 1}};
            numbers_init(exact.y, ORDER_COUNT);
            mpfr_set_d(x, places[i], MPFR_RNDN);
            oracle_find(a->id)->evaluate(&exact, x, parameters);
            precise_values(&precise, places[i], y);
            for (int order = 0; order < ORDER_COUNT; order++) {
                double truth = mpfr_get_d(exact.y[order], MPFR_RNDN);
                bool right = is_right(y[order], truth) || exact.k[order] > most_cancelled;
                known += !isnan(y[order]);
                all++;
                if (!right && !isnan(y[order]) && ++faults > 0)
                    print_error("%s at %.17g, order %d: %.17g, not %.17g\n", a->id, places[i],
                                order, y[order], truth);
                if (isnan(y[order]))
                    print_message("%s at %.17g, order %d: not known\n", a->id, places[i], order);
            }
            numbers_clear(exact.y, ORDER_COUNT);
        }
        precise_end(&precise);
    }
    mpfr_clear(x);
    print_message("%d of %d values known\n", known, all);
    assert_int_equal(faults, 0);
    assert_true(known > all * 9 / 10);
}

// MPFR's exponents, which the process shares, are as they were.
static void exponents_are_left_alone(void **state)
{
    (void)state;
    mpfr_exp_t least = mpfr_get_emin(), most = mpfr_get_emax();
    struct expression *expression = expression_parse("exp(exp(x))", NULL);
    double y[ORDER_COUNT];
    assert_non_null(expression);
    find_digits(expression, 3, y);
    assert_true(is_right(y[ORDER_F], exact_value(expression, ORDER_F, 3)));
    assert_true(mpfr_get_emin() == least && mpfr_get_emax() == most);
    expression_destroy(expression);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_cancels),
        cmocka_unit_test(what_is_not_known_is_none),
        cmocka_unit_test(constants_of_the_catalogue_are_exact),
        cmocka_unit_test(exponents_are_left_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
