// Gaussian moments against worked fixed points of infinitely wide networks and against closed
// forms.
#include "base/text.h"
#include "network/mean_field.h"

#include <math.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const double pi = 3.14159265358979324;

static struct mean_field moments(const char *id, double parameter, double q)
{
    const struct activation *activation = activation_at(activation_find(id));
    double parameters[ACTIVATION_PARAMETERS_MAX] = {parameter};
    struct mean_field out;
    assert_true(mean_field_moments(activation, parameters, q, &out));
    return out;
}

static void assert_near(double value, double exact, double tolerance)
{
    if (!(fabs(value - exact) <= tolerance * fmax(fabs(exact), 1e-300)))
        fail_msg("%.17g, not %.17g", value, exact);
}

// At a fixed point q* = σw² E[f²] + σb² and χ₁ = σw² E[f′²].
static void check_fixed_point(const char *id, double sigma_w, double sigma_b, double q, double chi)
{
    struct mean_field at = moments(id, 0, q);
    assert_near(sigma_w * sigma_w * at.a + sigma_b * sigma_b, q, 1e-10);
    assert_near(sigma_w * sigma_w * at.bp, chi, 1e-10);
}

enum { COLUMNS = 11, ACTIVATION = 1, SIGMA_W = 3, SIGMA_B = 4, QUANTITY = 9, VALUE = 10 };

static void split(char *line, char *columns[COLUMNS])
{
    for (int i = 0; i < COLUMNS; i++) {
        assert_non_null(line); // fewer columns than there should be
        columns[i] = line;
        if ((line = strchr(line, ',')))
            *line++ = '\0';
    }
}

static double number(const char *string)
{
    double value;
    if (!number_read(string, &value))
        fail_msg("not a number: %s", string);
    return value;
}

// The q* row of a network comes before its χ₁ row. Where q* is 0 or ∞ there is nothing to
// integrate.
static void worked_fixed_points(void **state)
{
    (void)state;
    FILE *file = fopen(TEST_DATA "/mean_field.csv", "r");
    assert_non_null(file);
    char line[512], *columns[COLUMNS];
    double q = NAN;
    int checked = 0;
    assert_non_null(fgets(line, sizeof line, file)); // the header
    while (fgets(line, sizeof line, file)) {
        split(line, columns);
        if (strcmp(columns[QUANTITY], "q_star") == 0) {
            q = number(columns[VALUE]);
        } else if (isfinite(q) && q > 0) {
            check_fixed_point(columns[ACTIVATION], number(columns[SIGMA_W]),
                              number(columns[SIGMA_B]), q, number(columns[VALUE]));
            checked++;
        }
    }
    fclose(file);
    print_message("%d fixed points\n", checked);
    assert_true(checked >= 45);
}

// Where χ₁ = 1: far out for the sigmoid, which is saturated over most of the density there.
static void critical_points(void **state)
{
    (void)state;
    check_fixed_point("sigmoid", 10.14926371002, 0, 45.6242777974, 1);
    check_fixed_point("sigmoid", 10.26499293605, 1, 47.8004841076, 1);
    check_fixed_point("tanh", 1.855589101139, 1, 3.03639639462, 1);
}

static const double variances[] = {1e-300, 1e-8, 1e-3, 0.3, 1, 7, 45, 1e3, 1e8, 1e300};

static void closed_forms_of_the_straight_functions(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(variances); i++) {
        double q = variances[i], alpha = 0.3;
        struct mean_field relu = moments("relu", 0, q), leaky = moments("leaky_relu", alpha, q),
                          step = moments("step", 0, q);
        assert_near(relu.mean, sqrt(q / (2 * pi)), 1e-13);
        assert_near(relu.a, q / 2, 1e-13);
        assert_near(relu.bp, 0.5, 1e-13);
        assert_near(leaky.mean, (1 - alpha) * sqrt(q / (2 * pi)), 1e-13);
        assert_near(leaky.a, q * (1 + alpha * alpha) / 2, 1e-13);
        assert_near(leaky.bp, (1 + alpha * alpha) / 2, 1e-13);
        assert_near(step.mean, 0.5, 1e-13);
        assert_near(step.a, 0.5, 1e-13);
        assert_true(step.bp == 0);
    }
}

// A sigmoid is half a tanh of half the argument, so its moments follow from those of tanh at q/4.
static void sigmoid_and_tanh_are_one(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(variances); i++) {
        struct mean_field sigmoid = moments("sigmoid", 0, variances[i]),
                          tanh_moments = moments("tanh", 0, variances[i] / 4);
        assert_near(sigmoid.mean, 0.5, 1e-13);
        assert_near(sigmoid.a, (1 + tanh_moments.a) / 4, 1e-13);
        assert_near(sigmoid.bp, tanh_moments.bp / 16, 1e-10);
        assert_true(fabs(tanh_moments.mean) < 1e-15);
    }
}

// Kinks and jumps away from 0, where no panel ends by itself: f = [x >= k], and f' is given the
// same values, so that all three moments are the mass on the right.
static void late_step(const double *parameters, const double *x, size_t n, double *f, double *df,
                      double *d2f)
{
    (void)d2f;
    for (size_t i = 0; i < n; i++)
        f[i] = df[i] = x[i] >= parameters[0] ? 1 : 0;
}

static int late_step_breaks(const double *parameters, struct activation_break *out)
{
    *out = (struct activation_break){.x = parameters[0]};
    return 1;
}

static void breaks_away_from_zero(void **state)
{
    (void)state;
    const struct activation late = {.kernel = late_step, .breaks = late_step_breaks};
    for (double q = 1e-4; q < 1e5; q *= 7) {
        double k = 0.37, mass = erfc(k / sqrt(2 * q)) / 2;
        struct mean_field at;
        assert_true(mean_field_moments(&late, &k, q, &at));
        assert_true(fabs(at.mean - mass) < 1e-14);
        assert_true(fabs(at.a - mass) < 1e-14);
        assert_true(fabs(at.bp - mass) < 1e-14);
    }
}

static void wide_densities_see_a_narrow_slope(void **state)
{
    (void)state;
    double q = 1e12; // ∫ sech⁴ = 4/3, ∫ (σ′)² = 1/6, times the density at 0
    assert_near(moments("tanh", 0, q).bp, 4. / 3 / sqrt(2 * pi * q), 1e-10);
    assert_near(moments("sigmoid", 0, q).bp, 1. / 6 / sqrt(2 * pi * q), 1e-10);
}

static void a_variance_is_positive_and_finite(void **state)
{
    (void)state;
    static const double bad[] = {0, -0.0, -1, INFINITY, -INFINITY, NAN};
    for (size_t i = 0; i < COUNT(bad); i++) {
        struct mean_field out = {.mean = 77};
        assert_false(mean_field_moments(activation_at(1), NULL, bad[i], &out));
        assert_true(out.mean == 77);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(worked_fixed_points),
        cmocka_unit_test(critical_points),
        cmocka_unit_test(closed_forms_of_the_straight_functions),
        cmocka_unit_test(sigmoid_and_tanh_are_one),
        cmocka_unit_test(breaks_away_from_zero),
        cmocka_unit_test(wide_densities_see_a_narrow_slope),
        cmocka_unit_test(a_variance_is_positive_and_finite),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
