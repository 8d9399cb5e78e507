// Values, breaks and points of interest of the catalogue's functions. Files of this room that
// formulas depend on call these; all others call those of activation.h, which accept a user's
// formula as well.
#ifndef ACTSCOPE_ACTIVATION_ROW_H
#define ACTSCOPE_ACTIVATION_ROW_H

#include "activation/activation.h"

// As activation_eval, activation_value, activation_breaks and activation_points (activation.h), but
// `row` must be one of the catalogue.
void row_eval(const struct activation *row, const double *parameters, const double *x, size_t n,
              double *f, double *df, double *d2f);
double row_value(const struct activation *row, const double *parameters, enum order order,
                 double x);
int row_breaks(const struct activation *row, const double *parameters,
               struct activation_break out[ACTIVATION_BREAKS_MAX]);
int row_points(const struct activation *row, const double *parameters,
               struct activation_point out[ACTIVATION_POINTS_MAX]);

#endif
