// What lies over the picture while somebody presents it: ink, the light spot, the key pressed, the
// time.
#ifndef ACTSCOPE_SCENE_AROUND_LECTURE_H
#define ACTSCOPE_SCENE_AROUND_LECTURE_H

#include "scene/part.h"

// Draws what the pen has drawn; the light spot, which dims all but a circle; and in the lower right
// corner the key that was pressed last. Each draws nothing where it is off.
void scene_ink(const struct part *part);
void scene_spot(const struct part *part);
void scene_echo(const struct part *part, const struct bands *bands);

// Draws the time that has passed, right-aligned at `right`; returns the width that it takes with
// the gap to its left, in pixels, 0 without a timer.
double scene_timer(const struct part *part, double right, double baseline);

#endif
