// Draws a draw list as SVG 1.1: paths, and texts as texts, which can be searched, read aloud and
// edited.
//
// Each text says where it is anchored and how wide it is, so that it fills its place in another
// font, too. Ids are made from a hash of the file, so that several such files fit into one page of
// HTML; the same list and facts give the same file, byte for byte. Coordinates are rounded to 1/100
// pixel, and shapes of one colour are one path where that looks the same, so that files are small.
#ifndef ACTSCOPE_PAINT_PAINT_SVG_H
#define ACTSCOPE_PAINT_PAINT_SVG_H

#include "base/text.h"
#include "paint/font.h"
#include "paint/picture.h"
#include "scene/draw_list.h"

// Appends the whole file. `facts` may be NULL.
void paint_svg(const struct draw_list *list, struct font *font, const struct picture_facts *facts,
               struct text *out);

#endif
