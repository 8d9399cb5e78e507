// The subcommands: their names, what runs them, and what follows them on the command line.
#ifndef ACTSCOPE_APP_CLI_SUBCOMMANDS_H
#define ACTSCOPE_APP_CLI_SUBCOMMANDS_H

#include <stdbool.h>

#include "app/cli/option_table.h"

struct subcommand {
    const char *name;
    int (*main)(int argc, char **argv); // argv[0] is the name; returns the exit status
    unsigned user;                      // whose options in option.def it takes; 0: none of them
    const char *words;                  // other options and words, for completion; "" for none
    bool takes_function;                // an id or a formula follows
};

// Subcommand i; NULL behind the last one. The first is `plot`.
const struct subcommand *subcommand_at(int i);

// The number of a subcommand, or -1.
int subcommand_find(const char *word);

#endif
