// What a function's values read as: of a point of interest its exact value, and no rounding noise.
#ifndef ACTSCOPE_ACTIVATION_READING_H
#define ACTSCOPE_ACTIVATION_READING_H

#include "activation/activation.h"
#include "base/fact.h"

// The value of an order at x. At a point of interest (x within 1e-12 of it) it is the point's own,
// 0 for the slope at an extremum and for the second derivative at an inflection of f included;
// elsewhere 0 where the value is so near a root that x's own rounding could make it.
double reading_value(const struct activation *activation, const double *parameters,
                     enum order order, double x);

// The same as a fact of `digits` significant digits. Exact are points of interest and straight
// pieces of the catalogue; values that only happen to round to a short decimal are not.
struct fact reading_fact(const struct activation *activation, const double *parameters,
                         enum order order, double x, int digits);

// Writes "σ′(0) = 1/4"; where values are rounded, "GELU(−0.752) ≈ −0.170"; and where only the place
// is, "SiLU′ = 0 at x ≈ −1.28". `symbol` names the curve: "σ′". Labels longer than `longest`
// letters are written as numbers. Not for jumps. Returns `out`.
char *reading_point(const struct activation_point *point, const char *symbol, int longest,
                    char *out, size_t size);

#endif
