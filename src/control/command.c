#include "control/command.h"
#include "base/language.h"
#include "control/form.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"

// The longest line has one byte less than command_next can copy: a line that it cut is refused.
// Commands may run commands (`press`, `expect-state`) DEPTH_MAX deep.
enum { LINE_MAX_BYTES = COMMAND_LINE_MAX - 2, DEPTH_MAX = 8 };

// Whether a command is allowed at all: a theme's file may hold only some, and a stranger's commands
// may only change the picture.
static bool may_run(const struct session *session, const struct command_row *row,
                    struct fault *fault)
{
    if (session->theme_draft != NULL && !(row->flags & COMMAND_THEME))
        return fault_set(fault, FAULT_TRUST,
                         _("`%s` does not belong in a theme's file; color, dash, marker, markers "
                           "and theme do"),
                         row->name);
    if (!(row->flags & COMMAND_REACHES) || errand_reaches(&session->errand))
        return true;
    return fault_set(fault, FAULT_TRUST,
                     _("`%s` reaches beyond the picture, which tours and other people's files may "
                       "not; if you trust this one, start actscope with --trust"),
                     row->name);
}

// The work (control/errand.h) of a command that looks at the visible curves.
static size_t look_work(const struct session *session)
{
    const struct state *state = &session->state;
    bool searches = session->errand.changed && !errand_reaches(&session->errand);
    size_t work = 0;
    for (int i = 0; i < state->shown_n; i++) {
        const struct shown *shown = &state->shown[i];
        work += shown->hidden ? 0 : ERRAND_CURVE;
        if (searches && !shown->hidden && shown->function >= CATALOGUE_MAX)
            work += ERRAND_SEARCH +
                    ERRAND_SEARCH_BYTE * strlen(state_function(state, shown->function)->definition);
    }
    return work;
}

// Takes the work of a command's look off what is left; false with a fault where that is too little.
static bool afford_look(struct session *session, const struct command_row *row, struct fault *fault)
{
    bool looks = (row->flags & COMMAND_LOOKS) != 0;
    bool changes = (row->flags & COMMAND_CURVES) != 0;
    size_t work = looks ? look_work(session) : 0;
    session->errand.changed = changes || (session->errand.changed && !looks);
    return errand_spend(&session->errand, work, fault);
}

// Remembers the view before a command, if the command has changed it. The range of a fitted y axis
// does not count.
static void remember_view(struct session *session, const struct command_row *row,
                          const struct history_view *before)
{
    const struct state *state = &session->state;
    bool moved = !axis_equal(&before->x, &state->x);
    for (int o = 0; o < ORDER_COUNT; o++)
        moved |= before->y_fixed[o] != state->y_fixed[o] ||
                 before->y[o].scale != state->y[o].scale ||
                 (before->y_fixed[o] && !axis_equal(&before->y[o], &state->y[o]));
    if (moved)
        history_push(&session->history, before, (row->flags & COMMAND_GESTURE) != 0);
}

// Sets the text of a COMMAND argument: the rest of the line as it was typed, copied to `rest`, or
// the content of a single quoted word.
static void take_rest(const struct words *words, const char *line, struct arguments *arguments,
                      char rest[COMMAND_LINE_MAX])
{
    if (arguments->n == 0 || arguments->items[arguments->n - 1].kind != ARGUMENT_COMMAND)
        return;
    struct argument *last = &arguments->items[arguments->n - 1];
    if (line[last->offset] == '"' && words->items[words->n - 1].offset == last->offset)
        return; // a quoted word: words_split took the quotes off
    size_t n = words->end - last->offset;
    while (n > 0 && is_blank(line[last->offset + n - 1]))
        n--;
    snprintf(rest, COMMAND_LINE_MAX, "%.*s", (int)n, line + last->offset);
    last->text = rest;
}

// Applies one command, and does what its flags say.
static bool apply_words(struct session *session, const struct words *words, const char *line,
                        struct fault *fault)
{
    struct arguments arguments;
    char rest[COMMAND_LINE_MAX];
    const struct command_row *row = form_find(&session->state, words, line, &arguments, fault);
    if (row == NULL)
        return false;
    if (!may_run(session, row, fault) || !afford_look(session, row, fault))
        return fault_at(fault, line, words->items[0].offset);
    take_rest(words, line, &arguments, rest);
    arguments.line = line;
    if (!(row->flags & COMMAND_QUIET)) {
        session->message[0] = '\0';
        session->menu = (struct menu){0};
        if (!(row->flags & COMMAND_GESTURE))
            history_end_gesture(&session->history);
    }
    const char *comment_before = session->comment;
    session->comment = words->comment;
    const struct history_view before = history_view_of(&session->state);
    bool ok = session->commands->apply[command_index(row)](session, &arguments, fault);
    session->comment = comment_before;
    if (ok && (row->flags & COMMAND_VIEW))
        remember_view(session, row, &before);
    session->stale = session->stale || !(row->flags & COMMAND_UNSEEN);
    if (!(row->flags & COMMAND_STEADY))
        session->revision++;
    if (row->flags & COMMAND_EASED)
        session->eased = true;
    bool placed = fault == NULL || fault->line > 0 || fault->column > 0 || fault->source[0] != '\0';
    if (!ok && !placed)
        fault_at(fault, line, words->items[words->n > 1 ? 1 : 0].offset);
    return ok;
}

static void log_command(const struct session *session, const struct words *words, const char *line)
{
    if (session->host.log == NULL)
        return;
    char text[COMMAND_LINE_MAX];
    size_t from = words->items[0].offset, n = words->end - from;
    while (n > 0 && is_blank(line[from + n - 1]))
        n--;
    snprintf(text, sizeof text, "%.*s", (int)n, line + from);
    session->host.log(session->host.user, text);
}

static bool apply_line(struct session *session, const char *line, struct fault *fault)
{
    size_t bad = 0, n = (size_t)(to_any(line, "\n") - line);
    if (strlen(line) > LINE_MAX_BYTES)
        return fault_set(fault, FAULT_LIMIT, _("a line longer than %d bytes"), LINE_MAX_BYTES);
    if (!utf8_valid(line, strlen(line), &bad)) {
        fault_set(fault, FAULT_UTF8, _("broken UTF-8: no character begins with byte 0x%02x here"),
                  (unsigned)(unsigned char)line[bad]);
        return fault_at(fault, line, bad);
    }
    if (line[n] != '\0') {
        fault_set(fault, FAULT_EXTRA_ARGUMENT, _("a line break within a line"));
        return fault_at(fault, line, n);
    }
    struct words words;
    bool ok = true;
    for (size_t at = 0; ok;) {
        ok = words_split(line, at, &words, fault);
        if (ok && words.n > 0 && !errand_spend(&session->errand, 1, fault)) {
            ok = fault_at(fault, line, words.items[0].offset);
        } else if (ok && words.n > 0) {
            log_command(session, &words, line);
            session->depth++;
            ok = apply_words(session, &words, line, fault);
            session->depth--;
        }
        if (!ok || line[words.end] != ';')
            break;
        at = words.end + 1;
    }
    return ok;
}

bool command_names_known(const char *line, struct fault *fault)
{
    struct words words;
    bool ok = true;
    for (size_t at = 0; ok;) {
        ok = words_split(line, at, &words, fault) &&
             (words.n == 0 || command_form(words.items[0].text, NULL) != NULL ||
              form_unknown(&words, line, fault));
        if (!ok || line[words.end] != ';')
            break;
        at = words.end + 1;
    }
    return ok;
}

bool command_repeats(const struct session *session, const char *line)
{
    struct words words;
    struct arguments arguments;
    for (size_t at = 0;; at = words.end + 1) {
        if (!words_split(line, at, &words, NULL) || words.n == 0)
            return false;
        const struct command_row *row =
            form_find(&session->state, &words, line, &arguments, &(struct fault){0});
        if (row == NULL || !(row->flags & COMMAND_REPEATS))
            return false;
        if (line[words.end] != ';')
            return true;
    }
}

const char *command_help(const struct session *session, const char *line)
{
    struct words words;
    struct arguments arguments;
    struct fault fault = {0};
    if (!words_split(line, 0, &words, &fault) || words.n == 0)
        return "";
    const struct command_row *row = form_find(&session->state, &words, line, &arguments, &fault);
    return row != NULL ? row->help : "";
}

bool argument_blame(const struct arguments *arguments, const struct argument *argument,
                    struct fault *fault)
{
    return fault_at(fault, arguments->line, argument->offset);
}

// Makes an undo step of what a line changed, unless the line was run by another command, or a
// formula is still being typed. The step of an accepted entry line is called after what was typed.
static void note_step(struct session *session, const char *line)
{
    if (session->depth > 0 || session->preview.function >= 0)
        return;
    if (session->accepted[0] != '\0')
        line = session->accepted;
    if (session->passing)
        undo_pass(&session->undo, &session->state);
    bool gesture = session->passing || session->history.gesture;
    undo_note(&session->undo, &session->state, line, gesture);
    session->accepted[0] = '\0';
}

// Applies a line with the work that its source has left. See command_apply for `source`.
static bool apply_at(struct session *session, const char *line, const char *source, int line_number,
                     struct fault *fault)
{
    struct fault own = {0};
    if (!session->passing)
        note_step(session, ""); // what an animation or a script changed since the last line
    bool ok = session->depth < DEPTH_MAX
                  ? apply_line(session, line, &own)
                  : fault_set(&own, FAULT_LIMIT, _("commands within commands, more than %d deep"),
                              DEPTH_MAX);
    note_step(session, line);
    if (ok)
        return true;
    if (own.source[0] == '\0') {
        text_copy(own.source, sizeof own.source, source != NULL ? source : "");
        own.line = own.line == 0 ? line_number : own.line;
    }
    if (fault != NULL)
        *fault = own;
    return false;
}

bool command_apply(struct session *session, const char *line, const char *source, int line_number,
                   struct fault *fault)
{
    session_begin_work(session);
    return apply_at(session, line, source, line_number, fault);
}

bool command_applyf(struct session *session, struct fault *fault, const char *format, ...)
{
    char line[COMMAND_LINE_MAX];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    return command_apply(session, line, NULL, 0, fault);
}

int command_run(struct session *session, const char *text, const char *source,
                void (*report)(void *user, const struct fault *fault), void *user)
{
    int mistakes = 0;
    struct text_place place = text_place_first;
    session_begin_work(session);
    for (;;) {
        struct fault fault = {0};
        enum command_step step = command_step(session, text, &place, source, &fault);
        if (step == COMMAND_END)
            return mistakes;
        if (step == COMMAND_DONE)
            continue;
        mistakes++;
        if (report != NULL)
            report(user, &fault);
    }
}

bool command_next(const char *text, struct text_place *place, char out[COMMAND_LINE_MAX])
{
    const char *from = text + place->offset;
    if (*from == '\0')
        return false;
    const char *end = command_end(from);
    size_t all = (size_t)(end - from);
    size_t n = all < COMMAND_LINE_MAX - 1 ? all : COMMAND_LINE_MAX - 1;
    memcpy(out, from, n);
    out[n] = '\0';
    place->column += (int)utf8_count(from, all) + 1;
    if (*end == '\n') {
        place->line++;
        place->column = 0;
    }
    place->offset += all + (*end != '\0');
    return true;
}

enum command_step command_step(struct session *session, const char *text, struct text_place *place,
                               const char *source, struct fault *fault)
{
    char command[COMMAND_LINE_MAX];
    struct text_place from = *place;
    if (errand_over(&session->errand) || !command_next(text, place, command))
        return COMMAND_END;
    struct fault own = {0};
    if (apply_at(session, command, source, from.line, &own))
        return COMMAND_DONE;
    // The column counts from where the command begins; make it count from where the line does.
    bool here = own.line == from.line && strcmp(own.source, source != NULL ? source : "") == 0;
    if (here && own.column > 0)
        own.column += from.column;
    if (fault != NULL)
        *fault = own;
    return COMMAND_MISTAKE;
}
