// Reads the user's themes: $XDG_CONFIG_HOME/actscope/themes/NAME.actscope, by default in ~/.config.
#ifndef ACTSCOPE_APP_THEMES_H
#define ACTSCOPE_APP_THEMES_H

#include "app/program.h"

// Adds all of them to the session's themes, in the order of their names. A theme with a mistake is
// left out; if `aloud`, standard error says which and where the mistake is, and so does
// program_note to `program`, which may be NULL.
void themes_load_own(struct session *session, bool aloud, struct program *program);

#endif
