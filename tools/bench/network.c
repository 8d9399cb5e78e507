#include "bench/network.h"

#include <cblas.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "app/parallel.h"
#include "bench/case.h"
#include "network/mlp.h"
#include "network/race.h"

enum { REPEATS_MAX = 40, TRIO = 3, STEPS = 200 }; // STEPS of training are measured at once

struct times {
    double wall[REPEATS_MAX], cpu[REPEATS_MAX]; // milliseconds of each repeat
    int n;
};

struct moment {
    double wall, cpu; // milliseconds
};

static double milliseconds(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec * 1e-6;
}

static struct moment now(void)
{
    return (struct moment){milliseconds(CLOCK_MONOTONIC), milliseconds(CLOCK_PROCESS_CPUTIME_ID)};
}

// Adds the time since `start`, divided by how many parts were measured at once.
static void add_time(struct times *times, struct moment start, double parts)
{
    struct moment end = now();
    times->wall[times->n] = (end.wall - start.wall) / parts;
    times->cpu[times->n++] = (end.cpu - start.cpu) / parts;
}

static int compare_doubles(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double quantile(double *values, int n, double share)
{
    qsort(values, (size_t)n, sizeof *values, compare_doubles);
    return values[(int)(share * (n - 1) + 0.5)];
}

static void print_row(const char *name, const char *size, struct times *times)
{
    printf("%s,%s,%d,%.4f,%.4f,%.4f,%.4f" BENCH_NO_COUNTS "\n", name, size, times->n,
           quantile(times->wall, times->n, 0.5), quantile(times->wall, times->n, 0.95),
           quantile(times->cpu, times->n, 0.5), quantile(times->cpu, times->n, 0.95));
    fflush(stdout);
}

static const struct activation *find(const char *id, double parameters[ACTIVATION_PARAMETERS_MAX])
{
    const struct activation *activation = activation_at(activation_find(id));
    activation_defaults(activation, parameters);
    return activation;
}

static void print_kernel(void)
{
    printf("# OpenBLAS multiplies with its kernel for %s\n", openblas_get_corename());
}

// Remedy number i of twelve, and its words behind a space: " --skip --norm layer"; "" for none.
enum { REMEDIES = 12 };
static struct remedy remedy_at(int i)
{
    return (struct remedy){
        .norm = (enum network_norm)(i % 3), .skip = i / 3 % 2 == 1, .tied = i / 6 == 1};
}

static void name_remedy(const struct remedy *remedy, char out[40])
{
    snprintf(out, 40, "%s%s%s%s", remedy->skip ? " --skip" : "",
             remedy->norm != NORM_NONE ? " --norm " : "",
             remedy->norm != NORM_NONE ? norm_name(remedy->norm) : "",
             remedy->tied ? " --tied" : "");
}

// --- networks ---

// A network to measure, with the memory that it keeps from pass to pass.
struct measuring {
    struct mlp *mlp;
    struct draws *draws;
    struct network_result *result;
    struct network_settings settings;
};

static bool measure(struct measuring *m, const char *id)
{
    double parameters[ACTIVATION_PARAMETERS_MAX];
    struct network_mix mix;
    network_mix_set(&mix, find(id, parameters), parameters);
    return network_measure(m->mlp, &m->draws, &m->settings, &mix, false, NULL, NULL, m->result,
                           NULL);
}

static bool time_pass(struct measuring *m, const char *id, int threads, int repeats)
{
    struct times times = {.n = 0};
    char size[120];
    openblas_set_num_threads(threads);
    bool ok = measure(m, id); // not counted, as it draws the weights and takes the memory
    for (int i = 0; ok && i < repeats; i++) {
        struct moment start = now();
        ok = measure(m, id);
        add_time(&times, start, 1);
    }
    openblas_set_num_threads(1);
    if (!ok)
        return false;
    char remedy[40];
    name_remedy(&m->settings.remedy, remedy);
    snprintf(size, sizeof size, "%s%s depth %d width %d batch %d %s %d thread%s", id, remedy,
             m->settings.depth, m->settings.width, m->settings.batch,
             m->settings.precision == PRECISION_SINGLE ? "float32" : "float64", threads,
             threads == 1 ? "" : "s");
    print_row("network", size, &times);
    return true;
}

static bool time_passes(struct measuring *m)
{
    static const char *const ids[] = {"relu", "tanh", "sigmoid", "gelu"};
    static const int depths[] = {30, 50};
    bool ok = true;
    m->settings.init = INIT_HE_NORMAL;
    for (int precision = 0; precision < 2; precision++)
        for (int d = 0; d < 2; d++)
            for (int i = 0; ok && i < 4; i++) {
                m->settings.precision = precision == 0 ? PRECISION_SINGLE : PRECISION_DOUBLE;
                m->settings.depth = depths[d];
                ok = time_pass(m, ids[i], 1, 15) && time_pass(m, ids[i], 2, 15);
            }
    m->settings.precision = PRECISION_SINGLE;
    m->settings.depth = 200;
    m->settings.width = 1024;
    return ok && time_pass(m, "relu", 1, 3) && time_pass(m, "relu", 2, 3);
}

// What remedies cost, beside the plain network.
static bool time_remedies(struct measuring *m)
{
    bool ok = true;
    m->settings = network_defaults();
    for (int i = 0; ok && i < REMEDIES; i++) {
        m->settings.remedy = remedy_at(i);
        ok = time_pass(m, "sigmoid", 1, 15);
    }
    m->settings.remedy = remedy_at(0);
    return ok;
}

struct trio {
    struct measuring measuring[TRIO];
    bool ok[TRIO];
};

static void run_trio(void *user, int i)
{
    static const char *const ids[TRIO] = {"sigmoid", "tanh", "relu"};
    struct trio *trio = user;
    trio->ok[i] = measure(&trio->measuring[i], ids[i]);
}

// Measures three activations in parallel on all cores, as the worker does when a slider moves.
static bool time_trio(struct trio *trio)
{
    struct times times = {.n = 0};
    char size[80];
    bool ok = true;
    for (int i = -1; i < 20; i++) {
        struct moment start = now();
        parallel_run(TRIO, run_trio, trio);
        if (i >= 0)
            add_time(&times, start, 1);
        for (int k = 0; k < TRIO; k++)
            ok = ok && trio->ok[k];
    }
    snprintf(size, sizeof size, "three activations depth 30 width 256 batch 64 float64 %d cores",
             parallel_cores());
    print_row("network", size, &times);
    return ok;
}

static bool open_measuring(struct measuring *m)
{
    m->mlp = mlp_create();
    m->result = malloc(sizeof *m->result);
    m->settings = network_defaults();
    return m->mlp != NULL && m->result != NULL;
}

static void close_measuring(struct measuring *m)
{
    mlp_destroy(m->mlp);
    draws_destroy(m->draws);
    free(m->result);
}

bool bench_network(void)
{
    struct trio trio = {.ok = {false}};
    bool ok = true;
    print_kernel();
    for (int i = 0; i < TRIO; i++)
        ok = open_measuring(&trio.measuring[i]) && ok;
    ok = ok && time_trio(&trio) && time_remedies(&trio.measuring[0]) &&
         time_passes(&trio.measuring[0]);
    for (int i = 0; i < TRIO; i++)
        close_measuring(&trio.measuring[i]);
    return ok;
}

// --- the race ---

static bool time_steps(const struct race *race, const char *id, const struct remedy *remedy)
{
    struct times times = {.n = 0};
    char size[120], words[40];
    double parameters[ACTIVATION_PARAMETERS_MAX];
    struct race_net *net = race_net_create(race, find(id, parameters), parameters, remedy);
    if (net == NULL)
        return false;
    race_net_step(net, STEPS);
    for (int i = 0; i < 15; i++) {
        struct moment start = now();
        race_net_step(net, STEPS);
        add_time(&times, start, STEPS);
    }
    race_net_destroy(net);
    name_remedy(remedy, words);
    snprintf(size, sizeof size, "%s%s step depth 10 width 32 batch 64", id, words);
    print_row("race", size, &times);
    return true;
}

bool bench_race(void)
{
    static const char *const ids[] = {"sigmoid", "tanh", "relu", "gelu", "selu", "silu"};
    struct race *race = malloc(sizeof *race);
    struct race_settings settings = race_defaults();
    bool ok = race != NULL;
    print_kernel();
    if (ok)
        race_init_data(race, &settings);
    for (size_t i = 0; ok && i < sizeof ids / sizeof *ids; i++) {
        const struct remedy none = {.norm = NORM_NONE};
        ok = time_steps(race, ids[i], &none);
    }
    for (int i = 1; ok && i < REMEDIES; i++) {
        const struct remedy remedy = remedy_at(i);
        ok = time_steps(race, "sigmoid", &remedy);
    }
    free(race);
    return ok;
}
