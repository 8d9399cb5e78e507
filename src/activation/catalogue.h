// Declares the rows of the catalogue: activation_ID for each line of catalogue.def. For the files
// in src/activation only; others use activation_at (activation.h).
#ifndef ACTSCOPE_ACTIVATION_CATALOGUE_H
#define ACTSCOPE_ACTIVATION_CATALOGUE_H

#include "activation/activation.h"

#define ACTIVATION(id) extern const struct activation activation_##id;
#include "activation/catalogue.def"
#undef ACTIVATION

#endif
