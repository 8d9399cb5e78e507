#include "network/limits.h"

#include <math.h>

// The one-sided limits of an order at 0.
static void limits_at_zero(const struct activation *activation, const double *parameters,
                           enum order order, double *left, double *right)
{
    struct activation_break breaks[ACTIVATION_BREAKS_MAX];
    int n = activation_breaks(activation, parameters, breaks);
    *left = *right = activation_value(activation, parameters, order, 0);
    for (int i = 0; i < n; i++)
        if (breaks[i].x == 0) {
            *left = breaks[i].left[order];
            *right = breaks[i].right[order];
        }
}

double slope_square_at_zero(const struct activation *activation, const double *parameters)
{
    double left, right;
    limits_at_zero(activation, parameters, ORDER_DF, &left, &right);
    return (left * left + right * right) / 2;
}

double slope_square_at_infinity(const struct activation *activation, const double *parameters)
{
    double left = activation_value(activation, parameters, ORDER_DF, -1e150),
           right = activation_value(activation, parameters, ORDER_DF, 1e150);
    return (left * left + right * right) / 2;
}

bool vanishes_at_zero(const struct activation *activation, const double *parameters)
{
    double left, right;
    limits_at_zero(activation, parameters, ORDER_F, &left, &right);
    return left == 0 && right == 0;
}
