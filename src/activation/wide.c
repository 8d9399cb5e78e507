#include "activation/wide.h"

#include <float.h>
#include <math.h>

static const double greatest_part = 0x1p300, least_part = 0x1p-300;
static const double exact_power = 0x1p52; // greater ones are no longer whole to the last unit
static const double ln2 = 0x1.62e42fefa39efp-1, ln2_low = 0x1.abc9e3b39803fp-56;

static struct wide unknown(void)
{
    return (struct wide){(double)NAN, 0};
}

static struct wide beyond(double sign)
{
    return (struct wide){copysign(HUGE_VAL, sign), 0};
}

static struct wide settled(double part, double power)
{
    double size = fabs(part);
    int exponent;
    if (size < greatest_part && size > least_part && fabs(power) <= DBL_MAX)
        return (struct wide){part, power};
    if (part == 0)
        return (struct wide){0, 0};
    if (isinf(part) || power == HUGE_VAL)
        return beyond(part);
    if (isnan(part) || !isfinite(power) || fabs(power) > exact_power)
        return unknown();
    part = frexp(part, &exponent);
    return (struct wide){part, power + exponent};
}

struct wide wide_of(double value)
{
    return isinf(value) ? unknown() : settled(value, 0);
}

double wide_value(struct wide a)
{
    const double far = 2000;
    if (a.power == 0)
        return a.part;
    if (fabs(a.power) > far)
        return copysign(a.power > 0 ? HUGE_VAL : 0, a.part);
    return ldexp(a.part, (int)a.power);
}

bool wide_is_known(struct wide a)
{
    return !isnan(a.part);
}

bool wide_is_zero(struct wide a)
{
    return a.part == 0;
}

bool wide_is_double(struct wide a)
{
    double value = fabs(wide_value(a));
    return wide_is_zero(a) || (value >= DBL_MIN && value <= DBL_MAX);
}

int wide_compare(struct wide a, struct wide b)
{
    struct wide difference = wide_subtract(a, b);
    return (difference.part > 0) - (difference.part < 0);
}

struct wide wide_negate(struct wide a)
{
    return (struct wide){-a.part, a.power};
}

struct wide wide_add(struct wide a, struct wide b)
{
    const double far = 1000; // more than parts and their bits span
    if (!wide_is_known(a) || !wide_is_known(b))
        return unknown();
    if (a.power == b.power || isinf(a.part) || isinf(b.part))
        return settled(a.part + b.part, isinf(a.part) || isinf(b.part) ? 0 : a.power);
    if (wide_is_zero(a) || wide_is_zero(b))
        return wide_is_zero(a) ? b : a;
    if (a.power < b.power)
        return wide_add(b, a);
    double apart = a.power - b.power;
    return apart > far ? a : settled(a.part + ldexp(b.part, -(int)apart), a.power);
}

struct wide wide_subtract(struct wide a, struct wide b)
{
    return wide_add(a, wide_negate(b));
}

// The sum of two exponents. Where great ones nearly cancel, what is left is rounding.
static double sum_of_powers(double p, double q)
{
    const double digits = 0x1p-20;
    double sum = p + q, size = fabs(p) > fabs(q) ? fabs(p) : fabs(q);
    bool lost = size > exact_power && sum != 0 && fabs(sum) < digits * size;
    return lost ? (double)NAN : sum;
}

struct wide wide_multiply(struct wide a, struct wide b)
{
    return settled(a.part * b.part, sum_of_powers(a.power, b.power));
}

struct wide wide_divide(struct wide a, struct wide b)
{
    if (wide_is_zero(b) || isinf(b.part))
        return unknown();
    return settled(a.part / b.part, sum_of_powers(a.power, -b.power));
}

// m^exponent 2^(power exponent) for an exponent that does not overflow the former.
static struct wide plain_power(double m, double power, double exponent)
{
    double high = power * exponent, low = fma(power, exponent, -high), whole = rint(high);
    double rest = fabs(power) > exact_power ? 0 : (high - whole) + low;
    return settled(pow(m, exponent) * exp2(rest), whole);
}

// a^exponent by multiplications, exponent from 1 to 4.
static struct wide small_power(struct wide a, int exponent)
{
    struct wide square = exponent > 1 ? wide_multiply(a, a) : a;
    if (exponent <= 2)
        return square;
    return wide_multiply(square, exponent == 3 ? a : square);
}

struct wide wide_power(struct wide a, double exponent)
{
    enum { SQUARES = 20, SMALL = 4 };
    const double most = 256;
    bool whole = exponent == rint(exponent), odd = whole && fmod(exponent, 2) != 0;
    int squares = 0, shift;
    if (wide_is_zero(a))
        return exponent > 0 ? a : exponent == 0 ? wide_of(1) : unknown();
    if (!wide_is_known(a) || !isfinite(exponent) || (a.part < 0 && !whole))
        return unknown();
    if (isinf(a.part) && exponent < 0)
        return unknown();
    if (whole && exponent >= 1 && exponent <= SMALL)
        return small_power(a, (int)exponent);
    if (isinf(a.part))
        return exponent == 0 ? wide_of(1) : beyond(odd ? a.part : 1);
    for (; fabs(exponent) > most; squares++)
        exponent /= 2;
    double m = frexp(fabs(a.part), &shift);
    struct wide y = fabs(a.power) > exact_power ? plain_power(fabs(a.part), a.power, exponent)
                                                : plain_power(m, a.power + shift, exponent);
    for (int i = 0; i < squares && i <= SQUARES; i++)
        y = wide_multiply(y, y);
    if (squares > SQUARES)
        return unknown();
    return a.part < 0 && odd ? wide_negate(y) : y;
}

// e^a = 2^k e^(a - k ln 2).
struct wide wide_exp(struct wide a)
{
    const double doubles = 700, digits = 0x1p50;
    double u = wide_value(a);
    if (!isfinite(u))
        return isnan(u) ? unknown() : u < 0 ? wide_of(0) : beyond(1);
    if (fabs(u) < doubles)
        return settled(exp(u), 0);
    double k = rint(u / ln2), rest = fma(-k, ln2_low, fma(-k, ln2, u));
    return settled(fabs(u) < digits ? exp(rest) : 1, k);
}

double wide_log(struct wide a)
{
    if (!(a.part > 0) || isinf(a.part))
        return (double)NAN;
    return wide_is_double(a) ? log(wide_value(a)) : log(a.part) + a.power * ln2;
}

struct wide wide_bell(struct wide a)
{
    return wide_exp(wide_negate(wide_multiply(a, a)));
}

// Far out by the asymptotic series e^(-a²)/(a √π) (1 - t + 3 t² - 15 t³ …), t = 1/(2a²).
struct wide wide_erfc(struct wide a)
{
    enum { TERMS = 10 };
    static const double root_pi = 1.7724538509055161, doubles = 26;
    double u = wide_value(a), t = 0.5 / u / u, sum = 1;
    if (!(u > doubles))
        return wide_of(erfc(u));
    for (int k = TERMS; k > 0; k--)
        sum = 1 - (2 * k - 1) * t * sum;
    struct wide slope = wide_multiply(a, wide_of(root_pi));
    return wide_divide(wide_multiply(wide_bell(a), wide_of(sum)), slope);
}
