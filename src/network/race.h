// The training race: two to six small networks that differ in nothing but the activation learn the
// same two-dimensional task side by side.
//
// A network has 2 inputs, `depth` hidden layers of `width` units, and 1 logit. The loss is the mean
// binary cross-entropy. Mini-batches are drawn at random, the same for every network. The optimiser
// is SGD with momentum (v ← 0.9 v + g, w ← w - lr v) or Adam (Kingma and Ba 2015). Everything is in
// single precision. The same seed gives the same race on every machine and thread count, to
// rounding, which training may magnify.
//
// With remedies (remedy.h) hidden layers 2 … have skip connections, or weights in common; the first
// has inputs of another width. A normalisation stands in front of f in every hidden layer, and its
// bias is trained: inside for layer normalisation, z = norm(W h + b), behind for batch
// normalisation, z = norm(W h) + b, since it would be cancelled inside. Batch normalisation goes by
// the mini-batch in training, and by all training points, layer by layer, where points are
// evaluated.
//
// A struct race_net belongs to one thread at a time. Different networks of one race may run on
// different threads at the same time, because they only read the race itself (data, batches).
#ifndef ACTSCOPE_NETWORK_RACE_H
#define ACTSCOPE_NETWORK_RACE_H

#include "network/network.h"

enum {
    RACE_NETS_MAX = 6,
    RACE_DEPTH_MAX = 50,
    RACE_WIDTH_MAX = 128,
    RACE_TRAIN = 512, // training points
    RACE_TEST = 1024, // test points
    RACE_BATCH_MAX = 512,
};

enum race_data { RACE_CIRCLES, RACE_SPIRALS, RACE_MOONS, RACE_XOR, RACE_DATA_COUNT };
enum race_optimiser { RACE_SGD, RACE_ADAM, RACE_OPTIMISER_COUNT };
enum race_init {
    // Weights are normal with variance σw²/inputs, σw = 1 for the output, and there are no biases,
    // except with RACE_INIT_PYTORCH.
    RACE_INIT_RECOMMENDED, // σw of the activation (initialisation_recommended)
    RACE_INIT_PYTORCH,     // nn.Linear's default, uniform with biases, in every layer
    RACE_INIT_CUSTOM,      // `sigma_w` of the settings
    RACE_INIT_CRITICAL,    // the σw at which χ₁ = 1, or the recommended one where there is none
    RACE_INIT_COUNT,
};

struct race_settings {
    enum race_data data;
    enum race_optimiser optimiser;
    enum race_init init;
    double sigma_w;          // for RACE_INIT_CUSTOM, more than 0 and at most NETWORK_SIGMA_MAX
    double learning_rate;    // at most 100; <= 0: the default (race_learning_rate)
    double momentum;         // for SGD, at least 0 and below 1
    int depth, width, batch; // 1 … RACE_DEPTH_MAX, RACE_WIDTH_MAX, RACE_BATCH_MAX
    int steps;               // 0 … 10 million
    uint64_t seed;
};

// The settings at the start: circles, SGD with momentum 0.9, recommended weights, 10 layers of 32
// units, batches of 64, 2000 steps, seed 1.
struct race_settings race_defaults(void);

// Whether all settings are within their limits; if not, false with FAULT_RANGE. `fault` may be
// NULL.
bool race_check(const struct race_settings *settings, struct fault *fault);

// The words in commands, "circles" …, "sgd" …, "recommended" …; and what a word stands for, or -1.
const char *race_data_name(enum race_data data);
const char *race_optimiser_name(enum race_optimiser optimiser);
const char *race_init_name(enum race_init init);
int race_data_find(const char *name);
int race_optimiser_find(const char *name);
int race_init_find(const char *name);

// The learning rate: that of the settings, or by default 0.03 for circles and 0.01 for other data
// with SGD, and 0.001 with Adam.
double race_learning_rate(const struct race_settings *settings);

// The σw of the hidden layers.
double race_sigma_w(const struct race_settings *settings, const struct activation *activation,
                    const double *parameters);

// Points with labels 0 or 1. Their coordinates have an RMS of 1.
struct race_points {
    int n;
    float xy[2 * RACE_TEST]; // x, y, x, y …
    float label[RACE_TEST];
};

struct race {
    struct race_settings settings;
    struct race_points train, test;
};

// Fills a race: draws its points. The settings must be valid (race_check).
void race_init_data(struct race *race, const struct race_settings *settings);

struct race_net;

// Makes a network at step 0. `race` and `activation` must outlive it; the parameters are copied,
// all ACTIVATION_PARAMETERS_MAX of them. `remedy` may be NULL for none. Returns NULL if there is no
// memory.
struct race_net *race_net_create(const struct race *race, const struct activation *activation,
                                 const double *parameters, const struct remedy *remedy);
void race_net_destroy(struct race_net *net); // NULL is fine

// Trains n steps. Stops early, and returns false, once the loss is no longer finite: the network
// has diverged.
bool race_net_step(struct race_net *net, int n);

int race_net_steps(const struct race_net *net); // steps done
bool race_net_diverged(const struct race_net *net);
double race_net_sigma_w(const struct race_net *net);

// The scores over all training and test points, with the weights as they are; takes about 1 ms.
struct race_score {
    int step;
    double loss;                          // mean over the training points; NAN once diverged
    double accuracy_train, accuracy_test; // shares of points on the right side, 0 … 1
};
void race_net_score(struct race_net *net, struct race_score *out);

// Writes log10 RMS dWˡ of hidden layers 1 … depth on the last mini-batch (before the first step: on
// the first one); -inf where it is 0. Of tied weights it is the layer's term. Returns how many
// layers there are.
int race_net_gradients(struct race_net *net, double out[RACE_DEPTH_MAX]);

// Writes P(label 1) on an n x n grid over [-extent, extent]², row by row from low y to high y.
void race_net_surface(struct race_net *net, double extent, int n, float *out);

// The floating-point operations of one step.
double race_step_flops(const struct race_settings *settings);

#endif
