#include "activation/arrays/jet_lanes.h"

#include <assert.h>

// Defined by jet_lanes_plain.c, jet_lanes_avx2.c and jet_lanes_avx512.c.
extern const struct jet_table jet_table_plain, jet_table_avx2, jet_table_avx512;

const struct jet_table *jet_table(enum vector_level level)
{
    assert(vector_level_supported(level));
#ifdef __x86_64__
    if (level == VECTOR_AVX2)
        return &jet_table_avx2;
    if (level == VECTOR_AVX512)
        return &jet_table_avx512;
#endif
    return &jet_table_plain;
}
