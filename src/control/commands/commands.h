// What the handlers of commands share; private to this room. Handlers stand by topic in
// commands_*.c; each is named by a row of command.def, which declares it here.
#ifndef ACTSCOPE_CONTROL_COMMANDS_COMMANDS_H
#define ACTSCOPE_CONTROL_COMMANDS_COMMANDS_H

#include "control/command.h"

#define COMMAND(handler, name, arguments, help, flags) command_function apply_##handler;
#include "control/commands/command.def"
#undef COMMAND

// The words that handlers ask for, from word.def.
enum command_word {
#define PLACEHOLDER(name, text, kind)
#define CHOICE(name, text) WORD_##name,
#include "control/commands/word.def"
#undef PLACEHOLDER
#undef CHOICE
    COMMAND_WORDS
};

// A word as in rows: "next-point".
const char *command_word(enum command_word word);

// The i-th argument, from 0, that was given for this placeholder, or NULL; the first one.
const struct argument *argument_nth(const struct arguments *arguments, enum slot_name slot, int i);
const struct argument *argument_for(const struct arguments *arguments, enum slot_name slot);

// What was given for a placeholder that cannot be left out; for one that was: "", 0.
const char *text_of(const struct arguments *arguments, enum slot_name slot);
double number_of(const struct arguments *arguments, enum slot_name slot);

// The number of the function that was given for ID.
int function_of(const struct arguments *arguments);

// Whether this word was chosen.
bool says(const struct arguments *arguments, enum command_word word);

// The value that one of the words chosen names, by a function such as layout_find; -1 if none does.
int value_named(const struct arguments *arguments, int (*find)(const char *word));

// Asks what surrounds the core; FAULT_WINDOW where nothing does.
bool host_perform(struct session *session, enum host_action action, const char *argument,
                  struct fault *fault);

// A fault within a COMMAND argument has its column there: moves it to where that is in the line.
// Returns false.
bool blame_within(const struct arguments *arguments, const struct argument *command,
                  struct fault *fault);

// Sets a switch to what the last argument says, the word for off or the word for on; toggles it
// where that is neither, or none is given.
void set_either(bool *value, const struct arguments *arguments, const char *off, const char *on);

// The same for [on|off|toggle].
void set_switch(bool *value, const struct arguments *arguments);

// A blank picture, black or white; or none.
void set_blank(struct state *state, bool blank, bool white);

// Reads the files of data again that the state names and whose numbers are no longer there; false
// with a fault where one cannot be read.
bool data_read_again(struct session *session, struct fault *fault);

// Ends a lecture: the desk is as before.
void lecture_leave(struct session *session);

// Walks by so many steps through the session's tour, which there must be. False with a fault while
// a step's own commands run.
bool walk_by(struct session *session, int by, struct fault *fault);

#endif
