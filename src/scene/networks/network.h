// The parts of the network page; private to this room. Each composes into the scene's list.
#ifndef ACTSCOPE_SCENE_NETWORKS_NETWORK_H
#define ACTSCOPE_SCENE_NETWORKS_NETWORK_H

#include "scene/networks/chart.h"

// The page: a column of charts for each visible function, and the pane beside them.
void scene_network(const struct part *part, const struct bands *bands);

// The race: a tile for each network that trains, and the pane beside them.
void scene_race(const struct part *part, const struct bands *bands);

// The columns, side by side in `area`, on shared axes.
void network_columns(const struct part *part, const struct study *study, struct rect area);

// What initialisation and which numbers: words to click and sliders, from the top of `area` down.
void network_controls(const struct part *part, struct rect area);

// The plane of σw and σb with the dot that is the network's; returns how much height it took.
double scene_phase_map(const struct part *part, const struct phase_map *map, struct rect area);

// One slider in a row of a pane: label, track, value. The number is one of the laboratory's.
void pane_slider(const struct part *part, struct rect row, enum lab_number number, double value);

// Words side by side, wrapped into lines: the chosen one stands out, a click runs `command`.
struct pane_word {
    char command[ZONE_COMMAND_MAX];
    const char *label;
    bool chosen;
};
double pane_words(const struct part *part, struct rect area, const struct pane_word *words, int n);

// "−18.2": a number of decades with one digit behind the point.
const char *decades_text(double decades, char *out, size_t size);

// σw and σb that the focused function's networks are drawn with.
void network_sigmas(const struct part *part, double *w, double *b);

// The colour of a function in the picture, by its number; quiet if it is not shown.
struct color function_color(const struct part *part, int function);
struct color function_ink(const struct part *part, int function); // for text (color_ink)

#endif
