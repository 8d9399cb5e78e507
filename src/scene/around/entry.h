// The entry line: a field in the line of the buttons, and the list that opens upwards from it.
#ifndef ACTSCOPE_SCENE_AROUND_ENTRY_H
#define ACTSCOPE_SCENE_AROUND_ENTRY_H

#include "scene/part.h"

// The height that the open line needs at the foot of the picture, in pixels; 0 while it is closed.
// All but the line for functions have room for a line of words under the field.
double entry_height(const struct part *part);

// Draws the field with what was typed, or an example while it is empty, and what there is to say
// about it. Nothing while the line is closed.
void scene_entry(const struct part *part);

// The rectangle of the field, and how wide the list over it is, in pixels: as wide as formulas
// need, within the picture. The field for functions is as wide as its list.
struct rect entry_field(const struct part *part);
double entry_list_width(const struct part *part);

#endif
