// The entry line in a session: how it opens, what it suggests, and what it does when the user
// presses Return.
#include "control/command.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/language.h"
#include "base/text.h"
#include "control/search.h"

static bool is_blank_text(const char *text)
{
    return text[strspn(text, " ")] == '\0';
}

_Static_assert((int)ENTRY_CANDIDATES_MAX >= (int)FUNCTION_MAX, "the list holds all functions");

// Suggests the functions that fit what was typed.
static void suggest_functions(const struct state *state, struct entry *entry)
{
    int found[FUNCTION_MAX];
    entry->word_at = 0;
    entry->candidate_n = search_functions(state, entry->text, found);
    for (int i = 0; i < entry->candidate_n; i++)
        text_copy(entry->candidates[i], ENTRY_CANDIDATE_MAX, state_function(state, found[i])->id);
    if (entry->candidate_n > 0 && !is_blank_text(entry->text))
        entry->chosen = 0;
}

// Adds a name to the list if it begins as the n bytes that were typed, and is not there yet.
static void suggest_name(struct entry *entry, const char *name, size_t n)
{
    if (strncmp(name, entry->text + entry->word_at, n) != 0 ||
        entry->candidate_n == ENTRY_CANDIDATES_MAX)
        return;
    for (int i = 0; i < entry->candidate_n; i++)
        if (strcmp(entry->candidates[i], name) == 0)
            return;
    text_copy(entry->candidates[entry->candidate_n++], ENTRY_CANDIDATE_MAX, name);
}

// Suggests functions whose name begins with the word at the caret of a formula.
static void suggest_in_formula(const struct state *state, struct entry *entry)
{
    entry->word_at = formula_word(entry->text, entry->caret);
    size_t n = entry->caret - entry->word_at;
    const char *name;
    for (int i = 0; i < OWN_MAX && n > 0; i++)
        if (state->own[i] != NULL)
            suggest_name(entry, state->own[i]->id, n);
    for (int i = 0; n > 0 && (name = expression_function_name(i)) != NULL; i++)
        suggest_name(entry, name, n);
}

// The part of a path behind its last "/".
static size_t last_part(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash != NULL ? (size_t)(slash + 1 - path) : 0;
}

static void suggest_files(struct session *session)
{
    struct entry *entry = &session->entry;
    const struct host *host = &session->host;
    entry->word_at = last_part(entry->text);
    if (host->files.names != NULL && !entry->selected && entry->caret >= entry->word_at)
        entry->candidate_n = host->files.names(host->user, entry->text, entry->kind == ENTRY_OPEN,
                                               entry->candidates, ENTRY_CANDIDATES_MAX);
}

void session_suggest(struct session *session)
{
    struct entry *entry = &session->entry;
    entry->candidate_n = entry->first = 0;
    entry->chosen = -1;
    if (entry->kind == ENTRY_FORMULA) {
        session_preview(session);
        suggest_in_formula(&session->state, entry);
    }
    if (entry->kind == ENTRY_COMMAND)
        command_suggest(session, entry);
    else if (entry->kind == ENTRY_FIND)
        suggest_functions(&session->state, entry);
    else if (entry_is_file(entry))
        suggest_files(session);
}

// The name that a picture gets when nobody types another one.
static void propose_name(const struct session *session, char out[ENTRY_MAX])
{
    const struct host *host = &session->host;
    text_copy(out, ENTRY_MAX, "picture.png");
    if (host->files.propose != NULL)
        host->files.propose(host->user, &session->state, out, ENTRY_MAX);
}

void session_open_entry(struct session *session, enum entry_kind kind)
{
    struct entry *entry = &session->entry;
    char name[ENTRY_MAX];
    session_preview_end(session, false);
    entry_open(entry, kind);
    session->state.help = false;
    if (kind == ENTRY_SAVE) {
        propose_name(session, name);
        entry_propose(entry, entry->saved_as[0] != '\0' ? entry->saved_as : name);
    }
    session_suggest(session);
}

// Writes the commands that show a function and give it the focus.
static void show_command(const char *id, char *out, size_t size)
{
    struct text line = {0};
    text_add(&line, "show ");
    text_add_quoted(&line, id);
    text_add(&line, "; focus ");
    text_add_quoted(&line, id);
    text_copy(out, size, text_string(&line));
    text_free(&line);
}

void find_command(const struct state *state, const char *id, char *out, size_t size)
{
    int at = state_shown_find(state, state_function_find(state, id));
    struct text line = {0};
    if (at < 0 || state->shown[at].hidden) {
        show_command(id, out, size);
        return;
    }
    text_add(&line, "hide ");
    text_add_quoted(&line, id);
    text_copy(out, size, text_string(&line));
    text_free(&line);
}

// Writes the command that an entry line stands for; "" if nothing was typed.
static void entry_command(const struct state *state, const struct entry *entry, char *out,
                          size_t size)
{
    const char *text = entry->text + strspn(entry->text, " ");
    bool chosen = entry->kind == ENTRY_FIND && entry->chosen >= 0;
    out[0] = '\0';
    if (*text == '\0' && !chosen)
        return;
    if (entry->kind == ENTRY_COMMAND) {
        snprintf(out, size, "%s", text);
    } else if (entry->kind == ENTRY_X) {
        snprintf(out, size, "cursor %s", text);
    } else if (entry->kind == ENTRY_FIND) {
        find_command(state, entry->chosen >= 0 ? entry->candidates[entry->chosen] : text, out,
                     size);
    } else if (entry->kind == ENTRY_OPEN) {
        struct text line = {0};
        size_t n = strlen(text);
        while (n > 0 && text[n - 1] == ' ')
            n--;
        char path[ENTRY_MAX];
        snprintf(path, sizeof path, "%.*s", (int)n, text);
        text_add(&line, "open ");
        text_add_quoted(&line, path);
        text_copy(out, size, text_string(&line));
        text_free(&line);
    }
}

// Whether what was typed as x is a finite number. The fault says so, and not what `cursor` takes.
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

// Appends, to a line "define NAME = FORMULA", the command that shows the function.
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

// Copies a line without the blanks at its ends.
static void copy_trimmed(const char *text, char out[ENTRY_MAX])
{
    text_copy(out, ENTRY_MAX, text + strspn(text, " "));
    size_t n = strlen(out);
    while (n > 0 && out[n - 1] == ' ')
        out[--n] = '\0';
}

// Shows a function if its name is all that was typed as a formula; false if it is not.
static bool accept_name(struct session *session)
{
    struct entry *entry = &session->entry;
    char name[ENTRY_MAX], line[2 * ENTRY_MAX];
    struct fault fault = {0};
    copy_trimmed(entry->text, name);
    if (session->preview.function >= 0 || state_function_find(&session->state, name) < 0)
        return false;
    show_command(name, line, sizeof line);
    entry_close(entry);
    text_copy(session->accepted, sizeof session->accepted, line);
    if (!command_apply(session, line, NULL, 0, &fault))
        session_message(session, true, "%s", fault.text);
    return true;
}

// A formula without mistakes becomes a `define` command, so that it is logged and can be undone.
static void accept_formula(struct session *session)
{
    struct entry *entry = &session->entry;
    bool blank = entry->text[strspn(entry->text, " ")] == '\0';
    if (accept_name(session))
        return;
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
    text_copy(session->accepted, sizeof session->accepted, blank ? "" : text_string(&line));
    if (!blank && !command_apply(session, text_string(&line), NULL, 0, &fault))
        session_message(session, true, "%s", fault.text);
    text_free(&line);
}

// Completes the name of a file to save: without an ending it is a PNG. False with a fault where a
// folder's name has none behind it.
static bool complete_name(const struct entry *entry, char path[ENTRY_MAX + 4], struct fault *fault)
{
    copy_trimmed(entry->text, path);
    size_t n = strlen(path);
    const char *part = path + last_part(path);
    if (n > 0 && *part == '\0')
        return fault_set(fault, FAULT_FILE, _("%s is a folder; type a name behind it"), path);
    if (n > 0 && strchr(part, '.') == NULL)
        memcpy(path + n, ".png", sizeof ".png");
    return true;
}

// Saves under the name that was typed, but where there is such a file only when told so twice: then
// the line stays open. A name of the user's own is proposed the next time.
static bool accept_save(struct session *session, struct fault *fault)
{
    struct entry *entry = &session->entry;
    const struct host *host = &session->host;
    char path[ENTRY_MAX + 4], proposed[ENTRY_MAX];
    if (!complete_name(entry, path, fault))
        return false;
    bool there = host->files.there != NULL && host->files.there(host->user, path);
    if (there && !entry->warned && *path != '\0') {
        entry->warned = true;
        session_message(session, false,
                        _("%s is there already: Return once more replaces it, Escape keeps it"),
                        path);
        return true;
    }
    propose_name(session, proposed);
    bool own = strcmp(proposed, path) != 0;
    struct text line = {0};
    text_add(&line, "save ");
    text_add_quoted(&line, path);
    bool ok = *path == '\0' || command_apply(session, text_string(&line), NULL, 0, fault);
    text_free(&line);
    if (!ok)
        return false;
    if (own && *path != '\0')
        text_copy(entry->saved_as, sizeof entry->saved_as, path);
    entry_close(entry);
    return true;
}

static bool accept_file(struct session *session, struct fault *forbidden)
{
    struct fault fault = {0};
    if (accept_save(session, &fault))
        return true;
    session->entry.warned = session->entry.selected = false;
    session_message(session, true, "%s", fault.text);
    return fault.id != FAULT_TRUST || fault_set(forbidden, FAULT_TRUST, "%s", fault.text);
}

// Runs the line of another kind of entry. False with `forbidden` filled for FAULT_TRUST.
static bool accept_line(struct session *session, struct fault *forbidden)
{
    struct entry *entry = &session->entry;
    enum origin origin = entry->origin;
    char line[4 * ENTRY_MAX + 64]; // find_command writes the text twice, with escapes for quotes
    entry_command(&session->state, entry, line, sizeof line);
    enum entry_kind kind = entry->kind;
    if (kind == ENTRY_COMMAND && origin != ORIGIN_STRANGER)
        entry_remember(entry, line);
    char typed[ENTRY_MAX];
    text_copy(typed, sizeof typed, entry->text);
    entry_close(entry);
    text_copy(session->accepted, sizeof session->accepted, line);
    struct fault fault = {0};
    bool ok = kind != ENTRY_X || line[0] == '\0' || check_x(typed, &fault);
    if (line[0] == '\0' || (ok && command_apply(session, line, NULL, 0, &fault)))
        return true;
    entry_open(entry, kind);
    entry->origin = origin;
    entry_type(entry, typed);
    // Tell the column only if it is one of the line that the user sees. The line may press a key,
    // whose commands are not seen.
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
    else if (session->entry.kind == ENTRY_SAVE)
        ok = accept_file(session, fault);
    else
        ok = accept_line(session, fault);
    errand_leave(&session->errand, before);
    return ok;
}

bool session_toggle_entry(struct session *session, struct fault *fault)
{
    struct entry *entry = &session->entry;
    char line[2 * ENTRY_CANDIDATE_MAX + 32];
    if (entry->kind != ENTRY_FIND || entry->chosen < 0)
        return session_accept_entry(session, fault);
    find_command(&session->state, entry->candidates[entry->chosen], line, sizeof line);
    text_copy(session->accepted, sizeof session->accepted, line);
    enum origin before = errand_enter(&session->errand, entry->origin);
    bool ok = command_apply(session, line, NULL, 0, fault);
    errand_leave(&session->errand, before);
    return ok;
}

// Whether the formula line holds one of the user's own definitions, as while these are gone
// through.
static bool is_browsing_own(const struct session *session)
{
    for (int i = 0; i < OWN_MAX; i++)
        if (session->state.own[i] != NULL &&
            strcmp(session->state.own[i]->definition, session->entry.text) == 0)
            return true;
    return false;
}

bool session_choose(struct session *session, int by)
{
    struct entry *entry = &session->entry;
    bool blank = is_blank_text(entry->text), other = false;
    if (entry->kind == ENTRY_COMMAND)
        other = blank || entry->history_at < entry->history_n;
    else if (entry->kind == ENTRY_FORMULA)
        other = blank || is_browsing_own(session);
    if (entry->candidate_n == 0 || other)
        return false;
    entry_choose(entry, by);
    return true;
}

bool session_take(struct session *session, int index)
{
    struct entry *entry = &session->entry;
    if (index < 0 || index >= entry->candidate_n)
        return false;
    entry_complete(entry, entry->candidates[index]);
    session_suggest(session);
    return true;
}
