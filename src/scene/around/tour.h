// The words of a tour's step: its title, which stands in the picture's title's place, and its
// caption under the panels.
#ifndef ACTSCOPE_SCENE_AROUND_TOUR_H
#define ACTSCOPE_SCENE_AROUND_TOUR_H

#include "scene/part.h"

// The step's title in the language of the picture, borrowed; NULL without a tour.
const char *tour_title(const struct part *part);

// The height that the caption needs, in pixels; 0 without a tour, or in a picture too small for it.
double tour_band(const struct part *part);

// Draws the caption and the step's number into its band.
void scene_tour(const struct part *part, const struct bands *bands);

#endif
