// Computes fixed points all over the plane of σw and σb from a table of moments, fast enough for a
// picture.
#include <math.h>
#include <string.h>

#include "network/limits.h"
#include "network/mean_field.h"

// The table's ln q: from 1e-20 to 1e10, 16 points a decade.
static const double log_low = -46.051701859880914, log_step = 0.14391156831212787;

// A moment of 0, as of a function that is 0 over the whole density, counts as this, since it needs
// a logarithm.
static const double smallest = 1e-300;

void moment_table_init(struct moment_table *table, const struct activation *activation,
                       const double *parameters)
{
    table->activation = activation;
    memcpy(table->parameters, parameters, sizeof table->parameters);
    table->chi_zero = slope_square_at_zero(activation, parameters);
    table->chi_infinite = slope_square_at_infinity(activation, parameters);
    table->zero_at_zero = vanishes_at_zero(activation, parameters);
    for (int i = 0; i < MOMENT_TABLE_SIZE; i++) {
        struct mean_field m = {0};
        table->log_q[i] = log_low + i * log_step;
        mean_field_moments(activation, parameters, exp(table->log_q[i]), &m);
        table->log_a[i] = log(fmin(fmax(m.a, smallest), 1 / smallest));
        table->log_bp[i] = log(fmin(fmax(m.bp, smallest), 1 / smallest));
    }
}

// The value at `place`, counted in points of the table, by the cubic through the four points around
// it.
static double interpolate(const double *values, double place)
{
    int i = (int)place;
    i = i < 1 ? 1 : i > MOMENT_TABLE_SIZE - 3 ? MOMENT_TABLE_SIZE - 3 : i;
    const double *y = values + i - 1;
    double t = place - i, a = t * (t - 1) / 6, b = (t + 1) * (t - 2) / 2;
    return -a * (t - 2) * y[0] + b * (t - 1) * y[1] - b * t * y[2] + a * (t + 1) * y[3];
}

// The place of ln q in the table.
static double place_of(double log_q)
{
    return fmax(0, fmin((log_q - log_low) / log_step, MOMENT_TABLE_SIZE - 1));
}

// ln V(q): the next layer's variance.
static double log_variance(const struct moment_table *table, double w2, double b2, double log_q)
{
    return log(w2 * exp(interpolate(table->log_a, place_of(log_q))) + b2);
}

// Finds the ln q between two points at which V(q) = q, by halving.
static double settle(const struct moment_table *table, double w2, double b2, double from, double to)
{
    bool rising = to > from;
    for (int i = 0; i < 40; i++) {
        double middle = (from + to) / 2;
        if ((log_variance(table, w2, b2, middle) > middle) == rising)
            from = middle;
        else
            to = middle;
    }
    return (from + to) / 2;
}

// Follows ln q from layer to layer, by at least a quarter at a time, until it turns back or leaves
// the table.
static enum regime follow(const struct moment_table *table, double w2, double b2, double *log_q)
{
    const double low = log_low + log_step, high = log_low + (MOMENT_TABLE_SIZE - 3) * log_step;
    double at = log(w2 + b2), way = log_variance(table, w2, b2, at) - at;
    bool rising = way > 0;
    if (fabs(way) < 1e-9 && b2 == 0 && fabs(log_variance(table, w2, b2, at - 3) - at + 3) < 1e-9)
        return *log_q = at, REGIME_ANY;
    while (at > low && at < high) {
        double step = rising ? fmax(way, 0.25) : fmin(way, -0.25), next = at + step;
        way = log_variance(table, w2, b2, next) - next;
        if ((way > 0) != rising) {
            *log_q = settle(table, w2, b2, at, next);
            return REGIME_FINITE;
        }
        at = next;
    }
    *log_q = at;
    return rising ? REGIME_INFINITE : REGIME_ZERO;
}

struct phase mean_field_phase(const struct moment_table *table, double sigma_w, double sigma_b)
{
    double w2 = sigma_w * sigma_w, b2 = sigma_b * sigma_b, log_q = 0;
    struct phase out = {.q_star = NAN};
    if (!(sigma_w > 0))
        return (struct phase){.regime = REGIME_FINITE, .q_star = b2, .chi_1 = 0, .xi_grad = 0};
    out.regime = follow(table, w2, b2, &log_q);
    if (out.regime == REGIME_ZERO) {
        out.q_star = 0;
        out.chi_1 = w2 * table->chi_zero;
    } else if (out.regime == REGIME_INFINITE) {
        out.q_star = INFINITY;
        out.chi_1 = w2 * table->chi_infinite;
    } else {
        out.q_star = exp(log_q);
        out.chi_1 = w2 * exp(interpolate(table->log_bp, place_of(log_q)));
    }
    out.xi_grad = out.chi_1 == 1 ? HUGE_VAL : -1 / log(out.chi_1);
    return out;
}

void mean_field_phase_row(const struct moment_table *table, double sigma_b, double sigma_w_low,
                          double sigma_w_high, int n, struct phase *out)
{
    for (int i = 0; i < n; i++) {
        double t = n > 1 ? (double)i / (n - 1) : 0;
        out[i] = mean_field_phase(table, sigma_w_low + t * (sigma_w_high - sigma_w_low), sigma_b);
    }
}
