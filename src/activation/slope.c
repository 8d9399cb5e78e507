#include "activation/slope.h"
#include "base/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    KNOTS_MAX = ACTIVATION_BREAKS_MAX + ACTIVATION_POINTS_MAX,
    BISECTIONS = 1100, // enough to get from 1e300 down to any double
    SECTIONS = 60,     // of a golden section: they narrow an interval to a part in 3e12
    PEAKS_MAX = 8,     // so many peaks of a band are climbed
    MAGNITUDES_MAX = 2400,
};

// Between two samples |f'| is taken to exceed them by less than this times their difference.
#define EXTREME_FACTOR 4.0

// |f'| at x; at a break, its limits from the left and from the right.
struct sample {
    double x, left, right;
};

// A function's |f'| along x, as `n` samples in increasing x.
struct profile {
    const struct activation *activation;
    const double *parameters;
    double threshold;
    int n;
    struct sample *samples;
};

// |f'(x)|; NaN where there is none, which no comparison takes for the steepest.
static double slope(const struct profile *profile, double x)
{
    return fabs(activation_value(profile->activation, profile->parameters, ORDER_DF, x));
}

// --- samples ---

static int by_x(const void *a, const void *b)
{
    const struct sample *p = a, *q = b;
    return p->x < q->x ? -1 : p->x > q->x;
}

// Adds the x of points of interest and breaks between low and high: at extremes, roots and kinks
// |f'| may have its extremes or jump.
static void add_knots(struct profile *profile, double low, double high)
{
    struct activation_point points[ACTIVATION_POINTS_MAX];
    int n = activation_points(profile->activation, profile->parameters, points);
    for (int i = 0; i < n; i++)
        if (points[i].x > low && points[i].x < high)
            profile->samples[profile->n++].x = points[i].x;
    struct activation_break breaks[ACTIVATION_BREAKS_MAX];
    n = activation_breaks(profile->activation, profile->parameters, breaks);
    for (int i = 0; i < n; i++)
        if (breaks[i].x > low && breaks[i].x < high)
            profile->samples[profile->n++].x = breaks[i].x;
}

// Fills in the slopes of all samples.
static void evaluate(struct profile *profile)
{
    double *x = memory_must(malloc(2 * (size_t)profile->n * sizeof *x)), *y = x + profile->n;
    for (int i = 0; i < profile->n; i++)
        x[i] = profile->samples[i].x;
    activation_eval(profile->activation, profile->parameters, x, (size_t)profile->n, NULL, y, NULL);
    for (int i = 0; i < profile->n; i++)
        profile->samples[i].left = profile->samples[i].right = fabs(y[i]);
    struct activation_break breaks[ACTIVATION_BREAKS_MAX];
    int n = activation_breaks(profile->activation, profile->parameters, breaks);
    for (int i = 0; i < profile->n; i++)
        for (int k = 0; k < n; k++)
            if (breaks[k].x == x[i]) {
                profile->samples[i].left = fabs(breaks[k].left[ORDER_DF]);
                profile->samples[i].right = fabs(breaks[k].right[ORDER_DF]);
            }
    free(x);
}

// Sorts the samples by x and keeps one for each x.
static void sort_samples(struct profile *profile)
{
    int kept = 0;
    qsort(profile->samples, (size_t)profile->n, sizeof *profile->samples, by_x);
    for (int i = 0; i < profile->n; i++)
        if (kept == 0 || profile->samples[i].x > profile->samples[kept - 1].x)
            profile->samples[kept++] = profile->samples[i];
    profile->n = kept;
}

// Samples |f'| at the places, and at the points of interest and breaks between them; with memory
// for as many extremes. End with profile_free.
static void profile_init(struct profile *profile, const double *places, int n)
{
    profile->samples = memory_must(malloc(2 * (size_t)(n + KNOTS_MAX) * sizeof *profile->samples));
    profile->n = n;
    for (int i = 0; i < n; i++)
        profile->samples[i].x = places[i];
    add_knots(profile, places[0], places[n - 1]);
    sort_samples(profile);
    evaluate(profile);
}

static void profile_free(struct profile *profile)
{
    free(profile->samples);
}

// --- extremes between samples ---

// The extreme of |f'| in [a, b] by golden section: the highest for sign 1, the lowest for -1.
static double extreme(const struct profile *profile, double a, double b, double sign)
{
    const double golden = (sqrt(5) - 1) / 2;
    double c = b - golden * (b - a), d = a + golden * (b - a);
    double at_c = sign * slope(profile, c), at_d = sign * slope(profile, d);
    for (int i = 0; i < SECTIONS && c > a && d < b && c < d; i++) {
        if (at_c > at_d) {
            b = d;
            d = c;
            at_d = at_c;
            c = b - golden * (b - a);
            at_c = sign * slope(profile, c);
        } else {
            a = c;
            c = d;
            at_c = at_d;
            d = a + golden * (b - a);
            at_d = sign * slope(profile, d);
        }
    }
    return at_c > at_d ? c : d;
}

// Whether |f'| does not jump at the sample.
static bool smooth(const struct sample *s)
{
    return s->left == s->right;
}

static bool below(const struct profile *profile, double slope)
{
    return slope < profile->threshold;
}

// Adds extremes of |f'| between samples that are all on one side of the threshold, if the extreme
// is on the other.
static void add_extremes(struct profile *profile)
{
    int n = profile->n;
    for (int i = 1; i + 1 < n; i++) {
        const struct sample *s = &profile->samples[i];
        double before = s[-1].right, here = s->left, after = s[1].left;
        bool low = here <= before && here <= after && !below(profile, here);
        bool high = here >= before && here >= after && below(profile, here);
        // The most that |f'| is taken to change between the samples.
        double far = EXTREME_FACTOR * fmax(fabs(before - here), fabs(after - here));
        bool reaches = low ? below(profile, here - far) : !below(profile, here + far);
        if (!smooth(s) || !(low || high) || !reaches || (here == before && here == after))
            continue;
        double x = extreme(profile, s[-1].x, s[1].x, high ? 1 : -1), y = slope(profile, x);
        if (below(profile, y) != below(profile, here))
            profile->samples[profile->n++] = (struct sample){x, y, y};
    }
    sort_samples(profile);
}

// --- spans ---

// Where |f'| crosses the threshold between a and b, of which one is below it.
static double crossing(const struct profile *profile, double a, double b, bool below_a)
{
    for (int i = 0; i < BISECTIONS; i++) {
        double middle = a + (b - a) / 2;
        if (middle <= a || middle >= b)
            break;
        if (below(profile, slope(profile, middle)) == below_a)
            a = middle;
        else
            b = middle;
    }
    return below_a ? a : b;
}

// The spans found so far: `n` of them, of which at most `most` are written.
struct spans {
    struct slope_span *out;
    int n, most;
};

// Begins a span at x, or ends the last one there.
static void set_end(struct spans *spans, double x, bool begins)
{
    if (begins && spans->n++ < spans->most)
        spans->out[spans->n - 1] = (struct slope_span){x, x};
    if (!begins && spans->n <= spans->most)
        spans->out[spans->n - 1].high = x;
}

int slope_small(const struct activation *activation, const double *parameters, double threshold,
                const double *places, int n, struct slope_span *out, int most)
{
    struct profile profile = {activation, parameters, threshold, 0, NULL};
    struct spans spans = {out, 0, most};
    profile_init(&profile, places, n);
    add_extremes(&profile);
    bool now = below(&profile, profile.samples[0].right);
    if (now)
        set_end(&spans, profile.samples[0].x, true);
    for (int i = 1; i < profile.n; i++) {
        const struct sample *a = &profile.samples[i - 1], *b = &profile.samples[i];
        bool left = below(&profile, b->left),
             right = i + 1 < profile.n ? below(&profile, b->right) : left;
        if (left != now)
            set_end(&spans, crossing(&profile, a->x, b->x, now), left);
        if (right != left)
            set_end(&spans, b->x, right);
        now = right;
    }
    if (now)
        set_end(&spans, profile.samples[profile.n - 1].x, false);
    profile_free(&profile);
    return spans.n;
}

// --- the steepest slope ---

// Fills in the |x| of the samples, increasing and at most MAGNITUDES_MAX; returns how many.
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

// Samples |f'| over all doubles.
static void profile_init_whole(struct profile *profile, const struct activation *activation,
                               const double *parameters)
{
    double sizes[MAGNITUDES_MAX], places[2 * MAGNITUDES_MAX + 1];
    int n = magnitudes(sizes);
    for (int i = 0; i < n; i++) {
        places[n - 1 - i] = -sizes[i];
        places[n + 1 + i] = sizes[i];
    }
    places[n] = 0;
    *profile = (struct profile){.activation = activation, .parameters = parameters};
    profile_init(profile, places, 2 * n + 1);
}

// Whether |f'| grows without bound towards a place, from its values at three distances d, d² and d⁴
// (relative, or far out their inverses). ln d doubles from each to the next: if |f'| grows as fast
// as a logarithm, the second step adds twice as much as the first; if it has a limit, next to
// nothing.
static bool grows(double far, double near, double nearest)
{
    double first = near - far, second = nearest - near;
    return isinf(nearest) || (first > 1e-6 * near && second > 0.6 * first);
}

// The same as x goes to sign * infinity.
static bool grows_far_out(const struct profile *profile, int sign)
{
    return grows(slope(profile, sign * 1e75), slope(profile, sign * 1e150),
                 slope(profile, sign * 1e300));
}

// The same as x is approached from the right (sign 1) or from the left. Near 0 doubles are dense
// down to 1e-300; near other numbers the distances are limited by their 53 bits.
static bool grows_at(const struct profile *profile, double x, int sign)
{
    if (x == 0)
        return grows(slope(profile, sign * 1e-75), slope(profile, sign * 1e-150),
                     slope(profile, sign * 1e-300));
    double size = sign * fabs(x);
    return grows(slope(profile, x + size * 0x1p-12), slope(profile, x + size * 0x1p-24),
                 slope(profile, x + size * 0x1p-48));
}

// An estimate of the peak near a sample: that of the parabola through it and its neighbours.
static double peak_estimate(const struct sample *s)
{
    double h0 = s->x - s[-1].x, h1 = s[1].x - s->x;
    double d0 = (s->left - s[-1].right) / h0, d1 = (s[1].left - s->left) / h1;
    double bend = (d0 - d1) / (h0 + h1), tilt = (d0 * h1 + d1 * h0) / (h0 + h1);
    return bend > 0 ? s->left + tilt * tilt / (4 * bend) : s->left;
}

// Estimates the peaks at all samples; -1 where there is none, or where |f'| is constant.
static void find_estimates(const struct profile *profile, double *estimates)
{
    estimates[0] = estimates[profile->n - 1] = -1;
    for (int i = 1; i + 1 < profile->n; i++) {
        const struct sample *s = &profile->samples[i];
        double before = s[-1].right, after = s[1].left;
        estimates[i] = -1;
        if (!smooth(s))
            continue;
        // Next to the end of its domain f may be steep as well.
        if (isnan(before) != isnan(after))
            estimates[i] = s->left;
        else if (s->left >= before && s->left >= after && (s->left > before || s->left > after))
            estimates[i] = peak_estimate(s);
    }
}

// A local maximum of |f'| at x, and whether |f'| is bounded there.
struct peak {
    double x, value;
    bool bounded;
};

// Finds the maximum between the neighbours of a sample.
static struct peak climb(const struct profile *profile, const struct sample *s)
{
    double x = extreme(profile, s[-1].x, s[1].x, 1), value = slope(profile, x);
    if (!(value >= s->left)) {
        x = s->x;
        value = s->left;
    }
    // If |f'| is much larger than at the samples it may have a pole; where f only swings it is not.
    bool bounded =
        value < EXTREME_FACTOR * s->left || !(grows_at(profile, x, 1) || grows_at(profile, x, -1));
    return (struct peak){x, value, bounded};
}

// Climbs the PEAKS_MAX peaks of the highest estimates with low <= |x| < high, sets their estimates
// to -1, and sets *best to the highest or to one where |f'| is not bounded.
static void climb_band(const struct profile *profile, double *estimates, double low, double high,
                       struct peak *best)
{
    for (int k = 0; k < PEAKS_MAX && best->bounded; k++) {
        int at = 0;
        for (int i = 1; i < profile->n; i++) {
            double size = fabs(profile->samples[i].x);
            if (estimates[i] > estimates[at] && size >= low && size < high)
                at = i;
        }
        if (estimates[at] < 0)
            return;
        estimates[at] = -1;
        struct peak peak = climb(profile, &profile->samples[at]);
        if (!peak.bounded || peak.value > best->value)
            *best = peak;
    }
}

// The highest of the peaks between samples. Where samples are far apart, a function that swings has
// many estimates that are too high. So each band of |x| has its own peaks: those near 0 are climbed
// in any case.
static struct peak highest_peak(const struct profile *profile)
{
    static const double bands[] = {0, 4, 32, 1e4, HUGE_VAL};
    enum { BANDS = sizeof bands / sizeof *bands - 1 };
    struct peak best = {0, -1, true};
    if (profile->n < 2)
        return best;
    double *estimates = memory_must(malloc((size_t)profile->n * sizeof *estimates));
    find_estimates(profile, estimates);
    for (int i = 0; i < BANDS; i++)
        climb_band(profile, estimates, bands[i], bands[i + 1], &best);
    free(estimates);
    return best;
}

// Whether |f'| is `value` at a sample, on one side of it at least, up to rounding.
static bool is_steepest(const struct sample *s, double value)
{
    return fmax(s->left, s->right) >= value * (1 - 0x1p-49);
}

// Whether the slope does not change at a sample.
static bool is_level(const struct profile *profile, const struct sample *s)
{
    return activation_value(profile->activation, profile->parameters, ORDER_D2F, s->x) == 0;
}

// Whether |f'| takes the value sup|f'| at sample i, of all samples with that value the nearest to
// 0. If |f'| only tends to the value, as of softplus far out, it is rounded to it while f'' is not
// yet 0.
static bool is_attained(const struct profile *profile, int i, double value)
{
    const struct sample *s = &profile->samples[i];
    if (!smooth(s)) // the break's own value, or a straight branch that begins there
        return slope(profile, s->x) >= value * (1 - 0x1p-49) ||
               (i > 0 && is_steepest(s - 1, value) && is_level(profile, s - 1)) ||
               (i + 1 < profile->n && is_steepest(s + 1, value) && is_level(profile, s + 1));
    bool peak =
        i > 0 && i + 1 < profile->n && !is_steepest(s - 1, value) && !is_steepest(s + 1, value);
    return peak || is_level(profile, s);
}

// Sets out->x and out->attained for a sup|f'| that is the steepest of the samples.
static void find_place(const struct profile *profile, struct slope_sup *out)
{
    int nearest = -1, n = profile->n;
    for (int i = 0; i < n; i++)
        if (is_steepest(&profile->samples[i], out->value) &&
            (nearest < 0 || fabs(profile->samples[i].x) <= fabs(profile->samples[nearest].x)))
            nearest = i;
    if (nearest < 0)
        return;
    out->x = profile->samples[nearest].x;
    out->attained = is_attained(profile, nearest, out->value);
    if (out->attained || !smooth(&profile->samples[nearest]))
        return;
    bool right = is_steepest(&profile->samples[n - 1], out->value);
    out->x = right ? HUGE_VAL : -HUGE_VAL;
}

// The greatest |f'| of the samples with |x| <= reach.
static double highest_sample(const struct profile *profile, double reach)
{
    double most = 0;
    for (int i = 0; i < profile->n; i++)
        if (fabs(profile->samples[i].x) <= reach)
            most = fmax(most, fmax(profile->samples[i].left, profile->samples[i].right));
    return most;
}

static void find_sup(const struct profile *profile, struct slope_sup *out)
{
    struct peak peak = highest_peak(profile);
    out->value = highest_sample(profile, HUGE_VAL);
    // If f swings, |f'| may grow at the three places of grows_far_out by chance. Only if it is
    // greater at the last of them than anywhere below 1e60 is it unbounded.
    double near = fmax(peak.value, highest_sample(profile, 1e60)) * (1 + 1e-6);
    for (int sign = -1; sign <= 1 && isfinite(out->value); sign += 2)
        if (grows_far_out(profile, sign) && slope(profile, sign * 1e300) > near)
            *out = (struct slope_sup){.value = HUGE_VAL, .x = sign * HUGE_VAL};
        else if (grows_at(profile, 0, sign))
            *out = (struct slope_sup){.value = HUGE_VAL, .x = 0};
    if (!peak.bounded && isfinite(out->value))
        *out = (struct slope_sup){.value = HUGE_VAL, .x = peak.x};
    else if (isfinite(out->value) && peak.value > out->value)
        *out = (struct slope_sup){.value = peak.value, .x = peak.x, .attained = true};
    else
        find_place(profile, out);
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
    struct profile profile;
    struct slope_sup out = {0};
    profile_init_whole(&profile, activation, parameters);
    find_sup(&profile, &out);
    profile_free(&profile);
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
