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
