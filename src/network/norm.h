// Normalises the numbers of a layer, line by line, and takes gradients back through it. A line is a
// row for NORM_LAYER (one sample, its units) and a column for NORM_BATCH (one unit, its samples).
// For a line a of n numbers,
//
//     z = (a - μ)/s,   μ = mean a,   s² = mean (a - μ)²
//     ε = (δ - mean δ - z mean(δ z))/s,   δ = dloss/dz,   ε = dloss/da
//
// A line counts as constant where s² <= guard · mean a²: there, z = 0 and ε = 0. A line of two
// numbers is ±1 whatever they are, so that ε = 0 too.
#ifndef ACTSCOPE_NETWORK_NORM_H
#define ACTSCOPE_NETWORK_NORM_H

#include "network/remedy.h"

#define NORM_GUARD_DOUBLE 0x1p-80
#define NORM_GUARD_SINGLE 0x1p-40 // for numbers that were rounded to single precision

struct norm_lines {
    enum network_norm norm;
    int rows, columns; // at most NETWORK_WIDTH_MAX columns
    double guard;
    double *z;       // rows x columns, row by row
    double *inverse; // 1/s of each line; 0 for lines without a gradient
    double *mean;    // μ of each line; NULL where it is not wanted
};

// How many lines there are; 0 for NORM_NONE.
int norm_line_count(enum network_norm norm, int rows, int columns);

// Replaces a, which stands in lines->z, by z, and fills lines->inverse. Numbers that are not finite
// give z that are not.
void norm_forward(const struct norm_lines *lines);

// Replaces δ by ε, with z and inverse as norm_forward left them.
void norm_backward(const struct norm_lines *lines, double *delta);

#endif
