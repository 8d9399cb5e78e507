#include "plot/fit.h"

#include <math.h>

#define FIT_PADDING 0.08 // of the fitted range, on each side

static struct axis fit_linear(enum scale_kind scale, double low, double high)
{
    low = fmin(fmax(low, -AXIS_LIMIT), AXIS_LIMIT);
    high = fmin(fmax(high, low), AXIS_LIMIT);
    double pad = (high - low) * FIT_PADDING;
    // A flat curve gets room around it: a tenth of its height, or [-1.25, 1.25] around 0.
    if (!(pad > fmax(fabs(low), fabs(high)) * 1e-12))
        pad = low == 0 ? 1.25 : fabs(low) * 0.1;
    pad = fmax(pad, AXIS_SHORTEST);
    low = fmax(low - pad, -AXIS_LIMIT); // a curve at the limit has no room beyond it
    high = fmin(high + pad, AXIS_LIMIT);
    return (struct axis){.scale = scale, .low = low, .high = high};
}

static struct axis fit_log(double low, double high)
{
    if (!(high > 0))
        return (struct axis){.scale = SCALE_LOG, .low = 1e-3, .high = 1};
    if (low <= 0)
        low = high * 1e-6;
    // A difference of logarithms, since high / low might overflow.
    double factor = exp(FIT_PADDING * fmax(log(high) - log(low), log(10)));
    low = fmax(low / factor, AXIS_LOG_LOW);
    high = fmin(high * factor, AXIS_LOG_HIGH);
    if (low >= high)
        high = low * 10;
    return (struct axis){.scale = SCALE_LOG, .low = low, .high = high};
}

struct axis axis_fit(enum scale_kind scale, double low, double high)
{
    return scale == SCALE_LOG ? fit_log(low, high) : fit_linear(scale, low, high);
}
