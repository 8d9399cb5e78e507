#include "activation/expression_wide.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "activation/expression_node.h"
#include "activation/formula_text.h"
#include "activation/wide.h"

// f and its derivatives of a node.
struct track {
    struct wide v[ORDER_COUNT];
    bool still;   // constant for some way on both sides
    bool endless; // not known, but infinite for some way on both sides
};

struct tracker {
    const struct expression *expression;
    const struct node *nodes;
    const double *values; // of the nodes that do not depend on x
    struct track *tracks;
    bool is_form; // of the catalogue, whose constants are exact: a user's are the doubles they are
};

static const struct wide zero = {.bits = WIDE_BITS};
static const struct wide one = {.bits = WIDE_BITS, .part = 0.5, .more = 1};

static struct track constant(struct wide value)
{
    return (struct track){.v = {value, zero, zero}, .still = true};
}

static struct track unknown(void)
{
    const struct wide none = {.bits = WIDE_BITS, .part = (double)NAN};
    return (struct track){.v = {none, none, none}};
}

static struct track endless(void)
{
    struct track out = unknown();
    out.endless = true;
    return out;
}

static bool is_known(const struct track *a)
{
    return wide_is_known(a->v[0]);
}

// Whether it is 0 for some way.
static bool is_nothing(const struct track *a)
{
    return a->still && wide_is_zero(a->v[0]);
}

static struct wide scaled(double factor, struct wide a)
{
    return wide_multiply(wide_of(factor), a);
}

static struct wide product3(struct wide a, struct wide b, struct wide c)
{
    return wide_multiply(wide_multiply(a, b), c);
}

// --- arithmetic ---

static struct track negative(struct track a)
{
    for (int order = 0; order < ORDER_COUNT; order++)
        a.v[order] = wide_negate(a.v[order]);
    return a;
}

// What cancels to 0 is 0 up to rounding errors, which may be great beside what comes next:
// (1 - erf(x)) exp(x^2).
static struct track sum(struct track a, struct track b)
{
    struct track out = {.still = a.still && b.still};
    if (a.endless || b.endless)
        return endless();
    for (int order = 0; order < ORDER_COUNT; order++)
        out.v[order] = wide_add(a.v[order], b.v[order]);
    bool cancels = wide_is_zero(out.v[0]) && !wide_is_zero(a.v[0]);
    return cancels && !out.still ? unknown() : out;
}

static struct track product(struct track a, struct track b)
{
    if ((is_nothing(&a) || is_nothing(&b)) && is_known(&a) && is_known(&b))
        return constant(zero);
    if (a.endless || b.endless)
        return endless();
    struct track out = {.still = a.still && b.still};
    out.v[0] = wide_multiply(a.v[0], b.v[0]);
    out.v[1] = wide_add(wide_multiply(a.v[1], b.v[0]), wide_multiply(a.v[0], b.v[1]));
    out.v[2] = wide_add(wide_add(wide_multiply(a.v[2], b.v[0]), wide_multiply(a.v[0], b.v[2])),
                        scaled(2, wide_multiply(a.v[1], b.v[1])));
    return out;
}

// q = a/b: q' = (a' - q b')/b, q'' = (a'' - 2 q' b' - q b'')/b.
static struct track quotient(struct track a, struct track b)
{
    struct track q = {.still = a.still && b.still};
    if (a.endless || (is_nothing(&b) && is_known(&a) && !wide_is_zero(a.v[0])))
        return endless();
    q.v[0] = wide_divide(a.v[0], b.v[0]);
    q.v[1] = wide_divide(wide_subtract(a.v[1], wide_multiply(q.v[0], b.v[1])), b.v[0]);
    struct wide less =
        wide_add(scaled(2, wide_multiply(q.v[1], b.v[1])), wide_multiply(q.v[0], b.v[2]));
    q.v[2] = wide_divide(wide_subtract(a.v[2], less), b.v[0]);
    return q;
}

// g(u) from g, g' and g'' at u.
static struct track applied(struct track u, struct wide g, struct wide dg, struct wide d2g)
{
    if (u.still)
        return constant(g);
    struct track out = {.v = {g, wide_multiply(dg, u.v[1])}};
    out.v[2] = wide_add(product3(d2g, u.v[1], u.v[1]), wide_multiply(dg, u.v[2]));
    return out;
}

// --- powers ---

// The slopes p u^(p - 1) and p (p - 1) u^(p - 2) by u^p, but where u is 0, for whole p only.
static struct track raised(struct track u, struct wide p)
{
    struct wide y = wide_power(u.v[0], p), less = wide_subtract(p, one);
    if ((u.endless && wide_sign(p) > 0) || (is_nothing(&u) && wide_sign(p) < 0))
        return endless();
    if (u.still)
        return constant(y);
    if (wide_is_zero(u.v[0])) {
        double power = wide_value(p);
        bool whole = wide_is_whole(p) && power >= 0;
        return whole ? applied(u, y, wide_of(power == 1), wide_of(power == 2 ? 2 : 0)) : unknown();
    }
    struct wide slope = wide_divide(wide_multiply(p, y), u.v[0]);
    return applied(u, y, slope, wide_divide(wide_multiply(less, slope), u.v[0]));
}

static struct track exponential(struct track u)
{
    struct wide y = wide_apply(WIDE_EXP, u.v[0]);
    return applied(u, y, y, y);
}

// Of what rounds to 1 it is not known.
static struct track logarithm(struct track u, enum wide_function function, struct wide factor)
{
    struct wide value = wide_apply(function, u.v[0]);
    if (is_nothing(&u))
        return endless();
    if (wide_sign(u.v[0]) <= 0 || (wide_is_zero(value) && !u.still))
        return unknown();
    struct wide slope = wide_divide(factor, u.v[0]);
    return applied(u, value, slope, wide_negate(wide_divide(slope, u.v[0])));
}

static struct track log_of(struct track u)
{
    return logarithm(u, WIDE_LOG, one);
}

static struct wide root_of(double value, int bits)
{
    return wide_apply(WIDE_SQRT, wide_rounded(wide_of(value), bits));
}

static struct wide one_by_log(double base, int bits)
{
    return wide_divide(one, wide_apply(WIDE_LOG, wide_rounded(wide_of(base), bits)));
}

static struct track log2_of(struct track u)
{
    return logarithm(u, WIDE_LOG2, one_by_log(2, u.v[0].bits));
}

static struct track log10_of(struct track u)
{
    return logarithm(u, WIDE_LOG10, one_by_log(10, u.v[0].bits));
}

// a^b, whose value is more exact as a power than by the logarithm.
static struct track power_of(struct track a, struct track b)
{
    if (b.still)
        return raised(a, b.v[0]);
    struct track exponent = product(b, log_of(a));
    struct wide y = wide_power(a.v[0], b.v[0]);
    return wide_is_known(y) ? applied(exponent, y, y, y) : exponential(exponent);
}

// u^p for a fraction p, by a function of its own; not where u is 0 but for a stretch of 0.
static struct track fraction(struct track u, enum wide_function function, struct wide p)
{
    struct wide y = wide_apply(function, u.v[0]);
    if (u.endless || u.still)
        return u.endless ? endless() : constant(y);
    if (wide_is_zero(u.v[0]))
        return unknown();
    struct wide slope = wide_divide(wide_multiply(p, y), u.v[0]);
    struct wide turn = wide_multiply(wide_subtract(p, one), slope);
    return applied(u, y, slope, wide_divide(turn, u.v[0]));
}

static struct track root(struct track u)
{
    return fraction(u, WIDE_SQRT, wide_of(0.5));
}

static struct track cube_root(struct track u)
{
    return fraction(u, WIDE_CBRT, wide_ratio(1, 3));
}

// --- functions of one argument ---

static struct track one_plus_square(struct track u)
{
    return sum(constant(one), product(u, u));
}

// 1 - u^2, of which neither factor cancels.
static struct track one_minus_square(struct track u)
{
    return product(sum(constant(one), negative(u)), sum(constant(one), u));
}

// That function of u, whose slope is factor base^exponent.
static struct track by_slope(struct track u, enum wide_function function, double factor,
                             struct track base, double exponent)
{
    struct wide value = wide_apply(function, u.v[0]);
    struct track slope = product(constant(wide_of(factor)), raised(base, wide_of(exponent)));
    if (u.still)
        return constant(value);
    struct track out = {.v = {value, wide_multiply(slope.v[0], u.v[1])}};
    out.v[2] = wide_add(wide_multiply(slope.v[1], u.v[1]), wide_multiply(slope.v[0], u.v[2]));
    return out;
}

static struct track sine(struct track u)
{
    struct wide y = wide_apply(WIDE_SIN, u.v[0]);
    return applied(u, y, wide_apply(WIDE_COS, u.v[0]), wide_negate(y));
}

static struct track cosine(struct track u)
{
    struct wide y = wide_apply(WIDE_COS, u.v[0]);
    return applied(u, y, wide_negate(wide_apply(WIDE_SIN, u.v[0])), wide_negate(y));
}

static struct track tangent(struct track u)
{
    struct wide y = wide_apply(WIDE_TAN, u.v[0]);
    struct wide slope = wide_add(one, wide_multiply(y, y));
    return applied(u, y, slope, scaled(2, wide_multiply(y, slope)));
}

static struct track arc_sine(struct track u)
{
    return by_slope(u, WIDE_ASIN, 1, one_minus_square(u), -0.5);
}

static struct track arc_cosine(struct track u)
{
    return by_slope(u, WIDE_ACOS, -1, one_minus_square(u), -0.5);
}

static struct track arc_tangent(struct track u)
{
    return by_slope(u, WIDE_ATAN, 1, one_plus_square(u), -1);
}

static struct track hyperbolic_sine(struct track u)
{
    struct wide y = wide_apply(WIDE_SINH, u.v[0]);
    return applied(u, y, wide_apply(WIDE_COSH, u.v[0]), y);
}

static struct track hyperbolic_cosine(struct track u)
{
    struct wide y = wide_apply(WIDE_COSH, u.v[0]);
    return applied(u, y, wide_apply(WIDE_SINH, u.v[0]), y);
}

// tanh' = sech^2, tanh'' = -2 tanh sech^2.
static struct track hyperbolic_tangent(struct track u)
{
    struct wide y = wide_apply(WIDE_TANH, u.v[0]), sech = wide_apply(WIDE_SECH, u.v[0]);
    struct wide slope = wide_multiply(sech, sech);
    return applied(u, y, slope, scaled(-2, wide_multiply(y, slope)));
}

static struct track area_sine(struct track u)
{
    return by_slope(u, WIDE_ASINH, 1, one_plus_square(u), -0.5);
}

static struct track area_cosine(struct track u)
{
    if (wide_compare(u.v[0], one) <= 0)
        return unknown();
    return by_slope(u, WIDE_ACOSH, 1, negative(one_minus_square(u)), -0.5);
}

static struct track area_tangent(struct track u)
{
    return by_slope(u, WIDE_ATANH, 1, one_minus_square(u), -1);
}

// Their slope is factor * 2/sqrt(pi) e^(-u^2).
static struct track error_function(struct track u, enum wide_function function, double factor)
{
    struct wide bell = wide_apply(WIDE_EXP, wide_negate(wide_multiply(u.v[0], u.v[0])));
    struct wide slope =
        wide_divide(scaled(2 * factor, bell), wide_apply(WIDE_SQRT, wide_pi(u.v[0].bits)));
    return applied(u, wide_apply(function, u.v[0]), slope,
                   scaled(-2, wide_multiply(u.v[0], slope)));
}

static struct track erf_of(struct track u)
{
    return error_function(u, WIDE_ERF, 1);
}

static struct track erfc_of(struct track u)
{
    return error_function(u, WIDE_ERFC, -1);
}

static struct track expm1_of(struct track u)
{
    struct wide e = wide_apply(WIDE_EXP, u.v[0]);
    return applied(u, wide_apply(WIDE_EXPM1, u.v[0]), e, e);
}

static struct track log1p_of(struct track u)
{
    struct track more = sum(constant(one), u);
    return wide_sign(more.v[0]) > 0 ? by_slope(u, WIDE_LOG1P, 1, more, -1) : unknown();
}

// --- what bends or jumps: known away from there ---

static struct track size(struct track u)
{
    if (wide_is_zero(u.v[0]))
        return u.still ? u : unknown();
    return wide_sign(u.v[0]) < 0 ? negative(u) : u;
}

static struct track sign_of(struct track u)
{
    if (!is_known(&u) || (wide_is_zero(u.v[0]) && !u.still))
        return unknown();
    return constant(wide_of(wide_sign(u.v[0])));
}

// Of what is vast it is all that is left.
static struct track whole_number(struct track u, struct wide whole)
{
    if (wide_is_vast(u.v[0]))
        return (struct track){.v = {u.v[0], zero, zero}, .still = u.still};
    return u.still || !wide_is_whole(u.v[0]) ? constant(whole) : unknown();
}

static struct track floor_of(struct track u)
{
    return whole_number(u, wide_apply(WIDE_FLOOR, u.v[0]));
}

static struct track ceil_of(struct track u)
{
    return whole_number(u, wide_apply(WIDE_CEIL, u.v[0]));
}

// Whether which one is greater stays as it is.
static bool is_decided(const struct track *a, const struct track *b)
{
    return is_known(a) && is_known(b) &&
           (wide_compare(a->v[0], b->v[0]) != 0 || (a->still && b->still));
}

static struct track lesser(struct track a, struct track b, double sign)
{
    if (!is_decided(&a, &b))
        return unknown();
    return sign * wide_compare(a.v[0], b.v[0]) <= 0 ? a : b;
}

static struct track compared(enum op op, struct track a, struct track b)
{
    if (!is_decided(&a, &b))
        return unknown();
    return constant(wide_of(op_value(op, wide_compare(a.v[0], b.v[0]), 0, 0)));
}

// Of what is read as true or false: 1 or 0, NaN where that is not known.
static double truth(const struct track *a)
{
    if (!is_known(a) || (wide_is_zero(a->v[0]) && !a->still))
        return (double)NAN;
    return !wide_is_zero(a->v[0]);
}

static struct track logic(enum op op, const struct track *a, const struct track *b)
{
    double p = truth(a), q = truth(b);
    return isnan(p) || isnan(q) ? unknown() : constant(wide_of(op_value(op, p, q, 0)));
}

static struct track branch(const struct track *condition, const struct track *a,
                           const struct track *b)
{
    double is = truth(condition);
    return isnan(is) ? unknown() : is != 0 ? *a : *b;
}

// --- functions of the catalogue ---

// sigmoid and its slopes by e = exp(-|u|): e/(1 + e)^2 and that times (e - 1)/(1 + e).
static struct track sigmoid(struct track u)
{
    int sign = wide_sign(u.v[0]);
    struct wide exponent = sign < 0 ? u.v[0] : wide_negate(u.v[0]);
    struct wide e = wide_apply(WIDE_EXP, exponent), e_1 = wide_apply(WIDE_EXPM1, exponent);
    struct wide below = wide_add(one, e), share = wide_divide(one, below);
    struct wide slope = product3(e, share, share);
    struct wide turn = wide_divide(scaled(sign, e_1), below);
    return applied(u, sign < 0 ? wide_multiply(e, share) : share, slope,
                   wide_multiply(slope, turn));
}

// log(1 + e^u).
static struct track softplus(struct track u)
{
    const struct track argument = {.v = {u.v[0], one, zero}};
    struct track slope = sigmoid(argument);
    struct wide below = wide_apply(WIDE_EXP, wide_negate(size(u).v[0]));
    struct wide more = wide_apply(WIDE_LOG1P, below);
    struct wide y = wide_sign(u.v[0]) > 0 ? wide_add(u.v[0], more) : more;
    return applied(u, y, slope.v[0], slope.v[1]);
}

// u Phi(u), Phi(u) = erfc(-u/sqrt(2))/2, whose slope is e^(-u^2/2)/sqrt(2 pi); far below 0 the part
// e^(-u^2/2) of erfc is better without the root.
static struct track gelu(struct track u)
{
    struct wide root_2 = root_of(2, u.v[0].bits);
    struct wide a = wide_divide(wide_negate(u.v[0]), root_2);
    struct wide bell = wide_apply(WIDE_EXP, scaled(-0.5, wide_multiply(u.v[0], u.v[0])));
    struct wide rooted = wide_apply(WIDE_EXP, wide_negate(wide_multiply(a, a)));
    struct wide tail = wide_apply(WIDE_ERFC, a);
    if (wide_compare(a, one) > 0)
        tail = wide_multiply(tail, wide_divide(bell, rooted));
    struct wide density = wide_divide(bell, wide_apply(WIDE_SQRT, scaled(2, wide_pi(u.v[0].bits))));
    struct wide turn = wide_negate(wide_multiply(u.v[0], density));
    return product(u, applied(u, scaled(0.5, tail), density, turn));
}

// By the function's own values. Where they are the same nearby, to both sides, it is constant, as
// far as doubles tell; so may be only what has breaks.
static struct track from_values(const struct activation *a, const double *parameters,
                                struct track u)
{
    enum { LOOKS = 5 };
    double at = wide_value(u.v[0]), y[LOOKS], dy[LOOKS], d2y[LOOKS];
    const double x[LOOKS] = {at, at * (1 - 0x1p-20), at * (1 + 0x1p-20), at * (1 - 0x1p-8),
                             at * (1 + 0x1p-8)};
    struct activation_break breaks[ACTIVATION_BREAKS_MAX];
    int n = isfinite(at) ? activation_breaks(a, parameters, breaks) : 0;
    bool level = n > 0 && at != 0;
    for (int i = 0; i < n; i++)
        if (at == breaks[i].x)
            return unknown();
    if (!isfinite(at))
        return unknown();
    activation_eval(a, parameters, x, level ? LOOKS : 1, y, dy, d2y);
    for (int i = 0; i < LOOKS && level; i++)
        level = y[i] == y[0] && dy[i] == 0 && d2y[i] == 0;
    return level ? constant(wide_of(y[0]))
                 : applied(u, wide_of(y[0]), wide_of(dy[0]), wide_of(d2y[0]));
}

static struct track walk(const struct expression *expression, const double *parameters,
                         struct track x, bool is_form);

static struct track by_form(const struct call_form *form, const double *parameters, struct track u)
{
    double own[ACTIVATION_PARAMETERS_MAX];
    form_parameters(form, parameters, own);
    return walk(form->form, own, u, true);
}

// Whether doubles hold all of it.
static bool is_plain(const struct track *a)
{
    for (int order = 0; order < ORDER_COUNT; order++)
        if (!wide_is_known(a->v[order]) || !wide_is_double(a->v[order]) ||
            (wide_is_zero(a->v[order]) && !a->still))
            return false;
    return true;
}

// Whether doubles have lost a value that is not 0.
static bool has_faded(const struct track *y, const struct track *u)
{
    return !y->still && !wide_is_zero(u->v[0]) && !(fabs(wide_value(y->v[0])) >= DBL_MIN);
}

// Those that need no formula, or are better than it.
static const struct native {
    const char *id;
    struct track (*function)(struct track u);
} natives[] = {
    {"sigmoid", sigmoid}, {"tanh", hyperbolic_tangent}, {"softplus", softplus}, {"gelu", gelu}};

// By the function's own values, which have 53 bits, and where these do not do by its formula.
static struct track called(const struct tracker *t, const struct node *call)
{
    const struct activation *a = activation_at(call->activation);
    double parameters[ACTIVATION_PARAMETERS_MAX] = {0};
    struct track u = t->tracks[call->a];
    bool valid = call_parameters(t->nodes, call, t->values, parameters);
    if (!valid || call->order != ORDER_F)
        return unknown();
    for (size_t i = 0; i < sizeof natives / sizeof natives[0]; i++)
        if (strcmp(a->id, natives[i].id) == 0)
            return natives[i].function(u);
    struct track y = from_values(a, parameters, u);
    bool is_right = u.v[0].bits == WIDE_BITS_LEAST && is_plain(&y);
    for (int i = 0; i < t->expression->form_count && !is_right; i++)
        if (t->expression->forms[i].activation == a) {
            struct track better = by_form(&t->expression->forms[i], parameters, u);
            y = is_known(&better) || has_faded(&y, &u) ? better : y;
            break;
        }
    return y;
}

// --- the tree ---

typedef struct track track_function(struct track u);
static track_function *const functions[OP_COUNT] = {
    [OP_NEG] = negative,
    [OP_ABS] = size,
    [OP_SIGN] = sign_of,
    [OP_FLOOR] = floor_of,
    [OP_CEIL] = ceil_of,
    [OP_EXP] = exponential,
    [OP_EXPM1] = expm1_of,
    [OP_LOG] = log_of,
    [OP_LOG2] = log2_of,
    [OP_LOG10] = log10_of,
    [OP_LOG1P] = log1p_of,
    [OP_SQRT] = root,
    [OP_CBRT] = cube_root,
    [OP_SIN] = sine,
    [OP_COS] = cosine,
    [OP_TAN] = tangent,
    [OP_ASIN] = arc_sine,
    [OP_ACOS] = arc_cosine,
    [OP_ATAN] = arc_tangent,
    [OP_SINH] = hyperbolic_sine,
    [OP_COSH] = hyperbolic_cosine,
    [OP_ASINH] = area_sine,
    [OP_ACOSH] = area_cosine,
    [OP_ATANH] = area_tangent,
    [OP_ERF] = erf_of,
    [OP_ERFC] = erfc_of,
};

// The operand of node i where that is e^u, else NO_NODE.
static int exponent_of(const struct node *nodes, int i)
{
    return i != NO_NODE && nodes[i].op == OP_EXP ? nodes[i].a : NO_NODE;
}

// The operand beside 1 where node i is 1 + u or u + 1, else NO_NODE.
static int beside_1(const struct node *nodes, int i)
{
    const struct node *n = &nodes[i];
    if (n->op != OP_ADD)
        return NO_NODE;
    if (nodes[n->a].op == OP_CONSTANT && nodes[n->a].value == 1)
        return n->b;
    return nodes[n->b].op == OP_CONSTANT && nodes[n->b].value == 1 ? n->a : NO_NODE;
}

// The logarithms of e^u, which may lie beyond all numbers; of 1 + e^u; and of 1 + u, of which
// 1 + exp(-800) would be 1. Returns false where a node is none of these.
static bool is_logarithm(const struct tracker *t, const struct node *n, struct track *y)
{
    bool plain = n->op == OP_LOG || n->op == OP_LOG2 || n->op == OP_LOG10;
    int exponent = plain ? exponent_of(t->nodes, n->a) : NO_NODE;
    int small = plain ? beside_1(t->nodes, n->a) : n->op == OP_LOG1P ? n->a : NO_NODE;
    int inner = exponent_of(t->nodes, small);
    if (exponent != NO_NODE)
        *y = t->tracks[exponent];
    else if (inner != NO_NODE)
        *y = softplus(t->tracks[inner]);
    else if (small != NO_NODE)
        *y = log1p_of(t->tracks[small]);
    else
        return false;
    if (n->op == OP_LOG2 || n->op == OP_LOG10)
        *y = product(constant(one_by_log(n->op == OP_LOG2 ? 2 : 10, y->v[0].bits)), *y);
    return true;
}

static struct track track_of(const struct tracker *t, const struct node *n)
{
    struct track y;
    if (is_logarithm(t, n, &y))
        return y;
    const struct track *a = &t->tracks[n->a], *b = n->b == NO_NODE ? a : &t->tracks[n->b];
    if (functions[n->op] != NULL)
        return functions[n->op](*a);
    if (is_comparison(n->op))
        return compared(n->op, *a, *b);
    switch (n->op) {
    case OP_ADD:
        return sum(*a, *b);
    case OP_SUB:
        return sum(*a, negative(*b));
    case OP_MUL:
        return product(*a, *b);
    case OP_DIV:
        return quotient(*a, *b);
    case OP_POW:
        return power_of(*a, *b);
    case OP_HYPOT:
        return root(sum(product(*a, *a), product(*b, *b)));
    case OP_MIN:
        return lesser(*a, *b, 1);
    case OP_MAX:
        return lesser(*a, *b, -1);
    case OP_AND:
    case OP_OR:
    case OP_NOT:
        return logic(n->op, a, b);
    case OP_IF:
        return branch(a, b, &t->tracks[n->c]);
    case OP_CALL:
        return called(t, n);
    default:
        return unknown();
    }
}

// Whether 53 bits come to the same value as doubles, where these have it.
static bool is_the_same(enum op op)
{
    return op == OP_X || op == OP_ADD || op == OP_SUB || op == OP_MUL || op == OP_DIV ||
           op == OP_NEG || op == OP_EXP || op == OP_SIN || op == OP_COS || op == OP_CALL;
}

// The value of a node as doubles have it, where they do: what is exactly 0 or 1 there is so here.
static void take_double(const struct tracker *t, const struct node *n, struct track *y)
{
    const int operands[] = {n->a, n->b, n->c};
    double v[3] = {0};
    for (int k = 0; k < 3 && operands[k] != NO_NODE; k++) {
        if (!wide_is_double(t->tracks[operands[k]].v[0]))
            return;
        v[k] = wide_value(t->tracks[operands[k]].v[0]);
    }
    double value = op_value(n->op, v[0], v[1], v[2]);
    if (isfinite(value) && fabs(value) >= DBL_MIN)
        y->v[0] = wide_rounded(wide_of(value), WIDE_BITS_LEAST);
}

// The number that a formula of the catalogue means by a double that the parser has made of it.
static struct wide exact_of(double value, int bits)
{
    const double pi = 3.14159265358979324;
    if (value == pi)
        return wide_pi(bits);
    if (value == sqrt(2))
        return root_of(2, bits);
    if (value == sqrt(2 / pi))
        return wide_apply(WIDE_SQRT, wide_divide(wide_of(2), wide_pi(bits)));
    return wide_of(value);
}

// What does not depend on x.
static struct track constant_of(const struct tracker *t, int i, int bits)
{
    const struct node *n = &t->nodes[i];
    if (t->is_form && n->op == OP_CONSTANT)
        return constant(exact_of(t->values[i], bits));
    bool is_plain = n->op == OP_PARAMETER || n->op == OP_CONSTANT || n->op == OP_LIST;
    return t->is_form && !is_plain ? track_of(t, n) : constant(wide_of(t->values[i]));
}

// Node p, or p less q where that is not NO_NODE.
static struct track difference(const struct expression *expression, const double *parameters,
                               struct track x, int p, int q, bool is_form)
{
    enum { FEW = 64 };
    int root = p > q ? p : q, bits = x.v[0].bits;
    const struct node *nodes = expression->nodes;
    double few_values[FEW], *more_values = NULL;
    struct track few[FEW], *more = NULL;
    if (root >= FEW) {
        more_values = allocate((size_t)root + 1, sizeof *more_values);
        more = allocate((size_t)root + 1, sizeof *more);
    }
    double *values = more_values ? more_values : few_values;
    struct track *tracks = more ? more : few;
    const struct tracker t = {expression, nodes, values, tracks, is_form && bits > WIDE_BITS_LEAST};
    for (int i = 0; i <= root; i++) {
        if (!nodes[i].varies) {
            values[i] = node_value(nodes, i, parameters, (double)NAN, values);
            tracks[i] = constant_of(&t, i, bits);
            continue;
        }
        tracks[i] = nodes[i].op == OP_X ? x : track_of(&t, &nodes[i]);
        if (bits == WIDE_BITS_LEAST && !is_the_same(nodes[i].op) && is_known(&tracks[i]))
            take_double(&t, &nodes[i], &tracks[i]);
    }
    struct track found = q == NO_NODE ? tracks[p] : sum(tracks[p], negative(tracks[q]));
    free(more);
    free(more_values);
    return found;
}

static struct track walk(const struct expression *expression, const double *parameters,
                         struct track x, bool is_form)
{
    return difference(expression, parameters, x, expression->roots[ORDER_F], NO_NODE, is_form);
}

static struct track x_of(double x, int bits)
{
    return (struct track){.v = {wide_rounded(wide_of(x), bits), one, zero}};
}

enum wide_known expression_wide_values(const struct expression *expression,
                                       const double *parameters, double x, double y[ORDER_COUNT])
{
    struct track found = walk(expression, parameters, x_of(x, WIDE_BITS_LEAST), false);
    bool all = true;
    for (int order = 0; order < ORDER_COUNT; order++) {
        bool is_known = wide_is_known(found.v[order]);
        all = all && is_known;
        y[order] = is_known ? wide_value(found.v[order]) : (double)NAN;
    }
    if (all)
        return WIDE_KNOWN;
    return found.endless ? WIDE_ENDLESS : isnan(y[ORDER_F]) ? WIDE_UNKNOWN : WIDE_VALUE;
}

enum { FEWER_BITS = 192 };

// Fast, and where nothing is left, with more digits.
int expression_wide_sign(const struct expression *expression, const double *parameters, double x,
                         int p, int q)
{
    static const int bits[] = {WIDE_BITS, FEWER_BITS};
    struct wide found[2];
    struct track fast = difference(expression, parameters, x_of(x, WIDE_BITS_LEAST), p, q, false);
    if (wide_sign(fast.v[0]) != 0 || q == NO_NODE)
        return wide_sign(fast.v[0]);
    struct wide_range range = wide_begin();
    for (int i = 0; i < 2; i++)
        found[i] = difference(expression, parameters, x_of(x, bits[i]), p, q, false).v[0];
    int sign = wide_agree(found[0], found[1]) ? wide_sign(found[0]) : 0;
    wide_end(range);
    wide_forget();
    return sign;
}

// In 256 bits, and known where 192 come to the same; a 0 may be all that is left of a difference.
static void find_precise(const struct expression *expression, const double *parameters, double x,
                         bool is_form, double y[ORDER_COUNT])
{
    struct wide_range range = wide_begin();
    struct track found = walk(expression, parameters, x_of(x, WIDE_BITS), is_form);
    struct track again = walk(expression, parameters, x_of(x, FEWER_BITS), is_form);
    for (int order = 0; order < ORDER_COUNT; order++) {
        bool is_known = wide_agree(found.v[order], again.v[order]) &&
                        (found.still || !wide_is_zero(found.v[order]));
        y[order] = is_known ? wide_value(found.v[order]) : (double)NAN;
    }
    wide_end(range);
}

bool expression_precise_begin(struct precise *precise, const struct activation *activation,
                              const double *parameters)
{
    *precise = (struct precise){.expression = activation->expression, .parameters = parameters};
    if (activation->expression != NULL)
        return true;
    const char *text = formula_text(activation->id, ORDER_F);
    precise->form = text != NULL ? expression_parse(text, NULL) : NULL;
    if (precise->form == NULL)
        return false;
    const struct call_form form = {activation, precise->form};
    form_parameters(&form, parameters, precise->own);
    return true;
}

void expression_precise_values(const struct precise *precise, double x, double y[ORDER_COUNT])
{
    if (precise->form != NULL)
        find_precise(precise->form, precise->own, x, true, y);
    else
        find_precise(precise->expression, precise->parameters, x, false, y);
}

void expression_precise_end(struct precise *precise)
{
    expression_destroy(precise->form);
    wide_forget();
}
