// Zones: the rectangles of a scene that the pointer can do something with. A zone holds the
// commands that a click, a second click, dragging or the wheel run there; scene/pointer.h reads
// them.
#ifndef ACTSCOPE_SCENE_ZONE_H
#define ACTSCOPE_SCENE_ZONE_H

#include <stdbool.h>

#include "scene/draw_list.h"

enum { ZONES_MAX = 384, ZONE_COMMAND_MAX = 96, ZONE_HELP_MAX = 120 };

// Where a value lies along a line on the screen: a slider, or one side of a pad.
struct track {
    double at, length;       // pixels: where `low` lies, and how far on `high`; length 0: no track
    double low, high, value; // `value` as of this scene
    bool log;                // equal ways are equal factors
    bool whole, positive;    // only whole numbers; only numbers above 0
};

// A rectangle in pixels, and what can be done there. Commands are lines of the command language
// (control/command.h); "" means that nothing happens.
struct zone {
    struct rect rect;
    struct track x,
        y;      // with x, dragging and the wheel run `value`; with y, too, it takes two numbers
    bool hover; // with a track: it is enough that the pointer comes by, without a button
    char leave[ZONE_COMMAND_MAX];        // what runs when a pointer that came by leaves
    char value[ZONE_COMMAND_MAX];        // without its numbers: "param leaky_relu alpha"
    char click[ZONE_COMMAND_MAX];        // what a click runs
    char double_click[ZONE_COMMAND_MAX]; // what a second click soon after the first runs
    char shift_click[ZONE_COMMAND_MAX];  // what a click with Shift runs instead of `click`, or ""
    int function; // number of the function to highlight while the pointer is there, or -1
    char help[ZONE_HELP_MAX]; // a line about it for a pointer that rests there, or ""
    bool over;                // lies over the panels: what is under it does not feel the pointer
    bool in_menu;             // belongs to the menu that is open: nothing else can be clicked then
};

struct part;

// Adds a zone with a rectangle in pixels, a function to highlight (or -1), and two commands, which
// are copied. Zones that are added later lie above the earlier ones. Returns the zone, to which the
// caller may add a track; NULL where there are ZONES_MAX already.
struct zone *zone_add(const struct part *part, struct rect rect, int function, const char *click,
                      const char *double_click);

// Gives a zone, which may be NULL, its line of help. The key that is bound to the zone's click is
// added when the line is drawn.
void zone_help(struct zone *zone, const char *help);

// Adds a zone for the name of a function, or its row in the legend: a click runs `verb` ("hide",
// "toggle") with it, a second one leaves only this function, dragging moves it. Draws the ground
// under it while the mouse is there, so call it before the name is drawn.
void zone_of_name(const struct part *part, struct rect rect, int function, const char *verb);

// Draws the ground under what can be clicked while the mouse is over it.
void zone_ground(const struct part *part, struct rect rect);

// Whether the mouse is over a rectangle and can click there: nowhere but in the menu while one is
// open.
bool zone_is_hovered(const struct part *part, struct rect rect, bool in_menu);

#endif
