// The worker: one thread beside the window that does the slow work, networks and the race, and
// hands over finished snapshots. The window never waits for it.
//
// The window says what it wants (worker_want_…) as often as it likes; a want that differs from the
// last one cancels the work for that one. Functions of the user's own may be taken away as soon as
// they were wanted: the worker makes its own of their definitions. When something is finished the
// worker pushes an SDL event of its own type, and worker_collect swaps the new snapshots in.
// Without wants it sleeps.
#ifndef ACTSCOPE_APP_WORKER_H
#define ACTSCOPE_APP_WORKER_H

#include <stdint.h>

#include "network/board.h"
#include "network/study.h"

struct worker;

// Snapshots that belong to the caller of worker_collect, until the next call.
struct snapshots {
    struct study *study; // NULL until there is one
    struct phase_map *phase;
    struct race_board *board;
};

// Starts the thread; `event` (0: none) is pushed when there is something to collect. NULL if there
// can be no thread.
struct worker *worker_create(uint32_t event);

// Cancels what runs, waits for the thread and frees everything; NULL is fine.
void worker_destroy(struct worker *worker);

void worker_want_study(struct worker *worker, const struct study_request *request);
void worker_want_phase(struct worker *worker, const struct activation *activation,
                       const double *parameters);

// How far a race shall go: `asked` steps, or while `running` on and on at `speed` steps a second.
struct race_pace {
    long asked;
    bool running;
    double speed;
};
void worker_want_race(struct worker *worker, const struct race_request *request,
                      const struct race_pace *pace);

// Takes what was finished since the last call; true if there was something.
bool worker_collect(struct worker *worker, struct snapshots *snapshots);
void snapshots_free(struct snapshots *snapshots);

#endif
