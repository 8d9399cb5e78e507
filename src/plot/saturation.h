// Saturation: where the slope of an activation function is so small that gradients vanish there.
#ifndef ACTSCOPE_PLOT_SATURATION_H
#define ACTSCOPE_PLOT_SATURATION_H

#include "activation/slope.h"
#include "plot/view.h"

enum { SATURATION_SPANS_MAX = 64 };

struct saturation {
    int n;
    struct slope_span spans[SATURATION_SPANS_MAX]; // in increasing x
    bool dense; // there are more spans than these, too many to be shown one by one
};

// Finds the spans of [x->low, x->high] where |f'| < threshold, which is above 0: slope_small
// (activation/slope.h) between 513 places.
void saturation_find(const struct activation *activation, const double *parameters,
                     double threshold, const struct axis *x, struct saturation *out);

// Does the same for the whole line: over [-20, 20] and the view, and beyond their ends, where |f'|
// is computed at 57 places that grow geometrically to 10¹⁰ times as far. If it stays below the
// threshold, the span ends at ±INFINITY. Used where saturation is described in words.
void saturation_measure(const struct activation *activation, const double *parameters,
                        double threshold, const struct axis *view, struct saturation *out);

#endif
