// The columns of the network page, side by side on shared axes: for each function the gradient
// through the layers, the densities of its pre-activations, their variance, the share of units that
// are lost, and the factor that each layer multiplies a gradient by.
#ifndef ACTSCOPE_SCENE_NETWORKS_COLUMNS_H
#define ACTSCOPE_SCENE_NETWORKS_COLUMNS_H

#include "network/study.h"
#include "scene/part.h"

// Draws them into `area`, in pixels: as many rows of charts as have room there.
void network_columns(const struct part *part, const struct study *study, struct rect area);

#endif
