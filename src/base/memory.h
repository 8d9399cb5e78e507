// Memory that is there: where there is none left, the program ends, as there is nothing sensible
// left to say. free() takes it back.
#ifndef ACTSCOPE_BASE_MEMORY_H
#define ACTSCOPE_BASE_MEMORY_H

#include <stddef.h>

// `count` items of `size` bytes, all 0; room for one where count is 0.
void *memory_new(size_t count, size_t size);

// `bytes`, aligned to 64, of any content.
void *memory_aligned(size_t bytes);

// What malloc, realloc or strdup gave, which must not be NULL.
void *memory_must(void *memory);

// `data`, moved if need be so that `needed` items of `size` bytes fit; *capacity, in items, grows
// by doubling. What is kept from frame to frame soon asks for nothing.
void *memory_grow(void *data, size_t *capacity, size_t needed, size_t size);

#endif
