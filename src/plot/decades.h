// |f'|^L far below the smallest double: numbers by their decimal logarithm, and an axis in powers
// of ten, linear in it. 0.25^600 is -361.24 decades.
#ifndef ACTSCOPE_PLOT_DECADES_H
#define ACTSCOPE_PLOT_DECADES_H

#include "plot/ticks.h"

// L · log10 |slope|; -INFINITY for 0, +INFINITY for ±inf, NaN for NaN.
double decades_of_slope(double slope, int layers);

// The number 10^decades for people, as number_show writes it: "0.25", "8.7×10⁻¹⁹", "0" for
// -INFINITY, "∞". `size` at least 64. Returns `out`.
char *decades_show(char *out, size_t size, double decades, int digits);

// An axis (linear, in decades) for |f'|^L of n functions over a stretch of x: from the smallest
// value above 0, but not below 10^(-10 L), up to 1 or to the steepest slope's power, with room
// around them.
struct axis decades_fit(const struct activation *const *activations,
                        const double *const *parameters, int n, int layers, const struct axis *x);

// Ticks at whole powers of ten, labelled "10⁻²⁰", "1", "10"; others are dropped.
void decades_ticks(const struct axis *axis, int most, struct ticks *ticks);

#endif
