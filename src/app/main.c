// actscope: activation functions and their gradients, live.

#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "app/bench.h"
#include "app/options.h"
#include "app/plot.h"
#include "app/tables.h"
#include "app/window.h"

static const struct {
    const char *name;
    int (*main)(int argc, char **argv);
} subcommands[] = {
    {"plot", plot_main}, {"sample", sample_main}, {"polyline", polyline_main},
    {"list", list_main}, {"show", show_main},     {"commands", commands_main},
    {"keys", keys_main}, {"bench", bench_main},
};

// Results that could not be written are a failure, not a short file.
static int finish(int status)
{
    if ((fflush(stdout) != 0 || ferror(stdout)) && status == EXIT_DONE) {
        fprintf(stderr, "actscope: cannot write to standard output\n");
        return EXIT_FAILED;
    }
    return status;
}

int main(int argc, char **argv)
{
    setlocale(LC_CTYPE, ""); // never LC_NUMERIC: numbers are written with a point
    for (size_t i = 0; argc > 1 && i < sizeof subcommands / sizeof subcommands[0]; i++)
        if (strcmp(argv[1], subcommands[i].name) == 0)
            return finish(subcommands[i].main(argc - 1, argv + 1));
    return finish(window_main(argc, argv));
}
