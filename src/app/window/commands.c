// What commands ask the window for (struct host), and scripts: texts of commands that run bit by
// bit, between frames.
#include "app/window/parts.h"
#include "base/memory.h"

#include <SDL.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/cli/still.h"
#include "app/clipboard.h"
#include "app/facts.h"
#include "app/file.h"
#include "app/opened.h"
#include "app/tour.h"
#include "base/language.h"
#include "control/command.h"
#include "control/typing.h"
#include "paint/paint_cairo.h"

#define SCRIPT_TURN_SECONDS 0.03 // how long scripts may run between two looks at the events

// Makes the visible view the state's, at once: a glide ends, and the last change begins none.
static void settle_view(struct window *window)
{
    state_view(&window->program.session.state, &window->target);
    window->shown = window->target;
    window->has_view = true;
    window->gliding = false;
    window->program.session.eased = false;
}

// Writes every field of the state as commands: for `snapshot FILE.actscope`, by which tests look at
// states. `save` leaves out what is as at the start.
static bool write_whole_state(const struct window *window, const char *path, struct fault *fault)
{
    struct text text = {0};
    state_print(&window->program.session.state, &text);
    bool ok = file_write(path, text.data, text.n, fault);
    text_free(&text);
    return ok;
}

static bool take_snapshot(struct window *window, const char *path, struct fault *fault)
{
    enum picture_format format;
    if (program_saves_state(path))
        return write_whole_state(window, path, fault);
    if (!picture_format_of(path, &format, fault))
        return false;
    if (format != PICTURE_PNG)
        return fault_set(fault, FAULT_FILE, _("a snapshot is a .png; `save %s` draws again"), path);
    settle_view(window); // the picture shows the state, not a view that still glides there
    window_frame(window);
    int w = window->program.width, h = window->program.height;
    uint8_t *pixels = malloc((size_t)w * (size_t)h * 4);
    struct text bytes = {0};
    if (pixels == NULL || !paint_gl_capture(window->paint, &window->scene.list, pixels)) {
        free(pixels);
        return fault_set(fault, FAULT_MEMORY, _("no memory for a picture of %dx%d"), w, h);
    }
    struct facts facts;
    facts_take(&facts, &window->program.session);
    facts.facts.ratio = window->program.pixel_ratio;
    bool ok = paint_cairo_encode_png(pixels, w, h, &facts.facts, &bytes, fault) &&
              file_write(path, bytes.data, bytes.n, fault);
    facts_free(&facts);
    text_free(&bytes);
    free(pixels);
    window->redraw = true;
    return ok;
}

// Frees the scripts that have ended. None of their commands may be running when it is called.
static void free_ended(struct window *window)
{
    while (window->ended != NULL) {
        struct script *script = window->ended;
        window->ended = script->next;
        text_free(&script->text);
        free(script);
    }
}

// Puts an empty script on the stack, which must have room. It runs before the scripts below it. The
// first script on an empty stack begins with the whole work that scripts may do.
static struct script *add_script(struct window *window, const char *name, enum origin origin)
{
    struct script *script = memory_new(1, sizeof *script);
    if (window->script_n == 0)
        window->script_work = ERRAND_WORK;
    *script = (struct script){.place = text_place_first, .origin = origin};
    text_copy(script->name, sizeof script->name, name);
    window->scripts[window->script_n++] = script;
    return script;
}

// Takes a script off the stack, if it is there. Memory is freed later, by free_ended: the script's
// own command may be what drops it. NULL is fine.
static void drop_script(struct window *window, const struct script *script)
{
    int at = 0;
    while (at < window->script_n && window->scripts[at] != script)
        at++;
    if (at == window->script_n)
        return;
    struct script *dropped = window->scripts[at];
    window->script_n--;
    memmove(&window->scripts[at], &window->scripts[at + 1],
            (size_t)(window->script_n - at) * sizeof(struct script *));
    dropped->next = window->ended;
    window->ended = dropped;
}

void window_drop_scripts(struct window *window)
{
    while (window->script_n > 0)
        drop_script(window, window->scripts[window->script_n - 1]);
    free_ended(window);
}

// The script that a step of a tour began, or NULL.
static struct script *playing(const struct window *window)
{
    for (int i = 0; i < window->script_n; i++)
        if (window->scripts[i]->play)
            return window->scripts[i];
    return NULL;
}

void window_stop_play(struct window *window)
{
    const struct script *script = playing(window);
    if (script == NULL)
        return;
    drop_script(window, script);
    window->wake = 0; // the time that the dropped script waits for holds up no other script
}

// Begins a script of the commands in a file.
static bool push_script(struct window *window, const char *path, struct fault *fault)
{
    if (window->script_n == SCRIPTS_MAX)
        return fault_set(fault, FAULT_LIMIT, _("%s: files within files, more than %d deep"), path,
                         SCRIPTS_MAX);
    for (int i = 0; i < window->script_n; i++)
        if (strcmp(window->scripts[i]->name, path) == 0)
            return fault_set(fault, FAULT_LIMIT, _("%s would run itself"), path);
    struct text text = {0};
    enum origin origin = errand_opens(&window->program.session.errand);
    enum origin asked = origin == ORIGIN_USER ? ORIGIN_HAND : origin; // reading never waits
    if (!opened_read(path, &asked, &text, fault)) {
        text_free(&text);
        return false;
    }
    add_script(window, path, asked == ORIGIN_STRANGER ? asked : origin)->text = text;
    return true;
}

// Begins a script of the commands that the tour's present step plays. A script of an earlier step
// ends, and a `wait` of another script does not delay this one.
static bool push_play(struct window *window, const char *commands, struct fault *fault)
{
    const struct session *session = &window->program.session;
    const struct tour *tour = session->walk.tour;
    drop_script(window, playing(window));
    if (window->script_n == SCRIPTS_MAX)
        return fault_set(fault, FAULT_LIMIT, _("scripts within scripts, more than %d deep"),
                         SCRIPTS_MAX);
    const struct text_place *place = &tour->steps[session->walk.step].play;
    struct script *script = add_script(window, tour->name, session->errand.origin);
    script->place = (struct text_place){.line = place->line, .column = place->column};
    script->play = true;
    text_add(&script->text, commands);
    window->wake = 0;
    return true;
}

// Applies the next command of a script, which may drop the script or push others.
static enum command_step apply_next_of(struct window *window, struct script *script)
{
    struct session *session = &window->program.session;
    struct fault fault = {0};
    enum origin before = errand_enter(&session->errand, script->origin);
    bool outermost = session->depth == 0; // otherwise the command that is running pays for this one
    if (outermost)
        session->errand.left = window->script_work;
    enum command_step step =
        command_step(session, text_string(&script->text), &script->place, script->name, &fault);
    if (outermost)
        window->script_work = session->errand.left;
    errand_leave(&session->errand, before);
    if (step == COMMAND_MISTAKE) {
        program_report(&window->program, &fault);
        session_message(session, true, "%s", fault.text);
    }
    return step;
}

// Runs the rest of the script that a step of a tour began, without its pauses; false if there is no
// such script.
static bool skip_play(struct window *window)
{
    struct script *script = playing(window);
    if (script == NULL)
        return false;
    drop_script(window, script);
    window->at_once = true;
    while (apply_next_of(window, script) != COMMAND_END)
        continue;
    window->at_once = false;
    window->wake = 0;
    return true;
}

// The picture that `save` draws, with the networks that are there by now.
static bool copy_picture(struct window *window, struct fault *fault)
{
    struct text png = {0};
    const char *driver = SDL_GetCurrentVideoDriver();
    bool wayland = driver != NULL && strcmp(driver, "wayland") == 0;
    struct still *still = still_take(&window->program, STILL_PICTURE, &window->snapshots);
    bool ok = program_draw(&window->program, still, PICTURE_PNG, &png, fault) &&
              clipboard_picture(png.data, png.n, wayland, fault);
    still_free(still);
    text_free(&png);
    return ok;
}

static bool paste(struct window *window, struct fault *fault)
{
    char *clip = SDL_GetClipboardText();
    bool ok = session_paste(&window->program.session, clip != NULL ? clip : "", fault);
    SDL_free(clip);
    return ok;
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
        if (!window->at_once && !window->program.session.walk.entering)
            errand_rest(&window->program.session.errand, strtod(argument, NULL));
        return true;
    case HOST_SNAPSHOT:
        return take_snapshot(window, argument, fault);
    case HOST_SAVE:
        return window_save(window, argument, fault);
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
    case HOST_STOP:
        window_stop_play(window);
        return true;
    case HOST_KEEP:
        return window_session_command(window, argument, fault);
    case HOST_DATA:
        return program_data(&window->program, argument, fault);
    case HOST_COPY:
        return SDL_SetClipboardText(argument) == 0 ||
               fault_set(fault, FAULT_WINDOW, _("cannot copy: %s"), SDL_GetError());
    case HOST_COPY_PICTURE:
        return copy_picture(window, fault);
    case HOST_OPEN:
        return program_open_file(&window->program, argument, fault);
    case HOST_PASTE:
        return paste(window, fault);
    }
    return false;
}

void window_report(void *user, const struct fault *fault)
{
    struct window *window = user;
    program_report(&window->program, fault);
}

void window_log(void *user, const char *command)
{
    struct window *window = user;
    if (!window->log)
        return;
    puts(command);
    fflush(stdout);
}

static void show_fault(struct window *window, const struct fault *fault)
{
    session_message(&window->program.session, true, "%s", fault->text);
}

bool window_apply(struct window *window, const char *line)
{
    struct fault fault = {0};
    window_tell_presenter(window);
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

void window_add_script(struct window *window, const char *commands, enum origin origin)
{
    if (window->script_n < SCRIPTS_MAX)
        text_add(&add_script(window, "", origin)->text, commands);
}

// Makes a script of the next step (a file or -e) of the command line; false if there is none left.
static bool push_step(struct window *window)
{
    if (!window_steps_left(window))
        return false;
    const struct step *step = &window->options->steps[window->step++];
    struct script *script = add_script(window, step->name, step->origin);
    script->place.line = step->line;
    text_add(&script->text, text_string(&step->text));
    return true;
}

// Applies the next command of the uppermost script; takes the script off the stack at its end.
static void step_script(struct window *window)
{
    struct script *script = window->scripts[window->script_n - 1];
    if (apply_next_of(window, script) == COMMAND_END)
        drop_script(window, script);
    program_follow_language(&window->program);
    window_update_text_input(window);
}

// Tells in the window of the mistakes that were reported since the last call: in the configuration,
// in themes, in files that were opened. Not before all scripts have ended, as their commands take
// the message away.
static void tell_mistakes(struct window *window)
{
    struct program *program = &window->program;
    struct fault *first = &program->untold_first;
    char line[sizeof program->session.message];
    if (program->untold == 0)
        return;
    const char *slash = strrchr(first->source, '/');
    if (slash != NULL) // there is little room
        memmove(first->source, slash + 1, strlen(slash));
    fault_print(first, line, sizeof line);
    if (program->untold == 1)
        session_message(&program->session, true, "%s", line);
    else
        session_message(&program->session, true, _("%s (mistakes: %d)"), line, program->untold);
    program->untold = 0;
    *first = (struct fault){0};
}

void window_run_scripts(struct window *window)
{
    // The time is limited, so that the loop handles events in between and the user can quit.
    double turn_ends = window_now() + SCRIPT_TURN_SECONDS;
    while (!window->quit && window_now() >= window->wake && window_now() < turn_ends &&
           (window->script_n > 0 || push_step(window)))
        step_script(window);
    free_ended(window);
    bool through = window->script_n == 0 && !window_steps_left(window);
    if (!window->begun && through) {
        // Undo goes back to this state and no further: the command line has asked for it.
        window->begun = true;
        undo_begin(&window->program.session.undo, &window->program.session.state);
        window_restore_session(window);
    }
    if (through)
        tell_mistakes(window);
}
