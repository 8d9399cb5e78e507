#include "activation/numbers/series_functions.h"

#include <math.h>

static const double pi_half = 1.5707963267948966;

struct series series_negate(struct series a)
{
    return series_scale(a, -1);
}

struct series series_subtract(struct series a, struct series b)
{
    return series_add(a, series_negate(b));
}

static struct series number(double value)
{
    return series_constant(value);
}

static struct series square(struct series a)
{
    return series_multiply(a, a);
}

static struct series root(struct series a)
{
    return series_power(a, 0.5);
}

// --- functions that bend or jump ---

struct series series_signum(struct series u)
{
    enum series_sign sign = series_sign_as_known(&u);
    if (sign == SERIES_UNKNOWN)
        return u.none ? u : series_unknown();
    return number((double)sign);
}

struct series series_abs(struct series u)
{
    return series_is_rest(&u) ? u : series_multiply(u, series_signum(u));
}

struct series series_cbrt(struct series u)
{
    const double third = 1.0 / 3;
    if (series_is_rest(&u))
        return series_power(u, third);
    return series_multiply(series_signum(u), series_power(series_abs(u), third));
}

// If the limit of u is a whole number, the sign of u minus that number decides.
struct series series_floor(struct series u)
{
    double limit;
    if (series_is_pole(&u))
        return series_add(u, series_swinging(INFINITY));
    if (!series_limit(&u, &limit))
        return u.none ? u : series_unknown();
    double whole = rint(limit), off;
    struct series rest = series_subtract(u, number(whole));
    if (series_limit(&rest, &off) && off != 0)
        return number(floor(limit));
    enum series_sign sign = series_sign_as_known(&rest);
    return sign == SERIES_UNKNOWN ? series_unknown() : number(sign < 0 ? whole - 1 : whole);
}

// --- exponentials ---

struct series series_hypot(struct series a, struct series b)
{
    return root(series_add(square(a), square(b)));
}

// (exp(u) + sign exp(-u))/2; sinh with sign -1, cosh with sign 1.
static struct series half_sum(struct series u, double sign)
{
    struct series down = series_scale(series_exp(series_negate(u)), sign);
    return series_scale(series_add(series_exp(u), down), 0.5);
}

struct series series_sinh(struct series u)
{
    return half_sum(u, -1);
}

struct series series_cosh(struct series u)
{
    return half_sum(u, 1);
}

struct series series_tanh(struct series u)
{
    if (series_sign(&u) == SERIES_NEGATIVE) // exp(-2u) below would grow
        return series_negate(series_tanh(series_negate(u)));
    struct series down = series_exp(series_scale(u, -2)), one = number(1);
    return series_divide(series_subtract(one, down), series_add(one, down));
}

struct series series_sigmoid(struct series u)
{
    return series_power(series_add(number(1), series_exp(series_negate(u))), -1);
}

// --- functions by their slopes ---

// u' base^exponent; 0 where u is constant.
static struct series slope_times(struct series u, struct series base, double exponent)
{
    struct series slope = series_slope(u);
    return series_is_zero(&slope) ? slope : series_multiply(slope, series_power(base, exponent));
}

// The function of u whose derivative by h is `slope`; `function` gives its value at the limit of u.
static struct series by_slope(struct series u, struct series slope, double (*function)(double))
{
    double limit;
    if (!series_limit(&u, &limit))
        return u.none ? u : series_unknown();
    return series_integral(slope, function(limit));
}

// erf with sign 1, erfc with sign -1. Where u grows beyond all bounds so that exp(-u^2) vanishes
// faster than every power, the result is its limit and a rest that vanishes likewise.
static struct series error_function(struct series u, double (*function)(double), double sign)
{
    static const double two_by_sqrt_pi = 1.1283791670955126;
    struct series density = series_exp(series_negate(square(u)));
    if (!series_is_pole(&u)) {
        struct series slope = series_multiply(series_slope(u), density);
        return by_slope(u, series_scale(slope, sign * two_by_sqrt_pi), function);
    }
    if (!series_is_flat(&density))
        return series_unknown();
    double side = series_sign(&u);
    return series_add(number(function(side * HUGE_VAL)), series_flat(-sign * side));
}

struct series series_erf(struct series u)
{
    return error_function(u, erf, 1);
}

struct series series_erfc(struct series u)
{
    return error_function(u, erfc, -1);
}

struct series series_atan(struct series u)
{
    if (series_is_pole(&u))
        return series_subtract(series_scale(series_signum(u), pi_half),
                               series_atan(series_power(u, -1)));
    return by_slope(u, slope_times(u, series_add(number(1), square(u)), -1), atan);
}

// --- inverse functions, whose domains end at -1 or 1 ---

// Whether the two are equal up to rounding errors.
static bool is_near(double a, double b)
{
    const double digits = 1e-14;
    return fabs(a - b) <= digits;
}

// 2 asin(sqrt(w/2)) = acos(1 - w), or 2 asinh(sqrt(w/2)) = acosh(1 + w) with sign -1, for a w whose
// limit is 0.
static struct series arc_of(struct series w, double sign)
{
    return series_scale(series_small_arc(root(series_scale(w, 0.5)), sign), 2);
}

struct series series_asin(struct series u)
{
    double limit, side;
    struct series one = number(1);
    bool finite = series_limit(&u, &limit);
    if (u.none || series_is_pole(&u) || (finite && fabs(limit) > 1 && !is_near(fabs(limit), 1)))
        return series_none();
    if (!finite)
        return series_unknown();
    side = limit < 0 ? -1 : 1;
    if (is_near(fabs(limit), 1)) {
        struct series w = series_subtract(one, series_scale(u, side));
        return series_scale(series_subtract(number(pi_half), arc_of(w, 1)), side);
    }
    struct series base = series_multiply(series_subtract(one, u), series_add(one, u));
    return by_slope(u, slope_times(u, base, -0.5), asin);
}

struct series series_acos(struct series u)
{
    double limit;
    if (series_limit(&u, &limit) && is_near(limit, 1))
        return arc_of(series_subtract(number(1), u), 1);
    return series_subtract(number(pi_half), series_asin(u));
}

struct series series_asinh(struct series u)
{
    struct series base = series_add(number(1), square(u)), size = series_abs(u);
    if (series_is_pole(&u))
        return series_multiply(series_signum(u), series_log(series_add(size, root(base))));
    return by_slope(u, slope_times(u, base, -0.5), asinh);
}

struct series series_acosh(struct series u)
{
    double limit;
    struct series one = number(1), above = series_subtract(u, one);
    struct series base = series_multiply(above, series_add(u, one));
    if (series_is_pole(&u))
        return series_sign(&u) < 0 ? series_none() : series_log(series_add(u, root(base)));
    if (series_limit(&u, &limit) && is_near(limit, 1))
        return arc_of(above, -1);
    return by_slope(u, slope_times(u, base, -0.5), acosh);
}

struct series series_atanh(struct series u)
{
    struct series one = number(1), up = series_log(series_add(one, u));
    return series_scale(series_subtract(up, series_log(series_subtract(one, u))), 0.5);
}
