#include "plot/saturation.h"

#include <math.h>

enum { PLACES = 513, TAIL_PLACES = 57 };

#define MEASURED    20.0 // saturation_measure looks at least this far on each side of 0
#define TAIL_FACTOR 1.5  // from each place in a tail to the next

void saturation_find(const struct activation *activation, const double *parameters,
                     double threshold, const struct axis *x, struct saturation *out)
{
    double places[PLACES];
    for (int i = 0; i < PLACES; i++)
        places[i] = axis_value(x, (double)i / (PLACES - 1));
    int n = slope_small(activation, parameters, threshold, places, PLACES, out->spans,
                        SATURATION_SPANS_MAX);
    out->dense = n > SATURATION_SPANS_MAX;
    out->n = out->dense ? SATURATION_SPANS_MAX : n;
}

// Whether |f'| is below the threshold at all places from x outwards.
static bool tail_below(const struct activation *activation, const double *parameters,
                       double threshold, double x)
{
    double places[TAIL_PLACES], y[TAIL_PLACES];
    for (int i = 0; i < TAIL_PLACES; i++, x *= TAIL_FACTOR)
        places[i] = x;
    activation_eval(activation, parameters, places, TAIL_PLACES, NULL, y, NULL);
    for (int i = 0; i < TAIL_PLACES; i++)
        if (!(fabs(y[i]) < threshold))
            return false;
    return true;
}

void saturation_measure(const struct activation *activation, const double *parameters,
                        double threshold, const struct axis *view, struct saturation *out)
{
    struct axis x = {.scale = SCALE_LINEAR,
                     .low = fmin(view->low, -MEASURED),
                     .high = fmax(view->high, MEASURED)};
    saturation_find(activation, parameters, threshold, &x, out);
    if (out->n == 0 || out->dense)
        return;
    struct slope_span *first = &out->spans[0], *last = &out->spans[out->n - 1];
    if (first->low == x.low && tail_below(activation, parameters, threshold, x.low))
        first->low = -HUGE_VAL;
    if (last->high == x.high && tail_below(activation, parameters, threshold, x.high))
        last->high = HUGE_VAL;
}
