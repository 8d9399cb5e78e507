// What the handlers of commands share; private to this room. Handlers stand by topic in
// commands_*.c; each is named by a row of command.def, which declares it here.
#ifndef ACTSCOPE_CONTROL_COMMANDS_COMMANDS_H
#define ACTSCOPE_CONTROL_COMMANDS_COMMANDS_H

#include "control/command.h"

#define COMMAND(handler, name, arguments, help, flags, invalidates)                                \
    command_function apply_##handler;
#include "control/commands/command.def"
#undef COMMAND

// The i-th argument given; 0 <= i < arguments->n.
const struct argument *argument_at(const struct arguments *arguments, int i);

// The argument that was given for this placeholder, or NULL.
const struct argument *argument_for(const struct arguments *arguments, const char *slot);

// Asks what surrounds the core; FAULT_WINDOW where nothing does.
bool host_perform(struct session *session, enum host_action action, const char *argument,
                  struct fault *fault);

// A fault within a COMMAND argument has its column there: moves it to where that is in the line.
// Returns false.
bool blame_within(const struct arguments *arguments, const struct argument *command,
                  struct fault *fault);

// Sets a switch to what the last argument says, the word for off or the word for on; toggles it
// where that is neither, or none is given.
void set_either(bool *value, const struct arguments *arguments, const char *off, const char *on);

// The same for [on|off|toggle].
void set_switch(bool *value, const struct arguments *arguments);

// A blank picture, black or white; or none.
void set_blank(struct state *state, bool blank, bool white);

// Ends a lecture: the desk is as before.
void lecture_leave(struct session *session);

// Walks by so many steps through the session's tour, which there must be. False with a fault while
// a step's own commands run.
bool walk_by(struct session *session, int by, struct fault *fault);

#endif
