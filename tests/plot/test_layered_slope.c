// |f'|^L by its decimal logarithm: numbers far below the smallest double, as people read them.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <string.h>

#include "base/text.h"
#include "plot/layered_slope.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static void powers_reach_below_doubles(void **state)
{
    (void)state;
    assert_true(pow(0.25, 600) == 0); // what this is for
    assert_true(fabs(decades_of_slope(0.25, 600) + 361.235994796777) < 1e-9);
    assert_true(fabs(decades_of_slope(-0.25, 1) - log10(0.25)) < 1e-15);
    assert_true(decades_of_slope(1, 100) == 0);
    assert_true(decades_of_slope(0, 1) == -HUGE_VAL && decades_of_slope(-0.0, 7) == -HUGE_VAL);
    assert_true(decades_of_slope(HUGE_VAL, 1) == HUGE_VAL);
    assert_true(isnan(decades_of_slope(NAN, 3)));
    assert_true(isfinite(decades_of_slope(4.9e-324, 100)));
    assert_true(isfinite(decades_of_slope(1.7e308, 100)));
}

static void numbers_read_as_elsewhere(void **state)
{
    (void)state;
    static const struct {
        double decades;
        int digits;
        const char *text;
    } rows[] = {
        {0, 3, "1"},
        {-HUGE_VAL, 3, "0"},
        {HUGE_VAL, 3, "∞"},
        {NAN, 3, "NaN"},
        {1, 3, "10"},
        {-361.235994796777, 2, "5.8×10⁻³⁶²"},
        {-18.0617997398389, 2, "8.7×10⁻¹⁹"}, // 0.25^30 = 8.67e-19
        {-20.0001, 2, "1×10⁻²⁰"},            // 9.998e-21 rounds up
        {-30000, 3, "1×10⁻³⁰⁰⁰⁰"},
        {6.5, 3, "3.16×10⁶"},
        {400, 3, "1×10⁴⁰⁰"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        char out[64];
        decades_show(out, sizeof out, rows[i].decades, rows[i].digits);
        assert_string_equal(out, rows[i].text);
    }
}

// Where doubles reach, the text is that of the number itself.
static void numbers_agree_with_number_show(void **state)
{
    (void)state;
    static const double values[] = {1.0 / 3, 0.5, 2, 123.456, 1e-5, 7.25e-300, 3.7e200};
    for (size_t i = 0; i < COUNT(values); i++) {
        char a[64], b[64];
        decades_show(a, sizeof a, log10(values[i]), 4);
        number_show(b, sizeof b, values[i], 4);
        assert_string_equal(a, b);
    }
}

static struct axis fit(const char *id, int layers, double low, double high)
{
    const struct activation *a = activation_at(activation_find(id));
    double values[ACTIVATION_PARAMETERS_MAX];
    const double *parameters = values;
    const struct axis x = {SCALE_LINEAR, low, high};
    activation_defaults(a, values);
    return decades_fit(&a, &parameters, 1, layers, &x);
}

static void axes_hold_the_curve_and_its_bound(void **state)
{
    (void)state;
    for (int i = 0; i < activation_count(); i++)
        for (int layers = 1; layers <= 100; layers += 33) {
            struct axis y = fit(activation_at(i)->id, layers, -5, 5);
            struct fault fault = {0};
            if (!axis_check(&y, 1000, &fault) || y.scale != SCALE_LINEAR)
                fail_msg("%s: %s", activation_at(i)->id, fault.text);
            double sup = activation_at(i)->sup_slope_value;
            assert_true(y.low < 0 && y.high > 0);
            if (isfinite(sup) && sup > 0)
                assert_true(y.high > layers * log10(sup));
        }
    // sigmoid'(5) = 0.0066480566707901…, to the power of 30
    struct axis y = fit("sigmoid", 30, -5, 5);
    double edge = 30 * log10(0.00664805667079);
    assert_true(y.low < edge && y.low > edge * 1.2);
    y = fit("step", 100, -5, 5); // 0 everywhere
    assert_true(y.low < 0 && y.low >= -2);
    y = fit("gaussian", 100, -200, 200); // far below, the axis ends at 10^(-10 L)
    assert_true(y.low > -1400 && y.low < -1000);
}

static void ticks_are_whole_powers_of_ten(void **state)
{
    (void)state;
    static const struct {
        double low, high;
    } axes[] = {{-120, 10}, {-2.6, 0.4}, {-0.5, 0.2}, {-30000, 5000}, {-3.3, 31}};
    for (size_t i = 0; i < COUNT(axes); i++) {
        struct axis axis = {SCALE_LINEAR, axes[i].low, axes[i].high};
        struct ticks ticks;
        decades_ticks(&axis, 9, &ticks);
        assert_true(ticks.n >= 1 && ticks.note[0] == '\0');
        for (int k = 0; k < ticks.n; k++) {
            assert_true(ticks.items[k].value == round(ticks.items[k].value));
            bool one = ticks.items[k].value == 0;
            assert_true(one == (strcmp(ticks.items[k].label, "1") == 0));
            assert_true(one || strncmp(ticks.items[k].label, "10", 2) == 0);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(powers_reach_below_doubles),
        cmocka_unit_test(numbers_read_as_elsewhere),
        cmocka_unit_test(numbers_agree_with_number_show),
        cmocka_unit_test(axes_hold_the_curve_and_its_bound),
        cmocka_unit_test(ticks_are_whole_powers_of_ten),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
