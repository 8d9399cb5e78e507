// Tells which reports of the mouse's place are moves that the user made.
//
// Window systems report the mouse's place also when the mouse rests and a window opens, moves,
// grows or fills the screen beneath it, and SDL itself moves the mouse when a window begins to fill
// the screen. Such reports look like moves, but must not move the trace cursor. The rules:
//   - A report of motion is a move if the place on the screen and the place in the window are both
//     new. Moves made by programs such as xdotool count, too.
//   - A report that the mouse entered or left a window is no move: perhaps the window moved. If
//     motion to the same place follows, the mouse has entered by moving, and that is a move.
// On X11 each report comes with its place on the screen at that time, so that reports that waited
// in a queue are judged rightly. On Wayland, where windows do not know their place on the screen,
// the first report after the mouse entered, or after the window changed its size, is no move.
#ifndef ACTSCOPE_APP_WINDOW_MOTION_H
#define ACTSCOPE_APP_WINDOW_MOTION_H

#include <SDL.h>
#include <stdbool.h>

// What a report of the mouse's place turned out to be.
enum motion_kind {
    MOTION_NONE, // the mouse did not move
    MOTION_CAME, // the mouse is in a window that it was not in: the mouse or the window moved
    MOTION_LEFT, // the mouse is out of the window: the mouse or the window moved
    MOTION_MOVED // the user moved the mouse
};

// A report of the mouse's place: in pixels on the screen, and in window units in the window that
// gets the report.
struct mouse_place {
    int screen_x, screen_y, x, y;
};

// Zero-initialise, or let motion_watch do that.
struct motion {
    struct mouse_place place; // of the last report
    enum motion_kind kind;    // of the last report
    bool judged;              // `kind` tells what the next motion event of SDL is
    bool unsure;              // `place` is from a report that the mouse entered
    bool on_screen;           // reports come with the place on the screen (X11)

    // While the window begins or ends to fill the screen (motion_fill_screen):
    struct mouse_place put;  // the place in the window that SDL moves the mouse to
    bool put_due;            // SDL may still do so: a report of `put` is no move
    struct mouse_place hand; // where the user moved the mouse meanwhile
    bool moved;              // whether the user did
    bool put_late;           // SDL moved the mouse after the user had

    bool holds; // `held` is the motion event that SDL made when the mouse entered: perhaps a move
    SDL_MouseMotionEvent held;
};

// motion_crossed takes a report that the mouse entered a window (`in`) or left it, motion_reported
// one that it moved. Both say what it is and keep it as the last report.
enum motion_kind motion_crossed(struct motion *motion, bool in, const struct mouse_place *place);
enum motion_kind motion_reported(struct motion *motion, const struct mouse_place *place);

// Makes the window fill the screen, or an ordinary window again. SDL then moves the mouse to where
// it was in the window: no report of that place counts as a move. If the user moved the mouse
// meanwhile, SDL's move is undone.
void motion_fill_screen(struct motion *motion, SDL_Window *window, bool fill);

// Removes from SDL's events, until SDL ends, motion that is no move of the user's, and the leaving
// of the mouse where only the window moved. `motion` is initialised, and must live as long. Call it
// after SDL_Init and before there is a window.
void motion_watch(struct motion *motion);

#endif
