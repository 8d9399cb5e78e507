// What is pasted or typed into the picture as if a line were open.
#include "control/typing.h"

#include <string.h>

#include "base/language.h"
#include "base/text.h"
#include "control/command.h"

// Whether a line begins with a command's name, and goes on as no formula does: "step(x)" and
// "depth = 2" are formulas.
static bool begins_with_command(const char *line)
{
    char word[32];
    size_t n = strcspn(line, " \t\r\n;=(");
    if (n == 0 || n >= sizeof word)
        return false;
    memcpy(word, line, n);
    word[n] = '\0';
    const char *rest = line + n + strspn(line + n, " \t");
    return command_form(word, NULL) != NULL && (*rest == '\0' || strchr("=(+*/^", *rest) == NULL);
}

// Appends the text's first line that is not empty, or with `all` all of them, `;` between; comments
// of commands are left out.
static void add_lines(const char *text, bool all, struct text *out)
{
    for (const char *at = text; *at != '\0' && (all || out->n == 0);) {
        at += strspn(at, " \t\r\n");
        size_t n = strcspn(at, "\r\n");
        if (n > 0 && !(all && *at == '#')) {
            text_add(out, out->n > 0 ? "; " : "");
            text_add_bytes(out, at, n);
        }
        at += n;
    }
}

bool session_paste(struct session *session, const char *text, struct fault *fault)
{
    struct text line = {0};
    const char *begin = text + strspn(text, " \t\r\n");
    while (*begin == '#') { // a saved state begins with a comment
        begin += strcspn(begin, "\n");
        begin += strspn(begin, " \t\r\n");
    }
    bool command = begins_with_command(begin);
    add_lines(begin, command, &line);
    bool ok = line.n > 0 || fault_set(fault, FAULT_RANGE, _("there is no text on the clipboard"));
    if (ok && !(line.n < ENTRY_MAX && utf8_valid(text_string(&line), line.n, NULL)))
        ok = fault_set(fault, FAULT_LIMIT,
                       _("the clipboard holds more than fits into a line; write it into a file and "
                         "open that"));
    if (ok) {
        session_open_entry(session, command ? ENTRY_COMMAND : ENTRY_FORMULA);
        entry_type(&session->entry, text_string(&line));
        session_suggest(session);
    }
    text_free(&line);
    return ok;
}

// --- what was typed at once ---

static bool in_name(char c)
{
    return ascii_is_letter(c) || ascii_is_digit(c) || c == '_';
}

// Other names by which formulas know functions, that people type.
static const char *const synonyms[] = {"ln", "swish", "arcsin", "arccos", "arctan"};
enum { SYNONYMS = sizeof synonyms / sizeof synonyms[0] };

// The name of function number i among the user's own, the synonyms and those that formulas know; ""
// for a place without one, NULL past the end.
static const char *function_name(const struct state *state, int i)
{
    if (i >= OWN_MAX + SYNONYMS)
        return expression_function_name(i - OWN_MAX - SYNONYMS);
    if (i >= OWN_MAX)
        return synonyms[i - OWN_MAX];
    return state->own[i] != NULL ? state->own[i]->id : "";
}

// Whether a function's name begins with the n bytes, or with `whole` is just these.
static bool is_function(const struct state *state, const char *at, size_t n, bool whole)
{
    const char *name;
    for (int i = 0; (name = function_name(state, i)) != NULL; i++)
        if (strncmp(name, at, n) == 0 && (!whole || name[n] == '\0'))
            return true;
    return false;
}

// What was found in signs that may begin a formula.
struct reading {
    const char *name; // the latest name …
    size_t name_n;    // its bytes
    bool sure;        // one of "^", "*", "(": above digits of most keyboards
    bool after_name;  // the name is the latest thing before the last sign …
    bool at_end;      // … or goes on to the end
};

// Reads names, numbers and operators; false where no formula begins so: two operators, a sign that
// formulas do not have, or a name that is no function before "(".
static bool read_signs(const struct state *state, const char *signs, struct reading *r)
{
    bool operand = false; // the latest thing was one
    *r = (struct reading){0};
    for (const char *at = signs; *at != '\0';) {
        size_t n = 1;
        r->after_name = r->at_end;
        r->at_end = false;
        if (in_name(*at) || *at == '.') {
            for (n = 0; in_name(at[n]) || at[n] == '.'; n++)
                continue;
            if (operand)
                return false;
            operand = true;
            if (ascii_is_letter(*at)) {
                r->name = at;
                r->name_n = n;
                r->at_end = true;
            }
        } else if (*at == '(') {
            bool call =
                r->after_name && (r->name_n == 1 || is_function(state, r->name, r->name_n, true));
            if (operand && !call)
                return false;
            operand = false;
        } else if (*at == ')') {
            if (!operand)
                return false;
        } else if (strchr("+-*/^,", *at) != NULL) {
            if (!operand && *at != '-')
                return false;
            operand = false;
        } else
            return false;
        r->sure |= strchr("^*(", *at) != NULL;
        at += n;
    }
    return true;
}

static bool is_bare(const char *signs)
{
    size_t n = 0;
    while (in_name(signs[n]))
        n++;
    return signs[n] == '\0' && ascii_is_letter(signs[0]);
}

static enum typed judge_formula(const struct state *state, const char *signs, enum entry_kind line)
{
    struct reading r;
    size_t n = strlen(signs);
    char last = n > 0 ? signs[n - 1] : '\0';
    if (!read_signs(state, signs, &r))
        return TYPED_KEYS;
    bool call = last == '(' && r.after_name && r.name_n > 1;
    bool long_name = r.at_end && r.name_n >= 3 && is_function(state, r.name, r.name_n, false);
    if (line == ENTRY_SAVE)
        return call ? TYPED_FORMULA : TYPED_PERHAPS;
    if (line == ENTRY_FIND) // it was opened by a "/" between two operands
        return call || last == '(' || ascii_is_digit(last) ? TYPED_FORMULA : TYPED_PERHAPS;
    if (line == ENTRY_X)
        return call || long_name || r.sure || last == '/' ? TYPED_FORMULA : TYPED_PERHAPS;
    if (call || long_name || (r.sure && n >= 3 && strchr("x(-", last) != NULL))
        return TYPED_FORMULA;
    return TYPED_PERHAPS;
}

// A name and the sign that ends it.
static enum typed judge_name(const struct state *state, const char *name, char end,
                             enum entry_kind line)
{
    size_t n = strlen(name);
    bool function = n >= 3 && is_function(state, name, n, true);
    if (end == '=' && (line == ENTRY_NONE || (line == ENTRY_SAVE && n >= 3)))
        return n > 1 || *name == 'y' || *name == 'f' ? TYPED_FORMULA : TYPED_KEYS;
    if (end == '\r')
        return function && line == ENTRY_SAVE ? TYPED_FORMULA : TYPED_KEYS;
    return n >= 3 && command_form(name, NULL) != NULL ? TYPED_COMMAND : TYPED_KEYS;
}

enum typed typing_judge(const struct state *state, const char *signs, enum entry_kind line)
{
    char name[24];
    size_t n = strlen(signs);
    char last = n > 0 ? signs[n - 1] : '\0';
    if (n > 0 && n < sizeof name && strchr("= \r", last) != NULL) {
        text_copy(name, n, signs);
        return is_bare(name) ? judge_name(state, name, last, line) : TYPED_KEYS;
    }
    return judge_formula(state, signs, line);
}
