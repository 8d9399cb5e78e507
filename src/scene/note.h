// Notes: quiet words in a panel, on a ground that keeps grid lines off the letters.
#ifndef ACTSCOPE_SCENE_NOTE_H
#define ACTSCOPE_SCENE_NOTE_H

#include "scene/part.h"

// Draws words about a panel: at its lower right if nothing is covered there, else where they cover
// least. Words that are wider than the panel are made smaller, down to look.least_text. Where words
// cover something or are made smaller, `shorter` stands in their place (it may be NULL), and
// nothing at all where even that would be cut or the panel is too low.
void note_words(const struct part *part, const struct panel *panel, const char *words,
                const char *shorter);

#endif
