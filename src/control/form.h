// The forms of commands: what the argument texts of their rows ask for ("FACTOR [X Y] [x|y|both]"),
// which form the words of a command fit, and whom to blame where they fit none.
#ifndef ACTSCOPE_CONTROL_FORM_H
#define ACTSCOPE_CONTROL_FORM_H

#include "control/syntax.h"

// The most places for words that one form has.
enum { SLOTS_MAX = 12 };

// A place for a word in a form.
struct slot {
    char text[160];      // a placeholder or words to choose from: "FACTOR", "x|y|both"
    bool optional;       // stands in brackets
    bool first_of_group; // right behind the opening bracket
    bool repeated;       // "ID…": one word or more
};

// Reads a row's argument text into its slots; returns how many there are. Rows are the program's
// own, so there is nothing to refuse.
int slots_read(const char *arguments, struct slot slots[SLOTS_MAX]);

// The slot behind the optional group that begins at slot `at` of `n`.
int slots_group_end(const struct slot *slots, int n, int at);

// What kind of argument a slot's text stands for.
enum argument_kind slot_kind(const char *slot);

// The i-th of a slot's words a|b|c, from 0, copied to out; NULL past the end.
const char *slot_choice(const char *slot, int i, char out[32]);

// Whether a word may stand in a slot, given the functions of a state. Never for COMMAND, whose
// words are a command of their own.
bool slot_takes(const struct state *state, const struct slot *slot, const char *word);

// The row whose form the words fit (at least one word), with its arguments. NULL with the fault of
// the form that got furthest; its column counts from the beginning of `line`.
const struct command_row *form_find(const struct state *state, const struct words *words,
                                    const char *line, struct arguments *arguments,
                                    struct fault *fault);

// FAULT_UNKNOWN_COMMAND about the first word, with the nearest name; returns false.
bool form_unknown(const struct words *words, const char *line, struct fault *fault);

#endif
