// The draw list as a picture file, or as pixels, through Cairo. Needs no display.
#ifndef ACTSCOPE_PAINT_PAINT_CAIRO_H
#define ACTSCOPE_PAINT_PAINT_CAIRO_H

#include <stdint.h>

#include "base/text.h"
#include "paint/font.h"
#include "scene/draw_list.h"

enum picture_format { PICTURE_PNG, PICTURE_SVG, PICTURE_PDF };

// The format that a path's ending asks for; false with FAULT_FILE (text names the three) for
// others.
bool picture_format_of(const char *path, enum picture_format *format, struct fault *fault);

// Draws the list and appends the whole file to `out`. SVG and PDF have one unit a pixel. `title`
// goes into the PDF's metadata (may be NULL). The same list gives the same PNG and PDF, byte for
// byte. False with FAULT_SIZE (a side that is no whole number from 1 to 16384), FAULT_MEMORY or
// FAULT_FILE; `out` is then unchanged. The same faults below.
bool paint_cairo_file(const struct draw_list *list, struct font *font, enum picture_format format,
                      const char *title, struct text *out, struct fault *fault);

// As above, for a PDF of n pages (at least 1), a list each.
bool paint_cairo_pages(const struct draw_list *const *lists, int n, struct font *font,
                       const char *title, struct text *out, struct fault *fault);

// Draws into width * height pixels, 4 bytes each: R, G, B, 255, rows from the top.
bool paint_cairo_pixels(const struct draw_list *list, struct font *font, uint8_t *rgba,
                        struct fault *fault);

// Encodes pixels as above (alpha ignored) as a PNG file appended to `out`.
bool paint_cairo_encode_png(const uint8_t *rgba, int width, int height, struct text *out,
                            struct fault *fault);

#endif
