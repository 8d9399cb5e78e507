// Notes: quiet words in a panel, on a ground that keeps grid lines off the letters.
#ifndef ACTSCOPE_SCENE_NOTE_H
#define ACTSCOPE_SCENE_NOTE_H

#include "scene/part.h"

// Draws words about a panel: at its lower right if nothing is covered there, else where they cover
// least. Words that are wider than the panel are made smaller, down to look.least_text, and then
// cut. Where words cover something, are made smaller or cut, `shorter` stands in their place, and
// nothing at all where even that would be cut. `shorter` may be NULL.
void note_words(const struct part *part, const struct panel *panel, const char *words,
                const char *shorter);

#endif
