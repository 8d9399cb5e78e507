// The worker: a thread beside the window that computes networks and races and hands over finished
// results ("snapshots"). The window never waits for it.
//
// The window calls worker_want_… with every frame. A request that differs from the last one of its
// kind cancels the work for that one. When a result is there, the worker pushes an SDL event, and
// worker_collect takes the result. The worker sleeps when everything requested is done.
//
// Functions that the user has defined may be freed right after a request: the worker defines them
// again for itself. Results point to the functions of the request, so that their owner must not use
// results for functions that are gone (their revision tells).
#ifndef ACTSCOPE_APP_WORKER_H
#define ACTSCOPE_APP_WORKER_H

#include <stdint.h>

#include "network/race_board.h"
#include "network/study.h"

struct worker;

// The results that the window has. Zero-initialise; end with snapshots_free.
struct snapshots {
    struct study *study; // each is NULL until there is one
    struct phase_map *phase;
    struct race_board *board;
};

// Starts the thread. `event` is the type of the SDL event that tells of a result; 0 for none. NULL
// if there can be no thread.
struct worker *worker_create(uint32_t event);

// Cancels what is being computed, waits for the thread to end and frees everything; NULL is fine.
void worker_destroy(struct worker *worker);

// Requests the networks of the network page, and the phase map of a function. A study without
// columns (n is 0) cancels the last one.
void worker_want_study(struct worker *worker, const struct study_request *request);
void worker_want_phase(struct worker *worker, const struct activation *activation,
                       const double *parameters);

// How far a race shall go: until `asked` steps are done that the user asked for by hand, and beyond
// that only while `running`, at `speed` steps a second.
struct race_pace {
    long asked;
    bool running;
    double speed;
};

// Requests a race. Another request begins another race; another pace goes on with the same one.
void worker_want_race(struct worker *worker, const struct race_request *request,
                      const struct race_pace *pace);

// Moves the results since the last call to `snapshots`, and frees those that they replace. Returns
// whether there was any.
bool worker_collect(struct worker *worker, struct snapshots *snapshots);

// Frees the results and sets them to NULL.
void snapshots_free(struct snapshots *snapshots);

#endif
