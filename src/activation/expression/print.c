// Formulas as text.
//
// A stack of pieces that are still to be written takes the place of recursion. A node that is used
// twice is written twice, so that a short array of nodes may give a very long text; with a stack it
// is easy to stop after EXPRESSION_TEXT_MAX bytes.
#include "activation/expression/node.h"
#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

// How tightly an operation binds, loosest first. Each place in a formula asks for a level; an
// operand that binds less tightly is put in parentheses.
enum level {
    LEVEL_OR = 1,
    LEVEL_AND,
    LEVEL_NOT,
    LEVEL_COMPARISON,
    LEVEL_SUM,
    LEVEL_PRODUCT,
    LEVEL_SIGN,
    LEVEL_POWER,
    LEVEL_PRIMARY,
};

// How an operation with a sign between two operands is written: the sign, its own level, and the
// levels that the places before and after the sign ask for. `sign` is NULL for other operations.
struct infix {
    const char *sign;
    enum level level, before, after;
};

static const struct infix infixes[OP_COUNT] = {
    [OP_OR] = {" or ", LEVEL_OR, LEVEL_OR, LEVEL_AND},
    [OP_AND] = {" and ", LEVEL_AND, LEVEL_AND, LEVEL_NOT},
    [OP_LT] = {" < ", LEVEL_COMPARISON, LEVEL_SUM, LEVEL_SUM},
    [OP_LE] = {" <= ", LEVEL_COMPARISON, LEVEL_SUM, LEVEL_SUM},
    [OP_GT] = {" > ", LEVEL_COMPARISON, LEVEL_SUM, LEVEL_SUM},
    [OP_GE] = {" >= ", LEVEL_COMPARISON, LEVEL_SUM, LEVEL_SUM},
    [OP_EQ] = {" == ", LEVEL_COMPARISON, LEVEL_SUM, LEVEL_SUM},
    [OP_NE] = {" != ", LEVEL_COMPARISON, LEVEL_SUM, LEVEL_SUM},
    [OP_ADD] = {" + ", LEVEL_SUM, LEVEL_SUM, LEVEL_PRODUCT},
    [OP_SUB] = {" - ", LEVEL_SUM, LEVEL_SUM, LEVEL_PRODUCT},
    [OP_MUL] = {"*", LEVEL_PRODUCT, LEVEL_PRODUCT, LEVEL_SIGN},
    [OP_DIV] = {"/", LEVEL_PRODUCT, LEVEL_PRODUCT, LEVEL_SIGN},
    [OP_POW] = {"^", LEVEL_POWER, LEVEL_PRIMARY, LEVEL_SIGN},
};

// A part of the text that is still to be written: a node at a place that asks for a level, or with
// node NO_NODE a word.
struct piece {
    int node;
    enum level level;
    const char *word;
};

struct printer {
    const struct expression *expression;
    struct text *out;
    struct piece *stack; // the piece to be written next is on top
    int n;
    size_t capacity; // of the stack
};

static void push(struct printer *printer, struct piece piece)
{
    printer->stack = memory_grow(printer->stack, &printer->capacity, (size_t)printer->n + 1,
                                 sizeof *printer->stack);
    printer->stack[printer->n++] = piece;
}

static void push_word(struct printer *printer, const char *word)
{
    push(printer, (struct piece){NO_NODE, LEVEL_OR, word});
}

static void push_node(struct printer *printer, int node, enum level level)
{
    push(printer, (struct piece){node, level, NULL});
}

// A node of the expression.
static const struct node *get(const struct printer *printer, int node)
{
    return &printer->expression->nodes[node];
}

// A number as the language reads it back: the shortest decimal, pi or e.
static void number_text(char *out, size_t size, double value)
{
    if (value == (double)0x1.921fb54442d18p+1)
        text_copy(out, size, "pi");
    else if (value == (double)0x1.5bf0a8b145769p+1)
        text_copy(out, size, "e");
    else
        number_print(out, size, value);
}

// Whether a negation may be written as a sign in front of a product without parentheses. It may for
// -x*y, which is read as -(x*y); not where the leftmost factor is a number or a negation, because
// the sign would be read as that of the factor.
static bool signs_product(const struct printer *printer, const struct node *node)
{
    int left = node->a;
    if (get(printer, left)->op != OP_MUL && get(printer, left)->op != OP_DIV)
        return false;
    while (get(printer, left)->op == OP_MUL || get(printer, left)->op == OP_DIV)
        left = get(printer, left)->a;
    enum op op = get(printer, left)->op;
    return op != OP_CONSTANT && op != OP_NEG;
}

// How tightly a node binds as it is written.
static enum level level_of(const struct printer *printer, const struct node *node)
{
    if (node->op == OP_CONSTANT)
        return signbit(node->value) && !isnan(node->value) ? LEVEL_SIGN : LEVEL_PRIMARY;
    if (node->op == OP_NOT)
        return LEVEL_NOT;
    if (node->op == OP_NEG)
        return signs_product(printer, node) ? LEVEL_PRODUCT : LEVEL_SIGN;
    return infixes[node->op].sign ? infixes[node->op].level : LEVEL_PRIMARY;
}

static const char *const order_marks[ORDER_COUNT] = {"", "'", "''"};

// The functions push_… push pieces in the reverse order of the text. Parameters of a call that have
// their defaults are left out.
static void push_call(struct printer *printer, const struct node *node)
{
    const struct activation *activation = activation_at(node->activation);
    int items[ACTIVATION_PARAMETERS_MAX], n = 0;
    for (int item = node->b; item != NO_NODE; item = get(printer, item)->b)
        items[n++] = get(printer, item)->a;
    push_word(printer, ")");
    while (n-- > 0) {
        const struct activation_parameter *parameter = &activation->parameters[n];
        const struct node *item = get(printer, items[n]);
        if (item->op == OP_CONSTANT && item->value == parameter->initial)
            continue;
        push_node(printer, items[n], LEVEL_OR);
        push_word(printer, "=");
        push_word(printer, parameter->name);
        push_word(printer, ", ");
    }
    push_node(printer, node->a, LEVEL_OR);
    push_word(printer, "(");
    push_word(printer, order_marks[node->order]);
    push_word(printer, activation->id);
}

static void push_function(struct printer *printer, const struct node *node)
{
    const int operands[] = {node->a, node->b, node->c};
    push_word(printer, ")");
    for (int i = op_rows[node->op].arity - 1; i >= 0; i--) {
        push_node(printer, operands[i], LEVEL_OR);
        push_word(printer, i ? ", " : "(");
    }
    push_word(printer, op_rows[node->op].spelling);
}

static void push_prefix(struct printer *printer, const struct node *node, const char *sign,
                        enum level level)
{
    push_node(printer, node->a, level);
    push_word(printer, sign);
}

static void push_operands(struct printer *printer, const struct node *node)
{
    const struct infix *infix = &infixes[node->op];
    if (node->op == OP_CALL) {
        push_call(printer, node);
    } else if (node->op == OP_NOT) {
        push_prefix(printer, node, "not ", LEVEL_NOT);
    } else if (node->op == OP_NEG) {
        push_prefix(printer, node, "-", signs_product(printer, node) ? LEVEL_PRODUCT : LEVEL_SIGN);
    } else if (infix->sign) {
        push_node(printer, node->b, infix->after);
        push_word(printer, infix->sign);
        push_node(printer, node->a, infix->before);
    } else {
        push_function(printer, node);
    }
}

// Writes node i at a place that asks for a level, or pushes its pieces.
static void expand(struct printer *printer, int i, enum level level)
{
    const struct node *node = get(printer, i);
    bool parentheses = level_of(printer, node) < level;
    if (parentheses) {
        text_add(printer->out, "(");
        push_word(printer, ")");
    }
    if (node->op == OP_X) {
        text_add(printer->out, "x");
    } else if (node->op == OP_PARAMETER) {
        text_add(printer->out, printer->expression->names[node->a]);
    } else if (node->op == OP_CONSTANT) {
        char number[32];
        number_text(number, sizeof number, node->value);
        text_add(printer->out, number);
    } else {
        push_operands(printer, node);
    }
}

bool expression_print(const struct expression *expression, enum order order, struct text *out)
{
    struct printer printer = {.expression = expression, .out = out};
    size_t limit = out->n + EXPRESSION_TEXT_MAX;
    push_node(&printer, expression->roots[order], LEVEL_OR);
    while (printer.n > 0 && out->n <= limit) {
        struct piece piece = printer.stack[--printer.n];
        if (piece.node == NO_NODE)
            text_add(out, piece.word);
        else
            expand(&printer, piece.node, piece.level);
    }
    free(printer.stack);
    bool whole = out->n <= limit;
    if (!whole) {
        out->n = utf8_previous(out->data, limit - strlen("…"));
        text_add(out, "…");
    }
    return whole;
}

bool expression_print_definition(const struct expression *expression, struct text *out)
{
    text_add(out, expression->name);
    for (int i = 0; i < expression->parameter_count; i++) {
        char number[32];
        number_text(number, sizeof number, expression->parameters[i].initial);
        text_format(out, "%s%s=%s", i ? ", " : "(", expression->names[i], number);
    }
    text_add(out, expression->parameter_count ? ") = " : " = ");
    return expression_print(expression, ORDER_F, out);
}
