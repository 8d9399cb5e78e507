// The first choice among the fonts: a fontconfig of its own, with the folder of one family alone.
//
// Pango sorts all installed fonts by likeness for every family and weight before it shows the first
// letter, which takes longer than opening the window. Nearly all text needs one family: it is
// looked up once, and only strings with other characters go to the fonts of the whole system.
#ifndef ACTSCOPE_PAINT_FONT_CHOICE_H
#define ACTSCOPE_PAINT_FONT_CHOICE_H

#include <fontconfig/fontconfig.h>
#include <stdbool.h>

#include "scene/draw_list.h"

struct font_choice {
    char *family; // as fontconfig spells it
    FcConfig *config;
    FcCharSet *covers[WEIGHT_COUNT];
};

// Finds the family that fontconfig prefers of a list ("Inter, sans-serif"). False, with nothing to
// close, if there is no font at all, or the weights are of different families, or their folder
// cannot be read: the whole system's fonts serve as well, later. Initializes fontconfig.
bool font_choice_open(struct font_choice *choice, const char *const *families, int n,
                      const int weights[WEIGHT_COUNT]);
void font_choice_close(struct font_choice *choice); // zeros are fine

// Whether every character of the string (UTF-8) is in the family. False for broken UTF-8.
bool font_choice_covers(const struct font_choice *choice, const char *string,
                        enum text_weight weight);

#endif
