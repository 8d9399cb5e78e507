// Numbers that the user loads, such as the pre-activations of a real model. They are kept sorted,
// so that a histogram over any view takes a few searches; and they are measured by the slope that
// an activation function has at each.
#ifndef ACTSCOPE_PLOT_DATASET_H
#define ACTSCOPE_PLOT_DATASET_H

#include <stdint.h>

#include "activation/activation.h"
#include "base/numbers.h"
#include "base/text.h"

enum { DATASETS_MAX = 16, DATASET_PATH_MAX = 200, DATASET_MEASURES_MAX = 128 };

struct dataset {
    char path[DATASET_PATH_MAX];
    uint64_t revision;       // a new one for every load
    struct number_array all; // as read; rows are samples and columns are units, if it has both
    double *sorted;          // the finite numbers, in increasing order
    size_t n;                // how many of these, at least 1
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
    struct dataset_entry *entries; // measures that were computed before
};

// Frees all data and makes the store zero; NULL is fine.
void dataset_store_free(struct dataset_store *store);

// The data of this path, or NULL. It stays valid until the path is put again or is dropped for
// another.
const struct dataset *dataset_find(const struct dataset_store *store, const char *path);

// Takes over the numbers read from a path, of which at least one must be finite, in place of what
// the path had. `numbers` is then empty. If all places are taken, the oldest data is dropped that
// `keep(user, path)` does not want; `keep` may be NULL.
void dataset_put(struct dataset_store *store, const char *path, struct number_array *numbers,
                 bool (*keep)(const void *user, const char *path), const void *user);

// Appends a description of n sets of data in the reader's language: "6 numbers in 2 columns (a, b);
// left out: step; 2 not finite, 3 missing".
void dataset_words(const struct dataset *const *sets, size_t n, struct text *out);

// Appends the last part of that alone, "2 not finite, 3 missing"; nothing if all numbers are
// finite.
void dataset_gaps(const struct dataset *const *sets, size_t n, struct text *out);

// How many of the finite numbers lie in [low, high).
size_t dataset_count(const struct dataset *set, double low, double high);

// Measures the data by an activation function; `threshold` is that of |f'| below which a number
// counts as saturated. The result is remembered in the store. Shares and the mean are over all
// finite numbers; of more than 65536 they are over so many order statistics, evenly spaced. Dead
// units are counted exactly.
struct dataset_measure dataset_measure(struct dataset_store *store, const struct dataset *set,
                                       const struct activation *activation,
                                       const double *parameters, double threshold);

#endif
