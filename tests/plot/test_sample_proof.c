// Proofs: a stroke that is called proven is nowhere further from the curve than it says, and nearly
// all of them are proven. The curve's own points come from MPFR (truth.h).
// ACTSCOPE_SEED and ACTSCOPE_CASES as in test_sample.c.
#include "picture.h"
#include "random.h"
#include "truth.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    STROKES = 8, // looked at in each view
    FEW = 1000,  // views, which say nothing of shares
};

// Shares in percent: of all strokes, and without columns of swings.
#define CATALOGUE_MEANT         99.9
#define FORMULAS_MEANT          99.0
#define CATALOGUE_LEAST         96.0
#define FORMULAS_LEAST          60.0
#define CATALOGUE_WITHOUT_LEAST 98.5
#define FORMULAS_WITHOUT_LEAST  98.0

#define UPRIGHT_PIXELS 0.01 // a stroke that is less wide is upright

// Where a double is wider than this, nothing can be proven to a tenth of a pixel.
#define DEEP_PIXELS 0.05

// --- A proven stroke is never wrong

// How many points were compared or could not be; and the furthest that one was beyond its bound.
static struct {
    long compared, unknown;
    double worst;
} seen;

// Where a stroke is compared: between two vertices, within a bound.
struct claim {
    const struct curve_vertex *from, *to;
    double bound;
    bool is_column; // in which the curve need not be everywhere
};

// An upright stroke stands for its column: with the strokes on both sides, if these belong to the
// same run.
static struct claim claim_of(const struct picture *p, size_t run, size_t i)
{
    const struct curve_vertex *v = &p->curve.vertices[i];
    struct claim claim = {v, v + 1, (double)v[1].bound, v[1].bound > (float)CURVE_PROVEN_PIXELS};
    if ((v[1].u - v[0].u) * p->unit_x > UPRIGHT_PIXELS)
        return claim;
    if (i > p->curve.runs[run]) {
        claim.from--;
        claim.bound = fmax(claim.bound, (double)v[0].bound);
    }
    if (i + 2 < curve_run_end(&p->curve, run)) {
        claim.to++;
        claim.bound = fmax(claim.bound, (double)v[2].bound);
    }
    return claim;
}

static void stroke_is_where_it_says(const struct picture *p, size_t i, const struct claim *claim,
                                    double t)
{
    const struct curve_vertex *a = claim->from, *b = claim->to;
    double u = a->u + t * (b->u - a->u) + p->curve.origin_u;
    double x = fmin(fmax(scale_inverse(p->request.x.scale, u), a->x), b->x);
    struct pixel at;
    if (x <= a->x || x >= b->x || break_at(p, x))
        return;
    if (!true_point(p, x, &at)) {
        seen.unknown++;
        return;
    }
    if (claim->is_column && isnan(at.y))
        return;
    seen.compared++;
    double distance = isnan(at.y) ? HUGE_VAL : distance_to_strokes(p, at);
    double floor = (p->curve.floor - p->curve.origin_v) * p->unit_y;
    double ceiling = (p->curve.ceiling - p->curve.origin_v) * p->unit_y;
    if (distance > claim->bound && (at.y < floor || at.y > ceiling))
        return; // cut off
    seen.worst = fmax(seen.worst, distance - claim->bound);
    REQUIRE(
        p, distance <= claim->bound,
        "vertex %zu + %.17g: the true point at x = %.17g, %.9g, %.9g px, is %.9g px off, not %g", i,
        t, x, at.x, at.y, distance, claim->bound);
}

static void proofs_hold(const struct picture *p, uint64_t *seed)
{
    for (int n = 0; n < STROKES && p->curve.n > 1; n++) {
        size_t run = 0, i = random_bits(seed) % (p->curve.n - 1);
        double t = random_between(seed, 0, 1);
        while (curve_run_end(&p->curve, run) <= i)
            run++;
        if (i + 1 >= curve_run_end(&p->curve, run))
            continue;
        struct claim claim = claim_of(p, run, i);
        if (isfinite(claim.bound))
            stroke_is_where_it_says(p, i, &claim, t);
    }
}

// --- Nearly all strokes are proven

// The strokes of one kind of function, how many of them are proven to CURVE_PROVEN_PIXELS, how many
// to their pixel column, and how many of the others are in columns where the curve turns more often
// than pixels can show, or ends.
struct share {
    const char *name;
    double strokes, proven, columns, swinging;
    double views, parts; // the sum of each view's own share
};

enum { SHARES_MAX = 256, LOOKED_AT = 64, SHOWN = 6 };
static struct share shares[SHARES_MAX];
static int share_n;
static int deep; // views of the deepest zooms, which are left out

static struct share *share_of(const char *name)
{
    for (int i = 0; i < share_n; i++)
        if (strcmp(shares[i].name, name) == 0)
            return &shares[i];
    assert_true(share_n < SHARES_MAX);
    shares[share_n] = (struct share){.name = name};
    return &shares[share_n++];
}

// Of the strokes that are not proven, the part that is in columns of swings; a few are looked at.
static double part_in_swings(const struct picture *p, size_t unproven, uint64_t *seed)
{
    size_t every = unproven / LOOKED_AT + 1, at = random_bits(seed) % every;
    double looked_at = 0, swinging = 0;
    for (size_t run = 0; run < p->curve.run_n; run++)
        for (size_t i = p->curve.runs[run] + 1; i < curve_run_end(&p->curve, run); i++) {
            const struct curve_vertex *v = &p->curve.vertices[i];
            if (isfinite(v->bound) || at++ % every != 0)
                continue;
            looked_at++;
            swinging += turns_near(p, v[-1].x / 2 + v->x / 2) >= 2;
        }
    return looked_at > 0 ? swinging / looked_at : 0;
}

static void count_proven(const struct picture *p, uint64_t *seed)
{
    if (p->grain > DEEP_PIXELS) {
        deep++;
        return;
    }
    struct share *share = share_of(p->request.activation->id);
    struct curve_proof proof = curve_proof(&p->curve);
    size_t unproven = proof.pieces - proof.bounded;
    share->strokes += (double)proof.pieces;
    share->proven += (double)proof.proven;
    share->columns += (double)(proof.bounded - proof.proven);
    share->swinging += (double)unproven * part_in_swings(p, unproven, seed);
    share->views += proof.pieces > 0;
    share->parts += proof.pieces > 0 ? (double)proof.proven / (double)proof.pieces : 0;
}

static int compare_shares(const void *a, const void *b)
{
    const struct share *x = a, *y = b;
    double left_x = x->strokes - x->proven - x->columns;
    double left_y = y->strokes - y->proven - y->columns;
    return (left_x < left_y) - (left_x > left_y);
}

// With columns of swings, which count where they are proven, or without any.
static double percent(const struct share *share, bool swings)
{
    double strokes = share->strokes - (swings ? 0 : share->swinging + share->columns);
    double proven = share->proven + (swings ? share->columns : 0);
    return strokes > 0 ? 100 * proven / strokes : 100;
}

static void print_share(const struct share *share)
{
    print_message(
        "%-36s %8.0f strokes, %7.3f %% proven, %7.3f %% without columns of swings; %7.3f %% "
        "of a view\n",
        share->name, share->strokes, percent(share, true), percent(share, false),
        100 * share->parts / fmax(share->views, 1));
}

// Adds up the functions of the catalogue, or those of users, and prints the least proven of them.
static struct share sum_shares(const char *name, bool catalogue)
{
    struct share sum = {.name = name};
    int shown = 0;
    for (int i = 0; i < share_n; i++) {
        if ((activation_find(shares[i].name) >= 0) != catalogue)
            continue;
        sum.strokes += shares[i].strokes;
        sum.proven += shares[i].proven;
        sum.columns += shares[i].columns;
        sum.swinging += shares[i].swinging;
        sum.views += shares[i].views;
        sum.parts += shares[i].parts;
        if (shown++ < SHOWN)
            print_share(&shares[i]);
    }
    print_share(&sum);
    return sum;
}

static void look_at(struct picture *p, uint64_t *seed)
{
    picture_sample(p);
    proofs_hold(p, seed);
    count_proven(p, seed);
}

static void a_proven_stroke_is_never_wrong(void **state)
{
    (void)state;
    for_random_pictures(case_count(), look_at);
    print_message("%ld points compared, %ld unknown; at most %.3g px beyond the bound\n",
                  seen.compared, seen.unknown, seen.worst);
    assert_true(case_count() < FEW || seen.compared > 2 * case_count());
}

// Of the views of the test before. What the proofs are meant to reach, and what they do reach: of
// swings, those are not proven that jump at other directions than multiples of pi/6 and pi/4, that
// come from no sine or tangent (x-floor(x)), and where what is multiplied goes to 0 and to infinity
// (the slope of exp(tan(x))). Elsewhere it is rounding errors, jumps that no table announces, and
// where a log axis turns a zero into a depth.
static void nearly_all_strokes_are_proven(void **state)
{
    (void)state;
    qsort(shares, (size_t)share_n, sizeof *shares, compare_shares);
    struct share catalogue = sum_shares("catalogue", true),
                 formulas = sum_shares("formulas", false);
    print_message("meant to be proven: %g %% and %g %%; %d deep views left out\n", CATALOGUE_MEANT,
                  FORMULAS_MEANT, deep);
    if (case_count() < FEW)
        return;
    assert_true(percent(&catalogue, true) >= CATALOGUE_LEAST);
    assert_true(percent(&formulas, true) >= FORMULAS_LEAST);
    assert_true(percent(&catalogue, false) >= CATALOGUE_WITHOUT_LEAST);
    assert_true(percent(&formulas, false) >= FORMULAS_WITHOUT_LEAST);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_proven_stroke_is_never_wrong),
        cmocka_unit_test(nearly_all_strokes_are_proven),
    };
    cmocka_set_test_filter(getenv("ACTSCOPE_ONLY")); // NULL for all
    return cmocka_run_group_tests(tests, parse_formulas, forget_formulas);
}
