// Adaptive sampling: turns a function into a polyline of few vertices that stays within
// SAMPLE_TOLERANCE pixels of the curve.
//
// Breaks and points of interest become vertices exactly. The stretches between them are split until
// interval arithmetic proves that chords will do (part.h tells how), and vertices that the
// tolerance does not need are dropped. All distances are measured in pixels, along the axes with
// their scales. One-sided limits come from the catalogue or from the formula's breaks, so no stroke
// crosses a jump.
//
// Where a curve swings faster than pixels can show, the strokes cover the heights that it takes in
// each column of pixels, with a few vertices a column at most. Rounding errors of the function that
// can be seen at this zoom widen the tolerance, so that the curve does not follow them.
#ifndef ACTSCOPE_PLOT_SAMPLE_SAMPLE_H
#define ACTSCOPE_PLOT_SAMPLE_SAMPLE_H

#include "plot/curve.h"

// The distance between polyline and curve that is aimed at, in pixels; what the pen leaves out and
// what lies between two computed points may come to 1.15 times this. It is small enough for a curve
// to be shown again, unchanged, while the view is zoomed in by up to 1.6 (curve_covers).
#define SAMPLE_TOLERANCE 0.05

struct sample_request {
    const struct activation *activation;
    const double *parameters;
    enum order order;
    struct axis x, y;
    double width, height; // of the panel, in pixels
    double margin;        // x sampled beyond the view on each side, in widths of the view; 0: none
    bool as_computed;     // connect values as doubles give them, rounding errors and all; no proof
    bool magnitude;       // absolute values; needs as_computed, since these are not proven
};

// Samples the request into `curve`, which is zeroed or was sampled before. Its `identity` and the
// fields of its dashes stay, `revision` grows by 1, the rest is filled anew. The view's own bounds
// are vertices, so the part inside the view does not depend on the margin. The curve is cut off
// where it is further than (1 + margin) heights of the panel above or below it. Frees nothing: end
// with curve_free.
void curve_sample(struct curve *curve, const struct sample_request *request);

// Returns whether a sampled curve can still be drawn for this request: its view lies within the
// stretch that was sampled, and it is zoomed by a factor of 0.5 to 1.6 since, so that the tolerance
// holds and few vertices are wasted. The function, its parameters and scales are not compared.
bool curve_covers(const struct curve *curve, const struct sample_request *request);

// Finds the range of y over [x->low, x->high], breaks and points of interest included, infinities
// left out. It looks at 257 places, and again wherever interval arithmetic leaves room for values
// outside of the range by 1 % of it or more. Returns false, with *low > *high, if no value is
// finite.
bool sample_extent(const struct activation *activation, const double *parameters, enum order order,
                   const struct axis *x, double *low, double *high);

// Finds the range of y that an axis of this scale is fitted to: that of sample_extent, with these
// exceptions. Where the curve has a pole in view, the range of the middle nine tenths of its
// values, and half as much again at either end. Above and below 0 at least a fifth of the range
// where arrows of impulses will stand. On a log axis, from the least positive value on, or six
// decades below the highest where the curve falls to 0. If interval arithmetic allows one value to
// be taken everywhere, that value alone: the rest is rounding errors. Returns false if there is
// nothing to fit to.
bool sample_fit_extent(const struct activation *activation, const double *parameters,
                       enum order order, enum scale_kind scale, const struct axis *x, double *low,
                       double *high);

#endif
