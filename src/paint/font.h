// Fonts: lines of text are measured and drawn with Pango, in the same way for the window, PNG, SVG
// and PDF.
//
// The size of a text is given as `cap`, the height of its capitals in pixels, measured on the
// loaded font: whether it is large enough to read then does not depend on the typeface. Sizes are
// rounded to 1/64 pixel. A line is equally wide in every output, as its metrics are not hinted.
// Outlines that become pixels are hinted, in y only. The family is Inter, or else fontconfig's
// choice for sans-serif; characters that it lacks, as Japanese ones, come from other installed
// fonts.
//
// Strings are UTF-8 without line breaks. One thread at a time may use a font.
#ifndef ACTSCOPE_PAINT_FONT_H
#define ACTSCOPE_PAINT_FONT_H

#include <cairo.h>
#include <stdint.h>

#include "base/fault.h"
#include "scene/draw_list.h"

struct font;

// Opens the fonts. NULL with FAULT_FILE if fontconfig has no font that could be loaded.
// font_destroy(NULL) is fine.
struct font *font_create(struct fault *fault);
void font_destroy(struct font *font);

// The measuring functions for the scene (scene/draw_list.h), in pixels; valid as long as the font.
// Widths are remembered, so asking again is cheap.
struct text_metrics font_metrics(struct font *font);

// The size of the font, in pixels, in which capitals are `cap` high: SVG's font-size.
double font_size(const struct font *font, double cap, enum text_weight weight);

// Draws a line of text into a Cairo context, in the context's present source colour. Its left end,
// middle or right end (`align`) is at x, its baseline at y. On an image surface the left end and
// the baseline go to the nearest whole pixel (floor(v + 0.5)), as in the window; SVG and PDF keep
// fractions. Draws nothing for "" and for a cap that is not above 0.
void font_show(struct font *font, cairo_t *cr, const char *string, double cap,
               enum text_weight weight, enum text_align align, double x, double y);

// Rasters a line of text: how much of each pixel it covers, for a texture. (left, top) is where the
// bitmap's upper left pixel lies relative to the left end of the baseline, which is at a whole
// pixel, y down. The caller frees `pixels`. Text without ink, as blanks, gives w == h == 0 and NULL
// pixels; so does a lack of memory.
struct font_bitmap {
    int left, top, w, h; // pixels
    uint8_t *pixels;     // w * h bytes, rows from the top; 255 is full coverage
};
void font_raster(struct font *font, const char *string, double cap, enum text_weight weight,
                 struct font_bitmap *out);

// Rasters the texts of a list beforehand, so that this can be done by another thread than the one
// that will draw them, while that one is busy. font_raster then hands each of them out once. Those
// that nobody asked for are freed with the font, or by font_prepared_free.
void font_prepare(struct font *font, const struct draw_list *list);
void font_prepared_free(struct font *font);

// The family that is used for plain text, "Inter"; for --gl-info and tests. Valid as long as the
// font.
const char *font_family(const struct font *font);

// How many characters of the string no installed font can show: these come out as boxes.
int font_missing(struct font *font, const char *string);

#endif
