#include "app/cli/plot.h"
#include "base/language.h"
#include "base/memory.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/cli/still.h"
#include "app/file.h"
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
        fprintf(program->output_taken ? stderr : stdout, "%s\n", argument);
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

// Finds what to write for a path: --format decides where the path does not, and may not contradict
// it.
static bool find_output(const struct options *options, const char *path, struct output *out,
                        struct fault *fault)
{
    struct fault unknown = {0};
    *out = (struct output){.path = path, .format = options->format};
    bool standard = strcmp(path, "-") == 0;
    if (standard && !options->formatted)
        return fault_set(fault, FAULT_MISSING_ARGUMENT,
                         _("-o - wants --format png, svg, pdf or tikz"));
    if (standard)
        return options->tour == NULL || out->format == PICTURE_PDF ||
               fault_set(fault, FAULT_FILE,
                         _("a tour is several pictures; only --format pdf is one file"));
    out->is_state = program_saves_state(path);
    if (out->is_state)
        return options->tour == NULL ||
               fault_set(fault, FAULT_FILE, _("a tour is drawn as .png, .svg, .pdf or .tex"));
    bool ends = picture_format_of(path, &out->format, &unknown);
    if (!ends && !options->formatted && fault != NULL)
        *fault = unknown;
    if (ends && options->formatted && out->format != options->format)
        return fault_set(fault, FAULT_EXPECT, _("\"%s\" ends otherwise than --format says"), path);
    return ends || options->formatted;
}

// Finds all that is to be written; --dump needs no file.
static bool find_outputs(const struct options *options, struct output *outputs, struct fault *fault)
{
    if (options->dump)
        return true;
    if (options->output_n == 0)
        return fault_set(fault, FAULT_MISSING_ARGUMENT,
                         _("-o FILE is missing; FILE ends in .png, .svg, .pdf or .tex"));
    for (int i = 0; i < options->output_n; i++)
        if (!find_output(options, options->outputs[i], &outputs[i], fault))
            return false;
    return true;
}

// How many pixels a unit of 1/96 inch has in a PNG.
static double pixel_ratio(const struct options *options)
{
    if (options->dpi > 0)
        return options->dpi / PICTURE_UNITS_PER_INCH;
    if (options->scale > 0)
        return options->scale;
    return options->sized && options->sheet.metric ? SHEET_PAPER_RATIO : 1;
}

// Sets the size in pixels: --size times what --scale or --dpi say.
static bool set_size(struct program *program, const struct options *options, struct fault *fault)
{
    const struct sheet first = {PLOT_WIDTH, PLOT_HEIGHT, false};
    double ratio = pixel_ratio(options);
    program->sheet = options->sized ? options->sheet : first;
    program->transparent = options->transparent;
    double w = program->sheet.width * ratio, h = program->sheet.height * ratio;
    if (w > 16384 || h > 16384)
        return fault_set(fault, FAULT_SIZE,
                         _("%.0fx%.0f pixels (size times scale) are more than 16384 each way"), w,
                         h);
    program->width = (int)fmax(1, round(w));
    program->height = (int)fmax(1, round(h));
    program->pixel_ratio = ratio;
    return true;
}

static bool write_standard(struct program *program, struct still *still, enum picture_format format,
                           struct fault *fault)
{
    struct text bytes = {0};
    bool ok = program_draw(program, still, format, &bytes, fault) &&
              file_write_standard(bytes.data, bytes.n, fault);
    text_free(&bytes);
    return ok;
}

static bool write_output(struct program *program, struct still *still, const struct output *output,
                         struct fault *fault)
{
    if (output->is_state)
        return program_save(program, output->path, fault);
    if (strcmp(output->path, "-") == 0)
        return write_standard(program, still, output->format, fault);
    struct text bytes = {0};
    bool ok = program_draw(program, still, output->format, &bytes, fault) &&
              file_write(output->path, bytes.data, bytes.n, fault);
    text_free(&bytes);
    return ok;
}

// Writes all outputs of one picture: what is slow in it is computed once. One that fails does not
// keep the others from being written.
static void write_outputs(struct program *program, const struct output *outputs, int n)
{
    struct still *still = still_complete(program, STILL_PICTURE);
    // PNG first, in the size that the still has; SVG and PDF change it.
    for (int vectors = 0; vectors < 2; vectors++)
        for (int i = 0; i < n; i++) {
            struct fault fault = {0};
            if ((!outputs[i].is_state && outputs[i].format != PICTURE_PNG) != vectors)
                continue;
            if (!write_output(program, still, &outputs[i], &fault))
                program_report(program, &fault);
        }
    still_free(still);
}

static int draw(struct program *program, const struct options *options,
                const struct output *outputs)
{
    struct fault fault = {0};
    program->session.host =
        (struct host){.user = program, .perform = plot_perform, .report = program_report};
    program->session.state.hints = false;
    for (int i = 0; i < options->output_n; i++)
        program->output_taken |= strcmp(options->outputs[i], "-") == 0;
    program_run_options(program, options);
    program_run_steps(program, options);
    if (options->dump) {
        struct text text = {0};
        program_dump(program, &text);
        fputs(text_string(&text), stdout);
        text_free(&text);
        return program->mistakes == 0 ? EXIT_DONE : EXIT_FAILED;
    }
    if (options->tour == NULL)
        write_outputs(program, outputs, options->output_n);
    else if (!tour_draw(program, options->tour, outputs, options->output_n, &fault))
        program_report(program, &fault);
    return program->mistakes == 0 ? EXIT_DONE : EXIT_FAILED;
}

int plot_main(int argc, char **argv)
{
    struct options options;
    struct output outputs[OUTPUTS_MAX];
    struct fault fault = {0};
    int status = options_read(&options, argc, argv, true);
    struct program *program = memory_new(1, sizeof *program);
    if (status < 0 &&
        (!find_outputs(&options, outputs, &fault) || !set_size(program, &options, &fault)))
        status = usage_fault_of("plot", "plot", &fault);
    // A script that cannot be read ends the program, because the picture would be a wrong one.
    if (status < 0 && (!options_load(&options, &fault) || !program_open(program, &fault))) {
        program_report(NULL, &fault);
        status = EXIT_FAILED;
    }
    if (status < 0)
        status = draw(program, &options, outputs);
    program_close(program);
    free(program);
    options_free(&options);
    return status;
}
