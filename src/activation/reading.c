#include "activation/reading.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "activation/expression/expression.h"
#include "activation/precise.h"
#include "base/language.h"

#define MEETS 1e-12 // relative; a cursor set to a point of interest is that near to it

enum { POINT_DIGITS = 6 };

static bool meets(double a, double b)
{
    return fabs(a - b) <= MEETS * fmax(fabs(a), fabs(b));
}

// Sets *found to the function's break at x. False if there is none.
static bool find_break(const struct activation *activation, const double *parameters, double x,
                       struct activation_break *found)
{
    struct activation_break breaks[ACTIVATION_BREAKS_MAX];
    int n = activation_breaks(activation, parameters, breaks);
    for (int i = 0; i < n; i++)
        if (meets(breaks[i].x, x)) {
            *found = breaks[i];
            return true;
        }
    return false;
}

// Whether the curve has no break at x, so that an extremum there has slope 0.
static bool is_smooth(const struct activation *activation, const double *parameters, double x)
{
    struct activation_break found;
    return !find_break(activation, parameters, x, &found);
}

// Sets *value to what a point of interest tells of an order: its own y, or that a derivative is 0.
// False if it tells nothing.
static bool value_of_point(const struct activation_point *point, enum order order, bool smooth,
                           double *value)
{
    bool extremum = point->kind == POINT_MAXIMUM || point->kind == POINT_MINIMUM;
    int above = (int)order - (int)point->order;
    bool flat =
        smooth && ((extremum && above == 1) || (point->kind == POINT_INFLECTION && above == 2));
    bool own = above == 0 && point->kind < POINT_JUMP;
    *value = own ? point->y : 0;
    return own || flat;
}

// Sets *value to what a point of interest at x tells of an order. False if there is none.
static bool known_value(const struct activation *activation, const double *parameters,
                        enum order order, double x, double *value)
{
    struct activation_point points[ACTIVATION_POINTS_MAX];
    int n = activation_points(activation, parameters, points);
    for (int i = 0; i < n; i++)
        if (meets(points[i].x, x) &&
            value_of_point(&points[i], order, is_smooth(activation, parameters, x), value))
            return true;
    return false;
}

// The derivative of an order by x; that of f'' as a quotient of differences.
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

double drawn_value(const struct activation *activation, const double *parameters, enum order order,
                   double x)
{
    double value = activation_value(activation, parameters, order, x), y[ORDER_COUNT];
    struct precise precise;
    if (activation->expression == NULL || !isfinite(value))
        return value;
    precise_begin(&precise, activation, parameters);
    precise_values(&precise, x, y);
    precise_end(&precise);
    return isnan(y[order]) ? value : y[order];
}

// The value of an order at x, without rounding errors of x: next to a root they may be all of it.
static double calm_value(const struct activation *activation, const double *parameters,
                         enum order order, double x)
{
    double value = drawn_value(activation, parameters, order, x), known;
    if (value == 0 || !isfinite(value) || x == 0)
        return value;
    double moves = fabs(x * rate(activation, parameters, order, x));
    if (!(fabs(value) < 1e3 * MEETS * moves)) // far from a root rounding does not show
        return value;
    if (known_value(activation, parameters, order, x, &known))
        return known;
    return fabs(value) < 4 * DBL_EPSILON * moves ? 0 : value;
}

// --- at breaks ---

static bool is_pole(const struct reading *r)
{
    return isinf(r->left) || isinf(r->right);
}

static enum reading_kind kind_of(const struct reading *r)
{
    bool left = isfinite(r->left), right = isfinite(r->right), is = isfinite(r->value);
    if (is_pole(r))
        return READING_POLE;
    if (left && right && r->left != r->right)
        return READING_JUMP;
    if (left && right)
        return r->value == r->left ? READING_VALUE : READING_HOLE;
    if (is || isinf(r->value))
        return READING_VALUE;
    return left || right ? READING_END : READING_NONE;
}

struct reading reading_at(const struct activation *activation, const double *parameters,
                          enum order order, double x)
{
    struct activation_break sides;
    const struct reading calm = {.value = calm_value(activation, parameters, order, x)};
    if (activation->expression != NULL)
        sides = expression_sides(activation->expression, parameters, x);
    else if (!find_break(activation, parameters, x, &sides))
        return calm;
    struct reading r = {
        .value = sides.at[order], .left = sides.left[order], .right = sides.right[order]};
    r.kind = kind_of(&r);
    if (r.kind == READING_VALUE)
        return calm;
    r.value = isfinite(r.value) ? r.value : (double)NAN;
    return r;
}

double reading_value(const struct activation *activation, const double *parameters,
                     enum order order, double x)
{
    struct reading r = reading_at(activation, parameters, order, x);
    return r.kind == READING_HOLE && isnan(r.value) ? r.left : r.value;
}

// --- in writing ---

static const char *const kinds[] = {
    [READING_HOLE] = N_("hole"),
    [READING_POLE] = N_("pole"),
    [READING_JUMP] = N_("jump"),
    [READING_END] = N_("end"),
};

enum { NUMBER_SIZE = 64 };

static void write_limit(double limit, int digits, char out[NUMBER_SIZE])
{
    if (isnan(limit))
        text_copy(out, NUMBER_SIZE, _("none"));
    else
        number_show(out, NUMBER_SIZE, limit, digits);
}

// Writes a value, or `none` if there is none. False at breaks, of which there is more to write.
static bool write_plain(const struct reading *reading, int digits, const char *none, char *out,
                        size_t size)
{
    number_show(out, size, reading->value, digits);
    if (reading->kind == READING_NONE)
        text_copy(out, size, none);
    return reading->kind == READING_VALUE || reading->kind == READING_NONE;
}

char *reading_text(const struct reading *reading, int digits, char *out, size_t size)
{
    char value[NUMBER_SIZE], left[NUMBER_SIZE], right[NUMBER_SIZE], sides[2 * NUMBER_SIZE + 8];
    if (write_plain(reading, digits, _("no values here"), out, size))
        return out;
    write_limit(reading->left, digits, left);
    write_limit(reading->right, digits, right);
    if (reading->kind == READING_HOLE)
        snprintf(sides, sizeof sides, "→ %s", right);
    else
        snprintf(sides, sizeof sides, "%s → %s", left, right);
    number_show(value, sizeof value, reading->value, digits);
    if (isnan(reading->value))
        snprintf(out, size, _("%s (%s)"), sides, _(kinds[reading->kind]));
    else
        snprintf(out, size, _("%s (%s %s)"), value, _(kinds[reading->kind]), sides);
    return out;
}

char *reading_words(const struct reading *reading, int digits, char *out, size_t size)
{
    char value[NUMBER_SIZE], left[NUMBER_SIZE], right[NUMBER_SIZE], sides[4 * NUMBER_SIZE];
    if (write_plain(reading, digits, _("none"), out, size))
        return out;
    write_limit(reading->left, digits, left);
    write_limit(reading->right, digits, right);
    if (reading->kind == READING_HOLE)
        snprintf(sides, sizeof sides, _("limit %s"), right);
    else
        snprintf(sides, sizeof sides, _("%s on the left, %s on the right"), left, right);
    number_show(value, sizeof value, reading->value, digits);
    if (isnan(reading->value))
        snprintf(out, size, _("%s (%s)"), _(kinds[reading->kind]), sides);
    else
        snprintf(out, size, _("%s, %s (%s)"), value, _(kinds[reading->kind]), sides);
    return out;
}

// Whether the function consists of straight pieces, whose values doubles have without rounding.
static bool is_straight(const struct activation *activation)
{
    return activation->expression == NULL &&
           strcmp(activation->family, "steps and piecewise linear") == 0;
}

// A value as a fact; it is exact only where that is known, not if it merely has few digits.
static struct fact fact_at(const struct activation *activation, const double *parameters,
                           enum order order, double x, double value, int digits)
{
    double known;
    struct fact fact = fact_number(value, digits, digits);
    fact.exact = fact.exact && (is_straight(activation) || isinf(value) ||
                                known_value(activation, parameters, order, x, &known));
    return fact;
}

// "f → 1 (hole)", "f: no values here".
static char *write_after(const char *symbol, const struct reading *reading, int digits, char *out,
                         size_t size)
{
    char text[FACT_SIZE];
    bool arrow = reading->kind == READING_HOLE && isnan(reading->value);
    reading_text(reading, digits, text, sizeof text);
    snprintf(out, size, arrow ? "%s %s" : _("%s: %s"), symbol, text);
    return out;
}

char *reading_sentence(const struct activation *activation, const double *parameters,
                       enum order order, double x, const char *symbol, int digits, char *out,
                       size_t size)
{
    struct reading reading = reading_at(activation, parameters, order, x);
    if (reading.kind != READING_VALUE)
        return write_after(symbol, &reading, digits, out, size);
    struct fact fact = fact_at(activation, parameters, order, x, reading.value, digits);
    return fact_write(out, size, symbol, &fact);
}

// A point's label as a fact, or its number if the label has more than `longest` characters.
static struct fact fact_within(const char *label, double value, int longest)
{
    bool fits = (int)utf8_count(label, strlen(label)) <= longest;
    return fact_of(fits ? label : NULL, value);
}

char *reading_point(const struct activation *activation, const double *parameters,
                    const struct activation_point *point, const char *symbol, int longest,
                    char *out, size_t size)
{
    if (point->kind == POINT_HOLE || point->kind == POINT_POLE) {
        struct reading reading = reading_at(activation, parameters, point->order, point->x);
        return write_after(symbol, &reading, POINT_DIGITS, out, size);
    }
    if (point->kind == POINT_JUMP) { // the label holds both limits
        snprintf(out, size, _("%s jumps %s"), symbol, point->label);
        return out;
    }
    struct fact x = fact_within(point->x_label, point->x, longest),
                y = fact_within(point->label, point->y, longest);
    if (y.exact && !x.exact)
        snprintf(out, size, _("%s = %s at x ≈ %s"), symbol, y.text, x.text);
    else
        snprintf(out, size, "%s(%s) %s %s", symbol, x.text, fact_sign(&y), y.text);
    return out;
}
