// Jumps, poles and ends of users' formulas, which nobody announced: gaps with dots, at every view.
#include "plot/sample.h"

#include "activation/own.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

struct drawn {
    struct own own;
    double parameters[ACTIVATION_PARAMETERS_MAX];
    struct sample_request request;
    struct curve curve;
};

static void draw_order(struct drawn *drawn, const char *formula, enum order order, struct axis x,
                       struct axis y)
{
    struct fault fault = {0};
    if (!own_formula(&drawn->own, formula, &fault))
        fail_msg("%s: %s", formula, fault.text);
    activation_defaults(&drawn->own.activation, drawn->parameters);
    drawn->request = (struct sample_request){.activation = &drawn->own.activation,
                                             .parameters = drawn->parameters,
                                             .order = order,
                                             .x = x,
                                             .y = y,
                                             .width = 1280,
                                             .height = 720};
    curve_sample(&drawn->curve, &drawn->request);
}

static void draw(struct drawn *drawn, const char *formula, struct axis x, struct axis y)
{
    draw_order(drawn, formula, ORDER_F, x, y);
}

static void drawn_free(struct drawn *drawn)
{
    curve_free(&drawn->curve);
    own_clear(&drawn->own);
}

// The lowest and highest value of each run, and its ends.
struct run {
    double from, to, low, high;
};

static struct run run_at(const struct curve *curve, size_t run)
{
    size_t first = curve->runs[run], end = curve_run_end(curve, run);
    struct run r = {curve->vertices[first].x, curve->vertices[end - 1].x, HUGE_VAL, -HUGE_VAL};
    for (size_t i = first; i < end; i++) {
        r.low = fmin(r.low, curve->vertices[i].y);
        r.high = fmax(r.high, curve->vertices[i].y);
    }
    return r;
}

static bool same(double a, double b)
{
    return fabs(a - b) <= 4e-16 * fmax(fabs(a), fabs(b)) + 1e-300;
}

static bool has_dot(const struct curve *curve, double x, double y, bool filled)
{
    for (size_t i = 0; i < curve->dot_n; i++)
        if (same(curve->dots[i].x, x) && curve->dots[i].y == y && curve->dots[i].filled == filled)
            return true;
    return false;
}

// A staircase of n runs [a + i, a + i + 1], flat, at y = i + b; the last and first may be cut.
static void whole_numbers_are_gaps(void **state)
{
    (void)state;
    static const struct {
        const char *formula;
        double low, high;
        int runs;
        bool right; // where a jump belongs
        double offset;
    } rows[] = {
        {"floor(x)", -5.5, 5.5, 12, true, 0},
        {"ceil(x)", -5.5, 5.5, 12, false, 1},
        {"floor(x)", 2000.5, 2009.5, 10, true, 0}, // beyond what is searched beforehand
        {"floor(x)", -1e6 - 4.5, -1e6 + 4.5, 10, true, 0},
        {"floor(x)", 1e12 - 8.5, 1e12 + 8.5, 18, true, 0}, // few doubles in a step
        {"floor(x)+0*sin(x)", 0.5, 30.5, 31, true, 0},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct drawn d = {.curve.identity = 1};
        draw(&d, rows[i].formula, (struct axis){SCALE_LINEAR, rows[i].low, rows[i].high},
             (struct axis){SCALE_LINEAR, rows[i].low - 2, rows[i].high + 2});
        if ((int)d.curve.run_n != rows[i].runs)
            fail_msg("%s over [%g, %g]: %zu runs", rows[i].formula, rows[i].low, rows[i].high,
                     d.curve.run_n);
        for (size_t k = 0; k < d.curve.run_n; k++) {
            struct run r = run_at(&d.curve, k);
            assert_true(r.low == r.high);
            assert_true(r.low == floor(rows[i].low) + (double)k + rows[i].offset);
        }
        assert_int_equal(d.curve.dot_n, 2 * (rows[i].runs - 1));
        for (double x = ceil(rows[i].low); x < rows[i].high; x++)
            assert_true(has_dot(&d.curve, x, x - 1 + rows[i].offset, !rows[i].right) &&
                        has_dot(&d.curve, x, x + rows[i].offset, rows[i].right));
        drawn_free(&d);
    }
}

// Runs end where the panel does, above or below, and no stroke joins the two sides.
static void poles_run_to_the_edge(void **state)
{
    (void)state;
    static const struct {
        const char *formula;
        double low, high;
        int runs;
        double pole;
    } rows[] = {
        {"1/x", -5, 5, 2, 0},
        {"tan(x)", 1, 2, 2, 1.5707963267948966},
        {"1/(x-2000)", 1999, 2001, 2, 2000},
        {"-1/(x-0.3)^3", -1, 1, 2, 0.3},
        {"1/sin(x)", 3, 3.5, 2, 3.141592653589793},
        {"1/x", -1e-300, 1e-300, 2, 0},
        {"1/x", -1e300, 1e300, 2, 0},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct drawn d = {.curve.identity = 1};
        double s = rows[i].low == -1e-300 ? 1e300 : rows[i].high == 1e300 ? 1e-300 : 5;
        draw(&d, rows[i].formula, (struct axis){SCALE_LINEAR, rows[i].low, rows[i].high},
             (struct axis){SCALE_LINEAR, -s, s});
        int crossing = 0, edges = 0;
        for (size_t k = 0; k < d.curve.run_n; k++) {
            struct run r = run_at(&d.curve, k);
            crossing += r.from < rows[i].pole && r.to > rows[i].pole && r.high > s && r.low < -s;
            edges += r.high > s || r.low < -s;
        }
        if (crossing > 0 || edges < 2 || d.curve.dot_n > 0)
            fail_msg("%s over [%g, %g]: %d runs over the pole, %d to the edge, %zu dots",
                     rows[i].formula, rows[i].low, rows[i].high, crossing, edges, d.curve.dot_n);
        drawn_free(&d);
    }
}

// A curve is drawn to the very double where its domain ends.
static void ends_are_exact(void **state)
{
    (void)state;
    static const struct {
        const char *formula;
        double from, to; // of the one run
    } rows[] = {
        {"sqrt(x-1)", 1, 5}, {"sqrt(1-x)", -5, 1},   {"asin(x/3)", -3, 3},      {"sqrt(x)", 0, 5},
        {"acos(x)", -1, 1},  {"sqrt(4-x^2)", -2, 2}, {"(x-2)*sqrt(x-2)", 2, 5}, {"acosh(x)", 1, 5},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct drawn d = {.curve.identity = 1};
        draw(&d, rows[i].formula, (struct axis){SCALE_LINEAR, -5, 5},
             (struct axis){SCALE_LINEAR, -4, 10});
        struct run r = d.curve.run_n == 1 ? run_at(&d.curve, 0) : (struct run){0};
        if (r.from != rows[i].from || r.to != rows[i].to)
            fail_msg("%s: %zu runs, [%.17g, %.17g]", rows[i].formula, d.curve.run_n, r.from, r.to);
        drawn_free(&d);
    }
}

// Where doubles overflow on the way to a value, nothing is drawn for that: (x^x)' falls without end
// towards 0, and its doubles are +inf at the smallest x.
static void overflows_are_no_values(void **state)
{
    (void)state;
    struct drawn d = {.curve.identity = 1};
    draw_order(&d, "x^x", ORDER_DF, (struct axis){SCALE_LINEAR, -3, 3},
               (struct axis){SCALE_LINEAR, -5, 5});
    assert_int_equal(d.curve.run_n, 1);
    assert_true(run_at(&d.curve, 0).low < -5);
    for (size_t i = 0; i < d.curve.n; i++)
        assert_false(d.curve.vertices[i].y > 0 && d.curve.vertices[i].x < 0.1);
    drawn_free(&d);
}

// What is only steep, bent or rounded is no jump.
static void what_is_continuous_is_one_stroke(void **state)
{
    (void)state;
    static const struct {
        const char *formula;
        double x[2], y[2];
    } rows[] = {
        {"tanh(1e6*x)", {-5, 5}, {-2, 2}},
        {"tanh(1e14*(x-1))", {-5, 5}, {-2, 2}},
        {"1e9*x", {-5, 5}, {-2, 2}},
        {"abs(x)", {-5, 5}, {-1, 5}},
        {"abs(sin(x))", {-9, 9}, {-1, 2}},
        {"cbrt(x)", {-5, 5}, {-2, 2}},
        {"x^3", {1, 1 + 1e-11}, {1, 1 + 3e-11}},
        {"(exp(x)-exp(-x))/(exp(x)+exp(-x))", {-1e-15, 1e-15}, {-1e-15, 1e-15}}, // rounded
        {"sin(1000*x)", {-5, 5}, {-2, 2}},
        {"max(x, 0.1*x)", {-5, 5}, {-1, 5}},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct drawn d = {.curve.identity = 1};
        draw(&d, rows[i].formula, (struct axis){SCALE_LINEAR, rows[i].x[0], rows[i].x[1]},
             (struct axis){SCALE_LINEAR, rows[i].y[0], rows[i].y[1]});
        double last = d.curve.n > 0 ? d.curve.vertices[d.curve.n - 1].x : (double)NAN;
        if (d.curve.dot_n > 0 || d.curve.n == 0)
            fail_msg("%s: %zu runs to %g, %zu dots", rows[i].formula, d.curve.run_n, last,
                     d.curve.dot_n);
        for (size_t k = 1; k < d.curve.run_n; k++) // a run may end where it leaves what is kept
            assert_true(fabs(run_at(&d.curve, k).from) > 0 &&
                        run_at(&d.curve, k).from > run_at(&d.curve, k - 1).to);
        drawn_free(&d);
    }
}

static void a_jump_on_a_log_axis_is_a_gap(void **state)
{
    (void)state;
    struct drawn d = {.curve.identity = 1};
    draw(&d, "if(sin(x) > 0, 1, 1e-9)", (struct axis){SCALE_LINEAR, 2, 4},
         (struct axis){SCALE_LOG, 1e-12, 10});
    assert_int_equal(d.curve.run_n, 2);
    assert_int_equal(d.curve.dot_n, 2);
    drawn_free(&d);
    draw(&d, "floor(x) + 0.5", (struct axis){SCALE_LINEAR, -2, 2.5},
         (struct axis){SCALE_LOG, 1e-3, 10});
    assert_int_equal(d.curve.run_n, 3); // 0.5, 1.5, 2.5
    drawn_free(&d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whole_numbers_are_gaps),
        cmocka_unit_test(poles_run_to_the_edge),
        cmocka_unit_test(ends_are_exact),
        cmocka_unit_test(overflows_are_no_values),
        cmocka_unit_test(what_is_continuous_is_one_stroke),
        cmocka_unit_test(a_jump_on_a_log_axis_is_a_gap),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
