// Splits a text into commands, and a command into words: knows blanks, quotes, `;` and `#`, but not
// what words mean (control/form.h).
#ifndef ACTSCOPE_CONTROL_SYNTAX_H
#define ACTSCOPE_CONTROL_SYNTAX_H

#include "control/command.h"

// The most words of one command: its name and its arguments.
enum { WORDS_MAX = COMMAND_ARGUMENTS_MAX + 1 };

struct word {
    const char *text; // without quotes; points into words.buffer
    size_t offset;    // the byte of the line where it begins, with its quote
};

// The words of one command. They point into the line and into `buffer`, so that a copy is of no
// use.
struct words {
    int n;
    struct word items[WORDS_MAX];
    char buffer[COMMAND_LINE_MAX + WORDS_MAX];
    const char *rest[WORDS_MAX]; // the line from each word on
    size_t end;                  // the byte where the command ends: at `;`, `#` or the line's end
    const char *comment;         // the text behind `#`, up to the line's end; NULL without
};

// Whether a character separates words: a blank, a tabulator, or the '\r' of a line from Windows.
bool is_blank(char c);

// The first place from `p` on that has one of these characters, or the text's end. Use it instead
// of strcspn: address sanitizers make that read the whole text at every call, which takes too long
// for texts of 300,000 commands.
const char *to_any(const char *p, const char *characters);

// The place where the command that begins at `p` ends: a `;`, a line break or the text's end. A
// comment belongs to the command before it.
const char *command_end(const char *p);

// Splits the command that begins at byte `from` of a line into words; there are none where it is
// empty or only a comment. False with FAULT_QUOTE where a closing quote is missing, and FAULT_LIMIT
// where there are more words than WORDS_MAX; the fault has its column, and may be NULL.
bool words_split(const char *line, size_t from, struct words *words, struct fault *fault);

#endif
