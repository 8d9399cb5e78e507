// The line of help at the pointer: what a click does, and the key that does the same.
#ifndef ACTSCOPE_SCENE_AROUND_BUBBLE_H
#define ACTSCOPE_SCENE_AROUND_BUBBLE_H

#include "scene/part.h"

// Draws it for the zone that a resting mouse is over: above the zone, or beneath it where there is
// no room. Nothing for a zone without a line of help.
void scene_bubble(const struct part *part);

#endif
