// Where the commands of a text end, and what the words of one command are: blanks, quotes, `;` and
// `#`. What the words mean is told in control/form.h.
#ifndef ACTSCOPE_CONTROL_SYNTAX_H
#define ACTSCOPE_CONTROL_SYNTAX_H

#include "control/command.h"

// The most words of one command: its name and its arguments.
enum { WORDS_MAX = COMMAND_ARGUMENTS_MAX + 1 };

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

// Whether a character only parts words: a blank, a tabulator, or the '\r' of a line from Windows.
bool is_blank(char c);

// The first place from `p` on that has one of these characters, or the text's end. Unlike strcspn
// it reads no further, in sanitized programs neither: a text may have 300,000 commands.
const char *to_any(const char *p, const char *characters);

// Where the command at `p` ends: at `;` or the line's end; a comment belongs to it.
const char *command_end(const char *p);

// Splits the command that begins at byte `from` of a line into its words, 0 of them where there is
// only a comment or nothing. False with FAULT_QUOTE where a closing quote is missing, and with
// FAULT_LIMIT where there are more than WORDS_MAX; the fault has its column.
bool words_split(const char *line, size_t from, struct words *words, struct fault *fault);

#endif
