// What surrounds the panels: the picture's title, the line at the foot (hints and sliders, or the
// entry line, or a message), and the frame of a box zoom.
#ifndef ACTSCOPE_SCENE_CHROME_H
#define ACTSCOPE_SCENE_CHROME_H

#include "scene/part.h"

// The room that all of this needs; pages leave it free.
struct bands chrome_bands(const struct part *part);

// Draws the title and the line at the foot into these bands. There is no title where `title_taken`
// says that something else stands there, nor on pages other than the curves, which write their own.
void scene_chrome(const struct part *part, const struct bands *bands, bool title_taken);

// Draws the box zoom that is on its way (input->box); nothing without one.
void scene_box(const struct part *part);

#endif
