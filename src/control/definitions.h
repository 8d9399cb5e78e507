// This module owns the functions that users define in a session (`define f = x^2`). A definition
// does not change once it is made; defining the same name again makes a second one.
//
// States and their copies hold pointers into the definitions (`state.own`). A definition that no
// state uses any more stays valid until more than DEFINITIONS_SPARE unused ones have gathered; then
// a new definition overwrites the oldest of them. So a state from before a command can still be
// compared with the one after it. Code that needs a function for longer, such as a worker thread's
// network, makes a copy of its own by calling own_define with activation->definition.
#ifndef ACTSCOPE_CONTROL_DEFINITIONS_H
#define ACTSCOPE_CONTROL_DEFINITIONS_H

#include "activation/own.h"
#include "control/state.h"

enum {
    DEFINITIONS_SPARE = 48, // unused definitions that are kept
    DEFINITIONS_OPERATIONS_MAX =
        6144 // of all own functions together, so that a frame is drawn in time
};

struct definition_place {
    struct own own;
    bool used; // marked since the last definitions_unused: it must not be overwritten
};

// Zero-initialise; end with definitions_free. A copy by value shares the definitions: it may be
// read, but only one of the two may be changed and freed.
struct definitions {
    struct definition_place **places; // each stays at its address; the definition in it changes
    int n;
    unsigned long revision; // of the latest definition; counts from 1
};

// These three tell the definitions what is in use; call them before definitions_define.
// definitions_unused clears all marks, definitions_used_by marks every function of a state, and
// definitions_used marks one function (NULL, or one that is not the definitions's, changes
// nothing).
void definitions_unused(struct definitions *definitions);
void definitions_used_by(struct definitions *definitions, const struct state *state);
void definitions_used(struct definitions *definitions, const struct activation *activation);

// Adds the function that the text `definition` defines; it may call the functions of `state`. The
// state itself is not changed. Returns the function, which the definitions owns. Returns NULL and
// fills `fault` where own_define does (with the column in the text), or with FAULT_LIMIT where the
// state's functions and this one together would have more than DEFINITIONS_OPERATIONS_MAX
// operations.
const struct activation *definitions_define(struct definitions *definitions, const char *definition,
                                            const struct state *state, struct fault *fault);

// Frees all definitions, so that no pointer into the definitions is valid any more, and zeroes it.
void definitions_free(struct definitions *definitions);

#endif
