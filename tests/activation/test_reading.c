// What values read as: exact at points of interest, and never rounding noise.
#include "activation/reading.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const struct activation *get(const char *id, double parameters[ACTIVATION_PARAMETERS_MAX])
{
    int i = activation_find(id);
    if (i < 0)
        fail_msg("no function %s", id);
    activation_defaults(activation_at(i), parameters);
    return activation_at(i);
}

static void no_noise_at_points_of_interest(void **state)
{
    (void)state;
    int met = 0;
    for (int i = 0; i < activation_count(); i++) {
        double parameters[ACTIVATION_PARAMETERS_MAX];
        struct activation_point points[ACTIVATION_POINTS_MAX];
        const struct activation *a = get(activation_at(i)->id, parameters);
        int n = activation_points(a, parameters, points);
        for (int k = 0; k < n; k++) {
            const struct activation_point *p = &points[k];
            if (p->kind == POINT_JUMP)
                continue;
            double y = reading_value(a, parameters, p->order, p->x);
            if (p->y == 0 ? y != 0 : !(fabs(y - p->y) <= 1e-14 * fabs(p->y)))
                fail_msg("%s, order %d at %.17g: %.17g, not %.17g", a->id, (int)p->order, p->x, y,
                         p->y);
            met += p->y == 0;
        }
    }
    assert_true(met > 100);
}

static void values_read_as_they_are(void **state)
{
    (void)state;
    static const struct {
        const char *id;
        enum order order;
        double x, value;
        bool exact;
    } rows[] = {
        {"silu", ORDER_DF, -1.2784645427610738, 0, true},
        {"sinusoid", ORDER_F, 3.1415926535897931, 0, true},
        {"sinusoid", ORDER_DF, 1.5707963267948966, 0, true},
        {"sinusoid", ORDER_F, 3141.5926535897929, 0, false},
        {"sigmoid", ORDER_DF, 0, 0.25, true},
        {"sigmoid", ORDER_F, 40, 1, false},
        {"tanh", ORDER_F, 20, 1, false},
        {"tanh", ORDER_F, 1e-17, 1e-17, false},
        {"relu", ORDER_F, 0.5, 0.5, true},
        {"relu", ORDER_DF, -3, 0, true},
        {"leaky_relu", ORDER_DF, -3, 0.01, true},
        {"identity", ORDER_F, 1e-300, 1e-300, true},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        double parameters[ACTIVATION_PARAMETERS_MAX];
        const struct activation *a = get(rows[i].id, parameters);
        double y = reading_value(a, parameters, rows[i].order, rows[i].x);
        struct fact fact = reading_fact(a, parameters, rows[i].order, rows[i].x, 6);
        if (y != rows[i].value)
            fail_msg("%s at %.17g: %.17g", rows[i].id, rows[i].x, y);
        if (fact.exact != rows[i].exact)
            fail_msg("%s at %.17g: %s %s", rows[i].id, rows[i].x, fact_sign(&fact), fact.text);
    }
}

static void points_are_written_with_their_sign(void **state)
{
    (void)state;
    static const struct {
        struct activation_point point;
        int longest;
        const char *says;
    } rows[] = {
        {{.x = 0, .y = 0.25, .x_label = "0", .label = "1/4"}, 99, "f(0) = 1/4"},
        {{.x = -0.75179152469769977,
          .y = -0.16997120747990369,
          .x_label = "−0.751792",
          .label = "−0.169971"},
         99,
         "f(−0.752) ≈ −0.170"},
        {{.x = -0.75179152469769977, .y = 0, .x_label = "−0.751792", .label = "0"},
         99,
         "f = 0 at x ≈ −0.752"},
        {{.x = 1.3169578969248166, .y = 0.5, .x_label = "ln(2 + √3)", .label = "1/2"},
         99,
         "f(ln(2 + √3)) = 1/2"},
        {{.x = 1.3169578969248166, .y = 0.5, .x_label = "ln(2 + √3)", .label = "1/2"},
         6,
         "f = 1/2 at x ≈ 1.32"},
        {{.x = 1, .y = 1.7580993408473766, .x_label = "1", .label = "1.7581"}, 99, "f(1) ≈ 1.76"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        char text[160];
        reading_point(&rows[i].point, "f", rows[i].longest, text, sizeof text);
        assert_string_equal(text, rows[i].says);
    }
}

// Whatever a row's label says behind "=", it is that.
static void no_label_is_rounded_behind_an_equals_sign(void **state)
{
    (void)state;
    for (int i = 0; i < activation_count(); i++) {
        double parameters[ACTIVATION_PARAMETERS_MAX];
        struct activation_point points[ACTIVATION_POINTS_MAX];
        const struct activation *a = get(activation_at(i)->id, parameters);
        int n = activation_points(a, parameters, points);
        for (int k = 0; k < n; k++) {
            char text[256];
            if (points[k].kind == POINT_JUMP)
                continue;
            reading_point(&points[k], "f", FACT_SIZE, text, sizeof text);
            const char *equals = strstr(text, "= ");
            struct fact x = fact_of(points[k].x_label, points[k].x);
            if (equals != NULL && fact_is_decimal(points[k].label))
                assert_true(fact_reads_as(points[k].label, points[k].y));
            if (equals != NULL && !x.exact && strstr(text, " at ") == NULL)
                fail_msg("%s: %s", a->id, text);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_noise_at_points_of_interest),
        cmocka_unit_test(values_read_as_they_are),
        cmocka_unit_test(points_are_written_with_their_sign),
        cmocka_unit_test(no_label_is_rounded_behind_an_equals_sign),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
