// Which curve is which: names at the right ends of the curves, or a legend beside the panels. Each
// is a zone: a click hides the function, a double click leaves only that one.
#ifndef ACTSCOPE_SCENE_CURVES_LABELS_H
#define ACTSCOPE_SCENE_CURVES_LABELS_H

#include "scene/part.h"

// The room that they need at the right of the panels, in pixels: at most a quarter of the picture;
// 0 where names stand above the panels (curves/panel_names.h) or the picture is too small.
double labels_width(const struct part *part);

// Draws the names at the ends of a panel's curves, moved apart where they would overlap. As many as
// the panel's height has room for.
void scene_end_labels(const struct part *part, const struct panel *panel);

// Draws the legend: a row for each function, hidden ones pale, and which dash is which order.
void scene_legend(const struct part *part);

#endif
