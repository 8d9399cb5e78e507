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

// The mean of f′² around x for a function that swings, weighted by a bell. The bell is wide enough
// to average out periods up to 60, and the places are close enough for periods down to 0.26.
// Shorter periods average out too, unless the step is a multiple of them.
static double swinging_square(const struct activation *activation, const double *parameters,
                              double x)
{
    enum { PLACES = 1 << 16, BLOCK = 512 };
    const double width = 512 * 1.0123, reach = 8 * width, step = 2 * reach / PLACES;
    const double offset = 0.5;
    double sum = 0, weights = 0;
    for (int begin = -PLACES / 2; begin < PLACES / 2; begin += BLOCK) {
        double at[BLOCK], slopes[BLOCK];
        for (int i = 0; i < BLOCK; i++)
            at[i] = x + (begin + i + offset) * step;
        activation_eval(activation, parameters, at, BLOCK, NULL, slopes, NULL);
        for (int i = 0; i < BLOCK; i++) {
            double t = (at[i] - x) / width, weight = exp(-t * t / 2);
            sum += weight * slopes[i] * slopes[i];
            weights += weight;
        }
    }
    return sum / weights;
}

// ½(f′² at -x + f′² at x), or the means around these if f swings.
static double square_far_out(const struct activation *activation, const double *parameters,
                             double x)
{
    if (activation->swings)
        return (swinging_square(activation, parameters, -x) +
                swinging_square(activation, parameters, x)) /
               2;
    double left = activation_value(activation, parameters, ORDER_DF, -x),
           right = activation_value(activation, parameters, ORDER_DF, x);
    return (left * left + right * right) / 2;
}

double slope_square_at_infinity(const struct activation *activation, const double *parameters)
{
    const double grows = 1.5;
    double far = activation->swings ? 1e9 : 1e150, farther = activation->swings ? 64e9 : 1e300;
    double square = square_far_out(activation, parameters, far);
    bool bounded = !(square_far_out(activation, parameters, farther) > grows * square);
    return bounded ? square : HUGE_VAL;
}

bool vanishes_at_zero(const struct activation *activation, const double *parameters)
{
    double left, right;
    limits_at_zero(activation, parameters, ORDER_F, &left, &right);
    return left == 0 && right == 0;
}
