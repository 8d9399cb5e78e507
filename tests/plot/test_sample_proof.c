// Proofs: a stroke that is called proven is nowhere further from the curve than it says, and nearly
// all of them are proven. The curve's own points come from MPFR (truth.h).
// ACTSCOPE_SEED and ACTSCOPE_CASES as in test_sample.c.
#include "picture.h"
#include "random.h"
#include "truth.h"

#include <math.h>

enum { STROKES = 8 }; // looked at in each view

// What bounds leave out: the last digits of values and coordinates, where they come to less than
// the hundredth part of the promise.
#define ROUNDING_PIXELS 0.0015

// --- A proven stroke is never wrong

// How many points were compared, could not be, or lie in columns of swings; and the furthest that
// one was beyond its bound.
static struct {
    long compared, unknown, swings;
    double worst;
} seen;

// From the strokes within a pixel; those of a column of swings are upright in its middle.
static double distance_to_strokes(const struct curve *curve, struct pixel at)
{
    double nearest = HUGE_VAL;
    for (size_t run = 0; run < curve->run_n; run++) {
        size_t low = curve->runs[run], end = curve_run_end(curve, run), high = end;
        while (low + 1 < high) {
            size_t middle = low + (high - low) / 2;
            *(vertex_from_origin(curve, middle).x < at.x - 1 ? &low : &high) = middle;
        }
        for (size_t i = low; i + 1 < end && vertex_from_origin(curve, i).x <= at.x + 1; i++)
            nearest = fmin(nearest, distance_to_segment(at, vertex_from_origin(curve, i),
                                                        vertex_from_origin(curve, i + 1)));
    }
    return nearest;
}

// How often the curve turns within half a pixel of a place.
static int turns_near(const struct picture *p, double x)
{
    enum { PLACES = 200 };
    double u = scale_forward(p->request.x.scale, x), last = NAN, way = 0;
    int turns = 0;
    for (int i = 0; i < PLACES; i++) {
        double at = u + ((i + 0.5) / PLACES - 0.5) / p->unit_x;
        double y = value_at(p, scale_inverse(p->request.x.scale, at));
        turns += isnan(y) || (y - last) * way < 0;
        way = y != last ? y - last : way;
        last = y;
    }
    return turns;
}

// Swings narrower than a pixel are a band: all of them are drawn, but not each in its place. A band
// is as good as the widest bound of its strokes.
static bool is_in_band(const struct picture *p, double x, struct pixel at)
{
    double low = HUGE_VAL, high = -HUGE_VAL, bound = 0;
    const struct curve *curve = &p->curve;
    for (size_t i = 0; i < curve->n; i++) {
        struct pixel v = vertex_from_origin(curve, i);
        if (fabs(v.x - at.x) > 1)
            continue;
        low = fmin(low, v.y);
        high = fmax(high, v.y);
        bound = fmax(bound, fmin((double)curve->vertices[i].bound, PROMISE_PIXELS));
    }
    bool is_outside = at.y < low - bound || at.y > high + bound; // what has gaps has them anywhere
    return low <= high && !is_outside && turns_near(p, x) >= 2;
}

static void stroke_is_where_it_says(struct picture *p, size_t i, double t)
{
    const struct curve_vertex *a = &p->curve.vertices[i], *b = a + 1;
    double u = a->u + t * (b->u - a->u) + p->curve.origin_u;
    double x = fmin(fmax(scale_inverse(p->request.x.scale, u), a->x), b->x);
    double bound = (double)b->bound, slack = p->grain + ROUNDING_PIXELS;
    struct pixel at;
    if (x <= a->x || x >= b->x || break_at(p, x))
        return;
    if (!true_point(p, x, &at)) {
        seen.unknown++;
        return;
    }
    seen.compared++;
    double distance = isnan(at.y) ? HUGE_VAL : distance_to_strokes(&p->curve, at);
    double floor = (p->curve.floor - p->curve.origin_v) * p->unit_y;
    double ceiling = (p->curve.ceiling - p->curve.origin_v) * p->unit_y;
    if (distance > bound && (at.y < floor || at.y > ceiling))
        return; // cut off
    if (distance > bound && is_in_band(p, x, at)) {
        seen.swings++;
        return;
    }
    seen.worst = fmax(seen.worst, distance - bound);
    REQUIRE(
        p, distance <= bound + slack,
        "vertex %zu + %.17g: the true point at x = %.17g, %.9g, %.9g px, is %.9g px off, not %g", i,
        t, x, at.x, at.y, distance, bound);
}

static void proofs_hold(struct picture *p, uint64_t *seed)
{
    picture_sample(p);
    for (int n = 0; n < STROKES && p->curve.n > 1; n++) {
        size_t run = 0, i = random_bits(seed) % (p->curve.n - 1);
        double t = random_between(seed, 0, 1);
        while (curve_run_end(&p->curve, run) <= i)
            run++;
        if (i + 1 < curve_run_end(&p->curve, run) &&
            p->curve.vertices[i + 1].bound <= (float)CURVE_PROVEN_PIXELS)
            stroke_is_where_it_says(p, i, t);
    }
}

static void a_proven_stroke_is_never_wrong(void **state)
{
    (void)state;
    for_random_pictures(case_count(), proofs_hold);
    print_message("%ld points compared, %ld unknown, %ld in columns of swings; at most %.3g px "
                  "beyond the bound\n",
                  seen.compared, seen.unknown, seen.swings, seen.worst);
    assert_true(case_count() < 100 || seen.compared > 2 * case_count());
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_proven_stroke_is_never_wrong),
    };
    cmocka_set_test_filter(getenv("ACTSCOPE_ONLY")); // NULL for all
    return cmocka_run_group_tests(tests, parse_formulas, forget_formulas);
}
