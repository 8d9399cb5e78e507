// The lecturer's own window, on the display that the lecture does not fill:
// scene/around/presenter.h in a window and GL context of its own.
#ifndef ACTSCOPE_APP_WINDOW_PRESENTER_H
#define ACTSCOPE_APP_WINDOW_PRESENTER_H

#include <SDL.h>
#include <stdint.h>

#include "app/program.h"
#include "scene/draw_list.h"

struct presenter_window; // opaque

// Opens it on a display. NULL where that is not possible: the lecture goes on without it. The
// current GL context stays as it is.
struct presenter_window *presenter_window_open(struct program *program, int display);
void presenter_window_close(struct presenter_window *presenter); // NULL is fine

// Draws and presents a frame: the hall's picture, and what there is to say.
void presenter_window_frame(struct presenter_window *presenter, const struct program *program,
                            const struct draw_list *hall);

// SDL's number of the window, which its events bear; 0 for NULL.
uint32_t presenter_window_id(const struct presenter_window *presenter);

#endif
