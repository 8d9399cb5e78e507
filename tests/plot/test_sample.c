// Sampling: that the polyline is the curve, to a tenth of a pixel, at every view; with few
// vertices, gaps at jumps, and dots where the values are.
//
// The property tests draw their cases from ACTSCOPE_SEED and ACTSCOPE_CASES; both are printed.
// ACTSCOPE_ONLY is a pattern of the tests to run.
#include "activation/own.h"
#include "picture.h"
#include "random.h"
#include "truth.h"

#include <stdlib.h>
#include <string.h>

// What rounding errors of values and scales may add, in last digits: 1 px at the very end, where a
// pixel is four doubles wide, nothing that matters a hundred times further out.
#define GRAINS 4

// Where a curve turns more often than pixels can show, only what it covers can be drawn: strokes no
// further apart than this, as high as the curve but for this and a part of its height.
#define COVER_PIXELS 1.0
#define COVER_PART   0.01
#define EXTENT_PART  0.011 // of a range: what sample_extent does not look closer for

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
    struct cover cover = {0, HUGE_VAL, -HUGE_VAL};
    if (n > 1) {
        cover.turns = count_turns(values, n, PROMISE_PIXELS / 2 + GRAINS * p->grain) + gaps;
        qsort(values, (size_t)n, sizeof *values, compare_doubles);
        cover = (struct cover){cover.turns, values[0], values[n - 1]};
    }
    free(xs);
    return cover;
}

// How far a drawn point may be from the curve, rounding errors included.
static double promise_of(const struct picture *p)
{
    return PROMISE_PIXELS + GRAINS * p->grain;
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

// How many places were compared; how many of them lie in columns of swings, within what is drawn
// there or beyond: values that only chance meets; and at how many doubles have another value than
// the function does: formulas that overflow on the way. Scattered: drawn strokes off the curve.
// Proven: those of swings that are proven, and that no place was found for.
static struct {
    long compared, swinging, missed, lost, scattered, proven;
} probes;
#define MISSED_PART    0.02 // of those in swings
#define LOST_PART      0.003
#define SCATTERED_PART 0.002

static bool is_as_doubles_have_it(const struct picture *p, double x)
{
    double y = value_at(p, x);
    struct pixel at = pixel_at(p, x, y);
    return p->request.activation->expression != NULL &&
           (!isfinite(y) || isinf(at.y) || distance_to_polyline(p, at) <= promise_of(p));
}

// How far values in doubles are from the curve near a place of a formula, in pixels.
static double error_near(const struct picture *p, double pixel_x)
{
    enum { PLACES = 16 };
    double most = 0, origin = (p->curve.origin_v - p->vl) * p->unit_y;
    struct pixel at;
    for (int i = 0; i <= PLACES && p->request.activation->expression != NULL; i++) {
        double beside = pixel_x + 2.0 * i / PLACES - 1;
        double x = scale_inverse(p->request.x.scale, p->ul + beside / p->unit_x);
        double off = true_point(p, x, &at) ? at.y + origin - pixel_at(p, x, value_at(p, x)).y : 0;
        most = fmax(most, fabs(off));
    }
    return most;
}

// At a double x the true point is where MPFR says, so only what is drawn has rounding errors.
static void true_point_is_drawn(const struct picture *p, double pixel_x)
{
    double x = scale_inverse(p->request.x.scale, p->ul + pixel_x / p->unit_x);
    struct pixel at;
    if (break_at(p, x) || x < p->request.x.low || x > p->request.x.high || !true_point(p, x, &at))
        return;
    double bottom = (p->vl - p->curve.origin_v) * p->unit_y;
    if (!(at.y >= bottom && at.y <= bottom + p->request.height))
        return;
    double distance = distance_to_strokes(p, at), promise = promise_of(p);
    probes.compared++;
    if (distance > promise && is_in_band(p, x, at)) {
        probes.swinging++;
        return;
    }
    if (distance > promise && distance < HUGE_VAL && turns_near(p, x) >= 2) {
        probes.missed++;
        return;
    }
    if (distance > promise &&
        (is_as_doubles_have_it(p, x) || distance <= promise + error_near(p, pixel_x))) {
        probes.lost++;
        return;
    }
    note_distance(p, distance, promise);
    REQUIRE(p, distance <= promise, "the true point at x = %.17g, %.3f, %.3f px is %g px off", x,
            at.x, at.y, distance);
}

// Places that each view is looked at.
enum { ANYWHERE = 8, AT_MARKS = 4, DRAWN = 8 };

// Everywhere, and more of them near marks, where curves bend.
static void the_curve_is_drawn(const struct picture *p, uint64_t *seed)
{
    for (int i = 0; i < ANYWHERE; i++)
        true_point_is_drawn(p, random_between(seed, 0, p->request.width));
    for (int i = 0; i < AT_MARKS && p->mark_n > 0; i++) {
        double at = pixel_at(p, p->marks[random_below(seed, p->mark_n)], 0).x;
        if (at >= -30 && at <= p->request.width + 30)
            true_point_is_drawn(p, at + random_sign(seed) * pow(10, random_between(seed, -3, 1.5)));
    }
}

// Whether what is drawn at a place right of a vertex is a part of what the curve covers there.
static bool is_cover(const struct picture *p, struct pixel at, size_t vertex, int samples)
{
    struct cover cover = cover_near(p, at.x, vertex, samples);
    return cover_holds(p, &cover, fmax(cover.low - at.y, at.y - cover.high));
}

// Where to look for the curve as MPFR has it: a little left of a place to a little right, and at 0,
// where a log axis has its depth.
enum { EXACT_STEPS = 17, EXACT_PLACES = EXACT_STEPS + 1 };
static int exact_places(const struct picture *p, double pixel_x, double xs[EXACT_PLACES])
{
    int n = 0;
    for (; n < EXACT_STEPS; n++) {
        double beside = TRUTH_REACH * (2.0 * n / (EXACT_STEPS - 1) - 1);
        xs[n] = scale_inverse(p->request.x.scale, p->ul + (pixel_x + beside) / p->unit_x);
    }
    if (xs[0] < 0 && xs[n - 1] > 0)
        xs[n++] = 0;
    qsort(xs, (size_t)n, sizeof *xs, compare_doubles);
    return n;
}

// To the curve as MPFR has it: where doubles overflow or cancel, it is drawn by its bounds or with
// more digits. NaN where MPFR does not know it.
static double distance_to_exact(const struct picture *p, struct pixel at)
{
    double xs[EXACT_PLACES];
    double origin_x = (p->curve.origin_u - p->ul) * p->unit_x, nearest = HUGE_VAL;
    double origin_y = (p->curve.origin_v - p->vl) * p->unit_y;
    struct pixel c = {at.x - origin_x, at.y - origin_y}, before = {0, (double)NAN}, next;
    bool known = false;
    int n = exact_places(p, at.x, xs);
    for (int i = 0; i < n; i++) {
        if (true_point(p, xs[i], &next))
            known = true;
        else
            next.y = (double)NAN;
        if (!isnan(before.y) && !isnan(next.y)) {
            next.y = bounded(next.y);
            nearest = fmin(nearest, distance_to_segment(c, before, next));
        }
        before = next;
    }
    return known ? nearest : (double)NAN;
}

// Whether a stroke is proven to be a part of what swings cover within a pixel, which far out no
// number of places can show: test_swings.c does.
static bool is_proven_band(const struct picture *p, struct pixel at, size_t vertex)
{
    const struct curve_vertex *a = &p->curve.vertices[vertex], *b = a + 1;
    double x = scale_inverse(p->request.x.scale, p->ul + at.x / p->unit_x);
    return vertex + 1 < p->curve.n && b->bound <= (float)CURVE_PROVEN_PIXELS &&
           (b->u - a->u) * p->unit_x <= 1 + 1e-3 && turns_near(p, x) >= 2;
}

// Whether a stroke is within a pixel and not proven: what rounding errors scatter is drawn as it
// was met.
static bool is_scattered(const struct picture *p, size_t vertex)
{
    const struct curve_vertex *a = &p->curve.vertices[vertex], *b = a + 1;
    return vertex + 1 < p->curve.n && b->bound > (float)CURVE_PROVEN_PIXELS &&
           (b->u - a->u) * p->unit_x <= 1;
}

static int breaks_around(const struct picture *p, double from, double to,
                         struct activation_break breaks[EXPRESSION_BREAKS_IN_MAX])
{
    const struct expression_view view = {from, to, axis_bent(&p->request.x), PART_VIEW};
    return expression_breaks_in(p->request.activation->expression, p->parameters, &view, breaks);
}

// Whether a curve leaves every view for that limit.
static bool is_endless(const struct picture *p, double limit)
{
    return isinf(limit) || (p->request.y.scale == SCALE_LOG && limit == 0);
}

// Whether there is a pole within a few doubles, between which it may rise beyond the view, or a
// break with that limit.
static bool is_at_a_limit(const struct picture *p, double x, double height)
{
    enum order order = p->request.order;
    struct activation_break breaks[EXPRESSION_BREAKS_IN_MAX];
    if (p->request.activation->expression == NULL)
        return false;
    int n = breaks_around(p, x - 8 * spacing(x), x + 8 * spacing(x), breaks), limits = 0;
    for (int i = 0; i < n; i++) {
        double left = breaks[i].left[order], right = breaks[i].right[order];
        limits += is_endless(p, left) || fabs(pixel_at(p, x, left).y - height) <= PROMISE_PIXELS;
        limits += is_endless(p, right) || fabs(pixel_at(p, x, right).y - height) <= PROMISE_PIXELS;
    }
    return limits > 0;
}

static void the_drawing_is_the_curve(const struct picture *p, uint64_t *seed)
{
    if (p->curve.n == 0)
        return;
    for (int i = 0; i < DRAWN; i++) {
        size_t at = random_bits(seed) % p->curve.n, run = 0;
        while (curve_run_end(&p->curve, run) <= at)
            run++;
        if (p->curve.runs[run] + 1 == curve_run_end(&p->curve, run))
            continue; // no stroke
        struct pixel a = vertex_pixel(p, at);
        struct pixel b = at + 1 < curve_run_end(&p->curve, run) ? vertex_pixel(p, at + 1) : a;
        double t = i % 4 == 0 ? 0 : random_between(seed, 0, 1);
        struct pixel c = {a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)};
        if (!visible(p, c))
            continue;
        double promise = promise_of(p), exact = HUGE_VAL;
        double distance = distance_to_truth(p, c, at, promise, false);
        if (distance > promise)
            distance = distance_to_truth(p, c, at, promise, true);
        if (distance > promise &&
            (is_cover(p, c, at, COVER_SAMPLES) || is_cover(p, c, at, COVER_CLOSELY)))
            continue;
        if (distance > promise)
            exact = distance_to_exact(p, c);
        if (isnan(exact) && isinf(distance)) { // nobody knows it
            probes.lost++;
            continue;
        }
        distance = fmin(distance, exact);
        if (distance > promise && fabs(c.x - a.x) <= PROMISE_PIXELS / 2 &&
            is_at_a_limit(p, p->curve.vertices[at].x, c.y))
            continue;
        if (distance > promise && is_proven_band(p, c, at)) {
            probes.proven++;
            continue;
        }
        if (distance > promise && is_scattered(p, at)) {
            probes.scattered++;
            continue;
        }
        note_distance(p, distance, promise);
        REQUIRE(p, distance <= promise, "vertex %zu + %.3f, at %.3f, %.3f px, is %g px off", at, t,
                c.x, c.y, distance);
    }
}

static bool has_vertex_near(const struct picture *p, double x, double height, double within)
{
    for (size_t i = 0; i < p->curve.n; i++)
        if (p->curve.vertices[i].x == x && fabs(vertex_pixel(p, i).y - height) <= within)
            return true;
    return false;
}

// There, or where MPFR says, or as near where the curve is so steep that the place's own rounding
// leads further.
static bool has_vertex(const struct picture *p, double x, double y)
{
    double origin = (p->curve.origin_v - p->vl) * p->unit_y;
    struct pixel at;
    for (size_t i = 0; i < p->curve.n; i++)
        if (p->curve.vertices[i].x == x && p->curve.vertices[i].y == y)
            return true;
    struct pixel place = pixel_at(p, x, y);
    return has_vertex_near(p, x, place.y, PROMISE_PIXELS) ||
           (has_vertex_near(p, x, place.y, HUGE_VAL) &&
            distance_to_polyline(p, place) <= promise_of(p)) ||
           (true_point(p, x, &at) && has_vertex_near(p, x, at.y + origin, promise_of(p)));
}

// Whether another break lies so near that what is between cannot be seen, if anything is.
static bool is_beside_a_break(const struct picture *p, double x)
{
    const double nothing = 1e-6; // pixels
    int near = 0;
    for (int i = 0; i < p->break_n; i++)
        near += fabs(pixel_at(p, p->breaks[i].x, 0).x - pixel_at(p, x, 0).x) < nothing;
    return near > (break_at(p, x) != NULL ? 1 : 0);
}

// Whether a break of a formula is not among those of the view, or has others on both sides within a
// pixel: there, only what the curve covers is drawn.
static bool is_crowded(const struct picture *p, double x)
{
    struct activation_break breaks[EXPRESSION_BREAKS_IN_MAX];
    const struct axis *axis = &p->request.x;
    double u = scale_forward(axis->scale, x), pixel = 1 / p->unit_x;
    if (p->request.activation->expression == NULL || break_at(p, x) == NULL)
        return false;
    int n = breaks_around(p, axis->low, axis->high, breaks), known = 0;
    for (int i = 0; i < n; i++)
        known += breaks[i].x == x;
    return known == 0 || breaks_around(p, scale_inverse(axis->scale, u - pixel),
                                       scale_inverse(axis->scale, u + pixel), breaks) > 2;
}

static void no_segment_crosses_a_jump(const struct picture *p)
{
    const struct curve *c = &p->curve;
    for (size_t run = 0; run < c->run_n; run++)
        for (size_t i = c->runs[run]; i + 1 < curve_run_end(c, run); i++)
            for (int j = 0; j < p->break_n; j++) {
                const struct activation_break *b = &p->breaks[j];
                double from = c->vertices[i].x, to = c->vertices[i + 1].x;
                if (is_beside_a_break(p, b->x) || (from < b->x && b->x < to && is_crowded(p, b->x)))
                    continue;
                if (b->left[p->request.order] == b->right[p->request.order])
                    REQUIRE(p, !(from < b->x && b->x < to), "a segment cuts the kink at %g", b->x);
                else
                    REQUIRE(p, !(from <= b->x && b->x <= to) || from == b->x || to == b->x,
                            "a segment crosses the jump at %g", b->x);
            }
}

// A value that no neighbour comes near is a dot at most.
static bool is_single_point(const struct picture *p, double x)
{
    double before = nextafter(x, -HUGE_VAL), after = nextafter(x, HUGE_VAL);
    double y = truth_pixel(p, x, value_at(p, x)).y;
    double left = truth_pixel(p, before, value_at(p, before)).y;
    double right = truth_pixel(p, after, value_at(p, after)).y;
    return !(fabs(y - left) <= PROMISE_PIXELS || fabs(y - right) <= PROMISE_PIXELS);
}

// Whether a value in doubles is far from what MPFR says, or not even that is known.
static bool is_lost(const struct picture *p, double x, double y)
{
    struct pixel at;
    double origin = (p->curve.origin_v - p->vl) * p->unit_y;
    return p->request.activation->expression != NULL &&
           (!true_point(p, x, &at) || !(fabs(at.y + origin - pixel_at(p, x, y).y) <= 1));
}

static void mark_is_a_vertex(const struct picture *p, double x)
{
    bool outside_view = x < p->request.x.low || x > p->request.x.high;
    if (outside_view || is_beside_a_break(p, x) || (!break_at(p, x) && is_single_point(p, x)))
        return;
    const struct activation_break *b = break_at(p, x);
    double sides[] = {b ? b->left[p->request.order] : value_at(p, x),
                      b ? b->right[p->request.order] : value_at(p, x)};
    for (int i = 0; i < 2; i++) {
        bool outside = b && (i == 0 ? x == p->curve.low : x == p->curve.high);
        bool is_there = has_vertex(p, x, sides[i]);
        if (!outside && visible(p, pixel_at(p, x, sides[i])) && !is_there && !is_crowded(p, x))
            REQUIRE(p, b == NULL && is_lost(p, x, sides[i]), "no vertex at (%.17g, %.17g)", x,
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

// In a pixel column: four bands of two vertices, where it begins and ends, and some.
#define VERTICES_MOST 12

static size_t most_vertices;

static void is_true(struct picture *p, uint64_t *seed)
{
    picture_sample(p);
    most_vertices = p->curve.n > most_vertices ? p->curve.n : most_vertices;
    double columns = p->request.width * (1 + 2 * p->request.margin);
    REQUIRE(p, (double)p->curve.n <= VERTICES_MOST * columns, "%g vertices a pixel column",
            (double)p->curve.n / columns);
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
    print_message("at most %zu vertices; %ld places, %ld in swings, %ld missed there, %ld that "
                  "overflow, %ld scattered, %ld proven only\n",
                  most_vertices, probes.compared, probes.swinging, probes.missed, probes.lost,
                  probes.scattered, probes.proven);
    if (case_count() < 1000)
        return;
    const double few = 1; // no share says anything about
    assert_true((double)probes.missed <= MISSED_PART * (double)probes.swinging + few);
    assert_true((double)probes.scattered <= SCATTERED_PART * (double)probes.compared);
    assert_true((double)probes.lost <= LOST_PART * (double)probes.compared);
}

// --- Views that were wrong once

// Where doubles cancel, slopes leave the doubles, or a column is steep.
static const struct view_of {
    const char *function; // of the catalogue, or a formula
    enum order order;
    double width, height;
    struct axis x, y;
} views[] = {
    {"hypot(x, 1)-1",
     ORDER_F,
     1078,
     632,
     {SCALE_LINEAR, -2e-8, 2e-8},
     {SCALE_LINEAR, -1e-17, 3e-16}},
    {"hypot(x, 1)-1",
     ORDER_F,
     1280,
     300,
     {SCALE_LOG, 0.0024666834829785646, 0.0024666835267527576},
     {SCALE_LINEAR, 3.0422590662304574e-06, 3.0422591916678952e-06}},
    {"hypot(x, 1)-1",
     ORDER_F,
     40,
     30,
     {SCALE_SYMLOG, -2.0395548772246738e-06, 5.34017190777e-08},
     {SCALE_LOG, 2.0798918143327683e-21, 2.2878809957660453e-12}},
    {"sin(1/x)",
     ORDER_DF,
     120,
     90,
     {SCALE_LINEAR, -0.045286829302613046, -0.045286827144910377},
     {SCALE_LINEAR, 485.60379391766764, 485.6037939177466}},
    {"x*sin(1/x)",
     ORDER_DF,
     120,
     300,
     {SCALE_SYMLOG, -316329241225.92395, -126823648126.62883},
     {SCALE_SYMLOG, -9.370405376577266e-28, 9.370405376577266e-28}},
    {"x*sin(1/x)",
     ORDER_F,
     40,
     720,
     {SCALE_LINEAR, -999.87294669645723, 0},
     {SCALE_SYMLOG, -4041207860.8462658, 3055266323.4958115}},
    {"max(sin(x), cos(2*x))",
     ORDER_DF,
     1280,
     30,
     {SCALE_LOG, 4.7123889135773833, 4.7123893298224333},
     {SCALE_LINEAR, -4.0042764214412913e-07, 1.5309493897786585e-06}},
    {"floor(x)",
     ORDER_F,
     40,
     720,
     {SCALE_LOG, 16, 233.98297459079859},
     {SCALE_LINEAR, -136.18312724190878, 176.18312724190878}},
    {"1/x",
     ORDER_F,
     40,
     300,
     {SCALE_SYMLOG, -1.1133855667481647e-282, 1.5363076548956431e-282},
     {SCALE_LINEAR, -2.0111864792854676e+284, 2.5605880909138704e+284}},
    {"mish",
     ORDER_D2F,
     40,
     300,
     {SCALE_LINEAR, 1.4905711794750716, 1.4905711794884891},
     {SCALE_LOG, 2.3892864849050156e-21, 2.6282151333955172e-12}},
    {"sigmoid",
     ORDER_D2F,
     120,
     90,
     {SCALE_LINEAR, 7.3439413224611317e-270, 1.02999326683756e-269},
     {SCALE_LINEAR, -1.3170514970060991e-270, -8.8843275184849647e-271}},
    {"leaky_relu",
     ORDER_F,
     400,
     300,
     {SCALE_LINEAR, -7.0492244329691099e+160, 1.80031224e+161},
     {SCALE_SYMLOG, -1.5163814158828706e+160, 1.9449011571638236e+161}},
    {"bent_identity",
     ORDER_F,
     44,
     90,
     {SCALE_LINEAR, -5.1000340264053566e+176, 1.01070298e+176},
     {SCALE_SYMLOG, -2.8753027319869439e+176, 1.8413401903849096e+176}},
    {"snake",
     ORDER_F,
     120,
     90,
     {SCALE_LOG, 9.6124236272979206e+230, 4.0344305236898427e+303},
     {SCALE_LOG, 8.6511812645681288e+230, 4.4378735760588272e+303}},
};

// Of these, with kinks and ends that the view is a few hundred doubles wide around, and values that
// doubles lose everywhere.
static const struct view_of deep_views[] = {
    {"abs(x-1)",
     ORDER_F,
     1280,
     720,
     {SCALE_LINEAR, 0.99999999999999, 1.00000000000001},
     {SCALE_LINEAR, -1e-15, 1.1e-14}},
    {"abs(x-1)",
     ORDER_F,
     1280,
     720,
     {SCALE_LINEAR, 0.9999999999999, 1.0000000000001},
     {SCALE_LINEAR, -1e-14, 1.1e-13}},
    {"sqrt(x-1)",
     ORDER_F,
     1280,
     720,
     {SCALE_LINEAR, 0.99999999999999, 1.00000000000001},
     {SCALE_LINEAR, -1e-8, 1e-7}},
    {"soft_shrink",
     ORDER_F,
     1280,
     720,
     {SCALE_LINEAR, 0.49999999999999, 0.50000000000001},
     {SCALE_LINEAR, -1e-15, 1.1e-14}},
    {"max(0,x-1e10)",
     ORDER_F,
     1280,
     720,
     {SCALE_LINEAR, 9999999999.99999, 10000000000.00001},
     {SCALE_LINEAR, -1e-6, 1e-5}},
    {"x*(sqrt(x^2+1)-x)", ORDER_F, 1280, 720, {SCALE_LINEAR, 0, 1e9}, {SCALE_LINEAR, 0, 1}},
    {"1-tanh(x)", ORDER_F, 1280, 720, {SCALE_LINEAR, 1, 60}, {SCALE_LOG, 1e-30, 1}},
    {"log(1+x)", ORDER_F, 1280, 720, {SCALE_LOG, 1e-20, 1}, {SCALE_LOG, 1e-30, 1}},
    {"(1+1/x)^x", ORDER_F, 1280, 720, {SCALE_LOG, 1, 1e20}, {SCALE_LINEAR, 0, 4}},
    {"sin(x)/x-1",
     ORDER_F,
     1280,
     720,
     {SCALE_LINEAR, -1e-8, 1e-8},
     {SCALE_LINEAR, -1.8e-17, 1e-18}},
    {"log(cosh(x))-x^2/2",
     ORDER_F,
     1280,
     720,
     {SCALE_LINEAR, -1e-6, 1e-6},
     {SCALE_LINEAR, -8e-26, 8e-27}},
    {"min(exp(x),1+x)", ORDER_D2F, 1280, 720, {SCALE_LINEAR, -1e-8, 1e-8}, {SCALE_LINEAR, -2, 2}},
    {"sqrt(x^2+1)-x", ORDER_F, 1280, 720, {SCALE_LINEAR, 1e20, 1e21}, {SCALE_LINEAR, 0, 6e-21}},
};

static void view_is_true(const struct view_of *v)
{
    struct own own = {0};
    struct picture p = {.curve.identity = 1};
    int place = activation_find(v->function);
    if (place < 0)
        assert_true(own_formula(&own, v->function, NULL));
    p.request = (struct sample_request){
        .activation = place < 0 ? &own.activation : activation_at(place),
        .order = v->order,
        .x = v->x,
        .y = v->y,
        .width = v->width,
        .height = v->height,
    };
    activation_defaults(p.request.activation, p.parameters);
    for (uint64_t seed = 0; seed < 20; seed++)
        is_true(&p, &(uint64_t){seed});
    curve_free(&p.curve);
    own_clear(&own);
}

static void views_that_were_wrong_are_right(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(views); i++)
        view_is_true(&views[i]);
}

static void deep_views_are_right(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(deep_views); i++)
        view_is_true(&deep_views[i]);
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

// --- The extent

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
        double part = p->request.activation->swings ? EXTENT_PART : 0;
        double slack = part * (high - low) + 1e-12 * fmax(fabs(low), fabs(high));
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
        cmocka_unit_test(views_that_were_wrong_are_right),
        cmocka_unit_test(deep_views_are_right),
        cmocka_unit_test(the_view_does_not_depend_on_the_margin),
        cmocka_unit_test(a_covered_view_is_true),
        cmocka_unit_test(the_extent_holds_every_value),
    };
    cmocka_set_test_filter(getenv("ACTSCOPE_ONLY")); // NULL for all
    return cmocka_run_group_tests(tests, parse_formulas, forget_formulas);
}
