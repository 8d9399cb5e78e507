// Letters that come as fast as one types words. Each acts as the shortcut that it is; where they
// turn out to be a formula or a command (control/typing.h), what they did is undone, and they stand
// in the entry line as if it had been open.
#include "app/window/parts.h"

#include <SDL.h>
#include <string.h>

#include "control/typing.h"

enum { PAUSE_MS = 500 }; // signs further apart are single keys

static void forget(struct window *window)
{
    window->typing.signs[0] = '\0';
}

// Undoes what the signs did, and opens a line with them in it.
static void take_over(struct window *window, enum typed typed)
{
    const struct session *session = &window->program.session;
    struct text line = {0};
    long steps = session->undo.made - window->typing.made;
    for (long i = 0; i < steps; i++)
        text_add(&line, "undo; ");
    text_add(&line, typed == TYPED_COMMAND ? "prompt command; type " : "prompt formula; type ");
    char *end = window->typing.signs + strcspn(window->typing.signs, "\r");
    bool accepts = *end != '\0';
    *end = '\0';
    text_add_quoted(&line, window->typing.signs);
    text_add(&line, accepts ? "; edit accept" : "");
    forget(window);
    window_apply(window, text_string(&line));
    text_free(&line);
}

void window_typing_pause(struct window *window, const SDL_KeyboardEvent *event)
{
    struct typing *typing = &window->typing;
    bool held = (event->keysym.mod & (KMOD_CTRL | KMOD_LALT | KMOD_GUI)) != 0;
    SDL_Keycode code = event->keysym.sym;
    bool types = code == SDLK_RETURN || !(code & SDLK_SCANCODE_MASK || code < SDLK_SPACE);
    bool keypad = code >= SDLK_KP_DIVIDE && code <= SDLK_KP_PERIOD;
    if (event->repeat != 0 || held || !(types || keypad) || code == SDLK_DELETE ||
        event->timestamp - typing->last > PAUSE_MS)
        forget(window);
    typing->last = event->timestamp;
}

bool window_typing_takes(struct window *window, const char *text)
{
    struct typing *typing = &window->typing;
    const struct session *session = &window->program.session;
    enum entry_kind line = session->entry.kind;
    bool began = typing->signs[0] != '\0';
    size_t n = strlen(typing->signs);
    bool ours = line == ENTRY_NONE || line == ENTRY_SAVE || line == ENTRY_X || line == ENTRY_FIND;
    if (session->presenter.pen || !ours || (line != ENTRY_NONE && !began) ||
        n + strlen(text) >= sizeof typing->signs) {
        forget(window);
        return false;
    }
    memcpy(typing->signs + n, text, strlen(text) + 1);
    if (!began)
        typing->made = session->undo.made;
    enum typed typed = typing_judge(&session->state, typing->signs, line);
    if (typed == TYPED_FORMULA || typed == TYPED_COMMAND) {
        take_over(window, typed);
        return true;
    }
    if (typed == TYPED_KEYS)
        forget(window);
    if (typed == TYPED_KEYS && began && line == ENTRY_NONE)
        return window_typing_takes(window, text); // something may begin with this one
    return false;
}
