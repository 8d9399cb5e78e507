// Helpers for computing with jets, which are bounds of Taylor coefficients over sixteen intervals
// of x at once, the lanes (see jet.h). For the files of this room and for expression/enclose.c.
//
// A function that returns a jet takes the memory from `jets`, except that those that return a
// `const struct jet *` may return their argument. Coefficient k, c[k], is the k-th derivative by x
// over k!. No pointer may be NULL where nothing else is said.
#ifndef ACTSCOPE_ACTIVATION_ENCLOSURE_PART_H
#define ACTSCOPE_ACTIVATION_ENCLOSURE_PART_H

#include "activation/enclosure/jet.h"

#include <float.h>
#include <math.h>

// The results of libm and of vector.h are within VALUE_DIGITS times their size plus VALUE_LEAST of
// the exact ones: eight units in the last place, the second for subnormal results.
#define VALUE_DIGITS (8 * DBL_EPSILON)
#define VALUE_LEAST  (8 * DBL_TRUE_MIN)

// The lower and the upper bound of an exact result for which libm returned y. An infinite y came
// from an overflow, so the exact result may be any number beyond DBL_MAX.
static inline double value_below(double y)
{
    return y > DBL_MAX ? DBL_MAX : y - fabs(y) * VALUE_DIGITS - VALUE_LEAST;
}

static inline double value_above(double y)
{
    return y < -DBL_MAX ? -DBL_MAX : y + fabs(y) * VALUE_DIGITS + VALUE_LEAST;
}

// Bounds of the value of `a`: its first coefficient.
static inline struct bounds jet_value(const struct jet *a)
{
    return jet_coefficient(a, 0);
}

// A jet of the function 0: none of its coefficients is stored, jets->orders of them are known. The
// caller may store them in c[] and set `length`. Aborts where the memory of `jets` is too small.
struct jet *jet_new(struct jets *jets);

// Like jet_new, but for a function of `a` and `b` (`b` may be NULL): the jet takes over where these
// may jump or end, and knows no more orders than either of them.
struct jet *jet_from(struct jets *jets, const struct jet *a, const struct jet *b);

// A copy of `a` with memory of its own.
struct jet *jet_copy(struct jets *jets, const struct jet *a);

// Like jet_from for a function of `a` alone, with `length` set: 1 if `a` is constant, else as many
// coefficients as are known. The caller has to set all of c[0] to c[length - 1].
struct jet *jet_start(struct jets *jets, const struct jet *a);

// The jet of 1.
static inline struct jet *jet_one(struct jets *jets)
{
    return jet_constant(jets, 1);
}

static inline int lesser(int a, int b)
{
    return a < b ? a : b;
}

static inline int greater(int a, int b)
{
    return a > b ? a : b;
}

// Sets the bounds to low and high in all lanes.
void bounds_fill(struct bounds *bounds, double low, double high);

// Whether the bounds contain a value in one lane, ends included.
static inline bool bounds_hold(const struct bounds *bounds, int lane, double value)
{
    return bounds->low[lane] <= value && bounds->high[lane] >= value;
}

// Whether the lane is the anchor of anchored jets. Its bounds hold on both sides of the anchor, so
// that [0, 1] does not mean positive there: the function may change its sign at the anchor.
static inline bool jet_is_anchor(const struct jets *jets, int lane)
{
    return jets->anchored != NULL && lane == JET_ANCHOR;
}

// Whether the function is proven to be constant on no stretch of the lane: its slope has one sign,
// or is 0 at single points only. Then it takes a value at an end of its bounds at single points
// only, where bounds need not hold. False for the anchor's lane.
bool jet_moves(const struct jets *jets, const struct jet *a, int lane);

// a/b as if jets were not anchored: nothing is divided out, and lanes where b may be 0 have
// infinite bounds on one side or both.
struct jet *jet_quotient(struct jets *jets, const struct jet *a, const struct jet *b);

// Notes in `out`, a quotient by b, that it may be undefined and jump in the lanes where b may be 0.
// A lane is left alone if b is 0 only at its end, as 1/x over [0, 1].
void jet_doubt_quotient(const struct jets *jets, struct jet *out, const struct jet *b);

// Stores coefficients that are 0 and were not stored, until n of them are, or all that are known.
void jet_lengthen(struct jet *a, int n);

// Makes the bounds of the stored coefficients `first` and higher infinite in one lane. Call
// jet_lengthen before, to reach those that are not stored.
void jet_forget(struct jet *a, int lane, int first);

// Makes the bounds of derivatives that are not continuous infinite in the anchor's lane: they were
// computed for the branch on one side of the anchor, but have to hold on both.
void jet_forget_kinks(struct jet *a);

// The greatest power of two, up or down, that a lane of a wide jet may have; beyond, its bounds
// become infinite.
enum { JET_POWER_MOST = 1 << 24 };

// The function `a`, whose lane i stands for 2^powers[i] times its bounds. powers has JET_LANES
// elements.
const struct jet *jet_with_powers(struct jets *jets, const struct jet *a, const int *powers);

// The function `a` without powers of two. Values too large for doubles have DBL_MAX as their lower
// bound and no upper bound, or the other way round.
const struct jet *jet_settled(struct jets *jets, const struct jet *a);

// Sets powers[JET_LANES] to those with which `a` and b can be added: the greater of both in each
// lane, or that of the other function where one is 0 all over the lane.
void jet_common_powers(const struct jet *a, const struct jet *b, int *powers);

// Sets the powers of `out`, of which the bounds are computed already: those of the product a b
// (sign 1) or of the quotient a/b (sign -1).
void jet_set_powers(struct jet *out, const struct jet *a, const struct jet *b, int sign);

// The function `a` as a jet without powers of two and with pole 0, as all functions but arithmetic
// need it. Unknown if the pole of an anchored jet cannot be divided out.
const struct jet *jet_level(struct jets *jets, const struct jet *a);

// Sets *out to coefficient k > 0 of the function F with F' = a' factor, where `factor` is a series
// of `length` coefficients: (1 a[1] factor[k-1] + … + k a[k] factor[0])/k. So F = e^a has the
// factor F, of which the first k coefficients are enough.
void jet_slope_term(const struct jets *jets, const struct jet *a, const struct bounds *factor,
                    int length, int k, struct bounds *out);

// The function F with F' = a' factor and the bounds `value` of F itself, by jet_slope_term: for the
// logarithm of `a` the factor is 1/a.
struct jet *jet_integral(struct jets *jets, const struct jet *a, const struct jet *factor,
                         const struct bounds *value);

// Bounds of the sine and the cosine of the angle `a`, in radians, from the directions in
// jets->turns. False, with the bounds unset, where jets->turns is NULL or nothing is known of a's
// directions.
bool jet_waves_by_direction(struct jets *jets, const struct jet *a, struct bounds *sine,
                            struct bounds *cosine);

// Likewise of the tangent; infinite on both sides if it has a pole between the directions.
bool jet_tangent_by_direction(struct jets *jets, const struct jet *a, struct bounds *tangent);

#endif
