// The loops that programs are made of; private to the files expression_*.c.
//
// One source (expression_block_kernels.h) is compiled once a level of the CPU, as vector.h's
// kernels are. What is arithmetic has the same bits at every level; e^x, ln and their kin are those
// of vector.h.
#ifndef ACTSCOPE_ACTIVATION_ARRAYS_EXPRESSION_BLOCK_H
#define ACTSCOPE_ACTIVATION_ARRAYS_EXPRESSION_BLOCK_H

#include "activation/arrays/vector.h"
#include "activation/expression/node.h"

// n values of one operation; what it does not read may be anything. `to` overlaps none of the
// others, or is one of them.
typedef void block_function(double *to, const double *a, const double *b, const double *c,
                            size_t n);

// What several operations in a row make, in one loop: the same values, without the way through
// memory.
enum {
    OP_GUARD = OP_COUNT,  // a, but NaN where b or c is
    OP_GUARD_SLOPE,       // a, but NaN where b is not finite or c is NaN
    OP_EXP_NEGATIVE,      // e^-a
    OP_OVER_EXP,          // a/(b + e^c)
    OP_OVER_EXP_NEGATIVE, // a/(b + e^-c)
    BLOCK_OP_COUNT,
};

struct block_table {
    block_function *operations[BLOCK_OP_COUNT];
    void (*whole_power)(double *to, const double *a, int exponent, size_t n);
    bool (*all_finite)(const double *a, size_t n);
};

// Wants a supported level.
const struct block_table *block_table(enum vector_level level);

#endif
