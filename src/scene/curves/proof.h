// What is proven of the curves that a panel shows, where state.proof asks for it: that a stroke is
// within CURVE_PROVEN_PIXELS of the function (plot/curve.h). `index` is the panel's number.
#ifndef ACTSCOPE_SCENE_CURVES_PROOF_H
#define ACTSCOPE_SCENE_CURVES_PROOF_H

#include "scene/part.h"

// Draws a squiggle at the panel's foot under the strokes that are not proven, a row for each curve.
void scene_proof_marks(const struct part *part, const struct panel *panel, int index);

// Writes how many strokes these are; shorter where that leaves no room (scene/note.h).
void scene_proof_words(const struct part *part, const struct panel *panel, int index);

#endif
