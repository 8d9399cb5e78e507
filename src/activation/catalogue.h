// The rows of the catalogue: activation_ID for each line of catalogue.def; private to this room.
#ifndef ACTSCOPE_ACTIVATION_CATALOGUE_H
#define ACTSCOPE_ACTIVATION_CATALOGUE_H

#include "activation/activation.h"

#define ACTIVATION(id) extern const struct activation activation_##id;
#include "activation/catalogue.def"
#undef ACTIVATION

#endif
