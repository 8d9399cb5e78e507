// The command line, one argument a line: as the window reads it, and as `plot` does.
#include "fuzz.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "app/cli/options.h"
#include "control/command.h"

enum { ARGUMENTS_MAX = 32 };

// getopt remembers where in a word it stopped; in a process of its own it begins anew.
static void begin_anew(void)
{
    char program[] = "actscope", *argv[] = {program, NULL};
    optind = 0;
    getopt(1, argv, "");
}

// What the options come to are commands that can be run.
static void check(int argc, char **argv, bool plot)
{
    struct options options;
    begin_anew();
    int status = options_read(&options, argc, argv, plot);
    demand(status == -1 || status == EXIT_DONE || status == EXIT_FAILED || status == EXIT_USAGE);
    demand(options.width >= 0 && options.height >= 0);
    if (status < 0) {
        struct session *session = fuzz_session();
        command_run(session, text_string(&options.commands), NULL, NULL, NULL);
        fuzz_session_end(session);
    }
    for (int i = 0; i < options.step_n; i++)
        demand(options.steps[i].name != NULL);
    options_free(&options);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char program[] = "actscope", *argv[ARGUMENTS_MAX + 2] = {program};
    char *text = fuzz_text(data, size);
    int argc = 1;
    for (char *line = text, *next; line != NULL && argc <= ARGUMENTS_MAX; line = next) {
        next = strchr(line, '\n');
        if (next != NULL)
            *next++ = '\0';
        argv[argc++] = line;
    }
    check(argc, argv, size % 2 == 1);
    free(text);
    return 0;
}
