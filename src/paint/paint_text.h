// Writes a draw list as lines of text, one for each item, for tests and `actscope plot --dump`.
#ifndef ACTSCOPE_PAINT_PAINT_TEXT_H
#define ACTSCOPE_PAINT_PAINT_TEXT_H

#include "base/text.h"
#include "scene/draw_list.h"

// Appends "size W H", then one line for each item: its kind, its place in pixels with one decimal,
// its colour as #rrggbbaa, and what else the kind has: a text in quotes; of a curve the identity as
// a hexadecimal number, and how many vertices and runs it has.
void paint_text(const struct draw_list *list, struct text *out);

#endif
