// Formulas as objects: created, compared and destroyed.
#include "activation/expression/node.h"
#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

struct expression *expression_create(void)
{
    struct expression *expression = memory_new(1, sizeof *expression);
    expression->memos = memos_create();
    return expression;
}

static void forget_forms(struct expression *expression)
{
    for (int i = 0; i < expression->form_count; i++)
        expression_destroy(expression->forms[i].form);
}

void expression_destroy(struct expression *expression)
{
    if (!expression)
        return;
    for (int i = 0; i < PROGRAMS; i++)
        program_destroy(expression->programs[i]);
    program_destroy(expression->ties);
    forget_forms(expression);
    free(expression->nodes);
    memos_destroy(expression->memos);
    free(expression);
}

const char *expression_name(const struct expression *expression)
{
    return expression->name;
}

int expression_operations(const struct expression *expression)
{
    return expression->n;
}

const struct activation_parameter *expression_parameters(const struct expression *expression,
                                                         int *count)
{
    *count = expression->parameter_count;
    return expression->parameters;
}

void expression_defaults(const struct expression *expression,
                         double parameters[ACTIVATION_PARAMETERS_MAX])
{
    for (int i = 0; i < ACTIVATION_PARAMETERS_MAX; i++)
        parameters[i] = expression->parameters[i].initial;
}

bool expression_add_parameter(struct expression *expression, const char *name, size_t length,
                              double initial)
{
    int i = expression->parameter_count;
    if (i == ACTIVATION_PARAMETERS_MAX || length >= EXPRESSION_NAME_SIZE)
        return false;
    memcpy(expression->names[i], name, length);
    expression->parameter_count++;
    expression_set_default(expression, i, initial);
    return true;
}

void expression_set_default(struct expression *expression, int index, double initial)
{
    double far = initial == 0 ? 5 : fmin(5 * fabs(initial), 1e300); // finite for every default
    expression->parameters[index] = (struct activation_parameter){
        .name = expression->names[index],
        .symbol = expression->names[index],
        .initial = initial,
        .low = -far,
        .high = far,
    };
}

// Two formulas are compared from the roots down: their roots must be the same operation, and then
// their operands, in pairs. pairs[i] is the node of b that node i of a must equal.

static bool same_parameter(const struct expression *a, int i, const struct expression *b, int k)
{
    return strcmp(a->names[i], b->names[k]) == 0;
}

static bool same_constant(double a, double b)
{
    return isnan(a) || isnan(b) ? isnan(a) && isnan(b) : a == b && !signbit(a) == !signbit(b);
}

static bool same_operation(const struct expression *a, const struct node *p,
                           const struct expression *b, const struct node *q)
{
    return p->op == q->op && p->activation == q->activation && p->order == q->order &&
           same_constant(p->value, q->value) &&
           (p->op != OP_PARAMETER || same_parameter(a, p->a, b, q->a));
}

// Notes that node p of a must equal node q of b. False where p must equal another node already.
static bool pair(int *pairs, int p, int q)
{
    if (p == NO_NODE || q == NO_NODE)
        return p == q;
    bool agree = pairs[p] == NO_NODE || pairs[p] == q;
    pairs[p] = q;
    return agree;
}

bool expression_equal(const struct expression *a, const struct expression *b)
{
    int root = a->roots[ORDER_F];
    int *pairs = memory_new((size_t)root + 1, sizeof *pairs);
    for (int i = 0; i <= root; i++)
        pairs[i] = NO_NODE;
    bool equal = pair(pairs, root, b->roots[ORDER_F]);
    for (int i = root; i >= 0 && equal; i--) {
        if (pairs[i] == NO_NODE)
            continue;
        const struct node *p = &a->nodes[i], *q = &b->nodes[pairs[i]];
        equal = same_operation(a, p, b, q);
        if (equal && p->op != OP_PARAMETER)
            equal = pair(pairs, p->a, q->a) && pair(pairs, p->b, q->b) && pair(pairs, p->c, q->c);
    }
    free(pairs);
    return equal;
}
