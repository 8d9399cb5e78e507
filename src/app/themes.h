// Themes of the user's own: $XDG_CONFIG_HOME/actscope/themes/NAME.actscope.
#ifndef ACTSCOPE_APP_THEMES_H
#define ACTSCOPE_APP_THEMES_H

#include "app/program.h"

// Reads all of them. A mistake is reported on standard error with its place (if `aloud`), and that
// theme is left out; a picture is drawn all the same.
void themes_load_own(struct session *session, bool aloud);

#endif
