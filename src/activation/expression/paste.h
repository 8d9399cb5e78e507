// What people paste, in the characters that the expression language is written in.
//
// Text that was copied from a page, a paper or a word processor has many characters for one sign:
// full-width （ and ＋, dashes for a minus, mathematical letters 𝑥 and 𝜎, spaces of every width,
// characters without any. Here each becomes the one that the lexer knows; nothing else is changed.
#ifndef ACTSCOPE_ACTIVATION_EXPRESSION_PASTE_H
#define ACTSCOPE_ACTIVATION_EXPRESSION_PASTE_H

#include <stddef.h>

// Around an exponent that was written in superscript letters: e⁻ˣ is e, OPEN, "-x", CLOSE.
enum { SUPERSCRIPT_OPEN = 1, SUPERSCRIPT_CLOSE = 2 };

// Byte i of `text` stands for what begins at byte from[i] of the original; from[n] is its end.
struct pasted {
    char *text; // terminated
    size_t *from;
    size_t n;
};

// `original` is valid UTF-8. Ends with pasted_free.
void pasted_read(struct pasted *pasted, const char *original);
void pasted_free(struct pasted *pasted);

#endif
