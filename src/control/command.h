// The command language: one small language for keys, mouse, scripts, config, sessions and tests.
//
//   command argument argument … [# comment]     one a line; `;` separates on one line
//
// Strings that hold spaces, `;` or `#` stand in double quotes. command.def has one row for each
// form of each command: name, arguments, help, what it invalidates. The row's argument text is both
// what people read and what the parser goes by:
//
//   ID        a function's id or alias          NAME    a parameter's name
//   ORDERS    0, 1, 2 or a list: 0,1            KEY     a key as in `bind`
//   FILE TEXT a string                          COMMAND the rest of the line
//   NAME=FORMULA  the rest of the line, up to `;` or `#`, whatever blanks are in it
//   THEME     a theme's name                 COLOR   #RRGGBB
//   LANGUAGE  one of the languages' words: en
//   a|b|c     one of these words                any other capitals of word.def: a finite number
//   ID…       one or more                       [ ]     may be left out, together
#ifndef ACTSCOPE_CONTROL_COMMAND_H
#define ACTSCOPE_CONTROL_COMMAND_H

#include "control/session.h"
#include "control/text_place.h"

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

// The placeholders of the rows, from commands/word.def; SLOT_WORD stands for any choice of words.
enum slot_name {
    SLOT_WORD,
#define PLACEHOLDER(name, text, kind) SLOT_##name,
#define CHOICE(name, text)
#include "control/commands/word.def"
#undef PLACEHOLDER
#undef CHOICE
};

struct argument {
    enum argument_kind kind;
    enum slot_name slot;
    int function;     // ARGUMENT_FUNCTION: its number
    double number;    // ARGUMENT_NUMBER
    unsigned orders;  // ARGUMENT_ORDERS: bit o for order o
    const char *text; // the word as typed; lives as long as the call
    size_t offset;    // where it stands in the line
};

struct arguments {
    const char *line; // that the command stands in
    int n;
    struct argument items[COMMAND_ARGUMENTS_MAX];
};

typedef bool command_function(struct session *session, const struct arguments *arguments,
                              struct fault *fault);

enum {
    COMMAND_VIEW = 1,       // remember the old view in the history
    COMMAND_GESTURE = 2,    // … where consecutive ones make one step
    COMMAND_EASED = 4,      // the move may glide
    COMMAND_WINDOW = 8,     // means nothing without a window
    COMMAND_QUIET = 16,     // does not clear the message, and is not worth a step in the gesture
    COMMAND_REACHES = 32,   // reaches beyond the picture: files, clipboard, keys, the program's end
    COMMAND_THEME = 64,     // what a theme's file may say
    COMMAND_STEADY = 128,   // moves no panel and takes no function away: the scene's places hold
    COMMAND_CURVES = 256,   // other curves, or other parameters, that are looked at later
    COMMAND_LOOKS = 512,    // another stretch of the plane, which may have to be looked for
    COMMAND_UNSEEN = 1024,  // changes nothing that a picture shows
    COMMAND_REPEATS = 2048, // goes on a step each time while its key is held
};

struct command_row {
    const char *name;
    const char *arguments;
    const char *help;
    unsigned flags; // COMMAND_…
};

// What the commands do, by the numbers of their rows. The interpreter knows it from the session
// that it is given, so that it needs none of the handlers.
struct command_table {
    command_function *const *apply;
};
extern const struct command_table command_table;

// The rows, in the order of the help; command_row(n) is NULL past the end.
const struct command_row *command_row(int index);
int command_index(const struct command_row *row);

// The forms of the command of this name, one after the other: the first one behind `before`, or of
// all where that is NULL. NULL where there is none.
const struct command_row *command_form(const char *name, const struct command_row *before);

// The placeholder of this text, or SLOT_WORD.
enum slot_name slot_find(const char *text);

// Whether a command of this name has the flag (in any of its forms).
bool command_has_flag(const char *name, size_t name_n, unsigned flag);

// Whether every command on the line has a name that exists; else FAULT_UNKNOWN_COMMAND with its
// column.
bool command_names_known(const char *line, struct fault *fault);

// Puts the blame for a fault on an argument (its column); without, it is the first argument's.
// Returns false.
bool argument_blame(const struct arguments *arguments, const struct argument *argument,
                    struct fault *fault);

// Whether all commands on a line go on while a key that is bound to it is held.
bool command_repeats(const struct session *session, const char *line);

// Applies one line (all commands on it, separated by `;`). Stops at the first mistake: false,
// `fault` with its column. `source` (may be NULL) and `line` go into the fault's place.
bool command_apply(struct session *session, const char *line, const char *source, int line_number,
                   struct fault *fault);

// As above with printf's formatting; for callers that build their command.
bool command_applyf(struct session *session, struct fault *fault, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

// Runs a whole text, command by command, going on after mistakes: here `;` is as good as a line
// break. Each mistake is reported to `report` (may be NULL). Returns how many there were. It ends
// early where it has used up what one source may do (control/errand.h).
int command_run(struct session *session, const char *text, const char *source,
                void (*report)(void *user, const struct fault *fault), void *user);

enum command_step { COMMAND_END, COMMAND_DONE, COMMAND_MISTAKE };

// Applies the next command of a text, for callers that must wait between commands; moves *place on.
// A mistake's column counts from the beginning of its line. COMMAND_END, too, once the source has
// used up what it may do (control/errand.h), which was a mistake before.
enum command_step command_step(struct session *session, const char *text, struct text_place *place,
                               const char *source, struct fault *fault);

// Finds the next command in a text: copies it (without separators) to `out` and moves *place on.
// False at the end of the text.
// What does not fit is cut, and then too long for command_apply too.
bool command_next(const char *text, struct text_place *place, char out[COMMAND_LINE_MAX]);

// What could stand at byte `caret` of a line, given the session's functions: fills candidates with
// words, sets *word_at to where the word begins; returns how many.
int command_complete(const struct session *session, const char *line, size_t caret,
                     char candidates[][ENTRY_CANDIDATE_MAX], int most, size_t *word_at);

#endif
