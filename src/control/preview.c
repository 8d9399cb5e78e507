// The formula line: what the user types is drawn at once.

#include <string.h>

#include "base/language.h"
#include "base/text.h"
#include "control/session.h"

// Whether a byte may be a part of a name: letters, digits, "_", and all that is not ASCII, as in σ
// and x₁.
static bool in_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           (unsigned char)c >= 0x80;
}

size_t formula_word(const char *text, size_t caret)
{
    while (caret > 0 && in_name(text[caret - 1]))
        caret--;
    return caret;
}

// Whether a formula is only a name yet. It would be taken for a parameter, and the curve would be a
// horizontal line.
static bool is_bare_name(const char *text)
{
    size_t n = strlen(text);
    while (n > 0 && text[n - 1] == ' ')
        n--;
    for (size_t i = 0; i < n; i++)
        if (!in_name(text[i]))
            return false;
    return n > 0 && strcmp(text, "x") != 0 && strcmp(text, "e") != 0 && strcmp(text, "pi") != 0 &&
           !(text[0] >= '0' && text[0] <= '9');
}

// Whether a definition says "WORD=", as in "f(al=1) = x*al".
static bool declares(const char *text, const char *word, size_t n)
{
    for (const char *at = text; (at = strstr(at, word)) != NULL; at += n) {
        const char *behind = at + n + strspn(at + n, " ");
        bool whole = at == text || !in_name(at[-1]);
        if (whole && *behind == '=')
            return true;
    }
    return false;
}

// Whether a name begins with a word and goes on behind it, 1; or is the word, 2; or neither, 0.
static int compare_name(const char *name, const char *word, size_t n)
{
    return strncmp(name, word, n) != 0 ? 0 : name[n] == '\0' ? 2 : 1;
}

// Whether the word at the caret is the beginning of a function's name and no name yet: "sigmoi". It
// would be taken for a parameter. Words of one letter mostly are parameters.
static bool is_half_name(const struct session *session)
{
    const struct entry *entry = &session->entry;
    size_t at = formula_word(entry->text, entry->caret), n = entry->caret - at;
    char word[ENTRY_MAX];
    const char *name;
    bool begins = false;
    if (n < 2 || in_name(entry->text[entry->caret]))
        return false;
    text_copy(word, n + 1, entry->text + at);
    for (int i = 0; (name = expression_function_name(i)) != NULL; i++) {
        int same = compare_name(name, word, n);
        if (same == 2)
            return false;
        begins |= same == 1;
    }
    for (int i = 0; i < OWN_MAX; i++) {
        int same = session->state.own[i] != NULL && i + CATALOGUE_MAX != session->preview.function
                       ? compare_name(session->state.own[i]->id, word, n)
                       : 0;
        if (same == 2)
            return false;
        begins |= same == 1;
    }
    return begins && !declares(entry->text, word, n);
}

// A free name for a formula that has none. The name of the preview counts as free, so it stays.
static void made_up_name(const struct session *session, char out[EXPRESSION_NAME_SIZE])
{
    const struct preview *preview = &session->preview;
    const struct expression *items[OWN_MAX];
    struct expression_scope scope = state_scope(&session->state, items);
    if (preview->function >= 0 && preview->before == NULL)
        items[preview->function - CATALOGUE_MAX] = NULL;
    own_free_name(&scope, out);
}

size_t session_formula(const struct session *session, struct text *out)
{
    const char *text = session->entry.text;
    char name[EXPRESSION_NAME_SIZE];
    if (!own_is_definition(text)) {
        made_up_name(session, name);
        text_format(out, "%s = ", name);
    }
    size_t prefix = out->n;
    text_add(out, text);
    return prefix;
}

// Sets entry->fault_at to a fault's column. The definition has `prefix` bytes before what was
// typed.
static void place_fault(struct entry *entry, const struct fault *fault, size_t prefix)
{
    int column = fault->column - 1 - (int)prefix;
    size_t at = 0;
    for (; column > 0 && entry->text[at] != '\0'; column--)
        at = utf8_next(entry->text, at);
    entry->fault_at = (int)at;
}

// Begins a preview: keeps what is at the function's number now.
static void begin_preview(struct session *session, int function)
{
    const struct state *state = &session->state;
    struct preview *preview = &session->preview;
    int at = state_shown_find(state, function);
    *preview = (struct preview){
        .function = function,
        .before = state->own[function - CATALOGUE_MAX],
        .shown = at >= 0,
        .hidden = at >= 0 && state->shown[at].hidden,
        .focus = state->focus,
    };
    memcpy(preview->parameters, state->parameters[function], sizeof preview->parameters);
}

// The number for the function that is typed: that of the function with its name; or that of the
// preview, which was only given another name. -1 with a fault if there is none.
static int number_for(struct session *session, const char *id, struct fault *fault)
{
    struct preview *preview = &session->preview;
    int same = state_function_find(&session->state, id);
    bool renamed = preview->function >= 0 && preview->before == NULL && same < 0;
    if (renamed)
        return preview->function;
    if (preview->function >= 0 && preview->function != same)
        session_preview_end(session, false);
    return session_own_place(session, id, fault);
}

static void show_function(struct state *state, int function)
{
    int at = state_shown_find(state, function);
    if (at >= 0)
        state->shown[at].hidden = false;
    else if (state->shown_n < SHOWN_MAX)
        state->shown[state->shown_n++] = (struct shown){.function = function};
    state->focus = function;
}

// Draws the function of a definition, and names its parameters in the message.
static bool preview_definition(struct session *session, const char *definition, struct fault *fault)
{
    const struct activation *a = session_make(session, definition, fault);
    int function = a != NULL ? number_for(session, a->id, fault) : -1;
    if (function < 0)
        return false;
    if (session->preview.function < 0)
        begin_preview(session, function);
    state_set_own(&session->state, function, a);
    show_function(&session->state, function);
    struct text parameters = {0};
    own_parameters(a, &parameters);
    if (a->parameter_count > 0)
        session_message(session, false, _("Parameters: %s"), text_string(&parameters));
    text_free(&parameters);
    return true;
}

void session_preview(struct session *session)
{
    struct entry *entry = &session->entry;
    const char *text = entry->text + strspn(entry->text, " ");
    entry->fault_at = -1;
    session->message[0] = '\0';
    if (*text == '\0')
        session_preview_end(session, false);
    if (*text == '\0' || is_bare_name(text) || is_half_name(session))
        return;
    struct text definition = {0};
    struct fault fault = {0};
    size_t prefix = session_formula(session, &definition);
    if (!preview_definition(session, text_string(&definition), &fault)) {
        place_fault(entry, &fault, prefix);
        session_message(session, false, "%s", fault.text);
    }
    text_free(&definition);
}

void session_preview_end(struct session *session, bool keep)
{
    struct state *state = &session->state;
    struct preview preview = session->preview;
    session->preview = (struct preview){.function = -1};
    if (preview.function < 0 || keep)
        return;
    state_set_own(state, preview.function, preview.before);
    memcpy(state->parameters[preview.function], preview.parameters, sizeof preview.parameters);
    int at = state_shown_find(state, preview.function);
    if (at >= 0)
        state->shown[at].hidden = preview.hidden;
    if (at >= 0 && !preview.shown) {
        state->shown_n--;
        memmove(state->shown + at, state->shown + at + 1,
                (size_t)(state->shown_n - at) * sizeof *state->shown);
    }
    if (preview.focus < 0 || state_shown_find(state, preview.focus) >= 0)
        state->focus = preview.focus;
}

bool session_browse_own(struct session *session, int step)
{
    const struct preview *preview = &session->preview;
    const struct activation *own[OWN_MAX];
    int n = 0, at = -1;
    for (int i = 0; i < OWN_MAX; i++) {
        const struct activation *a = session->state.own[i];
        if (i + CATALOGUE_MAX == preview->function)
            a = preview->before;
        if (a == NULL)
            continue;
        if (strcmp(a->definition, session->entry.text) == 0)
            at = n;
        own[n++] = a;
    }
    if (n == 0)
        return false;
    int to = at < 0 ? (step < 0 ? n - 1 : 0) : (at + step + n) % n;
    return entry_replace(&session->entry, own[to]->definition);
}
