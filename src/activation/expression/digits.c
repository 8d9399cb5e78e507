// Formulas in wide numbers: one loop over the nodes, which makes f, f' and f'' of each (a track,
// numbers/track.h) from those of its operands.
#include "activation/expression/digits.h"
#include "activation/row.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "activation/expression/node.h"
#include "activation/numbers/track.h"

struct tracker {
    const struct expression *expression;
    const struct node *nodes;
    const double *values; // of the nodes that do not depend on x
    struct track *tracks; // by node
    bool is_form;         // a definition of the catalogue, whose constants are exact (digits.h)
};

// Whether it is known which of two values is greater, at x and close to it: they differ, or both
// are constant around x.
static bool is_decided(const struct track *a, const struct track *b)
{
    return track_is_known(a) && track_is_known(b) &&
           (wide_compare(a->v[0], b->v[0]) != 0 || (a->still && b->still));
}

// min(a, b) with sign 1, max(a, b) with sign -1; unknown where that has a kink.
static struct track lesser(struct track a, struct track b, double sign)
{
    if (!is_decided(&a, &b))
        return track_unknown();
    return sign * wide_compare(a.v[0], b.v[0]) <= 0 ? a : b;
}

static struct track compared(enum op op, struct track a, struct track b)
{
    if (!is_decided(&a, &b))
        return track_unknown();
    return track_constant(wide_of(op_value(op, wide_compare(a.v[0], b.v[0]), 0, 0)));
}

// Whether a value counts as true: 1, 0, or NaN where that is not known around x.
static double truth(const struct track *a)
{
    if (!track_is_known(a) || (wide_is_zero(a->v[0]) && !a->still))
        return (double)NAN;
    return !wide_is_zero(a->v[0]);
}

static struct track logic(enum op op, const struct track *a, const struct track *b)
{
    double p = truth(a), q = truth(b);
    return isnan(p) || isnan(q) ? track_unknown() : track_constant(wide_of(op_value(op, p, q, 0)));
}

// if(condition, a, b).
static struct track branch(const struct track *condition, const struct track *a,
                           const struct track *b)
{
    double is = truth(condition);
    return isnan(is) ? track_unknown() : is != 0 ? *a : *b;
}

// --- functions of the catalogue ---

// A function of the catalogue at u, from its own f, f' and f'' in doubles. It is taken to be
// constant around u, as relu is below 0, if it has breaks and its values at four points around are
// the same. Unknown at a break.
static struct track from_values(const struct activation *a, const double *parameters,
                                struct track u)
{
    enum { LOOKS = 5 };
    double at = wide_value(u.v[0]), y[LOOKS], dy[LOOKS], d2y[LOOKS];
    const double x[LOOKS] = {at, at * (1 - 0x1p-20), at * (1 + 0x1p-20), at * (1 - 0x1p-8),
                             at * (1 + 0x1p-8)};
    struct activation_break breaks[ACTIVATION_BREAKS_MAX];
    int n = isfinite(at) ? row_breaks(a, parameters, breaks) : 0;
    bool level = n > 0 && at != 0;
    for (int i = 0; i < n; i++)
        if (at == breaks[i].x)
            return track_unknown();
    if (!isfinite(at))
        return track_unknown();
    row_eval(a, parameters, x, level ? LOOKS : 1, y, dy, d2y);
    for (int i = 0; i < LOOKS && level; i++)
        level = y[i] == y[0] && dy[i] == 0 && d2y[i] == 0;
    return level ? track_constant(wide_of(y[0]))
                 : track_applied(u, wide_of(y[0]), wide_of(dy[0]), wide_of(d2y[0]));
}

static struct track track_of_f(const struct expression *expression, const double *parameters,
                               struct track x, bool is_form);

// A function of the catalogue at u by its definition; `parameters` are those of the function.
static struct track by_form(const struct call_form *form, const double *parameters, struct track u)
{
    double own[ACTIVATION_PARAMETERS_MAX];
    form_parameters(form, parameters, own);
    return track_of_f(form->form, own, u, true);
}

// Whether doubles hold f, f' and f'', so that the definition would add nothing. A 0 that does not
// stay 0 may be an underflow.
static bool is_plain(const struct track *a)
{
    for (int order = 0; order < ORDER_COUNT; order++)
        if (!wide_is_known(a->v[order]) || !wide_is_double(a->v[order]) ||
            (wide_is_zero(a->v[order]) && !a->still))
            return false;
    return true;
}

// Whether the value y of a function at u is an underflow.
static bool has_faded(const struct track *y, const struct track *u)
{
    return !y->still && !wide_is_zero(u->v[0]) && !(fabs(wide_value(y->v[0])) >= DBL_MIN);
}

// Functions of the catalogue that are computed directly in wide numbers, which is faster than their
// definitions or loses fewer digits.
static const struct native {
    const char *id;
    struct track (*function)(struct track u);
} natives[] = {{"sigmoid", track_sigmoid},
               {"tanh", track_tanh},
               {"softplus", track_softplus},
               {"gelu", track_gelu}};

// A call of the catalogue: by the function's own values in doubles, and where these do not suffice
// by its definition.
static struct track called(const struct tracker *t, const struct node *call)
{
    const struct activation *a = activation_at(call->activation);
    double parameters[ACTIVATION_PARAMETERS_MAX] = {0};
    struct track u = t->tracks[call->a];
    bool valid = call_parameters(t->nodes, call, t->values, parameters);
    if (!valid || call->order != ORDER_F)
        return track_unknown();
    for (size_t i = 0; i < sizeof natives / sizeof natives[0]; i++)
        if (strcmp(a->id, natives[i].id) == 0)
            return natives[i].function(u);
    struct track y = from_values(a, parameters, u);
    bool is_right = u.v[0].bits == WIDE_BITS_LEAST && is_plain(&y);
    for (int i = 0; i < t->expression->form_count && !is_right; i++)
        if (t->expression->forms[i].activation == a) {
            struct track better = by_form(&t->expression->forms[i], parameters, u);
            y = track_is_known(&better) || has_faded(&y, &u) ? better : y;
            break;
        }
    return y;
}

// --- the tree ---

typedef struct track track_function(struct track u);
static track_function *const functions[OP_COUNT] = {
    [OP_NEG] = track_negative, [OP_ABS] = track_abs,     [OP_SIGN] = track_sign,
    [OP_FLOOR] = track_floor,  [OP_CEIL] = track_ceil,   [OP_EXP] = track_exp,
    [OP_EXPM1] = track_expm1,  [OP_LOG] = track_log,     [OP_LOG2] = track_log2,
    [OP_LOG10] = track_log10,  [OP_LOG1P] = track_log1p, [OP_SQRT] = track_root,
    [OP_CBRT] = track_cbrt,    [OP_SIN] = track_sin,     [OP_COS] = track_cos,
    [OP_TAN] = track_tan,      [OP_ASIN] = track_asin,   [OP_ACOS] = track_acos,
    [OP_ATAN] = track_atan,    [OP_SINH] = track_sinh,   [OP_COSH] = track_cosh,
    [OP_ASINH] = track_asinh,  [OP_ACOSH] = track_acosh, [OP_ATANH] = track_atanh,
    [OP_ERF] = track_erf,      [OP_ERFC] = track_erfc,
};

// u where node i is exp(u), else NO_NODE.
static int exponent_of(const struct node *nodes, int i)
{
    return i != NO_NODE && nodes[i].op == OP_EXP ? nodes[i].a : NO_NODE;
}

// u where node i is 1 + u or u + 1, else NO_NODE.
static int beside_1(const struct node *nodes, int i)
{
    const struct node *n = &nodes[i];
    if (n->op != OP_ADD)
        return NO_NODE;
    if (nodes[n->a].op == OP_CONSTANT && nodes[n->a].value == 1)
        return n->b;
    return nodes[n->b].op == OP_CONSTANT && nodes[n->b].value == 1 ? n->a : NO_NODE;
}

// Logarithms that are computed from u: log(e^u), where e^u may be beyond even wide numbers;
// log(1 + e^u); and log(1 + u), where 1 + u may round to 1. Returns false, and writes nothing,
// where a node is none of these.
static bool is_logarithm(const struct tracker *t, const struct node *n, struct track *y)
{
    bool plain = n->op == OP_LOG || n->op == OP_LOG2 || n->op == OP_LOG10;
    int exponent = plain ? exponent_of(t->nodes, n->a) : NO_NODE;
    int small = plain ? beside_1(t->nodes, n->a) : n->op == OP_LOG1P ? n->a : NO_NODE;
    int inner = exponent_of(t->nodes, small);
    if (exponent != NO_NODE)
        *y = t->tracks[exponent];
    else if (inner != NO_NODE)
        *y = track_softplus(t->tracks[inner]);
    else if (small != NO_NODE)
        *y = track_log1p(t->tracks[small]);
    else
        return false;
    if (n->op == OP_LOG2 || n->op == OP_LOG10)
        *y = track_in_base(*y, n->op == OP_LOG2 ? 2 : 10);
    return true;
}

// Any operation, from the values of its operands.
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
        return track_sum(*a, *b);
    case OP_SUB:
        return track_sum(*a, track_negative(*b));
    case OP_MUL:
        return track_product(*a, *b);
    case OP_DIV:
        return track_quotient(*a, *b);
    case OP_POW:
        return track_power(*a, *b);
    case OP_HYPOT:
        return track_root(track_sum(track_product(*a, *a), track_product(*b, *b)));
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
        return track_unknown();
    }
}

// Operations whose result in 53 bits is that of doubles, wherever doubles have one.
static bool is_the_same(enum op op)
{
    return op == OP_X || op == OP_ADD || op == OP_SUB || op == OP_MUL || op == OP_DIV ||
           op == OP_NEG || op == OP_EXP || op == OP_SIN || op == OP_COS || op == OP_CALL;
}

// Replaces a node's value by that of doubles, where its operands and the value are normal doubles.
// Then a value that is exactly 1 in doubles is exactly 1 here, and a condition on it decides alike.
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

// The number that a definition of the catalogue means by a double that the parser folded: π, √2 or
// √(2/π); else the double itself.
static struct wide exact_of(double value, int bits)
{
    const double pi = 3.14159265358979324;
    if (value == pi)
        return wide_pi(bits);
    if (value == sqrt(2))
        return wide_apply(WIDE_SQRT, wide_rounded(wide_of(2), bits));
    if (value == sqrt(2 / pi))
        return wide_apply(WIDE_SQRT, wide_divide(wide_of(2), wide_pi(bits)));
    return wide_of(value);
}

// A node that does not depend on x. In a definition of the catalogue operations are computed anew,
// from exact constants.
static struct track constant_of(const struct tracker *t, int i, int bits)
{
    const struct node *n = &t->nodes[i];
    if (t->is_form && n->op == OP_CONSTANT)
        return track_constant(exact_of(t->values[i], bits));
    bool is_plain = n->op == OP_PARAMETER || n->op == OP_CONSTANT || n->op == OP_LIST;
    return t->is_form && !is_plain ? track_of(t, n) : track_constant(wide_of(t->values[i]));
}

// Node p, or p - q where q is not NO_NODE, for the variable x. Computes all nodes up to these, in
// as many bits as x has.
static struct track difference(const struct expression *expression, const double *parameters,
                               struct track x, int p, int q, bool is_form)
{
    enum { FEW = 64 };
    int root = p > q ? p : q, bits = x.v[0].bits;
    const struct node *nodes = expression->nodes;
    double few_values[FEW], *more_values = NULL;
    struct track few[FEW], *more = NULL;
    if (root >= FEW) {
        more_values = memory_new((size_t)root + 1, sizeof *more_values);
        more = memory_new((size_t)root + 1, sizeof *more);
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
        if (bits == WIDE_BITS_LEAST && !is_the_same(nodes[i].op) && track_is_known(&tracks[i]))
            take_double(&t, &nodes[i], &tracks[i]);
    }
    struct track found = q == NO_NODE ? tracks[p] : track_sum(tracks[p], track_negative(tracks[q]));
    free(more);
    free(more_values);
    return found;
}

// f of an expression.
static struct track track_of_f(const struct expression *expression, const double *parameters,
                               struct track x, bool is_form)
{
    return difference(expression, parameters, x, expression->roots[ORDER_F], NO_NODE, is_form);
}

enum wide_known expression_wide_values(const struct expression *expression,
                                       const double *parameters, double x, double y[ORDER_COUNT])
{
    struct track found = track_of_f(expression, parameters, track_x(x, WIDE_BITS_LEAST), false);
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

// A result in WIDE_BITS is believed if a computation in so many bits gives the same.
enum { FEWER_BITS = 256 };

// In 53 bits first, which is fast; where a difference cancels to 0, in more.
int expression_wide_sign(const struct expression *expression, const double *parameters, double x,
                         int p, int q)
{
    static const int bits[] = {WIDE_BITS, FEWER_BITS};
    struct wide found[2];
    struct track fast =
        difference(expression, parameters, track_x(x, WIDE_BITS_LEAST), p, q, false);
    if (wide_sign(fast.v[0]) != 0 || q == NO_NODE)
        return wide_sign(fast.v[0]);
    struct wide_range range = wide_begin();
    for (int i = 0; i < 2; i++)
        found[i] = difference(expression, parameters, track_x(x, bits[i]), p, q, false).v[0];
    int sign = wide_agree(found[0], found[1]) ? wide_sign(found[0]) : 0;
    wide_end(range);
    wide_forget();
    return sign;
}

// A number that is 0 at the turn: its difference, or the cosine of that.
static struct wide turn_at(const struct expression *expression, const double *parameters,
                           const struct turn *turn, struct wide x)
{
    struct track at = track_x(0, WIDE_BITS);
    at.v[0] = x;
    struct wide y = difference(expression, parameters, at, turn->p, turn->q, false).v[0];
    y = wide_subtract(y, wide_of(turn->level));
    return turn->kind == TURN_AT_POLE ? wide_apply(WIDE_COS, y) : y;
}

// Where the chord through the turn's values at a and b is 0; NaN where a value is not known.
static struct wide root_of_chord(const struct expression *expression, const double *parameters,
                                 const struct turn *turn, struct wide a, struct wide b)
{
    struct wide y = turn_at(expression, parameters, turn, a);
    struct wide rise = wide_subtract(turn_at(expression, parameters, turn, b), y);
    struct wide run = wide_subtract(b, a);
    return wide_subtract(a, wide_multiply(y, wide_divide(run, rise)));
}

// Nothing is known at the root itself where that is a hole. So each chord is through two points
// that are a small part of the last step away from the root that was found.
bool expression_wide_root(const struct expression *expression, const double *parameters,
                          const struct turn *turn, double reach, double *x, double *off)
{
    enum { STEPS = 6 };
    const struct wide near = wide_of(0x1p-90), nearer = wide_of(0x1p-100);
    struct wide_range range = wide_begin();
    struct wide from = wide_of(*x), a = from, b = wide_add(a, wide_multiply(a, near)), root = a;
    bool is_found = false;
    for (int i = 0; i < STEPS && !is_found; i++) {
        root = root_of_chord(expression, parameters, turn, a, b);
        struct wide moved = wide_subtract(a, root);
        is_found = wide_is_known(moved) && fabs(wide_value(moved)) <= 0x1p-80 * fabs(*x);
        a = wide_add(root, wide_multiply(moved, nearer));
        b = wide_add(root, wide_multiply(moved, near));
    }
    is_found = is_found && fabs(wide_value(wide_subtract(root, from))) <= reach;
    if (is_found) {
        const double rounded = 0x1p-200 * fabs(*x);
        *x = fabs(wide_value(root)) <= rounded ? 0 : wide_value(root);
        *off = wide_value(wide_subtract(root, wide_of(*x)));
        *off = fabs(*off) <= rounded ? 0 : *off;
    }
    wide_end(range);
    wide_forget();
    return is_found;
}

void expression_digits(const struct expression *expression, const double *parameters, double x,
                       bool is_form, double y[ORDER_COUNT])
{
    struct wide_range range = wide_begin();
    struct track found = track_of_f(expression, parameters, track_x(x, WIDE_BITS), is_form);
    struct track again = track_of_f(expression, parameters, track_x(x, FEWER_BITS), is_form);
    for (int order = 0; order < ORDER_COUNT; order++) {
        bool is_known = wide_agree(found.v[order], again.v[order]);
        y[order] = is_known ? wide_value(found.v[order]) : (double)NAN;
    }
    wide_end(range);
}
