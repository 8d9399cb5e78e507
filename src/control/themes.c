#include "control/themes.h"
#include "base/language.h"

#include <stdlib.h>
#include <string.h>

#include "base/embedded.h"
#include "base/text.h"
#include "control/command.h"

extern const struct embedded embedded_themes[]; // assets/themes

static const char *const marker_words[MARKER_COUNT] = {"none",    "circle", "square", "triangle",
                                                       "diamond", "plus",   "cross"};

int marker_find(const char *word)
{
    return word_index(word, marker_words, MARKER_COUNT);
}

static int theme_index(const struct themes *themes, const char *name)
{
    for (int i = 0; i < themes->n; i++)
        if (strcmp(themes->items[i].name, name) == 0)
            return i;
    return -1;
}

const struct theme *themes_find(const struct themes *themes, const char *name)
{
    int i = theme_index(themes, name);
    return i >= 0 ? &themes->items[i] : NULL;
}

const struct theme *themes_current(const struct session *session)
{
    const struct theme *theme = themes_find(&session->themes, session->state.theme);
    return theme != NULL ? theme : &session->themes.items[0];
}

bool theme_is_dark(const struct theme *theme)
{
    const struct color *b = &theme->background;
    return b->r + 2 * b->g + b->b < 2 * 255;
}

// Whether a theme may have this name. `theme next` is a command of its own.
static bool check_theme_name(const char *name, const char *source, struct fault *fault)
{
    static const char letters[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";
    size_t n = strlen(name);
    bool ok =
        n > 0 && n < THEME_NAME_MAX && strspn(name, letters) == n && strcmp(name, "next") != 0;
    if (ok)
        return true;
    fault_set(fault, FAULT_FILE,
              _("\"%s\" cannot be a theme's name; letters, digits, - and _, less than %d"), name,
              THEME_NAME_MAX);
    text_copy(fault->source, sizeof fault->source, source);
    return false;
}

// Adds a theme, or replaces the one of its name.
static bool put_theme(struct themes *themes, const struct theme *theme, struct fault *fault)
{
    int i = theme_index(themes, theme->name);
    if (i < 0 && themes->n == THEMES_MAX)
        return fault_set(fault, FAULT_LIMIT, _("more than %d themes"), THEMES_MAX);
    themes->items[i >= 0 ? i : themes->n++] = *theme;
    return true;
}

// The file's commands change session->theme_draft (control/commands/themes.c).
bool themes_read(struct session *session, const char *name, const char *text, const char *source,
                 void (*report)(void *user, const struct fault *fault), void *user)
{
    struct fault fault = {0};
    struct theme draft = {.name = ""};
    if (session->themes.n > 0)
        draft = session->themes.items[0];
    bool ok = check_theme_name(name, source, &fault);
    if (ok) {
        enum origin before = errand_enter(&session->errand, ORIGIN_STRANGER);
        session->theme_draft = &draft;
        ok = command_run(session, text, source, report, user) == 0;
        session->theme_draft = NULL;
        errand_leave(&session->errand, before);
        if (!ok)
            return false; // command_run has reported all mistakes
        text_copy(draft.name, sizeof draft.name, name);
        ok = put_theme(&session->themes, &draft, &fault);
    }
    if (!ok && report != NULL)
        report(user, &fault);
    return ok;
}

// The first built-in theme sets every colour, as a test checks; the others begin with its colours.
void themes_init(struct session *session)
{
    session->themes.n = 0;
    for (int i = 0; embedded_themes[i].name != NULL; i++)
        themes_read(session, embedded_themes[i].name, embedded_themes[i].text,
                    embedded_themes[i].name, NULL, NULL);
}
