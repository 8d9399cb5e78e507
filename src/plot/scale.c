#include "plot/scale.h"

#include <math.h>
#include <stddef.h>

#include "base/text.h"

static const double ln_10 = 2.302585092994045684;

static const char *const names[SCALE_COUNT] = {
    [SCALE_LINEAR] = "linear",
    [SCALE_LOG] = "log",
    [SCALE_SYMLOG] = "symlog",
};

// Beyond 10⁸ thresholds, asinh and sinh equal log and exp to the last bit. Used instead, these
// cannot overflow where the division by the threshold or the exponential would.
enum { SYMLOG_FAR = 8 };

static double symlog_forward(double value)
{
    double far = log10(fabs(value)) - log10(SCALE_SYMLOG_THRESHOLD);
    if (far > SYMLOG_FAR)
        return copysign(far, value);
    return asinh(value / (2 * SCALE_SYMLOG_THRESHOLD)) / ln_10;
}

static double symlog_inverse(double u)
{
    if (fabs(u) > SYMLOG_FAR)
        return copysign(pow(10, fabs(u) + log10(SCALE_SYMLOG_THRESHOLD)), u);
    return 2 * SCALE_SYMLOG_THRESHOLD * sinh(u * ln_10);
}

double scale_forward(enum scale_kind kind, double value)
{
    switch (kind) {
    case SCALE_LOG:
        return log10(value);
    case SCALE_SYMLOG:
        return symlog_forward(value);
    default:
        return value;
    }
}

double scale_inverse(enum scale_kind kind, double u)
{
    switch (kind) {
    case SCALE_LOG:
        return pow(10, u);
    case SCALE_SYMLOG:
        return symlog_inverse(u);
    default:
        return u;
    }
}

double scale_stretch(enum scale_kind kind, double value)
{
    switch (kind) {
    case SCALE_LOG:
        return value * ln_10;
    case SCALE_SYMLOG:
        return hypot(value, 2 * SCALE_SYMLOG_THRESHOLD) * ln_10;
    default:
        return 1;
    }
}

const char *scale_name(enum scale_kind kind)
{
    return names[kind];
}

int scale_find(const char *name)
{
    return word_index(name, names, SCALE_COUNT);
}
