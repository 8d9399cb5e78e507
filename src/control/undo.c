#include "control/undo.h"
#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"

void undo_begin(struct undo *undo, const struct state *now)
{
    undo->n = undo->at = 0;
    undo->gesture = false;
    if (undo->settled == NULL)
        undo->settled = memory_new(1, sizeof *undo->settled);
    *undo->settled = *now;
}

void undo_free(struct undo *undo)
{
    free(undo->steps);
    free(undo->settled);
    *undo = (struct undo){0};
}

// A state that looks where another one does.
static struct state looking_as(const struct state *state, const struct state *other)
{
    struct state copy = *state;
    copy.cursor_on = other->cursor_on;
    copy.cursor_x = other->cursor_x;
    copy.focus = other->focus;
    return copy;
}

static struct undo_step *add_step(struct undo *undo)
{
    if (undo->at == UNDO_STEPS_MAX) {
        memmove(undo->steps, undo->steps + 1, (UNDO_STEPS_MAX - 1) * sizeof *undo->steps);
        undo->at--;
    }
    if (undo->at == undo->room) {
        undo->room = undo->room == 0 ? 8 : 2 * undo->room;
        undo->steps = memory_must(realloc(undo->steps, (size_t)undo->room * sizeof *undo->steps));
    }
    undo->n = undo->at + 1;
    return &undo->steps[undo->at++];
}

void undo_note(struct undo *undo, const struct state *now, const char *said, bool gesture)
{
    if (undo->settled == NULL || state_equal(undo->settled, now))
        return;
    bool goes_on = gesture && undo->gesture && undo->at > 0 && undo->at == undo->n;
    struct undo_step *step = goes_on ? &undo->steps[undo->at - 1] : add_step(undo);
    if (!goes_on)
        step->before = *undo->settled;
    step->after = *now;
    text_copy(step->said, sizeof step->said, said);
    *undo->settled = *now;
    undo->gesture = gesture;
}

void undo_pass(struct undo *undo, const struct state *now)
{
    if (undo->settled != NULL)
        *undo->settled = looking_as(undo->settled, now);
}

void undo_end_gesture(struct undo *undo)
{
    undo->gesture = false;
}

// Puts a state of a step in place of the present one, which goes on looking where it does.
static void put(struct undo *undo, const struct undo_step *step, const struct state *wanted,
                struct state *state)
{
    const struct state *a = &step->before, *b = &step->after;
    struct state now = *wanted;
    if (a->cursor_on == b->cursor_on && a->cursor_x == b->cursor_x) {
        now.cursor_on = state->cursor_on;
        now.cursor_x = state->cursor_x;
    }
    if (a->focus == b->focus && state_shown_find(wanted, state->focus) >= 0)
        now.focus = state->focus;
    *state = *undo->settled = now;
    undo->gesture = false;
}

const char *undo_back(struct undo *undo, struct state *state)
{
    if (undo->at == 0)
        return NULL;
    const struct undo_step *step = &undo->steps[--undo->at];
    put(undo, step, &step->before, state);
    return step->said;
}

const char *undo_forward(struct undo *undo, struct state *state)
{
    if (undo->at == undo->n)
        return NULL;
    const struct undo_step *step = &undo->steps[undo->at++];
    put(undo, step, &step->after, state);
    return step->said;
}

void undo_hold(const struct undo *undo, struct library *library)
{
    if (undo->settled != NULL)
        library_used_by(library, undo->settled);
    for (int i = 0; i < undo->n; i++) {
        library_used_by(library, &undo->steps[i].before);
        library_used_by(library, &undo->steps[i].after);
    }
}
