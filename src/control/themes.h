// Themes: the colours of the picture, and the dashes and markers that tell curves apart without
// colours.
//
// A theme is a file with the commands `color`, `dash`, `marker` and `markers`. The files of
// assets/themes are built in; users add their own. What a file does not set is as in the first
// built-in theme, `light`, or as in the one that the file names by `theme NAME` before all else.
#ifndef ACTSCOPE_CONTROL_THEMES_H
#define ACTSCOPE_CONTROL_THEMES_H

#include <stdbool.h>

#include "base/color.h"
#include "base/fault.h"

// How many curves have looks of their own; a name's bytes, with its end; how many themes there may
// be; the most lengths of a dash.
enum { THEME_CURVES = 6, THEME_NAME_MAX = 32, THEMES_MAX = 24, THEME_DASH_MAX = 6 };

enum marker {
    MARKER_NONE,
    MARKER_CIRCLE,
    MARKER_SQUARE,
    MARKER_TRIANGLE,
    MARKER_DIAMOND,
    MARKER_PLUS,
    MARKER_CROSS,
    MARKER_COUNT
};

struct theme {
    char name[THEME_NAME_MAX];
    struct color background;
    struct color text;   // of titles and values; built-in themes have a contrast of at least 7:1
    struct color quiet;  // of axis numbers and hints
    struct color grid;   // of lines at the numbers
    struct color axis;   // of the lines x = 0 and y = 0
    struct color cursor; // of the trace cursor's line
    struct color panel;  // of boxes over the picture: read-out, help
    struct color fault;  // of messages about mistakes
    struct color curves[THEME_CURVES];
    double dashes[THEME_CURVES][THEME_DASH_MAX]; // lengths on, off, … in line widths
    int dash_n[THEME_CURVES];                    // how many lengths; 0: solid
    enum marker markers[THEME_CURVES];
    bool marked; // dashes and markers are drawn, whatever the state says
};

struct themes {
    struct theme items[THEMES_MAX];
    int n; // at least 1 after themes_init
};

struct session;

// Reads the built-in themes; session_init calls it.
void themes_init(struct session *session);

// Reads a theme from a file's text and adds it to session->themes, or replaces the one with that
// name. Each mistake goes to `report` (may be NULL) with source, line and column: of a command, of
// a name that a theme cannot have, or that there are THEMES_MAX others. False if there was a
// mistake; the themes are then as before.
bool themes_read(struct session *session, const char *name, const char *text, const char *source,
                 void (*report)(void *user, const struct fault *fault), void *user);

// A theme by name, or NULL.
const struct theme *themes_find(const struct themes *themes, const char *name);

// The theme that the state names; the first one where no theme has that name.
const struct theme *themes_current(const struct session *session);

// Whether the background is dark.
bool theme_is_dark(const struct theme *theme);

// The marker that a word names ("none", "circle", …), or -1.
int marker_find(const char *word);

#endif
