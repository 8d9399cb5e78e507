// Bounds of sines, cosines, tangents and sin(x)/x, whose maxima and minima lie within a lane.
#include "activation/enclosure/part.h"

#include <float.h>

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

// Bounds of a tangent, which rises between two poles; none where there is a pole.
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

// t' = q a' and q' = 2 t q a', with q = 1 + t^2.
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
