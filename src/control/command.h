// The command language: one small language for keys, mouse, scripts, configuration, saved states
// and tests. Everything that changes a session is a command.
//
//   command argument argument … [# comment]     one a line; `;` separates several on one line
//
// Strings that hold blanks, `;` or `#` stand in double quotes; \" and \\ are a quote and a
// backslash in them. commands/command.def has one row for each form of each command: its name,
// arguments, help and flags. The arguments of a row are a text that people read in the help, and
// that the parser goes by:
//
//   ID        a function's id or alias             NAME     a parameter's name
//   ORDERS    0, 1, 2 or a list: 0,1               KEY      a key as in `bind`
//   FILE TEXT a string                             COMMAND  the rest of the line
//   THEME     a theme's name                       COLOR    #RRGGBB
//   LANGUAGE  the word of a language: en           a|b|c    one of these words
//   ID…       one or more                          [ ]      may be left out, all or nothing
//   NAME=FORMULA  the rest up to `;` or `#`, with its blanks
//   other capitals of commands/word.def: a finite number
//
// Lines are UTF-8. `fault` may be NULL wherever one is taken.
#ifndef ACTSCOPE_CONTROL_COMMAND_H
#define ACTSCOPE_CONTROL_COMMAND_H

#include "control/session.h"
#include "control/text_place.h"

// The most arguments of one command, and the size of a line's buffer in bytes, with its end.
enum { COMMAND_ARGUMENTS_MAX = FUNCTION_MAX + 4, COMMAND_LINE_MAX = 4096 };

enum argument_kind {
    ARGUMENT_FUNCTION,
    ARGUMENT_NUMBER,
    ARGUMENT_WORD,
    ARGUMENT_NAME,
    ARGUMENT_ORDERS,
    ARGUMENT_KEY,
    ARGUMENT_TEXT,
    ARGUMENT_COMMAND,
    ARGUMENT_DEFINITION,
};

// What stands for the user's words in the rows: a constant for each placeholder of
// commands/word.def, and SLOT_WORD for a choice of words as a|b|c.
enum slot_name {
    SLOT_WORD,
#define PLACEHOLDER(name, text, kind) SLOT_##name,
#define CHOICE(name, text)
#include "control/commands/word.def"
#undef PLACEHOLDER
#undef CHOICE
};

// An argument that was read.
struct argument {
    enum argument_kind kind;
    enum slot_name slot; // what it was given for
    int function;        // ARGUMENT_FUNCTION: its number (control/state.h)
    double number;       // ARGUMENT_NUMBER: finite
    unsigned orders;     // ARGUMENT_ORDERS: bit o for order o
    const char *text;    // as typed, without quotes; valid while the command is applied
    size_t offset;       // the byte of the line where it begins
};

// The arguments of one command, in the order in which they were typed.
struct arguments {
    const char *line; // the whole line that the command stands in
    int n;
    struct argument items[COMMAND_ARGUMENTS_MAX];
};

// A handler: does what a command's form says; false with a fault if that cannot be done.
typedef bool command_function(struct session *session, const struct arguments *arguments,
                              struct fault *fault);

// What a form of a command does besides its work; any sum of these.
enum {
    COMMAND_VIEW = 1,      // the view before it is remembered in the history
    COMMAND_GESTURE = 2,   // … where several in a row, as while dragging, make one step
    COMMAND_EASED = 4,     // the picture may glide to the new view
    COMMAND_WINDOW = 8,    // means nothing without a window
    COMMAND_QUIET = 16,    // leaves the message and an open menu, and does not end a gesture
    COMMAND_REACHES = 32,  // reaches beyond the picture: files, clipboard, keys, the program's end
    COMMAND_THEME = 64,    // may stand in a theme's file
    COMMAND_STEADY = 128,  // moves no panel and takes no function away: session.revision stays
    COMMAND_CURVES = 256,  // other curves are drawn, or with other parameters
    COMMAND_LOOKS = 512,   // curves are looked at to find what to show, which costs work (errand.h)
    COMMAND_UNSEEN = 1024, // changes nothing that a picture shows
    COMMAND_REPEATS = 2048, // is applied again and again while its key is held down
};

// A row of commands/command.def.
struct command_row {
    const char *name;
    const char *arguments; // as explained at the top
    const char *help;      // to be translated
    unsigned flags;        // COMMAND_…
};

// The handlers of the commands, by the numbers of their rows. The interpreter takes them from the
// session, so that it can be linked without them.
struct command_table {
    command_function *const *apply;
};
extern const struct command_table command_table;

// A row by its number, from 0 in the order of the help; NULL past the end. And the number of a row.
const struct command_row *command_row(int index);
int command_index(const struct command_row *row);

// The forms of the command of this name, one after the other: the first one after the row `before`,
// or of all rows where that is NULL. NULL where there is none.
const struct command_row *command_form(const char *name, const struct command_row *before);

// The placeholder that stands as this text in the rows, or SLOT_WORD.
enum slot_name slot_find(const char *text);

// Whether a command with this name, of name_n bytes, has the flag in one of its forms.
bool command_has_flag(const char *name, size_t name_n, unsigned flag);

// Whether every command on a line exists. Else FAULT_UNKNOWN_COMMAND, or a fault of words_split,
// with the column. Arguments are not looked at.
bool command_names_known(const char *line, struct fault *fault);

// Sets a fault's column to where an argument begins. Without a call of it a handler's fault gets
// the column of the first argument. Returns false.
bool argument_blame(const struct arguments *arguments, const struct argument *argument,
                    struct fault *fault);

// Whether a key that is bound to this line repeats it while it is held down: all commands on it
// have COMMAND_REPEATS.
bool command_repeats(const struct session *session, const char *line);

// The help of the first command on a line, to be translated; "" if it has a mistake.
const char *command_help(const struct session *session, const char *line);

// Applies a line, of at most COMMAND_LINE_MAX - 2 bytes: all commands on it, one after the other.
// At the first mistake it stops; what came before stays done. False with a fault that tells the
// column, with `source` ("-e", a file's name; may be NULL) and `line_number` (0: none) as its
// place.
bool command_apply(struct session *session, const char *line, const char *source, int line_number,
                   struct fault *fault);

// The same for a line that printf makes of a format, without a place.
bool command_applyf(struct session *session, struct fault *fault, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

// Applies a whole text, command by command. It goes on after a mistake with the next command,
// whether that stands behind `;` or on the next line. Each mistake goes to `report` (may be NULL);
// returns how many there were. It ends early if it has used up the work that one source may do
// (control/errand.h).
int command_run(struct session *session, const char *text, const char *source,
                void (*report)(void *user, const struct fault *fault), void *user);

// The text has ended, the command was applied, or it had a mistake.
enum command_step { COMMAND_END, COMMAND_DONE, COMMAND_MISTAKE };

// Applies the next command of a text and moves *place behind it, for callers that wait between
// commands. A mistake's column counts from the beginning of its line. When the source has used up
// its work (control/errand.h), that is COMMAND_MISTAKE once, and COMMAND_END from then on.
enum command_step command_step(struct session *session, const char *text, struct text_place *place,
                               const char *source, struct fault *fault);

// Copies the next command of a text to `out`, without the `;` or line break behind it, and moves
// *place on. It may be empty or a comment. False at the end of the text. A command that does not
// fit is cut, but stays longer than command_apply takes.
bool command_next(const char *text, struct text_place *place, char out[COMMAND_LINE_MAX]);

// Fills `candidates` with the words that could stand at byte `caret` of a line and begin with what
// is typed there: at most `most`, each once. Sets *word_at to the byte where that word begins.
// Returns how many there are.
int command_complete(const struct session *session, const char *line, size_t caret,
                     char candidates[][ENTRY_CANDIDATE_MAX], int most, size_t *word_at);

// Fills the candidates of an entry line that holds commands, with the rows that take them. Behind
// the commands whose names begin so come those whose help holds the word, in any language.
void command_suggest(const struct session *session, struct entry *entry);

#endif
