#include "control/entry.h"

#include <string.h>

#include "base/text.h"

static const char *const edit_names[EDIT_COUNT] = {
    "left",  "right", "home",     "end",    "backspace", "delete", "clear",
    "older", "newer", "complete", "accept", "toggle",    "cancel",
};

const char *entry_edit_name(enum entry_edit edit)
{
    return edit_names[edit];
}

int entry_edit_find(const char *word)
{
    return word_index(word, edit_names, EDIT_COUNT);
}

int entry_kind_find(const char *word)
{
    static const char *const names[ENTRY_KIND_COUNT] = {
        [ENTRY_NONE] = "",     [ENTRY_COMMAND] = "command", [ENTRY_FIND] = "find",
        [ENTRY_X] = "x",       [ENTRY_FORMULA] = "formula", [ENTRY_SAVE] = "save",
        [ENTRY_OPEN] = "open",
    };
    return word_index(word, names, ENTRY_KIND_COUNT);
}

void entry_open(struct entry *entry, enum entry_kind kind)
{
    entry->kind = kind;
    entry->origin = ORIGIN_HAND;
    entry->text[0] = '\0';
    entry->draft[0] = '\0';
    entry->caret = 0;
    entry->history_at = entry->history_n;
    entry->candidate_n = entry->first = 0;
    entry->chosen = -1;
    entry->word_at = 0;
    entry->fault_at = -1;
    entry->selected = entry->warned = false;
}

void entry_close(struct entry *entry)
{
    entry_open(entry, ENTRY_NONE);
}

static void set_text(struct entry *entry, const char *text)
{
    text_copy(entry->text, sizeof entry->text, text);
    entry->caret = strlen(entry->text);
    entry->selected = false;
}

bool entry_type(struct entry *entry, const char *text)
{
    size_t n = strlen(text), length = entry->selected ? 0 : strlen(entry->text);
    if (!utf8_valid(text, n, NULL) || length + n >= ENTRY_MAX)
        return false;
    if (entry->selected)
        set_text(entry, "");
    entry->warned = false;
    char clean[ENTRY_MAX];
    size_t kept = 0;
    for (size_t i = 0; i < n; i++)
        if ((unsigned char)text[i] >= ' ' && text[i] != 127)
            clean[kept++] = text[i];
    char *at = entry->text + entry->caret;
    memmove(at + kept, at, length - entry->caret + 1);
    memcpy(at, clean, kept);
    entry->caret += kept;
    return true;
}

static void erase(struct entry *entry, size_t from, size_t to)
{
    memmove(entry->text + from, entry->text + to, strlen(entry->text + to) + 1);
    entry->caret = from;
}

bool entry_replace(struct entry *entry, const char *text)
{
    if (strlen(text) >= sizeof entry->text)
        return false;
    set_text(entry, text);
    return true;
}

void entry_propose(struct entry *entry, const char *text)
{
    entry->selected = entry_replace(entry, text) && text[0] != '\0';
}

bool entry_is_file(const struct entry *entry)
{
    return entry->kind == ENTRY_SAVE || entry->kind == ENTRY_OPEN;
}

// Goes through the history, which only lines for commands have.
static void browse(struct entry *entry, int step)
{
    int to = entry->history_at + step;
    if (entry->kind != ENTRY_COMMAND || to < 0 || to > entry->history_n)
        return;
    if (entry->history_at == entry->history_n)
        text_copy(entry->draft, sizeof entry->draft, entry->text);
    entry->history_at = to;
    set_text(entry, to == entry->history_n ? entry->draft : entry->history[to]);
}

void entry_edit(struct entry *entry, enum entry_edit edit)
{
    size_t length = strlen(entry->text);
    bool selected = entry->selected;
    if (edit < EDIT_ACCEPT)
        entry->selected = entry->warned = false;
    if (selected && (edit == EDIT_BACKSPACE || edit == EDIT_DELETE))
        edit = EDIT_CLEAR;
    if (selected && edit == EDIT_LEFT)
        edit = EDIT_HOME;
    switch (edit) {
    case EDIT_LEFT:
        entry->caret = utf8_previous(entry->text, entry->caret);
        break;
    case EDIT_RIGHT:
        entry->caret = utf8_next(entry->text, entry->caret);
        break;
    case EDIT_HOME:
        entry->caret = 0;
        break;
    case EDIT_END:
        entry->caret = length;
        break;
    case EDIT_BACKSPACE:
        erase(entry, utf8_previous(entry->text, entry->caret), entry->caret);
        break;
    case EDIT_DELETE:
        erase(entry, entry->caret, utf8_next(entry->text, entry->caret));
        break;
    case EDIT_CLEAR:
        set_text(entry, "");
        break;
    case EDIT_OLDER:
        browse(entry, -1);
        break;
    case EDIT_NEWER:
        browse(entry, +1);
        break;
    case EDIT_COMPLETE:
    case EDIT_ACCEPT:
    case EDIT_TOGGLE:
    case EDIT_CANCEL:
    case EDIT_COUNT:
        break;
    }
}

// A word of a command may go on behind the caret: all of it is replaced. In a formula only what
// lies before the caret is.
void entry_complete(struct entry *entry, const char *candidate)
{
    bool formula = entry->kind == ENTRY_FORMULA, file = entry_is_file(entry);
    size_t end =
        entry->caret + (formula ? 0 : strcspn(entry->text + entry->caret, file ? "" : " ;"));
    entry->selected = false;
    size_t kept = strlen(entry->text) - (end - entry->word_at);
    if (kept + strlen(candidate) >= ENTRY_MAX)
        return;
    erase(entry, entry->word_at, end);
    entry_type(entry, candidate);
    if (formula && entry->text[entry->caret] != '(')
        entry_type(entry, "(");
    else if (!file && entry->text[entry->caret] == '\0')
        entry_type(entry, " ");
}

static int within(int value, int low, int high)
{
    return value > high ? (high < low ? low : high) : value < low ? low : value;
}

void entry_choose(struct entry *entry, int by)
{
    int n = entry->candidate_n;
    if (n == 0)
        return;
    int from = entry->chosen < 0 && by < 0 ? 0 : entry->chosen;
    entry->chosen = (from + by % n + n) % n;
    entry->first = within(entry->first, entry->chosen - ENTRY_ROWS + 1, entry->chosen);
}

void entry_scroll(struct entry *entry, int by)
{
    int most = within(entry->candidate_n - ENTRY_ROWS, 0, ENTRY_CANDIDATES_MAX);
    int step = within(by, -ENTRY_CANDIDATES_MAX, ENTRY_CANDIDATES_MAX);
    entry->first = within(entry->first + step, 0, most);
    if (entry->chosen >= 0)
        entry->chosen = within(entry->chosen, entry->first, entry->first + ENTRY_ROWS - 1);
}

void entry_remember(struct entry *entry, const char *line)
{
    if (*line == '\0')
        return;
    for (int i = 0; i < entry->history_n; i++)
        if (strcmp(entry->history[i], line) == 0) {
            memmove(entry->history[i], entry->history[i + 1],
                    (size_t)(entry->history_n - i - 1) * ENTRY_MAX);
            entry->history_n--;
            break;
        }
    if (entry->history_n == ENTRY_HISTORY_MAX) {
        memmove(entry->history[0], entry->history[1], (ENTRY_HISTORY_MAX - 1) * ENTRY_MAX);
        entry->history_n--;
    }
    text_copy(entry->history[entry->history_n++], ENTRY_MAX, line);
}
