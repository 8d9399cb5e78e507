// The language of the texts: catalogues of gettext, found beside the program.
#ifndef ACTSCOPE_APP_LANGUAGE_H
#define ACTSCOPE_APP_LANGUAGE_H

#include "control/state.h"

// Finds the catalogues: where they are installed (../share/locale from the program), or where they
// were built (locale beside it). Without them all text is English.
void language_open(void);

// From here on language_text (base/language.h) answers in this language.
void language_use(enum language language);

// What the user's locale asks for: LANGUAGE, LC_ALL, LC_MESSAGES, LANG, in gettext's order.
enum language language_of_locale(void);

#endif
