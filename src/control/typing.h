// What is pasted, or typed at once, into the picture, as if an entry line were open.
#ifndef ACTSCOPE_CONTROL_TYPING_H
#define ACTSCOPE_CONTROL_TYPING_H

#include "control/session.h"

// Puts a text of the clipboard into an entry line, where nothing runs before Return: a line that
// begins with a command into the command line, with the lines behind it and `;` between; else its
// first line into the formula line. False with FAULT_LIMIT where it is too long for a line, and
// with FAULT_RANGE where there is nothing in it.
bool session_paste(struct session *session, const char *text, struct fault *fault);

// What signs that keys typed fast, one after the other, turn out to be, as long as they go on. Each
// of them was a shortcut for itself.
enum typed {
    TYPED_KEYS,    // shortcuts: no formula or command begins so
    TYPED_PERHAPS, // a formula or command may begin so
    TYPED_FORMULA, // nobody presses these for their own sake
    TYPED_COMMAND, // a command's name and a blank
};

// Judges signs that were typed. `line` is the entry line that one of them has opened, as `s` does,
// so that those behind it went into that line; ENTRY_NONE where none has. Return is "\r", at the
// end. It is a formula
//   - with three letters that a function's name begins with: "tan", "2*sig";
//   - with a function's name and "(": "ln(", in any line;
//   - where the line for an x gets what no number has: "x^", "1/x*";
//   - where the line for a name gets what no name has: "1/(", "1/2";
//   - with three signs or more that are well formed, one of them "^", "*" or "(", the last one "x",
//     "(" or "-": "e^x", "2*x", "f(x";
//   - with "y" or "f" or a longer name, and "=": "y=";
//   - with a function's name and Return in the line for a file: "sqrt".
// In the line for a file nothing else is, since a file may have any name.
enum typed typing_judge(const struct state *state, const char *signs, enum entry_kind line);

#endif
