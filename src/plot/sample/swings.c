// Proves which heights a curve covers where it swings faster than pixels: where the argument of its
// sines and tangents (the "angle") goes round more than once within a column. A full turn is cut
// into 16 parts, each of which is proven alone. Bounds over a part hold all values that the curve
// takes in it. The values at its two ends are taken, and by continuity so is everything between
// them. Where both agree, the band is known.
#include "plot/sample/part.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

// TURN_PARTS: parts of a turn. OCCASIONS: what is taken is found at the first and the last turn of
// a stretch.
enum { TURN_PARTS = JET_LANES, OCCASIONS = 2 };

#define TOUCH_PIXELS  0.02 // bands no further apart are merged
#define ENOUGH_PIXELS 0.02 // a band that is known so well needs no further look
#define DRIFT_PIXELS  1.0  // the most that values may change from the first turn to the last
#define FULL_TURN     7.0  // radians in which each direction occurs: 2π and some
#define PLACE_DOUBLES 8.0  // a place is known to so many doubles
#define LARGEST_VALUE 1e308

static const double twelfth = 0.26179938779914943654; // π/12; directions are counted in these

// What is looked at of a part of a turn: all of it, or next to nothing at one of its ends.
enum extent { WHOLE, BEGINNING, END };

// Which turn in a stretch is looked at.
enum occasion { FIRST, LAST };

// For each part of a turn, an interval of x in which it is looked for.
struct places {
    double low[TURN_PARTS], high[TURN_PARTS];
};

// The direction where part i begins, in twelfths of π: a multiple of π/6 or π/4, where sines and
// cosines are 0, 1/2 or 1 or equal each other, because many functions bend or jump there.
static int twelfths_of(int i)
{
    static const int twelfths[] = {0, 2, 3, 4};
    return i / 4 * 6 + twelfths[i % 4];
}

// Restricts each lane to the directions of its part, or to one end of it: from just before the end
// to the end itself, or from the beginning to just behind it.
static void set_directions(struct jet_turns *turns, enum extent extent)
{
    for (int i = 0; i < TURN_PARTS; i++) {
        int from = twelfths_of(i), to = twelfths_of(i + 1);
        turns->from[i] = (struct jet_direction){extent == END ? to : from, extent == END ? -1 : 0};
        turns->to[i] = (struct jet_direction){extent == BEGINNING ? from : to, extent == BEGINNING};
    }
}

// Proves facts of each part of a turn at these places. Returns false where no argument is known to
// take all directions there.
static bool prove_turn(struct prover *prover, struct jet_turns *turns, enum extent extent,
                       const struct places *places, struct facts facts[TURN_PARTS])
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
    for (int i = 0; i < TURN_PARTS; i++) {
        places.low[i] = low;
        places.high[i] = high;
    }
    return places;
}

// The spacing of the doubles in a stretch.
static double digit_of(const struct stretch *s)
{
    double far = fmax(fabs(s->xa), fabs(s->xb));
    return nextafter(far, HUGE_VAL) - far;
}

// The x where part i of a turn begins and ends, if the angle is m x: those of the first or the last
// turn in the stretch. `is_whole`: the part must lie in the stretch entirely. low > high if m < 0.
static struct range part_of(double m, int i, enum occasion occasion, bool is_whole,
                            const struct stretch *s)
{
    double a = twelfths_of(i) * twelfth / m, b = twelfths_of(i + 1) * twelfth / m;
    double turn = 24 * twelfth / fabs(m), low = fmin(a, b), high = fmax(a, b);
    double n = occasion == FIRST ? ceil((s->xa - (is_whole ? low : high)) / turn)
                                 : floor((s->xb - (is_whole ? high : low)) / turn);
    return (struct range){a + n * turn, b + n * turn};
}

// Where the ends of parts are looked for. If the angle is a multiple of x, each end has a place of
// its own; else all are known to occur in a slice at the beginning or the end of the stretch.
static struct places places_of(const struct jet_turns *turns, enum extent extent,
                               enum occasion occasion, const struct stretch *s)
{
    double digits = PLACE_DOUBLES * digit_of(s), m = turns->multiple;
    double slice = fmin(fmax(FULL_TURN / turns->rate, 2 * digits), s->xb - s->xa);
    struct places places =
        occasion == FIRST ? everywhere(s->xa, s->xa + slice) : everywhere(s->xb - slice, s->xb);
    for (int i = 0; i < TURN_PARTS && m != 0; i++) {
        struct range part = part_of(m, i, occasion, true, s);
        double at = extent == BEGINNING ? part.low : part.high;
        places.low[i] = at - digits;
        places.high[i] = at + digits;
    }
    return places;
}

// From the first occurrence of each part in a stretch to the last.
static struct places places_of_all(const struct jet_turns *turns, const struct stretch *s)
{
    struct places places = everywhere(s->xa, s->xb);
    double digits = PLACE_DOUBLES * digit_of(s);
    for (int i = 0; i < TURN_PARTS; i++) {
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

// The heights that can be drawn: within the clamps, and not infinite.
static struct range find_sight(const struct frame *frame)
{
    enum scale_kind scale = frame->request->y.scale;
    struct range sight = {frame->clamp_low, fmin(frame->clamp_high, forward(scale, LARGEST_VALUE))};
    if (scale != SCALE_LOG)
        sight.low = fmax(sight.low, forward(scale, -LARGEST_VALUE));
    return sight;
}

// The bounds of a part, clamped to the heights that can be drawn.
static struct range in_sight(struct range sight, const struct facts *facts)
{
    return (struct range){clamp(facts->low, sight.low, sight.high),
                          clamp(facts->high, sight.low, sight.high)};
}

// The heights that are certainly taken between two places whose values lie in `a` and `b`; low >
// high if there are none. Where they leave the view, they count as reaching as far as can be drawn:
// how far the curve goes beside a pole is not known so near to it.
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

// Finds for each part of a turn the heights that are taken there, at the first or last occasion;
// low > high where none are known. Returns false where the directions are not known.
static bool find_taken(struct prover *prover, struct jet_turns *turns, const struct stretch *s,
                       enum occasion occasion, struct range sight, struct range *taken)
{
    struct facts facts[2][TURN_PARTS];
    struct places beginnings = places_of(turns, BEGINNING, occasion, s);
    struct places ends = places_of(turns, END, occasion, s);
    if (!prove_turn(prover, turns, BEGINNING, &beginnings, facts[0]) ||
        !prove_turn(prover, turns, END, &ends, facts[1]))
        return false;
    for (int i = 0; i < TURN_PARTS; i++) {
        taken[i] = (struct range){HUGE_VAL, -HUGE_VAL};
        const struct facts *a = &facts[0][i], *b = &facts[1][i];
        if (!a->is_empty && !b->is_empty && is_continuous(a) && is_continuous(b))
            taken[i] = between(prover->frame, sight, in_sight(sight, a), in_sight(sight, b));
    }
    return true;
}

// Merges the bounds of all parts into bands. Returns false where there are more than BANDS_MAX,
// none, or where a part may jump or end, so that more may happen than its bounds say.
static bool find_held(const struct facts held[TURN_PARTS], struct range sight, double touch,
                      struct swings *swings)
{
    struct range ranges[TURN_PARTS];
    int n = 0;
    for (int i = 0; i < TURN_PARTS; i++) {
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

// The greatest distance from a place of a band to the nearest height below it that is taken; the
// ranges are sorted. In axis coordinates.
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

// The greatest such distance in all bands, as far as they are within floor and ceiling, in pixels.
// Sorts `taken`.
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

// Whether at the last turn each part takes nearly all heights that its bounds allow over the
// stretch. Then it does so in every turn; without this, a single turn on a steep slope could cross
// the view and look like a band.
static bool is_everywhere(const struct frame *frame, const struct facts held[TURN_PARTS],
                          const struct range taken[TURN_PARTS])
{
    double most = 0;
    for (int i = 0; i < TURN_PARTS; i++) {
        double low = clamp(held[i].low, frame->floor, frame->ceiling);
        double high = clamp(held[i].high, frame->floor, frame->ceiling);
        double from = clamp(taken[i].low, frame->floor, frame->ceiling);
        double to = clamp(taken[i].high, frame->floor, frame->ceiling);
        if (!held[i].is_empty)
            most = fmax(most, fmax(from - low, high - to));
    }
    return most * frame->unit_y <= DRIFT_PIXELS;
}

// What a turn takes changes little by little from the first turn of the stretch to the last. If it
// changes by more than DRIFT_PIXELS, as on a steep slope, the curve does not fill the bands
// everywhere, and nothing is proven.
bool prove_swings(struct prover *prover, const struct stretch *stretch, struct swings *swings)
{
    const struct frame *frame = prover->frame;
    struct jet_turns turns = {.made = 0, .width = stretch->xb - stretch->xa};
    struct facts held[TURN_PARTS];
    struct range taken[OCCASIONS * TURN_PARTS], sight = find_sight(frame);
    struct places all = everywhere(stretch->xa, stretch->xb);
    double touch = TOUCH_PIXELS / frame->unit_y;
    if (!prove_turn(prover, &turns, WHOLE, &all, held) || !find_held(held, sight, touch, swings) ||
        !find_taken(prover, &turns, stretch, LAST, sight, taken) ||
        !is_everywhere(frame, held, taken))
        return false;
    double last = furthest_of_all(frame, swings, taken, TURN_PARTS);
    swings->bound = last;
    if (last <= ENOUGH_PIXELS)
        return true;
    if (last > DRIFT_PIXELS ||
        !find_taken(prover, &turns, stretch, FIRST, sight, taken + TURN_PARTS))
        return false;
    if (turns.multiple != 0) { // narrower bounds, as each part's places are known
        all = places_of_all(&turns, stretch);
        prove_turn(prover, &turns, WHOLE, &all, held);
        find_held(held, sight, touch, swings);
    }
    double first = furthest_of_all(frame, swings, taken + TURN_PARTS, TURN_PARTS);
    swings->bound = furthest_of_all(frame, swings, taken, OCCASIONS * TURN_PARTS);
    return first <= DRIFT_PIXELS;
}
