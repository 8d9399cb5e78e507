#include "plot/dataset.h"
#include "base/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/language.h"

// BLOCK: numbers whose slopes are computed in one call.
enum { STATISTICS_MOST = 65536, BLOCK = 64, PROBES = 4 };

// A measure and what it was made for. The slopes at a few places are kept because a function may
// have been defined anew where the old one was.
struct dataset_entry {
    uint64_t revision;
    const struct activation *activation;
    double parameters[ACTIVATION_PARAMETERS_MAX], threshold, probes[PROBES];
    struct dataset_measure measure;
    uint64_t used; // grows with every measure; 0: this entry is free
};

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

static void dataset_free(struct dataset *set)
{
    number_array_free(&set->all);
    free(set->sorted);
    *set = (struct dataset){0};
}

void dataset_store_free(struct dataset_store *store)
{
    if (store == NULL)
        return;
    for (int i = 0; i < store->n; i++)
        dataset_free(&store->sets[i]);
    free(store->entries);
    *store = (struct dataset_store){0};
}

const struct dataset *dataset_find(const struct dataset_store *store, const char *path)
{
    for (int i = 0; store != NULL && i < store->n; i++)
        if (strcmp(store->sets[i].path, path) == 0)
            return &store->sets[i];
    return NULL;
}

// The set for a path: its own, a free one, or the oldest that nobody wants.
static struct dataset *set_for(struct dataset_store *store, const char *path,
                               bool (*keep)(const void *user, const char *path), const void *user)
{
    for (int i = 0; i < store->n; i++)
        if (strcmp(store->sets[i].path, path) == 0)
            return &store->sets[i];
    if (store->n < DATASETS_MAX)
        return &store->sets[store->n++];
    struct dataset *oldest = NULL;
    for (int i = 0; i < store->n; i++) {
        struct dataset *set = &store->sets[i];
        bool wanted = keep != NULL && keep(user, set->path);
        if (!wanted && (oldest == NULL || set->revision < oldest->revision))
            oldest = set;
    }
    return oldest != NULL ? oldest : &store->sets[0];
}

void dataset_put(struct dataset_store *store, const char *path, struct number_array *numbers,
                 bool (*keep)(const void *user, const char *path), const void *user)
{
    struct dataset *set = set_for(store, path, keep, user);
    dataset_free(set);
    text_copy(set->path, sizeof set->path, path);
    set->revision = ++store->last_revision;
    set->all = *numbers;
    *numbers = (struct number_array){0};
    set->sorted = memory_must(malloc(set->all.n * sizeof *set->sorted));
    for (size_t i = 0; i < set->all.n; i++)
        if (isfinite(set->all.values[i]))
            set->sorted[set->n++] = set->all.values[i];
    qsort(set->sorted, set->n, sizeof *set->sorted, by_value);
}

// --- words ---

void dataset_gaps(const struct dataset *const *sets, size_t n, struct text *out)
{
    size_t not_finite = 0, missing = 0;
    for (size_t i = 0; i < n; i++) {
        missing += sets[i]->all.missing;
        not_finite += sets[i]->all.n - sets[i]->n - sets[i]->all.missing;
    }
    if (not_finite > 0)
        text_format(out, _("%zu not finite"), not_finite);
    if (not_finite > 0 && missing > 0)
        text_add(out, ", ");
    if (missing > 0)
        text_format(out, _("%zu missing"), missing);
}

static void add_shape(const struct dataset *set, struct text *out)
{
    const struct number_array *all = &set->all;
    if (all->columns > 0)
        text_format(out, _(" in %zu columns"), all->columns);
    if (all->ragged)
        text_add(out, _(" in lines of different lengths"));
    if (all->names[0] != '\0')
        text_format(out, " (%s)", all->names);
}

void dataset_words(const struct dataset *const *sets, size_t n, struct text *out)
{
    size_t all = 0;
    struct text gaps = {0};
    char left_out[NUMBERS_NAMES] = "";
    for (size_t i = 0; i < n; i++)
        all += sets[i]->all.n;
    if (all == 1)
        text_add(out, _("1 number"));
    else
        text_format(out, _("%zu numbers"), all);
    if (n == 1)
        add_shape(sets[0], out);
    for (size_t i = 0; i < n; i++)
        number_names_add(left_out, sets[i]->all.left_out, strlen(sets[i]->all.left_out));
    if (left_out[0] != '\0')
        text_format(out, _("; left out: %s"), left_out);
    dataset_gaps(sets, n, &gaps);
    if (gaps.n > 0)
        text_format(out, "; %s", text_string(&gaps));
    text_free(&gaps);
}

// --- counting ---

// How many numbers are below a value.
static size_t rank(const struct dataset *set, double value)
{
    size_t low = 0, high = set->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (set->sorted[middle] < value)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

size_t dataset_count(const struct dataset *set, double low, double high)
{
    return high > low ? rank(set, high) - rank(set, low) : 0;
}

// --- measuring ---

static void measure_slopes(const struct dataset *set, const struct activation *activation,
                           const double *parameters, double threshold, struct dataset_measure *out)
{
    size_t n = set->n < STATISTICS_MOST ? set->n : STATISTICS_MOST, saturated = 0, zero = 0;
    double sum = 0, x[BLOCK], slope[BLOCK];
    for (size_t from = 0; from < n; from += BLOCK) {
        size_t count = n - from < BLOCK ? n - from : BLOCK;
        for (size_t i = 0; i < count; i++) {
            double at = ((double)(from + i) + 0.5) * (double)set->n / (double)n;
            x[i] = set->sorted[(size_t)at];
        }
        activation_eval(activation, parameters, x, count, NULL, slope, NULL);
        for (size_t i = 0; i < count; i++) {
            saturated += fabs(slope[i]) < threshold;
            zero += slope[i] == 0;
            sum += fabs(slope[i]);
        }
    }
    out->saturated = (double)saturated / (double)n;
    out->zero = (double)zero / (double)n;
    out->mean_slope = sum / (double)n;
}

// Whether f' is 0 for every sample of a unit. Most units are not dead, which a first block of
// samples shows.
static bool is_dead(const struct dataset *set, size_t unit, const struct activation *activation,
                    const double *parameters)
{
    double x[BLOCK], slope[BLOCK];
    for (size_t from = 0; from < set->all.rows; from += BLOCK) {
        size_t count = set->all.rows - from < BLOCK ? set->all.rows - from : BLOCK;
        for (size_t i = 0; i < count; i++)
            x[i] = set->all.values[(from + i) * set->all.columns + unit];
        activation_eval(activation, parameters, x, count, NULL, slope, NULL);
        for (size_t i = 0; i < count; i++)
            if (slope[i] != 0) // a NaN does not count as 0
                return false;
    }
    return true;
}

static struct dataset_measure measure(const struct dataset *set,
                                      const struct activation *activation, const double *parameters,
                                      double threshold)
{
    struct dataset_measure out = {.units = set->all.columns};
    measure_slopes(set, activation, parameters, threshold, &out);
    for (size_t unit = 0; unit < out.units; unit++)
        out.dead += is_dead(set, unit, activation, parameters);
    return out;
}

static bool same_bytes(const double *a, const double *b, size_t n)
{
    return n == 0 || memcmp(a, b, n * sizeof *a) == 0;
}

struct dataset_measure dataset_measure(struct dataset_store *store, const struct dataset *set,
                                       const struct activation *activation,
                                       const double *parameters, double threshold)
{
    static const double places[PROBES] = {-2.7, -0.6, 0.4, 3.1};
    double probes[PROBES];
    size_t parameter_n = (size_t)activation->parameter_count;
    activation_eval(activation, parameters, places, PROBES, NULL, probes, NULL);
    if (store->entries == NULL)
        store->entries = memory_new(DATASET_MEASURES_MAX, sizeof *store->entries);
    struct dataset_entry *oldest = &store->entries[0];
    for (int i = 0; i < DATASET_MEASURES_MAX; i++) {
        struct dataset_entry *e = &store->entries[i];
        bool same = e->used > 0 && e->revision == set->revision && e->activation == activation &&
                    e->threshold == threshold && same_bytes(e->probes, probes, PROBES) &&
                    same_bytes(e->parameters, parameters, parameter_n);
        if (same)
            return e->measure;
        oldest = e->used < oldest->used ? e : oldest;
    }
    *oldest = (struct dataset_entry){.revision = set->revision,
                                     .activation = activation,
                                     .threshold = threshold,
                                     .used = ++store->last_revision};
    memcpy(oldest->probes, probes, sizeof probes);
    if (parameter_n > 0)
        memcpy(oldest->parameters, parameters, parameter_n * sizeof *parameters);
    oldest->measure = measure(set, activation, parameters, threshold);
    return oldest->measure;
}
