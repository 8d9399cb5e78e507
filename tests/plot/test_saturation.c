// Where |f'| is below a threshold, against closed forms; the steepest slope, against the catalogue.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <string.h>

#include "activation/own.h"
#include "plot/saturation.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static const struct activation *get(const char *id)
{
    int i = activation_find(id);
    assert_true(i >= 0);
    return activation_at(i);
}

static void find(const char *id, double threshold, double low, double high, struct saturation *out)
{
    double parameters[ACTIVATION_PARAMETERS_MAX];
    const struct axis x = {SCALE_LINEAR, low, high};
    activation_defaults(get(id), parameters);
    saturation_find(get(id), parameters, threshold, &x, out);
}

static void assert_near(double a, double b)
{
    if (!(a == b || (isfinite(b) && fabs(a - b) <= 1e-13 * fmax(1, fabs(b)))))
        fail_msg("%.17g is not %.17g", a, b);
}

static void assert_spans(const struct saturation *s, int n, const double *ends)
{
    assert_false(s->dense);
    assert_int_equal(s->n, n);
    for (int i = 0; i < n; i++) {
        assert_near(s->spans[i].low, ends[2 * i]);
        assert_near(s->spans[i].high, ends[2 * i + 1]);
    }
}

// sigmoid' = 1/(4 cosh²(x/2)) = t at x = ±2 acosh(1/(2√t)); tanh' = 1/cosh² x at ±acosh(1/√t).
static void crossings_are_where_closed_forms_say(void **state)
{
    (void)state;
    static const double thresholds[] = {0.2499, 0.2, 0.1, 0.01, 1e-3, 1e-6, 1e-12};
    struct saturation s;
    for (size_t i = 0; i < COUNT(thresholds); i++) {
        double t = thresholds[i], a = 2 * acosh(1 / (2 * sqrt(t)));
        find("sigmoid", t, -100, 100, &s);
        assert_int_equal(s.n, 2);
        // Next to the flat top the crossing is as uncertain as f' itself.
        double slack = t > 0.24 ? 1e-10 : 1e-13;
        assert_true(fabs(s.spans[0].high + a) <= slack * a &&
                    fabs(s.spans[1].low - a) <= slack * a);
        a = acosh(1 / sqrt(t));
        find("tanh", t, -50, 50, &s);
        assert_spans(&s, 2, (const double[]){-50, -a, a, 50});
    }
}

static void crossings_do_not_depend_on_the_view(void **state)
{
    (void)state;
    struct saturation s;
    double a = 2 * acosh(1 / (2 * sqrt(0.01)));
    static const double highs[] = {4.6, 5, 77, 1e3, 1e6, 1e12, 1e300};
    for (size_t i = 0; i < COUNT(highs); i++) {
        find("sigmoid", 0.01, -highs[i], highs[i], &s);
        assert_spans(&s, 2, (const double[]){-highs[i], -a, a, highs[i]});
    }
}

static void flat_parts_end_at_their_breaks(void **state)
{
    (void)state;
    static const struct {
        const char *id;
        double threshold;
        int n;
        double ends[8];
    } rows[] = {
        {"relu", 0.01, 1, {-5, 0}},
        {"relu", 1.5, 1, {-5, 5}},
        {"leaky_relu", 0.01, 0, {0}}, // 0.01 is not below 0.01
        {"leaky_relu", 0.011, 1, {-5, 0}},
        {"step", 1e-300, 1, {-5, 5}},
        {"identity", 0.01, 0, {0}},
        {"abs", 0.5, 0, {0}},
        {"hard_tanh", 0.01, 2, {-5, -1, 1, 5}},
        {"hard_sigmoid", 0.01, 2, {-5, -3, 3, 5}},
        {"relu6", 0.01, 1, {-5, 0}},
    };
    struct saturation s;
    for (size_t i = 0; i < COUNT(rows); i++) {
        find(rows[i].id, rows[i].threshold, -5, 5, &s);
        if (s.n != rows[i].n)
            fail_msg("%s: %d spans, not %d", rows[i].id, s.n, rows[i].n);
        assert_spans(&s, rows[i].n, rows[i].ends);
    }
}

// |cos x| < t around every odd multiple of π/2, from acos t to π − acos t.
static void periodic_functions_have_a_span_at_every_root(void **state)
{
    (void)state;
    const double pi = acos(-1);
    struct saturation s;
    find("sin", 1e-3, 0, 10 * pi, &s);
    assert_false(s.dense);
    assert_int_equal(s.n, 10);
    for (int i = 0; i < 10; i++) {
        assert_true(fabs(s.spans[i].low - (i * pi + acos(1e-3))) < 1e-12);
        assert_true(fabs(s.spans[i].high - (i * pi + pi - acos(1e-3))) < 1e-12);
    }
    find("sin", 0.5, -1e4, 1e4, &s);
    assert_true(s.dense);
}

// GELU's slope passes through 0 at its minimum: a span much narrower than the samples' distance.
static void a_root_between_samples_is_met(void **state)
{
    (void)state;
    struct saturation s;
    double parameters[1] = {0};
    find("gelu", 1e-9, -3, 3, &s);
    assert_int_equal(s.n, 1);
    assert_true(s.spans[0].low < -0.751791 && s.spans[0].high > -0.751792);
    assert_true(s.spans[0].high - s.spans[0].low < 1e-8);
    for (int end = 0; end < 2; end++) {
        double x = end == 0 ? s.spans[0].low : s.spans[0].high;
        double y = fabs(activation_value(get("gelu"), parameters, ORDER_DF, x));
        assert_true(fabs(y - 1e-9) < 1e-15);
    }
}

static void views_without_a_crossing(void **state)
{
    (void)state;
    struct saturation s;
    find("sigmoid", 0.01, -1, 1, &s);
    assert_int_equal(s.n, 0);
    find("sigmoid", 0.01, 5, 6, &s);
    assert_spans(&s, 1, (const double[]){5, 6});
    find("relu", 0.01, -1e-300, 1e-300, &s);
    assert_spans(&s, 1, (const double[]){-1e-300, 0});
    const struct axis log = {SCALE_LOG, 1e-3, 1e3};
    double parameters[1] = {0};
    saturation_find(get("sigmoid"), parameters, 0.01, &log, &s);
    assert_spans(&s, 1, (const double[]){2 * acosh(5), 1e3});
}

static void the_whole_line_is_measured(void **state)
{
    (void)state;
    double a = 2 * acosh(1 / (2 * sqrt(0.01)));
    static const struct axis views[] = {{SCALE_LINEAR, -5, 5},
                                        {SCALE_LINEAR, -0.1, 0.1},
                                        {SCALE_LINEAR, 1000, 1001},
                                        {SCALE_LOG, 1e-3, 1}};
    double parameters[ACTIVATION_PARAMETERS_MAX] = {0};
    struct saturation s;
    for (size_t i = 0; i < COUNT(views); i++) {
        saturation_measure(get("sigmoid"), parameters, 0.01, &views[i], &s);
        assert_spans(&s, 2, (const double[]){-HUGE_VAL, -a, a, HUGE_VAL});
        saturation_measure(get("relu"), parameters, 0.01, &views[i], &s);
        assert_spans(&s, 1, (const double[]){-HUGE_VAL, 0});
        saturation_measure(get("step"), parameters, 0.01, &views[i], &s);
        assert_spans(&s, 1, (const double[]){-HUGE_VAL, HUGE_VAL});
    }
    // softsign' = 1/(1 + |x|)²: the threshold lies outside [-20, 20] for t < 1/441.
    activation_defaults(get("softsign"), parameters);
    saturation_measure(get("softsign"), parameters, 0.01, &views[0], &s);
    assert_spans(&s, 2, (const double[]){-HUGE_VAL, -9, 9, HUGE_VAL});
    // A sinusoid never stays below.
    activation_defaults(get("sin"), parameters);
    saturation_measure(get("sin"), parameters, 0.1, &views[0], &s);
    assert_true(s.n > 0 && isfinite(s.spans[0].low) && isfinite(s.spans[s.n - 1].high));
}

// What is flat as far as is looked, but steep beyond, is not flat out to infinity, whichever way it
// goes there.
static void what_is_steep_far_out_ends_where_it_was_looked_at(void **state)
{
    (void)state;
    static const struct {
        const char *formula;
        double low, high;
    } rows[] = {
        {"if(x < -30, -x-30, 0)", -20, HUGE_VAL}, {"if(x < -30, x+30, 0)", -20, HUGE_VAL},
        {"max(x-30, 0)", -HUGE_VAL, 20},          {"-max(x-30, 0)", -HUGE_VAL, 20},
        {"max(abs(x)-30, 0)", -20, 20},           {"max(x-1e13, 0)", -HUGE_VAL, HUGE_VAL},
    };
    const struct axis view = {SCALE_LINEAR, -5, 5};
    const double none[ACTIVATION_PARAMETERS_MAX] = {0};
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct own own = {0};
        struct saturation s;
        assert_true(own_formula(&own, rows[i].formula, NULL));
        saturation_measure(&own.activation, none, 0.01, &view, &s);
        if (s.n != 1 || s.spans[0].low != rows[i].low || s.spans[0].high != rows[i].high)
            fail_msg("%s: %d spans, the first from %g to %g", rows[i].formula, s.n, s.spans[0].low,
                     s.spans[0].high);
        own_clear(&own);
    }
}

// Every span of every function, checked against f' itself at places of its own.
static void inside_is_below_and_outside_is_not(void **state)
{
    (void)state;
    static const double thresholds[] = {0.01, 0.3};
    for (int k = 0; k < activation_count(); k++)
        for (size_t t = 0; t < COUNT(thresholds); t++) {
            double parameters[ACTIVATION_PARAMETERS_MAX];
            const struct activation *a = activation_at(k);
            struct saturation s;
            find(a->id, thresholds[t], -8, 8, &s);
            activation_defaults(a, parameters);
            for (int i = 0; i < 4999; i++) {
                double x = -8 + 16 * (i + 0.37) / 4999;
                bool inside = false;
                for (int j = 0; j < s.n; j++)
                    inside |= x >= s.spans[j].low && x <= s.spans[j].high;
                double y = fabs(activation_value(a, parameters, ORDER_DF, x));
                if (inside != (y < thresholds[t]) && fabs(y - thresholds[t]) > 1e-12)
                    fail_msg("%s at %.17g: |f'| = %g, threshold %g", a->id, x, y, thresholds[t]);
            }
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(crossings_are_where_closed_forms_say),
        cmocka_unit_test(crossings_do_not_depend_on_the_view),
        cmocka_unit_test(flat_parts_end_at_their_breaks),
        cmocka_unit_test(periodic_functions_have_a_span_at_every_root),
        cmocka_unit_test(a_root_between_samples_is_met),
        cmocka_unit_test(views_without_a_crossing),
        cmocka_unit_test(the_whole_line_is_measured),
        cmocka_unit_test(what_is_steep_far_out_ends_where_it_was_looked_at),
        cmocka_unit_test(inside_is_below_and_outside_is_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
