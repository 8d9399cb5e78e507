#include "network/measure.h"

#include <math.h>

#include "network/arithmetic.h"

enum { LANES = 8 };

// How many values the layer has.
static size_t count(const struct forward *forward)
{
    return (size_t)forward->batch * (size_t)forward->width;
}

static double sum(const double *x, size_t n)
{
    double lanes[LANES] = {0}, total = 0;
    size_t i = 0;
    for (; i + LANES <= n; i += LANES)
        for (size_t k = 0; k < LANES; k++)
            lanes[k] += x[i + k];
    for (; i < n; i++)
        lanes[0] += x[i];
    for (int k = 0; k < LANES; k++)
        total += lanes[k];
    return total;
}

static double share_below(const double *df, size_t n, double threshold)
{
    if (isnan(threshold))
        return NAN;
    size_t below = 0;
    for (size_t i = 0; i < n; i++)
        below += fabs(df[i]) < threshold;
    return (double)below / (double)n;
}

// Whether f′ is 0 for every sample of a unit.
static bool is_dead(const struct forward *forward, int unit)
{
    for (int b = 0; b < forward->batch; b++)
        if (forward->df[(size_t)b * (size_t)forward->width + (size_t)unit] != 0)
            return false;
    return true;
}

static double dead_share(const struct forward *forward)
{
    int dead = 0;
    for (int unit = 0; unit < forward->width; unit++)
        dead += is_dead(forward, unit);
    return (double)dead / forward->width;
}

// The mean cosine between two samples. With ẑ = z/|z|, |Σ ẑ|² is the sum of the cosines of all
// pairs, each sample with itself included. NAN if fewer than two samples have a direction.
static double correlation(const struct forward *forward)
{
    double total[NETWORK_WIDTH_MAX] = {0};
    int n = 0;
    for (int b = 0; b < forward->batch; b++) {
        const double *row = forward->z + (size_t)b * (size_t)forward->width;
        double rms = root_mean_square(PRECISION_DOUBLE, row, (size_t)forward->width);
        if (!(rms > 0) || isinf(rms))
            continue; // this sample has no direction
        n++;
        // In two steps, since 1/rms overflows if rms is subnormal.
        int exponent = ilogb(rms);
        exponent = exponent < -1000 ? -1000 : exponent;
        double power = ldexp(1, -exponent), inverse = 1 / (rms * power * sqrt(forward->width));
        for (int i = 0; i < forward->width; i++)
            total[i] += row[i] * power * inverse;
    }
    if (n < 2)
        return NAN;
    double square = 0;
    for (int i = 0; i < forward->width; i++)
        square += total[i] * total[i];
    return (square - n) / ((double)n * (n - 1));
}

// --- histograms ---

// Fills a histogram from out->low to out->high with n values and their slopes.
static void fill_bins(const double *x, const double *df, size_t n, struct layer_histogram *out)
{
    double width = (out->high - out->low) / HISTOGRAM_BINS, inverse = width > 0 ? 1 / width : 0;
    double counts[HISTOGRAM_BINS] = {0}, slopes[HISTOGRAM_BINS] = {0};
    for (size_t i = 0; i < n; i++) {
        double place = (x[i] - out->low) * inverse;
        int bin = !(place > 0) ? 0 : place >= HISTOGRAM_BINS ? HISTOGRAM_BINS - 1 : (int)place;
        counts[bin]++;
        slopes[bin] += fabs(df[i]);
    }
    out->count = (int)n;
    for (int i = 0; i < HISTOGRAM_BINS; i++) {
        out->share[i] = (float)(counts[i] / (double)n);
        out->slope[i] = counts[i] > 0 ? (float)(slopes[i] / counts[i]) : 0;
    }
}

static void find_range(const double *x, size_t n, double *low, double *high)
{
    *low = *high = x[0];
    for (size_t i = 1; i < n; i++) {
        *low = x[i] < *low ? x[i] : *low;
        *high = x[i] > *high ? x[i] : *high;
    }
}

// The histogram of z covers ±4 times its RMS, where the theory's density is drawn over it; that of
// h covers the range of its values.
static void measure_histograms(const struct forward *forward, struct layer_measure *out)
{
    size_t n = count(forward);
    if (!isfinite(out->z_rms) || !isfinite(out->h_rms))
        return;
    out->z.low = -4 * out->z_rms;
    out->z.high = 4 * out->z_rms;
    fill_bins(forward->z, forward->df, n, &out->z);
    find_range(forward->f, n, &out->h.low, &out->h.high);
    fill_bins(forward->f, forward->df, n, &out->h);
}

void measure_forward(const struct forward *forward, struct layer_measure *out)
{
    size_t n = count(forward);
    double slope = root_mean_square(PRECISION_DOUBLE, forward->df, n);
    out->z_rms = root_mean_square(PRECISION_DOUBLE, forward->z, n);
    out->h_mean = sum(forward->f, n) / (double)n;
    out->h_rms = root_mean_square(PRECISION_DOUBLE, forward->f, n);
    out->corr = correlation(forward);
    out->sat_frac = share_below(forward->df, n, forward->threshold);
    out->dead_frac = dead_share(forward);
    out->slope_square = slope * slope;
    if (forward->histograms)
        measure_histograms(forward, out);
}
