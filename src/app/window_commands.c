// Commands in the window: what they ask the window for, and scripts of them, run in turns.
#include "app/window_parts.h"

#include <SDL.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/file.h"
#include "app/tour.h"
#include "base/language.h"
#include "control/command.h"
#include "paint/paint_cairo.h"

#define SCRIPT_TURN_SECONDS 0.03

// Ends a glide and refuses the next one: the view is where the state says.
static void settle_view(struct window *window)
{
    state_view(&window->program.session.state, &window->target);
    window->shown = window->target;
    window->has_view = true;
    window->gliding = false;
    window->program.session.eased = false;
}

static bool take_snapshot(struct window *window, const char *path, struct fault *fault)
{
    enum picture_format format;
    if (!picture_format_of(path, &format, fault))
        return false;
    if (format != PICTURE_PNG)
        return fault_set(fault, FAULT_FILE, _("a snapshot is a .png; `save %s` draws again"), path);
    settle_view(window); // a picture of the state, not of the way there
    window_frame(window);
    int w = window->program.width, h = window->program.height;
    uint8_t *pixels = malloc((size_t)w * (size_t)h * 4);
    struct text bytes = {0};
    if (pixels == NULL || !paint_gl_capture(window->paint, &window->scene.list, pixels)) {
        free(pixels);
        return fault_set(fault, FAULT_MEMORY, _("no memory for a picture of %dx%d"), w, h);
    }
    bool ok = paint_cairo_encode_png(pixels, w, h, &bytes, fault) &&
              file_write(path, bytes.data, bytes.n, fault);
    text_free(&bytes);
    free(pixels);
    window->redraw = true;
    return ok;
}

// The script that a tour plays, or -1.
static int playing(const struct window *window)
{
    for (int i = 0; i < window->script_n; i++)
        if (window->scripts[i].play)
            return i;
    return -1;
}

static void drop_play(struct window *window)
{
    int at = playing(window);
    if (at < 0)
        return;
    text_free(&window->scripts[at].text);
    memmove(&window->scripts[at], &window->scripts[at + 1],
            (size_t)(window->script_n - at - 1) * sizeof window->scripts[0]);
    window->script_n--;
}

static bool push_script(struct window *window, const char *path, struct fault *fault)
{
    if (window->script_n == SCRIPTS_MAX)
        return fault_set(fault, FAULT_LIMIT, _("%s: files within files, more than %d deep"), path,
                         SCRIPTS_MAX);
    for (int i = 0; i < window->script_n; i++)
        if (strcmp(window->scripts[i].name, path) == 0)
            return fault_set(fault, FAULT_LIMIT, _("%s would run itself"), path);
    struct script *script = &window->scripts[window->script_n];
    *script = (struct script){.line = 1};
    text_copy(script->name, sizeof script->name, path);
    if (!file_read(path, &script->text, fault)) {
        text_free(&script->text);
        return false;
    }
    window->script_n++;
    return true;
}

// What a tour plays takes the place of what it played before, and waits for no older script.
static bool push_play(struct window *window, const char *commands, struct fault *fault)
{
    drop_play(window);
    if (window->script_n == SCRIPTS_MAX)
        return fault_set(fault, FAULT_LIMIT, _("scripts within scripts, more than %d deep"),
                         SCRIPTS_MAX);
    const struct walk *walk = &window->program.session.walk;
    struct script *script = &window->scripts[window->script_n++];
    *script = (struct script){.line = walk->tour->steps[walk->step].play_line, .play = true};
    text_copy(script->name, sizeof script->name, walk->tour->name);
    text_add(&script->text, commands);
    window->wake = 0;
    return true;
}

static bool skip_play(struct window *window)
{
    int at = playing(window);
    if (at < 0)
        return false;
    struct script script = window->scripts[at];
    window->scripts[at].text = (struct text){0}; // taken over
    drop_play(window);
    command_run(&window->program.session, text_string(&script.text) + script.offset, script.name,
                program_report, &window->program);
    text_free(&script.text);
    window->wake = 0;
    return true;
}

static bool save(struct window *window, const char *path, struct fault *fault)
{
    if (!program_save(&window->program, path, fault))
        return false;
    const char *saved = text_string(&window->program.shown_path);
    char *folder = strchr(saved, '/') == NULL ? getcwd(NULL, 0) : NULL;
    if (folder != NULL)
        session_message(&window->program.session, false, _("Saved %s in %s"), saved, folder);
    else
        session_message(&window->program.session, false, _("Saved %s"), saved);
    free(folder);
    return true;
}

bool window_perform(void *user, enum host_action action, const char *argument, struct fault *fault)
{
    struct window *window = user;
    switch (action) {
    case HOST_QUIT:
        window->quit = true;
        return true;
    case HOST_WAIT:
        window->wake = window_now() + strtod(argument, NULL);
        return true;
    case HOST_SNAPSHOT:
        return take_snapshot(window, argument, fault);
    case HOST_SAVE:
        return save(window, argument, fault);
    case HOST_SOURCE:
        return push_script(window, argument, fault);
    case HOST_TOUR:
        return tour_perform(&window->program, argument, fault);
    case HOST_PLAY:
        return push_play(window, argument, fault);
    case HOST_SPEAK:
        puts(argument);
        fflush(stdout);
        return true;
    case HOST_SKIP:
        return skip_play(window);
    case HOST_DATA:
        return program_data(&window->program, argument, fault);
    case HOST_COPY:
        return SDL_SetClipboardText(argument) == 0 ||
               fault_set(fault, FAULT_WINDOW, _("cannot copy: %s"), SDL_GetError());
    }
    return false;
}

void window_log(void *user, const char *command)
{
    struct window *window = user;
    if (!window->log)
        return;
    puts(command);
    fflush(stdout);
}

// --- commands ---

static void show_fault(struct window *window, const struct fault *fault)
{
    session_message(&window->program.session, true, "%s", fault->text);
}

bool window_apply(struct window *window, const char *line)
{
    struct fault fault = {0};
    window_tell_time(window);
    bool ok = command_apply(&window->program.session, line, NULL, 0, &fault);
    if (!ok)
        show_fault(window, &fault);
    program_follow_language(&window->program);
    window_update_text_input(window);
    return ok;
}

void window_apply_lines(struct window *window, const char *lines)
{
    char line[COMMAND_LINE_MAX];
    while (*lines != '\0') {
        size_t n = strcspn(lines, "\n");
        snprintf(line, sizeof line, "%.*s", (int)n, lines);
        if (n > 0)
            window_apply(window, line);
        lines += n + (lines[n] == '\n');
    }
}

bool window_steps_left(const struct window *window)
{
    return window->options != NULL && window->step < window->options->step_n;
}

// Makes a script of the next step of the command line; false if there is none.
static bool push_step(struct window *window)
{
    if (!window_steps_left(window))
        return false;
    const struct step *step = &window->options->steps[window->step++];
    struct script *script = &window->scripts[window->script_n++];
    *script = (struct script){.line = step->line};
    text_copy(script->name, sizeof script->name, step->name);
    text_add(&script->text, text_string(&step->text));
    return true;
}

// Applies the next command of the script that runs; ends a script at its end.
static void step_script(struct window *window)
{
    struct script *script = &window->scripts[window->script_n - 1];
    struct fault fault = {0};
    enum command_step step = command_step(&window->program.session, text_string(&script->text),
                                          &script->offset, &script->line, script->name, &fault);
    if (step == COMMAND_END) {
        text_free(&script->text);
        window->script_n--;
    } else if (step == COMMAND_MISTAKE) {
        program_report(&window->program, &fault);
        show_fault(window, &fault);
    }
    program_follow_language(&window->program);
    window_update_text_input(window);
}

// Runs the scripts up to their next `wait` (or to their end).
void window_run_scripts(struct window *window)
{
    // In short turns: between them the loop sees who wants to close the window.
    double turn_ends = window_now() + SCRIPT_TURN_SECONDS;
    while (!window->quit && window_now() >= window->wake && window_now() < turn_ends &&
           (window->script_n > 0 || push_step(window)))
        step_script(window);
}
