// Elementary functions of jets: the bounds of a value come from libm at the ends of a lane, widened
// by its errors; the derivatives come from differential equations, as (e^a)' = e^a a'. Comments
// give these for each function; a' and so on are derivatives by x.
#include "activation/enclosure/part.h"

#include <float.h>
#include <string.h>

typedef double function(double x);

// Sets *out to the bounds of a rising function over the bounds `a`, from its computed values y at
// their ends. The function's values lie in [least, most]; a 0 of the argument 0 is exact, as of
// sinh.
static void outward(const struct bounds *a, const struct bounds *y, double least, double most,
                    struct bounds *out)
{
    for (int i = 0; i < JET_LANES; i++) {
        double low = y->low[i], high = y->high[i];
        bool low_exact = low == 0 && a->low[i] == 0, high_exact = high == 0 && a->high[i] == 0;
        out->low[i] = fmax(low_exact ? low : value_below(low), least);
        out->high[i] = fmin(high_exact ? high : value_above(high), most);
    }
}

// Sets *out to the bounds of the rising function f, with values in [least, most], over the bounds
// a.
static void rising(const struct bounds *a, function *f, double least, double most,
                   struct bounds *out)
{
    struct bounds y;
    for (int i = 0; i < JET_LANES; i++) {
        y.low[i] = f(a->low[i]);
        y.high[i] = f(a->high[i]);
    }
    outward(a, &y, least, most, out);
}

// The same with a function over arrays.
static void rising_at_once(const struct bounds *a, vector_function *f, double least, double most,
                           struct bounds *out)
{
    struct bounds y;
    f(a->low, JET_LANES, y.low);
    f(a->high, JET_LANES, y.high);
    outward(a, &y, least, most, out);
}

// 1/a, with infinite bounds where a may be 0.
static struct jet *inverse(struct jets *jets, const struct jet *a)
{
    return jet_quotient(jets, jet_one(jets), a);
}

// Notes in `out` that a function of `a` is defined only for a >= edge (side 1) or a <= edge (side
// -1) and may have an infinite slope at the edge, as sqrt at 0. Nothing is noted in lanes where `a`
// stays within that domain and is at the edge, if at all, only at an end of the lane.
static void end_at(const struct jets *jets, struct jet *out, const struct jet *a, double edge,
                   int side)
{
    struct bounds value = jet_value(a);
    for (int i = 0; i < JET_LANES; i++) {
        double near = side > 0 ? value.low[i] : -value.high[i], at = side * edge;
        double far = side > 0 ? value.high[i] : -value.low[i];
        if (near > at || (near == at && far > at && jet_moves(jets, a, i)))
            continue;
        out->smooth[i] = out->smooth[i] < 0 ? out->smooth[i] : 0;
        if (near < at || jet_is_anchor(jets, i))
            out->doubts[i] |= JET_MAY_END;
        if (far < at || (far == at && near < at && jet_moves(jets, a, i)))
            out->doubts[i] |= JET_IS_EMPTY;
    }
}

// Notes in `out` that a function of `a` is infinite at a = edge, as ln at 0. Nothing is noted in
// lanes where `a` is at the edge at single points only.
static void pole_at(const struct jets *jets, struct jet *out, const struct jet *a, double edge)
{
    struct bounds value = jet_value(a);
    for (int i = 0; i < JET_LANES; i++) {
        bool instant = value.low[i] < value.high[i] && jet_moves(jets, a, i);
        if (!bounds_hold(&value, i, edge) || instant)
            continue;
        out->smooth[i] = -1;
        out->doubts[i] |= JET_MAY_END;
    }
}

// The part of the bounds within [low, high]; the nearest end of that where they have no such part.
static struct bounds clipped(struct bounds a, double low, double high)
{
    for (int i = 0; i < JET_LANES; i++) {
        a.low[i] = fmin(fmax(a.low[i], low), high);
        a.high[i] = fmax(fmin(a.high[i], high), low);
    }
    return a;
}

// A copy of `a` with other bounds of its value.
static struct jet *with_value(struct jets *jets, const struct jet *a, struct bounds value)
{
    struct jet *out = jet_copy(jets, a);
    out->c[0] = value;
    return out;
}

// --- exponentials ---

// The function F with F' = F a', as e^a or a multiple of it, from the bounds `value` of F itself.
static struct jet *growth(struct jets *jets, const struct jet *a, const struct bounds *value)
{
    struct jet *out = jet_start(jets, a);
    out->c[0] = *value;
    for (int k = 1; k < out->length; k++)
        jet_slope_term(jets, a, out->c, k, k, &out->c[k]);
    return out;
}

struct jet *jet_exp(struct jets *jets, const struct jet *b)
{
    const struct jet *a = jet_level(jets, b);
    struct bounds value = jet_value(a), power;
    rising_at_once(&value, vector_exp, 0, HUGE_VAL, &power);
    return growth(jets, a, &power);
}

struct jet *jet_expm1(struct jets *jets, const struct jet *b)
{
    const struct jet *a = jet_level(jets, b);
    struct bounds value = jet_value(a);
    struct jet *out = jet_exp(jets, a);
    rising_at_once(&value, vector_expm1, -1, HUGE_VAL, &out->c[0]);
    return out;
}

// Sets *out to the bounds of a bell-shaped function over the bounds a, from its computed values y
// at their ends: the function is `top` at 0 and falls towards 0 on both sides.
static void bound_bell(const struct bounds *a, const struct bounds *y, double top,
                       struct bounds *out)
{
    for (int i = 0; i < JET_LANES; i++) {
        double most = bounds_hold(a, i, 0) ? top : fmax(y->low[i], y->high[i]);
        out->low[i] = fmax(0, value_below(fmin(y->low[i], y->high[i])));
        out->high[i] = fmin(top, value_above(most));
    }
}

// The sigmoid s has s' = q a' and q' = q t a', with q = s (1 - s) and t = 1 - 2s.
struct jet *jet_sigmoid(struct jets *jets, const struct jet *b)
{
    const struct jet *a = jet_level(jets, b);
    struct jet *s = jet_start(jets, a), *q = jet_start(jets, a), *t = jet_start(jets, a);
    struct jet *slope = jet_start(jets, a);
    struct bounds value = jet_value(a), y, dy;
    vector_sigmoid(NULL, value.low, JET_LANES, y.low, dy.low, NULL);
    vector_sigmoid(NULL, value.high, JET_LANES, y.high, dy.high, NULL);
    outward(&value, &y, 0, 1, &s->c[0]);
    bound_bell(&value, &dy, 0.25, &q->c[0]);
    for (int i = 0; i < JET_LANES; i++) {
        t->c[0].low[i] = fmax(-1, 1 - 2 * s->c[0].high[i] - DBL_EPSILON);
        t->c[0].high[i] = fmin(1, 1 - 2 * s->c[0].low[i] + DBL_EPSILON);
    }
    for (int k = 1; k < s->length; k++) {
        jet_slope_term(jets, a, q->c, k, k, &s->c[k]);
        jets->table->sum_products(q->c, t->c, k, 1, 0, &slope->c[k - 1]);
        jet_slope_term(jets, a, slope->c, k, k, &q->c[k]);
        jets->table->scale(&s->c[k], -2, &t->c[k]);
    }
    return s;
}

// ln(1 + e^x) as a vector_function.
static void softplus(const double *x, size_t n, double *y)
{
    static const double beta = 1;
    vector_softplus(&beta, x, n, y, NULL, NULL);
}

struct jet *jet_softplus(struct jets *jets, const struct jet *b)
{
    const struct jet *a = jet_level(jets, b);
    struct bounds value = jet_value(a), bounds;
    rising_at_once(&value, softplus, 0, HUGE_VAL, &bounds);
    return jet_integral(jets, a, jet_sigmoid(jets, a), &bounds);
}

// The tanh t has t' = q a' and q' = -2 t q a', with q = 1 - t^2 = 1/cosh^2.
struct jet *jet_tanh(struct jets *jets, const struct jet *b)
{
    const struct jet *a = jet_level(jets, b);
    struct jet *out = jet_start(jets, a), *q = jet_start(jets, a), *slope = jet_start(jets, a);
    struct bounds value = jet_value(a), y, dy, product;
    vector_tanh(NULL, value.low, JET_LANES, y.low, dy.low, NULL);
    vector_tanh(NULL, value.high, JET_LANES, y.high, dy.high, NULL);
    outward(&value, &y, -1, 1, &out->c[0]);
    bound_bell(&value, &dy, 1, &q->c[0]);
    for (int k = 1; k < out->length; k++) {
        jet_slope_term(jets, a, q->c, k, k, &out->c[k]);
        jets->table->sum_products(out->c, q->c, k, 1, 0, &product);
        jets->table->scale(&product, -2, &slope->c[k - 1]);
        jet_slope_term(jets, a, slope->c, k, k, &q->c[k]);
    }
    return out;
}

// Sets *sine to sinh(a) and *cosine to cosh(a): sinh' = cosh a' and cosh' = sinh a'.
static void sinh_and_cosh(struct jets *jets, const struct jet *a, struct jet **sine,
                          struct jet **cosine)
{
    struct jet *s = jet_start(jets, a), *c = jet_start(jets, a);
    struct bounds value = jet_value(a);
    rising(&value, sinh, -HUGE_VAL, HUGE_VAL, &s->c[0]);
    for (int i = 0; i < JET_LANES; i++) {
        double low = fabs(value.low[i]), high = fabs(value.high[i]);
        double near = bounds_hold(&value, i, 0) ? 0 : fmin(low, high);
        c->c[0].low[i] = fmax(1, value_below(cosh(near)));
        c->c[0].high[i] = value_above(cosh(fmax(low, high)));
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
    sinh_and_cosh(jets, jet_level(jets, a), &sine, &cosine);
    return sine;
}

struct jet *jet_cosh(struct jets *jets, const struct jet *a)
{
    struct jet *sine, *cosine;
    sinh_and_cosh(jets, jet_level(jets, a), &sine, &cosine);
    return cosine;
}

// --- powers ---

// The root s follows from s^2 = a: s[k] = (a[k] - (s[1] s[k-1] + … + s[k-1] s[1]))/(2 s[0]).
struct jet *jet_sqrt(struct jets *jets, const struct jet *b)
{
    const struct jet *level = jet_level(jets, b);
    const struct jet *a = with_value(jets, level, clipped(jet_value(level), 0, HUGE_VAL));
    struct jet *out = jet_start(jets, a);
    struct bounds value = jet_value(a), twice, by, rest, top;
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
    end_at(jets, out, level, 0, 1);
    return out;
}

// Bounds of h = sqrt(alpha u^2 + beta), which rises with |u|, and of u/h, which rises.
static void bound_root(const struct bounds *u, double alpha, double beta, struct bounds *h,
                       struct bounds *ratio)
{
    double scale = sqrt(alpha), offset = sqrt(beta), most = value_above(1 / scale);
    for (int i = 0; i < JET_LANES; i++) {
        double low = u->low[i], high = u->high[i];
        double at_low = hypot(scale * low, offset), at_high = hypot(scale * high, offset);
        double near = bounds_hold(u, i, 0) ? offset : fmin(at_low, at_high);
        h->low[i] = value_below(near);
        h->high[i] = value_above(fmax(at_low, at_high));
        ratio->low[i] = isfinite(at_low) ? value_below(low / at_low) : -most;
        ratio->high[i] = isfinite(at_high) ? value_above(high / at_high) : most;
        ratio->low[i] = low >= 0 ? fmax(ratio->low[i], 0) : ratio->low[i];
        ratio->high[i] = high <= 0 ? fmin(ratio->high[i], 0) : ratio->high[i];
    }
}

// With v = u/h and r = 1/h: h' = alpha v u', v' = beta r^3 u' and r' = -alpha v r^2 u'.
struct jet *jet_root(struct jets *jets, const struct jet *b, double alpha, double beta,
                     struct jet **ratio)
{
    const struct jet *u = jet_level(jets, b);
    struct jet *h = jet_start(jets, u), *v = jet_start(jets, u), *r = jet_start(jets, u);
    struct jet *square = jet_start(jets, u), *slope = jet_start(jets, u);
    struct bounds value = jet_value(u), sum;
    bound_root(&value, alpha, beta, &h->c[0], &v->c[0]);
    jets->table->invert(&h->c[0], &r->c[0]);
    for (int k = 1; k < h->length; k++) {
        jet_slope_term(jets, u, v->c, k, k, &sum);
        jets->table->scale(&sum, alpha, &h->c[k]);
        jets->table->sum_products(r->c, r->c, k, 1, 0, &square->c[k - 1]);
        jets->table->sum_products(square->c, r->c, k, 1, 0, &slope->c[k - 1]);
        jet_slope_term(jets, u, slope->c, k, k, &sum);
        jets->table->scale(&sum, beta, &v->c[k]);
        jets->table->sum_products(square->c, v->c, k, 1, 0, &slope->c[k - 1]);
        jet_slope_term(jets, u, slope->c, k, k, &sum);
        jets->table->scale(&sum, -alpha, &r->c[k]);
    }
    *ratio = v;
    return h;
}

// Notes in `out`, the cube root of `a`, that its slope is infinite where `a` passes through 0. If
// `a` is 0 only at an end of a lane, there is nothing to note.
static void lose_slope(const struct jets *jets, struct jet *out, const struct jet *a)
{
    struct bounds value = jet_value(a);
    for (int i = 0; i < JET_LANES; i++) {
        bool at_end = (value.low[i] == 0) != (value.high[i] == 0) && jet_moves(jets, a, i);
        if (bounds_hold(&value, i, 0) && !at_end && out->smooth[i] > 0)
            out->smooth[i] = 0;
    }
}

// The root r follows from r^3 = a: r' = r/(3 a) a'.
struct jet *jet_cbrt(struct jets *jets, const struct jet *b)
{
    const struct jet *a = jet_level(jets, b);
    struct jet *out = jet_start(jets, a), *slope = jet_start(jets, a), *inverted = inverse(jets, a);
    struct bounds value = jet_value(a), product;
    jet_lengthen(inverted, out->length);
    rising(&value, cbrt, -HUGE_VAL, HUGE_VAL, &out->c[0]);
    for (int k = 1; k < out->length; k++) {
        jets->table->sum_products(out->c, inverted->c, k, 1, 0, &product);
        jets->table->shrink(&product, 3, &slope->c[k - 1]);
        jet_slope_term(jets, a, slope->c, k, k, &out->c[k]);
    }
    lose_slope(jets, out, a);
    return out;
}

// u^exponent for u >= 0. For whole exponents up to 7, products are faster than pow, and at most six
// of them are within VALUE_DIGITS.
static double power_at(double u, double exponent)
{
    double n = fabs(exponent), p = 1;
    if (n > 7 || n != rint(n))
        return pow(u, exponent);
    for (int i = 0; i < (int)n; i++)
        p *= u;
    p = exponent < 0 ? 1 / p : p;
    return p > 0x1p-1000 && p < 0x1p1000 ? p : pow(u, exponent);
}

// Sets *out to bounds of u^exponent over the bounds u >= 0, or any bounds if the exponent is whole:
// its size rises or falls with |u|. The exact exponent is within `error` of `exponent`: that
// changes a power by the part error |ln u| of it, where |ln u| < 746 for all doubles.
static void bound_power(const struct bounds *u, double exponent, double error, struct bounds *out)
{
    bool odd = fabs(fmod(exponent, 2)) == 1, rises = exponent > 0;
    for (int i = 0; i < JET_LANES; i++) {
        double from = fabs(u->low[i]), to = fabs(u->high[i]);
        double near = bounds_hold(u, i, 0) ? 0 : fmin(from, to), far = fmax(from, to);
        double least = power_at(rises ? near : far, exponent);
        double most = power_at(rises ? far : near, exponent);
        double spread = error == 0 ? 0 : error * fmin(fmax(fabs(log(near)), fabs(log(far))), 746);
        double low = fmax(0, value_below(least * (1 - spread))),
               high = value_above(most * (1 + spread));
        bool negative = odd && u->low[i] < 0, positive = !odd || u->high[i] > 0;
        if (negative && positive) { // each side has its own end
            out->low[i] = rises ? -value_above(power_at(from, exponent)) : -HUGE_VAL;
            out->high[i] = rises ? value_above(power_at(to, exponent)) : HUGE_VAL;
            continue;
        }
        out->low[i] = negative ? -high : low;
        out->high[i] = negative ? -low : high;
    }
}

// The jet of u^exponent by u, over the bounds u. Coefficient k is u^(exponent - k) times
// binomial(exponent, k). What rounding takes from exponent - k is bounded by `error`.
static struct jet *power_series(struct jets *jets, const struct bounds *u, double exponent)
{
    struct jet *out = jet_constant(jets, 1), *factor = jet_constant(jets, 1);
    bool ends = exponent >= 0 && exponent == rint(exponent) && exponent < jets->orders;
    struct bounds range, next;
    out->length = ends ? (int)exponent + 1 : out->known;
    bound_power(u, exponent, 0, &out->c[0]);
    for (int k = 1; k < out->length; k++) {
        double before = exponent - (k - 1), rest = exponent - k, back = rest - exponent;
        double error = fabs((exponent - (rest - back)) + (-k - back)) * 2;
        bounds_fill(&next, before - error, before + error);
        jets->table->sum_products(&factor->c[0], &next, 1, 1, 0, &range);
        jets->table->shrink(&range, k, &factor->c[0]);
        bound_power(u, rest, error, &range);
        jets->table->sum_products(&factor->c[0], &range, 1, 1, 0, &out->c[k]);
    }
    return out;
}

// a^n for n > 0 by squares and products. Unlike whole_power_of, these keep the pole of an anchored
// jet.
static struct jet *power_by_products(struct jets *jets, const struct jet *a, int n)
{
    struct jet *out = NULL, *factor = jet_copy(jets, a);
    for (; n > 0; n /= 2) {
        if (n % 2)
            out = out ? jet_multiply(jets, out, factor) : jet_copy(jets, factor);
        if (n > 1)
            factor = jet_square(jets, factor);
    }
    return out ? out : jet_one(jets);
}

// a^exponent for a whole exponent, where jets are not anchored.
static struct jet *whole_power_of(struct jets *jets, const struct jet *a, double exponent)
{
    struct bounds value = jet_value(a);
    struct jet *g = power_series(jets, &value, exponent);
    struct jet *out = jet_compose(jets, g, a);
    if (exponent < 0)
        jet_doubt_quotient(jets, out, a);
    return out;
}

// a^exponent for an exponent that is not whole, so that it is defined for a >= 0 only.
static struct jet *fractional_power(struct jets *jets, const struct jet *level, double exponent)
{
    const struct jet *a = with_value(jets, level, clipped(jet_value(level), 0, HUGE_VAL));
    struct bounds value = jet_value(a);
    struct jet *out = jet_compose(jets, power_series(jets, &value, exponent), a);
    end_at(jets, out, level, 0, 1);
    if (exponent < 0)
        jet_doubt_quotient(jets, out, a);
    return out;
}

enum { PRODUCTS_MAX = 1 << 10 };              // whole powers of anchored jets are below
static const double whole_power_max = 0x1p52; // below it, exponent - 1 and so on are exact

struct jet *jet_power(struct jets *jets, const struct jet *a, double exponent)
{
    bool whole = exponent == rint(exponent);
    if (exponent == 0)
        return jet_one(jets);
    if (exponent == 0.5)
        return jet_sqrt(jets, a);
    if (exponent == 2)
        return jet_square(jets, a);
    if (!whole && fabs(exponent) < whole_power_max)
        return fractional_power(jets, jet_level(jets, a), exponent);
    if (jets->anchored == NULL && fabs(exponent) < whole_power_max)
        return whole_power_of(jets, a, exponent);
    if (!(fabs(exponent) < PRODUCTS_MAX))
        return jet_unknown(jets);
    struct jet *out = power_by_products(jets, a, (int)fabs(exponent));
    return exponent < 0 ? jet_divide(jets, jet_one(jets), out) : out;
}

// Whether the function may be equal to `value` on a stretch of a lane.
static bool rests_at(const struct jets *jets, const struct jet *a, int lane, double value)
{
    struct bounds bounds = jet_value(a);
    return bounds_hold(&bounds, lane, value) && !jet_moves(jets, a, lane);
}

// Whether the bounds contain a whole number.
static bool may_be_whole(const struct bounds *bounds, int lane)
{
    return !(floor(bounds->high[lane]) < bounds->low[lane]); // true of unknown bounds
}

// Notes in out = a^b, computed as e^(b ln a), where a power has values that this does not: of a
// negative a for whole b; 1 for b = 0 or a = 1, even if the other is undefined (NaN^0 = 1); and of
// an infinite a. If these may hold on a stretch, nothing is known of the lane; at single points, as
// those of (-2)^x, JET_MAY_SCATTER tells of them.
static void scatter(const struct jets *jets, struct jet *out, const struct jet *a,
                    const struct jet *b)
{
    struct bounds base = jet_value(a), exponent = jet_value(b);
    jet_lengthen(out, out->known);
    for (int i = 0; i < JET_LANES; i++) {
        bool to_0 = a->doubts[i] != 0 && rests_at(jets, b, i, 0);
        bool of_1 = b->doubts[i] != 0 && rests_at(jets, a, i, 1);
        bool infinite = a->doubts[i] != 0 && base.low[i] == -HUGE_VAL;
        if (base.low[i] < 0 && may_be_whole(&exponent, i))
            out->doubts[i] |= JET_MAY_SCATTER;
        if ((base.low[i] >= 0 || jet_moves(jets, b, i)) && !to_0 && !of_1 && !infinite)
            continue;
        out->smooth[i] = -1;
        out->doubts[i] = JET_MAY_END | JET_MAY_SCATTER;
        jet_forget(out, i, 0);
    }
}

struct jet *jet_power_of(struct jets *jets, const struct jet *a, const struct jet *b)
{
    const struct jet *base = jet_level(jets, a), *exponent = jet_level(jets, b);
    struct jet *out = jet_exp(jets, jet_multiply(jets, exponent, jet_log(jets, base)));
    scatter(jets, out, base, exponent);
    return out;
}

struct jet *jet_hypot(struct jets *jets, const struct jet *c, const struct jet *d)
{
    const struct jet *a = jet_level(jets, c), *b = jet_level(jets, d);
    struct jet *out = jet_sqrt(jets, jet_add(jets, jet_square(jets, a), jet_square(jets, b)));
    struct bounds p = jet_value(a), q = jet_value(b);
    for (int i = 0; i < JET_LANES; i++) {
        double p_low = fabs(p.low[i]), p_high = fabs(p.high[i]);
        double q_low = fabs(q.low[i]), q_high = fabs(q.high[i]);
        double p_near = bounds_hold(&p, i, 0) ? 0 : fmin(p_low, p_high);
        double q_near = bounds_hold(&q, i, 0) ? 0 : fmin(q_low, q_high);
        out->c[0].low[i] = fmax(0, value_below(hypot(p_near, q_near)));
        out->c[0].high[i] = value_above(hypot(fmax(p_low, p_high), fmax(q_low, q_high)));
    }
    return out;
}

// --- logarithms ---

// ln(a + offset), computed by f, whose slope is a'/(a + offset).
static struct jet *logarithm(struct jets *jets, const struct jet *b, vector_function *f,
                             double offset)
{
    const struct jet *level = jet_level(jets, b);
    const struct jet *a = with_value(jets, level, clipped(jet_value(level), -offset, HUGE_VAL));
    struct bounds value = jet_value(a), bounds;
    rising_at_once(&value, f, -HUGE_VAL, HUGE_VAL, &bounds);
    const struct jet *inner = offset == 0 ? a : jet_offset(jets, a, offset);
    struct jet *out = jet_integral(jets, a, inverse(jets, inner), &bounds);
    end_at(jets, out, level, -offset, 1);
    pole_at(jets, out, level, -offset);
    return out;
}

struct jet *jet_log(struct jets *jets, const struct jet *a)
{
    return logarithm(jets, a, vector_log, 0);
}

struct jet *jet_log1p(struct jets *jets, const struct jet *a)
{
    return logarithm(jets, a, vector_log1p, 1);
}

// --- inverse functions ---

// (1 - a) (1 + a)
static struct jet *one_minus_square(struct jets *jets, const struct jet *a)
{
    struct jet *minus = jet_subtract(jets, jet_one(jets), a);
    return jet_multiply(jets, minus, jet_offset(jets, a, 1));
}

// asin, or atanh: the slope is a'/sqrt(1 - a^2), or a'/(1 - a^2).
static struct jet *arc(struct jets *jets, const struct jet *b, function *f)
{
    const struct jet *level = jet_level(jets, b);
    const struct jet *a = with_value(jets, level, clipped(jet_value(level), -1, 1));
    struct bounds value = jet_value(a), bounds;
    rising(&value, f, -HUGE_VAL, HUGE_VAL, &bounds);
    struct jet *square = one_minus_square(jets, a);
    square->c[0] = clipped(square->c[0], 0, 1);
    struct jet *slope = f == atanh ? inverse(jets, square) : inverse(jets, jet_sqrt(jets, square));
    struct jet *out = jet_integral(jets, a, slope, &bounds);
    end_at(jets, out, level, -1, 1);
    end_at(jets, out, level, 1, -1);
    if (f == atanh) {
        pole_at(jets, out, level, -1);
        pole_at(jets, out, level, 1);
    }
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

// acos = pi/2 - asin, so its derivatives are those of -asin. Its value comes from libm's acos,
// which keeps its digits next to 1, where it vanishes.
struct jet *jet_acos(struct jets *jets, const struct jet *b)
{
    const struct jet *a = jet_level(jets, b);
    struct jet *out = jet_scale(jets, arc(jets, a, asin), -1);
    struct bounds value = clipped(jet_value(a), -1, 1);
    for (int i = 0; i < JET_LANES; i++) {
        out->c[0].low[i] = value.high[i] == 1 ? 0 : fmax(0, value_below(acos(value.high[i])));
        out->c[0].high[i] = value.low[i] == 1 ? 0 : value_above(acos(value.low[i]));
    }
    return out;
}

// The slope is a'/(1 + a^2).
struct jet *jet_atan(struct jets *jets, const struct jet *b)
{
    const struct jet *a = jet_level(jets, b);
    struct bounds value = jet_value(a), bounds;
    rising(&value, atan, -2, 2, &bounds);
    struct jet *slope = inverse(jets, jet_offset(jets, jet_square(jets, a), 1));
    return jet_integral(jets, a, slope, &bounds);
}

// The slope is a'/sqrt(1 + a^2).
struct jet *jet_asinh(struct jets *jets, const struct jet *b)
{
    const struct jet *a = jet_level(jets, b);
    struct bounds value = jet_value(a), bounds;
    rising(&value, asinh, -HUGE_VAL, HUGE_VAL, &bounds);
    struct jet *square = jet_offset(jets, jet_square(jets, a), 1);
    return jet_integral(jets, a, inverse(jets, jet_sqrt(jets, square)), &bounds);
}

// The slope is a'/(sqrt(a - 1) sqrt(a + 1)): near 1, a^2 - 1 would lose digits.
struct jet *jet_acosh(struct jets *jets, const struct jet *b)
{
    const struct jet *level = jet_level(jets, b);
    const struct jet *a = with_value(jets, level, clipped(jet_value(level), 1, HUGE_VAL));
    struct bounds value = jet_value(a), bounds;
    rising(&value, acosh, 0, HUGE_VAL, &bounds);
    struct jet *less = jet_offset(jets, a, -1), *more = jet_offset(jets, a, 1);
    less->c[0] = clipped(less->c[0], 0, HUGE_VAL);
    struct jet *root = jet_multiply(jets, jet_sqrt(jets, less), jet_sqrt(jets, more));
    struct jet *out = jet_integral(jets, a, inverse(jets, root), &bounds);
    end_at(jets, out, level, 1, 1);
    return out;
}

// --- the error function ---

// factor e^-(scale a^2); the exact factor is the number of which `factor` is the nearest double.
static struct jet *bell(struct jets *jets, const struct jet *a, double scale, double factor)
{
    struct jet *exponent = jet_scale(jets, jet_square(jets, a), -scale);
    struct bounds value = jet_value(exponent), power, top = jet_value(jet_about(jets, factor)),
                  bounds;
    rising_at_once(&value, vector_exp, 0, 1, &power);
    jets->table->sum_products(&power, &top, 1, 1, 0, &bounds);
    return growth(jets, exponent, &bounds);
}

// 2/sqrt(pi) and 1/sqrt(2 pi)
static const double two_by_root_pi = 1.1283791670955126, one_by_root_2_pi = 0.3989422804014327;

// erf' = 2/sqrt(pi) e^-(a^2) a'.
struct jet *jet_erf(struct jets *jets, const struct jet *b)
{
    const struct jet *a = jet_level(jets, b);
    struct bounds value = jet_value(a), bounds;
    rising(&value, erf, -1, 1, &bounds);
    return jet_integral(jets, a, bell(jets, a, 1, two_by_root_pi), &bounds);
}

// erfc(-x), which rises with x as an argument of the function `rising` has to.
static double erfc_of_minus(double x)
{
    return erfc(-x);
}

struct jet *jet_erfc(struct jets *jets, const struct jet *b)
{
    const struct jet *a = jet_level(jets, b);
    struct bounds value = jet_value(a), mirrored, bounds;
    jets->table->negate(&value, &mirrored);
    rising(&mirrored, erfc_of_minus, 0, 2, &bounds);
    return jet_integral(jets, a, bell(jets, a, 1, -two_by_root_pi), &bounds);
}

// The distribution function of the standard normal distribution, with 0.7071… for 1/sqrt(2). The
// argument of erfc is rounded: far on the left, the result is off by x^2 times as much.
static double normal(double x)
{
    return erfc(-x * 0.70710678118654752) / 2;
}

struct jet *jet_normal(struct jets *jets, const struct jet *b)
{
    const struct jet *a = jet_level(jets, b);
    struct bounds value = jet_value(a), bounds;
    rising(&value, normal, 0, 1, &bounds);
    for (int i = 0; i < JET_LANES; i++) {
        double low = fmin(value.low[i], 0), high = fmin(value.high[i], 0);
        double lost = fmin(1, (1 + low * low) * VALUE_DIGITS),
               more = (1 + high * high) * VALUE_DIGITS;
        bounds.low[i] = fmax(0, bounds.low[i] - bounds.low[i] * lost);
        bounds.high[i] = fmin(1, bounds.high[i] + fmin(bounds.high[i] * more, 1));
    }
    return jet_integral(jets, a, bell(jets, a, 0.5, one_by_root_2_pi), &bounds);
}
