// Nodes: made, simplified, found again where there is an equal one, and computed at one x.
#include "activation/expression/node.h"
#include "activation/row.h"
#include "base/memory.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

const struct op_row op_rows[OP_COUNT] = {
#define OP(id, arity, spelling, value) [OP_##id] = {spelling, arity},
#include "activation/expression/op.def"
#undef OP
};

const char *op_function_name(int i)
{
    return OP_MIN + i < OP_COUNT ? op_rows[OP_MIN + i].spelling : NULL;
}

double op_value(enum op op, double a, double b, double c)
{
    (void)b, (void)c;
    switch (op) {
#define OP(id, arity, spelling, value)                                                             \
    case OP_##id:                                                                                  \
        return value;
#include "activation/expression/op.def"
#undef OP
    default:
        return (double)NAN;
    }
}

bool is_comparison(enum op op)
{
    return op >= OP_LT && op <= OP_NE;
}

bool is_boolean(enum op op)
{
    return op >= OP_LT && op <= OP_NOT;
}

// The table of nodes.

enum { TABLE_SIZE = 4 * EXPRESSION_NODES_MAX };

void builder_start(struct builder *builder)
{
    *builder = (struct builder){
        .nodes = memory_new(EXPRESSION_NODES_MAX, sizeof *builder->nodes),
        .table = memory_new(TABLE_SIZE, sizeof *builder->table),
        .right = memory_new(EXPRESSION_NODES_MAX, sizeof *builder->right),
    };
    builder->nodes[NODE_X] = (struct node){OP_X, NO_NODE, NO_NODE, NO_NODE, 0, 0, true, 0};
    builder->n = 1;
}

void builder_end(struct builder *builder)
{
    free(builder->table);
    free(builder->right);
    *builder = (struct builder){0};
}

static uint64_t bits(double value)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    return bits;
}

static bool same_node(const struct node *a, const struct node *b)
{
    return a->op == b->op && a->a == b->a && a->b == b->b && a->c == b->c &&
           a->activation == b->activation && a->order == b->order &&
           bits(a->value) == bits(b->value);
}

static size_t hash(const struct node *node)
{
    const uint64_t members[] = {
        (uint64_t)node->op,         (uint64_t)node->a,     (uint64_t)node->b, (uint64_t)node->c,
        (uint64_t)node->activation, (uint64_t)node->order, bits(node->value)};
    uint64_t h = 0;
    for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
        h = (h ^ members[i]) * 0x9E3779B97F4A7C15u;
        h ^= h >> 29;
    }
    return (size_t)h;
}

// The entry of the table that has an equal node, or the empty one where this node belongs.
static int *table_entry(const struct builder *builder, const struct node *node)
{
    size_t i = hash(node) % TABLE_SIZE;
    while (builder->table[i] && !same_node(&builder->nodes[builder->table[i] - 1], node))
        i = (i + 1) % TABLE_SIZE;
    return &builder->table[i];
}

// Whether any operand depends on x.
static bool varies(const struct builder *builder, const struct node *node)
{
    const int operands[] = {node->a, node->b, node->c};
    for (int i = 0; i < 3 && node->op != OP_PARAMETER; i++)
        if (operands[i] != NO_NODE && builder->nodes[operands[i]].varies)
            return true;
    return false;
}

// The index of an equal node, or of this one, appended.
static int intern(struct builder *builder, struct node node)
{
    int *found = table_entry(builder, &node);
    if (*found)
        return *found - 1;
    if (builder->n == EXPRESSION_NODES_MAX) {
        builder->full = true;
        return NODE_X;
    }
    node.varies = varies(builder, &node);
    builder->nodes[builder->n++] = node;
    *found = builder->n;
    return builder->n - 1;
}

// An operation on operands, with all else 0.
static struct node plain_node(enum op op, int a, int b, int c)
{
    return (struct node){.op = op, .a = a, .b = b, .c = c};
}

int make_constant(struct builder *builder, double value)
{
    struct node node = plain_node(OP_CONSTANT, NO_NODE, NO_NODE, NO_NODE);
    node.value = isnan(value) ? (double)NAN : value; // all NaN become one, to be one node
    if (builder->lenient && value == 0)
        node.value = 0; // derivatives have no -0
    return intern(builder, node);
}

int make_parameter(struct builder *builder, int index)
{
    return intern(builder, plain_node(OP_PARAMETER, index, NO_NODE, NO_NODE));
}

int make_list(struct builder *builder, int item, int rest)
{
    return intern(builder, plain_node(OP_LIST, item, rest, NO_NODE));
}

int make_call(struct builder *builder, int activation, int order, int argument, int list)
{
    struct node node = plain_node(OP_CALL, argument, list, NO_NODE);
    node.activation = (short)activation;
    node.order = (short)order;
    return intern(builder, node);
}

static int mapped(const int *map, int operand)
{
    return operand == NO_NODE ? NO_NODE : map[operand];
}

int make_copy(struct builder *builder, const struct node *node, const int *map)
{
    if (node->op == OP_X)
        return NODE_X;
    struct node copy = *node;
    if (node->op != OP_PARAMETER)
        copy.a = mapped(map, node->a);
    copy.b = mapped(map, node->b);
    copy.c = mapped(map, node->c);
    return intern(builder, copy);
}

void reach(const struct node *nodes, int root, bool *reached)
{
    memset(reached, 0, (size_t)(root + 1) * sizeof *reached);
    reached[root] = true;
    for (int i = root; i >= 0; i--) {
        const int operands[] = {nodes[i].a, nodes[i].b, nodes[i].c};
        for (int k = 0; k < 3 && reached[i] && nodes[i].op != OP_PARAMETER; k++)
            if (operands[k] != NO_NODE)
                reached[operands[k]] = true;
    }
}

// Simplification.
//
// A rule (simple_add and its like) looks at an operation and its operands. It returns a simpler
// node with the same value, or NO_NODE where it knows none. Strict rules never change a value, but
// for the sign of a zero; those behind a test of builder->lenient may, and serve derivatives only.
// Rules depend on nothing but what a formula's text shows, so that a printed formula parses to the
// same nodes.

static const struct node *at(const struct builder *builder, int node)
{
    return &builder->nodes[node];
}

static bool has_op(const struct builder *builder, int node, enum op op)
{
    return builder->nodes[node].op == op;
}

bool node_is(const struct builder *builder, int node, double value)
{
    return has_op(builder, node, OP_CONSTANT) && builder->nodes[node].value == value;
}

static int make1(struct builder *builder, enum op op, int a)
{
    return make(builder, op, a, NO_NODE, NO_NODE);
}

static int make2(struct builder *builder, enum op op, int a, int b)
{
    return make(builder, op, a, b, NO_NODE);
}

static int negative(struct builder *builder, int a)
{
    return make1(builder, OP_NEG, a);
}

// Whether a node is a constant below 0.
static bool is_negative(const struct builder *builder, int a)
{
    return has_op(builder, a, OP_CONSTANT) && at(builder, a)->value < 0;
}

// Products and quotients nest to the left, (-2*x)*y, so that the constant is the leftmost factor.
// Rules follow such a chain for at most this many operations.
enum { CHAIN_MAX = 16 };

// Whether a product has no more than CHAIN_MAX factors after the first.
static bool is_short(const struct builder *builder, int a)
{
    int n = 0;
    for (; has_op(builder, a, OP_MUL) && n <= CHAIN_MAX; n++)
        a = at(builder, a)->a;
    return n <= CHAIN_MAX;
}

// Whether the leftmost factor of a product or quotient is a constant.
static bool leads_constant(const struct builder *builder, int a)
{
    for (int n = 0; (has_op(builder, a, OP_MUL) || has_op(builder, a, OP_DIV)) && n < CHAIN_MAX;
         n++)
        a = at(builder, a)->a;
    return has_op(builder, a, OP_CONSTANT);
}

// Splits node a into a constant factor, which is returned, and *rest: -2*x*y into -2 and x*y. The
// factor is 1 or -1 where there is none; *rest is NO_NODE where the node is a constant.
static double split(struct builder *builder, int a, int *rest)
{
    double sign = 1;
    if (has_op(builder, a, OP_NEG)) {
        a = at(builder, a)->a;
        sign = -1;
    }
    int chain[CHAIN_MAX], n = 0, left = a;
    while ((has_op(builder, left, OP_MUL) || has_op(builder, left, OP_DIV)) && n < CHAIN_MAX) {
        chain[n++] = left;
        left = at(builder, left)->a;
    }
    *rest = a;
    if (!has_op(builder, left, OP_CONSTANT))
        return sign;
    double factor = sign * at(builder, left)->value;
    int product = NO_NODE;
    while (n-- > 0) {
        struct node link = *at(builder, chain[n]);
        if (product == NO_NODE && link.op == OP_DIV) // c/u: the rest is 1/u
            product = make2(builder, OP_DIV, make_constant(builder, 1), link.b);
        else
            product = product == NO_NODE ? link.b : make2(builder, link.op, product, link.b);
    }
    *rest = product;
    return factor;
}

// factor * a, with the factor multiplied into the leftmost factor of a.
static int scaled(struct builder *builder, double factor, int a)
{
    int chain[CHAIN_MAX], n = 0;
    while ((has_op(builder, a, OP_MUL) || has_op(builder, a, OP_DIV)) && n < CHAIN_MAX) {
        chain[n++] = a;
        a = at(builder, a)->a;
    }
    if (has_op(builder, a, OP_CONSTANT))
        a = make_constant(builder, factor * at(builder, a)->value);
    else
        a = make2(builder, OP_MUL, make_constant(builder, factor), a);
    while (n-- > 0) {
        struct node link = *at(builder, chain[n]);
        a = make2(builder, link.op, a, link.b);
    }
    return a;
}

// The inverse of `split`: factor * rest, where `rest` may be NO_NODE.
static int product_of(struct builder *builder, double factor, int rest)
{
    if (rest == NO_NODE)
        return make_constant(builder, factor);
    return factor == 1    ? rest
           : factor == -1 ? negative(builder, rest)
                          : scaled(builder, factor, rest);
}

// (u + c) + d = u + (c + d) for whole constants c and d, as of the exponent b - 1 - 1. `a` is the
// sum u + c or u - c, `b` is d, and `sign` is -1 where d is subtracted. NO_NODE for anything else.
static int joined_constants(struct builder *builder, int a, int b, double sign)
{
    struct node sum = *at(builder, a);
    if ((sum.op != OP_ADD && sum.op != OP_SUB) || !has_op(builder, b, OP_CONSTANT) ||
        !has_op(builder, sum.b, OP_CONSTANT))
        return NO_NODE;
    double c = at(builder, sum.b)->value, d = sign * at(builder, b)->value;
    double both = (sum.op == OP_ADD ? c : -c) + d;
    if (c != rint(c) || d != rint(d) || !(fabs(both) < 0x1p50))
        return NO_NODE;
    return make2(builder, OP_ADD, sum.a, make_constant(builder, both));
}

// c t + d t = (c + d) t with constants c and d; also where one of the two is a term of a sum, as in
// 2x + (3x + y). NO_NODE for anything else.
static int like_terms(struct builder *builder, int a, int b)
{
    int t, u;
    double c = split(builder, a, &t), d = split(builder, b, &u);
    if (t == u && t != NO_NODE)
        return product_of(builder, c + d, t);
    if (has_op(builder, b, OP_ADD)) {
        struct node sum = *at(builder, b);
        split(builder, sum.a, &u);
        if (t == u)
            return make2(builder, OP_ADD, make2(builder, OP_ADD, a, sum.a), sum.b);
    }
    if (has_op(builder, a, OP_ADD)) {
        struct node sum = *at(builder, a);
        split(builder, sum.b, &t);
        split(builder, b, &u);
        if (t == u)
            return make2(builder, OP_ADD, sum.a, make2(builder, OP_ADD, sum.b, b));
    }
    return NO_NODE;
}

static int simple_add(struct builder *builder, int a, int b)
{
    if (node_is(builder, a, 0))
        return b;
    if (node_is(builder, b, 0))
        return a;
    if (has_op(builder, b, OP_NEG))
        return make2(builder, OP_SUB, a, at(builder, b)->a);
    if (is_negative(builder, b))
        return make2(builder, OP_SUB, a, make_constant(builder, -at(builder, b)->value));
    if (!builder->lenient)
        return NO_NODE;
    if (has_op(builder, a, OP_NEG))
        return make2(builder, OP_SUB, b, at(builder, a)->a);
    int better = joined_constants(builder, a, b, 1), rest;
    if (better == NO_NODE)
        better = like_terms(builder, a, b);
    if (better != NO_NODE)
        return better;
    double factor = split(builder, b, &rest);
    if (factor < 0 && rest != NO_NODE)
        return make2(builder, OP_SUB, a, product_of(builder, -factor, rest));
    return NO_NODE;
}

static int simple_sub(struct builder *builder, int a, int b)
{
    if (node_is(builder, b, 0))
        return a;
    if (node_is(builder, a, 0))
        return negative(builder, b);
    if (has_op(builder, b, OP_NEG))
        return make2(builder, OP_ADD, a, at(builder, b)->a);
    if (is_negative(builder, b))
        return make2(builder, OP_ADD, a, make_constant(builder, -at(builder, b)->value));
    if (!builder->lenient)
        return NO_NODE;
    if (has_op(builder, a, OP_NEG))
        return negative(builder, make2(builder, OP_ADD, at(builder, a)->a, b));
    int t, u;
    double c = split(builder, a, &t), d = split(builder, b, &u);
    if (t == u && t != NO_NODE)
        return product_of(builder, c - d, t);
    if (d < 0 && u != NO_NODE)
        return make2(builder, OP_ADD, a, product_of(builder, -d, u));
    return joined_constants(builder, a, b, -1);
}

// n and *base = t for a power t^n with a whole constant n from 1 to POWER_MAX; any other node is
// its own first power.
static int exponent(const struct builder *builder, int a, int *base)
{
    const struct node *node = at(builder, a);
    *base = a;
    if (node->op != OP_POW || !has_op(builder, node->b, OP_CONSTANT))
        return 1;
    double n = at(builder, node->b)->value;
    if (!is_power(n) || n <= 0)
        return 1;
    *base = node->a;
    return (int)n;
}

// Rules for a*b in derivatives: 0*g is 0; constants move to the left; (a*u)*v for a*(u*v); powers
// of one base are joined; a*(1/u) is a/u.
static int simple_product(struct builder *builder, int a, int b)
{
    if (node_is(builder, a, 0) || node_is(builder, b, 0))
        return make_constant(builder, 0);
    int rest, base, other;
    double factor = split(builder, b, &rest);
    if (factor != 1 && rest != NO_NODE)
        return make2(builder, OP_MUL, product_of(builder, factor, a), rest);
    if (has_op(builder, a, OP_CONSTANT) &&
        (has_op(builder, b, OP_MUL) || has_op(builder, b, OP_DIV)))
        return scaled(builder, at(builder, a)->value, b);
    if (has_op(builder, b, OP_MUL) && is_short(builder, b)) {
        struct node product = *at(builder, b);
        return make2(builder, OP_MUL, make2(builder, OP_MUL, a, product.a), product.b);
    }
    int m = exponent(builder, a, &base), n = exponent(builder, b, &other);
    if (base == other && m + n <= POWER_MAX)
        return make2(builder, OP_POW, base, make_constant(builder, m + n));
    if (has_op(builder, a, OP_MUL)) {
        struct node product = *at(builder, a);
        m = exponent(builder, product.b, &base);
        if (base == other && m + n <= POWER_MAX)
            return make2(builder, OP_MUL, product.a, make2(builder, OP_MUL, product.b, b));
    }
    if (has_op(builder, b, OP_DIV) && node_is(builder, at(builder, b)->a, 1))
        return make2(builder, OP_DIV, a, at(builder, b)->b);
    return NO_NODE;
}

static int simple_mul(struct builder *builder, int a, int b)
{
    if (node_is(builder, a, 1))
        return b;
    if (node_is(builder, b, 1))
        return a;
    if (node_is(builder, a, -1))
        return negative(builder, b);
    if (has_op(builder, b, OP_CONSTANT))
        return make2(builder, OP_MUL, b, a);
    if (has_op(builder, a, OP_NEG))
        return negative(builder, make2(builder, OP_MUL, at(builder, a)->a, b));
    if (has_op(builder, b, OP_NEG))
        return has_op(builder, a, OP_CONSTANT)
                   ? make2(builder, OP_MUL, negative(builder, a), at(builder, b)->a)
                   : negative(builder, make2(builder, OP_MUL, a, at(builder, b)->a));
    return builder->lenient ? simple_product(builder, a, b) : NO_NODE;
}

// (c t)/(d u) = (c/d) t/u where c/d is exact.
static int simple_quotient(struct builder *builder, int a, int b)
{
    if (node_is(builder, a, 0))
        return a;
    int t, u;
    double c = split(builder, a, &t), d = split(builder, b, &u), factor = c / d;
    if (d == 1 || !isfinite(factor) || factor * d != c)
        return NO_NODE;
    int numerator = product_of(builder, factor, t);
    return u == NO_NODE ? numerator : make2(builder, OP_DIV, numerator, u);
}

static int simple_div(struct builder *builder, int a, int b)
{
    if (node_is(builder, b, 1))
        return a;
    if (has_op(builder, a, OP_NEG))
        return negative(builder, make2(builder, OP_DIV, at(builder, a)->a, b));
    if (has_op(builder, b, OP_NEG))
        return negative(builder, make2(builder, OP_DIV, a, at(builder, b)->a));
    return builder->lenient ? simple_quotient(builder, a, b) : NO_NODE;
}

static int simple_pow(struct builder *builder, int a, int b)
{
    if (node_is(builder, b, 0))
        return make_constant(builder, 1);
    if (node_is(builder, b, 1))
        return a;
    if (node_is(builder, a, (double)0x1.5bf0a8b145769p+1)) // the double next to e means e itself
        return make1(builder, OP_EXP, b);
    return NO_NODE;
}

static int simple_neg(struct builder *builder, int a)
{
    if (has_op(builder, a, OP_NEG))
        return at(builder, a)->a;
    if (has_op(builder, a, OP_MUL) && has_op(builder, at(builder, a)->a, OP_CONSTANT)) {
        struct node product = *at(builder, a);
        double factor = -at(builder, product.a)->value;
        return make2(builder, OP_MUL, make_constant(builder, factor), product.b);
    }
    if (!builder->lenient)
        return NO_NODE;
    if (has_op(builder, a, OP_SUB))
        return make2(builder, OP_SUB, at(builder, a)->b, at(builder, a)->a);
    return leads_constant(builder, a) ? scaled(builder, -1, a) : NO_NODE;
}

// Turns a comparison around so that a constant is on its right: 0 < x is x > 0.
static int simple_comparison(struct builder *builder, enum op op, int a, int b)
{
    static const enum op mirrored[OP_COUNT] = {
        [OP_LT] = OP_GT, [OP_LE] = OP_GE, [OP_GT] = OP_LT,
        [OP_GE] = OP_LE, [OP_EQ] = OP_EQ, [OP_NE] = OP_NE,
    };
    if (has_op(builder, a, OP_CONSTANT))
        return make2(builder, mirrored[op], b, a);
    return NO_NODE;
}

// `and` (decides is false) or `or` (decides is true) with a constant: the constant either decides
// alone, or the value is the truth of the other side. Also a and a, if a is 1 or 0.
static int simple_logic(struct builder *builder, int a, int b, bool decides)
{
    for (int side = 0; side < 2; side++, a ^= b, b ^= a, a ^= b) {
        if (!has_op(builder, a, OP_CONSTANT))
            continue;
        bool value = at(builder, a)->value != 0;
        if (value == decides)
            return make_constant(builder, decides);
        if (is_boolean(at(builder, b)->op))
            return b;
    }
    return a == b && is_boolean(at(builder, a)->op) ? a : NO_NODE;
}

// In derivatives if(p > q, A, if(p < q, B, A)) is if(p < q, B, A). Derivatives of abs, max and min
// have this form (derive_either in derive.c).
static int simple_if(struct builder *builder, int condition, int a, int b)
{
    if (has_op(builder, condition, OP_CONSTANT))
        return at(builder, condition)->value != 0 ? a : b;
    if (!builder->lenient)
        return NO_NODE;
    if (a == b)
        return a;
    if (!has_op(builder, b, OP_IF) || at(builder, b)->c != a)
        return NO_NODE;
    const struct node *outer = at(builder, condition), *inner = at(builder, at(builder, b)->a);
    bool opposite =
        (outer->op == OP_GT && inner->op == OP_LT) || (outer->op == OP_LT && inner->op == OP_GT);
    return opposite && outer->a == inner->a && outer->b == inner->b ? b : NO_NODE;
}

// The rule of any operation.
static int simple(struct builder *builder, enum op op, int a, int b, int c)
{
    switch (op) {
    case OP_ADD:
        return simple_add(builder, a, b);
    case OP_SUB:
        return simple_sub(builder, a, b);
    case OP_MUL:
        return simple_mul(builder, a, b);
    case OP_DIV:
        return simple_div(builder, a, b);
    case OP_POW:
        return simple_pow(builder, a, b);
    case OP_NEG:
        return simple_neg(builder, a);
    case OP_AND:
        return simple_logic(builder, a, b, false);
    case OP_OR:
        return simple_logic(builder, a, b, true);
    case OP_IF:
        return simple_if(builder, a, b, c);
    case OP_MIN:
    case OP_MAX:
        return a == b ? a : NO_NODE;
    default:
        return is_comparison(op) ? simple_comparison(builder, op, a, b) : NO_NODE;
    }
}

// Whether an operand is a constant, or is not there.
static bool foldable(const struct builder *builder, int operand)
{
    return operand == NO_NODE || has_op(builder, operand, OP_CONSTANT);
}

static double constant_of(const struct builder *builder, int operand)
{
    return operand == NO_NODE ? 0 : at(builder, operand)->value;
}

int make(struct builder *builder, enum op op, int a, int b, int c)
{
    if (builder->full)
        return NODE_X;
    if (foldable(builder, a) && foldable(builder, b) && foldable(builder, c))
        return make_constant(builder, op_value(op, constant_of(builder, a), constant_of(builder, b),
                                               constant_of(builder, c)));
    int node = simple(builder, op, a, b, c);
    if (node != NO_NODE)
        return node;
    if (op == OP_ADD || op == OP_MUL) { // b + a may be there already
        struct node swapped = plain_node(op, b, a, NO_NODE);
        int found = *table_entry(builder, &swapped);
        if (found)
            return found - 1;
    }
    return intern(builder, plain_node(op, a, b, c));
}

// Values at one x.

bool call_parameters(const struct node *nodes, const struct node *call, const double *values,
                     double parameters[ACTIVATION_PARAMETERS_MAX])
{
    const struct activation *activation = activation_at(call->activation);
    int n = 0;
    for (int item = call->b; item != NO_NODE; item = nodes[item].b, n++) {
        parameters[n] = values[nodes[item].a];
        if (!activation_parameter_valid(&activation->parameters[n], parameters[n]))
            return false;
    }
    return true;
}

void find_breaks_at(const struct activation *activation, const double *parameters, const double *x,
                    size_t n, double *at)
{
    struct activation_break breaks[ACTIVATION_BREAKS_MAX];
    int count = row_breaks(activation, parameters, breaks);
    memset(at, 0, n * sizeof *at);
    for (int k = 0; k < count; k++)
        for (size_t i = 0; i < n; i++)
            at[i] = x[i] == breaks[k].x ? 1 : at[i];
}

static double call_value(const struct node *nodes, const struct node *call, const double *values)
{
    double parameters[ACTIVATION_PARAMETERS_MAX] = {0};
    if (!call_parameters(nodes, call, values, parameters))
        return (double)NAN;
    const struct activation *activation = activation_at(call->activation);
    double tie;
    if (call->order < ORDER_TIE)
        return row_value(activation, parameters, (enum order)call->order, values[call->a]);
    find_breaks_at(activation, parameters, &values[call->a], 1, &tie);
    return tie;
}

static double operand_value(const double *values, int operand)
{
    return operand == NO_NODE ? 0 : values[operand];
}

double node_value(const struct node *nodes, int i, const double *parameters, double x,
                  const double *values)
{
    const struct node *node = &nodes[i];
    switch (node->op) {
    case OP_X:
        return x;
    case OP_CONSTANT:
        return node->value;
    case OP_PARAMETER:
        return parameters[node->a];
    case OP_CALL:
        return call_value(nodes, node, values);
    case OP_LIST:
        return 0;
    default:
        return op_value(node->op, operand_value(values, node->a), operand_value(values, node->b),
                        operand_value(values, node->c));
    }
}

void node_values(const struct node *nodes, int last, const double *parameters, double x,
                 double *values)
{
    for (int i = 0; i <= last; i++)
        values[i] = node_value(nodes, i, parameters, x, values);
}
