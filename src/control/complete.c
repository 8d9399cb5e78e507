// Completes commands: what words could stand at the caret of a line.
#include "control/form.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "control/search.h"

static bool starts_with(const char *word, const char *prefix)
{
    return strncmp(word, prefix, strlen(prefix)) == 0;
}

struct suggestions {
    const struct state *state;
    const struct themes *themes;
    char (*out)[ENTRY_CANDIDATE_MAX]; // n of at most `most`
    int *forms;                       // the row that takes each of them; NULL: nobody asks
    int form;                         // the row that is looked at
    bool names;                       // a command's name stands at the caret
    int n, most;
    const char *prefix; // what they must begin with
};

// Adds a word that begins with the prefix and is not there yet, if there is room.
static void suggest(struct suggestions *s, const char *word)
{
    if (s->n >= s->most || !starts_with(word, s->prefix))
        return;
    for (int i = 0; i < s->n; i++)
        if (strcmp(s->out[i], word) == 0)
            return;
    if (s->forms != NULL)
        s->forms[s->n] = s->form;
    text_copy(s->out[s->n++], ENTRY_CANDIDATE_MAX, word);
}

// Suggests the words that a slot takes. `function` is the command's first argument, whose
// parameters may be asked for.
static void suggest_slot(struct suggestions *s, const struct slot *slot, const char *function)
{
    char word[32];
    enum argument_kind kind = slot_kind(slot->text);
    if (kind == ARGUMENT_WORD)
        for (int i = 0; slot_choice(slot->text, i, word) != NULL; i++)
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

// The words of an unfinished command, and the slots of one form.
struct partial {
    const struct words *words;
    const struct slot *slots;
    int slot_n;
};

// Suggests what can stand as word number `at`, if the words from number `word` up to it fit the
// slots from number `slot` on.
static void suggest_from(struct suggestions *s, const struct partial *m, int slot, int word, int at)
{
    if (slot >= m->slot_n)
        return;
    const struct slot *now = &m->slots[slot];
    if (word == at) {
        suggest_slot(s, now, m->words->n > 1 ? m->words->items[1].text : "");
    } else if (slot_takes(s->state, now, m->words->items[word].text)) {
        suggest_from(s, m, slot + 1, word + 1, at);
        if (now->repeated)
            suggest_from(s, m, slot, word + 1, at);
    }
    if (now->optional && now->first_of_group)
        suggest_from(s, m, slots_group_end(m->slots, m->slot_n, slot), word, at);
}

static void suggest_form(struct suggestions *s, const struct command_row *row,
                         const struct words *words, int at)
{
    struct slot slots[SLOTS_MAX];
    struct partial m = {.words = words, .slots = slots};
    m.slot_n = slots_read(row->arguments, slots);
    s->form = command_index(row);
    suggest_from(s, &m, 0, 1, at);
}

// Suggests what may stand at the caret; returns where the word begins that it replaces.
static size_t complete(struct suggestions *s, const char *line, size_t caret)
{
    char before[ENTRY_MAX];
    snprintf(before, sizeof before, "%.*s", (int)caret, line);
    size_t from = 0;
    for (const char *end = before; *(end = command_end(end)) == ';'; end++)
        from = (size_t)(end - before) + 1;
    struct words words;
    size_t word_at = caret;
    if (words_split(before, from, &words, NULL) && words.comment == NULL) {
        bool inside = words.n > 0 && caret > 0 && !is_blank(before[caret - 1]);
        int at = inside ? words.n - 1 : words.n;
        if (inside) {
            word_at = words.items[at].offset;
            s->prefix = before + word_at;
        }
        const struct command_row *row = NULL;
        s->names = at == 0;
        for (int i = 0; at == 0 && command_row(i) != NULL; i++) {
            s->form = i;
            suggest(s, command_row(i)->name);
        }
        while (at > 0 && (row = command_form(words.items[0].text, row)) != NULL)
            suggest_form(s, row, &words, at);
    }
    s->prefix = "";
    return word_at;
}

int command_complete(const struct session *session, const char *line, size_t caret,
                     char candidates[][ENTRY_CANDIDATE_MAX], int most, size_t *word_at)
{
    struct suggestions s = {.state = &session->state,
                            .themes = &session->themes,
                            .out = candidates,
                            .most = most,
                            .prefix = ""};
    *word_at = complete(&s, line, caret);
    return s.n;
}

enum { LOOKED_FOR_MIN = 3 }; // bytes of a word that is looked for in helps: one Japanese letter

// Adds the commands whose help holds the word at the caret: who types "axis" looks for `scale`.
static void suggest_by_help(struct suggestions *s, const struct entry *entry)
{
    char word[ENTRY_MAX];
    size_t n = entry->caret - entry->word_at;
    if (!s->names || n < LOOKED_FOR_MIN)
        return;
    text_copy(word, n + 1, entry->text + entry->word_at);
    for (int i = 0; command_row(i) != NULL; i++) {
        s->form = i;
        if (search_holds(command_row(i)->help, word))
            suggest(s, command_row(i)->name);
    }
}

void command_suggest(const struct session *session, struct entry *entry)
{
    struct suggestions s = {.state = &session->state,
                            .themes = &session->themes,
                            .out = entry->candidates,
                            .forms = entry->candidate_form,
                            .most = ENTRY_CANDIDATES_MAX,
                            .prefix = ""};
    entry->word_at = complete(&s, entry->text, entry->caret);
    suggest_by_help(&s, entry);
    entry->candidate_n = s.n;
}
