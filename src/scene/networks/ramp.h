// The colours of |f'|: a ramp from dark violet over blue, green to yellow, whose lightness grows
// evenly, so that it reads as less to more also without colour vision, and in print.
#ifndef ACTSCOPE_SCENE_NETWORKS_RAMP_H
#define ACTSCOPE_SCENE_NETWORKS_RAMP_H

#include "scene/draw_list.h"

enum { RAMP_LEVELS = 64 };

// The colour of t in [0, 1] (cut to that; NaN is 0), in RAMP_LEVELS steps. Computed in OKLCH
// (Ottosson 2020), chroma lowered where sRGB ends.
struct color ramp_color(double t);

// Which of the RAMP_LEVELS steps t is in, from 0: values of the same step have the same colour.
int ramp_level(double t);

#endif
