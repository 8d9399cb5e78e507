// Textbook formulas: right where doubles allow it, wrong where they are known to be.

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "activation/own.h"

// The textbook's value at default parameters.
static double textbook_value(const char *id, enum order order, double x)
{
    struct own own = {0};
    struct fault fault = {0};
    const struct activation *a = activation_at(activation_find(id));
    if (!own_formula(&own, a->textbook[order], &fault))
        fail_msg("%s: %s", a->textbook[order], fault.text);
    expression_take_doubles(own.expression);
    double parameters[ACTIVATION_PARAMETERS_MAX], defaults[ACTIVATION_PARAMETERS_MAX];
    activation_defaults(a, defaults);
    for (int i = 0; i < own.activation.parameter_count; i++) {
        int k = activation_parameter_find(a, own.activation.parameters[i].name);
        if (k < 0)
            fail_msg("%s has no parameter %s", id, own.activation.parameters[i].name);
        parameters[i] = defaults[k];
    }
    double y = activation_value(&own.activation, parameters, ORDER_F, x);
    own_clear(&own);
    return y;
}

static void they_agree_with_the_catalogue_near_0(void **state)
{
    (void)state;
    int found = 0;
    for (int i = 0; i < activation_count(); i++) {
        const struct activation *a = activation_at(i);
        double parameters[ACTIVATION_PARAMETERS_MAX];
        activation_defaults(a, parameters);
        for (int o = 0; o < ORDER_COUNT; o++) {
            if (a->textbook[o] == NULL)
                continue;
            found++;
            for (double x = -4; x <= 4; x += 0.37) {
                double exact = activation_value(a, parameters, (enum order)o, x);
                double y = textbook_value(a->id, (enum order)o, x);
                if (!(fabs(y - exact) <= 1e-12 * fmax(1, fabs(exact))))
                    fail_msg("%s, order %d at %g: %.17g, not %.17g", a->id, o, x, y, exact);
            }
        }
    }
    assert_true(found >= 20);
    assert_null(activation_at(activation_find("relu"))->textbook[ORDER_F]); // holds as it is
}

// 1 + e^-x rounds to 1 once e^-x < 2^-53, which is from x = 53 ln 2 = 36.7368… on.
static void they_fail_where_doubles_end(void **state)
{
    (void)state;
    assert_true(textbook_value("sigmoid", ORDER_DF, 36.73) > 0);
    assert_true(textbook_value("sigmoid", ORDER_DF, 36.74) == 0);
    assert_true(textbook_value("sigmoid", ORDER_DF, -36.74) > 0); // right on the left
    assert_true(textbook_value("softplus", ORDER_F, -36.74) == 0);
    assert_true(isinf(textbook_value("softplus", ORDER_F, 710)));
    assert_true(isnan(textbook_value("tanh", ORDER_F, 710)));
    assert_true(textbook_value("tanh", ORDER_F, 1e-17) == 0);
    assert_true(textbook_value("elu", ORDER_F, -1e-17) == 0);
    assert_true(textbook_value("gelu", ORDER_F, -10) == 0); // erf is −1 there; truly −7.6e-23
    assert_true(isinf(textbook_value("log_sigmoid", ORDER_F, -710)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(they_agree_with_the_catalogue_near_0),
        cmocka_unit_test(they_fail_where_doubles_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
