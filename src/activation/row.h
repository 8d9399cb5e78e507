// Functions of the catalogue by their rows alone: what values, breaks and points they have. The
// files that formulas are made of ask here; everybody else asks activation.h, which takes a user's
// formula, too.
#ifndef ACTSCOPE_ACTIVATION_ROW_H
#define ACTSCOPE_ACTIVATION_ROW_H

#include "activation/activation.h"

// As activation_eval and its like (activation.h), of a row of the catalogue.
void row_eval(const struct activation *row, const double *parameters, const double *x, size_t n,
              double *f, double *df, double *d2f);
double row_value(const struct activation *row, const double *parameters, enum order order,
                 double x);
int row_breaks(const struct activation *row, const double *parameters,
               struct activation_break out[ACTIVATION_BREAKS_MAX]);
int row_points(const struct activation *row, const double *parameters,
               struct activation_point out[ACTIVATION_POINTS_MAX]);

#endif
