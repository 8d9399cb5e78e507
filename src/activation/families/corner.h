// Where the straight pieces of a function meet. What is worth saying of a piecewise linear function
// are its corners, so each names them, and breaks and points of interest follow from those.
#ifndef ACTSCOPE_ACTIVATION_FAMILIES_CORNER_H
#define ACTSCOPE_ACTIVATION_FAMILIES_CORNER_H

#include "activation/activation.h"

enum side { LEFT, RIGHT, AT, SIDE_COUNT };
enum { CORNERS_MAX = 2 };

// Where two straight pieces meet: values and slopes on both sides, and those of the point itself.
struct corner {
    double x, f[SIDE_COUNT], slope[SIDE_COUNT];
    const char *x_label;
    const char *f_label, *slope_label; // NULL: the numbers, as "0.01 → 1"
};

typedef int corners_of(const double *parameters, struct corner *out);

// The breaks that a function's corners make, in the order of the corners; returns how many. Where
// slope and value agree on both sides, a corner is none: a leaky slope of 1.
int corner_breaks(corners_of *corners, const double *parameters, struct activation_break *out);

// The points of interest that a function's corners make, for f and f'; returns how many.
int corner_points(corners_of *corners, const double *parameters, struct activation_point *out);

// Copies n <= CORNERS_MAX corners from a table; returns n.
int copy_corners(struct corner *out, const struct corner *corners, int n);

// NAME_breaks and NAME_points from NAME_corners.
#define CORNERS(name)                                                                              \
    static int name##_breaks(const double *parameters, struct activation_break *out)               \
    {                                                                                              \
        return corner_breaks(name##_corners, parameters, out);                                     \
    }                                                                                              \
    static int name##_points(const double *parameters, struct activation_point *out)               \
    {                                                                                              \
        return corner_points(name##_corners, parameters, out);                                     \
    }

#endif
