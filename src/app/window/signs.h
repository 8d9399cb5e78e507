// The signs that keys type on the present layout: "/" of Shift and 7 on a German keyboard, "[" of
// AltGr and 8. SDL tells them only where text is wanted, and then to an input method first, which
// would take letters that are meant as keys. So they are read from the window system's own events.
#ifndef ACTSCOPE_APP_WINDOW_SIGNS_H
#define ACTSCOPE_APP_WINDOW_SIGNS_H

#include <SDL.h>
#include <stdbool.h>

enum { SIGN_MAX = 8 };

struct sign {
    bool known;          // what the key types is known; it may be nothing
    char text[SIGN_MAX]; // the one character in UTF-8; "" for nothing
};

// Begins to tell signs; after SDL_Init, before a window. `text_events` is whether they come as
// SDL_TEXTINPUT behind their key press (Wayland), and not as SDL_SYSWMEVENT in front of it (X11).
void signs_open(bool *text_events);

// Whether a window system's own event is a key press.
bool signs_is_press(const SDL_SysWMEvent *event);

// The sign of such a press; for other events false, and *sign stays as it is.
bool signs_of_system(const SDL_SysWMEvent *event, struct sign *sign);

// Takes the text of the key press that is being handled out of SDL's queue, where it is known after
// this if it was there.
void signs_take_text(struct sign *sign);

#endif
