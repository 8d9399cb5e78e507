// The present keyboard layout, read from the X server.
#ifndef ACTSCOPE_APP_WINDOW_LAYOUT_H
#define ACTSCOPE_APP_WINDOW_LAYOUT_H

#include "base/fault.h"
#include "control/keyboard.h"

// Reads what the keys type in the layout that is switched on. It opens a connection of its own, so
// it needs no window; on Wayland it is Xwayland that is asked, which has the compositor's layout.
// False with FAULT_WINDOW, and nothing in *keyboard, where no X server can be asked.
bool layout_read(struct keyboard *keyboard, struct fault *fault);

// Writes the character that an X key symbol stands for, in UTF-8, to `out` of at least 5 bytes; ""
// for keys that type none, dead ones, and letters that X numbers in its own way, as Greek ones.
void layout_sign(unsigned long symbol, char *out);

#endif
