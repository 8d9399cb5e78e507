// The line of buttons at the foot, and the menus that open over the picture.
#ifndef ACTSCOPE_SCENE_AROUND_BUTTONS_H
#define ACTSCOPE_SCENE_AROUND_BUTTONS_H

#include "scene/part.h"

// The height of the line, in pixels.
double buttons_height(const struct look *look);

// Where the line begins, in pixels from the left: under the panels.
double buttons_left(const struct part *part);

// Draws the buttons of the page that is shown (menu_buttons, control/menu.h) into the line whose
// upper edge is at `top`. What has no room goes into the button "more". With `only_right`, the left
// of the line belongs to a message: only the buttons at the right end are drawn. Returns how far
// the line is free, in pixels from the left.
double scene_buttons(const struct part *part, double top, bool only_right);

// Draws the menu that is open (session->menu), over everything else; `top` is the upper edge of the
// line of buttons, above which menus without a place of their own stand.
void scene_menu(const struct part *part, double top);

// Draws the ground of a menu or a list, with its edge, over this rectangle.
void menu_ground(const struct part *part, const struct rect *rect);

#endif
