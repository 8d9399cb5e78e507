// The state as files keep it: fewer commands than state_print writes, and none that concern only
// the moment, or the person who looks at the picture.
#ifndef ACTSCOPE_CONTROL_SAVED_H
#define ACTSCOPE_CONTROL_SAVED_H

#include "control/session.h"

// Appends `reset` and then the commands, one a line, that make the first screen into this picture,
// and no others. Running them in another session leaves its language, hints, full screen and
// lecture as they are; also its theme and text size, if this session has those of the start.
void session_print_picture(const struct session *session, struct text *out);

// Appends all commands that rebuild the state at the next start of the program, language and theme
// included. What belongs to the moment is left out: the formula line, help, a tour, a lecture, full
// screen and a blank picture have ended then, and a race is paused.
void session_print_kept(const struct session *session, struct text *out);

// Appends a table of values over the range of x that is shown, at SAVED_ROWS places that are even
// on the axis: tabulators between columns, a heading line, and a column for each drawn order of one
// function (by its number), or of all visible ones for -1. Numbers read back exactly; a cell is
// empty where a function has no finite value.
enum { SAVED_ROWS = 401 };
void session_print_values(const struct session *session, int function, struct text *out);

#endif
