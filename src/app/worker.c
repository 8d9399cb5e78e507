#include "app/worker.h"

#include <SDL.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define TURN_SECONDS 0.033 // between two boards of a running race

enum part { PART_STUDY, PART_MAP, PART_BOARD, PART_COUNT };

struct worker {
    SDL_Thread *thread;
    SDL_mutex *lock; // guards everything up to `fresh`
    SDL_cond *changed;
    uint32_t event;
    bool quit, busy;

    struct study_request study; // wanted; n == 0: nothing
    struct phase_map map;       // wanted; activation NULL: nothing
    struct race_request race;   // wanted; n == 0: nothing
    struct race_pace pace;
    int done[PART_COUNT];    // the turns that were taken up
    void *fresh[PART_COUNT]; // finished and not collected

    SDL_atomic_t turn[PART_COUNT]; // grow with every new want: what runs for an older one stops

    // The thread's own.
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

// One piece of work on its way.
struct job {
    struct worker *worker;
    enum part part;
    int turn; // for which it was begun
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

// Copies a finished thing for the window; an older one that was not collected goes.
static void hand_over(struct job *job, const void *made, size_t size)
{
    void *copy = malloc(size);
    if (copy == NULL)
        return;
    memcpy(copy, made, size);
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

static void run_study(struct job *job, const struct study_request *request)
{
    struct worker *worker = job->worker;
    if (worker->memory == NULL)
        worker->memory = study_memory_create();
    if (request->n > 0 && worker->memory != NULL)
        study_run(worker->memory, request, job_stale, publish_study, job);
}

static void run_map(struct job *job, struct phase_map *map)
{
    if (map->activation != NULL && phase_map_fill(map, job_stale, job))
        hand_over(job, map, sizeof *map);
}

// --- the race ---

static void hand_over_board(struct job *job)
{
    struct worker *worker = job->worker;
    course_board(worker->course, worker->board);
    hand_over(job, worker->board, sizeof *worker->board);
}

static void begin_race(struct job *job, const struct race_request *request)
{
    struct worker *worker = job->worker;
    course_destroy(worker->course);
    worker->course = request->n > 0 ? course_create(request) : NULL;
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
static void run_race(struct job *job, const struct race_pace *pace)
{
    struct worker *worker = job->worker;
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

struct task {
    struct job job;
    bool any, begins; // `begins`: a new race
    struct study_request study;
    struct phase_map map;
    struct race_request race;
    struct race_pace pace;
};

static bool is_new(struct worker *worker, enum part part)
{
    return worker->done[part] != SDL_AtomicGet(&worker->turn[part]);
}

// Takes what is to be done next, under the lock: what is new first; the map, which is quick and
// seldom new, before the study.
static void take_task(struct worker *worker, struct task *task)
{
    enum part part = is_new(worker, PART_MAP)     ? PART_MAP
                     : is_new(worker, PART_STUDY) ? PART_STUDY
                                                  : PART_BOARD;
    task->begins = is_new(worker, part);
    task->any = task->begins || race_goes_on(worker);
    worker->done[part] = SDL_AtomicGet(&worker->turn[part]);
    task->job = (struct job){worker, part, worker->done[part]};
    // Requests are compared by their bytes: padding is copied, too.
    memcpy(&task->study, &worker->study, sizeof task->study);
    memcpy(&task->race, &worker->race, sizeof task->race);
    task->map = worker->map;
    task->pace = worker->pace;
}

static void run_task(struct task *task)
{
    if (task->job.part == PART_STUDY)
        run_study(&task->job, &task->study);
    else if (task->job.part == PART_MAP)
        run_map(&task->job, &task->map);
    else if (task->begins)
        begin_race(&task->job, &task->race);
    else
        run_race(&task->job, &task->pace);
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
    struct task *task = calloc(1, sizeof *task);
    SDL_LockMutex(worker->lock);
    while (!worker->quit && task != NULL) {
        sleep_until_due(worker);
        if (worker->quit)
            break;
        take_task(worker, task);
        worker->busy = true;
        SDL_UnlockMutex(worker->lock);
        if (task->any)
            run_task(task);
        SDL_LockMutex(worker->lock);
        worker->busy = false;
        SDL_CondBroadcast(worker->changed);
    }
    SDL_UnlockMutex(worker->lock);
    free(task);
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
    free(worker);
}

// --- wants ---

void worker_want_study(struct worker *worker, const struct study_request *request)
{
    SDL_LockMutex(worker->lock);
    if (!study_request_equal(&worker->study, request)) {
        memcpy(&worker->study, request, sizeof *request);
        wanted(worker, PART_STUDY);
    }
    SDL_UnlockMutex(worker->lock);
}

void worker_want_phase(struct worker *worker, const struct activation *activation,
                       const double *parameters)
{
    struct phase_map *map = &worker->map;
    SDL_LockMutex(worker->lock);
    bool same =
        map->activation == activation &&
        (activation == NULL || memcmp(map->parameters, parameters, sizeof map->parameters) == 0);
    if (!same) {
        map->activation = activation;
        if (activation != NULL)
            memcpy(map->parameters, parameters, sizeof map->parameters);
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
        wanted(worker, PART_BOARD);
    }
    worker->pace = *pace;
    SDL_CondBroadcast(worker->changed);
    SDL_UnlockMutex(worker->lock);
}

void worker_rest(struct worker *worker)
{
    static const struct study_request no_study;
    static const struct race_request no_race;
    static const struct race_pace no_pace;
    worker_want_study(worker, &no_study);
    worker_want_phase(worker, NULL, NULL);
    worker_want_race(worker, &no_race, &no_pace);
    SDL_LockMutex(worker->lock);
    while (worker->busy || is_new(worker, PART_STUDY) || is_new(worker, PART_MAP) ||
           is_new(worker, PART_BOARD))
        SDL_CondWait(worker->changed, worker->lock);
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
