// The catalogue's functions of jets: bounds over whole intervals (jet.h); private to this room.
#ifndef ACTSCOPE_ACTIVATION_ENCLOSURE_CATALOGUE_H
#define ACTSCOPE_ACTIVATION_ENCLOSURE_CATALOGUE_H

#include "activation/enclosure/jet.h"

// f(x) of the function at that place of the catalogue.
struct jet *catalogue_enclose(struct jets *jets, int index, const double *parameters,
                              const struct jet *x);

#endif
