// A function named on the command line: an id of the catalogue, or a formula in quotes.
#ifndef ACTSCOPE_APP_CLI_FORMULA_H
#define ACTSCOPE_APP_CLI_FORMULA_H

#include "activation/own.h"

// The catalogue's row for an id or alias; else the formula itself, or the definition, kept in `own`
// (zero-initialised; end with own_clear). NULL with FAULT_UNKNOWN_FUNCTION for a single word that
// is no id, or FAULT_EXPRESSION with the column.
const struct activation *formula_find(const char *text, struct own *own, struct fault *fault);

// Shows the place of a formula's fault: the formula below the sentence, and a caret below that.
void formula_blame(const char *text, struct fault *fault);

// The length of the first item of a list "sigmoid,max(x,0),tanh": to the next comma that stands
// outside of brackets and bars.
size_t formula_item(const char *list);

// Whether the comma at list[at] separates: false with FAULT_EXPRESSION where it stands between two
// digits, as in 1,5*x.
bool formula_comma(const char *list, size_t at, struct fault *fault);

// Takes a formula that begins with a minus, -x^2 or -relu(x), out of the arguments in front of
// "--", where getopt would look for options in it; NULL if there is none. `letters` and `options`
// are what getopt_long gets. What can be an option is one: -x alone, too, where a function is named
// or a range follows.
struct option;
const char *formula_take(int *argc, char **argv, const char *letters, const struct option *options);

// Whether a text is meant as a formula: "softmaxx" and "leaky-rleu" are mistyped ids, "x", "2x",
// "t", "x-1" and "x*tanh(x)" are formulas.
bool formula_meant(const char *text);

#endif
