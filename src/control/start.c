// A session to begin with.
#include "control/command.h"

void session_init(struct session *session, struct host host)
{
    session_start(session, host);
    session->commands = &command_table;
    themes_init(session);
}
