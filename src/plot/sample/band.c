// Draws columns as bands, upright strokes over all heights that the curve takes there. The bands
// come from swings.c with a proof, or else from the values that were computed, which is no proof.
#include "plot/sample/column.h"

#include <stdlib.h>
#include <string.h>

enum {
    FEW_BANDS = 3,   // a curve of so many values may jump between them; its gaps stay
    CLIMB_FROM = 32, // the first step of a climb is this part of the column
    CLIMB_STEPS = 40,
    CLIMB_PATIENCE = 4, // a climb ends after so many steps without a better value
    MET_MAX = COLUMN_PARTS_MAX + FIRST_PARTS * SAMPLES,
};

#define SWINGS_PIXELS 0.05 // a band proven to less accuracy than this is not drawn as proven
#define EMPTY_PIXELS  1.5  // bands that are no further apart than this are drawn as one
#define REACH_PIXELS  0.5  // a band is extended to its bounds where these are no further than this

double column_height(const struct frame *frame, double x, double y)
{
    struct point p = point_at(frame, x, y);
    return isinf(y) ? (double)NAN : height_of(frame, &p);
}

// The values of v that were computed, from `low` at low_x to `high` at high_x, and the bounds that
// interval arithmetic sets for all values between, `least` and `most`.
struct band {
    double low, high;
    double low_x, high_x;
    double least, most;
};

static int compare_bands(const void *a, const void *b)
{
    double x = ((const struct band *)a)->low, y = ((const struct band *)b)->low;
    return (x > y) - (x < y);
}

static void band_merge(struct band *band, const struct band *other)
{
    if (other->low < band->low) {
        band->low = other->low;
        band->low_x = other->low_x;
    }
    if (other->high > band->high) {
        band->high = other->high;
        band->high_x = other->high_x;
    }
    band->least = fmin(band->least, other->least);
    band->most = fmax(band->most, other->most);
}

// Whether nothing at all bounds the values, as beside a pole.
static bool has_pole(const struct facts *facts)
{
    return facts->may_end && facts->low == -HUGE_VAL && facts->high == HUGE_VAL;
}

// Searches near x for values above (sign 1) or below (sign -1) `best`, the one at x, by ever
// smaller steps, and returns the best. It stays on this side of `other`, where the next band
// begins, and of 0, since values change their sign at a pole.
static double climb(const struct frame *frame, const struct stretch *stretch, double x, double best,
                    double sign, double other)
{
    double step = (stretch->xb - stretch->xa) / CLIMB_FROM;
    for (int i = 0, idle = 0; i < CLIMB_STEPS && idle < CLIMB_PATIENCE; i++, step /= 4) {
        double xs[] = {clamp(x - step, stretch->xa, stretch->xb),
                       clamp(x + step, stretch->xa, stretch->xb)};
        double ys[2];
        frame_evaluate(frame, xs, 2, ys);
        idle++;
        for (int k = 0; k < 2; k++) {
            double v = column_height(frame, xs[k], ys[k]);
            bool same_side = frame->request->y.scale == SCALE_LOG || v * best >= 0;
            if (sign * v > sign * best && sign * v < sign * other && same_side) {
                best = v;
                x = xs[k];
                idle = 0;
            }
        }
    }
    return best;
}

// Writes the bands that the values of a first part cover, at most SAMPLES, and returns how many.
// Where the part is continuous, one band from the lowest value to the highest; where it may jump,
// the single values; where it may have a pole, each end's band is extended by a climb towards it.
static int bands_of_part(const struct frame *frame, const struct column *column, int part,
                         struct band *bands)
{
    const double *x = column->x[part], *v = column->v[part];
    const struct facts *facts = &column->first[part].facts;
    bool is_joined = facts->smooth >= 0 && !facts->may_end;
    double least = clamp(facts->low, frame->clamp_low, frame->clamp_high);
    double most = clamp(facts->high, frame->clamp_low, frame->clamp_high);
    double middle = (frame->floor + frame->ceiling) / 2;
    int n = 0;
    for (int i = 0; i < SAMPLES; i++) {
        if (isnan(v[i]))
            continue;
        bool is_end = i == 0 || i == SAMPLES - 1;
        double way = v[i] < middle ? -1 : 1, to = v[i];
        if (is_end && has_pole(facts))
            to = climb(frame, &column->first[part].stretch, x[i], v[i], way, way * HUGE_VAL);
        struct band band = {fmin(v[i], to), fmax(v[i], to), x[i], x[i], least, most};
        if (n > 0 && is_joined)
            band_merge(&bands[n - 1], &band);
        else
            bands[n++] = band;
    }
    return n;
}

// Writes the bands of those split parts that lie in the stretch and are continuous: each takes all
// values between those at its ends. Returns how many.
static int bands_of_refined(const struct frame *frame, const struct column *column,
                            const struct stretch *stretch, struct band *bands)
{
    int n = 0;
    for (int i = 0; i < column->n && !column->is_dense; i++) {
        const struct part *part = &column->parts[i];
        const double x[] = {part->stretch.xa, part->stretch.xb};
        double y[2];
        bool is_inside = x[0] >= stretch->xa && x[1] <= stretch->xb;
        if (!is_inside || part->facts.smooth < 0 || part->facts.may_end)
            continue;
        frame_evaluate(frame, x, 2, y);
        double a = column_height(frame, x[0], y[0]), b = column_height(frame, x[1], y[1]);
        if (isnan(a) || isnan(b))
            continue;
        bands[n++] = (struct band){.low = fmin(a, b),
                                   .high = fmax(a, b),
                                   .low_x = a < b ? x[0] : x[1],
                                   .high_x = a < b ? x[1] : x[0],
                                   .least = fmin(a, b),
                                   .most = fmax(a, b)};
    }
    return n;
}

// Whether the curve may cross height v although no computed value shows it: because a part's bounds
// reach over v, or because more than half of the parts have no bounds.
static bool is_covered(const struct column *column, double v)
{
    int unbounded = 0;
    for (int i = column->from; i < column->to; i++) {
        const struct facts *facts = &column->first[i].facts;
        unbounded += has_pole(facts);
        if (!has_pole(facts) && !facts->is_empty && facts->low < v && facts->high > v)
            return true;
    }
    return 2 * unbounded > column->to - column->from;
}

// Merges bands where the gap between them may be crossed, and returns how many are left. Up to
// FEW_BANDS bands stay apart: the curve may jump from one to the other.
static int close_covered_gaps(const struct column *column, struct band *bands, int n)
{
    int kept = 0;
    if (n <= FEW_BANDS)
        return n;
    for (int i = 0; i < n; i++) {
        struct band *last = &bands[kept > 0 ? kept - 1 : 0];
        if (kept > 0 && is_covered(column, last->high / 2 + bands[i].low / 2))
            band_merge(last, &bands[i]);
        else
            bands[kept++] = bands[i];
    }
    return kept;
}

// Merges the bands that are nearest to each other until no more than BANDS_MAX are left, which is
// as many as can be told apart in a column. Returns how many are left.
static int close_gaps(struct band *bands, int n)
{
    for (; n > BANDS_MAX; n--) {
        int at = 1;
        for (int i = 2; i < n; i++)
            if (bands[i].low - bands[i - 1].high < bands[at].low - bands[at - 1].high)
                at = i;
        band_merge(&bands[at - 1], &bands[at]);
        memmove(&bands[at], &bands[at + 1], (size_t)(n - at - 1) * sizeof *bands);
    }
    return n;
}

// Finds the bands of a stretch, sorted from the lowest to the highest, with those merged that touch
// or nearly do. Returns how many there are, at most BANDS_MAX.
static int column_bands(const struct frame *frame, const struct column *column,
                        const struct stretch *stretch, struct band bands[MET_MAX])
{
    int merged = 0, n = bands_of_refined(frame, column, stretch, bands);
    for (int i = column->from; i < column->to; i++)
        n += bands_of_part(frame, column, i, bands + n);
    qsort(bands, (size_t)n, sizeof *bands, compare_bands);
    for (int i = 0; i < n; i++) {
        struct band *last = &bands[merged > 0 ? merged - 1 : 0];
        if (merged == 0 || (bands[i].low - last->high) * frame->unit_y > EMPTY_PIXELS) {
            bands[merged++] = bands[i];
            continue;
        }
        band_merge(last, &bands[i]);
    }
    return close_gaps(bands, close_covered_gaps(column, bands, merged));
}

// How far the bounds of a band reach beyond its values, in pixels.
static double excess_pixels(const struct frame *frame, const struct band *band)
{
    return fmax(0, fmax(band->low - band->least, band->most - band->high) * frame->unit_y);
}

// Extends a band to its bounds where these reach only a little further than the computed values:
// the curve then reaches nearly as far. `below` and `above` are where the bands next to it end and
// begin.
static void reach_bounds(const struct frame *frame, const struct stretch *stretch,
                         struct band *band, double below, double above)
{
    if (excess_pixels(frame, band) > SAMPLE_TOLERANCE) {
        band->low = climb(frame, stretch, band->low_x, band->low, -1, below);
        band->high = climb(frame, stretch, band->high_x, band->high, 1, above);
    }
    if (!(excess_pixels(frame, band) <= REACH_PIXELS) || band->least < below || band->most > above)
        return;
    band->low = fmin(band->low, band->least);
    band->high = fmax(band->high, band->most);
}

struct point point_in(const struct frame *frame, double x, double v)
{
    return (struct point){.x = x,
                          .y = inverse(frame->request->y.scale, v),
                          .u = forward(frame->request->x.scale, x),
                          .v = v};
}

// How far the curve may be from the strokes of its column, in pixels, if the band is proven to
// `bound` pixels. A high band is one upright stroke in the middle of the column, so half the
// column's width is added; a low one is a stroke across the column, so the band's height is added.
static double bound_of_band(const struct frame *frame, const struct stretch *stretch,
                            struct range band, double bound)
{
    double height = (band.high - band.low) * frame->unit_y;
    return bound + (height > 1 ? width_of(frame, stretch) / 2 : height);
}

// Draws a band: as an upright stroke that begins at the end of the band nearer to the pen, or as a
// stroke across the column where the band is no higher than a pixel. `is_connected`: the stroke
// continues the one before it instead of beginning a run of its own.
static void band_draw(struct drawing *drawing, const struct stretch *stretch, struct range band,
                      double bound, bool is_connected)
{
    struct pen *pen = &drawing->pen;
    const struct frame *frame = pen->frame;
    double from = stretch->xa, to = stretch->xb;
    if ((band.high - band.low) * frame->unit_y > 1)
        from = to = inverse(frame->request->x.scale, stretch->ua / 2 + stretch->ub / 2);
    bool up = fabs(pen->last.v - band.low) <= fabs(pen->last.v - band.high) || isnan(pen->last.v);
    struct point first = point_in(frame, from, up ? band.low : band.high);
    struct point second = point_in(frame, to, up ? band.high : band.low);
    bound = bound_of_band(frame, stretch, band, bound);
    if (is_connected) {
        pen_to(pen, &first, bound);
    } else {
        pen_keep(pen);
        pen_start(pen, &first);
    }
    pen_to(pen, &second, bound);
}

struct point end_of(const struct drawing *drawing, const struct stretch *stretch)
{
    const struct frame *frame = drawing->pen.frame;
    if (stretch->knot_b != NO_KNOT)
        return point_at(frame, stretch->xb, drawing->knots[stretch->knot_b].left);
    return point_on(frame, stretch->xb);
}

// Whether v lies in a band or no more than so many pixels beside it; false for NaN.
static bool is_within(const struct frame *frame, struct range band, double v, double pixels)
{
    double over = fmax(band.low - v, v - band.high) * frame->unit_y;
    return !isnan(v) && over <= pixels;
}

// Draws n bands that are proven to `bound` pixels (HUGE_VAL: not proven). A single band that begins
// and ends where the curve does is connected to both neighbours; others stand in runs of their own.
static void bands_draw(struct drawing *drawing, const struct stretch *stretch,
                       const struct range *bands, int n, double bound)
{
    const struct frame *frame = drawing->pen.frame;
    struct point end = end_of(drawing, stretch);
    double near = bound < HUGE_VAL ? TURN_PIXELS : EMPTY_PIXELS;
    bool is_connected = n == 1 && is_within(frame, bands[0], drawing->pen.last.v, near) &&
                        is_within(frame, bands[0], end.v, near);
    for (int i = 0; i < n; i++)
        band_draw(drawing, stretch, bands[i], bound, is_connected);
    if (is_connected) {
        pen_to(&drawing->pen, &end, bound_of_band(frame, stretch, bands[0], bound));
        return;
    }
    pen_keep(&drawing->pen);
    pen_start(&drawing->pen, &end);
}

void draw_met_bands(struct drawing *drawing, const struct column *column,
                    const struct stretch *stretch)
{
    struct band met[MET_MAX];
    struct range bands[BANDS_MAX];
    int n = column_bands(drawing->pen.frame, column, stretch, met);
    for (int i = 0; i < n; i++) {
        double below = i > 0 ? met[i - 1].high : -HUGE_VAL;
        double above = i + 1 < n ? met[i + 1].low : HUGE_VAL;
        reach_bounds(drawing->pen.frame, stretch, &met[i], below, above);
        bands[i] = (struct range){met[i].low, met[i].high};
    }
    bands_draw(drawing, stretch, bands, n, HUGE_VAL);
}

void begin_strokes(struct drawing *drawing, const struct stretch *stretch)
{
    drawing_flush(drawing);
    drawing_begin(drawing, &(struct piece){.stretch = *stretch, .kind = PIECE_EDGE});
}

bool draw_swings(struct drawing *drawing, const struct stretch *stretch)
{
    struct swings swings;
    if (!prove_swings(drawing->prover, stretch, &swings) || swings.bound > SWINGS_PIXELS)
        return false;
    begin_strokes(drawing, stretch);
    bands_draw(drawing, stretch, swings.bands, swings.n, swings.bound);
    return true;
}
