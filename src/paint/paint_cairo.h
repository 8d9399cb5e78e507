// Draws a draw list with Cairo, into a picture file or into memory. Needs no display and no GPU.
#ifndef ACTSCOPE_PAINT_PAINT_CAIRO_H
#define ACTSCOPE_PAINT_PAINT_CAIRO_H

#include <stdint.h>

#include "base/text.h"
#include "paint/font.h"
#include "paint/picture.h"
#include "scene/draw_list.h"

// Draws the list and appends the whole file to `out`, with what the facts say (NULL for none). The
// same list and facts give the same file, byte for byte. False, with `out` unchanged, and with
// FAULT_SIZE where a side of the list is no whole number from 1 to 16384, FAULT_MEMORY, or
// FAULT_FILE for other errors of Cairo. The functions below have the same faults.
bool paint_cairo_file(const struct draw_list *list, struct font *font, enum picture_format format,
                      const struct picture_facts *facts, struct text *out, struct fault *fault);

// Appends a PDF of n pages (at least 1), one for each list.
bool paint_cairo_pages(const struct draw_list *const *lists, int n, struct font *font,
                       const struct picture_facts *facts, struct text *out, struct fault *fault);

// Draws into `rgba`, which has room for list->width * list->height pixels of 4 bytes each: red,
// green, blue, 255; rows from the top.
bool paint_cairo_pixels(const struct draw_list *list, struct font *font, uint8_t *rgba,
                        struct fault *fault);

// Appends a PNG file of such pixels, whose fourth byte is ignored; the facts may be NULL.
bool paint_cairo_encode_png(const uint8_t *rgba, int width, int height,
                            const struct picture_facts *facts, struct text *out,
                            struct fault *fault);

#endif
