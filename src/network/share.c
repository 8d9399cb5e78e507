// Computes the share of saturated units in an infinitely wide network.
#include <math.h>

#include "activation/slope.h"
#include "network/mean_field.h"

// Slopes are looked at at points x = sinh t, which are dense around 0, where functions bend, and
// reach out to ±1e9.
enum { POINTS = 4096 };
static const double reach = 21.4;

// P(low < z < high) for z ~ N(0, 1), with small relative error in both tails.
static double mass(double low, double high)
{
    const double root_half = 0.70710678118654752;
    if (low + high < 0)
        return mass(-high, -low);
    return (erfc(low * root_half) - erfc(high * root_half)) / 2;
}

double mean_field_share_below(const struct activation *activation, const double *parameters,
                              double q, double threshold)
{
    double x[POINTS], share = 0, sigma = sqrt(q);
    struct slope_span spans[POINTS];
    if (!isfinite(q) || q <= 0 || isnan(threshold))
        return NAN;
    for (int i = 0; i < POINTS; i++)
        x[i] = sinh(reach * (2. * i / (POINTS - 1) - 1));
    int n = slope_small(activation, parameters, threshold, x, POINTS, spans, POINTS);
    for (int i = 0; i < n && i < POINTS; i++) {
        double low = spans[i].low > x[0] ? spans[i].low : -HUGE_VAL;
        double high = spans[i].high < x[POINTS - 1] ? spans[i].high : HUGE_VAL;
        share += mass(low / sigma, high / sigma);
    }
    return share;
}
