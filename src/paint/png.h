// PNG files of drawn pictures, quickly: 8 bits a channel, RGB.
//
// Drawn pictures repeat themselves from byte to byte: filters gain nothing, and zlib's fast search
// finds nearly what the slow one does. Bands of rows are compressed side by side and joined to one
// stream (RFC 1950; each but the last ends on a byte by an empty block), always at the same rows,
// so that the same picture gives the same file on every machine.
#ifndef ACTSCOPE_PAINT_PNG_H
#define ACTSCOPE_PAINT_PNG_H

#include <stddef.h>
#include <stdint.h>

#include "base/fault.h"
#include "base/text.h"

// Appends a whole file. Pixels are 0x..RRGGBB in the machine's byte order, rows from the top,
// `stride` pixels from one row to the next; width and height are at least 1. False with
// FAULT_MEMORY; `out` then holds a part.
bool png_encode(const uint32_t *pixels, int width, int height, size_t stride, struct text *out,
                struct fault *fault);

#endif
