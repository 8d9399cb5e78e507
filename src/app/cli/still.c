#include "app/cli/still.h"
#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

#include "activation/own.h"
#include "app/language.h"
#include "control/requests.h"

struct still {
    struct session session;
    struct own own[OWN_MAX]; // copies of the functions that the user has defined
    struct text_metrics metrics;
    int width, height;
    double pixel_ratio;
    struct scene scene;
    struct curve_cache cache;
    struct study_request study_request;   // n is 0 where the picture shows no networks
    struct race_request race_request;     // n is 0 where the picture shows no race
    long race_goal;                       // the step at which the race is shown
    bool has_study, has_phase, has_board; // which of these results are there
    bool drawn;                           // whether `scene` is composed
    struct study study;
    struct phase_map phase; // its activation is NULL where the picture shows none
    struct race_board board;
};

// --- taking ---

// Removes what helps to operate a window and is no part of a picture: hints, help, the entry line,
// messages, highlights, the light spot and shown keys.
static void remove_controls(struct session *session)
{
    session->state.hints = session->state.help = false;
    session->entry.kind = ENTRY_NONE;
    session->message[0] = '\0';
    session->highlight = -1;
    session->presenter.spot = false;
    session->presenter.echo[0] = '\0';
}

// Copies what the session could free while the still is computed: functions that the user has
// defined. The tour is not copied but held (control/tour.h).
static void copy_own_functions(struct still *still)
{
    struct session *session = &still->session;
    for (int i = 0; i < OWN_MAX; i++) {
        const struct activation *theirs = session->state.own[i];
        if (theirs == NULL)
            continue;
        if (!own_define(&still->own[i], theirs->definition, NULL, NULL))
            abort(); // cannot happen: the function was defined by this text
        still->own[i].activation.revision = theirs->revision;
        session->state.own[i] = &still->own[i].activation;
    }
    if (session->walk.tour != NULL)
        tour_hold(session->walk.tour);
}

// Asks for the networks and the phase map of the network page, and copies those in `seen` if they
// are the same and complete.
static void take_study(struct still *still, const struct snapshots *seen)
{
    const struct state *state = &still->session.state;
    const struct activation *focused = state_function(state, state->focus);
    state_study_request(state, &still->study_request);
    if (seen != NULL && seen->study != NULL && still->study_request.n > 0 &&
        study_request_equal(&seen->study->request, &still->study_request) &&
        seen->study->seeds_done == still->study_request.seeds) {
        still->study = *seen->study;
        still->has_study = true;
    }
    if (focused == NULL)
        return;
    const double *parameters = state->parameters[state->focus];
    if (seen != NULL && seen->phase != NULL && phase_map_is_of(seen->phase, focused, parameters)) {
        still->phase = *seen->phase;
        still->has_phase = true;
    }
    still->phase.revision = focused->revision;
    memcpy(still->phase.parameters, parameters, sizeof still->phase.parameters);
}

// Asks for the race of the race page, as far as the user has asked it to go, or to its end if it
// runs; copies the board in `seen` if it is of the same race and has come that far.
static void take_race(struct still *still, const struct snapshots *seen)
{
    const struct session *session = &still->session;
    struct race_request *request = &still->race_request;
    state_race_request(&session->state, request);
    request->start = session->race_start;
    long steps = request->settings.steps, asked = session->race_asked;
    still->race_goal = session->state.laboratory.running || asked > steps ? steps : asked;
    if (seen != NULL && seen->board != NULL && race_request_equal(&seen->board->request, request) &&
        seen->board->step >= still->race_goal) {
        still->board = *seen->board;
        still->has_board = true;
    }
}

// Makes the still's requests and results point to its own copies of functions rather than to the
// session's.
static void use_own_functions(struct still *still)
{
    const struct state *state = &still->session.state;
    long start = still->race_request.start;
    if (still->study_request.n > 0)
        state_study_request(state, &still->study_request);
    if (still->race_request.n > 0)
        state_race_request(state, &still->race_request);
    still->race_request.start = start;
    memcpy(&still->study.request, &still->study_request, sizeof still->study_request);
    memcpy(&still->board.request, &still->race_request, sizeof still->race_request);
    if (state->laboratory.page == PAGE_NETWORK)
        still->phase.activation = state_function(state, state->focus);
}

struct still *still_take(const struct program *program, enum still_kind kind,
                         const struct snapshots *seen)
{
    struct still *still = memory_new(1, sizeof *still);
    still->session = program->session;
    still->metrics = program->metrics;
    still->width = program->width;
    still->height = program->height;
    still->pixel_ratio = program->pixel_ratio;
    if (kind == STILL_PICTURE)
        remove_controls(&still->session);
    if (still->session.state.laboratory.page == PAGE_NETWORK)
        take_study(still, seen);
    else if (still->session.state.laboratory.page == PAGE_RACE)
        take_race(still, seen);
    copy_own_functions(still);
    use_own_functions(still);
    return still;
}

// --- computing ---

static bool wants_study(const struct still *still)
{
    return still->study_request.n > 0 && !still->has_study;
}

static bool wants_phase(const struct still *still)
{
    return still->phase.activation != NULL && !still->has_phase;
}

static bool wants_board(const struct still *still)
{
    return still->race_request.n > 0 && !still->has_board;
}

bool still_waits(const struct still *still)
{
    return wants_study(still) || wants_phase(still) || wants_board(still);
}

// What the two callbacks of study_run are given.
struct computing {
    struct still *still;
    network_cancel *stop; // NULL for never
    void *user;
};

static bool study_stops(void *user)
{
    const struct computing *computing = user;
    return computing->stop != NULL && computing->stop(computing->user);
}

static void keep_study(void *user, const struct study *study)
{
    const struct computing *computing = user;
    computing->still->study = *study;
}

// Runs the race to its goal. Without memory there is no board.
static void compute_board(struct still *still, network_cancel *stop, void *user)
{
    struct course *course = course_create(&still->race_request);
    if (course == NULL)
        return;
    course_run(course, (int)still->race_goal, stop, user);
    course_board(course, &still->board);
    course_destroy(course);
    still->has_board = true;
}

bool still_compute(struct still *still, network_cancel *stop, void *user)
{
    struct study_memory *memory = wants_study(still) ? study_memory_create() : NULL;
    struct computing computing = {still, stop, user};
    if (memory != NULL)
        still->has_study =
            study_run(memory, &still->study_request, study_stops, keep_study, &computing);
    study_memory_destroy(memory);
    if (wants_phase(still))
        still->has_phase = phase_map_fill(&still->phase, stop, user);
    if (wants_board(still))
        compute_board(still, stop, user);
    return stop == NULL || !stop(user);
}

// --- drawing ---

static void draw(struct still *still)
{
    struct view view;
    state_view(&still->session.state, &view);
    const struct scene_input input = {
        .session = &still->session,
        .view = &view,
        .width = still->width,
        .height = still->height,
        .pixel_ratio = still->pixel_ratio,
        .metrics = &still->metrics,
        .cache = &still->cache,
        .study = still->has_study ? &still->study : NULL,
        .phase = still->has_phase ? &still->phase : NULL,
        .board = still->has_board ? &still->board : NULL,
    };
    scene_build(&still->scene, &input);
    still->drawn = true;
}

const struct draw_list *still_list(struct still *still)
{
    if (!still->drawn) {
        int before = language_in_use(), own = still->session.state.language;
        if (own != before)
            language_use(own);
        draw(still);
        if (own != before)
            language_use(before);
    }
    return &still->scene.list;
}

struct still *still_complete(const struct program *program, enum still_kind kind)
{
    struct still *still = still_take(program, kind, NULL);
    still_compute(still, NULL, NULL);
    still_list(still);
    return still;
}

const struct state *still_state(const struct still *still)
{
    return &still->session.state;
}

const struct session *still_session(const struct still *still)
{
    return &still->session;
}

double still_ratio(const struct still *still)
{
    return still->pixel_ratio;
}

void still_resize(struct still *still, int width, int height, double pixel_ratio)
{
    bool same = still->width == width && still->height == height &&
                !(still->pixel_ratio < pixel_ratio) && !(still->pixel_ratio > pixel_ratio);
    still->width = width;
    still->height = height;
    still->pixel_ratio = pixel_ratio;
    still->drawn = still->drawn && same;
}

void still_free(struct still *still)
{
    if (still == NULL)
        return;
    scene_free(&still->scene);
    curve_cache_free(&still->cache);
    tour_destroy(still->session.walk.tour);
    for (int i = 0; i < OWN_MAX; i++)
        own_clear(&still->own[i]);
    free(still);
}
