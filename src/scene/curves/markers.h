// Telling curves apart without colour: a dash and a marker for each curve of a theme.
#ifndef ACTSCOPE_SCENE_CURVES_MARKERS_H
#define ACTSCOPE_SCENE_CURVES_MARKERS_H

#include "scene/part.h"

// Whether the theme, or `markers on`, asks for it, or a panel has more curves than the theme has
// colours.
bool part_marked(const struct part *part);

// Gives a stroke the dash of a function, if curves are marked; not a stroke that is dashed already,
// as a derivative's.
void part_dash(const struct part *part, int slot, struct stroke *stroke);

// Draws markers along the curve of a panel's k-th function, if curves are marked.
void scene_markers(const struct part *part, const struct panel *panel, int k, enum order order,
                   struct color color);

// Draws one marker of about `size` pixels, centred; nothing for MARKER_NONE.
void marker_draw(const struct part *part, enum marker marker, double x, double y, double size,
                 struct color color);

// Draws what stands for a function before its name in a table: a disc of its colour, or where
// curves are marked its marker.
void marker_swatch(const struct part *part, int slot, double x, double y, double size);

#endif
