#include "control/syntax.h"
#include "base/language.h"
#include "control/form.h"

#include <string.h>

bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

static bool is_escape(const char *p)
{
    return *p == '\\' && (p[1] == '"' || p[1] == '\\');
}

const char *to_any(const char *p, const char *characters)
{
    while (*p != '\0' && strchr(characters, *p) == NULL)
        p++;
    return p;
}

// The place where the word that begins at `p` ends: at a blank, `;` or the line's end, or behind
// its closing quote. NULL where the closing quote is missing.
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

const char *command_end(const char *p)
{
    for (;;) {
        while (is_blank(*p))
            p++;
        if (*p == '\0' || *p == '\n' || *p == ';')
            return p;
        const char *end = *p == '#' ? NULL : word_end(p);
        if (end == NULL) // a comment, or a string without a closing quote
            return to_any(p, "\n");
        p = end;
    }
}

// Copies one word to *out without its quotes, and moves *out on. Returns where the word ends, or
// NULL with a fault.
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

// The place where a definition without quotes ends. Blanks in it belong to it, those behind it do
// not.
static const char *definition_end(const char *p)
{
    const char *end = to_any(p, ";#\n");
    while (end > p && is_blank(end[-1]))
        end--;
    return end;
}

// Copies a definition to *out, as read_word does a word; returns where it ends.
static const char *read_definition(const char *p, char **out)
{
    const char *end = definition_end(p);
    memcpy(*out, p, (size_t)(end - p));
    *out += end - p;
    *(*out)++ = '\0';
    return end;
}

// Whether the command of this name has a definition as its argument.
static bool takes_definition(const char *name)
{
    const struct command_row *row = command_form(name, NULL);
    return row != NULL && slot_kind(row->arguments) == ARGUMENT_DEFINITION;
}

// Whether the `#` at `p` begins a colour, as in `color text #1A1A1A`, and not a comment.
static bool is_color(const struct words *words, const char *p)
{
    if (words->n == 0 || strcmp(words->items[0].text, "color") != 0 || is_blank(p[1]))
        return false;
    for (int i = 1; i < words->n; i++)
        if (words->items[i].text[0] == '#')
            return false;
    return true;
}

bool words_split(const char *line, size_t from, struct words *words, struct fault *fault)
{
    words->n = 0;
    words->comment = NULL;
    char *out = words->buffer;
    const char *p = line + from;
    for (;;) {
        while (is_blank(*p))
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
