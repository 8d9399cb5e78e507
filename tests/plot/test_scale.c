// Axis scales: known values, both ways, everywhere that doubles go.
#include "plot/scale.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static void assert_near(double value, double expected, double relative)
{
    if (!(value == expected || fabs(value - expected) <= relative * fabs(expected)))
        fail_msg("%.17g, expected %.17g", value, expected);
}

static void forward_gives_known_coordinates(void **state)
{
    (void)state;
    static const struct {
        enum scale_kind kind;
        double value, u;
    } rows[] = {
        {SCALE_LINEAR, 0, 0},
        {SCALE_LINEAR, -1e300, -1e300},
        {SCALE_LINEAR, 5e-324, 5e-324},
        {SCALE_LOG, 1, 0},
        {SCALE_LOG, 1000, 3},
        {SCALE_LOG, 1e-300, -300},
        {SCALE_LOG, 1e308, 308},
        {SCALE_LOG, 0, -INFINITY},
        {SCALE_SYMLOG, 0, 0},
        {SCALE_SYMLOG, 1e-3, 0.20898764024997873}, // asinh(1/2) / ln 10
        {SCALE_SYMLOG, -1e-3, -0.20898764024997873},
        {SCALE_SYMLOG, 1, 3.0000004342938302},
        {SCALE_SYMLOG, 1e-300, 2.1714724095162591e-298}, // v / (2t ln 10)
        {SCALE_SYMLOG, 1e300, 303},
        {SCALE_SYMLOG, -1.7e308, -311.23044892137827},
    };
    for (size_t i = 0; i < COUNT(rows); i++)
        assert_near(scale_forward(rows[i].kind, rows[i].value), rows[i].u, 4e-16);
}

static void log_of_nothing_positive_is_nan(void **state)
{
    (void)state;
    assert_true(isnan(scale_forward(SCALE_LOG, -1)));
    assert_true(isnan(scale_forward(SCALE_LOG, -5e-324)));
}

static void nan_stays_nan(void **state)
{
    (void)state;
    for (enum scale_kind kind = 0; kind < SCALE_COUNT; kind++) {
        assert_true(isnan(scale_forward(kind, NAN)));
        assert_true(isnan(scale_inverse(kind, NAN)));
    }
}

static void infinities_stay_infinite(void **state)
{
    (void)state;
    for (enum scale_kind kind = 0; kind < SCALE_COUNT; kind++) {
        assert_true(scale_forward(kind, INFINITY) == HUGE_VAL);
        assert_true(scale_inverse(kind, INFINITY) == HUGE_VAL);
    }
    assert_true(scale_forward(SCALE_SYMLOG, -INFINITY) == -HUGE_VAL);
    assert_true(scale_inverse(SCALE_SYMLOG, -INFINITY) == -HUGE_VAL);
    assert_true(scale_inverse(SCALE_LOG, -INFINITY) == 0);
}

// A coordinate of 300 is known to 6e-14, which is a value to 1.3e-13.
static void inverse_undoes_forward(void **state)
{
    (void)state;
    for (enum scale_kind kind = 0; kind < SCALE_COUNT; kind++) {
        for (int exponent = -303; exponent <= 300; exponent++) {
            double value = 1.7 * pow(10, exponent);
            assert_near(scale_inverse(kind, scale_forward(kind, value)), value, 2e-13);
            if (kind != SCALE_LOG)
                assert_near(scale_inverse(kind, scale_forward(kind, -value)), -value, 2e-13);
        }
    }
}

// Symlog is computed in two ways; they must join.
static void symlog_is_monotonic_and_odd(void **state)
{
    (void)state;
    double before = 0;
    for (double value = 1e-5; value < 1e12; value *= 1.0001) {
        double u = scale_forward(SCALE_SYMLOG, value);
        assert_true(u > before);
        assert_near(scale_forward(SCALE_SYMLOG, -value), -u, 0);
        assert_near(scale_inverse(SCALE_SYMLOG, -u), -scale_inverse(SCALE_SYMLOG, u), 0);
        before = u;
    }
}

static void stretch_is_the_slope_of_the_inverse(void **state)
{
    (void)state;
    static const double values[] = {1e-290, 1e-5, 1e-3, 0.3, 1, 1e5, 1e290};
    for (enum scale_kind kind = 0; kind < SCALE_COUNT; kind++) {
        for (size_t i = 0; i < COUNT(values); i++) {
            double u = scale_forward(kind, values[i]);
            double h = kind == SCALE_LINEAR ? 1e-5 * values[i] : 1e-5;
            double slope =
                (scale_inverse(kind, u + h) - scale_inverse(kind, u - h)) / ((u + h) - (u - h));
            assert_near(scale_stretch(kind, values[i]), slope, 1e-5);
        }
    }
}

static void names_are_found(void **state)
{
    (void)state;
    for (enum scale_kind kind = 0; kind < SCALE_COUNT; kind++)
        assert_int_equal(scale_find(scale_name(kind)), kind);
    assert_string_equal(scale_name(SCALE_SYMLOG), "symlog");
    static const char *const wrong[] = {"", "Log", "lo", "logg", "linear ", "sym-log"};
    for (size_t i = 0; i < COUNT(wrong); i++)
        assert_int_equal(scale_find(wrong[i]), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(forward_gives_known_coordinates),
        cmocka_unit_test(log_of_nothing_positive_is_nan),
        cmocka_unit_test(nan_stays_nan),
        cmocka_unit_test(infinities_stay_infinite),
        cmocka_unit_test(inverse_undoes_forward),
        cmocka_unit_test(symlog_is_monotonic_and_odd),
        cmocka_unit_test(stretch_is_the_slope_of_the_inverse),
        cmocka_unit_test(names_are_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
