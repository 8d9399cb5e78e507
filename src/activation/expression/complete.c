// From the nodes of f to a complete formula: its derivatives, sliders, forms and programs.
#include "activation/expression/node.h"
#include "base/language.h"
#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

// Whether a node of f may be NaN or infinite where its derivative has a finite value, as log(x) is
// below 0 and 1/x is not.
static bool has_domain(const struct node *nodes, const struct node *node)
{
    switch (node->op) {
    case OP_CONSTANT:
        return !isfinite(node->value);
    case OP_LOG:
    case OP_LOG2:
    case OP_LOG10:
    case OP_LOG1P:
    case OP_SQRT:
    case OP_ASIN:
    case OP_ACOS:
    case OP_ACOSH:
    case OP_ATANH:
        return true;
    case OP_DIV:
        return nodes[node->b].op != OP_CONSTANT || nodes[node->b].value == 0;
    case OP_POW:
        return nodes[node->b].op != OP_CONSTANT || !is_power(nodes[node->b].value) ||
               nodes[node->b].value < 0;
    default:
        return false;
    }
}

// Whether a node may overflow and make f NaN while a derivative, which is constant, stays finite: f
// = exp(x)*exp(-x) has the derivative 0 everywhere.
static bool is_lost(const struct expression *expression, const struct node *node)
{
    const struct node *nodes = expression->nodes;
    bool constant =
        !nodes[expression->roots[ORDER_DF]].varies || !nodes[expression->roots[ORDER_D2F]].varies;
    return constant && (node->op == OP_EXP || node->op == OP_EXPM1 || node->op == OP_SINH ||
                        node->op == OP_COSH);
}

// Whether f may be NaN or infinite where its derivatives as formulas are not. Then the programs
// make derivatives NaN where f is not finite (`domain` of program_compile).
static bool partial(const struct expression *expression)
{
    int root = expression->roots[ORDER_F];
    bool *reached = memory_new((size_t)root + 1, sizeof *reached), partial = false;
    reach(expression->nodes, root, reached);
    for (int i = 0; i <= root; i++) {
        const struct node *node = &expression->nodes[i];
        partial = partial || (reached[i] &&
                              (has_domain(expression->nodes, node) || is_lost(expression, node)));
    }
    free(reached);
    return partial;
}

// Marks the parameters that node i is made of.
static void mark_parameters(const struct node *nodes, int i, bool marks[ACTIVATION_PARAMETERS_MAX])
{
    bool *reached = memory_new((size_t)i + 1, sizeof *reached);
    reach(nodes, i, reached);
    for (int k = 0; k <= i; k++)
        if (reached[k] && nodes[k].op == OP_PARAMETER)
            marks[nodes[k].a] = true;
    free(reached);
}

// Narrows the sliders of parameters that are exponents or divisors. Such a slider stays on the
// default's side of 0, because across 0 it would go through a pole. An exponent goes to twice its
// default, as powers grow fast.
static void narrow_sliders(struct expression *expression)
{
    const struct node *nodes = expression->nodes;
    bool exponents[ACTIVATION_PARAMETERS_MAX] = {0}, divisors[ACTIVATION_PARAMETERS_MAX] = {0};
    for (int i = 0; i <= expression->roots[ORDER_F]; i++) {
        if (nodes[i].op == OP_POW)
            mark_parameters(nodes, nodes[i].b, exponents);
        if (nodes[i].op == OP_DIV && !nodes[nodes[i].b].varies)
            mark_parameters(nodes, nodes[i].b, divisors);
    }
    for (int k = 0; k < expression->parameter_count; k++) {
        struct activation_parameter *p = &expression->parameters[k];
        double near = divisors[k] ? p->initial / 5 : 0;
        if (p->initial == 0 || (!exponents[k] && !divisors[k]))
            continue;
        double far = exponents[k] ? 2 * p->initial : p->initial > 0 ? p->high : p->low;
        p->low = fmin(near, far);
        p->high = fmax(near, far);
    }
}

// Compiles a program for each set of orders but the empty one.
static void compile(struct expression *expression)
{
    int domain = partial(expression) ? expression->roots[ORDER_F] : NO_NODE;
    for (int set = 1; set < PROGRAMS; set++) {
        int roots[ORDER_COUNT];
        for (int order = 0; order < ORDER_COUNT; order++)
            roots[order] = set >> order & 1 ? expression->roots[order] : NO_NODE;
        expression->programs[set] = program_compile(expression->nodes, roots, domain);
    }
}

// Whether the definition of a function is not there yet and needed. sigmoid and tanh have series of
// their own, which do not overflow.
static bool wants_form(const struct expression *expression, const struct activation *activation)
{
    for (int i = 0; i < expression->form_count; i++)
        if (expression->forms[i].activation == activation)
            return false;
    return strcmp(activation->id, "tanh") != 0 && strcmp(activation->id, "sigmoid") != 0;
}

// Adds a function's definition, unless it has none or there are FORMS_MAX.
static void add_form(struct expression *expression, const struct activation *activation)
{
    const char *text = activation->typed[ORDER_F];
    struct expression *form = text != NULL ? expression_parse(text, NULL) : NULL;
    if (form == NULL || expression->form_count == FORMS_MAX) {
        expression_destroy(form);
        return;
    }
    expression->forms[expression->form_count++] = (struct call_form){activation, form};
}

// Adds the definitions of all functions of the catalogue that f calls.
static void find_forms(struct expression *expression)
{
    const struct node *nodes = expression->nodes;
    for (int i = 0; i <= expression->roots[ORDER_F]; i++)
        if (nodes[i].op == OP_CALL && wants_form(expression, activation_at(nodes[i].activation)))
            add_form(expression, activation_at(nodes[i].activation));
}

bool expression_complete(struct expression *expression, struct builder *builder, int root,
                         struct fault *fault)
{
    int *derivatives = memory_new(EXPRESSION_NODES_MAX, sizeof *derivatives);
    for (int i = 0; i < EXPRESSION_NODES_MAX; i++)
        derivatives[i] = NO_NODE;
    builder->lenient = true;
    expression->roots[ORDER_F] = root;
    for (int order = 1; order < ORDER_COUNT && !builder->full; order++)
        expression->roots[order] = derive(builder, expression->roots[order - 1], derivatives);
    expression->n = builder->n;
    bool full = builder->full;
    // A formula that is constant between jumps has slopes of 0, at its jumps, too: no ties.
    bool steps = full || node_is(builder, expression->roots[ORDER_DF], 0);
    int ties = steps ? NO_NODE : find_ties(builder, root, derivatives);
    free(derivatives);
    expression->nodes =
        memory_must(realloc(builder->nodes, (size_t)builder->n * sizeof *builder->nodes));
    builder_end(builder);
    if (full)
        return fault_set(fault, FAULT_LIMIT,
                         _("the formula is too long: it and its two derivatives have more than %d "
                           "operations"),
                         EXPRESSION_NODES_MAX);
    narrow_sliders(expression);
    find_weak_points(expression);
    find_forms(expression);
    compile(expression);
    if (ties != NO_NODE && !ties_are_needless(expression, ties))
        expression->ties =
            program_compile(expression->nodes, (const int[]){ties, NO_NODE, NO_NODE}, NO_NODE);
    return true;
}

struct expression *expression_derive(const struct expression *expression, enum order order,
                                     struct fault *fault)
{
    struct builder builder;
    builder_start(&builder);
    int root = expression->roots[order];
    bool *reached = memory_new((size_t)root + 1, sizeof *reached);
    int *map = memory_new((size_t)root + 1, sizeof *map);
    reach(expression->nodes, root, reached);
    for (int i = 0; i <= root; i++)
        if (reached[i])
            map[i] = make_copy(&builder, &expression->nodes[i], map);
    struct expression *derived = expression_create();
    for (int i = 0; i < expression->parameter_count; i++)
        expression_add_parameter(derived, expression->names[i], strlen(expression->names[i]),
                                 expression->parameters[i].initial);
    int copy = map[root];
    free(reached);
    free(map);
    if (expression_complete(derived, &builder, copy, fault))
        return derived;
    expression_destroy(derived);
    return NULL;
}
