// The network page: a column of charts for each visible function, and beside them the phase map and
// the controls.
#ifndef ACTSCOPE_SCENE_NETWORKS_PAGE_H
#define ACTSCOPE_SCENE_NETWORKS_PAGE_H

#include "scene/part.h"

// Draws the page between the bands, from input->study and input->phase, and its title into the
// title's band. Without a study it says that one is on its way.
void scene_network(const struct part *part, const struct bands *bands);

#endif
