// The help: keys, the mouse and commands, in pages, made from the tables that dispatch them.
#ifndef ACTSCOPE_SCENE_AROUND_HELP_H
#define ACTSCOPE_SCENE_AROUND_HELP_H

#include "scene/part.h"

// Draws the page session->help_page over the whole picture, counted around, and sets
// scene->help_pages to how many there are.
void scene_help(const struct part *part);

#endif
