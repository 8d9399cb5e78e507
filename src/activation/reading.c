#include "activation/reading.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/language.h"

#define MEETS 1e-12 // as near as a cursor that was set to a point of interest

static bool meets(double a, double b)
{
    return fabs(a - b) <= MEETS * fmax(fabs(a), fabs(b));
}

// Whether the curve is smooth there, so that an extremum has slope 0.
static bool is_smooth(const struct activation *activation, const double *parameters, double x)
{
    struct activation_break breaks[ACTIVATION_BREAKS_MAX];
    int n = activation_breaks(activation, parameters, breaks);
    for (int i = 0; i < n; i++)
        if (meets(breaks[i].x, x))
            return false;
    return true;
}

// What a point says about an order: its own value, or a derivative that is 0 there.
static bool says(const struct activation_point *point, enum order order, bool smooth, double *value)
{
    bool extremum = point->kind == POINT_MAXIMUM || point->kind == POINT_MINIMUM;
    int above = (int)order - (int)point->order;
    bool flat =
        smooth && ((extremum && above == 1) || (point->kind == POINT_INFLECTION && above == 2));
    bool own = above == 0 && point->kind != POINT_JUMP;
    *value = own ? point->y : 0;
    return own || flat;
}

static bool known_value(const struct activation *activation, const double *parameters,
                        enum order order, double x, double *value)
{
    struct activation_point points[ACTIVATION_POINTS_MAX];
    int n = activation_points(activation, parameters, points);
    for (int i = 0; i < n; i++)
        if (meets(points[i].x, x) &&
            says(&points[i], order, is_smooth(activation, parameters, x), value))
            return true;
    return false;
}

// How fast an order changes at x.
static double rate(const struct activation *activation, const double *parameters, enum order order,
                   double x)
{
    const double step = 0x1p-20 * fabs(x);
    if (order != ORDER_D2F)
        return activation_value(activation, parameters, (enum order)(order + 1), x);
    return (activation_value(activation, parameters, order, x + step) -
            activation_value(activation, parameters, order, x - step)) /
           (2 * step);
}

double reading_value(const struct activation *activation, const double *parameters,
                     enum order order, double x)
{
    double value = activation_value(activation, parameters, order, x), known;
    if (value == 0 || !isfinite(value) || x == 0)
        return value;
    double moves = fabs(x * rate(activation, parameters, order, x));
    if (!(fabs(value) < 1e3 * MEETS * moves)) // a point's own value differs by rounding alone
        return value;
    if (known_value(activation, parameters, order, x, &known))
        return known;
    return fabs(value) < 4 * DBL_EPSILON * moves ? 0 : value;
}

// Exact arithmetic up to the last bit: pieces of straight lines.
static bool is_straight(const struct activation *activation)
{
    return activation->expression == NULL &&
           strcmp(activation->family, "steps and piecewise linear") == 0;
}

struct fact reading_fact(const struct activation *activation, const double *parameters,
                         enum order order, double x, int digits)
{
    double value = reading_value(activation, parameters, order, x), known;
    struct fact fact = fact_number(value, digits, digits);
    fact.exact = fact.exact && (is_straight(activation) || isinf(value) ||
                                known_value(activation, parameters, order, x, &known));
    return fact;
}

// A label that is too long is written as a number.
static struct fact fact_within(const char *label, double value, int longest)
{
    bool fits = (int)utf8_count(label, strlen(label)) <= longest;
    return fact_of(fits ? label : NULL, value);
}

char *reading_point(const struct activation_point *point, const char *symbol, int longest,
                    char *out, size_t size)
{
    struct fact x = fact_within(point->x_label, point->x, longest),
                y = fact_within(point->label, point->y, longest);
    if (y.exact && !x.exact)
        snprintf(out, size, _("%s = %s at x ≈ %s"), symbol, y.text, x.text);
    else
        snprintf(out, size, "%s(%s) %s %s", symbol, x.text, fact_sign(&y), y.text);
    return out;
}
