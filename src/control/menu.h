// Menus: short lists of commands that open over the picture, for those who use a mouse alone. The
// line of buttons at the foot is a menu, too: the one that always lies open.
//
// An item is a command with words for it; the key that does the same is found by the command. What
// a menu holds is made anew from the session each time, so that it is never about what is gone.
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
    MENU_CURVE,  // a right click on a curve or its name
    MENU_X,      // on the numbers of an axis
    MENU_Y,
    MENU_PANEL, // elsewhere in a panel, and on a page without panels
    MENU_KIND_COUNT
};

enum { MENU_ITEMS_MAX = 40, MENU_LABEL_MAX = 64, MENU_COMMAND_MAX = 96 };

// The menu that is open, a part of the session. Zero: none.
struct menu {
    enum menu_kind kind;
    int function;   // MENU_CURVE: its number
    enum order row; // MENU_Y: whose axis
    double x, y;    // where it was asked for, in fractions of the picture
    bool has_place; // x and y are known; else it opens above its button
    int chosen;     // the item that keys act on, -1 for none
};

struct menu_item {
    char label[MENU_LABEL_MAX];     // in the reader's language
    char command[MENU_COMMAND_MAX]; // "" for a line between groups
    const char *help;               // one more line about it, in the reader's language, or ""
    bool on;                        // a switch that is on, or the choice that holds
    bool is_menu;                   // it opens another menu
    bool is_idle;                   // it would do nothing now
};

struct session;

// Fills `items` with what a menu of this session holds; returns how many there are.
int menu_items(const struct session *session, const struct menu *menu,
               struct menu_item items[MENU_ITEMS_MAX]);

// The buttons of the page that is shown: `*right` is the first of those that stand at the right
// end.
int menu_buttons(const struct session *session, struct menu_item items[MENU_ITEMS_MAX], int *right);

// The heading of a menu, "" for none: the function's name.
const char *menu_heading(const struct session *session, const struct menu *menu);

// "layout", "curve": the word of a kind in commands; and the kind of a word, or -1.
const char *menu_word(enum menu_kind kind);
int menu_find(const char *word);

// Moves the choice by `by` items, over lines and around the ends.
void menu_step(struct session *session, int by);

#endif
