// The random numbers of one network, drawn once for a seed and kept.
//
// Everything is drawn with variance 1 and scaled when a network runs. So another σw, σb,
// activation, depth (up to what is drawn) or batch needs no new numbers, and all activations see
// the same matrices. Numbers are rounded to single precision when they are drawn, so that networks
// of both precisions are the same.
#ifndef ACTSCOPE_NETWORK_DRAWS_H
#define ACTSCOPE_NETWORK_DRAWS_H

#include "network/network.h"

struct draws;

// A function that returns true to stop a computation. It is called with the `user` that was given
// beside it, for instance once a layer. NULL never stops.
typedef bool network_cancel(void *user);

// Draws the input x and the injected gradient G of NETWORK_BATCH_MAX samples; layers are drawn by
// draws_extend, also beyond the settings' depth. LAW_FIXTURE draws everything at once, as its order
// demands. Returns NULL if there is no memory.
struct draws *draws_create(const struct network_settings *settings);
void draws_destroy(struct draws *draws); // NULL is fine

// Whether these numbers may be used for the settings, layers that are still missing aside: seed,
// width, law and precision are the same (for LAW_FIXTURE also depth and batch).
bool draws_serve(const struct draws *draws, const struct network_settings *settings);

// Draws the missing layers up to `depth`. Returns false if it was stopped or there is no memory;
// the layers that are complete stay.
bool draws_extend(struct draws *draws, int depth, network_cancel *cancel, void *user);

// How many layers are drawn.
int draws_depth(const struct draws *draws);

// The bytes that a network of these settings takes, all its layers drawn.
size_t draws_bytes(const struct network_settings *settings);

// The numbers themselves, row by row, as doubles or floats by the settings' precision. A row of W
// holds the weights of one output unit. W of layer 1 … depth has variance 1; for LAW_ORTHOGONAL it
// is an orthogonal Q times √width. The arrays belong to the draws. For mlp.c and tests.
const void *draws_weights(const struct draws *draws, int layer);
const void *draws_bias(const struct draws *draws, int layer);
const void *draws_input(const struct draws *draws);
const void *draws_top(const struct draws *draws);
const struct network_settings *draws_settings(const struct draws *draws);

#endif
