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

struct signs {
    void (*lookup)(void); // Xlib's; NULL: signs come as text, behind their key press
    struct sign next;     // of the key press that comes next
};

// Begins to tell signs; after SDL_Init. On X11 they come as SDL_SYSWMEVENT in front of their key
// press (motion_watch asks for these events), elsewhere as SDL_TEXTINPUT behind it.
void signs_open(struct signs *signs);
bool signs_are_text(const struct signs *signs);

// Whether a window system's own event is a key press; then signs_of_system reads its sign.
bool signs_is_press(const SDL_SysWMEvent *event);
void signs_of_system(struct signs *signs, const SDL_SysWMEvent *event);

// The sign of the key press that is being handled. Where signs are text, it takes that out of SDL's
// queue if `takes_text`: not while text goes to a line that is open.
struct sign signs_take(struct signs *signs, bool takes_text);

#endif
