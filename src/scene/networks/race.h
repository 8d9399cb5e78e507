// The race: a tile for each network that trains, and beside them the curves of loss and accuracy
// and the controls.
#ifndef ACTSCOPE_SCENE_NETWORKS_RACE_H
#define ACTSCOPE_SCENE_NETWORKS_RACE_H

#include "scene/part.h"

// Draws the page between the bands, from input->board, and its title into the title's band.
void scene_race(const struct part *part, const struct bands *bands);

#endif
