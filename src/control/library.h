// The library: a session's own functions, each definition made once and immutable from then on.
//
// States borrow pointers to what lies here (`state.own`), and so do copies of a state. The place of
// a definition that nobody uses any more is taken again, but not at once: the latest LIBRARY_SPARE
// that are not used stay valid, so that whoever compares "before" and "after" may still look. What
// has to outlive that (a worker's network, say) defines a function of its own again from
// activation->definition, with own_define.
#ifndef ACTSCOPE_CONTROL_LIBRARY_H
#define ACTSCOPE_CONTROL_LIBRARY_H

#include "activation/own.h"
#include "control/state.h"

enum {
    LIBRARY_SPARE = 48,
    LIBRARY_OPERATIONS_MAX = 6144 // of all functions of a state, so that a frame is drawn in time
};

struct library_place {
    struct own own;
    bool used; // by one of the states that were named last
};

// Zero-initialise; end with library_free. A copy by value is of use for reading only: one of the
// two must be forgotten, or set to zero.
struct library {
    struct library_place **places; // which stay where they are; what lies there changes
    int n;
    unsigned long revision; // of the latest definition
};

// Before a definition: nothing is used; but what this state, or this pointer (NULL is fine), has.
void library_unused(struct library *library);
void library_used_by(struct library *library, const struct state *state);
void library_used(struct library *library, const struct activation *activation);

// Makes a definition, which may use the functions of `state`. NULL with a fault as own_define, with
// the column in the text, or with FAULT_LIMIT where all of them together would have more than
// LIBRARY_OPERATIONS_MAX operations.
const struct activation *library_define(struct library *library, const char *definition,
                                        const struct state *state, struct fault *fault);

void library_free(struct library *library);

#endif
