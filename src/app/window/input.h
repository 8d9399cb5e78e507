// Finds the command that a key press of SDL means, on any keyboard layout.
#ifndef ACTSCOPE_APP_WINDOW_INPUT_H
#define ACTSCOPE_APP_WINDOW_INPUT_H

#include <SDL.h>

#include "app/window/signs.h"
#include "control/session.h"

// Writes the command that a key press means now to `out` of `size` bytes ("" for none), and the
// keymap's name of the key, "Shift+Left", to `name`. `sign` is what the press types (signs_take).
// The first of these that is bound counts:
//   1. a named key (Left, F1), or a key of the keypad: its sign with NumLock, an arrow without;
//   2. the sign that the press types, wherever the layout has it;
//   3. the character on the key, with Shift ("Shift+1");
//   4. for keys that have no Latin letter, the character that a US keyboard has at that place, so
//      that Greek or Cyrillic layouts, and those with digits on Shift, work too.
void input_key_command(const struct session *session, const SDL_Keysym *key,
                       const struct sign *sign, char *out, size_t size, char name[KEY_MAX]);

#endif
