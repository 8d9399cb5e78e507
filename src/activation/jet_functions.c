// Elementary functions of jets: the bounds of a value are those at the ends of a lane, with the
// errors of libm; the derivatives come from differential equations, as e' = e a'.
#include "activation/jet_part.h"

#include <float.h>
#include <string.h>

static const double pi = 3.141592653589793;

// libm is within four units of the last digit.
#define DIGITS (4 * DBL_EPSILON)
#define LEAST  (8 * DBL_TRUE_MIN)

typedef double function(double x);

static double below(double y)
{
    return y - fabs(y) * DIGITS - LEAST;
}

static double above(double y)
{
    return y + fabs(y) * DIGITS + LEAST;
}

// Bounds of a function that rises, whose values lie in [least, most] and are exact where they are
// one of the two or where x and y are both 0.
static void rising(const struct bounds *a, function *f, double least, double most,
                   struct bounds *out)
{
    for (int i = 0; i < JET_LANES; i++) {
        double low = f(a->low[i]), high = f(a->high[i]);
        bool low_exact = low == 0 && a->low[i] == 0, high_exact = high == 0 && a->high[i] == 0;
        out->low[i] = fmax(low_exact ? low : below(low), least);
        out->high[i] = fmin(high_exact ? high : above(high), most);
    }
}

static struct bounds value_of(const struct jet *a)
{
    return jet_coefficient(a, 0);
}

// A jet for a function of `a`: its first coefficient is to be set, the others are 0 where a rests.
static struct jet *start(struct jets *jets, const struct jet *a)
{
    struct jet *out = jet_from(jets, a, NULL);
    out->length = a->length <= 1 && out->known > 1 ? 1 : out->known;
    return out;
}

static struct jet *one(struct jets *jets)
{
    return jet_constant(jets, 1);
}

static struct jet *inverse(struct jets *jets, const struct jet *a)
{
    return jet_divide(jets, one(jets), a);
}

// Where a function ends, or loses its slope, at `edge`: below it (side 1) or above (side -1) it is
// not defined. A strictly monotonic argument that begins there does no harm.
static void end_at(struct jet *out, const struct jet *a, double edge, int side)
{
    struct bounds value = value_of(a), slope = jet_coefficient(a, 1);
    for (int i = 0; i < JET_LANES; i++) {
        double near = side > 0 ? value.low[i] : -value.high[i], at = side * edge;
        double far = side > 0 ? value.high[i] : -value.low[i];
        bool moves = slope.low[i] > 0 || slope.high[i] < 0;
        if (near > at || (near == at && moves))
            continue;
        out->smooth[i] = out->smooth[i] < 0 ? out->smooth[i] : 0;
        if (near < at)
            out->doubts[i] |= JET_MAY_END;
        if (far < at)
            out->doubts[i] |= JET_IS_EMPTY;
    }
}

// The part of the bounds within [low, high], where they have one.
static struct bounds clipped(struct bounds a, double low, double high)
{
    for (int i = 0; i < JET_LANES; i++) {
        a.low[i] = fmin(fmax(a.low[i], low), high);
        a.high[i] = fmax(fmin(a.high[i], high), low);
    }
    return a;
}

static struct jet *with_value(struct jets *jets, const struct jet *a, struct bounds value)
{
    struct jet *out = jet_copy(jets, a);
    out->c[0] = value;
    return out;
}

// --- e^a and its kin ---

static struct jet *exponential(struct jets *jets, const struct jet *a)
{
    struct jet *out = start(jets, a);
    struct bounds value = value_of(a);
    rising(&value, exp, 0, HUGE_VAL, &out->c[0]);
    for (int k = 1; k < out->length; k++)
        jet_slope_term(jets, a, out->c, k, k, &out->c[k]);
    return out;
}

struct jet *jet_exp(struct jets *jets, const struct jet *a)
{
    return exponential(jets, jet_level(jets, a));
}

struct jet *jet_expm1(struct jets *jets, const struct jet *b)
{
    const struct jet *a = jet_level(jets, b);
    struct jet *out = exponential(jets, a);
    struct bounds value = value_of(a);
    rising(&value, expm1, -1, HUGE_VAL, &out->c[0]);
    return out;
}

static double logistic(double x)
{
    return x < 0 ? exp(x) / (1 + exp(x)) : 1 / (1 + exp(-x));
}

// s' = s (1 - s) a', where 1 - s is the same function of -a.
struct jet *jet_sigmoid(struct jets *jets, const struct jet *b)
{
    const struct jet *a = jet_level(jets, b), *minus = jet_scale(jets, a, -1);
    struct jet *out = start(jets, a), *rest = start(jets, a), *slope = start(jets, a);
    struct bounds value = value_of(a), mirrored = value_of(minus);
    rising(&value, logistic, 0, 1, &out->c[0]);
    rising(&mirrored, logistic, 0, 1, &rest->c[0]);
    for (int k = 1; k < out->length; k++) {
        jets->table->sum_products(out->c, rest->c, k, 1, 0, &slope->c[k - 1]);
        jet_slope_term(jets, a, slope->c, k, k, &out->c[k]);
        jets->table->scale(&out->c[k], -1, &rest->c[k]);
    }
    return out;
}

static double softplus(double x)
{
    return x > 0 ? x + log1p(exp(-x)) : log1p(exp(x));
}

struct jet *jet_softplus(struct jets *jets, const struct jet *b)
{
    const struct jet *a = jet_level(jets, b);
    struct bounds value = value_of(a), bounds;
    rising(&value, softplus, 0, HUGE_VAL, &bounds);
    return jet_integral(jets, a, jet_sigmoid(jets, a), &bounds);
}

// 1/cosh^2 falls on both sides of 0.
static void squared_secant(const struct bounds *a, struct bounds *out)
{
    for (int i = 0; i < JET_LANES; i++) {
        double low = fabs(a->low[i]), high = fabs(a->high[i]);
        double near = bounds_hold(a, i, 0) ? 0 : fmin(low, high), far = fmax(low, high);
        double most = exp(-2 * near), least = exp(-2 * far);
        out->low[i] = fmax(0, below(4 * least / ((1 + least) * (1 + least))));
        out->high[i] = fmin(1, above(4 * most / ((1 + most) * (1 + most))));
    }
}

// t' = q a' and q' = -2 t q a', with q = 1 - t^2 = 1/cosh^2.
struct jet *jet_tanh(struct jets *jets, const struct jet *b)
{
    const struct jet *a = jet_level(jets, b);
    struct jet *out = start(jets, a), *q = start(jets, a), *slope = start(jets, a);
    struct bounds value = value_of(a), product;
    rising(&value, tanh, -1, 1, &out->c[0]);
    squared_secant(&value, &q->c[0]);
    for (int k = 1; k < out->length; k++) {
        jet_slope_term(jets, a, q->c, k, k, &out->c[k]);
        jets->table->sum_products(out->c, q->c, k, 1, 0, &product);
        jets->table->scale(&product, -2, &slope->c[k - 1]);
        jet_slope_term(jets, a, slope->c, k, k, &q->c[k]);
    }
    return out;
}

// --- sines ---

// The bounds of a cosine that is `phase` quarters of a turn ahead: between two of its extremes it
// is monotonic, and the signs of its slope at both ends tell which extreme lies between.
static void wave(const struct bounds *a, function *f, function *slope, double sign,
                 struct bounds *out)
{
    for (int i = 0; i < JET_LANES; i++) {
        double low = a->low[i], high = a->high[i];
        out->low[i] = -1;
        out->high[i] = 1;
        if (!(high - low < 3.14))
            continue;
        double from = f(low), to = f(high), up = sign * slope(low), down = sign * slope(high);
        bool top = up > -DIGITS && down < DIGITS, bottom = up < DIGITS && down > -DIGITS;
        if (low == 0 && high == 0)
            top = bottom = false;
        if (!bottom)
            out->low[i] =
                fmax(-1, from == 0 && low == 0 ? fmin(0, below(to)) : below(fmin(from, to)));
        if (!top)
            out->high[i] = fmin(1, above(fmax(from, to)));
    }
}

static void sine_and_cosine(struct jets *jets, const struct jet *a, struct jet **sine,
                            struct jet **cosine)
{
    struct jet *s = start(jets, a), *c = start(jets, a);
    struct bounds value = value_of(a), slope;
    wave(&value, sin, cos, 1, &s->c[0]);
    wave(&value, cos, sin, -1, &c->c[0]);
    for (int k = 1; k < s->length; k++) {
        jet_slope_term(jets, a, c->c, k, k, &s->c[k]);
        jet_slope_term(jets, a, s->c, k, k, &slope);
        jets->table->scale(&slope, -1, &c->c[k]);
    }
    *sine = s;
    *cosine = c;
}

struct jet *jet_sin(struct jets *jets, const struct jet *a)
{
    struct jet *sine, *cosine;
    sine_and_cosine(jets, jet_level(jets, a), &sine, &cosine);
    return sine;
}

struct jet *jet_cos(struct jets *jets, const struct jet *a)
{
    struct jet *sine, *cosine;
    sine_and_cosine(jets, jet_level(jets, a), &sine, &cosine);
    return cosine;
}

struct jet *jet_tan(struct jets *jets, const struct jet *a)
{
    struct jet *sine, *cosine;
    sine_and_cosine(jets, jet_level(jets, a), &sine, &cosine);
    struct jet *out = jet_divide(jets, sine, cosine);
    if (jets->anchored != NULL)
        return out;
    for (int i = 0; i < JET_LANES; i++) { // where the cosine keeps its sign, the tangent rises
        if (bounds_hold(&cosine->c[0], i, 0))
            continue;
        struct bounds value = value_of(a);
        out->c[0].low[i] = fmax(out->c[0].low[i], below(tan(value.low[i])));
        out->c[0].high[i] = fmin(out->c[0].high[i], above(tan(value.high[i])));
    }
    return out;
}

static void both_exponentials(struct jets *jets, const struct jet *a, struct jet **sine,
                              struct jet **cosine)
{
    struct jet *s = start(jets, a), *c = start(jets, a);
    struct bounds value = value_of(a);
    rising(&value, sinh, -HUGE_VAL, HUGE_VAL, &s->c[0]);
    for (int i = 0; i < JET_LANES; i++) {
        double low = fabs(value.low[i]), high = fabs(value.high[i]);
        double near = bounds_hold(&value, i, 0) ? 0 : fmin(low, high);
        c->c[0].low[i] = fmax(1, below(cosh(near)));
        c->c[0].high[i] = above(cosh(fmax(low, high)));
    }
    for (int k = 1; k < s->length; k++) {
        jet_slope_term(jets, a, c->c, k, k, &s->c[k]);
        jet_slope_term(jets, a, s->c, k, k, &c->c[k]);
    }
    *sine = s;
    *cosine = c;
}

struct jet *jet_sinh(struct jets *jets, const struct jet *a)
{
    struct jet *sine, *cosine;
    both_exponentials(jets, jet_level(jets, a), &sine, &cosine);
    return sine;
}

struct jet *jet_cosh(struct jets *jets, const struct jet *a)
{
    struct jet *sine, *cosine;
    both_exponentials(jets, jet_level(jets, a), &sine, &cosine);
    return cosine;
}

// --- powers ---

// p' = exponent p/a a', from bounds of the value.
static struct jet *power_series(struct jets *jets, const struct jet *a, double exponent,
                                const struct bounds *value)
{
    struct jet *out = start(jets, a), *slope = start(jets, a), *v = inverse(jets, a);
    struct bounds product;
    jet_lengthen(v, out->length);
    out->c[0] = *value;
    for (int k = 1; k < out->length; k++) {
        jets->table->sum_products(out->c, v->c, k, 1, 0, &product);
        jets->table->scale(&product, exponent, &slope->c[k - 1]);
        jet_slope_term(jets, a, slope->c, k, k, &out->c[k]);
    }
    return out;
}

// s^2 = a: 2 s s[k] = a[k] - (s[1] s[k-1] + … + s[k-1] s[1])
struct jet *jet_sqrt(struct jets *jets, const struct jet *b)
{
    const struct jet *level = jet_level(jets, b);
    const struct jet *a = with_value(jets, level, clipped(value_of(level), 0, HUGE_VAL));
    struct jet *out = start(jets, a);
    struct bounds value = value_of(a), twice, by, rest, top;
    rising(&value, sqrt, 0, HUGE_VAL, &out->c[0]);
    jets->table->scale(&out->c[0], 2, &twice);
    jets->table->invert(&twice, &by);
    for (int k = 1; k < out->length; k++) {
        top = jet_coefficient(a, k);
        if (k > 1) {
            struct bounds whole = top;
            jets->table->sum_products(out->c + 1, out->c + 1, k - 1, 1, 0, &rest);
            jets->table->subtract(&whole, &rest, &top);
        }
        jets->table->sum_products(&top, &by, 1, 1, 0, &out->c[k]);
    }
    end_at(out, level, 0, 1);
    return out;
}

// Where the argument passes through 0, the slope is infinite.
static void lose_slope(struct jet *out, const struct jet *a)
{
    struct bounds value = value_of(a), slope = jet_coefficient(a, 1);
    for (int i = 0; i < JET_LANES; i++) {
        bool at_end =
            (value.low[i] == 0 || value.high[i] == 0) && (slope.low[i] > 0 || slope.high[i] < 0);
        if (bounds_hold(&value, i, 0) && !at_end && out->smooth[i] > 0)
            out->smooth[i] = 0;
    }
}

struct jet *jet_cbrt(struct jets *jets, const struct jet *b)
{
    const struct jet *a = jet_level(jets, b);
    struct bounds value = value_of(a), root;
    rising(&value, cbrt, -HUGE_VAL, HUGE_VAL, &root);
    struct jet *out = power_series(jets, a, 1.0 / 3, &root);
    for (int i = 0; i < JET_LANES; i++) { // those of the division by 0 are no faults of a root
        out->smooth[i] = a->smooth[i];
        out->doubts[i] = a->doubts[i];
    }
    lose_slope(out, a);
    return out;
}

static struct jet *whole_power_of(struct jets *jets, const struct jet *a, int n)
{
    struct jet *out = NULL, *factor = jet_copy(jets, a);
    for (; n > 0; n /= 2) {
        if (n % 2)
            out = out ? jet_multiply(jets, out, factor) : jet_copy(jets, factor);
        if (n > 1)
            factor = jet_square(jets, factor);
    }
    return out ? out : one(jets);
}

// Bounds of a^n for whole n, which the products widen: it rises with |a|.
static void hold_power(struct jet *out, const struct jet *a, int n)
{
    struct bounds value = value_of(a);
    for (int i = 0; i < JET_LANES; i++) {
        double low = pow(value.low[i], n), high = pow(value.high[i], n);
        bool over_0 = bounds_hold(&value, i, 0);
        double least = n % 2 == 0 ? (over_0 ? 0 : fmin(low, high)) : low;
        double most = n % 2 == 0 ? fmax(low, high) : high;
        out->c[0].low[i] = fmax(out->c[0].low[i], least == 0 ? 0 * least : below(least));
        out->c[0].high[i] = fmin(out->c[0].high[i], above(most));
        if (n % 2 != 0 && least == 0)
            out->c[0].low[i] = fmax(out->c[0].low[i], value.low[i] == 0 ? 0 : -LEAST);
    }
}

static struct jet *fractional_power(struct jets *jets, const struct jet *level, double exponent)
{
    const struct jet *a = with_value(jets, level, clipped(value_of(level), 0, HUGE_VAL));
    struct bounds value = value_of(a), power;
    for (int i = 0; i < JET_LANES; i++) {
        double low = pow(value.low[i], exponent), high = pow(value.high[i], exponent);
        double least = fmin(low, high), most = fmax(low, high);
        power.low[i] = least == 0 ? 0 : fmax(0, below(least));
        power.high[i] = most == 0 && value.high[i] == 0 ? 0 : above(most);
    }
    struct jet *out = power_series(jets, a, exponent, &power);
    for (int i = 0; i < JET_LANES; i++) {
        out->smooth[i] = level->smooth[i];
        out->doubts[i] = level->doubts[i];
    }
    end_at(out, level, 0, 1);
    return out;
}

enum { WHOLE_POWER_MAX = 1 << 20 };

struct jet *jet_power(struct jets *jets, const struct jet *a, double exponent)
{
    if (exponent == 0)
        return one(jets);
    if (exponent == 0.5)
        return jet_sqrt(jets, a);
    if (exponent != rint(exponent) || !(fabs(exponent) < WHOLE_POWER_MAX))
        return fractional_power(jets, jet_level(jets, a), exponent);
    struct jet *out = whole_power_of(jets, a, (int)fabs(exponent));
    if (a->pole == 0 && out->pole == 0 && out->length > 0)
        hold_power(out, a, (int)fabs(exponent));
    return exponent < 0 ? inverse(jets, out) : out;
}

// What a negative number to a power that varies is: defined where that is whole, only.
static void scatter(struct jet *out, const struct jet *a)
{
    struct bounds value = value_of(a);
    for (int i = 0; i < JET_LANES; i++)
        if (value.low[i] < 0)
            out->doubts[i] |= JET_MAY_SCATTER;
}

struct jet *jet_power_of(struct jets *jets, const struct jet *a, const struct jet *b)
{
    const struct jet *base = jet_level(jets, a);
    struct jet *out = jet_exp(jets, jet_multiply(jets, b, jet_log(jets, base)));
    scatter(out, base);
    return out;
}

struct jet *jet_hypot(struct jets *jets, const struct jet *c, const struct jet *d)
{
    const struct jet *a = jet_level(jets, c), *b = jet_level(jets, d);
    struct jet *out = jet_sqrt(jets, jet_add(jets, jet_square(jets, a), jet_square(jets, b)));
    struct bounds p = value_of(a), q = value_of(b);
    for (int i = 0; i < JET_LANES; i++) {
        double p_low = fabs(p.low[i]), p_high = fabs(p.high[i]);
        double q_low = fabs(q.low[i]), q_high = fabs(q.high[i]);
        double p_near = bounds_hold(&p, i, 0) ? 0 : fmin(p_low, p_high);
        double q_near = bounds_hold(&q, i, 0) ? 0 : fmin(q_low, q_high);
        out->c[0].low[i] = fmax(0, below(hypot(p_near, q_near)));
        out->c[0].high[i] = above(hypot(fmax(p_low, p_high), fmax(q_low, q_high)));
    }
    return out;
}

// --- logarithms ---

static struct jet *logarithm(struct jets *jets, const struct jet *b, function *f, double edge)
{
    const struct jet *level = jet_level(jets, b);
    const struct jet *a = with_value(jets, level, clipped(value_of(level), edge, HUGE_VAL));
    struct bounds value = value_of(a), bounds;
    rising(&value, f, -HUGE_VAL, HUGE_VAL, &bounds);
    struct jet *out = jet_integral(jets, a, inverse(jets, jet_offset(jets, a, -edge)), &bounds);
    end_at(out, level, edge, 1);
    return out;
}

struct jet *jet_log(struct jets *jets, const struct jet *a)
{
    return logarithm(jets, a, log, 0);
}

struct jet *jet_log1p(struct jets *jets, const struct jet *a)
{
    return logarithm(jets, a, log1p, -1);
}

// --- inverse functions ---

// (1 - a) (1 + a)
static struct jet *one_minus_square(struct jets *jets, const struct jet *a)
{
    struct jet *minus = jet_subtract(jets, one(jets), a);
    return jet_multiply(jets, minus, jet_offset(jets, a, 1));
}

static struct jet *arc(struct jets *jets, const struct jet *b, function *f)
{
    const struct jet *level = jet_level(jets, b);
    const struct jet *a = with_value(jets, level, clipped(value_of(level), -1, 1));
    struct bounds value = value_of(a), bounds;
    rising(&value, f, -HUGE_VAL, HUGE_VAL, &bounds);
    struct jet *square = one_minus_square(jets, a);
    square->c[0] = clipped(square->c[0], 0, 1);
    struct jet *slope = f == atanh ? inverse(jets, square) : inverse(jets, jet_sqrt(jets, square));
    struct jet *out = jet_integral(jets, a, slope, &bounds);
    end_at(out, level, -1, 1);
    end_at(out, level, 1, -1);
    return out;
}

struct jet *jet_asin(struct jets *jets, const struct jet *a)
{
    return arc(jets, a, asin);
}

struct jet *jet_atanh(struct jets *jets, const struct jet *a)
{
    return arc(jets, a, atanh);
}

struct jet *jet_acos(struct jets *jets, const struct jet *b)
{
    const struct jet *a = jet_level(jets, b);
    struct jet *out = jet_scale(jets, arc(jets, a, asin), -1);
    struct bounds value = clipped(value_of(a), -1, 1);
    for (int i = 0; i < JET_LANES; i++) {
        out->c[0].low[i] = value.high[i] == 1 ? 0 : fmax(0, below(acos(value.high[i])));
        out->c[0].high[i] = value.low[i] == 1 ? 0 : above(acos(value.low[i]));
    }
    return out;
}

struct jet *jet_atan(struct jets *jets, const struct jet *b)
{
    const struct jet *a = jet_level(jets, b);
    struct bounds value = value_of(a), bounds;
    rising(&value, atan, -pi, pi, &bounds);
    struct jet *slope = inverse(jets, jet_offset(jets, jet_square(jets, a), 1));
    return jet_integral(jets, a, slope, &bounds);
}

struct jet *jet_asinh(struct jets *jets, const struct jet *b)
{
    const struct jet *a = jet_level(jets, b);
    struct bounds value = value_of(a), bounds;
    rising(&value, asinh, -HUGE_VAL, HUGE_VAL, &bounds);
    struct jet *square = jet_offset(jets, jet_square(jets, a), 1);
    return jet_integral(jets, a, inverse(jets, jet_sqrt(jets, square)), &bounds);
}

struct jet *jet_acosh(struct jets *jets, const struct jet *b)
{
    const struct jet *level = jet_level(jets, b);
    const struct jet *a = with_value(jets, level, clipped(value_of(level), 1, HUGE_VAL));
    struct bounds value = value_of(a), bounds;
    rising(&value, acosh, 0, HUGE_VAL, &bounds);
    struct jet *less = jet_offset(jets, a, -1), *more = jet_offset(jets, a, 1);
    less->c[0] = clipped(less->c[0], 0, HUGE_VAL);
    struct jet *root = jet_multiply(jets, jet_sqrt(jets, less), jet_sqrt(jets, more));
    struct jet *out = jet_integral(jets, a, inverse(jets, root), &bounds);
    end_at(out, level, 1, 1);
    return out;
}

// --- the error function ---

// factor e^-(scale a)^2
static struct jet *bell(struct jets *jets, const struct jet *a, double scale, double factor)
{
    struct jet *square = jet_square(jets, a);
    return jet_scale(jets, jet_exp(jets, jet_scale(jets, square, -scale)), factor);
}

static const double two_by_root_pi = 1.1283791670955126, one_by_root_2_pi = 0.3989422804014327;

struct jet *jet_erf(struct jets *jets, const struct jet *b)
{
    const struct jet *a = jet_level(jets, b);
    struct bounds value = value_of(a), bounds;
    rising(&value, erf, -1, 1, &bounds);
    return jet_integral(jets, a, bell(jets, a, 1, two_by_root_pi), &bounds);
}

static double erfc_of_minus(double x)
{
    return erfc(-x);
}

struct jet *jet_erfc(struct jets *jets, const struct jet *b)
{
    const struct jet *a = jet_level(jets, b);
    struct bounds mirrored = value_of(jet_scale(jets, a, -1)), bounds;
    rising(&mirrored, erfc_of_minus, 0, 2, &bounds);
    return jet_integral(jets, a, bell(jets, a, 1, -two_by_root_pi), &bounds);
}

// The argument of erfc is rounded, which counts a^2 times in its tail.
static double normal(double x)
{
    return erfc(-x * 0.70710678118654752) / 2;
}

struct jet *jet_normal(struct jets *jets, const struct jet *b)
{
    const struct jet *a = jet_level(jets, b);
    struct bounds value = value_of(a), bounds;
    rising(&value, normal, 0, 1, &bounds);
    for (int i = 0; i < JET_LANES; i++) {
        double low = 1 + value.low[i] * value.low[i], high = 1 + value.high[i] * value.high[i];
        bounds.low[i] = fmax(0, bounds.low[i] - bounds.low[i] * low * DIGITS);
        bounds.high[i] = fmin(1, bounds.high[i] + bounds.high[i] * high * DIGITS);
    }
    return jet_integral(jets, a, bell(jets, a, 0.5, one_by_root_2_pi), &bounds);
}
