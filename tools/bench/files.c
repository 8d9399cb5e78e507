// Measures picture files: a hundred different figures of sigmoid and its derivative are drawn,
// encoded and written, one after the other in one process.
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "app/program.h"
#include "base/memory.h"
#include "bench/case.h"
#include "control/command.h"

enum { FIGURES = 100 };

static bool draw_figure(struct program *program, const char *path, int i, struct fault *fault)
{
    double low = -6 - 0.03 * i, high = 6 + 0.02 * i;
    return command_applyf(&program->session, fault, "view %.17g %.17g", low, high) &&
           program_save(program, path, fault);
}

static double file_size(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return 0;
    long size = fseek(file, 0, SEEK_END) == 0 ? ftell(file) : 0;
    fclose(file);
    return (double)size;
}

static bool draw_figures(struct program *program, const char *path, struct bench_row *row,
                         struct fault *fault)
{
    double start, bytes = 0;
    if (!command_applyf(&program->session, fault,
                        "only sigmoid; derivative 0,1; layout stacked; hints off") ||
        !draw_figure(program, path, FIGURES, fault)) // not counted, as it loads the fonts
        return false;
    start = bench_wall_ms();
    for (int i = 0; i < FIGURES; i++) {
        bench_begin(row);
        if (!draw_figure(program, path, i, fault))
            return false;
        bench_end(row);
        bytes += file_size(path);
    }
    row->per_second = FIGURES / (bench_wall_ms() - start) * 1e3;
    row->bytes = bytes / FIGURES;
    return true;
}

static bool measure(const char *name, const char *ending, struct bench_size size,
                    struct fault *fault)
{
    struct bench_row row;
    struct program *program = memory_new(1, sizeof *program);
    const char *folder = getenv("TMPDIR");
    struct text path = {0};
    text_format(&path, "%s/actscope-bench-%ld%s", folder != NULL ? folder : "/tmp", (long)getpid(),
                ending);
    bench_row(&row, name, size);
    program->width = size.width;
    program->height = size.height;
    bool ok = program_open(program, fault);
    if (ok) {
        ok = draw_figures(program, text_string(&path), &row, fault);
        remove(text_string(&path));
        program_close(program);
    }
    if (ok)
        bench_print(&row);
    text_free(&path);
    free(program);
    return ok;
}

bool bench_plot_png(struct bench_size size, struct fault *fault)
{
    return measure("plot-png", ".png", size, fault);
}

bool bench_plot_svg(struct bench_size size, struct fault *fault)
{
    return measure("plot-svg", ".svg", size, fault);
}
