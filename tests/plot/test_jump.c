// Jumps, poles and ends of users' formulas, which nobody announced: gaps with dots, at every view.
#include "plot/sample/sample.h"

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

// The same, where neither lies on a double.
static bool has_dot_near(const struct curve *curve, double x, double y, bool filled)
{
    for (size_t i = 0; i < curve->dot_n; i++) {
        const struct curve_dot *dot = &curve->dots[i];
        if (same(dot->x, x) && fabs(dot->y - y) <= 1e-12 && dot->filled == filled)
            return true;
    }
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

#define PI     3.14159265358979323846
#define SQRT_2 1.41421356237309504880

// All dots of a curve, in closed form: once a place and side, filled where the value is, hollow at
// a limit that is none, at the place itself even if no double lies there.
static void dots_are_once_at_their_places(void **state)
{
    (void)state;
    enum { DOTS = 6 };
    static const struct {
        const char *formula;
        enum order order;
        double x[2];
        int n;
        struct {
            double x, y;
            bool filled;
        } dots[DOTS];
    } rows[] = {
        // Ends: 0 is taken on both sides of an arch.
        {"sqrt(sin(x))", 0, {-4, 7}, 4, {{-PI, 0, 1}, {0, 0, 1}, {PI, 0, 1}, {2 * PI, 0, 1}}},
        {"sqrt(x^2-2)", 0, {-3, 3}, 2, {{-SQRT_2, 0, 1}, {SQRT_2, 0, 1}}},
        {"acos(x/1.5)", 0, {-3, 3}, 2, {{-1.5, PI, 1}, {1.5, 0, 1}}},
        {"asin(2*sin(x))", 0, {0, 3}, 2, {{PI / 6, PI / 2, 1}, {5 * PI / 6, PI / 2, 1}}},
        {"sqrt(x)*log(x)", 0, {-1, 2}, 1, {{0, 0, 0}}},
        // Nothing is defined where something divides by 0, though doubles go on.
        {"atan(1/x)", 0, {-3, 3}, 2, {{0, -PI / 2, 0}, {0, PI / 2, 0}}},
        {"atan(1/x)", 1, {-3, 3}, 1, {{0, -1, 0}}},
        {"exp(tan(x))", 0, {1, 2}, 1, {{PI / 2, 0, 0}}},
        {"sigmoid(tan(x))", 0, {1, 2}, 2, {{PI / 2, 1, 0}, {PI / 2, 0, 0}}},
        {"clip(1/x,-2,2)", 0, {-3, 3}, 2, {{0, -2, 0}, {0, 2, 0}}},
        {"min(1/x,x)", 0, {-3, 3}, 1, {{0, 0, 0}}},
        {"exp(-1/x)", 2, {-3, 3}, 1, {{0, 0, 0}}},
        {"1/log(x)", 0, {-1, 3}, 1, {{0, 0, 0}}},
        {"tanh(1/(x^2-2))", 0, {0, 3}, 2, {{SQRT_2, -1, 0}, {SQRT_2, 1, 0}}},
        {"(exp(1/x)-1)/(exp(1/x)+1)", 0, {-3, 3}, 2, {{0, -1, 0}, {0, 1, 0}}},
        {"if(x==0,1,atan(1/x))", 0, {-3, 3}, 3, {{0, -PI / 2, 0}, {0, PI / 2, 0}, {0, 1, 1}}},
        {"1/tan(x)", 0, {1, 2}, 0, {{0, 0, 0}}}, // the cotangent
        // Holes.
        {"sin(3*x)/sin(x)", 2, {-4, 4}, 3, {{-PI, -8, 0}, {0, -8, 0}, {PI, -8, 0}}},
        {"(1+cos(pi*x))/(x-1)^2", 0, {-3, 3}, 1, {{1, PI * PI / 2, 0}}},
        {"sin(pi*x)/(x-1)", 0, {-3, 3}, 1, {{1, -PI, 0}}},
        {"(sin(x)-cos(x))/cos(2*x)", 0, {0, 2}, 1, {{PI / 4, -SQRT_2 / 2, 0}}},
        // Jumps where doubles round to either side, kinks, and values at single points.
        {"floor(x^2)", 0, {-1.6, -1.2}, 2, {{-SQRT_2, 1, 0}, {-SQRT_2, 2, 1}}},
        {"floor(x^2)", 0, {1.2, 1.6}, 2, {{SQRT_2, 1, 0}, {SQRT_2, 2, 1}}},
        {"relu(sin(x))^0.5", 0, {-7, 7}, 0, {{0, 0, 0}}},
        {"floor(sin(x)*3)", 0, {1, 2}, 2, {{PI / 2, 2, 0}, {PI / 2, 3, 1}}},
        {"1/floor(x)+1/ceil(x)", 0, {-1.5, -0.5}, 2, {{-1, -1.5, 0}, {-1, -2, 1}}},
        {"sign(sin(1/x))", 1, {-1, 1}, 0, {{0, 0, 0}}},    // there is no end of them
        {"sign(sin(1000*x))", 0, {-9, 9}, 0, {{0, 0, 0}}}, // too many to be told apart
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct drawn d = {.curve.identity = 1};
        draw_order(&d, rows[i].formula, rows[i].order,
                   (struct axis){SCALE_LINEAR, rows[i].x[0], rows[i].x[1]},
                   (struct axis){SCALE_LINEAR, -12, 12});
        if ((int)d.curve.dot_n != rows[i].n)
            fail_msg("%s, order %d: %zu dots", rows[i].formula, rows[i].order, d.curve.dot_n);
        for (int k = 0; k < rows[i].n; k++)
            if (!has_dot_near(&d.curve, rows[i].dots[k].x, rows[i].dots[k].y,
                              rows[i].dots[k].filled))
                fail_msg("%s, order %d: no %s dot at (%.17g, %.17g)", rows[i].formula,
                         rows[i].order, rows[i].dots[k].filled ? "filled" : "hollow",
                         rows[i].dots[k].x, rows[i].dots[k].y);
        drawn_free(&d);
    }
}

// Dots go on as far as arches do; where they would hide each other, there are none.
static void no_dot_is_missing_far_away(void **state)
{
    (void)state;
    static const double from[] = {-10, 300, 5000, 1e6};
    for (size_t i = 0; i < COUNT(from); i++) {
        struct drawn d = {.curve.identity = 1};
        double first = ceil(from[i] / PI), last = floor((from[i] + 200) / PI);
        draw(&d, "sqrt(sin(x))", (struct axis){SCALE_LINEAR, from[i], from[i] + 720},
             (struct axis){SCALE_LINEAR, -1, 2});
        assert_int_equal(d.curve.dot_n, 0); // less than six pixels apart
        drawn_free(&d);
        draw(&d, "sqrt(sin(x))", (struct axis){SCALE_LINEAR, from[i], from[i] + 200},
             (struct axis){SCALE_LINEAR, -1, 2});
        assert_int_equal(d.curve.dot_n, last - first + 1);
        for (double k = first; k <= last; k++)
            assert_true(has_dot_near(&d.curve, k * PI, 0, true));
        drawn_free(&d);
    }
}

// What rounding makes of a value at a single point is no stroke.
static void there_are_no_specks(void **state)
{
    (void)state;
    static const char *const formulas[] = {"floor(sin(x)*3)", "floor(sin(x)*3)/x", "ceil(cos(x)-2)",
                                           "sign(cos(x)-1)", "floor(2/(1+x^2))"};
    for (size_t i = 0; i < 2 * ORDER_COUNT * COUNT(formulas); i++) {
        const char *formula = formulas[i / (2 * ORDER_COUNT)];
        double reach = i % 2 ? 37 : 10;
        struct drawn d = {.curve.identity = 1};
        draw_order(&d, formula, (enum order)(i / 2 % ORDER_COUNT),
                   (struct axis){SCALE_LINEAR, -reach, reach}, (struct axis){SCALE_LINEAR, -4, 4});
        for (size_t k = 0; k < d.curve.run_n; k++)
            if (!(run_at(&d.curve, k).to - run_at(&d.curve, k).from > 1e-3))
                fail_msg("%s: a run from %.17g to %.17g", formula, run_at(&d.curve, k).from,
                         run_at(&d.curve, k).to);
        drawn_free(&d);
    }
}

// Where doubles underflow on the way, there is no dot, and one stroke.
static void underflow_is_no_hole(void **state)
{
    static const struct {
        const char *formula;
        double low, high;
    } cases[] = {
        {"erfc(x)/exp(-x^2)", 20, 40},
        {"erfc(x)/exp(-x^2)", -3, 40},
        {"log(Phi(x))", -60, 10},
        {"log(sigmoid(x))", -900, 100},
        {"exp(-x)/(exp(-x) + exp(-2*x))", -900, 900},
        {"exp(-x^2)/(exp(-x^2) + exp(-(x-1)^2))", -60, 60},
        {"2^x/(2^x + 3^x)", -1200, 1200},
        {"sqrt(exp(-x) + exp(-3*x))/exp(-x/2)", -20, 1600},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        for (enum order order = ORDER_F; order < ORDER_COUNT; order++) {
            struct drawn d = {0};
            draw_order(&d, cases[i].formula, order,
                       (struct axis){.low = cases[i].low, .high = cases[i].high},
                       (struct axis){.low = -3000, .high = 3000});
            if (d.curve.dot_n != 0 || d.curve.run_n != 1)
                fail_msg("%s, order %d: %zu dots, %zu runs", cases[i].formula, (int)order,
                         d.curve.dot_n, d.curve.run_n);
            drawn_free(&d);
        }
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
        cmocka_unit_test(dots_are_once_at_their_places),
        cmocka_unit_test(no_dot_is_missing_far_away),
        cmocka_unit_test(there_are_no_specks),
        cmocka_unit_test(underflow_is_no_hole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
