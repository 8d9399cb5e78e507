#include "base/memory.h"

#include <stdint.h>
#include <stdlib.h>

enum { ALIGNMENT = 64, CAPACITY_LEAST = 16 };

void *memory_must(void *memory)
{
    if (memory == NULL)
        abort();
    return memory;
}

void *memory_new(size_t count, size_t size)
{
    return memory_must(calloc(count > 0 ? count : 1, size));
}

void *memory_aligned(size_t bytes)
{
    return memory_must(aligned_alloc(ALIGNMENT, (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT));
}

void *memory_grow(void *data, size_t *capacity, size_t needed, size_t size)
{
    if (needed <= *capacity)
        return data;
    size_t wanted = *capacity > 0 ? *capacity : CAPACITY_LEAST;
    while (wanted < needed && wanted <= SIZE_MAX / 2)
        wanted *= 2;
    if (wanted < needed || wanted > SIZE_MAX / size)
        abort();
    data = memory_must(realloc(data, wanted * size));
    *capacity = wanted;
    return data;
}
