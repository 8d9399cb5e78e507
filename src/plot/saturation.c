#include "plot/saturation.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    PLACES = 513,
    KNOTS_MAX = ACTIVATION_BREAKS_MAX + ACTIVATION_POINTS_MAX,
    // Each place may bring one extreme of its neighbourhood.
    SAMPLES_MAX = 2 * (PLACES + KNOTS_MAX),
    BISECTIONS = 1100, // from 1e300 down to any double
    SECTIONS = 60,
    TAIL_PLACES = 57,
};

#define MEASURED       20.0 // each side of 0
#define TAIL_FACTOR    1.5
#define EXTREME_FACTOR 4.0
#define SUP_RANGE      50.0

// |f'| at a place; at a break, its limits from both sides.
struct sample {
    double x, left, right;
};

struct line {
    const struct activation *activation;
    const double *parameters;
    double threshold;
    struct sample samples[SAMPLES_MAX];
    int n;
};

static double slope(const struct line *line, double x)
{
    return fabs(activation_value(line->activation, line->parameters, ORDER_DF, x));
}

static bool below(const struct line *line, double slope)
{
    return slope < line->threshold;
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
    double x[SAMPLES_MAX], y[SAMPLES_MAX];
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
}

static void drop_doubles(struct line *line)
{
    int kept = 0;
    for (int i = 0; i < line->n; i++)
        if (kept == 0 || line->samples[i].x > line->samples[kept - 1].x)
            line->samples[kept++] = line->samples[i];
    line->n = kept;
}

static void sample_line(struct line *line, const struct axis *x)
{
    line->n = 0;
    for (int i = 0; i < PLACES; i++)
        line->samples[line->n++].x = axis_value(x, (double)i / (PLACES - 1));
    add_knots(line, x->low, x->high);
    qsort(line->samples, (size_t)line->n, sizeof *line->samples, by_x);
    drop_doubles(line);
    evaluate(line);
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
    qsort(line->samples, (size_t)line->n, sizeof *line->samples, by_x);
    drop_doubles(line);
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

static void span_end(struct saturation *out, double x)
{
    if (out->n > 0)
        out->spans[out->n - 1].high = x;
}

static void span_begin(struct saturation *out, double x)
{
    if (out->n == SATURATION_SPANS_MAX)
        out->dense = true;
    else
        out->spans[out->n++] = (struct saturation_span){x, x};
}

static void turn(struct saturation *out, double x, bool now_below)
{
    if (now_below)
        span_begin(out, x);
    else if (!out->dense)
        span_end(out, x);
}

void saturation_find(const struct activation *activation, const double *parameters,
                     double threshold, const struct axis *x, struct saturation *out)
{
    struct line *line = malloc(sizeof *line);
    if (line == NULL)
        abort();
    line->activation = activation;
    line->parameters = parameters;
    line->threshold = threshold;
    out->n = 0;
    out->dense = false;
    sample_line(line, x);
    add_extremes(line);
    bool now = below(line, line->samples[0].right);
    if (now)
        span_begin(out, line->samples[0].x);
    for (int i = 1; i < line->n && !out->dense; i++) {
        const struct sample *a = &line->samples[i - 1], *b = &line->samples[i];
        bool left = below(line, b->left), right = i + 1 < line->n ? below(line, b->right) : left;
        if (left != now)
            turn(out, crossing(line, a->x, b->x, now), left);
        if (right != left)
            turn(out, b->x, right);
        now = right;
    }
    if (now && !out->dense)
        span_end(out, line->samples[line->n - 1].x);
    free(line);
}

// Whether |f'| stays below from x on outwards.
static bool tail_below(const struct activation *activation, const double *parameters,
                       double threshold, double x)
{
    double places[TAIL_PLACES], y[TAIL_PLACES];
    for (int i = 0; i < TAIL_PLACES; i++, x *= TAIL_FACTOR)
        places[i] = x;
    activation_eval(activation, parameters, places, TAIL_PLACES, NULL, y, NULL);
    for (int i = 0; i < TAIL_PLACES; i++)
        if (!(fabs(y[i]) < threshold))
            return false;
    return true;
}

void saturation_measure(const struct activation *activation, const double *parameters,
                        double threshold, const struct axis *view, struct saturation *out)
{
    struct axis x = {.scale = SCALE_LINEAR,
                     .low = fmin(view->low, -MEASURED),
                     .high = fmax(view->high, MEASURED)};
    saturation_find(activation, parameters, threshold, &x, out);
    if (out->n == 0 || out->dense)
        return;
    struct saturation_span *first = &out->spans[0], *last = &out->spans[out->n - 1];
    if (first->low == x.low && tail_below(activation, parameters, threshold, x.low))
        first->low = -HUGE_VAL;
    if (last->high == x.high && tail_below(activation, parameters, threshold, x.high))
        last->high = HUGE_VAL;
}

// --- the steepest slope ---

static bool are_defaults(const struct activation *activation, const double *parameters)
{
    for (int i = 0; i < activation->parameter_count; i++)
        if (parameters[i] != activation->parameters[i].initial)
            return false;
    return activation->expression == NULL;
}

static double sup_found(struct line *line)
{
    const struct axis x = {.scale = SCALE_LINEAR, .low = -SUP_RANGE, .high = SUP_RANGE};
    sample_line(line, &x);
    double sup = 0;
    for (int i = 0; i < line->n; i++) {
        const struct sample *s = &line->samples[i];
        sup = fmax(sup, fmax(s->left, s->right));
        bool peak = i > 0 && i + 1 < line->n && s->left >= s[-1].right && s->right >= s[1].left;
        if (peak && smooth(s))
            sup = fmax(sup, slope(line, extreme(line, s[-1].x, s[1].x, 1)));
    }
    // Far out it is nearly its limit there, or still on its way to infinity.
    double near = fmax(sup, fmax(slope(line, -1e3), slope(line, 1e3)));
    double far = fmax(slope(line, -1e6), slope(line, 1e6));
    return far > 2 * near ? HUGE_VAL : fmax(near, far);
}

double slope_sup(const struct activation *activation, const double *parameters)
{
    if (are_defaults(activation, parameters))
        return activation->sup_slope_value;
    struct line *line = malloc(sizeof *line);
    if (line == NULL)
        abort();
    line->activation = activation;
    line->parameters = parameters;
    double sup = sup_found(line);
    free(line);
    return sup;
}
