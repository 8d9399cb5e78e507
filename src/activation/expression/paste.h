// Pasted text, rewritten in the characters of the expression language.
//
// Text that was copied from a page, a paper or a word processor has many characters for one sign:
// full-width （ and ＋, dashes for a minus, mathematical letters 𝑥 and 𝜎, spaces of every width,
// characters that are not seen. Each is replaced by the one that the lexer (lex.h) knows. All other
// characters stay as they are.
#ifndef ACTSCOPE_ACTIVATION_EXPRESSION_PASTE_H
#define ACTSCOPE_ACTIVATION_EXPRESSION_PASTE_H

#include <stddef.h>

// Bytes that stand around an exponent that was written in superscript letters: e⁻ˣ becomes e, OPEN,
// "-x", CLOSE.
enum { SUPERSCRIPT_OPEN = 1, SUPERSCRIPT_CLOSE = 2 };

// The rewritten text: n bytes and a terminator. Byte i of it stands for the character that begins
// at byte from[i] of the original; from[n] is the original's length. So faults can be placed in
// what was typed.
struct pasted {
    char *text;
    size_t *from;
    size_t n;
};

// Rewrites `original`, which must be valid UTF-8 with a terminator. Cannot fail. Free it with
// pasted_free, which leaves an empty struct.
void pasted_read(struct pasted *pasted, const char *original);
void pasted_free(struct pasted *pasted);

#endif
