// Points of interest from tables; private to this room.
#ifndef ACTSCOPE_ACTIVATION_POINTS_H
#define ACTSCOPE_ACTIVATION_POINTS_H

#include "activation/activation.h"

// What becomes of f when x changes its sign; f' and f'' follow from it.
enum parity { PARITY_EVEN, PARITY_ODD };

// Writes the points of a table of x >= 0, in increasing x, and their mirror images in x < 0. Of a
// headline and its image the one above 0 stays. Returns how many points these are.
int mirror_points(struct activation_point *out, const struct activation_point *table, int n,
                  enum parity parity);

// Fills in what a table of points leaves out: an empty label becomes the decimal number. Returns n.
int label_points(struct activation_point *points, int n);

// The points that n breaks make: in each order a jump, a kink, a hole, a pole, or none; where f has
// a pole its derivatives add nothing. Returns how many.
int break_points(const struct activation_break *breaks, int n, struct activation_point *out);

// Adds what follows from the points that a row has: where an order's derivative has an extremum it
// has an inflection, and f may cross 0 at 0. Those nearest to 0 are kept where there is no room for
// all. Returns how many points there are then, in increasing x.
int complete_points(const struct activation *activation, const double *parameters,
                    struct activation_point points[ACTIVATION_POINTS_MAX], int n);

#endif
