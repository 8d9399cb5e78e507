#include "network/mean_field.h"

#include <math.h>

#include "network/quadrature.h"

bool mean_field_moments(const struct activation *activation, const double *parameters, double q,
                        struct mean_field *out)
{
    if (!isfinite(q) || q <= 0)
        return false;
    double sigma = sqrt(q);
    struct quadrature nodes;
    quadrature_place(&nodes, activation, parameters, 0, sigma);
    struct mean_field sum = {0};
    for (int i = 0; i < nodes.n; i++) {
        double f = nodes.f[i], df = nodes.df[i], weight = nodes.weight[i];
        sum.mean += weight * f;
        sum.a += weight * f * f;
        sum.bp += weight * df * df;
        sum.d += weight * f * (df * nodes.z[i]) / sigma;
    }
    *out = sum;
    return true;
}
