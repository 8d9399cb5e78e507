// What a curve cannot show where its function breaks: the impulse in the derivative of a jump, as
// an arrow with its weight, "0.5 δ"; and the sub-gradients at a kink, [left, right] slope, as a
// thin bar with their name. Both lie under the curves. Panels of |f'|^L have neither.
#ifndef ACTSCOPE_SCENE_CURVES_BREAKS_H
#define ACTSCOPE_SCENE_CURVES_BREAKS_H

#include "scene/part.h"

// Draws bars in a panel that shows f'.
void scene_subgradients(const struct part *part, const struct panel *panel);

// Draws arrows: in f' where f jumps, in f'' where f' does.
void scene_impulses(const struct part *part, const struct panel *panel);

// Writes the weights of arrows and the names of bars beside them, where they cover nothing. The
// curves must be drawn already.
void scene_break_words(const struct part *part, const struct panel *panel);

// Whether arrows of that order of a function are left out because they would stand in each other.
bool scene_impulses_crowd(const struct part *part, const struct panel *panel, int function,
                          enum order order);

#endif
