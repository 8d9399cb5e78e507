#include "app/cli/subcommands.h"

#include <string.h>

#include "app/cli/bench.h"
#include "app/cli/completion.h"
#include "app/cli/gradient.h"
#include "app/cli/listings.h"
#include "app/cli/plot.h"
#include "app/cli/race.h"
#include "app/tour.h"

static const struct subcommand subcommands[] = {
    {"plot", plot_main, OPTION_USER_PLOT, "", false},
    {"sample", sample_main, OPTION_USER_SAMPLE, "", true},
    {"polyline", polyline_main, OPTION_USER_POLYLINE, "", true},
    {"list", list_main, 0, "--format --help --version", false},
    {"show", show_main, 0, "--help --version", true},
    {"commands", commands_main, 0, "--help --version", false},
    {"keys", keys_main, 0, "--help --version", false},
    {"bench", bench_main, 0, "--help", false},
    {"tour", tour_main, 0, "--check --trust --help", false},
    {"gradient", gradient_main, OPTION_USER_GRADIENT, "", false},
    {"race", race_main, OPTION_USER_RACE, "", false},
    {"completion", completion_main, 0, "bash zsh fish", false},
};

enum { SUBCOMMANDS = sizeof subcommands / sizeof subcommands[0] };

const struct subcommand *subcommand_at(int i)
{
    return i >= 0 && i < SUBCOMMANDS ? &subcommands[i] : NULL;
}

int subcommand_find(const char *word)
{
    for (int i = 0; i < SUBCOMMANDS; i++)
        if (strcmp(word, subcommands[i].name) == 0)
            return i;
    return -1;
}
