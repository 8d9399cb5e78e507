#include "activation/row.h"

#include "activation/points.h"

#include <math.h>

bool activation_parameter_valid(const struct activation_parameter *parameter, double value)
{
    return isfinite(value) && (value > 0 || !parameter->positive);
}

double activation_sweep(const struct activation *activation, int parameter, double t)
{
    const struct activation_parameter *p = &activation->parameters[parameter];
    double low = p->positive && p->low <= 0 ? p->high * 1e-3 : p->low;
    return low + (p->high - low) * t;
}

void activation_defaults(const struct activation *activation,
                         double parameters[ACTIVATION_PARAMETERS_MAX])
{
    for (int i = 0; i < ACTIVATION_PARAMETERS_MAX; i++)
        parameters[i] = activation->parameters[i].initial;
}

void row_eval(const struct activation *row, const double *parameters, const double *x, size_t n,
              double *f, double *df, double *d2f)
{
    row->kernel(parameters, x, n, f, df, d2f);
}

double row_value(const struct activation *row, const double *parameters, enum order order, double x)
{
    double y;
    double *out[ORDER_COUNT] = {NULL};
    out[order] = &y;
    row_eval(row, parameters, &x, 1, out[ORDER_F], out[ORDER_DF], out[ORDER_D2F]);
    return y;
}

int row_breaks(const struct activation *row, const double *parameters,
               struct activation_break out[ACTIVATION_BREAKS_MAX])
{
    return row->breaks(parameters, out);
}

int row_points(const struct activation *row, const double *parameters,
               struct activation_point out[ACTIVATION_POINTS_MAX])
{
    return complete_points(row, parameters, out, row->points(parameters, out));
}
