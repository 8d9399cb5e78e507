// Handlers of commands that walk through a tour, and of the directives in tour files.

#include <math.h>
#include <string.h>

#include "base/language.h"
#include "control/commands/commands.h"

// Whether there is a tour, and one may leave its present step; false with a fault.
static bool may_walk(const struct session *session, struct fault *fault)
{
    if (!walk_free(session, fault))
        return false;
    return session->walk.tour != NULL ||
           fault_set(fault, FAULT_RANGE, _("no tour is open; `tour` names those there are"));
}

// Whether the present step was still playing something, which is now run to its end at once. Then
// the user sees that end, and stays at the step.
static bool skips_animation(struct session *session)
{
    return session->host.perform != NULL &&
           session->host.perform(session->host.user, HOST_SKIP, "", NULL);
}

// The tour behind the one that is walked through, in the order of those that the program has; NULL
// behind the last, and behind a tour from elsewhere.
static const struct embedded *next_tour(const struct session *session)
{
    const struct embedded *tour = session->tours;
    while (tour != NULL && tour->name != NULL && strcmp(tour->name, session->walk.tour->name) != 0)
        tour++;
    return tour != NULL && tour->name != NULL && tour[1].name != NULL ? tour + 1 : NULL;
}

// Beyond the last step: says which tour comes next, and begins it when it is asked for once more.
static bool pass_end(struct session *session, struct fault *fault)
{
    const struct embedded *next = next_tour(session);
    char title[MENU_LABEL_MAX];
    if (next == NULL) {
        session_message(session, false, _("This is the last step; Escape ends the tour"));
        return true;
    }
    if (session->walk.told_end)
        return host_perform(session, HOST_TOUR, next->name, fault);
    session->walk.told_end = true;
    tour_title_of(next->text, session->state.language, title, sizeof title);
    session_message(session, false,
                    _("This is the last step; Escape ends the tour, one more step begins \"%s\""),
                    title);
    return true;
}

bool walk_by(struct session *session, int by, struct fault *fault)
{
    struct walk *walk = &session->walk;
    int to = walk->step + by;
    if (!walk_free(session, fault))
        return false;
    if (by > 0 && skips_animation(session))
        return true;
    if (to >= walk->tour->step_n)
        return pass_end(session, fault);
    if (to < 0)
        session_message(session, false, _("This is the first step"));
    else
        walk_to(session, to);
    return true;
}

bool apply_tour_go(struct session *session, const struct arguments *arguments, struct fault *fault)
{
    if (!may_walk(session, fault))
        return false;
    if (says(arguments, WORD_NEXT))
        return walk_by(session, 1, fault);
    if (says(arguments, WORD_PREVIOUS))
        return walk_by(session, -1, fault);
    if (says(arguments, WORD_FIRST))
        walk_to(session, 0);
    else if (says(arguments, WORD_LAST))
        walk_to(session, session->walk.tour->step_n - 1);
    else if (says(arguments, WORD_RESTART))
        walk_restart(session);
    else
        walk_leave(session);
    return true;
}

bool apply_tour_step(struct session *session, const struct arguments *arguments,
                     struct fault *fault)
{
    double n = number_of(arguments, SLOT_N);
    if (!may_walk(session, fault))
        return false;
    int steps = session->walk.tour->step_n;
    if (n != floor(n) || n < 1 || n > steps)
        return fault_set(fault, FAULT_RANGE, _("this tour has steps 1 to %d"), steps);
    walk_to(session, (int)n - 1);
    return true;
}

bool apply_tour_open(struct session *session, const struct arguments *arguments,
                     struct fault *fault)
{
    return walk_free(session, fault) &&
           host_perform(session, HOST_TOUR, text_of(arguments, SLOT_FILE), fault);
}

bool apply_tour_list(struct session *session, const struct arguments *arguments,
                     struct fault *fault)
{
    (void)arguments;
    return host_perform(session, HOST_TOUR, "", fault);
}

// --- directives ---

// Directives change session->draft, the tour that is being read; it is NULL everywhere else.
static bool no_draft(struct fault *fault)
{
    return fault_set(fault, FAULT_EXPECT, _("this belongs into a tour file; `tour FILE` runs one"));
}

// Sets a text in the language that was given, or else in English.
static bool set_words(struct tour_words *words, const struct arguments *arguments,
                      struct fault *fault)
{
    int language = value_named(arguments, language_find);
    struct text *text = &words->in[language >= 0 ? language : LANGUAGE_EN];
    if (text->n > 0)
        return fault_set(fault, FAULT_EXTRA_ARGUMENT, _("this text is given twice in one step"));
    text_add(text, text_of(arguments, SLOT_TEXT));
    return true;
}

// Whether the tour has a step to which a directive can belong; false with a fault.
static bool needs_step(const struct tour *draft, struct fault *fault)
{
    if (draft == NULL)
        return no_draft(fault);
    return draft->step_n > 0 ||
           fault_set(fault, FAULT_EXPECT, _("this belongs into a step; `step TITLE` begins one"));
}

bool apply_title(struct session *session, const struct arguments *arguments, struct fault *fault)
{
    struct tour *draft = session->draft;
    if (draft == NULL)
        return no_draft(fault);
    struct tour_step *step = tour_last_step(draft);
    return set_words(step != NULL ? &step->title : &draft->title, arguments, fault);
}

bool apply_step(struct session *session, const struct arguments *arguments, struct fault *fault)
{
    struct tour *draft = session->draft;
    if (draft == NULL)
        return no_draft(fault);
    if (draft->step_n == TOUR_STEPS_MAX)
        return fault_set(fault, FAULT_LIMIT, _("more than %d steps in one tour"), TOUR_STEPS_MAX);
    draft->step_n++;
    return set_words(&tour_last_step(draft)->title, arguments, fault);
}

bool apply_caption(struct session *session, const struct arguments *arguments, struct fault *fault)
{
    return needs_step(session->draft, fault) &&
           set_words(&tour_last_step(session->draft)->caption, arguments, fault);
}

bool apply_note(struct session *session, const struct arguments *arguments, struct fault *fault)
{
    return needs_step(session->draft, fault) &&
           set_words(&tour_last_step(session->draft)->note, arguments, fault);
}

bool apply_play(struct session *session, const struct arguments *arguments, struct fault *fault)
{
    (void)arguments;
    if (!needs_step(session->draft, fault))
        return false;
    const struct tour_step *step = &session->draft->steps[session->draft->step_n - 1];
    return step->play.line == 0 ||
           fault_set(fault, FAULT_EXTRA_ARGUMENT, _("`play` stands once in a step"));
}
