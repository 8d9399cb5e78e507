// Conditions, and jets of functions with branches: if, min, max, |x|, sign and floor. In lanes
// where either branch may be taken, the bounds hold those of both.
#include "activation/enclosure/part.h"

#include <string.h>

enum truth { NO, YES, MAYBE };

// Whether the function is not negative in a lane. In the anchor's lane it must be above 0, as
// bounds that touch 0 there tell nothing of its sign (part.h).
static bool is_above(const struct jets *jets, const struct bounds *value, int lane)
{
    return jet_is_anchor(jets, lane) ? value->low[lane] > 0 : value->low[lane] >= 0;
}

// Whether it is not positive, likewise.
static bool is_below(const struct jets *jets, const struct bounds *value, int lane)
{
    return jet_is_anchor(jets, lane) ? value->high[lane] < 0 : value->high[lane] <= 0;
}

// A jet whose sign decides a branch, and the bounds of its value.
struct difference {
    const struct jets *jets;
    const struct jet *jet;
    struct bounds value;
    bool is_nothing; // proven to be 0 in all lanes
};

static struct difference difference_of(const struct jets *jets, const struct jet *jet)
{
    return (struct difference){jets, jet, jet_coefficient(jet, 0),
                               jet->length == 0 && jet->known > 0};
}

// Whether the difference is negative all over a lane (YES) or nowhere (NO), single points left out.
static enum truth is_negative(const struct difference *d, int lane)
{
    double low = d->value.low[lane], high = d->value.high[lane];
    if (high < 0 || (high == 0 && low < 0 && jet_moves(d->jets, d->jet, lane)))
        return YES;
    return d->is_nothing || is_above(d->jets, &d->value, lane) ? NO : MAYBE;
}

// Whether the difference is 0 all over a lane or nowhere. A difference with a slope is 0 at single
// points only, which do not count, except where the lane is one point.
static enum truth is_zero(const struct difference *d, int lane)
{
    double low = d->value.low[lane], high = d->value.high[lane];
    bool moves = d->jet->length > 1 && (d->jet->c[1].low[lane] > 0 || d->jet->c[1].high[lane] < 0);
    if (d->is_nothing || (low == 0 && high == 0 && !jet_is_anchor(d->jets, lane)))
        return YES;
    return low > 0 || high < 0 || moves ? NO : MAYBE;
}

// Whether `relation` of d to 0 holds in a lane.
static enum truth relation_holds(enum jet_relation relation, const struct difference *d, int lane)
{
    enum truth negative = is_negative(d, lane), zero = is_zero(d, lane);
    if (relation == JET_LESS)
        return negative;
    if (relation == JET_EQUAL)
        return zero;
    if (negative == YES || zero == YES || is_below(d->jets, &d->value, lane))
        return YES;
    return negative == NO && zero == NO ? NO : MAYBE;
}

static void set_truth(struct jet *out, int lane, enum truth truth)
{
    out->c[0].low[lane] = truth == YES ? 1 : 0;
    out->c[0].high[lane] = truth == NO ? 0 : 1;
    if (truth == MAYBE)
        out->smooth[lane] = -1;
}

struct jet *jet_compare(struct jets *jets, enum jet_relation relation, const struct jet *a,
                        const struct jet *b)
{
    const struct jet *difference = jet_subtract(jets, jet_level(jets, a), jet_level(jets, b));
    struct difference d = difference_of(jets, difference);
    struct jet *out = jet_constant(jets, 0);
    for (int i = 0; i < JET_LANES; i++) {
        enum truth truth = relation_holds(relation, &d, i);
        if (difference->doubts[i] & JET_IS_EMPTY)
            truth = NO;
        else if (difference->doubts[i] && truth == YES)
            truth = MAYBE;
        set_truth(out, i, truth);
    }
    return out;
}

// Whether a jet, taken as a condition, is true all over a lane (YES) or nowhere (NO). A value that
// is not defined counts as true.
static enum truth truth_of(const struct jet *a, int lane)
{
    if (a->doubts[lane] & JET_IS_EMPTY)
        return YES;
    if (a->length == 0 && a->known == 0)
        return MAYBE;
    if (a->length > 0 && !bounds_hold(&a->c[0], lane, 0))
        return YES;
    bool is_0 = a->length == 0 || (a->c[0].low[lane] == 0 && a->c[0].high[lane] == 0);
    return is_0 && a->doubts[lane] == 0 ? NO : MAYBE;
}

struct jet *jet_not(struct jets *jets, const struct jet *a)
{
    struct jet *out = jet_constant(jets, 0);
    for (int i = 0; i < JET_LANES; i++) {
        enum truth truth = truth_of(a, i);
        set_truth(out, i, truth == MAYBE ? MAYBE : truth == YES ? NO : YES);
    }
    return out;
}

struct jet *jet_and(struct jets *jets, const struct jet *a, const struct jet *b)
{
    struct jet *out = jet_constant(jets, 0);
    for (int i = 0; i < JET_LANES; i++) {
        enum truth p = truth_of(a, i), q = truth_of(b, i);
        set_truth(out, i, p == NO || q == NO ? NO : p == YES && q == YES ? YES : MAYBE);
    }
    return out;
}

struct jet *jet_or(struct jets *jets, const struct jet *a, const struct jet *b)
{
    return jet_not(jets, jet_and(jets, jet_not(jets, a), jet_not(jets, b)));
}

// --- choices ---

// Copies a lane of `from` to out.
static void take(struct jet *out, const struct jet *from, int lane)
{
    out->smooth[lane] = from->smooth[lane];
    out->doubts[lane] = from->doubts[lane];
    for (int k = 0; k < out->length; k++) {
        double rest = k < from->known ? 0 : HUGE_VAL;
        out->c[k].low[lane] = k < from->length ? from->c[k].low[lane] : -rest;
        out->c[k].high[lane] = k < from->length ? from->c[k].high[lane] : rest;
    }
}

// Sets a lane of `out`, which is `a` or b, to bounds that hold both. `smooth` is that of a change
// from one to the other: -1 if the value may jump there, 0 if only its slope may.
static void take_both(struct jet *out, const struct jet *a, const struct jet *b, int lane,
                      int smooth)
{
    take(out, a, lane);
    unsigned char both = a->doubts[lane] & b->doubts[lane] & JET_IS_EMPTY;
    unsigned char one = (a->doubts[lane] ^ b->doubts[lane]) & JET_IS_EMPTY;
    unsigned char any = (a->doubts[lane] | b->doubts[lane]) & (unsigned char)~JET_IS_EMPTY;
    out->doubts[lane] = (unsigned char)(any | both | (one ? JET_MAY_END : 0));
    out->smooth[lane] = (signed char)lesser(lesser(a->smooth[lane], b->smooth[lane]), smooth);
    for (int k = 0; k < out->length; k++) {
        double rest = k < b->known ? 0 : HUGE_VAL;
        double low = k < b->length ? b->c[k].low[lane] : -rest;
        double high = k < b->length ? b->c[k].high[lane] : rest;
        out->c[k].low[lane] = fmin(out->c[k].low[lane], low);
        out->c[k].high[lane] = fmax(out->c[k].high[lane], high);
    }
}

// An empty jet for a function that is `a` or b, with as many coefficients as either; those that are
// known of one only are infinite where the other is taken.
static struct jet *choice(struct jets *jets, const struct jet *a, const struct jet *b)
{
    struct jet *out = jet_new(jets);
    out->known = greater(a->known, b->known);
    out->length = a->known == b->known ? greater(a->length, b->length) : out->known;
    return out;
}

struct jet *jet_if(struct jets *jets, const struct jet *condition, const struct jet *p,
                   const struct jet *q)
{
    const struct jet *a = jet_level(jets, p), *b = jet_level(jets, q);
    struct jet *out = choice(jets, a, b);
    for (int i = 0; i < JET_LANES; i++) {
        enum truth truth = truth_of(condition, i);
        if (truth == MAYBE)
            take_both(out, a, b, i, -1);
        else
            take(out, truth == YES ? a : b, i);
    }
    return out;
}

// The lesser of two functions (`least`), or the greater: continuous, with a kink where they cross.
static struct jet *extreme(struct jets *jets, const struct jet *p, const struct jet *q, bool least)
{
    const struct jet *a = jet_level(jets, p), *b = jet_level(jets, q);
    if (p == q)
        return jet_copy(jets, a);
    struct jet *difference = jet_subtract(jets, a, b), *out = choice(jets, a, b);
    struct bounds d = jet_coefficient(difference, 0);
    for (int i = 0; i < JET_LANES; i++) {
        bool below = is_below(jets, &d, i), above = is_above(jets, &d, i);
        if (below || above) {
            take(out, below == least ? a : b, i);
            out->doubts[i] |= a->doubts[i] | b->doubts[i];
            continue;
        }
        struct bounds x = jet_coefficient(a, 0), y = jet_coefficient(b, 0);
        take_both(out, a, b, i, 0);
        out->doubts[i] |= a->doubts[i] | b->doubts[i];
        if (out->length == 0)
            continue;
        out->c[0].low[i] = least ? fmin(x.low[i], y.low[i]) : fmax(x.low[i], y.low[i]);
        out->c[0].high[i] = least ? fmin(x.high[i], y.high[i]) : fmax(x.high[i], y.high[i]);
    }
    return out;
}

struct jet *jet_min(struct jets *jets, const struct jet *a, const struct jet *b)
{
    return extreme(jets, a, b, true);
}

struct jet *jet_max(struct jets *jets, const struct jet *a, const struct jet *b)
{
    return extreme(jets, a, b, false);
}

struct jet *jet_abs(struct jets *jets, const struct jet *p)
{
    const struct jet *a = jet_level(jets, p);
    struct jet *minus = jet_scale(jets, a, -1), *out = choice(jets, a, minus);
    struct bounds value = jet_coefficient(a, 0);
    for (int i = 0; i < JET_LANES; i++) {
        bool above = is_above(jets, &value, i);
        if (above || is_below(jets, &value, i)) {
            take(out, above ? a : minus, i);
            continue;
        }
        take_both(out, a, minus, i, 0);
        if (out->length > 0)
            out->c[0].low[i] = 0;
    }
    return out;
}

// --- steps ---

// Whether the value lies between two neighbouring whole numbers all over the lane, so that its
// floor is constant. It may be the lower one, and the upper one at an end of the lane only.
static bool is_between(const struct jets *jets, const struct jet *a, int lane)
{
    struct bounds value = jet_coefficient(a, 0);
    double first = floor(value.low[lane]), last = floor(value.high[lane]);
    if (jet_is_anchor(jets, lane))
        return first == last && value.low[lane] > first;
    return first == last ||
           (last == first + 1 && value.high[lane] == last && jet_moves(jets, a, lane));
}

struct jet *jet_floor(struct jets *jets, const struct jet *p)
{
    const struct jet *a = jet_level(jets, p);
    struct jet *out = jet_from(jets, a, NULL);
    struct bounds value = jet_coefficient(a, 0);
    out->length = lesser(1, out->known);
    for (int i = 0; i < JET_LANES; i++) {
        double low = floor(value.low[i]);
        bool between = is_between(jets, a, i);
        out->c[0].low[i] = between || !jet_is_anchor(jets, i) ? low : low - 1;
        out->c[0].high[i] = between ? low : floor(value.high[i]);
        if (!between)
            out->smooth[i] = -1;
        else if (a->smooth[i] >= 0)
            out->smooth[i] = JET_SMOOTH;
    }
    return out;
}

struct jet *jet_sign(struct jets *jets, const struct jet *p)
{
    const struct jet *a = jet_level(jets, p);
    struct jet *out = jet_from(jets, a, NULL);
    struct difference d = difference_of(jets, a);
    out->length = lesser(1, out->known);
    for (int i = 0; i < JET_LANES; i++) {
        enum truth negative = is_negative(&d, i), zero = is_zero(&d, i);
        bool known = negative == YES || zero == YES || (negative == NO && zero == NO);
        double sign = negative == YES ? -1 : zero == YES ? 0 : 1;
        out->c[0].low[i] = known ? sign : negative == NO ? 0 : -1;
        out->c[0].high[i] = known ? sign : is_below(jets, &d.value, i) ? 0 : 1;
        if (!known)
            out->smooth[i] = -1;
    }
    return out;
}
