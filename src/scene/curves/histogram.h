// The user's own data: a histogram of each file's numbers stands under the curves, each bar in the
// colour of |f'| there, with words on how much of the data is saturated.
#ifndef ACTSCOPE_SCENE_CURVES_HISTOGRAM_H
#define ACTSCOPE_SCENE_CURVES_HISTOGRAM_H

#include "scene/part.h"

// Draws the bars, to lie under the curves; and of several files the words, each at its bars.
void scene_histograms(const struct part *part, const struct panel *panel);

// Draws the words about a file that is the only one, where they cover least of the curves.
void scene_histogram_words(const struct part *part, const struct panel *panel);

#endif
