// Saturation: where the slope of an activation function is so small that gradients vanish there.
#ifndef ACTSCOPE_PLOT_SATURATION_H
#define ACTSCOPE_PLOT_SATURATION_H

#include "plot/view.h"

enum { SATURATION_SPANS_MAX = 64 };

struct saturation_span {
    double low, high; // |f'| < threshold between them; ±INFINITY where it stays so
};

struct saturation {
    int n;
    struct saturation_span spans[SATURATION_SPANS_MAX]; // in increasing x, apart from each other
    bool dense; // there are more than these: they cannot be told one by one
};

// The spans of [x->low, x->high] where |f'| < threshold (> 0). Ends inside are where |f'| crosses
// the threshold, to the last bits, or a break where it jumps across. What is narrower than the
// distance of about 512 places, and no point of interest, may be missed. NaN is not saturated.
void saturation_find(const struct activation *activation, const double *parameters,
                     double threshold, const struct axis *x, struct saturation *out);

// The same for the whole line, for words: over [-20, 20] and the view, and on beyond its ends as
// far as |f'| stays below at places that grow geometrically to 10¹⁰ times that far.
void saturation_measure(const struct activation *activation, const double *parameters,
                        double threshold, const struct axis *view, struct saturation *out);

// sup |f'|: the catalogue's value for its default parameters, else found numerically over
// [-50, 50]; INFINITY where |f'| still grows far out.
double slope_sup(const struct activation *activation, const double *parameters);

#endif
