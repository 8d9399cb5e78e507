// Allocation that never returns NULL. Where no memory is left, the program ends, since nothing
// sensible could be reported then. free() takes back what these functions return.
#ifndef ACTSCOPE_BASE_MEMORY_H
#define ACTSCOPE_BASE_MEMORY_H

#include <stddef.h>

// Allocates `count` items of `size` bytes, all 0; one item where `count` is 0.
void *memory_new(size_t count, size_t size);

// Allocates `bytes` bytes, aligned to 64, whose content is not defined.
void *memory_aligned(size_t bytes);

// Returns `memory`, which malloc, realloc or strdup gave; ends the program if it is NULL.
void *memory_must(void *memory);

// Returns `data`, moved if need be, with room for `needed` items of `size` bytes. *capacity, in
// items, grows by doubling, so that a buffer that is kept from frame to frame soon allocates
// nothing more. `data` may be NULL if *capacity is 0.
void *memory_grow(void *data, size_t *capacity, size_t needed, size_t size);

#endif
