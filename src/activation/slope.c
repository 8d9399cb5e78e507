#include "activation/slope.h"
#include "base/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    KNOTS_MAX = ACTIVATION_BREAKS_MAX + ACTIVATION_POINTS_MAX,
    BISECTIONS = 1100, // from 1e300 down to any double
    SECTIONS = 60,     // narrow an interval to a part in 3e12
    PEAKS_MAX = 8,     // the most promising ones are climbed
    MAGNITUDES_MAX = 2400,
};

#define EXTREME_FACTOR 4.0

// |f'| at a place; at a break, its limits from both sides.
struct sample {
    double x, left, right;
};

struct line {
    const struct activation *activation;
    const double *parameters;
    double threshold;
    int n;
    struct sample *samples;
};

// NaN counts as no slope at all where the steepest one is looked for.
static double slope(const struct line *line, double x)
{
    return fabs(activation_value(line->activation, line->parameters, ORDER_DF, x));
}

// --- samples ---

static int by_x(const void *a, const void *b)
{
    const struct sample *p = a, *q = b;
    return p->x < q->x ? -1 : p->x > q->x;
}

// Points of interest are extremes, roots and kinks: exactly where something may begin or end.
static void add_knots(struct line *line, double low, double high)
{
    struct activation_point points[ACTIVATION_POINTS_MAX];
    int n = activation_points(line->activation, line->parameters, points);
    for (int i = 0; i < n; i++)
        if (points[i].x > low && points[i].x < high)
            line->samples[line->n++].x = points[i].x;
    struct activation_break breaks[ACTIVATION_BREAKS_MAX];
    n = activation_breaks(line->activation, line->parameters, breaks);
    for (int i = 0; i < n; i++)
        if (breaks[i].x > low && breaks[i].x < high)
            line->samples[line->n++].x = breaks[i].x;
}

static void evaluate(struct line *line)
{
    double *x = memory_must(malloc(2 * (size_t)line->n * sizeof *x)), *y = x + line->n;
    for (int i = 0; i < line->n; i++)
        x[i] = line->samples[i].x;
    activation_eval(line->activation, line->parameters, x, (size_t)line->n, NULL, y, NULL);
    for (int i = 0; i < line->n; i++)
        line->samples[i].left = line->samples[i].right = fabs(y[i]);
    struct activation_break breaks[ACTIVATION_BREAKS_MAX];
    int n = activation_breaks(line->activation, line->parameters, breaks);
    for (int i = 0; i < line->n; i++)
        for (int k = 0; k < n; k++)
            if (breaks[k].x == x[i]) {
                line->samples[i].left = fabs(breaks[k].left[ORDER_DF]);
                line->samples[i].right = fabs(breaks[k].right[ORDER_DF]);
            }
    free(x);
}

static void sort_samples(struct line *line)
{
    int kept = 0;
    qsort(line->samples, (size_t)line->n, sizeof *line->samples, by_x);
    for (int i = 0; i < line->n; i++)
        if (kept == 0 || line->samples[i].x > line->samples[kept - 1].x)
            line->samples[kept++] = line->samples[i];
    line->n = kept;
}

// Takes the places, what lies between them, and room for as many extremes. Ends with line_free.
static void line_init(struct line *line, const double *places, int n)
{
    line->samples = memory_must(malloc(2 * (size_t)(n + KNOTS_MAX) * sizeof *line->samples));
    line->n = n;
    for (int i = 0; i < n; i++)
        line->samples[i].x = places[i];
    add_knots(line, places[0], places[n - 1]);
    sort_samples(line);
    evaluate(line);
}

static void line_free(struct line *line)
{
    free(line->samples);
}

// --- extremes between samples ---

// The extreme of |f'| in [a, b] by golden section: the highest for sign 1, the lowest for -1.
static double extreme(const struct line *line, double a, double b, double sign)
{
    const double golden = (sqrt(5) - 1) / 2;
    double c = b - golden * (b - a), d = a + golden * (b - a);
    double at_c = sign * slope(line, c), at_d = sign * slope(line, d);
    for (int i = 0; i < SECTIONS && c > a && d < b && c < d; i++) {
        if (at_c > at_d) {
            b = d;
            d = c;
            at_d = at_c;
            c = b - golden * (b - a);
            at_c = sign * slope(line, c);
        } else {
            a = c;
            c = d;
            at_c = at_d;
            d = a + golden * (b - a);
            at_d = sign * slope(line, d);
        }
    }
    return at_c > at_d ? c : d;
}

static bool smooth(const struct sample *s)
{
    return s->left == s->right;
}

static bool below(const struct line *line, double slope)
{
    return slope < line->threshold;
}

// Adds the extremes that may reach across the threshold where no sample does.
static void add_extremes(struct line *line)
{
    int n = line->n;
    for (int i = 1; i + 1 < n; i++) {
        const struct sample *s = &line->samples[i];
        double before = s[-1].right, here = s->left, after = s[1].left;
        bool low = here <= before && here <= after && !below(line, here);
        bool high = here >= before && here >= after && below(line, here);
        // Between samples it goes farther by less than they differ; more would be another function.
        double far = EXTREME_FACTOR * fmax(fabs(before - here), fabs(after - here));
        bool reaches = low ? below(line, here - far) : !below(line, here + far);
        if (!smooth(s) || !(low || high) || !reaches || (here == before && here == after))
            continue;
        double x = extreme(line, s[-1].x, s[1].x, high ? 1 : -1), y = slope(line, x);
        if (below(line, y) != below(line, here))
            line->samples[line->n++] = (struct sample){x, y, y};
    }
    sort_samples(line);
}

// --- spans ---

// Where |f'| crosses the threshold between a and b, of which one is below it.
static double crossing(const struct line *line, double a, double b, bool below_a)
{
    for (int i = 0; i < BISECTIONS; i++) {
        double middle = a + (b - a) / 2;
        if (middle <= a || middle >= b)
            break;
        if (below(line, slope(line, middle)) == below_a)
            a = middle;
        else
            b = middle;
    }
    return below_a ? a : b;
}

struct spans {
    struct slope_span *out;
    int n, most;
};

// A span begins or ends at x.
static void turn(struct spans *spans, double x, bool begins)
{
    if (begins && spans->n++ < spans->most)
        spans->out[spans->n - 1] = (struct slope_span){x, x};
    if (!begins && spans->n <= spans->most)
        spans->out[spans->n - 1].high = x;
}

int slope_small(const struct activation *activation, const double *parameters, double threshold,
                const double *places, int n, struct slope_span *out, int most)
{
    struct line line = {activation, parameters, threshold, 0, NULL};
    struct spans spans = {out, 0, most};
    line_init(&line, places, n);
    add_extremes(&line);
    bool now = below(&line, line.samples[0].right);
    if (now)
        turn(&spans, line.samples[0].x, true);
    for (int i = 1; i < line.n; i++) {
        const struct sample *a = &line.samples[i - 1], *b = &line.samples[i];
        bool left = below(&line, b->left), right = i + 1 < line.n ? below(&line, b->right) : left;
        if (left != now)
            turn(&spans, crossing(&line, a->x, b->x, now), left);
        if (right != left)
            turn(&spans, b->x, right);
        now = right;
    }
    if (now)
        turn(&spans, line.samples[line.n - 1].x, false);
    line_free(&line);
    return spans.n;
}

// --- the steepest slope ---

// Fills in magnitudes of doubles from small to large; returns how many.
static int magnitudes(double *out)
{
    const double fine = 1.25, coarse = 10, step = 1. / 32;
    int n = 0;
    for (double x = 1e-300; x < 1e-9; x *= coarse)
        out[n++] = x;
    for (double x = 1e-9; x < step; x *= fine)
        out[n++] = x;
    for (int i = 1; i <= 1024; i++)
        out[n++] = i * step;
    for (double x = 1024 * step * fine; x < 1e9; x *= fine)
        out[n++] = x;
    for (double x = 1e9; x < 1e301; x *= coarse)
        out[n++] = x;
    return n;
}

// Samples of the whole line.
static void line_init_whole(struct line *line, const struct activation *activation,
                            const double *parameters)
{
    double sizes[MAGNITUDES_MAX], places[2 * MAGNITUDES_MAX + 1];
    int n = magnitudes(sizes);
    for (int i = 0; i < n; i++) {
        places[n - 1 - i] = -sizes[i];
        places[n + 1 + i] = sizes[i];
    }
    places[n] = 0;
    *line = (struct line){.activation = activation, .parameters = parameters};
    line_init(line, places, 2 * n + 1);
}

// Whether |f'| grows without bound as x comes near `to` from a side: three steps, each of them
// twice as far in orders of magnitude, bring more and more. `near` and `nearest` are the steps that
// rounding still tells apart.
static bool grows(double far, double near, double nearest)
{
    double first = near - far, second = nearest - near;
    return isinf(nearest) || (first > 1e-6 * near && second > 0.6 * first);
}

static bool grows_far_out(const struct line *line, int sign)
{
    return grows(slope(line, sign * 1e75), slope(line, sign * 1e150), slope(line, sign * 1e300));
}

// At 0 all magnitudes are there; elsewhere there are those of a double's digits.
static bool grows_at(const struct line *line, double x, int sign)
{
    if (x == 0)
        return grows(slope(line, sign * 1e-75), slope(line, sign * 1e-150),
                     slope(line, sign * 1e-300));
    double size = sign * fabs(x);
    return grows(slope(line, x + size * 0x1p-12), slope(line, x + size * 0x1p-24),
                 slope(line, x + size * 0x1p-48));
}

// What a parabola through a sample and its neighbours says of the peak between them.
static double promise(const struct sample *s)
{
    double h0 = s->x - s[-1].x, h1 = s[1].x - s->x;
    double d0 = (s->left - s[-1].right) / h0, d1 = (s[1].left - s->left) / h1;
    double bend = (d0 - d1) / (h0 + h1), tilt = (d0 * h1 + d1 * h0) / (h0 + h1);
    return bend > 0 ? s->left + tilt * tilt / (4 * bend) : s->left;
}

// Promises of all samples; -1 where there is no peak, or where the line is flat.
static void find_promises(const struct line *line, double *promises)
{
    promises[0] = promises[line->n - 1] = -1;
    for (int i = 1; i + 1 < line->n; i++) {
        const struct sample *s = &line->samples[i];
        double before = s[-1].right, after = s[1].left;
        promises[i] = -1;
        if (!smooth(s))
            continue;
        // At the rim of where f is defined the slope may be steep, too.
        if (isnan(before) != isnan(after))
            promises[i] = s->left;
        else if (s->left >= before && s->left >= after && (s->left > before || s->left > after))
            promises[i] = promise(s);
    }
}

// A steep place, and whether the slope is bounded there.
struct peak {
    double x, value;
    bool bounded;
};

static struct peak climb(const struct line *line, const struct sample *s)
{
    double x = extreme(line, s[-1].x, s[1].x, 1), value = slope(line, x);
    if (!(value >= s->left)) {
        x = s->x;
        value = s->left;
    }
    // What only swings is not so much steeper than at its samples.
    bool bounded =
        value < EXTREME_FACTOR * s->left || !(grows_at(line, x, 1) || grows_at(line, x, -1));
    return (struct peak){x, value, bounded};
}

// Climbs the most promising peaks with low <= |x| < high; `promises` of these are used up.
static void climb_band(const struct line *line, double *promises, double low, double high,
                       struct peak *best)
{
    for (int k = 0; k < PEAKS_MAX && best->bounded; k++) {
        int at = 0;
        for (int i = 1; i < line->n; i++) {
            double size = fabs(line->samples[i].x);
            if (promises[i] > promises[at] && size >= low && size < high)
                at = i;
        }
        if (promises[at] < 0)
            return;
        promises[at] = -1;
        struct peak peak = climb(line, &line->samples[at]);
        if (!peak.bounded || peak.value > best->value)
            *best = peak;
    }
}

// The highest of the peaks between samples. What swings promises much where samples are far apart:
// that does not keep nearer peaks from being climbed.
static struct peak highest_peak(const struct line *line)
{
    static const double bands[] = {0, 4, 32, 1e4, HUGE_VAL};
    enum { BANDS = sizeof bands / sizeof *bands - 1 };
    struct peak best = {0, -1, true};
    if (line->n < 2)
        return best;
    double *promises = memory_must(malloc((size_t)line->n * sizeof *promises));
    find_promises(line, promises);
    for (int i = 0; i < BANDS; i++)
        climb_band(line, promises, bands[i], bands[i + 1], &best);
    free(promises);
    return best;
}

// Whether a sample has the steepest slope but for rounding, on some side.
static bool is_steepest(const struct sample *s, double value)
{
    return fmax(s->left, s->right) >= value * (1 - 0x1p-49);
}

static bool is_level(const struct line *line, const struct sample *s)
{
    return activation_value(line->activation, line->parameters, ORDER_D2F, s->x) == 0;
}

// Whether f' has the value at sample i, the steepest one next to 0. Where a curve only tends to
// the value, rounding meets it before f'' is 0.
static bool is_attained(const struct line *line, int i, double value)
{
    const struct sample *s = &line->samples[i];
    if (!smooth(s)) // the branch of the break itself, or a level one beside it
        return slope(line, s->x) >= value * (1 - 0x1p-49) ||
               (i > 0 && is_steepest(s - 1, value) && is_level(line, s - 1)) ||
               (i + 1 < line->n && is_steepest(s + 1, value) && is_level(line, s + 1));
    bool peak =
        i > 0 && i + 1 < line->n && !is_steepest(s - 1, value) && !is_steepest(s + 1, value);
    return peak || is_level(line, s);
}

// Where the steepest of the samples is.
static void find_place(const struct line *line, struct slope_sup *out)
{
    int nearest = -1, n = line->n;
    for (int i = 0; i < n; i++)
        if (is_steepest(&line->samples[i], out->value) &&
            (nearest < 0 || fabs(line->samples[i].x) <= fabs(line->samples[nearest].x)))
            nearest = i;
    if (nearest < 0)
        return;
    out->x = line->samples[nearest].x;
    out->attained = is_attained(line, nearest, out->value);
    if (out->attained || !smooth(&line->samples[nearest]))
        return;
    bool right = is_steepest(&line->samples[n - 1], out->value);
    out->x = right ? HUGE_VAL : -HUGE_VAL;
}

static double highest_sample(const struct line *line, double reach)
{
    double most = 0;
    for (int i = 0; i < line->n; i++)
        if (fabs(line->samples[i].x) <= reach)
            most = fmax(most, fmax(line->samples[i].left, line->samples[i].right));
    return most;
}

static void find_sup(const struct line *line, struct slope_sup *out)
{
    struct peak peak = highest_peak(line);
    out->value = highest_sample(line, HUGE_VAL);
    // What swings may be steeper at the second of three places, and at the third, by chance.
    double near = fmax(peak.value, highest_sample(line, 1e60)) * (1 + 1e-6);
    for (int sign = -1; sign <= 1 && isfinite(out->value); sign += 2)
        if (grows_far_out(line, sign) && slope(line, sign * 1e300) > near)
            *out = (struct slope_sup){.value = HUGE_VAL, .x = sign * HUGE_VAL};
        else if (grows_at(line, 0, sign))
            *out = (struct slope_sup){.value = HUGE_VAL, .x = 0};
    if (!peak.bounded && isfinite(out->value))
        *out = (struct slope_sup){.value = HUGE_VAL, .x = peak.x};
    else if (isfinite(out->value) && peak.value > out->value)
        *out = (struct slope_sup){.value = peak.value, .x = peak.x, .attained = true};
    else
        find_place(line, out);
    out->attained = out->attained && isfinite(out->value);
}

static bool has_impulses(const struct activation *activation, const double *parameters)
{
    struct activation_break breaks[ACTIVATION_BREAKS_MAX];
    int n = activation_breaks(activation, parameters, breaks);
    for (int i = 0; i < n; i++)
        if (breaks[i].left[ORDER_F] != breaks[i].right[ORDER_F])
            return true;
    return false;
}

static bool are_defaults(const struct activation *activation, const double *parameters)
{
    for (int i = 0; i < activation->parameter_count; i++)
        if (parameters[i] != activation->parameters[i].initial)
            return false;
    return activation->expression == NULL;
}

struct slope_sup slope_sup_find(const struct activation *activation, const double *parameters)
{
    struct line line;
    struct slope_sup out = {0};
    line_init_whole(&line, activation, parameters);
    find_sup(&line, &out);
    line_free(&line);
    if (are_defaults(activation, parameters))
        out.value = activation->sup_slope_value;
    out.impulses = has_impulses(activation, parameters);
    return out;
}

double slope_sup(const struct activation *activation, const double *parameters)
{
    if (are_defaults(activation, parameters))
        return activation->sup_slope_value;
    return slope_sup_find(activation, parameters).value;
}

double slope_saturated_below(double sup)
{
    return isfinite(sup) ? SLOPE_SATURATED * sup : (double)NAN;
}
