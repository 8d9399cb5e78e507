// Jets: bounds of a function's value and derivatives over sixteen intervals of x at once. They
// prove what a curve does between two points: automatic differentiation gives derivatives at one x,
// jets give bounds of them that hold for every x of an interval.
//
//     struct jet *x = jet_variable(&jets, low, high, false);
//     struct jet *f = jet_multiply(&jets, x, jet_sigmoid(&jets, x));     // silu
//
// Each of the sixteen intervals is a lane. Coefficient k of a jet is the k-th derivative by x
// divided by k!, as in a Taylor series. Functions of jets follow from differential equations, as
// (e^a)' = e^a a' (A. Griewank and A. Walther, Evaluating Derivatives, 2008, chapter 13), in
// interval arithmetic that rounds outwards (arrays/jet_lanes.h).
//
// The bounds may be wrong at single points of a lane: over [-1, 1] the condition x == 0 is false,
// and at a jump the function's value may lie outside its bounds. If a lane is one point, the bounds
// are right there; the derivatives are those of the branch to which the point belongs.
//
// A function takes jets of the same `jets` and returns a new jet in the memory given to jets_start;
// all end with that memory. No jet may be NULL. A function has no way to fail: where nothing can be
// proven, bounds are infinite, or fewer coefficients are known. If the memory is too small, the
// program aborts; JETS_FOR_ONE tells how much is needed.
//
// Anchored jets prove what happens beside a removable hole, as that of sin(x)/x at 0, where bounds
// alone would come to 0/0. The place of the hole is the anchor. The last lane holds only the
// anchor, and every other lane contains it. A function a that is 0 at the anchor is (x - anchor) g,
// and coefficient k + 1 of a bounds coefficient k of g: so both sides of a quotient can be divided
// by x - anchor. A jet therefore stands for (x - anchor)^-pole times its series. A function counts
// as 0 at the anchor if its bounds there contain 0 and are no wider than rounding makes them. The
// bounds in the anchor's lane hold next to the anchor, on both sides of it.
#ifndef ACTSCOPE_ACTIVATION_ENCLOSURE_JET_H
#define ACTSCOPE_ACTIVATION_ENCLOSURE_JET_H

#include <stdbool.h>
#include <stddef.h>

#include "activation/arrays/jet_lanes.h"

enum {
    JET_ORDERS = 10,            // the most coefficients of a jet, the value included
    JET_ANCHOR = JET_LANES - 1, // the lane of the anchor
    JET_SMOOTH = 100,           // `smooth` of a function without jumps and kinks
};

// Where in a lane a function may lack a value; the bits of jet.doubts.
enum jet_doubt {
    JET_MAY_END = 1,     // the function may be undefined somewhere in the lane
    JET_IS_EMPTY = 2,    // the function is undefined all over the lane
    JET_MAY_SCATTER = 4, // the function may have values at single points only: (-2)^x at whole x
};

struct jet {
    int known;  // coefficients known; nothing is known of c[known] and higher
    int length; // coefficients stored; c[length] to c[known - 1] are 0
    int pole;   // of anchored jets, see above; 0 for the jets that enclosure.h returns
    // The highest derivative that is continuous in a lane: 0 if the value is continuous but its
    // slope may jump, -1 if the value may jump, JET_SMOOTH if all derivatives are continuous.
    signed char smooth[JET_LANES];
    unsigned char doubts[JET_LANES]; // of enum jet_doubt
    double multiple;  // the function is exactly `multiple` times the variable; 0 if not known
    unsigned made;    // two jets with the same number are the same function
    bool never_rests; // the function is constant on no stretch: a sine bounded by parts of a turn
    // Exponentials outgrow doubles: lane i stands for 2^powers[i] times its bounds.
    bool is_wide; // whether any of the powers may differ from 0
    int powers[JET_LANES];
    struct bounds *c; // the coefficients
};

// A direction of an angle in radians: twelfths * pi/12 + hairs * 2^-1000. Hairs tell next to a
// direction from exactly at it: a tangent is infinite at 6 twelfths, but not a hair beside them.
struct jet_direction {
    int twelfths, hairs;
};

// Where the argument of a sine or tangent (the angle) takes more than a whole turn within a lane,
// bounds over the lane say only that the sine is within [-1, 1]. With turns, lane i stands for only
// those x of its interval at which the angle's direction is within [from[i], to[i]]. Then the sine
// and the cosine of the same angle are bounded together; and since the angle takes every direction
// in the interval, the function does take values within the bounds of each lane. The caller makes
// all lanes intervals of `width`. The angle is the first argument that is proven to go round once
// in them; directions of other arguments are known if these are whole multiples of it.
struct jet_turns {
    struct jet_direction from[JET_LANES], to[JET_LANES];
    double width;    // in units of x
    bool found;      // set where such an angle was met; the caller clears it before
    bool again;      // set where another angle was chosen, of which this one is a multiple: the
                     // caller clears it and computes the function again, to bound more by it
    double rate;     // the angle changes by at least this many radians per unit of x
    double multiple; // which angle: `multiple` and `made` of its jet; made is 0 before one is found
    unsigned made;
};

// The memory of jets, and what they have in common. Only jets_start makes one.
struct jets {
    const struct jet_table *table; // interval arithmetic for this CPU
    int orders;                    // coefficients wanted, from 1 to JET_ORDERS
    const struct jet *anchored;    // the variable of anchored jets; NULL for others
    struct jet_turns *turns;       // NULL except for parts of a turn; then jets are not anchored
    bool goes_round[JET_LANES];    // whether an angle's bounds span more than a turn: `turns` helps
    unsigned made;                 // the greatest jet.made so far
    char *room;
    size_t used, size; // bytes
};

// The bytes that one jet of `orders` coefficients takes.
size_t jet_size(int orders);

// The most jets that one operation, or one function of the catalogue, makes on its way.
enum { JETS_FOR_ONE = 64 };

// Starts jets of `orders` coefficients (at most JET_ORDERS) in the memory `room` of `size` bytes,
// which is aligned to 64 bytes and must outlive them.
void jets_start(struct jets *jets, int orders, char *room, size_t size);

// Frees the jets made since jets->used was `used`, except `kept`, which moves to the start of the
// freed memory if it was one of them. Returns where `kept` is then.
struct jet *jets_release(struct jets *jets, size_t used, struct jet *kept);

// A function of which nothing is known.
struct jet *jet_unknown(struct jets *jets);

// A constant. An infinite value counts as a number of unknown size that may be undefined, NaN as
// undefined everywhere.
struct jet *jet_constant(struct jets *jets, double value);

// A number that is not a double, as pi or 1/3, from the double nearest to it.
struct jet *jet_about(struct jets *jets, double value);

// The variable x, whose lane i is [low[i], high[i]], low[i] <= high[i]. With `anchored` this and
// all jets made later are anchored: then the last lane is the anchor and lies within all others.
struct jet *jet_variable(struct jets *jets, const double low[JET_LANES],
                         const double high[JET_LANES], bool anchored);

// Arithmetic. A quotient is undefined where b is 0; a removable hole is found only by anchored
// jets.
struct jet *jet_add(struct jets *jets, const struct jet *a, const struct jet *b);
struct jet *jet_subtract(struct jets *jets, const struct jet *a, const struct jet *b);
struct jet *jet_multiply(struct jets *jets, const struct jet *a, const struct jet *b);
struct jet *jet_divide(struct jets *jets, const struct jet *a, const struct jet *b);
struct jet *jet_scale(struct jets *jets, const struct jet *a, double factor);  // factor is finite
struct jet *jet_offset(struct jets *jets, const struct jet *a, double offset); // a + offset
struct jet *jet_square(struct jets *jets, const struct jet *a);

// a^exponent. Where a may be negative and the exponent is not whole, the power is undefined.
// Unknown for an exponent of 2^52 and more, and for a whole one from 1024 on where jets are
// anchored.
struct jet *jet_power(struct jets *jets, const struct jet *a, double exponent);

// a^b as e^(b ln a), defined where a > 0. JET_MAY_SCATTER is set where a may be negative and b a
// whole number.
struct jet *jet_power_of(struct jets *jets, const struct jet *a, const struct jet *b);

// Functions as the C library has them, of radians where they take or return angles. Where an
// argument leaves a function's domain, its lane gets JET_MAY_END or JET_IS_EMPTY.
struct jet *jet_exp(struct jets *jets, const struct jet *a);
struct jet *jet_expm1(struct jets *jets, const struct jet *a);

// The same functions as wide jets (is_wide) where their values are very large or small, so that
// e^800/(1 + e^800) has bounds. Sums, products, quotients and multiples of wide jets are wide jets;
// any other function turns its argument into doubles first, where it may overflow or vanish. A
// lane's bounds do not depend on the other lanes.
struct jet *jet_exp_wide(struct jets *jets, const struct jet *a);
struct jet *jet_sinh_wide(struct jets *jets, const struct jet *a);
struct jet *jet_cosh_wide(struct jets *jets, const struct jet *a);
struct jet *jet_power_wide(struct jets *jets, const struct jet *a, double exponent);

// top/cosh(a)^exponent, exponent > 0, for `plain`, the same function as a division computes it:
// with bounds better than those of `plain` in lanes where cosh overflows.
struct jet *jet_over_cosh(struct jets *jets, const struct jet *top, const struct jet *a,
                          double exponent, const struct jet *plain);
struct jet *jet_log(struct jets *jets, const struct jet *a);
struct jet *jet_log1p(struct jets *jets, const struct jet *a);
struct jet *jet_sqrt(struct jets *jets, const struct jet *a);
struct jet *jet_cbrt(struct jets *jets, const struct jet *a);
struct jet *jet_hypot(struct jets *jets, const struct jet *a, const struct jet *b);
// sqrt(alpha a^2 + beta) for alpha > 0 and beta > 0; sets *ratio to a divided by that.
struct jet *jet_root(struct jets *jets, const struct jet *a, double alpha, double beta,
                     struct jet **ratio);
struct jet *jet_sin(struct jets *jets, const struct jet *a);
struct jet *jet_cos(struct jets *jets, const struct jet *a);
struct jet *jet_sinc(struct jets *jets, const struct jet *a); // sin(a)/a
struct jet *jet_tan(struct jets *jets, const struct jet *a);
struct jet *jet_asin(struct jets *jets, const struct jet *a);
struct jet *jet_acos(struct jets *jets, const struct jet *a);
struct jet *jet_atan(struct jets *jets, const struct jet *a);
struct jet *jet_sinh(struct jets *jets, const struct jet *a);
struct jet *jet_cosh(struct jets *jets, const struct jet *a);
struct jet *jet_asinh(struct jets *jets, const struct jet *a);
struct jet *jet_acosh(struct jets *jets, const struct jet *a);
struct jet *jet_atanh(struct jets *jets, const struct jet *a);
struct jet *jet_erf(struct jets *jets, const struct jet *a);
struct jet *jet_erfc(struct jets *jets, const struct jet *a);
struct jet *jet_sigmoid(struct jets *jets, const struct jet *a);
struct jet *jet_tanh(struct jets *jets, const struct jet *a);
struct jet *jet_softplus(struct jets *jets, const struct jet *a); // ln(1 + e^a)
struct jet *jet_normal(struct jets *jets, const struct jet *a);   // (1 + erf(a/sqrt(2)))/2

// Conditions are jets whose value is [1, 1] where the condition holds, [0, 0] where it does not and
// [0, 1] where neither is proven. As a condition any number but 0 is true, and so is a value that
// is not defined (NaN); a comparison is false where one of its sides is not defined.
enum jet_relation { JET_LESS, JET_LESS_EQUAL, JET_EQUAL };
struct jet *jet_compare(struct jets *jets, enum jet_relation relation, const struct jet *a,
                        const struct jet *b);
struct jet *jet_not(struct jets *jets, const struct jet *a);
struct jet *jet_and(struct jets *jets, const struct jet *a, const struct jet *b);
struct jet *jet_or(struct jets *jets, const struct jet *a, const struct jet *b);
struct jet *jet_if(struct jets *jets, const struct jet *condition, const struct jet *a,
                   const struct jet *b);
struct jet *jet_min(struct jets *jets, const struct jet *a, const struct jet *b);
struct jet *jet_max(struct jets *jets, const struct jet *a, const struct jet *b);
struct jet *jet_abs(struct jets *jets, const struct jet *a);
struct jet *jet_sign(struct jets *jets, const struct jet *a);
struct jet *jet_floor(struct jets *jets, const struct jet *a);

// The derivative of that order by x; `order` fewer of its coefficients are known than of a's.
struct jet *jet_derivative(struct jets *jets, const struct jet *a, int order);

// Bounds of coefficient k: [0, 0] if it is not stored, infinite if it is not known.
struct bounds jet_coefficient(const struct jet *a, int k);

// g(a) from the jet of g, whose lanes are the bounds of a's value. If `a` may be constant at an end
// of them, g's lanes must reach beyond that end: bounds do not hold at single points of g, but such
// an `a` stays at one.
struct jet *jet_compose(struct jets *jets, const struct jet *g, const struct jet *a);

#endif
