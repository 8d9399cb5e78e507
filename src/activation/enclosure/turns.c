// Bounds of sines, cosines and tangents whose angle is within given directions (struct jet_turns in
// jet.h): first whether the directions of an argument are known, then the bounds.
#include "activation/enclosure/part.h"

#include <float.h>
#include <stdlib.h>

enum {
    TURN = 24,     // a whole turn, in units of pi/12
    QUARTER = 6,   // a quarter of a turn
    TIMES_MAX = 8, // the greatest multiple of the chosen angle of which directions are known
};

#define HAIR  0x1p-1000 // radians
#define ROUND 6.9       // radians, 2 pi and some: so long an interval holds every direction

// --- which angle ---

// The least slope of the angle, in radians per unit of x; 0 where it may turn back, jump or be
// undefined. While there are turns, all lanes are the same interval of x: lane 0 tells for all.
static double rate_of(const struct jet *a)
{
    if (a->doubts[0] != 0 || a->smooth[0] < 1 || a->length < 2)
        return 0;
    return fmax(0, fmax(a->c[1].low[0], -a->c[1].high[0]));
}

static bool is_whole(double ratio)
{
    return ratio == rint(ratio) && fabs(ratio) >= 1 && fabs(ratio) <= TIMES_MAX;
}

// Makes `a` the angle whose directions the lanes stand for.
static void choose(struct jet_turns *turns, const struct jet *a)
{
    turns->multiple = a->multiple;
    turns->made = a->made;
}

// The whole number n for which a = n angle, with the chosen angle; 0 if there is none. If the angle
// is a multiple of `a` instead, and `a` goes round too, `a` becomes the angle for the next
// computation (`again`).
static int times_of(struct jet_turns *turns, const struct jet *a)
{
    if (turns->made == a->made)
        return 1;
    if (a->multiple == 0 || turns->multiple == 0)
        return 0;
    double times = a->multiple / turns->multiple;
    bool is_exact = times * turns->multiple == a->multiple;
    if (is_exact && is_whole(times))
        return (int)times;
    if (!is_whole(turns->multiple / a->multiple) || rate_of(a) * turns->width < ROUND)
        return 0;
    choose(turns, a);
    turns->again = true;
    return 0;
}

// The same number, after an `a` that goes round has become the angle if there was none. 0 if `a` is
// the angle, but does not go round in these lanes.
static int times_round(struct jets *jets, const struct jet *a)
{
    struct jet_turns *turns = jets->turns;
    double rate = rate_of(a);
    bool goes_round = rate * turns->width >= ROUND;
    if (turns->made == 0 && goes_round)
        choose(turns, a);
    int times = turns->made != 0 ? times_of(turns, a) : 0;
    if (times == 1 && !goes_round)
        return 0;
    if (times == 1) {
        turns->found = true;
        turns->rate = rate;
    }
    return times;
}

// --- bounds ---

struct range {
    double low, high;
};

#define DIGIT 0x1p-53 // the table of sines is at least so exact

// Bounds of the sine of n hairs.
static struct range sine_of_hairs(int n)
{
    double value = n * HAIR;
    return (struct range){value - fabs(value) * DIGIT * 2, value + fabs(value) * DIGIT * 2};
}

// Bounds of the sine in a direction. A sine of 0, 1/2 or 1 is a double; hairs beside it are known
// to be above or below.
static struct range sine_at(struct jet_direction at)
{
    static const double sines[QUARTER + 1] = {
        0, 0.25881904510252076, 0.5, 0.70710678118654752, 0.86602540378443865, 0.96592582628906829,
        1};
    int k = (at.twelfths % TURN + TURN) % TURN, half = k % (TURN / 2);
    double sine = sines[half <= QUARTER ? half : TURN / 2 - half] * (k < TURN / 2 ? 1 : -1);
    int way = k < QUARTER || k >= TURN - QUARTER ? at.hairs : -at.hairs; // > 0: the sine is above
    struct range range = {sine - DIGIT, sine + DIGIT};
    bool is_exact = half == 0 || half == 2 || half == QUARTER || half == TURN / 2 - 2;
    if (half == 0 && way != 0)
        return sine_of_hairs(way);
    if (half == QUARTER)
        way = k == QUARTER ? -abs(way) : abs(way);
    if (is_exact && way <= 0)
        range.high = sine;
    if (is_exact && way >= 0)
        range.low = sine;
    return range;
}

static struct jet_direction turned(struct jet_direction at, int twelfths)
{
    return (struct jet_direction){at.twelfths + twelfths, at.hairs};
}

// The multiples of pi/12 between two directions: returns the first of them, in these units, and
// sets *n to how many there are.
static int first_between(struct jet_direction from, struct jet_direction to, int *n)
{
    int first = from.hairs < 0 ? from.twelfths : from.twelfths + 1;
    int last = to.hairs > 0 ? to.twelfths : to.twelfths - 1;
    *n = last >= first ? last - first + 1 : 0;
    return first;
}

// The smallest range that holds both.
static struct range hull(struct range a, struct range b)
{
    return (struct range){fmin(a.low, b.low), fmax(a.high, b.high)};
}

// Bounds of the sine between two directions. It is monotonic between multiples of pi/12, so that
// these and the ends are enough.
static struct range sine_between(struct jet_direction from, struct jet_direction to)
{
    int n, first = first_between(from, to, &n);
    struct range range = hull(sine_at(from), sine_at(to));
    for (int i = 0; i < n; i++)
        range = hull(range, sine_at((struct jet_direction){first + i, 0}));
    return range;
}

// Bounds of the tangent in a direction. Exactly at a pole they are -infinity if that is the
// beginning of the directions (way 1), and +infinity if it is their end (way -1).
static struct range tangent_at(struct jet_direction at, int way)
{
    struct range s = sine_at(at), c = sine_at(turned(at, QUARTER));
    if (c.low == 0 && c.high == 0)
        return (struct range){-way * HUGE_VAL, -way * HUGE_VAL};
    const double all[] = {s.low / c.low, s.low / c.high, s.high / c.low, s.high / c.high};
    double low = fmin(fmin(all[0], all[1]), fmin(all[2], all[3]));
    double high = fmax(fmax(all[0], all[1]), fmax(all[2], all[3]));
    return (struct range){nextafter(low, -HUGE_VAL), nextafter(high, HUGE_VAL)};
}

// Bounds of the tangent between two directions: infinite if there is a pole between.
static struct range tangent_between(struct jet_direction from, struct jet_direction to)
{
    int n, first = first_between(from, to, &n);
    for (int i = 0; i < n; i++)
        if ((first + i) % (2 * QUARTER) == QUARTER || (first + i) % (2 * QUARTER) == -QUARTER)
            return (struct range){-HUGE_VAL, HUGE_VAL};
    return (struct range){tangent_at(from, 1).low, tangent_at(to, -1).high};
}

// Sets *from and *to to the directions that `times` times the angle has in a lane.
static void find_directions(const struct jet_turns *turns, int lane, int times,
                            struct jet_direction *from, struct jet_direction *to)
{
    struct jet_direction a = turns->from[lane], b = turns->to[lane];
    a = (struct jet_direction){a.twelfths * times, a.hairs * times};
    b = (struct jet_direction){b.twelfths * times, b.hairs * times};
    *from = times > 0 ? a : b;
    *to = times > 0 ? b : a;
}

static void set(struct bounds *bounds, int lane, struct range range)
{
    bounds->low[lane] = range.low;
    bounds->high[lane] = range.high;
}

bool jet_waves_by_direction(struct jets *jets, const struct jet *a, struct bounds *sine,
                            struct bounds *cosine)
{
    struct jet_direction from, to;
    int times = jets->turns == NULL ? 0 : times_round(jets, a);
    for (int i = 0; i < JET_LANES && times != 0; i++) {
        find_directions(jets->turns, i, times, &from, &to);
        set(sine, i, sine_between(from, to));
        set(cosine, i, sine_between(turned(from, QUARTER), turned(to, QUARTER)));
    }
    return times != 0;
}

bool jet_tangent_by_direction(struct jets *jets, const struct jet *a, struct bounds *tangent)
{
    struct jet_direction from, to;
    int times = jets->turns == NULL ? 0 : times_round(jets, a);
    for (int i = 0; i < JET_LANES && times != 0; i++) {
        find_directions(jets->turns, i, times, &from, &to);
        set(tangent, i, tangent_between(from, to));
    }
    return times != 0;
}
