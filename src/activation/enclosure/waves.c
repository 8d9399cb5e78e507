// Bounds of sines, cosines, tangents and sin(x)/x, which may have their maxima, minima and poles
// within a lane.
#include "activation/enclosure/part.h"

#include <float.h>

// A sine or cosine at an end of a lane; x in radians.
struct wave_end {
    double x, value, slope;
};

// Narrows the bounds [-1, 1] of a sine or cosine over a lane narrower than pi. It has a maximum
// there if it rises at the lower end and falls at the upper one. If both slopes are too small for
// their signs to be known, both ends are next to the same extreme, which the sign of the value
// tells.
static void bound_wave(const struct wave_end *from, const struct wave_end *to, double *low,
                       double *high)
{
    double up = from->slope, down = to->slope;
    bool near = fabs(up) < VALUE_DIGITS && fabs(down) < VALUE_DIGITS,
         at_0 = from->x == 0 || to->x == 0;
    bool top = near ? from->value > 0 : up > -VALUE_DIGITS && down < VALUE_DIGITS;
    bool bottom = near ? from->value < 0 : up < VALUE_DIGITS && down > -VALUE_DIGITS;
    double least = fmin(from->value, to->value), most = fmax(from->value, to->value);
    if (!bottom)
        *low = least == 0 && at_0 ? 0 : fmax(-1, value_below(least));
    if (!top)
        *high = most == 0 && at_0 ? 0 : fmin(1, value_above(most));
}

// Sets bounds of the sine and the cosine over the bounds `a`.
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

#define ROUND 9.4 // radians, a little less than 3 pi: an angle of wider bounds may go round

// Notes the lanes in which the angle may go round (jets->goes_round).
static void note_turns(struct jets *jets, const struct bounds *angle)
{
    for (int i = 0; i < JET_LANES; i++)
        if (angle->high[i] - angle->low[i] > ROUND)
            jets->goes_round[i] = true;
}

// Sets *sine to sin(a) and *cosine to cos(a): sin' = cos a' and cos' = -sin a'.
static void sine_and_cosine(struct jets *jets, const struct jet *a, struct jet **sine,
                            struct jet **cosine)
{
    struct jet *s = jet_start(jets, a), *c = jet_start(jets, a);
    struct bounds value = jet_value(a), slope;
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

// The jet of sin(u)/u by u, as the mean of cos(t u) over t in [0, 1]. Its k-th derivative is the
// mean of t^k times a sine or cosine of t u, and the mean of t^k alone is 1/(k + 1). The bounds are
// good near 0.
static struct jet *mean_cosine(struct jets *jets, const struct bounds *u)
{
    struct jet *out = jet_constant(jets, 1);
    struct bounds all, waves[4]; // cos and its derivatives: cos, -sin, -cos, sin
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
#define SINC_REACH 2.0 // for |u| up to this, the terms left out are less than rounding errors

// (-1)^m binomial(2m, k)/(2m + 1)!
static double sinc_coefficient(int m, int k)
{
    double c = m % 2 ? -1 : 1;
    for (int i = 0; i < k; i++)
        c *= (double)(2 * m - i) / (i + 1);
    for (int i = 2; i <= 2 * m + 1; i++)
        c /= i;
    return c;
}

// Widens bounds by the rounding errors of a step of bound_sinc_near.
static void widen(double *low, double *high)
{
    double digits = SINC_TERMS * DBL_EPSILON * fmax(fabs(*low), fabs(*high));
    *low -= digits;
    *high += digits;
}

// Narrows the bounds [*least, *most] of sin(u)/u's coefficient k over [low, high], both at most
// SINC_REACH from 0, by its series in u^2. For odd k the series has a factor u more.
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

// The jet of sin(u)/u by u, over the bounds u.
static struct jet *sinc_of_value(struct jets *jets, const struct bounds *u)
{
    struct jet *out = mean_cosine(jets, u);
    for (int i = 0; i < JET_LANES; i++)
        for (int k = 0; k < out->length; k++)
            if (u->low[i] >= -SINC_REACH && u->high[i] <= SINC_REACH)
                bound_sinc_near(u->low[i], u->high[i], k, &out->c[k].low[i], &out->c[k].high[i]);
    return out;
}

// Near 0 sinc_of_value has good bounds, away from 0 the quotient sin(a)/a has. Where both are
// known, the narrower ones are taken.
struct jet *jet_sinc(struct jets *jets, const struct jet *b)
{
    const struct jet *a = jet_level(jets, b);
    struct bounds value = jet_value(a);
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

// Sets bounds of a tangent over the bounds `a`. It rises between two poles; with a pole in the lane
// the bounds are infinite.
static void bound_tangent(const struct bounds *a, struct bounds *tangent)
{
    struct bounds sine, cosine;
    bound_waves(a, &sine, &cosine);
    for (int i = 0; i < JET_LANES; i++) {
        bool pole = bounds_hold(&cosine, i, 0);
        tangent->low[i] = pole ? -HUGE_VAL : a->low[i] == 0 ? 0 : value_below(tan(a->low[i]));
        tangent->high[i] = pole ? HUGE_VAL : a->high[i] == 0 ? 0 : value_above(tan(a->high[i]));
    }
}

// The tangent t has t' = q a' and q' = 2 t q a', with q = 1 + t^2.
static struct jet *tangent(struct jets *jets, const struct jet *a)
{
    struct jet *t = jet_start(jets, a), *q = jet_start(jets, a), *slope = jet_start(jets, a);
    struct bounds value = jet_value(a), product, square;
    note_turns(jets, &value);
    if (!jet_tangent_by_direction(jets, a, &t->c[0]))
        bound_tangent(&value, &t->c[0]);
    for (int i = 0; i < JET_LANES; i++) {
        double low = fabs(t->c[0].low[i]), high = fabs(t->c[0].high[i]);
        double near = bounds_hold(&t->c[0], i, 0) ? 0 : fmin(low, high), far = fmax(low, high);
        square.low[i] = fmax(1, value_below(1 + near * near));
        square.high[i] = value_above(1 + far * far);
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

// Where jets are anchored, a quotient, as the tangent may have a pole at the anchor.
struct jet *jet_tan(struct jets *jets, const struct jet *b)
{
    const struct jet *a = jet_level(jets, b);
    if (jets->anchored == NULL)
        return tangent(jets, a);
    struct jet *sine, *cosine;
    sine_and_cosine(jets, a, &sine, &cosine);
    return jet_divide(jets, sine, cosine);
}
