// Corners: the points where the straight pieces of a function meet. A piecewise linear function
// lists its corners (NAME_corners); its breaks and its points of interest are derived from the
// list.
#ifndef ACTSCOPE_ACTIVATION_FAMILIES_CORNER_H
#define ACTSCOPE_ACTIVATION_FAMILIES_CORNER_H

#include "activation/activation.h"

enum side { LEFT, RIGHT, AT, SIDE_COUNT };
enum { CORNERS_MAX = 2 };

// A corner at x, with f and its slope on the left, on the right and at x itself.
struct corner {
    double x, f[SIDE_COUNT], slope[SIDE_COUNT];
    const char *x_label;               // x in exact form: "−λ"
    const char *f_label, *slope_label; // likewise; NULL for decimal numbers, as "0.01 → 1"
};

// Writes a function's corners, at most CORNERS_MAX, in increasing x; returns how many.
typedef int corners_of(const double *parameters, struct corner *out);

// Writes the breaks at a function's corners, in the order of the corners; returns how many. A
// corner whose slope and value agree on both sides is left out: that of a leaky ReLU with slope 1.
int corner_breaks(corners_of *corners, const double *parameters, struct activation_break *out);

// Writes the points of interest of f and f' at a function's corners; returns how many.
int corner_points(corners_of *corners, const double *parameters, struct activation_point *out);

// Copies n <= CORNERS_MAX corners from a table; returns n.
int copy_corners(struct corner *out, const struct corner *corners, int n);

// Defines NAME_breaks and NAME_points from NAME_corners.
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
