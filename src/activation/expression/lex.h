// Formulas as tokens; private to the files expression_*.c.
//
// Reads the plain characters of paste.h: the language itself, and how the same is
// written in LaTeX (\frac, \left(, x^{2}), in Python and NumPy (np.exp, **) and in C (&&, 0.5f).
#ifndef ACTSCOPE_ACTIVATION_EXPRESSION_LEX_H
#define ACTSCOPE_ACTIVATION_EXPRESSION_LEX_H

#include "activation/expression/node.h"

enum token_kind {
    TOKEN_END,
    TOKEN_NUMBER, // value
    TOKEN_NAME,   // word
    TOKEN_OPEN,
    TOKEN_CLOSE,
    TOKEN_BRACE_OPEN, // groups in LaTeX
    TOKEN_BRACE_CLOSE,
    TOKEN_BRACKET_OPEN,
    TOKEN_BRACKET_CLOSE,
    TOKEN_FLOOR_OPEN,
    TOKEN_FLOOR_CLOSE,
    TOKEN_CEIL_OPEN,
    TOKEN_CEIL_CLOSE,
    TOKEN_SUPERSCRIPT_OPEN,
    TOKEN_SUPERSCRIPT_CLOSE,
    TOKEN_COMMA,
    TOKEN_BAR,
    TOKEN_ASSIGN,
    TOKEN_PRIME,
    TOKEN_ROOT,
    TOKEN_CUBE_ROOT,
    TOKEN_FRACTION,
    TOKEN_OP, // op
    TOKEN_QUESTION,
    TOKEN_COLON,
    TOKEN_ARROW,
    TOKEN_QUOTE, // around a formula: " ` $ \( \[
    TOKEN_SEMICOLON,
    TOKEN_STOP,    // a full stop
    TOKEN_STRANGE, // says
};

enum { WORD_SIZE = 64 };

struct token {
    enum token_kind kind;
    size_t at, length; // in the plain text
    double value;
    enum op op;
    char word[WORD_SIZE];   // of a name, without what stood around it: "exp" of np.exp and \exp
    char module[WORD_SIZE]; // of a name: the "np" of np.exp, "jax" of jax.nn.gelu; "" for none
    bool latex;             // a name that began with a backslash
    bool cut;               // a name that is longer than `word` holds
    bool spaced;            // a blank stands in front of it
    const char *says;       // of TOKEN_STRANGE: what to write instead (untranslated), or NULL
};

// The first token at or after byte `at` of a plain text.
struct token token_at(const char *text, size_t at);

// Whether letters of a name go on, or begin, at this place: Latin, Greek, "_" and "∞"; and digits
// and subscripts behind the first.
bool begins_name(const char *text);
bool continues_name(const char *text);

#endif
