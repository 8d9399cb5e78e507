// Formulas that are typeset: each is the function that the catalogue computes.

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "activation/activation.h"
#include "activation/own.h"

static bool at_break(const struct activation *a, const double *parameters, double x)
{
    struct activation_break breaks[ACTIVATION_BREAKS_MAX];
    int n = activation_breaks(a, parameters, breaks);
    for (int i = 0; i < n; i++)
        if (fabs(breaks[i].x - x) < 1e-9)
            return true;
    return false;
}

// Relative 1e-9, above what terms near 1 lose where they cancel; more at the ends of sliders.
static void compare_at(const struct activation *a, enum order order, const struct own *own,
                       const double *values, double slack)
{
    double parameters[ACTIVATION_PARAMETERS_MAX] = {0};
    for (int i = 0; i < own->activation.parameter_count; i++) {
        int k = activation_typed_parameter(a, own->activation.parameters[i].name);
        if (k < 0)
            fail_msg("%s has no parameter %s", a->id, own->activation.parameters[i].name);
        parameters[i] = values[k];
    }
    for (int i = 0; i <= 600; i++) {
        double x = (i - 300) / 50., exact, y;
        if (at_break(a, values, x))
            continue;
        exact = activation_value(a, values, order, x);
        expression_eval(own->expression, parameters, &x, 1, &y, NULL, NULL);
        if (isfinite(exact) && !(fabs(y - exact) <= slack * fabs(exact) + slack * 1e-5))
            fail_msg("%s(%g, %g, %g), order %d at %g: %.17g, not %.17g", a->id, values[0],
                     values[1], values[2], order, x, y, exact);
    }
}

// With the parameters as they begin, and with each at the ends of its slider.
static void compare(const struct activation *a, enum order order, const struct own *own)
{
    double values[ACTIVATION_PARAMETERS_MAX] = {0};
    int cases = 1;
    for (int k = 0; k < a->parameter_count; k++)
        cases *= 3;
    for (int i = 0; i < cases; i++) {
        activation_defaults(a, values);
        for (int k = 0, rest = i; k < a->parameter_count; k++, rest /= 3)
            values[k] = rest % 3 == 1   ? a->parameters[k].low
                        : rest % 3 == 2 ? a->parameters[k].high
                                        : values[k];
        compare_at(a, order, own, values, i == 0 ? 1e-9 : 1e-6);
    }
}

static void every_formula_is_its_function(void **state)
{
    (void)state;
    for (int i = 0; i < activation_count(); i++)
        for (int o = ORDER_F; o <= ORDER_DF; o++) {
            const struct activation *a = activation_at(i);
            const char *text = a->typed[o];
            struct own own = {0};
            struct fault fault = {0};
            if (text == NULL)
                fail_msg("the row of %s has no formula `.typed` for f and f'", a->id);
            if (!own_formula(&own, text, &fault))
                fail_msg("%s: %s: %s", a->id, text, fault.text);
            compare(a, (enum order)o, &own);
            own_clear(&own);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_formula_is_its_function),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
