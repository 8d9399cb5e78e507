// Enclosures of a formula: its nodes as jets (enclosure/jet.h), one after the other. Where bounds
// of an operation would be poor, the same function is computed in another way: 1 + erf(u), which
// cancels for u far below 0, is erfc(-u).
#include "activation/enclosure/catalogue.h"
#include "activation/enclosure/enclosure.h"
#include "activation/enclosure/part.h"
#include "activation/expression/node.h"

typedef struct jet *jet_function(struct jets *jets, const struct jet *a);
typedef struct jet *jet_operation(struct jets *jets, const struct jet *a, const struct jet *b);

struct tree {
    const struct node *nodes;
    const double *values; // by node: the value, if it does not depend on x
    struct jets *jets;
    const struct jet *x;
    const struct jet **made; // by node: its jet
};

static const struct node *node_at(const struct tree *tree, int i)
{
    return &tree->nodes[i];
}

// Whether node i does not depend on x and has that value.
static bool is_number(const struct tree *tree, int i, double value)
{
    return !node_at(tree, i)->varies && tree->values[i] == value;
}

// u where node i is 1 + op(u) or op(u) + 1, else NO_NODE.
static int one_plus(const struct tree *tree, int i, enum op op)
{
    const struct node *n = node_at(tree, i);
    if (n->op != OP_ADD || !n->varies)
        return NO_NODE;
    int other = is_number(tree, n->a, 1) ? n->b : is_number(tree, n->b, 1) ? n->a : NO_NODE;
    return other != NO_NODE && node_at(tree, other)->op == op ? node_at(tree, other)->a : NO_NODE;
}

// u where the difference n is op(u) - 1, else NO_NODE.
static int minus_one(const struct tree *tree, const struct node *n, enum op op)
{
    return is_number(tree, n->b, 1) && node_at(tree, n->a)->op == op ? node_at(tree, n->a)->a
                                                                     : NO_NODE;
}

static struct jet *negative(const struct tree *tree, const struct jet *a)
{
    return jet_scale(tree->jets, a, -1);
}

static struct jet *sum(const struct tree *tree, int i)
{
    const struct node *n = node_at(tree, i);
    int u = one_plus(tree, i, OP_ERF);
    if (u != NO_NODE)
        return jet_erfc(tree->jets, negative(tree, tree->made[u]));
    return jet_add(tree->jets, tree->made[n->a], tree->made[n->b]);
}

static struct jet *difference(const struct tree *tree, const struct node *n)
{
    int u = minus_one(tree, n, OP_EXP);
    if (u != NO_NODE)
        return jet_expm1(tree->jets, tree->made[u]);
    if (is_number(tree, n->a, 1) && node_at(tree, n->b)->op == OP_ERF)
        return jet_erfc(tree->jets, tree->made[node_at(tree, n->b)->a]);
    return jet_subtract(tree->jets, tree->made[n->a], tree->made[n->b]);
}

// min or max (`of`). An operand `none`, which is infinite, never wins and is left out, as in
// clip(x, 0, inf).
static struct jet *extreme(const struct tree *tree, const struct node *n, jet_operation *of,
                           double none)
{
    if (is_number(tree, n->a, none))
        return jet_copy(tree->jets, tree->made[n->b]);
    if (is_number(tree, n->b, none))
        return jet_copy(tree->jets, tree->made[n->a]);
    return of(tree->jets, tree->made[n->a], tree->made[n->b]);
}

// Whether node i is a power with a constant exponent below 0, so that to multiply by it is to
// divide.
static bool is_divisor(const struct tree *tree, int i)
{
    const struct node *n = node_at(tree, i);
    return n->op == OP_POW && n->varies && !node_at(tree, n->b)->varies && tree->values[n->b] < 0;
}

// The quotient of node `top` by `divisor`, which is the jet of base^exponent. Better bounds are
// known where the base is cosh.
static struct jet *over(const struct tree *tree, int top, const struct jet *divisor, int base,
                        double exponent)
{
    struct jet *plain = jet_divide(tree->jets, tree->made[top], divisor);
    if (node_at(tree, base)->op != OP_COSH || !node_at(tree, base)->varies)
        return plain;
    const struct jet *u = tree->made[node_at(tree, base)->a];
    return jet_over_cosh(tree->jets, tree->made[top], u, exponent, plain);
}

// The product of node `top` and node `power`, for which is_divisor holds.
static struct jet *over_power(const struct tree *tree, int top, int power)
{
    const struct node *n = node_at(tree, power);
    struct jet *divisor = jet_power_wide(tree->jets, tree->made[n->a], -tree->values[n->b]);
    return over(tree, top, divisor, n->a, -tree->values[n->b]);
}

static struct jet *product(const struct tree *tree, const struct node *n)
{
    if (is_divisor(tree, n->b))
        return over_power(tree, n->a, n->b);
    if (is_divisor(tree, n->a))
        return over_power(tree, n->b, n->a);
    if (!node_at(tree, n->a)->varies && isfinite(tree->values[n->a]))
        return jet_scale(tree->jets, tree->made[n->b], tree->values[n->a]);
    if (!node_at(tree, n->b)->varies && isfinite(tree->values[n->b]))
        return jet_scale(tree->jets, tree->made[n->a], tree->values[n->b]);
    return jet_multiply(tree->jets, tree->made[n->a], tree->made[n->b]);
}

// Whether node i is op(u).
static bool is_of(const struct tree *tree, int i, enum op op, int u)
{
    return node_at(tree, i)->op == op && node_at(tree, i)->a == u;
}

// a/b. By functions with better bounds where that is possible: a/(1 + e^u) is a sigmoid(-u),
// e^u/(1 + e^u) is sigmoid(u), and sinh(u)/cosh(u) is tanh(u).
static struct jet *quotient(const struct tree *tree, const struct node *n)
{
    int u = one_plus(tree, n->b, OP_EXP);
    if (u != NO_NODE && is_of(tree, n->a, OP_EXP, u))
        return jet_sigmoid(tree->jets, tree->made[u]);
    if (node_at(tree, n->a)->op == OP_SINH && is_of(tree, n->b, OP_COSH, node_at(tree, n->a)->a))
        return jet_tanh(tree->jets, tree->made[node_at(tree, n->a)->a]);
    const struct node *divisor = node_at(tree, n->b);
    bool is_power = divisor->op == OP_POW && divisor->varies &&
                    !node_at(tree, divisor->b)->varies && tree->values[divisor->b] > 0;
    if (u == NO_NODE)
        return over(tree, n->a, tree->made[n->b], is_power ? divisor->a : n->b,
                    is_power ? tree->values[divisor->b] : 1);
    struct jet *gate = jet_sigmoid(tree->jets, negative(tree, tree->made[u]));
    return jet_multiply(tree->jets, tree->made[n->a], gate);
}

// a^b; with a constant base as e^(b log(a)).
static struct jet *power_node(const struct tree *tree, const struct node *n)
{
    double base = tree->values[n->a];
    if (!node_at(tree, n->b)->varies)
        return jet_power_wide(tree->jets, tree->made[n->a], tree->values[n->b]);
    if (!node_at(tree, n->a)->varies && base > 0 && base != 1 && isfinite(base))
        return jet_exp_wide(tree->jets,
                            jet_multiply(tree->jets, jet_level(tree->jets, tree->made[n->b]),
                                         jet_log(tree->jets, tree->made[n->a])));
    return jet_power_of(tree->jets, tree->made[n->a], tree->made[n->b]);
}

// The natural logarithm over `base`, which is 1, log(2) or log(10). log(1 + e^u) is softplus(u).
static struct jet *logarithm(const struct tree *tree, const struct node *n, double base)
{
    int u = one_plus(tree, n->a, OP_EXP);
    struct jet *log = u != NO_NODE ? jet_softplus(tree->jets, tree->made[u])
                                   : jet_log(tree->jets, tree->made[n->a]);
    return base == 1 ? log : jet_divide(tree->jets, log, jet_about(tree->jets, base));
}

// log1p(u).
static struct jet *logarithm_of_sum(const struct tree *tree, const struct node *n)
{
    const struct node *inner = node_at(tree, n->a);
    if (inner->op == OP_EXP && inner->varies)
        return jet_softplus(tree->jets, tree->made[inner->a]);
    return jet_log1p(tree->jets, tree->made[n->a]);
}

// A comparison.
static struct jet *relation(const struct tree *tree, const struct node *n)
{
    const struct jet *a = tree->made[n->a], *b = tree->made[n->b];
    switch (n->op) {
    case OP_LT:
        return jet_compare(tree->jets, JET_LESS, a, b);
    case OP_LE:
        return jet_compare(tree->jets, JET_LESS_EQUAL, a, b);
    case OP_GT:
        return jet_compare(tree->jets, JET_LESS, b, a);
    case OP_GE:
        return jet_compare(tree->jets, JET_LESS_EQUAL, b, a);
    case OP_EQ:
        return jet_compare(tree->jets, JET_EQUAL, a, b);
    default:
        return jet_not(tree->jets, jet_compare(tree->jets, JET_EQUAL, a, b));
    }
}

// The bounds of an argument, as the lanes of a variable. Bounds over a lane may be wrong at single
// points of it. Where the argument may rest at an end of its bounds on a stretch of x, that end
// must not be such a point, and is taken in by widening the lane by a double on each side.
static struct bounds argument_bounds(const struct jets *jets, const struct jet *argument)
{
    struct bounds value = jet_coefficient(argument, 0);
    for (int i = 0; i < JET_LANES; i++) {
        if (jet_moves(jets, argument, i) || jet_is_anchor(jets, i))
            continue;
        value.low[i] = nextafter(value.low[i], -HUGE_VAL);
        value.high[i] = nextafter(value.high[i], HUGE_VAL);
    }
    return value;
}

// A call of the catalogue. A derivative is that of a jet over the argument's bounds, with as many
// coefficients more as its order takes away, as far as jets have so many.
static struct jet *call(const struct tree *tree, const struct node *n)
{
    double parameters[ACTIVATION_PARAMETERS_MAX] = {0};
    struct jets *jets = tree->jets;
    const struct jet *argument = jet_level(jets, tree->made[n->a]);
    if (!call_parameters(tree->nodes, n, tree->values, parameters))
        return jet_constant(jets, (double)NAN);
    if (n->order == 0)
        return catalogue_enclose(jets, n->activation, parameters, argument);
    if (n->order >= ORDER_COUNT)
        return jet_unknown(jets);
    struct bounds value = argument_bounds(jets, argument);
    int orders = jets->orders + n->order;
    struct jets inner = *jets;
    inner.turns = NULL; // these belong to the variable x, not to the argument
    inner.orders = orders < JET_ORDERS ? orders : JET_ORDERS;
    struct jet *u = jet_variable(&inner, value.low, value.high, jets->anchored != NULL);
    struct jet *g = catalogue_enclose(&inner, n->activation, parameters, u);
    struct jet *slope = jet_derivative(&inner, g, n->order);
    jets->used = inner.used;
    jets->made = inner.made;
    return jet_compose(jets, slope, argument);
}

// Operations that jets have as well, of one operand and of two; enclose_node has the others.
static jet_function *const functions[OP_COUNT] = {
    [OP_NOT] = jet_not,        [OP_ABS] = jet_abs,      [OP_SIGN] = jet_sign,
    [OP_FLOOR] = jet_floor,    [OP_EXP] = jet_exp_wide, [OP_EXPM1] = jet_expm1,
    [OP_SQRT] = jet_sqrt,      [OP_CBRT] = jet_cbrt,    [OP_SIN] = jet_sin,
    [OP_COS] = jet_cos,        [OP_TAN] = jet_tan,      [OP_ASIN] = jet_asin,
    [OP_ACOS] = jet_acos,      [OP_ATAN] = jet_atan,    [OP_SINH] = jet_sinh_wide,
    [OP_COSH] = jet_cosh_wide, [OP_ASINH] = jet_asinh,  [OP_ACOSH] = jet_acosh,
    [OP_ATANH] = jet_atanh,    [OP_ERF] = jet_erf,      [OP_ERFC] = jet_erfc,
};
static jet_operation *const operations[OP_COUNT] = {
    [OP_AND] = jet_and,
    [OP_OR] = jet_or,
    [OP_HYPOT] = jet_hypot,
};

static struct jet *enclose_node(const struct tree *tree, int i)
{
    const struct node *n = node_at(tree, i);
    struct jets *jets = tree->jets;
    const struct jet *a = n->a < 0 ? NULL : tree->made[n->a];
    if (functions[n->op] != NULL)
        return functions[n->op](jets, a);
    if (operations[n->op] != NULL)
        return operations[n->op](jets, a, tree->made[n->b]);
    switch (n->op) {
    case OP_ADD:
        return sum(tree, i);
    case OP_SUB:
        return difference(tree, n);
    case OP_MUL:
        return product(tree, n);
    case OP_DIV:
        return quotient(tree, n);
    case OP_POW:
        return power_node(tree, n);
    case OP_NEG:
        return negative(tree, a);
    case OP_IF:
        return jet_if(jets, a, tree->made[n->b], tree->made[n->c]);
    case OP_MIN:
        return extreme(tree, n, jet_min, HUGE_VAL);
    case OP_MAX:
        return extreme(tree, n, jet_max, -HUGE_VAL);
    case OP_CEIL:
        return negative(tree, jet_floor(jets, negative(tree, a)));
    case OP_LOG:
        return logarithm(tree, n, 1);
    case OP_LOG2:
        return logarithm(tree, n, 0.69314718055994531);
    case OP_LOG10:
        return logarithm(tree, n, 2.3025850929940457);
    case OP_LOG1P:
        return logarithm_of_sum(tree, n);
    case OP_CALL:
        return call(tree, n);
    default:
        return relation(tree, n);
    }
}

// The jet of node i. Memory that was used on the way to it is given back.
static const struct jet *node_jet(const struct tree *tree, int i)
{
    const struct node *n = node_at(tree, i);
    size_t used = tree->jets->used;
    if (!n->varies)
        return jet_constant(tree->jets, tree->values[i]);
    if (n->op == OP_X)
        return tree->x;
    return jets_release(tree->jets, used, enclose_node(tree, i));
}

size_t expression_enclose_room(const struct expression *expression, int orders)
{
    size_t n = (size_t)expression->roots[ORDER_F] + 1;
    return n * jet_size(orders) + JETS_FOR_ONE * jet_size(orders + ORDER_COUNT);
}

struct jet *expression_enclose(const struct expression *expression, const double *parameters,
                               struct jets *jets, const struct jet *x)
{
    double values[EXPRESSION_NODES_MAX];
    const struct jet *all[EXPRESSION_NODES_MAX];
    bool reached[EXPRESSION_NODES_MAX];
    int root = expression->roots[ORDER_F];
    struct tree tree = {expression->nodes, values, jets, x, all};
    reach(expression->nodes, root, reached);
    node_values(expression->nodes, root, parameters, (double)NAN, values);
    for (int i = 0; i <= root; i++)
        if (reached[i] && expression->nodes[i].op != OP_LIST)
            all[i] = node_jet(&tree, i);
    return jet_copy(jets, all[root]);
}
