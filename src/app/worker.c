#include "app/worker.h"

#include <SDL.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "activation/own.h"
#include "base/text.h"

#define TURN_SECONDS 0.033 // between two boards of a running race

// The kinds of requests and results: networks, phase map, race.
enum part { PART_STUDY, PART_MAP, PART_BOARD, PART_COUNT };

// The definitions of the user's own functions in a request. Columns that differ in something else
// share one. `wanted` is only compared, since the window may have changed what it points to.
enum { WANTED_MAX = STUDY_COLUMNS_MAX + MIX_PARTS_MAX };
struct definitions {
    int n; // more than WANTED_MAX: too many, nothing is computed
    const struct activation *wanted[WANTED_MAX];
    char of[WANTED_MAX][OWN_DEFINITION_MAX + 1];
};

struct worker {
    SDL_Thread *thread;
    SDL_mutex *lock; // guards everything up to `fresh`
    SDL_cond *changed;
    uint32_t event; // type of SDL event; 0: none
    bool quit;

    struct study_request study; // the last request of each kind; n is 0 for none
    struct phase_map map;       // its activation is NULL for none
    struct race_request race;
    struct race_pace pace;
    struct definitions definitions[PART_COUNT];
    int done[PART_COUNT];    // the `turn` of the request that was begun last
    void *fresh[PART_COUNT]; // results that are not collected yet; NULL for none

    SDL_atomic_t turn[PART_COUNT]; // counts requests: work for an older one stops

    // Used by the thread only.
    struct own own[PART_COUNT][WANTED_MAX]; // functions made of the definitions
    struct study_memory *memory;
    struct course *course;    // the race; NULL for none
    struct race_board *board; // where its board is made
    long served;              // how many of the steps asked for are done
    double last_turn;         // when the race ran last, seconds
};

// Seconds on a clock that never goes back.
static double now(void)
{
    return (double)SDL_GetPerformanceCounter() / (double)SDL_GetPerformanceFrequency();
}

// A piece of work that the thread does, with copies of the requests.
struct job {
    struct worker *worker;
    enum part part;
    int turn;    // of the request that it is for
    bool any;    // false: there is nothing to do
    bool begins; // the request is new; false: a race goes on
    struct study_request study;
    struct phase_map map;
    struct race_request race;
    struct race_pace pace;
    struct definitions definitions; // of the part's functions
};

// Whether there is a newer request. It is the network_cancel of everything that is computed here.
static bool job_stale(void *user)
{
    struct job *job = user;
    return SDL_AtomicGet(&job->worker->turn[job->part]) != job->turn;
}

static void wake_window(const struct worker *worker)
{
    SDL_Event event = {.type = worker->event};
    if (worker->event != 0)
        SDL_PushEvent(&event);
}

// Makes functions that the thread owns of all definitions. False if one cannot be read.
static bool define_wanted(struct job *job)
{
    const struct definitions *definitions = &job->definitions;
    bool ok = definitions->n <= WANTED_MAX;
    for (int i = 0; ok && i < definitions->n; i++)
        ok = own_define(&job->worker->own[job->part][i], definitions->of[i], NULL, NULL);
    return ok;
}

// Lets *activation point to the one that the thread owns. Functions of the catalogue stay.
static void adopt(struct job *job, const struct activation **activation)
{
    const struct definitions *definitions = &job->definitions;
    for (int i = 0; i < definitions->n; i++)
        if (definitions->wanted[i] == *activation) {
            *activation = &job->worker->own[job->part][i].activation;
            return;
        }
}

// Lets a result point to the request's functions rather than to the thread's. The request is copied
// as bytes, since requests are compared as bytes, padding included.
static void restore_functions(const struct job *job, void *made)
{
    if (job->part == PART_STUDY)
        memcpy(&((struct study *)made)->request, &job->study, sizeof job->study);
    else if (job->part == PART_MAP)
        ((struct phase_map *)made)->activation = job->map.activation;
    else
        memcpy(&((struct race_board *)made)->request, &job->race, sizeof job->race);
}

// Puts a copy of a result where the window collects it, unless there is a newer request. A result
// of the same kind that was not collected is dropped.
static void hand_over(struct job *job, const void *made, size_t size)
{
    void *copy = malloc(size);
    if (copy == NULL)
        return;
    memcpy(copy, made, size);
    restore_functions(job, copy);
    SDL_LockMutex(job->worker->lock);
    bool stale = job_stale(job);
    if (!stale) {
        void *old = job->worker->fresh[job->part];
        job->worker->fresh[job->part] = copy;
        copy = old;
    }
    SDL_UnlockMutex(job->worker->lock);
    free(copy);
    if (!stale)
        wake_window(job->worker);
}

// --- study and map ---

static void publish_study(void *user, const struct study *study)
{
    hand_over(user, study, sizeof *study);
}

static void run_study(struct job *job)
{
    struct worker *worker = job->worker;
    struct study_request request;
    memcpy(&request, &job->study, sizeof request);
    if (!define_wanted(job))
        return;
    for (int i = 0; i < request.n; i++)
        for (int k = 0; k < request.columns[i].mix.n; k++)
            adopt(job, &request.columns[i].mix.parts[k].activation);
    if (worker->memory == NULL)
        worker->memory = study_memory_create();
    if (request.n > 0 && worker->memory != NULL)
        study_run(worker->memory, &request, job_stale, publish_study, job);
}

static void run_map(struct job *job)
{
    struct phase_map map = job->map;
    if (map.activation == NULL || !define_wanted(job))
        return;
    adopt(job, &map.activation);
    if (phase_map_fill(&map, job_stale, job))
        hand_over(job, &map, sizeof map);
}

// --- the race ---

// Hands the race's present board over.
static void hand_over_board(struct job *job)
{
    struct worker *worker = job->worker;
    course_board(worker->course, worker->board);
    hand_over(job, worker->board, sizeof *worker->board);
}

// Ends the last race, if there is one, and begins the requested one at step 0.
static void begin_race(struct job *job)
{
    struct worker *worker = job->worker;
    struct race_request request;
    bool ready = job->race.n > 0;
    memcpy(&request, &job->race, sizeof request);
    course_destroy(worker->course); // before its functions are made anew
    ready = ready && define_wanted(job);
    for (int i = 0; i < request.n && ready; i++)
        adopt(job, &request.racers[i].activation);
    worker->course = ready ? course_create(&request) : NULL;
    worker->served = 0;
    worker->last_turn = now();
    if (worker->board == NULL)
        worker->board = malloc(sizeof *worker->board);
    if (worker->course != NULL && worker->board != NULL)
        hand_over_board(job);
}

// Whether the race has steps to do now.
static bool race_goes_on(const struct worker *worker)
{
    return worker->course != NULL && worker->board != NULL && !course_over(worker->course) &&
           (worker->pace.asked > worker->served || worker->pace.running);
}

// Runs the race for one turn and hands its board over: the steps that were asked for, 200 at most,
// or as many as the speed gives for the time since the last turn.
static void run_race(struct job *job)
{
    struct worker *worker = job->worker;
    const struct race_pace *pace = &job->pace;
    double t = now(), passed = fmin(t - worker->last_turn, 4 * TURN_SECONDS);
    int step = course_step(worker->course), n;
    if (pace->asked > worker->served)
        n = (int)fmin((double)(pace->asked - worker->served), 200);
    else
        n = (int)fmax(1, round(pace->speed * passed));
    worker->last_turn = t;
    // 20 steps at a time, and no new ones after a turn's time, so that boards come often also where
    // steps are slow.
    while (n > 0 && !course_over(worker->course)) {
        if (!course_run(worker->course, n < 20 ? n : 20, job_stale, job))
            break;
        n -= 20;
        if (now() - t > TURN_SECONDS)
            break;
    }
    if (pace->asked > worker->served)
        worker->served += course_step(worker->course) - step;
    hand_over_board(job);
}

// --- the thread ---

// Whether there is a request that was not begun.
static bool is_new(struct worker *worker, enum part part)
{
    return worker->done[part] != SDL_AtomicGet(&worker->turn[part]);
}

// Fills `job` with what is to be done next: a new map, which is quick and rare, before a new study,
// and the race last. The lock is held.
static void take_job(struct worker *worker, struct job *job)
{
    enum part part = is_new(worker, PART_MAP)     ? PART_MAP
                     : is_new(worker, PART_STUDY) ? PART_STUDY
                                                  : PART_BOARD;
    job->worker = worker;
    job->part = part;
    job->begins = is_new(worker, part);
    job->any = job->begins || race_goes_on(worker);
    worker->done[part] = job->turn = SDL_AtomicGet(&worker->turn[part]);
    // Requests are compared as bytes: memcpy copies the padding, too.
    memcpy(&job->study, &worker->study, sizeof job->study);
    memcpy(&job->race, &worker->race, sizeof job->race);
    job->map = worker->map;
    job->pace = worker->pace;
    job->definitions = worker->definitions[part];
}

static void run_job(struct job *job)
{
    if (job->part == PART_STUDY)
        run_study(job);
    else if (job->part == PART_MAP)
        run_map(job);
    else if (job->begins)
        begin_race(job);
    else
        run_race(job);
}

// Sleeps until there is a new request or the next turn of the race. The lock is held.
static void sleep_until_due(struct worker *worker)
{
    while (!worker->quit && !is_new(worker, PART_STUDY) && !is_new(worker, PART_MAP) &&
           !is_new(worker, PART_BOARD)) {
        if (!race_goes_on(worker)) {
            SDL_CondWait(worker->changed, worker->lock);
            worker->last_turn = now(); // the race does not make up for the time that it paused
            continue;
        }
        double left = worker->last_turn + TURN_SECONDS - now();
        if (left <= 0 || worker->pace.asked > worker->served)
            return;
        SDL_CondWaitTimeout(worker->changed, worker->lock, (Uint32)ceil(left * 1000));
    }
}

// The thread.
static int work(void *user)
{
    struct worker *worker = user;
    struct job *job = calloc(1, sizeof *job);
    SDL_LockMutex(worker->lock);
    while (!worker->quit && job != NULL) {
        sleep_until_due(worker);
        if (worker->quit)
            break;
        take_job(worker, job);
        SDL_UnlockMutex(worker->lock);
        if (job->any)
            run_job(job);
        SDL_LockMutex(worker->lock);
    }
    SDL_UnlockMutex(worker->lock);
    free(job);
    return 0;
}

struct worker *worker_create(uint32_t event)
{
    struct worker *worker = calloc(1, sizeof *worker);
    if (worker == NULL)
        return NULL;
    worker->event = event;
    worker->lock = SDL_CreateMutex();
    worker->changed = SDL_CreateCond();
    if (worker->lock != NULL && worker->changed != NULL)
        worker->thread = SDL_CreateThread(work, "worker", worker);
    if (worker->thread != NULL)
        return worker;
    worker_destroy(worker);
    return NULL;
}

// Tells the thread of a new request; work for the old one stops. The lock is held.
static void notify(struct worker *worker, enum part part)
{
    SDL_AtomicAdd(&worker->turn[part], 1);
    SDL_CondBroadcast(worker->changed);
}

void worker_destroy(struct worker *worker)
{
    if (worker == NULL)
        return;
    if (worker->thread != NULL) {
        SDL_LockMutex(worker->lock);
        worker->quit = true;
        for (int i = 0; i < PART_COUNT; i++)
            notify(worker, (enum part)i);
        SDL_UnlockMutex(worker->lock);
        SDL_WaitThread(worker->thread, NULL);
    }
    SDL_DestroyCond(worker->changed);
    SDL_DestroyMutex(worker->lock);
    for (int i = 0; i < PART_COUNT; i++)
        free(worker->fresh[i]);
    study_memory_destroy(worker->memory);
    course_destroy(worker->course);
    free(worker->board);
    for (int i = 0; i < PART_COUNT; i++)
        for (int k = 0; k < STUDY_COLUMNS_MAX; k++)
            own_clear(&worker->own[i][k]);
    free(worker);
}

// --- requests ---

// Notes the definition of a function of a request, if it is the user's. The lock is held.
static void note_definition(struct worker *worker, enum part part,
                            const struct activation *activation)
{
    struct definitions *definitions = &worker->definitions[part];
    if (activation->definition == NULL)
        return;
    for (int i = 0; i < definitions->n && i < WANTED_MAX; i++)
        if (definitions->wanted[i] == activation)
            return;
    if (definitions->n < WANTED_MAX) {
        definitions->wanted[definitions->n] = activation;
        text_copy(definitions->of[definitions->n], OWN_DEFINITION_MAX + 1, activation->definition);
    }
    definitions->n += definitions->n <= WANTED_MAX; // one more than there is room for: too many
}

void worker_want_study(struct worker *worker, const struct study_request *request)
{
    SDL_LockMutex(worker->lock);
    if (!study_request_equal(&worker->study, request)) {
        memcpy(&worker->study, request, sizeof *request);
        worker->definitions[PART_STUDY].n = 0;
        for (int i = 0; i < request->n; i++)
            for (int k = 0; k < request->columns[i].mix.n; k++)
                note_definition(worker, PART_STUDY, request->columns[i].mix.parts[k].activation);
        notify(worker, PART_STUDY);
    }
    SDL_UnlockMutex(worker->lock);
}

void worker_want_phase(struct worker *worker, const struct activation *activation,
                       const double *parameters)
{
    struct phase_map *map = &worker->map;
    SDL_LockMutex(worker->lock);
    if (!phase_map_is_of(map, activation, parameters)) {
        map->activation = activation;
        map->revision = activation->revision;
        memcpy(map->parameters, parameters, sizeof map->parameters);
        worker->definitions[PART_MAP].n = 0;
        note_definition(worker, PART_MAP, activation);
        notify(worker, PART_MAP);
    }
    SDL_UnlockMutex(worker->lock);
}

void worker_want_race(struct worker *worker, const struct race_request *request,
                      const struct race_pace *pace)
{
    SDL_LockMutex(worker->lock);
    if (!race_request_equal(&worker->race, request)) {
        memcpy(&worker->race, request, sizeof *request);
        worker->definitions[PART_BOARD].n = 0;
        for (int i = 0; i < request->n; i++)
            note_definition(worker, PART_BOARD, request->racers[i].activation);
        notify(worker, PART_BOARD);
    }
    worker->pace = *pace;
    SDL_CondBroadcast(worker->changed);
    SDL_UnlockMutex(worker->lock);
}

// --- snapshots ---

// Takes a result, or NULL. The lock is held.
static void *collect(struct worker *worker, enum part part)
{
    void *fresh = worker->fresh[part];
    worker->fresh[part] = NULL;
    return fresh;
}

bool worker_collect(struct worker *worker, struct snapshots *snapshots)
{
    SDL_LockMutex(worker->lock);
    struct study *study = collect(worker, PART_STUDY);
    struct phase_map *phase = collect(worker, PART_MAP);
    struct race_board *board = collect(worker, PART_BOARD);
    SDL_UnlockMutex(worker->lock);
    if (study != NULL) {
        free(snapshots->study);
        snapshots->study = study;
    }
    if (phase != NULL) {
        free(snapshots->phase);
        snapshots->phase = phase;
    }
    if (board != NULL) {
        free(snapshots->board);
        snapshots->board = board;
    }
    return study != NULL || phase != NULL || board != NULL;
}

void snapshots_free(struct snapshots *snapshots)
{
    free(snapshots->study);
    free(snapshots->phase);
    free(snapshots->board);
    *snapshots = (struct snapshots){0};
}
