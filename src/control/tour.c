#include "control/tour.h"

#include <stdlib.h>
#include <string.h>

#include "base/language.h"
#include "control/command.h"
#include "control/commands/commands.h"

const char *tour_words_in(const struct tour_words *words, int language)
{
    return text_string(&words->in[words->in[language].n > 0 ? language : LANGUAGE_EN]);
}

static void words_free(struct tour_words *words)
{
    for (int i = 0; i < LANGUAGE_MAX; i++)
        text_free(&words->in[i]);
}

struct tour *tour_hold(struct tour *tour)
{
    tour->holders++;
    return tour;
}

void tour_destroy(struct tour *tour)
{
    if (tour == NULL || --tour->holders > 0)
        return;
    for (int i = 0; i < TOUR_STEPS_MAX; i++) {
        words_free(&tour->steps[i].title);
        words_free(&tour->steps[i].caption);
        words_free(&tour->steps[i].note);
    }
    words_free(&tour->title);
    text_free(&tour->text);
    free(tour);
}

// --- reading ---

static bool is_command(const char *command, const char *name)
{
    command += strspn(command, " \t\r");
    size_t n = strlen(name);
    return strncmp(command, name, n) == 0 && strchr(" \t\r;#", command[n]) != NULL;
}

static bool is_directive(const char *command)
{
    static const char *const names[] = {"title", "step", "caption", "note", "play"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (is_command(command, names[i]))
            return true;
    return false;
}

static struct tour_step *last_step(struct tour *tour)
{
    return tour->step_n > 0 ? &tour->steps[tour->step_n - 1] : NULL;
}

// The directives are commands like all others; these are what their handlers do. `draft` is NULL
// anywhere but in a tour file.
static bool no_draft(struct fault *fault)
{
    return fault_set(fault, FAULT_EXPECT, _("this belongs into a tour file; `tour FILE` runs one"));
}

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
    struct tour_step *step = last_step(draft);
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
    return set_words(&last_step(draft)->title, arguments, fault);
}

bool apply_caption(struct session *session, const struct arguments *arguments, struct fault *fault)
{
    return needs_step(session->draft, fault) &&
           set_words(&last_step(session->draft)->caption, arguments, fault);
}

bool apply_note(struct session *session, const struct arguments *arguments, struct fault *fault)
{
    return needs_step(session->draft, fault) &&
           set_words(&last_step(session->draft)->note, arguments, fault);
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

// Who hears of the mistakes, and how many there were.
struct review {
    tour_report *report;
    void *user;
    int mistakes;
};

static void blame(struct review *review, const struct tour *tour, int line, struct fault *fault)
{
    if (line > 0) {
        text_copy(fault->source, sizeof fault->source, tour->name);
        fault->line = line;
    }
    review->mistakes++;
    if (review->report != NULL)
        review->report(review->user, fault);
}

static void check_caption(const struct tour *tour, int line, struct review *review)
{
    const struct tour_step *step = &tour->steps[tour->step_n - 1];
    struct fault fault = {0};
    if (step->caption.in[LANGUAGE_EN].n > 0)
        return;
    fault_set(&fault, FAULT_MISSING_ARGUMENT, _("the step before this line has no caption"));
    blame(review, tour, line, &fault);
}

// Where a directive leaves its step's extent.
static void mark(struct tour *tour, const char *command, size_t from,
                 const struct text_place *behind)
{
    struct tour_step *step = last_step(tour);
    if (is_command(command, "step")) {
        if (tour->step_n > 1)
            tour->steps[tour->step_n - 2].end = from;
        step->begin = *behind;
    } else if (is_command(command, "play")) {
        step->play = *behind;
    }
}

// One directive; false where nothing behind it can be read.
static bool read_directive(struct tour *tour, struct session *session, const char *command,
                           struct text_place *place, struct review *review)
{
    struct fault fault = {0};
    struct text_place from = *place;
    int steps = tour->step_n;
    bool begins = is_command(command, "step");
    if (begins && steps > 0)
        check_caption(tour, from.line, review);
    enum command_step done =
        command_step(session, text_string(&tour->text), place, tour->name, &fault);
    if (done == COMMAND_END) // too much of it
        return false;
    if (done == COMMAND_MISTAKE)
        blame(review, tour, 0, &fault);
    if (begins && tour->step_n == steps && steps == TOUR_STEPS_MAX)
        return false;
    if (begins && tour->step_n == steps) // what follows belongs to it all the same
        tour->step_n++;
    if (done != COMMAND_MISTAKE || begins)
        mark(tour, command, from.offset, place);
    return true;
}

static void read_tour(struct tour *tour, struct session *session, struct review *review)
{
    const char *text = text_string(&tour->text);
    char command[COMMAND_LINE_MAX];
    struct text_place place = text_place_first;
    for (struct text_place peek = place; command_next(text, &peek, command); peek = place) {
        if (!is_directive(command))
            place = peek;
        else if (!read_directive(tour, session, command, &place, review))
            break;
    }
    struct fault fault = {0};
    if (tour->step_n == 0) {
        fault_set(&fault, FAULT_MISSING_ARGUMENT,
                  _("a tour without a step; `step TITLE` begins one"));
        blame(review, tour, place.line, &fault);
        return;
    }
    last_step(tour)->end = place.offset;
    check_caption(tour, place.line, review);
}

// Keeps the first one: the commands that follow would clear the message.
static void keep_first(void *user, const struct fault *fault)
{
    struct fault *first = user;
    if (first->id == FAULT_NONE)
        *first = *fault;
}

struct tour *tour_review(const char *text, const char *name, tour_report *report, void *user,
                         int *mistakes)
{
    struct tour *tour = calloc(1, sizeof *tour);
    struct session *session = calloc(1, sizeof *session);
    if (tour == NULL || session == NULL)
        abort();
    tour->holders = 1;
    text_copy(tour->name, sizeof tour->name, name);
    text_add(&tour->text, text);
    session_init(session, (struct host){0});
    session->draft = tour;
    struct review review = {.report = report, .user = user};
    read_tour(tour, session, &review);
    session_free(session);
    free(session);
    for (int i = 0; i < tour->step_n; i++)
        if (tour->steps[i].play.line == 0)
            tour->steps[i].play.offset = tour->steps[i].end;
    *mistakes = review.mistakes;
    return tour;
}

struct tour *tour_parse(const char *text, const char *name, struct fault *fault)
{
    struct fault first = {0};
    int mistakes = 0;
    struct tour *tour = tour_review(text, name, keep_first, &first, &mistakes);
    if (mistakes == 0)
        return tour;
    if (fault != NULL)
        *fault = first;
    tour_destroy(tour);
    return NULL;
}

// --- running ---

// A lecturer's looks stay from step to step, and so do functions of the user's own.
static void first_screen(struct state *state)
{
    struct state before = *state;
    state_init(state);
    text_copy(state->theme, sizeof state->theme, before.theme);
    state->text_size = before.text_size;
    state->fullscreen = before.fullscreen;
    state->language = before.language;
    state->hints = before.hints;
    state->grid = before.grid;
    state->lecture = before.lecture;
    state->blank = before.blank;
    memcpy(state->own, before.own, sizeof state->own);
    memcpy(state->parameters + CATALOGUE_MAX, before.parameters + CATALOGUE_MAX,
           OWN_MAX * sizeof state->parameters[0]);
}

// Runs what lies between two places of the tour's text.
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
        if (is_directive(command)) {
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

// Whether a step may begin yet another time; returns how many mistakes that is.
static int begin_step(const struct tour *tour, const struct tour_step *step,
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
    int mistakes = begin_step(tour, s, session, report, user);
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

static void forget(struct walk *walk, int step)
{
    free(walk->left[step]);
    walk->left[step] = NULL;
}

static void remember(struct session *session)
{
    struct walk *walk = &session->walk;
    if (walk->left[walk->step] == NULL)
        walk->left[walk->step] = malloc(sizeof session->state);
    if (walk->left[walk->step] == NULL)
        abort();
    *walk->left[walk->step] = session->state;
}

static void play(struct session *session)
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

// What is wrong with a step: all of it is reported, and the first becomes the message.
struct hearing_of_step {
    const struct host *host;
    struct fault first;
};

static void hear_step(void *user, const struct fault *fault)
{
    struct hearing_of_step *hearing = user;
    keep_first(&hearing->first, fault);
    if (hearing->host->report != NULL)
        hearing->host->report(hearing->host->user, fault);
}

static void begin(struct session *session, int step)
{
    struct hearing_of_step hearing = {.host = &session->host};
    char line[sizeof session->message];
    tour_run_step(session->walk.tour, step, session, hear_step, &hearing);
    fault_print(&hearing.first, line, sizeof line);
    if (hearing.first.id != FAULT_NONE)
        session_message(session, true, "%s", line);
    play(session);
}

static void enter(struct session *session, int step)
{
    struct walk *walk = &session->walk;
    struct state before = session->state;
    walk->step = step;
    session->message[0] = '\0';
    session->dirty = ~0u;
    session->revision++;
    const struct history_view view = history_view_of(&before);
    history_push(&session->history, &view, false);
    if (walk->left[step] == NULL) {
        begin(session, step);
        return;
    }
    session->state = *walk->left[step];
    if (state_function(&session->state, session->highlight) == NULL)
        session->highlight = -1; // an own function that this step does not have
    memcpy(session->state.theme, before.theme,
           sizeof before.theme); // looks are the lecturer's, whichever the step
    session->state.text_size = before.text_size;
    session->state.lecture = before.lecture;
    session->state.blank = before.blank;
    session->state.hints = before.hints;
    session->state.fullscreen = before.fullscreen;
    session->state.language = before.language;
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
    session_preview_end(session, false);
    walk_end(session);
    session->walk.tour = tour;
    enter(session, 0);
}

void walk_to(struct session *session, int step)
{
    if (session->walk.tour == NULL || step == session->walk.step)
        return;
    session_preview_end(session, false); // a formula that is being typed belongs to no step
    remember(session);
    enter(session, step);
}

void walk_restart(struct session *session)
{
    session_preview_end(session, false);
    forget(&session->walk, session->walk.step);
    enter(session, session->walk.step);
}

void walk_end(struct session *session)
{
    for (int i = 0; i < TOUR_STEPS_MAX; i++)
        forget(&session->walk, i);
    tour_destroy(session->walk.tour);
    session->walk = (struct walk){0};
    session->dirty |= DIRTY_LAYOUT | DIRTY_OVERLAY;
    session->revision++;
}
