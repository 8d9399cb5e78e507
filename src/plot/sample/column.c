// Draws columns: stretches no wider than a pixel that are not proven as a whole. A column's parts
// are split until all are proven or as narrow as doubles allow. Where too many remain, the curve
// swings faster than strokes can show, and the column is drawn as the bands of height that it
// covers (band.c), or as a slope or a chord that only stairs or rounding errors hide (chord.c).
#include "plot/sample/column.h"

#include <stdint.h>
#include <string.h>

enum {
    MORE_PARTS = 4, // that each open part is split into where there are more than FEW_PARTS
    FEW_PARTS = 2,
    OPEN_MAX = 24, // with more open parts than this, a column is not split further
    ROUNDS = 64,
    DENSE_TURNS = 3, // so many turns in a column are more than strokes can show

    // The most vertices that strokes may take in a column a pixel wide: where it turns DENSE_TURNS
    // times or more, and where it does not. A narrow column may have VERTICES_LEAST anyway.
    VERTICES_MAX = 8,
    VERTICES_MOST = 11,
    VERTICES_LEAST = 6,
};

#define EDGE_PIXELS (1.0 / 256) // the widest part that may be an edge
#define FLAT_PIXELS 0.05        // values within this height are drawn as one chord

// Whether a part is still to be split: not proven, and no edge.
static bool is_open(const struct part *part)
{
    return part->judgement.verdict == VERDICT_NONE && !part->is_edge;
}

// Whether a part is no wider than `widest` pixels and its bounds reach no further than the values
// at its ends. Where the curve ends within it, whether the bounds are less than JUMP_PIXELS apart.
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

// Splits an open part, `open` being how many there are. Few open parts are split into many: evenly
// in every other round, and towards their ends in the rounds between, because a jump or a pole
// within a pixel may be as narrow as neighbouring doubles and often lies at an end.
static int split_part(const struct frame *frame, const struct stretch *s, int open, int round,
                      struct stretch *parts)
{
    int into = open <= FEW_PARTS ? FIRST_PARTS : MORE_PARTS;
    return open <= FEW_PARTS && round % 2 == 1 ? stretch_split_to_ends(frame, s, into, parts)
                                               : stretch_split(frame, s, into, parts);
}

// Splits all open parts; those that doubles are too coarse to split become edges.
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

// Chooses the places of a part where values are computed: its ends, and one place at random in each
// equal slice between. Evenly spaced places could fall on the same phase of every swing. The
// numbers are the same for each curve, so a picture can be drawn again.
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

// Copies the parts to column->first and computes values in each. A value outside of the part's
// bounds is a single point that is not on the curve, so it is clamped to them.
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
            column->v[i][k] = clamp(column_height(frame, column->x[i][k], y[i][k]), low, high);
    }
}

// Counts how often a curve turns back by more than TURN_PIXELS, and how often a gap begins or ends.
// `way` is 1 while the curve rises, -1 while it falls, 0 before that is known; `extreme` is the
// height it has reached that way.
struct turns {
    int n, way;
    double extreme;
    bool is_gap; // the last value was NaN
    bool met;    // there was a value
};

// Takes the next height of the curve into account; NaN is a gap.
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

static void column_begin(struct column *column, struct prover *prover,
                         const struct stretch *stretch)
{
    struct stretch parts[FIRST_PARTS];
    column->n = stretch_split(prover->frame, stretch, FIRST_PARTS, parts);
    for (int i = 0; i < column->n; i++)
        column->parts[i] = (struct part){.stretch = parts[i]};
    prove_parts(prover, column->parts, column->n);
    look_into_parts(prover->frame, column);
    column->is_dense = count_turns(prover->frame, column) >= DENSE_TURNS;
}

static void column_look_closer(struct column *column, struct prover *prover)
{
    for (int round = 0; round < ROUNDS && !column->is_dense; round++) {
        int open = count_open(column), into = open <= FEW_PARTS ? FIRST_PARTS : MORE_PARTS;
        if (open == 0 || open > OPEN_MAX || column->n + open * into > COLUMN_PARTS_MAX)
            break;
        column_refine(column, prover, open, round);
    }
}

static void draw_parts(struct drawing *drawing, const struct part *parts, int n)
{
    for (int i = 0; i < n; i++) {
        struct piece piece = piece_of(&parts[i].stretch, &parts[i].judgement, &parts[i].facts);
        drawing_add(drawing, &piece);
    }
}

// How often the curve turns back, or a run begins, from vertex `first` and run `first_run` on.
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

// Draws n parts as strokes. If these take more vertices than can be told apart, undoes the drawing
// and returns false.
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
    double most = fmax(VERTICES_LEAST, fmin(width, 1) * (turns ? VERTICES_MAX : VERTICES_MOST));
    if ((double)(curve->n - vertices) <= most)
        return true;
    drawing->pen = pen;
    drawing->last = last;
    curve->n = vertices;
    curve->run_n = runs;
    curve->dot_n = dots;
    return false;
}

// Whether in all first parts that are not proven the values lie between those at the part's ends.
// These are then judged to be chords: a staircase is drawn as its slope.
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

static bool is_proven(const struct part *part)
{
    return part->judgement.bound < HUGE_VAL;
}

// Draws the first parts as strokes up to the first that is not proven and from the last such on,
// and those between as the bands that their computed values cover. If all parts are proven, only
// rounding errors make the column turn, and all of it becomes bands.
static void draw_met(struct drawing *drawing, struct column *column)
{
    const struct part *first = column->first;
    column->from = 0;
    column->to = column->first_n;
    while (column->from + 1 < column->to && is_proven(&first[column->from]))
        column->from++;
    while (column->from + 1 < column->to && is_proven(&first[column->to - 1]))
        column->to--;
    if (is_proven(&first[column->from])) { // all are proven
        column->from = 0;
        column->to = column->first_n;
    }
    struct stretch stretch = first[column->from].stretch;
    stretch.xb = first[column->to - 1].stretch.xb;
    stretch.ub = first[column->to - 1].stretch.ub;
    stretch.knot_b = first[column->to - 1].stretch.knot_b;
    draw_parts(drawing, first, column->from);
    begin_strokes(drawing, &stretch);
    draw_met_bands(drawing, column, &stretch);
    draw_parts(drawing, first + column->to, column->first_n - column->to);
}

void column_draw(struct drawing *drawing, const struct stretch *stretch, const struct facts *facts)
{
    struct column column = {.is_dense = false};
    if (facts->swings && draw_swings(drawing, stretch))
        return;
    column_begin(&column, drawing->prover, stretch);
    if (count_open(&column) > 0 && draw_rounding(drawing, &column, stretch))
        return;
    column_look_closer(&column, drawing->prover);
    if (!column.is_dense && draw_stairs(drawing, &column, stretch))
        return;
    drawing_flush(drawing);
    if (!column.is_dense && try_parts(drawing, column.parts, column.n))
        return;
    if (find_slopes(drawing->pen.frame, &column) &&
        try_parts(drawing, column.first, column.first_n))
        return;
    if (facts->swings || !draw_swings(drawing, stretch))
        draw_met(drawing, &column);
}
