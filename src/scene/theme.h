// Sizes: every length of the picture as a base length times one scale factor; and mixing colours of
// a theme (control/themes.h).
#ifndef ACTSCOPE_SCENE_THEME_H
#define ACTSCOPE_SCENE_THEME_H

#include "control/themes.h"
#include "scene/draw_list.h"

// A mixed into B: 0 gives a, 1 gives b. Used instead of transparency for strokes.
struct color color_mix(struct color a, struct color b, double t);

// The colour in which text about a curve is written: the curve's own where that stands out from
// the theme's background and panels by 7:1 (WCAG 2.1, success criterion 1.4.6), else the nearest of
// its hue that does, darker on light ground and lighter on dark.
struct color color_ink(struct color color, const struct theme *theme);

// All lengths of a picture, in pixels. `cap_…` are heights of capital letters.
struct look {
    double cap_title, cap_label, cap_axis, cap_readout, cap_hint;
    double cap_caption;                // of a tour
    double curve, focused, derivative; // stroke widths
    double axis, grid, cursor;         // line widths, whole pixels
    double dot, dot_ring, point;       // diameters of jump dots, their ring, points of interest
    double gap;                        // the basic distance between things
    double least_text, least_readout;  // capitals that are shrunk for want of room end here
    int ticks_x, ticks_y;              // at most so many numbers at an axis
};

// Sizes for a picture of width x height pixels; `pixel_ratio` is pixels per desktop unit (1, or 2
// on a high-density screen), below which text does not shrink; `size` is the user's text size, 1
// for normal. For a lecture they are such that they are read from six screen heights away (after
// ISO 9241-3 and ANSI/INFOCOMM V202.01): capitals of 2.8 % of the height at least, read-outs 3.5 %,
// titles 5 %.
struct look look_for(double width, double height, double pixel_ratio, double size, bool lecture);

// The same for small multiples of so many rows: everything but the title shrinks with the panels.
struct look look_for_rows(struct look look, int rows, double pixel_ratio);

#endif
