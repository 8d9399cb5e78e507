// What brings a vanished gradient back: a skip connection around each layer, a normalisation of
// what goes into the activation, the same weights in every layer. With all of them a layer is
//
//     aˡ = hˡ⁻¹ (Wˡ)ᵀ + bˡ,   zˡ = norm(aˡ),   hˡ = hˡ⁻¹ + f(zˡ),   Wˡ = W¹, bˡ = b¹
//
// and each may be left out by itself, so that there are twelve networks. He et al. 2016 (Deep
// residual learning), Ba et al. 2016 (Layer normalization), Ioffe and Szegedy 2015 (Batch
// normalization); tied weights are those of a recurrent network that is unrolled over its steps.
#ifndef ACTSCOPE_NETWORK_REMEDY_H
#define ACTSCOPE_NETWORK_REMEDY_H

#include <stdbool.h>

// What numbers are brought to mean 0 and variance 1 together, without parameters that are learned.
enum network_norm {
    NORM_NONE,
    NORM_LAYER, // those of all units, for each sample
    NORM_BATCH, // those of all samples, for each unit; always of the present batch
    NORM_COUNT,
};

// Zero it for a plain network.
struct remedy {
    enum network_norm norm;
    bool skip; // hˡ = hˡ⁻¹ + f(zˡ), the first layer included
    bool tied; // all layers have the weights and biases of the first
};

// The word in commands: "none", "layer", "batch"; and what a word stands for, or -1.
const char *norm_name(enum network_norm norm);
int norm_find(const char *name);

#endif
