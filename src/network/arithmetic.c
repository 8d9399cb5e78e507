#include "network/arithmetic.h"

#include <cblas.h>
#include <math.h>
#include <string.h>

#include "network/lanes.h"

size_t element_size(enum precision precision)
{
    return precision == PRECISION_SINGLE ? sizeof(float) : sizeof(double);
}

const void *element_at(enum precision precision, const void *array, size_t i)
{
    return (const char *)array + i * element_size(precision);
}

void *element_place(enum precision precision, void *array, size_t i)
{
    return (char *)array + i * element_size(precision);
}

void to_doubles(enum precision precision, const void *from, double *to, size_t n)
{
    const float *floats = from;
    if (precision == PRECISION_DOUBLE)
        memcpy(to, from, n * sizeof *to);
    else
        for (size_t i = 0; i < n; i++)
            to[i] = (double)floats[i];
}

void from_doubles(enum precision precision, const double *from, void *to, size_t n)
{
    float *floats = to;
    if (precision == PRECISION_DOUBLE)
        memcpy(to, from, n * sizeof *from);
    else
        for (size_t i = 0; i < n; i++)
            floats[i] = (float)from[i];
}

void multiply(enum precision precision, const struct product *p, const void *a, const void *b,
              void *c)
{
    enum CBLAS_TRANSPOSE transpose = p->transposed ? CblasTrans : CblasNoTrans;
    int b_row = p->transposed ? p->k : p->n;
    if (precision == PRECISION_SINGLE)
        cblas_sgemm(CblasRowMajor, CblasNoTrans, transpose, p->m, p->n, p->k, (float)p->alpha, a,
                    p->k, b, b_row, (float)p->beta, c, p->n);
    else
        cblas_dgemm(CblasRowMajor, CblasNoTrans, transpose, p->m, p->n, p->k, p->alpha, a, p->k, b,
                    b_row, p->beta, c, p->n);
}

void multiply_transposed(enum precision precision, int n, int k, const void *a, const void *b,
                         void *c)
{
    if (precision == PRECISION_SINGLE)
        cblas_sgemm(CblasRowMajor, CblasTrans, CblasNoTrans, n, n, k, 1, a, n, b, n, 0, c, n);
    else
        cblas_dgemm(CblasRowMajor, CblasTrans, CblasNoTrans, n, n, k, 1, a, n, b, n, 0, c, n);
}

void round_doubles(double *x, float *to, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        to[i] = (float)x[i];
        x[i] = (double)to[i];
    }
}

void multiply_rows(enum precision precision, int n, int k, const void *a, void *c)
{
    if (precision == PRECISION_SINGLE)
        cblas_ssyrk(CblasRowMajor, CblasUpper, CblasNoTrans, n, k, 1, a, k, 0, c, n);
    else
        cblas_dsyrk(CblasRowMajor, CblasUpper, CblasNoTrans, n, k, 1, a, k, 0, c, n);
}

// The sum of aᵢ bᵢ over n numbers, in double.
static double sum_of_row(enum precision precision, const void *a, const void *b, int n)
{
    const float *x = a, *y = b;
    double sum = 0;
    if (precision == PRECISION_DOUBLE)
        return cblas_ddot(n, a, 1, b, 1);
    for (int i = 0; i < n; i++)
        sum += (double)x[i] * (double)y[i];
    return sum;
}

double sum_of_symmetric(enum precision precision, int n, const void *a, const void *b)
{
    double sum = 0;
    for (int i = 0; i < n; i++) {
        size_t place = (size_t)i * (size_t)n + (size_t)i;
        const void *x = element_at(precision, a, place), *y = element_at(precision, b, place);
        sum += 2 * sum_of_row(precision, x, y, n - i) - sum_of_row(precision, x, y, 1);
    }
    return sum;
}

bool any_product(enum precision precision, const void *a, const void *b, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        double x, y;
        to_doubles(precision, element_at(precision, a, i), &x, 1);
        to_doubles(precision, element_at(precision, b, i), &y, 1);
        if (x != 0 && y != 0)
            return true;
    }
    return false;
}

void multiply_elements(enum precision precision, const void *a, const void *b, void *out, size_t n)
{
    if (precision == PRECISION_SINGLE) {
        const float *x = a, *y = b;
        float *z = out;
        for (size_t i = 0; i < n; i++)
            z[i] = x[i] * y[i];
    } else {
        const double *x = a, *y = b;
        double *z = out;
        for (size_t i = 0; i < n; i++)
            z[i] = x[i] * y[i];
    }
}

void add_elements(enum precision precision, const void *a, double *out, size_t n)
{
    const float *floats = a;
    const double *doubles = a;
    if (precision == PRECISION_SINGLE)
        for (size_t i = 0; i < n; i++)
            out[i] += (double)floats[i];
    else
        for (size_t i = 0; i < n; i++)
            out[i] += doubles[i];
}

void scale_elements(enum precision precision, const void *a, int exponent, void *out, size_t n)
{
    if (precision == PRECISION_SINGLE) {
        const float *x = a;
        float *z = out, factor = ldexpf(1, exponent);
        for (size_t i = 0; i < n; i++)
            z[i] = x[i] * factor;
    } else {
        const double *x = a;
        double *z = out, factor = ldexp(1, exponent);
        for (size_t i = 0; i < n; i++)
            z[i] = x[i] * factor;
    }
}

// Sums of squares.
static double squares_of_floats(const float *x, size_t n)
{
    double lanes[LANES] = {0};
    size_t i = 0;
    for (; i + LANES <= n; i += LANES)
        for (size_t k = 0; k < LANES; k++)
            lanes[k] += (double)x[i + k] * (double)x[i + k];
    for (; i < n; i++)
        lanes[0] += (double)x[i] * (double)x[i];
    return add_lanes(lanes);
}

static double squares_of_doubles(const double *x, size_t n, double factor)
{
    double lanes[LANES] = {0};
    size_t i = 0;
    for (; i + LANES <= n; i += LANES)
        for (size_t k = 0; k < LANES; k++)
            lanes[k] += x[i + k] * factor * (x[i + k] * factor);
    for (; i < n; i++)
        lanes[0] += x[i] * factor * (x[i] * factor);
    return add_lanes(lanes);
}

double add_scaled(enum precision precision, const void *a, int exponent, void *out, size_t n)
{
    if (precision == PRECISION_SINGLE) {
        const float *x = a;
        float *z = out, factor = ldexpf(1, exponent);
        for (size_t i = 0; i < n; i++)
            z[i] += x[i] * factor;
        return squares_of_floats(a, n);
    }
    const double *x = a;
    double *z = out, factor = ldexp(1, exponent), lanes[LANES] = {0};
    size_t i = 0;
    for (; i + LANES <= n; i += LANES)
        for (size_t k = 0; k < LANES; k++) {
            lanes[k] += x[i + k] * x[i + k];
            z[i + k] += x[i + k] * factor;
        }
    for (; i < n; i++) {
        lanes[0] += x[i] * x[i];
        z[i] += x[i] * factor;
    }
    return add_lanes(lanes);
}

static double largest(const double *x, size_t n)
{
    double size = 0;
    for (size_t i = 0; i < n; i++)
        size = fabs(x[i]) > size ? fabs(x[i]) : size;
    return size;
}

// Squares of floats always fit in a double. Squares of doubles may not: then the numbers are scaled
// by a power of two first.
double root_mean_square(enum precision precision, const void *a, size_t n)
{
    if (precision == PRECISION_SINGLE)
        return sqrt(squares_of_floats(a, n) / (double)n);
    double sum = squares_of_doubles(a, n, 1);
    if (isnan(sum) || (sum > 1e-250 && sum < 1e300))
        return sqrt(sum / (double)n);
    double size = largest(a, n);
    if (size == 0 || isinf(size))
        return size;
    int exponent = ilogb(size);
    exponent = exponent < -1020 ? -1020 : exponent;
    return ldexp(sqrt(squares_of_doubles(a, n, ldexp(1, -exponent)) / (double)n), exponent);
}
