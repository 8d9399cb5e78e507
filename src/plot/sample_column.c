// Columns: a segment no wider than a pixel, with all that happens there.
#include "plot/sample_part.h"

#include <math.h>
#include <stdint.h>

enum {
    COLUMN_SAMPLES = 32,
    DENSE_TURNS = 3,  // in a column: more than what strokes can show
    CLIMB_STEPS = 16, // towards the extremes of a column
};

#define SPIKE_PIXELS 0.05 // what a tip stands out by
#define FOOT_PIXELS  0.03 // from a tip to its feet

struct column {
    double x[COLUMN_SAMPLES], y[COLUMN_SAMPLES];
    double from, to; // where it may be looked at
    double low_x, low, high_x, high;
};

static void column_meet(struct column *column, double x, double y)
{
    if (y < column->low)
        column->low = y, column->low_x = x;
    if (y > column->high)
        column->high = y, column->high_x = x;
}

// Not evenly spaced but at random (the same every time), so that no swing keeps step.
static void column_look(struct column *column, const struct frame *frame, const struct segment *s)
{
    double width = s->b.u - s->a.u;
    uint32_t random = 1;
    for (int i = 0; i < COLUMN_SAMPLES; i++) {
        random = random * 1664525U + 1013904223U;
        double place = i + random / 4294967296.0;
        double u = s->a.u + width * place / COLUMN_SAMPLES;
        column->x[i] = clamp(inverse(frame->request->x.scale, u), s->a.x, s->b.x);
    }
    frame_evaluate(frame, column->x, COLUMN_SAMPLES, column->y);
    column->from = s->a.x;
    column->to = s->b.x;
    column->low_x = column->high_x = column->x[0];
    column->low = HUGE_VAL; // NaNs are passed over
    column->high = -HUGE_VAL;
    for (int i = 0; i < COLUMN_SAMPLES; i++)
        column_meet(column, column->x[i], column->y[i]);
}

// Up from the highest and down from the lowest value known, by ever smaller steps.
static void column_climb(struct column *column, const struct frame *frame)
{
    double step = (column->to - column->from) / COLUMN_SAMPLES;
    for (int i = 0; i < CLIMB_STEPS; i++, step /= 4) {
        double x[] = {column->low_x - step, column->low_x + step, column->high_x - step,
                      column->high_x + step};
        double y[4];
        for (int j = 0; j < 4; j++)
            x[j] = clamp(x[j], column->from, column->to);
        frame_evaluate(frame, x, 4, y);
        for (int j = 0; j < 4; j++)
            column_meet(column, x[j], y[j]);
    }
}

// On a log axis what is not positive is its foot: a swing has no gaps.
static struct point column_point(const struct frame *frame, double x, double y)
{
    struct point p = point_at(frame, x, y);
    return is_sunk(&p) ? foot_at(frame, &p) : p;
}

// The first sample from one end of the column that is no gap.
static struct point sample_beside(const struct column *column, const struct frame *frame, int i,
                                  int step)
{
    while (isnan(column->y[i]) && i + step >= 0 && i + step < COLUMN_SAMPLES)
        i += step;
    return column_point(frame, column->x[i], column->y[i]);
}

static void step_to(struct pen *pen, const struct point *to, const struct point *end)
{
    if (to->x > pen->last.x && to->x < end->x) // u may be the same
        pen_to(pen, to);
}

// How often the curve turns, begins or ends. Rounding errors that matter even here are swings like
// others.
static int count_swings(const struct frame *frame, const double y[COLUMN_SAMPLES])
{
    struct frame exact = *frame;
    exact.noise = 0;
    return count_turns(&exact, y, COLUMN_SAMPLES) + count_gaps(y, COLUMN_SAMPLES);
}

// Where the curve swings out of what is followed, its part inside may be seen well: it is drawn as
// it was met, if that is so. Drawing it from its lowest to its highest point would slant an upright
// stroke.
static bool samples_draw(struct pen *pen, const struct column *column, const struct point *end)
{
    const struct frame *frame = pen->frame;
    double low = inverse(frame->request->y.scale, frame->below), y[COLUMN_SAMPLES];
    double high = inverse(frame->request->y.scale, frame->above);
    double least = HUGE_VAL, most = -HUGE_VAL;
    for (int i = 0; i < COLUMN_SAMPLES; i++) {
        y[i] = clamp(column->y[i], low, high);
        least = fmin(least, y[i]);
        most = fmax(most, y[i]);
    }
    if (count_swings(frame, y) >= DENSE_TURNS || !(least < most))
        return false;
    for (int i = 0; i < COLUMN_SAMPLES; i++) {
        struct point p = column_point(frame, column->x[i], column->y[i]);
        step_to(pen, &p, end);
    }
    pen_to(pen, end);
    return true;
}

// Whether a tip stands out from all that chance met: it is narrower than can be seen then.
static bool stands_out(const struct frame *frame, const struct point *seen, const struct point *tip)
{
    double top = clamp(tip->v, frame->below, frame->above);
    double known = clamp(seen->v, frame->below, frame->above);
    return fabs(top - known) * frame->unit_y > SPIKE_PIXELS;
}

// Draws on to the point beside a tip, so that its stroke is upright.
static void foot_draw(struct pen *pen, const struct point *tip, double side,
                      const struct point *end)
{
    const struct frame *frame = pen->frame;
    double y, u = tip->u + side * FOOT_PIXELS / frame->unit_x;
    double x = inverse(frame->request->x.scale, u);
    frame_evaluate(frame, &x, 1, &y);
    struct point foot = column_point(frame, x, y);
    if (!isnan(foot.v))
        step_to(pen, &foot, end);
}

// Draws on over the two extremes of a column. On both sides of a pole they are neighbours.
static void tips_draw(struct pen *pen, const struct point seen[2], const struct point tips[2],
                      const struct point *end)
{
    const struct frame *frame = pen->frame;
    int i = tips[0].x <= tips[1].x ? 0 : 1;
    const struct point *a = &tips[i], *b = &tips[!i];
    bool out_a = stands_out(frame, &seen[i], a), out_b = stands_out(frame, &seen[!i], b);
    bool apart = (b->u - a->u) * frame->unit_x > 2 * FOOT_PIXELS;
    if (out_a)
        foot_draw(pen, a, -1, end);
    step_to(pen, a, end);
    if (apart && out_a)
        foot_draw(pen, a, 1, end);
    if (apart && out_b)
        foot_draw(pen, b, -1, end);
    step_to(pen, b, end);
    if (out_b)
        foot_draw(pen, b, 1, end);
}

bool column_draw(struct pen *pen, struct segment *s)
{
    const struct frame *frame = pen->frame;
    struct column column;
    column_look(&column, frame, s);
    int turns = count_swings(frame, column.y);
    s->restless = s->restless && turns > 0;
    pen->dense = turns >= DENSE_TURNS;
    if (!pen->dense)
        return false;
    struct point end = column_point(frame, s->b.x, s->b.y);
    if (samples_draw(pen, &column, &end))
        return true;
    struct point seen[2] = {column_point(frame, column.low_x, column.low),
                            column_point(frame, column.high_x, column.high)};
    column_climb(&column, frame);
    struct point tips[2] = {column_point(frame, column.low_x, column.low),
                            column_point(frame, column.high_x, column.high)};
    struct point first = sample_beside(&column, frame, 0, 1);
    struct point last = sample_beside(&column, frame, COLUMN_SAMPLES - 1, -1);
    // Beside a gap the curve is drawn as far as it was seen.
    if (isnan(pen->last.y))
        step_to(pen, &first, &end);
    tips_draw(pen, seen, tips, &end);
    if (isnan(end.y))
        step_to(pen, &last, &end);
    pen_to(pen, &end);
    return true;
}
