// A study draws networks at random, some for each activation, measures them layer by layer and
// compares them with the prediction for infinite width. The network page shows it, and beside it
// the phase map.
//
// A study is a plain value that does not change once it is handed over. All activations see the
// same random numbers (draws.h). Quantities that span decades are averaged as log10 over the seeds,
// with the least and the greatest.
#ifndef ACTSCOPE_NETWORK_STUDY_H
#define ACTSCOPE_NETWORK_STUDY_H

#include "network/mean_field.h"
#include "network/mlp.h"

enum { STUDY_COLUMNS_MAX = 12, STUDY_RIDGES = 10, STUDY_SENTENCE = 160 };

struct study_layer {
    struct spread delta, wgrad; // log10 RMS of the loss's gradient by z and by the weights
    struct spread q;            // log10 of the mean square of z
    // log10 of the factors by which a gradient's mean square changes on its way down through this
    // layer: by the weights, by the slopes, by both. The top layer has none.
    struct spread gain_weights, gain_slopes, gain;
    struct spread saturated, dead; // share of saturated entries, share of dead units
    // The prediction, as log10; NaN where there is none.
    double theory_delta, theory_wgrad, theory_q, theory_gain;
};

struct study_column {
    int function; // its number in the state
    double sigma_w, sigma_b;
    double sup_slope; // sup|f′|; INFINITY where slopes are not bounded
    struct study_layer layers[NETWORK_DEPTH_MAX]; // [0] is layer 1
    // Of the first seed's network, for the layers in study.ridge_layers.
    struct layer_histogram z[STUDY_RIDGES], h[STUDY_RIDGES];
    struct spread delta_ratio, wgrad_ratio; // log10 of RMS δ and dW, layer 1 over the top
    double theory_ratio;                    // the prediction of delta_ratio; NaN if there is none
    int lost;                               // how many networks are not NETWORK_ALIVE
    enum network_state state;               // what became of the last of these
    char sentence[STUDY_SENTENCE];          // about that one, or why nothing is drawn; else ""
};

// What a column shows: it may differ from the others in its activations, in how its weights are
// drawn, in its remedy, or in several of these.
struct study_want {
    int function; // the number in the state that its colour and its name go by
    struct network_mix mix;
    enum initialisation init;
    double sigma_w, sigma_b; // used by some initialisations only (initialisation_reads_sigma_w)
    struct remedy remedy;
};

// What to study. Zero it before filling it in: requests are compared by their bytes.
struct study_request {
    // Size, precision and seeds of all columns; the seed is the first of `seeds` consecutive ones.
    struct network_settings settings;
    int seeds;
    int n;
    struct study_want columns[STUDY_COLUMNS_MAX];
};

// The settings of a column's networks.
struct network_settings study_settings(const struct study_request *request, int column);

struct study {
    struct study_request request;
    int seeds_done;
    int ridge_layers[STUDY_RIDGES]; // the layers with histograms, from 1 on, increasing
    int ridge_n;
    int n;
    struct study_column columns[STUDY_COLUMNS_MAX];
};

// Memory that is kept from one study to the next, so that random numbers are drawn once for a seed
// and not at each move of a slider. NULL if there is no memory.
struct study_memory;
struct study_memory *study_memory_create(void);
void study_memory_destroy(struct study_memory *memory); // NULL is fine

// Computes a study seed by seed, and gives `publish(user, study)` the study so far after each, so
// that a coarse answer comes early; of the first seed also before its orthogonal matrices, which
// take ten times as long to draw as others, are drawn. Returns false if `stop(user)` returned true
// or there is no memory.
bool study_run(struct study_memory *memory, const struct study_request *request,
               network_cancel *stop, void (*publish)(void *user, const struct study *study),
               void *user);

// Whether two requests are the same in every byte.
bool study_request_equal(const struct study_request *a, const struct study_request *b);

// The phase map: how gradients scale in the plane of σw and σb. Its size in cells, and the most
// points of the critical line.
enum { PHASE_ACROSS = 48, PHASE_UP = 36, PHASE_LINE_MAX = 800 };

struct phase_map {
    const struct activation *activation; // set this and `parameters` before filling the map
    unsigned long revision;              // set it as in a request, for phase_map_is_of
    double parameters[ACTIVATION_PARAMETERS_MAX];
    double sigma_w_most, sigma_b_most; // the map reaches from 0 to these
    // ½ log10 χ₁ in the middles of the cells, row 0 being next to σb = 0: the decades that
    // gradients grow by in each layer, or lose if it is below 0. NaN where unknown.
    float slope[PHASE_UP][PHASE_ACROSS];
    int line_n;
    struct critical_vertex line[PHASE_LINE_MAX]; // where χ₁ = 1
};

// Whether a map is that of an activation, as it is defined now, with these parameters.
bool phase_map_is_of(const struct phase_map *map, const struct activation *activation,
                     const double *parameters);

// Fills the map, with ranges so that the critical line is on it. Returns false if it was stopped or
// there is no memory.
bool phase_map_fill(struct phase_map *map, network_cancel *stop, void *user);

#endif
