#include "base/numbers.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/language.h"
#include "base/text.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

enum { WORD_MAX = 24 };

void number_array_free(struct number_array *numbers)
{
    if (numbers == NULL)
        return;
    free(numbers->values);
    *numbers = (struct number_array){0};
}

bool number_array_add(struct number_array *numbers, double value, struct fault *fault)
{
    if (numbers->n == NUMBERS_MOST)
        return fault_set(fault, FAULT_LIMIT, _("more than %d million numbers"),
                         NUMBERS_MOST / 1024 / 1024);
    if (numbers->n == numbers->capacity) {
        size_t capacity = numbers->capacity == 0 ? 1024 : numbers->capacity * 2;
        double *more = realloc(numbers->values, capacity * sizeof *more);
        if (more == NULL)
            return fault_set(fault, FAULT_MEMORY, _("no memory for %zu numbers"), capacity);
        numbers->values = more;
        numbers->capacity = capacity;
    }
    numbers->values[numbers->n++] = value;
    return true;
}

size_t number_array_not_finite(const struct number_array *numbers)
{
    size_t n = 0;
    for (size_t i = 0; i < numbers->n; i++)
        n += isfinite(numbers->values[i]) ? 0 : 1;
    return n - numbers->missing;
}

bool number_array_usable(const struct number_array *numbers, struct fault *fault)
{
    if (numbers->n == 0)
        return fault_set(fault, FAULT_FILE, _("there are no numbers in it: it is empty"));
    if (number_array_not_finite(numbers) + numbers->missing == numbers->n)
        return fault_set(fault, FAULT_FILE, _("not one of its %zu numbers is finite"), numbers->n);
    return true;
}

// --- names ---

void number_names_add(char names[NUMBERS_NAMES], const char *name, size_t n)
{
    static const char more[] = ", …";
    size_t used = strlen(names), room = NUMBERS_NAMES - sizeof more;
    struct text list = {0};
    bool full = used >= sizeof more && strcmp(names + used - strlen(more), more) == 0;
    if (full || n == 0)
        return;
    text_add(&list, names);
    text_add(&list, used > 0 ? ", " : "");
    text_add_bytes(&list, name, n);
    size_t from = list.n - n, bad;
    while (!utf8_valid(list.data + from, list.n - from, &bad)) {
        from += bad;
        list.data[from++] = '?';
    }
    for (size_t i = 0; i < list.n; i++)
        if ((unsigned char)list.data[i] < ' ' || list.data[i] == 0x7F)
            list.data[i] = ' ';
    if (list.n <= room)
        text_copy(names, NUMBERS_NAMES, text_string(&list));
    else if (used > 0)
        text_copy(names + used, NUMBERS_NAMES - used, more);
    else { // the first name alone is too long
        text_copy(names, room - 1, text_string(&list));
        text_copy(names + strlen(names), NUMBERS_NAMES - strlen(names), more);
    }
    text_free(&list);
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool is_word_byte(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           (unsigned char)c >= 0x80;
}

// Writes the last word of the first *n bytes of a name in lower case, and sets *n to where it
// begins. A capital behind a small letter begins a word: globalStep.
static void last_word(const char *name, size_t *n, char out[WORD_MAX])
{
    size_t end = *n, length;
    while (end > 0 && !is_word_byte(name[end - 1]))
        end--;
    size_t from = end;
    while (from > 0 && is_word_byte(name[from - 1])) {
        from--;
        bool capital = name[from] >= 'A' && name[from] <= 'Z';
        if (capital && from > 0 && name[from - 1] >= 'a' && name[from - 1] <= 'z')
            break;
    }
    length = end - from < WORD_MAX ? end - from : 0; // no word that is looked for is so long
    for (size_t i = 0; i < length; i++)
        out[i] = lower(name[from + i]);
    out[length] = '\0';
    *n = from;
}

static bool is_one_of(const char *word, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(word, words[i]) == 0)
            return true;
    return false;
}

bool number_name_counts(const char *name, size_t n)
{
    static const char *const counts[] = {
        "step",     "steps",    "epoch",  "epochs",     "iteration", "iterations",
        "iter",     "iters",    "index",  "idx",        "id",        "batch",
        "row",      "rowid",    "time",   "timestamp",  "date",      "datetime",
        "walltime", "runtime",  "sample", "globalstep", "timestep",  "rownames",
        "ステップ", "エポック", "日付",   "時刻",       "日時",      "番号",
    };
    static const char *const numbering[] = {"number", "num", "no", "nr", "count"};
    char word[WORD_MAX];
    if (n >= 8 && memcmp(name, "Unnamed:", 8) == 0) // so pandas calls a column without a name
        return true;
    last_word(name, &n, word);
    if (is_one_of(word, numbering, COUNT(numbering)))
        last_word(name, &n, word);
    return is_one_of(word, counts, COUNT(counts));
}
