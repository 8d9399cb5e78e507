// What a presenter puts over the picture: pen strokes, a spotlight, the keys that were pressed, the
// time. It belongs to the session and not to the state, so no file keeps it.
//
// Places are fractions of the window: (0, 0) is the upper left corner, (1, 1) the lower right one.
#ifndef ACTSCOPE_CONTROL_PRESENTER_H
#define ACTSCOPE_CONTROL_PRESENTER_H

#include <stdbool.h>
#include <stddef.h>

// The spotlight's radius at the start, and the least and greatest one, in parts of the height.
#define SPOT_RADIUS       0.12
#define SPOT_RADIUS_LEAST 0.02
#define SPOT_RADIUS_MOST  1.0

enum { INK_POINTS_MAX = 4096, INK_STROKES_MAX = 256, ECHO_MAX = 64 };

// Strokes of the pen. Zero-initialise.
struct pen_ink {
    float points[INK_POINTS_MAX][2]; // of all strokes, one after the other
    int ends[INK_STROKES_MAX];       // the index in `points` behind each stroke's last point
    int point_n, stroke_n;
};

struct presenter {
    bool pen; // the mouse draws strokes
    struct pen_ink ink;
    bool spot;               // all but a circle around (spot_x, spot_y) is dimmed
    double spot_x, spot_y;   // a place; 0, 0: it was never set
    double spot_radius;      // in parts of the window's height; 0: SPOT_RADIUS
    bool mouse;              // the mouse is over the window, at (mouse_x, mouse_y); the program
    double mouse_x, mouse_y; // … around the session sets these three
    char echo[ECHO_MAX];     // the key that was pressed last and what it did; "" for none
    double clock;            // seconds from some fixed time; the program around the session sets it
    double timer_from;       // the clock when the timer began; 0: it never did
};

// Begin a stroke at a place, and go on to a place; without a stroke both begin one. False if there
// is no room for more points or strokes.
bool ink_begin(struct pen_ink *ink, double x, double y);
bool ink_continue(struct pen_ink *ink, double x, double y);

// Remove the last stroke, if there is one, and all of them.
void ink_undo(struct pen_ink *ink);
void ink_clear(struct pen_ink *ink);

// Returns the spotlight's radius in parts of the window's height.
double spot_radius(const struct presenter *presenter);

// Writes seconds as "4:05" or "1:02:03"; "0:00" below 0 and for NaN, at most "99:59:59". Returns
// `out`.
char *clock_text(char *out, size_t size, double seconds);

#endif
