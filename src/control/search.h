// Looking for functions by what somebody types: an id, an alias, a name in any language that the
// program speaks, whichever is chosen, or a family.
#ifndef ACTSCOPE_CONTROL_SEARCH_H
#define ACTSCOPE_CONTROL_SEARCH_H

#include "control/state.h"

// How well a function fits what was typed, 0 best; -1 if it does not fit. The case of letters,
// blanks, hyphens and "_" do not matter, nor whether Japanese is typed in hiragana, katakana or
// letters of full width. Everything fits an empty text.
int search_rank(const struct activation *activation, const char *typed);

// Writes the numbers of the functions that fit, the best first and equally good ones in their
// order, to `found`; returns how many. The user's own functions come before the catalogue's. A name
// that only frameworks write so, "nn.LeakyReLU()", is found, too.
int search_functions(const struct state *state, const char *typed, int found[FUNCTION_MAX]);

// Whether an English text, or its translation into any language, holds what was typed, compared as
// above.
bool search_holds(const char *english, const char *typed);

#endif
