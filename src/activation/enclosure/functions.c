// Elementary functions of jets: the bounds of a value are those at the ends of a lane, with the
// errors of libm; the derivatives come from differential equations, as e' = e a'.
#include "activation/enclosure/part.h"

#include <float.h>
#include <string.h>

// libm and the functions of vector.h are within eight units of the last digit.
#define DIGITS (8 * DBL_EPSILON)
#define LEAST  (8 * DBL_TRUE_MIN)

typedef double function(double x);

// What overflows is beyond all doubles.
static double below(double y)
{
    return y > DBL_MAX ? DBL_MAX : y - fabs(y) * DIGITS - LEAST;
}

static double above(double y)
{
    return y < -DBL_MAX ? -DBL_MAX : y + fabs(y) * DIGITS + LEAST;
}

// Bounds of a function that rises, from its values y at the ends of a; they lie in [least, most]
// and are exact where a value and its argument are both 0.
static void outward(const struct bounds *a, const struct bounds *y, double least, double most,
                    struct bounds *out)
{
    for (int i = 0; i < JET_LANES; i++) {
        double low = y->low[i], high = y->high[i];
        bool low_exact = low == 0 && a->low[i] == 0, high_exact = high == 0 && a->high[i] == 0;
        out->low[i] = fmax(low_exact ? low : below(low), least);
        out->high[i] = fmin(high_exact ? high : above(high), most);
    }
}

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

// 1/a, without bounds where a may be 0.
static struct jet *inverse(struct jets *jets, const struct jet *a)
{
    return jet_quotient(jets, one(jets), a);
}

// Where a function ends, or loses its slope, at `edge`: below it (side 1) or above (side -1) it is
// not defined. A strictly monotonic argument that begins there does no harm.
static void end_at(const struct jets *jets, struct jet *out, const struct jet *a, double edge,
                   int side)
{
    struct bounds value = value_of(a);
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

// Where the argument may be `edge` for longer than an instant, or passes it, a function that is
// infinite there is not defined.
static void pole_at(const struct jets *jets, struct jet *out, const struct jet *a, double edge)
{
    struct bounds value = value_of(a);
    for (int i = 0; i < JET_LANES; i++) {
        bool instant = value.low[i] < value.high[i] && jet_moves(jets, a, i);
        if (!bounds_hold(&value, i, edge) || instant)
            continue;
        out->smooth[i] = -1;
        out->doubts[i] |= JET_MAY_END;
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

// What grows by itself times a', from bounds of its value.
static struct jet *growth(struct jets *jets, const struct jet *a, const struct bounds *value)
{
    struct jet *out = start(jets, a);
    out->c[0] = *value;
    for (int k = 1; k < out->length; k++)
        jet_slope_term(jets, a, out->c, k, k, &out->c[k]);
    return out;
}

struct jet *jet_exp(struct jets *jets, const struct jet *b)
{
    const struct jet *a = jet_level(jets, b);
    struct bounds value = value_of(a), power;
    rising_at_once(&value, vector_exp, 0, HUGE_VAL, &power);
    return growth(jets, a, &power);
}

struct jet *jet_expm1(struct jets *jets, const struct jet *b)
{
    const struct jet *a = jet_level(jets, b);
    struct bounds value = value_of(a);
    struct jet *out = jet_exp(jets, a);
    rising_at_once(&value, vector_expm1, -1, HUGE_VAL, &out->c[0]);
    return out;
}

// Bounds of a bell from its values at the ends of a: it falls on both sides of 0, from `top` to 0.
static void bound_bell(const struct bounds *a, const struct bounds *y, double top,
                       struct bounds *out)
{
    for (int i = 0; i < JET_LANES; i++) {
        double most = bounds_hold(a, i, 0) ? top : fmax(y->low[i], y->high[i]);
        out->low[i] = fmax(0, below(fmin(y->low[i], y->high[i])));
        out->high[i] = fmin(top, above(most));
    }
}

// s' = q a' and q' = q t a', with q = s (1 - s) and t = 1 - 2s.
struct jet *jet_sigmoid(struct jets *jets, const struct jet *b)
{
    const struct jet *a = jet_level(jets, b);
    struct jet *s = start(jets, a), *q = start(jets, a), *t = start(jets, a);
    struct jet *slope = start(jets, a);
    struct bounds value = value_of(a), y, dy;
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

static void softplus(const double *x, size_t n, double *y)
{
    static const double beta = 1;
    vector_softplus(&beta, x, n, y, NULL, NULL);
}

struct jet *jet_softplus(struct jets *jets, const struct jet *b)
{
    const struct jet *a = jet_level(jets, b);
    struct bounds value = value_of(a), bounds;
    rising_at_once(&value, softplus, 0, HUGE_VAL, &bounds);
    return jet_integral(jets, a, jet_sigmoid(jets, a), &bounds);
}

// t' = q a' and q' = -2 t q a', with q = 1 - t^2 = 1/cosh^2.
struct jet *jet_tanh(struct jets *jets, const struct jet *b)
{
    const struct jet *a = jet_level(jets, b);
    struct jet *out = start(jets, a), *q = start(jets, a), *slope = start(jets, a);
    struct bounds value = value_of(a), y, dy, product;
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

// --- sines ---

// Bounds of a sine or cosine over one lane from its values, and its slope, at both ends: between
// two of its extremes it is monotonic, and the signs of the slopes tell which extreme lies between;
// where both ends are next to one, its own sign does.
struct wave_end {
    double x, value, slope;
};

static void bound_wave(const struct wave_end *from, const struct wave_end *to, double *low,
                       double *high)
{
    double up = from->slope, down = to->slope;
    bool near = fabs(up) < DIGITS && fabs(down) < DIGITS, at_0 = from->x == 0 || to->x == 0;
    bool top = near ? from->value > 0 : up > -DIGITS && down < DIGITS;
    bool bottom = near ? from->value < 0 : up < DIGITS && down > -DIGITS;
    double least = fmin(from->value, to->value), most = fmax(from->value, to->value);
    if (!bottom)
        *low = least == 0 && at_0 ? 0 : fmax(-1, below(least));
    if (!top)
        *high = most == 0 && at_0 ? 0 : fmin(1, above(most));
}

static void bound_waves(const struct bounds *a, struct bounds *sine, struct bounds *cosine)
{
    bounds_fill(sine, -1, 1);
    bounds_fill(cosine, -1, 1);
    for (int i = 0; i < JET_LANES; i++) {
        double low = a->low[i], high = a->high[i];
        if (!(high - low < 3.14))
            continue;
        double s[] = {sin(low), sin(high)}, c[] = {cos(low), cos(high)};
        bound_wave(&(struct wave_end){low, s[0], c[0]}, &(struct wave_end){high, s[1], c[1]},
                   &sine->low[i], &sine->high[i]);
        bound_wave(&(struct wave_end){low, c[0], -s[0]}, &(struct wave_end){high, c[1], -s[1]},
                   &cosine->low[i], &cosine->high[i]);
    }
}

#define ROUND 9.4 // a little less than 3 pi

static void note_turns(struct jets *jets, const struct bounds *angle)
{
    for (int i = 0; i < JET_LANES; i++)
        if (angle->high[i] - angle->low[i] > ROUND)
            jets->goes_round[i] = true;
}

static void sine_and_cosine(struct jets *jets, const struct jet *a, struct jet **sine,
                            struct jet **cosine)
{
    struct jet *s = start(jets, a), *c = start(jets, a);
    struct bounds value = value_of(a), slope;
    note_turns(jets, &value);
    s->never_rests = c->never_rests = jet_waves_by_direction(jets, a, &s->c[0], &c->c[0]);
    if (!s->never_rests)
        bound_waves(&value, &s->c[0], &c->c[0]);
    for (int k = 1; k < s->length; k++) {
        jet_slope_term(jets, a, c->c, k, k, &s->c[k]);
        jet_slope_term(jets, a, s->c, k, k, &slope);
        jets->table->negate(&slope, &c->c[k]);
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

// The mean of cos(t u) over t in [0, 1]: derivative k is the mean of t^k times a sine or cosine.
static struct jet *mean_cosine(struct jets *jets, const struct bounds *u)
{
    struct jet *out = jet_constant(jets, 1);
    struct bounds all, waves[4]; // cosine, - sine, - cosine, sine
    double factorial = 1;
    for (int i = 0; i < JET_LANES; i++) {
        all.low[i] = fmin(u->low[i], 0);
        all.high[i] = fmax(u->high[i], 0);
    }
    bound_waves(&all, &waves[3], &waves[0]);
    jets->table->negate(&waves[3], &waves[1]);
    jets->table->negate(&waves[0], &waves[2]);
    out->length = out->known;
    for (int k = 0; k < out->length; k++) {
        factorial *= k + 1;
        jets->table->shrink(&waves[k % 4], factorial, &out->c[k]);
    }
    return out;
}

// The series of sin(u)/u: the coefficient of u^(2m - k) in derivative k over k! is
// (-1)^m binomial(2m, k)/(2m + 1)!
enum { SINC_TERMS = 16 };
#define SINC_REACH 2.0 // where what is left out of the series is less than a last digit

static double sinc_coefficient(int m, int k)
{
    double c = m % 2 ? -1 : 1;
    for (int i = 0; i < k; i++)
        c *= (double)(2 * m - i) / (i + 1);
    for (int i = 2; i <= 2 * m + 1; i++)
        c /= i;
    return c;
}

static void widen(double *low, double *high)
{
    double digits = SINC_TERMS * DBL_EPSILON * fmax(fabs(*low), fabs(*high));
    *low -= digits;
    *high += digits;
}

// Bounds of that derivative near 0, from its series in u^2.
static void bound_sinc_near(double low, double high, int k, double *least, double *most)
{
    double near = low <= 0 && high >= 0 ? 0 : fmin(fabs(low), fabs(high));
    double far = fmax(fabs(low), fabs(high)), from = near * near, to = far * far;
    double p = -DBL_EPSILON * DBL_EPSILON, q = -p;
    for (int m = SINC_TERMS; m >= (k + 1) / 2; m--) {
        double c = sinc_coefficient(m, k);
        p = p * (p < 0 ? to : from) + c;
        q = q * (q < 0 ? from : to) + c;
        widen(&p, &q);
    }
    if (k % 2) {
        double ends[] = {p * low, p * high, q * low, q * high};
        p = fmin(fmin(ends[0], ends[1]), fmin(ends[2], ends[3]));
        q = fmax(fmax(ends[0], ends[1]), fmax(ends[2], ends[3]));
        widen(&p, &q);
    }
    *least = fmax(*least, p);
    *most = fmin(*most, q);
}

static struct jet *sinc_of_value(struct jets *jets, const struct bounds *u)
{
    struct jet *out = mean_cosine(jets, u);
    for (int i = 0; i < JET_LANES; i++)
        for (int k = 0; k < out->length; k++)
            if (u->low[i] >= -SINC_REACH && u->high[i] <= SINC_REACH)
                bound_sinc_near(u->low[i], u->high[i], k, &out->c[k].low[i], &out->c[k].high[i]);
    return out;
}

struct jet *jet_sinc(struct jets *jets, const struct jet *b)
{
    const struct jet *a = jet_level(jets, b);
    struct bounds value = value_of(a);
    struct jet *out = jet_compose(jets, sinc_of_value(jets, &value), a);
    struct jet *far = jet_quotient(jets, jet_sin(jets, a), a);
    for (int k = 0; k < out->length; k++) {
        struct bounds c = jet_coefficient(far, k);
        for (int i = 0; i < JET_LANES; i++) {
            if (bounds_hold(&value, i, 0))
                continue;
            out->c[k].low[i] = fmax(out->c[k].low[i], c.low[i]);
            out->c[k].high[i] = fmin(out->c[k].high[i], c.high[i]);
        }
    }
    return out;
}

// Bounds of a tangent, which rises between two poles; none where there is a pole.
static void bound_tangent(const struct bounds *a, struct bounds *tangent)
{
    struct bounds sine, cosine;
    bound_waves(a, &sine, &cosine);
    for (int i = 0; i < JET_LANES; i++) {
        bool pole = bounds_hold(&cosine, i, 0);
        tangent->low[i] = pole ? -HUGE_VAL : a->low[i] == 0 ? 0 : below(tan(a->low[i]));
        tangent->high[i] = pole ? HUGE_VAL : a->high[i] == 0 ? 0 : above(tan(a->high[i]));
    }
}

// t' = q a' and q' = 2 t q a', with q = 1 + t^2.
static struct jet *tangent(struct jets *jets, const struct jet *a)
{
    struct jet *t = start(jets, a), *q = start(jets, a), *slope = start(jets, a);
    struct bounds value = value_of(a), product, square;
    note_turns(jets, &value);
    if (!jet_tangent_by_direction(jets, a, &t->c[0]))
        bound_tangent(&value, &t->c[0]);
    for (int i = 0; i < JET_LANES; i++) {
        double low = fabs(t->c[0].low[i]), high = fabs(t->c[0].high[i]);
        double near = bounds_hold(&t->c[0], i, 0) ? 0 : fmin(low, high), far = fmax(low, high);
        square.low[i] = fmax(1, below(1 + near * near));
        square.high[i] = above(1 + far * far);
        if (t->c[0].low[i] > -HUGE_VAL || t->c[0].high[i] < HUGE_VAL)
            continue;
        t->smooth[i] = -1;
        t->doubts[i] |= JET_MAY_END;
    }
    q->c[0] = square;
    for (int k = 1; k < t->length; k++) {
        jet_slope_term(jets, a, q->c, k, k, &t->c[k]);
        jets->table->sum_products(t->c, q->c, k, 1, 0, &product);
        jets->table->scale(&product, 2, &slope->c[k - 1]);
        jet_slope_term(jets, a, slope->c, k, k, &q->c[k]);
    }
    return t;
}

// At an anchor it may have a pole.
struct jet *jet_tan(struct jets *jets, const struct jet *b)
{
    const struct jet *a = jet_level(jets, b);
    if (jets->anchored == NULL)
        return tangent(jets, a);
    struct jet *sine, *cosine;
    sine_and_cosine(jets, a, &sine, &cosine);
    return jet_divide(jets, sine, cosine);
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
    end_at(jets, out, level, 0, 1);
    return out;
}

// Bounds of h = sqrt(alpha u^2 + beta), which rises with |u|, and of u/h, which rises.
static void bound_root(const struct bounds *u, double alpha, double beta, struct bounds *h,
                       struct bounds *ratio)
{
    double scale = sqrt(alpha), offset = sqrt(beta), most = above(1 / scale);
    for (int i = 0; i < JET_LANES; i++) {
        double low = u->low[i], high = u->high[i];
        double at_low = hypot(scale * low, offset), at_high = hypot(scale * high, offset);
        double near = bounds_hold(u, i, 0) ? offset : fmin(at_low, at_high);
        h->low[i] = below(near);
        h->high[i] = above(fmax(at_low, at_high));
        ratio->low[i] = isfinite(at_low) ? below(low / at_low) : -most;
        ratio->high[i] = isfinite(at_high) ? above(high / at_high) : most;
        ratio->low[i] = low >= 0 ? fmax(ratio->low[i], 0) : ratio->low[i];
        ratio->high[i] = high <= 0 ? fmin(ratio->high[i], 0) : ratio->high[i];
    }
}

// With v = u/h and r = 1/h: h' = alpha v u', v' = beta r^3 u' and r' = -alpha v r^2 u'.
struct jet *jet_root(struct jets *jets, const struct jet *b, double alpha, double beta,
                     struct jet **ratio)
{
    const struct jet *u = jet_level(jets, b);
    struct jet *h = start(jets, u), *v = start(jets, u), *r = start(jets, u);
    struct jet *square = start(jets, u), *slope = start(jets, u);
    struct bounds value = value_of(u), sum;
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

// Where the argument passes through 0, the slope is infinite.
static void lose_slope(const struct jets *jets, struct jet *out, const struct jet *a)
{
    struct bounds value = value_of(a);
    for (int i = 0; i < JET_LANES; i++) {
        bool at_end = (value.low[i] == 0) != (value.high[i] == 0) && jet_moves(jets, a, i);
        if (bounds_hold(&value, i, 0) && !at_end && out->smooth[i] > 0)
            out->smooth[i] = 0;
    }
}

// r^3 = a: r' = r/(3 a) a'
struct jet *jet_cbrt(struct jets *jets, const struct jet *b)
{
    const struct jet *a = jet_level(jets, b);
    struct jet *out = start(jets, a), *slope = start(jets, a), *inverted = inverse(jets, a);
    struct bounds value = value_of(a), product;
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

// u^exponent for u >= 0. Products err by less than pow is allowed to.
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

// Bounds of u^exponent, for u >= 0 or whole exponents: it rises or falls with |u|. `error` is that
// of the exponent.
static void bound_power(const struct bounds *u, double exponent, double error, struct bounds *out)
{
    bool odd = fabs(fmod(exponent, 2)) == 1, rises = exponent > 0;
    for (int i = 0; i < JET_LANES; i++) {
        double from = fabs(u->low[i]), to = fabs(u->high[i]);
        double near = bounds_hold(u, i, 0) ? 0 : fmin(from, to), far = fmax(from, to);
        double least = power_at(rises ? near : far, exponent);
        double most = power_at(rises ? far : near, exponent);
        double spread = error == 0 ? 0 : error * fmin(fmax(fabs(log(near)), fabs(log(far))), 746);
        double low = fmax(0, below(least * (1 - spread))), high = above(most * (1 + spread));
        bool negative = odd && u->low[i] < 0, positive = !odd || u->high[i] > 0;
        if (negative && positive) { // each side has its own end
            out->low[i] = rises ? -above(power_at(from, exponent)) : -HUGE_VAL;
            out->high[i] = rises ? above(power_at(to, exponent)) : HUGE_VAL;
            continue;
        }
        out->low[i] = negative ? -high : low;
        out->high[i] = negative ? -low : high;
    }
}

// The jet of u^exponent over bounds of u: exponent over k, times u^(exponent - k).
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

// By squares and products, which know of poles.
static struct jet *power_by_products(struct jets *jets, const struct jet *a, int n)
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

static struct jet *whole_power_of(struct jets *jets, const struct jet *a, double exponent)
{
    struct bounds value = value_of(a);
    struct jet *g = power_series(jets, &value, exponent);
    struct jet *out = jet_compose(jets, g, a);
    if (exponent < 0)
        jet_doubt_quotient(jets, out, a);
    return out;
}

static struct jet *fractional_power(struct jets *jets, const struct jet *level, double exponent)
{
    const struct jet *a = with_value(jets, level, clipped(value_of(level), 0, HUGE_VAL));
    struct bounds value = value_of(a);
    struct jet *out = jet_compose(jets, power_series(jets, &value, exponent), a);
    end_at(jets, out, level, 0, 1);
    if (exponent < 0)
        jet_doubt_quotient(jets, out, a);
    return out;
}

enum { PRODUCTS_MAX = 1 << 10 };
static const double whole_power_max = 0x1p52; // the next exponents are whole numbers, too

struct jet *jet_power(struct jets *jets, const struct jet *a, double exponent)
{
    bool whole = exponent == rint(exponent);
    if (exponent == 0)
        return one(jets);
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
    return exponent < 0 ? jet_divide(jets, one(jets), out) : out;
}

// Whether a jet may be that number all along a lane.
static bool rests_at(const struct jets *jets, const struct jet *a, int lane, double value)
{
    struct bounds bounds = value_of(a);
    return bounds_hold(&bounds, lane, value) && !jet_moves(jets, a, lane);
}

static bool may_be_whole(const struct bounds *bounds, int lane)
{
    return !(floor(bounds->high[lane]) < bounds->low[lane]); // true of unknown bounds
}

// A negative number to a power is defined where that is whole, which it may be all along a lane
// where it rests. And 1 is what has the power 0, or is 1 itself, even if the other is not defined;
// and -inf has powers of its own.
static void scatter(const struct jets *jets, struct jet *out, const struct jet *a,
                    const struct jet *b)
{
    struct bounds base = value_of(a), exponent = value_of(b);
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

// ln of a + offset
static struct jet *logarithm(struct jets *jets, const struct jet *b, vector_function *f,
                             double offset)
{
    const struct jet *level = jet_level(jets, b);
    const struct jet *a = with_value(jets, level, clipped(value_of(level), -offset, HUGE_VAL));
    struct bounds value = value_of(a), bounds;
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
    rising(&value, atan, -2, 2, &bounds);
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
    end_at(jets, out, level, 1, 1);
    return out;
}

// --- the error function ---

// factor e^-(scale a^2), with a factor whose double that is
static struct jet *bell(struct jets *jets, const struct jet *a, double scale, double factor)
{
    struct jet *exponent = jet_scale(jets, jet_square(jets, a), -scale);
    struct bounds value = value_of(exponent), power, top = value_of(jet_about(jets, factor)),
                  bounds;
    rising_at_once(&value, vector_exp, 0, 1, &power);
    jets->table->sum_products(&power, &top, 1, 1, 0, &bounds);
    return growth(jets, exponent, &bounds);
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
    struct bounds value = value_of(a), mirrored, bounds;
    jets->table->negate(&value, &mirrored);
    rising(&mirrored, erfc_of_minus, 0, 2, &bounds);
    return jet_integral(jets, a, bell(jets, a, 1, -two_by_root_pi), &bounds);
}

// The argument of erfc is rounded, which counts x^2 times in the tail on the left.
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
        double low = fmin(value.low[i], 0), high = fmin(value.high[i], 0);
        double lost = fmin(1, (1 + low * low) * DIGITS), more = (1 + high * high) * DIGITS;
        bounds.low[i] = fmax(0, bounds.low[i] - bounds.low[i] * lost);
        bounds.high[i] = fmin(1, bounds.high[i] + fmin(bounds.high[i] * more, 1));
    }
    return jet_integral(jets, a, bell(jets, a, 0.5, one_by_root_2_pi), &bounds);
}
