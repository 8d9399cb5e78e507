// The pane beside the charts of the network page and of the race: words to choose from, and sliders
// for the laboratory's numbers.
#ifndef ACTSCOPE_SCENE_NETWORKS_PANE_H
#define ACTSCOPE_SCENE_NETWORKS_PANE_H

#include "scene/part.h"

// Draws the controls of the network page from the top of `area` down: the initialisation, what is
// drawn, and the numbers, as many as have room.
void network_controls(const struct part *part, struct rect area);

// Draws one slider into a row: label, track, value in the number's own unit. It is a zone.
void pane_slider(const struct part *part, struct rect row, enum lab_number number, double value);

// A word that can be clicked: what a click runs, and whether it is the present choice, which stands
// out.
struct pane_word {
    char command[ZONE_COMMAND_MAX];
    const char *label; // borrowed
    bool chosen;
};

// Draws n words side by side from the upper left of `area`, wrapped into lines, as many as have
// room; returns the height that they take, in pixels.
double pane_words(const struct part *part, struct rect area, const struct pane_word *words, int n);

// Draws words for remedies, for the command `whose`, "network" or "race"; a click has one, or if it
// is there goes without. `tied` says whether that one can be had. Returns the height taken.
double pane_remedies(const struct part *part, struct rect area, const char *whose,
                     const struct remedy *remedy, bool tied);

#endif
