#include "control/requests.h"

#include <string.h>

// Adds a column that is as the laboratory's settings say. All is written memberwise, so that
// padding stays zero.
static struct study_want *add_column(const struct state *state, struct study_request *request,
                                     int function)
{
    const struct network_settings *settings = &request->settings;
    struct study_want *column = &request->columns[request->n++];
    column->function = function;
    column->init = settings->init;
    column->sigma_w = settings->sigma_w;
    column->sigma_b = settings->sigma_b;
    column->remedy.norm = settings->remedy.norm;
    column->remedy.skip = settings->remedy.skip;
    column->remedy.tied = settings->remedy.tied;
    network_mix_set(&column->mix, state_function(state, function), state->parameters[function]);
    return column;
}

// Columns of the focused function under the usual initialisations. Xavier's is the uniform one:
// with square layers the normal one is LeCun's.
static void compare_initialisations(const struct state *state, struct study_request *request)
{
    static const enum initialisation inits[] = {INIT_LECUN,          INIT_HE_NORMAL,
                                                INIT_XAVIER_UNIFORM, INIT_ORTHOGONAL,
                                                INIT_PYTORCH,        INIT_CRITICAL};
    for (size_t i = 0; i < sizeof inits / sizeof inits[0]; i++) {
        struct study_want *column = add_column(state, request, state->focus);
        column->init = inits[i];
        laboratory_scales(&state->laboratory, inits[i], &column->sigma_w, &column->sigma_b);
    }
}

// Columns of the focused function as it is, and with one remedy more each.
static void compare_remedies(const struct state *state, struct study_request *request)
{
    const struct remedy base = request->settings.remedy;
    add_column(state, request, state->focus);
    if (!base.skip)
        add_column(state, request, state->focus)->remedy.skip = true;
    for (int norm = NORM_LAYER; norm <= NORM_BATCH; norm++)
        if (base.norm != (enum network_norm)norm)
            add_column(state, request, state->focus)->remedy.norm = (enum network_norm)norm;
    if (!base.tied)
        add_column(state, request, state->focus)->remedy.tied = true;
}

static void compare_functions(const struct state *state, struct study_request *request)
{
    for (int i = 0; i < state->shown_n && request->n < STUDY_COLUMNS_MAX; i++)
        if (!state->shown[i].hidden)
            add_column(state, request, state->shown[i].function);
}

void state_study_request(const struct state *state, struct study_request *request)
{
    static void (*const compare[COMPARE_COUNT])(const struct state *, struct study_request *) = {
        [COMPARE_ACTIVATIONS] = compare_functions,
        [COMPARE_INITIALISATIONS] = compare_initialisations,
        [COMPARE_REMEDIES] = compare_remedies,
    };
    const struct laboratory *l = &state->laboratory;
    // From zero, padding included: requests are compared by their bytes.
    memset(request, 0, sizeof *request);
    laboratory_settings(l, &request->settings);
    request->seeds = lab_whole(l, LAB_SEEDS);
    if (state_visible_count(state) > 0 && state_function(state, state->focus) != NULL)
        compare[l->compare](state, request);
}

bool state_sigmas(const struct state *state, int function, double *sigma_w, double *sigma_b)
{
    struct network_settings settings;
    const struct activation *a = state_function(state, function);
    struct network_mix mix;
    laboratory_settings(&state->laboratory, &settings);
    *sigma_w = 1;
    *sigma_b = settings.sigma_b;
    if (a == NULL)
        return false;
    network_mix_set(&mix, a, state->parameters[function]);
    return network_scales(&settings, &mix, sigma_w, sigma_b, NULL);
}

static void fill_race_settings(const struct laboratory *l, struct race_settings *settings)
{
    settings->data = l->data;
    settings->optimiser = l->optimiser;
    settings->init = l->race_init;
    settings->sigma_w = l->race_init == RACE_INIT_CUSTOM ? l->numbers[RACE_SIGMA_W] : 1;
    settings->learning_rate = l->numbers[RACE_RATE];
    settings->momentum = race_defaults().momentum;
    settings->depth = lab_whole(l, RACE_DEPTH);
    settings->width = lab_whole(l, RACE_WIDTH);
    settings->batch = lab_whole(l, RACE_BATCH);
    settings->steps = lab_whole(l, RACE_STEPS);
    settings->seed = (uint64_t)l->numbers[RACE_SEED];
}

double state_race_sigma_w(const struct state *state, int function)
{
    struct race_settings settings;
    const struct activation *a = state_function(state, function);
    fill_race_settings(&state->laboratory, &settings);
    return a != NULL ? race_sigma_w(&settings, a, state->parameters[function]) : 1;
}

void state_race_request(const struct state *state, struct race_request *request)
{
    memset(request, 0, sizeof *request);
    fill_race_settings(&state->laboratory, &request->settings);
    for (int i = 0; i < state->shown_n && request->n < RACE_NETS_MAX; i++) {
        int function = state->shown[i].function;
        if (state->shown[i].hidden)
            continue;
        request->racers[request->n].function = function;
        request->racers[request->n].activation = state_function(state, function);
        request->racers[request->n].revision = state_function(state, function)->revision;
        request->racers[request->n].remedy.norm = state->laboratory.race_norm;
        request->racers[request->n].remedy.skip = state->laboratory.race_skip;
        memcpy(request->racers[request->n++].parameters, state->parameters[function],
               sizeof request->racers[0].parameters);
    }
}
