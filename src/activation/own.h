// A function of the user's own: a formula that stands where a row of the catalogue stands.
#ifndef ACTSCOPE_ACTIVATION_OWN_H
#define ACTSCOPE_ACTIVATION_OWN_H

#include "activation/expression/expression.h"

// Zero-initialise; end with own_clear. `activation` is what everything else looks at: valid once
// filled, at its place, until it is cleared.
struct own {
    struct activation activation;
    struct expression *expression;
    struct text texts[ORDER_COUNT]; // f, f' and f'' as printed
    struct text name;
    struct text definition; // "swish2(b=1) = x*sigmoid(b*x)"
};

// Fills `own` from "NAME = FORMULA" or "NAME(a=0.1) = FORMULA", which may use the functions in
// `scope` (NULL for none) by name. Its id is NAME; so is its name in pictures, but for the names
// that say nothing, f and f1, f2 …: there a short formula is shown. False, leaving `own` as it was,
// with FAULT_EXPRESSION and its like and the column in `definition`, or with FAULT_LIMIT where the
// definition could not be printed in OWN_DEFINITION_MAX bytes and read again.
bool own_define(struct own *own, const char *definition, const struct expression_scope *scope,
                struct fault *fault);

enum { OWN_DEFINITION_MAX = 3800 };

// Fills `own` from a formula alone; id and name are the formula as it is written.
bool own_formula(struct own *own, const char *formula, struct fault *fault);

// Puts one in the place of another, which is emptied first; `from` is empty then.
void own_move(struct own *to, struct own *from);

// Empties it; nothing may look at its activation any more.
void own_clear(struct own *own);

// "a = 0.1, b = 1": the parameters with their defaults; "" where there are none.
void own_parameters(const struct activation *activation, struct text *out);

// Whether a text is "NAME = …" or "NAME(…) = …", a definition rather than a formula alone.
bool own_is_definition(const char *text);

// The first of the names f1, f2, … that is not an id in `scope`.
void own_free_name(const struct expression_scope *scope, char out[EXPRESSION_NAME_SIZE]);

#endif
