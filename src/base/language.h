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

// The translations into one language, in the format of compiled catalogues that the manual of GNU
// gettext describes ("The Format of GNU MO Files"). Numbers in it are little-endian here, its hash
// table is not used, and strings are UTF-8.
struct translation {
    const char *language; // "ja", from the name of its file in po/
    const unsigned char *bytes;
    size_t n;
};

extern const struct translation embedded_translations[]; // ended by a row of zeros

// A language is a number: 0 is English, n is row n of embedded_translations, counted from 1, which
// is line n of po/LINGUAS. A further language needs a line there and its file.
enum { LANGUAGE_EN, LANGUAGE_MAX = 16 }; // the most languages, with English

// The word for a language in commands, "en" or "ja"; NULL behind the last language.
const char *language_word(int language);

// The language of this word, or -1.
int language_find(const char *word);

// Writes the words of all languages as a choice for help texts, "en|ja", cut to `size` bytes.
void language_words(char *out, size_t size);

// The translations of a language, for language_choose; NULL for English. The language must exist.
const struct translation *language_translation(int language);

// The text in a language, which must exist, whichever is chosen; or the English itself where it has
// no translation.
const char *language_text_in(int language, const char *english) __attribute__((format_arg(2)));

// The text in the chosen language, or the English itself where it has no translation. The result
// lives as long as the program. "" stays "".
const char *language_text(const char *english) __attribute__((format_arg(1)));

// Chooses the translations that texts are looked up in from now on; NULL is English. They must
// outlive all texts. Returns false and changes nothing if the catalogue is damaged: every string
// must lie within its bytes, end in a zero byte and be UTF-8, and the English ones must ascend. May
// be called while other threads look texts up.
bool language_choose(const struct translation *translation);

// The translations that were chosen last; NULL is English.
const struct translation *language_chosen(void);

// NOLINTNEXTLINE: reserved or not, translators' tools look for this name
#define _(english)  language_text(english)
#define N_(english) english

#endif
