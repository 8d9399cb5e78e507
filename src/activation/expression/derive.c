// Symbolic differentiation by x.
//
// The derivative of a node is made from those of its operands, which come before it in the array:
// one loop, no recursion. Simplification happens as nodes are made (node.c).
//
// At a kink the derivative is the one from the right. So the derivative of if(c, a, b) chooses by
// another condition than c: where both branches agree, so that f has a kink and no jump, by what c
// is just to the right of x (right_of). if(x > 0, x, 0)' is if(x >= 0, 1, 0), which is 1 at 0.
#include "activation/expression/node.h"

#include <stdlib.h>
#include <string.h>

struct deriver {
    struct builder *builder;
    int *derivatives;  // by node, NO_NODE where it is not known yet
    derive_rule *rule; // asked first (derive_by), unless NULL
};

static struct node node_at(const struct deriver *d, int i)
{
    return d->builder->nodes[i];
}

static int num(struct deriver *d, double value)
{
    return make_constant(d->builder, value);
}

static int op1(struct deriver *d, enum op op, int a)
{
    return make(d->builder, op, a, NO_NODE, NO_NODE);
}

static int op2(struct deriver *d, enum op op, int a, int b)
{
    return make(d->builder, op, a, b, NO_NODE);
}

static int add(struct deriver *d, int a, int b)
{
    return op2(d, OP_ADD, a, b);
}

static int sub(struct deriver *d, int a, int b)
{
    return op2(d, OP_SUB, a, b);
}

static int mul(struct deriver *d, int a, int b)
{
    return op2(d, OP_MUL, a, b);
}

static int quotient(struct deriver *d, int a, int b)
{
    return op2(d, OP_DIV, a, b);
}

static int neg(struct deriver *d, int a)
{
    return op1(d, OP_NEG, a);
}

static int square(struct deriver *d, int a)
{
    return op2(d, OP_POW, a, num(d, 2));
}

static int select_if(struct deriver *d, int condition, int a, int b)
{
    return make(d->builder, OP_IF, condition, a, b);
}

// Marks a condition, or an `if`, as one that chooses the branch on the right where the sides of its
// comparison are equal. Returns it.
static int right(struct deriver *d, int node)
{
    d->builder->right[node] = true;
    return node;
}

// The derivative of node i, which is known already.
static int slope(const struct deriver *d, int i)
{
    return d->derivatives[i];
}

// A comparison as it is just to the right of x: where its sides p and q are equal at x, they
// compare there as their slopes do.
static int comparison_right_of(struct deriver *d, struct node c)
{
    int tie = op2(d, c.op, slope(d, c.a), slope(d, c.b));
    bool equal = c.op == OP_EQ, different = c.op == OP_NE;
    if (equal || different)
        return op2(d, equal ? OP_AND : OP_OR, op2(d, c.op, c.a, c.b), tie);
    bool less = c.op == OP_LT || c.op == OP_LE;
    enum op open = less ? OP_LT : OP_GT, closed = less ? OP_LE : OP_GE;
    if (d->builder->nodes[tie].op == OP_CONSTANT)
        return op2(d, node_is(d->builder, tie, 0) ? open : closed, c.a, c.b);
    int at_tie = op2(d, OP_AND, op2(d, OP_EQ, c.a, c.b), tie);
    return op2(d, OP_OR, op2(d, open, c.a, c.b), at_tie);
}

// The condition as it is just to the right of x. The recursion is as deep as conditions are nested
// in the text.
static int right_of(struct deriver *d, int condition)
{
    if (d->builder->full || d->builder->right[condition])
        return condition;
    struct node c = node_at(d, condition);
    if (is_comparison(c.op))
        return right(d, comparison_right_of(d, c));
    if (c.op == OP_NOT)
        return right(d, op1(d, OP_NOT, right_of(d, c.a)));
    if (c.op == OP_AND || c.op == OP_OR)
        return right(d, op2(d, c.op, right_of(d, c.a), right_of(d, c.b)));
    if (c.op == OP_IF)
        return right(d, select_if(d, c.a, right_of(d, c.b), right_of(d, c.c)));
    return condition;
}

// Whether the branches a and b have the same value at the x where both sides of the condition are
// equal: 1 or 0. -1 where that depends on parameters, or the condition is not a comparison of x
// with a constant.
static int agree_at_tie(struct deriver *d, int condition, int a, int b)
{
    struct node c = node_at(d, condition);
    if (!is_comparison(c.op) || c.a != NODE_X || node_at(d, c.b).op != OP_CONSTANT)
        return -1;
    int last = a > b ? a : b;
    bool *reached = memory_new((size_t)last + 1, sizeof *reached), plain = true;
    for (int k = 0; k < 2; k++) {
        int root = k ? b : a;
        reach(d->builder->nodes, root, reached);
        for (int i = 0; i <= root; i++)
            plain = plain && !(reached[i] && node_at(d, i).op == OP_PARAMETER);
    }
    double *values = memory_new((size_t)last + 1, sizeof *values);
    const double none[ACTIVATION_PARAMETERS_MAX] = {0};
    node_values(d->builder->nodes, last, none, node_at(d, c.b).value, values);
    int agree = plain ? values[a] == values[b] : -1;
    free(values);
    free(reached);
    return agree;
}

// The condition by which the derivative of if(condition, a, b) chooses. Where a and b have the same
// value it is that to the right of x; where f jumps, the condition itself, as the point belongs to
// that branch.
static int condition_of_slopes(struct deriver *d, int condition, int a, int b)
{
    int beside = right_of(d, condition);
    if (beside == condition)
        return condition;
    int agree = agree_at_tie(d, condition, a, b);
    if (agree == 0)
        return right(d, condition);
    if (agree > 0 || d->rule != NULL) // a formula to be read is not burdened with a == b
        return beside;
    return right(d, select_if(d, op2(d, OP_EQ, a, b), beside, condition));
}

// Whether a condition is p == q or p != q and changes at single points, because p or q is not
// constant.
static bool is_isolated(const struct deriver *d, int condition)
{
    struct node c = node_at(d, condition);
    if (d->rule != NULL || (c.op != OP_EQ && c.op != OP_NE))
        return false;
    return !node_is(d->builder, slope(d, c.a), 0) || !node_is(d->builder, slope(d, c.b), 0);
}

// The derivative of if(condition, a, b). A branch that holds at single points only has the slope
// NaN, for which eval.c takes the slope from the power series of f.
static int derive_if(struct deriver *d, int condition, int a, int b, int da, int db)
{
    if (da == db)
        return da;
    if (is_isolated(d, condition)) {
        bool equal = node_at(d, condition).op == OP_EQ;
        int none = num(d, (double)NAN);
        return select_if(d, condition, equal ? none : da, equal ? db : none);
    }
    return select_if(d, condition_of_slopes(d, condition, a, b), da, db);
}

// The derivative of |u|, max or min: dp where p > q (`first` is OP_GT) or p < q (OP_LT), dq in the
// opposite case, and `tie` where p equals q. The conditions need no right_of.
static int derive_either(struct deriver *d, enum op first, int p, int q, int dp, int dq, int tie)
{
    enum op second = first == OP_GT ? OP_LT : OP_GT;
    int rest = select_if(d, op2(d, second, p, q), dq, tie);
    return right(d, select_if(d, op2(d, first, p, q), dp, right(d, rest)));
}

static int derive_abs(struct deriver *d, int u, int du)
{
    return derive_either(d, OP_GT, u, num(d, 0), du, neg(d, du), op1(d, OP_ABS, du));
}

// u where a product is (1 - u)(1 + u), else NO_NODE.
static int square_less_1(const struct deriver *d, struct node product)
{
    struct node less = node_at(d, product.a), more = node_at(d, product.b);
    bool is = less.op == OP_SUB && more.op == OP_ADD && node_is(d->builder, less.a, 1) &&
              node_is(d->builder, more.a, 1) && less.b == more.b;
    return is ? less.b : NO_NODE;
}

// The product rule. A condition as a factor, (x > 0)*g, is if(x > 0, g, 0).
static int derive_product(struct deriver *d, struct node n)
{
    for (int side = 0; side < 2; side++) {
        int a = side ? n.b : n.a, g = side ? n.a : n.b;
        enum op op = node_at(d, a).op;
        if (is_boolean(op))
            return derive_if(d, a, g, num(d, 0), slope(d, g), num(d, 0));
    }
    int u = square_less_1(d, n);
    if (u != NO_NODE && d->rule == NULL) // the product rule would give two terms that cancel
        return mul(d, mul(d, num(d, -2), u), slope(d, u));
    return add(d, mul(d, slope(d, n.a), n.b), mul(d, n.a, slope(d, n.b)));
}

// The logarithmic derivative b'/b has a value where b and b' overflow: for b = exp(v) it is v', for
// b = 1 + exp(v) it is v' sigmoid(v).

static int sigmoid_of(struct deriver *d, int u)
{
    static const char id[] = "sigmoid";
    return make_call(d->builder, activation_find(id), ORDER_F, u, NO_NODE);
}

// v where b is 1 + exp(v) or exp(v) + 1, else NO_NODE.
static int exponent_beside_1(const struct deriver *d, int b)
{
    struct node sum = node_at(d, b);
    if (sum.op != OP_ADD)
        return NO_NODE;
    int other = node_is(d->builder, sum.a, 1)   ? sum.b
                : node_is(d->builder, sum.b, 1) ? sum.a
                                                : NO_NODE;
    if (other == NO_NODE || node_at(d, other).op != OP_EXP)
        return NO_NODE;
    return node_at(d, other).a;
}

static int logarithmic_slope(struct deriver *d, int b, int depth);

// b'/b of a power, product or quotient from those of its operands: (u^n)'/u^n = n u'/u, and
// (u w)'/(u w) = u'/u + w'/w. NO_NODE where these are not known.
static int logarithmic_slope_of_product(struct deriver *d, struct node n, int depth)
{
    int u = logarithmic_slope(d, n.a, depth + 1);
    if (n.op == OP_POW)
        return u == NO_NODE || node_at(d, n.b).varies ? NO_NODE : mul(d, n.b, u);
    int w = logarithmic_slope(d, n.b, depth + 1);
    if (u == NO_NODE || w == NO_NODE)
        return NO_NODE;
    return n.op == OP_MUL ? add(d, u, w) : sub(d, u, w);
}

// b'/b in a form that does not overflow, or NO_NODE where there is none. `depth` counts the calls
// within each other.
static int logarithmic_slope(struct deriver *d, int b, int depth)
{
    enum { DEEP = 4 };
    struct node n = node_at(d, b);
    if (!n.varies)
        return num(d, 0);
    if (n.op == OP_EXP)
        return slope(d, n.a);
    int v = exponent_beside_1(d, b);
    if (v != NO_NODE)
        return mul(d, slope(d, v), sigmoid_of(d, v));
    bool product = n.op == OP_MUL || n.op == OP_DIV || n.op == OP_POW;
    return product && depth < DEEP ? logarithmic_slope_of_product(d, n, depth) : NO_NODE;
}

// q = a/b: q' = (a' - q b')/b overflows later than (a' b - a b')/b^2, and shares q with f.
static int derive_quotient(struct deriver *d, int q, struct node n)
{
    int known = node_at(d, n.b).varies ? logarithmic_slope(d, n.b, 0) : NO_NODE;
    if (known != NO_NODE)
        return sub(d, quotient(d, slope(d, n.a), n.b), mul(d, q, known));
    return quotient(d, sub(d, slope(d, n.a), mul(d, q, slope(d, n.b))), n.b);
}

// (u^v)' = v u' u^(v - 1) + v' log(u) u^v; without the second term where v is constant. `i` is the
// node of u^v.
static int derive_power(struct deriver *d, int i, struct node n)
{
    int da = slope(d, n.a), db = slope(d, n.b);
    int known = node_is(d->builder, db, 0) ? logarithmic_slope(d, n.a, 0) : NO_NODE;
    if (known != NO_NODE && n.op == OP_POW && node_at(d, n.a).varies)
        return mul(d, mul(d, n.b, known), i);
    if (node_is(d->builder, db, 0)) {
        int factor = mul(d, da, n.b);
        return mul(d, factor, op2(d, OP_POW, n.a, sub(d, n.b, num(d, 1))));
    }
    int less = op2(d, OP_POW, n.a, sub(d, n.b, num(d, 1)));
    int by_base = mul(d, mul(d, n.b, da), less);
    return add(d, by_base, mul(d, mul(d, db, op1(d, OP_LOG, n.a)), i));
}

// The chain rule; the catalogue has derivatives up to the second, beyond that NaN makes eval.c take
// the power series.
static int derive_call(struct deriver *d, struct node n, int du)
{
    if (n.order == ORDER_D2F)
        return num(d, (double)NAN);
    return mul(d, du, make_call(d->builder, n.activation, n.order + 1, n.a, n.b));
}

// sqrt(1 - u^2) as sqrt((1 - u)(1 + u)), which keeps its digits near 1.
static int one_minus_square_root(struct deriver *d, int u)
{
    int one = num(d, 1);
    return op1(d, OP_SQRT, mul(d, sub(d, one, u), add(d, one, u)));
}

static int one_plus_square(struct deriver *d, int u)
{
    return add(d, num(d, 1), square(d, u));
}

static int exp_of_minus_square(struct deriver *d, int u)
{
    return op1(d, OP_EXP, neg(d, square(d, u)));
}

// log(u)' = u'/u.
static int derive_log(struct deriver *d, int u, int du)
{
    int known = logarithmic_slope(d, u, 0);
    return known != NO_NODE ? known : quotient(d, du, u);
}

// log(1 + exp(v))' = v' sigmoid(v).
static int derive_log1p(struct deriver *d, int u, int du)
{
    struct node n = node_at(d, u);
    if (n.op == OP_EXP)
        return mul(d, slope(d, n.a), sigmoid_of(d, n.a));
    return quotient(d, du, add(d, num(d, 1), u));
}

static const double log2_e = 1.4426950408889634;
static const double log10_e = 0.43429448190325182;
static const double two_by_sqrt_pi = 1.1283791670955126;

// (c log(u))'.
static int derive_scaled_log(struct deriver *d, double c, int u, int du)
{
    int known = logarithmic_slope(d, u, 0);
    return known != NO_NODE ? mul(d, num(d, c), known) : quotient(d, mul(d, num(d, c), du), u);
}

// F(u)' = u' F'(u) for a function of one argument; `i` is the node of F(u).
static int derive_function(struct deriver *d, enum op op, int i, int u, int du)
{
    int one = num(d, 1);
    switch (op) {
    case OP_EXP:
        return mul(d, du, i);
    case OP_EXPM1:
        return mul(d, du, op1(d, OP_EXP, u));
    case OP_LOG:
        return derive_log(d, u, du);
    case OP_LOG2:
        return derive_scaled_log(d, log2_e, u, du);
    case OP_LOG10:
        return derive_scaled_log(d, log10_e, u, du);
    case OP_LOG1P:
        return derive_log1p(d, u, du);
    case OP_SQRT:
        return quotient(d, du, mul(d, num(d, 2), i));
    case OP_CBRT:
        return quotient(d, du, mul(d, num(d, 3), square(d, i)));
    case OP_SIN:
        return mul(d, du, op1(d, OP_COS, u));
    case OP_COS:
        return neg(d, mul(d, du, op1(d, OP_SIN, u)));
    case OP_TAN:
        return mul(d, du, one_plus_square(d, i));
    case OP_ASIN:
        return quotient(d, du, one_minus_square_root(d, u));
    case OP_ACOS:
        return neg(d, quotient(d, du, one_minus_square_root(d, u)));
    case OP_ATAN:
        return quotient(d, du, one_plus_square(d, u));
    case OP_SINH:
        return mul(d, du, op1(d, OP_COSH, u));
    case OP_COSH:
        return mul(d, du, op1(d, OP_SINH, u));
    case OP_ASINH: // 1/sqrt(1 + u^2), by hypot, which does not overflow
        return quotient(d, du, op2(d, OP_HYPOT, one, u));
    case OP_ACOSH: // two roots: the root of (u - 1)(u + 1) would have values for u < -1, too
        return quotient(d, quotient(d, du, op1(d, OP_SQRT, sub(d, u, one))),
                        op1(d, OP_SQRT, add(d, u, one)));
    case OP_ATANH:
        return quotient(d, du, mul(d, sub(d, one, u), add(d, one, u)));
    case OP_ERF:
        return mul(d, mul(d, num(d, two_by_sqrt_pi), du), exp_of_minus_square(d, u));
    case OP_ERFC:
        return mul(d, mul(d, num(d, -two_by_sqrt_pi), du), exp_of_minus_square(d, u));
    default: // floor, ceil, sign; comparisons
        return num(d, 0);
    }
}

static int derive_node(struct deriver *d, int i)
{
    struct node n = node_at(d, i);
    if (n.op == OP_X)
        return num(d, 1);
    if (n.op == OP_CONSTANT && isnan(n.value))
        return i; // the slope of NaN is NaN
    if (!n.varies || n.op == OP_LIST)
        return num(d, 0);
    int ruled = d->rule != NULL ? d->rule(d->builder, d->derivatives, i) : NO_NODE;
    if (ruled != NO_NODE)
        return ruled;
    int da = slope(d, n.a), db = n.b != NO_NODE ? slope(d, n.b) : NO_NODE;
    switch (n.op) {
    case OP_CALL:
        return derive_call(d, n, da);
    case OP_ADD:
        return add(d, da, db);
    case OP_SUB:
        return sub(d, da, db);
    case OP_NEG:
        return neg(d, da);
    case OP_MUL:
        return derive_product(d, n);
    case OP_DIV:
        return derive_quotient(d, i, n);
    case OP_POW:
        return derive_power(d, i, n);
    case OP_HYPOT:
        return quotient(d, add(d, mul(d, n.a, da), mul(d, n.b, db)), i);
    case OP_IF:
        if (d->builder->right[i])
            return right(d, select_if(d, n.a, db, slope(d, n.c)));
        return derive_if(d, n.a, n.b, n.c, db, slope(d, n.c));
    case OP_MAX:
        return derive_either(d, OP_GT, n.a, n.b, da, db, op2(d, OP_MAX, da, db));
    case OP_MIN:
        return derive_either(d, OP_LT, n.a, n.b, da, db, op2(d, OP_MIN, da, db));
    case OP_ABS:
        return derive_abs(d, n.a, da);
    default:
        return node_is(d->builder, da, 0) ? da : derive_function(d, n.op, i, n.a, da);
    }
}

int derive(struct builder *builder, int root, int *derivatives)
{
    return derive_by(builder, root, derivatives, NULL);
}

int derive_by(struct builder *builder, int root, int *derivatives, derive_rule *rule)
{
    struct deriver deriver = {builder, derivatives, rule};
    bool *reached = memory_new((size_t)root + 1, sizeof *reached);
    reach(builder->nodes, root, reached);
    for (int i = 0; i <= root && !builder->full; i++)
        if (reached[i] && derivatives[i] == NO_NODE)
            derivatives[i] = derive_node(&deriver, i);
    free(reached);
    return builder->full ? NODE_X : derivatives[root];
}

// The builder's node for a node of another expression: map[] has those of its operands, `argument`
// stands for x, and values[] for the parameters.
static int inlined_node(struct builder *builder, const struct node *node, const int *map,
                        int argument, const int values[ACTIVATION_PARAMETERS_MAX])
{
    const int operands[] = {node->a, node->b, node->c};
    int mapped[3];
    for (int k = 0; k < 3; k++)
        mapped[k] = operands[k] == NO_NODE || node->op == OP_PARAMETER ? NO_NODE : map[operands[k]];
    switch (node->op) {
    case OP_X:
        return argument;
    case OP_CONSTANT:
        return make_constant(builder, node->value);
    case OP_PARAMETER:
        return values[node->a];
    case OP_LIST:
        return make_list(builder, mapped[0], mapped[1]);
    case OP_CALL:
        return make_call(builder, node->activation, node->order, mapped[0], mapped[1]);
    default:
        return make(builder, node->op, mapped[0], mapped[1], mapped[2]);
    }
}

int make_inlined(struct builder *builder, const struct expression *expression, int order,
                 int argument, const int values[ACTIVATION_PARAMETERS_MAX])
{
    int root = expression->roots[order];
    bool *reached = memory_new((size_t)root + 1, sizeof *reached);
    int *map = memory_new((size_t)root + 1, sizeof *map);
    reach(expression->nodes, root, reached);
    for (int i = 0; i <= root; i++)
        if (reached[i])
            map[i] = inlined_node(builder, &expression->nodes[i], map, argument, values);
    int copy = map[root];
    free(reached);
    free(map);
    return copy;
}
