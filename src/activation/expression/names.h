// What names mean in formulas: constants, functions, and names that are probably mistakes. Private
// to the files of this folder and activation/names.c. Words are UTF-8 with a terminator.
#ifndef ACTSCOPE_ACTIVATION_EXPRESSION_NAMES_H
#define ACTSCOPE_ACTIVATION_EXPRESSION_NAMES_H

#include "activation/expression/lex.h"

// Whether a name is a constant (pi, e, inf, nan, true, false in any case; M_PI and its like); sets
// *value then. E alone is none, because it could be a parameter; Math.E is one.
bool name_constant(const struct token *token, double *value);

// Functions of formulas that are not one operation of op.def each.
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

// The function that a name stands for; the kind says which member counts.
enum callee_kind { CALLEE_NONE, CALLEE_OP, CALLEE_SPECIAL, CALLEE_CATALOGUE, CALLEE_OWN };

struct callee {
    enum callee_kind kind;
    enum op op;
    enum special special;
    int index;                    // in the catalogue
    const struct expression *own; // a definition of the scope
};

// The function of that name, in any case, or CALLEE_NONE: a definition of `scope` (NULL for none),
// an operation, a special function or a row of the catalogue. A definition that has the name in
// this very case comes first, one in another case last. `self` is the name of the definition that
// is being read, which cannot use itself; "" for none.
struct callee name_callee(const char *word, const struct expression_scope *scope, const char *self);

// The name and the number of arguments of a special function, clip with both bounds.
const char *special_name(enum special special);
int special_arity(enum special special);

// The function whose name is nearest to a mistyped one, or NULL.
const char *name_nearest(const char *word, const struct expression_scope *scope);

// What to write instead of a function that formulas do not have (untranslated): "x - b*floor(x/b)"
// for mod; NULL where there is nothing to say.
const char *name_advice(const char *word);

// Whether a free name (one that is no function, constant, variable or listed parameter) is probably
// a mistake, as x2, sinx, sigmod and E are. If so, appends what may be meant: "x^2 or 2*x".
bool name_suspect(const char *word, const struct expression_scope *scope, struct text *meant);

// What to write for a free name that is a word of a sentence or of a program's values
// (untranslated): "if(condition, a, b)" for "when", "max(x, 0)" for "_" as in (x)_+; NULL for
// others.
const char *name_phrase(const char *word);

// Whether a word belongs to a program around a formula: return, float.
bool name_is_code(const char *word);

// What a free name stands for in a formula without x, by custom: "t" is the variable, "a" a
// parameter; other words have no custom.
enum name_role { ROLE_VARIABLE, ROLE_PARAMETER, ROLE_UNKNOWN, ROLE_COUNT };
enum name_role name_role(const char *word);

// Whether a LaTeX command (without its backslash) is a letter, which may be a parameter: alpha,
// also with an index, alpha_1.
bool name_is_greek(const char *word);

// Whether a name, in this very case, is a function of formulas or an id of the catalogue, "ln" or
// "else". Such a name can be no parameter and no name of a definition.
bool name_is_reserved(const char *word);

#endif
