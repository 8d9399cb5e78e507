// What a picture file says besides its picture: how large it is on paper, its title, what is to be
// seen for those who do not see it, and the commands that made it.
#ifndef ACTSCOPE_PAINT_PICTURE_H
#define ACTSCOPE_PAINT_PICTURE_H

#include <stdbool.h>

#include "base/fault.h"
#include "base/text.h"

enum picture_format { PICTURE_PNG, PICTURE_SVG, PICTURE_PDF, PICTURE_TIKZ };

// Units of an inch. A unit is the pixel of CSS and SVG, and 3/4 of PDF's point.
#define PICTURE_UNITS_PER_INCH 96.0

// All members may be 0. Strings are UTF-8.
struct picture_facts {
    const char *title;       // one line: PNG, SVG, PDF
    const char *description; // sentences: PNG, SVG, PDF
    const char *commands;    // that make the picture again (paint/carried.h): PNG, SVG
    const char *software;    // "actscope 1.0": PNG, SVG, PDF
    const char *language;    // "ja": SVG; also which form its Han characters have there
    double ratio;            // pixels of the draw list in a unit; 0: one
    double width, height;    // of the sheet in units, for SVG and PDF; 0: the draw list's own. The
                             // list lies in its upper left corner, and the ground fills the rest
    bool metric;             // the sheet was given in mm or the like: SVG says mm
    bool transparent;        // no ground, nor pieces of it below words
};

// What a list's sheet and ratio are, with the zeros of the facts (NULL for none) filled in.
struct picture_sheet {
    double width, height; // units
    double ratio;         // pixels of the list in a unit
};
struct picture_sheet picture_sheet(const struct picture_facts *facts, double list_width,
                                   double list_height);

// Finds the format by the ending of a path: .png, .svg, .pdf or .tex, in small letters or capitals.
// False with FAULT_FILE for others.
bool picture_format_of(const char *path, enum picture_format *format, struct fault *fault);

// Finds the format by its word: "png", "svg", "pdf" or "tikz". False with FAULT_UNKNOWN_WORD.
bool picture_format_named(const char *word, enum picture_format *format, struct fault *fault);

#endif
