// One network, run forward and backward, and measured layer by layer.
//
//     δᴸ = G ∘ f′(zᴸ),   δˡ = (δˡ⁺¹ Wˡ⁺¹) ∘ f′(zˡ),   dWˡ = (δˡ)ᵀ hˡ⁻¹ / batch,   dx = δ¹ W¹
//
// A struct mlp is the memory of one run after another, for one thread at a time; several may share
// one struct draws at the same time, as long as nobody extends it.
//
// In double precision δ is multiplied by powers of two (exactly) where it leaves the comfortable
// range, so that its logarithm is right at any depth. Single precision is left as it comes, because
// showing where it fails is what it is for. Squares are always summed in double.
#ifndef ACTSCOPE_NETWORK_MLP_H
#define ACTSCOPE_NETWORK_MLP_H

#include "network/draws.h"

enum { HISTOGRAM_BINS = 64 };

// Of one layer's values: equal bins from low to high; what is outside counts in the first or last
// bin. low == high where all values are the same (or nothing was measured: count is then 0).
struct layer_histogram {
    double low, high;
    int count;                   // of all values
    float share[HISTOGRAM_BINS]; // of the values in each bin; the sum is 1
    float slope[HISTOGRAM_BINS]; // their mean |f′|; 0 in empty bins
};

// NAN stands for what is not defined (printed empty): the correlation of one sample, the gradient
// of a network that overflowed.
struct layer_measure {
    double z_rms; // its square is the measured q
    double h_mean, h_rms;
    double corr;         // mean cosine of the pre-activations of two samples
    double sat_frac;     // share of entries with |f′| < 0.05 sup|f′|
    double dead_frac;    // share of units with f′ = 0 for every sample
    double slope_square; // mean f′²
    double delta_rms;    // may be 0 or inf in double where its logarithm is neither
    double wgrad_rms;
    double log10_delta_rms; // -inf where δ is exactly 0
    double log10_wgrad_rms;
    // The gradient's mean square from layer l + 1 to l: what the weights multiply it by (σw² in the
    // mean), what the slopes do, and both: NAN for the top layer.
    double gain_weights, gain_slopes, gain;
    struct layer_histogram z, h;
};

enum network_state {
    NETWORK_ALIVE,
    NETWORK_FORWARD_OVERFLOW,  // values beyond the arithmetic's range: from state_layer on, upwards
    NETWORK_UNDEFINED,         // the activation has no value at inputs of state_layer: log(-1)
    NETWORK_GRADIENT_OVERFLOW, // from state_layer on, downwards
    NETWORK_DEAD,              // the gradient is exactly 0 from state_layer on, downwards: f′ = 0
    NETWORK_UNDERFLOW,         // likewise, but for want of range (single precision)
};

// About 220 KB: keep it off the stack.
struct network_result {
    int depth, width, batch;
    uint64_t seed;
    double sigma_w, sigma_b;
    enum network_state state;
    int state_layer;
    // 1 … depth; layer 0 holds x: h_mean, h_rms, and dx in delta_rms.
    struct layer_measure layer[NETWORK_DEPTH_MAX + 1];
    double log10_delta_ratio; // log10(RMS δ¹ / RMS δᴸ): the decades lost (negative) on the way down
    double log10_wgrad_ratio;
    double log10_q_top; // log10 of the top layer's z_rms²
    double slope_fit;   // decades a layer towards the input, fitted to layers 11 … depth - 10;
                        // NAN below depth 30
};

struct mlp;

struct mlp *mlp_create(void); // NULL if there is no memory
void mlp_destroy(struct mlp *mlp);

struct mlp_run {
    const struct draws *draws; // at least `depth` layers
    const struct activation *activation;
    const double *parameters;
    int depth, batch;
    double sigma_w, sigma_b;
    double saturated_below; // |f′| of a unit that counts as saturated; NAN where none does
    bool histograms;        // else they stay empty
    network_cancel *cancel;
    void *user;
};

// False if it was cancelled, or there is no memory; `out` is then rubbish.
bool mlp_run(struct mlp *mlp, const struct mlp_run *run, struct network_result *out);

// All in one, for a network of settings: draws_serve, draws_extend, network_scales, mlp_run.
// `*draws` is kept and replaced as needed; start with NULL. False with a fault (FAULT_MEMORY,
// FAULT_RANGE from network_scales or network_check), or with FAULT_NONE if it was cancelled.
bool network_measure(struct mlp *mlp, struct draws **draws, const struct network_settings *settings,
                     const struct activation *activation, const double *parameters, bool histograms,
                     network_cancel *cancel, void *user, struct network_result *out,
                     struct fault *fault);

// A sentence about what became of a network, for people: "" while it is alive.
void network_state_print(const struct network_result *result, char *out, size_t size);

// Over seeds: the mean of a quantity, its standard deviation and range. Values that are not finite
// (dead networks) are counted and left out.
struct spread {
    int n, left_out;
    double mean, low, high;
    double squares; // sum of squared distances from the mean (Welford 1962)
};

void spread_add(struct spread *spread, double value);
double spread_sd(const struct spread *spread); // NAN for n < 2
double spread_se(const struct spread *spread); // sd/√n

// A band over seeds for every layer; zero-initialise. All in log10 but corr and the fractions.
struct network_band {
    int seeds, depth;
    struct spread delta_ratio, wgrad_ratio, q_top, slope_fit;
    struct spread delta[NETWORK_DEPTH_MAX + 1], wgrad[NETWORK_DEPTH_MAX + 1],
        q[NETWORK_DEPTH_MAX + 1], corr[NETWORK_DEPTH_MAX + 1], sat[NETWORK_DEPTH_MAX + 1],
        dead[NETWORK_DEPTH_MAX + 1];
};

void network_band_add(struct network_band *band, const struct network_result *result);

#endif
