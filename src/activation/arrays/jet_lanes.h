// Interval arithmetic on sixteen intervals at once: what jets (jet.h) are made of.
//
// Bounds are rounded outwards: whatever the operands are within their bounds, the exact result is
// within those of the result. An infinite bound is none. A result of 0 that is exact stays 0.
//
// One source (jet_lanes_kernels.h) is compiled once a level of the CPU, as vector.h's kernels are.
// The bits are the same at every level.
#ifndef ACTSCOPE_ACTIVATION_ARRAYS_JET_LANES_H
#define ACTSCOPE_ACTIVATION_ARRAYS_JET_LANES_H

#include "activation/arrays/vector.h"

enum { JET_LANES = 16 };

// low[i] <= high[i]
struct bounds {
    double low[JET_LANES], high[JET_LANES];
};

struct jet_table {
    void (*add)(const struct bounds *a, const struct bounds *b, struct bounds *out);
    void (*subtract)(const struct bounds *a, const struct bounds *b, struct bounds *out);
    void (*negate)(const struct bounds *a, struct bounds *out);                 // exact
    void (*scale)(const struct bounds *a, double factor, struct bounds *out);   // a finite one
    void (*shrink)(const struct bounds *a, double divisor, struct bounds *out); // a positive one

    // a[0] b[n-1] + a[1] b[n-2] + … + a[n-1] b[0]; weighted: with the factors first, first + step,
    // …, whole numbers from 1 to 15. 0 times no bound is 0.
    void (*sum_products)(const struct bounds *a, const struct bounds *b, int n, double first,
                         double step, struct bounds *out);

    // 1/a; without bounds on the side where a touches 0, and on both where 0 lies within a or is
    // all of it.
    void (*invert)(const struct bounds *a, struct bounds *out);
};

// Wants a supported level.
const struct jet_table *jet_table(enum vector_level level);

#endif
