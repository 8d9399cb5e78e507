// Encodes drawn pictures as PNG files, quickly: RGB, or RGBA where it is transparent, 8 bits a
// channel.
//
// Drawn pictures have large areas of one colour. PNG's filters do not make them smaller, and zlib's
// fast search finds nearly as many repetitions as the slow one. Bands of rows are compressed in
// parallel and joined to one zlib stream (RFC 1950). Each band but the last ends with an empty
// block, which fills up its last byte. The picture is always cut at the same rows, so that the same
// picture gives the same file on every machine.
#ifndef ACTSCOPE_PAINT_PNG_H
#define ACTSCOPE_PAINT_PNG_H

#include <stddef.h>
#include <stdint.h>

#include "base/fault.h"
#include "base/text.h"
#include "paint/picture.h"

// Appends a whole file to `out`. A pixel is the number 0x..RRGGBB; its highest byte is ignored,
// unless the facts say transparent: then it is 0xAARRGGBB with colours multiplied by their opacity,
// as Cairo has them. Rows go from the top, and each begins `stride` pixels after the one before.
// Width and height are at least 1. Of the facts (NULL for none) the file has the pixels in a metre,
// the title, the description, the software and the commands. False with FAULT_MEMORY; `out` is then
// unchanged.
bool png_encode(const uint32_t *pixels, int width, int height, size_t stride,
                const struct picture_facts *facts, struct text *out, struct fault *fault);

#endif
