// Formulas as tokens; private to the files of this folder and the tests.
//
// The lexer reads the plain text of paste.h: the language itself, and how the same is written in
// LaTeX (\frac, \left(, x^{2}), in Python and NumPy (np.exp, **) and in C (&&, 0.5f). It never
// fails: what has no meaning is a token TOKEN_STRANGE.
#ifndef ACTSCOPE_ACTIVATION_EXPRESSION_LEX_H
#define ACTSCOPE_ACTIVATION_EXPRESSION_LEX_H

#include "activation/expression/node.h"

enum token_kind {
    TOKEN_END,        // the text's end
    TOKEN_NUMBER,     // has `value`
    TOKEN_NAME,       // has `word` and `module`
    TOKEN_OPEN,       // (
    TOKEN_CLOSE,      // )
    TOKEN_BRACE_OPEN, // { and }, which group in LaTeX
    TOKEN_BRACE_CLOSE,
    TOKEN_BRACKET_OPEN, // [ and ]
    TOKEN_BRACKET_CLOSE,
    TOKEN_FLOOR_OPEN, // ⌊ and ⌋
    TOKEN_FLOOR_CLOSE,
    TOKEN_CEIL_OPEN, // ⌈ and ⌉
    TOKEN_CEIL_CLOSE,
    TOKEN_SUPERSCRIPT_OPEN, // the marks around an exponent (paste.h)
    TOKEN_SUPERSCRIPT_CLOSE,
    TOKEN_COMMA,
    TOKEN_BAR,       // |
    TOKEN_ASSIGN,    // = and :=
    TOKEN_PRIME,     // '
    TOKEN_ROOT,      // √
    TOKEN_CUBE_ROOT, // ∛
    TOKEN_FRACTION,  // \frac
    TOKEN_OP,        // + and its like, and the words and, or, not; has `op`
    TOKEN_QUESTION,
    TOKEN_COLON,
    TOKEN_ARROW, // ->
    TOKEN_QUOTE, // around a formula: " ` $ \( \[
    TOKEN_SEMICOLON,
    TOKEN_STOP,    // a full stop
    TOKEN_STRANGE, // has no meaning in formulas; may have `says`
};

// Bytes of a word, terminator included.
enum { WORD_SIZE = 64 };

struct token {
    enum token_kind kind;
    size_t at, length; // bytes of the plain text
    double value;
    enum op op;
    char word[WORD_SIZE];   // of a name, without what stood around it: "exp" of np.exp and \exp
    char module[WORD_SIZE]; // of a name: the "np" of np.exp, "jax" of jax.nn.gelu; "" for none
    bool latex;             // a name that began with a backslash
    bool cut;               // a name that is longer than `word` holds
    bool spaced;            // a blank stands in front of it
    const char *says;       // of TOKEN_STRANGE: what to write instead (untranslated), or NULL
};

// The first token at or after byte `at` of a plain text, from 0 to its length; blanks are skipped.
// TOKEN_END where there is none.
struct token token_at(const char *text, size_t at);

// Whether a name may begin with the first character of `text`: Latin and Greek letters, "_" and
// "∞". Whether it may go on with that: also digits and subscripts.
bool begins_name(const char *text);
bool continues_name(const char *text);

#endif
