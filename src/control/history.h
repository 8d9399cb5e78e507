// View history: back and forward through the views that were seen.
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
    int at;       // views[0 … at-1] lie behind the present, views[at … n-1] ahead of it
    bool gesture; // moves that belong together (a drag) make one step
};

// The view of a state.
struct history_view history_view_of(const struct state *state);

// Remembers a view, which a command has replaced. Within a gesture only the first call counts. What
// lay ahead is forgotten.
void history_push(struct history *history, const struct history_view *before, bool gesture);

// Ends a gesture: the next push makes a step of its own.
void history_end_gesture(struct history *history);

// Puts the previous or next view into the state; false if there is none.
bool history_back(struct history *history, struct state *state);
bool history_forward(struct history *history, struct state *state);

#endif
