// The slopes of an activation function with its present parameters: the steepest, and where |f′| is
// small. Everything that speaks of saturation asks here, so that curves and networks agree.
//
// Catalogue and own formulas alike are looked at over all magnitudes of doubles, at their breaks
// and at their points of interest. What is narrower than the places between those (1/32 up to
// |x| = 32, a factor of 1.25 up to 10⁹, one of 10 beyond) and no point of interest may be missed.
#ifndef ACTSCOPE_ACTIVATION_SLOPE_H
#define ACTSCOPE_ACTIVATION_SLOPE_H

#include "activation/activation.h"

// |f′| below this share of sup|f′| counts as saturated.
#define SLOPE_SATURATED 0.05

struct slope_sup {
    double value;  // sup|f′|, Dirac masses left out as in f′; INFINITY where it is not bounded
    double x;      // where it is met, or come close to: ±INFINITY far out
    bool attained; // |f′(x)| is the value; else it is only a limit as x is approached
    bool impulses; // f jumps somewhere: its derivative has Dirac masses beside f′
};

// The value alone: of the catalogue's row at default parameters, else found to a few ulp.
double slope_sup(const struct activation *activation, const double *parameters);

// All of it; some 0.1 ms.
struct slope_sup slope_sup_find(const struct activation *activation, const double *parameters);

// The threshold of saturation that goes with a sup: NAN where slopes are not bounded.
double slope_saturated_below(double sup);

struct slope_span {
    double low, high; // |f′| < threshold between them
};

// The spans where |f′| < threshold (> 0), looked for between `n` increasing places (n >= 2) and at
// the breaks and points of interest among them; in increasing x, apart from each other. Ends inside
// are where |f′| crosses the threshold, to the last bits, or a break where it jumps across. NaN is
// not small. Returns how many there are: at most `most` of them are written.
int slope_small(const struct activation *activation, const double *parameters, double threshold,
                const double *places, int n, struct slope_span *out, int most);

#endif
