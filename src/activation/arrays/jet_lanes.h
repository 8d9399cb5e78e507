// Interval arithmetic on sixteen intervals (lanes) at once, of which jets consist
// (enclosure/jet.h).
//
// Bounds are rounded outwards: for all operands within their bounds, the exact result is within the
// bounds of the result. An infinite bound means that nothing is known on that side; no bound is
// NaN. A result that is exactly 0 has the bounds 0 and 0.
//
// One source (jet_lanes_kernels.h) is compiled once for each level of the CPU, as vector.h's
// kernels are. The bits of the results are the same at every level.
#ifndef ACTSCOPE_ACTIVATION_ARRAYS_JET_LANES_H
#define ACTSCOPE_ACTIVATION_ARRAYS_JET_LANES_H

#include "activation/arrays/vector.h"

enum { JET_LANES = 16 };

// Lane i is the interval [low[i], high[i]], low[i] <= high[i].
struct bounds {
    double low[JET_LANES], high[JET_LANES];
};

// The operations at one level. `out` must not be one of the operands.
struct jet_table {
    void (*add)(const struct bounds *a, const struct bounds *b, struct bounds *out);
    void (*subtract)(const struct bounds *a, const struct bounds *b, struct bounds *out);
    void (*negate)(const struct bounds *a, struct bounds *out);                 // exactly
    void (*scale)(const struct bounds *a, double factor, struct bounds *out);   // a finite factor
    void (*shrink)(const struct bounds *a, double divisor, struct bounds *out); // a/divisor, > 0

    // w0 a[0] b[n-1] + w1 a[1] b[n-2] + … + a[n-1] b[0], with the weights w0 = first, w1 = first +
    // step and so on, which must be whole numbers from 1 to 15; n >= 1. 0 times an infinite bound
    // is 0.
    void (*sum_products)(const struct bounds *a, const struct bounds *b, int n, double first,
                         double step, struct bounds *out);

    // 1/a. Where 0 is the lower bound of a, 1/a has no upper bound, and the other way round; where
    // 0 lies within a, or a is [0, 0], it has neither.
    void (*invert)(const struct bounds *a, struct bounds *out);
};

// The operations at a level that this CPU supports (vector_level_supported).
const struct jet_table *jet_table(enum vector_level level);

#endif
