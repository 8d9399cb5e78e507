// What is due without an event: the lecture's timer, tones, spoken sentences, shown keys.
#include "app/window/parts.h"

#include <SDL.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/language.h"
#include "base/text.h"

double window_now(void)
{
    return (double)SDL_GetPerformanceCounter() / (double)SDL_GetPerformanceFrequency();
}

#define ECHO_SECONDS   2.5  // how long a key is shown
#define SOUND_SECONDS  0.25 // how long a tone goes on after the cursor stopped
#define DEVICE_SECONDS 2.0  // how long the device stays open then, as opening is slow
#define REST_SECONDS   0.35 // how long the mouse must rest before the sentence is spoken

void window_tell_presenter(struct window *window)
{
    struct presenter *presenter = &window->program.session.presenter;
    int x, y, w, h;
    presenter->clock = window_now();
    presenter->mouse = window->sdl != NULL && SDL_GetMouseFocus() == window->sdl;
    if (!presenter->mouse)
        return;
    SDL_GetMouseState(&x, &y);
    SDL_GetWindowSize(window->sdl, &w, &h);
    presenter->mouse_x = w > 0 ? (double)x / w : 0.5;
    presenter->mouse_y = h > 0 ? (double)y / h : 0.5;
}

long window_timer_second(const struct window *window)
{
    return (long)floor(window_now() - window->program.session.presenter.timer_from);
}

static bool shows_time(const struct window *window)
{
    return window->program.session.state.lecture.timer || window->presenter != NULL;
}

bool window_timer_wants_frame(const struct window *window)
{
    return shows_time(window) && window_timer_second(window) != window->second_shown;
}

// Whether the cursor or the focus differs from what the last tone or sentence was about.
static bool cursor_moved(const struct window *window)
{
    const struct state *state = &window->program.session.state;
    return state->cursor_on != window->said_cursor || state->focus != window->said_focus ||
           (state->cursor_on && state->cursor_x != window->said_x);
}

static void sound_cursor(struct window *window)
{
    struct tone tone = hearing_tone(&window->program.session);
    audio_sound(&window->audio, &tone);
    window->silent_from = window_now() + SOUND_SECONDS;
    window->audio_ends = window_now() + DEVICE_SECONDS;
}

void window_follow_cursor(struct window *window, bool by_key)
{
    const struct state *state = &window->program.session.state;
    if (!cursor_moved(window))
        return;
    window->said_cursor = state->cursor_on;
    window->said_focus = state->focus;
    window->said_x = state->cursor_x;
    if (state->lecture.hear && state->cursor_on)
        sound_cursor(window);
    if (state->lecture.speak && state->cursor_on)
        window->speak_at = window_now() + (by_key ? 0 : REST_SECONDS);
}

void window_keep_time(struct window *window)
{
    struct session *session = &window->program.session;
    double t = window_now();
    if (window->silent_from > 0 && t >= window->silent_from) {
        audio_rest(window->audio);
        window->silent_from = 0;
    }
    if (window->audio_ends > 0 && t >= window->audio_ends) {
        audio_close(&window->audio);
        window->audio_ends = 0;
    }
    if (window->speak_at > 0 && t >= window->speak_at) {
        struct text sentence = {0};
        window->speak_at = 0;
        hearing_sentence(session, &sentence);
        puts(text_string(&sentence));
        fflush(stdout);
        text_free(&sentence);
    }
    if (window->echo_ends > 0 && t >= window->echo_ends) {
        session->presenter.echo[0] = '\0';
        session->stale = true;
        window->echo_ends = 0;
    }
}

double window_time_left(const struct window *window)
{
    const double due[] = {window->silent_from,      window->audio_ends,
                          window->speak_at,         window->echo_ends,
                          window->hovering.help_at, window->projector.hides_at};
    double left = HUGE_VAL, t = window_now();
    for (size_t i = 0; i < sizeof due / sizeof due[0]; i++)
        if (due[i] > 0)
            left = fmin(left, due[i] - t);
    if (shows_time(window)) {
        double passed = t - window->program.session.presenter.timer_from;
        left = fmin(left, floor(passed) + 1 - passed);
    }
    return left;
}

// What a binding does, in the user's language. During a tour `next` and `previous` move by steps of
// the tour, not by functions as the binding's help says.
static const char *binding_words(const struct session *session, const struct binding *binding)
{
    if (binding == NULL || binding->help[0] == '\0')
        return "";
    bool steps = session->walk.tour != NULL;
    if (steps && strcmp(binding->command, "next") == 0)
        return _("Next step");
    return steps && strcmp(binding->command, "previous") == 0 ? "" : _(binding->help);
}

void window_echo_key(struct window *window, const char *key)
{
    struct session *session = &window->program.session;
    if (!session->state.lecture.echo || key[0] == '\0')
        return;
    const struct binding *binding = keymap_find(&session->keymap, key);
    char words[40]; // text_copy cuts longer ones between two characters
    text_copy(words, sizeof words, binding_words(session, binding));
    snprintf(session->presenter.echo, sizeof session->presenter.echo, "%.20s%s%s", key,
             words[0] != '\0' ? "  " : "", words);
    window->echo_ends = window_now() + ECHO_SECONDS;
    session->stale = true;
}
