// |f'|^L, the power of a slope over L layers, may lie far below the smallest double. So this module
// keeps such a number as its decimal logarithm, counted in decades, and offers an axis that is
// linear in decades. Example: 0.25^600 is -361.24 decades.
#ifndef ACTSCOPE_PLOT_LAYERED_SLOPE_H
#define ACTSCOPE_PLOT_LAYERED_SLOPE_H

#include "plot/ticks.h"

// Returns `layers` · log10 |slope|, in decades; `layers` is at least 1. The result is -INFINITY for
// a slope of 0, +INFINITY for ±inf, and NaN for NaN.
double decades_of_slope(double slope, int layers);

// Writes the number 10^decades for people, as number_show does with the same `digits`: "0.25",
// "8.7×10⁻¹⁹", "0" for -INFINITY, "∞" for +INFINITY. `out` holds `size` bytes, at least 64. Returns
// `out`.
char *decades_show(char *out, size_t size, double decades, int digits);

// Returns a linear axis in decades on which |f'|^L of n functions over the axis `x` can be seen;
// parameters[i] belongs to activations[i]. The axis reaches from the smallest power above 0 among
// 257 samples (0.1 or less, but not below 10^(-10 L)) to the largest one, that of sup |f'| (1 or
// more). 6 % of this length are added below, and 24 % above for a label.
struct axis decades_fit(const struct activation *const *activations,
                        const double *const *parameters, int n, int layers, const struct axis *x);

// Fills `ticks` with those of ticks_build(axis, most, …) that are major and whole numbers of
// decades, and labels them as powers of ten: "10⁻²⁰", "1" for 0 decades.
void decades_ticks(const struct axis *axis, int most, struct ticks *ticks);

#endif
