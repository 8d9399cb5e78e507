// The test card, for the walk to the back row: the smallest text, the thinnest lines, and all
// colours, dashes and markers of the present settings.
#ifndef ACTSCOPE_SCENE_AROUND_CARD_H
#define ACTSCOPE_SCENE_AROUND_CARD_H

#include "scene/part.h"

// Draws it over the whole picture.
void scene_card(const struct part *part);

#endif
