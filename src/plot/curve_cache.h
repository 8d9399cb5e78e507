// The curve cache: sampled curves that live on while the view moves, so that a frame samples again
// only what really changed.
#ifndef ACTSCOPE_PLOT_CURVE_CACHE_H
#define ACTSCOPE_PLOT_CURVE_CACHE_H

#include "plot/sample/sample.h"

struct curve_cache_entry;

// Zero-initialise; end with curve_cache_free.
struct curve_cache {
    struct curve_cache_entry **entries; // each allocated on its own: curves keep their address
    size_t n, c;
    uint64_t last_identity;
    long samplings; // how often a curve was sampled, for the benchmark
};

// The curve for a request in panel number `panel`, sampled again only if parameters or scales
// changed or the old one does not cover the view. Stays valid until the next call with the same
// function, order and panel.
const struct curve *curve_cache_get(struct curve_cache *cache, int panel,
                                    const struct sample_request *request);

void curve_cache_free(struct curve_cache *cache);

#endif
