#include "activation/numbers/wide.h"

#include <float.h>
#include <math.h>
#include <stdint.h>

_Static_assert(sizeof(mp_limb_t) == sizeof(unsigned long long), "limbs of 64 bits");

static const double ln2 = 0x1.62e42fefa39efp-1, ln2_low = 0x1.abc9e3b39803fp-56;
static const double exact_size = 0x1p52;  // greater exponents have lost their fraction
static const double digits_size = 0x1p61; // MPFR has exponents up to here

// If the difference of two sizes is less than this part of them, it consists of rounding errors.
static const double cancelled_size = 0x1p-20;

// From FAR_TAIL on, FAR_TERMS terms of the asymptotic series of erfc are exact to 53 bits; the
// other two are for up to WIDE_BITS bits.
enum { FAR_TAIL = 26, FAR_TERMS = 10, FAR_TAIL_PRECISE = 14, FAR_TERMS_PRECISE = 140 };

struct wide_range wide_begin(void)
{
    struct wide_range range = {mpfr_get_emin(), mpfr_get_emax()};
    mpfr_set_emin(mpfr_get_emin_min());
    mpfr_set_emax(mpfr_get_emax_max());
    return range;
}

void wide_end(struct wide_range range)
{
    mpfr_set_emin(range.least);
    mpfr_set_emax(range.most);
}

void wide_forget(void)
{
    mpfr_free_cache();
}

static int fewer(int a, int b)
{
    return a < b ? a : b;
}

// --- a part and an exponent ---

static struct wide unknown(void)
{
    return (struct wide){.bits = WIDE_BITS, .part = (double)NAN};
}

static struct wide scaled(double part, double size, double more, int bits)
{
    return (struct wide){.bits = bits, .part = part, .size = size, .more = more};
}

// The same number with a part between 2^-300 and 2^300, so that products do not overflow; unknown
// if its part or its size is.
static struct wide settled(struct wide a)
{
    int shift;
    double amount = fabs(a.part);
    if (amount < 0x1p300 && amount > 0x1p-300 && !isnan(a.size))
        return a;
    if (a.part == 0)
        return scaled(0, 0, 0, a.bits);
    if (isnan(a.part) || isnan(a.size) || isinf(a.part))
        return unknown();
    a.part = frexp(a.part, &shift);
    a.more += shift;
    return a;
}

// --- numbers in MPFR's format ---

// Makes m a view of the digits of `a`, to be read only, and only while *a stays in its place.
static void view(mpfr_t m, const struct wide *a)
{
    void *digits = (void *)(uintptr_t)a->digits; // only read
    int kind = a->part == 0 ? MPFR_ZERO_KIND : MPFR_REGULAR_KIND;
    kind = a->part < 0 ? -kind : kind;
    mpfr_custom_init_set(m, kind, a->power, a->bits, digits);
}

// Makes m a number of so many bits whose digits lie in *a. After MPFR has written to it, call
// close_after_writing.
static void open_for_writing(mpfr_t m, struct wide *a, int bits)
{
    *a = (struct wide){.bits = bits, .has_digits = true};
    mpfr_custom_init_set(m, MPFR_ZERO_KIND, 0, bits, a->digits);
}

// Sets the other fields of *a after MPFR wrote to m. 0, NaN and infinities have no digits; the last
// two are unknown.
static void close_after_writing(const mpfr_t m, struct wide *a)
{
    a->has_digits = mpfr_regular_p(m);
    a->part = mpfr_zero_p(m) ? 0 : !mpfr_regular_p(m) ? (double)NAN : mpfr_sgn(m);
    a->power = a->has_digits ? mpfr_custom_get_exp(m) : 0;
}

// Whether a number has digits, or can have them: more than 53 bits, and an exponent within MPFR's.
static bool can_have_digits(const struct wide *a)
{
    return a->has_digits || (a->bits > WIDE_BITS_LEAST && a->size == 0 && a->part != 0 &&
                             !isnan(a->part) && fabs(a->more) < digits_size);
}

// The same number in digits, which it can have.
static struct wide with_digits(struct wide a)
{
    struct wide y;
    mpfr_t m;
    if (a.has_digits)
        return a;
    open_for_writing(m, &y, a.bits);
    mpfr_set_d(m, a.part, MPFR_RNDN);
    close_after_writing(m, &y);
    y.power += (mpfr_exp_t)a.more;
    return y;
}

// The same number as a part and an exponent, rounded to 53 bits.
static struct wide without_digits(struct wide a)
{
    mpfr_t m;
    if (!a.has_digits)
        return a;
    mpfr_exp_t power = a.power;
    a.power = 0;
    view(m, &a);
    return settled(scaled(mpfr_get_d(m, MPFR_RNDN), 0, (double)power, a.bits));
}

// --- conversions and tests ---

struct wide wide_of(double value)
{
    return isinf(value) ? unknown() : settled(scaled(value, 0, 0, WIDE_BITS));
}

struct wide wide_ratio(long over, long under)
{
    return wide_divide(wide_of((double)over), wide_of((double)under));
}

struct wide wide_rounded(struct wide a, int bits)
{
    struct wide y;
    mpfr_t m, result;
    if (bits > WIDE_BITS_LEAST && a.has_digits) {
        view(m, &a);
        open_for_writing(result, &y, bits);
        mpfr_set(result, m, MPFR_RNDN);
        close_after_writing(result, &y);
        return y;
    }
    y = without_digits(a);
    y.bits = bits;
    return y;
}

double wide_value(struct wide a)
{
    const double far = 2000;
    mpfr_t m;
    if (a.has_digits) {
        view(m, &a);
        return mpfr_get_d(m, MPFR_RNDN);
    }
    double size = a.size + a.more;
    if (size == 0)
        return a.part;
    if (fabs(size) <= far)
        return ldexp(a.part, (int)size);
    return isnan(a.part) ? a.part : copysign(size > 0 ? HUGE_VAL : 0, a.part);
}

bool wide_is_known(struct wide a)
{
    return !isnan(a.part);
}

bool wide_is_zero(struct wide a)
{
    return a.part == 0;
}

// The exponent e for which |a| is in [2^(e-1), 2^e).
static double size_of(struct wide a)
{
    return a.has_digits ? (double)a.power : a.size + a.more + (a.part != 0 ? ilogb(a.part) + 1 : 0);
}

bool wide_is_whole(struct wide a)
{
    mpfr_t m;
    if (a.has_digits) {
        view(m, &a);
        return mpfr_integer_p(m);
    }
    double value = wide_value(a);
    return wide_is_zero(a) || (value == rint(value) && value != 0);
}

bool wide_is_vast(struct wide a)
{
    int bits = a.has_digits ? a.bits : DBL_MAX_EXP;
    return wide_is_known(a) && !wide_is_zero(a) && size_of(a) > bits;
}

bool wide_is_double(struct wide a)
{
    double value = fabs(wide_value(a));
    return wide_is_zero(a) || (value >= DBL_MIN && value <= DBL_MAX);
}

int wide_sign(struct wide a)
{
    return (a.part > 0) - (a.part < 0);
}

int wide_compare(struct wide a, struct wide b)
{
    return wide_sign(wide_subtract(a, b));
}

bool wide_agree(struct wide a, struct wide b)
{
    const double bits = 60; // a double's 53 and a few more
    if (!wide_is_known(a) || !wide_is_known(b) || wide_sign(a) != wide_sign(b))
        return false;
    if (!a.has_digits && !b.has_digits)
        return a.part == b.part && a.size == b.size && a.more == b.more;
    struct wide apart = wide_subtract(a, b);
    return wide_is_zero(apart) || size_of(apart) < size_of(a) - bits;
}

// --- arithmetic ---

typedef int operation(mpfr_t y, const mpfr_t a, const mpfr_t b, mpfr_rnd_t rounding);

// Computes *y by an operation of MPFR. False if a number or the result is not within its exponents.
static bool combine(operation *by, struct wide a, struct wide b, struct wide *y)
{
    mpfr_t m, n, result;
    if (!can_have_digits(&a) || !can_have_digits(&b))
        return false;
    a = with_digits(a);
    b = with_digits(b);
    view(m, &a);
    view(n, &b);
    open_for_writing(result, y, fewer(a.bits, b.bits));
    mpfr_clear_underflow();
    by(result, m, n, MPFR_RNDN);
    close_after_writing(result, y);
    return !mpfr_inf_p(result) && !mpfr_underflow_p();
}

// The size of a product, or of a quotient with sign -1, from the sizes p and q of the operands. NaN
// if different sizes cancel so far that only rounding errors are left.
static double sum_of_sizes(double p, double q, double sign)
{
    double sum = p + sign * q;
    bool is_lost = sum != 0 && fabs(sum) < cancelled_size * fmax(fabs(p), fabs(q));
    return is_lost ? (double)NAN : sum;
}

struct wide wide_negate(struct wide a)
{
    a.part = -a.part;
    return a;
}

// a + b of numbers without digits. If their sizes differ, one exceeds the other beyond all digits,
// and is the sum.
static struct wide scaled_sum(struct wide a, struct wide b)
{
    const double far = 1000; // 2^far is more than the quotient of two parts, times 2^53
    int bits = fewer(a.bits, b.bits);
    bool same = a.size == b.size && isfinite(a.size);
    double p = a.size + a.more, q = b.size + b.more, apart = same ? a.more - b.more : p - q;
    if (same && apart == 0)
        return settled(scaled(a.part + b.part, a.size, a.more, bits));
    if (isnan(apart)) // both sizes overflow
        return wide_sign(a) == wide_sign(b) ? a : p < 0 ? scaled(0, 0, 0, bits) : unknown();
    if (!same && fabs(apart) < cancelled_size * fmax(fabs(p), fabs(q)))
        return unknown();
    if (apart < 0)
        return scaled_sum(b, a);
    if (apart > far || !same)
        return a;
    return settled(scaled(a.part + ldexp(b.part, -(int)apart), a.size, a.more, bits));
}

struct wide wide_add(struct wide a, struct wide b)
{
    struct wide y;
    if (!wide_is_known(a) || !wide_is_known(b))
        return unknown();
    if (wide_is_zero(a) || wide_is_zero(b))
        return wide_is_zero(a) ? b : a;
    return combine(mpfr_add, a, b, &y) ? y : scaled_sum(without_digits(a), without_digits(b));
}

struct wide wide_subtract(struct wide a, struct wide b)
{
    return wide_add(a, wide_negate(b));
}

struct wide wide_multiply(struct wide a, struct wide b)
{
    struct wide y;
    if (combine(mpfr_mul, a, b, &y))
        return y;
    if (wide_is_zero(a) || wide_is_zero(b))
        return wide_is_known(a) && wide_is_known(b) ? scaled(0, 0, 0, fewer(a.bits, b.bits))
                                                    : unknown();
    a = without_digits(a);
    b = without_digits(b);
    return settled(scaled(a.part * b.part, sum_of_sizes(a.size, b.size, 1), a.more + b.more,
                          fewer(a.bits, b.bits)));
}

struct wide wide_divide(struct wide a, struct wide b)
{
    struct wide y;
    if (wide_is_zero(b) || !wide_is_known(a) || !wide_is_known(b))
        return unknown();
    if (wide_is_zero(a))
        return scaled(0, 0, 0, fewer(a.bits, b.bits));
    if (combine(mpfr_div, a, b, &y))
        return y;
    a = without_digits(a);
    b = without_digits(b);
    return settled(scaled(a.part / b.part, sum_of_sizes(a.size, b.size, -1), a.more - b.more,
                          fewer(a.bits, b.bits)));
}

// --- powers ---

// m^exponent 2^(power exponent), where m^exponent does not overflow.
static struct wide plain_power(double m, double power, double exponent, int bits)
{
    double high = power * exponent, low = fma(power, exponent, -high), whole = rint(high);
    double rest = fabs(power) > exact_size ? 0 : (high - whole) + low;
    return settled(scaled(pow(m, exponent) * exp2(rest), 0, whole, bits));
}

// a^exponent by multiplications, exponent from 1 to 4.
static struct wide small_power(struct wide a, int exponent)
{
    struct wide square = exponent > 1 ? wide_multiply(a, a) : a;
    if (exponent <= 2)
        return square;
    return wide_multiply(square, exponent == 3 ? a : square);
}

// a^exponent of an a > 0 without digits. For a great exponent the power of exponent/2^n is squared
// n times.
static struct wide scaled_power(struct wide a, double exponent)
{
    enum { SQUARES = 20 };
    const double most = 256;
    int squares = 0, shift;
    a.part = frexp(a.part, &shift);
    a.more += shift;
    if (a.size != 0)
        return settled(scaled(pow(a.part, exponent), a.size * exponent, a.more * exponent, a.bits));
    for (; fabs(exponent) > most && squares <= SQUARES; squares++)
        exponent /= 2;
    if (squares > SQUARES)
        return unknown();
    struct wide y = plain_power(a.part, a.more, exponent, a.bits);
    for (int i = 0; i < squares; i++)
        y = wide_multiply(y, y);
    return y;
}

struct wide wide_power(struct wide a, struct wide b)
{
    enum { SMALL = 4 };
    struct wide y;
    double exponent = wide_value(b);
    bool whole = wide_is_whole(b), odd = whole && fmod(exponent, 2) != 0;
    if (!wide_is_known(a) || !wide_is_known(b) || !isfinite(exponent))
        return unknown();
    if (wide_is_zero(b))
        return wide_of(1);
    if (wide_is_zero(a))
        return exponent > 0 ? a : unknown();
    if (wide_sign(a) < 0 && !whole)
        return unknown();
    bool is_small = whole && exponent >= 1 && exponent <= SMALL;
    if (!is_small && combine(mpfr_pow, a, b, &y))
        return y;
    a = wide_rounded(a, fewer(a.bits, b.bits));
    if (is_small)
        return small_power(a, (int)exponent);
    a = without_digits(a);
    bool below = a.part < 0;
    a.part = fabs(a.part);
    y = scaled_power(a, exponent);
    return below && odd ? wide_negate(y) : y;
}

// --- functions of numbers without digits ---

static double sech(double x)
{
    return 1 / cosh(x);
}

static const struct function {
    double (*of_double)(double);
    int (*by_mpfr)(mpfr_t y, const mpfr_t x, mpfr_rnd_t rounding);
    double slope; // the derivative at 0 of a function that is 0 there; else 0
} functions[] = {
    [WIDE_EXP] = {exp, mpfr_exp, 0},         [WIDE_EXPM1] = {expm1, mpfr_expm1, 1},
    [WIDE_LOG] = {log, mpfr_log, 0},         [WIDE_LOG2] = {log2, mpfr_log2, 0},
    [WIDE_LOG10] = {log10, mpfr_log10, 0},   [WIDE_LOG1P] = {log1p, mpfr_log1p, 1},
    [WIDE_SQRT] = {sqrt, mpfr_sqrt, 0},      [WIDE_CBRT] = {cbrt, mpfr_cbrt, 0},
    [WIDE_SIN] = {sin, mpfr_sin, 1},         [WIDE_COS] = {cos, mpfr_cos, 0},
    [WIDE_TAN] = {tan, mpfr_tan, 1},         [WIDE_ASIN] = {asin, mpfr_asin, 1},
    [WIDE_ACOS] = {acos, mpfr_acos, 0},      [WIDE_ATAN] = {atan, mpfr_atan, 1},
    [WIDE_SINH] = {sinh, mpfr_sinh, 1},      [WIDE_COSH] = {cosh, mpfr_cosh, 0},
    [WIDE_TANH] = {tanh, mpfr_tanh, 1},      [WIDE_SECH] = {sech, mpfr_sech, 0},
    [WIDE_ASINH] = {asinh, mpfr_asinh, 1},   [WIDE_ACOSH] = {acosh, mpfr_acosh, 0},
    [WIDE_ATANH] = {atanh, mpfr_atanh, 1},   [WIDE_ERF] = {erf, mpfr_erf, 1.1283791670955126},
    [WIDE_ERFC] = {erfc, mpfr_erfc, 0},      [WIDE_FLOOR] = {floor, mpfr_rint_floor, 0},
    [WIDE_CEIL] = {ceil, mpfr_rint_ceil, 0},
};

// e^a = 2^k e^(a - k ln 2). From |a| = 2^50 on a double has no digits left for a - k ln 2; then
// a/ln 2 becomes the size.
static struct wide scaled_exp(struct wide a)
{
    const double doubles = 700, digits = 0x1p50;
    double u = wide_value(a), k = rint(u / ln2);
    if (fabs(u) < doubles)
        return settled(scaled(exp(u), 0, 0, a.bits));
    if (fabs(u) < digits)
        return settled(scaled(exp(fma(-k, ln2_low, fma(-k, ln2, u))), 0, k, a.bits));
    return scaled(1, u / ln2, 0, a.bits);
}

// A logarithm, natural or to the base 2 or 10.
static struct wide scaled_log(enum wide_function function, struct wide a)
{
    double per_bit = function == WIDE_LOG2 ? 1 : function == WIDE_LOG ? ln2 : log10(2);
    double value = wide_is_double(a) ? functions[function].of_double(wide_value(a))
                                     : (a.size + a.more + log2(a.part)) * per_bit;
    struct wide y = wide_of(wide_sign(a) > 0 ? value : (double)NAN);
    y.bits = a.bits;
    return y;
}

// erfc(a) for large a by the asymptotic series e^(-a²)/(a √π) (1 - t + 3 t² - 15 t³ …), t =
// 1/(2a²). In 53 bits a² is rounded to a double, as in a formula's exp(x^2): so erfc(x) exp(x^2)
// has only rounding errors. MPFR's own erfc takes a hundred times as long.
static struct wide far_erfc(struct wide a)
{
    const bool is_fast = a.bits == WIDE_BITS_LEAST;
    struct wide one = wide_of(1), square = wide_multiply(a, a), sum = one;
    struct wide t = wide_divide(wide_of(0.5), square);
    double u = wide_value(a), fast_t = 0.5 / u / u, fast_sum = 1;
    for (int k = FAR_TERMS; k > 0 && is_fast; k--)
        fast_sum = 1 - (2 * k - 1) * fast_t * fast_sum;
    for (int k = FAR_TERMS_PRECISE; k > 0 && !is_fast; k--)
        sum = wide_subtract(one, wide_multiply(wide_multiply(wide_of(2 * k - 1), t), sum));
    struct wide bell = wide_apply(WIDE_EXP, wide_negate(square));
    struct wide root_pi = wide_apply(WIDE_SQRT, wide_pi(a.bits));
    return wide_divide(wide_multiply(bell, is_fast ? wide_of(fast_sum) : sum),
                       wide_multiply(a, root_pi));
}

// A function where its value or its argument is beyond doubles, by the exponential or logarithm
// that dominates it there: sinh(a) is e^a/2 for large a.
static struct wide far_value(enum wide_function function, struct wide a)
{
    int sign = wide_sign(a);
    struct wide size = sign < 0 ? wide_negate(a) : a, twice = wide_multiply(size, wide_of(2)), y;
    switch (function) {
    case WIDE_SINH:
    case WIDE_COSH:
        y = wide_multiply(scaled_exp(size), wide_of(0.5));
        return function == WIDE_SINH && sign < 0 ? wide_negate(y) : y;
    case WIDE_SECH:
        return wide_multiply(scaled_exp(wide_negate(size)), wide_of(2));
    case WIDE_EXPM1:
        return sign > 0 ? scaled_exp(a) : wide_of(-1);
    case WIDE_ERFC:
        return sign > 0 ? far_erfc(a) : wide_of(2);
    case WIDE_ASINH:
    case WIDE_ACOSH:
        y = scaled_log(WIDE_LOG, twice);
        return sign < 0 ? wide_negate(y) : y;
    case WIDE_LOG1P:
        return scaled_log(WIDE_LOG, a);
    default:
        return wide_of(functions[function].of_double(wide_value(a)));
    }
}

// The |a| from which on far_value computes a function.
static double far_from(enum wide_function function)
{
    const double exponentials = 700;
    switch (function) {
    case WIDE_SINH:
    case WIDE_COSH:
    case WIDE_SECH:
    case WIDE_EXPM1:
        return exponentials;
    case WIDE_ERFC:
        return FAR_TAIL;
    default:
        return DBL_MAX;
    }
}

// A square or cube root: that of the part, whose exponent is made divisible by 2 or 3 before.
static struct wide scaled_root(enum wide_function function, struct wide a)
{
    double by = function == WIDE_SQRT ? 2 : 3;
    int shift;
    if (a.part == 0 || (a.part < 0 && function == WIDE_SQRT))
        return a.part == 0 ? a : unknown();
    a.part = frexp(a.part, &shift);
    double power = a.more + shift, rest = fmod(power, by);
    double part = functions[function].of_double(ldexp(a.part, (int)rest));
    return settled(scaled(part, a.size / by, (power - rest) / by, a.bits));
}

// A function of a number without digits. Where `a` is tiny and the function 0 at 0, the value is
// slope * a.
static struct wide scaled_function(enum wide_function function, struct wide a)
{
    const double tiny = 0x1p-500;
    double x = wide_value(a), slope = functions[function].slope;
    struct wide y;
    if (x == 0 && a.part != 0)
        x = copysign(DBL_MIN, a.part); // too small for a double, but not 0: floor(-tiny) is -1
    if (function == WIDE_EXP)
        y = scaled_exp(a);
    else if (function == WIDE_LOG || function == WIDE_LOG2 || function == WIDE_LOG10)
        y = scaled_log(function, a);
    else if (function == WIDE_SQRT || function == WIDE_CBRT)
        y = scaled_root(function, a);
    else if (fabs(x) < tiny && slope != 0)
        y = wide_multiply(a, wide_of(slope));
    else if (fabs(x) > far_from(function))
        y = far_value(function, a);
    else
        y = wide_of(functions[function].of_double(x));
    y.bits = fewer(y.bits, a.bits);
    return y;
}

struct wide wide_apply(enum wide_function function, struct wide a)
{
    struct wide y;
    mpfr_t m, result;
    bool is_great = function == WIDE_EXP && size_of(a) > 60; // e^a is beyond MPFR's exponents
    if (!wide_is_known(a))
        return unknown();
    bool is_nothing = wide_is_zero(a) && a.bits > WIDE_BITS_LEAST;
    if ((!can_have_digits(&a) && !is_nothing) || is_great)
        return scaled_function(function, without_digits(a));
    if (function == WIDE_ERFC && wide_value(a) > FAR_TAIL_PRECISE)
        return far_erfc(a);
    a = is_nothing ? a : with_digits(a);
    view(m, &a);
    open_for_writing(result, &y, a.bits);
    mpfr_clear_flags();
    functions[function].by_mpfr(result, m, MPFR_RNDN);
    close_after_writing(result, &y);
    if (mpfr_divby0_p())
        return unknown();
    return mpfr_overflow_p() || mpfr_underflow_p() ? scaled_function(function, without_digits(a))
                                                   : y;
}

struct wide wide_pi(int bits)
{
    struct wide y;
    mpfr_t m;
    if (bits == WIDE_BITS_LEAST)
        return wide_rounded(wide_of(3.14159265358979324), bits);
    open_for_writing(m, &y, bits);
    mpfr_const_pi(m, MPFR_RNDN);
    close_after_writing(m, &y);
    return y;
}
