// The state as files keep it: less than state_print says, and without what only belongs to the
// moment or to the reader.
#ifndef ACTSCOPE_CONTROL_SAVED_H
#define ACTSCOPE_CONTROL_SAVED_H

#include "control/session.h"

// Appends `reset` and then the commands, one a line, that make the first screen into this picture:
// what was set, and no more. Running them elsewhere leaves that reader's language, hints, full screen
// and lecture as they are; theme and text size, too, where these are the first ones here.
void session_print_picture(const struct session *session, struct text *out);

// Appends the commands that rebuild the state after the next start of the program, all of them:
// language and theme too, but nothing that belongs to the moment. An open formula line, help, a
// tour, a lecture and full screen have ended, the blank picture has come back, and a race waits.
void session_print_kept(const struct session *session, struct text *out);

#endif
