#include "bench/eval.h"
#include "base/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "activation/arrays/vector.h"
#include "app/cli/formula.h"
#include "app/cli/options.h"

enum { SAMPLES = 1000000, REPEATS = 15, OUTPUTS = 3 };

#define RANGE 8.0 // samples lie in [-8, 8], as activations' inputs do

// What is computed in one call: f, f', and both.
static const struct {
    bool f, df;
} outputs[OUTPUTS] = {{true, false}, {false, true}, {true, true}};

static const char *const formulas[] = {"x/(1+exp(-x))", "x*tanh(log1p(exp(x)))",
                                       "if(x<0, 0.01*x, x)", NULL};

struct arrays {
    double *x, *f, *df; // SAMPLES numbers each
};

// CPU time of the process.
static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static struct arrays arrays_create(void)
{
    // Aligned, so that no vector of the kernels lies in two cache lines.
    struct arrays a = {.x = memory_aligned(SAMPLES * sizeof(double)),
                       .f = memory_aligned(SAMPLES * sizeof(double)),
                       .df = memory_aligned(SAMPLES * sizeof(double))};
    unsigned long long seed = 1;
    for (int i = 0; i < SAMPLES; i++) {
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        a.x[i] = RANGE * (2 * ((double)(seed >> 11) * 0x1p-53) - 1);
    }
    memset(a.f, 1, SAMPLES * sizeof(double)); // now, so that no run waits for new memory pages
    memset(a.df, 1, SAMPLES * sizeof(double));
    return a;
}

static void arrays_free(struct arrays *a)
{
    free(a->x);
    free(a->f);
    free(a->df);
}

static int compare_doubles(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

// Millions of samples a second: the median of REPEATS runs, after one that is not counted.
static double speed(const struct activation *a, const struct arrays *arrays, int output)
{
    double parameters[ACTIVATION_PARAMETERS_MAX], times[REPEATS];
    activation_defaults(a, parameters);
    for (int i = -1; i < REPEATS; i++) {
        double start = seconds();
        activation_eval(a, parameters, arrays->x, SAMPLES, outputs[output].f ? arrays->f : NULL,
                        outputs[output].df ? arrays->df : NULL, NULL);
        if (i >= 0)
            times[i] = seconds() - start;
    }
    qsort(times, REPEATS, sizeof *times, compare_doubles);
    return SAMPLES * 1e-6 / times[REPEATS / 2];
}

static void print_row(const struct activation *a, const struct arrays *arrays)
{
    printf("\"%s\"", a->id);
    for (int i = 0; i < OUTPUTS; i++)
        printf(",%.1f", speed(a, arrays, i));
    printf("\n");
    fflush(stdout);
}

static int print_named(const char *command, const char *text, const struct arrays *arrays)
{
    struct own own = {0};
    struct fault fault = {0};
    const struct activation *a = formula_find(text, &own, &fault);
    if (a == NULL)
        return usage_fault_of("bench", command, &fault);
    print_row(a, arrays);
    own_clear(&own);
    return EXIT_DONE;
}

int bench_eval_main(int argc, char **argv)
{
    struct arrays arrays = arrays_create();
    bool expression = strcmp(argv[0], "expression") == 0;
    int status = EXIT_DONE;
    printf("# actscope " ACTSCOPE_VERSION " bench %s: millions of samples a second on one thread,\n"
           "# median of %d runs over %d doubles in [-8, 8]; kernels for %s\n",
           argv[0], REPEATS, SAMPLES, vector_level_name(vector_level()));
    printf("function,f,df,both\n");
    for (int i = 1; i < argc && status == EXIT_DONE; i++)
        status = print_named(argv[0], argv[i], &arrays);
    for (int i = 0; argc == 1 && expression && formulas[i] != NULL; i++)
        status = print_named(argv[0], formulas[i], &arrays);
    for (int i = 0; argc == 1 && !expression && i < activation_count(); i++)
        print_row(activation_at(i), &arrays);
    arrays_free(&arrays);
    return status;
}
