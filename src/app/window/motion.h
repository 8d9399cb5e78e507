// Which reports of the mouse's place are moves of its user's.
//
// A window that opens, moves, grows or fills the screen under a resting mouse is told where the
// mouse is in the words that otherwise mean that it moved, and SDL puts the mouse back to its place
// in a window that fills the screen. Here these are told apart:
//   - Motion is a move, by hand or by a program (xdotool), and however long ago the last one was,
//     where the place on the screen and the place in the window are both new.
//   - That the mouse came into a window, or is out of it, is no move: perhaps the window moved.
//     Where motion to the same place follows, the mouse came by itself, and that is a move, too.
// On X11 the server says with each report where on the screen it was made, so that reports that
// waited are judged by what held then. Where windows do not know their place on the screen
// (Wayland), the first report after the mouse came in, or after the window changed its size, is no
// move.
#ifndef ACTSCOPE_APP_WINDOW_MOTION_H
#define ACTSCOPE_APP_WINDOW_MOTION_H

#include <SDL.h>
#include <stdbool.h>

// What a report of the mouse's place turned out to be.
enum motion_kind {
    MOTION_NONE, // the mouse is where it was
    MOTION_CAME, // it is in a window, at a new place: by itself, or the window moved
    MOTION_LEFT, // it went out of a window
    MOTION_MOVED
};

// A report: where the mouse is on the screen, and in the window that the report is made to.
struct mouse_place {
    int screen_x, screen_y, x, y;
};

struct motion {
    struct mouse_place place; // the last one known
    enum motion_kind kind;    // of the last report
    bool judged;              // `kind` is about the motion that SDL reports next
    bool unsure;              // the place is known from the mouse's coming in only
    bool on_screen;           // reports come with their places on the screen
    struct mouse_place put;   // where in a window SDL puts the mouse
    bool put_due;             // and that it may still do so
    struct mouse_place hand;  // where the mouse went while that is due
    bool moved;               // it did
    bool put_late;            // and SDL put the mouse after it
    bool holds;               // `held` is a motion kept back until it is known to be a move
    SDL_MouseMotionEvent held;
};

// The rule, for the reports that the mouse came into a window or left it, and that it moved.
enum motion_kind motion_crossed(struct motion *motion, bool in, const struct mouse_place *place);
enum motion_kind motion_reported(struct motion *motion, const struct mouse_place *place);

// Lets the window fill the screen, or ends that. SDL then puts the mouse to the place in the window
// where it last heard of it: reports of that place are no moves. If the mouse moved meanwhile, it
// is put back to where it moved.
void motion_fill_screen(struct motion *motion, SDL_Window *window, bool fill);

// Takes moves that are not the user's, and the mouse's leaving where only the window moved, out of
// SDL's events until SDL ends; `motion` is used until then. To be called after SDL_Init and before
// there is a window.
void motion_watch(struct motion *motion);

#endif
