// Handlers of commands about themes: which one is used, and what a theme's file may say.

#include <math.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/language.h"
#include "base/text.h"
#include "control/commands/commands.h"

// --- which one ---

// The i-th theme's name, for word_nearest.
static const char *theme_candidate(const void *user, int i)
{
    const struct themes *themes = user;
    return i < themes->n ? themes->items[i].name : NULL;
}

static bool unknown_theme(const struct themes *themes, const char *name, struct fault *fault)
{
    const char *near = word_nearest(name, theme_candidate, themes);
    struct text names = {0};
    for (int i = 0; i < themes->n; i++)
        text_format(&names, "%s%s", i > 0 ? ", " : "", themes->items[i].name);
    if (near != NULL)
        fault_set(fault, FAULT_UNKNOWN_WORD, _("no theme \"%s\"; did you mean \"%s\"?"), name,
                  near);
    else
        fault_set(fault, FAULT_UNKNOWN_WORD, _("no theme \"%s\"; there are %s"), name,
                  text_string(&names));
    text_free(&names);
    return false;
}

bool apply_theme(struct session *session, const struct arguments *arguments, struct fault *fault)
{
    const char *name = text_of(arguments, SLOT_THEME);
    const struct theme *theme = themes_find(&session->themes, name);
    if (theme == NULL)
        return unknown_theme(&session->themes, name, fault);
    if (session->theme_draft != NULL)
        *session->theme_draft =
            *theme; // in a theme's file: what it does not set is as in this theme
    else
        text_copy(session->state.theme, sizeof session->state.theme, name);
    return true;
}

bool apply_theme_next(struct session *session, const struct arguments *arguments,
                      struct fault *fault)
{
    (void)arguments;
    (void)fault;
    const struct themes *themes = &session->themes;
    ptrdiff_t at = themes_current(session) - themes->items;
    const struct theme *next = &themes->items[(at + 1) % themes->n];
    text_copy(session->state.theme, sizeof session->state.theme, next->name);
    return true;
}

bool apply_markers(struct session *session, const struct arguments *arguments, struct fault *fault)
{
    (void)fault;
    struct theme *draft = session->theme_draft;
    set_switch(draft != NULL ? &draft->marked : &session->state.lecture.markers, arguments);
    return true;
}

// --- what a file says ---

// The theme that is being read; NULL with a fault where none is.
static struct theme *draft_of(struct session *session, const struct arguments *arguments,
                              struct fault *fault)
{
    if (session->theme_draft == NULL) {
        fault_set(fault, FAULT_RANGE, _("this belongs in a theme's file"));
        argument_blame(arguments, &arguments->items[0], fault);
    }
    return session->theme_draft;
}

static bool read_color(const struct arguments *arguments, struct color *color, struct fault *fault)
{
    const char *text = text_of(arguments, SLOT_COLOR);
    if (strlen(text) != 7 || text[0] != '#' || strspn(text + 1, "0123456789abcdefABCDEF") != 6) {
        fault_set(fault, FAULT_NUMBER, _("\"%s\" is no colour; expected #RRGGBB"), text);
        return argument_blame(arguments, argument_for(arguments, SLOT_COLOR), fault);
    }
    unsigned long hex = strtoul(text + 1, NULL, 16);
    *color =
        (struct color){(uint8_t)(hex >> 16), (uint8_t)(hex >> 8 & 255), (uint8_t)(hex & 255), 255};
    return true;
}

// The colours that `color` sets, which it names as the members of struct theme.
#define COLORS(X)        X(background) X(text) X(quiet) X(grid) X(axis) X(cursor) X(panel) X(fault)
#define WORD_OF(member)  #member,
#define PLACE_OF(member) offsetof(struct theme, member),
static const char *const color_words[] = {COLORS(WORD_OF)};
static const size_t color_places[] = {COLORS(PLACE_OF)};

static int color_find(const char *word)
{
    return word_index(word, color_words, sizeof color_words / sizeof color_words[0]);
}

bool apply_color(struct session *session, const struct arguments *arguments, struct fault *fault)
{
    struct theme *draft = draft_of(session, arguments, fault);
    if (draft == NULL)
        return false;
    size_t at = color_places[value_named(arguments, color_find)];
    struct color *color = (struct color *)((char *)draft + at);
    return read_color(arguments, color, fault);
}

// The index of the curve that the argument N means, which counts from 1; -1 with a fault.
static int curve_of(const struct arguments *arguments, struct fault *fault)
{
    const struct argument *n = argument_for(arguments, SLOT_N);
    if (n->number >= 1 && n->number <= THEME_CURVES && n->number == floor(n->number))
        return (int)n->number - 1;
    fault_set(fault, FAULT_RANGE, _("a theme has curves 1 to %d"), THEME_CURVES);
    argument_blame(arguments, n, fault);
    return -1;
}

bool apply_color_curve(struct session *session, const struct arguments *arguments,
                       struct fault *fault)
{
    struct theme *draft = draft_of(session, arguments, fault);
    if (draft == NULL)
        return false;
    int curve = curve_of(arguments, fault);
    return curve >= 0 && read_color(arguments, &draft->curves[curve], fault);
}

bool apply_dash(struct session *session, const struct arguments *arguments, struct fault *fault)
{
    int n = arguments->n - 1;
    struct theme *draft = draft_of(session, arguments, fault);
    if (draft == NULL)
        return false;
    int curve = curve_of(arguments, fault);
    if (curve < 0)
        return false;
    if (n > THEME_DASH_MAX || n % 2 != 0) {
        fault_set(fault, FAULT_RANGE, _("a dash has 2, 4 or 6 lengths: on and off by turns"));
        return argument_blame(arguments, argument_nth(arguments, SLOT_LENGTH, n - 1), fault);
    }
    double lengths[THEME_DASH_MAX] = {0};
    for (int i = 0; i < n; i++) {
        lengths[i] = argument_nth(arguments, SLOT_LENGTH, i)->number;
        if (lengths[i] >= 0.5 && lengths[i] <= 100)
            continue;
        fault_set(fault, FAULT_RANGE, _("lengths go from 0.5 to 100 line widths"));
        return argument_blame(arguments, argument_nth(arguments, SLOT_LENGTH, i), fault);
    }
    memcpy(draft->dashes[curve], lengths, sizeof lengths);
    draft->dash_n[curve] = n;
    return true;
}

bool apply_dash_solid(struct session *session, const struct arguments *arguments,
                      struct fault *fault)
{
    struct theme *draft = draft_of(session, arguments, fault);
    if (draft == NULL)
        return false;
    int curve = curve_of(arguments, fault);
    if (curve >= 0)
        draft->dash_n[curve] = 0;
    return curve >= 0;
}

bool apply_marker(struct session *session, const struct arguments *arguments, struct fault *fault)
{
    struct theme *draft = draft_of(session, arguments, fault);
    if (draft == NULL)
        return false;
    int curve = curve_of(arguments, fault);
    if (curve >= 0)
        draft->markers[curve] = (enum marker)value_named(arguments, marker_find);
    return curve >= 0;
}
