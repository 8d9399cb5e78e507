// The entry line: one line of typing at the bottom of the window, for a command (`:`), a function's
// name (`/`), an exact x (`x`) or a formula (`=`). Pure text editing; what it suggests and does on
// Return is the session's business.
#ifndef ACTSCOPE_CONTROL_ENTRY_H
#define ACTSCOPE_CONTROL_ENTRY_H

#include <stdbool.h>
#include <stddef.h>

#include "control/errand.h"

enum entry_kind { ENTRY_NONE, ENTRY_COMMAND, ENTRY_FIND, ENTRY_X, ENTRY_FORMULA, ENTRY_KIND_COUNT };
enum {
    ENTRY_MAX = 512,
    ENTRY_HISTORY_MAX = 50,
    ENTRY_CANDIDATES_MAX = 8,
    ENTRY_CANDIDATE_MAX = 64
};

enum entry_edit {
    EDIT_LEFT,
    EDIT_RIGHT,
    EDIT_HOME,
    EDIT_END,
    EDIT_BACKSPACE,
    EDIT_DELETE,
    EDIT_CLEAR,
    EDIT_OLDER, // history
    EDIT_NEWER,
    EDIT_COMPLETE,
    EDIT_ACCEPT,
    EDIT_CANCEL,
    EDIT_COUNT
};

struct entry {
    enum entry_kind kind;
    enum origin origin;                         // of whoever could do least among those who typed
    char text[ENTRY_MAX];                       // valid UTF-8
    size_t caret;                               // byte offset, at a character boundary
    char history[ENTRY_HISTORY_MAX][ENTRY_MAX]; // of commands, oldest first
    int history_n;
    int history_at;        // history_n while typing something new
    char draft[ENTRY_MAX]; // what was typed before the history was looked at
    // What fits at the caret now, the first being what EDIT_COMPLETE takes; set by the session.
    char candidates[ENTRY_CANDIDATES_MAX][ENTRY_CANDIDATE_MAX];
    int candidate_n;
    size_t word_at; // where the word being completed begins
    int fault_at;   // the byte where a formula goes wrong, or -1
};

void entry_open(struct entry *entry, enum entry_kind kind);
void entry_close(struct entry *entry);

// Inserts text at the caret; control characters are left out. False (unchanged) if it does not fit
// or is broken UTF-8.
bool entry_type(struct entry *entry, const char *text);

// Puts a whole line in, the caret behind it; false (unchanged) if it does not fit.
bool entry_replace(struct entry *entry, const char *text);

// Moves and deletions; COMPLETE, ACCEPT and CANCEL are the session's.
void entry_edit(struct entry *entry, enum entry_edit edit);

// Replaces the word at the caret by a candidate (and a space after it, in a formula "(").
void entry_complete(struct entry *entry, const char *candidate);

// Remembers a line; repeated ones are kept once, newest last.
void entry_remember(struct entry *entry, const char *line);

const char *entry_edit_name(enum entry_edit edit);

// The value that a word of commands names, or -1.
int entry_edit_find(const char *word);
int entry_kind_find(const char *word); // "command", "find", "x", "formula"

#endif
