// The polyline against curves that nobody in the program computed: values in 300 bits, at random
// points of random views, down to tails of 1e-300 on log axes. ACTSCOPE_SEED=N repeats a run.
#include "oracle.h"
#include "plot/sample.h"
#include "random.h"

#include <float.h>
#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

#define PROMISE_PIXELS 0.1
#define WIDTH          1280.0
#define HEIGHT         720.0

#ifdef ACTSCOPE_FEW_CASES         // see tests/CMakeLists.txt
enum { VIEWS = 15, POINTS = 60 }; // of each function and order; in each view
#else
enum { VIEWS = 60, POINTS = 60 };
#endif

static const char *const ids[] = {"sigmoid", "tanh",     "gelu",   "gelu_tanh",   "softplus",
                                  "mish",    "silu",     "serf",   "log_sigmoid", "elu",
                                  "selu",    "softsign", "arctan", "gaussian"};

static const struct oracle *oracle_find(const char *id)
{
    const struct oracle *const families[] = {oracles_piecewise, oracles_sigmoidal, oracles_periodic,
                                             oracles_rectifiers, oracles_gated};
    for (size_t i = 0; i < COUNT(families); i++)
        for (const struct oracle *o = families[i]; o->id != NULL; o++)
            if (strcmp(o->id, id) == 0)
                return o;
    return NULL;
}

struct view_case {
    const struct oracle *oracle;
    struct sample_request request;
    double parameters[ACTIVATION_PARAMETERS_MAX];
    struct curve curve;
};

struct spot {
    double x, y;  // pixels from the lower left corner; y is NaN where the axis has no place
    double error; // pixels that a correct value may be off by
};

static double axis_pixel(const struct axis *axis, double pixels, double u)
{
    double low = scale_forward(axis->scale, axis->low);
    return (u - low) * pixels / (scale_forward(axis->scale, axis->high) - low);
}

// The axis coordinate of an exact value; log10 is taken of all of its digits and exponents.
static double exact_forward(enum scale_kind scale, mpfr_t y)
{
    if (scale != SCALE_LOG)
        return scale_forward(scale, mpfr_get_d(y, MPFR_RNDN));
    mpfr_log10(y, y, MPFR_RNDN);
    return mpfr_get_d(y, MPFR_RNDN);
}

static struct spot exact_spot(const struct view_case *c, double x)
{
    struct exact exact = {.k = {1, 1, 1}};
    enum order o = c->request.order;
    mpfr_t at;
    numbers_init(exact.y, ORDER_COUNT);
    numbers_init(&at, 1);
    mpfr_set_d(at, x, MPFR_RNDN);
    c->oracle->evaluate(&exact, at, c->parameters);
    double y = mpfr_get_d(exact.y[o], MPFR_RNDN);
    const struct axis *axis = &c->request.y;
    double units =
        HEIGHT / (scale_forward(axis->scale, axis->high) - scale_forward(axis->scale, axis->low));
    struct spot spot = {
        .x = axis_pixel(&c->request.x, WIDTH, scale_forward(c->request.x.scale, x)),
        .y = axis_pixel(axis, HEIGHT, exact_forward(axis->scale, exact.y[o])),
        .error = 8 * DBL_EPSILON * exact.k[o] * fabs(y) / scale_stretch(axis->scale, y) * units,
    };
    numbers_clear(exact.y, ORDER_COUNT);
    numbers_clear(&at, 1);
    return spot;
}

static double distance_to(const struct view_case *c, const struct spot *spot)
{
    double nearest = HUGE_VAL;
    const struct curve *curve = &c->curve;
    for (size_t run = 0; run < curve->run_n; run++)
        for (size_t i = curve->runs[run]; i + 1 < curve_run_end(curve, run); i++) {
            const struct curve_vertex *v = &curve->vertices[i];
            double ax = axis_pixel(&c->request.x, WIDTH, v[0].u + curve->origin_u) - spot->x;
            double bx = axis_pixel(&c->request.x, WIDTH, v[1].u + curve->origin_u) - spot->x;
            if (bx < -1 || ax > 1)
                continue;
            double ay = axis_pixel(&c->request.y, HEIGHT, v[0].v + curve->origin_v) - spot->y;
            double by = axis_pixel(&c->request.y, HEIGHT, v[1].v + curve->origin_v) - spot->y;
            double dx = bx - ax, dy = by - ay, square = dx * dx + dy * dy;
            double t = square > 0 ? fmin(fmax(-(ax * dx + ay * dy) / square, 0), 1) : 0;
            nearest = fmin(nearest, hypot(ax + t * dx, ay + t * dy));
        }
    return nearest;
}

// Ends of the sampled functions' tails, around 0, and narrow; y as it is fitted, or a log axis that
// goes down as far as the values do.
static bool random_view(struct view_case *c, uint64_t *seed)
{
    double middle = random_sign(seed) * pow(10, random_between(seed, -3, 2.5));
    double length = pow(10, random_between(seed, -3, 3.2));
    double at = random_between(seed, 0, 1), low, high;
    middle = random_below(seed, 3) == 0 ? 0 : middle;
    c->request.x = (struct axis){SCALE_LINEAR, middle - at * length, middle + (1 - at) * length};
    if (!sample_extent(c->request.activation, c->parameters, c->request.order, &c->request.x, &low,
                       &high))
        return false;
    double pad = high > low ? 0.08 * (high - low) : fabs(low) * 0.1 + 1e-3;
    c->request.y = (struct axis){SCALE_LINEAR, low - pad, high + pad};
    if (random_below(seed, 2) && high > 1e-290)
        c->request.y = (struct axis){
            SCALE_LOG, fmax(low, random_below(seed, 2) ? 1e-300 : 1e-12 * high), 1.1 * high};
    return axis_check(&c->request.x, WIDTH, NULL) && axis_check(&c->request.y, HEIGHT, NULL);
}

static void view_is_true(struct view_case *c, uint64_t *seed, uint64_t start, double *worst)
{
    curve_sample(&c->curve, &c->request);
    for (int i = 0; i < POINTS; i++) {
        double x = axis_value(&c->request.x, random_between(seed, 0, 1));
        struct spot spot = exact_spot(c, x);
        if (!(spot.y >= 0 && spot.y <= HEIGHT))
            continue;
        double distance = distance_to(c, &spot);
        *worst = fmax(*worst, distance - spot.error);
        if (!(distance <= PROMISE_PIXELS + spot.error))
            fail_msg("ACTSCOPE_SEED=%" PRIu64 ": %s order %d, x [%.17g, %.17g], y %s [%.17g, "
                     "%.17g]: the true point at x = %.17g, %.3f px, %.3f px is %g px off",
                     start, c->oracle->id, (int)c->request.order, c->request.x.low,
                     c->request.x.high, scale_name(c->request.y.scale), c->request.y.low,
                     c->request.y.high, x, spot.x, spot.y, distance);
    }
}

static void polylines_meet_multiple_precision(void **state)
{
    (void)state;
    uint64_t start = random_seed(), seed = start;
    double worst = 0;
    long views = 0;
    for (size_t i = 0; i < COUNT(ids); i++) {
        struct view_case c = {.oracle = oracle_find(ids[i])};
        int index = activation_find(ids[i]);
        if (index < 0 || c.oracle == NULL)
            fail_msg("no function or no oracle \"%s\"", ids[i]);
        c.request = (struct sample_request){.activation = activation_at(index),
                                            .parameters = c.parameters,
                                            .width = WIDTH,
                                            .height = HEIGHT};
        activation_defaults(c.request.activation, c.parameters);
        for (int view = 0; view < ORDER_COUNT * VIEWS; view++) {
            c.request.order = (enum order)(view % ORDER_COUNT);
            if (!random_view(&c, &seed))
                continue;
            view_is_true(&c, &seed, start, &worst);
            views++;
        }
        curve_free(&c.curve);
    }
    print_message("%ld views of %zu functions, %d points each: at worst %.4f px\n", views,
                  COUNT(ids), POINTS, worst);
    assert_true(views > 10 * VIEWS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(polylines_meet_multiple_precision)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
