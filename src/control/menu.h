// Menus: short lists of commands that open over the picture, for people who use only a mouse. The
// line of buttons at the foot of the window has the same items, and is always there.
//
// An item is a command and a label for it; whoever draws it can look up the key that does the same
// (keymap_key_of). The items are made from the session each time they are asked for, so they never
// concern a function or a tour that is gone.
#ifndef ACTSCOPE_CONTROL_MENU_H
#define ACTSCOPE_CONTROL_MENU_H

#include <stdbool.h>

#include "base/fault.h"
#include "control/state.h"

enum menu_kind {
    MENU_NONE,
    MENU_MORE,   // all buttons of the page
    MENU_LAYOUT, // the arrangements
    MENU_THEME,  // the themes
    MENU_TOUR,   // the tours
    MENU_CURVE,  // opened by a right click on a curve or its name …
    MENU_X,      // … on the numbers of an axis …
    MENU_Y,
    MENU_PANEL, // … elsewhere in a panel, or on a page without panels
    MENU_KIND_COUNT
};

// The most items of a menu, and sizes of texts in bytes, with their ends.
enum { MENU_ITEMS_MAX = 40, MENU_LABEL_MAX = 64, MENU_COMMAND_MAX = 96 };

// The menu that is open, a part of the session. Zero: none.
struct menu {
    enum menu_kind kind;
    int function;   // MENU_CURVE: the number of the curve's function
    enum order row; // MENU_Y: the row (control/state.h) whose axis it is about
    double x, y;    // where it was opened, in fractions of the picture from its upper left corner
    bool has_place; // x and y are set; else it opens above its button
    int chosen;     // index of the item that keys act on, -1 for none
};

struct menu_item {
    char label[MENU_LABEL_MAX]; // translated
    char
        command[MENU_COMMAND_MAX]; // a line of commands; "": not an item, but a line between groups
    const char *help;              // one more line about it, translated, or ""
    bool on;                       // the switch is on, or the choice is the present one
    bool is_menu;                  // the command opens another menu
    bool is_idle;                  // the command would do nothing now
};

struct session;

// Fills `items` with what a menu of this session holds; returns how many there are.
int menu_items(const struct session *session, const struct menu *menu,
               struct menu_item items[MENU_ITEMS_MAX]);

// Fills `items` with the buttons of the page that is shown; returns how many there are. `*right` is
// the index of the first one that stands at the right end of the line.
int menu_buttons(const struct session *session, struct menu_item items[MENU_ITEMS_MAX], int *right);

// The heading of a menu: the name of the curve's function, or "x"; "" for none.
const char *menu_heading(const struct session *session, const struct menu *menu);

// "layout", "curve": the word of a kind in commands; and the kind of a word, or -1.
const char *menu_word(enum menu_kind kind);
int menu_find(const char *word);

// Moves the choice in the open menu to the next (by +1) or previous (by -1) item, passing over
// lines. After the last item comes the first.
void menu_step(struct session *session, int by);

#endif
