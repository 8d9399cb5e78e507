#include "control/tour.h"

#include <stdlib.h>
#include <string.h>

#include "control/session.h"

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

bool tour_command_is(const char *command, const char *name)
{
    command += strspn(command, " \t\r");
    size_t n = strlen(name);
    return strncmp(command, name, n) == 0 && strchr(" \t\r;#", command[n]) != NULL;
}

bool tour_is_directive(const char *command)
{
    static const char *const names[] = {"title", "step", "caption", "note", "play"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (tour_command_is(command, names[i]))
            return true;
    return false;
}

struct tour_step *tour_last_step(struct tour *tour)
{
    return tour->step_n > 0 ? &tour->steps[tour->step_n - 1] : NULL;
}

void tour_keep_first(void *user, const struct fault *fault)
{
    struct fault *first = user;
    if (first->id == FAULT_NONE)
        *first = *fault;
}

void walk_forget(struct walk *walk, int step)
{
    free(walk->left[step]);
    walk->left[step] = NULL;
}

void walk_end(struct session *session)
{
    for (int i = 0; i < TOUR_STEPS_MAX; i++)
        walk_forget(&session->walk, i);
    free(session->walk.before);
    tour_destroy(session->walk.tour);
    session->walk = (struct walk){0};
    session->stale = true;
    session->revision++;
}
