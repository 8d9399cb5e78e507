#include "activation/expression_series.h"

#include <math.h>
#include <stdlib.h>

#include "activation/expression_node.h"

static const double pi_half = 1.5707963267948966;

struct walk {
    const struct node *nodes;
    const double *values; // at the point itself
    struct series *series;
    double side, error; // of x
};

static struct series number(double value)
{
    return series_constant(value);
}

static struct series minus(struct series a, struct series b)
{
    return series_add(a, series_scale(b, -1));
}

static struct series square(struct series a)
{
    return series_multiply(a, a);
}

static struct series flip(struct series a)
{
    return series_scale(a, -1);
}

// --- branches ---

static enum series_sign order_of(const struct walk *w, const struct node *n)
{
    struct series difference = minus(w->series[n->a], w->series[n->b]);
    return series_sign(&difference);
}

static struct series truth(bool is)
{
    return number(is ? 1 : 0);
}

static struct series comparison(const struct walk *w, const struct node *n)
{
    enum series_sign sign = order_of(w, n);
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

// 1 or 0, or -1 where that is not known.
static int is_true(const struct walk *w, int i)
{
    enum series_sign sign = series_sign(&w->series[i]);
    return sign == SERIES_UNKNOWN ? -1 : sign != SERIES_ZERO;
}

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

// Two that agree as far as they are known are the same so far.
static struct series greater(const struct walk *w, const struct node *n)
{
    struct series a = w->series[n->a], difference = minus(a, w->series[n->b]);
    enum series_sign sign = series_sign(&difference);
    if (sign == SERIES_UNKNOWN)
        return series_add(a, difference);
    bool first = n->op == OP_MAX ? sign >= 0 : sign <= 0;
    return first ? a : w->series[n->b];
}

// Whether all that is known is how fast it vanishes: so do |u| and the roots of u.
static bool is_rest(const struct series *u)
{
    return u->known && u->n == 0 && isfinite(u->order) && u->order > 0;
}

static struct series sign_of(struct series u)
{
    enum series_sign sign = series_sign(&u);
    return sign == SERIES_UNKNOWN ? series_unknown() : number((double)sign);
}

static struct series magnitude(struct series u)
{
    if (is_rest(&u))
        return u;
    return series_multiply(u, sign_of(u));
}

// The whole number just below: at a whole number it depends on the direction.
static struct series whole_below(struct series u)
{
    double limit;
    if (series_is_pole(&u))
        return series_add(u, series_swinging(INFINITY));
    if (!series_limit(&u, &limit))
        return series_unknown();
    double whole = rint(limit), off;
    struct series rest = minus(u, number(whole));
    if (series_limit(&rest, &off) && off != 0)
        return number(floor(limit));
    enum series_sign sign = series_sign(&rest);
    return sign == SERIES_UNKNOWN ? series_unknown() : number(sign < 0 ? whole - 1 : whole);
}

// --- functions ---

// u' times a power of something; 0 where u rests.
static struct series slope_times(struct series u, struct series base, double exponent)
{
    struct series slope = series_slope(u);
    return series_is_zero(&slope) ? slope : series_multiply(slope, series_power(base, exponent));
}

static struct series arc_tangent(struct series u)
{
    double limit;
    if (series_is_pole(&u))
        return minus(series_scale(sign_of(u), pi_half), arc_tangent(series_power(u, -1)));
    struct series base = series_add(number(1), square(u));
    return series_limit(&u, &limit) ? series_integral(slope_times(u, base, -1), atan(limit))
                                    : series_unknown();
}

// What tends to start + factor * sign faster than every power of h, from inside.
static struct series at_end(struct series start, struct series sign, double factor)
{
    struct series step = series_scale(sign, factor);
    return series_add(series_add(start, step), series_multiply(flip(step), series_flat(1)));
}

// The error function with a factor, whose limits at both ends are known.
static struct series error_function(struct series u, double factor, double at_0)
{
    static const double two_by_sqrt_pi = 1.1283791670955126;
    double limit;
    if (series_is_pole(&u))
        return at_end(number(at_0), sign_of(u), factor);
    if (!series_limit(&u, &limit))
        return series_unknown();
    struct series slope = series_multiply(series_slope(u), series_exp(flip(square(u))));
    double value = factor > 0 ? erf(limit) : erfc(limit);
    return series_integral(series_scale(slope, factor * two_by_sqrt_pi), value);
}

// What tends to `limit` as a root of `base` vanishes, of which nothing else is known.
static struct series beside_edge(double limit, struct series base)
{
    return series_add(number(limit), series_power(base, 0.5));
}

static struct series arc_sine(struct series u)
{
    double limit;
    struct series one = number(1);
    struct series base = series_multiply(minus(one, u), series_add(one, u));
    if (is_rest(&base) && series_limit(&u, &limit))
        return beside_edge(asin(fmax(-1, fmin(1, limit))), base);
    return series_limit(&u, &limit) ? series_integral(slope_times(u, base, -0.5), asin(limit))
                                    : series_unknown();
}

static struct series area_sine(struct series u)
{
    double limit;
    struct series base = series_add(number(1), square(u));
    return series_limit(&u, &limit) ? series_integral(slope_times(u, base, -0.5), asinh(limit))
                                    : series_unknown();
}

static struct series area_cosine(struct series u)
{
    double limit;
    struct series one = number(1), above = minus(u, one);
    if (is_rest(&above))
        return beside_edge(0, above);
    struct series slope = series_multiply(slope_times(u, minus(u, one), -0.5),
                                          series_power(series_add(u, one), -0.5));
    return series_limit(&u, &limit) ? series_integral(slope, acosh(limit)) : series_unknown();
}

static struct series area_tangent(struct series u)
{
    struct series one = number(1), up = series_log(series_add(one, u));
    return series_scale(minus(up, series_log(minus(one, u))), 0.5);
}

// exp(u) + sign exp(-u), by half; where one of them grows beyond all bounds, so does the sum.
static struct series half_sum(struct series u, double sign)
{
    struct series down = series_scale(series_exp(flip(u)), sign);
    return series_scale(series_add(series_exp(u), down), 0.5);
}

static struct series hyperbolic_tangent(struct series u)
{
    if (series_sign(&u) == SERIES_NEGATIVE) // the exponential that does not overflow
        return flip(hyperbolic_tangent(flip(u)));
    struct series down = series_exp(series_scale(u, -2)), one = number(1);
    return series_divide(minus(one, down), series_add(one, down));
}

static struct series cube_root(struct series u)
{
    if (is_rest(&u))
        return series_power(u, 1.0 / 3);
    return series_multiply(sign_of(u), series_power(magnitude(u), 1.0 / 3));
}

static struct series hypotenuse(struct series a, struct series b)
{
    return series_power(series_add(square(a), square(b)), 0.5);
}

// a/b. What is divided by a b that is 0 all along, not at a point, is infinite.
static struct series quotient(const struct walk *w, const struct node *n)
{
    struct series a = w->series[n->a], b = w->series[n->b];
    enum series_sign sign = series_sign(&a);
    if (!series_is_zero(&b) || sign == SERIES_UNKNOWN || sign == SERIES_ZERO)
        return series_divide(a, b);
    bool below = w->values[n->b] == 0 && signbit(w->values[n->b]);
    return number(copysign(HUGE_VAL, below ? -(double)sign : (double)sign));
}

// a^b; a power of 0 is 0, and one with an exponent that moves or has no limit goes by the
// logarithm.
static struct series power_of(const struct walk *w, const struct node *n)
{
    struct series a = w->series[n->a], b = w->series[n->b];
    double exponent;
    if (!series_limit(&b, &exponent))
        return series_exp(series_multiply(b, series_log(a)));
    struct series moves = minus(b, number(exponent));
    if (series_is_zero(&moves))
        return series_power(a, exponent);
    if (is_rest(&moves)) // it stands still, but for what is not known
        return series_multiply(series_power(a, exponent), series_add(number(1), moves));
    if (series_is_zero(&a) && exponent != 0)
        return series_power(a, exponent);
    return series_exp(series_multiply(b, series_log(a)));
}

// --- functions of the catalogue ---

static bool is_called(const struct node *n, const char *id)
{
    return n->order == ORDER_F && n->activation == activation_find(id);
}

// On the side from which u comes, next to `at`: f may jump or bend there.
static void derivatives_beside(const struct activation *a, const double *parameters, double at,
                               enum series_sign side, double out[ORDER_COUNT])
{
    double beside = side == SERIES_ZERO ? at : nextafter(at, side < 0 ? -INFINITY : INFINITY);
    for (int k = 0; k < ORDER_COUNT; k++) {
        double here = activation_value(a, parameters, (enum order)k, at);
        double there = activation_value(a, parameters, (enum order)k, beside);
        bool goes_on = fabs(here - there) <= 1e-9 * fmax(fabs(here), 1);
        out[k] = goes_on ? here : there;
    }
}

// Whether f is a straight line from `at` on, on that side, as far as the next doubles tell.
static bool is_straight(const struct activation *a, const double *parameters, double at,
                        enum series_sign side, const double derivatives[ORDER_COUNT])
{
    for (int power = -40; power <= -10; power += 10) {
        double step = at == 0 ? ldexp(1, 5 * power) : ldexp(fabs(at), power);
        double x = at + (double)side * step, df, d2f;
        activation_eval(a, parameters, &x, 1, NULL, &df, &d2f);
        if (d2f != 0 || df != derivatives[ORDER_DF])
            return false;
    }
    return derivatives[ORDER_D2F] == 0;
}

static bool is_near_break(const struct activation *a, const double *parameters, double x)
{
    static const double near = 1e-9;
    struct activation_break breaks[ACTIVATION_BREAKS_MAX];
    int n = activation_breaks(a, parameters, breaks);
    for (int i = 0; i < n; i++)
        if (fabs(breaks[i].x - x) <= near * fmax(fabs(x), 1))
            return true;
    return false;
}

// Far out, where f is a straight line to the last bits, or what u grows to so fast that it vanishes
// beside the limit; unknown where it is neither.
static struct series called_far(const struct activation *a, const double *parameters, int order,
                                struct series u)
{
    static const double far[] = {0x1p12, 0x1p40, 0x1p200};
    double sign = (double)series_sign(&u), f[3], df[3], d2f[3];
    double end = activation_value(a, parameters, (enum order)order, sign * HUGE_VAL);
    struct series vanishing = series_multiply(series_flat(1), series_swinging(0));
    if (u.terms[0].power == -HUGE_VAL && isfinite(end))
        return series_add(number(end), vanishing);
    for (int i = 0; i < 3; i++) {
        double x = sign * far[i];
        activation_eval(a, parameters, &x, 1, &f[i], &df[i], &d2f[i]);
        if (d2f[i] != 0 || df[i] != df[0] || !isfinite(f[i]))
            return series_unknown();
    }
    double offset = f[0] - df[0] * sign * far[0];
    bool straight = f[2] == df[0] * sign * far[2] || (df[0] == 0 && f[2] == f[0]);
    if (!straight || fabs(offset) > far[0])
        return series_unknown();
    struct series line = series_add(series_scale(u, df[0]), number(offset));
    struct series y = order == ORDER_F ? line : number(order == ORDER_DF ? df[0] : 0);
    return series_add(y, vanishing);
}

static struct series called(const struct walk *w, const struct node *n)
{
    struct series u = w->series[n->a];
    double parameters[ACTIVATION_PARAMETERS_MAX] = {0}, limit, derivatives[ORDER_COUNT];
    if (!call_parameters(w->nodes, n, w->values, parameters))
        return series_unknown();
    if (is_called(n, "tanh"))
        return hyperbolic_tangent(u);
    if (is_called(n, "sigmoid"))
        return series_scale(series_add(number(1), hyperbolic_tangent(series_scale(u, 0.5))), 0.5);
    const struct activation *a = activation_at(n->activation);
    if (series_is_pole(&u))
        return u.terms[0].power < -1e-9 ? called_far(a, parameters, n->order, u) : series_unknown();
    if (!series_limit(&u, &limit))
        return series_unknown();
    struct series rest = minus(u, number(limit));
    enum series_sign side = series_sign(&rest);
    if (side == SERIES_UNKNOWN && is_near_break(a, parameters, limit))
        return series_unknown();
    side = side == SERIES_UNKNOWN ? SERIES_ZERO : side;
    derivatives_beside(a, parameters, limit, side, derivatives);
    bool straight = is_straight(a, parameters, limit, side, derivatives);
    return series_compose(u, derivatives + n->order, ORDER_COUNT - n->order, straight);
}

// --- the tree ---

static struct series function_of(enum op op, struct series u)
{
    struct series one = number(1);
    switch (op) {
    case OP_NEG:
        return flip(u);
    case OP_ABS:
        return magnitude(u);
    case OP_SIGN:
        return sign_of(u);
    case OP_FLOOR:
        return whole_below(u);
    case OP_CEIL:
        return flip(whole_below(flip(u)));
    case OP_EXP:
        return series_exp(u);
    case OP_EXPM1:
        return minus(series_exp(u), one);
    case OP_LOG:
        return series_log(u);
    case OP_LOG2:
        return series_scale(series_log(u), 1 / log(2));
    case OP_LOG10:
        return series_scale(series_log(u), 1 / log(10));
    case OP_LOG1P:
        return series_log(series_add(one, u));
    case OP_SQRT:
        return series_power(u, 0.5);
    case OP_CBRT:
        return cube_root(u);
    case OP_SIN:
        return series_sin(u);
    case OP_COS:
        return series_cos(u);
    case OP_TAN:
        return series_divide(series_sin(u), series_cos(u));
    case OP_ASIN:
        return arc_sine(u);
    case OP_ACOS:
        return minus(number(pi_half), arc_sine(u));
    case OP_ATAN:
        return arc_tangent(u);
    case OP_SINH:
        return half_sum(u, -1);
    case OP_COSH:
        return half_sum(u, 1);
    case OP_ASINH:
        return area_sine(u);
    case OP_ACOSH:
        return area_cosine(u);
    case OP_ATANH:
        return area_tangent(u);
    case OP_ERF:
        return error_function(u, 1, 0);
    case OP_ERFC:
        return error_function(u, -1, 1);
    default:
        return series_unknown();
    }
}

static struct series series_of(const struct walk *w, int i)
{
    const struct node *n = &w->nodes[i];
    if (n->op == OP_X)
        return series_point(w->values[i], w->error, w->side);
    if (!n->varies || n->op == OP_LIST)
        return number(w->values[i]);
    if (is_comparison(n->op))
        return comparison(w, n);
    switch (n->op) {
    case OP_ADD:
        return series_add(w->series[n->a], w->series[n->b]);
    case OP_SUB:
        return minus(w->series[n->a], w->series[n->b]);
    case OP_MUL:
        return series_multiply(w->series[n->a], w->series[n->b]);
    case OP_DIV:
        return quotient(w, n);
    case OP_POW:
        return power_of(w, n);
    case OP_HYPOT:
        return hypotenuse(w->series[n->a], w->series[n->b]);
    case OP_AND:
    case OP_OR:
        return both(w, n);
    case OP_NOT:
        return is_true(w, n->a) < 0 ? series_unknown() : truth(!is_true(w, n->a));
    case OP_IF:
        return branch(w, n);
    case OP_MIN:
    case OP_MAX:
        return greater(w, n);
    case OP_CALL:
        return called(w, n);
    default:
        return function_of(n->op, w->series[n->a]);
    }
}

static struct series root_series(const struct expression *expression, int root,
                                 const double *values, double error, double side)
{
    bool *reached = allocate((size_t)root + 1, sizeof *reached);
    struct series *series = allocate((size_t)root + 1, sizeof *series);
    struct walk w = {expression->nodes, values, series, side, error};
    reach(expression->nodes, root, reached);
    for (int i = 0; i <= root; i++)
        if (reached[i])
            series[i] = series_of(&w, i);
    struct series found = series[root];
    free(series);
    free(reached);
    return found;
}

static struct series series_around(const struct expression *expression, const double *parameters,
                                   int root, double x, double error, double side)
{
    double *values = allocate((size_t)root + 1, sizeof *values);
    node_values(expression->nodes, root, parameters, x, values);
    struct series found = root_series(expression, root, values, error, side);
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

struct series expression_node_series(const struct expression *expression, const double *parameters,
                                     int node, double x, double ulps, double side)
{
    double error = ulps * (nextafter(fabs(x), HUGE_VAL) - fabs(x));
    return series_around(expression, parameters, node, x, error, side);
}

// The slopes on that side.
static enum slopes_known slopes_beside(const struct expression *expression, const double *values,
                                       double side, double slopes[ORDER_COUNT])
{
    static const double digits = 1e-9, roundings = 16;
    double f = values[expression->roots[ORDER_F]], limit, off = digits * fabs(f);
    struct series found = root_series(expression, expression->roots[ORDER_F], values, 0, side);
    if (!found.known)
        return SLOPES_UNKNOWN;
    if (series_limit(&found, &limit) && limit != 0)
        off += roundings * fabs(limit) * found.terms[0].error / fabs(found.terms[0].coefficient);
    if (!series_limit(&found, &limit) || fabs(limit - f) > off)
        return SLOPES_NONE;
    for (int order = 0; order < ORDER_COUNT; order++)
        slopes[order] = series_derivative(&found, order) * (order == ORDER_DF ? side : 1);
    return SLOPES_FOUND;
}

enum slopes_known expression_slopes(const struct expression *expression, const double *parameters,
                                    double x, double slopes[ORDER_COUNT])
{
    int root = expression->roots[ORDER_F];
    enum slopes_known right = SLOPES_UNKNOWN, left = SLOPES_UNKNOWN;
    double *values = allocate((size_t)root + 1, sizeof *values);
    for (int order = 0; order < ORDER_COUNT; order++)
        slopes[order] = (double)NAN;
    node_values(expression->nodes, root, parameters, x, values);
    if (isfinite(x) && isfinite(values[root])) {
        right = slopes_beside(expression, values, 1, slopes);
        if (right != SLOPES_FOUND)
            left = slopes_beside(expression, values, -1, slopes);
    }
    free(values);
    if (right == SLOPES_FOUND || left == SLOPES_FOUND)
        return SLOPES_FOUND;
    return right == SLOPES_NONE && left == SLOPES_NONE ? SLOPES_NONE : SLOPES_UNKNOWN;
}
