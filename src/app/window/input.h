// Names of keys: SDL's key presses as the keymap writes them.
#ifndef ACTSCOPE_APP_WINDOW_INPUT_H
#define ACTSCOPE_APP_WINDOW_INPUT_H

#include <SDL.h>

#include "control/session.h"

// The command that a key press means now ("" for none): by the character on the key; then the same
// with Shift's usual sign (? : +); then by the key's place, so that layouts without Latin letters
// or with digits on Shift work too. `name` becomes the key that was found, as it is bound.
void input_key_command(const struct session *session, const SDL_Keysym *key, char *out, size_t size,
                       char name[KEY_MAX]);

enum { INPUT_TEXT_MAX = 8 };

// The character that a key press would type on a US keyboard, or on others if Shift is not held;
// false if none. For presses that came too early for the system to make text of them.
bool input_key_text(const SDL_Keysym *key, char out[INPUT_TEXT_MAX]);

#endif
