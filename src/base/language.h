// Text in the reader's language. What people read is written in English in the source and looked up
// when it is shown:
//
//     session_message(session, false, _("Copied: the commands that rebuild this picture"));
//     static const char *const names[] = {N_("light"), N_("dark")};   // and later _(names[i])
//
// Ids, commands, numbers and formulas are the same in every language and are not marked.
#ifndef ACTSCOPE_BASE_LANGUAGE_H
#define ACTSCOPE_BASE_LANGUAGE_H

// The text in the language chosen, or the English itself where there is none. Lives as long as the
// program. "" stays "".
const char *language_text(const char *english) __attribute__((format_arg(1)));

// NOLINTNEXTLINE: reserved or not, translators' tools look for this name
#define _(english)  language_text(english)
#define N_(english) english

#endif
