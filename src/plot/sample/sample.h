// Adaptive sampling: few vertices, and a polyline that stays within `tolerance` pixels of the
// curve.
//
// Between breaks and points of interest, which are exact vertices, segments are halved until probes
// inside them lie on the chord; then vertices that the tolerance does not need are dropped. Both
// happen in the axes' own scale, in pixels. One-sided limits come from the catalogue, so no stroke
// crosses a jump.
//
// A curve that swings faster than pixels is drawn as what it covers: the lowest and the highest
// point of each column, a few vertices a pixel at most. Rounding errors of the function, where they
// can be seen, widen the tolerance.
#ifndef ACTSCOPE_PLOT_SAMPLE_SAMPLE_H
#define ACTSCOPE_PLOT_SAMPLE_SAMPLE_H

#include "plot/curve.h"

// Pixels between polyline and curve. Fresh curves are finer, so that they survive a small zoom.
#define SAMPLE_TOLERANCE 0.05

struct sample_request {
    const struct activation *activation;
    const double *parameters;
    enum order order;
    struct axis x, y;
    double width, height; // of the panel in pixels
    double margin;        // how far beyond the view to sample, in views each side; 0 for none
    bool as_computed;     // with all errors of its values, and without a proof
    bool magnitude;       // the absolute values; only as_computed: they are not proven
};

// Fills `curve` (keeping its identity, giving it a new revision) for the request. The view's own
// bounds are vertices, so the part inside the view does not depend on the margin. Vertices beyond
// the panel by more than its height times (1 + margin) are cut off there.
void curve_sample(struct curve *curve, const struct sample_request *request);

// Whether the curve, as it was sampled, still shows the truth over this view: inside the sampled
// stretch, and not zoomed so far that the tolerance is exceeded or vertices are wasted.
bool curve_covers(const struct curve *curve, const struct sample_request *request);

// The range of y over [x.low, x.high], breaks and points of interest included, ±inf left out.
// Returns false if nothing finite was met. Used for fitting.
bool sample_extent(const struct activation *activation, const double *parameters, enum order order,
                   const struct axis *x, double *low, double *high);

// The range of y that an axis of this scale is fitted to: that of sample_extent, but where the
// curve has a pole in view, only the middle nine tenths of its values and half as much again to
// either side; on a log axis from the least positive value on; and where proven bounds hold one
// value for all that was met, that value: the rest is rounding errors. Returns false if there is
// nothing to fit to.
bool sample_fit_extent(const struct activation *activation, const double *parameters,
                       enum order order, enum scale_kind scale, const struct axis *x, double *low,
                       double *high);

#endif
