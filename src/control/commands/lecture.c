// Handlers of commands for lectures: lecture mode, and what a presenter shows over the picture.

#include <math.h>
#include <string.h>

#include "base/language.h"
#include "base/text.h"
#include "control/commands/commands.h"
#include "control/hearing.h"

// --- the mode ---

static void lecture_enter(struct session *session)
{
    struct state *state = &session->state;
    session->desk = (struct desk){
        .fullscreen = state->fullscreen,
        .hints = state->hints,
        .text_size = state->text_size,
    };
    text_copy(session->desk.theme, sizeof session->desk.theme, state->theme);
    state->lecture.on = true;
    text_copy(state->theme, sizeof state->theme, "light");
    state->fullscreen = true;
    state->hints = false;
    state->text_size = 1;
}

void lecture_leave(struct session *session)
{
    struct state *state = &session->state;
    state->lecture.on = false;
    text_copy(state->theme, sizeof state->theme, session->desk.theme);
    state->fullscreen = session->desk.fullscreen;
    state->hints = session->desk.hints;
    state->text_size = session->desk.text_size;
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

// Some remote controls have a button beside the one for the next step that types `q`. So during a
// lecture the program ends only if it is asked twice.
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

// --- over the picture ---

bool apply_echo(struct session *session, const struct arguments *arguments, struct fault *fault)
{
    (void)fault;
    set_switch(&session->state.lecture.echo, arguments);
    session->presenter.echo[0] = '\0';
    return true;
}

// The timer begins when it is shown for the first time.
bool apply_timer(struct session *session, const struct arguments *arguments, struct fault *fault)
{
    (void)fault;
    bool was = session->state.lecture.timer;
    set_switch(&session->state.lecture.timer, arguments);
    if (!was && session->presenter.timer_from == 0)
        session->presenter.timer_from = session->presenter.clock;
    return true;
}

bool apply_timer_reset(struct session *session, const struct arguments *arguments,
                       struct fault *fault)
{
    (void)arguments;
    (void)fault;
    session->presenter.timer_from = session->presenter.clock;
    return true;
}

bool apply_pen(struct session *session, const struct arguments *arguments, struct fault *fault)
{
    (void)fault;
    set_switch(&session->presenter.pen, arguments);
    return true;
}

bool apply_pen_edit(struct session *session, const struct arguments *arguments, struct fault *fault)
{
    (void)fault;
    if (says(arguments, WORD_CLEAR))
        ink_clear(&session->presenter.ink);
    else
        ink_undo(&session->presenter.ink);
    return true;
}

// Whether a number is a place in the window or not far from it, in fractions of the window; false
// with a fault.
static bool check_place(const struct arguments *arguments, enum slot_name slot, struct fault *fault)
{
    if (fabs(number_of(arguments, slot)) <= 10)
        return true;
    fault_set(fault, FAULT_RANGE, _("a place is given in fractions of the window"));
    return argument_blame(arguments, argument_for(arguments, slot), fault);
}

bool apply_pen_at(struct session *session, const struct arguments *arguments, struct fault *fault)
{
    struct pen_ink *ink = &session->presenter.ink;
    double x = number_of(arguments, SLOT_X), y = number_of(arguments, SLOT_Y);
    if (!check_place(arguments, SLOT_X, fault) || !check_place(arguments, SLOT_Y, fault))
        return false;
    bool ok = says(arguments, WORD_DOWN) ? ink_begin(ink, x, y) : ink_continue(ink, x, y);
    return ok || fault_set(fault, FAULT_LIMIT, _("the pen is empty; `pen clear` fills it"));
}

bool apply_spotlight_at(struct session *session, const struct arguments *arguments,
                        struct fault *fault)
{
    struct presenter *presenter = &session->presenter;
    if (!check_place(arguments, SLOT_X, fault) || !check_place(arguments, SLOT_Y, fault))
        return false;
    presenter->spot = true;
    presenter->spot_x = number_of(arguments, SLOT_X);
    presenter->spot_y = number_of(arguments, SLOT_Y);
    return true;
}

bool apply_spotlight_size(struct session *session, const struct arguments *arguments,
                          struct fault *fault)
{
    double radius = number_of(arguments, SLOT_N);
    if (!(radius >= SPOT_RADIUS_LEAST && radius <= SPOT_RADIUS_MOST)) {
        fault_set(fault, FAULT_RANGE, _("a light spot's radius is from %g to %g of the height"),
                  SPOT_RADIUS_LEAST, SPOT_RADIUS_MOST);
        return argument_blame(arguments, argument_for(arguments, SLOT_N), fault);
    }
    session->presenter.spot_radius = radius;
    return true;
}

// Switched on without a place, the spotlight is where the mouse is; where no mouse is known, where
// it was last; at first in the middle.
bool apply_spotlight(struct session *session, const struct arguments *arguments,
                     struct fault *fault)
{
    (void)fault;
    struct presenter *presenter = &session->presenter;
    bool was = presenter->spot;
    set_switch(&presenter->spot, arguments);
    if (presenter->mouse && !was) {
        presenter->spot_x = presenter->mouse_x;
        presenter->spot_y = presenter->mouse_y;
    } else if (presenter->spot_x == 0 && presenter->spot_y == 0)
        presenter->spot_x = presenter->spot_y = 0.5;
    return true;
}

// --- reading aloud ---

bool apply_speak_now(struct session *session, const struct arguments *arguments,
                     struct fault *fault)
{
    (void)arguments;
    struct text sentence = {0};
    hearing_sentence(session, &sentence);
    bool ok = host_perform(session, HOST_SPEAK, text_string(&sentence), fault);
    text_free(&sentence);
    return ok;
}
