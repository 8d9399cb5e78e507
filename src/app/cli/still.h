// A still: a picture of a moment, as it goes into files. It owns what it shows, so that the session
// may go on while networks of it are computed.
//
// It is taken, computed (still_compute, on any thread; nothing else touches it meanwhile), and then
// drawn.
#ifndef ACTSCOPE_APP_CLI_STILL_H
#define ACTSCOPE_APP_CLI_STILL_H

#include "app/program.h"
#include "app/worker.h"

struct still;

enum still_kind {
    STILL_PICTURE, // without what belongs to the hand that steers: hints, help, messages
    STILL_WINDOW,  // as a window shows it
};

// The present moment. What `seen` (NULL for nothing) has of its networks need not be computed. Of a
// race that stands, it is the board that is seen; one that runs is taken to its end.
struct still *still_take(const struct program *program, enum still_kind kind,
                         const struct snapshots *seen);

// Whether there is anything to compute.
bool still_waits(const struct still *still);

// Computes its networks to their end. False if `stop` (NULL for never) said so.
bool still_compute(struct still *still, network_cancel *stop, void *user);

// Its draw list, in its own language; drawn when it is first asked for.
const struct draw_list *still_list(struct still *still);

// Taken, computed and drawn in one go.
struct still *still_complete(const struct program *program, enum still_kind kind);

// The state that it shows.
const struct state *still_state(const struct still *still);

void still_free(struct still *still); // NULL is fine

#endif
