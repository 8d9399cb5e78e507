// Where a function saturates: stretches where |f'| is below state.compare.threshold are shaded and
// named in words, and |f'| is a band of colour under the panel (scene/networks/ramp.h).
#ifndef ACTSCOPE_SCENE_CURVES_SATURATION_H
#define ACTSCOPE_SCENE_CURVES_SATURATION_H

#include "scene/part.h"

// Which of a panel's functions is measured, as a place in panel->functions: its only one, or of
// several the focused one; -1 where that is not among them.
int panel_measured(const struct part *part, const struct panel *panel);

// Shades the stretches of the measured function, to lie under the curves.
void scene_saturation_shade(const struct part *part, const struct panel *panel);

// Adds "|σ′| < 0.01 beyond ±4.58" to a text, if there is something to say in this panel: about the
// function of its column, or where panels have several functions in the one of f', else of f.
// Returns which of the panel's functions it is about, or -1.
int saturation_words(const struct part *part, const struct panel *panel, struct text *out);

// The room under a panel, in pixels, that bands of so many functions need; 0 without bands, or
// where the picture is too small for them.
double band_height(const struct part *part, int functions);

// Draws the bands of |f'| into the panel's room for them (panel->band).
void scene_band(const struct part *part, const struct panel *panel);

// Draws the key to their colours into the title's line, right-aligned at `right`; returns the width
// that it takes with the gap to its left, in pixels, 0 if there is nothing to explain.
double scene_band_key(const struct part *part, double right, double baseline);

#endif
