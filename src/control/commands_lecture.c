// Commands for lectures: the mode itself, and what a presenter shows over the picture.

#include <string.h>

#include "base/language.h"
#include "control/commands.h"

// --- the mode ---

static void lecture_enter(struct session *session)
{
    struct state *state = &session->state;
    session->desk = (struct desk){
        .theme = state->theme,
        .fullscreen = state->fullscreen,
        .hints = state->hints,
        .text_size = state->text_size,
    };
    state->lecture.on = true;
    state->theme = THEME_LIGHT;
    state->fullscreen = true;
    state->hints = false;
    state->text_size = 1;
}

void lecture_leave(struct session *session)
{
    struct state *state = &session->state;
    state->lecture.on = false;
    state->theme = session->desk.theme;
    state->fullscreen = session->desk.fullscreen;
    state->hints = session->desk.hints;
    state->text_size = session->desk.text_size;
    session->dirty |= DIRTY_THEME | DIRTY_LAYOUT;
}

bool apply_lecture(struct session *session, const struct arguments *arguments, struct fault *fault)
{
    (void)fault;
    bool was = session->state.lecture.on, on = was;
    set_switch(&on, arguments);
    if (on && !was)
        lecture_enter(session);
    if (!on && was)
        lecture_leave(session);
    return true;
}

bool apply_reduced_motion(struct session *session, const struct arguments *arguments,
                          struct fault *fault)
{
    (void)fault;
    set_switch(&session->state.lecture.still, arguments);
    return true;
}

// A remote's blank button beside its step button must not end a lecture by way of `q`.
bool apply_quit_ask(struct session *session, const struct arguments *arguments, struct fault *fault)
{
    const char *question = _("This would end the program; once more to end it");
    if (session->state.lecture.on && strcmp(session->message, question) != 0) {
        session_message(session, false, "%s", question);
        return true;
    }
    return apply_quit(session, arguments, fault);
}

// --- blank ---

void set_blank(struct state *state, bool blank, bool white)
{
    state->blank = blank;
    state->lecture.white = blank && white;
}

bool apply_blank(struct session *session, const struct arguments *arguments, struct fault *fault)
{
    (void)fault;
    bool blank = session->state.blank;
    set_switch(&blank, arguments);
    set_blank(&session->state, blank, false);
    return true;
}

bool apply_blank_white(struct session *session, const struct arguments *arguments,
                       struct fault *fault)
{
    (void)arguments;
    (void)fault;
    bool white = session->state.blank && session->state.lecture.white;
    set_blank(&session->state, !white, true);
    return true;
}
