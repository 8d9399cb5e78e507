// What names mean in formulas; private to the files expression_*.c and names.c.
#ifndef ACTSCOPE_ACTIVATION_EXPRESSION_NAMES_H
#define ACTSCOPE_ACTIVATION_EXPRESSION_NAMES_H

#include "activation/expression/lex.h"

// pi, e, inf and nan, in any case but E, which could be a parameter.
bool name_constant(const struct token *token, double *value);

// Functions that are not one operation each.
enum special {
    SPECIAL_IF,
    SPECIAL_POW,
    SPECIAL_CLIP,
    SPECIAL_SQUARE,
    SPECIAL_EXP2,
    SPECIAL_PHI, // the distribution function of the standard normal distribution
    SPECIAL_SEC,
    SPECIAL_CSC,
    SPECIAL_COT,
    SPECIAL_SECH,
    SPECIAL_CSCH,
    SPECIAL_COTH,
};

enum callee_kind { CALLEE_NONE, CALLEE_OP, CALLEE_SPECIAL, CALLEE_CATALOGUE, CALLEE_OWN };

struct callee {
    enum callee_kind kind;
    enum op op;
    enum special special;
    int index; // in the catalogue
    const struct expression *own;
};

// The function of that name, in any case: one of `scope` (NULL for none) but for `self`, which
// cannot use itself, an operation, or a row of the catalogue.
struct callee name_callee(const char *word, const struct expression_scope *scope, const char *self);

// The name and number of arguments of a special function.
const char *special_name(enum special special);
int special_arity(enum special special);

// The function whose name is nearest to a mistyped one, or NULL.
const char *name_nearest(const char *word, const struct expression_scope *scope);

// What to write instead of a function that formulas do not have: "x - b*floor(x/b)" for mod; NULL
// where there is nothing to say.
const char *name_advice(const char *word);

// Whether a free name is probably a mistake (x2, sinx, sigmod, E): appends what may be meant.
bool name_suspect(const char *word, const struct expression_scope *scope, struct text *meant);

// What to write for a free name that is a word of a sentence or of a program's values:
// "if(condition, a, b)" for "when", "max(x, 0)" for "_" as in (x)_+; NULL for others.
const char *name_phrase(const char *word);

// Whether a word belongs to a program around a formula: return, float.
bool name_is_code(const char *word);

// What a free name stands for in a formula without x: "t" is its variable, "a" a parameter, and
// of other words nobody knows.
enum name_role { ROLE_VARIABLE, ROLE_PARAMETER, ROLE_UNKNOWN, ROLE_COUNT };
enum name_role name_role(const char *word);

// Whether a LaTeX command is a letter, which may be a parameter: \alpha.
bool name_is_greek(const char *word);

// Whether a name is that of a function of formulas or of the catalogue, as it is written: it can be
// no parameter and no name of a definition.
bool name_is_reserved(const char *word);

#endif
