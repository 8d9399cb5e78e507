// The loops that programs are made of; private to the files expression_*.c.
//
// One source (expression_block_kernels.h) is compiled once a level of the CPU, as vector.h's
// kernels are. What is arithmetic has the same bits at every level; e^x, ln and their kin are those
// of vector.h.
#ifndef ACTSCOPE_ACTIVATION_EXPRESSION_BLOCK_H
#define ACTSCOPE_ACTIVATION_EXPRESSION_BLOCK_H

#include "activation/expression_node.h"
#include "activation/vector.h"

// n values of one operation; what it does not read may be anything. `to` overlaps none of the
// others, or is one of them.
typedef void block_function(double *to, const double *a, const double *b, const double *c,
                            size_t n);

struct block_table {
    block_function *operations[OP_COUNT];
    block_function *guard; // a, but NaN where b or c is
    void (*whole_power)(double *to, const double *a, int exponent, size_t n);
};

// Wants a supported level.
const struct block_table *block_table(enum vector_level level);

#endif
