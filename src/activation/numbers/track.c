#include "activation/numbers/track.h"

#include <math.h>

static const struct wide zero = {.bits = WIDE_BITS};
static const struct wide one = {.bits = WIDE_BITS, .part = 0.5, .more = 1};

struct track track_x(double x, int bits)
{
    return (struct track){.v = {wide_rounded(wide_of(x), bits), one, zero}};
}

struct track track_constant(struct wide value)
{
    return (struct track){.v = {value, zero, zero}, .still = true};
}

struct track track_unknown(void)
{
    const struct wide none = {.bits = WIDE_BITS, .part = (double)NAN};
    return (struct track){.v = {none, none, none}};
}

struct track track_endless(void)
{
    struct track out = track_unknown();
    out.endless = true;
    return out;
}

bool track_is_known(const struct track *a)
{
    return wide_is_known(a->v[0]);
}

bool track_is_nothing(const struct track *a)
{
    return a->still && wide_is_zero(a->v[0]);
}

static struct wide scaled(double factor, struct wide a)
{
    return wide_multiply(wide_of(factor), a);
}

static struct wide product3(struct wide a, struct wide b, struct wide c)
{
    return wide_multiply(wide_multiply(a, b), c);
}

// --- arithmetic ---

struct track track_negative(struct track a)
{
    for (int order = 0; order < ORDER_COUNT; order++)
        a.v[order] = wide_negate(a.v[order]);
    return a;
}

// a + b; unknown if it comes out as 0 in more than 53 bits, as rounding may have left nothing.
static struct wide slope_sum(struct wide a, struct wide b)
{
    struct wide y = wide_add(a, b);
    bool is_cancelled = wide_is_zero(y) && !wide_is_zero(a) && y.bits > WIDE_BITS_LEAST;
    return is_cancelled ? wide_of((double)NAN) : y;
}

struct track track_sum(struct track a, struct track b)
{
    struct track out = {.still = a.still && b.still};
    if (a.endless || b.endless)
        return track_endless();
    out.v[0] = wide_add(a.v[0], b.v[0]);
    for (int order = 1; order < ORDER_COUNT; order++)
        out.v[order] = slope_sum(a.v[order], b.v[order]);
    bool cancels = wide_is_zero(out.v[0]) && !wide_is_zero(a.v[0]);
    return cancels && !out.still ? track_unknown() : out;
}

struct track track_product(struct track a, struct track b)
{
    if ((track_is_nothing(&a) || track_is_nothing(&b)) && track_is_known(&a) && track_is_known(&b))
        return track_constant(zero);
    if (a.endless || b.endless)
        return track_endless();
    struct track out = {.still = a.still && b.still};
    out.v[0] = wide_multiply(a.v[0], b.v[0]);
    out.v[1] = slope_sum(wide_multiply(a.v[1], b.v[0]), wide_multiply(a.v[0], b.v[1]));
    out.v[2] = slope_sum(slope_sum(wide_multiply(a.v[2], b.v[0]), wide_multiply(a.v[0], b.v[2])),
                         scaled(2, wide_multiply(a.v[1], b.v[1])));
    return out;
}

// q = a/b: q' = (a' - q b')/b, q'' = (a'' - 2 q' b' - q b'')/b.
struct track track_quotient(struct track a, struct track b)
{
    struct track q = {.still = a.still && b.still};
    if (a.endless || (track_is_nothing(&b) && track_is_known(&a) && !wide_is_zero(a.v[0])))
        return track_endless();
    q.v[0] = wide_divide(a.v[0], b.v[0]);
    q.v[1] = wide_divide(slope_sum(a.v[1], wide_negate(wide_multiply(q.v[0], b.v[1]))), b.v[0]);
    struct wide less =
        slope_sum(scaled(2, wide_multiply(q.v[1], b.v[1])), wide_multiply(q.v[0], b.v[2]));
    q.v[2] = wide_divide(slope_sum(a.v[2], wide_negate(less)), b.v[0]);
    return q;
}

// g(u)' = g' u', g(u)'' = g'' u'^2 + g' u''.
struct track track_applied(struct track u, struct wide g, struct wide dg, struct wide d2g)
{
    if (u.still)
        return track_constant(g);
    struct track out = {.v = {g, wide_multiply(dg, u.v[1])}};
    out.v[2] = slope_sum(product3(d2g, u.v[1], u.v[1]), wide_multiply(dg, u.v[2]));
    return out;
}

// --- powers ---

// u^p, with the slopes p u^p/u and p (p - 1) u^p/u^2. Where u is 0 these quotients do not exist:
// the slopes of whole p >= 0 are known there, else all is unknown.
static struct track raised(struct track u, struct wide p)
{
    struct wide y = wide_power(u.v[0], p), less = wide_subtract(p, one);
    if ((u.endless && wide_sign(p) > 0) || (track_is_nothing(&u) && wide_sign(p) < 0))
        return track_endless();
    if (u.still)
        return track_constant(y);
    if (wide_is_zero(u.v[0])) {
        double power = wide_value(p);
        bool whole = wide_is_whole(p) && power >= 0;
        return whole ? track_applied(u, y, wide_of(power == 1), wide_of(power == 2 ? 2 : 0))
                     : track_unknown();
    }
    struct wide slope = wide_divide(wide_multiply(p, y), u.v[0]);
    return track_applied(u, y, slope, wide_divide(wide_multiply(less, slope), u.v[0]));
}

struct track track_exp(struct track u)
{
    struct wide y = wide_apply(WIDE_EXP, u.v[0]);
    return track_applied(u, y, y, y);
}

// ln(u), or another logarithm, whose slope is factor/u. Where the logarithm comes out as 0 because
// u was rounded to 1, it is unknown.
static struct track logarithm(struct track u, enum wide_function function, struct wide factor)
{
    struct wide value = wide_apply(function, u.v[0]);
    if (track_is_nothing(&u))
        return track_endless();
    if (wide_sign(u.v[0]) <= 0 || (wide_is_zero(value) && !u.still))
        return track_unknown();
    struct wide slope = wide_divide(factor, u.v[0]);
    return track_applied(u, value, slope, wide_negate(wide_divide(slope, u.v[0])));
}

struct track track_log(struct track u)
{
    return logarithm(u, WIDE_LOG, one);
}

// The square root of `value` in so many bits.
static struct wide root_of(double value, int bits)
{
    return wide_apply(WIDE_SQRT, wide_rounded(wide_of(value), bits));
}

// 1/ln(base) in so many bits.
static struct wide one_by_log(double base, int bits)
{
    return wide_divide(one, wide_apply(WIDE_LOG, wide_rounded(wide_of(base), bits)));
}

struct track track_in_base(struct track log, double base)
{
    return track_product(track_constant(one_by_log(base, log.v[0].bits)), log);
}

struct track track_log2(struct track u)
{
    return logarithm(u, WIDE_LOG2, one_by_log(2, u.v[0].bits));
}

struct track track_log10(struct track u)
{
    return logarithm(u, WIDE_LOG10, one_by_log(10, u.v[0].bits));
}

// a^b as e^(b ln a) for its slopes; its value is more exact as a power.
struct track track_power(struct track a, struct track b)
{
    if (b.still)
        return raised(a, b.v[0]);
    struct track exponent = track_product(b, track_log(a));
    struct wide y = wide_power(a.v[0], b.v[0]);
    return wide_is_known(y) ? track_applied(exponent, y, y, y) : track_exp(exponent);
}

// u^p for p = 1/2 or 1/3, computed by `function`. Unknown where u is 0, as the slope is infinite,
// unless u is constant there.
static struct track fraction(struct track u, enum wide_function function, struct wide p)
{
    struct wide y = wide_apply(function, u.v[0]);
    if (u.endless || u.still)
        return u.endless ? track_endless() : track_constant(y);
    if (wide_is_zero(u.v[0]))
        return track_unknown();
    struct wide slope = wide_divide(wide_multiply(p, y), u.v[0]);
    struct wide turn = wide_multiply(wide_subtract(p, one), slope);
    return track_applied(u, y, slope, wide_divide(turn, u.v[0]));
}

struct track track_root(struct track u)
{
    return fraction(u, WIDE_SQRT, wide_of(0.5));
}

struct track track_cbrt(struct track u)
{
    return fraction(u, WIDE_CBRT, wide_ratio(1, 3));
}

// --- functions of one argument ---

// 1 + u^2
static struct track one_plus_square(struct track u)
{
    return track_sum(track_constant(one), track_product(u, u));
}

// 1 - u^2 as (1 - u) (1 + u), which keeps the digits that the square loses where |u| is near 1.
static struct track one_minus_square(struct track u)
{
    return track_product(track_sum(track_constant(one), track_negative(u)),
                         track_sum(track_constant(one), u));
}

// The function of u whose slope by u is factor base^exponent: of asin, (1 - u^2)^-0.5. `base` comes
// as a track, so that its slope gives the function's second derivative.
static struct track by_slope(struct track u, enum wide_function function, double factor,
                             struct track base, double exponent)
{
    struct wide value = wide_apply(function, u.v[0]);
    struct track slope =
        track_product(track_constant(wide_of(factor)), raised(base, wide_of(exponent)));
    if (u.still)
        return track_constant(value);
    struct track out = {.v = {value, wide_multiply(slope.v[0], u.v[1])}};
    out.v[2] = wide_add(wide_multiply(slope.v[1], u.v[1]), wide_multiply(slope.v[0], u.v[2]));
    return out;
}

struct track track_sin(struct track u)
{
    struct wide y = wide_apply(WIDE_SIN, u.v[0]);
    return track_applied(u, y, wide_apply(WIDE_COS, u.v[0]), wide_negate(y));
}

struct track track_cos(struct track u)
{
    struct wide y = wide_apply(WIDE_COS, u.v[0]);
    return track_applied(u, y, wide_negate(wide_apply(WIDE_SIN, u.v[0])), wide_negate(y));
}

struct track track_tan(struct track u)
{
    struct wide y = wide_apply(WIDE_TAN, u.v[0]);
    struct wide slope = wide_add(one, wide_multiply(y, y));
    return track_applied(u, y, slope, scaled(2, wide_multiply(y, slope)));
}

struct track track_asin(struct track u)
{
    return by_slope(u, WIDE_ASIN, 1, one_minus_square(u), -0.5);
}

struct track track_acos(struct track u)
{
    return by_slope(u, WIDE_ACOS, -1, one_minus_square(u), -0.5);
}

struct track track_atan(struct track u)
{
    return by_slope(u, WIDE_ATAN, 1, one_plus_square(u), -1);
}

struct track track_sinh(struct track u)
{
    struct wide y = wide_apply(WIDE_SINH, u.v[0]);
    return track_applied(u, y, wide_apply(WIDE_COSH, u.v[0]), y);
}

struct track track_cosh(struct track u)
{
    struct wide y = wide_apply(WIDE_COSH, u.v[0]);
    return track_applied(u, y, wide_apply(WIDE_SINH, u.v[0]), y);
}

// tanh' = sech^2, tanh'' = -2 tanh sech^2.
struct track track_tanh(struct track u)
{
    struct wide y = wide_apply(WIDE_TANH, u.v[0]), sech = wide_apply(WIDE_SECH, u.v[0]);
    struct wide slope = wide_multiply(sech, sech);
    return track_applied(u, y, slope, scaled(-2, wide_multiply(y, slope)));
}

struct track track_asinh(struct track u)
{
    return by_slope(u, WIDE_ASINH, 1, one_plus_square(u), -0.5);
}

struct track track_acosh(struct track u)
{
    if (wide_compare(u.v[0], one) <= 0)
        return track_unknown();
    return by_slope(u, WIDE_ACOSH, 1, track_negative(one_minus_square(u)), -0.5);
}

struct track track_atanh(struct track u)
{
    return by_slope(u, WIDE_ATANH, 1, one_minus_square(u), -1);
}

// erf with factor 1, erfc with factor -1: the slope by u is factor 2/sqrt(pi) e^(-u^2).
static struct track error_function(struct track u, enum wide_function function, double factor)
{
    struct wide bell = wide_apply(WIDE_EXP, wide_negate(wide_multiply(u.v[0], u.v[0])));
    struct wide slope =
        wide_divide(scaled(2 * factor, bell), wide_apply(WIDE_SQRT, wide_pi(u.v[0].bits)));
    return track_applied(u, wide_apply(function, u.v[0]), slope,
                         scaled(-2, wide_multiply(u.v[0], slope)));
}

struct track track_erf(struct track u)
{
    return error_function(u, WIDE_ERF, 1);
}

struct track track_erfc(struct track u)
{
    return error_function(u, WIDE_ERFC, -1);
}

struct track track_expm1(struct track u)
{
    struct wide e = wide_apply(WIDE_EXP, u.v[0]);
    return track_applied(u, wide_apply(WIDE_EXPM1, u.v[0]), e, e);
}

struct track track_log1p(struct track u)
{
    struct track more = track_sum(track_constant(one), u);
    return wide_sign(more.v[0]) > 0 ? by_slope(u, WIDE_LOG1P, 1, more, -1) : track_unknown();
}

// --- functions that bend or jump ---

struct track track_abs(struct track u)
{
    if (wide_is_zero(u.v[0]))
        return u.still ? u : track_unknown();
    return wide_sign(u.v[0]) < 0 ? track_negative(u) : u;
}

struct track track_sign(struct track u)
{
    if (!track_is_known(&u) || (wide_is_zero(u.v[0]) && !u.still))
        return track_unknown();
    return track_constant(wide_of(wide_sign(u.v[0])));
}

// floor or ceil of u, whose value is `whole`: constant except at whole numbers, where it jumps. A
// vast number counts as its own floor, with slopes of 0.
static struct track whole_number(struct track u, struct wide whole)
{
    if (wide_is_vast(u.v[0]))
        return (struct track){.v = {u.v[0], zero, zero}, .still = u.still};
    return u.still || !wide_is_whole(u.v[0]) ? track_constant(whole) : track_unknown();
}

struct track track_floor(struct track u)
{
    return whole_number(u, wide_apply(WIDE_FLOOR, u.v[0]));
}

struct track track_ceil(struct track u)
{
    return whole_number(u, wide_apply(WIDE_CEIL, u.v[0]));
}

// --- functions of the catalogue ---

// With e = exp(-|u|), the sigmoid is 1/(1 + e) for u >= 0 and e/(1 + e) for u < 0. Its slope is
// e/(1 + e)^2; the second derivative is the slope times (e - 1)/(1 + e), or minus that for u < 0.
struct track track_sigmoid(struct track u)
{
    int sign = wide_sign(u.v[0]);
    struct wide exponent = sign < 0 ? u.v[0] : wide_negate(u.v[0]);
    struct wide e = wide_apply(WIDE_EXP, exponent), e_1 = wide_apply(WIDE_EXPM1, exponent);
    struct wide below = wide_add(one, e), share = wide_divide(one, below);
    struct wide slope = product3(e, share, share);
    struct wide turn = wide_divide(scaled(sign, e_1), below);
    return track_applied(u, sign < 0 ? wide_multiply(e, share) : share, slope,
                         wide_multiply(slope, turn));
}

// ln(1 + e^u) = max(u, 0) + ln(1 + e^-|u|); its slope is the sigmoid.
struct track track_softplus(struct track u)
{
    const struct track argument = {.v = {u.v[0], one, zero}};
    struct track slope = track_sigmoid(argument);
    struct wide below = wide_apply(WIDE_EXP, wide_negate(track_abs(u).v[0]));
    struct wide more = wide_apply(WIDE_LOG1P, below);
    struct wide y = wide_sign(u.v[0]) > 0 ? wide_add(u.v[0], more) : more;
    return track_applied(u, y, slope.v[0], slope.v[1]);
}

// u Phi(u) with Phi(u) = erfc(-u/sqrt(2))/2, whose slope is e^(-u^2/2)/sqrt(2 pi). Far below 0,
// erfc(a) has the factor e^(-a^2) with the rounding errors of a = -u/sqrt(2); it is replaced by
// e^(-u^2/2), which has none of the root.
struct track track_gelu(struct track u)
{
    struct wide root_2 = root_of(2, u.v[0].bits);
    struct wide a = wide_divide(wide_negate(u.v[0]), root_2);
    struct wide bell = wide_apply(WIDE_EXP, scaled(-0.5, wide_multiply(u.v[0], u.v[0])));
    struct wide rooted = wide_apply(WIDE_EXP, wide_negate(wide_multiply(a, a)));
    struct wide tail = wide_apply(WIDE_ERFC, a);
    if (wide_compare(a, one) > 0)
        tail = wide_multiply(tail, wide_divide(bell, rooted));
    struct wide density = wide_divide(bell, wide_apply(WIDE_SQRT, scaled(2, wide_pi(u.v[0].bits))));
    struct wide turn = wide_negate(wide_multiply(u.v[0], density));
    return track_product(u, track_applied(u, scaled(0.5, tail), density, turn));
}
