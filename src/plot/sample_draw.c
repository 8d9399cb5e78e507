// Pieces become points, many in one call, and the pen is led along them.
#include "plot/sample_part.h"

static int points_of(const struct piece *piece)
{
    return piece->kind == PIECE_CHORDS ? piece->chords : 1;
}

void drawing_add(struct drawing *drawing, const struct piece *piece)
{
    if (drawing->n == PIECES_MAX || drawing->points + points_of(piece) > POINTS_MAX)
        drawing_flush(drawing);
    drawing->pieces[drawing->n++] = *piece;
    drawing->points += points_of(piece);
}

// The x of a piece's points, its end last.
static int piece_xs(const struct frame *frame, const struct piece *piece, double *x)
{
    const struct stretch *s = &piece->stretch;
    int n = points_of(piece);
    for (int i = 1; i < n; i++)
        x[i - 1] = inverse(frame->request->x.scale, s->ua + (s->ub - s->ua) * i / n);
    x[n - 1] = s->xb;
    return n;
}

// On a log axis what is not positive is at the foot.
static double height_of(const struct frame *frame, const struct point *p)
{
    return is_sunk(p) ? frame->clamp_low : p->v;
}

static bool is_apart(const struct frame *frame, double a, double b)
{
    return fabs(a - b) * frame->unit_y > JUMP_PIXELS;
}

// What is proven of a piece holds its ends, too: a single point that is not on the curve, as the
// value at x == 0, is not drawn.
static void hold_point(const struct frame *frame, struct point *p, const struct piece *piece)
{
    double from = height_of(frame, p), v = clamp(from, piece->facts.low, piece->facts.high), y;
    bool is_proven = piece->kind == PIECE_CHORDS || piece->kind == PIECE_HIDDEN;
    if (!is_proven || !is_apart(frame, v, from))
        return;
    double within = p->x == piece->stretch.xb ? -HUGE_VAL : HUGE_VAL;
    double beside = nextafter(p->x, within);
    frame_evaluate(frame, &beside, 1, &y);
    struct point near = point_at(frame, p->x, y);
    p->v = clamp(height_of(frame, &near), piece->facts.low, piece->facts.high);
    p->v = clamp(p->v, frame->clamp_low, frame->clamp_high);
    p->y = is_apart(frame, p->v, near.v) ? inverse(frame->request->y.scale, p->v) : y;
}

// A knot has its value from the left.
static void piece_points(const struct drawing *drawing, const struct piece *piece, const double *x,
                         const double *y, struct point *points)
{
    const struct frame *frame = drawing->prover->frame;
    int n = points_of(piece);
    for (int i = 0; i < n; i++)
        points[i] = point_at(frame, x[i], y[i]);
    if (piece->stretch.knot_b != NO_KNOT)
        points[n - 1] = point_at(frame, x[n - 1], drawing->knots[piece->stretch.knot_b].left);
    if (piece->kind == PIECE_GAP)
        points[0] = point_at(frame, x[0], (double)NAN);
}

// The curve is drawn on through a knot but where its limits differ; NaNs do.
static bool is_joined(const struct knot *knot)
{
    return !knot->is_break || knot->left == knot->right;
}

// Where a piece begins: at its knot's value from the right, or where the last one ended, held by what
// is proven of the piece.
static struct point start_of(const struct drawing *drawing, const struct piece *piece)
{
    const struct frame *frame = drawing->prover->frame;
    struct point start = drawing->pen.last;
    if (piece->stretch.knot_a != NO_KNOT) {
        const struct knot *knot = &drawing->knots[piece->stretch.knot_a];
        start = point_at(frame, knot->x, piece->kind == PIECE_GAP ? (double)NAN : knot->right);
        measure_errors(drawing->prover, &start, 1);
    }
    hold_point(frame, &start, piece);
    return start;
}

// Whether a piece goes on from where the last one ended.
static bool goes_on(const struct drawing *drawing, const struct piece *piece,
                    const struct point *start)
{
    const struct frame *frame = drawing->prover->frame;
    const struct point *last = &drawing->pen.last;
    const struct knot *knot = &drawing->knots[piece->stretch.knot_a < 0 ? 0 : piece->stretch.knot_a];
    bool is_knot = piece->stretch.knot_a != NO_KNOT, is_gap = piece->kind == PIECE_GAP;
    if (is_knot && (piece->stretch.knot_a == 0 || !is_joined(knot)))
        return false;
    if (is_knot && is_gap != (isnan(last->v) && !is_sunk(last)))
        return false;
    return !is_apart(frame, height_of(frame, start), height_of(frame, last));
}

void drawing_begin(struct drawing *drawing, const struct piece *piece)
{
    struct pen *pen = &drawing->pen;
    bool is_knot = piece->stretch.knot_a != NO_KNOT;
    if (is_knot)
        pen_keep(pen);
    struct point start = start_of(drawing, piece);
    if (goes_on(drawing, piece, &start))
        return;
    const struct knot *knot = is_knot ? &drawing->knots[piece->stretch.knot_a] : NULL;
    bool is_first = is_knot && piece->stretch.knot_a == 0;
    if (knot != NULL && !is_first && knot->is_break && is_joined(knot) && !isnan(start.v)) {
        pen_to(pen, &start, 0); // steeper than doubles can tell
        return;
    }
    pen_keep(pen);
    if (!is_first && (knot == NULL || !knot->is_break) && !isnan(start.v) && !isnan(pen->last.v))
        add_jump_dots(pen, &pen->last, &start);
    pen_start(pen, &start);
}

static void draw_piece(struct drawing *drawing, const struct piece *piece, struct point *points)
{
    const struct point *end = &points[points_of(piece) - 1];
    for (int i = 0; i < points_of(piece); i++)
        hold_point(drawing->prover->frame, &points[i], piece);
    drawing_begin(drawing, piece);
    if (piece->kind == PIECE_EDGE) {
        edge_draw(drawing, piece, end);
    } else {
        for (int i = 0; i < points_of(piece); i++)
            if (points[i].x > drawing->pen.last.x && (&points[i] == end || points[i].x < end->x))
                pen_to(&drawing->pen, &points[i], piece->bound);
    }
    if (piece->stretch.knot_b != NO_KNOT)
        pen_keep(&drawing->pen);
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
