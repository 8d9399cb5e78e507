#include "control/form.h"
#include "base/language.h"
#include "base/text.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

// The text of each placeholder in rows, and how what users write there is read.
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

enum argument_kind slot_kind(const char *slot)
{
    return placeholders[slot_find(slot)].kind;
}

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

enum { DOTS = sizeof "…" - 1 }; // bytes

int slots_read(const char *arguments, struct slot slots[SLOTS_MAX])
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

// The index of a word among those of a slot a|b|c, or -1.
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

const char *slot_choice(const char *slot, int i, char out[32])
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

// A slot's words for word_nearest, each copied to a place of `store`.
struct choices {
    const char *slot;
    char (*store)[32];
};

static const char *choice_candidate(const void *user, int i)
{
    const struct choices *choices = user;
    return i < 16 ? slot_choice(choices->slot, i, choices->store[i]) : NULL;
}

// The functions read_… read argument->text. False if it is no such argument, with a fault if
// `fault` is not NULL.
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

bool slot_takes(const struct state *state, const struct slot *slot, const char *word)
{
    struct argument argument = {.kind = slot_kind(slot->text), .text = word};
    return argument.kind != ARGUMENT_COMMAND && read_argument(state, slot, &argument, NULL);
}

// How far the words fitted a form, and why not further. Forms are first tried without an attempt (a
// NULL pointer), which is quick. Only where none fits are they tried with one, to find the best
// fault.
struct attempt {
    int at; // index of the first word that does not fit
    struct fault fault;
    char missing[200]; // where a word is missing: what could stand there, "off|FILE…"
};

// Whether a fault tells what was probably meant.
static bool has_hint(const struct fault *fault)
{
    return fault->near;
}

// Notes a mistake, unless the attempt has one at a later word. Of two at the same word the one with
// a hint stays, or else the new one.
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

// The matching of words to the slots of one form.
struct match {
    const struct state *state; // for the functions that words may name
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

// Matches one slot to the word with index *word, a repeated slot to as many as fit, and moves *word
// behind them. False with a fault if none fits.
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

// An empty fault to be filled, or NULL without an attempt.
static struct fault *fault_wanted(const struct attempt *attempt, struct fault *fault)
{
    if (attempt == NULL)
        return NULL;
    *fault = (struct fault){0};
    return fault;
}

int slots_group_end(const struct slot *slots, int n, int at)
{
    int end = at + 1;
    while (end < n && slots[end].optional && !slots[end].first_of_group)
        end++;
    return end;
}

// Matches the optional group that begins at slot `at`, all of it or nothing. Returns the index of
// the slot behind it.
static int match_group(struct match *m, int at, int *word, struct attempt *attempt)
{
    int end = slots_group_end(m->slots, m->slot_n, at), word_before = *word, n_before = m->out->n;
    struct fault fault;
    for (int i = at; i < end; i++) {
        if (match_slot(m, &m->slots[i], word, fault_wanted(attempt, &fault)))
            continue;
        // A group of which nothing was given is fine. A part of one, or a word that does not fit,
        // may be the mistake.
        if (*word > word_before || *word < m->words->n)
            attempt_note(attempt, *word, m->slots[i].text, &fault);
        *word = word_before;
        m->out->n = n_before;
        break;
    }
    return end;
}

// Matches all slots, from the word behind the command's name on. Returns the index of the first
// word that is left over, or -1 if a slot does not fit.
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

// Whether the words fit the row; fills its arguments, and `attempt` (may be NULL) if they do not.
static bool match_form(const struct state *state, const struct command_row *row,
                       const struct words *words, struct arguments *out, struct attempt *attempt)
{
    struct slot slots[SLOTS_MAX];
    struct match m = {.state = state, .words = words, .slots = slots, .out = out};
    m.slot_n = slots_read(row->arguments, slots);
    out->n = 0;
    int word = match_slots(&m, attempt);
    if (word < 0 || word == words->n)
        return word == words->n;
    if (attempt != NULL && attempt->at < word) { // no optional group has a better fault here
        attempt->at = word;
        fault_set(&attempt->fault, FAULT_EXTRA_ARGUMENT,
                  _("\"%s\" is one word too many; %s%s%s is all there is"), words->items[word].text,
                  row->name, *row->arguments != '\0' ? " " : "", row->arguments);
    }
    return false;
}

// Adds all forms of the command, "(usage: …)", to a fault's text.
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

bool form_unknown(const struct words *words, const char *line, struct fault *fault)
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

// Where a word is missing in two forms, either of their words could stand there: "off|FILE…".
static void add_missing(struct attempt *best, const struct attempt *other)
{
    size_t n = strlen(best->missing), m = strlen(other->missing);
    if (n == 0 || m == 0 || n + m + 2 > sizeof best->missing ||
        strstr(best->missing, other->missing) != NULL)
        return;
    best->missing[n] = '|';
    memcpy(best->missing + n + 1, other->missing, m + 1);
}

// Tries all forms of the command again and fills the fault of the one of which most words fit.
// Returns NULL.
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
        form_unknown(words, line, fault);
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

const struct command_row *form_find(const struct state *state, const struct words *words,
                                    const char *line, struct arguments *arguments,
                                    struct fault *fault)
{
    const struct command_row *row = NULL;
    while ((row = command_form(words->items[0].text, row)) != NULL)
        if (match_form(state, row, words, arguments, NULL))
            return row;
    return blame_form(state, words, line, arguments, fault);
}
