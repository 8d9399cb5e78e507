// The slopes of an activation function with its present parameters: the supremum of |f′|, and where
// |f′| is small. Curves and networks both ask here, so that they agree on where a function
// saturates.
//
// Functions of the catalogue and users' formulas are sampled over all magnitudes of doubles, at
// their breaks and at their points of interest. A peak that is narrower than the distance between
// samples (1/32 up to |x| = 32, a factor of 1.25 up to 10⁹, one of 10 beyond) may be missed if it
// is no point of interest. `parameters` has as many values as the function has parameters.
#ifndef ACTSCOPE_ACTIVATION_SLOPE_H
#define ACTSCOPE_ACTIVATION_SLOPE_H

#include "activation/activation.h"

// |f′| below this share of sup|f′| counts as saturated.
#define SLOPE_SATURATED 0.05

struct slope_sup {
    double value; // sup|f′|, Dirac masses left out; INFINITY if |f′| is not bounded
    double x; // where |f′| is, or approaches, the value; ±INFINITY if that is a limit far out
    bool attained; // |f′(x)| is the value; else it is only a limit as x is approached
    bool impulses; // f jumps somewhere: its derivative has Dirac masses beside f′
};

// sup|f′| alone: that of the catalogue's row at default parameters, else found to a few ulp.
double slope_sup(const struct activation *activation, const double *parameters);

// sup|f′| and where it is; takes some 0.1 ms.
struct slope_sup slope_sup_find(const struct activation *activation, const double *parameters);

// The |f′| below which a function with this sup|f′| counts as saturated; NaN if it is not bounded.
double slope_saturated_below(double sup);

struct slope_span {
    double low, high; // |f′| < threshold between these x
};

// Finds the spans of x in [places[0], places[n - 1]] where |f′| < threshold, threshold > 0. |f′| is
// sampled at the n increasing places (n >= 2), at the breaks and at the points of interest. Spans
// do not touch and are in increasing x; the ends of one are the x where |f′| crosses the threshold,
// to the last bits, or breaks where it jumps across, or the first and last place. Where f′ is NaN
// it is not small. Writes at most `most` spans and returns how many there are.
int slope_small(const struct activation *activation, const double *parameters, double threshold,
                const double *places, int n, struct slope_span *out, int most);

#endif
