// Points of interest (struct activation_point) from tables and from breaks; private to
// src/activation. Arrays for points have room for ACTIVATION_POINTS_MAX.
#ifndef ACTSCOPE_ACTIVATION_POINTS_H
#define ACTSCOPE_ACTIVATION_POINTS_H

#include "activation/activation.h"

// Whether f(-x) is f(x) (even) or -f(x) (odd). f' of an even function is odd and so on.
enum parity { PARITY_EVEN, PARITY_ODD };

// Writes to `out` a table of n points with x >= 0, in increasing x, and before them the mirror
// images of those with x > 0. Only headlines with y > 0 stay headlines. Returns the number of
// points.
int mirror_points(struct activation_point *out, const struct activation_point *table, int n,
                  enum parity parity);

// Fills in empty labels of n points: x and y as decimal numbers with six digits. Returns n.
int label_points(struct activation_point *points, int n);

// Writes the points of interest that n breaks make: a jump, a kink, a hole or a pole of f, f' and
// f'', as far as each says something new (where f has a pole, those of its derivatives do not).
// They are in the order of the breaks, with labels. Returns how many.
int break_points(const struct activation_break *breaks, int n, struct activation_point *out);

// Adds to the n points of a catalogue's row those that follow from them: an inflection of f where
// f' has an extremum (and of f' where f'' has one), and the root of f at 0. If there is no room for
// all, those nearest to 0 are added. Sorts all by x and returns how many they are.
int complete_points(const struct activation *activation, const double *parameters,
                    struct activation_point points[ACTIVATION_POINTS_MAX], int n);

#endif
