// Keeps X errors from ending the program, and has it end in order where the X server is gone.
// Xlib's own handler would do that with a message that helps no user, where a GL driver is missing
// or where another program destroyed the window. All functions do nothing, or return false, where
// there is no X server.
#ifndef ACTSCOPE_APP_WINDOW_X_ERRORS_H
#define ACTSCOPE_APP_WINDOW_X_ERRORS_H

#include <stdbool.h>

// Forgets earlier X errors, and from here on only notes new ones. Call it before SDL_Init: SDL_Quit
// restores the handler that SDL_Init found, and errors may come after that. A second call before
// x_errors_release keeps the handler.
void x_errors_catch(void);

// Has `lost` called with `user` when the connection to the X server breaks. The program then ends
// with status 1; neither SDL nor Xlib can be used from there on, also not by `lost`. Counts until
// x_errors_release.
void x_errors_on_loss(void (*lost)(void *user), void *user);

// Whether there was an X error since x_errors_catch.
bool x_errors_met(void);

// Whether another program has destroyed the window. To find out, the function asks the X server,
// but only if an error hints at it or `suspect` is true.
struct SDL_Window;
bool x_errors_lost(struct SDL_Window *window, bool suspect);

// Waits for the X errors of a lost window, if there is one. Call it before SDL_Quit, which puts
// another handler in the place of this module's.
void x_errors_settle(void);

// Restores the handler that was there before x_errors_catch.
void x_errors_release(void);

#endif
