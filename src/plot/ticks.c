#include "plot/ticks.h"

#include "base/text.h"

#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// --- decimals

// A tick is a decimal, digits · 10^exponent, and its value the double nearest to that: 3 × 10⁻¹
// gives 0.3, which no sum of steps would give exactly. Labels are cut from the decimal, so they are
// exact.
struct decimal {
    long long digits;
    int exponent;
};

static double decimal_value(struct decimal decimal)
{
    // Powers of ten up to 10²² are doubles, so one operation with them is correctly rounded.
    enum { EXACT = 22 };
    static const double powers[EXACT + 1] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                             1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                             1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
    if (llabs(decimal.digits) <= 1LL << 53 && abs(decimal.exponent) <= EXACT) {
        double digits = (double)decimal.digits;
        return decimal.exponent < 0 ? digits / powers[-decimal.exponent]
                                    : digits * powers[decimal.exponent];
    }
    char text[48];
    snprintf(text, sizeof text, "%llde%d", decimal.digits, decimal.exponent);
    return strtod(text, NULL);
}

static int digit_count(long long value)
{
    int count = 1;
    while (value /= 10)
        count++;
    return count;
}

static long long power_of_ten(int exponent)
{
    long long power = 1;
    while (exponent-- > 0)
        power *= 10;
    return power;
}

// The exponent of the first digit.
static int decimal_magnitude(struct decimal decimal)
{
    return decimal.exponent + digit_count(decimal.digits) - 1;
}

// Writes a decimal out in full, with as many decimals as its exponent asks for: 0.50, −20000.
static void decimal_print(char *out, size_t size, struct decimal decimal)
{
    static const char zeros[] = "000000000000"; // with more zeros, labels have a power of ten
    const char *minus = decimal.digits < 0 ? "−" : "";
    char digits[24];
    int n = snprintf(digits, sizeof digits, "%lld", llabs(decimal.digits));
    int whole = n + decimal.exponent; // digits before the point
    if (decimal.exponent >= 0) {
        int padding = decimal.digits == 0 ? 0 : decimal.exponent;
        snprintf(out, size, "%s%s%.*s", minus, digits, padding, zeros);
    } else if (whole > 0) {
        snprintf(out, size, "%s%.*s.%s", minus, whole, digits, digits + whole);
    } else {
        snprintf(out, size, "%s0.%.*s%s", minus, -whole, zeros, digits);
    }
}

// --- steps

// All possible steps are numbered: …, 0.5, 1, 2, 5, 10, 20, … with 1 as rung 0. Minor ticks stand
// two rungs below: a fifth of 1, a quarter of 2, a fifth of 5.
enum { RUNGS_PER_DECADE = 3, RUNGS_TO_MINOR = 2 };

static struct decimal rung_step(int rung)
{
    static const int multiples[RUNGS_PER_DECADE] = {1, 2, 5};
    int decade = (rung - (rung < 0 ? RUNGS_PER_DECADE - 1 : 0)) / RUNGS_PER_DECADE;
    return (struct decimal){multiples[rung - decade * RUNGS_PER_DECADE], decade};
}

// How many steps a length has. A subnormal step has few digits, so both are multiplied by 1e100
// first.
static double in_steps(double length, int rung)
{
    enum { SMALL = -250, UP = 100 };
    struct decimal step = rung_step(rung);
    if (step.exponent < SMALL) {
        step.exponent += UP;
        length *= 1e100;
    }
    return length / decimal_value(step);
}

// The distance from |value| to the next double.
static double spacing(double value)
{
    return nextafter(fabs(value), INFINITY) - fabs(value);
}

// A stretch of an axis, or of numbered decades, to be divided. The step is chosen by `length`,
// which is kept apart from the ends: these may be rounded, and the step must not change while
// panning.
struct stretch {
    double low, high, length;
    int least_rung; // 0 where steps must be whole numbers
};

// Whether a rung may be used: doubles are fine enough to tell its multiples apart.
static bool rung_resolved(const struct stretch *stretch, int rung)
{
    double farthest = fmax(fabs(stretch->low), fabs(stretch->high));
    return rung >= stretch->least_rung && decimal_value(rung_step(rung)) >= 2 * spacing(farthest);
}

// The multiples of a step from `first` to `last`, which lie in a stretch. Every stride-th, from the
// first on, is major.
struct multiples {
    int rung;
    long long first, last;
    long long stride;
};

static struct decimal multiple(int rung, long long k)
{
    struct decimal step = rung_step(rung);
    return (struct decimal){k * step.digits, step.exponent};
}

// Finds the multiples of a rung in a stretch. Division finds the ends nearly; comparing the values
// of the decimals finds them exactly.
static struct multiples multiples_in(const struct stretch *stretch, int rung)
{
    struct multiples in = {rung, (long long)ceil(in_steps(stretch->low, rung)),
                           (long long)floor(in_steps(stretch->high, rung)), 1};
    while (decimal_value(multiple(rung, in.first - 1)) >= stretch->low)
        in.first--;
    while (decimal_value(multiple(rung, in.first)) < stretch->low)
        in.first++;
    while (decimal_value(multiple(rung, in.last + 1)) <= stretch->high)
        in.last++;
    while (decimal_value(multiple(rung, in.last)) > stretch->high)
        in.last--;
    return in;
}

static long long multiples_count(const struct multiples *multiples)
{
    return multiples->last - multiples->first + 1;
}

// The lowest rung with no more than `most` multiples in a stretch of this length, wherever it
// begins.
static int rung_for(const struct stretch *stretch, int most)
{
    const double slack = 1 + 1e-9; // a length that panning has rounded counts as the same
    int rung = RUNGS_PER_DECADE * (int)floor(log10(stretch->length / most)) - RUNGS_PER_DECADE;
    while (!rung_resolved(stretch, rung) || in_steps(stretch->length, rung) * slack >= most)
        rung++;
    return rung;
}

// Makes every few of the multiples major, at most so many. Where 0 is among them it stays: it is
// the number that readers look for first.
static struct multiples multiples_thinned(struct multiples all, int most)
{
    all.stride = (multiples_count(&all) + most - 1) / most;
    if (all.first > 0 || all.last < 0)
        return all;
    long long below = -all.first / all.stride, above = all.last / all.stride;
    if (below + above == 0) { // then 0 and the number that is farthest from it
        bool upwards = all.last >= -all.first;
        all.stride = upwards ? all.last : -all.first;
        below = !upwards;
        above = upwards;
    }
    all.first = -below * all.stride;
    all.last = above * all.stride;
    return all;
}

// Chooses the multiples that become major. Where `most` is below 5, a stretch may hold too many
// multiples of one step and fewer than two of the next: then only every few of the finer are major.
static struct multiples multiples_for(const struct stretch *stretch, int most)
{
    struct multiples chosen = multiples_in(stretch, rung_for(stretch, most));
    if (multiples_count(&chosen) >= 2 || !rung_resolved(stretch, chosen.rung - 1))
        return chosen;
    return multiples_thinned(multiples_in(stretch, chosen.rung - 1), most);
}

// --- drafts: ticks and the decimals that their labels are cut from

struct draft {
    const struct axis *axis;
    struct ticks *ticks;
    struct decimal decimals[TICKS_MAX]; // of ticks->items
};

static bool draft_has(const struct draft *draft, double value)
{
    for (int i = 0; i < draft->ticks->n; i++)
        if (draft->ticks->items[i].value == value)
            return true;
    return false;
}

// Adds a tick, unless it lies outside of the axis, is there already, or there is no room.
static void draft_add(struct draft *draft, struct decimal decimal, bool major)
{
    struct ticks *ticks = draft->ticks;
    double value = decimal_value(decimal);
    if (ticks->n == TICKS_MAX || value < draft->axis->low || value > draft->axis->high ||
        draft_has(draft, value))
        return;
    double fraction = axis_fraction(draft->axis, value);
    draft->decimals[ticks->n] = decimal;
    ticks->items[ticks->n++] = (struct tick){
        .value = value,
        .fraction = fmin(fmax(fraction, 0), 1),
        .major = major,
    };
}

// --- labels of evenly spaced ticks: value = offset + label × power

enum {
    DIGITS_MOST = 6,        // a label of more digits is written relative to an offset
    DIGITS_MOST_SCALED = 4, // so is one that also needs a power of ten, of more digits than this
    MAGNITUDE_LOW = -3,     // labels below 10⁻³ or from 10⁵ on get a power of ten
    MAGNITUDE_HIGH = 4,
    OFFSET_MAGNITUDE_LOW = -3, // offsets below 10⁻³ or from 10⁷ on are written as powers of ten
    OFFSET_MAGNITUDE_HIGH = 6,
};

// How all labels of an axis are written: without the offset, and in units of 10^power.
struct labelling {
    long long offset; // in units of 10^exponent of the run
    int power;
};

// The first and the last label's value, in units of 10^exponent.
struct run {
    long long first, last;
    int exponent;
};

// The label of greatest size, relative to an offset.
static struct decimal run_largest(const struct run *run, long long offset)
{
    long long first = llabs(run->first - offset);
    long long last = llabs(run->last - offset);
    return (struct decimal){first > last ? first : last, run->exponent};
}

static bool needs_power(struct decimal largest)
{
    int magnitude = decimal_magnitude(largest);
    return largest.digits != 0 && (magnitude < MAGNITUDE_LOW || magnitude > MAGNITUDE_HIGH);
}

// How many digits the longest label has, with zeros in front.
static int label_digits(struct decimal largest)
{
    int digits = digit_count(largest.digits);
    int decimals = needs_power(largest) ? digits - 1 : -largest.exponent;
    return decimals >= digits ? decimals + 1 : digits;
}

static bool needs_offset(struct decimal largest)
{
    return label_digits(largest) > (needs_power(largest) ? DIGITS_MOST_SCALED : DIGITS_MOST);
}

// A round number near the middle of a run: a multiple of the power of ten above the run's length.
static long long run_offset(const struct run *run)
{
    long long unit = power_of_ten(digit_count(run->last - run->first));
    long long middle = run->first + (run->last - run->first) / 2;
    long long half = middle < 0 ? -unit / 2 : unit / 2;
    return (middle + half) / unit * unit;
}

static struct labelling run_labelling(const struct run *run)
{
    struct labelling labelling = {0};
    if (needs_offset(run_largest(run, 0)))
        labelling.offset = run_offset(run);
    struct decimal largest = run_largest(run, labelling.offset);
    if (needs_power(largest))
        labelling.power = decimal_magnitude(largest);
    return labelling;
}

static void offset_print(char *out, size_t size, struct decimal offset)
{
    while (offset.digits % 10 == 0) {
        offset.digits /= 10;
        offset.exponent++;
    }
    int magnitude = decimal_magnitude(offset);
    if (magnitude >= OFFSET_MAGNITUDE_LOW && magnitude <= OFFSET_MAGNITUDE_HIGH) {
        decimal_print(out, size, offset);
        return;
    }
    char mantissa[48] = "";
    if (offset.digits != 1) {
        offset.exponent -= magnitude;
        decimal_print(mantissa, sizeof mantissa, offset);
    }
    number_show_power(out, size, mantissa, magnitude);
}

// Writes the note of an axis, "×10⁻¹³ + 0.75".
static void note_print(char *note, size_t size, const struct labelling *labelling, int exponent)
{
    char power[32] = "";
    char offset[64] = "";
    if (labelling->power != 0)
        number_show_power(power, sizeof power, "", labelling->power);
    if (labelling->offset != 0)
        offset_print(offset, sizeof offset, (struct decimal){llabs(labelling->offset), exponent});
    const char *times = *power ? "×" : "";
    const char *space = *power && *offset ? " " : "";
    const char *sign = !*offset ? "" : labelling->offset < 0 ? "− " : "+ ";
    snprintf(note, size, "%s%s%s%s%s", times, power, space, sign, offset);
}

// Labels the ticks, all of them major so far, in increasing order and with one exponent.
static void draft_label_evenly(struct draft *draft)
{
    struct ticks *ticks = draft->ticks;
    if (ticks->n == 0)
        return;
    struct run run = {draft->decimals[0].digits, draft->decimals[ticks->n - 1].digits,
                      draft->decimals[0].exponent};
    struct labelling labelling = run_labelling(&run);
    bool only_zero = run_largest(&run, labelling.offset).digits == 0;
    for (int i = 0; i < ticks->n; i++) {
        struct decimal label = {draft->decimals[i].digits - labelling.offset,
                                only_zero ? 0 : run.exponent - labelling.power};
        decimal_print(ticks->items[i].label, TICK_LABEL_MAX, label);
    }
    note_print(ticks->note, sizeof ticks->note, &labelling, run.exponent);
}

// --- labels of decades: plain numbers such as 0.01 and 100, or else all as powers such as 2×10⁷

// Whether all values can be written without a power of ten.
static bool draft_is_plain(const struct draft *draft)
{
    for (int i = 0; i < draft->ticks->n; i++) {
        double value = fabs(draft->ticks->items[i].value);
        if (value != 0 && (value < 1e-3 || value > 1e3))
            return false;
    }
    return true;
}

static void power_print(char *out, size_t size, struct decimal decimal)
{
    char mantissa[48] = "";
    if (decimal.digits == -1)
        text_copy(mantissa, sizeof mantissa, "−");
    else if (decimal.digits != 1)
        decimal_print(mantissa, sizeof mantissa, (struct decimal){decimal.digits, 0});
    number_show_power(out, size, mantissa, decimal.exponent);
}

static void draft_label_powers(struct draft *draft)
{
    bool plain = draft_is_plain(draft);
    for (int i = 0; i < draft->ticks->n; i++) {
        char *label = draft->ticks->items[i].label;
        if (plain || draft->decimals[i].digits == 0)
            decimal_print(label, TICK_LABEL_MAX, draft->decimals[i]);
        else
            power_print(label, TICK_LABEL_MAX, draft->decimals[i]);
    }
}

// --- even steps

// Adds minor ticks if they are few enough.
static void draft_even_minor(struct draft *draft, const struct stretch *stretch,
                             const struct multiples *major)
{
    int rung = major->stride > 1 ? major->rung : major->rung - RUNGS_TO_MINOR;
    if (!rung_resolved(stretch, rung))
        return;
    struct multiples minor = multiples_in(stretch, rung);
    if (multiples_count(&minor) > TICKS_MAX)
        return;
    for (long long k = minor.first; k <= minor.last; k++)
        draft_add(draft, multiple(rung, k), false);
}

static void draft_even(struct draft *draft, int most)
{
    double low = draft->axis->low;
    double high = draft->axis->high;
    struct stretch stretch = {low, high, high - low, INT_MIN};
    struct multiples major = multiples_for(&stretch, most);
    for (long long k = major.first; k <= major.last; k += major.stride)
        draft_add(draft, multiple(major.rung, k), true);
    if (draft->axis->scale == SCALE_LINEAR)
        draft->ticks->step = decimal_value(multiple(major.rung, major.stride));
    draft_label_evenly(draft);
    draft_even_minor(draft, &stretch, &major);
}

// --- decades

// The decade with a number. Decades are evenly spaced on a log axis (…, 0.1, 1, 10, …, with 1 as
// number 0), and nearly so on a symlog axis (…, −0.1, −0.01, 0, 0.01, 0.1, …, with 0 as number 0).
typedef struct decimal decade_at(long long index);

enum { SYMLOG_EXPONENT = -3 }; // of SCALE_SYMLOG_THRESHOLD

static struct decimal log_decade(long long index)
{
    return (struct decimal){1, (int)index};
}

static struct decimal mirrored_decade(long long index)
{
    return (struct decimal){-1, (int)-index};
}

static struct decimal symlog_decade(long long index)
{
    if (index == 0)
        return (struct decimal){0};
    return (struct decimal){index < 0 ? -1 : 1, (int)llabs(index) + SYMLOG_EXPONENT};
}

// The numbers of the decades inside the axis. The search begins at its ends in axis coordinates,
// which are near.
static struct stretch decades_in(const struct axis *axis, decade_at *at, double u_low,
                                 double u_high)
{
    long long first = (long long)floor(u_low) - 1;
    long long last = (long long)ceil(u_high) + 1;
    while (decimal_value(at(first)) < axis->low)
        first++;
    while (decimal_value(at(last)) > axis->high)
        last--;
    return (struct stretch){(double)first, (double)last, u_high - u_low, 0};
}

// Adds 1 to 9 times a power of ten as minor ticks, for the decade that begins there, or ends there
// if the sign is -1.
static void draft_digits(struct draft *draft, long long sign, int exponent)
{
    for (int digit = 1; digit <= 9; digit++)
        draft_add(draft, (struct decimal){sign * digit, exponent}, false);
}

// Adds minor ticks inside all decades. A symlog axis has decades on both sides of 0, but none below
// its threshold.
static void draft_digits_between(struct draft *draft, decade_at *at, const struct stretch *decades)
{
    for (long long i = (long long)decades->low - 1; i <= (long long)decades->high + 1; i++) {
        struct decimal decade = at(i);
        if (decade.digits != 0) {
            draft_digits(draft, decade.digits, decade.exponent);
        } else {
            draft_digits(draft, 1, SYMLOG_EXPONENT);
            draft_digits(draft, -1, SYMLOG_EXPONENT);
        }
    }
}

// Adds the decades between those that are labelled, as minor ticks, if they are few enough: the
// digits of each decade where all decades are labelled.
static void draft_decades_minor(struct draft *draft, decade_at *at, const struct stretch *decades,
                                bool every_decade)
{
    enum { DIGITS_PER_DECADE = 9 };
    if (every_decade && DIGITS_PER_DECADE * ceil(decades->length) + 1 <= TICKS_MAX)
        draft_digits_between(draft, at, decades);
    else if (!every_decade && decades->high - decades->low < TICKS_MAX)
        for (long long i = (long long)decades->low; i <= (long long)decades->high; i++)
            draft_add(draft, at(i), false);
}

// Makes decades, or every few of them, major ticks, and those between minor ones.
static void draft_decades(struct draft *draft, decade_at *at, double u_low, double u_high, int most)
{
    struct stretch decades = decades_in(draft->axis, at, u_low, u_high);
    struct multiples major = multiples_for(&decades, most);
    long long step = rung_step(major.rung).digits * power_of_ten(rung_step(major.rung).exponent);
    for (long long k = major.first; k <= major.last; k += major.stride)
        draft_add(draft, at(k * step), true);
    draft_label_powers(draft);
    draft_decades_minor(draft, at, &decades, step == 1 && major.stride == 1);
}

// --- decades of a symlog axis: 0, and on each side the powers of ten whose exponents are multiples
// of a step: 1, 100, 10000, … Those nearer to 0 than a step are left out, so that no two numbers
// are nearer to each other than a step.

// Whether a decade is labelled where labels are so many decades apart.
static bool is_symlog_major(long long index, long long step)
{
    long long away = llabs(index);
    return away == 0 || (away >= step && (away + SYMLOG_EXPONENT) % step == 0);
}

static int symlog_majors(const struct stretch *decades, long long step)
{
    int count = 0;
    for (long long i = (long long)decades->low; i <= (long long)decades->high; i++)
        count += is_symlog_major(i, step);
    return count;
}

// The steps in turn: 1, 2, 3, 5, 10, 20, 50, 100, …
static long long symlog_step(int number)
{
    if (number == 2)
        return 3;
    struct decimal step = rung_step(number > 2 ? number - 1 : number);
    return step.digits * power_of_ten(step.exponent);
}

// Of the decades that a step labels, labels 0 and the farthest on each side: where there is room
// for no more. Where there is room for two only, the nearer side goes without.
static void draft_far_decades(struct draft *draft, const struct stretch *decades, long long step,
                              int most)
{
    long long low = (long long)ceil(decades->low), high = (long long)floor(decades->high);
    while (!is_symlog_major(low, step))
        low++;
    while (!is_symlog_major(high, step))
        high--;
    bool both = most > 2 || low >= 0 || high <= 0;
    if (both || -low > high)
        draft_add(draft, symlog_decade(low), true);
    if (low < 0 && high > 0)
        draft_add(draft, symlog_decade(0), true);
    if (both || -low <= high)
        draft_add(draft, symlog_decade(high), true);
}

static void draft_symlog_decades(struct draft *draft, double u_low, double u_high, int most)
{
    struct stretch decades = decades_in(draft->axis, symlog_decade, u_low, u_high);
    int number = 0;
    while ((double)symlog_step(number) * most <= decades.length)
        number++;
    while (number > 0 && symlog_majors(&decades, symlog_step(number)) < 2)
        number--;
    long long step = symlog_step(number);
    bool all = symlog_majors(&decades, step) <= most;
    for (long long i = (long long)decades.low; all && i <= (long long)decades.high; i++)
        if (is_symlog_major(i, step))
            draft_add(draft, symlog_decade(i), true);
    if (!all)
        draft_far_decades(draft, &decades, step, most);
    draft_label_powers(draft);
    draft_decades_minor(draft, symlog_decade, &decades, all && step == 1);
}

// --- log and symlog

// How many of 1, 2, 5, 10, 20, … so many decades hold at most. The closest three, 5 10 20, span 2
// log10 2 decades.
static int round_digits_most(double decades)
{
    double rest = decades - floor(decades);
    int more = rest >= 2 * log10(2) ? 3 : rest >= log10(2) ? 2 : 1;
    return RUNGS_PER_DECADE * (int)floor(decades) + more;
}

// Makes 1, 2, 5, 10, … major ticks, and the other digits minor ones.
static void draft_round_digits(struct draft *draft, long long sign, double u_low, double u_high)
{
    int first = RUNGS_PER_DECADE * (int)floor(u_low);
    int last = RUNGS_PER_DECADE * (int)ceil(u_high);
    for (int rung = first; rung <= last; rung++) {
        struct decimal step = rung_step(rung);
        draft_add(draft, (struct decimal){sign * step.digits, step.exponent}, true);
    }
    draft_label_powers(draft);
    for (int exponent = (int)floor(u_low); exponent <= (int)floor(u_high); exponent++)
        draft_digits(draft, sign, exponent);
}

// Makes the ticks of an axis on one side of 0: even steps below one decade, 1-2-5 between one and
// three, whole decades above. The length alone decides, so that panning changes nothing.
static void draft_one_sided(struct draft *draft, long long sign, int most)
{
    const struct axis *axis = draft->axis;
    double u_low = log10(sign > 0 ? axis->low : -axis->high);
    double u_high = log10(sign > 0 ? axis->high : -axis->low);
    double decades = u_high - u_low;
    bool few = decades >= 1 && decades < 3;
    if (few && round_digits_most(decades) <= most)
        draft_round_digits(draft, sign, u_low, u_high);
    else if (decades < 1 || (decades < 2 && floor(u_high) - ceil(u_low) < 1))
        draft_even(draft, most); // fewer than two powers of ten are in sight
    else if (sign > 0)
        draft_decades(draft, log_decade, u_low, u_high, most);
    else
        draft_decades(draft, mirrored_decade, -u_high, -u_low, most);
}

static void draft_symlog(struct draft *draft, int most)
{
    const double two_decades = 2.01; // the two next to 0 are a little longer than 1 each
    const struct axis *axis = draft->axis;
    double u_low = scale_forward(SCALE_SYMLOG, axis->low);
    double u_high = scale_forward(SCALE_SYMLOG, axis->high);
    if (axis->low >= SCALE_SYMLOG_THRESHOLD)
        draft_one_sided(draft, 1, most);
    else if (axis->high <= -SCALE_SYMLOG_THRESHOLD)
        draft_one_sided(draft, -1, most);
    else if (u_high - u_low >= two_decades)
        draft_symlog_decades(draft, u_low, u_high, most);
    else
        draft_even(draft, most);
}

// --- all

static int by_value(const void *a, const void *b)
{
    double x = ((const struct tick *)a)->value;
    double y = ((const struct tick *)b)->value;
    return (x > y) - (x < y);
}

void ticks_build(const struct axis *axis, int most, struct ticks *ticks)
{
    enum { MOST_LOW = 2, MOST_HIGH = 32 };
    most = most < MOST_LOW ? MOST_LOW : most > MOST_HIGH ? MOST_HIGH : most;
    *ticks = (struct ticks){0};
    if (!axis_check(axis, 0, NULL))
        return;
    struct draft draft = {.axis = axis, .ticks = ticks};
    switch (axis->scale) {
    case SCALE_LOG:
        draft_one_sided(&draft, 1, most);
        break;
    case SCALE_SYMLOG:
        draft_symlog(&draft, most);
        break;
    default:
        draft_even(&draft, most);
    }
    qsort(ticks->items, (size_t)ticks->n, sizeof ticks->items[0], by_value);
}
