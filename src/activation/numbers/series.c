#include "activation/numbers/series.h"

#include <float.h>
#include <math.h>
#include <string.h>

// Terms whose power is more than this above that of the first one are left out.
static const double span = 8;
static const double same_power = 1e-9; // powers no further apart are equal
static const double ln_2 = 0.69314718055994531;
static const double flat_order = 1e9; // order of a rest that vanishes faster than every power

struct series series_unknown(void)
{
    return (struct series){.order = -INFINITY};
}

struct series series_none(void)
{
    return (struct series){.order = -INFINITY, .none = true};
}

// The result of an operation on an `a` that is not known: without a value if `a` has none.
static struct series lost(const struct series *a)
{
    return a->none ? series_none() : series_unknown();
}

// The function 0.
static struct series zero(void)
{
    return (struct series){.known = true, .order = INFINITY};
}

struct series series_swinging(double rough)
{
    return (struct series){.known = true, .rough = rough};
}

// --- infinite powers ---

// One term of an infinite power: h^INFINITY vanishes faster than every power, h^-INFINITY grows
// faster.
static struct series extreme(double sign, double power)
{
    return (struct series){.known = true,
                           .n = 1,
                           .terms = {{.coefficient = copysign(1, sign), .power = power}},
                           .order = INFINITY};
}

struct series series_flat(double sign)
{
    return extreme(sign, INFINITY);
}

static bool is_extreme(const struct series *a)
{
    return a->known && a->n > 0 && isinf(a->terms[0].power);
}

// Raises a's `rough`: where an operand is infinite on a stretch, its result has no derivatives
// either.
static struct series roughened(struct series a, double rough)
{
    a.rough = fmax(a.rough, rough);
    return a;
}

bool series_is_flat(const struct series *a)
{
    return is_extreme(a) && a->terms[0].power > 0;
}

// A function that vanishes faster than every power and whose sign is not known.
static struct series flat_rest(void)
{
    return (struct series){.known = true, .order = flat_order};
}

// --- building ---

// Whether h^power log(1/h)^logs of s exceeds that of t for every small enough h.
static bool precedes(struct series_term s, struct series_term t)
{
    if (fabs(s.power - t.power) > same_power)
        return s.power < t.power;
    return s.logs > t.logs + same_power;
}

// The bound of the rest as a term without a coefficient, to be compared with others.
static struct series_term rest_of(const struct series *a)
{
    return (struct series_term){.power = a->order, .logs = a->rest_logs};
}

// The first term; if there is none, the bound of the rest.
static struct series_term first_of(const struct series *a)
{
    return a->n > 0 ? a->terms[0] : rest_of(a);
}

static bool is_constant(struct series_term t)
{
    return fabs(t.power) <= same_power && fabs(t.logs) <= same_power;
}

bool series_is_rest(const struct series *a)
{
    const struct series_term one = {.coefficient = 1};
    return a->known && a->n == 0 && isfinite(a->order) && precedes(one, rest_of(a));
}

bool series_is_zero(const struct series *a)
{
    return a->known && a->n == 0 && isinf(a->order);
}

// Makes the rest as large as the term `from`, if it was smaller, and drops the terms that are not
// larger than that.
static void cut(struct series *a, struct series_term from)
{
    if (!precedes(from, rest_of(a)))
        return;
    a->order = from.power;
    a->rest_logs = from.logs;
    while (a->n > 0 && !precedes(a->terms[a->n - 1], from))
        a->n--;
}

// The same from a power on, with any logarithms.
static void cut_power(struct series *a, double power)
{
    cut(a, (struct series_term){.power = power, .logs = INFINITY});
}

static void remove_term(struct series *a, int i)
{
    a->n--;
    memmove(a->terms + i, a->terms + i + 1, (size_t)(a->n - i) * sizeof a->terms[0]);
}

// Adds a term to term i, which has the same power and logarithms.
static void join_term(struct series *a, int i, struct series_term term)
{
    struct series_term *t = &a->terms[i];
    double sum = t->coefficient + term.coefficient;
    bool opposite = sum == 0;
    t->error += term.error + (opposite ? 0 : DBL_EPSILON * fabs(sum));
    t->coefficient = sum;
    if (fabs(sum) <= t->error || opposite)
        remove_term(a, i);
}

// Adds a term in its place, unless the rest is larger. If there are too many terms, the smallest
// becomes part of the rest.
static void add_term(struct series *a, struct series_term term)
{
    if (!a->known || !precedes(term, rest_of(a)))
        return;
    if (!isfinite(term.coefficient)) {
        *a = series_unknown();
        return;
    }
    if (fabs(term.coefficient) <= term.error || term.coefficient == 0)
        return;
    int i = 0;
    while (i < a->n && precedes(a->terms[i], term))
        i++;
    if (i < a->n && !precedes(term, a->terms[i])) {
        join_term(a, i, term);
        return;
    }
    if (a->n == SERIES_TERMS)
        cut(a, i == a->n ? term : a->terms[a->n - 1]);
    if (i == SERIES_TERMS || !precedes(term, rest_of(a)))
        return;
    memmove(a->terms + i + 1, a->terms + i, (size_t)(a->n - i) * sizeof a->terms[0]);
    a->terms[i] = term;
    a->n++;
}

// Moves a power of two from coefficients that come near the ends of the doubles to the scale, and
// drops terms that are `span` powers beyond the first.
static struct series settle(struct series a)
{
    enum { FAR = 400 };
    if (!a.known)
        return a;
    if (a.n > 0 && a.terms[a.n - 1].power > a.terms[0].power + span)
        cut_power(&a, a.terms[0].power + span);
    int exponent = 0, greatest = -100000;
    for (int i = 0; i < a.n; i++) {
        frexp(a.terms[i].coefficient, &exponent);
        greatest = exponent > greatest ? exponent : greatest;
    }
    if (a.n == 0)
        a.scale = 0;
    if (a.n == 0 || (greatest > -FAR && greatest < FAR))
        return a;
    for (int i = 0; i < a.n; i++) {
        a.terms[i].coefficient = ldexp(a.terms[i].coefficient, -greatest);
        a.terms[i].error = ldexp(a.terms[i].error, -greatest);
        if (a.terms[i].coefficient == 0)
            remove_term(&a, i--);
    }
    a.scale += greatest;
    return a;
}

// The same series with another scale. Coefficients that vanish as doubles are dropped; if one
// overflows, the series is unknown.
static struct series with_scale(struct series a, double scale)
{
    if (is_extreme(&a))
        return a;
    double by = a.scale - scale;
    int steps = by > 5000 ? 5000 : by < -5000 ? -5000 : (int)by;
    struct series out = a;
    out.n = 0;
    out.scale = scale;
    for (int i = 0; i < a.n && out.known; i++) {
        struct series_term t = a.terms[i];
        t.coefficient = ldexp(t.coefficient, steps);
        t.error = ldexp(t.error, steps);
        add_term(&out, t);
    }
    return out;
}

struct series series_constant(double value)
{
    struct series out = zero();
    if (isinf(value))
        return roughened(extreme(value, -INFINITY), INFINITY);
    if (isnan(value))
        return series_none();
    add_term(&out, (struct series_term){.coefficient = value});
    return settle(out);
}

struct series series_point(double x, double error, double side)
{
    struct series out = series_constant(x);
    if (out.n > 0)
        out.terms[0].error = ldexp(error, -(int)out.scale);
    struct series step = zero();
    add_term(&step, (struct series_term){.coefficient = side, .power = 1});
    return series_add(out, step);
}

// --- arithmetic ---

// a + b where `a` has an infinite power.
static struct series add_extreme(struct series a, struct series b)
{
    if (series_is_zero(&b))
        return a;
    if (is_extreme(&b) && a.terms[0].power == b.terms[0].power) {
        bool same = a.terms[0].coefficient == b.terms[0].coefficient;
        return same ? roughened(a, b.rough) : series_is_flat(&a) ? flat_rest() : series_unknown();
    }
    if (!series_is_flat(&a))
        return a;
    if (!is_extreme(&b))
        cut_power(&b, flat_order);
    return b;
}

struct series series_add(struct series a, struct series b)
{
    if (!a.known || !b.known)
        return lost(a.none ? &a : &b);
    if (is_extreme(&a) || is_extreme(&b))
        return is_extreme(&a) ? add_extreme(a, b) : add_extreme(b, a);
    double scale = a.n == 0 ? b.scale : b.n == 0 || a.scale > b.scale ? a.scale : b.scale;
    a = with_scale(a, scale);
    b = with_scale(b, scale);
    cut(&a, rest_of(&b));
    a.rough = fmax(a.rough, b.rough);
    for (int i = 0; i < b.n; i++)
        add_term(&a, b.terms[i]);
    return settle(a);
}

struct series series_scale(struct series a, double factor)
{
    return series_multiply(a, series_constant(factor));
}

// s t, with the errors of both and of its own rounding.
static struct series_term product(struct series_term s, struct series_term t)
{
    double c = s.coefficient * t.coefficient;
    bool exact = fabs(s.coefficient) == 1 || fabs(t.coefficient) == 1;
    double error = fabs(s.coefficient) * t.error + fabs(t.coefficient) * s.error +
                   s.error * t.error + (exact ? 0 : DBL_EPSILON * fabs(c));
    return (struct series_term){c, error, s.power + t.power, s.logs + t.logs};
}

// s t without coefficients, for the bound of a rest.
static struct series_term times(struct series_term s, struct series_term t)
{
    return (struct series_term){.power = s.power + t.power, .logs = s.logs + t.logs};
}

// a b where `a` has an infinite power, and b is not 0.
static struct series multiply_extreme(struct series a, struct series b)
{
    if (b.n == 0)
        return series_is_flat(&a) && isfinite(b.order) ? flat_rest() : series_unknown();
    if (is_extreme(&b) && series_is_flat(&a) != series_is_flat(&b))
        return series_unknown();
    double sign = a.terms[0].coefficient * copysign(1, b.terms[0].coefficient);
    return roughened(extreme(sign, a.terms[0].power), fmax(a.rough, is_extreme(&b) ? b.rough : 0));
}

struct series series_multiply(struct series a, struct series b)
{
    if (!a.known || !b.known)
        return lost(a.none ? &a : &b);
    if (series_is_zero(&a) || series_is_zero(&b))
        return zero();
    if (is_extreme(&a) || is_extreme(&b))
        return is_extreme(&a) ? multiply_extreme(a, b) : multiply_extreme(b, a);
    struct series out = {
        .known = true, .rough = fmax(a.rough, b.rough), .scale = a.scale + b.scale};
    struct series_term over_a = times(rest_of(&a), first_of(&b));
    struct series_term over_b = times(rest_of(&b), first_of(&a)), rest;
    rest = precedes(over_a, over_b) ? over_a : over_b;
    out.order = rest.power;
    out.rest_logs = rest.logs;
    for (int i = 0; i < a.n; i++)
        for (int k = 0; k < b.n; k++)
            add_term(&out, product(a.terms[i], b.terms[k]));
    return settle(out);
}

struct series series_divide(struct series a, struct series b)
{
    return series_multiply(a, series_power(b, -1));
}

// c[0] + c[1] v + … + c[n-1] v^(n-1) for a v whose limit is 0; errors[k] bounds the error of c[k].
// Unless `whole`, these are the first terms of a series that goes on, and v^n bounds the rest.
static struct series polynomial(struct series v, const double *c, const double *errors, int n,
                                bool whole)
{
    struct series out = zero();
    for (int k = n - 1; k >= 0 && out.known; k--) {
        out = series_multiply(out, v);
        struct series constant = zero();
        add_term(&constant, (struct series_term){.coefficient = c[k], .error = errors[k]});
        out = series_add(out, constant);
    }
    if (!whole && !series_is_zero(&v))
        cut(&out,
            (struct series_term){.power = n * first_of(&v).power, .logs = n * first_of(&v).logs});
    out.rough = fmax(out.rough, v.rough);
    return settle(out);
}

enum { ORDERS = 9 }; // terms of the Taylor series of functions

// (1 + r)^exponent for an r whose limit is 0, by the binomial series.
static struct series binomial(struct series r, double exponent)
{
    double c[ORDERS] = {1}, errors[ORDERS] = {0};
    for (int k = 1; k < ORDERS; k++) {
        c[k] = c[k - 1] * (exponent - k + 1) / k;
        errors[k] = k < 3 ? 0 : DBL_EPSILON * k * fabs(c[k]);
    }
    bool whole = exponent >= 0 && exponent < ORDERS && exponent == rint(exponent);
    return polynomial(r, c, errors, ORDERS, whole);
}

// The series r, with the limit 0, for which a = (1 + r) times a's first term.
static struct series rest_by_first(const struct series *a)
{
    struct series_term first = a->terms[0];
    struct series r = {.known = true,
                       .order = a->order - first.power,
                       .rest_logs = a->rest_logs - first.logs,
                       .rough = a->rough};
    for (int i = 1; i < a->n; i++) {
        struct series_term t = a->terms[i];
        double c = t.coefficient / first.coefficient;
        double error = t.error / fabs(first.coefficient) + DBL_EPSILON * fabs(c);
        add_term(&r, (struct series_term){c, error, t.power - first.power, t.logs - first.logs});
    }
    return settle(r);
}

struct series series_power(struct series a, double exponent)
{
    if (exponent == 0)
        return series_constant(1);
    if (!a.known || !isfinite(exponent))
        return lost(&a);
    a.order *= a.n == 0 ? exponent : 1; // without terms, only the order of the rest is known
    a.rest_logs *= a.n == 0 ? exponent : 1;
    if (a.n == 0)
        return exponent > 0 ? a : isinf(a.order) ? series_constant(INFINITY) : series_unknown();
    struct series_term first = a.terms[0];
    bool whole = exponent == rint(exponent), odd = whole && fmod(exponent, 2) != 0;
    if (first.coefficient < 0 && !whole)
        return series_none();
    if (is_extreme(&a))
        return roughened(
            extreme(odd ? first.coefficient : 1, exponent > 0 ? first.power : -first.power),
            a.rough);
    struct series out = binomial(rest_by_first(&a), exponent);
    double scale = a.scale * exponent, part = scale - floor(scale);
    double c = pow(fabs(first.coefficient), exponent) * exp2(part);
    bool exact = fabs(first.coefficient) == 1 && part == 0;
    struct series factor = {.known = true, .order = INFINITY, .scale = floor(scale)};
    double relative =
        exact ? 0 : fabs(exponent) * first.error / fabs(first.coefficient) + DBL_EPSILON;
    add_term(&factor, (struct series_term){first.coefficient < 0 && odd ? -c : c, relative * c,
                                           first.power * exponent, first.logs * exponent});
    return series_multiply(out, settle(factor));
}

// --- functions ---

// Splits a series into its limit, which has at most the error *error, and a rest with the limit 0.
// False if the limit is not finite or not known.
static bool split(const struct series *a, double *limit, double *error, struct series *rest)
{
    *error = 0;
    if (!series_limit(a, limit))
        return false;
    *rest = with_scale(*a, 0);
    if (rest->known && rest->n > 0 && is_constant(rest->terms[0])) {
        *error = rest->terms[0].error;
        remove_term(rest, 0);
    }
    return rest->known;
}

// e^u as a series of one term, for a u whose error is at most `off`; 0 for u below -1e6.
static struct series exp_of_number(double u, double off)
{
    enum { DOUBLES = 700, BEYOND = 1000000 };
    struct series out = zero();
    if (u < -BEYOND)
        return out;
    if (u > BEYOND)
        return series_unknown();
    double steps = fabs(u) < DOUBLES ? 0 : rint(u / ln_2);
    double c = exp(u - steps * ln_2);
    add_term(&out,
             (struct series_term){.coefficient = c,
                                  .error = u == 0 ? 0 : c * (off + DBL_EPSILON * (1 + fabs(u)))});
    out.scale = steps;
    return settle(out);
}

// exp(c log(1/h) + …) is h^-c times exp(…). If the first term grows more slowly than log(1/h), the
// result is unknown; if faster, it has an infinite power.
static struct series exp_of_logarithm(struct series a)
{
    struct series_term first = a.terms[0];
    if (first.logs < 1 - same_power || fabs(a.scale) > 60)
        return series_unknown();
    if (first.logs > 1 + same_power)
        return extreme(1, first.coefficient < 0 ? INFINITY : -INFINITY);
    struct series power = zero();
    add_term(&power, (struct series_term){.coefficient = 1,
                                          .power = -ldexp(first.coefficient, (int)a.scale)});
    remove_term(&a, 0);
    if (a.n == 0 && fabs(a.order) <= same_power && a.rest_logs < 1) {
        const double slack = 0.01; // exp of the rest grows more slowly than h^-0.01
        struct series left = series_swinging(a.rough);
        left.order = a.rest_logs <= 0 ? 0 : -slack;
        return series_multiply(power, left);
    }
    return series_multiply(power, series_exp(settle(a)));
}

struct series series_exp(struct series a)
{
    double u, off;
    struct series v;
    if (series_is_pole(&a) && a.terms[0].power > -same_power)
        return exp_of_logarithm(a);
    if (series_is_pole(&a))
        return roughened(extreme(1, a.terms[0].coefficient < 0 ? INFINITY : -INFINITY),
                         is_extreme(&a) ? a.rough : 0);
    if (a.known && a.n > 0 && a.scale > 60)
        return a.terms[0].coefficient < 0 ? zero() : series_unknown();
    if (!split(&a, &u, &off, &v))
        return lost(&a);
    double c[ORDERS] = {1}, errors[ORDERS] = {0};
    for (int k = 1; k < ORDERS; k++) {
        c[k] = c[k - 1] / k;
        errors[k] = k < 3 ? 0 : DBL_EPSILON * c[k];
    }
    return series_multiply(polynomial(v, c, errors, ORDERS, false), exp_of_number(u, off));
}

struct series series_log(struct series a)
{
    if (a.none || (a.n > 0 && a.terms[0].coefficient < 0))
        return series_none();
    if (series_is_zero(&a))
        return series_constant(-INFINITY);
    if (!a.known || a.n == 0 || is_extreme(&a))
        return series_unknown();
    struct series_term first = a.terms[0];
    double c[ORDERS] = {0}, errors[ORDERS] = {0};
    for (int k = 1; k < ORDERS; k++) {
        c[k] = (k % 2 ? 1.0 : -1.0) / k;
        errors[k] = k < 3 ? 0 : DBL_EPSILON * fabs(c[k]);
    }
    struct series out = zero();
    double value = log(first.coefficient) + a.scale * ln_2;
    add_term(&out, (struct series_term){.coefficient = value,
                                        .error = first.error / first.coefficient +
                                                 DBL_EPSILON * fabs(value)});
    add_term(&out, (struct series_term){.coefficient = -first.power, .logs = 1});
    if (fabs(first.logs) > same_power) // log(log(1/h)) grows more slowly than log(1/h)^0.5
        cut(&out, (struct series_term){.logs = 0.5});
    return series_add(out, polynomial(rest_by_first(&a), c, errors, ORDERS, false));
}

// The sine of a, or its cosine for shift 1, by Taylor series at a's limit.
static struct series wave(struct series a, int shift)
{
    double u, off, c[ORDERS], errors[ORDERS], factorial = 1;
    struct series v;
    if (series_is_pole(&a))
        return series_swinging(-a.terms[0].power);
    if (!split(&a, &u, &off, &v) || off > 1e-3) // the limit is too inexact to be an angle
        return lost(&a);
    double s = sin(u), k_s = cos(u);
    const double turns[4] = {s, k_s, -s, -k_s};
    for (int k = 0; k < ORDERS; k++) {
        factorial *= k > 1 ? k : 1;
        c[k] = turns[(k + shift) % 4] / factorial;
        errors[k] = u == 0 && k < 3 ? 0 : DBL_EPSILON * fabs(c[k]);
        errors[k] += off * fabs(turns[(k + shift + 1) % 4]) / factorial;
    }
    return polynomial(v, c, errors, ORDERS, false);
}

struct series series_sin(struct series a)
{
    return wave(a, 0);
}

struct series series_cos(struct series a)
{
    return wave(a, 1);
}

struct series series_compose(struct series a, const double *derivatives, int n, bool whole)
{
    double u, off, c[ORDERS], errors[ORDERS], factorial = 1;
    struct series v;
    if (!split(&a, &u, &off, &v))
        return lost(&a);
    for (int k = 0; k < n; k++) {
        factorial *= k > 1 ? k : 1;
        c[k] = derivatives[k] / factorial;
        errors[k] = u == 0 && c[k] == rint(c[k]) ? 0 : 4 * DBL_EPSILON * fabs(c[k]);
        errors[k] += k + 1 < n ? off * fabs(derivatives[k + 1]) / factorial : 0;
        if (!isfinite(c[k]))
            return series_unknown();
    }
    return polynomial(v, c, errors, n, whole);
}

struct series series_small_arc(struct series a, double sign)
{
    double c[ORDERS] = {0}, errors[ORDERS] = {0}, factor = 1;
    for (int k = 1; k < ORDERS; k += 2) {
        c[k] = factor / k;
        errors[k] = k < 3 ? 0 : DBL_EPSILON * fabs(c[k]);
        factor *= sign * k / (k + 1);
    }
    return a.known ? polynomial(a, c, errors, ORDERS, false) : lost(&a);
}

struct series series_slope(struct series a)
{
    struct series out = a;
    out.n = 0;
    out.order -= 1 + a.rough;
    if (is_extreme(&a) && !series_is_flat(&a) && isinf(a.rough))
        return series_none();
    if (is_extreme(&a)) // exp(-1/h) rises from 0 as h grows, exp(1/h) falls
        return series_is_flat(&a) ? a : extreme(-a.terms[0].coefficient, a.terms[0].power);
    for (int i = 0; i < a.n && out.known; i++) {
        struct series_term t = a.terms[i];
        if (fabs(t.power) > same_power)
            add_term(&out, (struct series_term){t.coefficient * t.power, t.error * fabs(t.power),
                                                t.power - 1, t.logs});
        if (fabs(t.logs) > same_power)
            add_term(&out, (struct series_term){-t.coefficient * t.logs, t.error * fabs(t.logs),
                                                t.power - 1, t.logs - 1});
    }
    return settle(out);
}

// Adds the integral of one term, integrated by parts as long as there are logarithms.
static void add_integral(struct series *out, struct series_term t)
{
    double power = t.power + 1, by = power;
    if (fabs(power) <= same_power) {
        power = 0;
        by = -++t.logs;
    }
    if (power < 0 || (power == 0 && by <= 0)) {
        *out = series_unknown(); // infinite at 0
        return;
    }
    t = (struct series_term){t.coefficient / by, t.error / by, power, t.logs};
    add_term(out, t);
    for (int i = 0; power > 0 && fabs(t.logs) > same_power; i++) {
        t = (struct series_term){t.coefficient * t.logs / power, t.error * fabs(t.logs) / power,
                                 power, t.logs - 1};
        if (i == SERIES_TERMS) {
            cut(out, t);
            return;
        }
        add_term(out, t);
    }
}

struct series series_integral(struct series slope, double value)
{
    struct series out = slope;
    out.n = 0;
    out.order++;
    out.rest_logs += fabs(out.order) <= same_power; // the integral of 1/h is a logarithm
    if (is_extreme(&slope))
        return series_is_flat(&slope) ? series_add(slope, series_constant(value))
                                      : series_unknown();
    for (int i = 0; i < slope.n && out.known; i++)
        add_integral(&out, slope.terms[i]);
    return series_add(settle(out), series_constant(value));
}

// --- signs, limits and derivatives ---

enum series_sign series_sign(const struct series *a)
{
    if (!a->known || (a->n == 0 && !isinf(a->order)))
        return SERIES_UNKNOWN;
    if (a->n == 0)
        return SERIES_ZERO;
    return a->terms[0].coefficient < 0 ? SERIES_NEGATIVE : SERIES_POSITIVE;
}

enum series_sign series_sign_as_known(const struct series *a)
{
    const double many = 5;   // terms of all powers below have cancelled
    const double most = 100; // a rest of higher order is flat (flat_order), not 0
    bool powers = a->order >= many && a->order <= most;
    bool cancels = a->known && a->n == 0 && a->rough == 0 && powers;
    return cancels ? SERIES_ZERO : series_sign(a);
}

bool series_is_pole(const struct series *a)
{
    const struct series_term one = {.coefficient = 1};
    return a->known && a->n > 0 && precedes(a->terms[0], one);
}

bool series_limit(const struct series *a, double *limit)
{
    const struct series_term one = {.coefficient = 1};
    *limit = 0;
    if (!a->known || series_is_pole(a) || (a->n == 0 && !precedes(one, rest_of(a))))
        return false;
    if (a->n > 0 && is_constant(a->terms[0]) && a->scale > -5000)
        *limit = a->scale > 5000 ? copysign(HUGE_VAL, a->terms[0].coefficient)
                                 : ldexp(a->terms[0].coefficient, (int)a->scale);
    return isfinite(*limit);
}

bool series_may_tend_to(const struct series *a, double value)
{
    double limit, error = 0;
    if (!series_limit(a, &limit))
        return false;
    if (limit != 0)
        error = ldexp(a->terms[0].error, (int)a->scale);
    return fabs(limit - value) <= error;
}

double series_value(const struct series *a)
{
    double limit;
    if (series_is_pole(a))
        return copysign(HUGE_VAL, a->terms[0].coefficient);
    return series_limit(a, &limit) ? limit : (double)NAN;
}

// (a - limit)/h, where `limit` is a's limit: its own limit is the derivative at 0.
static struct series difference_quotient(struct series a)
{
    if (a.n > 0 && is_constant(a.terms[0]))
        remove_term(&a, 0);
    for (int i = 0; i < a.n; i++)
        a.terms[i].power--;
    a.order--;
    return a;
}

double series_derivative(const struct series *a, int order)
{
    struct series s = *a;
    if (!s.known || (order > 0 && series_is_pole(&s)))
        return (double)NAN;
    for (int k = 1; k < order; k++)
        s = series_slope(s);
    if (order > 0)
        s = series_is_pole(&s) ? series_slope(s) : difference_quotient(s);
    return series_value(&s);
}
