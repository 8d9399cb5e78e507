// Jets: the value and the next derivatives of a function over sixteen intervals of x at once, each
// a pair of bounds that hold for every x of the interval. What automatic differentiation is to
// numbers, jets are to intervals; they prove what a curve does between two points.
//
//     struct jet *x = jet_variable(&jets, low, high, false);
//     struct jet *f = jet_multiply(&jets, x, jet_sigmoid(&jets, x));     // silu
//
// Single points within an interval do not count: x == 0 does not hold over [-1, 1], and the value
// of a function at a jump need not be within its bounds. An interval of one point is that point,
// with the derivatives of the branch that it belongs to.
//
// Coefficient k is the k-th derivative over k!. Jets live in a room that must be large enough for
// all of them; they are given back together.
//
// Beside a removable hole at `anchor` bounds alone would come to 0/0. Anchored jets know better:
// the last lane is the anchor alone, all others have it within them, and a function that is 0 there
// is (x - anchor) times a function whose coefficients are the next ones. So a jet may stand for (x
// - anchor)^-pole times its series, and what cancels at the anchor is divided out. A function
// counts as 0 there where nothing but rounding can tell it from 0. The anchor's lane stands for
// what lies next to the anchor on both sides.
#ifndef ACTSCOPE_ACTIVATION_ENCLOSURE_JET_H
#define ACTSCOPE_ACTIVATION_ENCLOSURE_JET_H

#include <stdbool.h>
#include <stddef.h>

#include "activation/arrays/jet_lanes.h"

enum {
    JET_ORDERS = 10,            // coefficients at most
    JET_ANCHOR = JET_LANES - 1, // the lane of the anchor
    JET_SMOOTH = 100,           // more derivatives than anybody asks for
};

// What may happen within a lane besides.
enum jet_doubt {
    JET_MAY_END = 1,     // it may be undefined somewhere
    JET_IS_EMPTY = 2,    // it is undefined everywhere
    JET_MAY_SCATTER = 4, // it may be defined at single points: (-2)^x at whole x
};

struct jet {
    int known;  // coefficients that are known; of the others nothing is
    int length; // those from here on are 0
    int pole;   // of anchored jets; those of functions (enclosure.h) have none
    // The derivatives that are continuous within a lane, the value included: -1 where the value may
    // jump, 0 where only the slope may, JET_SMOOTH where none does.
    signed char smooth[JET_LANES];
    unsigned char doubts[JET_LANES];
    double multiple;  // it is exactly so many times the variable; 0: that is not known
    unsigned made;    // the same function has the same number, as far as that is known
    bool never_rests; // it takes each value at single points only, by parts of a turn
    // Where exponentials leave the doubles, a lane stands for 2^powers times its bounds.
    bool is_wide; // whether any lane does
    int powers[JET_LANES];
    struct bounds *c;
};

// A direction of an angle: twelfths of pi, and so many hairs beyond. A hair is 2^-1000.
struct jet_direction {
    int twelfths, hairs;
};

// Where the argument of a sine or a tangent goes round within a lane, bounds can be had of parts of
// the turn alone: lane i holds only the x at which that argument's direction is within [from[i],
// to[i]]. So sines and cosines of one angle are known together, and each bounds hold a value that
// the function takes: there is an x of the lane with every direction. All lanes are the same
// interval of x, `width` wide. The argument is the first one that goes round a little more
// than once; others are known where they are whole multiples of it.
struct jet_turns {
    struct jet_direction from[JET_LANES], to[JET_LANES];
    double width;
    bool found;      // whether there is such an argument
    bool again;      // a divisor of it turned up: with that one more is known
    double rate;     // it changes by so much for 1 of x, at least
    double multiple; // which argument: as in struct jet
    unsigned made;
};

struct jets {
    const struct jet_table *table;
    int orders;                 // coefficients wanted
    const struct jet *anchored; // the variable of anchored jets; NULL for others
    struct jet_turns *turns;    // NULL for lanes of all directions; else jets are not anchored
    bool goes_round[JET_LANES]; // whether an angle may go round, where `turns` is of use
    unsigned made;
    char *room;
    size_t used, size; // bytes
};

// The room that one jet of so many orders takes, in bytes; and how many jets an operation, or a
// function of the catalogue, makes on its way at most.
size_t jet_size(int orders);
enum { JETS_FOR_ONE = 64 };

// Jets in `room` of `size` bytes, aligned to 64.
void jets_start(struct jets *jets, int orders, char *room, size_t size);

// Gives back what was made since `used` was this, but for `kept`, which moves there.
struct jet *jets_release(struct jets *jets, size_t used, struct jet *kept);

// Nothing is known of the first; the variable's lanes are [low, high]. Jets of an anchored
// variable, whose last lane is the anchor and lies within all others, are anchored from then on.
struct jet *jet_unknown(struct jets *jets);
struct jet *jet_constant(struct jets *jets, double value);
struct jet *jet_about(struct jets *jets, double value); // a number whose double that is: pi, 1/3
struct jet *jet_variable(struct jets *jets, const double low[JET_LANES],
                         const double high[JET_LANES], bool anchored);

struct jet *jet_add(struct jets *jets, const struct jet *a, const struct jet *b);
struct jet *jet_subtract(struct jets *jets, const struct jet *a, const struct jet *b);
struct jet *jet_multiply(struct jets *jets, const struct jet *a, const struct jet *b);
struct jet *jet_divide(struct jets *jets, const struct jet *a, const struct jet *b);
struct jet *jet_scale(struct jets *jets, const struct jet *a, double factor); // a finite one
struct jet *jet_offset(struct jets *jets, const struct jet *a, double offset);
struct jet *jet_square(struct jets *jets, const struct jet *a);
struct jet *jet_power(struct jets *jets, const struct jet *a, double exponent);
struct jet *jet_power_of(struct jets *jets, const struct jet *a, const struct jet *b);

struct jet *jet_exp(struct jets *jets, const struct jet *a);
struct jet *jet_expm1(struct jets *jets, const struct jet *a);

// The same, and powers by a number, as wide jets where they are far out. Sums, products, quotients
// and multiples keep these as they are; whatever else is done with them brings them back to doubles
// first. A lane's bounds do not depend on the other lanes.
struct jet *jet_exp_wide(struct jets *jets, const struct jet *a);
struct jet *jet_sinh_wide(struct jets *jets, const struct jet *a);
struct jet *jet_cosh_wide(struct jets *jets, const struct jet *a);
struct jet *jet_power_wide(struct jets *jets, const struct jet *a, double exponent);

// top/cosh(a)^exponent, given as it comes from a division: better in lanes where cosh overflows.
struct jet *jet_over_cosh(struct jets *jets, const struct jet *top, const struct jet *a,
                          double exponent, const struct jet *plain);
struct jet *jet_log(struct jets *jets, const struct jet *a);
struct jet *jet_log1p(struct jets *jets, const struct jet *a);
struct jet *jet_sqrt(struct jets *jets, const struct jet *a);
struct jet *jet_cbrt(struct jets *jets, const struct jet *a);
struct jet *jet_hypot(struct jets *jets, const struct jet *a, const struct jet *b);
// sqrt(alpha a^2 + beta) of positive alpha and beta, and a over it.
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
struct jet *jet_normal(struct jets *jets, const struct jet *a);   // of the normal distribution

// Conditions are 1, 0 or, where that is not known, between. Any number but 0 counts as true, and so
// does what is not defined; a comparison does not hold where a side is not defined.
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

// The derivative of that order, as a jet of fewer orders: as many fewer.
struct jet *jet_derivative(struct jets *jets, const struct jet *a, int order);

// Coefficient k of the series, also where it is 0 or not known.
struct bounds jet_coefficient(const struct jet *a, int k);

// g(a), from the jet of g over the bounds of a's value. Where `a` may rest at an end of these, they
// must be wider, as single points of g do count there.
struct jet *jet_compose(struct jets *jets, const struct jet *g, const struct jet *a);

#endif
