// Finds where χ₁ = 1: the critical line in the plane of σw and σb.
#include <math.h>

#include "network/limits.h"
#include "network/mean_field.h"

// The line is swept over q, in equal steps of log q.
enum { PER_DECADE = 24, DECADES = 24, SWEEP = PER_DECADE * DECADES };
static const double log10_lowest = -13;

// The q of step i; i may lie between steps.
static double sweep_q(double i)
{
    return pow(10, log10_lowest + i / PER_DECADE);
}

// Whose line it is.
struct line {
    const struct activation *activation;
    const double *parameters;
};

// The point of the line at q. There, E[f²] = (q - σb²)/σw² and E[f′²] = 1/σw².
struct at_q {
    double sigma_w, b2; // b2 is σb²; where it is negative, no network has this q
    double dv_dq;
};

static struct at_q at_q(const struct line *line, double q)
{
    struct mean_field m;
    if (!mean_field_moments(line->activation, line->parameters, q, &m) || !(m.bp > 0) ||
        !isfinite(m.a) || !isfinite(m.bp))
        return (struct at_q){NAN, NAN, NAN};
    return (struct at_q){1 / sqrt(m.bp), q - m.a / m.bp, m.d / m.bp};
}

// Relative to q: a σb² smaller than this may be rounding.
static const double noise = 1e-11;

// Whether every q gives σb = 0, as for ReLUs: the line is then a single point.
static bool is_straight(const struct line *line)
{
    static const double probes[] = {1e-3, 1, 1e3};
    for (int i = 0; i < 3; i++)
        if (!(fabs(at_q(line, probes[i]).b2) < noise * probes[i]))
            return false;
    return true;
}

// The q between two points at which σb² is b2; it is less at one of them and more at the other. By
// Ridders' method (1979).
static double find_root(const struct line *line, double b2, double low, double high)
{
    double below = at_q(line, low).b2 - b2, above = at_q(line, high).b2 - b2;
    for (int i = 0; i < 80 && high - low > 1e-15 * high; i++) {
        double middle = (low + high) / 2, f = at_q(line, middle).b2 - b2;
        double root = sqrt(f * f - below * above);
        if (f == 0 || root == 0)
            return middle;
        double q = middle + (middle - low) * copysign(1, below - above) * f / root;
        double g = at_q(line, q).b2 - b2;
        if (g == 0)
            return q;
        if (signbit(g) != signbit(f)) {
            low = fmin(q, middle);
            below = q < middle ? g : f;
            above = q < middle ? f : g;
            high = fmax(q, middle);
        } else if (signbit(g) != signbit(below)) {
            high = q;
            above = g;
        } else {
            low = q;
            below = g;
        }
    }
    return (low + high) / 2;
}

static struct critical solution(const struct line *line, double sigma_b, double q)
{
    struct at_q at = at_q(line, q);
    return (struct critical){.sigma_w = at.sigma_w,
                             .sigma_b = sigma_b,
                             .q = q,
                             .dv_dq = at.dv_dq,
                             .repelling = at.dv_dq > 1};
}

// The solution in the limit q → 0, such as that of tanh at σw = 1. It repels if V′ > 1 beside it.
static struct critical solution_at_zero(const struct line *line)
{
    double slope = slope_square_at_zero(line->activation, line->parameters);
    return (struct critical){
        .sigma_w = 1 / sqrt(slope), .dv_dq = 1, .repelling = at_q(line, 1e-5).dv_dq > 1 + 1e-12};
}

static bool has_solution_at_zero(const struct line *line)
{
    double slope = slope_square_at_zero(line->activation, line->parameters);
    return vanishes_at_zero(line->activation, line->parameters) && slope > 0 && isfinite(slope);
}

static int straight_solution(const struct line *line, double sigma_b, struct critical *out)
{
    if (sigma_b != 0)
        return 0;
    *out = solution(line, 0, 1);
    out->q = NAN;
    out->repelling = false;
    out->any_q = true;
    return 1;
}

int mean_field_critical(const struct activation *activation, const double *parameters,
                        double sigma_b, struct critical out[CRITICAL_MAX])
{
    struct line line = {activation, parameters};
    double b2 = sigma_b * sigma_b, q_before = 0, before = NAN;
    int n = 0;
    if (is_straight(&line))
        return straight_solution(&line, sigma_b, out);
    if (b2 == 0 && has_solution_at_zero(&line))
        out[n++] = solution_at_zero(&line);
    for (int i = 0; i <= SWEEP && n < CRITICAL_MAX; i++) {
        double q = sweep_q(i), here = at_q(&line, q).b2 - b2;
        bool clear = fabs(here) > noise * q;
        if (clear && isfinite(before) && signbit(here) != signbit(before))
            out[n++] = solution(&line, sigma_b, find_root(&line, b2, q_before, q));
        if (clear || !isfinite(here)) {
            before = here;
            q_before = q;
        }
    }
    return n;
}

// --- the whole line ---

struct sweep {
    const struct line *line;
    struct critical_vertex *out;
    int n, c;            // points written, and room for them
    double w_max, b_max; // limits of σw and σb
    bool inside;         // whether the point before was within them
};

// Adds a point of the line if it is within the limits.
static void add_vertex(struct sweep *sweep, double q, struct at_q at)
{
    double sigma_b = sqrt(fmax(at.b2, 0));
    bool inside = at.b2 >= 0 && at.sigma_w <= sweep->w_max && sigma_b <= sweep->b_max;
    if (inside && sweep->n < sweep->c) {
        sweep->out[sweep->n++] = (struct critical_vertex){.sigma_w = at.sigma_w,
                                                          .sigma_b = sigma_b,
                                                          .q = q,
                                                          .repelling = at.dv_dq > 1,
                                                          .broken = !sweep->inside};
    }
    sweep->inside = inside;
}

// Adds a vertex where the line crosses σb = 0 between two points.
static void add_crossing(struct sweep *sweep, double q_before, double q)
{
    double root = find_root(sweep->line, 0, q_before, q);
    struct at_q at = at_q(sweep->line, root);
    at.b2 = 0;
    add_vertex(sweep, root, at);
}

int mean_field_critical_line(const struct activation *activation, const double *parameters,
                             double sigma_w_max, double sigma_b_max, struct critical_vertex *out,
                             int c)
{
    struct line line = {activation, parameters};
    struct sweep sweep = {
        .line = &line, .out = out, .c = c, .w_max = sigma_w_max, .b_max = sigma_b_max};
    double before = NAN, q_before = 0;
    if (is_straight(&line)) {
        struct at_q at = at_q(&line, 1);
        add_vertex(&sweep, 1, (struct at_q){at.sigma_w, 0, 1});
        return sweep.n;
    }
    if (has_solution_at_zero(&line)) {
        struct critical zero = solution_at_zero(&line);
        add_vertex(&sweep, 0, (struct at_q){zero.sigma_w, 0, zero.repelling ? 2 : 1});
    }
    for (int i = 0; i <= SWEEP; i++) {
        double q = sweep_q(i);
        struct at_q at = at_q(&line, q);
        if (fabs(at.b2) <= noise * q)
            continue;
        if (isfinite(before) && isfinite(at.b2) && signbit(before) != signbit(at.b2))
            add_crossing(&sweep, q_before, q);
        add_vertex(&sweep, q, at);
        before = at.b2;
        q_before = q;
    }
    return sweep.n;
}
