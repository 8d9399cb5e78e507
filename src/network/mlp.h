// Runs one network forward and backward, and measures it layer by layer. gˡ is the gradient by hˡ,
// δˡ that by zˡ, the input of f, and εˡ that by aˡ = hˡ⁻¹ (Wˡ)ᵀ + bˡ, which differs from δˡ where a
// normalisation stands between (norm.h):
//
//     gᴸ = G,   δˡ = gˡ ∘ f′(zˡ),   gˡ⁻¹ = εˡ Wˡ, with skip connections + gˡ,   dx = g⁰
//     dWˡ = (εˡ)ᵀ hˡ⁻¹ / batch
//
// What is measured of z is of the input of f, what is measured of h of the layer's output, the sum
// with skip connections. With tied weights dWˡ is the term of step l.
//
// A struct mlp is the memory of one run after another, for one thread at a time. Several may use
// one struct draws at the same time, as long as nobody extends it.
//
// In double precision gradients are multiplied by powers of two, which is exact, where it would
// become very large or small, so that its logarithm is right at any depth. Single precision is left
// as it is, since the picture is meant to show where it fails. Squares are always summed in double.
#ifndef ACTSCOPE_NETWORK_MLP_H
#define ACTSCOPE_NETWORK_MLP_H

#include "network/draws.h"

enum { HISTOGRAM_BINS = 64 };

// A histogram of one layer's values in equal bins from `low` to `high`; values outside count in the
// first or the last bin. low == high if all values are the same, or if nothing was measured;
// `count` is then 0.
struct layer_histogram {
    double low, high;
    int count;                   // of all values, in all bins
    float share[HISTOGRAM_BINS]; // of all values that lie in each bin; the sum is 1
    float slope[HISTOGRAM_BINS]; // the mean |f′| of the values in each bin; 0 in empty bins
};

// NAN stands for what is not defined, such as the correlation of one sample, or the gradient of a
// network whose values overflowed. It is printed as an empty cell. RMS: root of the mean square.
struct layer_measure {
    double z_rms; // its square is the measured q
    double h_mean, h_rms;
    double corr;         // the mean cosine between the pre-activations of two samples
    double sat_frac;     // share of entries with |f′| below the run's `saturated_below`
    double dead_frac;    // share of units with f′ = 0 for every sample
    double slope_square; // mean f′²
    double delta_rms;    // may be 0 or inf in double where its logarithm is neither
    double wgrad_rms;
    double log10_delta_rms; // -inf where δ is exactly 0
    double log10_wgrad_rms;
    // The factors by which a gradient's mean square changes from layer l + 1 to l: by the weights
    // (σw² on average), with what is normalised and led around them; by the slopes; and by both.
    // NAN for the top layer.
    double gain_weights, gain_slopes, gain;
    struct layer_histogram z, h;
};

enum network_state {
    NETWORK_ALIVE,
    NETWORK_FORWARD_OVERFLOW,  // values leave the range of numbers from state_layer on, upwards
    NETWORK_UNDEFINED,         // the activation has no value at inputs of state_layer: log(-1)
    NETWORK_GRADIENT_OVERFLOW, // the gradient leaves it from state_layer on, downwards
    NETWORK_DEAD,              // the gradient is exactly 0 from state_layer on, downwards: f′ = 0
    NETWORK_UNDERFLOW,         // likewise, but because it is too small (single precision)
    NETWORK_BLOCKED,           // likewise, since a normalisation lets none through: one sample
    NETWORK_FLAT, // δ of the first or the last layer is 0, though skip connections lead around it
};

// About 220 KB, too large for the stack.
struct network_result {
    int depth, width, batch;
    uint64_t seed;
    double sigma_w, sigma_b;
    enum network_state state;
    int state_layer;
    // Layers 1 … depth. Layer 0 is the input x, with h_mean, h_rms, and dx as its delta_rms; with
    // tied weights, the sum of all dWˡ as its wgrad_rms.
    struct layer_measure layer[NETWORK_DEPTH_MAX + 1];
    double log10_delta_ratio; // log10(RMS δ¹ / RMS δᴸ): decades gained, or lost (negative)
    double log10_wgrad_ratio;
    double log10_q_top; // log10 of the top layer's z_rms²
    double slope_fit;   // decades per layer towards the input, fitted to layers 11 … depth - 10;
                        // NAN below depth 30
};

struct mlp;

struct mlp *mlp_create(void); // NULL if there is no memory
void mlp_destroy(struct mlp *mlp);

// What mlp_run runs.
struct mlp_run {
    const struct draws *draws; // with at least `depth` layers; with tied weights, one
    const struct network_mix *mix;
    struct remedy remedy;
    int depth, batch;
    double sigma_w, sigma_b;
    // A unit with |f′| below this is saturated, for each part of the mix; NAN: none is.
    double saturated_below[MIX_PARTS_MAX];
    bool histograms;        // whether histograms are wanted; else they stay empty
    network_cancel *cancel; // NULL never stops
    void *user;
};

// Runs the network. Returns false if it was stopped, there is no memory, or too few layers are
// drawn; `out` is then not defined.
bool mlp_run(struct mlp *mlp, const struct mlp_run *run, struct network_result *out);

// Draws what is missing and runs a network of these settings: draws_serve, draws_extend,
// network_scales, mlp_run. *draws, NULL at first, is kept and replaced as needed; end it with
// draws_destroy. Returns false with FAULT_RANGE (network_check, network_scales) or FAULT_MEMORY; or
// with FAULT_NONE if it was stopped. `fault` may be NULL.
bool network_measure(struct mlp *mlp, struct draws **draws, const struct network_settings *settings,
                     const struct network_mix *mix, bool histograms, network_cancel *cancel,
                     void *user, struct network_result *out, struct fault *fault);

// Writes a sentence for people about what became of a network, cut to `size` bytes; "" if it is
// alive.
void network_state_print(const struct network_result *result, char *out, size_t size);

// The mean of a quantity over seeds, its standard deviation and range. Values that are not finite,
// as those of dead networks, are counted in `left_out` only. Zero-initialise.
struct spread {
    int n, left_out;
    double mean, low, high;
    double squares; // sum of squared distances from the mean (Welford 1962)
};

void spread_add(struct spread *spread, double value);
double spread_sd(const struct spread *spread); // the standard deviation; NAN for n < 2
double spread_se(const struct spread *spread); // the standard error, sd/√n

// Spreads over seeds for every layer, from 1 on. Zero-initialise. All are of log10 but `corr` and
// the shares `sat` and `dead`.
struct network_band {
    int seeds, depth;
    struct spread delta_ratio, wgrad_ratio, q_top, slope_fit;
    struct spread delta[NETWORK_DEPTH_MAX + 1], wgrad[NETWORK_DEPTH_MAX + 1],
        q[NETWORK_DEPTH_MAX + 1], corr[NETWORK_DEPTH_MAX + 1], sat[NETWORK_DEPTH_MAX + 1],
        dead[NETWORK_DEPTH_MAX + 1];
};

// Adds the result of one seed; all must have the same depth.
void network_band_add(struct network_band *band, const struct network_result *result);

#endif
