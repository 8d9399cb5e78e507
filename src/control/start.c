// Starts a complete session. This is a file of its own as it needs the handlers of all commands,
// which the rest of the session does not.
#include "control/command.h"

void session_init(struct session *session, struct host host)
{
    session_start(session, host);
    session->commands = &command_table;
    themes_init(session);
}
