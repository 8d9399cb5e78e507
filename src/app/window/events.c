// Turns SDL's events into commands, and applies them.
#include "app/window/parts.h"

#include <SDL.h>
#include <stdio.h>
#include <string.h>

#include "app/window/input.h"
#include "app/window/layout.h"
#include "app/window/presenter.h"
#include "app/window/x_errors.h"
#include "app/window/x_window.h"
#include "base/language.h"
#include "control/command.h"

// Puts text into the entry line at its caret; nothing happens while no entry line is open.
static void type_text(struct window *window, const char *typed)
{
    struct text line = {0};
    if (window->program.session.entry.kind == ENTRY_NONE)
        return;
    text_add(&line, "type ");
    text_add_quoted(&line, typed);
    window_apply(window, text_string(&line));
    text_free(&line);
}

// Types the first line of the clipboard.
static void paste(struct window *window)
{
    char *clip = SDL_GetClipboardText();
    if (clip == NULL)
        return;
    clip[strcspn(clip, "\r\n")] = '\0';
    if (utf8_valid(clip, strlen(clip), NULL))
        type_text(window, clip);
    SDL_free(clip);
}

static bool is_modifier(const SDL_Keysym *key)
{
    return (key->scancode >= SDL_SCANCODE_LCTRL && key->scancode <= SDL_SCANCODE_RGUI) ||
           key->scancode == SDL_SCANCODE_MODE || key->scancode == SDL_SCANCODE_CAPSLOCK;
}

static void on_text(struct window *window, const char *typed)
{
    bool open = window->program.session.entry.kind != ENTRY_NONE;
    if (open && !window_typing_takes(window, typed))
        type_text(window, typed);
}

static void on_key(struct window *window, const SDL_KeyboardEvent *event)
{
    char command[BINDING_COMMAND_MAX];
    bool entry = window->program.session.entry.kind != ENTRY_NONE;
    struct sign sign = signs_take(&window->signs, !entry);
    bool textless = window->textless_keys > 0;
    window->textless_keys -= textless;
    if (is_modifier(&event->keysym))
        return; // a modifier counts with the key or drag that follows (window->key_modifiers)
    window_end_glide(window);
    if (event->keysym.sym == SDLK_ESCAPE && pointer_cancel(&window->pointer)) {
        window->redraw = true;
        return;
    }
    window_typing_pause(window, event);
    if (event->keysym.sym == SDLK_ESCAPE)
        window_stop_play(window); // otherwise its next command could reopen what Escape closes
    if (entry && event->keysym.sym == SDLK_v && (event->keysym.mod & KMOD_CTRL)) {
        paste(window);
        return;
    }
    bool is_return = event->keysym.sym == SDLK_RETURN;
    const char *typed = entry ? (is_return ? "\r" : "") : sign.text;
    if (*typed != '\0' && window_typing_takes(window, typed))
        return;
    char key[KEY_MAX];
    input_key_command(&window->program.session, &event->keysym, &sign, command, sizeof command,
                      key);
    if (event->repeat != 0 && !entry && !command_repeats(&window->program.session, command))
        return;
    if (command[0] != '\0') {
        window_apply(window, command);
        window_echo_key(window, entry ? "" : key);
        window_follow_cursor(window, true);
    } else if (entry && textless && sign.text[0] != '\0')
        on_text(window, sign.text);
}

// The modifiers (POINTER_… or'ed together) at the last key event that was handled. SDL_GetModState
// would tell those of now, but the mouse event in hand may have waited in the queue.
static unsigned modifiers(const struct window *window)
{
    unsigned mod = window->key_modifiers;
    return ((mod & KMOD_SHIFT) ? (unsigned)POINTER_SHIFT : 0) |
           ((mod & KMOD_CTRL) ? (unsigned)POINTER_CTRL : 0) |
           ((mod & KMOD_ALT) ? (unsigned)POINTER_ALT : 0);
}

// An event's x or y, in SDL's window units, as pixels of the picture.
static double pixels(const struct window *window, int at)
{
    int w;
    SDL_GetWindowSize(window->sdl, &w, NULL);
    return at * (w > 0 ? (double)window->program.width / w : 1.0);
}

static bool button_of(Uint8 sdl, enum pointer_button *button)
{
    static const struct {
        Uint8 sdl;
        enum pointer_button button;
    } map[] = {{SDL_BUTTON_LEFT, BUTTON_LEFT},
               {SDL_BUTTON_MIDDLE, BUTTON_MIDDLE},
               {SDL_BUTTON_RIGHT, BUTTON_RIGHT},
               {SDL_BUTTON_X1, BUTTON_BACK},
               {SDL_BUTTON_X2, BUTTON_FORWARD}};
    for (size_t i = 0; i < sizeof map / sizeof map[0]; i++)
        if (map[i].sdl == sdl) {
            *button = map[i].button;
            return true;
        }
    return false;
}

static void on_button(struct window *window, const SDL_MouseButtonEvent *event, struct text *out)
{
    enum pointer_button button;
    double x = pixels(window, event->x), y = pixels(window, event->y);
    struct session *session = &window->program.session;
    if (!button_of(event->button, &button))
        return;
    window_end_glide(window);
    if (event->type == SDL_MOUSEBUTTONDOWN) {
        undo_end_gesture(&session->undo);
        SDL_CaptureMouse(SDL_TRUE);
        pointer_press(&window->pointer, &window->scene, session, button, event->clicks, x, y,
                      modifiers(window), out);
    } else {
        SDL_CaptureMouse(SDL_FALSE);
        pointer_release(&window->pointer, &window->scene, session, button, x, y, out);
        history_end_gesture(&session->history);
        undo_end_gesture(&session->undo);
        window->redraw = true;
    }
}

// Where the mouse was when its wheel turned, in window units. SDL before 2.26 knows only where the
// mouse is now.
static void wheel_place(const SDL_MouseWheelEvent *event, int *x, int *y)
{
#if SDL_VERSION_ATLEAST(2, 26, 0)
    *x = event->mouseX;
    *y = event->mouseY;
#else
    (void)event;
    SDL_GetMouseState(x, y);
#endif
}

static void on_wheel(struct window *window, const SDL_MouseWheelEvent *event, struct text *out)
{
    int x, y;
    wheel_place(event, &x, &y);
    window_end_glide(window);
    double sign = event->direction == SDL_MOUSEWHEEL_FLIPPED ? -1 : 1;
    pointer_wheel(&window->pointer, &window->scene, &window->program.session,
                  sign * (double)event->preciseY, pixels(window, x), pixels(window, y),
                  modifiers(window), out);
    pointer_tilt(&window->scene, &window->program.session, sign * (double)event->preciseX,
                 pixels(window, x), pixels(window, y), out);
}

// Fingers on a screen. From the second one on, what SDL reports of the first as a mouse is no
// gesture of its own.
static void on_pinch(struct window *window, const SDL_MultiGestureEvent *event, struct text *out)
{
    window_refresh_scene(window);
    window_end_glide(window);
    window->pinches = true;
    pointer_pinch(&window->pointer, &window->scene, &window->program.session, (double)event->dDist,
                  (double)event->x * window->program.width,
                  (double)event->y * window->program.height, out);
}

// Ends the gesture of a button that nobody told was let go.
static void end_gesture(struct window *window, struct text *out)
{
    if (window->pointer.mode == POINTER_IDLE)
        return;
    SDL_CaptureMouse(SDL_FALSE);
    pointer_drop(&window->pointer, out);
    history_end_gesture(&window->program.session.history);
    undo_end_gesture(&window->program.session.undo);
    window->redraw = true;
}

// Finds out about buttons that SDL takes for pressed, though they were let go while the window
// could not be told. SDL would not report their next press. The X server tells which are pressed
// behind all events of before.
static void find_lost_releases(struct window *window, struct text *out)
{
    Uint32 pressed = SDL_GetMouseState(NULL, NULL);
    if (pressed == 0 || SDL_GetGlobalMouseState(NULL, NULL) != 0)
        return;
    SDL_PumpEvents();
    if (SDL_HasEvent(SDL_MOUSEBUTTONUP))
        return;
    end_gesture(window, out);
    for (unsigned button = SDL_BUTTON_LEFT; button <= SDL_BUTTON_RIGHT; button++)
        if ((pressed & SDL_BUTTON(button)) != 0)
            x_window_release(window->sdl, button);
}

static void on_window(struct window *window, const SDL_WindowEvent *event, struct text *out)
{
    find_lost_releases(window, out);
    switch (event->event) {
    case SDL_WINDOWEVENT_EXPOSED:
    case SDL_WINDOWEVENT_SIZE_CHANGED:
    case SDL_WINDOWEVENT_RESTORED:
    case SDL_WINDOWEVENT_SHOWN:
        window->redraw = true;
        window->minimised = false;
        break;
    case SDL_WINDOWEVENT_MINIMIZED:
    case SDL_WINDOWEVENT_HIDDEN:
        window->minimised = true;
        end_gesture(window, out);
        window->quit |= x_errors_lost(window->sdl, true);
        break;
    case SDL_WINDOWEVENT_CLOSE: // SDL_QUIT comes only when the presenter's window is closed, too
        window->quit = true;
        break;
    case SDL_WINDOWEVENT_LEAVE:
        pointer_leave(&window->pointer, out);
        window_hover(window, false);
        break;
    case SDL_WINDOWEVENT_DISPLAY_CHANGED:
        window->frame_time = window_least_frame_time(window->sdl);
        window->redraw = true;
        break;
    default:
        break;
    }
}

// The number of the window that a mouse or window event belongs to; 0 for others.
static Uint32 window_of(const SDL_Event *event)
{
    switch (event->type) {
    case SDL_MOUSEMOTION:
        return event->motion.windowID;
    case SDL_MOUSEBUTTONDOWN:
    case SDL_MOUSEBUTTONUP:
        return event->button.windowID;
    case SDL_MOUSEWHEEL:
        return event->wheel.windowID;
    case SDL_WINDOWEVENT:
        return event->window.windowID;
    default:
        return 0;
    }
}

// Whether an event belongs to the presenter's window. Its mouse is ignored; keys do the same in
// both windows, and their events are not counted here. A request to draw or close it is noted.
static bool is_presenters(struct window *window, const SDL_Event *event)
{
    if (window->presenter == NULL || window_of(event) != presenter_window_id(window->presenter))
        return false;
    window->redraw |= event->type == SDL_WINDOWEVENT;
    window->presenter_refused |=
        event->type == SDL_WINDOWEVENT && event->window.event == SDL_WINDOWEVENT_CLOSE;
    return true;
}

static bool is_mouse(const SDL_Event *event)
{
    return event->type == SDL_MOUSEMOTION || event->type == SDL_MOUSEBUTTONDOWN ||
           event->type == SDL_MOUSEBUTTONUP || event->type == SDL_MOUSEWHEEL;
}

// Whether a mouse event is SDL's of the first of two fingers, which together are no mouse. That
// ends when the first one is lifted, or set down again.
static bool is_of_pinch(struct window *window, const SDL_Event *event)
{
    bool moves = event->type == SDL_MOUSEMOTION && event->motion.which == SDL_TOUCH_MOUSEID;
    bool turns = (event->type == SDL_MOUSEBUTTONDOWN || event->type == SDL_MOUSEBUTTONUP) &&
                 event->button.which == SDL_TOUCH_MOUSEID;
    bool pinches = window->pinches;
    if (turns)
        window->pinches = false;
    return pinches && (moves || event->type == SDL_MOUSEBUTTONUP);
}

// Appends the commands that a mouse event means to `out`.
static void on_mouse(struct window *window, const SDL_Event *event, struct text *out)
{
    const SDL_MouseMotionEvent *motion = &event->motion;
    window_refresh_scene(window);
    if (event->type == SDL_MOUSEWHEEL) {
        on_wheel(window, &event->wheel, out);
    } else if (event->type == SDL_MOUSEMOTION) {
        pointer_move(&window->pointer, &window->scene, &window->program.session,
                     pixels(window, motion->x), pixels(window, motion->y), modifiers(window), out);
        window->redraw |= window->pointer.box.w > 0;
    } else {
        on_button(window, &event->button, out);
    }
}

// Applies the commands that an event became. Those of motion, a press or the pointer's leaving are
// marked as passing: they make a step for undo only while the mouse drags (control/undo.h).
static void apply_lines(struct window *window, const SDL_Event *event, const char *lines)
{
    struct session *session = &window->program.session;
    session->passing = event->type == SDL_MOUSEMOTION || event->type == SDL_MOUSEBUTTONDOWN ||
                       event->type == SDL_WINDOWEVENT;
    window_apply_lines(window, lines);
    session->passing = false;
}

// SDL asks to quit also where the connection to the compositor broke: SDL 2.26 itself breaks it
// when the output that the window fills is unplugged. The window is then opened once more, and all
// goes on; if that fails, the compositor has gone.
static void on_quit(struct window *window)
{
    if (!window_has_lost_compositor(window)) {
        window->quit = true;
    } else if (!window_reopen(window)) {
        window->quit = window->display_lost = true;
        window_lose_display(window);
    }
}

// An event of the window system, before SDL's own event of it.
static void on_system(struct window *window, const SDL_SysWMEvent *event)
{
    enum x_news news = x_window_news(event);
    signs_of_system(&window->signs, event);
    if (news == X_STATE)
        window_follow_manager(window);
    if (news == X_SEEN)
        window->redraw |= window->covered;
    if (news == X_SEEN || news == X_COVERED)
        window->covered = news == X_COVERED;
}

// Does what belongs to the event's kind; commands that it means are appended to `out`.
static void on_kind(struct window *window, const SDL_Event *event, struct text *out)
{
    switch (event->type) {
    case SDL_QUIT:
        on_quit(window);
        break;
    case SDL_SYSWMEVENT:
        on_system(window, &event->syswm);
        break;
    case SDL_KEYDOWN:
        window->key_modifiers = event->key.keysym.mod;
        on_key(window, &event->key);
        break;
    case SDL_KEYUP:
        window->key_modifiers = event->key.keysym.mod;
        break;
    case SDL_TEXTINPUT:
        on_text(window, event->text.text);
        break;
    case SDL_KEYMAPCHANGED:
        layout_read(&window->program.session.keymap.keyboard, NULL);
        window->program.session.stale = true;
        break;
    case SDL_DROPBEGIN:
    case SDL_DROPFILE:
    case SDL_DROPTEXT:
    case SDL_DROPCOMPLETE:
        window_on_drop(window, event);
        break;
    case SDL_MULTIGESTURE:
        on_pinch(window, &event->mgesture, out);
        break;
    case SDL_WINDOWEVENT:
        on_window(window, &event->window, out);
        window_follow_manager(window);
        break;
    default:
        if (window->worker != NULL && event->type == window->worker_event)
            window->redraw |= worker_collect(window->worker, &window->snapshots);
        break;
    }
}

void window_on_event(struct window *window, const SDL_Event *event)
{
    if (is_mouse(event))
        window_wake_pointer(window);
    if (is_presenters(window, event))
        return;
    struct text out = {0};
    if (is_mouse(event) && !is_of_pinch(window, event))
        on_mouse(window, event, &out);
    on_kind(window, event, &out);
    apply_lines(window, event, text_string(&out));
    if (is_mouse(event))
        window_hover(window, true);
    text_free(&out);
    window_follow_cursor(window, false);
}
