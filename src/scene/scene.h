// The scene: what is on the screen. Composes one draw list from the session, and remembers where
// the panels and the clickable zones are, so that the pointer can be understood.
#ifndef ACTSCOPE_SCENE_SCENE_H
#define ACTSCOPE_SCENE_SCENE_H

#include "control/session.h"
#include "plot/curve_cache.h"
#include "scene/draw_list.h"
#include "scene/theme.h"

enum { PANELS_MAX = SHOWN_MAX * ORDER_COUNT, ZONES_MAX = 256, ZONE_COMMAND_MAX = 96 };

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
    bool last_row, first_column;
};

// A rectangle with the command that a click on it runs. A slider's zone instead maps x to the value
// of a parameter: `slider` is its function + 1, the track is where low and high lie.
struct zone {
    struct rect rect;
    int slider, parameter;
    double track_x, track_w;
    char click[ZONE_COMMAND_MAX];
    char double_click[ZONE_COMMAND_MAX];
    int function; // to highlight while the pointer is there, or -1
};

struct scene_input {
    const struct session *session;
    const struct view *view; // what to show: the state's view, or one on the way to it
    double width, height;    // pixels
    double pixel_ratio;
    double size; // of text and lines, on top of the state's text size; 0 means 1
    const struct text_metrics *metrics;
    struct curve_cache *cache;
    struct rect box; // the box zoom being drawn; w == 0 for none
    double margin;   // sampling beyond the view, in views: 0 for files, more where one can pan
};

// Zero-initialise; end with scene_free.
struct scene {
    struct draw_list list;
    struct look look;
    struct panel panels[PANELS_MAX];
    int panel_n;
    struct zone zones[ZONES_MAX];
    int zone_n;
    int help_pages;
};

void scene_build(struct scene *scene, const struct scene_input *input);
void scene_free(struct scene *scene);

// The panel whose plot, or whose axis numbers, hold a point; NULL outside. `where` (may be NULL)
// becomes 'p' in the plot, 'x' or 'y' on numbers.
const struct panel *scene_panel_at(const struct scene *scene, double x, double y, char *where);

const struct zone *scene_zone_at(const struct scene *scene, double x, double y);

// The name of a picture for a window's title or a file: "sigmoid and tanh".
void scene_title(const struct state *state, char *out, size_t size);

#endif
