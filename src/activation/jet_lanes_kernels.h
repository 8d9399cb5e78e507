// The loops of jet_lanes.h at one level: included by jet_lanes_plain.c and its like with JET_TABLE,
// the name of the table to define.
#include "activation/jet_lanes.h"

#include <float.h>
#include <math.h>
#include <stdbool.h>

// Half of a double's last digit, and a little more.
#define ROUNDING 0x1.0001p-53
// What is lost where numbers become too small for doubles to have all digits; and where that is.
#define LOST  0x1p-1020
#define SMALL 0x1p-960

#define LESS(a, b)    ((a) < (b) ? (a) : (b))
#define GREATER(a, b) ((a) > (b) ? (a) : (b))

static inline double size(double low, double high)
{
    double a = fabs(low), b = fabs(high);
    return GREATER(a, b);
}

// No bound where infinities met.
static inline double low_of(double sum)
{
    double low = sum - fabs(sum) * ROUNDING;
    return low >= -DBL_MAX ? low : -HUGE_VAL;
}

static inline double high_of(double sum)
{
    double high = sum + fabs(sum) * ROUNDING;
    return high <= DBL_MAX ? high : HUGE_VAL;
}

static void lanes_add(const struct bounds *restrict a, const struct bounds *restrict b,
                      struct bounds *restrict out)
{
    for (int i = 0; i < JET_LANES; i++) {
        out->low[i] = low_of(a->low[i] + b->low[i]);
        out->high[i] = high_of(a->high[i] + b->high[i]);
    }
}

static void lanes_subtract(const struct bounds *restrict a, const struct bounds *restrict b,
                           struct bounds *restrict out)
{
    for (int i = 0; i < JET_LANES; i++) {
        out->low[i] = low_of(a->low[i] - b->high[i]);
        out->high[i] = high_of(a->high[i] - b->low[i]);
    }
}

static inline double defined(double product) // 0 times no bound is 0
{
    return product == product ? product : 0;
}

static void lanes_scale(const struct bounds *restrict a, double factor, struct bounds *restrict out)
{
    bool keeps = factor >= 0;
    for (int i = 0; i < JET_LANES; i++) {
        double low = defined((keeps ? a->low[i] : a->high[i]) * factor);
        double high = defined((keeps ? a->high[i] : a->low[i]) * factor);
        double m = size(low, high), lost = m < SMALL && m > 0 ? LOST : 0;
        out->low[i] = low_of(low) - lost;
        out->high[i] = high_of(high) + lost;
    }
}

static void lanes_shrink(const struct bounds *restrict a, double divisor,
                         struct bounds *restrict out)
{
    for (int i = 0; i < JET_LANES; i++) {
        double low = a->low[i] / divisor, high = a->high[i] / divisor;
        double m = size(low, high), lost = m < SMALL && m > 0 ? LOST : 0;
        out->low[i] = low_of(low) - lost;
        out->high[i] = high_of(high) + lost;
    }
}

static void lanes_sum_products(const struct bounds *restrict a, const struct bounds *restrict b,
                               int n, double first, double step, struct bounds *restrict out)
{
    double sum_low[JET_LANES] = {0}, sum_high[JET_LANES] = {0}, lost[JET_LANES] = {0};
    double all_low[JET_LANES] = {0}, all_high[JET_LANES] = {0}; // the sums of magnitudes
    for (int j = 0; j < n; j++) {
        const struct bounds *restrict p = &a[j], *restrict q = &b[n - 1 - j];
        double weight = first + step * j;
        for (int i = 0; i < JET_LANES; i++) {
            double ll = defined(p->low[i] * q->low[i]), lh = defined(p->low[i] * q->high[i]);
            double hl = defined(p->high[i] * q->low[i]), hh = defined(p->high[i] * q->high[i]);
            double low = LESS(LESS(ll, lh), LESS(hl, hh));
            double high = GREATER(GREATER(ll, lh), GREATER(hl, hh));
            double of_p = size(p->low[i], p->high[i]), of_q = size(q->low[i], q->high[i]);
            double m = size(low, high), least = LESS(of_p, of_q);
            sum_low[i] += weight * low;
            sum_high[i] += weight * high;
            all_low[i] += weight * fabs(low);
            all_high[i] += weight * fabs(high);
            lost[i] += (m < SMALL ? LOST : 0) * (least > 0 ? 1 : 0);
        }
    }
    double digits = (2 * n + 2) * ROUNDING;
    for (int i = 0; i < JET_LANES; i++) {
        double low = sum_low[i] - (all_low[i] * digits + lost[i]);
        double high = sum_high[i] + (all_high[i] * digits + lost[i]);
        out->low[i] = low >= -DBL_MAX ? low : -HUGE_VAL;
        out->high[i] = high <= DBL_MAX ? high : HUGE_VAL;
    }
}

static void lanes_invert(const struct bounds *restrict a, struct bounds *restrict out)
{
    for (int i = 0; i < JET_LANES; i++) {
        double low = 1 / a->high[i], high = 1 / a->low[i];
        double from = low - fabs(low) * ROUNDING - DBL_MIN;
        double to = high + fabs(high) * ROUNDING + DBL_MIN;
        bool has_low = a->low[i] >= 0 || a->high[i] < 0;
        bool has_high = a->high[i] <= 0 || a->low[i] > 0;
        out->low[i] = has_low && from >= -DBL_MAX ? from : -HUGE_VAL;
        out->high[i] = has_high && to <= DBL_MAX ? to : HUGE_VAL;
    }
}

extern const struct jet_table JET_TABLE;
const struct jet_table JET_TABLE = {
    .add = lanes_add,
    .subtract = lanes_subtract,
    .scale = lanes_scale,
    .shrink = lanes_shrink,
    .sum_products = lanes_sum_products,
    .invert = lanes_invert,
};
