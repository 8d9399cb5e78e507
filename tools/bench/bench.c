// actscope-bench, a program that `actscope bench` starts: measures how fast actscope is on this
// machine, and prints CSV.
#include "base/language.h"

#include <stdio.h>
#include <string.h>

#include "app/cli/options.h"
#include "app/language.h"
#include "app/parallel.h"
#include "bench/case.h"
#include "bench/eval.h"
#include "bench/network.h"

static const struct bench_size sizes[] = {{1280, 720}, {1920, 1080}};
enum { SIZE_COUNT = sizeof sizes / sizeof sizes[0] };

static const struct {
    const char *name;
    bench_function *run; // measures at one size of the picture; NULL if `once` is given
    bool (*once)(void);  // measures what draws no picture, and prints rows of its own; NULL else
    const char *help;    // to be translated
} cases[] = {
    {"floor", bench_floor, NULL, N_("clear and swap an empty window")},
    {"first-frame", bench_first_frame, NULL,
     N_("process start to the first frame, against an empty window")},
    {"zoom", bench_zoom, NULL, N_("ten curves, a new zoom at every frame")},
    {"curves", bench_curves, NULL, N_("a hundred curves, a new zoom at every frame")},
    {"panels", bench_panels, NULL, N_("22 panels of three curves, a new zoom at every frame")},
    {"pan", bench_pan, NULL, N_("ten curves, panning")},
    {"slider", bench_slider, NULL, N_("ten curves, a new parameter at every frame")},
    {"picker", bench_picker, NULL, N_("the list of all functions, scrolled at every frame")},
    {"steady", bench_steady, NULL, N_("ten curves, nothing new")},
    {"network-page", bench_network_page, NULL, N_("the network page while the worker computes")},
    {"race-page", bench_race_page, NULL, N_("the race while four networks train")},
    {"answer", bench_answer, NULL,
     N_("a slider's move to the first networks of three activations")},
    {"idle", bench_idle, NULL, N_("an untouched window for 20 s")},
    {"plot-png", bench_plot_png, NULL, N_("a hundred different PNG files")},
    {"plot-svg", bench_plot_svg, NULL, N_("a hundred different SVG files")},
    {"memory", bench_memory, NULL, N_("peak memory at the first frame, against an empty window")},
    {"network", NULL, bench_network, N_("random networks: a pass forward and backward, measured")},
    {"race", NULL, bench_race, N_("the training race: a step")},
};
enum { CASES = sizeof cases / sizeof cases[0] };

static int find_case(const char *name)
{
    for (int i = 0; i < CASES; i++)
        if (strcmp(cases[i].name, name) == 0)
            return i;
    return -1;
}

static void print_help(void)
{
    puts(_("actscope bench [CASE…]: measure, as CSV; all cases if none is named\n"));
    for (int i = 0; i < CASES; i++)
        printf("  %-12s %s\n", cases[i].name, _(cases[i].help));
    puts(_(
        "\nactscope bench eval [ID…]             f, f′ and both of functions, millions of samples "
        "a second\n"
        "actscope bench expression [FORMULA…]  the same of formulas"));
}

static bool run_case(int number)
{
    if (cases[number].once != NULL)
        return cases[number].once();
    for (int i = 0; i < SIZE_COUNT; i++) {
        struct fault fault = {0};
        if (cases[number].run(sizes[i], &fault))
            continue;
        fprintf(stderr, "actscope: bench %s: %s\n", cases[number].name, fault.text);
        return false;
    }
    return true;
}

// Runs the cases that the arguments name, or all; returns the exit status.
static int run(int argc, char **argv)
{
    struct fault fault = {0};
    argc = arguments_plain(argc, argv);
    if (argc == 5 && strcmp(argv[1], "--child") == 0)
        return bench_child(argv);
    if (argc > 1 && (strcmp(argv[1], "eval") == 0 || strcmp(argv[1], "expression") == 0))
        return bench_eval_main(argc - 1, argv + 1);
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0) {
            print_help();
            return EXIT_DONE;
        }
        if (find_case(argv[i]) < 0) {
            fault_set(&fault, FAULT_UNKNOWN_WORD,
                      _("unknown case \"%s\"; `actscope bench --help` "
                        "lists them"),
                      argv[i]);
            return usage_fault_of("bench", "bench", &fault);
        }
    }
    bench_print_head();
    bool ok = true;
    for (int i = 0; i < CASES; i++) {
        bool wanted = argc == 1;
        for (int k = 1; k < argc; k++)
            wanted |= find_case(argv[k]) == i;
        if (wanted)
            ok = run_case(i) && ok;
    }
    return ok ? EXIT_DONE : EXIT_FAILED;
}

int main(int argc, char **argv)
{
    language_open();
    parallel_init();
    return output_finish(run(argc, argv));
}
