#include "plot/layered_slope.h"

#include <math.h>
#include <stdio.h>

#include "activation/slope.h"
#include "base/text.h"

enum { FIT_PLACES = 257 }; // where slopes are computed, evenly spaced along the axis

#define LOWEST_PER_LAYER 10.0 // decades below 1 that an axis may reach, for each layer
#define ROOM_BELOW       0.06 // added to the axis, as a part of its length
#define ROOM_ABOVE       0.24 // likewise; a label of the upper bound stands there

double decades_of_slope(double slope, int layers)
{
    return layers * log10(fabs(slope));
}

char *decades_show(char *out, size_t size, double decades, int digits)
{
    // Within these limits number_show can write the number itself; beyond them, the exponent is
    // written apart, since 10^decades may be no double.
    if (!isfinite(decades) || (decades >= -4 && decades < 6))
        return number_show(out, size, pow(10, decades), digits);
    double exponent = floor(decades);
    char mantissa[64];
    number_show(mantissa, sizeof mantissa, pow(10, decades - exponent), digits);
    if (mantissa[0] == '1' && mantissa[1] == '0') { // 9.99 was rounded to 10
        exponent += 1;
        number_show(mantissa, sizeof mantissa, 1, digits);
    }
    return number_show_power(out, size, mantissa, (int)exponent);
}

// Widens the range from *low to *high by the decades of one function's slopes over x.
static void join(const struct activation *activation, const double *parameters, int layers,
                 const struct axis *x, double *low, double *high)
{
    double places[FIT_PLACES], slopes[FIT_PLACES];
    for (int i = 0; i < FIT_PLACES; i++)
        places[i] = axis_value(x, (double)i / (FIT_PLACES - 1));
    activation_eval(activation, parameters, places, FIT_PLACES, NULL, slopes, NULL);
    double sup = slope_sup(activation, parameters);
    for (int i = 0; i < FIT_PLACES; i++) {
        double decades = decades_of_slope(slopes[i], layers);
        if (!isfinite(decades))
            continue;
        *low = fmin(*low, decades);
        *high = fmax(*high, decades);
    }
    if (isfinite(sup) && sup > 0)
        *high = fmax(*high, decades_of_slope(sup, layers));
}

struct axis decades_fit(const struct activation *const *activations,
                        const double *const *parameters, int n, int layers, const struct axis *x)
{
    double low = -1, high = 0;
    for (int i = 0; i < n; i++)
        join(activations[i], parameters[i], layers, x, &low, &high);
    low = fmax(low, -LOWEST_PER_LAYER * layers);
    double length = high - low;
    return (struct axis){.scale = SCALE_LINEAR,
                         .low = low - ROOM_BELOW * length,
                         .high = high + ROOM_ABOVE * length};
}

void decades_ticks(const struct axis *axis, int most, struct ticks *ticks)
{
    ticks_build(axis, most, ticks);
    int kept = 0;
    for (int i = 0; i < ticks->n; i++) {
        struct tick tick = ticks->items[i];
        if (!tick.major || tick.value != round(tick.value))
            continue;
        if (tick.value == 0)
            text_copy(tick.label, sizeof tick.label, "1");
        else
            number_show_power(tick.label, sizeof tick.label, "", (int)tick.value);
        ticks->items[kept++] = tick;
    }
    ticks->n = kept;
    ticks->note[0] = '\0';
}
