// A panel's coordinates, and the curves in it: where a value lies in pixels, what is drawn at an x,
// the samples of a function, and how derivatives are dashed.
#ifndef ACTSCOPE_SCENE_CURVES_CURVE_H
#define ACTSCOPE_SCENE_CURVES_CURVE_H

#include "plot/ticks.h"
#include "scene/part.h"

// Where x or y lies, in pixels of the picture; it may be outside the panel. NaN where the axis has
// no place for the value, as a log axis has none for 0.
double panel_px(const struct panel *panel, double x);
double panel_py(const struct panel *panel, double y);

// Fills `ticks` with at most `most` numbers for a panel's y axis: powers of ten where the panel
// draws |f'|^L.
void panel_ticks_y(const struct panel *panel, int most, struct ticks *ticks);

// What a panel draws for an order of a function at x, in the unit of its y axis; NaN where there is
// no value. The second is as it is read: without rounding noise at points of interest.
double panel_value(const struct state *state, const struct panel *panel, int function,
                   enum order order, double x);
double panel_reading(const struct state *state, const struct panel *panel, int function,
                     enum order order, double x);

// A swept function is drawn as itself (member 0) and a family of SWEEP_CURVES (members from 1), for
// which its parameter goes evenly over its range. In the curve cache panel number i has the places
// from i * PANEL_CURVES on.
enum { SWEEP_CURVES = 9, PANEL_CURVES = SWEEP_CURVES + 1 };

// The samples of a function in panel number `index`, from the curve cache; they stay until the
// cache drops them, later than this picture. In a panel of |f'|^L they are those of |f'| on a log
// axis, without a proof.
const struct curve *panel_curve(const struct part *part, const struct panel *panel, int index,
                                int function, enum order order, int member);

// How a curve's own coordinates u, v become pixels: x = map[0] + u * map[2], y = map[1] + v *
// map[3].
void panel_curve_map(const struct panel *panel, const struct curve *curve, double map[4]);

// Whether a panel has more curves than are read at once; and whether this function's curve steps
// back then: all but the focused and the highlighted one do.
bool panel_crowded(const struct panel *panel);
bool panel_recedes(const struct part *part, const struct panel *panel, int function);

// Makes a stroke thinner and dashed (f') or dotted (f'') where a lower order shares the panel.
void panel_dash(const struct part *part, const struct panel *panel, enum order order,
                struct stroke *stroke);

#endif
