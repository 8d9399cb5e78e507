// Sampling by example: gaps and dots, what covers a view, what a log axis leaves out, how few
// vertices there are and how long it takes, and the extent. Random views are in test_sample.c.
#include "activation/own.h"
#include "picture.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <time.h>

static void views_outside_are_not_covered(void **state)
{
    (void)state;
    const struct axis x = {SCALE_LINEAR, -5, 5}, y = {SCALE_LINEAR, -1, 2};
    static const struct {
        double margin, x[2], y[2], width;
        bool covers;
    } rows[] = {
        {0, {-5, 5}, {-1, 2}, 1280, true},
        {0, {-5.1, 4.9}, {-1, 2}, 1280, false}, // panned, without a margin
        {0.5, {-5.1, 4.9}, {-1, 2}, 1280, true},
        {0.5, {-10, 0}, {-1, 2}, 1280, true}, // half a view is what the margin is
        {0.5, {-10.1, -0.1}, {-1, 2}, 1280, false},
        {0.5, {-9, 9}, {-1, 2}, 1280, true},
        {0.5, {-11, 11}, {-1, 2}, 1280, false}, // zoomed out
        {0.5, {-4, 4}, {-1, 2}, 1280, true},
        {0.5, {-2, 2}, {-1, 2}, 1280, false}, // zoomed in: the tolerance would show
        {0.5, {-0.01, 0.01}, {-1, 2}, 1280, false},
        {0.5, {-5, 5}, {0, 1}, 1280, false},
        {0.5, {-5, 5}, {-0.5, 2}, 1280, true},
        {0.5, {-5, 5}, {0, 3}, 1280, true},
        {0.5, {-5, 5}, {9, 12}, 1280, false}, // above what was kept
        {0.5, {-5, 5}, {-12, -9}, 1280, false},
        {0.5, {-5, 5}, {-1, 2}, 3840, false}, // a larger window
        {0.5, {-5, 5}, {-1, 2}, 300, false},  // a smaller one
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct picture p = picture_of("sigmoid", ORDER_F, x, y);
        p.request.margin = rows[i].margin;
        picture_sample(&p);
        p.request.x = (struct axis){SCALE_LINEAR, rows[i].x[0], rows[i].x[1]};
        p.request.y = (struct axis){SCALE_LINEAR, rows[i].y[0], rows[i].y[1]};
        p.request.width = rows[i].width;
        if (curve_covers(&p.curve, &p.request) != rows[i].covers)
            fail_msg("row %zu", i);
        curve_free(&p.curve);
    }
}

static void a_curve_never_sampled_covers_nothing(void **state)
{
    (void)state;
    struct picture p = picture_of("tanh", ORDER_F, (struct axis){SCALE_LINEAR, -5, 5},
                                  (struct axis){SCALE_LINEAR, -1, 1});
    picture_measure(&p);
    assert_false(curve_covers(&p.curve, &p.request));
}

// --- By example

static void a_jump_is_a_gap_with_two_dots(void **state)
{
    (void)state;
    static const struct {
        const char *id;
        enum order order;
        double left, right;
    } rows[] = {
        {"step", ORDER_F, 0, 1},
        {"relu", ORDER_DF, 0, 1},
        {"leaky_relu", ORDER_DF, 0.01, 1},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct picture p = picture_of(rows[i].id, rows[i].order, (struct axis){SCALE_LINEAR, -5, 5},
                                      (struct axis){SCALE_LINEAR, -1, 2});
        picture_sample(&p);
        const struct curve *c = &p.curve;
        assert_int_equal(c->run_n, 2);
        assert_int_equal(c->n, 4);
        const double expected[4][2] = {
            {-5, rows[i].left}, {0, rows[i].left}, {0, rows[i].right}, {5, rows[i].right}};
        for (int j = 0; j < 4; j++) {
            assert_true(c->vertices[j].x == expected[j][0]);
            assert_true(c->vertices[j].y == expected[j][1]);
        }
        assert_int_equal(c->dot_n, 2);
        assert_false(dot_at(c, 0, rows[i].left)->filled);
        assert_true(dot_at(c, 0, rows[i].right)->filled);
        curve_free(&p.curve);
    }
}

// A picture of a user's formula, over the axes of `p`.
static void picture_of_formula(struct picture *p, struct own *own, const char *formula)
{
    assert_true(own_formula(own, formula, NULL));
    p->request.activation = &own->activation;
    picture_sample(p);
}

// A hole at 0 whose value lies elsewhere, and a jump at 1 whose value is neither limit.
static void a_hole_and_a_value_between_get_their_dots(void **state)
{
    (void)state;
    struct own own = {0};
    struct picture p = picture_of("step", ORDER_F, (struct axis){SCALE_LINEAR, -5, 5},
                                  (struct axis){SCALE_LINEAR, -1, 2});
    picture_of_formula(&p, &own, "if(x == 0, 1, if(x == 1, 0.5, if(x > 1, 1, 0)))");
    const struct curve *c = &p.curve;
    assert_int_equal(c->dot_n, 5);
    assert_false(dot_at(c, 0, 0)->filled);
    assert_true(dot_at(c, 0, 1)->filled);
    assert_false(dot_at(c, 1, 0)->filled);
    assert_true(dot_at(c, 1, 0.5)->filled);
    assert_false(dot_at(c, 1, 1)->filled);
    assert_int_equal(c->run_n, 2);
    curve_free(&p.curve);
    own_clear(&own);
}

// A needle narrower than the tolerance: both of its sides lie on one upright line, and it must not
// be cut off for that.
static void a_needle_keeps_its_tip(void **state)
{
    (void)state;
    static const char *const needles[] = {
        "max(0, 1-abs(x-0.1)/0.0003)",
        "exp(-1e10*(x-0.123456)^2)",
        "1/(1+1e14*(x+7.7)^2)",
        "if(abs(x-3.3) < 1e-9, 1, 0)",
    };
    for (size_t i = 0; i < COUNT(needles); i++) {
        struct own own = {0};
        struct picture p = picture_of("step", ORDER_F, (struct axis){SCALE_LINEAR, -10, 10},
                                      (struct axis){SCALE_LINEAR, -1, 2});
        picture_of_formula(&p, &own, needles[i]);
        double top = 0;
        for (size_t k = 0; k < p.curve.n; k++)
            top = fmax(top, p.curve.vertices[k].y);
        if (!(fabs(top - 1) * p.unit_y < PROMISE_PIXELS))
            fail_msg("%s: drawn up to %g", needles[i], top);
        curve_free(&p.curve);
        own_clear(&own);
    }
}

// Where a condition fills a hole at one point, the slopes there are those beside it.
static void a_filled_hole_leaves_no_line(void **state)
{
    (void)state;
    static const struct {
        const char *formula;
        enum order order;
        double x, y;
    } rows[] = {
        {"if(x == 0, 1, sin(x)/x)", ORDER_DF, 0, 0},
        {"if(x == 0, 1, sin(x)/x)", ORDER_D2F, 0, -1.0 / 3},
        {"if(x == 0, 1, (exp(x)-1)/x)", ORDER_DF, 0, 0.5},
        {"if(x == 0, 1, (exp(x)-1)/x)", ORDER_D2F, 0, 1.0 / 3},
        {"if(x == 1, 1, log(x)/(x-1))", ORDER_DF, 1, -0.5},
        {"if(x == 1, 1, log(x)/(x-1))", ORDER_D2F, 1, 2.0 / 3},
        {"if(x == 0, 0.5, (1-cos(x))/x^2)", ORDER_D2F, 0, -1.0 / 12},
        {"if(x == -2, -4, (x^2-4)/(x+2))", ORDER_DF, -2, 1},
        {"if(x == 0.5, 0.25, x^2)", ORDER_DF, 0.5, 1},
        {"if(x == 0.5, 0.25, x^2)", ORDER_D2F, 0.5, 2},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct own own = {0};
        struct picture p = picture_of("step", rows[i].order, (struct axis){SCALE_LINEAR, -6, 6},
                                      (struct axis){SCALE_LINEAR, -3, 3});
        picture_of_formula(&p, &own, rows[i].formula);
        for (size_t k = 0; k < p.curve.n; k++)
            if (fabs(p.curve.vertices[k].x - rows[i].x) < 1e-3 &&
                fabs(p.curve.vertices[k].y - rows[i].y) > 0.01)
                fail_msg("%s, order %d: %g at %.17g", rows[i].formula, (int)rows[i].order,
                         p.curve.vertices[k].y, p.curve.vertices[k].x);
        curve_free(&p.curve);
        own_clear(&own);
    }
}

// A spike of f', where parts of it overflow everywhere else: it goes through the view both ways.
static void spikes_among_overflows_are_found(void **state)
{
    (void)state;
    static const char *const formulas[] = {
        "sech(1e5*(x+2))",
        "1/cosh(1e5*(x-1/3))^2",
        "exp(1e5*(x+2))/(1+exp(1e5*(x+2)))^2",
        "1/(exp(1e5*(x+2))+exp(-1e5*(x+2)))",
        "3^(-1e9*(x-1.7)^2)",
        "1/(1+cosh(3e6*(x+0.1)))",
    };
    for (size_t i = 0; i < COUNT(formulas); i++) {
        struct own own = {0};
        struct picture p = picture_of("step", ORDER_DF, (struct axis){SCALE_LINEAR, -5, 5},
                                      (struct axis){SCALE_LINEAR, -1.2, 1.2});
        picture_of_formula(&p, &own, formulas[i]);
        double least = 0, most = 0;
        for (size_t k = 0; k < p.curve.n; k++) {
            least = fmin(least, p.curve.vertices[k].y);
            most = fmax(most, p.curve.vertices[k].y);
        }
        if (!(least < -1.2 && most > 1.2))
            fail_msg("%s: drawn from %g to %g", formulas[i], least, most);
        curve_free(&p.curve);
        own_clear(&own);
    }
}

static void a_log_axis_leaves_out_what_is_not_positive(void **state)
{
    (void)state;
    static const struct {
        const char *id;
        enum order order;
        double low, high; // where there is something to see
    } rows[] = {
        {"tanh", ORDER_F, 0, 5},       {"tanh", ORDER_D2F, -5, 0}, {"relu", ORDER_F, 0, 5},
        {"leaky_relu", ORDER_F, 0, 5}, {"step", ORDER_F, 0, 5},    {"sigmoid", ORDER_D2F, -5, 0},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct picture p = picture_of(rows[i].id, rows[i].order, (struct axis){SCALE_LINEAR, -5, 5},
                                      (struct axis){SCALE_LOG, 1e-6, 10});
        picture_sample(&p);
        assert_true(p.curve.n >= 2);
        assert_int_equal(p.curve.run_n, 1);
        assert_false(p.curve.nothing_positive);
        for (size_t j = 0; j < p.curve.n; j++) {
            assert_true(p.curve.vertices[j].x >= rows[i].low);
            assert_true(p.curve.vertices[j].x <= rows[i].high);
            assert_true(p.curve.vertices[j].y > 0);
        }
        curve_free(&p.curve);
    }
}

static void nothing_positive_is_told(void **state)
{
    (void)state;
    struct picture p = picture_of("relu", ORDER_D2F, (struct axis){SCALE_LINEAR, -5, 5},
                                  (struct axis){SCALE_LOG, 1e-6, 10});
    picture_sample(&p);
    assert_true(p.curve.nothing_positive);
    assert_int_equal(p.curve.n, 0);
    assert_int_equal(p.curve.run_n, 0);
    // A curve that is merely out of sight is not absent.
    p.request.activation = activation_at(activation_find("sigmoid"));
    p.request.order = ORDER_F;
    p.request.y = (struct axis){SCALE_LOG, 1e5, 1e7};
    picture_sample(&p);
    assert_false(p.curve.nothing_positive);
    p.request.y = (struct axis){SCALE_LINEAR, 5, 7};
    picture_sample(&p);
    assert_false(p.curve.nothing_positive);
    curve_free(&p.curve);
}

static void the_tail_of_the_gradient_is_followed_down(void **state)
{
    (void)state;
    struct picture p = picture_of("sigmoid", ORDER_DF, (struct axis){SCALE_LINEAR, -690, 690},
                                  (struct axis){SCALE_LOG, 1e-300, 1});
    picture_sample(&p);
    assert_int_equal(p.curve.run_n, 1);
    assert_true(p.curve.vertices[0].x == -690);
    assert_true(p.curve.n < 30); // two straight lines and a round top
    curve_free(&p.curve);
}

static void sampling_again_counts_and_keeps_the_identity(void **state)
{
    (void)state;
    struct picture p = picture_of("tanh", ORDER_F, (struct axis){SCALE_LINEAR, -5, 5},
                                  (struct axis){SCALE_LINEAR, -1, 1});
    p.curve.identity = 7;
    picture_sample(&p);
    uint64_t revision = p.curve.revision;
    size_t n = p.curve.n;
    assert_true(revision > 0);
    picture_sample(&p);
    assert_true(p.curve.revision > revision);
    assert_int_equal(p.curve.identity, 7);
    assert_int_equal(p.curve.n, n);
    curve_free(&p.curve);
}

static void dashes_begin_at_zero(void **state)
{
    (void)state;
    for (double low = -9; low < 0; low += 0.7) {
        struct picture p =
            picture_of("sigmoid", ORDER_DF, (struct axis){SCALE_LINEAR, low, low + 10},
                       (struct axis){SCALE_LINEAR, -1, 1});
        picture_sample(&p);
        assert_true(p.curve.vertices[p.curve.anchor].x == 0);
        curve_free(&p.curve);
    }
}

// --- Few vertices, and quickly

static const struct {
    const char *id;
    enum order order;
    double x[2], y[2];
    size_t most;
} articles[] = {
    {"step", ORDER_F, {-5, 5}, {-0.08, 1.08}, 4},
    {"sigmoid", ORDER_F, {-5, 5}, {-0.08, 1.08}, 200},
    {"sigmoid", ORDER_DF, {-5, 5}, {-0.02, 0.27}, 200},
    {"sigmoid", ORDER_D2F, {-5, 5}, {-0.1, 0.1}, 200},
    {"tanh", ORDER_F, {-5, 5}, {-1.1, 1.1}, 200},
    {"tanh", ORDER_DF, {-5, 5}, {-0.1, 1.1}, 200},
    {"tanh", ORDER_D2F, {-5, 5}, {-0.9, 0.9}, 200},
    {"relu", ORDER_F, {-5, 5}, {-0.5, 5.5}, 3},
    {"relu", ORDER_DF, {-5, 5}, {-0.5, 1.5}, 4},
    {"leaky_relu", ORDER_F, {-5, 5}, {-0.5, 5.5}, 3},
    {"sigmoid", ORDER_F, {-1e300, 1e300}, {-0.1, 1.1}, 40},
    {"tanh", ORDER_F, {-1e-12, 1e-12}, {-1e-12, 1e-12}, 4},
    {"sinusoid", ORDER_F, {-1e92, 1e92}, {-1.1, 1.1}, 8 * 1280},
    {"snake", ORDER_DF, {-1000, 1000}, {-0.2, 2.2}, 8 * 1280},
};

static struct picture article(size_t i)
{
    return picture_of(articles[i].id, articles[i].order,
                      (struct axis){SCALE_LINEAR, articles[i].x[0], articles[i].x[1]},
                      (struct axis){SCALE_LINEAR, articles[i].y[0], articles[i].y[1]});
}

static void smooth_curves_need_few_vertices(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(articles); i++) {
        struct picture p = article(i);
        picture_sample(&p);
        print_message("%-10s order %d over [%g, %g]: %zu vertices\n", articles[i].id,
                      (int)articles[i].order, articles[i].x[0], articles[i].x[1], p.curve.n);
        // Points of interest are vertices even on a straight line.
        assert_true(p.curve.n <= articles[i].most + (size_t)p.mark_n);
        curve_free(&p.curve);
    }
}

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

// For the eye only: no test fails because a machine was busy.
static void the_time_it_takes(void **state)
{
    (void)state;
    const double enough = 0.02;
    for (size_t i = 0; i < COUNT(articles); i++) {
        struct picture p = article(i);
        p.request.margin = 0.5;
        picture_sample(&p);
        double start = seconds();
        int n = 0;
        for (; n == 0 || seconds() - start < enough; n++)
            curve_sample(&p.curve, &p.request);
        print_message("%-10s order %d over [%g, %g]: %.1f µs\n", articles[i].id,
                      (int)articles[i].order, articles[i].x[0], articles[i].x[1],
                      (seconds() - start) / n * 1e6);
        curve_free(&p.curve);
    }
}

// Several jumps or kinks in every pixel column.
static void crowded_columns_need_few_vertices(void **state)
{
    (void)state;
    static const struct {
        const char *formula;
        enum order order;
        struct axis x, y;
    } rows[] = {
        {"max(sin(x), cos(2*x))",
         ORDER_D2F,
         {SCALE_LINEAR, -332.6, 0},
         {SCALE_SYMLOG, -4.64, 4.64}},
        {"min(tan(x), 2)", ORDER_DF, {SCALE_LINEAR, -247.2, -42.9}, {SCALE_LOG, 3.67e11, 4.03e20}},
        {"exp(tan(x))", ORDER_DF, {SCALE_LINEAR, -108.3, 110.1}, {SCALE_SYMLOG, -9.6e41, 1.3e43}},
        {"abs(sin(x))", ORDER_DF, {SCALE_LINEAR, -200, 100}, {SCALE_LINEAR, -2, 2}},
        {"floor(2*x)", ORDER_F, {SCALE_LINEAR, -50, 50}, {SCALE_LINEAR, -100, 100}},
        {"sign(sin(x))*x", ORDER_F, {SCALE_LINEAR, -200, 100}, {SCALE_LINEAR, -100, 100}},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct own own = {0};
        struct picture p = picture_of("step", rows[i].order, rows[i].x, rows[i].y);
        p.request.width = 40;
        p.request.height = 30;
        p.request.margin = 0.5;
        picture_of_formula(&p, &own, rows[i].formula);
        print_message("%s: %zu vertices\n", rows[i].formula, p.curve.n);
        assert_true((double)p.curve.n <= 12 * p.request.width * (1 + 2 * p.request.margin));
        curve_free(&p.curve);
        own_clear(&own);
    }
}

// Two decades before the end of zooming, the values' last digits are larger than the tolerance.
static void rounding_errors_are_not_followed(void **state)
{
    (void)state;
    static const struct {
        struct axis x, y;
    } rows[] = {
        {{SCALE_LINEAR, 0.0085484276242385852, 0.0085484279159526704},
         {SCALE_SYMLOG, 0.9999269279396501, 0.99992692794543514}},
        {{SCALE_LINEAR, 0.00854842762424, 0.00854842764757},
         {SCALE_LINEAR, 0.9999269279450, 0.9999269279454351}},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct picture p = picture_of("tanh", ORDER_DF, rows[i].x, rows[i].y);
        assert_true(axis_check(&p.request.y, p.request.height, NULL));
        picture_sample(&p);
        print_message("%zu vertices\n", p.curve.n);
        assert_true(p.curve.n < 100);
        curve_free(&p.curve);
    }
}

// Where a log axis goes on beyond the doubles, so does what is kept of a curve above the view.
static void cuts_beyond_the_doubles_are_finite(void **state)
{
    (void)state;
    struct picture p = picture_of("leaky_relu", ORDER_F, (struct axis){SCALE_SYMLOG, -7e264, 1e264},
                                  (struct axis){SCALE_SYMLOG, -8e273, 6e272});
    p.parameters[0] = 1e9;
    p.request.margin = 0.5;
    picture_sample(&p);
    vertices_are_in_order_and_moderate(&p);
    curve_free(&p.curve);
}

// --- The extent

static void the_extent_is_exact(void **state)
{
    (void)state;
    const double sqrt3 = sqrt(3);
    const struct {
        const char *id;
        enum order order;
        struct axis x;
        double low, high;
    } rows[] = {
        {"sigmoid", ORDER_F, {SCALE_LINEAR, -5, 5}, 1 / (1 + exp(5)), 1 / (1 + exp(-5))},
        {"sigmoid", ORDER_DF, {SCALE_LINEAR, -1e6, 3e6}, 0, 0.25}, // a peak between the samples
        {"tanh", ORDER_D2F, {SCALE_LINEAR, -1e300, 1e300}, -4 * sqrt3 / 9, 4 * sqrt3 / 9},
        {"sigmoid", ORDER_DF, {SCALE_LINEAR, 0, 1e9}, 0, 0.25}, // the ends belong to it
        {"sigmoid", ORDER_DF, {SCALE_LINEAR, -1e9, 0}, 0, 0.25},
        {"tanh", ORDER_DF, {SCALE_SYMLOG, -1e5, 1e300}, 0, 1},
        {"relu", ORDER_F, {SCALE_LINEAR, -5, 5}, 0, 5},
        {"relu", ORDER_F, {SCALE_LOG, 1e-3, 1e3}, 1e-3, 1e3},
        {"relu", ORDER_F, {SCALE_LINEAR, -5, -4}, 0, 0},
        {"leaky_relu", ORDER_F, {SCALE_LINEAR, -5, 5}, -0.05, 5},
        {"leaky_relu", ORDER_DF, {SCALE_LINEAR, -1, 1}, 0.01, 1},
        {"relu", ORDER_DF, {SCALE_LINEAR, 1, 5}, 1, 1},
        {"step", ORDER_F, {SCALE_LINEAR, -1e-300, 1}, 0, 1},
        {"step", ORDER_F, {SCALE_LINEAR, -1, 0}, 0, 1}, // a jump at the edge shows both its dots
        {"step", ORDER_F, {SCALE_LINEAR, 0, 1}, 0, 1},
        {"step", ORDER_DF, {SCALE_LINEAR, -1, 1}, 0, 0},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        const struct activation *activation = activation_at(activation_find(rows[i].id));
        double parameters[ACTIVATION_PARAMETERS_MAX], low, high;
        activation_defaults(activation, parameters);
        assert_true(sample_extent(activation, parameters, rows[i].order, &rows[i].x, &low, &high));
        if (!(fabs(low - rows[i].low) <= 1e-15 * fabs(rows[i].low) &&
              fabs(high - rows[i].high) <= 1e-15 * fabs(rows[i].high)))
            fail_msg("row %zu: [%.17g, %.17g], expected [%.17g, %.17g]", i, low, high, rows[i].low,
                     rows[i].high);
    }
}

static void nothing_finite_has_no_extent_and_no_vertices(void **state)
{
    (void)state;
    const struct axis x = {SCALE_LINEAR, -1, 1}, y = {SCALE_LINEAR, -1, 1};
    static const char *const formulas[] = {"x*0+nan", "x*0+inf", "x*0-inf", "sqrt(-1-x^2)"};
    for (size_t i = 0; i < COUNT(formulas); i++) {
        struct own own = {0};
        struct picture p = picture_of("step", ORDER_F, x, y);
        picture_of_formula(&p, &own, formulas[i]);
        double low, high;
        assert_false(sample_extent(&own.activation, p.parameters, ORDER_F, &x, &low, &high));
        assert_int_equal(p.curve.n, 0);
        assert_int_equal(p.curve.run_n, 0);
        curve_free(&p.curve);
        own_clear(&own);
    }
}

// A fit does not show rounding errors as if they were a curve, but what is small, or narrow.
static void fits_show_what_is_there(void **state)
{
    (void)state;
    static const struct {
        const char *formula;
        enum order order;
        double low, high, within;
    } rows[] = {
        {"tanh(x)-(exp(x)-exp(-x))/(exp(x)+exp(-x))", ORDER_F, 0, 0, 0},
        {"tanh(x)-(exp(x)-exp(-x))/(exp(x)+exp(-x))", ORDER_DF, 0, 0, 0},
        {"tanh(x)-(exp(x)-exp(-x))/(exp(x)+exp(-x))", ORDER_D2F, 0, 0, 0},
        {"sin(x)^2+cos(x)^2", ORDER_F, 1, 1, 1e-15},
        {"3*sin(x)^2+3*cos(x)^2-3", ORDER_F, 0, 0, 0},
        {"asin(sin(x))", ORDER_D2F, 0, 0, 0},
        {"exp(log(x))", ORDER_D2F, 0, 0, 0},
        {"tan(atan(x))", ORDER_D2F, 0, 0, 0},
        {"(x+1)^2-x^2-2*x", ORDER_F, 1, 1, 1e-15},
        {"1e-14*sin(x)", ORDER_F, -1e-14, 1e-14, 1e-18},
        {"1+1e-14*sin(x)", ORDER_DF, -1e-14, 1e-14, 2e-16},
        {"1e-300*x", ORDER_F, -5e-300, 5e-300, 0},
        {"exp(-1e10*(x-0.123456)^2)", ORDER_F, 0, 1, 0.01},
        {"exp(-1e8*(x-0.123456)^2)+exp(-1e8*(x-3.21)^2)", ORDER_F, 0, 1, 0.01},
        {"1/cosh(3e4*(x-1.1))", ORDER_DF, -15000, 15000, 150},
        {"1/cosh(4e3*(x+0.777))^2", ORDER_DF, -3079.2, 3079.2, 31}, // 4/sqrt(27) times 4000
        {"sech(5e4*(x+1))^3", ORDER_DF, -48714, 48714, 490},        // 1.5 times 0.75^1.5
        {"exp(1000*x)", ORDER_F, 0, DBL_MAX, 0.01 * DBL_MAX},       // as far as doubles go
        {"sin(3*(x+2000))/sin(x+2000)", ORDER_DF, -4, 4, 0.05},     // 0/0 where no break is known
        {"sin(3*(x+2000))/sin(x+2000)", ORDER_D2F, -8, 8, 0.1},
        {"(exp(x)-1)/x", ORDER_DF, 0.0383829, 23.7861, 1e-4}, // (e^x (x - 1) + 1)/x^2
        {"(1/x)^x", ORDER_F, 0.00032, 1.4446679, 1e-7},       // no single points; e^(1/e) at 1/e
        {"x+sign(x)", ORDER_DF, 0, 1, 0},                     // room for an arrow up from 0
        {"x-sign(x)", ORDER_DF, -0.2, 1, 1e-12},
        {"sign(x)-x^2/10", ORDER_DF, -1, 1, 0},
        {"abs(x)*(x-3)", ORDER_D2F, -2, 2, 0}, // f' jumps by -6
        {"floor(x)", ORDER_F, -5, 5, 0},
        {"x == 1", ORDER_F, 0, 1, 0},
    };
    const struct axis x = {SCALE_LINEAR, -5, 5}, y = {SCALE_LINEAR, -1, 1};
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct own own = {0};
        struct picture p = picture_of("step", ORDER_F, x, y);
        double low = NAN, high = NAN;
        picture_of_formula(&p, &own, rows[i].formula);
        assert_true(sample_fit_extent(&own.activation, p.parameters, rows[i].order, SCALE_LINEAR,
                                      &x, &low, &high));
        if (!(fabs(low - rows[i].low) <= rows[i].within &&
              fabs(high - rows[i].high) <= rows[i].within))
            fail_msg("%s, order %d: [%.17g, %.17g], expected [%.17g, %.17g]", rows[i].formula,
                     (int)rows[i].order, low, high, rows[i].low, rows[i].high);
        curve_free(&p.curve);
        own_clear(&own);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(views_outside_are_not_covered),
        cmocka_unit_test(a_curve_never_sampled_covers_nothing),
        cmocka_unit_test(a_jump_is_a_gap_with_two_dots),
        cmocka_unit_test(a_hole_and_a_value_between_get_their_dots),
        cmocka_unit_test(a_needle_keeps_its_tip),
        cmocka_unit_test(spikes_among_overflows_are_found),
        cmocka_unit_test(a_filled_hole_leaves_no_line),
        cmocka_unit_test(a_log_axis_leaves_out_what_is_not_positive),
        cmocka_unit_test(nothing_positive_is_told),
        cmocka_unit_test(the_tail_of_the_gradient_is_followed_down),
        cmocka_unit_test(sampling_again_counts_and_keeps_the_identity),
        cmocka_unit_test(dashes_begin_at_zero),
        cmocka_unit_test(smooth_curves_need_few_vertices),
        cmocka_unit_test(the_time_it_takes),
        cmocka_unit_test(crowded_columns_need_few_vertices),
        cmocka_unit_test(rounding_errors_are_not_followed),
        cmocka_unit_test(cuts_beyond_the_doubles_are_finite),
        cmocka_unit_test(the_extent_is_exact),
        cmocka_unit_test(nothing_finite_has_no_extent_and_no_vertices),
        cmocka_unit_test(fits_show_what_is_there),
    };
    cmocka_set_test_filter(getenv("ACTSCOPE_ONLY")); // NULL for all
    return cmocka_run_group_tests(tests, NULL, NULL);
}
