// What an infinitely wide network does with an activation: there, the pre-activations of a layer
// are normal, z ~ N(0, q), and a layer is known by a few expectations over that density.
//
// Names follow the mean-field literature (Poole et al. 2016, Exponential expressivity in deep
// neural networks through transient chaos; Schoenholz et al. 2017, Deep information propagation).
#ifndef ACTSCOPE_NETWORK_MEAN_FIELD_H
#define ACTSCOPE_NETWORK_MEAN_FIELD_H

#include "activation/activation.h"

#include <stdbool.h>

struct mean_field {
    double mean; // E[f(z)]
    double a;    // E[f(z)²]: the next layer has q = σw² a + σb²
    double bp; // E[f′(z)²]: a gradient's mean square grows by χ = σw² bp a layer; Dirac masses
               // are left out, as in f′
};

// Fills `out` for z ~ N(0, q), to a relative error of 1e-10 or better. Returns false, and leaves
// `out` alone, unless q is positive and finite.
bool mean_field_moments(const struct activation *activation, const double *parameters, double q,
                        struct mean_field *out);

#endif
