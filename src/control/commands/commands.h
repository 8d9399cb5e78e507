// What the handlers of commands share; private to this folder. A handler is the function that does
// what a form of a command says. Each row of command.def names one, which is declared here by the
// row; the files of this folder hold them by topic. `fault` may be NULL.
#ifndef ACTSCOPE_CONTROL_COMMANDS_COMMANDS_H
#define ACTSCOPE_CONTROL_COMMANDS_COMMANDS_H

#include "control/command.h"

#define COMMAND(handler, name, arguments, help, flags) command_function apply_##handler;
#include "control/commands/command.def"
#undef COMMAND

// The words that handlers ask for: the CHOICE rows of word.def.
enum command_word {
#define PLACEHOLDER(name, text, kind)
#define CHOICE(name, text) WORD_##name,
#include "control/commands/word.def"
#undef PLACEHOLDER
#undef CHOICE
    COMMAND_WORDS
};

// A word as it stands in rows: "next-point".
const char *command_word(enum command_word word);

// The i-th argument, from 0, that was given for a placeholder, and the first one; NULL if there is
// none.
const struct argument *argument_nth(const struct arguments *arguments, enum slot_name slot, int i);
const struct argument *argument_for(const struct arguments *arguments, enum slot_name slot);

// The text, or the number, that was given for a placeholder; "" and 0 if it was left out.
const char *text_of(const struct arguments *arguments, enum slot_name slot);
double number_of(const struct arguments *arguments, enum slot_name slot);

// The number (control/state.h) of the function that was given for ID first; -1 if none was.
int function_of(const struct arguments *arguments);

// Whether the user typed this word where the form lets one choose between words.
bool says(const struct arguments *arguments, enum command_word word);

// The value that one of the chosen words names, by a function such as layout_find; -1 if none does.
int value_named(const struct arguments *arguments, int (*find)(const char *word));

// Asks the program around the session (struct host) for an action. False with its fault, or with
// FAULT_WINDOW where the session has no host.
bool host_perform(struct session *session, enum host_action action, const char *argument,
                  struct fault *fault);

// For a fault of a command or definition that is an argument: its column counts from the argument's
// begin, and is changed to count from the line's. Returns false.
bool blame_within(const struct arguments *arguments, const struct argument *command,
                  struct fault *fault);

// Sets a switch: false if the last argument is the word `off`, true if it is `on`; changes it if it
// is another word, as "toggle", or no argument was given.
void set_either(bool *value, const struct arguments *arguments, const char *off, const char *on);

// The same with the words "off" and "on".
void set_switch(bool *value, const struct arguments *arguments);

// Blanks the picture, in white or black, or ends that.
void set_blank(struct state *state, bool blank, bool white);

// Reads those files of data again that the state names and whose numbers are no longer in memory.
// False with a fault where one cannot be read.
bool data_read_again(struct session *session, struct fault *fault);

// Ends lecture mode: theme, full screen, hints and text size are as before it.
void lecture_leave(struct session *session);

// Goes `by` steps forward (back, if below 0) in the session's tour, which must be there; if what a
// step plays is still running, one step forward ends that instead. False with a fault of walk_free.
bool walk_by(struct session *session, int by, struct fault *fault);

#endif
