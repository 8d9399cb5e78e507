// What is measured of one layer in the forward run. Only mlp.c uses it.
#ifndef ACTSCOPE_NETWORK_MEASURE_H
#define ACTSCOPE_NETWORK_MEASURE_H

#include "network/mlp.h"

// A layer's values in double, one sample in a row.
struct forward {
    int batch, width;
    const double *z, *f, *df;
    double threshold; // a unit with |f′| below it is saturated; NAN: none is
    bool histograms;
};

// Fills z_rms, h_mean, h_rms, corr, sat_frac, dead_frac, slope_square and, if wanted, the
// histograms.
void measure_forward(const struct forward *forward, struct layer_measure *out);

#endif
