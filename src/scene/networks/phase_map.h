// The phase map: where in the plane of σw and σb, the standard deviations of weights and biases,
// the gradient of the focused function vanishes and where it explodes, with the line between
// (Schoenholz et al. 2017, Deep information propagation).
#ifndef ACTSCOPE_SCENE_NETWORKS_PHASE_MAP_H
#define ACTSCOPE_SCENE_NETWORKS_PHASE_MAP_H

#include "network/study.h"
#include "scene/part.h"

// Draws the map at the top of `area`, with the dot that the networks on the page stand at, which
// can be dragged, and the key to its colours; an empty ground where `map` is NULL or of another
// function. Returns the height that it takes, in pixels.
double scene_phase_map(const struct part *part, const struct phase_map *map, struct rect area);

#endif
