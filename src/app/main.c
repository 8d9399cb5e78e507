// actscope: activation functions and their gradients, live.

#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "app/bench.h"
#include "app/file.h"
#include "app/gradient.h"
#include "app/language.h"
#include "app/options.h"
#include "app/parallel.h"
#include "app/plot.h"
#include "app/race.h"
#include "app/tables.h"
#include "app/tour.h"
#include "app/window.h"
#include "base/language.h"

static const struct {
    const char *name;
    int (*main)(int argc, char **argv);
} subcommands[] = {
    {"plot", plot_main},         {"sample", sample_main}, {"polyline", polyline_main},
    {"list", list_main},         {"show", show_main},     {"commands", commands_main},
    {"keys", keys_main},         {"bench", bench_main},   {"tour", tour_main},
    {"gradient", gradient_main}, {"race", race_main},
};

static const char *subcommand_candidate(const void *user, int i)
{
    (void)user;
    return i < (int)(sizeof subcommands / sizeof subcommands[0]) ? subcommands[i].name : NULL;
}

// Whether a first word can only be a subcommand that does not exist: there is no such file, and it
// is near to a subcommand or does not look like a file at all.
static bool is_misspelt(const char *word, const char **meant)
{
    if (*word == '-' || file_exists(word))
        return false;
    *meant = word_nearest(word, subcommand_candidate, NULL);
    return *meant != NULL || strpbrk(word, "./") == NULL;
}

static int refuse_misspelt(const char *word, const char *meant)
{
    struct fault fault = {0};
    if (meant != NULL)
        fault_set(&fault, FAULT_UNKNOWN_WORD,
                  _("neither a file nor a subcommand; did you mean \"%s\"?"), meant);
    else
        fault_set(&fault, FAULT_UNKNOWN_WORD, _("neither a file nor a subcommand"));
    return usage_fault(word, &fault);
}

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
    language_open();
    if (language_of_locale() != LANGUAGE_EN)
        language_use(language_of_locale());
    parallel_init();
    setlocale(LC_CTYPE, ""); // never LC_NUMERIC: numbers are written with a point
    for (size_t i = 0; argc > 1 && i < sizeof subcommands / sizeof subcommands[0]; i++)
        if (strcmp(argv[1], subcommands[i].name) == 0)
            return finish(subcommands[i].main(argc - 1, argv + 1));
    const char *meant = NULL;
    if (argc > 1 && is_misspelt(argv[1], &meant))
        return refuse_misspelt(argv[1], meant);
    return finish(window_main(argc, argv));
}
