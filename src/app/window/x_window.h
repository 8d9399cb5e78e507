// What the X server and its window manager know of the window and SDL does not tell. Xlib is loaded
// at run time, as SDL loads it, so that the program starts without it. Where there is no X server
// nothing is known: the functions then return false, 0 or X_NOTHING.
#ifndef ACTSCOPE_APP_WINDOW_X_WINDOW_H
#define ACTSCOPE_APP_WINDOW_X_WINDOW_H

#include <SDL.h>
#include <stdbool.h>

// What an event of the X server tells of a window.
enum x_news {
    X_NOTHING,
    X_STATE,   // a property has changed: perhaps whether the window fills the screen
    X_SEEN,    // at least a part of the window can be seen
    X_COVERED, // other windows are in front of all of it; with a compositor nobody tells that
};

enum x_news x_window_news(const SDL_SysWMEvent *event);

// Has the X server tell X_SEEN and X_COVERED of the window.
void x_window_watch(SDL_Window *window);

// Finds whether the window fills the screen, by what the window manager says. False where that is
// not known.
bool x_window_fills(SDL_Window *window, bool *fills);

// Has the X server report once that a button of the mouse, 1 to 3, was let go over the window.
void x_window_release(SDL_Window *window, unsigned button);

// Lets the X server's own screen saver come again. SDL_EnableScreenSaver of SDL 2.26 forgets that
// where it found no desktop on D-Bus.
void x_window_resume_saver(SDL_Window *window);

// Returns the dots per inch that the user's desktop asks for, the resource Xft.dpi; 0 where none is
// set.
double x_window_dpi(void);

// Returns the function of Xlib that is called `name`, in the pointer at `function`; NULL if there
// is none. `library` is Xlib, from SDL_LoadObject, or NULL.
void x_library_find(void *library, const char *name, void *function);

#endif
