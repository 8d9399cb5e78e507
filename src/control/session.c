#include "control/session.h"
#include "base/language.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"

void session_start(struct session *session, struct host host)
{
    memset(session, 0, sizeof *session);
    state_init(&session->state);
    session->host = host;
    session->errand = errand_first();
    session->highlight = -1;
    session->preview.function = -1;
    session->panel_width = 1000;
    session->panel_height = 500;
    session->stale = true;
}

void session_begin_work(struct session *session)
{
    if (session->depth == 0 && !session->errand.unattended)
        session->errand.left = ERRAND_WORK;
}

void session_free(struct session *session)
{
    walk_end(session);
    undo_free(&session->undo);
    definitions_free(&session->definitions);
}

void session_copy(struct session *copy, const struct session *session)
{
    *copy = *session;
    copy->host = (struct host){0};
    copy->walk = (struct walk){0}; // held by the session alone, as is undo
    copy->undo = (struct undo){0};
    copy->definitions = (struct definitions){.revision = session->definitions.revision};
}

// A message may quote a file's name, which can hold any bytes, but it must be one line of UTF-8.
static void make_one_line(char *text)
{
    size_t n = 0, bad = 0;
    while (!utf8_valid(text, strlen(text), &bad))
        text[bad] = '?';
    for (size_t i = 0; text[i] != '\0'; i++) {
        if ((unsigned char)text[i] < ' ' || text[i] == 127)
            text[i] = ' ';
        if (text[i] != ' ')
            n = i + 1;
    }
    text[n] = '\0';
}

void session_message(struct session *session, bool is_fault, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(session->message, sizeof session->message, format, arguments);
    va_end(arguments);
    make_one_line(session->message);
    session->message_is_fault = is_fault;
    session->stale = true;
}

// Fills `points` with the focused function's points of interest that the picture can show: of
// orders that are drawn, and on a log axis right of 0. Returns how many there are.
static int points_in_reach(const struct state *state, struct activation_point *points)
{
    if (state->focus < 0)
        return 0;
    int n = activation_points(state_function(state, state->focus), state->parameters[state->focus],
                              points);
    int kept = 0;
    for (int i = 0; i < n; i++)
        if (state->orders[points[i].order] && isfinite(axis_fraction(&state->x, points[i].x)))
            points[kept++] = points[i];
    return kept;
}

// The nearest point beyond `from` in the direction of `step`, or NULL.
static const struct activation_point *point_beyond(const struct activation_point *points, int n,
                                                   int step, double from)
{
    const struct activation_point *best = NULL;
    for (int i = 0; i < n; i++)
        if ((points[i].x - from) * step > 0 && (best == NULL || (points[i].x - best->x) * step < 0))
            best = &points[i];
    return best;
}

static const struct activation_point *point_headline(const struct activation_point *points, int n)
{
    for (int i = 0; i < n; i++)
        if (points[i].headline)
            return &points[i];
    return NULL;
}

bool session_step_point(const struct session *session, int step, double *x)
{
    const struct state *state = &session->state;
    struct activation_point points[ACTIVATION_POINTS_MAX];
    int n = points_in_reach(state, points);
    const struct activation_point *to = state->cursor_on
                                            ? point_beyond(points, n, step, state->cursor_x)
                                            : point_headline(points, n);
    if (to == NULL) // there is none further on: go around, to the one at the other end
        to = point_beyond(points, n, step, step > 0 ? -HUGE_VAL : HUGE_VAL);
    if (to == NULL)
        return false;
    *x = to->x;
    return true;
}

bool session_cursor_meets(const struct state *state, double x)
{
    double size = fmax(fabs(state->cursor_x), fabs(x));
    return state->cursor_on && fabs(state->cursor_x - x) <= 1e-12 * size;
}

// What keys do while the entry line is open.
static const struct {
    const char *key, *command;
} entry_keys[] = {
    {"Left", "edit left"},
    {"Right", "edit right"},
    {"Home", "edit home"},
    {"End", "edit end"},
    {"Delete", "edit delete"},
    {"Backspace", "edit backspace"},
    {"Up", "edit older"},
    {"Down", "edit newer"},
    {"PageUp", "edit scroll -8"},
    {"PageDown", "edit scroll 8"},
    {"Tab", "edit complete"},
    {"Return", "edit accept"},
    {"Shift+Return", "edit toggle"},
    {"Escape", "edit cancel"},
    {"Ctrl+u", "edit clear"},
    {"Ctrl+a", "edit home"},
    {"Ctrl+e", "edit end"},
    {"Shift+Backspace", "edit backspace"},
};

// What keys do while the help is shown, instead of what they are bound to.
static const struct {
    const char *key, *command;
} help_keys[] = {
    {"PageDown", "help next"}, {"PageUp", "help previous"}, {"Right", "help next"},
    {"Left", "help previous"}, {"Space", "help next"},      {"Escape", "help off"},
};

// What keys do while a menu is open, instead of what they are bound to.
static const struct {
    const char *key, *command;
} menu_keys[] = {
    {"Down", "menu next"},     {"Up", "menu previous"},     {"Tab", "menu next"},
    {"Return", "menu accept"}, {"Space", "menu accept"},    {"Escape", "menu off"},
    {"PageDown", "menu next"}, {"PageUp", "menu previous"}, {"Right", "menu accept"},
};

// Whether a key with this command does something while the picture is blank.
static bool blank_listens_to(const char *command)
{
    return strncmp(command, "blank", 5) == 0 || strncmp(command, "leave", 5) == 0 ||
           strncmp(command, "quit", 4) == 0 || strncmp(command, "next", 4) == 0 ||
           strncmp(command, "previous", 8) == 0;
}

// The binding of a key with a page, "network", or "tour" or "lecture" in front; NULL if it has
// none.
static const struct binding *binding_at(const struct keymap *keymap, const char *where,
                                        const char *key)
{
    char name[KEY_MAX + 16];
    snprintf(name, sizeof name, "%s:%s", where, key);
    return keymap_find(keymap, name);
}

// What a key is bound to at present. A binding for tours comes before one for the page: the remote
// control in a lecturer's hand has only a few keys, which must do the same in every step.
static const struct binding *binding_now(const struct session *session, const char *key)
{
    const struct keymap *keymap = &session->keymap;
    const struct binding *found =
        session->walk.tour != NULL ? binding_at(keymap, "tour", key) : NULL;
    if (found == NULL)
        found = binding_at(keymap, page_word(session->state.laboratory.page), key);
    if (found == NULL && session->state.lecture.on)
        found = binding_at(keymap, "lecture", key);
    return found != NULL ? found : keymap_find(keymap, key);
}

void session_key(const struct session *session, const char *key, char *out, size_t size)
{
    out[0] = '\0';
    if (session->entry.kind != ENTRY_NONE) {
        for (size_t i = 0; i < sizeof entry_keys / sizeof entry_keys[0]; i++)
            if (strcmp(entry_keys[i].key, key) == 0)
                text_copy(out, size, entry_keys[i].command);
        return;
    }
    if (session->menu.kind != MENU_NONE)
        for (size_t i = 0; i < sizeof menu_keys / sizeof menu_keys[0]; i++)
            if (strcmp(menu_keys[i].key, key) == 0) {
                text_copy(out, size, menu_keys[i].command);
                return;
            }
    if (session->state.help)
        for (size_t i = 0; i < sizeof help_keys / sizeof help_keys[0]; i++)
            if (strcmp(help_keys[i].key, key) == 0) {
                text_copy(out, size, help_keys[i].command);
                return;
            }
    const struct binding *binding = binding_now(session, key);
    if (binding == NULL || (session->state.blank && !blank_listens_to(binding->command)))
        return;
    text_copy(out, size, binding->command);
}

#define ANIMATION_SECONDS 8.0 // from the lowest value to the highest and back

// The phase, 0 to 1/2, at which an animation comes to this value on its way up: a cosine wave
// between the parameter's low and high.
static double phase_of(const struct activation_parameter *p, double value)
{
    double t = (value - p->low) / (p->high - p->low);
    t = t < 0 ? 0 : t > 1 ? 1 : t;
    return acos(1 - 2 * t) / (2 * acos(-1));
}

static bool is_adjustable(const struct activation_parameter *p)
{
    return p->low < p->high;
}

int session_adjustable(const struct state *state, int function)
{
    const struct activation *a = state_function(state, function);
    int n = 0;
    for (int k = 0; a != NULL && k < a->parameter_count; k++)
        n += is_adjustable(&a->parameters[k]);
    return n;
}

int session_parameter(const struct session *session)
{
    int focus = session->state.focus, chosen = session->chosen_parameter;
    const struct activation *a = focus >= 0 ? state_function(&session->state, focus) : NULL;
    if (a == NULL)
        return -1;
    if (session->chosen_function == focus && chosen < a->parameter_count &&
        is_adjustable(&a->parameters[chosen]))
        return chosen;
    for (int k = 0; k < a->parameter_count; k++)
        if (is_adjustable(&a->parameters[k]))
            return k;
    return -1;
}

bool session_animate(struct session *session, double seconds)
{
    struct state *state = &session->state;
    int k = session_parameter(session);
    if (k < 0) {
        session->animating = false;
        return false;
    }
    const struct activation *a = state_function(state, state->focus);
    double *value = &state->parameters[state->focus][k];
    if (seconds == 0) {
        session->animation_phase = phase_of(&a->parameters[k], *value);
        return true;
    }
    session->animation_phase = fmod(session->animation_phase + seconds / ANIMATION_SECONDS, 1);
    double wave = (1 - cos(2 * acos(-1) * session->animation_phase)) / 2;
    *value = activation_sweep(a, k, wave);
    session->stale = true;
    return true;
}
