// What is measured of one layer on the way forward; private to the networks.
#ifndef ACTSCOPE_NETWORK_MEASURE_H
#define ACTSCOPE_NETWORK_MEASURE_H

#include "network/mlp.h"

// A layer's values in double, a sample a row.
struct forward {
    int batch, width;
    const double *z, *f, *df;
    double threshold; // |f′| below it is saturation; NAN: not defined
    bool histograms;
};

// Fills z_rms, h_mean, h_rms, corr, sat_frac, dead_frac, slope_square and the histograms.
void measure_forward(const struct forward *forward, struct layer_measure *out);

#endif
