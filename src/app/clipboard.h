// Pictures on the clipboard. SDL 2 puts only texts there, so a program that window systems have for
// it is started: wl-copy on Wayland, else xclip.
#ifndef ACTSCOPE_APP_CLIPBOARD_H
#define ACTSCOPE_APP_CLIPBOARD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/fault.h"

// Puts a PNG of `n` bytes on the clipboard; `wayland` tells which window system the window is on.
// It waits at most 3 s for the program. False with FAULT_WINDOW and what to install where there is
// none.
bool clipboard_picture(const char *png, size_t n, bool wayland, struct fault *fault);

#endif
