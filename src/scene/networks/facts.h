// What the pages of the networks say alike: a function's colour, decades in writing, and the
// standard deviations that networks are drawn with.
#ifndef ACTSCOPE_SCENE_NETWORKS_FACTS_H
#define ACTSCOPE_SCENE_NETWORKS_FACTS_H

#include "scene/part.h"

// The colour of a function in the picture, by its number, and the colour for text about it; quiet
// where the function is not shown.
struct color function_color(const struct part *part, int function);
struct color function_ink(const struct part *part, int function);

// Writes a number of decades with its sign and one digit behind the point, "−18.2", into `out` of
// `size` bytes, which it returns.
const char *decades_text(double decades, char *out, size_t size);

// Sets *w and *b to the σw and σb that the focused function's networks are drawn with: those of the
// study on the screen where it is of the present settings, else they are computed, which takes long
// for a critical σw.
void network_sigmas(const struct part *part, double *w, double *b);

#endif
