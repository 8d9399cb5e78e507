// Which activation each layer of a network has: one in all layers, or a pattern of several that is
// repeated from layer 1 up. "Sigmoid twice, then ReLU" is σ σ ReLU σ σ ReLU σ …
#ifndef ACTSCOPE_NETWORK_MIX_H
#define ACTSCOPE_NETWORK_MIX_H

#include "activation/activation.h"

enum { MIX_PARTS_MAX = 8, MIX_LAYERS_MAX = 200 };

// `layers` layers in succession with the same activation, 1 … MIX_LAYERS_MAX.
struct mix_part {
    const struct activation *activation;
    unsigned long revision; // of the activation, which may be defined anew in the same place
    double parameters[ACTIVATION_PARAMETERS_MAX];
    int layers;
};

// Zero it before filling it in: what is made of it is compared by its bytes.
struct network_mix {
    int n; // at least 1
    struct mix_part parts[MIX_PARTS_MAX];
};

// Makes a mix of one activation in all layers, padding included. `parameters` may be NULL where it
// has none.
void network_mix_set(struct network_mix *mix, const struct activation *activation,
                     const double *parameters);

// The number of a layer's part; layers count from 1.
int network_mix_part(const struct network_mix *mix, int layer);

#endif
