// The ties of a formula: the x at which f' and f'' as formulas may not be the derivatives from the
// right. That is where a part of f may jump, or where the argument of a function of the catalogue
// falls through a break of the function, because that function's own derivative is the one for a
// rising argument. There eval.c asks the power series of f.
//
// A formula of its own is built that is 1 at ties and 0 elsewhere: for each node the condition that
// it may jump at x, from the conditions of its operands. A comparison jumps where its sides are
// equal, x > 2 at x == 2. Where they may be equal on a whole stretch, as floor(x) and 0 are, only
// the ends of the stretch are ties: where a side jumps, or where the sides differ a little beside
// x.
#include "activation/expression/node.h"
#include "activation/expression/series.h"
#include "activation/row.h"

#include <stdlib.h>

struct tie_finder {
    struct builder *builder;
    int *slopes; // by node: its derivative (derive), NO_NODE where it is not known
    int *jumps;  // by node: the condition that it may jump; NO_NODE: it never does
    int *poles;  // by node: the condition that a part divides by 0, or its domain ends
    bool *flat;  // by node: whether it may be constant on a stretch
};

static struct node node_at(const struct tie_finder *f, int i)
{
    return f->builder->nodes[i];
}

static int op2(struct tie_finder *f, enum op op, int a, int b)
{
    return make(f->builder, op, a, b, NO_NODE);
}

static int num(struct tie_finder *f, double value)
{
    return make_constant(f->builder, value);
}

// The condition that a or b holds; NO_NODE is a condition that never holds.
static int either(struct tie_finder *f, int a, int b)
{
    return a == NO_NODE ? b : b == NO_NODE ? a : op2(f, OP_OR, a, b);
}

// The condition that node i jumps, divides by 0 or ends its domain; NO_NODE for NO_NODE.
static int breaks_of(struct tie_finder *f, int i)
{
    return i == NO_NODE ? NO_NODE : either(f, f->jumps[i], f->poles[i]);
}

// A copy of node i in which the node `x` takes the place of the variable.
static int substituted(struct tie_finder *f, int i, int x)
{
    bool *reached = memory_new((size_t)i + 1, sizeof *reached);
    int *map = memory_new((size_t)i + 1, sizeof *map);
    reach(f->builder->nodes, i, reached);
    for (int k = 0; k <= i; k++) {
        struct node n = node_at(f, k);
        if (reached[k])
            map[k] = n.op == OP_X ? x : make_copy(f->builder, &n, map);
    }
    int copy = map[i];
    free(map);
    free(reached);
    return copy;
}

// A node for a point beside x: x plus or minus (`side`, OP_ADD or OP_SUB) a small part of |x|, or
// at 0 a small number.
static int x_beside(struct tie_finder *f, enum op side)
{
    const double part = 0x1p-12, little = 0x1p-8;
    int size = make(f->builder, OP_ABS, NODE_X, NO_NODE, NO_NODE);
    int away = op2(f, OP_MUL, size, num(f, part));
    int at_0 = op2(f, OP_MUL, op2(f, OP_EQ, NODE_X, num(f, 0)), num(f, little));
    return op2(f, side, NODE_X, op2(f, OP_ADD, away, at_0));
}

// Whether node i is constant but for jumps: its derivative is the constant 0. True for NO_NODE.
static bool has_steps(struct tie_finder *f, int i)
{
    return i == NO_NODE || node_is(f->builder, derive(f->builder, i, f->slopes), 0);
}

// The condition `tie` (p equals q), restricted to the ends of stretches on which it holds: where p
// or q jumps (`inner`), or where they differ at a point beside x. q may be NO_NODE, which stands
// for 0, or p, which stands for the value of p at x itself.
static int ends_of(struct tie_finder *f, int tie, int inner, int p, int q)
{
    static const enum op sides[] = {OP_ADD, OP_SUB};
    bool steps = has_steps(f, p) && has_steps(f, q); // then they part only where one jumps
    for (int i = 0; i < 2 && !steps; i++) {
        int x = x_beside(f, sides[i]);
        int other = q == NO_NODE ? num(f, 0) : q == p ? p : substituted(f, q, x);
        inner = either(f, inner, op2(f, OP_NE, substituted(f, p, x), other));
    }
    return inner == NO_NODE ? NO_NODE : op2(f, OP_AND, tie, inner);
}

// Whether node i may be constant on a stretch; true for NO_NODE and for what does not depend on x.
static bool is_flat(const struct tie_finder *f, int i)
{
    return i == NO_NODE || !node_at(f, i).varies || f->flat[i];
}

// The condition that a comparison of p and q may jump: p equals q, or one of them jumps. q may be
// NO_NODE, which stands for 0.
static int tie_of(struct tie_finder *f, int p, int q)
{
    int inner = either(f, breaks_of(f, p), breaks_of(f, q));
    if (p == q)
        return inner;
    int tie = op2(f, OP_EQ, p, q == NO_NODE ? num(f, 0) : q);
    if (is_flat(f, p) && is_flat(f, q))
        tie = ends_of(f, tie, inner, p, q);
    return either(f, inner, tie);
}

// The condition that the truth of node i may change: any value but 0 counts as true.
static int truth_of(struct tie_finder *f, int i)
{
    if (!node_at(f, i).varies || is_boolean(node_at(f, i).op))
        return f->jumps[i];
    return tie_of(f, i, NO_NODE);
}

// The condition that node i, floor(u) or ceil(u), may jump: u is whole, or has a break.
static int whole_of(struct tie_finder *f, int i, int u)
{
    int inner = breaks_of(f, u), tie = op2(f, OP_EQ, u, i);
    return either(f, inner, f->flat[u] ? ends_of(f, tie, inner, u, u) : tie);
}

// Whether a function of the catalogue has breaks, at its default parameters.
static bool has_breaks(const struct node *call)
{
    const struct activation *activation = activation_at(call->activation);
    double parameters[ACTIVATION_PARAMETERS_MAX];
    struct activation_break breaks[ACTIVATION_BREAKS_MAX];
    activation_defaults(activation, parameters);
    return row_breaks(activation, parameters, breaks) > 0;
}

// The condition that the derivative of a call may be wrong: its argument is at a break of the
// function and does not rise there.
static int call_of(struct tie_finder *f, struct node call)
{
    if (!has_breaks(&call))
        return f->jumps[call.a];
    int inner = breaks_of(f, call.a);
    int rises = op2(f, OP_GT, f->slopes[call.a], num(f, 0));
    int tie = op2(f, OP_AND, make_call(f->builder, call.activation, ORDER_TIE, call.a, call.b),
                  make(f->builder, OP_NOT, rises, NO_NODE, NO_NODE));
    return either(f, inner, f->flat[call.a] ? ends_of(f, tie, inner, call.a, call.a) : tie);
}

// The condition that node i may jump, from those of its operands.
static int jump_of(struct tie_finder *f, int i)
{
    struct node n = node_at(f, i);
    int inner;
    if (!n.varies || n.op == OP_X || n.op == OP_LIST)
        return NO_NODE;
    if (is_comparison(n.op))
        return tie_of(f, n.a, n.b);
    switch (n.op) {
    case OP_FLOOR:
    case OP_CEIL:
        return whole_of(f, i, n.a);
    case OP_SIGN:
        return tie_of(f, n.a, NO_NODE);
    case OP_NOT:
        return truth_of(f, n.a);
    case OP_AND:
    case OP_OR:
        return either(f, truth_of(f, n.a), truth_of(f, n.b));
    case OP_IF:
        return either(f, truth_of(f, n.a), either(f, f->jumps[n.b], f->jumps[n.c]));
    case OP_CALL:
        return call_of(f, n);
    case OP_MIN:
    case OP_MAX:
        return either(f, breaks_of(f, n.a), breaks_of(f, n.b));
    case OP_POW:
        // If the exponent depends on x, powers of numbers below 0 are values at single x, where the
        // exponent is whole; so may be 0^0 and inf^0.
        inner = either(f, f->jumps[n.a], f->jumps[n.b]);
        if (!node_at(f, n.b).varies)
            return inner;
        inner = either(f, inner, op2(f, OP_LE, n.a, num(f, 0)));
        return either(f, inner, op2(f, OP_EQ, n.a, num(f, HUGE_VAL)));
    default:
        return either(f, f->jumps[n.a], n.b == NO_NODE ? NO_NODE : f->jumps[n.b]);
    }
}

// The condition that a node itself divides by 0, or is at the end of its domain.
static int end_of(struct tie_finder *f, struct node n)
{
    int divisor = n.op == OP_DIV ? n.b : n.a;
    bool divides = n.op == OP_DIV || n.op == OP_POW || n.op == OP_SQRT;
    if (n.op == OP_ASIN || n.op == OP_ACOS || n.op == OP_ATANH)
        return op2(f, OP_EQ, make(f->builder, OP_ABS, n.a, NO_NODE, NO_NODE), num(f, 1));
    if (n.op == OP_ACOSH)
        return op2(f, OP_EQ, n.a, num(f, 1));
    return divides && node_at(f, divisor).varies ? tie_of(f, divisor, NO_NODE) : NO_NODE;
}

// The same of node i or any node that it is made of.
static int pole_of(struct tie_finder *f, int i)
{
    struct node n = node_at(f, i);
    if (!n.varies || n.op == OP_X || n.op == OP_LIST)
        return NO_NODE;
    int inner = either(f, f->poles[n.a], n.b == NO_NODE ? NO_NODE : f->poles[n.b]);
    return either(f, inner, end_of(f, n));
}

// Whether node i may be constant on a stretch of x.
static bool flat_of(const struct tie_finder *f, int i)
{
    struct node n = node_at(f, i);
    bool levels = n.op == OP_FLOOR || n.op == OP_CEIL || n.op == OP_SIGN || is_boolean(n.op) ||
                  n.op == OP_IF || n.op == OP_MIN || n.op == OP_MAX || n.op == OP_ABS;
    if (levels || (n.op == OP_CALL && has_breaks(&n)))
        return true;
    if (!n.varies || n.op == OP_X)
        return false;
    return f->flat[n.a] || (n.b != NO_NODE && f->flat[n.b]);
}

// NOLINTNEXTLINE(readability-non-const-parameter): the slopes are written to by what it calls.
int find_ties(struct builder *builder, int root, int *slopes)
{
    struct tie_finder f = {builder, slopes, memory_new((size_t)root + 1, sizeof *f.jumps),
                           memory_new((size_t)root + 1, sizeof *f.poles),
                           memory_new((size_t)root + 1, sizeof *f.flat)};
    bool *reached = memory_new((size_t)root + 1, sizeof *reached);
    int n = builder->n;
    reach(builder->nodes, root, reached);
    for (int i = 0; i <= root; i++) {
        f.flat[i] = reached[i] && flat_of(&f, i);
        f.jumps[i] = reached[i] ? jump_of(&f, i) : NO_NODE;
        f.poles[i] = reached[i] ? pole_of(&f, i) : NO_NODE;
    }
    int ties = f.jumps[root];
    if (builder->full || (ties != NO_NODE && node_is(builder, ties, 0))) {
        builder->n = n;
        ties = NO_NODE;
    }
    free(reached);
    free(f.flat);
    free(f.poles);
    free(f.jumps);
    return ties;
}

// Reads the x of ties that is written as numbers: 0 and 1 of "x == 0 or x == 1". Returns how many;
// -1 where there are more than `max`, or the condition has other parts.
static int tie_places(const struct expression *expression, int ties, double *places, int max)
{
    const struct node *nodes = expression->nodes;
    bool *reached = memory_new((size_t)ties + 1, sizeof *reached);
    int n = 0;
    reach(nodes, ties, reached);
    for (int i = 0; i <= ties && n >= 0; i++) {
        const struct node *node = &nodes[i];
        bool is_place = node->op == OP_EQ && node->a == NODE_X && nodes[node->b].op == OP_CONSTANT;
        bool other = !is_place && node->op != OP_OR && node->op != OP_X && node->op != OP_CONSTANT;
        if (reached[i] && (other || (is_place && n == max)))
            n = -1;
        else if (reached[i] && is_place)
            places[n++] = nodes[node->b].value;
    }
    free(reached);
    return n;
}

// Whether two derivatives differ by rounding errors only; NaN equals NaN.
static bool same_slope(double a, double b)
{
    const double digits = 1e-13;
    bool close = isfinite(b) && fabs(a - b) <= digits * fabs(b);
    return close || a == b || (isnan(a) && isnan(b));
}

bool ties_are_needless(const struct expression *expression, int ties)
{
    enum { PLACES = 8, SLOPES = 1 << ORDER_DF | 1 << ORDER_D2F };
    static const double parameters[ACTIVATION_PARAMETERS_MAX];
    double places[PLACES];
    int n = tie_places(expression, ties, places, PLACES);
    bool same = n > 0 && expression->parameter_count == 0;
    for (int i = 0; i < n && same; i++) {
        double slopes[ORDER_COUNT], found[ORDER_COUNT];
        double *const out[ORDER_COUNT] = {NULL, &found[ORDER_DF], &found[ORDER_D2F]};
        program_run(expression->programs[SLOPES], expression->nodes, parameters, &places[i], 1,
                    out);
        enum slopes_known known = expression_slopes(expression, parameters, places[i], slopes);
        for (int order = ORDER_DF; order < ORDER_COUNT; order++)
            same = same && (known == SLOPES_UNKNOWN || same_slope(found[order], slopes[order]));
    }
    return same;
}
