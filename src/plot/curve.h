// A sampled curve: the polyline that shows one order of one function over a stretch of x, with its
// gaps and the dots at its jumps. Painters draw it, and `actscope polyline` prints it.
#ifndef ACTSCOPE_PLOT_CURVE_H
#define ACTSCOPE_PLOT_CURVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "plot/view.h"

struct curve_vertex {
    double x, y; // data
    double u, v; // axis coordinates relative to the curve's origin: small numbers, fit for float
    float bound; // pixels that the stroke that ends here is off by at most; HUGE_VALF: not proven
};

// A dot at a jump: filled at the value, hollow at a one-sided limit that is not the value.
struct curve_dot {
    double x, y; // data
    double u, v; // as those of a vertex
    bool filled;
};

enum { CURVE_DOTS_MAX = 512 };

struct curve {
    uint64_t identity;         // of its function, order and panel; never 0 for a curve in use
    uint64_t revision;         // grows whenever the vertices change; 0: not sampled yet
    double origin_u, origin_v; // axis coordinates that u and v of vertices and dots begin at
    struct curve_vertex *vertices;
    size_t n, c;         // vertices used and allocated
    size_t *runs;        // runs[i] is the first vertex of run i; strokes are drawn within runs only
    size_t run_n, run_c; // runs used and allocated
    struct curve_dot dots[CURVE_DOTS_MAX];
    size_t dot_n;
    size_t anchor; // the vertex from which the dash pattern is measured, so that dashes keep still
    bool dashes_kept;      // curve_keep_dashes has set `anchor_along`
    double anchor_along;   // where in the dash pattern that vertex is, in pixels at the sampling
    double unit_x, unit_y; // pixels per axis coordinate at the sampling
    double low, high;      // the stretch of x sampled, in data
    double floor, ceiling; // the stretch of y kept, in axis coordinates
    bool nothing_positive; // on a log y axis, no value above 0 was met

    // The stretch of x, in data, where the function may be defined at single points, which are left
    // out: x^x at -1 and -2. low > high if there is none.
    double scattered_low, scattered_high;
};

// Frees the arrays and makes the curve zero; NULL and zeroed curves are fine.
void curve_free(struct curve *curve);

// Where in the dash pattern the anchor vertex is, as an arc length in pixels, when the axes have
// these units, pixels per axis coordinate (unit_y of either sign). It is 0 at x = 0. In a curve
// that does not reach x = 0 it is the distance from there along the x axis, unless
// curve_keep_dashes has set it.
double curve_anchor_along(const struct curve *curve, double unit_x, double unit_y);

// A place of a curve, and where in the dash pattern it is, in pixels when axis coordinates have
// `unit` pixels (the geometric mean of both axes).
struct dash_mark {
    bool set;
    double x, along, unit;
};

// Keep dashes in place while the view moves past what was sampled. curve_mark_dashes takes a mark
// before a curve is sampled anew for a view of x; curve_keep_dashes applies it afterwards, `scale`
// being that of x. The mark is not set where x = 0 in view keeps dashes in place anyway, or where
// the curve has nothing in view.
struct dash_mark curve_mark_dashes(const struct curve *curve, const struct axis *view);
void curve_keep_dashes(struct curve *curve, const struct dash_mark *mark, enum scale_kind scale);

// The proven distance in pixels between the function and the stroke that ends at vertex i, when the
// axes have these units (unit_y of either sign): zooming in since the sampling makes it larger.
// HUGE_VAL where nothing is proven.
double curve_bound(const struct curve *curve, size_t i, double unit_x, double unit_y);

// What is proven of a curve. A stroke is proven if the function is nowhere further from it than
// CURVE_PROVEN_PIXELS. More strokes have a bound: where the function swings within a column of
// pixels, the strokes cover all heights that it takes there, but it may be as far from them as the
// column is wide.
#define CURVE_PROVEN_PIXELS 0.1
struct curve_proof {
    size_t pieces, proven, bounded; // strokes; how many are proven; how many have a bound
    double worst;                   // the largest bound of the proven ones, in pixels
};
struct curve_proof curve_proof(const struct curve *curve);

// The end of a run: one past its last vertex.
size_t curve_run_end(const struct curve *curve, size_t run);

#endif
