// What gates have in common far away from 0.
#ifndef ACTSCOPE_ACTIVATION_FAMILIES_GATE_H
#define ACTSCOPE_ACTIVATION_FAMILIES_GATE_H

#include "activation/families/kernel.h"

// From here on every exponential of x, times any polynomial, is 0.
enum { GATE_FAR = 1500 };

// x g(x) far out, where the gate g is 0 on the left and 1 on the right.
static inline struct orders gate_limits(double x, bool open)
{
    return (struct orders){open ? x : 0, open ? 1 : 0, 0};
}

#endif
