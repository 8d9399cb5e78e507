// The table of options (option.def), and the loop over getopt_long that the window and all
// subcommands with options share.
#ifndef ACTSCOPE_APP_CLI_OPTION_TABLE_H
#define ACTSCOPE_APP_CLI_OPTION_TABLE_H

#include <getopt.h>
#include <stdbool.h>

#include "base/fault.h"

// Who understands an option: the window or a subcommand. Bits, to be or'ed together.
enum option_user {
    OPTION_USER_WINDOW = 1,
    OPTION_USER_PLOT = 2,
    OPTION_USER_SAMPLE = 4,
    OPTION_USER_POLYLINE = 8,
    OPTION_USER_GRADIENT = 16,
    OPTION_USER_RACE = 32,
};

// OPTION_THEME and the like, from 256 on, so that they differ from the letters that getopt returns.
enum option_id {
    OPTION_BEFORE = 255,
#define OPTION(name, letter, word, value, users) OPTION_##name,
#include "app/cli/option.def"
#undef OPTION
    OPTION_END,
    OPTIONS = OPTION_END - OPTION_BEFORE - 1, // how many there are
    OPTION_LETTERS_SIZE = 2 * OPTIONS + 3,    // bytes of getopt's letters and colons, with the mode
};

struct option_row {
    char letter;      // 0 for none
    const char *word; // behind "--"; "" for none
    bool valued;      // whether a value follows
    unsigned users;   // OPTION_USER_… or'ed together
};

// The row of an option; OPTION_BEFORE, OPTION_END and letters have none.
const struct option_row *option_row(enum option_id id);

// Writes "--theme", or "-e" for an option without a long name.
void option_name(enum option_id id, char out[64]);

// Fills what getopt_long is given for a user: in `letters` the letters behind `mode` ("-:" or ":",
// see getopt), in `out` the long options and an end. The window gets the options of `plot` as well
// and the other way round, and so do `sample` and `polyline`, so that the caller can say whose an
// option is rather than that it is unknown.
void option_table(enum option_user user, const char *mode, struct option out[OPTIONS + 1],
                  char letters[OPTION_LETTERS_SIZE]);

// Who reads the arguments, and what is done with them. `take` and `plain` return false with a fault
// for what they do not accept.
struct option_reader {
    enum option_user user;
    const char *subcommand; // that messages name; "" for the window
    const char *help;       // what --help prints, before translation
    bool names_option;      // messages begin with the option rather than with the subcommand
    // Gets each option but --help and --version, in their order; `value` is NULL where it has none.
    bool (*take)(void *to, enum option_id option, const char *value, struct fault *fault);
    // Gets each other argument, in its place between the options. NULL: such arguments are
    // mistakes.
    bool (*plain)(void *to, const char *word, struct fault *fault);
    void *to; // first argument of both
};

// Reads all arguments; argv[0] is skipped. Returns -1 if all are accepted, EXIT_DONE after --help
// or
// --version, EXIT_USAGE after a mistake, which is reported on standard error.
int options_each(const struct option_reader *reader, int argc, char **argv);

#endif
