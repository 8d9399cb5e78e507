// The entry line: one line at the bottom of the window into which the user types a command (`:`), a
// function's name (`/`), an exact x (`x`), a formula (`=`), or the name of a file to save (`s`) or
// to open. This is text editing only. What the line suggests, and what Return does, is decided by
// the session (control/session.h).
//
// Texts are UTF-8. Offsets are bytes of the text at which a character begins.
#ifndef ACTSCOPE_CONTROL_ENTRY_H
#define ACTSCOPE_CONTROL_ENTRY_H

#include <stdbool.h>
#include <stddef.h>

#include "control/errand.h"

enum entry_kind {
    ENTRY_NONE,
    ENTRY_COMMAND,
    ENTRY_FIND,
    ENTRY_X,
    ENTRY_FORMULA,
    ENTRY_SAVE,
    ENTRY_OPEN,
    ENTRY_KIND_COUNT
};
enum {
    ENTRY_MAX = 512, // bytes of a line, with its end
    ENTRY_HISTORY_MAX = 50,
    ENTRY_CANDIDATES_MAX = 128,
    ENTRY_ROWS = 8,           // candidates that the list over the line shows at a time
    ENTRY_CANDIDATE_MAX = 256 // the longest file name and a byte
};

enum entry_edit {
    EDIT_LEFT,
    EDIT_RIGHT,
    EDIT_HOME,
    EDIT_END,
    EDIT_BACKSPACE,
    EDIT_DELETE,
    EDIT_CLEAR,
    EDIT_OLDER, // the line before in the history
    EDIT_NEWER,
    EDIT_COMPLETE,
    EDIT_ACCEPT,
    EDIT_TOGGLE, // does what ACCEPT does with the chosen function, and leaves the line open
    EDIT_CANCEL,
    EDIT_COUNT
};

// Zero-initialise: then it is closed.
struct entry {
    enum entry_kind kind;                       // ENTRY_NONE: closed
    enum origin origin;                         // the least trusted of those who typed (errand.h)
    char text[ENTRY_MAX];                       // valid UTF-8
    size_t caret;                               // offset
    char history[ENTRY_HISTORY_MAX][ENTRY_MAX]; // of commands, oldest first
    int history_n;
    int history_at;        // the line of the history that is shown; history_n: a new one
    char draft[ENTRY_MAX]; // the new line, while the history is looked at
    // What fits at the caret now, a list over the line. Set by the session.
    char candidates[ENTRY_CANDIDATES_MAX][ENTRY_CANDIDATE_MAX];
    int candidate_form[ENTRY_CANDIDATES_MAX]; // of ENTRY_COMMAND: a row (command.h) that takes it
    int candidate_n;
    int chosen;     // the candidate that keys act on, -1 for none
    int first;      // the first one that the list shows
    size_t word_at; // where the word begins that a candidate replaces
    int fault_at;   // offset of the first mistake in a formula, or -1
    bool selected;  // the text was put in as a proposal: what is typed replaces all of it
    bool warned;    // the user was told that a file of this name is there; any edit forgets it
    char saved_as[ENTRY_MAX]; // the name that the user typed for a file last; "" for none yet
};

// Opens an empty line; closes the line, with its text lost. The history stays.
void entry_open(struct entry *entry, enum entry_kind kind);
void entry_close(struct entry *entry);

// Inserts text at the caret, without its control characters. False, with nothing changed, if it
// does not fit or is broken UTF-8.
bool entry_type(struct entry *entry, const char *text);

// Replaces the line's text and puts the caret at its end. False, with nothing changed, if it does
// not fit.
bool entry_replace(struct entry *entry, const char *text);

// Puts a proposal in, as entry_replace does, and selects it.
void entry_propose(struct entry *entry, const char *text);

// Whether the line asks for the name of a file.
bool entry_is_file(const struct entry *entry);

// Moves the caret, deletes, or goes through the history (of ENTRY_COMMAND only). COMPLETE, ACCEPT,
// TOGGLE and CANCEL do nothing here: they are the session's.
void entry_edit(struct entry *entry, enum entry_edit edit);

// Replaces the word at the caret by a candidate. "(" is put behind it in a formula, and a blank at
// the end of other lines but those for a file. Nothing if that does not fit.
void entry_complete(struct entry *entry, const char *candidate);

// Chooses the next (by +1) or previous (by -1) candidate, after the last one the first, and shows
// it. Nothing where there is none.
void entry_choose(struct entry *entry, int by);

// Scrolls the list by so many rows, as far as it goes; what was chosen stays in sight.
void entry_scroll(struct entry *entry, int by);

// Adds a line to the end of the history, and removes an equal one. The oldest goes if it is full.
void entry_remember(struct entry *entry, const char *line);

// The word that names an edit in commands: "backspace".
const char *entry_edit_name(enum entry_edit edit);

// The value that a word of commands names, or -1.
int entry_edit_find(const char *word);
int entry_kind_find(const char *word); // "command", "find", "x", …

#endif
