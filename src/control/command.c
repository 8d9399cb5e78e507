#include "control/command.h"
#include "base/language.h"

#include <assert.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"

// The longest line is shorter than what command_next can hold, so that one that was cut is refused.
enum { WORDS_MAX = COMMAND_ARGUMENTS_MAX + 1, LINE_MAX_BYTES = COMMAND_LINE_MAX - 2 };
enum { SLOTS_MAX = 12, DEPTH_MAX = 8 };

// --- placeholders ---

static const struct {
    const char *text;
    enum argument_kind kind;
} placeholders[] = {
    [SLOT_WORD] = {"", ARGUMENT_WORD},
#define PLACEHOLDER(name, text, kind) [SLOT_##name] = {text, ARGUMENT_##kind},
#define CHOICE(name, text)
#include "control/commands/word.def"
#undef PLACEHOLDER
#undef CHOICE
};

enum slot_name slot_find(const char *text)
{
    enum slot_name slot = sizeof placeholders / sizeof placeholders[0] - 1;
    while (slot != SLOT_WORD && strcmp(placeholders[slot].text, text) != 0)
        slot--;
    return slot;
}

static enum argument_kind slot_kind(const char *slot)
{
    return placeholders[slot_find(slot)].kind;
}

// --- words of one command ---

struct word {
    const char *text; // unquoted, terminated, in the splitter's buffer
    size_t offset;    // in the line
};

struct words {
    int n;
    struct word items[WORDS_MAX];
    char buffer[COMMAND_LINE_MAX + WORDS_MAX];
    const char *rest[WORDS_MAX]; // the raw line from each word on (for COMMAND)
    size_t end;                  // where the command ends in the line: at `;`, `#` or the end
    const char *comment;         // behind `#`, or NULL
};

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

static bool is_escape(const char *p)
{
    return *p == '\\' && (p[1] == '"' || p[1] == '\\');
}

// The first place from `p` on that has one of these characters, or the text's end. Unlike strcspn
// it reads no further, in sanitized programs neither: a text may have 300,000 commands.
static const char *to_any(const char *p, const char *characters)
{
    while (*p != '\0' && strchr(characters, *p) == NULL)
        p++;
    return p;
}

// Where the word at `p` ends: at a space, `;` or the line's end, or behind its closing quote. NULL
// where the closing quote is missing.
static const char *word_end(const char *p)
{
    if (*p != '"')
        return to_any(p, " \t\r\n;");
    for (p++; *p != '"'; p++) {
        if (*p == '\0' || *p == '\n')
            return NULL;
        p += is_escape(p);
    }
    return p + 1;
}

// Where the command at `p` ends: at `;` or the line's end; a comment belongs to it.
static const char *command_end(const char *p)
{
    for (;;) {
        while (is_space(*p))
            p++;
        if (*p == '\0' || *p == '\n' || *p == ';')
            return p;
        const char *end = *p == '#' ? NULL : word_end(p);
        if (end == NULL) // a comment, or a string without its end
            return to_any(p, "\n");
        p = end;
    }
}

// Copies one word, quotes taken off; returns where it ends, or NULL after a fault.
static const char *read_word(const char *line, const char *p, char **out, struct fault *fault)
{
    const char *end = word_end(p);
    if (end == NULL) {
        fault_set(fault, FAULT_QUOTE, _("this string has no closing quote"));
        fault_at(fault, line, (size_t)(p - line));
        return NULL;
    }
    bool quoted = *p == '"';
    for (p += quoted; p < end - quoted; p++) {
        if (quoted)
            p += is_escape(p);
        *(*out)++ = *p;
    }
    *(*out)++ = '\0';
    return end;
}

// Where a definition ends that is not quoted: its blanks are its own.
static const char *definition_end(const char *p)
{
    const char *end = to_any(p, ";#\n");
    while (end > p && is_space(end[-1]))
        end--;
    return end;
}

// Copies a definition as it stands; returns where it ends.
static const char *read_definition(const char *p, char **out)
{
    const char *end = definition_end(p);
    memcpy(*out, p, (size_t)(end - p));
    *out += end - p;
    *(*out)++ = '\0';
    return end;
}

static bool takes_definition(const char *name)
{
    const struct command_row *row = command_form(name, NULL);
    return row != NULL && slot_kind(row->arguments) == ARGUMENT_DEFINITION;
}

// In `color text #1A1A1A` the sign begins no comment.
static bool is_color(const struct words *words, const char *p)
{
    if (words->n == 0 || strcmp(words->items[0].text, "color") != 0 || is_space(p[1]))
        return false;
    for (int i = 1; i < words->n; i++)
        if (words->items[i].text[0] == '#')
            return false;
    return true;
}

// Splits the command that begins at `from`.
static bool split(const char *line, size_t from, struct words *words, struct fault *fault)
{
    words->n = 0;
    words->comment = NULL;
    char *out = words->buffer;
    const char *p = line + from;
    for (;;) {
        while (is_space(*p))
            p++;
        bool color = *p == '#' && is_color(words, p);
        if (*p == '\0' || *p == ';' || (*p == '#' && !color))
            break;
        if (words->n == WORDS_MAX) {
            fault_set(fault, FAULT_LIMIT, _("more than %d words in one command"), WORDS_MAX);
            return fault_at(fault, line, (size_t)(p - line));
        }
        words->items[words->n] = (struct word){.text = out, .offset = (size_t)(p - line)};
        words->rest[words->n++] = p;
        bool definition = words->n == 2 && *p != '"' && takes_definition(words->items[0].text);
        p = definition ? read_definition(p, &out) : read_word(line, p, &out, fault);
        if (p == NULL)
            return false;
    }
    words->end = (size_t)(p - line);
    if (*p == '#')
        words->comment = p + 1 + strspn(p + 1, " \t");
    return true;
}

// --- rows ---

static const char *row_name(const void *user, int i)
{
    (void)user;
    const struct command_row *row = command_row(i);
    return row == NULL ? NULL : row->name;
}

bool command_has_flag(const char *name, size_t name_n, unsigned flag)
{
    const struct command_row *row = command_row(0);
    for (int i = 0; row != NULL; row = command_row(++i))
        if ((row->flags & flag) && strlen(row->name) == name_n &&
            memcmp(row->name, name, name_n) == 0)
            return true;
    return false;
}

enum { DOTS = sizeof "…" - 1 };

struct slot {
    char text[160];
    bool optional;
    bool first_of_group;
    bool repeated;
};

// Reads a row's argument text: "FACTOR [X Y] [x|y|both]". Rows are ours, so there is nothing to
// refuse.
static int read_slots(const char *arguments, struct slot slots[SLOTS_MAX])
{
    int n = 0;
    bool optional = false, first = false;
    for (const char *p = arguments; *p != '\0' && n < SLOTS_MAX;) {
        if (*p == ' ' || *p == ']') {
            optional = *p == ']' ? false : optional;
            p++;
            continue;
        }
        if (*p == '[') {
            optional = first = true;
            p++;
            continue;
        }
        size_t length = strcspn(p, " ]");
        struct slot *slot = &slots[n++];
        slot->optional = optional;
        slot->first_of_group = first;
        slot->repeated = length > DOTS && memcmp(p + length - DOTS, "…", DOTS) == 0;
        size_t kept = slot->repeated ? length - DOTS : length;
        assert(kept < sizeof slot->text);
        memcpy(slot->text, p, kept);
        slot->text[kept] = '\0';
        if (slot_find(slot->text) == SLOT_LANGUAGE)
            language_words(slot->text, sizeof slot->text);
        first = false;
        p += length;
    }
    return n;
}

// --- arguments ---

// Which of the words a|b|c this is, or -1.
static int choice_find(const char *slot, const char *word)
{
    size_t n = strlen(word);
    for (int i = 0;; i++) {
        size_t length = strcspn(slot, "|");
        if (length == n && memcmp(slot, word, n) == 0)
            return i;
        if (slot[length] == '\0')
            return -1;
        slot += length + 1;
    }
}

// The i-th of the words a|b|c, copied to out; NULL past the end.
static const char *choice(const char *slot, int i, char out[32])
{
    while (i-- > 0) {
        slot = strchr(slot, '|');
        if (slot == NULL)
            return NULL;
        slot++;
    }
    snprintf(out, 32, "%.*s", (int)strcspn(slot, "|"), slot);
    return out;
}

struct choices {
    const char *slot;
    char (*store)[32];
};

static const char *choice_candidate(const void *user, int i)
{
    const struct choices *choices = user;
    return i < 16 ? choice(choices->slot, i, choices->store[i]) : NULL;
}

static bool read_choice(const char *slot, struct argument *argument, struct fault *fault)
{
    bool found = choice_find(slot, argument->text) >= 0;
    if (found || fault == NULL)
        return found;
    char store[16][32];
    const struct choices choices = {.slot = slot, .store = store};
    const char *near = word_nearest(argument->text, choice_candidate, &choices);
    if (near != NULL)
        return fault_set_near(fault, FAULT_UNKNOWN_WORD,
                              _("\"%s\" is not one of %s; did you mean \"%s\"?"), argument->text,
                              slot, near);
    return fault_set(fault, FAULT_UNKNOWN_WORD, _("\"%s\" is not one of %s"), argument->text, slot);
}

static bool read_function(const struct state *state, struct argument *argument, struct fault *fault)
{
    argument->function = state_function_find(state, argument->text);
    if (argument->function >= 0 || fault == NULL)
        return argument->function >= 0;
    return state_function_unknown(state, argument->text, fault);
}

static bool read_finite(const char *slot, struct argument *argument, struct fault *fault)
{
    if (!number_read(argument->text, &argument->number))
        return fault_set(fault, FAULT_NUMBER, _("\"%s\" is not a number; expected %s"),
                         argument->text, slot);
    if (!isfinite(argument->number))
        return fault_set_near(fault, FAULT_NUMBER, _("%s must be a finite number, not \"%s\""),
                              slot, argument->text);
    return true;
}

static bool read_orders(struct argument *argument, struct fault *fault)
{
    const char *p = argument->text;
    for (;; p++) {
        if (*p < '0' || *p > '2' || (p[1] != ',' && p[1] != '\0'))
            return fault_set(fault, FAULT_UNKNOWN_WORD,
                             _("\"%s\" is no list of derivative orders; expected 0, 1, 2 or a list "
                               "such as 0,1"),
                             argument->text);
        argument->orders |= 1u << (*p - '0');
        if (*++p == '\0')
            return true;
    }
}

static bool read_argument(const struct state *state, const struct slot *slot,
                          struct argument *argument, struct fault *fault)
{
    switch (argument->kind) {
    case ARGUMENT_FUNCTION:
        return read_function(state, argument, fault);
    case ARGUMENT_NUMBER:
        return read_finite(slot->text, argument, fault);
    case ARGUMENT_WORD:
        return read_choice(slot->text, argument, fault);
    case ARGUMENT_ORDERS:
        return read_orders(argument, fault);
    case ARGUMENT_NAME:
    case ARGUMENT_KEY:
    case ARGUMENT_TEXT:
    case ARGUMENT_COMMAND:
    case ARGUMENT_DEFINITION:
        return true;
    }
    return true;
}

// How a form fared: the word at which it gave up and why. Forms are tried without it first, which
// is quick, and only where none fits once more, to find out whom to blame.
struct attempt {
    int at;
    struct fault fault;
    char missing[200]; // what might stand there, where nothing does: "off|FILE…"
};

// Whether the word was nearly understood: something like it is meant here.
static bool has_hint(const struct fault *fault)
{
    return fault->near;
}

// Blames the mistake that was met furthest along; of two at the same word the one that was nearly
// understood, or else the later one.
static void attempt_note(struct attempt *attempt, int at, const char *slot,
                         const struct fault *fault)
{
    if (attempt == NULL)
        return;
    bool later = at > attempt->at;
    bool better = has_hint(fault) || !has_hint(&attempt->fault);
    if (!later && (at != attempt->at || !better))
        return;
    *attempt = (struct attempt){.at = at, .fault = *fault};
    if (fault->id == FAULT_MISSING_ARGUMENT)
        text_copy(attempt->missing, sizeof attempt->missing, slot);
}

struct match {
    const struct state *state; // whose functions are known
    const struct words *words;
    const struct slot *slots;
    int slot_n;
    struct arguments *out;
};

static struct argument *argument_add(struct match *m, const struct slot *slot, int word)
{
    struct argument *a = &m->out->items[m->out->n++];
    *a = (struct argument){
        .kind = slot_kind(slot->text),
        .slot = slot_find(slot->text),
        .text = m->words->items[word].text,
        .offset = m->words->items[word].offset,
    };
    return a;
}

// Matches one slot (repeated ones as often as they go) at *word; moves *word on.
static bool match_slot(struct match *m, const struct slot *slot, int *word, struct fault *fault)
{
    int first = *word;
    do {
        if (*word >= m->words->n)
            break;
        struct argument *a = argument_add(m, slot, *word);
        if (!read_argument(m->state, slot, a, fault)) {
            m->out->n--;
            return false;
        }
        if (a->kind == ARGUMENT_COMMAND) {
            *word = m->words->n;
            return true;
        }
        (*word)++;
    } while (slot->repeated);
    if (*word == first)
        return fault_set(fault, FAULT_MISSING_ARGUMENT, _("expected %s here"), slot->text);
    return true;
}

// An empty fault to be filled, or NULL where nobody asks.
static struct fault *fault_wanted(const struct attempt *attempt, struct fault *fault)
{
    if (attempt == NULL)
        return NULL;
    *fault = (struct fault){0};
    return fault;
}

// The slot behind the optional group that begins at slot `at`.
static int group_end(const struct match *m, int at)
{
    int end = at + 1;
    while (end < m->slot_n && m->slots[end].optional && !m->slots[end].first_of_group)
        end++;
    return end;
}

// Matches the optional group that begins at slot `at`: all of it or nothing. Returns the slot
// behind it.
static int match_group(struct match *m, int at, int *word, struct attempt *attempt)
{
    int end = group_end(m, at), word_before = *word, n_before = m->out->n;
    struct fault fault;
    for (int i = at; i < end; i++) {
        if (match_slot(m, &m->slots[i], word, fault_wanted(attempt, &fault)))
            continue;
        // Half a group is a mistake of its own; nothing given is fine.
        if (*word > word_before || *word < m->words->n)
            attempt_note(attempt, *word, m->slots[i].text, &fault);
        *word = word_before;
        m->out->n = n_before;
        break;
    }
    return end;
}

// Matches the slots from the first word on; returns the word where it came to, or -1.
static int match_slots(struct match *m, struct attempt *attempt)
{
    int word = 1;
    struct fault fault;
    for (int i = 0; i < m->slot_n;) {
        if (m->slots[i].optional) {
            i = match_group(m, i, &word, attempt);
        } else if (match_slot(m, &m->slots[i], &word, fault_wanted(attempt, &fault))) {
            i++;
        } else {
            attempt_note(attempt, word, m->slots[i].text, &fault);
            return -1;
        }
    }
    return word;
}

// Whether the words fit the row; `attempt` (may be NULL) says how far they did.
static bool match_form(const struct state *state, const struct command_row *row,
                       const struct words *words, struct arguments *out, struct attempt *attempt)
{
    struct slot slots[SLOTS_MAX];
    struct match m = {.state = state, .words = words, .slots = slots, .out = out};
    m.slot_n = read_slots(row->arguments, slots);
    out->n = 0;
    int word = match_slots(&m, attempt);
    if (word < 0 || word == words->n)
        return word == words->n;
    if (attempt != NULL && attempt->at < word) { // nothing optional took offence at this word
        attempt->at = word;
        fault_set(&attempt->fault, FAULT_EXTRA_ARGUMENT,
                  _("\"%s\" is one word too many; %s%s%s is all there is"), words->items[word].text,
                  row->name, *row->arguments != '\0' ? " " : "", row->arguments);
    }
    return false;
}

// Adds what the command takes to a fault about its arguments.
static void explain_forms(const char *name, struct fault *fault)
{
    struct text text = {0};
    text_format(&text, _("%s (usage: "), fault->text);
    const char * or = "";
    const struct command_row *row = NULL;
    while ((row = command_form(name, row)) != NULL) {
        text_format(&text, "%s%s%s%s", or, name, *row->arguments != '\0' ? " " : "",
                    row->arguments);
        or = _("  or  ");
    }
    text_add(&text, _(")"));
    text_copy(fault->text, sizeof fault->text, text_string(&text));
    text_free(&text);
}

static bool unknown_command(const struct words *words, const char *line, struct fault *fault)
{
    const char *name = words->items[0].text;
    const char *near = word_nearest(name, row_name, NULL);
    if (near != NULL)
        fault_set(fault, FAULT_UNKNOWN_COMMAND, _("unknown command \"%s\"; did you mean \"%s\"?"),
                  name, near);
    else
        fault_set(fault, FAULT_UNKNOWN_COMMAND,
                  _("unknown command \"%s\"; `actscope commands` lists them"), name);
    return fault_at(fault, line, words->items[0].offset);
}

// Two forms that both end too early want either.
static void add_missing(struct attempt *best, const struct attempt *other)
{
    size_t n = strlen(best->missing), m = strlen(other->missing);
    if (n == 0 || m == 0 || n + m + 2 > sizeof best->missing ||
        strstr(best->missing, other->missing) != NULL)
        return;
    best->missing[n] = '|';
    memcpy(best->missing + n + 1, other->missing, m + 1);
}

// Fills the fault of the form that got furthest; returns NULL.
static const struct command_row *blame_form(const struct state *state, const struct words *words,
                                            const char *line, struct arguments *arguments,
                                            struct fault *fault)
{
    const char *name = words->items[0].text;
    struct attempt best = {.at = -1};
    const struct command_row *row = NULL;
    while ((row = command_form(name, row)) != NULL) {
        struct attempt attempt = {0};
        match_form(state, row, words, arguments, &attempt);
        bool hint = has_hint(&attempt.fault) && !has_hint(&best.fault);
        if (attempt.at > best.at || (attempt.at == best.at && hint))
            best = attempt;
        else if (attempt.at == best.at)
            add_missing(&best, &attempt);
    }
    if (best.at < 0) {
        unknown_command(words, line, fault);
        return NULL;
    }
    *fault = best.fault;
    if (best.missing[0] != '\0')
        fault_set(fault, FAULT_MISSING_ARGUMENT, _("expected %s here"), best.missing);
    bool vague = best.fault.id == FAULT_MISSING_ARGUMENT || best.fault.id == FAULT_EXTRA_ARGUMENT ||
                 best.fault.id == FAULT_UNKNOWN_WORD || best.fault.id == FAULT_NUMBER;
    if (vague)
        explain_forms(name, fault);
    fault_at(fault, line, best.at < words->n ? words->items[best.at].offset : words->end);
    return NULL;
}

// Finds the form that fits; NULL with a fault.
static const struct command_row *find_form(const struct state *state, const struct words *words,
                                           const char *line, struct arguments *arguments,
                                           struct fault *fault)
{
    const struct command_row *row = NULL;
    while ((row = command_form(words->items[0].text, row)) != NULL)
        if (match_form(state, row, words, arguments, NULL))
            return row;
    return blame_form(state, words, line, arguments, fault);
}

// --- applying ---

// Whether this command may run here at all: themes are made of commands of their own, and a
// stranger's stay within the picture.
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

// What a look at the visible curves costs: some work for each; and for strangers, of own functions
// that have changed, what the search for their points takes.
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

static bool afford_look(struct session *session, const struct command_row *row, struct fault *fault)
{
    bool looks = (row->invalidates & DIRTY_VIEW) != 0;
    bool changes = (row->invalidates & DIRTY_CURVES) != 0;
    size_t work = looks ? look_work(session) : 0;
    session->errand.changed = changes || (session->errand.changed && !looks);
    return errand_spend(&session->errand, work, fault);
}

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

// The raw text of a COMMAND argument: the rest of this command, or the one quoted word.
static void take_rest(const struct words *words, const char *line, struct arguments *arguments,
                      char rest[COMMAND_LINE_MAX])
{
    if (arguments->n == 0 || arguments->items[arguments->n - 1].kind != ARGUMENT_COMMAND)
        return;
    struct argument *last = &arguments->items[arguments->n - 1];
    if (line[last->offset] == '"' && words->items[words->n - 1].offset == last->offset)
        return; // quoted: read_word took the quotes off
    size_t n = words->end - last->offset;
    while (n > 0 && is_space(line[last->offset + n - 1]))
        n--;
    snprintf(rest, COMMAND_LINE_MAX, "%.*s", (int)n, line + last->offset);
    last->text = rest;
}

static bool apply_words(struct session *session, const struct words *words, const char *line,
                        struct fault *fault)
{
    struct arguments arguments;
    char rest[COMMAND_LINE_MAX];
    const struct command_row *row = find_form(&session->state, words, line, &arguments, fault);
    if (row == NULL)
        return false;
    if (!may_run(session, row, fault) || !afford_look(session, row, fault))
        return fault_at(fault, line, words->items[0].offset);
    take_rest(words, line, &arguments, rest);
    arguments.line = line;
    if (!(row->flags & COMMAND_QUIET)) {
        session->message[0] = '\0';
        session->dirty |= DIRTY_OVERLAY;
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
    session->dirty |= row->invalidates;
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
    while (n > 0 && is_space(line[from + n - 1]))
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
        ok = split(line, at, &words, fault);
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
        ok = split(line, at, &words, fault) &&
             (words.n == 0 || command_form(words.items[0].text, NULL) != NULL ||
              unknown_command(&words, line, fault));
        if (!ok || line[words.end] != ';')
            break;
        at = words.end + 1;
    }
    return ok;
}

bool argument_blame(const struct arguments *arguments, const struct argument *argument,
                    struct fault *fault)
{
    return fault_at(fault, arguments->line, argument->offset);
}

// Applies a line with what is left of its source's work.
static bool apply_at(struct session *session, const char *line, const char *source, int line_number,
                     struct fault *fault)
{
    struct fault own = {0};
    bool ok = session->depth < DEPTH_MAX
                  ? apply_line(session, line, &own)
                  : fault_set(&own, FAULT_LIMIT, _("commands within commands, more than %d deep"),
                              DEPTH_MAX);
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
    // A mistake's column counts from its command; people count from the beginning of the line.
    bool here = own.line == from.line && strcmp(own.source, source != NULL ? source : "") == 0;
    if (here && own.column > 0)
        own.column += from.column;
    if (fault != NULL)
        *fault = own;
    return COMMAND_MISTAKE;
}

// --- completion ---

static bool starts_with(const char *word, const char *prefix)
{
    return strncmp(word, prefix, strlen(prefix)) == 0;
}

struct suggestions {
    const struct state *state;
    const struct themes *themes;
    char (*out)[ENTRY_CANDIDATE_MAX];
    int n, most;
    const char *prefix;
};

static void suggest(struct suggestions *s, const char *word)
{
    if (s->n >= s->most || !starts_with(word, s->prefix))
        return;
    for (int i = 0; i < s->n; i++)
        if (strcmp(s->out[i], word) == 0)
            return;
    text_copy(s->out[s->n++], ENTRY_CANDIDATE_MAX, word);
}

static void suggest_slot(struct suggestions *s, const struct slot *slot, const char *function)
{
    char word[32];
    enum argument_kind kind = slot_kind(slot->text);
    if (kind == ARGUMENT_WORD)
        for (int i = 0; choice(slot->text, i, word) != NULL; i++)
            suggest(s, word);
    if (kind == ARGUMENT_FUNCTION)
        for (int i = 0; i < FUNCTION_MAX; i++)
            if (state_function(s->state, i) != NULL)
                suggest(s, state_function(s->state, i)->id);
    for (int i = 0; slot_find(slot->text) == SLOT_THEME && i < s->themes->n; i++)
        suggest(s, s->themes->items[i].name);
    if (kind == ARGUMENT_NAME && state_function_find(s->state, function) >= 0) {
        const struct activation *a =
            state_function(s->state, state_function_find(s->state, function));
        for (int i = 0; i < a->parameter_count; i++)
            suggest(s, a->parameters[i].name);
    }
}

static bool slot_takes(const struct state *state, const struct slot *slot, const char *word)
{
    struct argument argument = {.kind = slot_kind(slot->text), .text = word};
    return argument.kind != ARGUMENT_COMMAND && read_argument(state, slot, &argument, NULL);
}

// Suggests what can stand at word number `at`, where the words from `word` up to it go from `slot`
// on.
static void suggest_from(struct suggestions *s, const struct match *m, int slot, int word, int at)
{
    if (slot >= m->slot_n)
        return;
    const struct slot *now = &m->slots[slot];
    if (word == at) {
        suggest_slot(s, now, m->words->n > 1 ? m->words->items[1].text : "");
    } else if (slot_takes(m->state, now, m->words->items[word].text)) {
        suggest_from(s, m, slot + 1, word + 1, at);
        if (now->repeated)
            suggest_from(s, m, slot, word + 1, at);
    }
    if (now->optional && now->first_of_group)
        suggest_from(s, m, group_end(m, slot), word, at);
}

static void suggest_form(struct suggestions *s, const struct command_row *row,
                         const struct words *words, int at)
{
    struct slot slots[SLOTS_MAX];
    struct match m = {.state = s->state, .words = words, .slots = slots};
    m.slot_n = read_slots(row->arguments, slots);
    suggest_from(s, &m, 0, 1, at);
}

int command_complete(const struct session *session, const char *line, size_t caret,
                     char candidates[][ENTRY_CANDIDATE_MAX], int most, size_t *word_at)
{
    char before[ENTRY_MAX];
    snprintf(before, sizeof before, "%.*s", (int)caret, line);
    size_t from = 0;
    for (const char *end = before; *(end = command_end(end)) == ';'; end++)
        from = (size_t)(end - before) + 1;
    struct words words;
    struct suggestions s = {.state = &session->state,
                            .themes = &session->themes,
                            .out = candidates,
                            .most = most,
                            .prefix = ""};
    *word_at = caret;
    if (split(before, from, &words, NULL) && words.comment == NULL) {
        bool inside = words.n > 0 && caret > 0 && !is_space(before[caret - 1]);
        int at = inside ? words.n - 1 : words.n;
        if (inside) {
            *word_at = words.items[at].offset;
            s.prefix = before + *word_at;
        }
        const struct command_row *row = NULL;
        for (int i = 0; at == 0 && command_row(i) != NULL; i++)
            suggest(&s, command_row(i)->name);
        while (at > 0 && (row = command_form(words.items[0].text, row)) != NULL)
            suggest_form(&s, row, &words, at);
    }
    return s.n;
}
