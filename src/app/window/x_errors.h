// X errors. Xlib's own handler ends the program, with a message that nobody can do anything about:
// a missing GL driver is such an error, and a window that another program destroyed.
#ifndef ACTSCOPE_APP_WINDOW_X_ERRORS_H
#define ACTSCOPE_APP_WINDOW_X_ERRORS_H

#include <stdbool.h>

// From here on X errors are only remembered. Does nothing where there is no X display. To be called
// before SDL_Init: SDL_Quit puts the handler back that SDL_Init found, and errors may come after
// that.
void x_errors_catch(void);

// Whether there was an X error since.
bool x_errors_met(void);

// Whether a window is gone without SDL's knowledge: another program destroyed it. Asks the server
// only after an error that hints at it, or on a suspicion. False where errors are not caught.
struct SDL_Window;
bool x_errors_lost(struct SDL_Window *window, bool suspect);

// Waits for errors about a window that was lost, before SDL_Quit, which puts a handler of its own
// in the place of this one.
void x_errors_settle(void);

// Gives the handler back that was there before.
void x_errors_release(void);

#endif
