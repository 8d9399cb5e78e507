// f, f' and f'' where doubles overflow, underflow or lose all digits on the way to a value that
// they could hold, against tests/data/beyond.csv, which scripts/reference.py computes from the
// formulas in 1500 digits.
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "activation/expression/expression.h"

enum { ROWS_LEAST = 100 };

struct row {
    char formula[64];
    double x, wanted[ORDER_COUNT];
};

static bool read_row(FILE *file, struct row *row)
{
    char line[300], x[40], y[ORDER_COUNT][40];
    if (fgets(line, sizeof line, file) == NULL)
        return false;
    int n = sscanf(line, "%63[^;];%39[^;];%39[^;];%39[^;];%39[^;\n]", row->formula, x, y[0], y[1],
                   y[2]);
    assert_int_equal(n, 2 + ORDER_COUNT);
    row->x = strtod(x, NULL);
    for (int order = 0; order < ORDER_COUNT; order++)
        row->wanted[order] = strtod(y[order], NULL);
    return true;
}

// To the digits that are left of the terms that derivatives are sums of: f/x^2 and f'/x for f''.
static bool agree(const struct row *row, int order, double found)
{
    static const double digits[ORDER_COUNT] = {1e-13, 1e-11, 1e-9};
    double wanted = row->wanted[order], size = 0;
    for (int k = 0; k <= order; k++)
        size = fmax(size, fabs(row->wanted[k]) / pow(fabs(row->x), order - k));
    if (!isfinite(wanted))
        return found == wanted;
    double most = digits[order] * fabs(wanted) + 1e-14 * size + 2 * 0x1p-1074;
    return fabs(found - wanted) <= most;
}

static int check(const struct row *row, const struct expression *expression)
{
    double found[ORDER_COUNT];
    int faults = 0;
    expression_eval(expression, NULL, &row->x, 1, &found[0], &found[1], &found[2]);
    for (int order = 0; order < ORDER_COUNT; order++)
        if (!agree(row, order, found[order])) {
            print_error("%s at %.17g, order %d: %.17g, not %.17g\n", row->formula, row->x, order,
                        found[order], row->wanted[order]);
            faults++;
        }
    return faults;
}

static void values_survive_the_way(void **state)
{
    (void)state;
    FILE *file = fopen(TEST_DATA "/beyond.csv", "r");
    char names[100];
    struct row row;
    int n = 0, faults = 0;
    assert_non_null(file);
    assert_non_null(fgets(names, sizeof names, file));
    for (; read_row(file, &row); n++) {
        struct expression *expression = expression_parse(row.formula, NULL);
        if (expression == NULL)
            fail_msg("%s is not read", row.formula);
        faults += check(&row, expression);
        expression_destroy(expression);
    }
    fclose(file);
    assert_true(n >= ROWS_LEAST);
    assert_int_equal(faults, 0);
}

// Each order alone, one place at a time and among others that need no help: the same bits.
static void values_do_not_depend_on_company(void **state)
{
    (void)state;
    static const char *const formulas[] = {
        "x*exp(x)/(1+exp(x))", "x*log(abs(x))", "1/(x^3-x^2)", "sqrt(1-x)",     "erfc(x)*exp(x^2)",
        "1/floor(x)",          "exp(-x^2)*x",   "x^2*exp(-x)", "sqrt(relu(x))", "sinh(x)/exp(x)",
    };
    enum { PLACES = 401, FORMULAS = sizeof formulas / sizeof *formulas };
    static double x[PLACES], y[ORDER_COUNT][PLACES];
    for (int i = 0; i < PLACES; i++)
        x[i] = (i - 200) * 5.0;
    x[0] = 1e200;
    x[1] = 1e-200;
    x[2] = -1e300;
    for (int k = 0; k < FORMULAS; k++) {
        struct expression *expression = expression_parse(formulas[k], NULL);
        assert_non_null(expression);
        expression_eval(expression, NULL, x, PLACES, y[0], y[1], y[2]);
        for (int i = 0; i < PLACES * ORDER_COUNT; i++) {
            int order = i % ORDER_COUNT, at = i / ORDER_COUNT;
            double alone = expression_value(expression, NULL, (enum order)order, x[at]);
            bool same = alone == y[order][at] || (isnan(alone) && isnan(y[order][at]));
            if (!same)
                fail_msg("%s, order %d at %.17g: %.17g alone, %.17g among others", formulas[k],
                         order, x[at], alone, y[order][at]);
        }
        expression_destroy(expression);
    }
}

// What has no value has none: no function of real numbers is known there.
static void what_has_no_value_has_none(void **state)
{
    (void)state;
    static const struct {
        const char *formula;
        double x;
    } cases[] = {
        {"log(-exp(x))", 800},
        {"sqrt(1-exp(x))", 800},
        {"sin(exp(x))", 800},
        {"exp(1/x)/exp(1/x)", 0},
        {"1/x-1/x", 0},
        {"(x-x)/(x-x)", 1e200},
        {"asin(exp(x))", 800},
        {"acosh(exp(-x))", 800},
        {"exp(x)*log(-x)", 800},
        {"(exp(x)*0)/(exp(x)*0)", 9e2},
        {"(-exp(x))^0.5", 800},
        {"atanh(exp(x))", 800},
        {"exp(exp(exp(x)))/exp(exp(exp(x)))", 8e2},
        {"exp(-exp(x))*exp(exp(x))", 800},
        {"log(log(2+exp(exp(x))))", 800},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct expression *expression = expression_parse(cases[i].formula, NULL);
        assert_non_null(expression);
        for (int order = 0; order < ORDER_COUNT; order++) {
            double y = expression_value(expression, NULL, (enum order)order, cases[i].x);
            if (!isnan(y))
                fail_msg("%s, order %d at %g: %.17g", cases[i].formula, order, cases[i].x, y);
        }
        expression_destroy(expression);
    }
}

// f is infinite on a stretch, or comes from steps without end: it has no slopes.
static void infinite_stretches_have_no_slopes(void **state)
{
    (void)state;
    static const struct {
        const char *formula;
        double x, f;
    } cases[] = {
        {"1/floor(x)", 0.5, HUGE_VAL},    {"1/floor(x)", 0, HUGE_VAL},
        {"1/relu(x)", -1, HUGE_VAL},      {"1/floor(x)+1/ceil(x)", 0.5, HUGE_VAL},
        {"floor(1/x)", 0, HUGE_VAL},      {"log(relu(x))", -2, -HUGE_VAL},
        {"exp(1/relu(x))", -1, HUGE_VAL}, {"x^2-1/relu(x)", -3, -HUGE_VAL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct expression *expression = expression_parse(cases[i].formula, NULL);
        double y[ORDER_COUNT];
        assert_non_null(expression);
        expression_eval(expression, NULL, &cases[i].x, 1, &y[0], &y[1], &y[2]);
        if (y[0] != cases[i].f || !isnan(y[1]) || !isnan(y[2]))
            fail_msg("%s at %g: %g %g %g", cases[i].formula, cases[i].x, y[0], y[1], y[2]);
        expression_destroy(expression);
    }
}

// The exponent of a power grows without end: at 0 the values are those on the right.
static void powers_end_at_infinite_exponents(void **state)
{
    (void)state;
    static const struct {
        const char *formula;
        double x, y[ORDER_COUNT];
    } cases[] = {
        {"2^(1/x)", 0, {HUGE_VAL, -HUGE_VAL, HUGE_VAL}},
        {"0.5^(1/x)", 0, {0, 0, 0}},
        {"3^(-1/x)", 0, {0, 0, 0}},
        {"2^(1/x^2)", 0, {HUGE_VAL, -HUGE_VAL, HUGE_VAL}},
        {"2^(-1/x^2)", 0, {0, 0, 0}},
        {"abs(x)^(1/x)", 0, {0, 0, 0}},
        {"2^exp(x)", 1e300, {HUGE_VAL, HUGE_VAL, HUGE_VAL}},
        {"0.5^exp(x)", 1e300, {0, 0, 0}},
        {"exp(exp(exp(x)))", 5.4, {HUGE_VAL, HUGE_VAL, HUGE_VAL}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct expression *expression = expression_parse(cases[i].formula, NULL);
        double y[ORDER_COUNT];
        assert_non_null(expression);
        expression_eval(expression, NULL, &cases[i].x, 1, &y[0], &y[1], &y[2]);
        for (int order = 0; order < ORDER_COUNT; order++) {
            double want = cases[i].y[order];
            if (!(y[order] == want || (isnan(y[order]) && isnan(want))))
                fail_msg("%s, order %d at %g: %.17g, expected %.17g", cases[i].formula, order,
                         cases[i].x, y[order], want);
        }
        expression_destroy(expression);
    }
}

// What holds at a place, or is all that is known of it, does so no further than it should: values
// and derivatives by hand, or by mpmath where they have digits.
static void single_places_have_their_values(void **state)
{
    (void)state;
    static const struct {
        const char *formula;
        double x, y[ORDER_COUNT];
    } cases[] = {
        // Numbers beyond even wide exponents.
        {"log(log(exp(exp(x))))", 800, {800, 1, 0}},
        {"log(log(1+exp(exp(x))))", 800, {800, 1, 0}},
        {"log(1+exp(exp(x)))", 800, {HUGE_VAL, HUGE_VAL, HUGE_VAL}},
        {"1.5^exp(x)", 800, {HUGE_VAL, HUGE_VAL, HUGE_VAL}},
        {"relu(exp(x))", 800, {HUGE_VAL, HUGE_VAL, HUGE_VAL}},
        {"floor(exp(x))", 800, {HUGE_VAL, 0, 0}},
        // Those that underflow on the way to a step.
        {"floor(cos(x)*exp(-x^2))", 28, {-1, 0, 0}},
        {"floor(cos(x)*exp(-x^2))", 30, {0, 0, 0}},
        {"ceil(-exp(-x^2))", 1e3, {0, 0, 0}},
        // Conditions that touch 0, or stay there but for rounding.
        {"if(sinh(x)-relu(x), x, -x)", 0, {0, 1, 0}},
        {"if(relu(x)^4, x, -x)", 0, {0, 1, 0}},
        {"if(relu(x)^4, x, -x)", -1, {1, -1, 0}},
        {"x + (((x^0.5)^2) != x)", 1, {1, 1, 0}},
        {"x + (sqrt(x)^2 == x)", 4, {5, 1, 0}},
        {"x + floor(sqrt(x)^2/x)", 1, {2, 1, 0}},
        {"if(exp(log(x)) == x, x, 2*x)", 1, {1, 1, 0}},
        // Series that hold near a place only.
        {"sqrt(exp(x))-x", -2.0, {2.3678794411714423, -0.8160602794142788, 0.09196986029286058}},
        {"sqrt(exp(8*x))-x^2-x^3+x",
         -2.0,
         {2.0003354626279024, -6.99865814948839, 10.00536740204644}},
        {"sqrt(erfc(-x/2))-x",
         0.5,
         {0.6297461618293894, -0.7654309071385467, -0.10734583263861232}},
        {"sqrt(x^2)^erf(log(x))-1",
         0.04752540588378906,
         {20.040323247384514, -442.85189192615525, 18623.039075702505}},
        {"ceil(cos(x))^1.5", 0x1.921fb54442d19p0, {0, 0, 0}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct expression *expression = expression_parse(cases[i].formula, NULL);
        assert_non_null(expression);
        for (int order = 0; order < ORDER_COUNT; order++) {
            double y = expression_value(expression, NULL, (enum order)order, cases[i].x);
            double wanted = cases[i].y[order];
            if (y != wanted && !(fabs(y - wanted) <= 1e-12 * (1 + fabs(wanted))))
                fail_msg("%s, order %d at %.17g: %.17g, not %.17g", cases[i].formula, order,
                         cases[i].x, y, wanted);
        }
        expression_destroy(expression);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_survive_the_way),
        cmocka_unit_test(values_do_not_depend_on_company),
        cmocka_unit_test(what_has_no_value_has_none),
        cmocka_unit_test(infinite_stretches_have_no_slopes),
        cmocka_unit_test(powers_end_at_infinite_exponents),
        cmocka_unit_test(single_places_have_their_values),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
