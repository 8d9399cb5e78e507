// The seed of a test's random cases: the same in every run unless ACTSCOPE_SEED asks for another.
// Whoever draws prints it.
#ifndef ACTSCOPE_TESTS_SEED_H
#define ACTSCOPE_TESTS_SEED_H

#include <stdint.h>
#include <stdlib.h>

static inline uint64_t random_seed(void)
{
    const char *seed = getenv("ACTSCOPE_SEED");
    return seed ? strtoull(seed, NULL, 0) : 20240229;
}

#endif
