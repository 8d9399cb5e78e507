// Names of keys: SDL's key presses as the keymap writes them.
#ifndef ACTSCOPE_APP_WINDOW_INPUT_H
#define ACTSCOPE_APP_WINDOW_INPUT_H

#include <SDL.h>

#include "app/window/signs.h"
#include "control/session.h"

// The command that a key press means now ("" for none). A key that types a bound sign is that sign,
// on every layout; else Shift and the character on the key counts (Shift+1); else the key's place
// on a US keyboard, so that layouts without Latin letters, or with digits on Shift, work too. Keys
// of the keypad are signs with NumLock, and arrows without. `name` becomes the key that was found,
// as it is bound.
void input_key_command(const struct session *session, const SDL_Keysym *key,
                       const struct sign *sign, char *out, size_t size, char name[KEY_MAX]);

#endif
