// The operations of jet_lanes.h at one level: jet_lanes_plain.c, jet_lanes_avx2.c and
// jet_lanes_avx512.c include this with JET_TABLE, the name of the table to define.
#include "activation/arrays/jet_lanes.h"

#include <float.h>
#include <math.h>
#include <stdbool.h>

// A rounded result is moved outwards by this part of its size. Half a unit in the last place is at
// most 2^-53 of a number; with one and a half times that, the move never rounds back to the number
// from which it started, not even next to DBL_MIN, where the move itself is rounded.
#define ROUNDING 0x1.8p-53
// The most that rounding takes of a result, relative to it, and a little for rounding of error
// sums.
#define UNIT 0x1.0001p-53
// Products below SMALL in size may be subnormal and lose digits: less than LOST, also after
// multiplication by a weight.
#define SMALL 0x1p-960
#define LOST  0x1p-1070

// If a product overflows, all that is known is that it exceeds DBL_MAX. As a lower bound it counts
// as this much, so that ten of them times weights do not overflow again.
#define MOST 0x1p1015

#define LESS(a, b)    ((a) < (b) ? (a) : (b))
#define GREATER(a, b) ((a) > (b) ? (a) : (b))

// A lower bound of a rounded sum. NaN, from infinities of both signs, becomes -infinity.
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

static void lanes_negate(const struct bounds *restrict a, struct bounds *restrict out)
{
    for (int i = 0; i < JET_LANES; i++) {
        out->low[i] = -a->high[i];
        out->high[i] = -a->low[i];
    }
}

// A product of bounds, where 0 times infinity, NaN, counts as 0.
static inline double defined(double product)
{
    return product == product ? product : 0;
}

// The most that a product or quotient lost because it is subnormal.
static inline double lost_of(double result, double operand)
{
    return fabs(result) < SMALL && operand != 0 ? LOST : 0;
}

static void lanes_scale(const struct bounds *restrict a, double factor, struct bounds *restrict out)
{
    bool keeps = factor >= 0;
    for (int i = 0; i < JET_LANES; i++) {
        double from = factor != 0 ? (keeps ? a->low[i] : a->high[i]) : 0;
        double to = factor != 0 ? (keeps ? a->high[i] : a->low[i]) : 0;
        double low = from * factor, high = to * factor;
        out->low[i] = low_of(low) - lost_of(low, from);
        out->high[i] = high_of(high) + lost_of(high, to);
    }
}

static void lanes_shrink(const struct bounds *restrict a, double divisor,
                         struct bounds *restrict out)
{
    for (int i = 0; i < JET_LANES; i++) {
        double low = a->low[i] / divisor, high = a->high[i] / divisor;
        out->low[i] = low_of(low) - lost_of(low, a->low[i]);
        out->high[i] = high_of(high) + lost_of(high, a->high[i]);
    }
}

// Sums of the lower and upper bounds of products, and of the absolute values of these (all_low,
// all_high), by which rounding errors are bounded.
struct sums {
    double low[JET_LANES], high[JET_LANES], all_low[JET_LANES], all_high[JET_LANES];
};

// Sums products without looking at special cases. False if there are any, infinities or products
// below SMALL; then sum_carefully has to do it.
static bool sum_quickly(const struct bounds *restrict a, const struct bounds *restrict b, int n,
                        double first, double step, struct sums *restrict sums)
{
    double least[JET_LANES];
    for (int i = 0; i < JET_LANES; i++)
        least[i] = DBL_MAX;
    for (int j = 0; j < n; j++) {
        const struct bounds *restrict p = &a[j], *restrict q = &b[n - 1 - j];
        double weight = first + step * j;
        for (int i = 0; i < JET_LANES; i++) {
            double ll = p->low[i] * q->low[i], lh = p->low[i] * q->high[i];
            double hl = p->high[i] * q->low[i], hh = p->high[i] * q->high[i];
            double low = weight * LESS(LESS(ll, lh), LESS(hl, hh));
            double high = weight * GREATER(GREATER(ll, lh), GREATER(hl, hh));
            double of_low = fabs(low), of_high = fabs(high), smaller = LESS(of_low, of_high);
            sums->low[i] += low;
            sums->high[i] += high;
            sums->all_low[i] += of_low;
            sums->all_high[i] += of_high;
            least[i] = LESS(smaller, least[i]);
        }
    }
    int bad = 0;
    for (int i = 0; i < JET_LANES; i++)
        bad += !(least[i] >= 16 * SMALL) | !(sums->all_low[i] + sums->all_high[i] <= DBL_MAX);
    return bad == 0;
}

static void sum_carefully(const struct bounds *restrict a, const struct bounds *restrict b, int n,
                          double first, double step, struct sums *restrict sums)
{
    for (int j = 0; j < n; j++) {
        const struct bounds *restrict p = &a[j], *restrict q = &b[n - 1 - j];
        double weight = first + step * j;
        for (int i = 0; i < JET_LANES; i++) {
            double ll = defined(p->low[i] * q->low[i]), lh = defined(p->low[i] * q->high[i]);
            double hl = defined(p->high[i] * q->low[i]), hh = defined(p->high[i] * q->high[i]);
            double low = LESS(LESS(ll, lh), LESS(hl, hh));
            double high = GREATER(GREATER(ll, lh), GREATER(hl, hh));
            bool below =
                ((p->low[i] < 0) & (q->high[i] > 0)) | ((p->high[i] > 0) & (q->low[i] < 0));
            bool above =
                ((p->low[i] < 0) & (q->low[i] < 0)) | ((p->high[i] > 0) & (q->high[i] > 0));
            double lost_low = (fabs(low) < SMALL) & (below | (low > 0)) ? LOST : 0;
            double lost_high = (fabs(high) < SMALL) & (above | (high < 0)) ? LOST : 0;
            low = low > DBL_MAX ? MOST : low;
            high = high < -DBL_MAX ? -MOST : high;
            sums->low[i] += weight * low - lost_low;
            sums->high[i] += weight * high + lost_high;
            sums->all_low[i] += weight * fabs(low);
            sums->all_high[i] += weight * fabs(high);
        }
    }
}

static void lanes_sum_products(const struct bounds *restrict a, const struct bounds *restrict b,
                               int n, double first, double step, struct bounds *restrict out)
{
    struct sums sums = {0};
    if (!sum_quickly(a, b, n, first, step, &sums)) {
        sums = (struct sums){0};
        sum_carefully(a, b, n, first, step, &sums);
    }
    // n + 3 roundings: of the product, of its weight, of the sums, and of the subtraction below.
    double digits = (n + 3) * UNIT;
    for (int i = 0; i < JET_LANES; i++) {
        double low = sums.low[i] - sums.all_low[i] * digits;
        double high = sums.high[i] + sums.all_high[i] * digits;
        out->low[i] = low >= -DBL_MAX ? low : -HUGE_VAL;
        out->high[i] = high <= DBL_MAX ? high : HUGE_VAL;
    }
}

// The inverse has the sign of a: an outward step beyond 0 is taken back.
static void lanes_invert(const struct bounds *restrict a, struct bounds *restrict out)
{
    for (int i = 0; i < JET_LANES; i++) {
        double low = 1 / a->high[i], high = 1 / a->low[i];
        double from = low - fabs(low) * ROUNDING - lost_of(low, low);
        double to = high + fabs(high) * ROUNDING + lost_of(high, high);
        bool positive = (a->low[i] >= 0) & (a->high[i] > 0);
        bool negative = (a->low[i] < 0) & (a->high[i] <= 0);
        from = (positive & (from < 0)) ? 0 : from;
        to = (negative & (to > 0)) ? 0 : to;
        bool has_low = positive | (a->high[i] < 0), has_high = negative | (a->low[i] > 0);
        out->low[i] = has_low && from >= -DBL_MAX ? from : -HUGE_VAL;
        out->high[i] = has_high && to <= DBL_MAX ? to : HUGE_VAL;
    }
}

extern const struct jet_table JET_TABLE;
const struct jet_table JET_TABLE = {
    .add = lanes_add,
    .subtract = lanes_subtract,
    .negate = lanes_negate,
    .scale = lanes_scale,
    .shrink = lanes_shrink,
    .sum_products = lanes_sum_products,
    .invert = lanes_invert,
};
