// From the tree of an expression to boxes.

#include "scene/formula/setter.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/language.h"
#include "base/numbers.h"

enum { DEPTH_MAX = 40 };

static const struct node *get(const struct setter *setter, int node)
{
    return &setter->expression->nodes[node];
}

struct box setter_word(struct setter *setter, const char *text, struct style style)
{
    return box_text(setter->sheet, text, style.cap);
}

static struct style script_style(const struct setter *setter, struct style style)
{
    return (struct style){fmax(setter->least, style.cap * 0.74), true, style.inner};
}

struct style setter_inner_style(const struct setter *setter, struct style style)
{
    if (style.inner)
        style.cap = fmax(setter->least, style.cap * 0.85);
    style.inner = true;
    return style;
}

// --- precedence ---

// A minus that stands in front of the whole node.
bool setter_leads_with_minus(const struct setter *setter, int i)
{
    const struct node *node = get(setter, i);
    while (node->op == OP_MUL || node->op == OP_DIV)
        node = get(setter, node->a);
    return node->op == OP_NEG || (node->op == OP_CONSTANT && node->value < 0);
}

// Of the node without that minus.
static enum level level_of(const struct setter *setter, int i, struct style style)
{
    const struct node *node = get(setter, i);
    enum level fraction = style.script ? LEVEL_PRODUCT : LEVEL_FRACTION;
    switch (node->op) {
    case OP_IF:
        return LEVEL_CASES;
    case OP_OR:
        return LEVEL_OR;
    case OP_AND:
        return LEVEL_AND;
    case OP_NOT:
        return LEVEL_NOT;
    case OP_ADD:
    case OP_SUB:
    case OP_EXPM1:
        return LEVEL_SUM;
    case OP_MUL:
    case OP_NEG:
        return LEVEL_PRODUCT;
    case OP_DIV:
        return fraction;
    case OP_POW:
    case OP_EXP:
        return LEVEL_POWER;
    case OP_CONSTANT:
        return number_is_fraction(fabs(node->value), style.script) ? fraction : LEVEL_PRIMARY;
    default:
        return is_comparison(node->op) ? LEVEL_COMPARISON : LEVEL_PRIMARY;
    }
}

// --- operations ---

static struct box set_infix(struct setter *setter, struct box left, const char *sign, int right,
                            enum level level, struct style style)
{
    double space = (style.script ? 0.16 : 0.3) * style.cap;
    struct box box = box_row(setter->sheet, left, setter_word(setter, sign, style), space);
    return box_row(setter->sheet, box, setter_set(setter, right, level, style), space);
}

static struct box set_sum(struct setter *setter, const struct node *node, struct style style)
{
    struct box left = setter_set(setter, node->a, LEVEL_SUM, style);
    double space = (style.script ? 0.16 : 0.3) * style.cap;
    if (node->op == OP_SUB)
        return set_infix(setter, left, "−", node->b, LEVEL_PRODUCT, style);
    if (!setter_leads_with_minus(setter, node->b))
        return set_infix(setter, left, "+", node->b, LEVEL_SUM, style);
    struct box box = box_row(setter->sheet, left, setter_word(setter, "−", style), space);
    return box_row(setter->sheet, box, setter_set_bare(setter, node->b, style), space);
}

// The factors that meet where two are multiplied.
static const struct node *last_factor(const struct setter *setter, int i)
{
    while (get(setter, i)->op == OP_MUL || get(setter, i)->op == OP_NEG)
        i = get(setter, i)->op == OP_MUL ? get(setter, i)->b : get(setter, i)->a;
    return get(setter, i);
}

static const struct node *first_factor(const struct setter *setter, int i)
{
    while (get(setter, i)->op == OP_MUL || get(setter, i)->op == OP_POW)
        i = get(setter, i)->a;
    return get(setter, i);
}

static bool is_letter(const struct node *node)
{
    return node->op == OP_X || node->op == OP_PARAMETER;
}

static bool is_fraction(const struct setter *setter, int i, int *p, int *q)
{
    const struct node *node = get(setter, i);
    return node->op == OP_CONSTANT && number_is_ratio(fabs(node->value), p, q);
}

// x²/2 for half of x² in an exponent.
static struct box set_part(struct setter *setter, int node, int q, struct style style)
{
    char under[32];
    snprintf(under, sizeof under, "/%d", q);
    struct box box = setter_set(setter, node, LEVEL_PRODUCT, style);
    return box_row(setter->sheet, box, setter_word(setter, under, style), 0);
}

static struct box set_product(struct setter *setter, const struct node *node, struct style style)
{
    const struct node *left = last_factor(setter, node->a), *right = first_factor(setter, node->b);
    struct box box;
    int p, q;
    if (style.script && is_fraction(setter, node->a, &p, &q) && p == 1)
        return set_part(setter, node->b, q, style);
    if (setter_leads_with_minus(setter, node->a))
        box = setter_set_bare(setter, node->a, style);
    else
        box = setter_set(setter, node->a, LEVEL_PRODUCT, style);
    bool after_number = left->op == OP_CONSTANT, after_letter = is_letter(left);
    bool dot = right->op == OP_CONSTANT || (after_number && right->op == OP_DIV);
    if (dot)
        return set_infix(setter, box, "·", node->b, LEVEL_PRODUCT,
                         (struct style){style.cap, style.script, style.inner});
    struct box second = setter_set(setter, node->b, LEVEL_PRODUCT, style);
    bool close = (after_number || after_letter) && is_letter(right);
    return box_row(setter->sheet, box, second, (close ? 0.1 : 0.26) * style.cap);
}

static struct box set_quotient(struct setter *setter, const struct node *node, struct style style)
{
    struct style part = setter_inner_style(setter, style);
    bool minus = setter_leads_with_minus(setter, node->a);
    if (style.script) {
        struct box left = minus ? setter_set_bare(setter, node->a, style)
                                : setter_set(setter, node->a, LEVEL_PRODUCT, style);
        left = box_row(setter->sheet, left, setter_word(setter, "/", style), 0);
        return box_row(setter->sheet, left, setter_set(setter, node->b, LEVEL_POWER, style), 0);
    }
    if (style.inner)
        part.cap = fmax(setter->least, style.cap * 0.85);
    part.inner = true;
    struct box over, under;
    double value = fabs(get(setter, node->a)->value);
    if (get(setter, node->a)->op == OP_CONSTANT && number_is_any_fraction(value)) {
        over = setter_number_part(setter, value, false, part); // (1/3)/u as 1/(3u)
        under = setter_number_part(setter, value, true, part);
        under = box_row(setter->sheet, under, setter_set(setter, node->b, LEVEL_PRODUCT, part),
                        0.1 * part.cap);
        return box_fraction(setter->sheet, over, under, style.cap);
    }
    over = minus ? setter_set_bare(setter, node->a, part)
                 : setter_set(setter, node->a, LEVEL_CASES, part);
    under = setter_set(setter, node->b, LEVEL_CASES, part);
    return box_fraction(setter->sheet, over, under, style.cap);
}

// --- functions ---

static const char *function_name(const struct node *node)
{
    static const struct {
        enum op op;
        const char *name;
    } names[] = {{OP_LOG, "ln"},       {OP_LOG2, "log₂"},    {OP_LOG10, "log₁₀"},
                 {OP_SIGN, "sgn"},     {OP_ASIN, "arcsin"},  {OP_ACOS, "arccos"},
                 {OP_ATAN, "arctan"},  {OP_ASINH, "arsinh"}, {OP_ACOSH, "arcosh"},
                 {OP_ATANH, "artanh"}, {OP_LOG1P, "ln"}};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (names[i].op == node->op)
            return names[i].name;
    return op_rows[node->op].spelling;
}

static struct box set_name(struct setter *setter, const struct node *node, struct style style)
{
    static const char *const primes[ORDER_COUNT] = {"", "′", "″"};
    char name[MARK_TEXT_MAX];
    if (node->op != OP_CALL)
        return setter_word(setter, function_name(node), style);
    const struct activation *a = activation_at(node->activation);
    bool plain = strpbrk(a->symbol, " (") == NULL;
    snprintf(name, sizeof name, "%s%s", plain ? a->symbol : a->id, primes[node->order]);
    return setter_word(setter, name, style);
}

static struct box add_argument(struct setter *setter, struct box list, int node, struct style style)
{
    list = box_row(setter->sheet, list, setter_word(setter, ",", style), 0);
    return box_row(setter->sheet, list, setter_set(setter, node, LEVEL_OR, style), 0.3 * style.cap);
}

// Parameters of a call that are not the defaults stand behind its argument.
static struct box add_parameters(struct setter *setter, const struct node *call, struct box list,
                                 struct style style)
{
    const struct activation *a = activation_at(call->activation);
    int k = 0;
    for (int item = call->b; item != NO_NODE; item = get(setter, item)->b, k++) {
        const struct node *value = get(setter, get(setter, item)->a);
        if (value->op != OP_CONSTANT || value->value != a->parameters[k].initial)
            list = add_argument(setter, list, get(setter, item)->a, style);
    }
    return list;
}

static struct box set_arguments(struct setter *setter, const struct node *node, struct style style)
{
    struct box list;
    if (node->op == OP_LOG1P) {
        struct box one = setter_word(setter, "1", style);
        list = set_infix(setter, one, "+", node->a, LEVEL_SUM, style);
    } else {
        list = setter_set(setter, node->a, LEVEL_OR, style);
    }
    if (node->op == OP_CALL)
        list = add_parameters(setter, node, list, style);
    else if (op_rows[node->op].arity > 1)
        list = add_argument(setter, list, node->b, style);
    return box_parentheses(setter->sheet, list, style.cap);
}

static struct box set_function(struct setter *setter, const struct node *node, struct style style)
{
    struct box name = set_name(setter, node, style);
    return box_row(setter->sheet, name, set_arguments(setter, node, style), 0.04 * style.cap);
}

// sin², tanh²: the exponent stands at the name.
static bool takes_exponent(const struct setter *setter, const struct node *power)
{
    const struct node *base = get(setter, power->a), *exponent = get(setter, power->b);
    if (exponent->op != OP_CONSTANT || exponent->value < 2 || exponent->value > 9)
        return false;
    if (base->op == OP_CALL)
        return base->order == ORDER_F && base->b == NO_NODE &&
               strcmp(activation_at(base->activation)->id, "tanh") == 0;
    return base->op == OP_SIN || base->op == OP_COS || base->op == OP_TAN || base->op == OP_LOG;
}

static struct box set_power(struct setter *setter, const struct node *node, struct style style)
{
    struct style script = script_style(setter, style);
    bool at_name = takes_exponent(setter, node);
    struct box base = at_name ? set_name(setter, get(setter, node->a), style)
                              : setter_set(setter, node->a, LEVEL_PRIMARY, style);
    struct box exponent = setter_set(setter, node->b, LEVEL_OR, script);
    struct box box = box_superscript(setter->sheet, base, exponent, style.cap);
    if (!at_name)
        return box;
    return box_row(setter->sheet, box, set_arguments(setter, get(setter, node->a), style), 0);
}

static struct box set_exponential(struct setter *setter, const struct node *node,
                                  struct style style)
{
    struct box base = setter_word(setter, "e", style);
    struct box exponent = setter_set(setter, node->a, LEVEL_OR, script_style(setter, style));
    return box_superscript(setter->sheet, base, exponent, style.cap);
}

// --- cases ---

static const char *comparison_sign(enum op op)
{
    return op == OP_LT   ? "<"
           : op == OP_LE ? "≤"
           : op == OP_GT ? ">"
           : op == OP_GE ? "≥"
           : op == OP_EQ ? "="
                         : "≠";
}

static enum op negated(enum op op)
{
    return op == OP_LT   ? OP_GE
           : op == OP_LE ? OP_GT
           : op == OP_GT ? OP_LE
           : op == OP_GE ? OP_LT
           : op == OP_EQ ? OP_NE
                         : OP_EQ;
}

static struct box set_comparison(struct setter *setter, enum op op, int left, int right,
                                 struct style style)
{
    struct box box = setter_set(setter, left, LEVEL_SUM, style);
    return set_infix(setter, box, comparison_sign(op), right, LEVEL_SUM, style);
}

static bool climbs(enum op op)
{
    return op == OP_LT || op == OP_LE;
}

// The condition of a row, given that those above do not hold: x < a, then a ≤ x < b, then x ≥ b.
static struct box set_condition(struct setter *setter, const struct node *before,
                                const struct node *here, bool only_one, struct style style)
{
    if (here == NULL) {
        if (is_comparison(before->op) && (only_one || climbs(before->op)))
            return set_comparison(setter, negated(before->op), before->a, before->b, style);
        return setter_word(setter, _("otherwise"), style);
    }
    bool between = before != NULL && climbs(before->op) && climbs(here->op) && before->a == here->a;
    if (!between)
        return setter_set(setter, (int)(here - setter->expression->nodes), LEVEL_OR, style);
    struct box box = setter_set(setter, before->b, LEVEL_SUM, style);
    box = set_infix(setter, box, before->op == OP_LT ? "≤" : "<", here->a, LEVEL_SUM, style);
    return set_infix(setter, box, comparison_sign(here->op), here->b, LEVEL_SUM, style);
}

static struct box set_cases(struct setter *setter, int i, struct style style)
{
    struct box values[CASES_MAX], conditions[CASES_MAX];
    const struct node *before = NULL;
    style.inner = true;
    bool same = true; // all conditions are of one term
    int n = 0;
    while (n < CASES_MAX - 1 && get(setter, i)->op == OP_IF) {
        const struct node *here = get(setter, get(setter, i)->a);
        same = same && (before == NULL || (here->a == before->a && climbs(before->op)));
        values[n] = setter_set(setter, get(setter, i)->b, LEVEL_OR, style);
        conditions[n++] = set_condition(setter, before, here, false, style);
        before = here;
        i = get(setter, i)->c;
    }
    values[n] = setter_set(setter, i, LEVEL_OR, style);
    if (same)
        conditions[n] = set_condition(setter, before, NULL, n == 1, style);
    else
        conditions[n] = setter_word(setter, _("otherwise"), style);
    return box_cases(setter->sheet, values, conditions, n + 1, style.cap);
}

// --- all together ---

static const char *parameter_symbol(const struct setter *setter, int index)
{
    const char *name = setter->expression->names[index];
    int k = setter->of != NULL ? activation_typed_parameter(setter->of, name) : -1;
    if (k >= 0)
        return setter->of->parameters[k].symbol;
    const char *symbol = setter->expression->parameters[index].symbol;
    return symbol != NULL ? symbol : name;
}

static struct box set_logic(struct setter *setter, const struct node *node, struct style style)
{
    if (node->op == OP_NOT) {
        struct box sign = setter_word(setter, "¬", style);
        return box_row(setter->sheet, sign, setter_set(setter, node->a, LEVEL_PRIMARY, style), 0);
    }
    enum level level = node->op == OP_AND ? LEVEL_AND : LEVEL_OR;
    struct box left = setter_set(setter, node->a, level, style);
    return set_infix(setter, left, node->op == OP_AND ? "∧" : "∨", node->b, level, style);
}

static struct box set_cube_root(struct setter *setter, const struct node *node, struct style style)
{
    struct style small = {fmax(setter->least * 0.8, style.cap * 0.5), true, style.inner};
    struct box three = setter_word(setter, "3", small);
    box_move(setter->sheet, &three, 0.08 * style.cap, -0.75 * style.cap);
    struct box inner = setter_set(setter, node->a, LEVEL_OR, style);
    struct box root = box_root(setter->sheet, inner, style.cap);
    return box_row(setter->sheet, three, root, -0.1 * style.cap);
}

// The node without a minus in front.
struct box setter_set_bare(struct setter *setter, int i, struct style style)
{
    const struct node *node = get(setter, i);
    switch (node->op) {
    case OP_X:
        return setter_word(setter, "x", style);
    case OP_PARAMETER:
        return setter_word(setter, parameter_symbol(setter, node->a), style);
    case OP_CONSTANT:
        return setter_number(setter, fabs(node->value), style);
    case OP_NEG:
        return setter_set(setter, node->a, LEVEL_PRODUCT, style);
    case OP_ADD:
    case OP_SUB:
        return set_sum(setter, node, style);
    case OP_MUL:
        return set_product(setter, node, style);
    case OP_DIV:
        return set_quotient(setter, node, style);
    case OP_POW:
        return set_power(setter, node, style);
    case OP_EXP:
        return set_exponential(setter, node, style);
    case OP_EXPM1: {
        struct box box = set_exponential(setter, node, style);
        box = box_row(setter->sheet, box, setter_word(setter, "−", style), 0.3 * style.cap);
        return box_row(setter->sheet, box, setter_word(setter, "1", style), 0.3 * style.cap);
    }
    case OP_SQRT:
        return box_root(setter->sheet, setter_set(setter, node->a, LEVEL_OR, style), style.cap);
    case OP_CBRT:
        return set_cube_root(setter, node, style);
    case OP_ABS:
        return box_bars(setter->sheet, setter_set(setter, node->a, LEVEL_OR, style), style.cap);
    case OP_IF:
        return set_cases(setter, i, style);
    case OP_AND:
    case OP_OR:
    case OP_NOT:
        return set_logic(setter, node, style);
    default:
        return is_comparison(node->op) ? set_comparison(setter, node->op, node->a, node->b, style)
                                       : set_function(setter, node, style);
    }
}

struct box setter_set(struct setter *setter, int node, enum level level, struct style style)
{
    if (setter->sheet->full || ++setter->depth > DEPTH_MAX) {
        setter->sheet->full = true;
        return box_empty(setter->sheet);
    }
    bool minus = setter_leads_with_minus(setter, node);
    struct box box = minus ? setter_word(setter, "−", style) : box_empty(setter->sheet);
    struct box bare = setter_set_bare(setter, node, style);
    setter->depth--;
    box = minus ? box_row(setter->sheet, box, bare, 0.08 * style.cap) : bare;
    if ((minus ? LEVEL_SUM : level_of(setter, node, style)) < level)
        box = box_parentheses(setter->sheet, box, style.cap);
    return box;
}

bool formula_typeset(struct sheet *sheet, const struct expression *expression, enum order order,
                     const struct activation *of, double cap, struct box *out)
{
    struct setter setter = {.sheet = sheet, .expression = expression, .of = of, .least = cap * 0.6};
    *out = setter_set(&setter, expression->roots[order], LEVEL_CASES,
                      (struct style){cap, false, false});
    return !sheet->full;
}

bool formula_is_name(const struct expression *expression, const char *name)
{
    const struct node *node = &expression->nodes[expression->roots[ORDER_F]];
    if (node->a != NODE_X || node->op == OP_X || node->op == OP_PARAMETER || node->op == OP_LIST)
        return false;
    if (node->op == OP_CALL)
        return node->order == ORDER_F && node->b == NO_NODE &&
               strcmp(activation_at(node->activation)->symbol, name) == 0;
    return op_rows[node->op].arity == 1 && strcmp(function_name(node), name) == 0;
}
