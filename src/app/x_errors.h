// X errors while the window is opened and closed. Xlib's own handler ends the program, with a
// message that nobody can do anything about: a missing GL driver is such an error.
#ifndef ACTSCOPE_APP_X_ERRORS_H
#define ACTSCOPE_APP_X_ERRORS_H

#include <stdbool.h>

// From here on X errors are only remembered. Does nothing unless SDL draws by X11; to be called
// after SDL_Init.
void x_errors_catch(void);

// Whether there was an X error since.
bool x_errors_met(void);

// Gives the handler back that was there before.
void x_errors_release(void);

#endif
