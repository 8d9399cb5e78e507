#include "control/requests.h"

#include <string.h>

void state_study_request(const struct state *state, struct study_request *request)
{
    const struct laboratory *l = &state->laboratory;
    // Zeroes the padding, too, as requests are compared byte by byte.
    memset(request, 0, sizeof *request);
    laboratory_settings(l, &request->settings);
    request->seeds = lab_whole(l, LAB_SEEDS);
    for (int i = 0; i < state->shown_n && request->n < STUDY_COLUMNS_MAX; i++) {
        int function = state->shown[i].function;
        if (state->shown[i].hidden)
            continue;
        struct study_want *column = &request->columns[request->n++];
        column->function = function;
        column->init = request->settings.init;
        column->sigma_w = request->settings.sigma_w;
        column->sigma_b = request->settings.sigma_b;
        column->remedy = request->settings.remedy;
        network_mix_set(&column->mix, state_function(state, function), state->parameters[function]);
    }
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
        memcpy(request->racers[request->n++].parameters, state->parameters[function],
               sizeof request->racers[0].parameters);
    }
}
