// Numbers with exponents far beyond those of doubles, so that e^800/(1 + e^800) has a value. They
// have 53 bits, which are fast, or more, up to 320 (computed by MPFR), for sums whose leading
// digits cancel. A number is passed and copied as a value; no memory is allocated for it. A result
// of two numbers has as many bits as the one with fewer.
//
// A number of 53 bits, and any number beyond MPFR's exponents (2^(2^62)), is a double times a power
// of two whose exponent is a double as well: e^1e20 is about 2^1.44e20, and e^1e20/(1 + e^1e20) is
// 1. If even the exponent overflows, as of e^e^800, only the sign and whether the number is huge or
// tiny are known.
//
// A result that cannot be told is unknown, NaN: 0/0, logarithms of numbers that are not positive,
// functions where they are infinite, differences of numbers whose exponents doubles cannot tell
// apart. There is no infinite number.
//
// Use numbers of more than 53 bits only between wide_begin and wide_end, in one thread: these give
// MPFR its widest range of exponents, and the caller's range back. Functions of MPFR keep tables
// for each thread, which wide_forget frees.
#ifndef ACTSCOPE_ACTIVATION_NUMBERS_WIDE_H
#define ACTSCOPE_ACTIVATION_NUMBERS_WIDE_H

#include <mpfr.h>
#include <stdbool.h>

enum { WIDE_BITS_LEAST = 53, WIDE_BITS = 320, WIDE_LIMBS = WIDE_BITS / 64 };

// With `has_digits` the number is in `digits` and `power`, as MPFR stores it, and the sign of
// `part` is the number's. Without, it is part * 2^(size + more): always so if it has 53 bits, is 0,
// is unknown or is too large for MPFR.
struct wide {
    int bits; // from WIDE_BITS_LEAST to WIDE_BITS
    bool has_digits;
    double part; // 0 for the number 0, NaN if unknown
    // 0 unless an exponential is so large that its exponent has lost digits. Then all numbers that
    // come from that exponential have the same size, so that they can be compared. May be infinite.
    double size;
    double more; // a whole number
    unsigned long long digits[WIDE_LIMBS];
    mpfr_exp_t power;
};

// The range of MPFR's exponents that wide_begin found, for wide_end.
struct wide_range {
    mpfr_exp_t least, most;
};
struct wide_range wide_begin(void);
void wide_end(struct wide_range range);
void wide_forget(void);

struct wide wide_of(double value);             // in WIDE_BITS; unknown for NaN and infinities
struct wide wide_ratio(long over, long under); // over/under, in WIDE_BITS
struct wide wide_rounded(struct wide a, int bits);
double wide_value(struct wide a);               // the nearest double; may be 0 or infinite
bool wide_is_known(struct wide a);              // is not NaN
bool wide_is_zero(struct wide a);               // is exactly 0
bool wide_is_whole(struct wide a);              // is a whole number; false if unknown
bool wide_is_vast(struct wide a);               // is beyond 2^bits or, without digits, doubles
bool wide_is_double(struct wide a);             // is 0, or within the range of normal doubles
int wide_sign(struct wide a);                   // -1, 0 or 1; 0 if unknown
int wide_compare(struct wide a, struct wide b); // the sign of a - b; 0 if that is unknown

// Whether both agree to 60 bits, as results computed in different numbers of bits should. Numbers
// of 53 bits must be equal. False if one is unknown.
bool wide_agree(struct wide a, struct wide b);

struct wide wide_negate(struct wide a);
struct wide wide_add(struct wide a, struct wide b);
struct wide wide_subtract(struct wide a, struct wide b);
struct wide wide_multiply(struct wide a, struct wide b);
struct wide wide_divide(struct wide a, struct wide b); // unknown where b is 0

// a^b; 1 for b = 0. Unknown where a < 0 and b is not whole, or a = 0 and b < 0, or b is beyond
// doubles.
struct wide wide_power(struct wide a, struct wide b);

enum wide_function {
    WIDE_EXP,
    WIDE_EXPM1,
    WIDE_LOG,
    WIDE_LOG2,
    WIDE_LOG10,
    WIDE_LOG1P,
    WIDE_SQRT,
    WIDE_CBRT,
    WIDE_SIN,
    WIDE_COS,
    WIDE_TAN,
    WIDE_ASIN,
    WIDE_ACOS,
    WIDE_ATAN,
    WIDE_SINH,
    WIDE_COSH,
    WIDE_TANH,
    WIDE_SECH,
    WIDE_ASINH,
    WIDE_ACOSH,
    WIDE_ATANH,
    WIDE_ERF,
    WIDE_ERFC,
    WIDE_FLOOR,
    WIDE_CEIL,
};
// A function of `a`, as the C library has it (WIDE_SECH is 1/cosh); angles in radians. Unknown
// where the function is not defined, or infinite.
struct wide wide_apply(enum wide_function function, struct wide a);

struct wide wide_pi(int bits); // in 53 to WIDE_BITS bits

#endif
