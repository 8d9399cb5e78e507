// Draws edges: finds jumps, poles, holes and ends of a curve by bisection of a narrow stretch, down
// to the two neighbouring doubles between which it happens.
#include "plot/sample/part.h"

// Bisecting from 1 down to the smallest double takes 1074 steps.
enum { SEARCH_STEPS = 1200 };

// What is between two points: nothing, an end of the curve (one of the points is NaN), a hole (a
// NaN lies between them), or a jump.
enum edge { EDGE_NONE, EDGE_END, EDGE_HOLE, EDGE_JUMP };

// How far apart two points are in height, in pixels.
static double apart(const struct frame *frame, const struct point *a, const struct point *b)
{
    return fabs(height_of(frame, a) - height_of(frame, b)) * frame->unit_y;
}

// Whether a point has no value. An infinity counts as none unless it is a limit: where a formula
// overflows, the sign may be wrong.
static bool is_end(const struct point *p)
{
    return isnan(p->y) || (isinf(p->y) && !p->is_limit);
}

// Moves a and b, one of which has no value, to the two neighbouring doubles where the curve ends.
static void search_end(const struct frame *frame, struct point *a, struct point *b)
{
    for (int i = 0; i < SEARCH_STEPS; i++) {
        double x = a->x / 2 + b->x / 2;
        if (!(x > a->x && x < b->x))
            return;
        struct point middle = point_on(frame, x);
        *(is_end(&middle) == is_end(a) ? a : b) = middle;
    }
}

// Moves a and b to the last point before a hole and the first after it.
static enum edge search_hole(const struct frame *frame, struct point *a, struct point *b,
                             const struct point *hole)
{
    struct point left = *hole, right = *hole;
    search_end(frame, a, &left);
    search_end(frame, &right, b);
    return EDGE_HOLE;
}

// Moves a and b to the two neighbouring doubles where the curve jumps, by always keeping the half
// with the greater difference. Returns EDGE_NONE where the curve turns out to be only steep, and
// handles a hole that is met on the way.
static enum edge search_jump(const struct frame *frame, struct point *a, struct point *b)
{
    for (int i = 0; i < SEARCH_STEPS; i++) {
        double x = a->x / 2 + b->x / 2;
        if (!(x > a->x && x < b->x))
            return EDGE_JUMP;
        struct point middle = point_on(frame, x);
        if (is_end(&middle))
            return search_hole(frame, a, b, &middle);
        double left = apart(frame, a, &middle), right = apart(frame, &middle, b);
        if (fmax(left, right) < JUMP_PIXELS)
            return EDGE_NONE;
        *(left >= right ? b : a) = middle;
    }
    return EDGE_NONE;
}

// Finds what is between a and b, and moves them to the last point before it and the first after.
static enum edge find_edge(const struct frame *frame, const struct facts *facts, struct point *a,
                           struct point *b)
{
    // The catalogue names all breaks of its functions; these are knots.
    bool announced = frame->request->activation->expression == NULL;
    if (announced || (is_end(a) && is_end(b)))
        return EDGE_NONE;
    if (is_end(a) != is_end(b)) {
        search_end(frame, a, b);
        return EDGE_END;
    }
    bool may_jump = facts->smooth < 0 || facts->may_end;
    if (!may_jump || apart(frame, a, b) < JUMP_PIXELS)
        return EDGE_NONE;
    return search_jump(frame, a, b);
}

// The proven distance between the curve and the chord from a to b, in pixels; HUGE_VAL if none.
static double bound_between(struct prover *prover, const struct point *a, const struct point *b)
{
    struct stretch s = {a->x, a->u, b->x, b->u, NO_KNOT, NO_KNOT};
    struct facts facts;
    prove(prover, &s, 1, &facts);
    struct judgement judgement = judge(prover->frame, &s, &facts);
    return judgement.verdict == VERDICT_NONE || judgement.chords > 1 ? HUGE_VAL : judgement.bound;
}

// Leads the pen on to a point if it lies to the right of the last one.
static void draw_to(struct drawing *drawing, const struct point *to)
{
    struct pen *pen = &drawing->pen;
    if (to->x > pen->last.x)
        pen_to(pen, to, bound_between(drawing->prover, &pen->last, to));
}

// The proven distance between the curve of a piece and the stroke from a to b, in pixels. A
// continuous curve whose values lie between those of its ends is no further from the stroke than it
// is wide.
static double bound_of_stroke(const struct frame *frame, const struct piece *piece,
                              const struct point *a, const struct point *b)
{
    double low = fmin(height_of(frame, a), height_of(frame, b));
    double high = fmax(height_of(frame, a), height_of(frame, b));
    double least = clamp(piece->facts.low, frame->clamp_low, frame->clamp_high);
    double most = clamp(piece->facts.high, frame->clamp_low, frame->clamp_high);
    double over = fmax(most - high, low - least) * frame->unit_y;
    bool holds = piece->facts.smooth >= 0 && !piece->facts.may_end;
    return holds && !isnan(over) ? fmax(over, width_of(frame, &piece->stretch)) : HUGE_VAL;
}

// Draws on to the curve's last point, unless its value is infinite or its rounding error can be
// seen, as it is where a part of the formula overflows.
static void end_draw(struct drawing *drawing, const struct point *last)
{
    struct point end = *last;
    measure_errors(drawing->prover, &end, 1);
    if (!isfinite(end.y) || end.error > JUMP_PIXELS)
        return;
    draw_to(drawing, &end);
}

// Whether a jump may be the work of rounding alone: the error of the value beyond it is as large as
// the jump. floor(3*sin(x)) rounds to 3 at all doubles near π/2.
static bool is_rounding(const struct frame *frame, const struct point *before,
                        const struct point *beyond)
{
    return beyond->error > JUMP_PIXELS &&
           beyond->error >= apart(frame, before, beyond) - JUMP_PIXELS;
}

// Draws on to x of a point at the height of the last one.
static void draw_level(struct pen *pen, const struct point *to)
{
    struct point p = *to;
    p.y = pen->last.y;
    p.v = pen->last.v;
    pen_to(pen, &p, HUGE_VAL);
}

void edge_draw(struct drawing *drawing, const struct piece *piece, const struct point *to)
{
    struct pen *pen = &drawing->pen;
    const struct frame *frame = pen->frame;
    struct point a = pen->last, b = *to;
    enum edge edge = find_edge(frame, &piece->facts, &a, &b);
    const struct point *last = is_end(&a) ? &b : &a;
    if (edge == EDGE_NONE) {
        pen_to(pen, to, bound_of_stroke(frame, piece, &pen->last, to));
        return;
    }
    if (edge == EDGE_JUMP && is_rounding(frame, &a, to)) {
        draw_level(pen, to);
        return;
    }
    if (edge == EDGE_END)
        end_draw(drawing, last);
    if (edge == EDGE_JUMP || edge == EDGE_HOLE) {
        draw_to(drawing, &a);
        pen_keep(pen);
        pen_start(pen, &b);
    }
    draw_to(drawing, to);
}
