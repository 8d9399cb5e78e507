// The cases of the benchmark: what a case is, and the tools to write one.
//
// A case is one function that measures at one size of the picture and prints its rows by
// bench_print. To add one: write the function in a file of this folder, declare it below, and give
// it a line in the table of bench.c. A case that draws nothing goes into the same table, in the
// column `once`, and prints rows with the same columns. All rows have the same columns; those that
// say nothing of a case stay empty.
//
// Other programs may be using the machine: CPU time (all threads of the process, the driver's too)
// says more than wall time, medians more than means, and ratios to the floor of the same run more
// than milliseconds.
#ifndef ACTSCOPE_TOOLS_BENCH_CASE_H
#define ACTSCOPE_TOOLS_BENCH_CASE_H

#include <stdbool.h>

#include "base/fault.h"

struct window;

enum { BENCH_REPEATS_MAX = 400 };

struct bench_size {
    int width, height;
};

// A row to be. Start from bench_row, then measure: bench_begin, the work, bench_end, repeated.
struct bench_row {
    const char *name;
    struct bench_size size;
    double wall[BENCH_REPEATS_MAX], cpu[BENCH_REPEATS_MAX]; // milliseconds of each repeat
    int repeats;
    double vertices, draw_calls; // of the last frame
    double uploads;              // of curves, over all repeats
    double floor_cpu;            // median CPU of the floor in this run; 0: no ratio
    // Columns of some cases; BENCH_NONE where they say nothing.
    double strings;     // texts rastered and uploaded, over all repeats
    double samplings;   // curves sampled anew, over all repeats
    double allocations; // by actscope's own code, over all repeats
    double frames;      // drawn in a time
    double rss_mb;      // peak memory, MiB
    double per_second;  // figures
    double bytes;       // of a file, in the mean
    double wall_from, cpu_from;
};
extern const double bench_none;

// An empty row for a case.
void bench_row(struct bench_row *row, const char *name, struct bench_size size);

// Times one repeat.
void bench_begin(struct bench_row *row);
void bench_end(struct bench_row *row);

// Milliseconds on the clock, and of CPU of all threads.
double bench_wall_ms(void);
double bench_cpu_ms(void);

// How often actscope's own code has asked for memory so far; bench_none where that is not counted.
double bench_allocations(void);

// The value below which a share q of n values lies.
double bench_quantile(const double *values, int n, double q);

// The table's first lines; a row.
void bench_print_head(void);
void bench_print(const struct bench_row *row);

// For cases that print rows of their own: what follows the CPU time's 95th percentile.
#define BENCH_NO_COUNTS ",,,,,,,,,,,"

// The cases. False with a fault if something could not be measured.
typedef bool bench_function(struct bench_size size, struct fault *fault);
bench_function bench_floor, bench_first_frame, bench_zoom, bench_curves, bench_panels, bench_pan,
    bench_slider, bench_steady, bench_idle, bench_plot_png, bench_plot_svg, bench_memory,
    bench_network_page, bench_race_page, bench_answer;

// A window to measure in, without vsync; NULL with a fault.
struct window *bench_window_open(struct bench_size size, struct fault *fault);
void bench_window_close(struct window *window);

// Runs the commands in a window, then times frames and prints their row. `before` prepares frame i
// and belongs to it.
bool bench_frames(const char *name, struct bench_size size, const char *commands,
                  void (*before)(struct window *window, int i), struct fault *fault);

// What a child process of first-frame and memory does: argv is "actscope-bench", "--child", KIND,
// WIDTH, HEIGHT. Returns the exit status.
int bench_child(char **argv);

#endif
