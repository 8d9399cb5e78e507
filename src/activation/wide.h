// Numbers with an exponent of their own, far beyond that of doubles, so that e^800/(1 + e^800) has
// a value: part * 2^power. The precision is that of doubles.
//
// A number that is not known has the part NaN: 0/0, logarithms of what is not positive, and what is
// lost where exponents of more than 2^52 nearly cancel. What is too great for these exponents, as
// e^e^800 is, has the part inf or -inf: a number still, of which no more is known than that it is
// beyond all others. Infinities there are none.
#ifndef ACTSCOPE_ACTIVATION_WIDE_H
#define ACTSCOPE_ACTIVATION_WIDE_H

#include <stdbool.h>

struct wide {
    double part;  // between 2^-300 and 2^300 in size, or 0, NaN or infinite
    double power; // whole; 0 where the part is 0 or infinite
};

struct wide wide_of(double value);  // NaN of an infinity
double wide_value(struct wide a);   // rounded, so that it may be 0, subnormal or infinite
bool wide_is_known(struct wide a);  // is a number, or beyond all others
bool wide_is_zero(struct wide a);   // exactly 0
bool wide_is_double(struct wide a); // is 0, or a double of full precision
int wide_compare(struct wide a, struct wide b); // -1, 0 or 1; 0, too, where one is not known

struct wide wide_negate(struct wide a);
struct wide wide_add(struct wide a, struct wide b);
struct wide wide_subtract(struct wide a, struct wide b);
struct wide wide_multiply(struct wide a, struct wide b);
struct wide wide_divide(struct wide a, struct wide b); // NaN where b is 0, or beyond all others

// a^exponent for a > 0, or whole exponents; 0 where a is 0 and the exponent above it.
struct wide wide_power(struct wide a, double exponent);
struct wide wide_exp(struct wide a);
double wide_log(struct wide a);

// erfc(a) for a >= 1, and e^(-a²), whose a² is rounded as doubles do that, so that the product of
// erfc(x) and exp(x^2) has no more than rounding errors.
struct wide wide_erfc(struct wide a);
struct wide wide_bell(struct wide a);

#endif
