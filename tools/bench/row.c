// The rows of the benchmark's table: measuring time and memory, and printing.
#include <math.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "bench/case.h"

const double bench_none = -1;

static double clock_ms(clockid_t id)
{
    struct timespec t;
    clock_gettime(id, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec * 1e-6;
}

double bench_wall_ms(void)
{
    return clock_ms(CLOCK_MONOTONIC);
}

double bench_cpu_ms(void)
{
    return clock_ms(CLOCK_PROCESS_CPUTIME_ID);
}

void bench_row(struct bench_row *row, const char *name, struct bench_size size)
{
    *row = (struct bench_row){
        .name = name,
        .size = size,
        .strings = bench_none,
        .samplings = bench_none,
        .allocations = bench_none,
        .frames = bench_none,
        .rss_mb = bench_none,
        .per_second = bench_none,
        .bytes = bench_none,
    };
}

void bench_begin(struct bench_row *row)
{
    row->wall_from = bench_wall_ms();
    row->cpu_from = bench_cpu_ms();
}

void bench_end(struct bench_row *row)
{
    double cpu = bench_cpu_ms(), wall = bench_wall_ms();
    if (row->repeats == BENCH_REPEATS_MAX)
        return;
    row->wall[row->repeats] = wall - row->wall_from;
    row->cpu[row->repeats++] = cpu - row->cpu_from;
}

static int compare_doubles(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

double bench_quantile(const double *values, int n, double q)
{
    double sorted[BENCH_REPEATS_MAX];
    if (n == 0)
        return 0;
    memcpy(sorted, values, (size_t)n * sizeof *sorted);
    qsort(sorted, (size_t)n, sizeof *sorted, compare_doubles);
    return sorted[(int)lround(q * (n - 1))];
}

void bench_print_head(void)
{
    printf("# actscope " ACTSCOPE_VERSION
           " bench; milliseconds and counts as docs/manual.md says, under Measuring\n"
           "case,size,repeats,wall_ms_median,wall_ms_p95,cpu_ms_median,cpu_ms_p95,vertices,uploads,"
           "draw_calls,ratio_to_floor,strings,samplings,allocations,frames,rss_mb,"
           "figures_per_second,bytes\n");
    fflush(stdout);
}

// Prints a column that is empty for some cases.
static void print_own(double value)
{
    if (value >= 0)
        printf(",%.10g", value);
    else
        putchar(',');
}

void bench_print(const struct bench_row *row)
{
    double cpu = bench_quantile(row->cpu, row->repeats, 0.5);
    printf("%s,%dx%d,%d,%.3f,%.3f,%.3f,%.3f,%.0f,%.0f,%.0f,", row->name, row->size.width,
           row->size.height, row->repeats, bench_quantile(row->wall, row->repeats, 0.5),
           bench_quantile(row->wall, row->repeats, 0.95), cpu,
           bench_quantile(row->cpu, row->repeats, 0.95), row->vertices, row->uploads,
           row->draw_calls);
    if (row->floor_cpu > 0)
        printf("%.3f", cpu / row->floor_cpu);
    const double own[] = {row->strings, row->samplings,  row->allocations, row->frames,
                          row->rss_mb,  row->per_second, row->bytes};
    for (size_t i = 0; i < sizeof own / sizeof own[0]; i++)
        print_own(own[i]);
    putchar('\n');
    fflush(stdout);
}

// --- allocations ---

#ifdef ACTSCOPE_COUNTS_ALLOCATIONS
// With --wrap the linker lets actscope's own object files call these functions instead of malloc,
// calloc and realloc; libraries and the graphics driver do not. The names are the linker's. Several
// threads may call them at the same time.
// NOLINTBEGIN(bugprone-reserved-identifier,cert-dcl*)
static atomic_long asked;

static void count(void)
{
    atomic_fetch_add_explicit(&asked, 1, memory_order_relaxed);
}

void *__real_malloc(size_t n);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *old, size_t n);
void *__wrap_malloc(size_t n);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *old, size_t n);

void *__wrap_malloc(size_t n)
{
    count();
    return __real_malloc(n);
}

void *__wrap_calloc(size_t n, size_t size)
{
    count();
    return __real_calloc(n, size);
}

void *__wrap_realloc(void *old, size_t n)
{
    count();
    return __real_realloc(old, n);
}
// NOLINTEND(bugprone-reserved-identifier,cert-dcl*)

double bench_allocations(void)
{
    return (double)atomic_load(&asked);
}
#else
double bench_allocations(void)
{
    return bench_none;
}
#endif
