// The table of all handlers, in the order of the rows of command.def.
#include "control/commands/commands.h"

// The handlers of commands that only set a switch of the state: one for each SWITCH row of
// state.def.
#define SWITCH(group, member, handler, command, off, on, initial)                                  \
    bool apply_##handler(struct session *session, const struct arguments *arguments,               \
                         struct fault *fault)                                                      \
    {                                                                                              \
        (void)fault;                                                                               \
        set_either(&session->state.AT_##group(member), arguments, off, on);                        \
        return true;                                                                               \
    }
#define FIELD(group, type, member, dimensions)
#include "control/state.def"

static command_function *const handlers[] = {
#define COMMAND(handler, name, arguments, help, flags) apply_##handler,
#include "control/commands/command.def"
#undef COMMAND
};

const struct command_table command_table = {handlers};
