// Close to a knot of a formula: what happens between it and the first probe. tanh(1000 x) drawn
// over a thousand units bends within a hundredth of a pixel of 0, and a pole lies in a point.
#include "plot/sample_part.h"

#include <float.h>
#include <math.h>

#define NEAR_PIXELS 0.1   // how far from the knot this goes
#define NEAR_STEP   8.0   // from one distance to the next
#define NEAR_LEAST  1e-30 // in data: the formulas of this world happen further apart

// The distances from the knot in axis coordinates, falling from `reach`; as many as there are
// places in doubles.
static int near_distances(const struct frame *frame, const struct point *knot, double reach,
                          double distances[NEAR_STEPS])
{
    double least = fmax(NEAR_LEAST / scale_stretch(frame->request->x.scale, knot->x),
                        4 * DBL_EPSILON * fabs(knot->u));
    double step = fmax(NEAR_STEP, pow(reach / least, 1.0 / NEAR_STEPS));
    int n = 0;
    for (double d = reach; n < NEAR_STEPS && d > least; d /= step)
        distances[n++] = d;
    return n;
}

static void points_at(const struct frame *frame, const struct point *knot, double sign,
                      const double *distances, int n, struct point *out)
{
    double x[NEAR_ROW] = {knot->x}, y[NEAR_ROW];
    for (int i = 0; i < n; i++)
        x[i] = inverse(frame->request->x.scale, knot->u + sign * distances[i]);
    frame_evaluate(frame, x, (size_t)n, y);
    for (int i = 0; i < n; i++)
        out[i] = point_at(frame, x[i], y[i]);
}

static bool are_calm(const struct frame *frame, const struct point *knot, const struct point *row,
                     int n)
{
    struct chord chord = chord_of(frame, knot, &row[0]);
    for (int i = 1; i < n; i++)
        if (!near_chord(frame, &chord, &row[i]))
            return false;
    return true;
}

// The points from the knot outwards, knot included; none where they all lie on a chord.
static int near_row(const struct frame *frame, const struct point *knot, double reach, double sign,
                    struct point row[NEAR_ROW])
{
    double distances[NEAR_STEPS], all[NEAR_ROW];
    int steps = near_distances(frame, knot, reach, distances), n = 0;
    if (steps < 2)
        return 0;
    points_at(frame, knot, sign, distances, steps, row);
    if (are_calm(frame, knot, row, steps))
        return 0;
    for (int i = steps - 1; i >= 0; i--) {
        double from = i + 1 < steps ? distances[i + 1] : 0, ratio = from / distances[i];
        for (int j = NEAR_BETWEEN; j >= 0; j--) {
            double part = (double)j / (NEAR_BETWEEN + 1);
            all[n++] = distances[i] * (from > 0 ? pow(ratio, part) : 1 - part);
        }
    }
    row[0] = *knot;
    points_at(frame, knot, sign, all, n, row + 1);
    return n + 1;
}

static double reach_of(const struct frame *frame, const struct point *a, const struct point *b)
{
    return fmin(NEAR_PIXELS / frame->unit_x, (b->u - a->u) / 3);
}

struct point near_begin(struct pen *pen, const struct point *a, const struct point *b)
{
    struct point row[NEAR_ROW];
    int n = near_row(pen->frame, a, reach_of(pen->frame, a, b), 1, row);
    if (n < 3 || !(row[n - 1].u < b->u))
        return *a;
    row_draw(pen, row, n, true, false);
    return row[n - 1];
}

int near_end(const struct frame *frame, const struct point *a, const struct point *b,
             struct point row[NEAR_ROW])
{
    struct point back[NEAR_ROW];
    int n = near_row(frame, b, reach_of(frame, a, b), -1, back);
    if (n < 3 || !(back[n - 1].u > a->u))
        return 0;
    for (int i = 0; i < n; i++)
        row[i] = back[n - 1 - i];
    return n;
}
