#include "activation/arrays/vector.h"

#include <assert.h>

// Defined by vector_plain.c, vector_avx2.c and vector_avx512.c.
extern const struct vector_table vector_table_plain, vector_table_avx2, vector_table_avx512;

// The compiler's run-time library asks the CPU, and the system whether it saves the wide registers,
// once when the program starts. The calls here only read its answer.
bool vector_level_supported(enum vector_level level)
{
    switch (level) {
    case VECTOR_PLAIN:
        return true;
#ifdef __x86_64__
    case VECTOR_AVX2:
        return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
    case VECTOR_AVX512:
        return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
               __builtin_cpu_supports("avx512vl") && vector_level_supported(VECTOR_AVX2);
#endif
    default:
        return false;
    }
}

enum vector_level vector_level(void)
{
    enum vector_level level = VECTOR_LEVEL_COUNT;
    do
        level--;
    while (!vector_level_supported(level));
    return level;
}

const char *vector_level_name(enum vector_level level)
{
    static const char *const names[VECTOR_LEVEL_COUNT] = {"plain", "AVX2", "AVX-512"};
    return names[level];
}

const struct vector_table *vector_table(enum vector_level level)
{
    assert(vector_level_supported(level));
#ifdef __x86_64__
    if (level == VECTOR_AVX2)
        return &vector_table_avx2;
    if (level == VECTOR_AVX512)
        return &vector_table_avx512;
#endif
    return &vector_table_plain;
}

#define VECTOR_KERNEL(name)                                                                        \
    void vector_##name(const double *parameters, const double *x, size_t n, double *f, double *df, \
                       double *d2f)                                                                \
    {                                                                                              \
        vector_table(vector_level())->name(parameters, x, n, f, df, d2f);                          \
    }
#define VECTOR_FUNCTION(name)                                                                      \
    void vector_##name(const double *x, size_t n, double *y)                                       \
    {                                                                                              \
        vector_table(vector_level())->name(x, n, y);                                               \
    }
VECTOR_KERNELS(VECTOR_KERNEL)
VECTOR_FUNCTIONS(VECTOR_FUNCTION)
