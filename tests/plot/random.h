// Random axes for property tests: linear, log and symlog, at every depth, all of them valid. The
// seed (seed.h) is printed with every failure.
#ifndef ACTSCOPE_TESTS_PLOT_RANDOM_H
#define ACTSCOPE_TESTS_PLOT_RANDOM_H

#include "plot/view.h"

#include <math.h>

#include "../seed.h"

// splitmix64
static inline uint64_t random_bits(uint64_t *seed)
{
    uint64_t z = *seed += 0x9e3779b97f4a7c15;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
    z = (z ^ z >> 27) * 0x94d049bb133111eb;
    return z ^ z >> 31;
}

static inline double random_between(uint64_t *seed, double low, double high)
{
    return low + (high - low) * ((double)(random_bits(seed) >> 11) * 0x1p-53);
}

static inline int random_below(uint64_t *seed, int n)
{
    return (int)(random_bits(seed) % (uint64_t)n);
}

static inline double random_sign(uint64_t *seed)
{
    return random_below(seed, 2) ? 1 : -1;
}

// Around 0, around 1, anywhere; from as narrow as it gets to as wide as it gets.
static inline struct axis random_around(uint64_t *seed, enum scale_kind scale)
{
    double middle = random_sign(seed) * pow(10, random_between(seed, -303, 300));
    double length = fabs(middle) * pow(10, random_between(seed, -13, 3));
    switch (random_below(seed, 4)) {
    case 0:
        middle = 0;
        length = pow(10, random_between(seed, -303, 300));
        break;
    case 1:
        middle = random_sign(seed);
        length = pow(10, random_between(seed, -13, 3));
        break;
    case 2:
        middle = random_sign(seed) * pow(10, random_between(seed, -4, 4));
        length = middle;
        break;
    default:
        break;
    }
    double before = random_between(seed, 0, 1) * fabs(length);
    return (struct axis){scale, middle - before, middle - before + fabs(length)};
}

static inline struct axis random_log(uint64_t *seed)
{
    double low = random_between(seed, -320, 308);
    double high = random_between(seed, low, 308);
    if (random_below(seed, 2))
        high = low + pow(10, random_between(seed, -10, 2));
    return (struct axis){SCALE_LOG, pow(10, low), pow(10, high)};
}

static inline struct axis random_axis(uint64_t *seed, enum scale_kind scale, double pixels)
{
    for (;;) {
        struct axis axis = scale == SCALE_LOG ? random_log(seed) : random_around(seed, scale);
        if (axis_check(&axis, pixels, NULL))
            return axis;
    }
}

#endif
