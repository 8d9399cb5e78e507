// Where an angle goes round within a pixel, a curve takes what it takes in all directions of the
// angle. Each part of a turn is proven alone: what its bounds hold, and what is taken at its ends,
// and so between them.
#include "plot/sample_part.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { TURN = JET_LANES, TIMES = 2 };

#define TOUCH_PIXELS  0.02 // bands that are no further apart are one
#define ENOUGH_PIXELS 0.02 // that what is taken may be off by
#define DRIFT_PIXELS  1.0  // that it may change by in a stretch
#define ROUND         7.0  // of an angle: enough to know all directions
#define ROUNDED       8.0  // doubles that a place is known to
#define LARGEST_VALUE 1e300

static const double twelfth = 0.26179938779914943654; // of pi

// All of a part of a turn, or a hair at either end.
enum extent { WHOLE, BEGINNING, END };

// The first or the last that there is of each part in a stretch.
enum occasion { FIRST, LAST };

struct places {
    double low[TURN], high[TURN];
};

// Parts end at multiples of pi/6 and pi/4, where sines and cosines are equal, or 0, 1/2 or 1: many
// functions jump there.
static void set_directions(struct jet_turns *turns, enum extent extent)
{
    static const int twelfths[] = {0, 2, 3, 4, 6};
    for (int i = 0; i < TURN; i++) {
        int from = i / 4 * 6 + twelfths[i % 4], to = i / 4 * 6 + twelfths[i % 4 + 1];
        turns->from[i] = (struct jet_direction){extent == END ? to : from, extent == END ? -1 : 0};
        turns->to[i] = (struct jet_direction){extent == BEGINNING ? from : to, extent == BEGINNING};
    }
}

// Facts of the parts at those places; false where not all directions are known.
static bool look_around(struct prover *prover, struct jet_turns *turns, enum extent extent,
                        const struct places *places, struct facts facts[TURN])
{
    set_directions(turns, extent);
    prover->turns = turns;
    do {
        turns->found = turns->again = false;
        prove_lanes(prover, places->low, places->high, facts);
    } while (turns->again);
    prover->turns = NULL;
    return turns->found;
}

static struct places everywhere(double low, double high)
{
    struct places places;
    for (int i = 0; i < TURN; i++) {
        places.low[i] = low;
        places.high[i] = high;
    }
    return places;
}

static double digit_of(const struct stretch *s)
{
    double far = fmax(fabs(s->xa), fabs(s->xb));
    return nextafter(far, HUGE_VAL) - far;
}

// Where the angle is a multiple of x, each end of a part has its own places, and the part lies
// between them; elsewhere it is known to be within a slice.
static struct places places_of(const struct jet_turns *turns, enum extent extent,
                               enum occasion occasion, const struct stretch *s)
{
    double digits = ROUNDED * digit_of(s), m = turns->multiple;
    double slice = fmin(fmax(ROUND / turns->rate, 2 * digits), s->xb - s->xa);
    struct places places =
        occasion == FIRST ? everywhere(s->xa, s->xa + slice) : everywhere(s->xb - slice, s->xb);
    static const int twelfths[] = {0, 2, 3, 4, 6};
    double turn = 24 * twelfth / fabs(m);
    for (int i = 0; i < TURN && m != 0; i++) {
        double a = (i / 4 * 6 + twelfths[i % 4]) * twelfth / m;
        double b = (i / 4 * 6 + twelfths[i % 4 + 1]) * twelfth / m;
        double n = occasion == FIRST ? ceil((s->xa - fmin(a, b)) / turn)
                                     : floor((s->xb - fmax(a, b)) / turn);
        double at = (extent == BEGINNING ? a : b) + n * turn;
        places.low[i] = at - digits;
        places.high[i] = at + digits;
    }
    return places;
}

static bool is_continuous(const struct facts *facts)
{
    return facts->smooth >= 0 && !facts->may_end;
}

// What can be drawn.
static struct range find_sight(const struct frame *frame)
{
    enum scale_kind scale = frame->request->y.scale;
    struct range sight = {frame->clamp_low, fmin(frame->clamp_high, forward(scale, LARGEST_VALUE))};
    if (scale != SCALE_LOG)
        sight.low = fmax(sight.low, forward(scale, -LARGEST_VALUE));
    return sight;
}

static struct range in_sight(struct range sight, const struct facts *facts)
{
    return (struct range){clamp(facts->low, sight.low, sight.high),
                          clamp(facts->high, sight.low, sight.high)};
}

// What is taken at two places, and so between them; low > high where that is not known.
static struct range between(struct range a, struct range b)
{
    return (struct range){fmin(a.high, b.high), fmax(a.low, b.low)};
}

static int compare_ranges(const void *a, const void *b)
{
    double x = ((const struct range *)a)->low, y = ((const struct range *)b)->low;
    return (x > y) - (x < y);
}

// What is taken of the parts.
static bool find_taken(struct prover *prover, struct jet_turns *turns, const struct stretch *s,
                       enum occasion occasion, struct range sight, struct range *taken)
{
    struct facts facts[2][TURN];
    struct places beginnings = places_of(turns, BEGINNING, occasion, s);
    struct places ends = places_of(turns, END, occasion, s);
    if (!look_around(prover, turns, BEGINNING, &beginnings, facts[0]) ||
        !look_around(prover, turns, END, &ends, facts[1]))
        return false;
    for (int i = 0; i < TURN; i++) {
        taken[i] = (struct range){HUGE_VAL, -HUGE_VAL};
        const struct facts *a = &facts[0][i], *b = &facts[1][i];
        if (!a->is_empty && !b->is_empty && is_continuous(a) && is_continuous(b))
            taken[i] = between(in_sight(sight, a), in_sight(sight, b));
    }
    return true;
}

// The ranges that bounds hold, merged where they touch. False where there are too many, or more may
// happen than they say.
static bool find_held(const struct facts held[TURN], struct range sight, double touch,
                      struct swings *swings)
{
    struct range ranges[TURN];
    int n = 0;
    for (int i = 0; i < TURN; i++) {
        if (held[i].is_empty)
            continue;
        if (!is_continuous(&held[i]) || isnan(held[i].low) || isnan(held[i].high))
            return false;
        ranges[n++] = in_sight(sight, &held[i]);
    }
    qsort(ranges, (size_t)n, sizeof *ranges, compare_ranges);
    swings->n = 0;
    for (int i = 0; i < n; i++) {
        struct range *last = &swings->bands[swings->n - 1];
        if (swings->n > 0 && ranges[i].low - last->high <= touch)
            last->high = fmax(last->high, ranges[i].high);
        else if (swings->n < BANDS_MAX)
            swings->bands[swings->n++] = ranges[i];
        else
            return false;
    }
    return swings->n > 0;
}

// The furthest that a place of a band is from what is taken.
static double furthest(const struct range *band, const struct range *taken, int n)
{
    double up_to = band->low, most = 0;
    for (int i = 0; i < n; i++) {
        if (taken[i].low > band->high || taken[i].high < band->low || taken[i].low > taken[i].high)
            continue;
        most = fmax(most, taken[i].low - up_to);
        up_to = fmax(up_to, taken[i].high);
    }
    return fmax(most, band->high - up_to);
}

static double furthest_of_all(const struct swings *swings, struct range *taken, int n)
{
    double most = 0;
    qsort(taken, (size_t)n, sizeof *taken, compare_ranges);
    for (int i = 0; i < swings->n; i++)
        most = fmax(most, furthest(&swings->bands[i], taken, n));
    return most;
}

// From the first occasion to the last, what is taken changes little by little; where it changes by
// more, as on a steep slope, the curve is not everywhere that it is somewhere.
bool prove_swings(struct prover *prover, const struct stretch *stretch, struct swings *swings)
{
    struct jet_turns turns = {.made = 0, .width = stretch->xb - stretch->xa};
    struct facts held[TURN];
    struct range taken[TIMES * TURN], sight = find_sight(prover->frame);
    struct places all = everywhere(stretch->xa, stretch->xb);
    double unit = prover->frame->unit_y;
    if (!look_around(prover, &turns, WHOLE, &all, held) ||
        !find_held(held, sight, TOUCH_PIXELS / unit, swings) ||
        !find_taken(prover, &turns, stretch, LAST, sight, taken))
        return false;
    double last = swings->bound = furthest_of_all(swings, taken, TURN) * unit;
    if (last <= ENOUGH_PIXELS)
        return true;
    if (last > DRIFT_PIXELS || !find_taken(prover, &turns, stretch, FIRST, sight, taken + TURN))
        return false;
    double first = furthest_of_all(swings, taken + TURN, TURN) * unit;
    swings->bound = furthest_of_all(swings, taken, TIMES * TURN) * unit;
    return first <= DRIFT_PIXELS;
}
