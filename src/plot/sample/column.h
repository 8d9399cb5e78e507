// What the files that draw columns share: column.c, band.c, chord.c. A column is a stretch no wider
// than a pixel.
#ifndef ACTSCOPE_PLOT_SAMPLE_COLUMN_H
#define ACTSCOPE_PLOT_SAMPLE_COLUMN_H

#include "plot/sample/part.h"

enum {
    FIRST_PARTS = 16, // that a column is split into at first
    COLUMN_PARTS_MAX = 640,
    SAMPLES = 4, // values that are computed in a first part, its ends included
};

// A curve that turns back by more than this, in pixels, is seen to turn.
#define TURN_PIXELS 0.05

// A part of a column, with what is known of it.
struct part {
    struct stretch stretch;
    struct facts facts;
    struct judgement judgement;
    bool is_edge; // not proven, but narrow, and its ends explain its bounds: a jump or a slope
};

struct column {
    struct part parts[COLUMN_PARTS_MAX]; // those that are not proven are split further
    int n;
    bool is_dense; // the curve turns here more often than strokes can show

    // The column's first parts, as they were before they were split; those from `from` to before
    // `to` become bands. x and v (NaN in gaps) are the values that were computed in each.
    struct part first[FIRST_PARTS];
    int first_n, from, to;
    double x[FIRST_PARTS][SAMPLES], v[FIRST_PARTS][SAMPLES];
};

// The height v that the value y at x is drawn at. Infinity counts as NaN: a value that overflows
// may have any sign.
double column_height(const struct frame *frame, double x, double y);

// The point at x with height v.
struct point point_in(const struct frame *frame, double x, double v);

// The point of the curve at the end of a stretch; at a knot, its limit from the left.
struct point end_of(const struct drawing *drawing, const struct stretch *stretch);

// Draws the pieces that wait, and leads the pen to where a stretch begins.
void begin_strokes(struct drawing *drawing, const struct stretch *stretch);

// Each of these draws a column if it is of one kind, and returns whether it is. draw_swings: bands
// that are proven. draw_stairs: stairs too low or too narrow to be told apart, drawn as their
// slope. draw_rounding: a chord that only rounding errors hide.
bool draw_swings(struct drawing *drawing, const struct stretch *stretch);
bool draw_stairs(struct drawing *drawing, const struct column *column,
                 const struct stretch *stretch);
bool draw_rounding(struct drawing *drawing, const struct column *column,
                   const struct stretch *stretch);

// Draws the first parts from column->from to before column->to, which make up `stretch`, as the
// bands that their computed values cover. Without a proof: the curve may reach further in between.
void draw_met_bands(struct drawing *drawing, const struct column *column,
                    const struct stretch *stretch);

#endif
