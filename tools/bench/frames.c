// Measures frames of a window, and what a window costs that nobody touches.
#include <GL/glew.h>
#include <SDL.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "app/window/window.h"
#include "base/memory.h"
#include "bench/case.h"

// WARM_UP frames are drawn before those that count; a zoom goes in and out in ZOOM_PERIOD frames.
enum { WARM_UP = 30, FRAMES = 300, FLOOR_FRAMES = 150, IDLE_SECONDS = 20, ZOOM_PERIOD = 120 };

struct window *bench_window_open(struct bench_size size, struct fault *fault)
{
    struct window *window = memory_new(1, sizeof *window);
    const struct options options = {.width = size.width,
                                    .height = size.height,
                                    .sized = true,
                                    .no_vsync = true,
                                    .frames = 1000000000,
                                    .unseen = true};
    if (window_open(window, &options, fault))
        return window;
    free(window);
    return NULL;
}

void bench_window_close(struct window *window)
{
    window_close(window);
    free(window);
}

// Measures frames that only clear the window and show it.
static void draw_floor(struct window *window, struct bench_row *row, int frames)
{
    for (int i = 0; i < frames; i++) {
        SDL_PumpEvents();
        bench_begin(row);
        glClear(GL_COLOR_BUFFER_BIT);
        SDL_GL_SwapWindow(window->sdl);
        glFinish();
        bench_end(row);
    }
}

// The median CPU time of such a frame in this window, milliseconds.
static double floor_of(struct window *window)
{
    struct bench_row row;
    bench_row(&row, "floor", (struct bench_size){0, 0});
    draw_floor(window, &row, WARM_UP);
    row.repeats = 0;
    draw_floor(window, &row, FLOOR_FRAMES);
    return bench_quantile(row.cpu, row.repeats, 0.5);
}

static void draw_frame(struct window *window, struct bench_row *row,
                       void (*before)(struct window *, int), int i)
{
    SDL_PumpEvents();
    bench_begin(row);
    before(window, i);
    window_frame(window);
    glFinish();
    bench_end(row);
}

// Measures FRAMES frames and what they need of the painter, the sampler and memory.
static void draw_frames(struct window *window, struct bench_row *row,
                        void (*before)(struct window *, int))
{
    for (int i = 0; i < WARM_UP; i++)
        draw_frame(window, row, before, i);
    row->repeats = 0;
    row->strings = 0;
    long samplings = window->cache.samplings;
    double asked = 0;
    for (int i = 0; i < FRAMES; i++) {
        double from = bench_allocations();
        draw_frame(window, row, before, WARM_UP + i);
        asked += bench_allocations() - from;
        struct paint_gl_counts counts = paint_gl_counts(window->paint);
        row->vertices = (double)counts.vertices;
        row->draw_calls = (double)counts.draw_calls;
        row->uploads += (double)counts.uploads;
        row->strings += (double)counts.strings;
    }
    row->samplings = (double)(window->cache.samplings - samplings);
    row->allocations = bench_allocations() < 0 ? bench_none : asked;
}

bool bench_frames(const char *name, struct bench_size size, const char *commands,
                  void (*before)(struct window *, int), struct fault *fault)
{
    struct bench_row row;
    struct window *window = bench_window_open(size, fault);
    if (window == NULL)
        return false;
    bench_row(&row, name, size);
    window_apply(window, commands);
    row.floor_cpu = floor_of(window);
    draw_frames(window, &row, before);
    bench_print(&row);
    bench_window_close(window);
    return true;
}

bool bench_floor(struct bench_size size, struct fault *fault)
{
    struct bench_row row;
    struct window *window = bench_window_open(size, fault);
    if (window == NULL)
        return false;
    bench_row(&row, "floor", size);
    row.floor_cpu = floor_of(window);
    draw_floor(window, &row, FRAMES);
    bench_print(&row);
    bench_window_close(window);
    return true;
}

// Ten curves: five functions, f and f'.
static const char ten_curves[] =
    "only step sigmoid tanh relu leaky_relu; derivative 0,1; layout stacked";

static void zoom_before(struct window *window, int i)
{
    char line[96];
    double half = 5 * exp(1.5 * sin(2 * 3.141592653589793 * i / ZOOM_PERIOD));
    snprintf(line, sizeof line, "view %.17g %.17g", -half, half);
    window_apply(window, line);
}

bool bench_zoom(struct bench_size size, struct fault *fault)
{
    return bench_frames("zoom", size, ten_curves, zoom_before, fault);
}

// A hundred curves: fifty functions, f above f'.
static const char hundred_curves[] =
    "only step sigmoid tanh relu leaky_relu elu selu gelu silu celu isrlu softplus squareplus "
    "bent_identity exponential smelu squared_relu star_relu pelu nlrelu gelu_tanh quick_gelu "
    "e_swish hard_swish mish serf tanh_exp lisht phish d_silu elish hard_elish sign identity "
    "relu6 prelu rrelu threshold hard_tanh hard_sigmoid hard_sigmoid_keras2 sparse_sigmoid "
    "hard_shrink soft_shrink abs srelu log_sigmoid scaled_tanh tanh_shrink arctan; "
    "derivative 0,1; layout stacked";

bool bench_curves(struct bench_size size, struct fault *fault)
{
    return bench_frames("curves", size, hundred_curves, zoom_before, fault);
}

// 22 panels of three curves each: 66 curves.
static const char many_panels[] =
    "only step sigmoid tanh relu leaky_relu elu selu gelu silu celu isrlu softplus squareplus "
    "bent_identity smelu squared_relu pelu gelu_tanh mish serf arctan softsign; "
    "derivative 0,1,2; layout grid";

bool bench_panels(struct bench_size size, struct fault *fault)
{
    return bench_frames("panels", size, many_panels, zoom_before, fault);
}

// Pans to and fro by a third of the panel, for which curves need not be sampled anew.
static void pan_before(struct window *window, int i)
{
    window_apply(window, i / 40 % 2 == 0 ? "pan 0.008 0.004" : "pan -0.008 -0.004");
}

bool bench_pan(struct bench_size size, struct fault *fault)
{
    return bench_frames("pan", size, ten_curves, pan_before, fault);
}

static void slider_before(struct window *window, int i)
{
    char line[96];
    snprintf(line, sizeof line, "param leaky_relu alpha %.6f", 0.3 + 0.25 * sin(0.1 * i));
    window_apply(window, line);
}

bool bench_slider(struct bench_size size, struct fault *fault)
{
    return bench_frames("slider", size, ten_curves, slider_before, fault);
}

// Goes down the list of functions to its end, and up again.
static void picker_before(struct window *window, int i)
{
    window_apply(window, i / 64 % 2 == 0 ? "edit scroll 1" : "edit scroll -1");
}

bool bench_picker(struct bench_size size, struct fault *fault)
{
    return bench_frames("picker", size, "only sigmoid tanh; prompt find", picker_before, fault);
}

// Draws the same picture again.
static void steady_before(struct window *window, int i)
{
    (void)i;
    window->redraw = true;
}

bool bench_steady(struct bench_size size, struct fault *fault)
{
    return bench_frames("steady", size, ten_curves, steady_before, fault);
}

bool bench_idle(struct bench_size size, struct fault *fault)
{
    struct bench_row row;
    struct window *window = bench_window_open(size, fault);
    if (window == NULL)
        return false;
    bench_row(&row, "idle", size);
    window->frames_most = 0;
    window_run_for(window, 1); // the first frames and the window manager's events are over then
    long frames = window->frames;
    window->quit = false;
    bench_begin(&row);
    window_run_for(window, IDLE_SECONDS);
    bench_end(&row);
    row.frames = (double)(window->frames - frames);
    bench_print(&row);
    bench_window_close(window);
    return true;
}
