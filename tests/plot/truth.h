// Where curves are, to as many digits as it takes: the catalogue by the oracles of the kernels'
// tests, formulas node by node in MPFR with f' and f'' from differences of f.
#ifndef ACTSCOPE_TESTS_PLOT_TRUTH_H
#define ACTSCOPE_TESTS_PLOT_TRUTH_H

#include "picture.h"

// The point of the curve at x, in pixels from the origin of p->curve; y is NaN where the function
// is not defined, -HUGE_VAL where a log axis has no place for it. False where it is not known: too
// many digits cancel.
bool true_point(const struct picture *p, double x, struct pixel *at);

// A vertex in the same pixels.
struct pixel vertex_from_origin(const struct picture *p, size_t i);

// To the nearest stroke within a pixel to the left or right; HUGE_VAL if none is there.
double distance_to_strokes(const struct picture *p, struct pixel at);

// How often the curve turns back or is not defined within a pixel of x, as far as doubles
// show.
int turns_near(const struct picture *p, double x);

// Swings narrower than a pixel are a band: all of them are drawn, but not each in its place.
// Whether the curve turns twice there, and the point at x is in what the strokes within a pixel
// cover, to the widest of their bounds (1 px, where they are not proven).
bool is_in_band(const struct picture *p, double x, struct pixel at);

#endif
