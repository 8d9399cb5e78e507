// What formula.c, lines.c and number.c, which typeset expressions, need of each other.
#ifndef ACTSCOPE_SCENE_FORMULA_SETTER_H
#define ACTSCOPE_SCENE_FORMULA_SETTER_H

#include "activation/expression/node.h"
#include "scene/formula/formula.h"

// How tightly an operation binds, loosest first; what binds less tightly than its place asks for is
// put in parentheses. A fraction with a bar needs none but under an exponent.
enum level {
    LEVEL_CASES = 1,
    LEVEL_OR,
    LEVEL_AND,
    LEVEL_NOT,
    LEVEL_COMPARISON,
    LEVEL_SUM,
    LEVEL_PRODUCT,
    LEVEL_FRACTION,
    LEVEL_POWER,
    LEVEL_PRIMARY,
};

struct style {
    double cap;
    bool script; // in an exponent: fractions are written with a stroke
    bool inner;  // within a fraction
};

struct setter {
    struct sheet *sheet;
    const struct expression *expression;
    const struct activation *of;
    double least; // no script is smaller
    int depth;
};

// A node as it stands where `level` is asked for, in parentheses if need be; and without the minus
// in front that setter_leads_with_minus tells of.
struct box setter_set(struct setter *setter, int node, enum level level, struct style style);
struct box setter_set_bare(struct setter *setter, int node, struct style style);
bool setter_leads_with_minus(const struct setter *setter, int node);

struct box setter_word(struct setter *setter, const char *text, struct style style);

// What stands within a fraction that stands within another, or in a row of cases.
struct style setter_inner_style(const struct setter *setter, struct style style);

// A number >= 0, as people write it: π, √2, 1/√(2π), 2/3, 0.044715.
struct box setter_number(struct setter *setter, double value, struct style style);

// Whether that is written as a fraction; whether it could be; and whether it is p/q.
bool number_is_fraction(double value, bool script);
bool number_is_any_fraction(double value);
bool number_is_ratio(double value, int *p, int *q);

// What stands over, or under, the bar of a number that could be a fraction.
struct box setter_number_part(struct setter *setter, double value, bool under, struct style style);

#endif
