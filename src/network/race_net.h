// A network of the race from inside: its memory, and its way forward and backward. Only race.c and
// race_pass.c use it.
#ifndef ACTSCOPE_NETWORK_RACE_NET_H
#define ACTSCOPE_NETWORK_RACE_NET_H

#include "network/race.h"

enum { RACE_CHUNK = 256 }; // points that are evaluated at a time, unless a mini-batch has more

// A layer's weights w (out x in) and biases b, and the gradients by them. Tied layers share w and
// b.
struct race_layer {
    int in, out;
    float *w, *b, *dw, *db;
};

// What batch normalisation takes off a hidden layer's units and divides them by when points are
// evaluated: over all training points.
struct race_statistics {
    double *mean, *inverse;
};

struct race_net {
    const struct race *race;
    const struct activation *activation;
    double parameters[ACTIVATION_PARAMETERS_MAX];
    struct remedy remedy;
    int depth, width, rows;                       // rows: points that arrays have room for
    struct race_layer layers[RACE_DEPTH_MAX + 1]; // the last one is the output
    int n;                                        // of all weights and biases
    float *values, *gradient, *first, *second;    // weights; dW; momentum, or both moments of Adam
    float *terms;                                 // of tied layers, the terms of their gradient
    float *x, *label;                             // the mini-batch
    float *h[RACE_DEPTH_MAX + 1], *slope[RACE_DEPTH_MAX + 1]; // output and f′ of hidden layers 1 …
    float *z[RACE_DEPTH_MAX + 1];                             // what a normalisation gave
    double *inverse[RACE_DEPTH_MAX + 1];                      // of its lines (norm.h)
    struct race_statistics statistics[RACE_DEPTH_MAX + 1];
    int statistics_step;         // the step that these are of; -1: of none
    float *delta, *back, *logit; // δ = back ∘ f′, where back is the gradient by a layer's output
    double *doubles[3];          // z, f, f′ of one layer
    int step;
    bool diverged, has_gradient;
    double sigma_w;
    void *block;
};

// What a forward pass is for: training keeps what the way back needs, and normalises by the
// mini-batch.
enum race_purpose { RACE_TO_TRAIN, RACE_TO_EVALUATE };

// Runs the network on `rows` points and leaves their logits in net->logit.
void race_forward(struct race_net *net, const float *x, int rows, enum race_purpose purpose);

// Brings the statistics of batch normalisation up to the present step, for evaluating.
void race_gather_statistics(struct race_net *net);

// Computes the gradient by all weights and biases from net->logit, which holds dloss/dlogit of
// `rows` points that were run to train.
void race_backward(struct race_net *net, int rows);

#endif
