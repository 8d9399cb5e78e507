// Names of files: which a picture gets, which begin as what is typed, and how each is opened.
#ifndef ACTSCOPE_APP_NAMES_H
#define ACTSCOPE_APP_NAMES_H

#include "base/text.h"
#include "control/entry.h"
#include "control/state.h"

// Makes up a path in the current folder for a picture of a state: with the prefix "actscope-" that
// is "actscope-sigmoid-and-tanh.png", or with -2, -3, … where there is such a file. Replaces what
// `out` holds.
void names_make_up(const struct state *state, const char *prefix, struct text *out);

// Writes the names in the folder of a path which is being typed that begin as its last part does,
// in order: folders, with "/" behind them, and files that can be opened, or without `to_open` such
// as are saved. Hidden ones only behind a typed "."; names longer than a candidate, or with broken
// UTF-8, never. Returns how many, at most `most`; 0 where there is no such folder.
int names_beginning(const char *typed, bool to_open, char out[][ENTRY_CANDIDATE_MAX], int most);

// The name of the command that opens a file, by what is in it: "data", "tour" or "source".
const char *names_opener(const char *path);

#endif
