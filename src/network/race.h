// The training race: two to six small networks that differ in nothing but the activation learn the
// same 2-D task side by side.
//
// 2 inputs, `depth` hidden layers of `width` units, 1 logit; mean binary cross-entropy;
// mini-batches drawn at random, the same for every network; SGD with momentum (v ← 0.9 v + g, w ← w
// - lr v) or Adam (Kingma and Ba 2015). Single precision. The same seed gives the same race on
// every machine and thread count, to rounding (which training may magnify).
//
// A struct race_net belongs to one thread at a time; different nets of one race may run on
// different threads at the same time: the race itself (data, batches) is only read.
#ifndef ACTSCOPE_NETWORK_RACE_H
#define ACTSCOPE_NETWORK_RACE_H

#include "network/network.h"

enum {
    RACE_NETS_MAX = 6,
    RACE_DEPTH_MAX = 50,
    RACE_WIDTH_MAX = 128,
    RACE_TRAIN = 512, // points
    RACE_TEST = 1024,
    RACE_BATCH_MAX = 512,
};

enum race_data { RACE_CIRCLES, RACE_SPIRALS, RACE_MOONS, RACE_XOR, RACE_DATA_COUNT };
enum race_optimiser { RACE_SGD, RACE_ADAM, RACE_OPTIMISER_COUNT };
enum race_init {
    RACE_INIT_RECOMMENDED, // the activation's own σw²/fan_in (initialisation_recommended), output
                           // 1/fan_in
    RACE_INIT_PYTORCH,     // nn.Linear's default in every layer
    RACE_INIT_CUSTOM,      // sigma_w of the settings for every hidden layer, output 1/fan_in
    RACE_INIT_CRITICAL,    // σw so that χ₁ = 1 without biases, where there is such a σw
    RACE_INIT_COUNT,
};

struct race_settings {
    enum race_data data;
    enum race_optimiser optimiser;
    enum race_init init;
    double sigma_w;       // RACE_INIT_CUSTOM
    double learning_rate; // <= 0: the data's own (race_learning_rate)
    double momentum;      // SGD
    int depth, width, batch, steps;
    uint64_t seed;
};

// Circles, SGD, 10 layers of 32, batches of 64, 2000 steps, momentum 0.9, seed 1.
struct race_settings race_defaults(void);

// Within the limits above; else FAULT_RANGE with a sentence.
bool race_check(const struct race_settings *settings, struct fault *fault);

// As in commands: "circles" …, "sgd" …, "recommended" …; find returns -1.
const char *race_data_name(enum race_data data);
const char *race_optimiser_name(enum race_optimiser optimiser);
const char *race_init_name(enum race_init init);
int race_data_find(const char *name);
int race_optimiser_find(const char *name);
int race_init_find(const char *name);

// 0.03 for circles, 0.01 for the others (SGD); 0.001 for Adam.
double race_learning_rate(const struct race_settings *settings);

// σw of the hidden layers. Where there is no critical σw, it is the recommended one.
double race_sigma_w(const struct race_settings *settings, const struct activation *activation,
                    const double *parameters);

// Points and labels (0 or 1); coordinates have RMS 1.
struct race_points {
    int n;
    float xy[2 * RACE_TEST]; // x, y, x, y …
    float label[RACE_TEST];
};

struct race {
    struct race_settings settings;
    struct race_points train, test;
};

// Draws the points. The settings must be valid.
void race_init_data(struct race *race, const struct race_settings *settings);

struct race_net;

// `race` and `activation` must outlive the net. NULL if there is no memory.
struct race_net *race_net_create(const struct race *race, const struct activation *activation,
                                 const double *parameters);
void race_net_destroy(struct race_net *net);

// Trains n steps. Stops early, and returns false, once the loss is no longer finite (diverged).
bool race_net_step(struct race_net *net, int n);

int race_net_steps(const struct race_net *net); // done so far
bool race_net_diverged(const struct race_net *net);
double race_net_sigma_w(const struct race_net *net);

// Over all training and test points, with the weights as they are now; about 1 ms.
struct race_score {
    int step;
    double loss;                          // training; NAN once diverged
    double accuracy_train, accuracy_test; // 0 … 1
};
void race_net_score(struct race_net *net, struct race_score *out);

// RMS dWˡ of hidden layers 1 … depth on the last mini-batch (before the first step: on the first
// one), log10; -inf where it is 0. Returns how many.
int race_net_gradients(struct race_net *net, double out[RACE_DEPTH_MAX]);

// P(label 1) on an n x n grid over [-extent, extent]², row by row from low y to high y.
void race_net_surface(struct race_net *net, double extent, int n, float *out);

// Floating-point operations of a step.
double race_step_flops(const struct race_settings *settings);

#endif
