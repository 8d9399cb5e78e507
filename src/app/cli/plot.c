#include "app/cli/plot.h"
#include "base/language.h"
#include "base/memory.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "app/program.h"
#include "app/tour.h"
#include "control/command.h"
#include "paint/paint_cairo.h"

enum { PLOT_WIDTH = 1280, PLOT_HEIGHT = 720 };

// Says on standard error what was read from a file of numbers and what was left out. The picture
// has no room for all of that. Returns true.
static bool tell_data(const struct program *program, const char *path)
{
    const struct dataset *set = dataset_find(&program->data, path);
    struct text words = {0};
    dataset_words(&set, 1, &words);
    fprintf(stderr, "actscope: %s: %s\n", path, text_string(&words));
    text_free(&words);
    return true;
}

// Does what commands ask of their host (struct host) without a window.
static bool plot_perform(void *user, enum host_action action, const char *argument,
                         struct fault *fault)
{
    struct program *program = user;
    switch (action) {
    case HOST_SAVE:
        return program_save(program, argument, fault);
    case HOST_SOURCE:
        return program_source(program, argument, fault);
    case HOST_TOUR:
        return tour_perform(program, argument, fault);
    case HOST_PLAY: // runs to its end at once, which is what the picture shows
        tour_run_play(program->session.walk.tour, program->session.walk.step, &program->session,
                      program_report, program);
        return true;
    case HOST_SPEAK:
        puts(argument);
        return true;
    case HOST_SKIP:
    case HOST_STOP:
        return false;
    case HOST_DATA:
        return program_data(program, argument, fault) && tell_data(program, argument);
    case HOST_OPEN:
        return program_open_file(program, argument, fault);
    case HOST_QUIT:
    case HOST_WAIT:
    case HOST_SNAPSHOT:
    case HOST_COPY:
    case HOST_COPY_PICTURE:
    case HOST_PASTE:
    case HOST_KEEP:
        break;
    }
    if (!(program->ignored & 1u << action)) // told once for each action: scripts often `wait`
        fprintf(stderr, _("actscope: plot has no window; ignored: %s\n"),
                action == HOST_QUIT       ? "quit"
                : action == HOST_WAIT     ? "wait"
                : action == HOST_SNAPSHOT ? "snapshot"
                : action == HOST_KEEP     ? "session"
                : action == HOST_PASTE    ? "paste"
                                          : "copy");
    program->ignored |= 1u << action;
    return true;
}

// Whether the name of the output file ends in a format that can be drawn; --dump needs no file.
static bool check_output(const struct options *options, struct fault *fault)
{
    enum picture_format format;
    if (options->dump)
        return true;
    if (options->output == NULL)
        return fault_set(fault, FAULT_MISSING_ARGUMENT,
                         _("-o FILE is missing; FILE ends in .png, .svg or .pdf"));
    return picture_format_of(options->output, &format, fault);
}

// Sets the size in pixels: --size times --scale.
static bool set_size(struct program *program, const struct options *options, struct fault *fault)
{
    double scale = options->scale > 0 ? options->scale : 1;
    double w = (options->sized ? options->width : PLOT_WIDTH) * scale;
    double h = (options->sized ? options->height : PLOT_HEIGHT) * scale;
    if (w > 16384 || h > 16384)
        return fault_set(fault, FAULT_SIZE,
                         _("%.0fx%.0f pixels (size times scale) are more than 16384 each way"), w,
                         h);
    program->width = (int)fmax(1, round(w));
    program->height = (int)fmax(1, round(h));
    program->pixel_ratio = scale;
    return true;
}

static int draw(struct program *program, const struct options *options)
{
    struct fault fault = {0};
    program->session.host =
        (struct host){.user = program, .perform = plot_perform, .report = program_report};
    program->session.state.hints = false;
    program_run_options(program, options);
    program_run_steps(program, options);
    if (options->dump) {
        struct text text = {0};
        program_dump(program, &text);
        fputs(text_string(&text), stdout);
        text_free(&text);
        return program->mistakes == 0 ? EXIT_DONE : EXIT_FAILED;
    }
    bool ok = options->tour != NULL ? tour_draw(program, options->tour, options->output, &fault)
                                    : program_save(program, options->output, &fault);
    if (!ok)
        program_report(program, &fault);
    return ok && program->mistakes == 0 ? EXIT_DONE : EXIT_FAILED;
}

int plot_main(int argc, char **argv)
{
    struct options options;
    struct fault fault = {0};
    int status = options_read(&options, argc, argv, true);
    struct program *program = memory_new(1, sizeof *program);
    if (status < 0 && (!check_output(&options, &fault) || !set_size(program, &options, &fault)))
        status = usage_fault_of("plot", "plot", &fault);
    // A script that cannot be read ends the program, because the picture would be a wrong one.
    if (status < 0 && (!options_load(&options, &fault) || !program_open(program, &fault))) {
        program_report(NULL, &fault);
        status = EXIT_FAILED;
    }
    if (status < 0)
        status = draw(program, &options);
    program_close(program);
    free(program);
    options_free(&options);
    return status;
}
