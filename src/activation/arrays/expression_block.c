#include "activation/arrays/expression_block.h"

#include <assert.h>

// Defined by expression_block_plain.c, expression_block_avx2.c and expression_block_avx512.c.
extern const struct block_table block_table_plain, block_table_avx2, block_table_avx512;

const struct block_table *block_table(enum vector_level level)
{
    assert(vector_level_supported(level));
#ifdef __x86_64__
    if (level == VECTOR_AVX2)
        return &block_table_avx2;
    if (level == VECTOR_AVX512)
        return &block_table_avx512;
#endif
    return &block_table_plain;
}
