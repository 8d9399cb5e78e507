#include "network/mean_field.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#define COUNT(array) ((int)(sizeof(array) / sizeof *(array)))

// Composite Gauss-Legendre in the standard normal variable. Gauss-Hermite would need no panels, but
// converges slowly at kinks and where f saturates early; here both get panel ends of their own.

// The density beyond is below 1e-34 of its peak.
static const double reach = 12.5;

// Where functions bend, in their own variable: a fine net around 0, a coarse one outwards.
static const double scales[] = {0.25, 0.5, 1, 2, 3, 4, 6, 8, 12, 16, 24, 32};

// The positive half of the 16-point rule on [-1, 1] (roots of the Legendre polynomial P16).
static const struct {
    double node, weight;
} legendre[] = {
    {0.98940093499164994, 0.027152459411754096}, {0.9445750230732326, 0.062253523938647894},
    {0.86563120238783176, 0.095158511682492786}, {0.755404408355003, 0.12462897125553388},
    {0.61787624440264377, 0.14959598881657674},  {0.45801677765722737, 0.16915651939500254},
    {0.28160355077925892, 0.18260341504492358},  {0.095012509837637441, 0.1894506104550685},
};

enum {
    NODES = 2 * COUNT(legendre),
    ENDS_MAX = 2 * 13 + 1 + 2 * COUNT(scales) + ACTIVATION_BREAKS_MAX,
};

struct panel_ends {
    double z[ENDS_MAX];
    int n;
};

// An end beyond the reach becomes the reach: an empty panel, which adds nothing.
static void add_end(struct panel_ends *ends, double z)
{
    assert(ends->n < ENDS_MAX);
    ends->z[ends->n++] = fmax(-reach, fmin(reach, z));
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void place_ends(const struct activation *activation, const double *parameters, double sigma,
                       struct panel_ends *ends)
{
    ends->n = 0;
    for (int i = -13; i <= 13; i++)
        add_end(ends, i); // ±13 becomes the reach
    for (int i = 0; i < COUNT(scales); i++) {
        add_end(ends, -scales[i] / sigma);
        add_end(ends, scales[i] / sigma);
    }
    struct activation_break breaks[ACTIVATION_BREAKS_MAX];
    int n = activation_breaks(activation, parameters, breaks);
    for (int i = 0; i < n; i++)
        add_end(ends, breaks[i].x / sigma);
    qsort(ends->z, (size_t)ends->n, sizeof *ends->z, by_value);
}

static double density(double z)
{
    return 0.39894228040143268 * exp(-z * z / 2); // 1/√(2π)
}

static void add_panel(const struct activation *activation, const double *parameters, double sigma,
                      double low, double high, struct mean_field *sum)
{
    double middle = (low + high) / 2, half = (high - low) / 2;
    double z[NODES], x[NODES], weight[NODES], f[NODES], df[NODES];
    for (int i = 0; i < NODES; i++) {
        int k = i / 2;
        z[i] = middle + (i % 2 ? half : -half) * legendre[k].node;
        x[i] = sigma * z[i];
        weight[i] = half * legendre[k].weight * density(z[i]);
    }
    activation_eval(activation, parameters, x, NODES, f, df, NULL);
    for (int i = 0; i < NODES; i++) {
        sum->mean += weight[i] * f[i];
        sum->a += weight[i] * f[i] * f[i];
        sum->bp += weight[i] * df[i] * df[i];
        sum->d += weight[i] * f[i] * (df[i] * z[i]) / sigma;
    }
}

bool mean_field_moments(const struct activation *activation, const double *parameters, double q,
                        struct mean_field *out)
{
    if (!isfinite(q) || q <= 0)
        return false;
    double sigma = sqrt(q);
    struct panel_ends ends;
    place_ends(activation, parameters, sigma, &ends);
    struct mean_field sum = {0};
    for (int i = 0; i + 1 < ends.n; i++)
        if (ends.z[i] < ends.z[i + 1])
            add_panel(activation, parameters, sigma, ends.z[i], ends.z[i + 1], &sum);
    *out = sum;
    return true;
}
