// The random numbers of one network, drawn once per seed and kept.
//
// Everything is drawn with variance 1 and scaled when a network is run, so that a new σw, σb,
// activation, depth (up to what is drawn) or batch needs no new numbers, and so that all
// activations see the same matrices. Numbers are rounded to single precision when they are drawn:
// single and double arithmetic see the same network.
#ifndef ACTSCOPE_NETWORK_DRAWS_H
#define ACTSCOPE_NETWORK_DRAWS_H

#include "network/network.h"

struct draws;

// Returns true to stop; asked once a layer. NULL never stops.
typedef bool network_cancel(void *user);

// Returns NULL if there is no memory. Nothing is drawn yet but the input x and the injected
// gradient G, of NETWORK_BATCH_MAX samples. (LAW_FIXTURE: everything at once, as its order of draws
// demands.) `depth` of the settings may grow later.
struct draws *draws_create(const struct network_settings *settings);
void draws_destroy(struct draws *draws); // NULL is fine

// Whether these draws serve the settings, up to layers that draws_extend adds: same seed, width,
// law and precision (LAW_FIXTURE: also depth and batch).
bool draws_serve(const struct draws *draws, const struct network_settings *settings);

// Draws the layers up to `depth` that are missing. False if it was cancelled or there is no memory;
// the layers that are complete stay.
bool draws_extend(struct draws *draws, int depth, network_cancel *cancel, void *user);

// Layers drawn so far.
int draws_depth(const struct draws *draws);

// What `depth` layers take, in bytes.
size_t draws_bytes(const struct network_settings *settings);

// For mlp.c and tests, row by row (row: output unit): W of layer l (1 …) with variance 1 (an
// orthogonal Q times √width), b, x and G; arrays of double or float by the settings' precision.
const void *draws_weights(const struct draws *draws, int layer);
const void *draws_bias(const struct draws *draws, int layer);
const void *draws_input(const struct draws *draws);
const void *draws_top(const struct draws *draws);
const struct network_settings *draws_settings(const struct draws *draws);

#endif
