// A stretch no wider than a pixel that is not proven whole: its parts are looked at ever closer,
// until all are proven or as narrow as doubles are. Where too many are left, the curve swings
// faster than can be shown, and is drawn as what it covers: as sample_swings.c proves, or else as
// what was met, which is no proof.
#include "plot/sample_part.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum {
    FIRST_PARTS = 16,
    MORE_PARTS = 4,
    FEW_PARTS = 2,
    COLUMN_PARTS_MAX = 640,
    OPEN_MAX = 24, // parts that are looked at closer
    ROUNDS = 64,
    DENSE_TURNS = 3, // in a column: more than what strokes can show
    SAMPLES = 4,     // of a part, its ends included
    FEW_BANDS = 3,   // what takes so many values may jump from one to the other
    CLIMB_FROM = 32, // parts of a column
    CLIMB_STEPS = 40,
    CLIMB_PATIENCE = 4, // steps that lead nowhere
    VERTICES_MAX = 8,   // of a column that turns often, a pixel wide
    VERTICES_MOST = 12, // of any column
    VERTICES_LEAST = 4, // that a narrow one may have
    STAIRS_LEAST = 5,   // of a column: no stair is wide
    STAIRS_MAX = 64,
    CHORD_POINTS = 5,
    MET_MAX = COLUMN_PARTS_MAX + FIRST_PARTS * SAMPLES,
};

#define EDGE_PIXELS   (1.0 / 256) // in less, a jump that explains the bounds is an edge
#define TURN_PIXELS   0.05        // a turn that can be seen
#define SWINGS_PIXELS 0.05        // that a proven band may be off by
#define FLAT_PIXELS   0.05        // in less, one chord will do
#define EMPTY_PIXELS  1.5         // between what a band covers
#define REACH_PIXELS  0.5         // that a swing goes on beyond what was met
#define TREAD_PIXELS  0.16        // of a stair: its ends are no more than half of it off

struct part {
    struct stretch stretch;
    struct facts facts;
    struct judgement judgement;
    bool is_edge;
};

struct column {
    struct part parts[COLUMN_PARTS_MAX];
    int n;
    bool is_dense;
    struct part first[FIRST_PARTS];                          // as they were looked at first
    int first_n, from, to;                                   // and those of them that become bands
    double x[FIRST_PARTS][SAMPLES], v[FIRST_PARTS][SAMPLES]; // what was met in these
};

static bool is_open(const struct part *part)
{
    return part->judgement.verdict == VERDICT_NONE && !part->is_edge;
}

// Whether what lies between the values of the ends of a part that is no wider is all that its
// bounds hold.
static bool is_explained(const struct frame *frame, const struct part *part, double widest)
{
    if (width_of(frame, &part->stretch) > widest)
        return false;
    struct point a = point_on(frame, part->stretch.xa), b = point_on(frame, part->stretch.xb);
    if (isnan(a.y) != isnan(b.y))
        return (part->facts.high - part->facts.low) * frame->unit_y <= JUMP_PIXELS;
    double low = fmin(height_of(frame, &a), height_of(frame, &b));
    double high = fmax(height_of(frame, &a), height_of(frame, &b));
    return clamp(part->facts.low, frame->below, frame->above) >=
               clamp(low, frame->below, frame->above) - CHORD_PIXELS / frame->unit_y &&
           clamp(part->facts.high, frame->below, frame->above) <=
               clamp(high, frame->below, frame->above) + CHORD_PIXELS / frame->unit_y;
}

static void judge_part(struct prover *prover, struct part *part)
{
    part->judgement = judge_with_holes(prover, &part->stretch, &part->facts);
    double height = (part->facts.high - part->facts.low) * prover->frame->unit_y;
    if (part->judgement.verdict == VERDICT_NONE && !part->facts.may_end && height <= FLAT_PIXELS)
        part->judgement = (struct judgement){VERDICT_CHORDS, 1, height};
    if (part->judgement.chords > MORE_PARTS)
        part->judgement.verdict = VERDICT_NONE;
    part->is_edge =
        part->judgement.verdict == VERDICT_NONE && is_explained(prover->frame, part, EDGE_PIXELS);
}

static void prove_parts(struct prover *prover, struct part *parts, int n)
{
    struct stretch stretches[JET_LANES];
    struct facts facts[JET_LANES];
    for (int first = 0; first < n; first += JET_LANES) {
        int count = n - first < JET_LANES ? n - first : JET_LANES;
        for (int i = 0; i < count; i++)
            stretches[i] = parts[first + i].stretch;
        prove(prover, stretches, count, facts);
        for (int i = 0; i < count; i++) {
            parts[first + i].facts = facts[i];
            judge_part(prover, &parts[first + i]);
        }
    }
}

static int count_open(const struct column *column)
{
    int open = 0;
    for (int i = 0; i < column->n; i++)
        open += is_open(&column->parts[i]);
    return open;
}

// What happens within a pixel may be as narrow as doubles are: few parts that are open are split
// evenly, and in the next round towards their ends.
static int split_part(const struct frame *frame, const struct stretch *s, int open, int round,
                      struct stretch *parts)
{
    int into = open <= FEW_PARTS ? FIRST_PARTS : MORE_PARTS;
    return open <= FEW_PARTS && round % 2 == 1 ? stretch_split_to_ends(frame, s, into, parts)
                                               : stretch_split(frame, s, into, parts);
}

// Splits all parts that are open; those that cannot be split become edges.
static void column_refine(struct column *column, struct prover *prover, int open, int round)
{
    struct part all[COLUMN_PARTS_MAX];
    int n = 0;
    for (int i = 0; i < column->n; i++) {
        struct stretch stretches[FIRST_PARTS];
        const struct part *part = &column->parts[i];
        int count =
            is_open(part) ? split_part(prover->frame, &part->stretch, open, round, stretches) : 1;
        if (count == 1) {
            all[n] = *part;
            all[n++].is_edge = part->judgement.verdict == VERDICT_NONE;
            continue;
        }
        for (int k = 0; k < count; k++)
            all[n + k] = (struct part){.stretch = stretches[k]};
        prove_parts(prover, all + n, count);
        n += count;
    }
    for (int i = 0; i < n; i++)
        column->parts[i] = all[i];
    column->n = n;
}

// What overflows may have any sign, and is none.
static double height_at(const struct frame *frame, double x, double y)
{
    struct point p = point_at(frame, x, y);
    return isinf(y) ? (double)NAN : height_of(frame, &p);
}

// Not evenly spaced but at random (the same every time), so that no swing keeps step.
static void choose_places(const struct frame *frame, const struct stretch *s, uint32_t *random,
                          double x[SAMPLES])
{
    x[0] = s->xa;
    x[SAMPLES - 1] = s->xb;
    for (int i = 1; i + 1 < SAMPLES; i++) {
        *random = *random * 1664525U + 1013904223U;
        double t = (i - 1 + *random / 4294967296.0) / (SAMPLES - 2);
        x[i] = clamp(inverse(frame->request->x.scale, s->ua + t * (s->ub - s->ua)), s->xa, s->xb);
    }
}

// Single points that are not on the curve are held by its bounds.
static void look_into_parts(const struct frame *frame, struct column *column)
{
    double y[FIRST_PARTS][SAMPLES];
    uint32_t random = 1;
    column->first_n = column->n;
    memcpy(column->first, column->parts, (size_t)column->n * sizeof *column->parts);
    for (int i = 0; i < column->first_n; i++)
        choose_places(frame, &column->first[i].stretch, &random, column->x[i]);
    frame_evaluate(frame, column->x[0], (size_t)column->first_n * SAMPLES, y[0]);
    for (int i = 0; i < column->first_n; i++) {
        const struct facts *facts = &column->first[i].facts;
        double low = clamp(facts->low, frame->clamp_low, frame->clamp_high);
        double high = clamp(facts->high, frame->clamp_low, frame->clamp_high);
        for (int k = 0; k < SAMPLES; k++)
            column->v[i][k] = clamp(height_at(frame, column->x[i][k], y[i][k]), low, high);
    }
}

// How often a curve turned back by what can be seen, began or ended.
struct turns {
    int n, way;
    double extreme;
    bool is_gap, met; // met: anything yet
};

static void turns_meet(struct turns *turns, const struct frame *frame, double v)
{
    double at = clamp(v, frame->below, frame->above);
    double step = (at - turns->extreme) * frame->unit_y;
    turns->n += turns->met && turns->is_gap != isnan(at);
    turns->is_gap = isnan(at);
    turns->met = true;
    if (isnan(at))
        return;
    if (isnan(turns->extreme) || step * turns->way > 0) {
        turns->extreme = at;
    } else if (fabs(step) > TURN_PIXELS) {
        turns->n += turns->way != 0;
        turns->way = step > 0 ? 1 : -1;
        turns->extreme = at;
    }
}

static int count_turns(const struct frame *frame, const struct column *column)
{
    struct turns turns = {.extreme = NAN};
    for (int i = 0; i < column->first_n; i++)
        for (int k = 0; k < SAMPLES; k++)
            turns_meet(&turns, frame, column->v[i][k]);
    return turns.n;
}

static void column_look(struct column *column, struct prover *prover, const struct stretch *stretch)
{
    struct stretch parts[FIRST_PARTS];
    column->n = stretch_split(prover->frame, stretch, FIRST_PARTS, parts);
    for (int i = 0; i < column->n; i++)
        column->parts[i] = (struct part){.stretch = parts[i]};
    prove_parts(prover, column->parts, column->n);
    look_into_parts(prover->frame, column);
    column->is_dense = count_turns(prover->frame, column) >= DENSE_TURNS;
    for (int round = 0; round < ROUNDS && !column->is_dense; round++) {
        int open = count_open(column), into = open <= FEW_PARTS ? FIRST_PARTS : MORE_PARTS;
        if (open == 0 || open > OPEN_MAX || column->n + open * into > COLUMN_PARTS_MAX)
            break;
        column_refine(column, prover, open, round);
    }
}

// --- bands: what a curve covers within a column ---

// What was met of it, and how far the bounds go.
struct band {
    double low, high;
    double low_x, high_x; // where
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

static bool has_pole(const struct facts *facts)
{
    return facts->may_end && facts->low == -HUGE_VAL && facts->high == HUGE_VAL;
}

// Up (sign 1) or down (-1) from a value that was met, by ever smaller steps, but not to the next
// band at `other`, nor through a pole, where values change their sign.
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
            double v = height_at(frame, xs[k], ys[k]);
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

// What a part covers: all between the values met where it is continuous, nothing but those where it
// may jump, and from its ends as far as they lead towards a pole.
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

// What the parts that were looked at closer cover between their ends, where they are continuous.
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
        double a = height_at(frame, x[0], y[0]), b = height_at(frame, x[1], y[1]);
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

// Whether bounds of a part go over a gap, or there are hardly any bounds: then it may only look
// empty.
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

// Closes the gaps of what takes more than a few values.
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

// Closes the narrowest gaps until no more bands are left than can be told apart.
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

// The bands of all parts from the lowest to the highest, merged where they (nearly) touch.
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

static double over_of(const struct frame *frame, const struct band *band)
{
    return fmax(0, fmax(band->low - band->least, band->most - band->high) * frame->unit_y);
}

// Where the bounds go a little further than what was met, the curve does so, too. The band lies
// between two others, from `below` to `above`.
static void reach_bounds(const struct frame *frame, const struct stretch *stretch,
                         struct band *band, double below, double above)
{
    if (over_of(frame, band) > SAMPLE_TOLERANCE) {
        band->low = climb(frame, stretch, band->low_x, band->low, -1, below);
        band->high = climb(frame, stretch, band->high_x, band->high, 1, above);
    }
    if (!(over_of(frame, band) <= REACH_PIXELS) || band->least < below || band->most > above)
        return;
    band->low = fmin(band->low, band->least);
    band->high = fmax(band->high, band->most);
}

static struct point point_in(const struct frame *frame, double x, double v)
{
    return (struct point){.x = x,
                          .y = inverse(frame->request->y.scale, v),
                          .u = forward(frame->request->x.scale, x),
                          .v = v};
}

// How far the curve may be from the strokes of its column: an upright one is in the middle; one
// across is as high as its band.
static double bound_of_band(const struct frame *frame, const struct stretch *stretch,
                            struct range band, double bound)
{
    double height = (band.high - band.low) * frame->unit_y;
    return bound + (height > 1 ? width_of(frame, stretch) / 2 : height);
}

// An upright stroke from one end of a band to the other, the nearer one first; across the column
// where the band is low.
static void band_draw(struct drawing *drawing, const struct stretch *stretch, struct range band,
                      double bound, bool alone)
{
    struct pen *pen = &drawing->pen;
    const struct frame *frame = pen->frame;
    double from = stretch->xa, to = stretch->xb;
    if ((band.high - band.low) * frame->unit_y > 1)
        from = to = stretch->xa / 2 + stretch->xb / 2;
    bool up = fabs(pen->last.v - band.low) <= fabs(pen->last.v - band.high) || isnan(pen->last.v);
    struct point first = point_in(frame, from, up ? band.low : band.high);
    struct point second = point_in(frame, to, up ? band.high : band.low);
    bound = bound_of_band(frame, stretch, band, bound);
    if (alone) {
        pen_to(pen, &first, bound);
    } else {
        pen_keep(pen);
        pen_start(pen, &first);
    }
    pen_to(pen, &second, bound);
}

static struct point end_of(const struct drawing *drawing, const struct stretch *stretch)
{
    const struct frame *frame = drawing->pen.frame;
    if (stretch->knot_b != NO_KNOT)
        return point_at(frame, stretch->xb, drawing->knots[stretch->knot_b].left);
    return point_on(frame, stretch->xb);
}

// Whether a curve may go on from there, or to there; a NaN is nowhere.
static bool is_within(const struct frame *frame, struct range band, double v, double pixels)
{
    double over = fmax(band.low - v, v - band.high) * frame->unit_y;
    return !isnan(v) && over <= pixels;
}

// Draws what is covered, proven to `bound` pixels; over to its end where that is one band and the
// curve goes on from it.
static void bands_draw(struct drawing *drawing, const struct stretch *stretch,
                       const struct range *bands, int n, double bound)
{
    const struct frame *frame = drawing->pen.frame;
    struct point end = end_of(drawing, stretch);
    double near = bound < HUGE_VAL ? TURN_PIXELS : EMPTY_PIXELS;
    bool alone = n == 1 && is_within(frame, bands[0], drawing->pen.last.v, near) &&
                 is_within(frame, bands[0], end.v, near);
    for (int i = 0; i < n; i++)
        band_draw(drawing, stretch, bands[i], bound, alone);
    if (alone) {
        pen_to(&drawing->pen, &end, bound_of_band(frame, stretch, bands[0], bound));
        return;
    }
    pen_keep(&drawing->pen);
    pen_start(&drawing->pen, &end);
}

// The bands of what was met.
static void met_bands_draw(struct drawing *drawing, const struct column *column,
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

static void draw_parts(struct drawing *drawing, const struct part *parts, int n)
{
    for (int i = 0; i < n; i++) {
        struct piece piece = piece_of(&parts[i].stretch, &parts[i].judgement, &parts[i].facts);
        drawing_add(drawing, &piece);
    }
}

// How often the curve turns, or begins anew, from vertex `first` on.
static int count_drawn_turns(const struct frame *frame, const struct curve *curve, size_t first,
                             size_t first_run)
{
    struct turns turns = {.extreme = NAN};
    for (size_t i = first, run = first_run; i < curve->n; i++) {
        bool begins = run < curve->run_n && curve->runs[run] == i;
        run += begins;
        turns.n += begins;
        turns_meet(&turns, frame, curve->vertices[i].v + frame->origin_v);
    }
    return turns.n;
}

// Draws so many parts, unless that takes more vertices than can be told apart: then all is as it
// was before, and false.
static bool try_parts(struct drawing *drawing, const struct part *parts, int n)
{
    const struct frame *frame = drawing->pen.frame;
    struct curve *curve = drawing->pen.curve;
    const struct pen pen = drawing->pen;
    const struct facts last = drawing->last;
    size_t vertices = curve->n, runs = curve->run_n, dots = curve->dot_n;
    draw_parts(drawing, parts, n);
    drawing_flush(drawing);
    double width = (parts[n - 1].stretch.ub - parts[0].stretch.ua) * frame->unit_x;
    bool turns = count_drawn_turns(frame, curve, vertices, runs) >= DENSE_TURNS;
    double most = ceil(fmin(width, 1) * (turns ? VERTICES_MAX : VERTICES_MOST));
    most = fmax(VERTICES_LEAST, most);
    if ((double)(curve->n - vertices) <= most)
        return true;
    drawing->pen = pen;
    drawing->last = last;
    curve->n = vertices;
    curve->run_n = runs;
    curve->dot_n = dots;
    return false;
}

// Whether all that the first parts hold lies between the values of their ends: a staircase is drawn
// as its slope.
static bool find_slopes(const struct frame *frame, struct column *column)
{
    for (int i = 0; i < column->first_n; i++) {
        struct part *part = &column->first[i];
        if (part->judgement.verdict != VERDICT_NONE)
            continue;
        if (!is_explained(frame, part, 1.0 / FIRST_PARTS))
            return false;
        part->judgement = (struct judgement){VERDICT_CHORDS, 1, HUGE_VAL};
    }
    return true;
}

static void begin_strokes(struct drawing *drawing, const struct stretch *stretch)
{
    drawing_flush(drawing);
    drawing_begin(drawing, &(struct piece){.stretch = *stretch, .kind = PIECE_EDGE});
}

// Draws the bands that are proven, if they are.
static bool draw_swings(struct drawing *drawing, const struct stretch *stretch)
{
    struct swings swings;
    if (!prove_swings(drawing->prover, stretch, &swings) || swings.bound > SWINGS_PIXELS)
        return false;
    begin_strokes(drawing, stretch);
    bands_draw(drawing, stretch, swings.bands, swings.n, swings.bound);
    return true;
}

// The middle of the jump that an edge is, and how high it is, in pixels; negative where it goes
// back.
static double find_stair(const struct frame *frame, const struct stretch *s, int way,
                         struct point *middle)
{
    struct point a = point_on(frame, s->xa), b = point_on(frame, s->xb);
    *middle = point_in(frame, s->xb, a.v / 2 + b.v / 2);
    return (b.v - a.v) * frame->unit_y * way;
}

// Stairs that are too low or too narrow to be told apart are drawn from the middle of one step to
// the middle of the next. False where there are others, or nothing is steep.
static bool draw_stairs(struct drawing *drawing, const struct column *column,
                        const struct stretch *stretch)
{
    const struct frame *frame = drawing->pen.frame;
    struct point stairs[STAIRS_MAX], start = point_on(frame, stretch->xa);
    struct point end = end_of(drawing, stretch);
    int n = 0, way = end.v > start.v ? 1 : -1;
    double highest = 0, widest = 0, risen = 0, from = stretch->ua;
    for (int i = 0; i < column->n; i++) {
        const struct part *part = &column->parts[i];
        if (part->judgement.verdict == VERDICT_CHORDS)
            continue;
        if (n == STAIRS_MAX || !part->is_edge)
            return false;
        double step = find_stair(frame, &part->stretch, way, &stairs[n]);
        if (!(step > 0))
            return false;
        highest = fmax(highest, step);
        risen += step;
        widest = fmax(widest, (stairs[n].u - from) * frame->unit_x);
        from = stairs[n++].u;
    }
    widest = fmax(widest, (stretch->ub - from) * frame->unit_x);
    bool is_flat = fabs(end.v - start.v) * frame->unit_y - risen <= JUMP_PIXELS; // between stairs
    if (n < STAIRS_LEAST || !is_flat || (highest >= JUMP_PIXELS && widest >= TREAD_PIXELS))
        return false;
    begin_strokes(drawing, stretch);
    for (int i = 0; i < n; i++)
        pen_to(&drawing->pen, &stairs[i], HUGE_VAL);
    pen_to(&drawing->pen, &end, HUGE_VAL);
    return true;
}

static bool is_proven(const struct part *part)
{
    return part->judgement.bound < HUGE_VAL;
}

// Draws the parts that are proven, and what was met in those between the first and the last that
// are not.
static void draw_met(struct drawing *drawing, struct column *column)
{
    const struct part *first = column->first;
    column->from = 0;
    column->to = column->first_n;
    while (column->from + 1 < column->to && is_proven(&first[column->from]))
        column->from++;
    while (column->from + 1 < column->to && is_proven(&first[column->to - 1]))
        column->to--;
    if (is_proven(&first[column->from])) { // nothing but rounding errors turns
        column->from = 0;
        column->to = column->first_n;
    }
    struct stretch stretch = first[column->from].stretch;
    stretch.xb = first[column->to - 1].stretch.xb;
    stretch.ub = first[column->to - 1].stretch.ub;
    stretch.knot_b = first[column->to - 1].stretch.knot_b;
    draw_parts(drawing, first, column->from);
    begin_strokes(drawing, &stretch);
    met_bands_draw(drawing, column, &stretch);
    draw_parts(drawing, first + column->to, column->first_n - column->to);
}

// --- nothing but rounding errors ---

// The height at x of the chord from a to b.
static double height_on(const struct frame *frame, const struct point *a, const struct point *b,
                        double x)
{
    double u = forward(frame->request->x.scale, x);
    return b->u > a->u ? a->v + (b->v - a->v) * (u - a->u) / (b->u - a->u) : a->v;
}

// A few points of a column whose values are known to be right; false where some are not, or where
// they are not on a chord.
static bool find_chord(struct prover *prover, const struct stretch *stretch,
                       struct point points[CHORD_POINTS])
{
    const struct frame *frame = prover->frame;
    for (int i = 0; i < CHORD_POINTS; i++) {
        double x = stretch->xa + (stretch->xb - stretch->xa) * i / (CHORD_POINTS - 1);
        points[i] = point_on(frame, i + 1 < CHORD_POINTS ? x : stretch->xb);
    }
    bool is_chord = measure_exactly(prover, points, CHORD_POINTS);
    for (int i = 0; i < CHORD_POINTS; i++) {
        const struct point *p = &points[i];
        double off = p->v - height_on(frame, &points[0], &points[CHORD_POINTS - 1], p->x);
        is_chord = is_chord && fabs(off) * frame->unit_y <= PEN_PIXELS;
    }
    return is_chord;
}

// Whether all that was met in a part may be on the chord, and is elsewhere by rounding errors
// alone.
static bool may_be_chord(struct prover *prover, const struct column *column, int part,
                         const struct point *a, const struct point *b)
{
    const struct frame *frame = prover->frame;
    struct range bounds[SAMPLES];
    bool is_on = true;
    bound_places(prover, column->x[part], SAMPLES, bounds);
    for (int i = 0; i < SAMPLES; i++) {
        double v = height_on(frame, a, b, column->x[part][i]), slack = TURN_PIXELS / frame->unit_y;
        double met = column->v[part][i];
        bool may_be = v >= bounds[i].low - slack && v <= bounds[i].high + slack;
        is_on = is_on && (fabs(met - v) <= slack || may_be);
    }
    return is_on;
}

// Whether what was met turns at all, by what can be seen.
static bool leaves_its_chord(const struct frame *frame, const struct column *column)
{
    int last = column->first_n - 1;
    struct point a = point_in(frame, column->x[0][0], column->v[0][0]);
    struct point b = point_in(frame, column->x[last][SAMPLES - 1], column->v[last][SAMPLES - 1]);
    bool is_off = false;
    for (int i = 0; i <= last; i++)
        for (int k = 0; k < SAMPLES; k++) {
            double off = column->v[i][k] - height_on(frame, &a, &b, column->x[i][k]);
            is_off = is_off || !(fabs(off) * frame->unit_y <= TURN_PIXELS);
        }
    return is_off;
}

static bool is_at_break(const struct drawing *drawing, const struct stretch *stretch)
{
    int a = stretch->knot_a, b = stretch->knot_b;
    return (a != NO_KNOT && drawing->knots[a].is_break) ||
           (b != NO_KNOT && drawing->knots[b].is_break);
}

// What turns by nothing but rounding errors is drawn as the chord that it is.
static bool draw_rounding(struct drawing *drawing, const struct column *column,
                          const struct stretch *stretch)
{
    struct prover *prover = drawing->prover;
    struct point points[CHORD_POINTS];
    const struct point *a = &points[0], *b = &points[CHORD_POINTS - 1];
    if (!prover->measures || is_at_break(drawing, stretch) ||
        !leaves_its_chord(prover->frame, column) || !find_chord(prover, stretch, points))
        return false;
    for (int i = 0; i < column->first_n; i++)
        if (!may_be_chord(prover, column, i, a, b))
            return false;
    begin_strokes(drawing, stretch);
    pen_to(&drawing->pen, b, HUGE_VAL);
    return true;
}

void column_draw(struct drawing *drawing, const struct stretch *stretch, const struct facts *facts)
{
    struct column column = {.is_dense = false};
    if (facts->swings && draw_swings(drawing, stretch))
        return;
    column_look(&column, drawing->prover, stretch);
    if (!column.is_dense && draw_stairs(drawing, &column, stretch))
        return;
    drawing_flush(drawing);
    if (!column.is_dense && try_parts(drawing, column.parts, column.n))
        return;
    if (find_slopes(drawing->pen.frame, &column) &&
        try_parts(drawing, column.first, column.first_n))
        return;
    if (draw_rounding(drawing, &column, stretch))
        return;
    if (facts->swings || !draw_swings(drawing, stretch))
        draw_met(drawing, &column);
}
