// Themes: the colours of the picture, and how curves differ where colour cannot tell them apart.
//
// A theme is a file of commands, of its own kind: `color`, `dash`, `marker` and `markers`. Those of
// assets/themes are built in; users add their own. What a file does not say is as in the theme
// `light`, or as in the one that `theme NAME` names in it first.
#ifndef ACTSCOPE_CONTROL_THEMES_H
#define ACTSCOPE_CONTROL_THEMES_H

#include <stdbool.h>

#include "base/color.h"
#include "base/fault.h"

enum { THEME_CURVES = 6, THEME_NAME_MAX = 32, THEMES_MAX = 24, THEME_DASH_MAX = 6 };

enum marker {
    MARKER_NONE,
    MARKER_CIRCLE,
    MARKER_SQUARE,
    MARKER_TRIANGLE,
    MARKER_DIAMOND,
    MARKER_PLUS,
    MARKER_COUNT
};

struct theme {
    char name[THEME_NAME_MAX];
    struct color background;
    struct color text;   // titles, values: at least 7:1 on the background
    struct color quiet;  // axis numbers, hints
    struct color grid;   // major lines
    struct color axis;   // x = 0, y = 0
    struct color cursor; // the trace line
    struct color panel;  // boxes over the picture: read-out, help
    struct color fault;  // messages about mistakes
    struct color curves[THEME_CURVES];
    double dashes[THEME_CURVES][THEME_DASH_MAX]; // on, off, … in line widths
    int dash_n[THEME_CURVES];                    // 0: solid
    enum marker markers[THEME_CURVES];
    bool marked; // dashes and markers are drawn, whatever the state says
};

struct themes {
    struct theme items[THEMES_MAX]; // n >= 1
    int n;
};

struct session;

// The themes of assets/themes; called by session_init.
void themes_init(struct session *session);

// Reads a theme and puts it into session->themes, in the place of one with that name. Every mistake
// goes to `report` (may be NULL) with source, line and column. False if there was one: the themes
// are then as before.
bool themes_read(struct session *session, const char *name, const char *text, const char *source,
                 void (*report)(void *user, const struct fault *fault), void *user);

// A theme by name, or NULL.
const struct theme *themes_find(const struct themes *themes, const char *name);

// The theme that the state names; the first one where there is none of that name.
const struct theme *themes_current(const struct session *session);

// Whether light text stands on dark ground.
bool theme_is_dark(const struct theme *theme);

// The marker that a word names ("none", "circle", …), or -1.
int marker_find(const char *word);

#endif
