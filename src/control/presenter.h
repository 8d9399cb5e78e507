// What a presenter does over the picture: ink, the light spot, keys shown, the time. It belongs to
// the session, not to the state: it is gone with the lecture, and no file remembers it.
#ifndef ACTSCOPE_CONTROL_PRESENTER_H
#define ACTSCOPE_CONTROL_PRESENTER_H

#include <stdbool.h>
#include <stddef.h>

enum { INK_POINTS_MAX = 4096, INK_STROKES_MAX = 256, ECHO_MAX = 64 };

// Strokes of the pen, in fractions of the window, so that they stay where they were drawn.
struct pen_ink {
    float points[INK_POINTS_MAX][2];
    int ends[INK_STROKES_MAX]; // of each stroke, in points
    int point_n, stroke_n;
};

struct presenter {
    bool pen; // the mouse draws
    struct pen_ink ink;
    bool spot;             // all but a circle around (spot_x, spot_y) is dimmed
    double spot_x, spot_y; // fractions of the window
    char echo[ECHO_MAX];   // the key pressed last and what it did; "" for none
    double clock;          // seconds; set by the host, for the core has none
    double timer_from;     // … when the timer began
};

// Begins a stroke at a point, or goes on to it. False if there is no room.
bool ink_begin(struct pen_ink *ink, double x, double y);
bool ink_continue(struct pen_ink *ink, double x, double y);
void ink_undo(struct pen_ink *ink);
void ink_clear(struct pen_ink *ink);

// "4:05", "1:02:03" of seconds; "0:00" below 0 and for NaN. Returns `out`.
char *clock_text(char *out, size_t size, double seconds);

#endif
