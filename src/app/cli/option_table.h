// The table of options (option.def), and the one loop that reads them.
#ifndef ACTSCOPE_APP_CLI_OPTION_TABLE_H
#define ACTSCOPE_APP_CLI_OPTION_TABLE_H

#include <getopt.h>
#include <stdbool.h>

#include "base/fault.h"

enum option_user {
    OPTION_USER_WINDOW = 1,
    OPTION_USER_PLOT = 2,
    OPTION_USER_SAMPLE = 4,
    OPTION_USER_POLYLINE = 8,
    OPTION_USER_GRADIENT = 16,
    OPTION_USER_RACE = 32,
};

// From 256 on, above the letters that getopt answers with.
enum option_id {
    OPTION_BEFORE = 255,
#define OPTION(name, letter, word, value, users) OPTION_##name,
#include "app/cli/option.def"
#undef OPTION
    OPTION_END,
    OPTIONS = OPTION_END - OPTION_BEFORE - 1,
    OPTION_LETTERS_SIZE = 2 * OPTIONS + 3,
};

struct option_row {
    char letter;      // 0 for none
    const char *word; // behind "--"; "" for none
    bool valued;
    unsigned users; // OPTION_USER_…
};

const struct option_row *option_row(enum option_id id);

// "--theme", or "-e" where there is no long name.
void option_name(enum option_id id, char out[64]);

// What getopt_long takes for a user: its letters behind `mode` ("-:" or ":"), and the long options
// of it and its sibling, as the window and `plot` each know of the other's, to say whose they are.
void option_table(enum option_user user, const char *mode, struct option out[OPTIONS + 1],
                  char letters[OPTION_LETTERS_SIZE]);

// Who reads: what is printed for --help, whom faults name ("" for the window), and whether faults
// name the option; `take` is given each option, and `plain` each other argument, in their order.
// With plain == NULL none is taken: they come behind the options, and one is one too many.
struct option_reader {
    enum option_user user;
    const char *subcommand, *help;
    bool names_option;
    bool (*take)(void *to, enum option_id option, const char *value, struct fault *fault);
    bool (*plain)(void *to, const char *word, struct fault *fault);
    void *to;
};

// Returns -1 to go on, else the exit status after --help, --version or a mistake, which is
// reported.
int options_each(const struct option_reader *reader, int argc, char **argv);

#endif
