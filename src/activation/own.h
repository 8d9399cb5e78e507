// A function that the user defined by a formula. It fills a struct activation, so that everything
// that draws or uses functions treats it as a row of the catalogue.
#ifndef ACTSCOPE_ACTIVATION_OWN_H
#define ACTSCOPE_ACTIVATION_OWN_H

#include "activation/expression/expression.h"

// Zero-initialise; end with own_clear. `activation` may be used once own_define or own_formula
// succeeded, until the struct is cleared, moved from, or copied elsewhere.
struct own {
    struct activation activation;
    struct expression *expression;
    struct text texts[ORDER_COUNT]; // f, f' and f'' as printed
    struct text name;
    struct text definition; // "swish2(b=1) = x*sigmoid(b*x)"
};

// Fills `own` from "NAME = FORMULA" or "NAME(a=0.1) = FORMULA", which may call the functions in
// `scope` (NULL for none) by name. Its id is NAME, and so is its name in pictures; if NAME is f,
// f1, f2 and so on, the formula stands behind it if that is short: "f1 = x^2". Returns false and
// leaves `own` as it was if the definition is wrong (the faults of expression_parse_definition_in,
// with the column in `definition`) or, written out, is longer than OWN_DEFINITION_MAX bytes or
// nests too deep to be read again (FAULT_LIMIT).
bool own_define(struct own *own, const char *definition, const struct expression_scope *scope,
                struct fault *fault);

enum { OWN_DEFINITION_MAX = 3800 };

// Fills `own` from a formula alone; its id and name are the formula as it is written. Returns
// false, with the faults of expression_parse, and leaves `own` as it was if the formula is wrong.
bool own_formula(struct own *own, const char *formula, struct fault *fault);

// Clears `to` and moves `from` there, which is empty then. Pointers to from->activation are no
// longer valid.
void own_move(struct own *to, struct own *from);

// Frees the function and makes `own` empty; pointers to its activation are no longer valid.
void own_clear(struct own *own);

// Appends the parameters with their defaults: "a = 0.1, b = 1"; nothing where there are none.
void own_parameters(const struct activation *activation, struct text *out);

// Whether a text is "NAME = …" or "NAME(…) = …", a definition rather than a formula alone.
bool own_is_definition(const char *text);

// Whether an id is one that the program makes up where nobody gave a name: f, f1, f23.
bool own_is_made_up(const char *id);

// Sets `out` to the first of the names f1, f2, … that no function in `scope` has.
void own_free_name(const struct expression_scope *scope, char out[EXPRESSION_NAME_SIZE]);

#endif
