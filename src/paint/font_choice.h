// The first choice among the fonts: the one family that nearly all text is set in, as a fontconfig
// configuration that knows no other fonts.
//
// With the whole system's configuration Pango sorts all installed fonts by likeness, for every
// family and weight, before it shows the first letter. That takes longer than opening the window.
// So plain text uses this configuration, and only strings with other characters use the whole
// system's.
#ifndef ACTSCOPE_PAINT_FONT_CHOICE_H
#define ACTSCOPE_PAINT_FONT_CHOICE_H

#include <fontconfig/fontconfig.h>
#include <stdbool.h>

#include "scene/draw_list.h"

struct font_choice {
    char *family;                    // as fontconfig spells it
    FcConfig *config;                // knows the fonts in the family's folder, and no others
    FcCharSet *covers[WEIGHT_COUNT]; // the characters that the family has in each weight
};

// Finds the family that fontconfig prefers for a list of n names, such as {"Inter", "sans-serif"},
// in the fontconfig weights given. False, with nothing to close, if there is no font at all, if the
// weights are of different families, or if their folder cannot be read; text is then set with the
// whole system's fonts, which only takes longer. Initializes fontconfig.
bool font_choice_open(struct font_choice *choice, const char *const *families, int n,
                      const int weights[WEIGHT_COUNT]);
void font_choice_close(struct font_choice *choice); // zeros are fine

// Whether the family has every character of the string (UTF-8) in that weight. False for broken
// UTF-8, and where nothing is open.
bool font_choice_covers(const struct font_choice *choice, const char *string,
                        enum text_weight weight);

#endif
