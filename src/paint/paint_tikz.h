// Draws a draw list as TikZ: a file that LaTeX sets alone as a page of the picture's size, and that
// a document takes in by \input, after \usepackage{tikz}. Texts are set in the fonts of the
// document, anchored where they are in the picture; common signs of mathematics become TeX's.
#ifndef ACTSCOPE_PAINT_PAINT_TIKZ_H
#define ACTSCOPE_PAINT_PAINT_TIKZ_H

#include "base/text.h"
#include "paint/font.h"
#include "paint/picture.h"
#include "scene/draw_list.h"

// Appends the whole file. `facts` may be NULL. White grounds are not painted: paper is white.
void paint_tikz(const struct draw_list *list, struct font *font, const struct picture_facts *facts,
                struct text *out);

// Appends a text as LaTeX sets it: "10⁻⁵ α" becomes "10$^{-5}$ $\alpha$".
void tikz_add_text(struct text *out, const char *string);

#endif
