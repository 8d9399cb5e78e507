// What is pasted, or typed at once, into the picture, as if an entry line were open.
#ifndef ACTSCOPE_CONTROL_TYPING_H
#define ACTSCOPE_CONTROL_TYPING_H

#include "control/session.h"

// Puts a text of the clipboard into an entry line, where nothing runs before Return: a line that
// begins with a command into the command line, with the lines behind it and `;` between; else its
// first line into the formula line. False with FAULT_LIMIT where it is too long for a line, and
// with FAULT_RANGE where there is nothing in it.
bool session_paste(struct session *session, const char *text, struct fault *fault);

#endif
