// Loops over arrays, one for each operation of a formula. expression/program.c translates a formula
// into a list of them, and expression/eval.c runs it block by block.
//
// One source (expression_block_kernels.h) is compiled once for each level of the CPU, as vector.h's
// kernels are. Arithmetic has the same bits at every level; exp, expm1, log and log1p are those of
// vector.h, whose last bits differ between levels.
#ifndef ACTSCOPE_ACTIVATION_ARRAYS_EXPRESSION_BLOCK_H
#define ACTSCOPE_ACTIVATION_ARRAYS_EXPRESSION_BLOCK_H

#include "activation/arrays/vector.h"
#include "activation/expression/node.h"

// Sets to[i] to the operation's value of a[i], b[i] and c[i] for i < n. An operation of fewer
// operands does not use the others, but their arrays must have n readable elements. `to` overlaps
// none of the others, or is the same array as one of them.
typedef void block_function(double *to, const double *a, const double *b, const double *c,
                            size_t n);

// Operations beside those of formulas. Each does in one loop what several of them would do, with
// the same values: intermediate results need not be stored.
enum {
    OP_GUARD = OP_COUNT,  // a, but NaN where b or c is NaN
    OP_GUARD_SLOPE,       // a, but NaN where b is not finite or c is NaN
    OP_EXP_NEGATIVE,      // e^-a
    OP_OVER_EXP,          // a/(b + e^c)
    OP_OVER_EXP_NEGATIVE, // a/(b + e^-c)
    BLOCK_OP_COUNT,
};

// The loops at one level.
struct block_table {
    block_function *operations[BLOCK_OP_COUNT]; // by enum op, and those above
    // to[i] = a[i]^exponent, which may be negative
    void (*whole_power)(double *to, const double *a, int exponent, size_t n);
    bool (*all_finite)(const double *a, size_t n);
};

// The loops at a level that this CPU supports (vector_level_supported).
const struct block_table *block_table(enum vector_level level);

#endif
