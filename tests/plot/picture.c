#include "picture.h"

#include "activation/own.h"
#include "random.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

// --- A request, and what it means in pixels

double spacing(double value)
{
    return nextafter(fabs(value), INFINITY) - fabs(value);
}

// The last digit of an axis coordinate and that of a value, both in axis coordinates, at one end.
static double last_digit(const struct axis *axis, double value)
{
    double digit = spacing(value) / scale_stretch(axis->scale, value);
    return axis->scale == SCALE_LINEAR ? digit : digit + spacing(scale_forward(axis->scale, value));
}

static double last_digits(const struct axis *axis)
{
    return fmax(last_digit(axis, axis->low), last_digit(axis, axis->high));
}

double value_at(const struct picture *p, double x)
{
    return activation_value(p->request.activation, p->parameters, p->request.order, x);
}

static bool is_marked(const struct picture *p)
{
    return p->marked == p->request.activation &&
           memcmp(p->marked_with, p->parameters, sizeof p->parameters) == 0;
}

// Breaks and points of interest, which depend on the function and its parameters alone.
static void picture_mark(struct picture *p)
{
    const struct sample_request *r = &p->request;
    p->marked = r->activation;
    memcpy(p->marked_with, p->parameters, sizeof p->parameters);
    p->break_n = r->activation->expression == NULL
                     ? activation_breaks(r->activation, p->parameters, p->breaks)
                     : expression_breaks(r->activation->expression, p->parameters, p->breaks,
                                         EXPRESSION_BREAKS_MAX);
    p->mark_n = 0;
    for (int i = 0; i < p->break_n; i++)
        p->marks[p->mark_n++] = p->breaks[i].x;
    struct activation_point points[ACTIVATION_POINTS_MAX];
    int n = activation_points(r->activation, p->parameters, points);
    for (int i = 0; i < n; i++)
        p->marks[p->mark_n++] = points[i].x;
}

void picture_measure(struct picture *p)
{
    struct sample_request *r = &p->request;
    r->parameters = p->parameters;
    p->ul = scale_forward(r->x.scale, r->x.low);
    p->vl = scale_forward(r->y.scale, r->y.low);
    p->unit_x = r->width / (scale_forward(r->x.scale, r->x.high) - p->ul);
    p->unit_y = r->height / (scale_forward(r->y.scale, r->y.high) - p->vl);
    p->grain = last_digits(&r->x) * p->unit_x + last_digits(&r->y) * p->unit_y;
    if (!is_marked(p))
        picture_mark(p);
}

struct picture picture_of(const char *id, enum order order, struct axis x, struct axis y)
{
    struct picture p = {.request = {.activation = activation_at(activation_find(id)),
                                    .order = order,
                                    .x = x,
                                    .y = y,
                                    .width = 1280,
                                    .height = 720}};
    activation_defaults(p.request.activation, p.parameters);
    return p;
}

void picture_sample(struct picture *p)
{
    picture_measure(p);
    curve_sample(&p->curve, &p->request);
}

struct pixel pixel_at(const struct picture *p, double x, double y)
{
    return (struct pixel){(scale_forward(p->request.x.scale, x) - p->ul) * p->unit_x,
                          (scale_forward(p->request.y.scale, y) - p->vl) * p->unit_y};
}

struct pixel vertex_pixel(const struct picture *p, size_t i)
{
    const struct curve_vertex *v = &p->curve.vertices[i];
    return (struct pixel){(p->curve.origin_u - p->ul + v->u) * p->unit_x,
                          (p->curve.origin_v - p->vl + v->v) * p->unit_y};
}

bool visible(const struct picture *p, struct pixel at)
{
    return at.x >= 0 && at.x <= p->request.width && at.y >= 0 && at.y <= p->request.height;
}

void picture_print(const struct picture *p)
{
    const struct sample_request *r = &p->request;
    print_error("%s(%g), order %d, %gx%g, margin %g\n  x %s [%.17g, %.17g]\n"
                "  y %s [%.17g, %.17g]\n  %zu vertices in %zu runs\n",
                r->activation->id, p->parameters[0], (int)r->order, r->width, r->height, r->margin,
                scale_name(r->x.scale), r->x.low, r->x.high, scale_name(r->y.scale), r->y.low,
                r->y.high, p->curve.n, p->curve.run_n);
}

// --- Distances in pixels

double distance_to_segment(struct pixel p, struct pixel a, struct pixel b)
{
    double bx = b.x - a.x, by = b.y - a.y, px = p.x - a.x, py = p.y - a.y;
    double square = bx * bx + by * by;
    double t = square > 0 ? fmin(fmax((px * bx + py * by) / square, 0), 1) : 0;
    return hypot(px - t * bx, py - t * by);
}

// The first vertex of a run at or right of x; its end if there is none.
static size_t run_search(const struct picture *p, size_t from, size_t end, double x)
{
    while (from < end) {
        size_t middle = from + (end - from) / 2;
        if (vertex_pixel(p, middle).x < x)
            from = middle + 1;
        else
            end = middle;
    }
    return from;
}

static double distance_to_run(const struct picture *p, size_t run, struct pixel at)
{
    size_t first = p->curve.runs[run], end = curve_run_end(&p->curve, run);
    size_t i = run_search(p, first, end, at.x - 2);
    i = i > first ? i - 1 : first;
    double nearest = HUGE_VAL;
    for (; i < end; i++) {
        struct pixel a = vertex_pixel(p, i), b = i + 1 < end ? vertex_pixel(p, i + 1) : a;
        if (a.x > at.x + 2)
            break;
        nearest = fmin(nearest, distance_to_segment(at, a, b));
    }
    return nearest;
}

double distance_to_polyline(const struct picture *p, struct pixel at)
{
    double nearest = HUGE_VAL;
    for (size_t run = 0; run < p->curve.run_n; run++)
        nearest = fmin(nearest, distance_to_run(p, run, at));
    return nearest;
}

const struct activation_break *break_at(const struct picture *p, double x)
{
    for (int i = 0; i < p->break_n; i++)
        if (p->breaks[i].x == x)
            return &p->breaks[i];
    return NULL;
}

const struct curve_dot *dot_at(const struct curve *c, double x, double y)
{
    for (size_t i = 0; i < c->dot_n; i++)
        if (c->dots[i].x == x && c->dots[i].y == y)
            return &c->dots[i];
    return NULL;
}

void vertices_are_in_order_and_moderate(const struct picture *p)
{
    const struct curve *c = &p->curve;
    double far_x = p->request.width * (0.5 + p->request.margin) + 1;
    double far_y = p->request.height * (1.5 + p->request.margin) + 1;
    for (size_t run = 0; run < c->run_n; run++) {
        REQUIRE(p, c->runs[run] < curve_run_end(c, run), "run %zu is empty", run);
        for (size_t i = c->runs[run]; i < curve_run_end(c, run); i++) {
            const struct curve_vertex *v = &c->vertices[i];
            REQUIRE(p, fabs(v->u * p->unit_x) <= far_x && fabs(v->v * p->unit_y) <= far_y,
                    "vertex %zu is at %g, %g px from the origin", i, v->u * p->unit_x,
                    v->v * p->unit_y);
            REQUIRE(p, isfinite(v->x) && isfinite(v->y), "vertex %zu is (%g, %g)", i, v->x, v->y);
            if (i > c->runs[run])
                REQUIRE(p, v[-1].x <= v->x && v[-1].u <= v->u, "vertex %zu goes back", i);
            if (i > c->runs[run])
                REQUIRE(p, v[-1].x < v->x || v[-1].v != v->v, "vertex %zu is there twice", i);
        }
    }
    REQUIRE(p, c->n == 0 ? c->run_n == 0 : c->runs[0] == 0, "runs leave vertices out");
    REQUIRE(p, c->n == 0 || c->anchor < c->n, "anchor %zu", c->anchor);
}

// --- Random pictures

static double pick(uint64_t *seed, const double *values, size_t n)
{
    return values[random_bits(seed) % n];
}
#define PICK(seed, ...)                                                                            \
    pick(seed, (const double[]){__VA_ARGS__}, sizeof((double[]){__VA_ARGS__}) / sizeof(double))

static void random_parameters(struct picture *p, uint64_t *seed)
{
    activation_defaults(p->request.activation, p->parameters);
    for (int i = 0; i < p->request.activation->parameter_count; i++) {
        double value = PICK(seed, 0, 0.01, 0.2, 1, 3, -0.5, 1e-9, 1e9, random_between(seed, -2, 2));
        if (random_below(seed, 2) &&
            activation_parameter_valid(&p->request.activation->parameters[i], value))
            p->parameters[i] = value;
    }
}

// About a middle, which may be at an end or outside. A log axis spans a factor instead.
static struct axis axis_about(enum scale_kind scale, double middle, double length, double at)
{
    if (scale == SCALE_LOG) {
        double factor = fmin(log10(1 + length), 600);
        double u = log10(fabs(middle));
        return (struct axis){scale, pow(10, u - at * factor), pow(10, u + (1 - at) * factor)};
    }
    return (struct axis){scale, middle - at * length, middle + (1 - at) * length};
}

static double random_length(uint64_t *seed)
{
    if (random_below(seed, 2))
        return pow(10, random_between(seed, -2, 3));
    return pow(10, random_below(seed, 3) ? random_between(seed, -12, 12)
                                         : random_between(seed, -12, 300.3));
}

static struct axis random_x(const struct picture *p, uint64_t *seed, enum scale_kind scale)
{
    double at = PICK(seed, 0, 0.5, 1, random_between(seed, 0, 1), random_between(seed, -1, 2));
    double mark = p->mark_n ? p->marks[random_below(seed, p->mark_n)] : 0;
    switch (random_below(seed, 6)) {
    case 0:
        return random_axis(seed, scale, p->request.width);
    case 1:
        return axis_about(scale, 0, random_length(seed), at);
    case 2:
        return axis_about(scale, random_sign(seed) * pow(10, random_between(seed, -3, 3)),
                          random_length(seed), at);
    default:
        return axis_about(scale, mark, random_length(seed), at);
    }
}

static struct axis fitted_y(const struct picture *p, enum scale_kind scale)
{
    double low, high;
    if (!sample_extent(p->request.activation, p->parameters, p->request.order, &p->request.x, &low,
                       &high))
        return (struct axis){scale, 0, 0};
    if (scale == SCALE_LOG)
        return (struct axis){scale, low > 0 ? low * 0.9 : high * 1e-9, high * 1.1};
    double pad = high > low ? 0.08 * (high - low) : fabs(low) * 0.1 + 1e-3;
    return (struct axis){scale, low - pad, high + pad};
}

static struct axis random_y(const struct picture *p, uint64_t *seed, enum scale_kind scale)
{
    double x = axis_value(&p->request.x, random_between(seed, 0, 1));
    double at = PICK(seed, 0, 0.5, 1, random_between(seed, 0, 1), random_between(seed, -1, 2));
    switch (random_below(seed, 8)) {
    case 0:
        return random_axis(seed, scale, p->request.height);
    case 1:
        return axis_about(scale, 0, random_length(seed), at);
    case 2:
    case 3:
        return axis_about(scale, value_at(p, x), random_length(seed), at);
    case 4:
        return axis_about(scale, value_at(p, x),
                          fabs(value_at(p, x)) * pow(10, random_between(seed, -12, 3)), at);
    default:
        return fitted_y(p, scale);
    }
}

// Smooth, with kinks, jumps, poles and gaps, and swings without end.
static const char *const formulas[] = {
    "x*sigmoid(b*x)",
    "sin(x)*exp(-x^2/50)",
    "1/x",
    "floor(x)",
    "sqrt(x)",
    "log(x)",
    "x^3-x",
    "exp(-x^2)",
    "abs(sin(x))",
    "sign(sin(x))",
    "max(x, 0.1*x, x-2)",
    "1/(1+exp(-x))",
    "if(x < 1, x^2, 2-x)",
    "x-floor(x)",
    "asin(x/3)",
    "cbrt(x)",
    "exp(1/x)",
    "sqrt(abs(x))",
    "1/(x^2-1)",
    "hypot(x, 1)-1",
    "tanh(1000*x)",
    "min(max(x, -1), 1)",
    "(exp(x)-exp(-x))/(exp(x)+exp(-x))",
    "tan(x)",
    "sin(1/x)",
    "x*sin(1/x)",
    "x*log(abs(x))",
    "sin(x)/x",
    "tanh(tan(x))",
    "tanh(1/x)",
    "sin(exp(x))",
    "sin(x^2)",
    "floor(sin(3*x))",
    "abs(abs(x)-1)",
    "min(tan(x), 2)",
    "max(sin(x), cos(2*x))",
    "x*sign(sin(1/x))",
    "sign(x)*sqrt(abs(x))",
    "abs(x)^1.5",
    "1/(1+10000*(x-0.3)^2)",
    "log(sin(x))",
    "exp(tan(x))",
    "if(abs(x) < 1, sqrt(1-x^2), sin(x))",
    "max(floor(x), x^2-2)",
    "relu(sin(x))+step(cos(x))",
};

static struct own owns[COUNT(formulas)];

int parse_formulas(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(formulas); i++)
        if (!own_formula(&owns[i], formulas[i], NULL))
            return -1;
    return 0;
}

int forget_formulas(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(formulas); i++)
        own_clear(&owns[i]);
    return 0;
}

// One in six is a user's formula.
static const struct activation *random_activation(uint64_t *seed)
{
    if (random_below(seed, 6) == 0)
        return &owns[random_below(seed, COUNT(formulas))].activation;
    return activation_at(random_below(seed, activation_count()));
}

// Most panels are small: a curve that swings without end takes a thousand times longer than others,
// and for each column.
static double random_size(uint64_t *seed, double least, double most)
{
    if (random_below(seed, 16) == 0)
        return PICK(seed, most, floor(random_between(seed, least, most)));
    return PICK(seed, least, least, floor(3 * least), 10 * least, floor(most / 3));
}

void random_picture(struct picture *p, uint64_t *seed)
{
    do {
        p->request.activation = random_activation(seed);
        random_parameters(p, seed);
        p->request.order = (enum order)random_below(seed, ORDER_COUNT);
        p->request.width = random_size(seed, 40, 3840);
        p->request.height = random_size(seed, 30, 2160);
        p->request.margin = PICK(seed, 0, 0.5);
        picture_measure(p);
        p->request.x = random_x(p, seed, (enum scale_kind)random_below(seed, SCALE_COUNT));
        p->request.y = random_y(p, seed, (enum scale_kind)random_below(seed, SCALE_COUNT));
    } while (!axis_check(&p->request.x, p->request.width, NULL) ||
             !axis_check(&p->request.y, p->request.height, NULL));
}

int case_count(void)
{
    const char *cases = getenv("ACTSCOPE_CASES");
    return cases ? atoi(cases) : 20000;
}

uint64_t property_start;
int property_case;
static bool property_runs;
static jmp_buf property_end;

void property_fail(void)
{
    if (property_runs)
        longjmp(property_end, 1);
    fail();
}

enum { FAILURES_MAX = 100 };

// Whether the property held.
static bool property_holds(struct picture *p, property *holds)
{
    uint64_t seed = property_start;
    property_runs = true;
    if (setjmp(property_end) == 0) {
        random_picture(p, &seed);
        holds(p, &seed);
        property_runs = false;
        return true;
    }
    property_runs = false;
    return false;
}

void for_random_pictures(int n, property *holds)
{
    uint64_t first = random_seed();
    struct picture p = {.curve = {.identity = 1}};
    int failures = 0;
    for (property_case = 0; property_case < n && failures < FAILURES_MAX; property_case++) {
        property_start = first + (uint64_t)property_case;
        failures += !property_holds(&p, holds);
    }
    curve_free(&p.curve);
    print_message("ACTSCOPE_SEED=%" PRIu64 " ACTSCOPE_CASES=%d: %d failed\n", first, property_case,
                  failures);
    assert_int_equal(failures, 0);
}
