// Growing arrays, for the geometry that is built anew each frame: memory is kept, so that a running
// program soon allocates nothing. Running out of memory aborts: there is no picture left to show.
#ifndef ACTSCOPE_PAINT_GROW_H
#define ACTSCOPE_PAINT_GROW_H

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

// Returns `data`, moved if need be so that `needed` elements of `size` bytes fit; updates
// *capacity.
static inline void *grow(void *data, size_t *capacity, size_t needed, size_t size)
{
    if (needed <= *capacity) {
        return data;
    }
    size_t wanted = *capacity ? *capacity : 64;
    while (wanted < needed && wanted <= SIZE_MAX / 2) {
        wanted *= 2;
    }
    void *more =
        wanted >= needed && wanted <= SIZE_MAX / size ? realloc(data, wanted * size) : NULL;
    if (!more) {
        abort();
    }
    *capacity = wanted;
    return more;
}

#endif
