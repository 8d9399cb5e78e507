// Reads the exact labels of points of interest ("−√3/18", "½ ln(2 + √3)/b") as numbers.
#ifndef ACTSCOPE_TESTS_LABEL_VALUE_H
#define ACTSCOPE_TESTS_LABEL_VALUE_H

#include "activation/activation.h"

// Parameters go by their symbols. NaN where the label is not understood.
double label_value(const char *label, const struct activation *activation,
                   const double *parameters);

#endif
