#include "app/window/parts.h"
#include "base/memory.h"

#include <SDL.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "app/file.h"
#include "app/tour.h"
#include "app/window/x_errors.h"

#define SHADER_POLL_SECONDS 0.25
#define SAVE_POLL_SECONDS   0.2
#define COVERED_SECONDS     1.0 // between two frames of a window that other windows cover

static bool wants_frame(const struct window *window)
{
    return window->redraw || window->program.session.stale || window->gliding ||
           window->program.session.animating || window->frames_most > 0 ||
           window_timer_wants_frame(window);
}

// The least time between two frames, in seconds.
static double frame_time(const struct window *window)
{
    return window->covered && window->frames_most == 0 ? COVERED_SECONDS : window->frame_time;
}

// Milliseconds until something is due without an event, rounded up; -1 where nothing is.
static int sleep_time(const struct window *window)
{
    double seconds = HUGE_VAL, t = window_now();
    if (wants_frame(window) && !window->minimised)
        seconds = window->presented + frame_time(window) - t;
    if (window->script_n > 0 || window_steps_left(window))
        seconds = fmin(seconds, window->wake - t);
    if (window->saving_n >
        0) // the picture wakes the window when it is ready; this is in case it fails
        seconds = fmin(seconds, SAVE_POLL_SECONDS);
    if (window->shader_dir != NULL)
        seconds = fmin(seconds, SHADER_POLL_SECONDS);
    seconds = fmin(seconds, window_time_left(window));
    seconds = fmin(seconds, window_session_time_left(window));
    if (seconds == HUGE_VAL)
        return -1;
    return seconds <= 0 ? 0 : (int)ceil(seconds * 1000);
}

static void handle_events(struct window *window)
{
    SDL_Event event;
    int timeout = sleep_time(window);
    bool any =
        timeout < 0 ? SDL_WaitEvent(&event) != 0 : SDL_WaitEventTimeout(&event, timeout) != 0;
    while (any && !window->quit) {
        window_on_event(window, &event);
        any = SDL_PollEvent(&event) != 0;
    }
}

void window_turn(struct window *window)
{
    bool due = window_now() - window->presented >= frame_time(window) - 0.0005;
    if (wants_frame(window) && due && !window->minimised)
        window_frame(window);
    window->quit |= window->frames_most > 0 && window->frames >= window->frames_most;
    if (window->quit)
        return;
    handle_events(window);
    window->quit |= x_errors_lost(window->sdl, false);
    window_poll_shaders(window);
    window_keep_time(window);
    window_keep_projector(window);
    window_keep_hover(window);
    window_keep_saves(window);
    window_run_scripts(window);
    window_keep_session(window);
}

static void run(struct window *window)
{
    window_run_scripts(window);
    while (!window->quit)
        window_turn(window);
    window_finish_session(window);
    window_finish_saves(window);
}

void window_run_for(struct window *window, double seconds)
{
    char commands[64];
    snprintf(commands, sizeof commands, "wait %g\nquit\n", seconds);
    window_add_script(window, commands, ORIGIN_USER);
    run(window);
    window_drop_scripts(window);
}

// Runs the user's configuration, if there is one.
static void run_config(struct window *window)
{
    struct text path = {0};
    struct fault fault = {0};
    if (program_config(&path) && !program_source(&window->program, text_string(&path), &fault))
        program_report(&window->program, &fault);
    text_free(&path);
}

static int run_window(struct window *window, const struct options *options)
{
    if (options->gl_info) {
        struct text text = {0};
        gl_describe(&text);
        text_format(&text, "Font: %s\n", font_family(window->program.font));
        fputs(text_string(&text), stdout);
        text_free(&text);
        return EXIT_DONE;
    }
    bool log = window->log;
    window->log = false; // --log-commands is about what the user does, not about the configuration
    window->program.session.host.log = NULL;
    run_config(window);
    window->program.session.host.log = log ? window_log : NULL;
    window->log = log;
    program_run_options(&window->program, options);
    if (options->tour != NULL) {
        struct fault fault = {0};
        if (!tour_perform(&window->program, options->tour, &fault))
            program_report(&window->program, &fault);
    }
    window->options = options;
    window_update_text_input(window);
    run(window);
    return window->program.mistakes > 0 || window->display_lost ? EXIT_FAILED : EXIT_DONE;
}

static int open_and_run(struct window *window, struct options *options)
{
    struct fault fault = {0};
    if (!options_load(options, &fault) || !window_open(window, options, &fault)) {
        program_report(NULL, &fault);
        return EXIT_FAILED;
    }
    int status = run_window(window, options);
    window_close(window);
    return status;
}

int window_main(int argc, char **argv)
{
    struct options options;
    int status = options_read(&options, argc, argv, false);
    struct window *window = status < 0 ? memory_new(1, sizeof *window) : NULL;
    if (status < 0)
        status = open_and_run(window, &options);
    free(window);
    options_free(&options);
    return status;
}
