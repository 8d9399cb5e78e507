#include "network/norm.h"

#include <math.h>
#include <stddef.h>

#include "network/arithmetic.h"

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

// Sums are kept in lanes, so that the compiler can use vector instructions.
enum { LANES = 8 };

static double add_lanes(const double lanes[LANES])
{
    double sum = 0;
    for (int i = 0; i < LANES; i++)
        sum += lanes[i];
    return sum;
}

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

static void normalise_rows(const struct norm_lines *lines)
{
    int n = lines->columns;
    for (int r = 0; r < lines->rows; r++) {
        double *z = lines->z + (size_t)r * (size_t)n, mean = mean_of(z, n),
               inverse = invert(lines, mean, variance_of(z, n, mean));
        for (int i = 0; i < n; i++)
            z[i] = (z[i] - mean) * inverse;
        lines->inverse[r] = inverse;
    }
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

// The columns from `from` on, at most BLOCK.
static void normalise_columns(const struct norm_lines *lines, int from)
{
    int n = lines->columns - from < BLOCK ? lines->columns - from : BLOCK;
    double mean[BLOCK] = {0}, variance[BLOCK] = {0}, *inverse = lines->inverse + from;
    for (int r = 0; r < lines->rows; r++) {
        const double *z = lines->z + (size_t)r * (size_t)lines->columns + from;
        for (int i = 0; i < n; i++)
            mean[i] += z[i];
    }
    for (int i = 0; i < n; i++)
        mean[i] /= lines->rows;
    for (int r = 0; r < lines->rows; r++) {
        const double *z = lines->z + (size_t)r * (size_t)lines->columns + from;
        for (int i = 0; i < n; i++)
            variance[i] += (z[i] - mean[i]) * (z[i] - mean[i]);
    }
    for (int i = 0; i < n; i++)
        inverse[i] = invert(lines, mean[i], variance[i] / lines->rows);
    for (int r = 0; r < lines->rows; r++) {
        double *z = lines->z + (size_t)r * (size_t)lines->columns + from;
        for (int i = 0; i < n; i++)
            z[i] = (z[i] - mean[i]) * inverse[i];
    }
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

// The exponent of a power of two that brings the numbers near 1 where their squares might leave the
// range of double; 0 where they do not.
static int far_exponent(const struct norm_lines *lines)
{
    const int far = 400;
    double rms =
        root_mean_square(PRECISION_DOUBLE, lines->z, (size_t)lines->rows * (size_t)lines->columns);
    int exponent = rms > 0 && isfinite(rms) ? ilogb(rms) : 0;
    return exponent > far || exponent < -far ? exponent : 0;
}

static void normalise(const struct norm_lines *lines)
{
    if (lines->norm == NORM_LAYER)
        normalise_rows(lines);
    for (int from = 0; lines->norm == NORM_BATCH && from < lines->columns; from += BLOCK)
        normalise_columns(lines, from);
}

void norm_forward(const struct norm_lines *lines)
{
    int n = norm_line_count(lines->norm, lines->rows, lines->columns),
        size = lines->norm == NORM_LAYER ? lines->columns : lines->rows,
        exponent = far_exponent(lines);
    size_t all = (size_t)lines->rows * (size_t)lines->columns;
    for (size_t i = 0; exponent != 0 && i < all; i++)
        lines->z[i] = ldexp(lines->z[i], -exponent);
    normalise(lines);
    for (int i = 0; i < n; i++)
        lines->inverse[i] = size == 2 ? 0 : ldexp(lines->inverse[i], -exponent);
}

void norm_backward(const struct norm_lines *lines, double *delta)
{
    if (lines->norm == NORM_LAYER)
        return_rows(lines, delta);
    for (int from = 0; lines->norm == NORM_BATCH && from < lines->columns; from += BLOCK)
        return_columns(lines, delta, from);
}
