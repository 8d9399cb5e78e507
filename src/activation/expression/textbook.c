// f' as a textbook writes it, to be read and never computed: (u/v)' = (u' v - u v')/v^2, where
// derive.c has a form that overflows later, and tanh' = 1 - tanh^2, where derive.c calls tanh'.
// Polynomials in x are multiplied out, and an operation on cases is done within each case.
//
// u, v, p and q are nodes; a slope, du or dv, is the node of the derivative.
#include "activation/expression/node.h"

#include <stdlib.h>
#include <string.h>

static int op1(struct builder *b, enum op op, int u)
{
    return make(b, op, u, NO_NODE, NO_NODE);
}

static int op2(struct builder *b, enum op op, int u, int v)
{
    return make(b, op, u, v, NO_NODE);
}

static int num(struct builder *b, double value)
{
    return make_constant(b, value);
}

static const struct node *at(const struct builder *b, int i)
{
    return &b->nodes[i];
}

// --- polynomials in x with numbers as coefficients ---

// Limits on the degree of a polynomial, on how deep the operations of its formula are nested, and
// on the terms of one that is written multiplied out.
enum { DEGREE_MAX = 8, POLYNOMIAL_DEPTH_MAX = 32, TERMS_MAX = 4 };

struct polynomial {
    double c[DEGREE_MAX + 1]; // c[k] is that of x^k
};

// The functions on polynomials return false where the result is none, or its degree is too high.

static bool multiply(const struct polynomial *p, const struct polynomial *q, struct polynomial *out)
{
    struct polynomial product = {{0}};
    for (int i = 0; i <= DEGREE_MAX; i++)
        for (int k = 0; k <= DEGREE_MAX; k++) {
            double term = p->c[i] * q->c[k];
            if (term != 0 && i + k > DEGREE_MAX)
                return false;
            if (term != 0)
                product.c[i + k] += term;
        }
    *out = product;
    return true;
}

static bool is_constant(const struct polynomial *p)
{
    for (int i = 1; i <= DEGREE_MAX; i++)
        if (p->c[i] != 0)
            return false;
    return true;
}

static bool polynomial_of(const struct builder *b, int i, int depth, struct polynomial *out);

// p^n for a whole n from 0 to POWER_MAX.
static bool power_of(const struct polynomial *p, double n, struct polynomial *out)
{
    if (!is_power(n) || n < 0)
        return false;
    struct polynomial power = {{1}};
    for (int i = 0; i < (int)n; i++)
        if (!multiply(&power, p, &power))
            return false;
    *out = power;
    return true;
}

// An operation on two polynomials.
static bool combine(enum op op, const struct polynomial *p, const struct polynomial *q,
                    struct polynomial *out)
{
    switch (op) {
    case OP_ADD:
    case OP_SUB:
        for (int k = 0; k <= DEGREE_MAX; k++)
            out->c[k] = op == OP_ADD ? p->c[k] + q->c[k] : p->c[k] - q->c[k];
        return true;
    case OP_MUL:
        return multiply(p, q, out);
    case OP_POW:
        return is_constant(q) && power_of(p, q->c[0], out);
    case OP_DIV:
        for (int k = 0; k <= DEGREE_MAX; k++)
            out->c[k] = p->c[k] / q->c[0];
        return is_constant(q) && q->c[0] != 0;
    default:
        return false;
    }
}

// Node i as a polynomial with numbers as coefficients. `depth` counts the operations around it.
static bool polynomial_of(const struct builder *b, int i, int depth, struct polynomial *out)
{
    struct node n = *at(b, i);
    *out = (struct polynomial){{0}};
    if (depth == POLYNOMIAL_DEPTH_MAX)
        return false;
    if (n.op == OP_CONSTANT || n.op == OP_X) {
        out->c[n.op == OP_X ? 1 : 0] = n.op == OP_X ? 1 : n.value;
        return n.op == OP_X || isfinite(n.value);
    }
    if (n.op == OP_NEG) {
        const struct polynomial zero = {{0}};
        struct polynomial p;
        return polynomial_of(b, n.a, depth + 1, &p) && combine(OP_SUB, &zero, &p, out);
    }
    if (n.op != OP_ADD && n.op != OP_SUB && n.op != OP_MUL && n.op != OP_DIV && n.op != OP_POW)
        return false;
    struct polynomial p, q;
    return polynomial_of(b, n.a, depth + 1, &p) && polynomial_of(b, n.b, depth + 1, &q) &&
           combine(n.op, &p, &q, out);
}

// c x^k.
static int term(struct builder *b, double c, int k)
{
    int power = k == 0 ? num(b, 1) : op2(b, OP_POW, NODE_X, num(b, k));
    return op2(b, OP_MUL, num(b, c), power);
}

// Node i multiplied out, if it is a polynomial of few terms; else node i. The powers fall, 3x² -
// 2x; they rise where the highest would begin with a minus, 1 - x².
static int tidy(struct builder *b, int i)
{
    struct polynomial p;
    int terms = 0, highest = 0, sum = NO_NODE;
    if (!polynomial_of(b, i, 0, &p))
        return i;
    for (int k = 0; k <= DEGREE_MAX; k++) {
        terms += p.c[k] != 0;
        highest = p.c[k] != 0 ? k : highest;
    }
    if (terms > TERMS_MAX)
        return i;
    bool rising = p.c[highest] < 0;
    for (int step = 0; step <= DEGREE_MAX; step++) {
        int k = rising ? step : DEGREE_MAX - step;
        if (p.c[k] != 0)
            sum = sum == NO_NODE ? term(b, p.c[k], k) : op2(b, OP_ADD, sum, term(b, p.c[k], k));
    }
    return sum == NO_NODE ? num(b, 0) : sum;
}

// --- cases ---

// Operations are done within cases that are nested at most so deep.
enum { CASES_DEEP = 5 };

// Whether a node is cases of which the first or the last does not depend on x, so that an operation
// within them makes the formula shorter.
static bool is_flat(const struct builder *b, int i)
{
    const struct node *n = at(b, i);
    if (n->op != OP_IF)
        return false;
    int c = n->c;
    while (at(b, c)->op == OP_IF)
        c = at(b, c)->c;
    return !at(b, n->b)->varies || !at(b, c)->varies;
}

// An operation on u and v, done within their cases: a·{p, q} is {a·p, a·q}, and {p, q} + {r, s} is
// {p + r, q + s} if both have the same condition.
static int over_cases(struct builder *b, enum op op, int u, int v, int depth)
{
    struct node p = *at(b, u), q = *at(b, v);
    bool left = is_flat(b, u), right = is_flat(b, v);
    if ((!left && !right) || depth > CASES_DEEP)
        return op2(b, op, u, v);
    if (left && right && p.a != q.a)
        return op2(b, op, u, v);
    if (!left)
        p = (struct node){.a = q.a, .b = u, .c = u};
    if (!right)
        q = (struct node){.a = p.a, .b = v, .c = v};
    int yes = over_cases(b, op, p.b, q.b, depth + 1), no = over_cases(b, op, p.c, q.c, depth + 1);
    return make(b, OP_IF, p.a, yes, no);
}

// -u, done within cases.
static int negative(struct builder *b, int u, int depth)
{
    struct node n = *at(b, u);
    if (n.op != OP_IF || depth > CASES_DEEP)
        return op1(b, OP_NEG, u);
    return make(b, OP_IF, n.a, negative(b, n.b, depth + 1), negative(b, n.c, depth + 1));
}

// Whether a node is x, a parameter, a power or a product of these, as x, ax and x² are. Such a
// factor is written in front of a function: x cos(x).
static bool is_letters(const struct builder *b, int i)
{
    while (at(b, i)->op == OP_MUL && at(b, at(b, i)->b)->op != OP_MUL) {
        enum op last = at(b, at(b, i)->b)->op;
        if (last != OP_X && last != OP_PARAMETER && last != OP_POW)
            return false;
        i = at(b, i)->a;
    }
    if (at(b, i)->op == OP_POW)
        i = at(b, i)->a;
    return at(b, i)->op == OP_X || at(b, i)->op == OP_PARAMETER;
}

// u v. Divisors that do not depend on x are joined: (u/p)(v/q) is uv/(pq).
static int product(struct builder *b, int u, int v)
{
    struct node n = *at(b, u), m = *at(b, v);
    bool left = n.op == OP_DIV && !at(b, n.b)->varies,
         right = m.op == OP_DIV && !at(b, m.b)->varies;
    if (!left && !right && is_letters(b, v) && !is_letters(b, u) && at(b, u)->op != OP_CONSTANT)
        return product(b, v, u);
    if (!left && !right)
        return over_cases(b, OP_MUL, u, v, 0);
    int over = product(b, left ? n.a : u, right ? m.a : v);
    int under = left && right ? op2(b, OP_MUL, n.b, m.b) : left ? n.b : m.b;
    return op2(b, OP_DIV, over, under);
}

// u/v, where (u/p)/v is u/(pv).
static int quotient(struct builder *b, int u, int v)
{
    struct node n = *at(b, u);
    bool minus = n.op == OP_NEG;
    if (u == v)
        return num(b, 1);
    struct node m = minus ? *at(b, n.a) : n;
    if (m.op != OP_DIV)
        return op2(b, OP_DIV, u, v);
    int plain = op2(b, OP_DIV, m.a, op2(b, OP_MUL, m.b, v));
    return minus ? op1(b, OP_NEG, plain) : plain;
}

// --- rules ---

struct rules {
    struct builder *builder;
    const int *slopes;
};

// n and *w = w for v = w^n with a constant n; 1/2 for sqrt(w), and 1 with *w = v for all else.
static double root_of_power(const struct builder *b, int v, int *w)
{
    const struct node *n = at(b, v);
    *w = v;
    if (n->op == OP_SQRT) {
        *w = n->a;
        return 0.5;
    }
    if (n->op != OP_POW || at(b, n->b)->op != OP_CONSTANT)
        return 1;
    *w = n->a;
    return at(b, n->b)->value;
}

// The slope of a quotient: (u/w^n)' = (u' w - n u w')/w^(n + 1) and (u/e^v)' = (u' - u v')/e^v.
static int quotient_rule(const struct rules *r, struct node n)
{
    struct builder *b = r->builder;
    int du = r->slopes[n.a], w;
    if (at(b, n.b)->op == OP_CONSTANT)
        return tidy(b, op2(b, OP_DIV, du, n.b));
    if (!at(b, n.b)->varies)
        return quotient(b, du, n.b);
    if (at(b, n.b)->op == OP_EXP) {
        int dv = r->slopes[at(b, n.b)->a];
        return quotient(b, tidy(b, op2(b, OP_SUB, du, product(b, dv, n.a))), n.b);
    }
    double power = root_of_power(b, n.b, &w);
    int second = product(b, op2(b, OP_MUL, num(b, power), n.a), r->slopes[w]);
    int over = tidy(b, over_cases(b, OP_SUB, product(b, du, w), second, 0));
    int under = power == 0 ? num(b, 1) : op2(b, OP_POW, w, num(b, power + 1));
    return quotient(b, over, under);
}

// (u^n)' = n u' u^(n - 1); u' stands at the end where it is a sum or cases.
static int power_rule(const struct rules *r, struct node n)
{
    struct builder *b = r->builder;
    int du = r->slopes[n.a];
    int power = op2(b, OP_POW, n.a, op2(b, OP_SUB, n.b, num(b, 1)));
    bool sum = at(b, du)->op == OP_ADD || at(b, du)->op == OP_SUB || at(b, du)->op == OP_IF;
    if (sum)
        return product(b, op2(b, OP_MUL, n.b, power), du);
    return product(b, product(b, n.b, du), power);
}

// (u^v)' = (v' ln u + v u'/u) u^v.
static int general_power_rule(const struct rules *r, int i, struct node n)
{
    struct builder *b = r->builder;
    int growth = product(b, r->slopes[n.b], op1(b, OP_LOG, n.a));
    int other = quotient(b, r->slopes[n.a], n.a);
    if (n.a == n.b)
        other = r->slopes[n.a];
    else
        other = product(b, n.b, other);
    return op2(b, OP_MUL, op2(b, OP_ADD, growth, other), i);
}

// σ(u)' = u' σ(u) (1 - σ(u)) and tanh(u)' = u' (1 - tanh²(u)); NO_NODE for all others, which are
// written with a prime.
static int call_rule(const struct rules *r, int i, struct node n)
{
    struct builder *b = r->builder;
    const char *id = activation_at(n.activation)->id;
    if (n.order != ORDER_F || n.b != NO_NODE)
        return NO_NODE;
    int one = num(b, 1);
    if (strcmp(id, "tanh") == 0)
        return product(b, r->slopes[n.a], op2(b, OP_SUB, one, op2(b, OP_POW, i, num(b, 2))));
    if (strcmp(id, "sigmoid") == 0)
        return product(b, product(b, r->slopes[n.a], i), op2(b, OP_SUB, one, i));
    return NO_NODE;
}

// The condition u > v or u < v (`op`), without a minus in front of u or v: -u > 0 is u < 0.
static int plain_condition(struct builder *b, enum op op, int u, int v)
{
    struct node n = *at(b, u);
    if (n.op == OP_NEG && at(b, v)->op == OP_CONSTANT) {
        enum op mirrored = op == OP_GT ? OP_LT : OP_GT;
        return op2(b, mirrored, n.a, num(b, -at(b, v)->value));
    }
    if (at(b, u)->op == OP_CONSTANT && at(b, v)->op == OP_NEG)
        return plain_condition(b, op == OP_GT ? OP_LT : OP_GT, v, u);
    return op2(b, op, u, v);
}

// The slope of max(u, v), with `op` OP_GT, or of min, with OP_LT, as two cases. `tie` is the slope
// where u equals v, which is the one on the right; NO_NODE where it is neither du nor dv.
static int choice_rule(struct builder *b, enum op op, int u, int v, int du, int dv, int tie)
{
    enum op other = op == OP_GT ? OP_LT : OP_GT;
    if (tie == du && tie != dv)
        return make(b, OP_IF, plain_condition(b, other, u, v), dv, du);
    if (tie == dv)
        return make(b, OP_IF, plain_condition(b, op, u, v), du, dv);
    return NO_NODE;
}

// The slope of clip(u, low, high) for a u with a constant slope above 0: 0, u' and 0. NO_NODE for
// anything else.
static int clip_rule(const struct rules *r, struct node n)
{
    struct builder *b = r->builder;
    struct node inner = *at(b, n.a);
    if (n.op != OP_MIN || inner.op != OP_MAX || at(b, n.b)->varies)
        return NO_NODE;
    int u = at(b, inner.a)->varies ? inner.a : inner.b, low = u == inner.a ? inner.b : inner.a;
    int du = r->slopes[u], zero = num(b, 0);
    if (at(b, low)->varies || at(b, du)->op != OP_CONSTANT || !(at(b, du)->value > 0))
        return NO_NODE;
    int above = make(b, OP_IF, op2(b, OP_LT, u, n.b), du, zero);
    return make(b, OP_IF, op2(b, OP_LT, u, low), zero, above);
}

static int abs_rule(const struct rules *r, struct node n)
{
    struct builder *b = r->builder;
    int du = r->slopes[n.a];
    return choice_rule(b, OP_GT, n.a, num(b, 0), du, op1(b, OP_NEG, du), op1(b, OP_ABS, du));
}

static int product_rule(const struct rules *r, struct node n)
{
    struct builder *b = r->builder;
    for (int side = 0; side < 2; side++) { // (x > 0)*g stands for cases
        enum op op = at(b, side ? n.b : n.a)->op;
        if (op == OP_SIGN || is_boolean(op))
            return NO_NODE;
    }
    int left = product(b, r->slopes[n.a], n.b), right = product(b, n.a, r->slopes[n.b]);
    return tidy(b, over_cases(b, OP_ADD, left, right, 0));
}

// The slope of node i, which is n, by the rules above; NO_NODE where derive.c has the same.
static int rule(const struct rules *r, int i, struct node n)
{
    struct builder *b = r->builder;
    int du = n.a != NO_NODE ? r->slopes[n.a] : NO_NODE, dv = n.b != NO_NODE ? r->slopes[n.b] : 0;
    switch (n.op) {
    case OP_CALL:
        return call_rule(r, i, n);
    case OP_ADD:
    case OP_SUB:
        if (n.op == OP_SUB && node_is(b, du, 0))
            return negative(b, dv, 0);
        return tidy(b, over_cases(b, n.op, du, dv, 0));
    case OP_MUL:
        return product_rule(r, n);
    case OP_DIV:
        return quotient_rule(r, n);
    case OP_POW:
        return at(b, n.b)->varies ? general_power_rule(r, i, n) : power_rule(r, n);
    case OP_EXP:
        return product(b, du, i);
    case OP_MAX:
        return choice_rule(b, OP_GT, n.a, n.b, du, dv, op2(b, OP_MAX, du, dv));
    case OP_NEG:
        return negative(b, du, 0);
    case OP_MIN:
        if (clip_rule(r, n) != NO_NODE)
            return clip_rule(r, n);
        return choice_rule(b, OP_LT, n.a, n.b, du, dv, op2(b, OP_MIN, du, dv));
    case OP_ABS:
        return abs_rule(r, n);
    default:
        return NO_NODE;
    }
}

// `rule` as a derive_rule (node.h).
static int textbook_rule(struct builder *builder, const int *slopes, int i)
{
    const struct rules rules = {builder, slopes};
    return rule(&rules, i, builder->nodes[i]);
}

// A copy of a node in which (u/c)² is u²/c², as x²/2 for (x/√2)². c² is rounded to a whole number
// if it differs from that by rounding errors only.
static int plain_node(struct builder *b, const struct node *node, const int *map)
{
    int i = make_copy(b, node, map);
    struct node n = *at(b, i);
    if (n.op != OP_POW || at(b, n.a)->op != OP_DIV || at(b, n.b)->op != OP_CONSTANT ||
        at(b, n.b)->value != 2)
        return i;
    struct node q = *at(b, n.a);
    if (at(b, q.b)->op != OP_CONSTANT)
        return i;
    double square = at(b, q.b)->value * at(b, q.b)->value, whole = rint(square);
    if (fabs(square - whole) <= 4e-16 * square)
        square = whole;
    return op2(b, OP_DIV, op2(b, OP_POW, q.a, n.b), num(b, square));
}

// A copy of node `root` and all that it is made of, by plain_node.
static int copy_plainly(struct builder *builder, const struct node *nodes, int root)
{
    bool *reached = memory_new((size_t)root + 1, sizeof *reached);
    int *map = memory_new((size_t)root + 1, sizeof *map);
    reach(nodes, root, reached);
    for (int i = 0; i <= root; i++)
        if (reached[i])
            map[i] = plain_node(builder, &nodes[i], map);
    int copy = map[root];
    free(reached);
    free(map);
    return copy;
}

struct expression *expression_textbook(const struct expression *expression)
{
    struct builder builder;
    builder_start(&builder);
    int root = copy_plainly(&builder, expression->nodes, expression->roots[ORDER_F]);
    int *slopes = memory_new(EXPRESSION_NODES_MAX, sizeof *slopes);
    for (int i = 0; i < EXPRESSION_NODES_MAX; i++)
        slopes[i] = NO_NODE;
    builder.lenient = true;
    int slope = derive_by(&builder, root, slopes, textbook_rule);
    free(slopes);
    // The slope may have new squares, e^(-(x/√2)²), so that it is copied plainly, too.
    struct builder again;
    builder_start(&again);
    int plain = builder.full ? NODE_X : copy_plainly(&again, builder.nodes, slope);
    bool full = builder.full || again.full;
    struct expression *out = expression_create();
    for (int i = 0; i < expression->parameter_count; i++)
        expression_add_parameter(out, expression->names[i], strlen(expression->names[i]),
                                 expression->parameters[i].initial);
    out->n = again.n;
    out->nodes = again.nodes;
    for (int order = 0; order < ORDER_COUNT; order++)
        out->roots[order] = plain;
    free(builder.nodes);
    builder_end(&builder);
    builder_end(&again);
    if (!full)
        return out;
    expression_destroy(out);
    return NULL;
}
