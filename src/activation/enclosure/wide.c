// Wide jets (jet.h) of functions that outgrow doubles: exponentials, sinh, cosh and powers. Their
// lanes have powers of two of their own, which powers.c handles.
#include "activation/enclosure/part.h"

#include <float.h>

enum {
    POWERS_BY_PRODUCTS = 64, // the greatest exponent of a power of a wide jet
};

// A lane of e^u is wide if |u| may exceed WIDE_FROM: doubles end at e^709, but products of several
// exponentials have to fit, too. If u's bounds are more than WIDTH_MOST apart, a power of two does
// not help, as e^u would still overflow or vanish at one of them.
#define WIDE_FROM  100.0
#define WIDTH_MOST 600.0

static const double ln2 = 0.69314718055994531;

// The lanes of `wide` where powers[i] is not 0, and the other lanes of `plain`.
static struct jet *picked(struct jets *jets, const int *powers, const struct jet *wide,
                          const struct jet *plain)
{
    struct jet *out = jet_copy(jets, plain), *other = jet_copy(jets, wide);
    out->known = other->known = lesser(plain->known, wide->known);
    jet_lengthen(out, other->length);
    jet_lengthen(other, out->length);
    out->is_wide = wide->is_wide || plain->is_wide;
    for (int i = 0; i < JET_LANES; i++) {
        out->powers[i] = powers[i] != 0 ? wide->powers[i] : plain->powers[i];
        if (powers[i] == 0)
            continue;
        out->smooth[i] = wide->smooth[i];
        out->doubts[i] = wide->doubts[i];
        for (int k = 0; k < out->length; k++) {
            out->c[k].low[i] = other->c[k].low[i];
            out->c[k].high[i] = other->c[k].high[i];
        }
    }
    return out;
}

// Sets powers[i] to the power of two that lane i of e^a needs: about a/ln 2 where a is large, else
// 0. False if all are 0.
static bool find_powers(const struct jet *a, int *powers)
{
    struct bounds value = jet_coefficient(a, 0);
    bool any = false;
    for (int i = 0; i < JET_LANES; i++) {
        double low = value.low[i], high = value.high[i], k = rint((low / 2 + high / 2) / ln2);
        bool is_far = (high > WIDE_FROM || low < -WIDE_FROM) && high - low < WIDTH_MOST;
        powers[i] = is_far && fabs(k) < JET_POWER_MOST ? (int)k : 0;
        any |= powers[i] != 0;
    }
    return any;
}

// e^a = 2^k e^(a - k ln 2).
struct jet *jet_exp_wide(struct jets *jets, const struct jet *b)
{
    const struct jet *a = jet_level(jets, b);
    int powers[JET_LANES];
    if (a->length == 0 || !find_powers(a, powers))
        return jet_exp(jets, a);
    struct jet *rest = jet_copy(jets, a);
    for (int i = 0; i < JET_LANES; i++) {
        double k = powers[i], slack = 4 * DBL_EPSILON * fabs(k);
        if (powers[i] == 0)
            continue;
        rest->c[0].low[i] = fma(-k, ln2, a->c[0].low[i]) - slack;
        rest->c[0].high[i] = fma(-k, ln2, a->c[0].high[i]) + slack;
    }
    struct jet *out = jet_exp(jets, rest);
    out->is_wide = true;
    for (int i = 0; i < JET_LANES; i++)
        out->powers[i] = powers[i];
    return out;
}

// cosh(a) = (e^a + e^-a)/2, or sinh with a minus, as a wide jet.
static struct jet *hyperbolic_wide(struct jets *jets, const struct jet *b, bool minus)
{
    const struct jet *a = jet_level(jets, b);
    struct jet *plain = minus ? jet_sinh(jets, a) : jet_cosh(jets, a);
    int powers[JET_LANES];
    if (a->length == 0 || !find_powers(a, powers))
        return plain;
    struct jet *up = jet_exp_wide(jets, a), *down = jet_exp_wide(jets, jet_scale(jets, a, -1));
    struct jet *both = minus ? jet_subtract(jets, up, down) : jet_add(jets, up, down);
    return picked(jets, powers, jet_scale(jets, both, 0.5), plain);
}

struct jet *jet_sinh_wide(struct jets *jets, const struct jet *a)
{
    return hyperbolic_wide(jets, a, true);
}

struct jet *jet_cosh_wide(struct jets *jets, const struct jet *a)
{
    return hyperbolic_wide(jets, a, false);
}

// 1/cosh(a) = 2 e^-|a| sigmoid(2|a|), of which no factor overflows.
static struct jet *secant(struct jets *jets, const struct jet *a)
{
    struct jet *size = jet_abs(jets, a);
    struct jet *fade = jet_exp(jets, jet_scale(jets, size, -1));
    struct jet *gate = jet_sigmoid(jets, jet_scale(jets, size, 2));
    return jet_scale(jets, jet_multiply(jets, fade, gate), 2);
}

struct jet *jet_over_cosh(struct jets *jets, const struct jet *top, const struct jet *b,
                          double exponent, const struct jet *plain)
{
    const double doubles = 700; // e^700 is still a double
    const struct jet *a = jet_level(jets, b);
    struct bounds value = jet_coefficient(a, 0);
    int beyond[JET_LANES];
    bool any = false;
    for (int i = 0; i < JET_LANES; i++) {
        beyond[i] = value.high[i] > doubles || value.low[i] < -doubles;
        any |= beyond[i] != 0;
    }
    if (!any)
        return jet_copy(jets, plain);
    struct jet *power = jet_power(jets, secant(jets, a), exponent);
    return picked(jets, beyond, jet_multiply(jets, jet_level(jets, top), power), plain);
}

struct jet *jet_power_wide(struct jets *jets, const struct jet *a, double exponent)
{
    double n = fabs(exponent);
    struct jet *plain = jet_power(jets, jet_settled(jets, a), exponent);
    if (!a->is_wide || n != rint(n) || n == 0 || n > POWERS_BY_PRODUCTS)
        return plain;
    struct jet *wide = jet_copy(jets, a);
    for (int i = 1; i < (int)n; i++)
        wide = jet_multiply(jets, wide, a);
    if (exponent < 0)
        wide = jet_divide(jets, jet_constant(jets, 1), wide);
    return picked(jets, a->powers, wide, plain);
}
