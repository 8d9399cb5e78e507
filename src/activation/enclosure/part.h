// Helpers for computing with jets, which are bounds of Taylor coefficients over several intervals
// at once, the lanes (see jet.h). Only the files of this folder may use them. A function that
// returns a jet takes its memory from `jets`.
#ifndef ACTSCOPE_ACTIVATION_ENCLOSURE_PART_H
#define ACTSCOPE_ACTIVATION_ENCLOSURE_PART_H

#include "activation/enclosure/jet.h"

#include <float.h>
#include <math.h>

// libm and the functions of vector.h are within eight units of the last digit.
#define VALUE_DIGITS (8 * DBL_EPSILON)
#define VALUE_LEAST  (8 * DBL_TRUE_MIN)

// Bounds of the exact result of which libm returned y. An infinite y came from an overflow, so the
// exact result may be any number beyond DBL_MAX.
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

// A jet without coefficients, known to `jets->orders`; aborts where the room is short, which the
// caller has to see to.
struct jet *jet_new(struct jets *jets);

// Like jet_new, but for a function of `a` and `b` (`b` may be NULL): the jet takes over where these
// may jump or end, and knows no more orders than either of them.
struct jet *jet_from(struct jets *jets, const struct jet *a, const struct jet *b);

// A copy of `a` with memory of its own.
struct jet *jet_copy(struct jets *jets, const struct jet *a);

// A jet for a function of `a`: its first coefficient is to be set, the others are 0 where a rests.
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

// Whether the lane is the anchor of anchored jets: it stands for what is next to it on both sides,
// so that bounds that touch 0 there say nothing of a sign.
static inline bool jet_is_anchor(const struct jets *jets, int lane)
{
    return jets->anchored != NULL && lane == JET_ANCHOR;
}

// Whether the slope has one sign all over a lane, or is 0 at single points only: a value at an end
// of its bounds is then that of single points, which do not count.
bool jet_moves(const struct jets *jets, const struct jet *a, int lane);

// a/b, without bounds where b may be 0, anchored or not.
struct jet *jet_quotient(struct jets *jets, const struct jet *a, const struct jet *b);

// Where b may be 0 within a lane, and not only at an end of it, a quotient by b may jump from one
// infinity to the other.
void jet_doubt_quotient(const struct jets *jets, struct jet *out, const struct jet *b);

// Coefficients beyond a->length are 0 and are not stored. Stores them, until there are n or as many
// as are known.
void jet_lengthen(struct jet *a, int n);

// Makes the bounds of coefficients `first` and higher infinite in one lane, as nothing is known
// there.
void jet_forget(struct jet *a, int lane, int first);

// The anchor alone knows nothing of what bends there: takes away its bounds of derivatives that are
// not continuous.
void jet_forget_kinks(struct jet *a);

enum { JET_POWER_MOST = 1 << 24 }; // of a lane: beyond this nothing is known

// Wide jets (jet.h): the same function with these powers of two; with none; the greater powers of
// two functions, where they are not 0; and those of a product (sign 1) or a quotient (-1), which
// are set.
const struct jet *jet_with_powers(struct jets *jets, const struct jet *a, const int *powers);
const struct jet *jet_settled(struct jets *jets, const struct jet *a);
void jet_common_powers(const struct jet *a, const struct jet *b, int *powers);
void jet_set_powers(struct jet *out, const struct jet *a, const struct jet *b, int sign);

// The same function in doubles, without a pole or a root divided out, for what is not arithmetic;
// unknown where there is a pole.
const struct jet *jet_level(struct jets *jets, const struct jet *a);

// Coefficient k > 0 of what has the slope a' times a series of `length` coefficients.
void jet_slope_term(const struct jets *jets, const struct jet *a, const struct bounds *factor,
                    int length, int k, struct bounds *out);

// Bounds of the sine and the cosine of `a`; and of its tangent, where they are infinite on both
// sides if it has a pole within a lane. By directions where they are asked for; false where the
// angle is not one of those.
bool jet_waves_by_direction(struct jets *jets, const struct jet *a, struct bounds *sine,
                            struct bounds *cosine);
bool jet_tangent_by_direction(struct jets *jets, const struct jet *a, struct bounds *tangent);

// The jet with the value `value` and that slope.
struct jet *jet_integral(struct jets *jets, const struct jet *a, const struct jet *factor,
                         const struct bounds *value);

#endif
