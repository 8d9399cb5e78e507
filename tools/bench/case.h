// The cases of the benchmark: what a case is, and the functions with which one is written.
//
// A case is a function that measures something at one size of the picture and prints its rows with
// bench_print. To add one, write the function in a file of this folder, declare it below, and give
// it a line in the table of bench.c. A case that draws nothing goes into the same table, in the
// column `once`, and prints its rows itself. All rows have the same columns; those that do not
// concern a case stay empty.
//
// The floor is the case in which an empty window is cleared and shown: what every frame costs at
// least. While other programs use the machine, CPU time (of all threads of the process, the
// graphics driver's too) is more reliable than time on the clock, a median more than a mean, and a
// ratio to the floor of the same run more than milliseconds.
#ifndef ACTSCOPE_TOOLS_BENCH_CASE_H
#define ACTSCOPE_TOOLS_BENCH_CASE_H

#include <stdbool.h>

#include "base/fault.h"

struct window;

enum { BENCH_REPEATS_MAX = 400 };

struct bench_size {
    int width, height; // pixels
};

// A row of the table. Begin with bench_row, then repeat: bench_begin, the work, bench_end.
struct bench_row {
    const char *name; // of the case; borrowed
    struct bench_size size;
    double wall[BENCH_REPEATS_MAX], cpu[BENCH_REPEATS_MAX]; // milliseconds of each repeat
    int repeats;
    double vertices, draw_calls; // of the last frame
    double uploads;              // buffers of curves that were built, over all repeats
    double floor_cpu;            // median CPU time of the floor, milliseconds; 0: no ratio
    // Columns of some cases; bench_none in the others.
    double strings;             // strings rastered and uploaded, over all repeats
    double samplings;           // curves sampled anew, over all repeats
    double allocations;         // how often actscope's own code asked for memory, over all repeats
    double frames;              // drawn while the case ran
    double rss_mb;              // most memory in use at one time, MiB
    double per_second;          // files written per second
    double bytes;               // mean size of a file
    double wall_from, cpu_from; // when bench_begin was called, milliseconds
};
extern const double bench_none; // stands for an empty column; below 0

// Makes an empty row.
void bench_row(struct bench_row *row, const char *name, struct bench_size size);

// Measure one repeat; those beyond BENCH_REPEATS_MAX are not counted.
void bench_begin(struct bench_row *row);
void bench_end(struct bench_row *row);

// The time on a clock that never goes back, and the CPU time that all threads of the process have
// used; milliseconds.
double bench_wall_ms(void);
double bench_cpu_ms(void);

// How often actscope's own code has asked for memory so far; bench_none where that is not counted.
double bench_allocations(void);

// The value below which a share q (0 to 1) of n values lies, n <= BENCH_REPEATS_MAX; 0 of no
// values.
double bench_quantile(const double *values, int n, double q);

// Print the table's first lines, and a row.
void bench_print_head(void);
void bench_print(const struct bench_row *row);

// Cases that print their rows themselves end them with this: the columns behind the CPU time's 95th
// percentile, all empty.
#define BENCH_NO_COUNTS ",,,,,,,,,,,"

// The cases. Each prints its rows at one size; false with a fault if it could not measure.
typedef bool bench_function(struct bench_size size, struct fault *fault);
bench_function bench_floor, bench_first_frame, bench_zoom, bench_curves, bench_panels, bench_pan,
    bench_slider, bench_picker, bench_steady, bench_idle, bench_plot_png, bench_plot_svg,
    bench_memory, bench_network_page, bench_race_page, bench_answer;

// Opens a window to measure in, which does not wait for the screen's refresh; NULL with a fault.
struct window *bench_window_open(struct bench_size size, struct fault *fault);
void bench_window_close(struct window *window);

// Opens a window, runs the commands in it, then measures frames and prints their row. `before` is
// called at the beginning of frame i, whose time includes it. False with a fault without a window.
bool bench_frames(const char *name, struct bench_size size, const char *commands,
                  void (*before)(struct window *window, int i), struct fault *fault);

// What a child process does that the cases first-frame and memory start. argv is "actscope-bench",
// "--child", KIND, WIDTH, HEIGHT; KIND is "floor" for an empty window, or "window" for actscope's.
// Prints the clock, the CPU time and the peak memory at the first frame. Returns the exit status.
int bench_child(char **argv);

#endif
