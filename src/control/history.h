// View history: the way back and forward through the views that were seen. A view is the axes.
#ifndef ACTSCOPE_CONTROL_HISTORY_H
#define ACTSCOPE_CONTROL_HISTORY_H

#include "control/state.h"

enum { HISTORY_MAX = 128 };

struct history_view {
    struct axis x, y[ORDER_COUNT];
    bool y_fixed[ORDER_COUNT];
};

// Zero-initialise. The oldest views are forgotten when it is full.
struct history {
    struct history_view views[HISTORY_MAX];
    int n;
    int at;       // views[0 … at-1] were before the present view, views[at … n-1] after it
    bool gesture; // a gesture goes on: moves that belong together, as of a drag, which are one step
};

// Copies the view out of a state.
struct history_view history_view_of(const struct state *state);

// Remembers the view that a command has replaced, and forgets the views after it. `gesture` says
// that the command is part of one: then only the first call of the gesture counts.
void history_push(struct history *history, const struct history_view *before, bool gesture);

// Ends a gesture: the next call of history_push makes a step of its own.
void history_end_gesture(struct history *history);

// Put the previous or the next view into the state; false if there is none. The present view is
// kept for the way back.
bool history_back(struct history *history, struct state *state);
bool history_forward(struct history *history, struct state *state);

#endif
