// Where words and marks stand in a panel: where they cover least of what is drawn there. Rectangles
// are in pixels.
#ifndef ACTSCOPE_SCENE_PLACE_H
#define ACTSCOPE_SCENE_PLACE_H

#include "scene/part.h"

// How much of the curves drawn so far a rectangle would cover: their length inside it, in pixels.
// The second stops counting when it is more than `most`: of many places that are compared, most
// turn out worse soon.
double part_coverage(const struct part *part, struct rect rect);
double part_coverage_up_to(const struct part *part, struct rect rect, double most);

// How much of the text drawn so far a rectangle would cover, in pixels of its length.
double part_text_overlap(const struct part *part, struct rect rect);

// A place of this size in a panel where it covers least of curves and text drawn so far.
struct rect part_free_place(const struct part *part, const struct panel *panel, double w, double h);

// The same at one of the two sides: in the corner asked for if nothing runs there, or else in
// another, or on the way between them.
struct rect part_side_place(const struct part *part, const struct panel *panel, double w, double h,
                            bool right, bool bottom);

// What words there would cover of the panel's lines: the axes, and the cursor's.
double part_lines_under(const struct part *part, const struct panel *panel, struct rect r);

// The ground of words whose capitals fill a rectangle: it is larger, so that it holds what hangs
// below their line. And the other way, the rectangle of words with capitals of the height `cap`.
struct rect place_ground(struct rect words);
struct rect place_within_ground(struct rect ground, double cap);

#endif
