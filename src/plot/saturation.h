// Saturation: where the slope of an activation function is so small that gradients vanish there.
#ifndef ACTSCOPE_PLOT_SATURATION_H
#define ACTSCOPE_PLOT_SATURATION_H

#include "activation/slope.h"
#include "plot/view.h"

enum { SATURATION_SPANS_MAX = 64 };

struct saturation {
    int n;
    struct slope_span spans[SATURATION_SPANS_MAX]; // as slope_small finds them
    bool dense; // there are more than these: they cannot be told one by one
};

// The spans of [x->low, x->high] where |f'| < threshold (> 0): slope_small between 513 places.
void saturation_find(const struct activation *activation, const double *parameters,
                     double threshold, const struct axis *x, struct saturation *out);

// The same for the whole line, for words: over [-20, 20] and the view, and on beyond its ends as
// far as |f'| stays below at places that grow geometrically to 10¹⁰ times that far; then the end is
// ±INFINITY.
void saturation_measure(const struct activation *activation, const double *parameters,
                        double threshold, const struct axis *view, struct saturation *out);

#endif
