// Walks through a tour: runs the commands of its steps, and brings back steps as they were left.
#include "base/memory.h"
#include "control/tour.h"

#include <stdlib.h>
#include <string.h>

#include "base/language.h"
#include "control/command.h"

// --- running ---

// Shows the first screen for a new step. The lecturer's looks, the grid and functions of the user's
// own stay from step to step; help is closed.
static void first_screen(struct state *state)
{
    const struct state before = *state;
    state_reset(state);
    state->help = false;
    state->grid = before.grid;
    memcpy(state->own, before.own, sizeof state->own);
    memcpy(state->parameters + CATALOGUE_MAX, before.parameters + CATALOGUE_MAX,
           OWN_MAX * sizeof state->parameters[0]);
}

// Runs the commands between two places of the tour's text, passing over directives. Returns how
// many mistakes there were.
static int run_part(struct tour *tour, struct text_place place, size_t end, struct session *session,
                    tour_report *report, void *user)
{
    const char *text = text_string(&tour->text);
    char command[COMMAND_LINE_MAX];
    enum command_step done = COMMAND_DONE;
    int mistakes = 0;
    session_begin_work(session);
    while (place.offset < end && done != COMMAND_END) {
        struct text_place peek = place;
        struct fault fault = {0};
        if (!command_next(text, &peek, command))
            break;
        if (tour_is_directive(command)) {
            place = peek;
            continue;
        }
        done = command_step(session, text, &place, tour->name, &fault);
        if (done != COMMAND_MISTAKE)
            continue;
        mistakes++;
        if (report != NULL)
            report(user, &fault);
    }
    return mistakes;
}

// Takes the work of beginning a step (control/errand.h). Returns how many mistakes that is: 1,
// which is reported, if too little work is left.
static int spend_step_work(const struct tour *tour, const struct tour_step *step,
                           struct session *session, tour_report *report, void *user)
{
    struct fault fault = {.line = step->begin.line};
    text_copy(fault.source, sizeof fault.source, tour->name);
    session_begin_work(session);
    if (errand_over(&session->errand) || errand_spend(&session->errand, ERRAND_STEP, &fault))
        return 0;
    if (report != NULL)
        report(user, &fault);
    return 1;
}

int tour_run_step(struct tour *tour, int step, struct session *session, tour_report *report,
                  void *user)
{
    const struct tour_step *s = &tour->steps[step];
    enum origin before = errand_enter(&session->errand, ORIGIN_STRANGER);
    bool entering = session->walk.entering;
    tour_hold(tour);
    session->walk.entering = true;
    first_screen(&session->state);
    session->revision++;
    session->animating = false;
    int mistakes = spend_step_work(tour, s, session, report, user);
    if (mistakes == 0)
        mistakes = run_part(tour, s->begin, s->play.offset, session, report, user);
    session->walk.entering = entering;
    tour_destroy(tour);
    errand_leave(&session->errand, before);
    return mistakes;
}

void tour_play_text(const struct tour *tour, int step, struct text *out)
{
    const struct tour_step *s = &tour->steps[step];
    text_add_bytes(out, text_string(&tour->text) + s->play.offset, s->end - s->play.offset);
}

int tour_run_play(struct tour *tour, int step, struct session *session, tour_report *report,
                  void *user)
{
    const struct tour_step *s = &tour->steps[step];
    enum origin before = errand_enter(&session->errand, ORIGIN_STRANGER);
    tour_hold(tour);
    int mistakes = run_part(tour, s->play, s->end, session, report, user);
    tour_destroy(tour);
    errand_leave(&session->errand, before);
    return mistakes;
}

// --- walking ---

// Keeps the present state as that in which the present step was left.
static void keep_left_state(struct session *session)
{
    struct walk *walk = &session->walk;
    if (walk->left[walk->step] == NULL)
        walk->left[walk->step] = memory_must(malloc(sizeof session->state));
    *walk->left[walk->step] = session->state;
}

// Lets the host run what the present step plays.
static void play_step(struct session *session)
{
    const struct walk *walk = &session->walk;
    struct text text = {0};
    enum origin before = errand_enter(&session->errand, ORIGIN_STRANGER);
    tour_play_text(walk->tour, walk->step, &text);
    if (text.n > 0 && session->host.perform != NULL)
        session->host.perform(session->host.user, HOST_PLAY, text_string(&text), NULL);
    errand_leave(&session->errand, before);
    text_free(&text);
}

// Mistakes in a step: the host hears of all of them, and the first becomes the message.
struct step_mistakes {
    const struct host *host;
    struct fault first;
};

static void report_mistake(void *user, const struct fault *fault)
{
    struct step_mistakes *mistakes = user;
    tour_keep_first(&mistakes->first, fault);
    if (mistakes->host->report != NULL)
        mistakes->host->report(mistakes->host->user, fault);
}

// Runs a step that was not visited, or is to begin anew.
static void begin_step(struct session *session, int step)
{
    struct step_mistakes mistakes = {.host = &session->host};
    char line[sizeof session->message];
    tour_run_step(session->walk.tour, step, session, report_mistake, &mistakes);
    fault_print(&mistakes.first, line, sizeof line);
    if (mistakes.first.id != FAULT_NONE)
        session_message(session, true, "%s", line);
    play_step(session);
}

// Brings back a state that was left, but in the present looks, which the lecturer has chosen.
static void show_again(struct session *session, const struct state *left)
{
    const struct state now = session->state;
    session->state = *left;
    state_take_looks(&session->state, &now);
    session->state.help = left->help;
    if (state_function(&session->state, session->highlight) == NULL)
        session->highlight = -1; // it was an own function that this state does not have
}

// Makes a step the present one: begins it, or brings it back as it was left.
static void enter_step(struct session *session, int step)
{
    struct walk *walk = &session->walk;
    walk->step = step;
    walk->told_end = false;
    session->message[0] = '\0';
    session->stale = true;
    session->revision++;
    const struct history_view view = history_view_of(&session->state);
    history_push(&session->history, &view, false);
    if (walk->left[step] == NULL) {
        begin_step(session, step);
        return;
    }
    show_again(session, walk->left[step]);
}

bool walk_free(const struct session *session, struct fault *fault)
{
    return !session->walk.entering ||
           fault_set(fault, FAULT_EXPECT,
                     _("the commands of a step cannot leave it, nor end or begin a tour; behind "
                       "`play` they can"));
}

void walk_begin(struct session *session, struct tour *tour)
{
    struct walk *walk = &session->walk;
    session_preview_end(session, false);
    struct state *before = walk->before; // a tour that another one leads to keeps the first one's
    walk->before = NULL;
    walk_end(session);
    walk->before = before;
    if (before == NULL) {
        walk->before = memory_must(malloc(sizeof session->state));
        *walk->before = session->state;
    }
    walk->tour = tour;
    enter_step(session, 0);
}

void walk_leave(struct session *session)
{
    struct walk *walk = &session->walk;
    if (walk->tour == NULL)
        return;
    session_preview_end(session, false);
    if (session->host.perform != NULL)
        session->host.perform(session->host.user, HOST_STOP, "", NULL);
    session->animating = false;
    session->message[0] = '\0';
    if (walk->before != NULL) {
        const struct history_view view = history_view_of(&session->state);
        history_push(&session->history, &view, false);
        show_again(session, walk->before);
    }
    walk_end(session);
}

void walk_to(struct session *session, int step)
{
    if (session->walk.tour == NULL || step == session->walk.step)
        return;
    session_preview_end(session, false); // a formula that is being typed belongs to no step
    keep_left_state(session);
    enter_step(session, step);
}

void walk_restart(struct session *session)
{
    session_preview_end(session, false);
    walk_forget(&session->walk, session->walk.step);
    enter_step(session, session->walk.step);
}
