#include "control/history.h"

#include <string.h>

struct history_view history_view_of(const struct state *state)
{
    struct history_view view = {.x = state->x};
    memcpy(view.y, state->y, sizeof view.y);
    memcpy(view.y_fixed, state->y_fixed, sizeof view.y_fixed);
    return view;
}

static void view_restore(const struct history_view *view, struct state *state)
{
    state->x = view->x;
    memcpy(state->y, view->y, sizeof view->y);
    memcpy(state->y_fixed, view->y_fixed, sizeof view->y_fixed);
}

void history_push(struct history *history, const struct history_view *before, bool gesture)
{
    if (gesture && history->gesture)
        return;
    history->gesture = gesture;
    if (history->at == HISTORY_MAX) {
        memmove(&history->views[0], &history->views[1],
                sizeof history->views[0] * (HISTORY_MAX - 1));
        history->at--;
    }
    history->views[history->at++] = *before;
    history->n = history->at;
}

void history_end_gesture(struct history *history)
{
    history->gesture = false;
}

// The present view takes the place of the one that is gone to, so that one can go back to it.
bool history_back(struct history *history, struct state *state)
{
    history->gesture = false;
    if (history->at == 0)
        return false;
    struct history_view target = history->views[--history->at];
    history->views[history->at] = history_view_of(state);
    view_restore(&target, state);
    return true;
}

bool history_forward(struct history *history, struct state *state)
{
    history->gesture = false;
    if (history->at == history->n)
        return false;
    struct history_view target = history->views[history->at];
    history->views[history->at++] = history_view_of(state);
    view_restore(&target, state);
    return true;
}
