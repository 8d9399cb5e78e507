#include "app/cli/formula.h"

#include <getopt.h>
#include <string.h>

#include "base/language.h"
#include "base/text.h"

// Whether a part of a text between hyphens is one that no id has: x, e, pi, or a digit in front. It
// tells the formulas "x-1" and "-x" from the mistyped id "leaky-rleu".
static bool is_term(const char *word, size_t length)
{
    return (length == 1 && (*word == 'x' || *word == 'e')) || ascii_is_digit(*word) ||
           (length == 2 && strncmp(word, "pi", 2) == 0);
}

// Whether a text is single letters between hyphens, "a-b": a formula of parameters.
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
    if (expression_is_word(text) || activation_is_negated(text))
        return true;
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

// The width, in columns of a terminal, of what is before a character; the first character is 1.
static int columns_before(const char *text, int character)
{
    struct text before = {0};
    size_t at = 0;
    for (int i = 1; i < character && text[at] != '\0'; i++)
        at = utf8_next(text, at);
    text_add_bytes(&before, text, at);
    int columns = (int)utf8_columns(text_string(&before));
    text_free(&before);
    return columns;
}

void formula_blame(const char *text, struct fault *fault)
{
    char says[sizeof fault->text];
    int column = fault->column;
    if (column <= 0)
        return;
    text_copy(says, sizeof says, fault->text);
    if (strlen(text) + strlen(says) + (size_t)column + 16 < sizeof says)
        fault_set(fault, fault->id, "%s\n  %s\n  %*s", says, text, columns_before(text, column) + 1,
                  "^");
    else
        fault_set(fault, fault->id, _("column %d: %s"), column, says);
    fault->column = 0;
}

size_t formula_item(const char *list)
{
    int depth = 0;
    bool bars = false;
    const char *p = list;
    for (; *p != '\0' && (*p != ',' || depth > 0 || bars); p++) {
        depth += (strchr("({[", *p) != NULL) - (strchr(")}]", *p) != NULL);
        bars ^= *p == '|';
    }
    return (size_t)(p - list);
}

bool formula_comma(const char *list, size_t at, struct fault *fault)
{
    size_t begin = at;
    if (list[at] != ',' || !ascii_is_digit(list[at + 1]))
        return true;
    while (begin > 0 && ascii_is_digit(list[begin - 1]))
        begin--;
    bool name = begin > 0 && (ascii_is_letter(list[begin - 1]) || list[begin - 1] == '_' ||
                              (unsigned char)list[begin - 1] >= 0x80);
    if (begin == at || name)
        return true;
    return fault_set(fault, FAULT_EXPRESSION,
                     _("“%.*s” is two functions here: a decimal has a point, as in 1.5; behind a "
                       "comma that separates put a blank"),
                     (int)(at - begin + 2), list + begin);
}

// Whether `rest`, what follows a short option in the same argument, can be its value: "-5:5" in
// -x-5:5, "11" in -n11, "a=2" in -pa=2.
static bool fits_option(char letter, const char *rest)
{
    char number[128];
    double value;
    size_t n = strcspn(rest, letter == 'p' ? "=" : ":");
    bool ends = rest[n] == '\0';
    if (letter == 'p')
        return !ends && rest[n + 1] != '=' && rest[strspn(rest, "=")] != '\0' &&
               strpbrk(rest, "*/^()<> ") == NULL;
    text_copy(number, n < sizeof number ? n + 1 : sizeof number, rest);
    return number_read(number, &value);
}

// Whether the next argument is the value of this long option, which may be abbreviated as getopt
// allows, and is given without its two hyphens.
static bool takes_next(const char *argument, const struct option *options)
{
    size_t n = strcspn(argument, "=");
    for (const struct option *o = options; argument[n] == '\0' && o->name != NULL; o++)
        if (o->has_arg == required_argument && strncmp(o->name, argument, n) == 0)
            return true;
    return false;
}

// Whether an argument "-x" is the formula: no function has been named, and no range follows, so it
// cannot be the option.
static bool is_minus_x(const char *argument, const char *next, bool named)
{
    bool range = next != NULL && (*next != '-' || strchr(next, ':') != NULL);
    return !named && !range && strcmp(argument, "-x") == 0;
}

enum argument_kind {
    ARGUMENT_PLAIN,     // no hyphen in front
    ARGUMENT_ALONE,     // an option, perhaps with its value in the same argument
    ARGUMENT_WITH_NEXT, // an option whose value is the next argument
    ARGUMENT_FORMULA    // a formula with a minus in front
};

// What an argument is; `next` is the one after it or NULL, `named` whether a plain one came before.
static enum argument_kind kind_of(const char *argument, const char *next, bool named,
                                  const char *letters, const struct option *options)
{
    if (argument[0] != '-' || argument[1] == '\0')
        return ARGUMENT_PLAIN;
    if (argument[1] == '-')
        return takes_next(argument + 2, options) ? ARGUMENT_WITH_NEXT : ARGUMENT_ALONE;
    const char *letter = ascii_is_letter(argument[1]) ? strchr(letters, argument[1]) : NULL;
    bool valued = letter != NULL && letter[1] == ':';
    if (valued && argument[2] == '\0')
        return is_minus_x(argument, next, named) ? ARGUMENT_FORMULA : ARGUMENT_WITH_NEXT;
    if (letter != NULL && (argument[2] == '\0' || (valued && fits_option(*letter, argument + 2))))
        return ARGUMENT_ALONE;
    return formula_meant(argument) ? ARGUMENT_FORMULA : ARGUMENT_ALONE;
}

const char *formula_take(int *argc, char **argv, const char *letters, const struct option *options)
{
    bool named = false;
    for (int i = 1; i < *argc && strcmp(argv[i], "--") != 0; i++) {
        enum argument_kind kind = kind_of(argv[i], argv[i + 1], named, letters, options);
        named = named || kind == ARGUMENT_PLAIN;
        i += kind == ARGUMENT_WITH_NEXT;
        if (kind != ARGUMENT_FORMULA)
            continue;
        const char *formula = argv[i];
        memmove(argv + i, argv + i + 1, (size_t)(*argc - i) * sizeof *argv);
        (*argc)--;
        return formula;
    }
    return NULL;
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
