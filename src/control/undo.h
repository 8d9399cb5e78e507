// Undo and redo: keeps the states that lines of commands replaced.
//
// A step is what one line did, which the user typed, pressed or clicked. All lines of one gesture,
// as a drag, are one step; so is all that an animation, a script or a tour did between two lines. A
// step that changed something else than the trace cursor and the focus leaves these two where they
// are when it is undone: moving the mouse changes them all the time, and makes no steps.
#ifndef ACTSCOPE_CONTROL_UNDO_H
#define ACTSCOPE_CONTROL_UNDO_H

#include "control/definitions.h"
#include "control/state.h"

enum { UNDO_STEPS_MAX = 200, UNDO_SAID_MAX = 80 };

struct undo_step {
    struct state state;             // the one that the step replaced; once undone, the one it made
    bool moves_cursor, moves_focus; // the step changed these, too
    char said[UNDO_SAID_MAX];       // the line that made it, cut; "" where no line did
};

// Zero-initialise: then nothing is remembered until undo_begin. End with undo_free.
struct undo {
    struct undo_step *steps; // a ring of UNDO_STEPS_MAX; NULL: nothing is remembered
    int first;               // index in the ring of the oldest step, which has number 0
    int n, at;               // steps 0 … at-1 can be undone, at … n-1 redone
    long made;               // steps that were made or redone, less those that were undone
    struct state settled;    // the state after the latest step
    bool gesture;            // the latest step is a gesture that goes on
};

// Begins to remember: `now` is the first state. Forgets all steps.
void undo_begin(struct undo *undo, const struct state *now);
void undo_free(struct undo *undo);

// Call it after each line: what changed since the last call becomes a step, with `said` as the line
// that did it. With `gesture` true here and at the step before, it becomes a part of that step.
// Steps that could be redone are forgotten, and the oldest one if there are more than
// UNDO_STEPS_MAX. Nothing if the state is equal to the one before.
void undo_note(struct undo *undo, const struct state *now, const char *said, bool gesture);

// Call it when the mouse moved: cursor and focus are where they are now without a step. Any other
// change waits for undo_note.
void undo_pass(struct undo *undo, const struct state *now);

// Ends a gesture: the next line makes a step of its own.
void undo_end_gesture(struct undo *undo);

// Undo the latest step, and redo the one that was undone last: both change `state`. Cursor and
// focus stay as they are unless the step changed them. Return the line that made the step, valid
// until the next call; NULL, with `state` unchanged, where there is no such step.
const char *undo_back(struct undo *undo, struct state *state);
const char *undo_forward(struct undo *undo, struct state *state);

// Marks the definitions that the remembered states use (definitions_used_by).
void undo_hold(const struct undo *undo, struct definitions *library);

#endif
