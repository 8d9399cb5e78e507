// Fonts: Pango behind one small interface, the same for the window, PNG, SVG and PDF.
//
// Text is asked for by the height of its capitals in pixels, measured on the loaded font, so that
// "large enough to read" does not depend on the typeface. Layout uses unhinted metrics, hence is
// the same in every output; outlines are hinted, in y only, where they become pixels. Family:
// Inter, then whatever sans fontconfig has; Japanese by fallback.
#ifndef ACTSCOPE_PAINT_FONT_H
#define ACTSCOPE_PAINT_FONT_H

#include <cairo.h>
#include <stdint.h>

#include "base/fault.h"
#include "scene/draw_list.h"

struct font;

// Opens the fonts. NULL with a FAULT_FILE if fontconfig has no font at all. font_destroy(NULL) is
// fine.
struct font *font_create(struct fault *fault);
void font_destroy(struct font *font);

// The metrics callbacks for the scene; valid as long as the font. Widths are cached.
struct text_metrics font_metrics(struct font *font);

// Draws a line of text into a Cairo context with its anchor (align) at (x, y), y the baseline, in
// the context's current source colour. On an image surface the left end of the line, x less the
// aligned share of its width, and the baseline go to the nearest whole pixel (floor(v + 0.5)), as
// in the window; SVG and PDF keep fractions.
void font_show(struct font *font, cairo_t *cr, const char *string, double cap,
               enum text_weight weight, enum text_align align, double x, double y);

// A line of text as coverage, for a texture. Caller frees `pixels`. (left, top) is where the
// bitmap's top left pixel lies relative to the left end of the baseline, which is at a whole pixel,
// y down. Text without ink gives w == h == 0 and NULL pixels.
struct font_bitmap {
    int left, top, w, h; // pixels
    uint8_t *pixels;     // w * h bytes, 255 is full coverage
};
void font_raster(struct font *font, const char *string, double cap, enum text_weight weight,
                 struct font_bitmap *out);

// Rasters the texts of a list beforehand, on another thread than the one that will draw them, say:
// font_raster then hands them out, once each. What is left over is freed with the font, or by
// font_prepared_free. One thread at a time may use a font.
void font_prepare(struct font *font, const struct draw_list *list);
void font_prepared_free(struct font *font);

// The family that fontconfig chose, for --gl-info and tests.
const char *font_family(const struct font *font);

// How many characters of the string no installed font can show: these come out as boxes.
int font_missing(struct font *font, const char *string);

#endif
