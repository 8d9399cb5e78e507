#include "network/study.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "activation/slope.h"
#include "base/text.h"

enum { LAWS = LAW_FIXTURE + 1 };
enum { KEPT_SEEDS = 20 }; // seeds whose random numbers are kept for the next study, at most
#define KEPT_BYTES (384.0 * 1024 * 1024) // bytes that these may take

struct study_memory {
    struct mlp *mlp;
    // Of the first seeds, by law; the last one of a law is used for all others.
    struct draws *draws[LAWS][KEPT_SEEDS];
    struct network_result result;
    struct depth_profile profile;
    struct study study;
};

struct study_memory *study_memory_create(void)
{
    struct study_memory *memory = calloc(1, sizeof *memory);
    if (memory == NULL)
        return NULL;
    memory->mlp = mlp_create();
    if (memory->mlp != NULL)
        return memory;
    study_memory_destroy(memory);
    return NULL;
}

// Frees the draws of a law from seed number `from` on.
static void forget(struct study_memory *memory, int law, int from)
{
    for (int i = from; i < KEPT_SEEDS; i++) {
        draws_destroy(memory->draws[law][i]);
        memory->draws[law][i] = NULL;
    }
}

void study_memory_destroy(struct study_memory *memory)
{
    if (memory == NULL)
        return;
    for (int law = 0; law < LAWS; law++)
        forget(memory, law, 0);
    mlp_destroy(memory->mlp);
    free(memory);
}

bool study_request_equal(const struct study_request *a, const struct study_request *b)
{
    // Requests are zeroed before they are filled in, padding included.
    return memcmp(a, b, sizeof *a) == 0; // NOLINT(bugprone-suspicious-memory-comparison,cert-*)
}

struct network_settings study_settings(const struct study_request *request, int column)
{
    const struct study_want *want = &request->columns[column];
    struct network_settings settings = request->settings;
    settings.init = want->init;
    settings.sigma_w = want->sigma_w;
    settings.sigma_b = want->sigma_b;
    settings.remedy = want->remedy;
    return settings;
}

// --- the prediction ---

// Fills in the theory of column i.
static void predict(const struct study_request *request, int i, struct depth_profile *profile,
                    struct study_column *column)
{
    int depth = request->settings.depth;
    const struct mean_field_net net = {.mix = &request->columns[i].mix,
                                       .remedy = request->columns[i].remedy,
                                       .sigma_w = column->sigma_w,
                                       .sigma_b = column->sigma_b,
                                       .depth = depth};
    mean_field_profile(&net, profile);
    double wgrad_top = profile->log10_wgrad_top - log10(request->settings.batch) / 2;
    for (int l = 1; l <= depth; l++) {
        struct study_layer *layer = &column->layers[l - 1];
        layer->theory_q = log10(profile->q[l]);
        layer->theory_delta = profile->log10_delta_top + profile->log10_over_top[l];
        layer->theory_wgrad = wgrad_top + profile->log10_wgrad_over_top[l];
        layer->theory_gain = profile->log10_gain[l];
    }
    column->theory_ratio = profile->log10_delta_ratio;
}

// --- the measurement ---

// Adds the measures of one network's layer to the spreads. The top layer has no gains.
static void keep_layer(struct study_layer *to, const struct layer_measure *from, bool top)
{
    spread_add(&to->delta, from->log10_delta_rms);
    spread_add(&to->wgrad, from->log10_wgrad_rms);
    spread_add(&to->q, 2 * log10(from->z_rms));
    spread_add(&to->saturated, from->sat_frac);
    spread_add(&to->dead, from->dead_frac);
    if (top)
        return;
    spread_add(&to->gain_weights, log10(from->gain_weights));
    spread_add(&to->gain_slopes, log10(from->gain_slopes));
    spread_add(&to->gain, log10(from->gain));
}

static void keep_result(struct study *study, struct study_column *column,
                        const struct network_result *result)
{
    for (int l = 1; l <= result->depth; l++)
        keep_layer(&column->layers[l - 1], &result->layer[l], l == result->depth);
    spread_add(&column->delta_ratio, result->log10_delta_ratio);
    spread_add(&column->wgrad_ratio, result->log10_wgrad_ratio);
    if (result->state != NETWORK_ALIVE) {
        column->lost++;
        column->state = result->state;
        network_state_print(result, column->sentence, sizeof column->sentence);
    }
    for (int i = 0; i < study->ridge_n && study->seeds_done == 0; i++) {
        column->z[i] = result->layer[study->ridge_layers[i]].z;
        column->h[i] = result->layer[study->ridge_layers[i]].h;
    }
}

// Frees the draws of laws that no column has, and returns how many seeds' draws fit in KEPT_BYTES
// for each of the others; those that do not fit are freed.
static int seeds_kept(struct study_memory *memory, const struct study_request *request)
{
    bool used[LAWS] = {false};
    int laws = 0;
    for (int i = 0; i < request->n; i++) {
        const struct network_settings settings = study_settings(request, i);
        enum weight_law law = network_law(&settings);
        laws += !used[law];
        used[law] = true;
    }
    double bytes = (double)draws_bytes(&request->settings) * (laws > 0 ? laws : 1),
           fit = KEPT_BYTES / (bytes + 1);
    int kept = fit < KEPT_SEEDS ? (int)fit : KEPT_SEEDS;
    for (int law = 0; law < LAWS; law++)
        forget(memory, law, !used[law] ? 0 : kept > 0 ? kept : 1);
    return kept > 0 ? kept : 1;
}

// Whether a column's random numbers take long: orthogonal matrices, ten times as long as others.
static bool is_slow(const struct study_request *request, int column)
{
    const struct network_settings settings = study_settings(request, column);
    return network_law(&settings) == LAW_ORTHOGONAL;
}

// Measures one network for each column that is slow, or for each that is not. Returns false if it
// was stopped or there is no memory.
static bool run_columns(struct study_memory *memory, const struct study_request *request, bool slow,
                        int seed, int kept, network_cancel *stop, void *user)
{
    struct study *study = &memory->study;
    for (int i = 0; i < study->n; i++) {
        struct fault fault = {0};
        struct network_settings settings = study_settings(request, i);
        if (is_slow(request, i) != slow)
            continue;
        settings.seed += (uint64_t)seed;
        struct draws **draws =
            &memory->draws[network_law(&settings)][seed < kept ? seed : kept - 1];
        bool ok = network_measure(memory->mlp, draws, &settings, &request->columns[i].mix,
                                  seed == 0, stop, user, &memory->result, &fault);
        if (!ok && fault.id != FAULT_RANGE)
            return false;
        if (ok)
            keep_result(study, &study->columns[i], &memory->result);
    }
    return true;
}

// Whether there are columns of both kinds, so that the quick ones may be shown first.
static bool is_mixed(const struct study_request *request)
{
    int slow = 0;
    for (int i = 0; i < request->n; i++)
        slow += is_slow(request, i);
    return slow > 0 && slow < request->n;
}

// Chooses the layers whose histograms are shown: evenly spaced, with the first and the last.
static void choose_ridges(struct study *study, int depth)
{
    study->ridge_n = depth < STUDY_RIDGES ? depth : STUDY_RIDGES;
    for (int i = 0; i < study->ridge_n; i++)
        study->ridge_layers[i] =
            study->ridge_n == 1 ? 1
                                : 1 + (int)lround((double)i * (depth - 1) / (study->ridge_n - 1));
}

// Empties the study, and fills in the theory of each column.
static void begin(struct study_memory *memory, const struct study_request *request)
{
    struct study *study = &memory->study;
    memset(study, 0, sizeof *study);
    memcpy(&study->request, request, sizeof *request); // padding included
    study->n = request->n;
    choose_ridges(study, request->settings.depth);
    for (int i = 0; i < study->n; i++) {
        struct study_column *column = &study->columns[i];
        struct fault fault = {0};
        const struct study_want *want = &request->columns[i];
        const struct network_settings settings = study_settings(request, i);
        column->function = want->function;
        for (int k = 0; k < want->mix.n; k++)
            column->sup_slope = fmax(column->sup_slope, slope_sup(want->mix.parts[k].activation,
                                                                  want->mix.parts[k].parameters));
        bool ok = network_scales(&settings, &want->mix, &column->sigma_w, &column->sigma_b, &fault);
        if (ok)
            predict(request, i, &memory->profile, column);
        else
            text_copy(column->sentence, sizeof column->sentence, fault.text);
    }
}

bool study_run(struct study_memory *memory, const struct study_request *request,
               network_cancel *stop, void (*publish)(void *user, const struct study *study),
               void *user)
{
    begin(memory, request);
    int kept = seeds_kept(memory, request);
    for (int seed = 0; seed < request->seeds; seed++) {
        if (!run_columns(memory, request, false, seed, kept, stop, user))
            return false;
        if (seed == 0 && is_mixed(request))
            publish(user, &memory->study);
        if (!run_columns(memory, request, true, seed, kept, stop, user))
            return false;
        memory->study.seeds_done++;
        publish(user, &memory->study);
    }
    return true;
}

// --- the phase map ---

#define PHASE_SIGMA_B 1.0

// The σw that a map reaches to: wide enough for the critical ones, but not so wide that usual ones
// crowd at the edge.
static double sigma_w_range(const struct phase_map *map)
{
    struct critical critical[CRITICAL_MAX];
    double most = 0;
    for (int at = 0; at <= 1; at++) {
        int n = mean_field_critical(map->activation, map->parameters, at * PHASE_SIGMA_B, critical);
        for (int i = 0; i < n; i++)
            most = fmax(most, critical[i].sigma_w);
    }
    return fmin(fmax(3, ceil(most * 1.2)), 15);
}

bool phase_map_is_of(const struct phase_map *map, const struct activation *activation,
                     const double *parameters)
{
    if (map->activation != activation || map->revision != activation->revision)
        return false;
    for (int i = 0; i < activation->parameter_count; i++)
        if (map->parameters[i] != parameters[i])
            return false;
    return true;
}

bool phase_map_fill(struct phase_map *map, network_cancel *stop, void *user)
{
    struct moment_table *table = malloc(sizeof *table);
    struct phase row[PHASE_ACROSS];
    if (table == NULL)
        return false;
    moment_table_init(table, map->activation, map->parameters);
    map->sigma_w_most = sigma_w_range(map);
    map->sigma_b_most = PHASE_SIGMA_B;
    double half = map->sigma_w_most / PHASE_ACROSS / 2;
    bool stopped = false;
    for (int j = 0; j < PHASE_UP && !stopped; j++) {
        mean_field_phase_row(table, map->sigma_b_most * (j + 0.5) / PHASE_UP, half,
                             map->sigma_w_most - half, PHASE_ACROSS, row);
        for (int i = 0; i < PHASE_ACROSS; i++)
            map->slope[j][i] = (float)(log10(row[i].chi_1) / 2);
        stopped = stop != NULL && stop(user);
    }
    // The line is computed far beyond the map, since its points lie apart and it must reach the
    // edge.
    if (!stopped)
        map->line_n =
            mean_field_critical_line(map->activation, map->parameters, 4 * map->sigma_w_most,
                                     40 * map->sigma_b_most, map->line, PHASE_LINE_MAX);
    free(table);
    return !stopped;
}
