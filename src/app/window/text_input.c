#include "app/window/parts.h"

#include <SDL.h>

// How many key presses wait in SDL's queue. They came before SDL_StartTextInput, so SDL sends no
// SDL_TEXTINPUT for them: on_key types their signs itself.
static int keys_waiting(void)
{
    SDL_Event events[64];
    int n = SDL_PeepEvents(events, 64, SDL_PEEKEVENT, SDL_KEYDOWN, SDL_KEYDOWN);
    return n > 0 ? n : 0;
}

void window_stop_text_input(const struct window *window)
{
    SDL_StopTextInput();
    if (signs_are_text(&window->signs))
        SDL_EventState(SDL_TEXTINPUT, SDL_ENABLE); // signs_take reads them; input methods stay off
}

void window_update_text_input(struct window *window)
{
    bool open = window->program.session.entry.kind != ENTRY_NONE;
    if (open && !window->wants_text) {
        SDL_StartTextInput();
        window->textless_keys = signs_are_text(&window->signs) ? 0 : keys_waiting();
    }
    if (!open && window->wants_text)
        window_stop_text_input(window);
    window->wants_text = open;
}
