// Functions as the command line names them: by an id of the catalogue, "relu"; by a formula,
// "x*tanh(x)"; or by a definition, "f(a=0.1) = a*x". Also finds formulas among the arguments.
#ifndef ACTSCOPE_APP_CLI_FORMULA_H
#define ACTSCOPE_APP_CLI_FORMULA_H

#include "activation/own.h"

// Returns the catalogue's row for an id or alias; for a formula or definition, the function that it
// makes of `own` (zero-initialised; end with own_clear once the function is not used any more).
// Returns NULL with FAULT_UNKNOWN_FUNCTION for a word that is neither id nor formula; for a mistake
// in a formula, with own_define's fault, whose text shows the place (formula_blame).
const struct activation *formula_find(const char *text, struct own *own, struct fault *fault);

// Adds the place of a mistake in the formula `text` to the fault's text: the formula
// on a line of its own below the sentence, and a caret under the character at fault->column. A
// formula too long for that gets "column N:" in front. fault->column becomes 0; where it is not
// above 0 already, nothing happens.
void formula_blame(const char *text, struct fault *fault);

// Returns the length in bytes of the first item of a list such as "sigmoid,max(x,0),tanh": up to
// the next comma outside of brackets and of |bars|, or to the end.
size_t formula_item(const char *list);

// Returns whether list[at], the comma or end after an item, may separate two items. False with
// FAULT_EXPRESSION if it stands between the digits of a number, as in "1,5*x": its writer probably
// meant a decimal point.
bool formula_comma(const char *list, size_t at, struct fault *fault);

// Finds the first argument before "--" that is a formula with a minus in front, "-x^2" or
// "-relu(x)", removes it from `argv` and returns it; NULL if there is none. getopt would take such
// an argument for options. `letters` and `options` are those given to getopt_long. An argument that
// can be an option is one; "-x" alone is a formula only if no function is named and no range
// follows.
struct option;
const char *formula_take(int *argc, char **argv, const char *letters, const struct option *options);

// Returns whether a text is meant as a formula: "x", "2x", "t", "x-1" and "x*tanh(x)" are formulas;
// "softmaxx" and "leaky-rleu" are words that may be mistyped ids.
bool formula_meant(const char *text);

#endif
