// Keeps the window's session for the next start (app/kept.h). The last one is read before the
// window opens and restored after the commands of the options; the present one is written a moment
// after each change.
#include "app/window/parts.h"

#include <SDL.h>
#include <math.h>
#include <string.h>

#include "base/language.h"
#include "control/command.h"
#include "control/saved.h"

#define REST_SECONDS  0.3 // changes are written when there was none for so long …
#define DELAY_SECONDS 0.8 // … or when the first of them is so old

void window_open_session(struct window *window, const struct options *options)
{
    struct keeping *keeping = &window->keeping;
    if (!options->keeps)
        return;
    keeping->kept = kept_open(options->fresh    ? KEPT_FRESH
                              : options->afresh ? KEPT_NEW
                                                : KEPT_RESUME);
    if (keeping->kept != NULL)
        keeping->window = kept_window(keeping->kept);
    if (window->scale == 0)
        window->scale = keeping->window.scale;
}

void window_close_session(struct window *window)
{
    kept_close(window->keeping.kept);
    window->keeping.kept = NULL;
}

// --- restoring ---

// Keeps the first mistake in the commands; others are mostly due to that one.
static void keep_first(void *user, const struct fault *fault)
{
    struct fault *first = user;
    if (first->id == FAULT_NONE)
        *first = *fault;
}

// Says in the message that the session is restored, and how to undo that, or what went wrong.
static void say_restored(struct session *session, const struct fault *fault)
{
    const char *key = keymap_key_of(&session->keymap, "undo");
    if (fault->id != FAULT_NONE)
        session_message(session, true, _("Session restored, but: %s"), fault->text);
    else if (key != NULL)
        session_message(session, false, _("Session restored; %s takes it back"), key);
    else
        session_message(session, false, _("Session restored"));
}

// Runs the commands of the last session, then those of the options again, so that options such as
// --theme prevail. The user can undo all of it in one step.
static void run_kept(struct window *window)
{
    struct session *session = &window->program.session;
    struct fault first = {0};
    const struct undo undo = session->undo;
    session->undo = (struct undo){0};
    command_run(session, kept_commands(window->keeping.kept), "", keep_first, &first);
    command_run(session, text_string(&window->options->commands), "", NULL, NULL);
    program_follow_language(&window->program);
    session->undo = undo;
    session->history = (struct history){0};
    session->eased = false;
    session->message[0] = '\0';
    bool changed = !state_equal(&session->undo.settled, &session->state);
    undo_note(&session->undo, &session->state, _("the last session"), false);
    if (changed || first.id != FAULT_NONE)
        say_restored(session, &first);
}

// Notes that restoring was no danger to the program: a frame has been drawn since.
static void end_restoring(struct keeping *keeping)
{
    kept_end_restoring(keeping->kept);
    keeping->restoring = false;
}

void window_restore_session(struct window *window)
{
    struct keeping *keeping = &window->keeping;
    struct session *session = &window->program.session;
    if (keeping->kept == NULL)
        return;
    if (*kept_commands(keeping->kept) != '\0') {
        kept_begin_restoring(keeping->kept);
        keeping->restoring = true;
        kept_recall(keeping->kept, &session->entry);
        run_kept(window);
    }
    if (*kept_passed_over(keeping->kept) != '\0')
        session_message(
            session, true,
            _("The last session ended the program when it was restored: it stays in %s"),
            kept_passed_over(keeping->kept));
    keeping->seen = session->state;
    keeping->typed_n = session->entry.history_n;
}

// --- writing ---

// The upper left corner of the window's frame. SDL tells where the window's content is, but places
// a new window by its frame.
static void find_place(SDL_Window *window, int *x, int *y)
{
    int top = 0, left = 0;
    SDL_GetWindowPosition(window, x, y);
    SDL_GetWindowBordersSize(window, &top, &left, NULL, NULL);
    *x -= left;
    *y -= top;
}

// Notes the window's size and place. Those from before are kept while it is maximised, minimised or
// fills the screen.
static void look_at_window(struct window *window)
{
    struct kept_window *stands = &window->keeping.window;
    Uint32 flags = SDL_GetWindowFlags(window->sdl);
    stands->scale = window->scale;
    if (window->fullscreen || (flags & (SDL_WINDOW_FULLSCREEN | SDL_WINDOW_MINIMIZED)) != 0)
        return;
    stands->maximised = (flags & SDL_WINDOW_MAXIMIZED) != 0;
    if (stands->maximised)
        return;
    SDL_GetWindowSize(window->sdl, &stands->width, &stands->height);
    const char *driver = SDL_GetCurrentVideoDriver();
    stands->placed = driver == NULL || strcmp(driver, "wayland") != 0; // Wayland tells no places
    if (stands->placed)
        find_place(window->sdl, &stands->x, &stands->y);
}

static bool same_window(const struct kept_window *a, const struct kept_window *b)
{
    return a->width == b->width && a->height == b->height && a->x == b->x && a->y == b->y &&
           a->maximised == b->maximised;
}

// Whether anything that is kept has changed since the last call, by how the window stood then
// (`before`) and stands now.
static bool has_changed(struct window *window, const struct kept_window *before)
{
    struct keeping *keeping = &window->keeping;
    const struct session *session = &window->program.session;
    if (same_window(before, &keeping->window) && keeping->typed_n == session->entry.history_n &&
        state_equal(&keeping->seen, &session->state))
        return false;
    keeping->seen = session->state;
    keeping->typed_n = session->entry.history_n;
    return true;
}

// The same, where the window is looked at now.
static bool looks_changed(struct window *window)
{
    const struct kept_window before = window->keeping.window;
    look_at_window(window);
    return has_changed(window, &before);
}

// Writes the session, with the window as it was looked at last.
static bool write_session(struct window *window, struct fault *fault)
{
    struct keeping *keeping = &window->keeping;
    const struct session *session = &window->program.session;
    if (keeping->kept == NULL)
        return fault_set(fault, FAULT_FILE,
                         _("no session is kept here: a script runs, or there is no folder for it"));
    struct text commands = {0};
    session_print_kept(session, &commands);
    bool ok =
        kept_write(keeping->kept, text_string(&commands), &keeping->window, &session->entry, fault);
    text_free(&commands);
    keeping->first_change = keeping->last_change = 0;
    return ok;
}

bool window_write_session(struct window *window, struct fault *fault)
{
    look_at_window(window);
    return write_session(window, fault);
}

// Whether changes are written at present. Those that a tour makes are not.
static bool keeps(const struct window *window)
{
    return window->keeping.kept != NULL && window->begun && !window->keeping.forgets &&
           window->program.session.walk.tour == NULL;
}

// The time at which changes are to be written; HUGE_VAL if there are none.
static double write_at(const struct keeping *keeping)
{
    if (keeping->first_change == 0)
        return HUGE_VAL;
    return fmin(keeping->last_change + REST_SECONDS, keeping->first_change + DELAY_SECONDS);
}

void window_keep_session(struct window *window)
{
    struct keeping *keeping = &window->keeping;
    double t = window_now();
    if (keeping->restoring && window->frames > 0)
        end_restoring(keeping);
    if (!keeps(window))
        return;
    if (looks_changed(window)) {
        keeping->last_change = t;
        if (keeping->first_change == 0)
            keeping->first_change = t;
    }
    struct fault fault = {0};
    if (t < write_at(keeping) || window_write_session(window, &fault) || keeping->failed)
        return;
    keeping->failed = true; // the user is told only once
    session_message(&window->program.session, true, _("The session is not kept: %s"), fault.text);
}

double window_session_time_left(const struct window *window)
{
    const struct keeping *keeping = &window->keeping;
    double until = keeps(window) ? write_at(keeping) : HUGE_VAL;
    return until == HUGE_VAL ? HUGE_VAL : until - window_now();
}

void window_finish_session(struct window *window)
{
    struct keeping *keeping = &window->keeping;
    struct fault fault = {0};
    if (keeping->restoring)
        end_restoring(keeping);
    if (!keeps(window))
        return;
    if ((looks_changed(window) || keeping->first_change > 0) &&
        !window_write_session(window, &fault))
        program_report(&window->program, &fault);
}

bool window_rescue_session(struct window *window)
{
    struct keeping *keeping = &window->keeping;
    bool kept = keeping->kept != NULL && window->begun && !keeping->forgets;
    bool due =
        keeps(window) && (has_changed(window, &keeping->window) || keeping->first_change > 0);
    return kept && (due ? write_session(window, NULL) : !keeping->failed);
}

bool window_session_command(struct window *window, const char *word, struct fault *fault)
{
    struct keeping *keeping = &window->keeping;
    struct session *session = &window->program.session;
    bool saves = strcmp(word, "save") == 0;
    if (saves && !window_write_session(window, fault))
        return false;
    if (!saves && keeping->kept != NULL)
        kept_forget(keeping->kept);
    keeping->forgets = !saves;
    session_message(
        session, false, "%s",
        saves ? _("The next start goes on from here")
              : _("The session is forgotten: the next start begins with the first picture"));
    return true;
}
