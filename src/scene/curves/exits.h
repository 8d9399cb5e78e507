// Arrows where curves leave a panel whose axis fits itself to what most curves share.
#ifndef ACTSCOPE_SCENE_CURVES_EXITS_H
#define ACTSCOPE_SCENE_CURVES_EXITS_H

#include "scene/part.h"

// Draws a small arrow where a curve leaves the panel's upper or lower edge; nothing where somebody
// has set the axis. `map` is that of panel_curve_map.
void scene_exits(const struct part *part, const struct panel *panel, const struct curve *curve,
                 const double map[4], struct color color);

#endif
