// Tells which character ("sign") a key press types on the present keyboard layout: Shift and 7 type
// "/" on a German keyboard, AltGr and 8 type "[". SDL itself reports typed text only while text
// input is on, and then input methods take letters that are meant as shortcuts. On X11 the sign is
// therefore read from the X server's own event of the key press.
#ifndef ACTSCOPE_APP_WINDOW_SIGNS_H
#define ACTSCOPE_APP_WINDOW_SIGNS_H

#include <SDL.h>
#include <stdbool.h>

enum { SIGN_MAX = 8 };

struct sign {
    bool known;          // false: nobody told what the key press types
    char text[SIGN_MAX]; // one character in UTF-8; "" if the key press types none
};

struct signs {
    void (*lookup)(void); // Xlib's XLookupString; NULL: SDL reports signs as text
    struct sign next;     // of the key press that SDL reports next
};

// Initialises `signs`; call it after SDL_Init. On X11 each sign then comes in an SDL_SYSWMEVENT
// before SDL's event of the key press (motion_watch lets SDL send these events), elsewhere in an
// SDL_TEXTINPUT after it.
void signs_open(struct signs *signs);

// Whether signs come as SDL_TEXTINPUT.
bool signs_are_text(const struct signs *signs);

// signs_is_press returns whether an event of the window system is a key press on X11.
// signs_of_system keeps the sign of such an event for signs_take, and ignores other events.
bool signs_is_press(const SDL_SysWMEvent *event);
void signs_of_system(struct signs *signs, const SDL_SysWMEvent *event);

// Returns the sign of the key press that is being handled; call it once for each press. Where signs
// are text, it removes that text from SDL's queue, but only if `takes_text`: false while the entry
// line is open, which must get the text.
struct sign signs_take(struct signs *signs, bool takes_text);

#endif
