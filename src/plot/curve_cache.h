// Keeps sampled curves while the view moves, so that a frame samples only those again that changed.
#ifndef ACTSCOPE_PLOT_CURVE_CACHE_H
#define ACTSCOPE_PLOT_CURVE_CACHE_H

#include "plot/sample/sample.h"

struct curve_cache_entry;

// Zero-initialise; end with curve_cache_free.
struct curve_cache {
    struct curve_cache_entry **entries; // each allocated alone, so that curves keep their address
    size_t n, c;
    uint64_t last_identity;
    long samplings; // how often a curve was sampled, for benchmarks
};

// Returns the curve for a request in panel number `panel`. It is sampled again only if the
// function, its parameters or the scales changed, or if the old one does not cover the view
// (curve_covers). The curve belongs to the cache, and is valid until the next call with the same
// function, order and panel.
const struct curve *curve_cache_get(struct curve_cache *cache, int panel,
                                    const struct sample_request *request);

// Frees all curves and makes the cache zero; NULL is fine.
void curve_cache_free(struct curve_cache *cache);

#endif
