// What columns are made of; private to column.c, band.c and chord.c.
#ifndef ACTSCOPE_PLOT_SAMPLE_COLUMN_H
#define ACTSCOPE_PLOT_SAMPLE_COLUMN_H

#include "plot/sample/part.h"

enum {
    FIRST_PARTS = 16,
    COLUMN_PARTS_MAX = 640,
    SAMPLES = 4, // of a part, its ends included
};

#define TURN_PIXELS 0.05 // a turn that can be seen

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

// The height that a value is drawn at. What overflows may have any sign, and is none: NaN.
double column_height(const struct frame *frame, double x, double y);

// The point at x that is that high, in axis coordinates; the end of a stretch.
struct point point_in(const struct frame *frame, double x, double v);
struct point end_of(const struct drawing *drawing, const struct stretch *stretch);

// Draws what waits, and begins strokes where a stretch begins.
void begin_strokes(struct drawing *drawing, const struct stretch *stretch);

// Each draws a column as what it is, and returns whether it is that: bands that are proven; stairs
// that are too low or too narrow to be told apart; what turns by nothing but rounding errors.
bool draw_swings(struct drawing *drawing, const struct stretch *stretch);
bool draw_stairs(struct drawing *drawing, const struct column *column,
                 const struct stretch *stretch);
bool draw_rounding(struct drawing *drawing, const struct column *column,
                   const struct stretch *stretch);

// Draws the bands of what was met from part column->from to column->to, which are that stretch.
void draw_met_bands(struct drawing *drawing, const struct column *column,
                    const struct stretch *stretch);

#endif
