// Random formulas over every operation of the expression language, and what they are in multiple
// precision: for tests that compare the program with an evaluation of its own.
#ifndef ACTSCOPE_TESTS_RANDOM_FORMULA_H
#define ACTSCOPE_TESTS_RANDOM_FORMULA_H

#include <stdbool.h>
#include <stdint.h>

#include <mpfr.h>

#include "base/text.h"

// The operands of a node come before it; the last one is the formula.
enum { FORMULA_NODES_MAX = 160 };

struct formula_node {
    int row; // of the table of operations
    int operands[3];
    double number; // of a constant
};

struct formula {
    int n;
    struct formula_node nodes[FORMULA_NODES_MAX];
};

struct random {
    uint64_t state;
};

unsigned random_roll(struct random *random, unsigned sides);

// What a formula is drawn from.
enum formula_kind {
    FORMULA_TAME, // functions that take any number, stay moderate and bend nowhere but at ties
    FORMULA_WILD, // everything, with small whole numbers, so that things meet
};

void formula_draw(struct formula *formula, struct random *random, enum formula_kind kind,
                  int depth);
void formula_write(const struct formula *formula, struct text *out);

// What a node does with its operands, for those who look closer.
enum formula_action {
    ACTION_X,
    ACTION_NUMBER,
    ACTION_SUM,
    ACTION_DIFFERENCE,
    ACTION_PRODUCT,
    ACTION_QUOTIENT,
    ACTION_POWER,
    ACTION_HYPOT,
    ACTION_LESSER,
    ACTION_GREATER,
    ACTION_SIZE,   // |u|
    ACTION_BRANCH, // if
    ACTION_STEPS,  // constant but for jumps: comparisons, floor, sign
    ACTION_WHOLE,  // of these, floor and ceil
    ACTION_FUNCTION,
    ACTION_SWINGING,  // a function that swings without end
    ACTION_EDGED,     // a function that ends, bends or breaks at -1, 0 or 1
    ACTION_LOGARITHM, // one that is infinite at an end
};

enum formula_action formula_action(const struct formula_node *node);
int formula_arity(const struct formula_node *node);

// A node's value from those of its operands, all of one precision; false where it would take too
// long. A sum that is 0 but for the last bits of its terms is 0.
bool formula_node_value(const struct formula_node *node, mpfr_t *values, const mpfr_t x, mpfr_t to);

// The values of all nodes at x; false as above.
bool formula_values(const struct formula *formula, const mpfr_t x, mpfr_t *values);

#endif
