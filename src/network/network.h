// What a network of the gradient laboratory is: its size, its initialisation, its arithmetic.
//
// The networks are the deep multilayer perceptrons of Poole et al. 2016 and Schoenholz et al. 2017,
// in which every layer has the same width:
//
//     h⁰ = x,   zˡ = hˡ⁻¹ (Wˡ)ᵀ + bˡ,   hˡ = f(zˡ),   l = 1 … depth
//
// and what remedy.h adds to them. f may differ from layer to layer (mix.h).
//
// A random gradient G ~ N(0, 1) is injected at the top, in place of that of a loss by hᴸ. Only σw²
// = width Var(W) and σb² = Var(b) matter to the mean-field theory (mean_field.h). What is measured
// is in mlp.h, what is drawn in draws.h.
#ifndef ACTSCOPE_NETWORK_NETWORK_H
#define ACTSCOPE_NETWORK_NETWORK_H

#include "network/initialisation.h"
#include "network/mix.h"
#include "network/remedy.h"

#include <stdint.h>

enum {
    NETWORK_DEPTH_MAX = 200, // 1 … 200 layers
    NETWORK_WIDTH_MIN = 8,
    NETWORK_WIDTH_MAX = 1024,
    NETWORK_BATCH_MAX = 256, // 1 … 256 samples
};

#define NETWORK_SIGMA_MAX 100.0 // σw and σb: 0 … 100

enum precision { PRECISION_DOUBLE, PRECISION_SINGLE };

struct network_settings {
    int depth, width, batch;
    uint64_t seed;
    enum initialisation init;
    double sigma_w, sigma_b; // used by some initialisations only (initialisation_reads_sigma_w)
    enum precision precision;
    struct remedy remedy;
    bool fixture; // the weights' law is LAW_FIXTURE, whatever `init` says
};

// The settings at the start: 30 layers of 256 units, 64 samples, seed 1, Xavier's normal
// initialisation, double precision.
struct network_settings network_defaults(void);

// Whether everything is within the limits above; if not, false with FAULT_RANGE. `fault` may be
// NULL.
bool network_check(const struct network_settings *settings, struct fault *fault);

// The law that the weights are drawn from.
enum weight_law network_law(const struct network_settings *settings);

// Computes σw and σb of the settings for a network's activations, as initialisation_scales does.
// FAULT_RANGE also where two of them are to have different ones, since a network has one of each.
bool network_scales(const struct network_settings *settings, const struct network_mix *mix,
                    double *sigma_w, double *sigma_b, struct fault *fault);

#endif
