// The presenter's window: what only the lecturer sees (scene/around/presenter.h), on the display
// that the picture does not fill, in a window and GL context of its own.
#ifndef ACTSCOPE_APP_WINDOW_PRESENTER_H
#define ACTSCOPE_APP_WINDOW_PRESENTER_H

#include <SDL.h>
#include <stdint.h>

#include "app/program.h"
#include "scene/draw_list.h"

struct presenter_window; // opaque

// Opens the window in the middle of SDL's display number `display`, with the program's fonts, which
// must live as long. Returns NULL where a window or its GL context cannot be had. Here and in the
// functions below the current GL context is the same afterwards.
struct presenter_window *presenter_window_open(struct program *program, int display);

// Closes the window and frees it; NULL is fine.
void presenter_window_close(struct presenter_window *presenter);

// Draws and presents a frame: the picture that the audience sees (`hall`) small, with the tour's
// step, its notes and the time.
void presenter_window_frame(struct presenter_window *presenter, const struct program *program,
                            const struct draw_list *hall);

// SDL's number of the window, by which its events name it; 0 for NULL.
uint32_t presenter_window_id(const struct presenter_window *presenter);

#endif
