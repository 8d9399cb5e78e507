// Undo and redo: the states that lines replaced.
//
// A step is what one line did: typed, pressed or clicked. Lines of one gesture (a drag) are one
// step; what an animation, a script or a tour did between two lines is one, too. Where the trace
// cursor is and which curve has the focus come along with a step that is about something else: a
// mouse that only passes makes no steps.
#ifndef ACTSCOPE_CONTROL_UNDO_H
#define ACTSCOPE_CONTROL_UNDO_H

#include "control/library.h"
#include "control/state.h"

enum { UNDO_STEPS_MAX = 200, UNDO_SAID_MAX = 80 };

struct undo_step {
    struct state state;             // that the step replaced; once it is taken back, that it made
    bool moves_cursor, moves_focus; // the step is about these, too
    char said[UNDO_SAID_MAX];       // the line that made it, cut; "" where nobody said anything
};

// Zero-initialise: then nothing is remembered until undo_begin. End with undo_free.
struct undo {
    struct undo_step *steps; // a ring of UNDO_STEPS_MAX; NULL: nothing is remembered
    int first;               // the oldest step's place in it
    int n, at;               // steps 0 … at-1 can be taken back, at … n-1 done again
    struct state settled;    // after the latest line
    bool gesture;            // the latest step is a gesture that goes on
};

// From here on: the state as it is now is the first one. Forgets all steps.
void undo_begin(struct undo *undo, const struct state *now);
void undo_free(struct undo *undo);

// What was done since the last call becomes a step, if the state is another one: said by this line,
// and as a part of the gesture that goes on where `gesture` is true for both. Steps ahead are
// forgotten, and the oldest one where there are more than UNDO_STEPS_MAX.
void undo_note(struct undo *undo, const struct state *now, const char *said, bool gesture);

// The mouse passed: cursor and focus are where they are now, and that is no step. Any other change
// is left for undo_note.
void undo_pass(struct undo *undo, const struct state *now);

// The next line begins a step of its own.
void undo_end_gesture(struct undo *undo);

// Takes the latest step back, or does the one taken back last again: in the state. Cursor and focus
// stay where they are if the step is not about them. Returns what was said; NULL where there is no
// such step.
const char *undo_back(struct undo *undo, struct state *state);
const char *undo_forward(struct undo *undo, struct state *state);

// Marks in the library what the remembered states use.
void undo_hold(const struct undo *undo, struct library *library);

#endif
