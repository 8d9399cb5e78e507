#include "control/session.h"
#include "base/language.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "control/command.h"

void session_init(struct session *session, struct host host)
{
    memset(session, 0, sizeof *session);
    state_init(&session->state);
    themes_init(session);
    session->host = host;
    session->errand = errand_first();
    session->highlight = -1;
    session->preview.function = -1;
    session->panel_width = 1000;
    session->panel_height = 500;
    session->dirty = ~0u;
}

void session_begin_work(struct session *session)
{
    if (session->depth == 0 && !session->errand.unattended)
        session->errand.left = ERRAND_WORK;
}

void session_free(struct session *session)
{
    walk_end(session);
    library_free(&session->library);
}

void session_copy(struct session *copy, const struct session *session)
{
    *copy = *session;
    copy->host = (struct host){0};
    copy->walk = (struct walk){0}; // the session's own
    copy->library = (struct library){.revision = session->library.revision};
}

// Names of files may hold anything; a message is one line of text all the same.
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
    session->dirty |= DIRTY_OVERLAY;
}

static bool contains_ignoring_case(const char *string, const char *part)
{
    size_t n = strlen(part);
    for (; *string != '\0' || n == 0; string++) {
        size_t i = 0;
        while (i < n && string[i] != '\0' && (string[i] | 32) == (part[i] | 32))
            i++;
        if (i == n)
            return true;
        if (*string == '\0')
            break;
    }
    return false;
}

// Functions whose id, name or alias holds what was typed, beginnings first.
static void suggest_functions(const struct state *state, struct entry *entry)
{
    const char *typed = entry->text;
    entry->word_at = 0;
    for (int pass = 0; pass < 2; pass++)
        for (int i = 0; i < FUNCTION_MAX && entry->candidate_n < ENTRY_CANDIDATES_MAX; i++) {
            const struct activation *a = state_function(state, i);
            if (a == NULL)
                continue;
            bool begins = strncmp(a->id, typed, strlen(typed)) == 0;
            bool holds = contains_ignoring_case(a->id, typed) ||
                         contains_ignoring_case(a->name, typed) ||
                         contains_ignoring_case(a->aliases, typed);
            if (pass == 0 ? begins : holds && !begins)
                text_copy(entry->candidates[entry->candidate_n++], ENTRY_CANDIDATE_MAX, a->id);
        }
}

// Functions whose name begins as the word at the caret of a formula.
static void suggest_in_formula(const struct state *state, struct entry *entry)
{
    entry->word_at = formula_word(entry->text, entry->caret);
    size_t n = entry->caret - entry->word_at;
    const char *typed = entry->text + entry->word_at, *name;
    for (int i = 0; i < OWN_MAX && n > 0 && entry->candidate_n < ENTRY_CANDIDATES_MAX; i++)
        if (state->own[i] != NULL && strncmp(state->own[i]->id, typed, n) == 0)
            text_copy(entry->candidates[entry->candidate_n++], ENTRY_CANDIDATE_MAX,
                      state->own[i]->id);
    for (int i = 0; n > 0 && (name = expression_function_name(i)) != NULL; i++)
        if (strncmp(name, typed, n) == 0 && entry->candidate_n < ENTRY_CANDIDATES_MAX)
            text_copy(entry->candidates[entry->candidate_n++], ENTRY_CANDIDATE_MAX, name);
}

void session_suggest(struct session *session)
{
    struct entry *entry = &session->entry;
    entry->candidate_n = 0;
    if (entry->kind == ENTRY_FORMULA) {
        session_preview(session);
        suggest_in_formula(&session->state, entry);
    }
    if (entry->kind == ENTRY_COMMAND)
        entry->candidate_n = command_complete(session, entry->text, entry->caret, entry->candidates,
                                              ENTRY_CANDIDATES_MAX, &entry->word_at);
    else if (entry->kind == ENTRY_FIND)
        suggest_functions(&session->state, entry);
}

// Shows and focuses a function by a word that may be anything.
static void find_command(const char *id, char *out, size_t size)
{
    struct text line = {0};
    text_add(&line, "show ");
    text_add_quoted(&line, id);
    text_add(&line, "; focus ");
    text_add_quoted(&line, id);
    text_copy(out, size, text_string(&line));
    text_free(&line);
}

// What an entry line means as a command; "" for nothing typed.
static void entry_command(const struct state *state, const struct entry *entry, char *out,
                          size_t size)
{
    const char *text = entry->text + strspn(entry->text, " ");
    out[0] = '\0';
    if (*text == '\0')
        return;
    if (entry->kind == ENTRY_COMMAND) {
        snprintf(out, size, "%s", text);
    } else if (entry->kind == ENTRY_X) {
        snprintf(out, size, "cursor %s", text);
    } else if (entry->kind == ENTRY_FIND) {
        char word[ENTRY_MAX];
        text_copy(word, sizeof word, text);
        word[strcspn(word, " ")] = '\0';
        bool exact = state_function_find(state, word) >= 0;
        const char *id = !exact && entry->candidate_n > 0 ? entry->candidates[0] : word;
        find_command(id, out, size);
    }
}

// Says of what was typed as x that it is no number, rather than what `cursor` takes.
static bool check_x(const char *typed, struct fault *fault)
{
    char word[ENTRY_MAX];
    double x;
    text_copy(word, sizeof word, typed + strspn(typed, " "));
    size_t n = strlen(word);
    while (n > 0 && word[n - 1] == ' ')
        word[--n] = '\0';
    if (number_read(word, &x) && isfinite(x))
        return true;
    return fault_set(fault, FAULT_NUMBER,
                     _("\"%s\" is not a %snumber; type a decimal number such as 1.0986"), word,
                     number_read(word, &x) ? "finite " : "");
}

// Appends the command that shows what "define NAME = FORMULA" makes.
static void add_show(const struct session *session, struct text *line)
{
    char id[EXPRESSION_NAME_SIZE];
    int function = session->preview.function;
    const char *name = text_string(line) + strlen("define ");
    size_t n = strcspn(name, " =(") + 1;
    if (function >= 0)
        text_copy(id, sizeof id, state_function(&session->state, function)->id);
    else
        text_copy(id, n < sizeof id ? n : sizeof id, name);
    text_format(line, "; show %s", id);
}

// A formula that can be read becomes a command, which is logged and can be repeated.
static void accept_formula(struct session *session)
{
    struct entry *entry = &session->entry;
    bool blank = entry->text[strspn(entry->text, " ")] == '\0';
    if (entry->fault_at >= 0 && !blank) {
        session_preview(session);
        session->message_is_fault = true;
        return;
    }
    struct text line = {0};
    struct fault fault = {0};
    text_add(&line, "define ");
    session_formula(session, &line);
    add_show(session, &line);
    session_preview_end(session, !blank);
    entry_close(entry);
    if (!blank && !command_apply(session, text_string(&line), NULL, 0, &fault))
        session_message(session, true, "%s", fault.text);
    text_free(&line);
}

static bool accept_line(struct session *session, struct fault *forbidden)
{
    struct entry *entry = &session->entry;
    enum origin origin = entry->origin;
    char line[4 * ENTRY_MAX + 64]; // twice a word of nothing but quotes
    entry_command(&session->state, entry, line, sizeof line);
    enum entry_kind kind = entry->kind;
    if (kind == ENTRY_COMMAND && origin != ORIGIN_STRANGER)
        entry_remember(entry, line);
    char typed[ENTRY_MAX];
    text_copy(typed, sizeof typed, entry->text);
    entry_close(entry);
    struct fault fault = {0};
    bool ok = kind != ENTRY_X || line[0] == '\0' || check_x(typed, &fault);
    if (line[0] == '\0' || (ok && command_apply(session, line, NULL, 0, &fault)))
        return true;
    entry_open(entry, kind);
    entry->origin = origin;
    entry_type(entry, typed);
    // A column of the line that is seen; a key's own commands are not.
    if (kind == ENTRY_COMMAND && fault.column > 0 && fault.source[0] == '\0')
        session_message(session, true, _("column %d: %s"), fault.column, fault.text);
    else
        session_message(session, true, "%s", fault.text);
    session_suggest(session);
    return fault.id != FAULT_TRUST || fault_set(forbidden, FAULT_TRUST, "%s", fault.text);
}

bool session_accept_entry(struct session *session, struct fault *fault)
{
    bool ok = true;
    enum origin before = errand_enter(&session->errand, session->entry.origin);
    if (session->entry.kind == ENTRY_FORMULA)
        accept_formula(session);
    else
        ok = accept_line(session, fault);
    errand_leave(&session->errand, before);
    return ok;
}

// The focused function's points of interest that the picture can show: on orders that are drawn,
// and on a log axis to the right of 0.
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
    if (to == NULL) // around: the one at the other end
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

static const struct {
    const char *key, *command;
} entry_keys[] = {
    {"Left", "edit left"},     {"Right", "edit right"},   {"Home", "edit home"},
    {"End", "edit end"},       {"Delete", "edit delete"}, {"Backspace", "edit backspace"},
    {"Up", "edit older"},      {"Down", "edit newer"},    {"Tab", "edit complete"},
    {"Return", "edit accept"}, {"Escape", "edit cancel"}, {"Ctrl+u", "edit clear"},
    {"Ctrl+a", "edit home"},   {"Ctrl+e", "edit end"},    {"Shift+Backspace", "edit backspace"},
};

static const struct {
    const char *key, *command;
} help_keys[] = {
    {"PageDown", "help next"}, {"PageUp", "help previous"}, {"Right", "help next"},
    {"Left", "help previous"}, {"Space", "help next"},      {"Escape", "help off"},
};

static bool blank_listens_to(const char *command)
{
    return strncmp(command, "blank", 5) == 0 || strncmp(command, "leave", 5) == 0 ||
           strncmp(command, "quit", 4) == 0 || strncmp(command, "next", 4) == 0 ||
           strncmp(command, "previous", 8) == 0;
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
    if (session->state.help)
        for (size_t i = 0; i < sizeof help_keys / sizeof help_keys[0]; i++)
            if (strcmp(help_keys[i].key, key) == 0) {
                text_copy(out, size, help_keys[i].command);
                return;
            }
    char paged[KEY_MAX + 16];
    snprintf(paged, sizeof paged, "%s:%s", page_word(session->state.laboratory.page), key);
    const struct binding *binding = keymap_find(&session->keymap, paged);
    if (binding == NULL && session->state.lecture.on) {
        snprintf(paged, sizeof paged, "lecture:%s", key);
        binding = keymap_find(&session->keymap, paged);
    }
    if (binding == NULL)
        binding = keymap_find(&session->keymap, key);
    if (binding == NULL || (session->state.blank && !blank_listens_to(binding->command)))
        return;
    text_copy(out, size, binding->command);
}

#define ANIMATION_SECONDS 8.0 // up and down again

// The phase at which a cosine wave over [low, high] has this value, on its way up.
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
    session->dirty |= DIRTY_CURVES;
    return true;
}
