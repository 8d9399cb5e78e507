// Draws columns that look complicated but are simple: a slope that small stairs hide, or a chord
// that rounding errors hide.
#include "plot/sample/column.h"

enum {
    STAIRS_LEAST = 5, // in a column; with fewer, a stair is wide enough to be seen
    STAIRS_MAX = 64,
    CHORD_POINTS = 4, // computed exactly to see whether a column is a chord
};

// Pixels. Treads narrower than TREAD_PIXELS cannot be told apart: the line through the middles of
// their steps is at most half a tread away from their ends. Where a tread is wider than
// WIDE_PIXELS, every middle becomes a vertex.
#define TREAD_PIXELS 0.19
#define WIDE_PIXELS  0.1

// --- stairs ---

// Finds the middle of the jump in an edge. Returns the height of the jump in pixels, negative where
// it goes against `way` (1 up, -1 down).
static double find_stair(const struct frame *frame, const struct stretch *s, int way,
                         struct point *middle)
{
    struct point a = point_on(frame, s->xa), b = point_on(frame, s->xb);
    *middle = point_in(frame, s->xb, a.v / 2 + b.v / 2);
    return (b.v - a.v) * frame->unit_y * way;
}

// Draws to the point at x that is as high as a tread, and makes it a vertex. For the first and the
// last tread, which have a step on one side only.
static void draw_corner(struct drawing *drawing, const struct point *tread, double x)
{
    struct point corner = point_in(drawing->pen.frame, x, tread->v);
    pen_to(&drawing->pen, &corner, HUGE_VAL);
    pen_keep(&drawing->pen);
}

// Draws stairs too low or too narrow to be told apart from the middle of one step to the middle of
// the next. Returns false where there are others, or where the curve also rises between the steps.
bool draw_stairs(struct drawing *drawing, const struct column *column,
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
    bool is_wide = highest >= JUMP_PIXELS && widest > WIDE_PIXELS;
    if (is_wide)
        draw_corner(drawing, &start, stairs[0].x);
    for (int i = 0; i < n; i++) {
        pen_to(&drawing->pen, &stairs[i], HUGE_VAL);
        if (is_wide)
            pen_keep(&drawing->pen);
    }
    if (is_wide)
        draw_corner(drawing, &end, stairs[n - 1].x);
    pen_to(&drawing->pen, &end, HUGE_VAL);
    return true;
}

// --- nothing but rounding errors ---

// The height v at x of the chord from a to b.
static double height_on(const struct frame *frame, const struct point *a, const struct point *b,
                        double x)
{
    double u = forward(frame->request->x.scale, x);
    return b->u > a->u ? a->v + (b->v - a->v) * (u - a->u) / (b->u - a->u) : a->v;
}

// Computes CHORD_POINTS points of a column exactly. Returns false where that is not possible, or
// where they do not lie on one chord.
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

static struct range clamped(const struct frame *frame, double low, double high)
{
    return (struct range){clamp(low, frame->clamp_low, frame->clamp_high),
                          clamp(high, frame->clamp_low, frame->clamp_high)};
}

// Finds bounds of v at all places where values were computed, one after another as in column->x.
static void find_bounds(struct prover *prover, const struct column *column,
                        struct range bounds[FIRST_PARTS * SAMPLES])
{
    int places = column->first_n * SAMPLES;
    for (int i = 0; i < places; i += JET_LANES) {
        int n = places - i < JET_LANES ? places - i : JET_LANES;
        bound_places(prover, column->x[i / SAMPLES], n, bounds + i);
        for (int k = i; k < i + n; k++)
            bounds[k] = clamped(prover->frame, bounds[k].low, bounds[k].high);
    }
}

// Whether a part's bounds are wide because of rounding errors alone: they reach no further than
// those of its single places and as much again, or its slope cannot lead further than one of those
// is wide.
static bool is_rounding(const struct frame *frame, const struct part *part,
                        const struct range bounds[SAMPLES])
{
    const struct facts *facts = &part->facts;
    struct range all = clamped(frame, facts->low, facts->high), met = bounds[0];
    double widest = 0, steepest = fmax(fabs(facts->slope_low), fabs(facts->slope_high));
    for (int i = 0; i < SAMPLES; i++) {
        met.low = fmin(met.low, bounds[i].low);
        met.high = fmax(met.high, bounds[i].high);
        widest = fmax(widest, bounds[i].high - bounds[i].low);
    }
    if (facts->smooth >= 0 && !facts->may_end &&
        steepest * width_of(frame, &part->stretch) <= widest * frame->unit_y)
        return true;
    return all.low >= met.low - widest && all.high <= met.high + widest;
}

// Whether all values `met` in a part may truly lie on the chord from a to b: each is on it, or its
// bounds hold it.
static bool may_be_chord(const struct frame *frame, const double x[SAMPLES],
                         const double met[SAMPLES], const struct range bounds[SAMPLES],
                         const struct point *a, const struct point *b)
{
    double slack = TURN_PIXELS / frame->unit_y;
    for (int i = 0; i < SAMPLES; i++) {
        double v = height_on(frame, a, b, x[i]);
        bool may_be = v >= bounds[i].low - slack && v <= bounds[i].high + slack;
        if (!(fabs(met[i] - v) <= slack) && !may_be)
            return false;
    }
    return true;
}

// Whether any computed value of a column lies visibly beside the chord from the first to the last.
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

bool draw_rounding(struct drawing *drawing, const struct column *column,
                   const struct stretch *stretch)
{
    struct prover *prover = drawing->prover;
    const struct frame *frame = prover->frame;
    struct range bounds[FIRST_PARTS * SAMPLES];
    struct point points[CHORD_POINTS];
    bool may_be = prover->has_digits && !is_at_break(drawing, stretch) &&
                  (!prover->was_right || leaves_its_chord(frame, column));
    if (!may_be)
        return false;
    find_bounds(prover, column, bounds);
    for (int i = 0; i < column->first_n; i++)
        if (!is_rounding(frame, &column->first[i], bounds + SAMPLES * (size_t)i))
            return false;
    if (!find_chord(prover, stretch, points))
        return false;
    for (int i = 0; i < column->first_n; i++)
        if (!may_be_chord(frame, column->x[i], column->v[i], bounds + SAMPLES * (size_t)i,
                          &points[0], &points[CHORD_POINTS - 1]))
            return false;
    begin_strokes(drawing, stretch);
    pen_to(&drawing->pen, &points[CHORD_POINTS - 1], HUGE_VAL);
    return true;
}
