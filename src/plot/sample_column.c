// Columns: a segment no wider than a pixel, with all that happens there.
#include "plot/sample_part.h"

#include <math.h>
#include <stdint.h>

enum {
    COLUMN_SAMPLES = 32,
    DENSE_TURNS = 3,  // in a column: more than what strokes can show
    CLIMB_STEPS = 16, // towards the extremes of a column
};

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

bool column_draw(struct pen *pen, struct segment *s)
{
    const struct frame *frame = pen->frame;
    struct column column;
    column_look(&column, frame, s);
    int turns = count_turns(frame, column.y, COLUMN_SAMPLES);
    s->restless = s->restless && turns > 0;
    if (turns < DENSE_TURNS)
        return false;
    column_climb(&column, frame);
    struct point low = column_point(frame, column.low_x, column.low);
    struct point high = column_point(frame, column.high_x, column.high);
    struct point end = column_point(frame, s->b.x, s->b.y);
    struct point first = sample_beside(&column, frame, 0, 1);
    struct point last = sample_beside(&column, frame, COLUMN_SAMPLES - 1, -1);
    bool low_first = low.x <= high.x;
    // Beside a gap the curve is drawn as far as it was seen.
    const struct point *row[] = {isnan(pen->last.y) ? &first : NULL, low_first ? &low : &high,
                                 low_first ? &high : &low, isnan(end.y) ? &last : NULL};
    for (int i = 0; i < 4; i++)
        if (row[i] != NULL && row[i]->x > pen->last.x && row[i]->x < end.x) // u may be the same
            pen_to(pen, row[i]);
    pen_to(pen, &end);
    return true;
}
