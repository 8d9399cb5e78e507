// The scene: what is on the screen. Composes one draw list from the session, and remembers where
// the panels and the clickable zones are, so that the pointer can be understood.
#ifndef ACTSCOPE_SCENE_SCENE_H
#define ACTSCOPE_SCENE_SCENE_H

#include "control/session.h"
#include "network/race_board.h"
#include "network/study.h"
#include "plot/curve_cache.h"
#include "scene/draw_list.h"
#include "scene/theme.h"
#include "scene/zone.h"

enum { PANELS_MAX = SHOWN_MAX * ORDER_COUNT };

// One coordinate system on the screen.
struct panel {
    struct rect plot;                 // where curves are drawn
    struct rect numbers_x, numbers_y; // where the axis numbers stand; w == 0 if they do not
    struct axis x, y;
    enum order row;           // whose y axis this is
    bool orders[ORDER_COUNT]; // what is drawn
    int functions[SHOWN_MAX]; // catalogue indices
    int slots[SHOWN_MAX];     // their places in state.shown: their colours
    int function_n;
    int grid_row, grid_column; // where it stands
    // Whether a name stands above it, the numbers of x below it, those of y beside it.
    bool first_row, last_row, first_column;
    int depth;                      // draws |f'|^depth in decades (plot/layered_slope.h); 0 for not
    int lines;                      // of words that have room above the plot
    double reach_left, reach_right; // how far numbers of x may stick out beyond the plot, pixels
    bool notes_x;                   // the note of x stands on a line under its numbers
    double band;                    // room under the plot for bands of |f'|, pixels
};

// The mouse over the picture, as far as it changes what is drawn: the ground of what it can click,
// and a line of help.
struct hover {
    bool there;       // it is over the picture, and does not drag
    bool rests;       // it has rested long enough for the line of help …
    struct rect over; // … on this, a zone or the numbers of an axis
    double x, y;      // pixels
};

struct scene_input {
    const struct session *session;
    const struct view *view; // what to show: the state's view, or one on the way to it
    double width, height;    // pixels
    double pixel_ratio;
    double size; // of text and lines, on top of the state's text size; 0 means 1
    const struct text_metrics *metrics;
    struct curve_cache *cache;
    struct rect box;           // the box zoom being drawn; w == 0 for none
    struct hover hover;        // zero in files
    const struct study *study; // what the network page shows; NULL: not there yet
    const struct phase_map *phase;
    const struct race_board *board;
    double margin; // sampling beyond the view, in views: 0 for files, more where one can pan
};

struct ghosts;   // scene/curves/ghost.h
struct formulas; // scene/formula/inset.h

// Zero-initialise; end with scene_free.
struct scene {
    struct draw_list list;
    struct look look; // what it was built with
    struct panel panels[PANELS_MAX];
    int panel_n;
    struct zone zones[ZONES_MAX];
    int zone_n;
    unsigned long revision; // the session's, as of when it was built
    int help_pages;
    struct ghosts *ghosts;     // textbook formulas, compiled; owned
    struct formulas *formulas; // what is typeset, parsed; owned
};

void scene_build(struct scene *scene, const struct scene_input *input);
void scene_free(struct scene *scene);

// Whether its panels and zones are still those of the session: no command since then may have moved
// a panel or taken a function away.
bool scene_is_current(const struct scene *scene, const struct session *session);

// The panel whose plot, or whose axis numbers, hold a point; NULL outside. `where` (may be NULL)
// becomes 'p' in the plot, 'x' or 'y' on numbers. Nothing is found where scene is NULL, here and
// below.
const struct panel *scene_panel_at(const struct scene *scene, double x, double y, char *where);

const struct zone *scene_zone_at(const struct scene *scene, double x, double y);

// The name of a picture for a window's title or a file: "sigmoid and tanh".
void scene_title(const struct state *state, char *out, size_t size);

#endif
