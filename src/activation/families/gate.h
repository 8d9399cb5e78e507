// Functions x g(x) with a gate g that tends to 0 or 1: their values far away from 0.
#ifndef ACTSCOPE_ACTIVATION_FAMILIES_GATE_H
#define ACTSCOPE_ACTIVATION_FAMILIES_GATE_H

#include "activation/families/kernel.h"

// From this |x| on, e^-|x| times a polynomial of small degree is 0 as a double.
enum { GATE_FAR = 1500 };

// f, f' and f'' where the gate is 1 (open) or 0.
static inline struct orders gate_limits(double x, bool open)
{
    return (struct orders){open ? x : 0, open ? 1 : 0, 0};
}

#endif
