// The forms of commands: reads the argument texts of their rows ("FACTOR [X Y] [x|y|both]"), finds
// the form that the words of a command fit, and where they fit none makes the fault that helps
// most. The texts are explained in control/command.h.
#ifndef ACTSCOPE_CONTROL_FORM_H
#define ACTSCOPE_CONTROL_FORM_H

#include "control/syntax.h"

// The most slots of one form.
enum { SLOTS_MAX = 12 };

// A slot is a place for a word in a form, or for one word and more.
struct slot {
    char text[160];      // a placeholder or words to choose from: "FACTOR", "x|y|both"
    bool optional;       // stands in brackets
    bool first_of_group; // right behind an opening bracket
    bool repeated;       // "ID…": one word or more
};

// Reads the argument text of a row into slots; returns how many there are. The text is the
// program's own, so it has no mistakes.
int slots_read(const char *arguments, struct slot slots[SLOTS_MAX]);

// The index of the first slot behind the optional group (a pair of brackets) that begins at slot
// `at` of `n`.
int slots_group_end(const struct slot *slots, int n, int at);

// What kind of argument a slot's text stands for.
enum argument_kind slot_kind(const char *slot);

// The i-th of a slot's words a|b|c, from 0, copied to out; NULL past the end.
const char *slot_choice(const char *slot, int i, char out[32]);

// Whether a word may stand in a slot, with the functions of a state. Always false for COMMAND,
// whose words are a command of their own.
bool slot_takes(const struct state *state, const struct slot *slot, const char *word);

// Finds the row that words fit, of which there is at least one, and fills in their arguments,
// except for arguments->line. NULL with a fault where they fit none: of the form of which most
// words fit, with a column of `line`. `fault` must not be NULL.
const struct command_row *form_find(const struct state *state, const struct words *words,
                                    const char *line, struct arguments *arguments,
                                    struct fault *fault);

// Sets FAULT_UNKNOWN_COMMAND about the first word, with the name that is most like it; returns
// false.
bool form_unknown(const struct words *words, const char *line, struct fault *fault);

#endif
