// Jets of what takes one branch or another. Where that is not known over a lane, bounds hold both.
#include "activation/jet_part.h"

#include <string.h>

enum truth { NO, YES, MAYBE };

// A difference that is 0 at one end of a lane and strictly monotonic has one sign between.
static bool moves(const struct jet *difference, int lane)
{
    struct bounds slope = jet_coefficient(difference, 1);
    return slope.low[lane] > 0 || slope.high[lane] < 0;
}

// Whether a difference is negative, or may be, but for the ends of the lane.
static enum truth is_negative(const struct jet *difference, int lane)
{
    struct bounds value = jet_coefficient(difference, 0);
    if (value.high[lane] < 0 || (value.high[lane] == 0 && moves(difference, lane)))
        return YES;
    return value.low[lane] >= 0 ? NO : MAYBE;
}

// A strictly monotonic difference is 0 at a single point, which does not count.
static enum truth is_zero(const struct jet *difference, int lane)
{
    struct bounds value = jet_coefficient(difference, 0);
    if (value.low[lane] > 0 || value.high[lane] < 0 || moves(difference, lane))
        return NO;
    return value.low[lane] == 0 && value.high[lane] == 0 ? YES : MAYBE;
}

static enum truth relation_holds(enum jet_relation relation, const struct jet *difference, int lane)
{
    enum truth negative = is_negative(difference, lane), zero = is_zero(difference, lane);
    if (relation == JET_LESS)
        return negative;
    if (relation == JET_EQUAL)
        return zero;
    if (negative == YES || zero == YES)
        return YES;
    if (jet_coefficient(difference, 0).high[lane] <= 0)
        return YES;
    return negative == NO && zero == NO ? NO : MAYBE;
}

static struct jet *truths(struct jets *jets)
{
    struct jet *out = jet_constant(jets, 0);
    return out;
}

static void set_truth(struct jet *out, int lane, enum truth truth)
{
    out->c[0].low[lane] = truth == YES ? 1 : 0;
    out->c[0].high[lane] = truth == NO ? 0 : 1;
}

// A relation does not hold where one side is not defined.
struct jet *jet_compare(struct jets *jets, enum jet_relation relation, const struct jet *a,
                        const struct jet *b)
{
    struct jet *difference = jet_subtract(jets, jet_level(jets, a), jet_level(jets, b));
    struct jet *out = truths(jets);
    for (int i = 0; i < JET_LANES; i++) {
        enum truth truth = relation_holds(relation, difference, i);
        if (difference->doubts[i] & JET_IS_EMPTY)
            truth = NO;
        else if (difference->doubts[i] && truth == YES)
            truth = MAYBE;
        set_truth(out, i, truth);
    }
    return out;
}

// What is not defined counts as true.
static enum truth truth_of(const struct jet *a, int lane)
{
    struct bounds value = jet_coefficient(a, 0);
    if (a->doubts[lane] & JET_IS_EMPTY)
        return YES;
    if (!bounds_hold(&value, lane, 0))
        return YES;
    bool is_0 = value.low[lane] == 0 && value.high[lane] == 0;
    return is_0 && a->doubts[lane] == 0 ? NO : MAYBE;
}

struct jet *jet_not(struct jets *jets, const struct jet *a)
{
    struct jet *out = truths(jets);
    for (int i = 0; i < JET_LANES; i++) {
        enum truth truth = truth_of(a, i);
        set_truth(out, i, truth == MAYBE ? MAYBE : truth == YES ? NO : YES);
    }
    return out;
}

struct jet *jet_and(struct jets *jets, const struct jet *a, const struct jet *b)
{
    struct jet *out = truths(jets);
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

static void take(struct jet *out, const struct jet *from, int lane)
{
    out->smooth[lane] = from->smooth[lane];
    out->doubts[lane] = from->doubts[lane];
    for (int k = 0; k < out->length; k++) {
        bool has = k < from->length;
        out->c[k].low[lane] = has ? from->c[k].low[lane] : 0;
        out->c[k].high[lane] = has ? from->c[k].high[lane] : 0;
    }
}

static int lesser(int a, int b)
{
    return a < b ? a : b;
}

// Bounds that hold both; `smooth` is what the choice leaves of continuity.
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
        bool has = k < b->length;
        out->c[k].low[lane] = fmin(out->c[k].low[lane], has ? b->c[k].low[lane] : 0);
        out->c[k].high[lane] = fmax(out->c[k].high[lane], has ? b->c[k].high[lane] : 0);
    }
}

static struct jet *choice(struct jets *jets, const struct jet *a, const struct jet *b)
{
    struct jet *out = jet_new(jets);
    out->known = lesser(a->known, b->known);
    out->length = lesser(a->length > b->length ? a->length : b->length, out->known);
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

// The lesser, or the greater, of two: continuous, with a kink where they cross.
static struct jet *extreme(struct jets *jets, const struct jet *p, const struct jet *q, bool least)
{
    const struct jet *a = jet_level(jets, p), *b = jet_level(jets, q);
    struct jet *difference = jet_subtract(jets, a, b), *out = choice(jets, a, b);
    for (int i = 0; i < JET_LANES; i++) {
        struct bounds d = jet_coefficient(difference, 0);
        bool below = d.high[i] <= 0, above = d.low[i] >= 0;
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
    for (int i = 0; i < JET_LANES; i++) {
        struct bounds value = jet_coefficient(a, 0);
        if (value.low[i] >= 0 || value.high[i] <= 0) {
            take(out, value.low[i] >= 0 ? a : minus, i);
            continue;
        }
        take_both(out, a, minus, i, 0);
        if (out->length > 0)
            out->c[0].low[i] = 0;
    }
    return out;
}

// --- steps ---

// Whether the value lies between two whole numbers, of which only an end of the lane is one; *low
// is the lower.
static bool is_between(const struct jet *a, int lane, double *low)
{
    struct bounds value = jet_coefficient(a, 0);
    double first = floor(value.low[lane]), last = floor(value.high[lane]);
    *low = first;
    return first == last || (last == first + 1 && value.high[lane] == last && moves(a, lane));
}

struct jet *jet_floor(struct jets *jets, const struct jet *p)
{
    const struct jet *a = jet_level(jets, p);
    struct jet *out = jet_from(jets, a, NULL);
    out->length = 1;
    for (int i = 0; i < JET_LANES; i++) {
        struct bounds value = jet_coefficient(a, 0);
        double low;
        bool between = is_between(a, i, &low);
        out->c[0].low[i] = low;
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
    out->length = 1;
    for (int i = 0; i < JET_LANES; i++) {
        enum truth negative = is_negative(a, i), zero = is_zero(a, i);
        bool known = negative == YES || zero == YES || (negative == NO && zero == NO);
        double sign = negative == YES ? -1 : zero == YES ? 0 : 1;
        out->c[0].low[i] = known ? sign : negative == NO ? 0 : -1;
        out->c[0].high[i] = known ? sign : jet_coefficient(a, 0).high[i] <= 0 ? 0 : 1;
        if (!known)
            out->smooth[i] = -1;
    }
    return out;
}
