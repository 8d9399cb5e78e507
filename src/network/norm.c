#include "network/norm.h"

#include <math.h>
#include <stddef.h>

#include "network/lanes.h"

int norm_line_count(enum network_norm norm, int rows, int columns)
{
    return norm == NORM_NONE ? 0 : norm == NORM_LAYER ? rows : columns;
}

// 1/s of a line of n numbers with this mean and mean square distance from it.
static double invert(const struct norm_lines *lines, double mean, double variance)
{
    bool constant = variance <= lines->guard * (variance + mean * mean);
    return constant ? 0 : 1 / sqrt(variance);
}

// --- rows ---

static double mean_of(const double *x, int n)
{
    double lanes[LANES] = {0};
    int i = 0;
    for (; i + LANES <= n; i += LANES)
        for (int k = 0; k < LANES; k++)
            lanes[k] += x[i + k];
    for (; i < n; i++)
        lanes[0] += x[i];
    return add_lanes(lanes) / n;
}

static double variance_of(const double *x, int n, double mean)
{
    double lanes[LANES] = {0};
    int i = 0;
    for (; i + LANES <= n; i += LANES)
        for (int k = 0; k < LANES; k++)
            lanes[k] += (x[i + k] - mean) * (x[i + k] - mean);
    for (; i < n; i++)
        lanes[0] += (x[i] - mean) * (x[i] - mean);
    return add_lanes(lanes) / n;
}

static double mean_product(const double *x, const double *y, int n)
{
    double lanes[LANES] = {0};
    int i = 0;
    for (; i + LANES <= n; i += LANES)
        for (int k = 0; k < LANES; k++)
            lanes[k] += x[i + k] * y[i + k];
    for (; i < n; i++)
        lanes[0] += x[i] * y[i];
    return add_lanes(lanes) / n;
}

// Whether the squares of numbers with these moments left the range of double, or nearly did.
static bool is_far(double mean, double variance)
{
    double square = variance + mean * mean;
    return !(square > 1e-240 && square < 1e240);
}

// Scales a block of numbers, `rows` rows of n that are `row` apart, to near 1, exactly. Returns the
// exponent that was taken out.
static int bring_near_one(double *x, int rows, int n, int row)
{
    double size = 0;
    for (int r = 0; r < rows; r++)
        for (int i = 0; i < n; i++)
            size = fmax(size, fabs(x[(size_t)r * (size_t)row + (size_t)i]));
    int exponent = size > 0 && isfinite(size) ? ilogb(size) : 0;
    for (int r = 0; exponent != 0 && r < rows; r++)
        for (int i = 0; i < n; i++) {
            double *at = &x[(size_t)r * (size_t)row + (size_t)i];
            *at = ldexp(*at, -exponent);
        }
    return exponent;
}

static void normalise_row(const struct norm_lines *lines, int r)
{
    int n = lines->columns, exponent = 0;
    double *z = lines->z + (size_t)r * (size_t)n, mean = mean_of(z, n),
           variance = variance_of(z, n, mean);
    if (is_far(mean, variance)) {
        exponent = bring_near_one(z, 1, n, n);
        mean = mean_of(z, n);
        variance = variance_of(z, n, mean);
    }
    double inverse = invert(lines, mean, variance);
    for (int i = 0; i < n; i++)
        z[i] = (z[i] - mean) * inverse;
    lines->inverse[r] = ldexp(inverse, -exponent);
    if (lines->mean != NULL)
        lines->mean[r] = ldexp(mean, exponent);
}

static void return_rows(const struct norm_lines *lines, double *delta)
{
    int n = lines->columns;
    for (int r = 0; r < lines->rows; r++) {
        const double *z = lines->z + (size_t)r * (size_t)n;
        double *d = delta + (size_t)r * (size_t)n, mean = mean_of(d, n),
               along = mean_product(d, z, n), inverse = lines->inverse[r];
        for (int i = 0; i < n; i++)
            d[i] = (d[i] - mean - z[i] * along) * inverse;
    }
}

// --- columns, all of a block at a time ---

enum { BLOCK = 128 };

// The mean and variance of n columns from `from` on.
static void find_moments(const struct norm_lines *lines, int from, int n, double mean[BLOCK],
                         double variance[BLOCK])
{
    const double *begin = lines->z + from;
    for (int i = 0; i < n; i++)
        mean[i] = variance[i] = 0;
    for (int r = 0; r < lines->rows; r++) {
        const double *z = begin + (size_t)r * (size_t)lines->columns;
        for (int i = 0; i < n; i++)
            mean[i] += z[i];
    }
    for (int i = 0; i < n; i++)
        mean[i] /= lines->rows;
    for (int r = 0; r < lines->rows; r++) {
        const double *z = begin + (size_t)r * (size_t)lines->columns;
        for (int i = 0; i < n; i++)
            variance[i] += (z[i] - mean[i]) * (z[i] - mean[i]);
    }
    for (int i = 0; i < n; i++)
        variance[i] /= lines->rows;
}

// The columns from `from` on, at most BLOCK.
static void normalise_columns(const struct norm_lines *lines, int from)
{
    int n = lines->columns - from < BLOCK ? lines->columns - from : BLOCK, exponent = 0;
    double mean[BLOCK], variance[BLOCK], inverse[BLOCK];
    bool far = false;
    find_moments(lines, from, n, mean, variance);
    for (int i = 0; i < n; i++)
        far = far || is_far(mean[i], variance[i]);
    if (far) {
        exponent = bring_near_one(lines->z + from, lines->rows, n, lines->columns);
        find_moments(lines, from, n, mean, variance);
    }
    for (int i = 0; i < n; i++) {
        inverse[i] = invert(lines, mean[i], variance[i]);
        lines->inverse[from + i] = ldexp(inverse[i], -exponent);
    }
    for (int r = 0; r < lines->rows; r++) {
        double *z = lines->z + (size_t)r * (size_t)lines->columns + from;
        for (int i = 0; i < n; i++)
            z[i] = (z[i] - mean[i]) * inverse[i];
    }
    for (int i = 0; lines->mean != NULL && i < n; i++)
        lines->mean[from + i] = ldexp(mean[i], exponent);
}

static void return_columns(const struct norm_lines *lines, double *delta, int from)
{
    int n = lines->columns - from < BLOCK ? lines->columns - from : BLOCK;
    double mean[BLOCK] = {0}, along[BLOCK] = {0};
    const double *inverse = lines->inverse + from;
    for (int r = 0; r < lines->rows; r++) {
        size_t row = (size_t)r * (size_t)lines->columns + (size_t)from;
        const double *z = lines->z + row, *d = delta + row;
        for (int i = 0; i < n; i++) {
            mean[i] += d[i];
            along[i] += d[i] * z[i];
        }
    }
    for (int i = 0; i < n; i++) {
        mean[i] /= lines->rows;
        along[i] /= lines->rows;
    }
    for (int r = 0; r < lines->rows; r++) {
        size_t row = (size_t)r * (size_t)lines->columns + (size_t)from;
        const double *z = lines->z + row;
        double *d = delta + row;
        for (int i = 0; i < n; i++)
            d[i] = (d[i] - mean[i] - z[i] * along[i]) * inverse[i];
    }
}

// --- both ---

void norm_forward(const struct norm_lines *lines)
{
    int n = norm_line_count(lines->norm, lines->rows, lines->columns),
        size = lines->norm == NORM_LAYER ? lines->columns : lines->rows;
    for (int r = 0; lines->norm == NORM_LAYER && r < lines->rows; r++)
        normalise_row(lines, r);
    for (int from = 0; lines->norm == NORM_BATCH && from < lines->columns; from += BLOCK)
        normalise_columns(lines, from);
    for (int i = 0; size == 2 && i < n; i++)
        lines->inverse[i] = 0;
}

void norm_backward(const struct norm_lines *lines, double *delta)
{
    if (lines->norm == NORM_LAYER)
        return_rows(lines, delta);
    for (int from = 0; lines->norm == NORM_BATCH && from < lines->columns; from += BLOCK)
        return_columns(lines, delta, from);
}
