// A sampled curve: the polyline that stands for one order of one function over a stretch of the
// plane, with its gaps and the dots at its jumps. This is what painters draw, and what
// `actscope polyline` prints.
#ifndef ACTSCOPE_PLOT_CURVE_H
#define ACTSCOPE_PLOT_CURVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "plot/view.h"

struct curve_vertex {
    double x, y; // data
    double u, v; // axis coordinates relative to the curve's origin: small numbers, fit for float
    float bound; // proven: how far the stroke that ends here is off, in pixels; HUGE_VALF: not
};

// A dot at a jump: filled where the value is, hollow at a limit that is not taken.
struct curve_dot {
    double x, y; // data
    double u, v; // as above
    bool filled;
};

enum { CURVE_DOTS_MAX = 512 };

struct curve {
    uint64_t identity; // which curve: function, order, place; never 0 for a curve in use
    uint64_t revision; // grows whenever the vertices change
    double origin_u, origin_v;
    struct curve_vertex *vertices;
    size_t n, c;
    size_t *runs; // runs[i] is the first vertex of run i; strokes are drawn within runs only
    size_t run_n, run_c;
    struct curve_dot dots[CURVE_DOTS_MAX];
    size_t dot_n;
    size_t anchor;         // the vertex where a dash pattern begins, so that dashes keep still
    bool dashes_kept;      // by curve_keep_dashes: then `anchor_along` says where in the pattern
    double anchor_along;   // that vertex is, in pixels of unit_x and unit_y
    double unit_x, unit_y; // pixels per axis coordinate when it was sampled
    double low, high;      // the stretch of x sampled, in data
    double floor, ceiling; // the stretch of y kept, in axis coordinates
    bool nothing_positive; // on a log y axis: values <= 0 were left out
    double scattered_low;  // the stretch of x, in data, where the function may be defined at single
    double scattered_high; // points, as x^x is at -1 and -2: they are left out. low > high: none
};

void curve_free(struct curve *curve); // NULL and zeroed are fine

// Where in a dash pattern the anchor is, as an arc length in pixels, when the axes have these units
// (unit_y of either sign): 0 at x = 0. A curve that does not reach x = 0 begins with the way from
// there along the axis, and keeps its dashes where they are from one sampling to the next.
double curve_anchor_along(const struct curve *curve, double unit_x, double unit_y);

// A place of a curve, and where in the dash pattern it is, in pixels of `unit` (their geometric
// mean).
struct dash_mark {
    bool set;
    double x, along, unit;
};

// Taken before a curve is sampled anew for a view of these x, and given back afterwards, the mark
// leaves dashes where they were: dashes keep still while the view moves past a sampling. No mark
// where x = 0 does it anyway, or where the view has nothing in common with the curve.
struct dash_mark curve_mark_dashes(const struct curve *curve, const struct axis *view);
void curve_keep_dashes(struct curve *curve, const struct dash_mark *mark, enum scale_kind scale);

// The proven distance in pixels between the function and the stroke that ends at vertex i, where
// the axes have these units (unit_y of either sign): a zoom since the sampling makes it larger.
// HUGE_VAL: nothing is proven.
double curve_bound(const struct curve *curve, size_t i, double unit_x, double unit_y);

// What is proven of a curve: how many of its strokes are nowhere further from the function than
// CURVE_PROVEN_PIXELS, and the furthest that one of them may be, in pixels; and how many have a
// bound at all: in columns where the function swings, the strokes cover all the heights that it
// takes, but it may be as far from them as the column is wide.
#define CURVE_PROVEN_PIXELS 0.1
struct curve_proof {
    size_t pieces, proven, bounded;
    double worst;
};
struct curve_proof curve_proof(const struct curve *curve);

// The end of run i: one past its last vertex.
size_t curve_run_end(const struct curve *curve, size_t run);

#endif
