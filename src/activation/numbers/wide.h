// Numbers with exponents far beyond those of doubles, so that e^800/(1 + e^800) has a value, and
// with as many bits as wanted: 53, which are fast, or up to 320, by MPFR, which keep what cancels
// in doubles. They are values that are passed and copied; nothing is allocated for them that
// outlives a call. What is computed of two numbers has the fewer bits of theirs.
//
// A number of 53 bits, and every other one from 2^(2^62) on, is a part times a power of two whose
// exponent is a double: e^1e20 is about 2^1.44e20, and e^1e20/(1 + e^1e20) is 1. Of what is still
// further out, as e^e^800 is, only the sign is known.
//
// A number that is not known is NaN: 0/0, logarithms of what is not positive, infinite values of
// functions, differences of sizes that doubles cannot tell apart. Infinities there are none.
//
// More than 53 bits are for between wide_begin and wide_end, where MPFR has its widest range of
// exponents. What it keeps for the thread, wide_forget frees.
#ifndef ACTSCOPE_ACTIVATION_NUMBERS_WIDE_H
#define ACTSCOPE_ACTIVATION_NUMBERS_WIDE_H

#include <mpfr.h>
#include <stdbool.h>

enum { WIDE_BITS_LEAST = 53, WIDE_BITS = 320, WIDE_LIMBS = WIDE_BITS / 64 };

struct wide {
    int bits;
    bool has_digits; // else it is part * 2^(size + more)
    double part;     // 0 for the number 0, NaN for what is not known
    double size;     // the same for all that one exponential makes; infinite where that overflows
    double more;     // whole
    unsigned long long digits[WIDE_LIMBS]; // for MPFR
    mpfr_exp_t power;
};

// The range of exponents that the caller had.
struct wide_range {
    mpfr_exp_t least, most;
};
struct wide_range wide_begin(void);
void wide_end(struct wide_range range);
void wide_forget(void);

struct wide wide_of(double value);             // WIDE_BITS; NaN of an infinity
struct wide wide_ratio(long over, long under); // their quotient, in WIDE_BITS
struct wide wide_rounded(struct wide a, int bits);
double wide_value(struct wide a); // rounded, so that it may be 0, subnormal or infinite
bool wide_is_known(struct wide a);
bool wide_is_zero(struct wide a);               // exactly 0
bool wide_is_whole(struct wide a);              // has nothing after the point; false for NaN
bool wide_is_vast(struct wide a);               // has lost what was after the point
bool wide_is_double(struct wide a);             // is 0, or a double of full precision, rounded
int wide_sign(struct wide a);                   // -1, 0 or 1; 0 for NaN
int wide_compare(struct wide a, struct wide b); // -1, 0 or 1; 0, too, where one is not known

// Whether both are the same but for the last bits of the one of fewer.
bool wide_agree(struct wide a, struct wide b);

struct wide wide_negate(struct wide a);
struct wide wide_add(struct wide a, struct wide b);
struct wide wide_subtract(struct wide a, struct wide b);
struct wide wide_multiply(struct wide a, struct wide b);
struct wide wide_divide(struct wide a, struct wide b); // NaN where b is 0

// a^b for a > 0, or whole b; 0 where a is 0 and b above it.
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
struct wide wide_apply(enum wide_function function, struct wide a);

struct wide wide_pi(int bits);

#endif
