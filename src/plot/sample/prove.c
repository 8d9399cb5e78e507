// What interval arithmetic (activation/enclosure) proves of stretches, in axis coordinates and
// pixels.
#include "base/memory.h"
#include "plot/sample/part.h"

#include <float.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum {
    COEFFICIENTS = 3,  // of a series: value, slope, half the second derivative
    MORE_AT_HOLES = 4, // coefficients that are lost at most by dividing out a hole
    ALIGNMENT = 64,    // bytes
};

#define NARROW_PART 0.01 // bounds narrower than this part of the value are not computed anew
#define WIDE_PIXELS 1.5  // a stretch wider than this is no column (column.c has its own ways)
#define SLIVER      4.0  // beside a break, so many doubles are left out: it is known to no more

static const double ln_10 = 2.302585092994045684;

// How many coefficients of f a proof begins with: each derivative takes one, a hole some more.
static int orders_of(const struct sample_request *request, bool anchored)
{
    return COEFFICIENTS + (int)request->order + (anchored ? MORE_AT_HOLES : 0);
}

// The same for parts of a turn, of which only values are needed; one more for the slopes of the
// arguments.
static int orders_in_turn(const struct sample_request *request)
{
    return 2 + (int)request->order;
}

// `room` is written to, but through a pointer that is kept here.
// NOLINTBEGIN(readability-non-const-parameter)
void prover_start(struct prover *prover, const struct frame *frame,
                  const struct activation_break *breaks, int break_n, char room[PROVER_ROOM])
// NOLINTEND(readability-non-const-parameter)
{
    int orders = orders_of(frame->request, true);
    size_t size = activation_enclose_room(frame->request->activation, orders) +
                  JETS_FOR_ONE * jet_size(orders);
    *prover = (struct prover){.frame = frame,
                              .room = room,
                              .size = size,
                              .breaks = breaks,
                              .break_n = break_n,
                              .precise_left = PRECISE_MOST};
    if (size > PROVER_ROOM) {
        prover->allocated = memory_must(malloc(size + ALIGNMENT));
        uintptr_t at = (uintptr_t)prover->allocated;
        prover->room = (char *)prover->allocated + (ALIGNMENT - at % ALIGNMENT) % ALIGNMENT;
    }
    prover->measures = errors_matter(prover);
    const struct sample_request *r = frame->request;
    prover->has_digits =
        prover->measures && precise_begin(&prover->precise, r->activation, r->parameters);
}

void prover_end(struct prover *prover)
{
    if (prover->has_digits)
        precise_end(&prover->precise);
    free(prover->allocated);
}

// --- enclosures in axis coordinates ---

// The jet of x as a function of its coordinate u, on a log or symlog axis: both have an x' that
// scale_stretch gives, and x'' = ln(10)² x.
static struct jet *abscissa(struct jets *jets, enum scale_kind scale, const double *low,
                            const double *high)
{
    struct jet *x = jet_variable(jets, low, high, false);
    x->length = COEFFICIENTS;
    for (int i = 0; i < JET_LANES; i++) {
        double at_low = scale_stretch(scale, low[i]), at_high = scale_stretch(scale, high[i]);
        double least =
            low[i] <= 0 && high[i] >= 0 ? scale_stretch(scale, 0) : fmin(at_low, at_high);
        x->c[1].low[i] = least * (1 - 8 * DBL_EPSILON);
        x->c[1].high[i] = fmax(at_low, at_high) * (1 + 8 * DBL_EPSILON);
        double bend = ln_10 * ln_10 / 2;
        x->c[2].low[i] = low[i] * bend - fabs(low[i]) * bend * 8 * DBL_EPSILON;
        x->c[2].high[i] = high[i] * bend + fabs(high[i]) * bend * 8 * DBL_EPSILON;
    }
    return x;
}

// The jet of v, the axis coordinate of y.
static struct jet *ordinate(struct jets *jets, enum scale_kind scale, struct jet *y)
{
    if (scale == SCALE_LINEAR)
        return y;
    struct jet *v =
        scale == SCALE_LOG
            ? jet_log(jets, y)
            : jet_asinh(jets, jet_divide(jets, y, jet_constant(jets, 2 * SCALE_SYMLOG_THRESHOLD)));
    v = jet_divide(jets, v, jet_constant(jets, ln_10));
    for (int i = 0; i < JET_LANES; i++) { // a value <= 0 is drawn at the foot: no end, no jump
        v->doubts[i] = y->doubts[i];
        v->smooth[i] = y->smooth[i];
    }
    return v;
}

// JET_LANES intervals of x, and the place of a removable hole, or NaN for none.
struct lanes {
    double low[JET_LANES], high[JET_LANES], anchor;
};

// Widens all lanes to hold the anchor and its two neighbouring doubles, between which the hole may
// lie, and makes the last lane these alone, as anchored jets need it (jet.h).
static void include_anchor(struct lanes *lanes)
{
    double below = nextafter(lanes->anchor, -HUGE_VAL), above = nextafter(lanes->anchor, HUGE_VAL);
    for (int i = 0; i < JET_LANES; i++) {
        lanes->low[i] = fmin(lanes->low[i], below);
        lanes->high[i] = fmax(lanes->high[i], above);
    }
    lanes->low[JET_ANCHOR] = below;
    lanes->high[JET_ANCHOR] = above;
}

// The jet of the requested order over the lanes, in data.
static struct jet *enclose(struct prover *prover, struct jets *jets, struct lanes lanes)
{
    const struct sample_request *r = prover->frame->request;
    bool anchored = !isnan(lanes.anchor);
    int orders = prover->turns != NULL ? orders_in_turn(r) : orders_of(r, anchored);
    jets_start(jets, orders, prover->room, prover->size);
    jets->turns = prover->turns;
    if (anchored)
        include_anchor(&lanes);
    struct jet *x = jet_variable(jets, lanes.low, lanes.high, anchored);
    struct jet *y = activation_enclose(r->activation, r->parameters, r->order, jets, x);
    jets->anchored = NULL;
    return y;
}

// Turns a slope of axis coordinates into pixels per pixel. In this order of multiplications, a
// product that overflows or underflows belongs to a slope too steep or too flat to be seen.
static double in_pixels(const struct frame *frame, double slope)
{
    return slope * frame->per_unit_x * frame->unit_y;
}

// The facts of one lane from the jets of y and of v = scale(y).
static struct facts facts_of(const struct frame *frame, const struct jet *y, const struct jet *v,
                             int lane)
{
    struct bounds value = jet_coefficient(v, 0), slope = jet_coefficient(v, 1);
    struct bounds bend = jet_coefficient(v, 2), data = jet_coefficient(y, 0);
    bool sunk = frame->request->y.scale == SCALE_LOG && data.high[lane] <= 0;
    double most_bent = 2 * fmax(fabs(bend.low[lane]), fabs(bend.high[lane]));
    int smooth = v->smooth[lane] < 0 ? -1 : v->smooth[lane] > 0 ? 1 : 0;
    return (struct facts){
        .low = sunk ? -HUGE_VAL : value.low[lane],
        .high = sunk ? -HUGE_VAL : value.high[lane],
        .slope_low = in_pixels(frame, slope.low[lane]),
        .slope_high = in_pixels(frame, slope.high[lane]),
        .bend = in_pixels(frame, most_bent) * frame->per_unit_x,
        .smooth = smooth,
        .may_end = v->doubts[lane] & JET_MAY_END,
        .is_empty = v->doubts[lane] & JET_IS_EMPTY,
        .may_scatter = v->doubts[lane] & JET_MAY_SCATTER,
    };
}

// How far values are at most from the one in the middle of a lane, by the steepest slope, in data.
// HUGE_VAL where that says no more than the bounds of the value do.
static double reach_of(const struct jet *y, const struct lanes *lanes, int lane)
{
    struct bounds value = jet_coefficient(y, 0), slope = jet_coefficient(y, 1);
    double steepest = fmax(fabs(slope.low[lane]), fabs(slope.high[lane]));
    double reach = steepest * (lanes->high[lane] - lanes->low[lane]);
    bool is_smooth = y->smooth[lane] >= 0 && !(y->doubts[lane] & (JET_MAY_END | JET_IS_EMPTY));
    return is_smooth && lanes->high[lane] > lanes->low[lane] &&
                   reach < (value.high[lane] - value.low[lane]) / 2
               ? reach
               : HUGE_VAL;
}

// Narrows the bounds of the value at x by computing it with more digits, where the bounds are
// further apart than a hundredth of it.
static void narrow_value(struct prover *prover, double x, double *low, double *high)
{
    double y[ORDER_COUNT], size = fmax(fabs(*low), fabs(*high));
    enum order order = prover->frame->request->order;
    if (*high - *low <= NARROW_PART * size || !prover->has_digits || prover->precise_left == 0)
        return;
    prover->precise_left--;
    precise_values(&prover->precise, x, y);
    if (!isfinite(y[order]))
        return;
    *low = nextafter(y[order], -HUGE_VAL);
    *high = nextafter(y[order], HUGE_VAL);
}

// The jet of y, with narrower bounds of the value where a logarithm follows, whose slope depends on
// them: those of the value in the middle and the steepest slope. Over [0.01, 0.011] the plain
// bounds of x - tanh(x) reach below 0, the narrower ones do not.
static struct jet *enclose_closely(struct prover *prover, struct jets *jets,
                                   const struct lanes *lanes)
{
    struct jet *y = enclose(prover, jets, *lanes);
    struct lanes middles = *lanes;
    double reach[JET_LANES], least = HUGE_VAL;
    if (prover->frame->request->y.scale == SCALE_LINEAR || !isnan(lanes->anchor) ||
        prover->turns != NULL)
        return y;
    for (int i = 0; i < JET_LANES; i++) {
        reach[i] = reach_of(y, lanes, i);
        least = fmin(least, reach[i]);
        middles.low[i] = middles.high[i] = lanes->low[i] / 2 + lanes->high[i] / 2;
    }
    if (isinf(least))
        return y;
    struct bounds at = jet_coefficient(enclose(prover, jets, middles), 0);
    y = enclose(prover, jets, *lanes);
    for (int i = 0; i < JET_LANES; i++) {
        if (isfinite(reach[i]))
            narrow_value(prover, middles.low[i], &at.low[i], &at.high[i]);
        y->c[0].low[i] = fmax(y->c[0].low[i], at.low[i] - reach[i]);
        y->c[0].high[i] = fmin(y->c[0].high[i], at.high[i] + reach[i]);
    }
    return y;
}

// Finds the facts of the first n lanes.
static void find_facts(struct prover *prover, const struct lanes *lanes, int n, struct facts *facts)
{
    struct jets jets;
    const struct sample_request *r = prover->frame->request;
    struct jet *y = enclose_closely(prover, &jets, lanes);
    if (r->x.scale != SCALE_LINEAR && prover->turns == NULL)
        y = jet_compose(&jets, y, abscissa(&jets, r->x.scale, lanes->low, lanes->high));
    const struct jet *v = ordinate(&jets, r->y.scale, y);
    for (int i = 0; i < n; i++) {
        facts[i] = facts_of(prover->frame, y, v, i);
        facts[i].swings = jets.goes_round[i];
    }
}

static bool is_break(const struct prover *prover, double x)
{
    for (int i = 0; i < prover->break_n; i++)
        if (prover->breaks[i].x == x)
            return true;
    return false;
}

// The width that is left out beside a break at x; no more than a fourth of the stretch.
static double sliver(double x, double width)
{
    double spacing = nextafter(fabs(x), HUGE_VAL) - fabs(x);
    return fmin(SLIVER * spacing, width / 4);
}

// Finds the interval of x of a stretch, without the doubles beside a break, which rounding may have
// put on its other side. Returns false, with one place in the middle, where nothing is left.
static bool lane_of(const struct prover *prover, const struct stretch *s, double *low, double *high)
{
    double width = s->xb - s->xa;
    *low = s->xa;
    *high = s->xb;
    if (s->knot_a != NO_KNOT && is_break(prover, s->xa))
        *low += sliver(s->xa, width);
    if (s->knot_b != NO_KNOT && is_break(prover, s->xb))
        *high -= sliver(s->xb, width);
    if (*low <= *high)
        return true;
    *low = *high = s->xa / 2 + s->xb / 2;
    return false;
}

static const struct facts nothing_known = {.low = -HUGE_VAL,
                                           .high = HUGE_VAL,
                                           .slope_low = -HUGE_VAL,
                                           .slope_high = HUGE_VAL,
                                           .bend = HUGE_VAL,
                                           .smooth = -1,
                                           .may_end = true};

// Whether the mean value theorem may bound a stretch better: its bounds reach far outside of the
// view, but the slopes allow less.
static bool wants_mean_value(const struct frame *frame, const struct stretch *s,
                             const struct facts *facts)
{
    bool is_far = facts->low < frame->clamp_low || facts->high > frame->clamp_high;
    if (!is_far || facts->smooth < 0 || facts->may_end || !(s->xb > s->xa))
        return false;
    double steepest = fmax(fabs(facts->slope_low), fabs(facts->slope_high));
    return width_of(frame, s) * steepest < (facts->high - facts->low) * frame->unit_y;
}

// Narrows the bounds of v at x by computing the value with more digits, where they are further
// apart than can be seen.
static void narrow_by_digits(struct prover *prover, double x, struct facts *facts)
{
    const struct frame *frame = prover->frame;
    const struct sample_request *r = frame->request;
    double y[ORDER_COUNT];
    bool is_wide = !((facts->high - facts->low) * frame->unit_y <= CHORD_PIXELS);
    if (!is_wide || !prover->has_digits || prover->precise_left == 0)
        return;
    prover->precise_left--;
    precise_values(&prover->precise, x, y);
    double v = forward(r->y.scale, y[r->order]);
    if (isnan(v))
        return;
    facts->low = v - frame->grain / frame->unit_y;
    facts->high = v + frame->grain / frame->unit_y;
}

// Narrows bounds by the mean value theorem: no value is further from the one in the middle than
// half the width times the steepest slope.
static void bound_by_mean_value(struct prover *prover, const struct stretch *stretches, int n,
                                struct facts *facts)
{
    const struct frame *frame = prover->frame;
    struct lanes lanes = {.anchor = NAN};
    struct facts middles[JET_LANES];
    int wanted = 0;
    for (int i = 0; i < n; i++)
        wanted += wants_mean_value(frame, &stretches[i], &facts[i]);
    if (wanted == 0)
        return;
    for (int i = 0; i < JET_LANES; i++) {
        const struct stretch *s = &stretches[i < n ? i : n - 1];
        double x = inverse(frame->request->x.scale, s->ua / 2 + s->ub / 2);
        lanes.low[i] = lanes.high[i] = clamp(x, s->xa, s->xb);
    }
    find_facts(prover, &lanes, n, middles);
    for (int i = 0; i < n; i++) {
        double steepest = fmax(fabs(facts[i].slope_low), fabs(facts[i].slope_high));
        double reach = steepest * width_of(frame, &stretches[i]) / frame->unit_y;
        if (!wants_mean_value(frame, &stretches[i], &facts[i]))
            continue;
        if (width_of(frame, &stretches[i]) > WIDE_PIXELS)
            narrow_by_digits(prover, lanes.low[i], &middles[i]);
        facts[i].low = fmax(facts[i].low, middles[i].low - reach);
        facts[i].high = fmin(facts[i].high, middles[i].high + reach);
    }
}

void prove(struct prover *prover, const struct stretch *stretches, int n, struct facts *facts)
{
    struct lanes lanes = {.anchor = NAN};
    bool known[JET_LANES];
    for (int i = 0; i < JET_LANES; i++)
        known[i] = lane_of(prover, &stretches[i < n ? i : n - 1], &lanes.low[i], &lanes.high[i]);
    find_facts(prover, &lanes, n, facts);
    if (n > 0)
        bound_by_mean_value(prover, stretches, n, facts);
    for (int i = 0; i < n; i++)
        if (!known[i])
            facts[i] = nothing_known;
}

// --- near holes ---

// Lanes that are all [low, high].
static struct lanes lanes_from(double low, double high, double anchor)
{
    struct lanes lanes = {.anchor = anchor};
    for (int i = 0; i < JET_LANES; i++) {
        lanes.low[i] = low;
        lanes.high[i] = high;
    }
    return lanes;
}

void prove_lanes(struct prover *prover, const double *low, const double *high, struct facts *facts)
{
    struct lanes lanes = {.anchor = NAN};
    memcpy(lanes.low, low, sizeof lanes.low);
    memcpy(lanes.high, high, sizeof lanes.high);
    find_facts(prover, &lanes, JET_LANES, facts);
}

// The facts of a stretch, with the hole at `anchor` divided out.
static struct facts facts_by_anchor(struct prover *prover, double anchor,
                                    const struct stretch *stretch)
{
    struct facts facts;
    struct lanes lanes = lanes_from(stretch->xa, stretch->xb, anchor);
    find_facts(prover, &lanes, 1, &facts);
    return facts;
}

// Whether the values next to x are bounded, by means of an anchor or without (NaN). Its neighbours
// are asked, since a formula such as x == 0 ? 1 : sin(x)/x has a value of its own at x alone.
static bool is_bounded_at(struct prover *prover, double x, double anchor)
{
    struct jets jets;
    double below = nextafter(x, -HUGE_VAL), above = nextafter(x, HUGE_VAL);
    const struct jet *y = enclose(prover, &jets, lanes_from(below, above, anchor));
    struct bounds value = jet_coefficient(y, 0);
    return !(y->doubts[0] & JET_MAY_END) && isfinite(value.low[0]) && isfinite(value.high[0]);
}

// Remembers x as a removable hole if the values next to it are bounded with an anchor there only.
static void add_if_hole(struct prover *prover, double x)
{
    if (!is_bounded_at(prover, x, NAN) && is_bounded_at(prover, x, x))
        prover->anchors[prover->anchor_n++] = (struct anchor){x, HUGE_VAL};
}

// Finds the removable holes: they can be at known breaks, or at 0.
static void find_anchors(struct prover *prover)
{
    prover->knows_anchors = true;
    for (int i = 0; i < prover->break_n; i++)
        if (prover->breaks[i].x != 0)
            add_if_hole(prover, prover->breaks[i].x);
    add_if_hole(prover, 0);
}

// The distance from an anchor to the far end of a stretch.
static double far_end(const struct anchor *anchor, const struct stretch *s)
{
    return fmax(fabs(s->xa - anchor->x), fabs(s->xb - anchor->x));
}

// The nearest removable hole that has helped, or not yet failed, at that distance; NULL if none.
static struct anchor *anchor_near(struct prover *prover, const struct stretch *s)
{
    struct anchor *best = NULL;
    if (!prover->knows_anchors)
        find_anchors(prover);
    for (int i = 0; i < prover->anchor_n; i++) {
        struct anchor *anchor = &prover->anchors[i];
        double far = far_end(anchor, s);
        if (far < anchor->reach && (best == NULL || far < far_end(best, s)))
            best = anchor;
    }
    return best;
}

struct judgement judge_with_holes(struct prover *prover, const struct stretch *stretch,
                                  struct facts *facts)
{
    struct judgement judgement = judge(prover->frame, stretch, facts);
    if (judgement.verdict != VERDICT_NONE)
        return judgement;
    struct anchor *anchor = anchor_near(prover, stretch);
    if (anchor == NULL)
        return judgement;
    struct facts by_anchor = facts_by_anchor(prover, anchor->x, stretch);
    struct judgement better = judge(prover->frame, stretch, &by_anchor);
    if (better.verdict == VERDICT_NONE) {
        if (by_anchor.may_end || !isfinite(by_anchor.low + by_anchor.high))
            anchor->reach = far_end(anchor, stretch);
        return judgement;
    }
    *facts = by_anchor;
    return better;
}

struct interval {
    double low, high;
};

// Interval arithmetic: a t + c, rounded outwards. A step of Horner's scheme.
static struct interval step_by(struct interval a, struct interval t, struct interval c)
{
    const double p[] = {a.low * t.low, a.low * t.high, a.high * t.low, a.high * t.high};
    double low = fmin(fmin(p[0], p[1]), fmin(p[2], p[3])) + c.low;
    double high = fmax(fmax(p[0], p[1]), fmax(p[2], p[3])) + c.high;
    double most = fmax(fabs(low), fabs(high)) + fmax(fabs(c.low), fabs(c.high));
    return (struct interval){low - 4 * DBL_EPSILON * most, high + 4 * DBL_EPSILON * most};
}

static struct interval interval_of(const struct jet *y, int k, int lane)
{
    struct bounds bounds = jet_coefficient(y, k);
    return (struct interval){bounds.low[lane], bounds.high[lane]};
}

// Bounds of the value at x near a hole by Taylor's theorem: the coefficients at the anchor, but the
// last one over everything between the anchor and x.
static struct interval value_by_anchor(struct prover *prover, double anchor, double x)
{
    struct jets jets;
    const struct jet *y = enclose(prover, &jets, lanes_from(x, x, anchor));
    struct interval t = {x - nextafter(anchor, HUGE_VAL), x - nextafter(anchor, -HUGE_VAL)};
    if (y->known < 1)
        return (struct interval){-HUGE_VAL, HUGE_VAL};
    struct interval sum = interval_of(y, y->known - 1, 0);
    for (int k = y->known - 2; k >= 0; k--)
        sum = step_by(sum, t, interval_of(y, k, JET_ANCHOR));
    return sum;
}

bool bounds_by_hole(struct prover *prover, double x, struct range *bounds)
{
    enum scale_kind scale = prover->frame->request->y.scale;
    const struct stretch place = {.xa = x, .xb = x};
    const struct anchor *anchor = anchor_near(prover, &place);
    if (anchor == NULL)
        return false;
    struct interval y = value_by_anchor(prover, anchor->x, x);
    *bounds = (struct range){forward(scale, y.low), forward(scale, y.high)};
    return true;
}

// --- judgements ---

#define NARROW_PIXELS CHORD_PIXELS // a monotone curve in a stretch narrower than this is one chord

// The cosine of the least angle at which a curve rises or falls: its distance from a chord,
// measured across, is shorter than measured upright by this factor.
static double shortening(const struct facts *facts)
{
    double least = facts->slope_low > 0    ? facts->slope_low
                   : facts->slope_high < 0 ? -facts->slope_high
                                           : 0;
    return least < 1e150 ? 1 / hypot(1, least) : 0;
}

static struct judgement chords(int n, double bound)
{
    return (struct judgement){VERDICT_CHORDS, n, bound};
}

// Two bounds of the distance between a curve and its chords, for chords of width b: with a bounded
// second derivative b²/8 times that; with a bounded slope, b/4 times the difference between the
// steepest and the flattest.
struct judgement judge(const struct frame *frame, const struct stretch *stretch,
                       const struct facts *facts)
{
    double width = width_of(frame, stretch);
    double height = (facts->high - facts->low) * frame->unit_y;
    struct judgement none = {VERDICT_NONE, 0, HUGE_VAL};
    if (facts->is_empty)
        return (struct judgement){VERDICT_GAP, 1, 0};
    if (facts->low > frame->above || facts->high < frame->below)
        return (struct judgement){VERDICT_HIDDEN, 1, 0};
    if (facts->may_end)
        return none;
    if (height <= CHORD_PIXELS)
        return chords(1, height);
    if (facts->smooth < 0)
        return none;
    bool rises_or_falls = facts->slope_low > 0 || facts->slope_high < 0;
    if (rises_or_falls && width <= NARROW_PIXELS)
        return chords(1, width);
    if (facts->low < frame->clamp_low || facts->high > frame->clamp_high)
        return none; // values may be clamped, which bends the chord
    double shorter = shortening(facts);
    double by_slope = width * (facts->slope_high - facts->slope_low) / 4 * shorter;
    if (by_slope <= CHORD_PIXELS)
        return chords(1, by_slope);
    double by_bend = width * width * facts->bend / 8 * shorter;
    double n = ceil(sqrt(by_bend / CHORD_PIXELS));
    if (facts->smooth < 1 || !(n <= CHORDS_MAX))
        return none;
    return chords(n < 1 ? 1 : (int)n, by_bend / (n * n));
}
