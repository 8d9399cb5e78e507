// Numbers of the user's own, pre-activations of a real model: kept sorted, so that a histogram of
// any view is a few searches, and measured by the slope that an activation function has there.
#ifndef ACTSCOPE_PLOT_DATASET_H
#define ACTSCOPE_PLOT_DATASET_H

#include <stdint.h>

#include "activation/activation.h"
#include "base/numbers.h"
#include "base/text.h"

enum { DATASETS_MAX = 16, DATASET_PATH_MAX = 200, DATASET_MEASURES_MAX = 128 };

struct dataset {
    char path[DATASET_PATH_MAX];
    uint64_t revision;       // another one for every load
    struct number_array all; // as read; rows are samples and columns units where there are both
    double *sorted;          // the finite ones
    size_t n;                // of these
};

struct dataset_measure {
    double saturated;  // share of numbers with |f'| < threshold
    double mean_slope; // mean of |f'|
    double zero;       // share of numbers with f' = 0
    size_t units;      // columns; 0 where the data has none
    size_t dead;       // units with f' = 0 for every sample
};

struct dataset_entry;

// Zero-initialise; end with dataset_store_free.
struct dataset_store {
    struct dataset sets[DATASETS_MAX];
    int n;
    uint64_t last_revision;
    struct dataset_entry *entries; // measures remembered
};

void dataset_store_free(struct dataset_store *store); // NULL is fine

// The data of this path, or NULL. Stays until the path is put again or is dropped for another.
const struct dataset *dataset_find(const struct dataset_store *store, const char *path);

// Takes over the numbers read from a path (at least one finite), in the place of what it had. Where
// all places are taken, drops the oldest that `keep` (user) does not want.
void dataset_put(struct dataset_store *store, const char *path, struct number_array *numbers,
                 bool (*keep)(const void *user, const char *path), const void *user);

// Appends what is to be said of sets of data: "6 numbers in 2 columns (a, b); left out: step; 2 not
// finite, 3 missing", in the reader's language.
void dataset_words(const struct dataset *const *sets, size_t n, struct text *out);

// The last part of it alone, "2 not finite, 3 missing"; nothing where all are finite.
void dataset_gaps(const struct dataset *const *sets, size_t n, struct text *out);

// How many of the finite numbers lie in [low, high).
size_t dataset_count(const struct dataset *set, double low, double high);

// Measures the data by an activation function; remembered in the store. Shares and the mean are
// over all finite numbers, of more than 65536 over as many evenly spaced order statistics; dead
// units are exact.
struct dataset_measure dataset_measure(struct dataset_store *store, const struct dataset *set,
                                       const struct activation *activation,
                                       const double *parameters, double threshold);

#endif
