#include "app/worker.h"

#include <SDL.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "activation/own.h"
#include "base/text.h"

#define TURN_SECONDS 0.033 // between two boards of a running race

enum part { PART_STUDY, PART_MAP, PART_BOARD, PART_COUNT };

// The wanted functions that are the user's own, as definitions; "" for those of the catalogue.
struct definitions {
    char of[STUDY_COLUMNS_MAX][OWN_DEFINITION_MAX + 1];
};

struct worker {
    SDL_Thread *thread;
    SDL_mutex *lock; // guards everything up to `fresh`
    SDL_cond *changed;
    uint32_t event;
    bool quit;

    struct study_request study; // wanted; n == 0: nothing
    struct phase_map map;       // wanted; activation NULL: nothing
    struct race_request race;   // wanted; n == 0: nothing
    struct race_pace pace;
    struct definitions definitions[PART_COUNT];
    int done[PART_COUNT];    // the turns that were taken up
    void *fresh[PART_COUNT]; // finished and not collected

    SDL_atomic_t turn[PART_COUNT]; // grow with every new want: what runs for an older one stops

    // The thread's own.
    struct own own[PART_COUNT][STUDY_COLUMNS_MAX]; // what it made of the definitions
    struct study_memory *memory;
    struct course *course;
    struct race_board *board;
    long served;      // steps of the race that were asked for, and done
    double last_turn; // when the race ran last, seconds
};

static double now(void)
{
    return (double)SDL_GetPerformanceCounter() / (double)SDL_GetPerformanceFrequency();
}

// One piece of work on its way, and what was wanted of it.
struct job {
    struct worker *worker;
    enum part part;
    int turn;         // for which it was begun
    bool any, begins; // `begins`: a new race
    struct study_request study;
    struct phase_map map;
    struct race_request race;
    struct race_pace pace;
    struct definitions definitions;
};

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

// Makes the thread's own of the i-th wanted function if it is the user's, and points to that.
static bool adopt(struct job *job, int i, const struct activation **activation)
{
    struct own *own = &job->worker->own[job->part][i];
    if (job->definitions.of[i][0] == '\0')
        return true;
    if (!own_define(own, job->definitions.of[i], NULL, NULL))
        return false;
    *activation = &own->activation;
    return true;
}

// What is handed over names the functions that were wanted. Padding is copied, too.
static void name_wanted(const struct job *job, void *made)
{
    if (job->part == PART_STUDY)
        memcpy(&((struct study *)made)->request, &job->study, sizeof job->study);
    else if (job->part == PART_MAP)
        ((struct phase_map *)made)->activation = job->map.activation;
    else
        memcpy(&((struct race_board *)made)->request, &job->race, sizeof job->race);
}

// Copies a finished thing for the window; an older one that was not collected goes.
static void hand_over(struct job *job, const void *made, size_t size)
{
    void *copy = malloc(size);
    if (copy == NULL)
        return;
    memcpy(copy, made, size);
    name_wanted(job, copy);
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
    for (int i = 0; i < request.n; i++)
        if (!adopt(job, i, &request.columns[i].activation))
            return;
    if (worker->memory == NULL)
        worker->memory = study_memory_create();
    if (request.n > 0 && worker->memory != NULL)
        study_run(worker->memory, &request, job_stale, publish_study, job);
}

static void run_map(struct job *job)
{
    struct phase_map map = job->map;
    if (map.activation != NULL && adopt(job, 0, &map.activation) &&
        phase_map_fill(&map, job_stale, job))
        hand_over(job, &map, sizeof map);
}

// --- the race ---

static void hand_over_board(struct job *job)
{
    struct worker *worker = job->worker;
    course_board(worker->course, worker->board);
    hand_over(job, worker->board, sizeof *worker->board);
}

static void begin_race(struct job *job)
{
    struct worker *worker = job->worker;
    struct race_request request;
    bool ready = job->race.n > 0;
    memcpy(&request, &job->race, sizeof request);
    course_destroy(worker->course); // before the functions that it uses
    for (int i = 0; i < request.n && ready; i++)
        ready = adopt(job, i, &request.racers[i].activation);
    worker->course = ready ? course_create(&request) : NULL;
    worker->served = 0;
    worker->last_turn = now();
    if (worker->board == NULL)
        worker->board = malloc(sizeof *worker->board);
    if (worker->course != NULL && worker->board != NULL)
        hand_over_board(job);
}

static bool race_goes_on(const struct worker *worker)
{
    return worker->course != NULL && worker->board != NULL && !course_over(worker->course) &&
           (worker->pace.asked > worker->served || worker->pace.running);
}

// As many steps as were asked for, or as the speed makes of the time since the last turn; in
// between the board is handed over.
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
    // Cut into pieces of a turn each, so that a fast race is still seen to move.
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

static bool is_new(struct worker *worker, enum part part)
{
    return worker->done[part] != SDL_AtomicGet(&worker->turn[part]);
}

// Takes what is to be done next, under the lock: what is new first; the map, which is quick and
// seldom new, before the study.
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
    // Requests are compared by their bytes: padding is copied, too.
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

// Sleeps until something is wanted, or until the next turn of the race; under the lock.
static void sleep_until_due(struct worker *worker)
{
    while (!worker->quit && !is_new(worker, PART_STUDY) && !is_new(worker, PART_MAP) &&
           !is_new(worker, PART_BOARD)) {
        if (!race_goes_on(worker)) {
            SDL_CondWait(worker->changed, worker->lock);
            worker->last_turn = now(); // a pause is no time to make up for
            continue;
        }
        double left = worker->last_turn + TURN_SECONDS - now();
        if (left <= 0 || worker->pace.asked > worker->served)
            return;
        SDL_CondWaitTimeout(worker->changed, worker->lock, (Uint32)ceil(left * 1000));
    }
}

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

// What runs for the old want stops; under the lock.
static void wanted(struct worker *worker, enum part part)
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
            wanted(worker, (enum part)i);
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

// --- wants ---

// Notes how the i-th function of a want is made; under the lock.
static void note_definition(struct worker *worker, enum part part, int i,
                            const struct activation *activation)
{
    const char *definition = activation->definition;
    text_copy(worker->definitions[part].of[i], OWN_DEFINITION_MAX + 1,
              definition != NULL ? definition : "");
}

void worker_want_study(struct worker *worker, const struct study_request *request)
{
    SDL_LockMutex(worker->lock);
    if (!study_request_equal(&worker->study, request)) {
        memcpy(&worker->study, request, sizeof *request);
        for (int i = 0; i < request->n; i++)
            note_definition(worker, PART_STUDY, i, request->columns[i].activation);
        wanted(worker, PART_STUDY);
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
        note_definition(worker, PART_MAP, 0, activation);
        wanted(worker, PART_MAP);
    }
    SDL_UnlockMutex(worker->lock);
}

void worker_want_race(struct worker *worker, const struct race_request *request,
                      const struct race_pace *pace)
{
    SDL_LockMutex(worker->lock);
    if (!race_request_equal(&worker->race, request)) {
        memcpy(&worker->race, request, sizeof *request);
        for (int i = 0; i < request->n; i++)
            note_definition(worker, PART_BOARD, i, request->racers[i].activation);
        wanted(worker, PART_BOARD);
    }
    worker->pace = *pace;
    SDL_CondBroadcast(worker->changed);
    SDL_UnlockMutex(worker->lock);
}

// --- snapshots ---

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
