// Splits stretches until interval arithmetic proves them, from left to right, as many at a time as
// it has lanes.
#include "plot/sample/part.h"

#include <assert.h>

enum {
    WAITING_MAX = 1024,
    PARTS = 4,         // that a stretch is split into when it is not proven
    FIRST_MAX = 64,    // parts that a stretch between two knots is split into at first, at most
    GOOD_CHORDS = 24,  // a stretch of more chords is split: its parts may need fewer in all
    COLUMN_CHORDS = 8, // a column of more chords than this is drawn by column.c
};

#define FIRST_PIXELS       250.0         // width of the first parts, at most
#define CLOSER_PIXELS      24.0          // a wider stretch of more than GOOD_CHORDS is split
#define COLUMN_PIXELS      (1 + 0x1p-20) // width of a column, and some for rounding
#define COMPUTED_PER_PIXEL 4.0           // points of curves drawn without a proof

// A stretch that waits for its judgement, or, once judged, until all on its left are drawn.
struct waiting {
    struct stretch stretch;
    bool judged;
    struct judgement judgement;
    struct facts facts;
};

struct stack {
    struct waiting items[WAITING_MAX]; // the leftmost last
    int n;
};

// Cuts the part left of x, whose axis coordinate is u, off `rest`, and returns 1. Returns 0 and
// changes nothing if no double lies between.
static int cut(struct stretch *rest, double x, double u, struct stretch *part)
{
    if (!(x > rest->xa && x < rest->xb && u >= rest->ua && u <= rest->ub))
        return 0;
    *part = (struct stretch){rest->xa, rest->ua, x, u, rest->knot_a, NO_KNOT};
    *rest = (struct stretch){x, u, rest->xb, rest->ub, NO_KNOT, rest->knot_b};
    return 1;
}

int stretch_split(const struct frame *frame, const struct stretch *s, int n, struct stretch *parts)
{
    int count = 0;
    struct stretch rest = *s;
    for (int i = 1; i < n; i++) {
        double u = s->ua + (s->ub - s->ua) * i / n;
        double x = inverse(frame->request->x.scale, u);
        count += cut(&rest, x, u, &parts[count]);
    }
    parts[count++] = rest;
    return count;
}

int stretch_split_to_ends(const struct frame *frame, const struct stretch *s, int n,
                          struct stretch *parts)
{
    const enum scale_kind scale = frame->request->x.scale;
    int count = 0, half = n / 2;
    struct stretch rest = *s;
    double width = s->xb - s->xa, at_a = nextafter(fabs(s->xa), HUGE_VAL) - fabs(s->xa);
    double at_b = nextafter(fabs(s->xb), HUGE_VAL) - fabs(s->xb);
    for (int i = 1; i <= half; i++) {
        double x = s->xa + at_a * pow(width / at_a, (i - 0.5) / half);
        count += cut(&rest, x, forward(scale, x), &parts[count]);
    }
    for (int i = half - 1; i >= 1; i--) {
        double x = s->xb - at_b * pow(width / at_b, (i - 0.5) / half);
        count += cut(&rest, x, forward(scale, x), &parts[count]);
    }
    parts[count++] = rest;
    return count;
}

// Splits a stretch into at most n parts that each consist of whole columns. All columns have one
// width, which is a pixel at most. Returns how many parts there are.
static int split_to_columns(const struct frame *frame, const struct stretch *s, int n,
                            struct stretch *parts)
{
    double columns = ceil(width_of(frame, s) / COLUMN_PIXELS);
    int count = 0;
    struct stretch rest = *s;
    for (int i = 1; i < n; i++) {
        double u = s->ua + (s->ub - s->ua) * rint(columns * i / n) / columns;
        count += cut(&rest, inverse(frame->request->x.scale, u), u, &parts[count]);
    }
    parts[count++] = rest;
    return count;
}

// Splits a stretch into at most n parts and puts them on the stack, not judged yet.
static void push_parts(struct stack *stack, const struct frame *frame, const struct stretch *s,
                       int n)
{
    struct stretch parts[FIRST_MAX];
    int count = split_to_columns(frame, s, n, parts);
    if (count == 1) // it is one column, or doubles are as wide as columns
        count = stretch_split(frame, s, n, parts);
    assert(stack->n + count <= WAITING_MAX);
    for (int i = count - 1; i >= 0; i--)
        stack->items[stack->n++] = (struct waiting){.stretch = parts[i]};
}

static bool can_split(const struct frame *frame, const struct stretch *s)
{
    struct stretch parts[2];
    return stretch_split(frame, s, 2, parts) > 1;
}

// Whether a judged stretch is split further: it is not proven, or needs many chords.
static bool wants_parts(const struct frame *frame, const struct waiting *waiting)
{
    const struct judgement *j = &waiting->judgement;
    double width = width_of(frame, &waiting->stretch);
    if (width <= COLUMN_PIXELS || !can_split(frame, &waiting->stretch))
        return false;
    return j->verdict == VERDICT_NONE ||
           (j->verdict == VERDICT_CHORDS && j->chords > GOOD_CHORDS &&
            (width > CLOSER_PIXELS || j->chords > COLUMN_CHORDS * width));
}

// Judges a stretch; a column that needs many chords counts as not proven.
static struct judgement judged(struct prover *prover, const struct stretch *s, struct facts *facts)
{
    struct judgement judgement = judge_with_holes(prover, s, facts);
    bool too_many = width_of(prover->frame, s) <= COLUMN_PIXELS && judgement.chords > COLUMN_CHORDS;
    if (judgement.verdict == VERDICT_CHORDS && too_many)
        judgement.verdict = VERDICT_NONE;
    return judgement;
}

// Judges the leftmost stretches on the stack, up to JET_LANES at once, and splits those that need
// it.
static void judge_some(struct stack *stack, struct prover *prover)
{
    struct waiting some[2 * JET_LANES];
    struct stretch batch[JET_LANES];
    struct facts facts[JET_LANES];
    int n = 0, open = 0;
    while (stack->n > 0 && n < 2 * JET_LANES && open < JET_LANES) {
        some[n] = stack->items[--stack->n];
        if (!some[n].judged)
            batch[open++] = some[n].stretch;
        n++;
    }
    prove(prover, batch, open, facts);
    open = 0;
    for (int i = 0; i < n; i++)
        if (!some[i].judged) {
            some[i].facts = facts[open++];
            some[i].judgement = judged(prover, &some[i].stretch, &some[i].facts);
        }
    for (int i = n - 1; i >= 0; i--) {
        if (!some[i].judged && wants_parts(prover->frame, &some[i])) {
            push_parts(stack, prover->frame, &some[i].stretch, PARTS);
            continue;
        }
        some[i].judged = true;
        stack->items[stack->n++] = some[i];
    }
}

static void draw(struct drawing *drawing, const struct waiting *waiting)
{
    if (waiting->judgement.verdict == VERDICT_NONE) {
        column_draw(drawing, &waiting->stretch, &waiting->facts);
        return;
    }
    struct piece piece = piece_of(&waiting->stretch, &waiting->judgement, &waiting->facts);
    drawing_add(drawing, &piece);
}

void draw_as_computed(struct drawing *drawing, const struct stretch *stretch)
{
    const struct frame *frame = drawing->prover->frame;
    struct stretch parts[FIRST_MAX];
    double pieces = ceil(width_of(frame, stretch) * COMPUTED_PER_PIXEL / CHORDS_MAX);
    int n = stretch_split(frame, stretch, (int)clamp(pieces, 1, FIRST_MAX), parts);
    for (int i = 0; i < n; i++)
        drawing_add(drawing, &(struct piece){.stretch = parts[i],
                                             .kind = PIECE_COMPUTED,
                                             .chords = CHORDS_MAX,
                                             .bound = HUGE_VAL});
}

void split_and_draw(struct drawing *drawing, const struct stretch *stretches, int n)
{
    struct stack stack = {.n = 0};
    const struct frame *frame = drawing->prover->frame;
    for (int i = n - 1; i >= 0; i--) {
        double parts = ceil(width_of(frame, &stretches[i]) / FIRST_PIXELS);
        push_parts(&stack, frame, &stretches[i], (int)clamp(parts, 1, FIRST_MAX));
    }
    while (stack.n > 0)
        if (stack.items[stack.n - 1].judged)
            draw(drawing, &stack.items[--stack.n]);
        else
            judge_some(&stack, drawing->prover);
}
