// A still: what a picture file shows, frozen at one moment. It holds copies of all that it shows,
// so that the session may change while the still's networks are computed.
//
// Make a still with still_take, compute it with still_compute, on any thread while nothing else
// uses the still, and draw it with still_list.
#ifndef ACTSCOPE_APP_CLI_STILL_H
#define ACTSCOPE_APP_CLI_STILL_H

#include "app/program.h"
#include "app/worker.h"

struct still;

enum still_kind {
    STILL_PICTURE, // the curves without what helps to operate a window: hints, help, messages
    STILL_WINDOW,  // all that a window shows
};

// Returns a still of the program's present state; free it with still_free. Results in `seen` (NULL
// for none) that fit the state are copied rather than computed again. A race that is paused is
// shown at the step that the user has asked for, one that runs at its end. The program must live as
// long as the still, since the still borrows its fonts, themes and data.
struct still *still_take(const struct program *program, enum still_kind kind,
                         const struct snapshots *seen);

// Whether still_compute has anything to do.
bool still_waits(const struct still *still);

// Computes the networks that are missing. It asks `stop` (NULL for never) with `user` now and then,
// gives up when that returns true, and then returns false.
bool still_compute(struct still *still, network_cancel *stop, void *user);

// Returns the still's draw list, which belongs to the still and has the state's language. It is
// composed at the first call. Networks that are not computed are shown as missing.
const struct draw_list *still_list(struct still *still);

// still_take, still_compute without a stop, and still_list in one call.
struct still *still_complete(const struct program *program, enum still_kind kind);

// Returns the state that the still shows, the session around it, and how many pixels a unit has.
const struct state *still_state(const struct still *still);
const struct session *still_session(const struct still *still);
double still_ratio(const struct still *still);

// Gives the still another size in pixels; it is drawn anew. Its draw list so far no longer holds.
void still_resize(struct still *still, int width, int height, double pixel_ratio);

void still_free(struct still *still); // NULL is fine

#endif
