#include "truth.h"

#include "oracle.h"
#include "tree_mpfr.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { COORDINATE_BITS = 300, STEP_BITS = 300, TRIES = 3 };

static const mpfr_prec_t tree_bits[TRIES] = {1000, 2600, 8600}; // beside those of x

#define KNOWN_PIXELS   1e-9 // in which two precisions agree
#define COVER_PIXELS   1.0  // that the tips of swings may be missed by, where nothing is proven
#define GOLDEN         0.6180339887498949
#define MOST_CANCELLED 1e60 // of the 300 bits of the oracles
#define NEAREST_BREAK  1e-80

// The axis coordinate of a value, in place.
static void to_coordinate(enum scale_kind scale, mpfr_t value)
{
    mpfr_t ln_10;
    if (scale == SCALE_LINEAR)
        return;
    if (scale == SCALE_LOG) {
        if (mpfr_sgn(value) <= 0)
            mpfr_set_inf(value, -1);
        else
            mpfr_log10(value, value, MPFR_RNDN);
        return;
    }
    mpfr_init2(ln_10, COORDINATE_BITS);
    mpfr_set_ui(ln_10, 10, MPFR_RNDN);
    mpfr_log(ln_10, ln_10, MPFR_RNDN);
    mpfr_div_d(value, value, 2 * SCALE_SYMLOG_THRESHOLD, MPFR_RNDN);
    mpfr_asinh(value, value, MPFR_RNDN);
    mpfr_div(value, value, ln_10, MPFR_RNDN);
    mpfr_clear(ln_10);
}

static double pixels_from(mpfr_t coordinate, double origin, double unit)
{
    mpfr_sub_d(coordinate, coordinate, origin, MPFR_RNDN);
    return mpfr_get_d(coordinate, MPFR_RNDN) * unit;
}

// In pixels from the origin; the value is spent.
static double height_of(const struct picture *p, mpfr_t value)
{
    if (mpfr_nan_p(value))
        return NAN;
    to_coordinate(p->request.y.scale, value);
    return pixels_from(value, p->curve.origin_v, p->unit_y);
}

// Whether a break is nearer than the digits of an oracle can tell.
static bool is_beside_a_break(const struct picture *p, double x)
{
    for (int i = 0; i < p->break_n; i++) {
        double at = p->breaks[i].x, away = fabs(x - at);
        if (away > 0 && away < fmax(1, fabs(at)) * NEAREST_BREAK)
            return true;
    }
    return false;
}

static bool oracle_height(const struct picture *p, const mpfr_t x, double *height)
{
    enum order order = p->request.order;
    struct exact exact = {.k = {1, 1, 1}};
    numbers_init(exact.y, ORDER_COUNT);
    oracle_find(p->request.activation->id)->evaluate(&exact, x, p->parameters);
    bool known = exact.k[order] < MOST_CANCELLED;
    known &= !is_beside_a_break(p, mpfr_get_d(x, MPFR_RNDN));
    *height = height_of(p, exact.y[order]);
    numbers_clear(exact.y, ORDER_COUNT);
    return known;
}

// f, f' or f'' from the right, in those bits.
static bool tree_height(const struct picture *p, const mpfr_t x, mpfr_prec_t bits, double *height)
{
    static const int weights[ORDER_COUNT][3] = {{1, 0, 0}, {-1, 1, 0}, {1, -2, 1}};
    enum order order = p->request.order;
    long size = mpfr_zero_p(x) ? -1000 : mpfr_get_exp(x), step = STEP_BITS - (size < 0 ? size : 0);
    mpfr_t at, value, sum;
    bool known = true;
    mpfr_inits2(bits + 2 * labs(size), at, value, sum, (mpfr_ptr)0);
    mpfr_set_zero(sum, 1);
    mpfr_clear_overflow();
    for (int i = 0; i <= (int)order; i++) {
        mpfr_set_si_2exp(at, i, -step, MPFR_RNDN);
        mpfr_add(at, at, x, MPFR_RNDN);
        known &= tree_value(p->request.activation->expression, p->parameters, value, at);
        mpfr_mul_si(value, value, weights[order][i], MPFR_RNDN);
        mpfr_add(sum, sum, value, MPFR_RNDN);
    }
    mpfr_mul_2si(sum, sum, step * (int)order, MPFR_RNDN);
    known &= !mpfr_nan_p(sum) || !mpfr_overflow_p(); // a sine of what overflows
    known &= p->request.y.scale != SCALE_LOG || order == ORDER_F || !mpfr_zero_p(sum);
    *height = height_of(p, sum);
    mpfr_clears(at, value, sum, (mpfr_ptr)0);
    return known;
}

static bool agree(double a, double b)
{
    return (isnan(a) && isnan(b)) || a == b || fabs(a - b) <= KNOWN_PIXELS;
}

// Two precisions that agree: in too few bits, all of a difference cancels.
static bool formula_height(const struct picture *p, const mpfr_t x, double *height)
{
    double before;
    bool was_known = tree_height(p, x, tree_bits[0], &before);
    for (int i = 1; i < TRIES; i++, before = *height) {
        bool known = tree_height(p, x, tree_bits[i], height);
        if (was_known && known && agree(before, *height))
            return true;
        if (!was_known && !known)
            return false;
        was_known = known;
    }
    return false;
}

bool true_point(const struct picture *p, double x, struct pixel *at)
{
    mpfr_t exact_x;
    mpfr_init2(exact_x, COORDINATE_BITS);
    mpfr_set_d(exact_x, x, MPFR_RNDN);
    bool known = p->request.activation->expression == NULL ? oracle_height(p, exact_x, &at->y)
                                                           : formula_height(p, exact_x, &at->y);
    to_coordinate(p->request.x.scale, exact_x);
    at->x = pixels_from(exact_x, p->curve.origin_u, p->unit_x);
    mpfr_clear(exact_x);
    return known;
}

struct pixel vertex_from_origin(const struct picture *p, size_t i)
{
    const struct curve_vertex *v = &p->curve.vertices[i];
    return (struct pixel){v->u * p->unit_x, v->v * p->unit_y};
}

double distance_to_strokes(const struct picture *p, struct pixel at)
{
    const struct curve *curve = &p->curve;
    double nearest = HUGE_VAL;
    for (size_t run = 0; run < curve->run_n; run++) {
        size_t low = curve->runs[run], end = curve_run_end(curve, run), high = end;
        while (low + 1 < high) {
            size_t middle = low + (high - low) / 2;
            *(vertex_from_origin(p, middle).x < at.x - 1 ? &low : &high) = middle;
        }
        for (size_t i = low; i + 1 < end && vertex_from_origin(p, i).x <= at.x + 1; i++)
            nearest = fmin(nearest, distance_to_segment(at, vertex_from_origin(p, i),
                                                        vertex_from_origin(p, i + 1)));
    }
    return nearest;
}

int turns_near(const struct picture *p, double x)
{
    enum { PLACES = 128 };
    double u = scale_forward(p->request.x.scale, x), last = NAN;
    int turns = 0, way = 0;
    for (int i = 0; i < PLACES; i++) {
        double uneven = i * GOLDEN - floor(i * GOLDEN); // so that no swing keeps step
        double at = u + (2 * (i + uneven) / PLACES - 1) / p->unit_x;
        double y = value_at(p, scale_inverse(p->request.x.scale, at));
        int rises = (y > last) - (y < last);
        turns += isnan(y) || rises * way < 0;
        way = rises != 0 ? rises : way;
        last = y;
    }
    return turns;
}

bool is_in_band(const struct picture *p, double x, struct pixel at)
{
    double low = HUGE_VAL, high = -HUGE_VAL, bound = 0;
    const struct curve *curve = &p->curve;
    for (size_t i = 0; i < curve->n; i++) {
        struct pixel v = vertex_from_origin(p, i);
        if (fabs(v.x - at.x) > 1)
            continue;
        low = fmin(low, v.y);
        high = fmax(high, v.y);
        bool is_proven = curve->vertices[i].bound <= (float)CURVE_PROVEN_PIXELS;
        bound = fmax(bound, is_proven ? (double)curve->vertices[i].bound : COVER_PIXELS);
    }
    bool is_outside = at.y < low - bound || at.y > high + bound; // what has gaps has them anywhere
    return low <= high && !is_outside && turns_near(p, x) >= 2;
}
