// Powers of two of a wide jet's lanes, whose values may lie beyond the range of doubles. The
// functions are explained in part.h.
#include "activation/enclosure/part.h"

#include <float.h>

enum { SHIFT_MOST = 4000 }; // any double times 2^4000 overflows, and times 2^-4000 it is 0

// A lower bound of low 2^shift.
static double shifted_low(double low, int shift)
{
    double y = ldexp(low, shift);
    bool is_rounded = fabs(y) < DBL_MIN && low != 0;
    return y == HUGE_VAL ? DBL_MAX : is_rounded ? nextafter(y, -HUGE_VAL) : y;
}

// Multiplies a lane's bounds by 2^shift, rounding outwards.
static void shift_lane(struct jet *a, int lane, int shift)
{
    if (shift == 0)
        return;
    for (int k = 0; k < a->length; k++) {
        a->c[k].low[lane] = shifted_low(a->c[k].low[lane], shift);
        a->c[k].high[lane] = -shifted_low(-a->c[k].high[lane], shift);
    }
}

// Whether the function is proven to be 0 all over the lane.
static bool is_zero_lane(const struct jet *a, int lane)
{
    for (int k = 0; k < a->length; k++)
        if (a->c[k].low[lane] != 0 || a->c[k].high[lane] != 0)
            return false;
    return a->known > 0;
}

const struct jet *jet_with_powers(struct jets *jets, const struct jet *a, const int *powers)
{
    struct jet *out = jet_copy(jets, a);
    for (int i = 0; i < JET_LANES; i++) {
        int shift = a->powers[i] - powers[i];
        shift_lane(out, i,
                   shift < -SHIFT_MOST  ? -SHIFT_MOST
                   : shift > SHIFT_MOST ? SHIFT_MOST
                                        : shift);
        out->powers[i] = powers[i];
    }
    return out;
}

const struct jet *jet_settled(struct jets *jets, const struct jet *a)
{
    static const int none[JET_LANES];
    if (!a->is_wide)
        return a;
    struct jet *out = jet_copy(jets, jet_with_powers(jets, a, none));
    out->is_wide = false;
    return out;
}

void jet_common_powers(const struct jet *a, const struct jet *b, int *powers)
{
    for (int i = 0; i < JET_LANES; i++) {
        int p = a->powers[i], q = b->powers[i];
        powers[i] = is_zero_lane(a, i) ? q : is_zero_lane(b, i) ? p : greater(p, q);
    }
}

void jet_set_powers(struct jet *out, const struct jet *a, const struct jet *b, int sign)
{
    out->is_wide = a->is_wide || b->is_wide;
    for (int i = 0; i < JET_LANES && out->is_wide; i++) {
        int power = a->powers[i] + sign * b->powers[i];
        bool is_far = power > JET_POWER_MOST || power < -JET_POWER_MOST;
        out->powers[i] = is_far ? 0 : power;
        if (!is_far)
            continue;
        jet_lengthen(out, out->known);
        jet_forget(out, i, 0);
    }
}
