// Chooses the language of actscope's texts and the locale of the process.
#ifndef ACTSCOPE_APP_LANGUAGE_H
#define ACTSCOPE_APP_LANGUAGE_H

#include "base/fault.h"

// Chooses the language that the environment asks for, and a locale with UTF-8.
//
// The language is that of the first of the variables LANGUAGE, LC_ALL, LC_MESSAGES and LANG which
// is not empty. Each holds a locale's name, such as ja_JP.UTF-8; LANGUAGE may list several,
// separated by colons, of which the first counts that actscope has texts for. The system need not
// have the locale. The language is English if none of them is known.
//
// LC_CTYPE, which says how characters are encoded, is the user's if that is UTF-8, since an input
// method may need it; otherwise C.UTF-8, and LC_ALL is set to that, since libX11 opens input
// methods in the locale of the environment. LC_NUMERIC stays "C", so that numbers have a decimal
// point.
//
// Call it once, before other threads start and before any message.
void language_open(void);

// Lets language_text (base/language.h) answer in the language of this number from here on; in
// English if the texts of that language are damaged. The language must exist.
void language_use(int language);

// Fills a fault (FAULT_UNKNOWN_WORD) that says that `word` names no language, and which words do.
// Returns false.
bool language_unknown(const char *word, struct fault *fault);

// Returns the number of the language that language_text answers in.
int language_in_use(void);

#endif
