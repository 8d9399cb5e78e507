// The language of the texts and the locale of the process.
#ifndef ACTSCOPE_APP_LANGUAGE_H
#define ACTSCOPE_APP_LANGUAGE_H

#include "base/fault.h"

// Chooses the language that the environment asks for, and UTF-8 whatever the environment says.
//
// The language is that of the first of LANGUAGE, LC_ALL, LC_MESSAGES and LANG which is not empty.
// Each holds a locale's name, as ja_JP.UTF-8; LANGUAGE may list several, separated by colons, and
// the first that actscope speaks counts. The system need not have the locale. English where none is
// known.
//
// The characters are those of the user's locale if they are UTF-8 (an input method may want that
// locale), and else those of C.UTF-8; then LC_ALL is set to it, since libX11 opens input methods in
// the locale of the environment. LC_NUMERIC stays "C": numbers are written with a point.
//
// Call it once, before other threads start and before anything is said.
void language_open(void);

// From here on language_text (base/language.h) answers in this language.
void language_use(int language);

// Fills a fault (FAULT_UNKNOWN_WORD) about a word that names no language. Returns false.
bool language_unknown(const char *word, struct fault *fault);

// The language that language_text answers in.
int language_in_use(void);

#endif
