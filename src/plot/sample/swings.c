// Where an angle goes round within a pixel, a curve takes what it takes in all directions of the
// angle. Each part of a turn is proven alone: what its bounds hold, and what is taken at its ends,
// and so between them.
#include "plot/sample/part.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { TURN = JET_LANES, TIMES = 2 };

#define TOUCH_PIXELS  0.02 // bands that are no further apart are one
#define ENOUGH_PIXELS 0.02 // that what is taken may be off by
#define DRIFT_PIXELS  1.0  // that it may change by in a stretch
#define ROUND         7.0  // of an angle: enough to know all directions
#define ROUNDED       8.0  // doubles that a place is known to
#define LARGEST_VALUE 1e308

static const double twelfth = 0.26179938779914943654; // of pi

// All of a part of a turn, or a hair at either end.
enum extent { WHOLE, BEGINNING, END };

// The first or the last that there is of each part in a stretch.
enum occasion { FIRST, LAST };

struct places {
    double low[TURN], high[TURN];
};

// Where part i begins: at multiples of pi/6 and pi/4, where sines and cosines are equal, or 0, 1/2
// or 1, as many functions jump there.
static int twelfths_of(int i)
{
    static const int twelfths[] = {0, 2, 3, 4};
    return i / 4 * 6 + twelfths[i % 4];
}

static void set_directions(struct jet_turns *turns, enum extent extent)
{
    for (int i = 0; i < TURN; i++) {
        int from = twelfths_of(i), to = twelfths_of(i + 1);
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

// The beginning and the end of a part, for a multiple of x: the one that comes first or last in the
// stretch, whole, or as much of it as is there.
static struct range part_of(double m, int i, enum occasion occasion, bool is_whole,
                            const struct stretch *s)
{
    double a = twelfths_of(i) * twelfth / m, b = twelfths_of(i + 1) * twelfth / m;
    double turn = 24 * twelfth / fabs(m), low = fmin(a, b), high = fmax(a, b);
    double n = occasion == FIRST ? ceil((s->xa - (is_whole ? low : high)) / turn)
                                 : floor((s->xb - (is_whole ? high : low)) / turn);
    return (struct range){a + n * turn, b + n * turn};
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
    for (int i = 0; i < TURN && m != 0; i++) {
        struct range part = part_of(m, i, occasion, true, s);
        double at = extent == BEGINNING ? part.low : part.high;
        places.low[i] = at - digits;
        places.high[i] = at + digits;
    }
    return places;
}

// All places of each part in a stretch.
static struct places places_of_all(const struct jet_turns *turns, const struct stretch *s)
{
    struct places places = everywhere(s->xa, s->xb);
    double digits = ROUNDED * digit_of(s);
    for (int i = 0; i < TURN; i++) {
        struct range first = part_of(turns->multiple, i, FIRST, false, s);
        struct range last = part_of(turns->multiple, i, LAST, false, s);
        places.low[i] = fmax(s->xa, fmin(first.low, first.high) - digits);
        places.high[i] = fmin(s->xb, fmax(last.low, last.high) + digits);
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

// What is taken at two places, and so between them; low > high where that is not known. What leaves
// the view goes on as far as it can be drawn: how far, a hair beside a pole does not tell.
static struct range between(const struct frame *frame, struct range sight, struct range a,
                            struct range b)
{
    struct range taken = {fmin(a.high, b.high), fmax(a.low, b.low)};
    bool leaves_below = taken.low <= frame->low && taken.high >= frame->low;
    bool leaves_above = taken.low <= frame->high && taken.high >= frame->high;
    return (struct range){leaves_below ? sight.low : taken.low,
                          leaves_above ? sight.high : taken.high};
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
            taken[i] = between(prover->frame, sight, in_sight(sight, a), in_sight(sight, b));
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
        struct range *last = &swings->bands[swings->n > 0 ? swings->n - 1 : 0];
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
static double furthest(struct range band, const struct range *taken, int n)
{
    double up_to = band.low, most = 0;
    for (int i = 0; i < n; i++) {
        if (taken[i].low > band.high || taken[i].high < band.low || taken[i].low > taken[i].high)
            continue;
        most = fmax(most, taken[i].low - up_to);
        up_to = fmax(up_to, taken[i].high);
    }
    return fmax(most, band.high - up_to);
}

// Of all that is kept of the bands, in pixels.
static double furthest_of_all(const struct frame *frame, const struct swings *swings,
                              struct range *taken, int n)
{
    double most = 0;
    qsort(taken, (size_t)n, sizeof *taken, compare_ranges);
    for (int i = 0; i < swings->n; i++) {
        struct range kept = {fmax(swings->bands[i].low, frame->floor),
                             fmin(swings->bands[i].high, frame->ceiling)};
        if (kept.low <= kept.high)
            most = fmax(most, furthest(kept, taken, n));
    }
    return most * frame->unit_y;
}

// Whether each part takes nearly all that it holds, the last time that there is one: then it does
// so all over the stretch, and no single turn crosses the view on a steep slope.
static bool is_everywhere(const struct frame *frame, const struct facts held[TURN],
                          const struct range taken[TURN])
{
    double most = 0;
    for (int i = 0; i < TURN; i++) {
        double low = clamp(held[i].low, frame->floor, frame->ceiling);
        double high = clamp(held[i].high, frame->floor, frame->ceiling);
        double from = clamp(taken[i].low, frame->floor, frame->ceiling);
        double to = clamp(taken[i].high, frame->floor, frame->ceiling);
        if (!held[i].is_empty)
            most = fmax(most, fmax(from - low, high - to));
    }
    return most * frame->unit_y <= DRIFT_PIXELS;
}

// From the first occasion to the last, what is taken changes little by little; where it changes by
// more, as on a steep slope, the curve is not everywhere that it is somewhere.
bool prove_swings(struct prover *prover, const struct stretch *stretch, struct swings *swings)
{
    const struct frame *frame = prover->frame;
    struct jet_turns turns = {.made = 0, .width = stretch->xb - stretch->xa};
    struct facts held[TURN];
    struct range taken[TIMES * TURN], sight = find_sight(frame);
    struct places all = everywhere(stretch->xa, stretch->xb);
    double touch = TOUCH_PIXELS / frame->unit_y;
    if (!look_around(prover, &turns, WHOLE, &all, held) || !find_held(held, sight, touch, swings) ||
        !find_taken(prover, &turns, stretch, LAST, sight, taken) ||
        !is_everywhere(frame, held, taken))
        return false;
    double last = furthest_of_all(frame, swings, taken, TURN);
    swings->bound = last;
    if (last <= ENOUGH_PIXELS)
        return true;
    if (last > DRIFT_PIXELS || !find_taken(prover, &turns, stretch, FIRST, sight, taken + TURN))
        return false;
    if (turns.multiple != 0) { // a closer look
        all = places_of_all(&turns, stretch);
        look_around(prover, &turns, WHOLE, &all, held);
        find_held(held, sight, touch, swings);
    }
    double first = furthest_of_all(frame, swings, taken + TURN, TURN);
    swings->bound = furthest_of_all(frame, swings, taken, TIMES * TURN);
    return first <= DRIFT_PIXELS;
}
