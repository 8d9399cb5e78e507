// A part composes one piece of a scene: a panel, its title, the help. This header has what all
// parts are given, and what all need: the width of words, and the colours of functions.
//
// Lengths are pixels, x to the right and y down from the picture's upper left corner. A text is
// placed by its baseline; its size is the height of its capitals, `cap`. Functions are named in two
// ways: by their number (state_function) and by their slot, the place in state.shown from 0.
//
// A function that is called scene_… draws: it adds items to part->list, in painting order, and
// zones to part->scene.
#ifndef ACTSCOPE_SCENE_PART_H
#define ACTSCOPE_SCENE_PART_H

#include "scene/scene.h"

// What every part is given: what to show, what it is made of, and where it goes.
struct part {
    struct scene *scene; // takes zones
    const struct scene_input *input;
    const struct state *state; // of input->session
    const struct theme *theme;
    const struct look *look; // sizes; those of the scene
    struct draw_list *list;  // takes items
    size_t first_item;       // in list->items: words keep off what is drawn from this item on
};

// The heights, in pixels, that chrome takes from the picture's edges; 0 where it has no room.
struct bands {
    double
        title; // at the top: the picture's title, and beneath it perhaps values (curves/readout.h)
    double hints;   // at the foot: the buttons, and above them the sliders
    double sliders; // of that, the sliders
    double caption; // above the hints: the words of a tour's step
};

// The width of a line of text.
double part_text_width(const struct part *part, const char *string, double cap,
                       enum text_weight weight);

// Copies a line into `out`, which holds `size` bytes. A line that is wider than `width` pixels, or
// longer than `out`, is cut between two characters; a line that is too wide ends in an ellipsis.
void part_fit_text(const struct part *part, const char *from, double cap, enum text_weight weight,
                   double width, char *out, size_t size);

// The looks of curves: each of the theme's colours with its dash, and each of these with every
// marker. Two looks differ in dash or marker, and so also without colour.
enum { LOOKS_MAX = THEME_CURVES * MARKER_COUNT };

// Which look a function has, from 0 to LOOKS_MAX - 1; the first THEME_CURVES are the theme's curves
// as they are.
int part_look(const struct part *part, int slot);

// Of a look: which of the theme's curves gives its colour and dash, and which marker it has.
int look_place(int look);
enum marker look_marker(const struct theme *theme, int look);

// The colour of a function's curve, and the colour for text about it, which stands out from the
// ground (color_ink).
struct color part_color(const struct part *part, int slot);
struct color part_ink(const struct part *part, int slot);

// Writes the symbol of an order of a function, "σ", "σ′" or "σ″", into `out` of `size` bytes.
void order_symbol(const struct activation *activation, enum order order, char *out, size_t size);

#endif
