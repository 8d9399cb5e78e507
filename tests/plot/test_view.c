// Axes and views: what is a valid axis, and that moving about never leaves one behind that is not.
#include "plot/view.h"

#include "random.h"

#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static void assert_near(double value, double expected, double tolerance)
{
    if (!(value == expected || fabs(value - expected) <= tolerance))
        fail_msg("%.17g, expected %.17g", value, expected);
}

static void assert_axis(const struct axis *axis, double low, double high, double relative)
{
    double tolerance = relative * (high - low);
    assert_near(axis->low, low, tolerance);
    assert_near(axis->high, high, tolerance);
}

static double coordinate_length(const struct axis *axis)
{
    return scale_forward(axis->scale, axis->high) - scale_forward(axis->scale, axis->low);
}

// --- Positions

static void fraction_and_value_agree(void **state)
{
    (void)state;
    static const struct {
        struct axis axis;
        double value, fraction;
    } rows[] = {
        {{SCALE_LINEAR, -1, 1}, 0, 0.5},
        {{SCALE_LINEAR, -1, 1}, 2, 1.5},
        {{SCALE_LINEAR, -1e300, 1e300}, 5e299, 0.75},
        {{SCALE_LINEAR, -1e-300, 3e-300}, 0, 0.25},
        {{SCALE_LINEAR, 1, 1 + 0x1p-40}, 1 + 0x1p-42, 0.25},
        {{SCALE_LOG, 1, 10000}, 10, 0.25},
        {{SCALE_LOG, 1e-300, 1e300}, 1, 0.5},
        {{SCALE_SYMLOG, -1e10, 1e10}, 0, 0.5},
        {{SCALE_SYMLOG, -1e-12, 3e-12}, 0, 0.25},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        assert_near(axis_fraction(&rows[i].axis, rows[i].value), rows[i].fraction, 1e-15);
        double value = axis_value(&rows[i].axis, rows[i].fraction);
        assert_near(value, rows[i].value, 1e-12 * fabs(rows[i].value));
    }
}

static void ends_are_exact(void **state)
{
    (void)state;
    uint64_t seed = random_seed();
    for (int i = 0; i < 3000; i++) {
        struct axis axis = random_axis(&seed, (enum scale_kind)(i % SCALE_COUNT), 500);
        assert_true(axis_value(&axis, 0) == axis.low);
        assert_true(axis_value(&axis, 1) == axis.high);
        assert_true(axis_fraction(&axis, axis.low) == 0);
        assert_true(axis_fraction(&axis, axis.high) == 1);
    }
}

static void positions_outside_a_log_axis_are_not_numbers(void **state)
{
    (void)state;
    const struct axis axis = {SCALE_LOG, 1, 10};
    assert_true(axis_fraction(&axis, 0) == -HUGE_VAL);
    assert_true(isnan(axis_fraction(&axis, -1)));
    assert_true(isnan(axis_fraction(&axis, NAN)));
}

// --- Validity

static void check_tells_what_is_wrong(void **state)
{
    (void)state;
    static const struct {
        struct axis axis;
        double pixels;
        enum fault_id id;
    } rows[] = {
        {{SCALE_LINEAR, -6, 6}, 1000, FAULT_NONE},
        {{SCALE_LINEAR, 6, -6}, 1000, FAULT_RANGE},
        {{SCALE_LINEAR, 6, 6}, 0, FAULT_RANGE},
        {{SCALE_LINEAR, NAN, 6}, 0, FAULT_RANGE},
        {{SCALE_LINEAR, 6, NAN}, 0, FAULT_RANGE},
        {{SCALE_LINEAR, -INFINITY, 0}, 0, FAULT_RANGE},
        {{SCALE_SYMLOG, 0, INFINITY}, 0, FAULT_RANGE},
        {{SCALE_LINEAR, -1e300, 1e300}, 4000, FAULT_NONE},
        {{SCALE_LINEAR, -1.1e300, 1}, 0, FAULT_LIMIT},
        {{SCALE_SYMLOG, 0, 1e301}, 0, FAULT_LIMIT},
        {{SCALE_LINEAR, -1e-300, 1e-300}, 4000, FAULT_NONE},
        {{SCALE_LINEAR, 0, 1e-304}, 0, FAULT_LIMIT},
        {{SCALE_LINEAR, 0, 5e-324}, 0, FAULT_LIMIT},
        {{SCALE_LINEAR, 1, 1 + 0x1p-42}, 256, FAULT_NONE}, // 4 doubles a pixel
        {{SCALE_LINEAR, 1, 1 + 0x1p-42}, 257, FAULT_LIMIT},
        {{SCALE_LINEAR, -1 - 0x1p-42, -1}, 257, FAULT_LIMIT},
        {{SCALE_LINEAR, 1, 1 + 0x1p-52}, 0, FAULT_NONE},
        {{SCALE_LOG, 1e-320, 1e308}, 4000, FAULT_NONE},
        {{SCALE_LOG, 0, 1}, 0, FAULT_RANGE},
        {{SCALE_LOG, -1, 1}, 0, FAULT_RANGE},
        {{SCALE_LOG, 5e-324, 1}, 0, FAULT_LIMIT},
        {{SCALE_LOG, 1, 1.5e308}, 0, FAULT_LIMIT},
        {{SCALE_LOG, 1e300, 1e300 * (1 + 1e-12)}, 1000, FAULT_LIMIT}, // coordinates end first
        {{SCALE_LOG, 1, 1 + 1e-11}, 1000, FAULT_NONE},
        {{SCALE_LOG, 1, 1 + 1e-13}, 1000, FAULT_LIMIT}, // values end first
        {{SCALE_LOG, 1e-320, 1.001e-320}, 1000, FAULT_LIMIT},
        {{SCALE_LOG, 1e300, 1e300 * (1 + 4e-16)}, 0, FAULT_LIMIT},
        {{SCALE_SYMLOG, 1e100, 1e100 * (1 + 1e-13)}, 1000, FAULT_LIMIT},
        {{SCALE_SYMLOG, -1e-300, 1e-300}, 1000, FAULT_NONE},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct fault fault = {0};
        bool fine = axis_check(&rows[i].axis, rows[i].pixels, &fault);
        if (fine != (rows[i].id == FAULT_NONE) || fault.id != rows[i].id)
            fail_msg("row %zu: fault %d, expected %d", i, fault.id, rows[i].id);
        assert_true(fine || *fault.text);
        assert_true(axis_check(&rows[i].axis, rows[i].pixels, NULL) == fine);
    }
}

// --- Panning

static void pan_moves_by_lengths(void **state)
{
    (void)state;
    static const struct {
        struct axis axis;
        double fraction;
        enum axis_result result;
        double low, high;
    } rows[] = {
        {{SCALE_LINEAR, -1, 1}, 0.5, AXIS_MOVED, 0, 2},
        {{SCALE_LINEAR, -1, 1}, -1, AXIS_MOVED, -3, -1},
        {{SCALE_LINEAR, -1, 1}, 0, AXIS_MOVED, -1, 1},
        {{SCALE_LOG, 1, 100}, 0.5, AXIS_MOVED, 10, 1000},
        {{SCALE_LOG, 1, 100}, -50, AXIS_MOVED, 1e-100, 1e-98},
        {{SCALE_SYMLOG, 1e10, 1e20}, 1, AXIS_MOVED, 1e20, 1e30},
        {{SCALE_SYMLOG, -1, 1}, -0.5, AXIS_MOVED, -1000.001999998, 0},
        {{SCALE_LINEAR, -1e300, 1e300}, 0.01, AXIS_AT_RANGE, -1e300, 1e300},
        {{SCALE_LINEAR, -1, 1}, -1e300, AXIS_AT_RANGE, -1, 1},
        {{SCALE_LINEAR, -1, 1}, 1e308, AXIS_AT_RANGE, -1, 1},
        {{SCALE_LINEAR, -1, 1}, INFINITY, AXIS_AT_RANGE, -1, 1},
        {{SCALE_LINEAR, -1, 1}, NAN, AXIS_AT_RANGE, -1, 1},
        {{SCALE_LINEAR, -1, 1}, 1e13, AXIS_AT_PRECISION, -1, 1},
        {{SCALE_LOG, 1e-320, 1e-300}, -0.1, AXIS_AT_RANGE, 1e-320, 1e-300},
        {{SCALE_LOG, 1, 1e308}, 0.1, AXIS_AT_RANGE, 1, 1e308},
        {{SCALE_LOG, 1, 10}, -1e6, AXIS_AT_RANGE, 1, 10},
        {{SCALE_SYMLOG, -1e300, 0}, -0.1, AXIS_AT_RANGE, -1e300, 0},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct axis axis = rows[i].axis;
        enum axis_result result = axis_pan(&axis, rows[i].fraction, 1000);
        if (result != rows[i].result)
            fail_msg("row %zu: result %d, expected %d", i, result, rows[i].result);
        assert_axis(&axis, rows[i].low, rows[i].high, result == AXIS_MOVED ? 1e-12 : 0);
    }
}

static void pan_keeps_the_length(void **state)
{
    (void)state;
    uint64_t start = random_seed();
    uint64_t seed = start;
    for (int i = 0; i < 3000; i++) {
        double pixels = random_between(&seed, 100, 4000);
        struct axis axis = random_axis(&seed, (enum scale_kind)(i % SCALE_COUNT), pixels);
        double length = coordinate_length(&axis);
        for (int step = 0; step < 20; step++)
            axis_pan(&axis, random_between(&seed, -0.3, 0.3), pixels);
        double change = (coordinate_length(&axis) - length) / length * pixels;
        if (!(fabs(change) < (axis.scale == SCALE_LINEAR ? 1 : 5)))
            fail_msg("seed %" PRIu64 ", axis %d: longer by %g pixels", start, i, change);
    }
}

// Where a pixel is few doubles, a thousand pans would add up a thousand roundings.
static void pan_keeps_the_length_exactly_at_the_end_of_precision(void **state)
{
    (void)state;
    uint64_t seed = random_seed();
    struct axis axis = {SCALE_LINEAR, 1.25, 1.25 + 4096 * 0x1p-52};
    for (int i = 0; i < 1000; i++) {
        assert_int_equal(axis_pan(&axis, random_between(&seed, -0.5, 0.5), 1000), AXIS_MOVED);
        assert_true(axis.high - axis.low == 4096 * 0x1p-52);
    }
}

// --- Zooming

static void zoom_scales_about_a_point(void **state)
{
    (void)state;
    static const struct {
        struct axis axis;
        double factor, at;
        enum axis_result result;
        double low, high;
    } rows[] = {
        {{SCALE_LINEAR, -1, 1}, 0.5, 0.5, AXIS_MOVED, -0.5, 0.5},
        {{SCALE_LINEAR, -1, 1}, 2, 0, AXIS_MOVED, -1, 3},
        {{SCALE_LINEAR, -1, 1}, 2, 1, AXIS_MOVED, -3, 1},
        {{SCALE_LINEAR, 0, 1}, 1, 0.3, AXIS_MOVED, 0, 1},
        {{SCALE_LINEAR, 0, 4}, 0.5, -1, AXIS_MOVED, -2, 0}, // the point may lie outside
        {{SCALE_LOG, 1, 10000}, 0.5, 0.5, AXIS_MOVED, 10, 1000},
        {{SCALE_LOG, 10, 1000}, 2, 0.5, AXIS_MOVED, 1, 10000},
        {{SCALE_SYMLOG, -1e10, 1e10}, 0.5, 1, AXIS_MOVED, 0, 1e10},
        {{SCALE_LINEAR, -1e300, 1e300}, 1.1, 0.5, AXIS_AT_RANGE, -1e300, 1e300},
        {{SCALE_LINEAR, -1, 1}, INFINITY, 0.5, AXIS_AT_RANGE, -1, 1},
        {{SCALE_LINEAR, -1, 1}, NAN, 0.5, AXIS_AT_RANGE, -1, 1},
        {{SCALE_LINEAR, -1, 1}, 0, 0.5, AXIS_AT_RANGE, -1, 1},
        {{SCALE_LINEAR, -1, 1}, -1, 0.5, AXIS_AT_RANGE, -1, 1},
        {{SCALE_LINEAR, -1, 1}, 0.5, NAN, AXIS_AT_RANGE, -1, 1},
        {{SCALE_LINEAR, -1, 1}, 1e-310, 0.5, AXIS_AT_PRECISION, -1, 1},
        {{SCALE_LINEAR, -1, 1}, 1e-14, 0.8, AXIS_AT_PRECISION, -1, 1},
        {{SCALE_LOG, 1e-320, 1e308}, 1.01, 0.5, AXIS_AT_RANGE, 1e-320, 1e308},
        {{SCALE_LOG, 1, 10}, 1e-14, 0.5, AXIS_AT_PRECISION, 1, 10},
        {{SCALE_SYMLOG, -1e300, 1e300}, 1.01, 0.5, AXIS_AT_RANGE, -1e300, 1e300},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct axis axis = rows[i].axis;
        enum axis_result result = axis_zoom(&axis, rows[i].factor, rows[i].at, 1000);
        if (result != rows[i].result)
            fail_msg("row %zu: result %d, expected %d", i, result, rows[i].result);
        assert_axis(&axis, rows[i].low, rows[i].high, result == AXIS_MOVED ? 1e-12 : 0);
    }
}

// Half a pixel for the grip of 0, and a quarter for four doubles a pixel.
static void zoom_keeps_the_point_in_place(void **state)
{
    (void)state;
    uint64_t start = random_seed();
    uint64_t seed = start;
    for (int i = 0; i < 9000; i++) {
        double pixels = random_between(&seed, 100, 4000);
        struct axis axis = random_axis(&seed, (enum scale_kind)(i % SCALE_COUNT), pixels);
        double at = random_between(&seed, 0, 1);
        double value = axis_value(&axis, at);
        double factor = pow(2, random_between(&seed, -2, 2));
        axis_zoom(&axis, factor, at, pixels);
        double moved = (axis_fraction(&axis, value) - at) * pixels;
        double grip = 0.5 * fmax(1, 1 / factor);
        if (!(fabs(moved) <= grip + 1.5))
            fail_msg("seed %" PRIu64 ", axis %d: moved by %g pixels", start, i, moved);
    }
}

static void zoom_reaches_zero_and_returns(void **state)
{
    (void)state;
    static const struct axis axes[] = {
        {SCALE_LINEAR, -6, 6},
        {SCALE_LINEAR, -0.3, 1},
        {SCALE_SYMLOG, -6, 6},
    };
    for (size_t i = 0; i < COUNT(axes); i++) {
        struct axis axis = axes[i];
        double at = axis_fraction(&axis, 0) + 0.0003; // a pointer near 0, not on it
        int notches = 0;
        while (axis_zoom(&axis, 0.9, at, 1000) == AXIS_MOVED) {
            notches++;
            assert_true(axis.low < 0 && axis.high > 0);
        }
        assert_true(axis.high - axis.low < 1e-300);
        while (notches-- > 0)
            assert_int_equal(axis_zoom(&axis, 1 / 0.9, at, 1000), AXIS_MOVED);
        assert_axis(&axis, axes[i].low, axes[i].high, 1e-9);
    }
}

// Without pixels nothing is near 0.
static void zoom_without_pixels_does_not_grip_zero(void **state)
{
    (void)state;
    struct axis axis = {SCALE_LINEAR, -1, 1};
    assert_int_equal(axis_zoom(&axis, 0.5, 0.75, 0), AXIS_MOVED);
    assert_axis(&axis, -0.25, 0.75, 1e-15);
}

// Except where 0 gets so near to the pointer that zooming in again aims at 0.
static void zoom_out_and_in_returns(void **state)
{
    (void)state;
    uint64_t start = random_seed();
    uint64_t seed = start;
    for (int i = 0; i < 3000; i++) {
        double pixels = random_between(&seed, 100, 4000);
        struct axis axis = random_axis(&seed, (enum scale_kind)(i % SCALE_COUNT), pixels);
        const struct axis before = axis;
        double at = random_between(&seed, 0, 1);
        int notches = 0;
        while (notches < 50 && axis_zoom(&axis, 1.1, at, pixels) == AXIS_MOVED)
            notches++;
        if (fabs(axis_fraction(&axis, 0) - at) * pixels < 2)
            continue;
        for (; notches > 0; notches--)
            assert_int_equal(axis_zoom(&axis, 1 / 1.1, at, pixels * 0.9), AXIS_MOVED);
        double low = axis_fraction(&before, axis.low) * pixels;
        double high = (axis_fraction(&before, axis.high) - 1) * pixels;
        if (!(fabs(low) < 10 && fabs(high) < 10))
            fail_msg("seed %" PRIu64 ", axis %d: off by %g and %g pixels", start, i, low, high);
    }
}

// A window that grows can leave an axis with too few doubles a pixel.
static void zoom_out_of_too_fine_an_axis_works(void **state)
{
    (void)state;
    struct axis axis = {SCALE_LINEAR, 1, 1 + 0x1p-42};
    assert_false(axis_check(&axis, 4000, NULL));
    assert_int_equal(axis_zoom(&axis, 0.9, 0.5, 4000), AXIS_AT_PRECISION);
    assert_int_equal(axis_zoom(&axis, 1.1, 0.5, 4000), AXIS_MOVED);
    assert_true(axis.high - axis.low > 1.05 * 0x1p-42);
}

static void wandering_never_leaves_an_invalid_axis(void **state)
{
    (void)state;
    uint64_t start = random_seed();
    uint64_t seed = start;
    int refused[3] = {0};
    for (int walk = 0; walk < 300; walk++) {
        double pixels = random_between(&seed, 100, 4000);
        struct axis axis = random_axis(&seed, (enum scale_kind)(walk % SCALE_COUNT), pixels);
        double trend = random_between(&seed, -1, 1);
        for (int step = 0; step < 300; step++) {
            const struct axis before = axis;
            double reach = pow(10, random_between(&seed, -3, 4));
            double factor = pow(10, trend + random_between(&seed, -1, 1));
            enum axis_result result =
                random_below(&seed, 2)
                    ? axis_pan(&axis, random_sign(&seed) * reach, pixels)
                    : axis_zoom(&axis, factor, random_between(&seed, -0.2, 1.2), pixels);
            refused[result]++;
            if (!axis_check(&axis, pixels, NULL) ||
                (result != AXIS_MOVED && !axis_equal(&axis, &before))) {
                fail_msg("seed %" PRIu64 ", walk %d, step %d: [%a, %a]", start, walk, step,
                         axis.low, axis.high);
            }
        }
    }
    assert_true(refused[AXIS_MOVED] > 1000); // or the walks show nothing
    assert_true(refused[AXIS_AT_PRECISION] > 1000);
    assert_true(refused[AXIS_AT_RANGE] > 1000);
}

// --- Other scales

static void rescale_keeps_about_the_same_stretch(void **state)
{
    (void)state;
    static const struct {
        struct axis axis;
        enum scale_kind scale;
        double low, high;
    } rows[] = {
        {{SCALE_LINEAR, 2, 50}, SCALE_LOG, 2, 50},
        {{SCALE_LINEAR, -6, 6}, SCALE_LOG, 6e-6, 6},
        {{SCALE_LINEAR, 0, 6}, SCALE_LOG, 6e-6, 6},
        {{SCALE_LINEAR, -6, 0}, SCALE_LOG, 1e-3, 1},
        {{SCALE_LINEAR, -6, -2}, SCALE_LOG, 1e-3, 1},
        {{SCALE_LINEAR, -6, 6}, SCALE_SYMLOG, -6, 6},
        {{SCALE_LINEAR, -6, 6}, SCALE_LINEAR, -6, 6},
        {{SCALE_LOG, 1, 1000}, SCALE_LINEAR, 1, 1000},
        {{SCALE_LOG, 1, 1e308}, SCALE_LINEAR, 1, 1e300},
        {{SCALE_LOG, 1e305, 1e308}, SCALE_SYMLOG, 1e299, 1e300},
        {{SCALE_SYMLOG, -1e300, 1e300}, SCALE_LOG, 1e294, 1e300},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct axis axis = axis_rescale(rows[i].axis, rows[i].scale);
        assert_int_equal(axis.scale, rows[i].scale);
        assert_axis(&axis, rows[i].low, rows[i].high, 1e-15);
    }
}

static void rescale_gives_valid_axes(void **state)
{
    (void)state;
    uint64_t start = random_seed();
    uint64_t seed = start;
    for (int i = 0; i < 9000; i++) {
        struct axis axis = random_axis(&seed, (enum scale_kind)(i % SCALE_COUNT), 300);
        enum scale_kind scale = (enum scale_kind)random_below(&seed, SCALE_COUNT);
        struct axis rescaled = axis_rescale(axis, scale);
        if (!axis_check(&rescaled, scale == axis.scale ? 300 : 4000, NULL)) {
            fail_msg("seed %" PRIu64 ", axis %d: [%g, %g] of %s becomes [%g, %g] of %s", start, i,
                     axis.low, axis.high, scale_name(axis.scale), rescaled.low, rescaled.high,
                     scale_name(scale));
        }
    }
}

// Where doubles end, a log scale has less room than its neighbours.
static void rescale_gives_valid_axes_at_the_ends(void **state)
{
    (void)state;
    static const struct axis rows[] = {
        {SCALE_LINEAR, -17, 0x1p-1074},      {SCALE_LINEAR, -1, 1e-321},
        {SCALE_LINEAR, -1e300, 1e-320},      {SCALE_SYMLOG, -1e-5, 9e-315},
        {SCALE_LINEAR, 0, 1e-303},           {SCALE_LINEAR, 0, AXIS_LIMIT},
        {SCALE_SYMLOG, -AXIS_LIMIT, 1e-303}, {SCALE_LOG, AXIS_LOG_LOW, 1e-310},
        {SCALE_LOG, 1e299, AXIS_LOG_HIGH},   {SCALE_LOG, AXIS_LOG_LOW, AXIS_LOG_HIGH},
        {SCALE_LINEAR, 9e299, AXIS_LIMIT},   {SCALE_LINEAR, -AXIS_LIMIT, -9e299},
    };
    for (size_t i = 0; i < COUNT(rows); i++)
        for (int scale = 0; scale < SCALE_COUNT; scale++) {
            assert_true(axis_check(&rows[i], 0, NULL));
            struct axis axis = axis_rescale(rows[i], (enum scale_kind)scale);
            if (!axis_check(&axis, scale == (int)rows[i].scale ? 0 : 4000, NULL))
                fail_msg("row %zu becomes [%g, %g] of %s", i, axis.low, axis.high,
                         scale_name((enum scale_kind)scale));
        }
}

// --- Easing

static void between_eases(void **state)
{
    (void)state;
    static const struct {
        struct axis a, b;
        double t, low, high;
    } rows[] = {
        {{SCALE_LINEAR, 0, 2}, {SCALE_LINEAR, 10, 12}, 0.25, 2.5, 4.5}, // a pan is linear
        {{SCALE_LINEAR, -1, 1}, {SCALE_LINEAR, -100, 100}, 0.5, -10, 10},
        {{SCALE_LINEAR, -100, 100}, {SCALE_LINEAR, -1, 1}, 0.5, -10, 10},
        {{SCALE_LINEAR, 0, 1}, {SCALE_LINEAR, 0, 1e-300}, 0.5, 0, 1e-150},
        {{SCALE_LINEAR, 0, 1e-300}, {SCALE_LINEAR, 0, 1e300}, 0.75, 0, 1e150},
        {{SCALE_LINEAR, 4, 8}, {SCALE_LINEAR, 1, 17}, 0.5, 3, 11}, // 5 stays at a quarter
        {{SCALE_LOG, 1, 100}, {SCALE_LOG, 100, 10000}, 0.5, 10, 1000},
        {{SCALE_LINEAR, 0, 1}, {SCALE_LINEAR, 5, 6}, 0, 0, 1},
        {{SCALE_LINEAR, 0, 1}, {SCALE_LINEAR, 5, 6}, -1, 0, 1},
        {{SCALE_LINEAR, 0, 1}, {SCALE_LINEAR, 5, 6}, 1, 5, 6},
        {{SCALE_LINEAR, 0, 1}, {SCALE_LINEAR, 5, 6}, 2, 5, 6},
        {{SCALE_LINEAR, 1, 2}, {SCALE_LOG, 5, 6}, 0.5, 5, 6},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct axis axis = axis_between(&rows[i].a, &rows[i].b, rows[i].t);
        assert_axis(&axis, rows[i].low, rows[i].high, 1e-12);
    }
}

static void between_keeps_the_fixed_point_and_grows_geometrically(void **state)
{
    (void)state;
    uint64_t start = random_seed();
    uint64_t seed = start;
    for (int i = 0; i < 3000; i++) {
        struct axis a = random_axis(&seed, (enum scale_kind)(i % SCALE_COUNT), 8000);
        struct axis b = a;
        double at = random_between(&seed, 0, 1);
        if (axis_zoom(&b, pow(10, random_between(&seed, -2, 2)), at, 8000) != AXIS_MOVED)
            continue;
        double t = random_between(&seed, 0, 1);
        struct axis axis = axis_between(&a, &b, t);
        double grown = log(coordinate_length(&axis) / coordinate_length(&a));
        double whole = log(coordinate_length(&b) / coordinate_length(&a));
        double moved = axis_fraction(&axis, axis_value(&a, at)) - at;
        double grip = 0.5 / 8000 * fmax(1, exp(-whole));
        if (!(fabs(grown - t * whole) < 2e-3 && fabs(moved) < grip + 2e-3)) {
            fail_msg("seed %" PRIu64 ", axis %d: off by %g in length, %g in place", start, i,
                     grown - t * whole, moved);
        }
    }
}

// Through coordinates, an end may come back a little larger.
static void between_keeps_ends_at_the_limits(void **state)
{
    (void)state;
    static const struct axis pairs[][2] = {
        {{SCALE_SYMLOG, -1e300, 1e300}, {SCALE_SYMLOG, -1e300, 0}},
        {{SCALE_SYMLOG, 1, 1e300}, {SCALE_SYMLOG, 7, 1e300}},
        {{SCALE_SYMLOG, -7e250, 7e250}, {SCALE_SYMLOG, 7, 7e250}},
        {{SCALE_SYMLOG, -7e250, 7e250}, {SCALE_SYMLOG, -7e250, 7}},
        {{SCALE_LOG, 1e-320, 1e308}, {SCALE_LOG, 1e-320, 3}},
        {{SCALE_LOG, 1e-320, 1e308}, {SCALE_LOG, 3, 1e308}},
        {{SCALE_LINEAR, -1e300, 1e300}, {SCALE_LINEAR, 0, 1e300}},
    };
    for (size_t i = 0; i < COUNT(pairs); i++) {
        const struct axis *a = &pairs[i][0];
        const struct axis *b = &pairs[i][1];
        for (int step = 1; step < 100; step++) {
            struct axis axis = axis_between(a, b, 0.01 * step);
            assert_true(axis_check(&axis, 0, NULL));
            assert_true(a->low != b->low || axis.low == a->low);
            assert_true(a->high != b->high || axis.high == a->high);
            assert_false(axis_equal(&axis, a) || axis_equal(&axis, b));
        }
    }
}

static void between_is_always_valid(void **state)
{
    (void)state;
    uint64_t start = random_seed();
    uint64_t seed = start;
    for (int i = 0; i < 9000; i++) {
        struct axis a = random_axis(&seed, (enum scale_kind)(i % SCALE_COUNT), 1000);
        struct axis b = random_axis(&seed, a.scale, 1000);
        struct axis axis = axis_between(&a, &b, random_between(&seed, 0, 1));
        if (!axis_check(&axis, 0, NULL))
            fail_msg("seed %" PRIu64 ", axis %d: [%a, %a]", start, i, axis.low, axis.high);
    }
}

// --- Views

static struct view some_view(void)
{
    return (struct view){
        .x = {SCALE_LINEAR, -6, 6},
        .y = {{SCALE_LINEAR, -1, 1}, {SCALE_LOG, 0.01, 1}, {SCALE_SYMLOG, -1, 1}},
    };
}

static void views_are_equal_in_every_part(void **state)
{
    (void)state;
    const struct view a = some_view();
    struct view b = some_view();
    assert_true(view_equal(&a, &b));
    b.x.low = -7;
    assert_false(view_equal(&a, &b));
    for (int order = 0; order < ORDER_COUNT; order++) {
        b = some_view();
        b.y[order].high = 2;
        assert_false(view_equal(&a, &b));
        b = some_view();
        b.y[order].scale = (enum scale_kind)((b.y[order].scale + 1) % SCALE_COUNT);
        assert_false(view_equal(&a, &b));
    }
}

static void views_ease_in_every_part(void **state)
{
    (void)state;
    const struct view a = some_view();
    struct view b = some_view();
    b.x = (struct axis){SCALE_LINEAR, 0, 12};
    b.y[ORDER_DF] = (struct axis){SCALE_LOG, 1, 100};
    struct view view = view_between(&a, &b, 0.5);
    assert_axis(&view.x, -3, 9, 1e-15);
    assert_axis(&view.y[ORDER_F], -1, 1, 1e-15);
    assert_axis(&view.y[ORDER_DF], 0.1, 10, 1e-15);
    assert_axis(&view.y[ORDER_D2F], -1, 1, 1e-15);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fraction_and_value_agree),
        cmocka_unit_test(ends_are_exact),
        cmocka_unit_test(positions_outside_a_log_axis_are_not_numbers),
        cmocka_unit_test(check_tells_what_is_wrong),
        cmocka_unit_test(pan_moves_by_lengths),
        cmocka_unit_test(pan_keeps_the_length),
        cmocka_unit_test(pan_keeps_the_length_exactly_at_the_end_of_precision),
        cmocka_unit_test(zoom_scales_about_a_point),
        cmocka_unit_test(zoom_keeps_the_point_in_place),
        cmocka_unit_test(zoom_reaches_zero_and_returns),
        cmocka_unit_test(zoom_without_pixels_does_not_grip_zero),
        cmocka_unit_test(zoom_out_and_in_returns),
        cmocka_unit_test(zoom_out_of_too_fine_an_axis_works),
        cmocka_unit_test(wandering_never_leaves_an_invalid_axis),
        cmocka_unit_test(rescale_keeps_about_the_same_stretch),
        cmocka_unit_test(rescale_gives_valid_axes),
        cmocka_unit_test(rescale_gives_valid_axes_at_the_ends),
        cmocka_unit_test(between_eases),
        cmocka_unit_test(between_keeps_the_fixed_point_and_grows_geometrically),
        cmocka_unit_test(between_keeps_ends_at_the_limits),
        cmocka_unit_test(between_is_always_valid),
        cmocka_unit_test(views_are_equal_in_every_part),
        cmocka_unit_test(views_ease_in_every_part),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
