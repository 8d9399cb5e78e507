// A study: networks drawn at random, some for each activation, measured layer by layer and laid
// beside the prediction for infinite width. What the network page shows; and the phase map beside
// it.
//
// A study is a plain value that does not change any more once it is handed over. All activations
// see the same random numbers (draws.h). Quantities that span decades are averaged as log10 over
// the seeds, with the least and the greatest.
#ifndef ACTSCOPE_NETWORK_STUDY_H
#define ACTSCOPE_NETWORK_STUDY_H

#include "network/mean_field.h"
#include "network/mlp.h"

enum { STUDY_COLUMNS_MAX = 12, STUDY_RIDGES = 10, STUDY_SENTENCE = 160 };

struct study_layer {
    struct spread delta, wgrad; // log10 RMS of the loss's gradient by z, by the weights
    struct spread q;            // log10 of the mean square of z
    // log10 of what a gradient's mean square is multiplied by on its way down through this layer:
    // by the weights, by the slopes, by both. None for the top layer.
    struct spread gain_weights, gain_slopes, gain;
    struct spread saturated, dead; // shares of entries, of units
    // The prediction, as log10; NaN where there is none.
    double theory_delta, theory_wgrad, theory_q, theory_gain;
};

struct study_column {
    int function; // its number in the state
    double sigma_w, sigma_b;
    double sup_slope; // sup|f′| of its function; INFINITY where slopes are not bounded
    struct study_layer layers[NETWORK_DEPTH_MAX]; // [0] is layer 1
    // Of the first seed's network, for the layers in study.ridge_layers.
    struct layer_histogram z[STUDY_RIDGES], h[STUDY_RIDGES];
    struct spread delta_ratio, wgrad_ratio; // log10 of layer 1 over the top
    double theory_ratio;                    // the prediction of delta_ratio; NaN for none
    int lost;                               // networks that did not stay alive
    enum network_state state;               // of the last of these
    char sentence[STUDY_SENTENCE];          // about it, or why nothing could be drawn; "" for none
};

// What is asked for. Zero it before filling it in: requests are compared by their bytes.
struct study_request {
    struct network_settings settings; // its seed is the first of `seeds`
    int seeds;
    int n;
    struct {
        int function;
        const struct activation *activation;
        unsigned long revision; // the activation's: another one may come to stand in its place
        double parameters[ACTIVATION_PARAMETERS_MAX];
    } columns[STUDY_COLUMNS_MAX];
};

struct study {
    struct study_request request;
    int seeds_done;
    int ridge_layers[STUDY_RIDGES]; // from 1, increasing
    int ridge_n;
    int n;
    struct study_column columns[STUDY_COLUMNS_MAX];
};

// Memory that lives from one study to the next: random numbers are drawn once per seed, not once
// per slider's move. NULL if there is none.
struct study_memory;
struct study_memory *study_memory_create(void);
void study_memory_destroy(struct study_memory *memory); // NULL is fine

// Computes what is asked for, seed by seed: after each one `publish` is given the study so far, so
// that there is a coarse answer early. `stop` (network_cancel) and `publish` get `user`. False if
// it was stopped, or memory ran out.
bool study_run(struct study_memory *memory, const struct study_request *request,
               network_cancel *stop, void (*publish)(void *user, const struct study *study),
               void *user);

bool study_request_equal(const struct study_request *a, const struct study_request *b);

// How gradients scale for every (σw, σb).
enum { PHASE_ACROSS = 48, PHASE_UP = 36, PHASE_LINE_MAX = 800 };

struct phase_map {
    const struct activation *activation; // set it and its parameters before filling the map
    unsigned long revision;              // the activation's, as in a request; for whoever compares
    double parameters[ACTIVATION_PARAMETERS_MAX];
    double sigma_w_most, sigma_b_most; // the map goes from 0 to these
    // ½ log10 χ₁ at the cells' middles ([0] is next to σb = 0): decades that gradients grow by, or
    // lose (below 0), per layer; NaN where unknown.
    float slope[PHASE_UP][PHASE_ACROSS];
    int line_n;
    struct critical_vertex line[PHASE_LINE_MAX]; // χ₁ = 1
};

// Whether this is the map of a function: of this activation, as it was defined last.
bool phase_map_is_of(const struct phase_map *map, const struct activation *activation,
                     const double *parameters);

// Fills the map; its ranges are chosen so that the critical line is on it. False if it was stopped
// or memory ran out.
bool phase_map_fill(struct phase_map *map, network_cancel *stop, void *user);

#endif
