// Text in the reader's language. What people read is written in English in the source and looked up
// when it is shown:
//
//     session_message(session, false, _("Copied: the commands that rebuild this picture"));
//     static const char *const names[] = {N_("light"), N_("dark")};   // and later _(names[i])
//
// Ids, commands, numbers and formulas are the same in every language and are not marked.
//
// The translations are a part of the program (po/*.po, compiled by msgfmt when it is built), so
// that a text does not depend on the locales that a system has, nor on files beside the program.
#ifndef ACTSCOPE_BASE_LANGUAGE_H
#define ACTSCOPE_BASE_LANGUAGE_H

#include <stdbool.h>
#include <stddef.h>

// The translations into one language: a catalogue as msgfmt writes it. The format is described in
// the manual of GNU gettext, "The Format of GNU MO Files"; here its numbers are little-endian and
// its hash table is not read. Strings are UTF-8.
struct translation {
    const char *language; // "ja": the name of the file in po/
    const unsigned char *bytes;
    size_t n;
};

extern const struct translation embedded_translations[]; // ended by a row of zeros

// A language is a number: 0 is English, n the n-th row of embedded_translations, which is the n-th
// line of po/LINGUAS. A further language is a line there and its catalogue.
enum { LANGUAGE_EN, LANGUAGE_MAX = 16 }; // with English at most so many

// "en", "ja"; NULL past the last one.
const char *language_word(int language);

// The language of this word, or -1.
int language_find(const char *word);

// Writes all words as a choice of commands, "en|ja".
void language_words(char *out, size_t size);

// The catalogue of a language, for language_choose; NULL for English.
const struct translation *language_translation(int language);

// The text in the language chosen, or the English itself where there is no translation. Lives as
// long as the program. "" stays "".
const char *language_text(const char *english) __attribute__((format_arg(1)));

// From here on texts are looked up in `translation`, which must outlive them; NULL is English.
// False, and nothing changes, if the catalogue is damaged: every string lies within its bytes, ends
// in a zero byte and is UTF-8, and the English ones ascend. May be called while other threads look
// up.
bool language_choose(const struct translation *translation);

// What was chosen last; NULL is English.
const struct translation *language_chosen(void);

// NOLINTNEXTLINE: reserved or not, translators' tools look for this name
#define _(english)  language_text(english)
#define N_(english) english

#endif
