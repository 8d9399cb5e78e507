// Files that are built into the program but not into the libraries below it (base/embedded.h).
#ifndef ACTSCOPE_APP_EMBEDDED_H
#define ACTSCOPE_APP_EMBEDDED_H

#include "base/embedded.h"

extern const struct embedded embedded_tours[]; // assets/tours

#endif
