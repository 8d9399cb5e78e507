// Partial sums: a sum over a long array is kept in LANES parts, so that the compiler can use vector
// instructions without changing the order of additions.
#ifndef ACTSCOPE_NETWORK_LANES_H
#define ACTSCOPE_NETWORK_LANES_H

enum { LANES = 8 };

// The sum of the parts.
static inline double add_lanes(const double lanes[LANES])
{
    double sum = 0;
    for (int i = 0; i < LANES; i++)
        sum += lanes[i];
    return sum;
}

#endif
