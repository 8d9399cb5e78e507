// Formulas as power series: one loop over the nodes, which makes the series of each from those of
// its operands.
#include "activation/expression/series.h"

#include <math.h>
#include <stdlib.h>

#include "activation/expression/node.h"
#include "activation/numbers/series_functions.h"

struct walk {
    const struct expression *expression;
    const struct node *nodes;
    const double *values;  // by node: in doubles, at the point itself
    struct series *series; // by node: found so far
    struct series x;       // the variable
    bool quick;            // take functions of the catalogue by their values only
};

static struct series number(double value)
{
    return series_constant(value);
}

// --- branches ---

// The sign of the difference of a comparison's sides.
static enum series_sign order_of(const struct walk *w, const struct node *n)
{
    struct series difference = series_subtract(w->series[n->a], w->series[n->b]);
    return series_sign_as_known(&difference);
}

// true and false as the numbers 1 and 0.
static struct series truth(bool is)
{
    return number(is ? 1 : 0);
}

// A comparison: 1 or 0 as the sides compare beside the point. As in doubles, NaN is unequal to all.
static struct series comparison(const struct walk *w, const struct node *n)
{
    enum series_sign sign = order_of(w, n);
    if (w->series[n->a].none || w->series[n->b].none)
        return truth(n->op == OP_NE);
    if (n->a == n->b)
        sign = SERIES_ZERO;
    if (sign == SERIES_UNKNOWN)
        return series_unknown();
    switch (n->op) {
    case OP_LT:
        return truth(sign < 0);
    case OP_LE:
        return truth(sign <= 0);
    case OP_GT:
        return truth(sign > 0);
    case OP_GE:
        return truth(sign >= 0);
    case OP_EQ:
        return truth(sign == 0);
    default:
        return truth(sign != 0);
    }
}

// Whether node i counts as true beside the point: 1, 0, or -1 where that is not known. NaN, a
// series that is `none`, is not 0 and so counts as true.
static int is_true(const struct walk *w, int i)
{
    enum series_sign sign = series_sign_as_known(&w->series[i]);
    if (w->series[i].none)
        return 1;
    return sign == SERIES_UNKNOWN ? -1 : sign != SERIES_ZERO;
}

// a and b, a or b.
static struct series both(const struct walk *w, const struct node *n)
{
    int a = is_true(w, n->a), b = is_true(w, n->b);
    if (a < 0 || b < 0)
        return series_unknown();
    return truth(n->op == OP_AND ? a && b : a || b);
}

static struct series branch(const struct walk *w, const struct node *n)
{
    int condition = is_true(w, n->a);
    if (condition < 0)
        return series_unknown();
    return w->series[condition ? n->b : n->c];
}

// min or max. Two series that agree as far as they are known are taken for one series that is known
// so far.
static struct series extreme(const struct walk *w, const struct node *n)
{
    struct series a = w->series[n->a], difference = series_subtract(a, w->series[n->b]);
    enum series_sign sign = series_sign(&difference);
    if (sign == SERIES_UNKNOWN)
        return series_add(a, difference);
    bool first = n->op == OP_MAX ? sign >= 0 : sign <= 0;
    return first ? a : w->series[n->b];
}

// --- arithmetic ---

// a/b. Where b is 0 on a whole stretch and not only at the point, the quotient is infinite there,
// with the sign of a, and of the zero that b is in doubles.
static struct series quotient(const struct walk *w, const struct node *n)
{
    struct series a = w->series[n->a], b = w->series[n->b];
    enum series_sign sign = series_sign(&a);
    if (series_is_zero(&a) && series_is_zero(&b))
        return series_none();
    if (n->a == n->b && b.known)
        return number(1);
    if (!series_is_zero(&b) || sign == SERIES_UNKNOWN)
        return series_divide(a, b);
    bool below = w->values[n->b] == 0 && signbit(w->values[n->b]);
    return number(copysign(HUGE_VAL, below ? -(double)sign : (double)sign));
}

// a^b. By exp(b log(a)) where the exponent depends on h or has no limit; a power of a series that
// is 0 is 0 also then.
static struct series power_of(const struct walk *w, const struct node *n)
{
    struct series a = w->series[n->a], b = w->series[n->b];
    double exponent;
    if (!series_limit(&b, &exponent))
        return series_exp(series_multiply(b, series_log(a)));
    struct series moves = series_subtract(b, number(exponent));
    if (exponent != 0 && a.n > 0 && isinf(a.terms[0].power))
        return series_power(a, exponent);
    if (series_is_zero(&moves))
        return series_power(a, exponent);
    if (series_is_rest(&moves)) // the exponent is constant up to a rest that is not known
        return series_multiply(series_power(a, exponent), series_add(number(1), moves));
    enum series_sign sign = series_sign(&b);
    if (series_is_zero(&a) && sign != SERIES_UNKNOWN)
        return series_power(a, (double)sign);
    if (series_is_rest(&a) && exponent > 0) // a vanishes, and its power at least so fast
        return series_power(a, 0.99 * exponent);
    return series_exp(series_multiply(b, series_log(a)));
}

// A call of the catalogue; `none` where a parameter is not allowed.
static struct series called(const struct walk *w, const struct node *n)
{
    double parameters[ACTIVATION_PARAMETERS_MAX] = {0};
    bool valid = call_parameters(w->nodes, n, w->values, parameters);
    const struct expression *forms = w->quick ? NULL : w->expression;
    return valid ? series_of_call(forms, n, parameters, w->series[n->a]) : series_none();
}

// --- the tree ---

// Operations of one operand that series have as well; function_of has the others.
typedef struct series series_function(struct series u);
static series_function *const functions[OP_COUNT] = {
    [OP_NEG] = series_negate,  [OP_ABS] = series_abs,     [OP_SIGN] = series_signum,
    [OP_FLOOR] = series_floor, [OP_EXP] = series_exp,     [OP_LOG] = series_log,
    [OP_CBRT] = series_cbrt,   [OP_SIN] = series_sin,     [OP_COS] = series_cos,
    [OP_ASIN] = series_asin,   [OP_ACOS] = series_acos,   [OP_ATAN] = series_atan,
    [OP_SINH] = series_sinh,   [OP_COSH] = series_cosh,   [OP_ASINH] = series_asinh,
    [OP_ACOSH] = series_acosh, [OP_ATANH] = series_atanh, [OP_ERF] = series_erf,
    [OP_ERFC] = series_erfc,
};

static struct series function_of(enum op op, struct series u)
{
    if (functions[op] != NULL)
        return functions[op](u);
    switch (op) {
    case OP_CEIL:
        return series_negate(series_floor(series_negate(u)));
    case OP_EXPM1:
        return series_subtract(series_exp(u), number(1));
    case OP_LOG2:
        return series_scale(series_log(u), 1 / log(2));
    case OP_LOG10:
        return series_scale(series_log(u), 1 / log(10));
    case OP_LOG1P:
        return series_log(series_add(number(1), u));
    case OP_SQRT:
        return series_power(u, 0.5);
    case OP_TAN:
        return series_divide(series_sin(u), series_cos(u));
    default:
        return series_unknown();
    }
}

// The series of node i, from those of its operands.
static struct series series_of(const struct walk *w, int i)
{
    const struct node *n = &w->nodes[i];
    if (n->op == OP_X)
        return w->x;
    if (!n->varies || n->op == OP_LIST)
        return number(w->values[i]);
    if (is_comparison(n->op))
        return comparison(w, n);
    switch (n->op) {
    case OP_ADD:
        return series_add(w->series[n->a], w->series[n->b]);
    case OP_SUB:
        return series_subtract(w->series[n->a], w->series[n->b]);
    case OP_MUL:
        return series_multiply(w->series[n->a], w->series[n->b]);
    case OP_DIV:
        return quotient(w, n);
    case OP_POW:
        return power_of(w, n);
    case OP_HYPOT:
        return series_hypot(w->series[n->a], w->series[n->b]);
    case OP_AND:
    case OP_OR:
        return both(w, n);
    case OP_NOT:
        return is_true(w, n->a) < 0 ? series_unknown() : truth(!is_true(w, n->a));
    case OP_IF:
        return branch(w, n);
    case OP_MIN:
    case OP_MAX:
        return extreme(w, n);
    case OP_CALL:
        return called(w, n);
    default:
        return function_of(n->op, w->series[n->a]);
    }
}

// The series of node `root` and all nodes that it is made of, by node, for the variable x. values[]
// are the nodes' values at the limit of x. The caller frees the array.
static struct series *all_series(const struct expression *expression, int root,
                                 const double *values, struct series x, bool quick)
{
    bool *reached = memory_new((size_t)root + 1, sizeof *reached);
    struct series *series = memory_new((size_t)root + 1, sizeof *series);
    struct walk w = {expression, expression->nodes, values, series, x, quick};
    reach(expression->nodes, root, reached);
    for (int i = 0; i <= root; i++)
        if (reached[i])
            series[i] = series_of(&w, i);
    free(reached);
    return series;
}

// The series of node `root` alone.
static struct series root_series(const struct expression *expression, int root,
                                 const double *values, struct series x, bool quick)
{
    struct series *all = all_series(expression, root, values, x, quick), found = all[root];
    free(all);
    return found;
}

// The series of a node beside a point that is at most `error` away from x.
static struct series series_around(const struct expression *expression, const double *parameters,
                                   int root, double x, double error, double side)
{
    double *values = memory_new((size_t)root + 1, sizeof *values);
    node_values(expression->nodes, root, parameters, x, values);
    struct series found =
        root_series(expression, root, values, series_point(x, error, side), false);
    free(values);
    return found;
}

struct series expression_series_of(const struct expression *expression, const double *parameters,
                                   struct series x)
{
    int root = expression->roots[ORDER_F];
    double *values = memory_new((size_t)root + 1, sizeof *values);
    node_values(expression->nodes, root, parameters, series_value(&x), values);
    struct series found = root_series(expression, root, values, x, false);
    free(values);
    return found;
}

struct series expression_series(const struct expression *expression, const double *parameters,
                                double x, double side)
{
    return series_around(expression, parameters, expression->roots[ORDER_F], x, 0, side);
}

struct series expression_series_near(const struct expression *expression, const double *parameters,
                                     double x, double side)
{
    return expression_node_series(expression, parameters, expression->roots[ORDER_F], x, 1, side);
}

// One ulp of x: the distance from |x| to the next greater double.
static double spacing(double x)
{
    return nextafter(fabs(x), HUGE_VAL) - fabs(x);
}

struct series expression_node_series(const struct expression *expression, const double *parameters,
                                     int node, double x, double ulps, double side)
{
    return series_around(expression, parameters, node, x, ulps * spacing(x), side);
}

// --- the point itself ---

// A node's value at the point itself, from its value in doubles at x and its series beside the
// point: the whole number next to the value where the series may tend to it; infinity at a pole of
// tan.
static double calm_value(const struct node *n, const struct series *beside, double value)
{
    // Rounding errors are smaller than this. Whole numbers beyond its reciprocal are not looked
    // for.
    static const double most = 1e-6;
    double whole = rint(value);
    if (n->op == OP_TAN && series_is_pole(beside))
        return copysign(HUGE_VAL, value);
    bool near = fabs(value - whole) <= most && fabs(whole) < 1 / most;
    return near && series_may_tend_to(beside, whole) ? whole : value;
}

// Whether an operation whose value is infinite has no value at the point: 1/0, log(0), tan at its
// pole. Where the divisor is 0 on a whole stretch beside the point, the infinity counts as a value.
static bool is_pole_at(const struct node *n, const double *values, const struct series *left,
                       const struct series *right)
{
    bool log = n->op == OP_LOG || n->op == OP_LOG2 || n->op == OP_LOG10;
    int zero = n->op == OP_DIV ? n->b : n->a;
    if (n->op == OP_LOG1P || n->op == OP_ATANH || n->op == OP_TAN)
        return true;
    return (n->op == OP_DIV || n->op == OP_POW || log) && values[zero] == 0 &&
           !series_is_zero(&left[zero]) && !series_is_zero(&right[zero]);
}

// Whether a node has no value because an operand has none (`lacking`). Exempt are operands of
// conditions, the branch of an `if` that is not taken, and tan in 1/tan(x), which is cot(x).
static bool lacks_operand(const struct node *nodes, const struct node *n, const double *values,
                          const bool *lacking)
{
    if (is_boolean(n->op) || n->op == OP_LIST || !n->varies)
        return false;
    if (n->op == OP_DIV && nodes[n->b].op == OP_TAN)
        return lacking[n->a];
    if (n->op == OP_POW && nodes[n->a].op == OP_TAN && values[n->b] < 0)
        return lacking[n->b];
    if (n->op == OP_IF)
        return lacking[values[n->a] != 0 ? n->b : n->c];
    return (n->a > NODE_X && lacking[n->a]) || (n->b > NODE_X && lacking[n->b]);
}

bool expression_value_near(const struct expression *expression, const double *parameters, double x,
                           double ulps, double *value)
{
    int root = expression->roots[ORDER_F];
    double error = ulps * spacing(x);
    double *plain = memory_new(2 * ((size_t)root + 1), sizeof *plain), *calm = plain + root + 1;
    bool *reached = memory_new(2 * ((size_t)root + 1), sizeof *reached),
         *lacking = reached + root + 1;
    bool missed = false;
    node_values(expression->nodes, root, parameters, x, plain);
    struct series *right = all_series(expression, root, plain, series_point(x, error, 1), false);
    struct series *left = all_series(expression, root, plain, series_point(x, error, -1), false);
    reach(expression->nodes, root, reached);
    for (int i = 0; i <= root; i++) {
        const struct node *n = &expression->nodes[i];
        calm[i] = node_value(expression->nodes, i, parameters, x, calm);
        if (!reached[i] || !n->varies || n->op == OP_LIST)
            continue;
        calm[i] = calm_value(n, right[i].known ? &right[i] : &left[i], calm[i]);
        lacking[i] = (isinf(calm[i]) && is_pole_at(n, calm, left, right)) ||
                     lacks_operand(expression->nodes, n, calm, lacking);
        missed = missed || (calm[i] != plain[i] && !(isnan(calm[i]) && isnan(plain[i])));
    }
    *value = lacking[root] ? (double)NAN : calm[root];
    free(left);
    free(right);
    free(reached);
    free(plain);
    return missed;
}

// --- slopes ---

// The slopes that the series `found` of f gives on a side, if f (at x, in doubles) is its limit
// within rounding errors.
static enum slopes_known slopes_of(const struct series *found, double f, double side,
                                   double slopes[ORDER_COUNT])
{
    static const double digits = 1e-9, roundings = 16, subnormal = 1e-300;
    double limit, off = digits * fabs(f) + subnormal;
    if (!found->known)
        return found->none ? SLOPES_NONE : SLOPES_UNKNOWN;
    if (series_limit(found, &limit) && limit != 0)
        off += roundings * fabs(limit) * found->terms[0].error / fabs(found->terms[0].coefficient);
    if (!series_limit(found, &limit) || fabs(limit - f) > off)
        return SLOPES_NONE;
    for (int order = 0; order < ORDER_COUNT; order++)
        slopes[order] = series_derivative(found, order) * (order == ORDER_DF ? side : 1);
    return SLOPES_FOUND;
}

// The same where f is infinite at x: f and its slopes are what the series tends to.
static enum slopes_known slopes_at_pole(const struct series *found, double side,
                                        double slopes[ORDER_COUNT])
{
    struct series s = *found;
    if (!s.known)
        return s.none ? SLOPES_NONE : SLOPES_UNKNOWN;
    if (!series_is_pole(&s))
        return SLOPES_NONE;
    for (int order = 0; order < ORDER_COUNT; order++) {
        slopes[order] = series_value(&s) * (order == ORDER_DF ? side : 1);
        s = series_slope(s);
    }
    return SLOPES_FOUND;
}

// The slopes on one side, from the nodes' values at x. First with functions of the catalogue by
// their values alone, which takes a fraction of the time and mostly suffices.
static enum slopes_known slopes_beside(const struct expression *expression, const double *values,
                                       double side, double slopes[ORDER_COUNT])
{
    int root = expression->roots[ORDER_F];
    enum slopes_known known = SLOPES_UNKNOWN;
    for (int quick = 1; quick >= 0; quick--) {
        struct series x = series_point(values[NODE_X], 0, side);
        struct series found = root_series(expression, root, values, x, quick);
        known = isinf(values[root]) ? slopes_at_pole(&found, side, slopes)
                                    : slopes_of(&found, values[root], side, slopes);
        if (known == SLOPES_FOUND && !isnan(slopes[ORDER_DF]) && !isnan(slopes[ORDER_D2F]))
            break;
    }
    return known;
}

enum slopes_known expression_slopes(const struct expression *expression, const double *parameters,
                                    double x, double slopes[ORDER_COUNT])
{
    int root = expression->roots[ORDER_F];
    enum slopes_known right = SLOPES_UNKNOWN, left = SLOPES_UNKNOWN;
    double *values = memory_new((size_t)root + 1, sizeof *values);
    for (int order = 0; order < ORDER_COUNT; order++)
        slopes[order] = (double)NAN;
    node_values(expression->nodes, root, parameters, x, values);
    if (isfinite(x) && !isnan(values[root])) {
        right = slopes_beside(expression, values, 1, slopes);
        if (right == SLOPES_NONE)
            left = slopes_beside(expression, values, -1, slopes);
    }
    free(values);
    if (right == SLOPES_FOUND || left == SLOPES_FOUND)
        return SLOPES_FOUND;
    return right == SLOPES_NONE && left == SLOPES_NONE ? SLOPES_NONE : SLOPES_UNKNOWN;
}

// --- 0^0 and inf^0 ---

// Whether node i is 0^0 or inf^0 with an exponent that depends on x.
static bool is_indeterminate_power(const struct node *nodes, int i, const double *values)
{
    const struct node *n = &nodes[i];
    bool moves = n->op == OP_POW && nodes[n->b].varies;
    return moves && values[n->b] == 0 && (values[n->a] == 0 || isinf(values[n->a]));
}

// Whether a power whose exponent tends to 0 tends to something else than 1: on the right of x, or
// on the left where it has no values on the right.
static bool tends_elsewhere(const struct expression *expression, const double *parameters, int node,
                            double x)
{
    const double digits = 1e-9;
    double limit, side = 1;
    struct series beside = expression_node_series(expression, parameters, node, x, 0, side);
    if (beside.none)
        beside = expression_node_series(expression, parameters, node, x, 0, side = -1);
    int b = expression->nodes[node].b;
    struct series exponent = expression_node_series(expression, parameters, b, x, 0, side);
    if (!series_limit(&exponent, &limit) || limit != 0)
        return false;
    return series_is_pole(&beside) || (series_limit(&beside, &limit) && fabs(limit - 1) > digits);
}

bool expression_powers_mislead(const struct expression *expression, const double *parameters,
                               double x)
{
    int root = expression->roots[ORDER_F];
    double values[EXPRESSION_NODES_MAX];
    bool mislead = false;
    node_values(expression->nodes, root, parameters, x, values);
    for (int i = 0; i <= root && !mislead; i++)
        mislead = is_indeterminate_power(expression->nodes, i, values) &&
                  tends_elsewhere(expression, parameters, i, x);
    return mislead;
}
