// The draw list as lines of text, one an item, for tests and `actscope plot --dump`.
#ifndef ACTSCOPE_PAINT_PAINT_TEXT_H
#define ACTSCOPE_PAINT_PAINT_TEXT_H

#include "base/text.h"
#include "scene/draw_list.h"

// Appends "size W H", then one line an item: kind, place with one decimal, colour as #rrggbbaa, and
// what else the kind has (text in quotes; a curve's identity as hex, vertices, runs).
void paint_text(const struct draw_list *list, struct text *out);

#endif
