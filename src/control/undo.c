#include "control/undo.h"
#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"

static struct undo_step *step_at(const struct undo *undo, int i)
{
    return &undo->steps[(undo->first + i) % UNDO_STEPS_MAX];
}

void undo_begin(struct undo *undo, const struct state *now)
{
    if (undo->steps == NULL)
        undo->steps = memory_new(UNDO_STEPS_MAX, sizeof *undo->steps);
    undo->n = undo->at = 0;
    undo->gesture = false;
    undo->settled = *now;
}

void undo_free(struct undo *undo)
{
    free(undo->steps);
    undo->steps = NULL;
}

static bool same_cursor(const struct state *a, const struct state *b)
{
    return a->cursor_on == b->cursor_on && a->cursor_x == b->cursor_x;
}

static void take_cursor(struct state *state, const struct state *from)
{
    state->cursor_on = from->cursor_on;
    state->cursor_x = from->cursor_x;
}

// Adds a step behind those that can be undone, in the place of the oldest one if the ring is full.
// Steps that could be redone are forgotten.
static struct undo_step *add_step(struct undo *undo)
{
    if (undo->at == UNDO_STEPS_MAX) {
        undo->first = (undo->first + 1) % UNDO_STEPS_MAX;
        undo->at--;
    }
    undo->n = undo->at + 1;
    undo->made++;
    return step_at(undo, undo->at++);
}

void undo_note(struct undo *undo, const struct state *now, const char *said, bool gesture)
{
    if (undo->steps == NULL || state_equal(&undo->settled, now))
        return;
    bool goes_on = gesture && undo->gesture && undo->at > 0 && undo->at == undo->n;
    struct undo_step *step = goes_on ? step_at(undo, undo->at - 1) : add_step(undo);
    if (!goes_on)
        step->state = undo->settled;
    step->moves_cursor = !same_cursor(&step->state, now);
    step->moves_focus = step->state.focus != now->focus;
    text_copy(step->said, sizeof step->said, said);
    undo->settled = *now;
    undo->gesture = gesture;
}

void undo_pass(struct undo *undo, const struct state *now)
{
    take_cursor(&undo->settled, now);
    undo->settled.focus = now->focus;
}

void undo_end_gesture(struct undo *undo)
{
    undo->gesture = false;
}

// Exchanges the state of a step with the present one, so that the step can be undone and redone.
static const char *exchange(struct undo *undo, struct undo_step *step, struct state *state)
{
    struct state now = *state;
    *state = step->state;
    step->state = now;
    if (!step->moves_cursor)
        take_cursor(state, &now);
    if (!step->moves_focus && state_shown_find(state, now.focus) >= 0)
        state->focus = now.focus;
    undo->settled = *state;
    undo->gesture = false;
    return step->said;
}

const char *undo_back(struct undo *undo, struct state *state)
{
    if (undo->at == 0)
        return NULL;
    undo->made--;
    return exchange(undo, step_at(undo, --undo->at), state);
}

const char *undo_forward(struct undo *undo, struct state *state)
{
    if (undo->at == undo->n)
        return NULL;
    undo->made++;
    return exchange(undo, step_at(undo, undo->at++), state);
}

void undo_hold(const struct undo *undo, struct definitions *library)
{
    definitions_used_by(library, &undo->settled);
    for (int i = 0; i < undo->n; i++)
        definitions_used_by(library, &step_at(undo, i)->state);
}
