// Kernels over arrays for the functions that people run over arrays, and e^x, ln and their kin.
//
// One source (vector_kernels.h: plain C without branches, which the compiler turns into vector
// instructions) is compiled once a level, and every call takes the best level that this CPU has.
// Nothing is remembered between calls, so there is nothing to initialise and nothing to lock.
//
// For every level: f, f' and f'' are within 5, 6 and 8 ulp x max(1, k) of the true value (k: the
// cancellation factor of docs/catalogue.md) over all doubles, subnormal results included; NaN in,
// NaN out; the limits at +-inf; no false zero. A value depends on its x and on the level only: not
// on its place in the array, nor on n, nor on which outputs are asked for. Levels differ in last
// bits, as the plain one has no fused multiplication and addition.
#ifndef ACTSCOPE_ACTIVATION_ARRAYS_VECTOR_H
#define ACTSCOPE_ACTIVATION_ARRAYS_VECTOR_H

#include "activation/activation.h"

enum vector_level {
    VECTOR_PLAIN,  // any CPU
    VECTOR_AVX2,   // AVX2 and FMA: 4 doubles at once
    VECTOR_AVX512, // AVX-512 F, DQ, VL: 8
    VECTOR_LEVEL_COUNT,
};

// Parameters: leaky_relu, elu: alpha; selu: alpha, lambda; softplus, silu: beta; none otherwise.
#define VECTOR_KERNELS(X)                                                                          \
    X(sigmoid)                                                                                     \
    X(tanh)                                                                                        \
    X(relu)                                                                                        \
    X(leaky_relu)                                                                                  \
    X(elu)                                                                                         \
    X(selu)                                                                                        \
    X(softplus)                                                                                    \
    X(silu)                                                                                        \
    X(gelu)                                                                                        \
    X(mish)

// Within 2 ulp; arrays must not overlap. tanh x is vector_tanh(NULL, x, n, y, NULL, NULL),
// within 3.
#define VECTOR_FUNCTIONS(X)                                                                        \
    X(exp)                                                                                         \
    X(expm1)                                                                                       \
    X(log)                                                                                         \
    X(log1p)

typedef void vector_function(const double *x, size_t n, double *y);

// At the level of this CPU: vector_sigmoid, … (activation_kernel) and vector_exp, …
// (vector_function).
#define VECTOR_KERNEL(name)   activation_kernel vector_##name;
#define VECTOR_FUNCTION(name) vector_function vector_##name;
VECTOR_KERNELS(VECTOR_KERNEL)
VECTOR_FUNCTIONS(VECTOR_FUNCTION)
#undef VECTOR_KERNEL
#undef VECTOR_FUNCTION

// All of one level, for tests and benchmarks.
#define VECTOR_KERNEL(name)   activation_kernel *name;
#define VECTOR_FUNCTION(name) vector_function *name;
struct vector_table {
    VECTOR_KERNELS(VECTOR_KERNEL)
    VECTOR_FUNCTIONS(VECTOR_FUNCTION)
};
#undef VECTOR_KERNEL
#undef VECTOR_FUNCTION

// Whether this program has code of that level and this CPU runs it.
bool vector_level_supported(enum vector_level level);

// The best supported level: what vector_NAME runs.
enum vector_level vector_level(void);

// "plain", "AVX2", "AVX-512".
const char *vector_level_name(enum vector_level level);

// Wants a supported level.
const struct vector_table *vector_table(enum vector_level level);

#endif
