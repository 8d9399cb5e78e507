// Fast kernels over arrays for the most used activation functions, and for e^x, e^x - 1, ln(x) and
// ln(1 + x).
//
// One source (vector_kernels.h: plain C without branches, which the compiler turns into vector
// instructions) is compiled once for each level, and every call takes the best level that this CPU
// has. Nothing is remembered between calls, so there is nothing to initialise, and threads may call
// at the same time.
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

// The kernels, activation_kernel (activation.h) of the catalogue's rows. Parameters: leaky_relu and
// elu: alpha; selu: alpha, lambda; softplus and silu: beta; none for the others, where `parameters`
// may be NULL.
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

// The functions, within 2 ulp of the true values. tanh(x) is vector_tanh(NULL, x, n, y, NULL,
// NULL), within 3 ulp.
#define VECTOR_FUNCTIONS(X)                                                                        \
    X(exp)                                                                                         \
    X(expm1)                                                                                       \
    X(log)                                                                                         \
    X(log1p)

// Sets y[i] for n elements; y must not overlap x.
typedef void vector_function(const double *x, size_t n, double *y);

// Declares vector_sigmoid and the other kernels, vector_exp and the other functions; they run at
// the best level of this CPU.
#define VECTOR_KERNEL(name)   activation_kernel vector_##name;
#define VECTOR_FUNCTION(name) vector_function vector_##name;
VECTOR_KERNELS(VECTOR_KERNEL)
VECTOR_FUNCTIONS(VECTOR_FUNCTION)
#undef VECTOR_KERNEL
#undef VECTOR_FUNCTION

// The kernels and functions of one level, for tests and benchmarks.
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

// The kernels and functions of a level that is supported (vector_level_supported).
const struct vector_table *vector_table(enum vector_level level);

#endif
