// The catalogue's functions, computed with jets: bounds over whole intervals (jet.h).
#ifndef ACTSCOPE_ACTIVATION_ENCLOSURE_CATALOGUE_H
#define ACTSCOPE_ACTIVATION_ENCLOSURE_CATALOGUE_H

#include "activation/enclosure/jet.h"

// The jet of f(x). `index` is the function's place in the catalogue, in [0, ACTIVATION_COUNT);
// `parameters` has as many elements as the function has parameters and may be NULL if it has none.
struct jet *catalogue_enclose(struct jets *jets, int index, const double *parameters,
                              const struct jet *x);

#endif
