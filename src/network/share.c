// The share of saturated units.
#include <math.h>

#include "network/mean_field.h"

// Points x = sinh t: dense around 0, where functions bend, and out to ±1e9.
enum { POINTS = 4096 };
static const double reach = 21.4;

struct slope {
    const struct activation *activation;
    const double *parameters;
    double threshold;
};

static bool below(const struct slope *slope, double x)
{
    return fabs(activation_value(slope->activation, slope->parameters, ORDER_DF, x)) <
           slope->threshold;
}

// Where |f′| crosses the threshold between two points on different sides of it.
static double find_crossing(const struct slope *slope, double low, double high)
{
    bool side = below(slope, low);
    for (int i = 0; i < 80; i++) {
        double middle = (low + high) / 2;
        if (below(slope, middle) == side)
            low = middle;
        else
            high = middle;
    }
    return (low + high) / 2;
}

// P(low < z < high) for z ~ N(0, 1), right in both tails.
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
    struct slope slope = {activation, parameters, threshold};
    double x[POINTS], df[POINTS], share = 0, begin = -HUGE_VAL, sigma = sqrt(q);
    if (!isfinite(q) || q <= 0 || isnan(threshold))
        return NAN;
    for (int i = 0; i < POINTS; i++)
        x[i] = sinh(reach * (2. * i / (POINTS - 1) - 1));
    activation_eval(activation, parameters, x, POINTS, NULL, df, NULL);
    for (int i = 1; i < POINTS; i++) {
        bool left = fabs(df[i - 1]) < threshold, right = fabs(df[i]) < threshold;
        if (left == right)
            continue;
        double crossing = find_crossing(&slope, x[i - 1], x[i]);
        if (left)
            share += mass(begin / sigma, crossing / sigma);
        begin = crossing;
    }
    if (fabs(df[POINTS - 1]) < threshold)
        share += mass(begin / sigma, HUGE_VAL);
    return share;
}
