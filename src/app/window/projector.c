// What the projected window asks of the desktop: no screen saver in a lecture, and no pointer that
// rests on the picture.
#include "app/window/parts.h"

#include <SDL.h>

#include "app/window/x_window.h"

#define POINTER_SECONDS 3.0 // how long the mouse rests until its pointer is hidden

static bool presents(const struct window *window)
{
    return window->program.session.state.lecture.on || window->fullscreen;
}

static void let_saver_come(const struct window *window, bool comes)
{
    if (comes) {
        SDL_EnableScreenSaver();
        x_window_resume_saver(window->sdl);
    } else {
        SDL_DisableScreenSaver();
    }
}

static void show_pointer(struct window *window, bool shown)
{
    struct projector *projector = &window->projector;
    projector->hides_at = 0;
    if (projector->hidden == !shown)
        return;
    projector->hidden = !shown;
    SDL_ShowCursor(shown ? SDL_ENABLE : SDL_DISABLE);
}

void window_wake_pointer(struct window *window)
{
    show_pointer(window, true);
    if (presents(window))
        window->projector.hides_at = window_now() + POINTER_SECONDS;
}

void window_keep_projector(struct window *window)
{
    struct projector *projector = &window->projector;
    bool lecture = window->program.session.state.lecture.on;
    if (lecture == (SDL_IsScreenSaverEnabled() == SDL_TRUE))
        let_saver_come(window, !lecture);
    if (projector->presents != presents(window)) {
        projector->presents = presents(window);
        window_wake_pointer(window);
    }
    if (projector->hides_at > 0 && window_now() >= projector->hides_at)
        show_pointer(window, SDL_GetMouseFocus() != window->sdl);
}
