#include "app/formula.h"

#include <string.h>

#include "base/text.h"

// A word between hyphens that no id has: “x-1” and “-x” are formulas, “leaky-rleu” a mistyped id.
static bool is_term(const char *word, size_t length)
{
    return (length == 1 && (*word == 'x' || *word == 'e')) || ascii_is_digit(*word) ||
           (length == 2 && strncmp(word, "pi", 2) == 0);
}

// “a-b”: nothing but letters for parameters.
static bool is_all_letters(const char *text)
{
    size_t n = strlen(text);
    for (size_t i = 0; i < n; i++)
        if (i % 2 == 1 ? text[i] != '-' : !ascii_is_letter(text[i]))
            return false;
    return n >= 3 && n % 2 == 1;
}

bool formula_meant(const char *text)
{
    for (const char *p = text; *p != '\0'; p++)
        if (!ascii_is_letter(*p) && !ascii_is_digit(*p) && *p != '_' && *p != '-')
            return true;
    if (is_all_letters(text))
        return true;
    for (size_t n; *text != '\0'; text += n + (text[n] == '-')) {
        n = strcspn(text, "-");
        if (is_term(text, n))
            return true;
    }
    return false;
}

void formula_blame(const char *text, struct fault *fault)
{
    char says[sizeof fault->text];
    int column = fault->column;
    if (column <= 0)
        return;
    text_copy(says, sizeof says, fault->text);
    if (strlen(text) + strlen(says) + (size_t)column + 16 < sizeof says)
        fault_set(fault, fault->id, "%s\n  %s\n  %*s", says, text, column, "^");
    else
        fault_set(fault, fault->id, "column %d: %s", column, says);
    fault->column = 0;
}

size_t formula_item(const char *list)
{
    int depth = 0;
    bool bars = false;
    const char *p = list;
    for (; *p != '\0' && (*p != ',' || depth > 0 || bars); p++) {
        depth += (*p == '(') - (*p == ')');
        bars ^= *p == '|';
    }
    return (size_t)(p - list);
}

const struct activation *formula_find(const char *text, struct own *own, struct fault *fault)
{
    int index = activation_find(text);
    if (index >= 0)
        return activation_at(index);
    if (activation_explained(text, fault))
        return NULL;
    if (!formula_meant(text)) {
        activation_unknown(text, fault);
        return NULL;
    }
    bool ok = own_is_definition(text) ? own_define(own, text, NULL, fault)
                                      : own_formula(own, text, fault);
    if (ok)
        return &own->activation;
    formula_blame(text, fault);
    return NULL;
}
