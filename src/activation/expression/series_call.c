// Functions of the catalogue as power series: from their definitions (`typed` in their rows), or
// where these cannot tell, from their f, f' and f'' at a point. The latter gives the terms up to
// h^2, or all of them where the function is a straight line.
#include "activation/expression/node.h"
#include "activation/expression/series.h"
#include "activation/numbers/series_functions.h"
#include "activation/row.h"

#include <string.h>

// --- by their formulas ---

// Whether a row of the catalogue is that function.
static bool has_id(const struct activation *activation, const char *id)
{
    return strcmp(activation->id, id) == 0;
}

void form_parameters(const struct call_form *form, const double *parameters,
                     double own[ACTIVATION_PARAMETERS_MAX])
{
    int n = form->form->parameter_count;
    for (int i = 0; i < ACTIVATION_PARAMETERS_MAX; i++) {
        int index = i < n ? activation_typed_parameter(form->activation, form->form->names[i]) : -1;
        own[i] = index >= 0 ? parameters[index] : i < n ? (double)NAN : 0;
    }
}

static struct series by_form(const struct call_form *form, const double *parameters,
                             struct series u)
{
    double own[ACTIVATION_PARAMETERS_MAX];
    form_parameters(form, parameters, own);
    return expression_series_of(form->form, own, u);
}

// The function at u from its definition. tanh and sigmoid have series of their own, which do not
// overflow.
static struct series by_formula(const struct expression *expression,
                                const struct activation *activation, const double *parameters,
                                struct series u)
{
    if (has_id(activation, "tanh"))
        return series_tanh(u);
    if (has_id(activation, "sigmoid"))
        return series_sigmoid(u);
    for (int i = 0; i < expression->form_count; i++)
        if (expression->forms[i].activation == activation)
            return by_form(&expression->forms[i], parameters, u);
    return series_unknown();
}

// The derivative of that order of f at u, from the series y = f(u), by the chain rule:
// f'(u) = (d f(u)/dh)/(du/dh). Unknown where u is constant.
static struct series derived(struct series y, struct series u, int order)
{
    struct series slope = series_slope(u);
    for (int k = 0; k < order; k++)
        y = series_is_zero(&slope) ? series_unknown() : series_divide(series_slope(y), slope);
    return y;
}

// --- from values ---

// f, f' and f'' at the point `at`, as limits from the side on which u approaches it; f may jump or
// bend there. An order that differs at the next double is taken from that double.
static void derivatives_beside(const struct activation *a, const double *parameters, double at,
                               enum series_sign side, double out[ORDER_COUNT])
{
    double beside = side == SERIES_ZERO ? at : nextafter(at, side < 0 ? -INFINITY : INFINITY);
    for (int k = 0; k < ORDER_COUNT; k++) {
        double here = row_value(a, parameters, (enum order)k, at);
        double there = row_value(a, parameters, (enum order)k, beside);
        bool goes_on = fabs(here - there) <= 1e-9 * fmax(fabs(here), 1);
        out[k] = goes_on ? here : there;
    }
}

// Whether f is a straight line on that side of `at`, as far as four points tell, which are 2^-40 to
// 2^-10 of |at| beside it, or 2^-200 to 2^-50 beside 0.
static bool is_straight(const struct activation *a, const double *parameters, double at,
                        enum series_sign side, const double derivatives[ORDER_COUNT])
{
    for (int power = -40; power <= -10; power += 10) {
        double step = at == 0 ? ldexp(1, 5 * power) : ldexp(fabs(at), power);
        double x = at + (double)side * step, df, d2f;
        row_eval(a, parameters, &x, 1, NULL, &df, &d2f);
        if (d2f != 0 || df != derivatives[ORDER_DF])
            return false;
    }
    return derivatives[ORDER_D2F] == 0;
}

// Whether x is a break of the function within 1e-9.
static bool is_near_break(const struct activation *a, const double *parameters, double x)
{
    static const double near = 1e-9;
    struct activation_break breaks[ACTIVATION_BREAKS_MAX];
    int n = row_breaks(a, parameters, breaks);
    for (int i = 0; i < n; i++)
        if (fabs(breaks[i].x - x) <= near * fmax(fabs(x), 1))
            return true;
    return false;
}

// An order of the function near its break `at`, where the side from which u comes is not known. If
// the order does not jump there, it is its value and an error as great as the rest of u; else it is
// unknown.
static struct series beside_break(const struct activation *a, const double *parameters, int order,
                                  double at, struct series rest)
{
    double y[3], xs[] = {nextafter(at, -HUGE_VAL), at, nextafter(at, HUGE_VAL)};
    for (int i = 0; i < 3; i++)
        y[i] = row_value(a, parameters, (enum order)order, xs[i]);
    double most = 1e-9 * fmax(1, fabs(y[1]));
    bool goes_on = fabs(y[0] - y[1]) <= most && fabs(y[2] - y[1]) <= most;
    return goes_on ? series_add(series_constant(y[1]), rest) : series_unknown();
}

// Whether f is a straight line from `first` on outwards, to the last bit. Then line[0] is what it
// would be at 0, and line[1] its slope.
static bool is_line(const struct activation *a, const double *parameters, double first,
                    double line[2])
{
    const double xs[] = {first, copysign(0x1p12, first), copysign(0x1p200, first)};
    double f[3], df[3], d2f[3];
    row_eval(a, parameters, xs, 3, f, df, d2f);
    for (int i = 0; i < 3; i++)
        if (d2f[i] != 0 || df[i] != df[0] || !isfinite(f[i]))
            return false;
    line[0] = f[1] - df[0] * xs[1];
    line[1] = df[0];
    return (f[2] == df[0] * xs[2] || (df[0] == 0 && f[2] == f[0])) && fabs(line[0]) < 0x1p12;
}

// An order of the function where u grows beyond all bounds. A function that is a straight line from
// |u| = 16 on is one forever, because no exponential is small enough to vanish there. One that is a
// line only from 2^12 on has a rest that vanishes faster than every power. Where u itself grows
// faster than every power, the function is its limit, with such a rest.
static struct series far_out(const struct activation *a, const double *parameters, int order,
                             struct series u)
{
    double sign = series_sign(&u), line[2];
    double end = row_value(a, parameters, (enum order)order, sign * HUGE_VAL);
    struct series vanishing = series_multiply(series_flat(1), series_swinging(0));
    bool powers = u.terms[0].power < -1e-9, for_ever = is_line(a, parameters, 16 * sign, line);
    if (isinf(u.terms[0].power) && isfinite(end))
        return series_add(series_constant(end), vanishing);
    if (!for_ever && (!powers || !is_line(a, parameters, 0x1p12 * sign, line)))
        return series_unknown();
    struct series y = order == ORDER_F
                          ? series_add(series_scale(u, line[1]), series_constant(line[0]))
                          : series_constant(order == ORDER_DF ? line[1] : 0);
    return for_ever ? y : series_add(y, vanishing);
}

// An order of the function at u from the function's values in doubles.
static struct series from_values(const struct activation *a, const double *parameters, int order,
                                 struct series u)
{
    double limit, derivatives[ORDER_COUNT];
    if (series_is_pole(&u))
        return far_out(a, parameters, order, u);
    if (!series_limit(&u, &limit))
        return u.none ? u : series_unknown();
    struct series rest = series_subtract(u, series_constant(limit));
    enum series_sign side = series_sign(&rest);
    if (side == SERIES_UNKNOWN && is_near_break(a, parameters, limit))
        return beside_break(a, parameters, order, limit, rest);
    side = side == SERIES_UNKNOWN ? SERIES_ZERO : side;
    derivatives_beside(a, parameters, limit, side, derivatives);
    bool straight = is_straight(a, parameters, limit, side, derivatives);
    return series_compose(u, derivatives + order, ORDER_COUNT - order, straight);
}

struct series series_of_call(const struct expression *expression, const struct node *call,
                             const double *parameters, struct series u)
{
    const struct activation *a = activation_at(call->activation);
    if (u.none)
        return u;
    if (expression == NULL)
        return from_values(a, parameters, call->order, u);
    struct series y = derived(by_formula(expression, a, parameters, u), u, call->order);
    return y.known || y.none ? y : from_values(a, parameters, call->order, u);
}
