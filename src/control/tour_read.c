// Reads a tour's file. Directives are commands that change session->draft, so they are run in a
// session made for that; the commands of steps are passed over.
#include "base/memory.h"
#include "control/tour.h"

#include <stdlib.h>
#include <string.h>

#include "base/language.h"
#include "control/command.h"

// Where mistakes go, and how many there were.
struct review {
    tour_report *report;
    void *user;
    int mistakes;
};

// Reports a mistake. `line` is its place in the file; 0 if the fault has its place.
static void report_mistake(struct review *review, const struct tour *tour, int line,
                           struct fault *fault)
{
    if (line > 0) {
        text_copy(fault->source, sizeof fault->source, tour->name);
        fault->line = line;
    }
    review->mistakes++;
    if (review->report != NULL)
        review->report(review->user, fault);
}

// Reports it if the last step has no caption; `line` is the first one behind the step.
static void check_caption(const struct tour *tour, int line, struct review *review)
{
    const struct tour_step *step = &tour->steps[tour->step_n - 1];
    struct fault fault = {0};
    if (step->caption.in[LANGUAGE_EN].n > 0)
        return;
    fault_set(&fault, FAULT_MISSING_ARGUMENT, _("the step before this line has no caption"));
    report_mistake(review, tour, line, &fault);
}

// Notes the byte where a step ends, and the places where its commands and those it plays begin. The
// directive begins at byte `from`, and the text goes on at `behind`.
static void mark_step(struct tour *tour, const char *command, size_t from,
                      const struct text_place *behind)
{
    struct tour_step *step = tour_last_step(tour);
    if (tour_command_is(command, "step")) {
        if (tour->step_n > 1)
            tour->steps[tour->step_n - 2].end = from;
        step->begin = *behind;
    } else if (tour_command_is(command, "play")) {
        step->play = *behind;
    }
}

// Reads one directive and moves *place behind it. False where nothing behind it can be read: there
// is too much of it (control/errand.h), or there are too many steps.
static bool read_directive(struct tour *tour, struct session *session, const char *command,
                           struct text_place *place, struct review *review)
{
    struct fault fault = {0};
    struct text_place from = *place;
    int steps = tour->step_n;
    bool begins = tour_command_is(command, "step");
    if (begins && steps > 0)
        check_caption(tour, from.line, review);
    enum command_step done =
        command_step(session, text_string(&tour->text), place, tour->name, &fault);
    if (done == COMMAND_END)
        return false;
    if (done == COMMAND_MISTAKE)
        report_mistake(review, tour, 0, &fault);
    if (begins && tour->step_n == steps && steps == TOUR_STEPS_MAX)
        return false;
    if (begins &&
        tour->step_n == steps) // a `step` with a mistake: what follows is a step all the same
        tour->step_n++;
    if (done != COMMAND_MISTAKE || begins)
        mark_step(tour, command, from.offset, place);
    return true;
}

static void read_tour(struct tour *tour, struct session *session, struct review *review)
{
    const char *text = text_string(&tour->text);
    char command[COMMAND_LINE_MAX];
    struct text_place place = text_place_first;
    for (struct text_place peek = place; command_next(text, &peek, command); peek = place)
        if (!tour_is_directive(command))
            place = peek;
        else if (!read_directive(tour, session, command, &place, review))
            break;
    struct fault fault = {0};
    if (tour->step_n == 0) {
        fault_set(&fault, FAULT_MISSING_ARGUMENT,
                  _("a tour without a step; `step TITLE` begins one"));
        report_mistake(review, tour, place.line, &fault);
        return;
    }
    tour_last_step(tour)->end = place.offset;
    check_caption(tour, place.line, review);
}

struct tour *tour_review(const char *text, const char *name, tour_report *report, void *user,
                         int *mistakes)
{
    struct tour *tour = memory_new(1, sizeof *tour);
    struct session *session = memory_new(1, sizeof *session);
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
    struct tour *tour = tour_review(text, name, tour_keep_first, &first, &mistakes);
    if (mistakes == 0)
        return tour;
    if (fault != NULL)
        *fault = first;
    tour_destroy(tour);
    return NULL;
}
