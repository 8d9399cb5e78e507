// Sampling: that the polyline is the curve, to a tenth of a pixel, at every view; with few
// vertices, gaps at jumps, and dots where the values are.
//
// The property tests draw their cases from ACTSCOPE_SEED and ACTSCOPE_CASES; both are printed.
// ACTSCOPE_ONLY is a pattern of the tests to run.
#include "activation/own.h"
#include "picture.h"
#include "random.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

// What rounding errors of values and scales may add, in last digits: 1 px at the very end, where a
// pixel is four doubles wide, nothing that matters a hundred times further out.
#define GRAINS 4

// The catalogue's promise is 8 ulp times k (how much a closed form cancels); the k of a view is not
// known, but what neighbouring doubles differ by is. Two points may err in opposite ways.
#define NOISES 4

// Where a curve turns more often than pixels can show, only what it covers can be drawn: strokes no
// further apart than this, as high as the curve but for this and a part of its height.
#define COVER_PIXELS 1.0
#define COVER_PART   0.01
#define EXTENT_PART  0.04 // of a range: tips between the samples of sample_extent
#define COVER_RARE   0.08 // of the values: what only chance finds

// What values at neighbouring doubles differ by from a line, if that is small enough for a rounding
// error: less than 1e-12 of the values around.
static double noise_near(const struct picture *p, double x)
{
    double noise = 0, y[3] = {NAN, NAN, NAN}, scale = 0;
    const double around[] = {x, 0.9 * x, 1.1 * x, x - 0.1, x + 0.1};
    for (int i = 0; i < 8; i++, x = nextafter(x, INFINITY)) {
        y[0] = y[1], y[1] = y[2], y[2] = value_at(p, x);
        noise = fmax(noise, fabs(y[0] - 2 * y[1] + y[2]));
    }
    for (size_t i = 0; i < COUNT(around); i++)
        scale = fmax(scale, fabs(value_at(p, around[i])));
    double pixels = noise / scale_stretch(p->request.y.scale, y[0]) * p->unit_y;
    return noise <= 1e-12 * scale && pixels > 0.001 ? noise : 0;
}

// That of the visible values.
static double noise_of(const struct picture *p)
{
    double most = 0, length = p->request.y.high - p->request.y.low;
    for (int i = 0; i <= 64; i++) {
        double x = axis_value(&p->request.x, i / 64.0), y = value_at(p, x);
        if (y >= p->request.y.low - length && y <= p->request.y.high + length)
            most = fmax(most, noise_near(p, x));
    }
    return most;
}

// The true curve near a pixel, as a finely sampled polyline of its own: from `reach` pixels left to
// `reach` right, marks included. A curve that is continuous there cannot leave it by more than the
// width of one step.
enum {
    TRUTH_STEPS = 48,
    TRUTH_DEPTH = 340, // of eighths towards 0
    TRUTH_BESIDE = 6,
    TRUTH_MAX = TRUTH_STEPS + 12 + 2 * TRUTH_DEPTH +
                (2 + 2 * TRUTH_BESIDE) * (ACTIVATION_POINTS_MAX + EXPRESSION_BREAKS_MAX)
};
#define TRUTH_REACH (1.5 * PROMISE_PIXELS)

struct truth {
    struct pixel at[TRUTH_MAX];
    bool joined[TRUTH_MAX]; // to the one before
    int n;
};

static void truth_add(struct truth *truth, struct pixel at, bool joined)
{
    truth->joined[truth->n] = joined;
    truth->at[truth->n++] = at;
}

static int compare_doubles(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double bounded(double pixel)
{
    return fmin(fmax(pixel, -1e6), 1e6); // keeps a squared distance finite
}

// A value that a log axis has no place for is infinitely far down: the curve goes there.
static struct pixel truth_pixel(const struct picture *p, double x, double y)
{
    struct pixel at = pixel_at(p, x, y);
    if (p->request.y.scale == SCALE_LOG && y <= 0)
        at.y = -HUGE_VAL;
    return at;
}

// Where the curve is highest (sign 1) or lowest (-1) near the best of n places, by ever smaller
// steps: the tip of a spike, or a pole.
static double climb(const struct picture *p, const double *xs, int n, double sign)
{
    double best = xs[0], top = -HUGE_VAL;
    for (int i = 0; i < n; i++) {
        double y = sign * value_at(p, xs[i]);
        if (y > top)
            best = xs[i], top = y;
    }
    for (double step = (xs[n - 1] - xs[0]) / n; best + step > best; step /= 2)
        for (int side = -1; side <= 1; side += 2) {
            double x = fmin(fmax(best + side * step, xs[0]), xs[n - 1]), y = sign * value_at(p, x);
            if (y > top)
                best = x, top = y;
        }
    for (int side = -1; side <= 1; side += 2) { // to the very double
        double x = nextafter(best, side * HUGE_VAL), y = sign * value_at(p, x);
        if (y > top)
            best = x, top = y;
    }
    return best;
}

// Places from the vertex before the one left of a place to the one after the next: a stroke is
// drawn where they say that there is a tip, which may be cut off.
static void vertices_between(const struct picture *p, size_t vertex, double xs[TRUTH_STEPS + 1])
{
    size_t last = vertex + 2 < p->curve.n ? vertex + 2 : p->curve.n - 1;
    double from = p->curve.vertices[vertex > 0 ? vertex - 1 : 0].x, to = p->curve.vertices[last].x;
    for (int i = 0; i <= TRUTH_STEPS; i++)
        xs[i] = from + (to - from) * i / TRUTH_STEPS;
}

// `vertex` is the one left of the place: a spike narrower than the steps is there. `closely` looks
// for spikes. Where rounding errors allow for more than the reach, that far.
static void truth_near(struct truth *truth, const struct picture *p, double pixel_x, size_t vertex,
                       double promise, bool closely)
{
    double xs[TRUTH_MAX];
    int n = 0;
    double reach = fmax(TRUTH_REACH + 3 * p->grain, fmin(1.2 * promise, 100));
    double from = p->ul + (pixel_x - reach) / p->unit_x;
    double to = p->ul + (pixel_x + reach) / p->unit_x;
    for (int i = 0; i <= TRUTH_STEPS; i++)
        xs[n++] = scale_inverse(p->request.x.scale, from + (to - from) * i / TRUTH_STEPS);
    for (int i = 0; i < p->mark_n; i++)
        if (p->marks[i] > xs[0] && p->marks[i] < xs[TRUTH_STEPS])
            xs[n++] = p->marks[i];
    for (size_t i = vertex; i <= vertex + 1 && i < p->curve.n; i++)
        if (p->curve.vertices[i].x > xs[0] && p->curve.vertices[i].x < xs[TRUTH_STEPS])
            xs[n++] = p->curve.vertices[i].x;
    if (xs[0] < 0 && xs[TRUTH_STEPS] > 0)
        xs[n++] = 0; // where a log axis has its depth
    double between[TRUTH_STEPS + 1];
    vertices_between(p, vertex, between);
    for (int sign = -1; closely && sign <= 1; sign += 2) {
        xs[n++] = climb(p, xs, TRUTH_STEPS + 1, sign);
        xs[n++] = fmin(fmax(climb(p, between, TRUTH_STEPS + 1, sign), xs[0]), xs[TRUTH_STEPS]);
    }
    for (int i = 1; closely && i <= TRUTH_DEPTH; i++) // towards a pole or a tip at 0
        for (int side = 0; side < 2; side++)
            if (xs[0] <= 0 && xs[TRUTH_STEPS] >= 0)
                xs[n++] = ldexp(xs[side * TRUTH_STEPS], -3 * i);
    for (int i = 0; closely && i < p->mark_n; i++) // towards poles elsewhere
        for (int j = 0; j < 2 * TRUTH_BESIDE; j++) {
            double x = p->marks[i] * (1 + (j % 2 ? 1 : -1) * ldexp(1, -8 * (j / 2 + 1)));
            if (x > xs[0] && x < xs[TRUTH_STEPS])
                xs[n++] = x;
        }
    qsort(xs, (size_t)n, sizeof *xs, compare_doubles);
    truth->n = 0;
    for (int i = 0; i < n; i++) {
        const struct activation_break *jump = break_at(p, xs[i]);
        enum order o = p->request.order;
        truth_add(truth, truth_pixel(p, xs[i], jump ? jump->left[o] : value_at(p, xs[i])), i > 0);
        if (jump)
            truth_add(truth, truth_pixel(p, xs[i], jump->right[o]),
                      jump->left[o] == jump->right[o]);
    }
}

static double distance_to_truth(const struct picture *p, struct pixel at, size_t vertex,
                                double promise, bool closely)
{
    struct truth truth;
    truth_near(&truth, p, at.x, vertex, promise, closely);
    double nearest = HUGE_VAL;
    for (int i = 0; i < truth.n; i++) {
        struct pixel b = truth.at[i], a = truth.joined[i] ? truth.at[i - 1] : b;
        if (isnan(a.y) || isnan(b.y))
            a = isnan(a.y) ? b : a, b = a;
        if (isnan(a.y))
            continue;
        a.y = bounded(a.y);
        b.y = bounded(b.y);
        nearest = fmin(nearest, distance_to_segment(at, a, b));
    }
    return nearest;
}

// --- The properties

// The furthest that polyline and curve were found apart, by the scales of x and y.
static double worst[SCALE_COUNT][SCALE_COUNT];

// The curve within a pixel and a half of a place: how often it turns by what can be seen or begins
// and ends, and the pixels it covers, as far as a panel's height outside the view.
struct cover {
    int turns;
    double low, high;
    double inner_low, inner_high; // without the outermost COVER_RARE of the values
};

enum {
    COVER_SAMPLES = 192,
    COVER_CLOSELY = 1 << 15, // where the depth of a swing is met by chance only
    COVER_VERTICES = 8,
    COVER_MORE = 2 + COVER_VERTICES + ACTIVATION_POINTS_MAX + EXPRESSION_BREAKS_MAX,
};

// Where to look: everywhere, at the marks, and where vertices say that the curve comes. Far out, an
// axis coordinate stands for many doubles, and between those that a sum in doubles can give there
// are others: x - floor(x) is 0 at every other one.
static int cover_places(const struct picture *p, double pixel_x, size_t vertex, int samples,
                        double *xs)
{
    uint64_t seed = 1;
    int n = 0;
    for (int i = 0; i < samples; i++) {
        double at = pixel_x + 1.5 * (2 * (i + random_between(&seed, 0, 1)) / samples - 1);
        double u = p->ul + at / p->unit_x;
        double x = scale_inverse(p->request.x.scale, u);
        double next = scale_inverse(p->request.x.scale, u + spacing(u));
        x += random_between(&seed, 0, 1) * fmax(next - x, spacing(x));
        xs[n++] = fmin(fmax(x, -1e308), 1e308);
    }
    double low = xs[0], high = xs[n - 1];
    for (int i = 0; i < p->mark_n; i++)
        if (p->marks[i] > low && p->marks[i] < high)
            xs[n++] = p->marks[i];
    size_t first = vertex > COVER_VERTICES / 2 ? vertex - COVER_VERTICES / 2 : 0;
    for (size_t i = first; i < first + COVER_VERTICES && i < p->curve.n; i++)
        if (p->curve.vertices[i].x > low && p->curve.vertices[i].x < high)
            xs[n++] = p->curve.vertices[i].x;
    qsort(xs, (size_t)n, sizeof *xs, compare_doubles);
    if (samples < COVER_CLOSELY)
        return n;
    double top = climb(p, xs, n, 1), bottom = climb(p, xs, n, -1); // towards poles
    xs[n++] = top;
    xs[n++] = bottom;
    qsort(xs, (size_t)n, sizeof *xs, compare_doubles);
    return n;
}

// About the line from the first value to the last: a curve may rise while it swings.
static int count_turns(const double *values, int n, double least)
{
    double slope = (values[n - 1] - values[0]) / (n - 1), extreme = 0, way = 0;
    int turns = 0;
    for (int i = 1; i < n; i++) {
        double value = values[i] - values[0] - slope * i;
        bool on = (value - extreme) * way > 0;
        bool back = !on && fabs(value - extreme) > least;
        turns += back && way != 0;
        if (back)
            way = value > extreme ? 1 : -1;
        if (on || back)
            extreme = value;
    }
    return turns;
}

static struct cover cover_near(const struct picture *p, double pixel_x, size_t vertex, int samples)
{
    double *xs = malloc(2 * ((size_t)samples + COVER_MORE) * sizeof *xs);
    double *values = xs + samples + COVER_MORE, height = p->request.height;
    assert_non_null(xs);
    int places = cover_places(p, pixel_x, vertex, samples, xs), n = 0, gaps = 0;
    bool was_gap = false;
    for (int i = 0; i < places; i++) {
        double at = truth_pixel(p, xs[i], value_at(p, xs[i])).y;
        gaps += i > 0 && isnan(at) != was_gap;
        was_gap = isnan(at);
        if (!isnan(at))
            values[n++] = fmin(fmax(at, -height), 2 * height);
    }
    struct cover cover = {0, HUGE_VAL, -HUGE_VAL, HUGE_VAL, -HUGE_VAL};
    if (n > 1) {
        int rare = (int)(COVER_RARE / 2 * n);
        cover.turns = count_turns(values, n, PROMISE_PIXELS / 2 + GRAINS * p->grain) + gaps;
        qsort(values, (size_t)n, sizeof *values, compare_doubles);
        cover = (struct cover){cover.turns, values[0], values[n - 1], values[rare],
                               values[n - 1 - rare]};
    }
    free(xs);
    return cover;
}

// How far a drawn point may be from the curve, rounding errors included.
static double promise_at(const struct picture *p, double y)
{
    double noise = noise_of(p) / scale_stretch(p->request.y.scale, y) * p->unit_y;
    return PROMISE_PIXELS + GRAINS * p->grain + NOISES * noise;
}

// Whether only what the curve covers can be drawn here.
static bool is_dense(const struct cover *cover)
{
    return cover->turns >= 3;
}

// Strokes move apart when a view is zoomed in.
static bool cover_holds(const struct picture *p, const struct cover *cover, double distance)
{
    double pixels = COVER_PIXELS * fmax(p->unit_x / p->curve.unit_x, 1);
    return is_dense(cover) && distance <= pixels + COVER_PART * (cover->high - cover->low);
}

static void note_distance(const struct picture *p, double distance, double promise)
{
    double *w = &worst[p->request.x.scale][p->request.y.scale];
    *w = fmax(*w, distance - (promise - PROMISE_PIXELS));
}

// Where a scale's logarithm or a user's formula makes a spike that is narrower than the promise,
// its tip may be missing, but not the place.
static bool is_narrow_spike(const struct picture *p, double pixel_x)
{
    if (p->request.y.scale == SCALE_LINEAR && p->request.activation->expression == NULL)
        return false; // the catalogue announces its tips
    for (int side = -1; side <= 1; side += 2) {
        double at = pixel_x + side * PROMISE_PIXELS;
        double x = scale_inverse(p->request.x.scale, p->ul + at / p->unit_x), y = value_at(p, x);
        bool inside = visible(p, pixel_at(p, x, y));
        if (inside && distance_to_polyline(p, pixel_at(p, x, y)) > promise_at(p, y))
            return false;
    }
    return true;
}

// Whether a true point lies in a dense place, and is covered there or rare.
static bool is_covered(const struct picture *p, struct pixel at, double distance, int samples)
{
    struct cover cover = cover_near(p, at.x, SIZE_MAX / 2, samples);
    bool rare = at.y < cover.inner_low || at.y > cover.inner_high;
    return cover_holds(p, &cover, distance) || (is_dense(&cover) && rare);
}

static void true_point_is_drawn(const struct picture *p, double pixel_x)
{
    double x = scale_inverse(p->request.x.scale, p->ul + pixel_x / p->unit_x);
    if (break_at(p, x) || x < p->request.x.low || x > p->request.x.high)
        return;
    struct pixel at = pixel_at(p, x, value_at(p, x));
    if (!visible(p, at))
        return;
    double distance = distance_to_polyline(p, at), promise = promise_at(p, value_at(p, x));
    if (distance > promise &&
        (is_covered(p, at, distance, COVER_SAMPLES) || is_narrow_spike(p, at.x) ||
         is_covered(p, at, distance, COVER_CLOSELY)))
        return;
    note_distance(p, distance, promise);
    REQUIRE(p, distance <= promise, "the true point (%.17g, %.17g) at %.3f, %.3f px is %g px off",
            x, value_at(p, x), at.x, at.y, distance);
}

// Everywhere, and more of them near marks, where curves bend.
static void the_curve_is_drawn(const struct picture *p, uint64_t *seed)
{
    for (int i = 0; i < 300; i++)
        true_point_is_drawn(p, random_between(seed, 0, p->request.width));
    for (int i = 0; i < p->mark_n; i++) {
        double at = pixel_at(p, p->marks[i], 0).x;
        for (int j = 0; j < 12 && at >= -30 && at <= p->request.width + 30; j++)
            true_point_is_drawn(p, at + random_sign(seed) * pow(10, random_between(seed, -3, 1.5)));
    }
}

// Whether what is drawn at a place right of a vertex is a part of what the curve covers there.
static bool is_cover(const struct picture *p, struct pixel at, size_t vertex, int samples)
{
    struct cover cover = cover_near(p, at.x, vertex, samples);
    return cover_holds(p, &cover, fmax(cover.low - at.y, at.y - cover.high));
}

static void the_drawing_is_the_curve(const struct picture *p, uint64_t *seed)
{
    if (p->curve.n == 0)
        return;
    for (int i = 0; i < 100; i++) {
        size_t at = random_bits(seed) % p->curve.n, run = 0;
        while (curve_run_end(&p->curve, run) <= at)
            run++;
        struct pixel a = vertex_pixel(p, at);
        struct pixel b = at + 1 < curve_run_end(&p->curve, run) ? vertex_pixel(p, at + 1) : a;
        double t = i % 4 == 0 ? 0 : random_between(seed, 0, 1);
        struct pixel c = {a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)};
        if (!visible(p, c))
            continue;
        double y = scale_inverse(p->request.y.scale, p->vl + c.y / p->unit_y);
        double promise = promise_at(p, y);
        double distance = distance_to_truth(p, c, at, promise, false);
        if (distance > promise)
            distance = distance_to_truth(p, c, at, promise, true);
        if (distance > promise &&
            (is_cover(p, c, at, COVER_SAMPLES) || is_cover(p, c, at, COVER_CLOSELY)))
            continue;
        note_distance(p, distance, promise);
        REQUIRE(p, distance <= promise, "vertex %zu + %.3f, at %.3f, %.3f px, is %g px off", at, t,
                c.x, c.y, distance);
    }
}

static void vertices_are_in_order_and_moderate(const struct picture *p)
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

static void no_segment_crosses_a_jump(const struct picture *p)
{
    const struct curve *c = &p->curve;
    for (size_t run = 0; run < c->run_n; run++)
        for (size_t i = c->runs[run]; i + 1 < curve_run_end(c, run); i++)
            for (int j = 0; j < p->break_n; j++) {
                const struct activation_break *b = &p->breaks[j];
                double from = c->vertices[i].x, to = c->vertices[i + 1].x;
                if (b->left[p->request.order] == b->right[p->request.order])
                    REQUIRE(p, !(from < b->x && b->x < to), "a segment cuts the kink at %g", b->x);
                else
                    REQUIRE(p, !(from <= b->x && b->x <= to) || from == b->x || to == b->x,
                            "a segment crosses the jump at %g", b->x);
            }
}

static bool has_vertex(const struct curve *c, double x, double y)
{
    for (size_t i = 0; i < c->n; i++)
        if (c->vertices[i].x == x && c->vertices[i].y == y)
            return true;
    return false;
}

static void mark_is_a_vertex(const struct picture *p, double x)
{
    if (x < p->request.x.low || x > p->request.x.high)
        return;
    const struct activation_break *b = break_at(p, x);
    double sides[] = {b ? b->left[p->request.order] : value_at(p, x),
                      b ? b->right[p->request.order] : value_at(p, x)};
    for (int i = 0; i < 2; i++) {
        bool outside = b && (i == 0 ? x == p->curve.low : x == p->curve.high);
        if (!outside && visible(p, pixel_at(p, x, sides[i])))
            REQUIRE(p, has_vertex(&p->curve, x, sides[i]), "no vertex at (%.17g, %.17g)", x,
                    sides[i]);
    }
}

static void marks_and_bounds_are_vertices(const struct picture *p)
{
    for (int i = 0; i < p->mark_n; i++)
        mark_is_a_vertex(p, p->marks[i]);
    mark_is_a_vertex(p, p->request.x.low);
    mark_is_a_vertex(p, p->request.x.high);
}

static const struct curve_dot *dot_at(const struct curve *c, double x, double y)
{
    for (size_t i = 0; i < c->dot_n; i++)
        if (c->dots[i].x == x && c->dots[i].y == y)
            return &c->dots[i];
    return NULL;
}

static void dots_are_right(const struct picture *p)
{
    enum order o = p->request.order;
    size_t expected = 0;
    if (p->request.activation->expression != NULL)
        return; // jumps that nobody announced have dots, too: test_jump.c
    for (int i = 0; i < p->break_n; i++) {
        const struct activation_break *b = &p->breaks[i];
        bool joined = b->left[o] == b->right[o],
             beside = b->at[o] != b->left[o] && b->at[o] != b->right[o];
        if ((joined && !beside) || b->x < p->curve.low || b->x > p->curve.high)
            continue;
        const double values[] = {b->left[o], b->right[o]};
        for (int j = 0; j < 2; j++) {
            if (!visible(p, pixel_at(p, p->request.x.low, values[j])))
                continue;
            const struct curve_dot *dot = dot_at(&p->curve, b->x, values[j]);
            REQUIRE(p, dot != NULL, "no dot at (%g, %g)", b->x, values[j]);
            REQUIRE(p, dot->filled == (values[j] == b->at[o]), "dot %d is the wrong kind", j);
            struct pixel at = pixel_at(p, dot->x, dot->y);
            double x = (p->curve.origin_u - p->ul + dot->u) * p->unit_x;
            double y = (p->curve.origin_v - p->vl + dot->v) * p->unit_y;
            REQUIRE(p, hypot(x - at.x, y - at.y) < 0.01, "dot %d is not in its place", j);
        }
        expected += beside && !joined ? 3 : 2;
    }
    REQUIRE(p, p->curve.dot_n <= expected, "%zu dots", p->curve.dot_n);
}

static void picture_is_true(const struct picture *p, uint64_t *seed)
{
    vertices_are_in_order_and_moderate(p);
    no_segment_crosses_a_jump(p);
    marks_and_bounds_are_vertices(p);
    dots_are_right(p);
    the_curve_is_drawn(p, seed);
    the_drawing_is_the_curve(p, seed);
}

// How often the curve bends the other way in the sampled stretch, as far as so many places in each
// pixel show it: a curve may rise while it swings. Not evenly spaced: no swing keeps step.
static int bends_seen(const struct picture *p, int places)
{
    double m = p->request.margin;
    int bends = 0, way = 0, n = (int)(places * p->request.width * (1 + 2 * m));
    double beyond = p->request.height * (1 + m); // what is kept
    struct pixel row[3] = {{0, 0}, {0, 0}, {0, 0}};
    uint64_t seed = 1;
    for (int i = 0; i < n; i++) {
        double t = (1 + 2 * m) * (i + random_between(&seed, 0, 1)) / n - m;
        double x = axis_value(&p->request.x, t);
        row[0] = row[1], row[1] = row[2], row[2] = truth_pixel(p, x, value_at(p, x));
        row[2].y = fmin(fmax(row[2].y, -beyond), p->request.height + beyond);
        double at = (row[1].x - row[0].x) / (row[2].x - row[0].x);
        double off = row[1].y - row[0].y - at * (row[2].y - row[0].y);
        if (i < 2 || !(fabs(off) > PROMISE_PIXELS / 10))
            continue;
        bends += off * way < 0;
        way = off > 0 ? 1 : -1;
    }
    return bends;
}

// Close places show narrow swings, wide ones the smooth waves that hardly bend from place to place.
static int bends_of(const struct picture *p)
{
    int close = bends_seen(p, 32), wide = bends_seen(p, 4);
    return close > wide ? close : wide;
}

// Smooth curves need few vertices. One that bends in every pixel gets up to twelve in each. Marks
// are vertices, even where all of them lie in one pixel.
static double most_allowed(const struct picture *p)
{
    double few = 200 + 2 * p->request.width;
    if (p->request.activation->expression != NULL || p->request.activation->swings)
        few *= 4; // jumps anywhere, or a stroke in every pixel
    if ((double)p->curve.n <= few)
        return few;
    double pixels = p->request.width * (1 + 2 * p->request.margin);
    return few + 16.0 * p->mark_n + fmin(12 * pixels, 16.0 * bends_of(p));
}

static size_t most_vertices;

static void is_true(struct picture *p, uint64_t *seed)
{
    picture_sample(p);
    most_vertices = p->curve.n > most_vertices ? p->curve.n : most_vertices;
    REQUIRE(p, (double)p->curve.n <= most_allowed(p), "too many vertices");
    REQUIRE(p, curve_covers(&p->curve, &p->request), "a fresh curve does not cover its own view");
    picture_is_true(p, seed);
}

static void polylines_are_true_at_every_view(void **state)
{
    (void)state;
    memset(worst, 0, sizeof worst);
    most_vertices = 0;
    for_random_pictures(case_count(), is_true);
    for (int i = 0; i < SCALE_COUNT; i++)
        for (int j = 0; j < SCALE_COUNT; j++)
            print_message("x %-6s y %-6s: at worst %.4f px, rounding errors apart\n",
                          scale_name((enum scale_kind)i), scale_name((enum scale_kind)j),
                          worst[i][j]);
    print_message("at most %zu vertices\n", most_vertices);
}

// --- The margin

// The part of a polyline inside the view: its vertices, and where its segments enter and leave.
struct inside {
    struct pixel *at;
    size_t n, c;
};

static void inside_add(struct inside *inside, struct pixel at)
{
    if (inside->n == inside->c) {
        inside->c = inside->c ? 2 * inside->c : 256;
        inside->at = realloc(inside->at, inside->c * sizeof *inside->at);
        assert_non_null(inside->at);
    }
    inside->at[inside->n++] = at;
}

// What is left of segment a-b inside the panel, and above and below it as far as a wide stroke
// might still be seen.
static void inside_add_segment(struct inside *inside, const struct picture *p, struct pixel a,
                               struct pixel b)
{
    const double hair = 1e-6; // where the bounds themselves are vertices, but for rounding
    if (b.x <= hair || a.x >= p->request.width - hair)
        return;
    const double edges[] = {-0.2 * p->request.height, 1.2 * p->request.height};
    struct pixel ends[2] = {a, b};
    for (int i = 0; i < 2; i++)
        for (int edge = 0; edge < 2; edge++) {
            double t = (edges[edge] - a.y) / (b.y - a.y);
            if (edge == 0 ? ends[i].y < edges[0] : ends[i].y > edges[1])
                ends[i] = (struct pixel){a.x + t * (b.x - a.x), edges[edge]};
        }
    if (fmax(a.y, b.y) < edges[0] || fmin(a.y, b.y) > edges[1])
        return;
    inside_add(inside, ends[0]);
    inside_add(inside, ends[1]);
}

static void inside_find(struct inside *inside, const struct picture *p)
{
    inside->n = 0;
    for (size_t run = 0; run < p->curve.run_n; run++)
        for (size_t i = p->curve.runs[run]; i + 1 < curve_run_end(&p->curve, run); i++)
            inside_add_segment(inside, p, vertex_pixel(p, i), vertex_pixel(p, i + 1));
}

static void ignores_the_margin(struct picture *p, uint64_t *seed)
{
    (void)seed;
    struct inside parts[2] = {{0}, {0}};
    for (int i = 0; i < 2; i++) {
        p->request.margin = i * 0.5;
        picture_sample(p);
        inside_find(&parts[i], p);
    }
    REQUIRE(p, parts[0].n == parts[1].n, "%zu ends inside the view, with margin %zu", parts[0].n,
            parts[1].n);
    for (size_t i = 0; i < parts[0].n; i++) {
        struct pixel a = parts[0].at[i], b = parts[1].at[i];
        REQUIRE(p, hypot(a.x - b.x, a.y - b.y) < 1e-3 + p->grain,
                "end %zu: %g, %g px, with margin %g, %g", i, a.x, a.y, b.x, b.y);
    }
    free(parts[0].at);
    free(parts[1].at);
}

static void the_view_does_not_depend_on_the_margin(void **state)
{
    (void)state;
    for_random_pictures(case_count() / 4, ignores_the_margin);
}

// --- Covering

static struct axis axis_nudged(struct axis axis, uint64_t *seed, double pixels)
{
    struct axis_zoom_request {
        double factor, at, way;
    } nudge = {pow(2, random_between(seed, -1, 1)), random_between(seed, 0, 1),
               random_between(seed, -0.6, 0.6)};
    axis_zoom(&axis, nudge.factor, nudge.at, pixels);
    axis_pan(&axis, nudge.way, pixels);
    return axis;
}

static long covered; // how often the property below had anything to say

static void keeps_its_word(struct picture *p, uint64_t *seed)
{
    picture_sample(p);
    p->request.x = axis_nudged(p->request.x, seed, p->request.width);
    p->request.y = axis_nudged(p->request.y, seed, p->request.height);
    if (!axis_check(&p->request.x, p->request.width, NULL) ||
        !axis_check(&p->request.y, p->request.height, NULL) ||
        !curve_covers(&p->curve, &p->request))
        return;
    covered++;
    picture_measure(p);
    the_curve_is_drawn(p, seed);
    the_drawing_is_the_curve(p, seed);
}

static void a_covered_view_is_true(void **state)
{
    (void)state;
    covered = 0;
    for_random_pictures(case_count() / 4, keeps_its_word);
    print_message("%ld views covered by another one's curve\n", covered);
    assert_true(covered > case_count() / 40);
}

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

static void holds_every_value(struct picture *p, uint64_t *seed)
{
    double low, high;
    if (p->request.activation->expression != NULL)
        return; // whose poles are anywhere
    picture_measure(p);
    if (!sample_extent(p->request.activation, p->parameters, p->request.order, &p->request.x, &low,
                       &high))
        return;
    for (int i = 0; i < 50; i++) {
        double x = axis_value(&p->request.x, random_between(seed, 0, 1)), y = value_at(p, x);
        double slack = 1e-12 * fmax(fabs(low), fabs(high)); // the ends of [low, high] round too
        // What turns between the samples may be higher there.
        if (!(y >= low - slack && y <= high + slack) && bends_of(p) > 128)
            slack += EXTENT_PART * (high - low);
        REQUIRE(p, !isfinite(y) || (y >= low - slack && y <= high + slack),
                "f(%.17g) = %.17g, not in [%.17g, %.17g]", x, y, low, high);
    }
}

static void the_extent_holds_every_value(void **state)
{
    (void)state;
    for_random_pictures(case_count() / 4, holds_every_value);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(polylines_are_true_at_every_view),
        cmocka_unit_test(the_view_does_not_depend_on_the_margin),
        cmocka_unit_test(a_covered_view_is_true),
        cmocka_unit_test(views_outside_are_not_covered),
        cmocka_unit_test(a_curve_never_sampled_covers_nothing),
        cmocka_unit_test(a_jump_is_a_gap_with_two_dots),
        cmocka_unit_test(a_hole_and_a_value_between_get_their_dots),
        cmocka_unit_test(a_needle_keeps_its_tip),
        cmocka_unit_test(a_log_axis_leaves_out_what_is_not_positive),
        cmocka_unit_test(nothing_positive_is_told),
        cmocka_unit_test(the_tail_of_the_gradient_is_followed_down),
        cmocka_unit_test(sampling_again_counts_and_keeps_the_identity),
        cmocka_unit_test(dashes_begin_at_zero),
        cmocka_unit_test(smooth_curves_need_few_vertices),
        cmocka_unit_test(the_time_it_takes),
        cmocka_unit_test(rounding_errors_are_not_followed),
        cmocka_unit_test(cuts_beyond_the_doubles_are_finite),
        cmocka_unit_test(the_extent_is_exact),
        cmocka_unit_test(nothing_finite_has_no_extent_and_no_vertices),
        cmocka_unit_test(the_extent_holds_every_value),
    };
    cmocka_set_test_filter(getenv("ACTSCOPE_ONLY")); // NULL for all
    return cmocka_run_group_tests(tests, parse_formulas, forget_formulas);
}
