// Draws pieces: computes their points, many in one call, and leads the pen along them.
#include "plot/sample/part.h"

// How many points a piece takes, its beginning not counted.
static int points_of(const struct piece *piece)
{
    return piece->kind == PIECE_CHORDS || piece->kind == PIECE_COMPUTED ? piece->chords : 1;
}

// The bound of a piece, in pixels. Where a stretch has few doubles, points cannot be evenly spaced
// and chords become longer, which raises the bound by the square of their length.
static double bound_of(const struct stretch *stretch, const struct judgement *judgement)
{
    if (judgement->chords <= 1)
        return judgement->bound;
    double far = fmax(fabs(stretch->xa), fabs(stretch->xb));
    double doubles = (stretch->xb - stretch->xa) / (nextafter(far, HUGE_VAL) - far);
    double longer = judgement->chords / fmax(1, doubles / 2);
    return longer > 1 ? judgement->bound * longer * longer : judgement->bound;
}

struct piece piece_of(const struct stretch *stretch, const struct judgement *judgement,
                      const struct facts *facts)
{
    static const enum piece_kind kinds[] = {[VERDICT_NONE] = PIECE_EDGE,
                                            [VERDICT_CHORDS] = PIECE_CHORDS,
                                            [VERDICT_HIDDEN] = PIECE_HIDDEN,
                                            [VERDICT_GAP] = PIECE_GAP};
    return (struct piece){.stretch = *stretch,
                          .kind = kinds[judgement->verdict],
                          .chords = judgement->chords,
                          .bound = bound_of(stretch, judgement),
                          .facts = *facts};
}

void drawing_add(struct drawing *drawing, const struct piece *piece)
{
    if (drawing->n == PIECES_MAX || drawing->points + points_of(piece) > POINTS_MAX)
        drawing_flush(drawing);
    drawing->pieces[drawing->n++] = *piece;
    drawing->points += points_of(piece);
}

// Writes the x of a piece's points, the last of which is its end, and returns how many.
static int piece_xs(const struct frame *frame, const struct piece *piece, double *x)
{
    const struct stretch *s = &piece->stretch;
    int n = points_of(piece);
    for (int i = 1; i < n; i++)
        x[i - 1] = inverse(frame->request->x.scale, s->ua + (s->ub - s->ua) * i / n);
    x[n - 1] = s->xb;
    return n;
}

// Whether a point is further from height v than chords may be, and than its own error.
static bool is_off(const struct frame *frame, const struct point *p, double v)
{
    return fabs(height_of(frame, p) - v) * frame->unit_y > fmax(CHORD_PIXELS, p->error);
}

static bool is_apart(const struct frame *frame, double a, double b)
{
    return fabs(a - b) * frame->unit_y > JUMP_PIXELS;
}

// Whether no proven slope leads from the last point to this one: at the very end of the piece the
// curve has jumped.
static bool has_stepped(const struct frame *frame, const struct facts *facts,
                        const struct point *before, const struct point *p)
{
    if (before == NULL || before->x >= p->x || isnan(before->v) || isnan(p->v))
        return false;
    struct vector way = pixels_between(frame, before, p);
    return way.y < facts->slope_low * way.x - JUMP_PIXELS ||
           way.y > facts->slope_high * way.x + JUMP_PIXELS;
}

// The width in pixels of the few doubles beside a break at x, on the side of `within`, of which
// nothing is proven (SLIVER in prove.c).
static double width_beside(const struct frame *frame, double x, double within)
{
    enum { DOUBLES = 8 };
    enum scale_kind scale = frame->request->x.scale;
    double step = nextafter(x, within) - x;
    return fabs(forward(scale, x + DOUBLES * step) - forward(scale, x)) * frame->unit_x;
}

// Whether a limit lies where the curve's proven slope can lead over the last few doubles, `moved`
// being its distance from the proven values in pixels. If so, adds to the point's error what the
// slope may change by over these.
static bool leads_to_limit(const struct frame *frame, const struct facts *facts, struct point *p,
                           double moved, double within)
{
    double width = width_beside(frame, p->x, within);
    double steepest = fmax(fabs(facts->slope_low), fabs(facts->slope_high));
    double off = (facts->slope_high - facts->slope_low) * width;
    bool is_drawn = facts->low >= frame->clamp_low && facts->high <= frame->clamp_high;
    bool may_lead = p->is_limit && isfinite(p->y) && facts->smooth >= 0 && isfinite(steepest);
    if (!is_drawn || !may_lead || !(moved <= steepest * width))
        return false;
    p->error += fmin(moved, isnan(off) ? moved : off);
    return true;
}

// Moves a point at the end of a piece to the curve, if what is proven of the piece shows that it is
// not on it: the value of x == 0 ? 1 : x at 0 is such a single point. The value next to it is taken
// instead.
static void correct_point(const struct frame *frame, struct point *p, const struct piece *piece,
                          const struct point *before)
{
    const struct facts *facts = &piece->facts;
    double from = height_of(frame, p), v = clamp(from, facts->low, facts->high), y;
    bool is_proven = piece->kind == PIECE_CHORDS || piece->kind == PIECE_HIDDEN;
    bool is_there = !isnan(from) && !is_off(frame, p, v) && !has_stepped(frame, facts, before, p);
    double within = p->x == piece->stretch.xb ? -HUGE_VAL : HUGE_VAL;
    double moved = fabs(v - from) * frame->unit_y;
    if (!is_proven || is_there || leads_to_limit(frame, facts, p, moved, within))
        return;
    double beside = nextafter(p->x, within);
    frame_evaluate(frame, &beside, 1, &y);
    struct point near = point_at(frame, p->x, y);
    double at = height_of(frame, &near);
    v = clamp(isnan(at) ? facts->low / 2 + facts->high / 2 : at, facts->low, facts->high);
    p->v = clamp(v, frame->clamp_low, frame->clamp_high);
    p->y = isnan(at) || is_apart(frame, p->v, at) ? inverse(frame->request->y.scale, p->v) : y;
}

// Makes points of the values of a piece. At a knot the value is the limit from the left. An
// infinity in an edge becomes NaN: a value that overflows may have any sign.
static void piece_points(const struct drawing *drawing, const struct piece *piece, const double *x,
                         const double *y, struct point *points)
{
    const struct frame *frame = drawing->prover->frame;
    int n = points_of(piece);
    for (int i = 0; i < n; i++)
        points[i] = point_at(frame, x[i], y[i]);
    if (piece->stretch.knot_b != NO_KNOT) {
        const struct knot *knot = &drawing->knots[piece->stretch.knot_b];
        points[n - 1] = point_at(frame, knot->x, knot->left);
        points[n - 1].is_limit = knot->is_break;
    }
    bool overflows = piece->kind == PIECE_EDGE && isinf(points[0].y) && !points[0].is_limit;
    if (piece->kind == PIECE_GAP || overflows)
        points[0] = point_at(frame, x[0], (double)NAN);
}

// Whether the curve continues through a knot: its two limits agree. NaNs do not.
static bool is_joined(const struct knot *knot)
{
    return !knot->is_break || knot->left == knot->right;
}

// The point where a piece begins: its knot's limit from the right, or the last point of the pen.
static struct point start_of(const struct drawing *drawing, const struct piece *piece)
{
    const struct frame *frame = drawing->prover->frame;
    if (piece->stretch.knot_a == NO_KNOT)
        return drawing->pen.last;
    const struct knot *knot = &drawing->knots[piece->stretch.knot_a];
    double y = piece->kind == PIECE_GAP ? (double)NAN : knot->right;
    struct point start = point_at(frame, knot->x, y);
    start.is_limit = knot->is_break;
    measure_errors(drawing->prover, &start, 1);
    return start;
}

// Whether a piece that begins at `start` continues the run of the last one.
static bool goes_on(const struct drawing *drawing, const struct piece *piece,
                    const struct point *start)
{
    const struct frame *frame = drawing->prover->frame;
    const struct point *last = &drawing->pen.last;
    bool is_knot = piece->stretch.knot_a != NO_KNOT, is_gap = piece->kind == PIECE_GAP;
    if (is_knot && piece->stretch.knot_a == 0)
        return false;
    if (is_knot && !is_joined(&drawing->knots[piece->stretch.knot_a]))
        return false;
    if (is_knot && is_gap != (isnan(last->v) && !is_sunk(last)))
        return false;
    return !is_apart(frame, height_of(frame, start), height_of(frame, last));
}

static bool is_break_knot(const struct drawing *drawing, int knot)
{
    return knot != NO_KNOT && drawing->knots[knot].is_break;
}

// Whether the bounds of the last piece and of this one overlap. Then a step between them may be the
// work of rounding errors.
static bool may_touch(const struct drawing *drawing, const struct piece *piece)
{
    return drawing->last.high >= piece->facts.low && drawing->last.low <= piece->facts.high;
}

// At a known break the curve may be steeper than doubles can follow. It is then drawn upright from
// the limit at the break to where the piece is proven to be.
void drawing_begin(struct drawing *drawing, const struct piece *piece)
{
    struct pen *pen = &drawing->pen;
    int knot = piece->stretch.knot_a;
    if (knot != NO_KNOT)
        pen_keep(pen);
    struct point limit = start_of(drawing, piece), start = limit;
    correct_point(drawing->prover->frame, &start, piece, NULL);
    const struct point *from = is_break_knot(drawing, knot) ? &limit : &start;
    if (!goes_on(drawing, piece, from)) {
        bool is_own = drawing->prover->frame->request->activation->expression != NULL;
        bool is_jump = is_own && knot != 0 && !is_break_knot(drawing, knot);
        if (is_jump && knot == NO_KNOT && may_touch(drawing, piece)) {
            pen_to(pen, &start, HUGE_VAL);
            return;
        }
        pen_keep(pen);
        pen_start(pen, from);
    } else if (from == &start && is_off(drawing->prover->frame, &start, pen->last.v)) {
        pen_to(pen, &start, HUGE_VAL); // a small jump
    }
    if (from == &limit && start.v != limit.v && !isnan(start.v)) {
        pen_to(pen, &start, 0);
        pen_keep(pen);
    }
}

// Leads the pen along the points of a piece; at a break, on to the limit there.
static void draw_chords(struct drawing *drawing, const struct piece *piece,
                        const struct point *points)
{
    const struct point *end = &points[points_of(piece) - 1];
    for (int i = 0; i < points_of(piece); i++) {
        struct point p = points[i];
        correct_point(drawing->prover->frame, &p, piece, &drawing->pen.last);
        if (p.x > drawing->pen.last.x && (&points[i] == end || p.x < end->x))
            pen_to(&drawing->pen, &p, piece->bound);
    }
    if (is_break_knot(drawing, piece->stretch.knot_b) && drawing->pen.last.v != end->v) {
        pen_keep(&drawing->pen);
        pen_to(&drawing->pen, end, 0);
    }
}

// Whether a gap leaves out single points at which f is defined. They have no derivatives.
static bool leaves_points_out(const struct drawing *drawing, const struct piece *piece)
{
    return piece->kind == PIECE_GAP && piece->facts.may_scatter &&
           drawing->pen.frame->request->order == ORDER_F;
}

static void note_scattered(struct curve *curve, const struct stretch *stretch)
{
    curve->scattered_low = fmin(curve->scattered_low, stretch->xa);
    curve->scattered_high = fmax(curve->scattered_high, stretch->xb);
}

static void draw_piece(struct drawing *drawing, const struct piece *piece,
                       const struct point *points)
{
    if (leaves_points_out(drawing, piece))
        note_scattered(drawing->pen.curve, &piece->stretch);
    drawing_begin(drawing, piece);
    if (piece->kind == PIECE_EDGE)
        edge_draw(drawing, piece, &points[0]);
    else
        draw_chords(drawing, piece, points);
    if (piece->stretch.knot_b != NO_KNOT)
        pen_keep(&drawing->pen);
    drawing->last = piece->facts;
}

void drawing_flush(struct drawing *drawing)
{
    double x[POINTS_MAX], y[POINTS_MAX];
    struct point points[POINTS_MAX];
    int n = 0, at = 0;
    for (int i = 0; i < drawing->n; i++)
        n += piece_xs(drawing->prover->frame, &drawing->pieces[i], x + n);
    frame_evaluate(drawing->prover->frame, x, (size_t)n, y);
    for (int i = 0; i < drawing->n; i++) {
        piece_points(drawing, &drawing->pieces[i], x + at, y + at, points + at);
        at += points_of(&drawing->pieces[i]);
    }
    measure_errors(drawing->prover, points, n);
    at = 0;
    for (int i = 0; i < drawing->n; i++) {
        draw_piece(drawing, &drawing->pieces[i], points + at);
        at += points_of(&drawing->pieces[i]);
    }
    drawing->n = drawing->points = 0;
}
