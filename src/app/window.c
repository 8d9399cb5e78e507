#include "app/window.h"

#include <GL/glew.h>
#include <SDL.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/file.h"
#include "app/input.h"
#include "app/presenter_window.h"
#include "app/tour.h"
#include "app/x_errors.h"
#include "base/language.h"
#include "control/command.h"
#include "paint/paint_cairo.h"

#define GLIDE_SECONDS       0.12
#define SCRIPT_TURN_SECONDS 0.03
#define SHADER_POLL_SECONDS 0.25
#define NO_GL_ADVICE                                                                               \
    "Install a driver (Debian: libgl1-mesa-dri, which also draws without a graphics card) and "    \
    "try again; `actscope plot` works without."

enum {
    WINDOW_WIDTH = 1280,
    WINDOW_HEIGHT = 720,
    WINDOW_LEAST_WIDTH = 200,
    WINDOW_LEAST_HEIGHT = 150
};

static double now(void)
{
    return (double)SDL_GetPerformanceCounter() / (double)SDL_GetPerformanceFrequency();
}

// --- what commands ask for ---

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
    if (pixels == NULL)
        return fault_set(fault, FAULT_MEMORY, _("no memory for a picture of %dx%d"), w, h);
    // The frame was presented: draw it again into the back buffer, whose content is then certain.
    paint_gl_draw(window->paint, &window->scene.list);
    gl_read_pixels(w, h, pixels);
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

static bool window_perform(void *user, enum host_action action, const char *argument,
                           struct fault *fault)
{
    struct window *window = user;
    switch (action) {
    case HOST_QUIT:
        window->quit = true;
        return true;
    case HOST_WAIT:
        window->wake = now() + strtod(argument, NULL);
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

static void window_log(void *user, const char *command)
{
    struct window *window = user;
    if (!window->log)
        return;
    puts(command);
    fflush(stdout);
}

// --- opening and closing ---

static bool no_gl(struct fault *fault, const char *what)
{
    return fault_set(fault, FAULT_WINDOW, "no OpenGL 3.3 window here (%s). " NO_GL_ADVICE, what);
}

static bool no_display(struct fault *fault, const char *what)
{
    return fault_set(fault, FAULT_WINDOW,
                     _("no display here to open a window on (%s). Start it from a desktop; "
                       "`actscope plot` works without."),
                     what);
}

// Where there is no display, SDL draws offscreen: a window that nobody would ever see or close.
// Whoever wants that says so by SDL_VIDEODRIVER=offscreen.
static bool can_be_seen(struct fault *fault)
{
    const char *wanted = SDL_GetHint(SDL_HINT_VIDEODRIVER);
    bool asked = wanted != NULL && *wanted != '\0';
    return asked || strcmp(SDL_GetCurrentVideoDriver(), "offscreen") != 0 ||
           no_display(fault, "neither DISPLAY nor WAYLAND_DISPLAY leads to one");
}

static void set_gl_attributes(void)
{
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_MAJOR_VERSION, 3);
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_MINOR_VERSION, 3);
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_PROFILE_MASK, SDL_GL_CONTEXT_PROFILE_CORE);
    SDL_GL_SetAttribute(SDL_GL_DOUBLEBUFFER, 1);
    SDL_GL_SetAttribute(SDL_GL_DEPTH_SIZE, 0);
    SDL_GL_SetAttribute(SDL_GL_STENCIL_SIZE, 0);
}

static bool open_sdl(struct window *window, const struct options *options, struct fault *fault)
{
    SDL_SetHint(SDL_HINT_VIDEO_X11_NET_WM_BYPASS_COMPOSITOR, "0");
    SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "1");
    x_errors_catch();
    // Only video: other subsystems poll, and an untouched window must sleep.
    if (SDL_Init(SDL_INIT_VIDEO) != 0)
        return no_display(fault, SDL_GetError());
    if (!options->unseen && !can_be_seen(fault))
        return false;
    set_gl_attributes();
    int w = options->sized ? options->width : WINDOW_WIDTH;
    int h = options->sized ? options->height : WINDOW_HEIGHT;
    window->sdl =
        SDL_CreateWindow("actscope", SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED, w, h,
                         SDL_WINDOW_OPENGL | SDL_WINDOW_RESIZABLE | SDL_WINDOW_ALLOW_HIGHDPI);
    if (window->sdl == NULL)
        return no_gl(fault, SDL_GetError());
    SDL_SetWindowMinimumSize(window->sdl, WINDOW_LEAST_WIDTH, WINDOW_LEAST_HEIGHT);
    window->context = SDL_GL_CreateContext(window->sdl);
    if (window->context == NULL)
        return no_gl(fault, SDL_GetError());
    // A context may have been promised by a server whose driver is missing here.
    if (glGetString(GL_VERSION) == NULL || x_errors_met())
        return no_gl(fault, "the X server refuses a context");
    SDL_GL_SetSwapInterval(options->no_vsync ? 0 : 1);
    SDL_StopTextInput(); // letters are keys until the entry line opens
    return true;
}

// The display's rate, or 60: without vsync (software GL has none) frames are spaced by the clock.
static double least_frame_time(struct SDL_Window *sdl)
{
    SDL_DisplayMode mode;
    int display = SDL_GetWindowDisplayIndex(sdl);
    bool known =
        display >= 0 && SDL_GetCurrentDisplayMode(display, &mode) == 0 && mode.refresh_rate >= 20;
    return 1.0 / (known ? mode.refresh_rate : 60);
}

static void measure(struct window *window)
{
    int w, h, dw, dh;
    SDL_GetWindowSize(window->sdl, &w, &h);
    SDL_GL_GetDrawableSize(window->sdl, &dw, &dh);
    window->program.width = dw > 0 ? dw : 1;
    window->program.height = dh > 0 ? dh : 1;
    double ratio = w > 0 ? (double)dw / w : 1;
    window->program.pixel_ratio = ratio;
}

static const char *const shader_names[] = {"stroke_vertex", "stroke_fragment", "shape_vertex",
                                           "shape_fragment"};

enum { SHADERS = sizeof shader_names / sizeof shader_names[0] };

static void shader_path(const struct window *window, int i, struct text *path)
{
    text_clear(path);
    text_format(path, "%s/%s.glsl", window->shader_dir, shader_names[i]);
}

// A number that is another one as soon as any of the files is another one, older ones included.
static double shaders_stamp(const struct window *window)
{
    double stamp = 0;
    struct text path = {0};
    for (int i = 0; i < SHADERS; i++) {
        shader_path(window, i, &path);
        stamp += (i + 1) * file_changed(text_string(&path));
    }
    text_free(&path);
    return stamp;
}

// Reads the shaders of --shader-dir and gives them to the painter. A mistake leaves the old ones.
static bool load_shaders(struct window *window, struct fault *fault)
{
    struct text sources[SHADERS] = {{0}, {0}, {0}, {0}}, path = {0};
    bool ok = true;
    window->shaders_changed = shaders_stamp(window);
    for (int i = 0; i < SHADERS && ok; i++) {
        shader_path(window, i, &path);
        ok = file_read(text_string(&path), &sources[i], fault);
        if (!ok && fault->source[0] == '\0')
            text_copy(fault->source, sizeof fault->source, text_string(&path));
    }
    const struct shader_sources all = {text_string(&sources[0]), text_string(&sources[1]),
                                       text_string(&sources[2]), text_string(&sources[3])};
    ok = ok && paint_gl_load_shaders(window->paint, &all, fault);
    for (int i = 0; i < SHADERS; i++)
        text_free(&sources[i]);
    text_free(&path);
    window->redraw = true;
    return ok;
}

static void poll_shaders(struct window *window)
{
    struct fault fault = {0};
    if (window->shader_dir == NULL || shaders_stamp(window) == window->shaders_changed)
        return;
    struct session *session = &window->program.session;
    if (load_shaders(window, &fault)) {
        session_message(session, false, _("Shaders loaded again"));
    } else {
        char line[900];
        fault_print(&fault, line, sizeof line);
        session_message(session, true, "%s", line);
        size_t n = strlen(line); // a driver's log ends in line breaks
        while (n > 0 && strchr(" \n\r", line[n - 1]) != NULL)
            line[--n] = '\0';
        fprintf(stderr, "actscope: %s\n", line);
    }
}

// Fonts and the display are opened side by side: each takes some ten milliseconds that the other
// does not need.
struct opening {
    struct program *program;
    struct fault fault;
    bool ok;
};

static int open_program(void *user)
{
    struct opening *opening = user;
    opening->ok = program_open(opening->program, &opening->fault);
    if (!opening->ok)
        return 0;
    // What the first frame will probably show: fonts are loaded and texts rastered by then.
    struct still *still = program_first_still(opening->program);
    font_prepare(opening->program->font, still_list(still));
    still_free(still);
    return 0;
}

static bool open_both(struct window *window, const struct options *options, struct fault *fault)
{
    struct opening opening = {.program = &window->program};
    window->program.width = options->sized ? options->width : WINDOW_WIDTH;
    window->program.height = options->sized ? options->height : WINDOW_HEIGHT;
    SDL_Thread *thread = SDL_CreateThread(open_program, "fonts", &opening);
    if (thread == NULL)
        open_program(&opening);
    bool ok = open_sdl(window, options, fault);
    SDL_WaitThread(thread, NULL); // NULL is fine
    if (!opening.ok)
        *fault = opening.fault;
    return ok && opening.ok;
}

// A software renderer takes and gives back megabytes at every frame. By default they go back to the
// system, which clears them again page by page: with many draw calls a quarter of a frame's time.
// Threads that come and go share one heap, rather than have one each that stays.
static void keep_memory(void)
{
#ifdef __GLIBC__
    mallopt(M_ARENA_MAX, 1);
    mallopt(M_TRIM_THRESHOLD, 256 * 1024 * 1024);
    mallopt(M_TOP_PAD, 4 * 1024 * 1024);
    mallopt(M_MMAP_THRESHOLD, 64 * 1024 * 1024);
#endif
}

bool window_open(struct window *window, const struct options *options, struct fault *fault)
{
    keep_memory();
    memset(window, 0, sizeof *window);
    window->scale = options->scale;
    window->presenter_wanted = options->presenter;
    window->log = options->log_commands;
    window->frames_most = options->frames;
    window->shader_dir = options->shader_dir;
    if (!open_both(window, options, fault))
        goto failed;
    window->paint = paint_gl_create(window->program.font, &shader_sources_embedded, fault);
    if (window->paint == NULL) {
        if (fault->id == FAULT_WINDOW) {
            char what[200];
            text_copy(what, sizeof what, fault->text);
            no_gl(fault, what);
        }
        goto failed;
    }
    window->frame_time = least_frame_time(window->sdl);
    measure(window);
    window->program.session.host =
        (struct host){.user = window, .perform = window_perform, .log = window_log};
    if (window->shader_dir != NULL && !load_shaders(window, fault))
        goto failed;
    return true;
failed:
    window_close(window);
    return false;
}

void window_close(struct window *window)
{
    // SDL wakes itself by an event to one of its windows, over a connection of its own: the event
    // may arrive when the window is gone.
    x_errors_catch();
    while (window->script_n > 0)
        text_free(&window->scripts[--window->script_n].text);
    worker_destroy(window->worker);
    window->worker = NULL;
    snapshots_free(&window->snapshots);
    audio_close(&window->audio);
    presenter_window_close(window->presenter);
    window->presenter = NULL;
    scene_free(&window->scene);
    curve_cache_free(&window->cache);
    paint_gl_destroy(window->paint);
    window->paint = NULL;
    if (window->context != NULL)
        SDL_GL_DeleteContext(window->context);
    window->context = NULL;
    if (window->sdl != NULL)
        SDL_DestroyWindow(window->sdl);
    window->sdl = NULL;
    x_errors_settle();
    SDL_Quit();
    x_errors_release();
    program_close(&window->program);
}

// --- frames ---

static void end_glide(struct window *window)
{
    if (window->gliding)
        window->redraw = true;
    window->gliding = false;
    window->shown = window->target;
}

static bool same_scales(const struct view *a, const struct view *b)
{
    bool same = a->x.scale == b->x.scale;
    for (int o = 0; o < ORDER_COUNT; o++)
        same = same && a->y[o].scale == b->y[o].scale;
    return same;
}

// Where the view is now: on its way to the state's if the last move glides, else there.
static void update_view(struct window *window)
{
    struct session *session = &window->program.session;
    struct view target;
    state_view(&session->state, &target);
    bool moved = !window->has_view || !view_equal(&target, &window->target);
    if (moved) {
        bool glide = window->has_view && session->eased && window->frames_most == 0 &&
                     !session->state.lecture.still && same_scales(&target, &window->shown);
        window->from = window->shown;
        window->target = target;
        window->gliding = glide;
        window->glide_start = now();
        window->has_view = true;
    }
    session->eased = false;
    double t = window->gliding ? (now() - window->glide_start) / GLIDE_SECONDS : 1;
    if (t >= 1)
        window->gliding = false;
    double s = t >= 1 ? 1 : t * t * (3 - 2 * t); // starts and ends gently
    window->shown =
        window->gliding ? view_between(&window->from, &window->target, s) : window->target;
}

static void update_title(struct window *window)
{
    char title[256], whole[sizeof window->title];
    scene_title(&window->program.session.state, title, sizeof title);
    bool plain = strcmp(title, "actscope") == 0;
    snprintf(whole, sizeof whole, "%s%s", title, plain ? "" : " – actscope");
    if (strcmp(whole, window->title) == 0)
        return;
    text_copy(window->title, sizeof window->title, whole);
    SDL_SetWindowTitle(window->sdl, whole);
}

// The projector: of several displays the largest that is not the one the program was opened on.
static void to_lecture_display(struct window *window)
{
    struct SDL_Rect bounds;
    int here = SDL_GetWindowDisplayIndex(window->sdl), best = -1;
    window->desk_display = here > 0 ? here : 0;
    double most = 0;
    for (int i = 0; i < SDL_GetNumVideoDisplays(); i++) {
        if (i == here || SDL_GetDisplayBounds(i, &bounds) != 0)
            continue;
        double area = (double)bounds.w * bounds.h;
        best = area > most ? i : best;
        most = fmax(most, area);
    }
    if (best < 0)
        return;
    int place = (int)SDL_WINDOWPOS_CENTERED_DISPLAY((unsigned)best);
    SDL_SetWindowPosition(window->sdl, place, place);
}

static void update_fullscreen(struct window *window)
{
    bool wanted = window->program.session.state.fullscreen;
    if (wanted == window->fullscreen)
        return;
    window->fullscreen = wanted;
    if (wanted && window->program.session.state.lecture.on)
        to_lecture_display(window);
    SDL_SetWindowFullscreen(window->sdl, wanted ? SDL_WINDOW_FULLSCREEN_DESKTOP : 0);
}

// With a display to spare, the lecturer has a window of their own while the lecture lasts.
static void update_presenter(struct window *window)
{
    bool lecture = window->program.session.state.lecture.on && SDL_GetNumVideoDisplays() > 1;
    bool wanted = (lecture || window->presenter_wanted) && !window->presenter_refused;
    if (wanted && window->presenter == NULL) {
        window->presenter = presenter_window_open(&window->program, window->desk_display);
        window->presenter_refused = window->presenter == NULL;
    } else if (!wanted && window->presenter != NULL) {
        presenter_window_close(window->presenter);
        window->presenter = NULL;
    }
    if (!lecture && !window->presenter_wanted)
        window->presenter_refused = false; // the next lecture tries again
    if (window->presenter != NULL)
        presenter_window_frame(window->presenter, &window->program, &window->scene.list);
}

// --- the time, the ear and the voice ---

#define ECHO_SECONDS   2.5
#define SOUND_SECONDS  0.25 // a tone goes on for this long after the cursor stopped
#define DEVICE_SECONDS 2.0  // and the device a little longer: opening takes its time
#define REST_SECONDS   0.35 // a mouse that rests has arrived

static void tell_time(struct window *window)
{
    window->program.session.presenter.clock = now();
}

// The second that the timer shows.
static long timer_second(const struct window *window)
{
    return (long)floor(now() - window->program.session.presenter.timer_from);
}

static bool shows_time(const struct window *window)
{
    return window->program.session.state.lecture.timer || window->presenter != NULL;
}

static bool timer_wants_frame(const struct window *window)
{
    return shows_time(window) && timer_second(window) != window->second_shown;
}

static bool cursor_moved(const struct window *window)
{
    const struct state *state = &window->program.session.state;
    return state->cursor_on != window->said_cursor || state->focus != window->said_focus ||
           (state->cursor_on && state->cursor_x != window->said_x);
}

static void sound_cursor(struct window *window)
{
    struct tone tone = hearing_tone(&window->program.session);
    audio_sound(&window->audio, &tone);
    window->silent_from = now() + SOUND_SECONDS;
    window->audio_ends = now() + DEVICE_SECONDS;
}

// Follows the cursor with a tone at once, and with a sentence when it rests: after a key it does.
static void follow_cursor(struct window *window, bool by_key)
{
    const struct state *state = &window->program.session.state;
    if (!cursor_moved(window))
        return;
    window->said_cursor = state->cursor_on;
    window->said_focus = state->focus;
    window->said_x = state->cursor_x;
    if (state->lecture.hear && state->cursor_on)
        sound_cursor(window);
    if (state->lecture.speak && state->cursor_on)
        window->speak_at = now() + (by_key ? 0 : REST_SECONDS);
}

// What is due: the tone's end, the sentence, the key that was shown long enough.
static void keep_time(struct window *window)
{
    struct session *session = &window->program.session;
    double t = now();
    if (window->silent_from > 0 && t >= window->silent_from) {
        audio_rest(window->audio);
        window->silent_from = 0;
    }
    if (window->audio_ends > 0 && t >= window->audio_ends) {
        audio_close(&window->audio);
        window->audio_ends = 0;
    }
    if (window->speak_at > 0 && t >= window->speak_at) {
        struct text sentence = {0};
        window->speak_at = 0;
        hearing_sentence(session, &sentence);
        puts(text_string(&sentence));
        fflush(stdout);
        text_free(&sentence);
    }
    if (window->echo_ends > 0 && t >= window->echo_ends) {
        session->presenter.echo[0] = '\0';
        session->dirty |= DIRTY_OVERLAY;
        window->echo_ends = 0;
    }
}

// Seconds until one of these is due.
static double time_left(const struct window *window)
{
    const double due[] = {window->silent_from, window->audio_ends, window->speak_at,
                          window->echo_ends};
    double left = HUGE_VAL, t = now();
    for (size_t i = 0; i < sizeof due / sizeof due[0]; i++)
        if (due[i] > 0)
            left = fmin(left, due[i] - t);
    if (shows_time(window)) {
        double passed = t - window->program.session.presenter.timer_from;
        left = fmin(left, floor(passed) + 1 - passed);
    }
    return left;
}

// What a key did, for those who watch.
static void echo_key(struct window *window, const char *key)
{
    struct session *session = &window->program.session;
    if (!session->state.lecture.echo || key[0] == '\0')
        return;
    const struct binding *binding = keymap_find(&session->keymap, key);
    const char *help = binding != NULL ? binding->help : "";
    snprintf(session->presenter.echo, sizeof session->presenter.echo, "%.20s%s%.36s", key,
             help[0] != '\0' ? "  " : "", help[0] != '\0' ? _(help) : "");
    window->echo_ends = now() + ECHO_SECONDS;
    session->dirty |= DIRTY_OVERLAY;
}

// Key presses that came in before text was wanted: SDL made no text of them, and will not.
static int keys_waiting(void)
{
    SDL_Event events[64];
    int n = SDL_PeepEvents(events, 64, SDL_PEEKEVENT, SDL_KEYDOWN, SDL_KEYDOWN);
    return n > 0 ? n : 0;
}

// Letters become text only while the entry line is open, so that input methods leave shortcuts
// alone.
static void update_text_input(struct window *window)
{
    bool open = window->program.session.entry.kind != ENTRY_NONE;
    if (open && !SDL_IsTextInputActive()) {
        SDL_StartTextInput();
        window->textless_keys = keys_waiting();
    }
    if (!open && SDL_IsTextInputActive())
        SDL_StopTextInput();
}

static void run_animation(struct window *window)
{
    double t = now(), passed = t - window->animated;
    window->animated = t;
    // After a pause of any kind it goes on, it does not jump.
    if (window->program.session.animating && passed > 0)
        session_animate(&window->program.session, fmin(passed, 0.1));
}

static void want_study(struct window *window)
{
    const struct state *state = &window->program.session.state;
    struct study_request request;
    state_study_request(state, &request);
    worker_want_study(window->worker, &request);
    const struct activation *focused = state_function(state, state->focus);
    if (focused != NULL)
        worker_want_phase(window->worker, focused, state->parameters[state->focus]);
}

// A race goes on only while it is seen.
static void want_race(struct window *window, bool seen)
{
    const struct session *session = &window->program.session;
    struct race_request request;
    state_race_request(&session->state, &request);
    request.start = session->race_start;
    const struct race_pace pace = {
        .asked = session->race_asked,
        .running = seen && session->state.laboratory.running,
        .speed = session->state.laboratory.numbers[RACE_SPEED],
    };
    worker_want_race(window->worker, &request, &pace);
}

// Lets the worker do what the page needs; it starts with the first page that needs something.
static void want_networks(struct window *window)
{
    enum page page = window->program.session.state.laboratory.page;
    if (page != PAGE_CURVES && window->worker == NULL) {
        window->worker_event = SDL_RegisterEvents(1);
        window->worker = worker_create(window->worker_event);
    }
    if (window->worker == NULL)
        return;
    static const struct study_request nothing;
    if (page == PAGE_NETWORK)
        want_study(window);
    else
        worker_want_study(window->worker, &nothing);
    if (page == PAGE_RACE || window->snapshots.board != NULL)
        want_race(window, page == PAGE_RACE);
}

void window_frame(struct window *window)
{
    struct session *session = &window->program.session;
    tell_time(window);
    window->second_shown = timer_second(window);
    update_fullscreen(window);
    measure(window);
    run_animation(window);
    update_view(window);
    want_networks(window);
    const struct scene_input input = {
        .session = session,
        .view = &window->shown,
        .width = window->program.width,
        .height = window->program.height,
        .pixel_ratio = window->program.pixel_ratio,
        .size = window->scale,
        .metrics = &window->program.metrics,
        .cache = &window->cache,
        .box = window->pointer.box,
        .margin = 0.5,
        .study = window->snapshots.study,
        .phase = window->snapshots.phase,
        .board = window->snapshots.board,
    };
    scene_build(&window->scene, &input);
    if (window->scene.panel_n > 0) {
        session->panel_width = window->scene.panels[0].plot.w;
        session->panel_height = window->scene.panels[0].plot.h;
    }
    paint_gl_draw(window->paint, &window->scene.list);
    SDL_GL_SwapWindow(window->sdl);
    update_presenter(window);
    window->presented = now();
    session->dirty = 0;
    window->redraw = false;
    window->frames++;
    update_title(window);
}

// --- commands ---

static void show_fault(struct window *window, const struct fault *fault)
{
    session_message(&window->program.session, true, "%s", fault->text);
}

bool window_apply(struct window *window, const char *line)
{
    struct fault fault = {0};
    tell_time(window);
    bool ok = command_apply(&window->program.session, line, NULL, 0, &fault);
    if (!ok)
        show_fault(window, &fault);
    program_follow_language(&window->program);
    update_text_input(window);
    return ok;
}

static void apply_lines(struct window *window, const char *lines)
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

static bool steps_left(const struct window *window)
{
    return window->options != NULL && window->step < window->options->step_n;
}

// Makes a script of the next step of the command line; false if there is none.
static bool push_step(struct window *window)
{
    if (!steps_left(window))
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
    update_text_input(window);
}

// Runs the scripts up to their next `wait` (or to their end).
static void run_scripts(struct window *window)
{
    // In short turns: between them the loop sees who wants to close the window.
    double turn_ends = now() + SCRIPT_TURN_SECONDS;
    while (!window->quit && now() >= window->wake && now() < turn_ends &&
           (window->script_n > 0 || push_step(window)))
        step_script(window);
}

// --- events ---

static void type_text(struct window *window, const char *typed)
{
    struct text line = {0};
    if (window->program.session.entry.kind == ENTRY_NONE)
        return;
    text_add(&line, "type \"");
    for (; *typed != '\0'; typed++) {
        if (*typed == '"' || *typed == '\\')
            text_add(&line, "\\");
        text_add_bytes(&line, typed, 1);
    }
    text_add(&line, "\"");
    window_apply(window, text_string(&line));
    text_free(&line);
}

static void paste(struct window *window)
{
    char *clip = SDL_GetClipboardText();
    if (clip == NULL)
        return;
    clip[strcspn(clip, "\r\n")] = '\0';
    if (utf8_valid(clip, strlen(clip), NULL))
        type_text(window, clip);
    SDL_free(clip);
}

static bool is_modifier(const SDL_Keysym *key)
{
    return (key->scancode >= SDL_SCANCODE_LCTRL && key->scancode <= SDL_SCANCODE_RGUI) ||
           key->scancode == SDL_SCANCODE_MODE || key->scancode == SDL_SCANCODE_CAPSLOCK;
}

static void on_key(struct window *window, const SDL_KeyboardEvent *event)
{
    char command[BINDING_COMMAND_MAX], typed[INPUT_TEXT_MAX];
    bool textless = window->textless_keys > 0;
    window->textless_keys -= textless;
    if (is_modifier(&event->keysym))
        return; // means something together with the key or the drag that it goes with
    end_glide(window);
    if (event->keysym.sym == SDLK_ESCAPE && pointer_cancel(&window->pointer)) {
        window->redraw = true;
        return;
    }
    bool entry = window->program.session.entry.kind != ENTRY_NONE;
    if (entry && event->keysym.sym == SDLK_v && (event->keysym.mod & KMOD_CTRL)) {
        paste(window);
        return;
    }
    char key[KEY_MAX];
    input_key_command(&window->program.session, &event->keysym, command, sizeof command, key);
    if (command[0] != '\0') {
        window_apply(window, command);
        echo_key(window, entry ? "" : key);
        follow_cursor(window, true);
    } else if (entry && textless && input_key_text(&event->keysym, typed))
        type_text(window, typed);
}

// As of the last key event handled, not as of now: events may have waited.
static unsigned modifiers(const struct window *window)
{
    unsigned mod = window->key_modifiers;
    return ((mod & KMOD_SHIFT) ? (unsigned)POINTER_SHIFT : 0) |
           ((mod & KMOD_CTRL) ? (unsigned)POINTER_CTRL : 0) |
           ((mod & KMOD_ALT) ? (unsigned)POINTER_ALT : 0);
}

// Window units to pixels.
static double pixels(const struct window *window, int at)
{
    int w;
    SDL_GetWindowSize(window->sdl, &w, NULL);
    return at * (w > 0 ? (double)window->program.width / w : 1.0);
}

static bool button_of(Uint8 sdl, enum pointer_button *button)
{
    static const struct {
        Uint8 sdl;
        enum pointer_button button;
    } map[] = {{SDL_BUTTON_LEFT, BUTTON_LEFT},
               {SDL_BUTTON_MIDDLE, BUTTON_MIDDLE},
               {SDL_BUTTON_RIGHT, BUTTON_RIGHT},
               {SDL_BUTTON_X1, BUTTON_BACK},
               {SDL_BUTTON_X2, BUTTON_FORWARD}};
    for (size_t i = 0; i < sizeof map / sizeof map[0]; i++)
        if (map[i].sdl == sdl) {
            *button = map[i].button;
            return true;
        }
    return false;
}

static void on_button(struct window *window, const SDL_MouseButtonEvent *event, struct text *out)
{
    enum pointer_button button;
    double x = pixels(window, event->x), y = pixels(window, event->y);
    struct session *session = &window->program.session;
    if (!button_of(event->button, &button))
        return;
    end_glide(window);
    if (event->type == SDL_MOUSEBUTTONDOWN) {
        SDL_CaptureMouse(SDL_TRUE);
        pointer_press(&window->pointer, &window->scene, session, button, event->clicks, x, y,
                      modifiers(window), out);
    } else {
        SDL_CaptureMouse(SDL_FALSE);
        pointer_release(&window->pointer, &window->scene, session, button, x, y, out);
        history_end_gesture(&session->history);
        window->redraw = true;
    }
}

static void on_wheel(struct window *window, const SDL_MouseWheelEvent *event, struct text *out)
{
    int x, y;
    SDL_GetMouseState(&x, &y);
    end_glide(window);
    double notches = (double)event->preciseY;
    if (event->direction == SDL_MOUSEWHEEL_FLIPPED)
        notches = -notches;
    pointer_wheel(&window->pointer, &window->scene, &window->program.session, notches,
                  pixels(window, x), pixels(window, y), modifiers(window), out);
}

static void on_window(struct window *window, const SDL_WindowEvent *event, struct text *out)
{
    switch (event->event) {
    case SDL_WINDOWEVENT_EXPOSED:
    case SDL_WINDOWEVENT_SIZE_CHANGED:
    case SDL_WINDOWEVENT_RESTORED:
    case SDL_WINDOWEVENT_SHOWN:
        window->redraw = true;
        window->minimised = false;
        break;
    case SDL_WINDOWEVENT_MINIMIZED:
    case SDL_WINDOWEVENT_HIDDEN:
        window->minimised = true;
        window->quit |= x_errors_lost(window->sdl, true);
        break;
    case SDL_WINDOWEVENT_CLOSE: // SDL_QUIT waits for the presenter's window, too
        window->quit = true;
        break;
    case SDL_WINDOWEVENT_LEAVE:
        pointer_leave(&window->pointer, out);
        break;
    case SDL_WINDOWEVENT_DISPLAY_CHANGED:
        window->frame_time = least_frame_time(window->sdl);
        window->redraw = true;
        break;
    default:
        break;
    }
}

// What a file dropped on the window is for.
static const char *drop_verb(const char *path)
{
    const char *ending = strrchr(path, '.');
    bool data = ending != NULL && (strcmp(ending, ".npy") == 0 || strcmp(ending, ".csv") == 0);
    return data ? "data" : "source";
}

// The number of the window that a mouse or window event belongs to; 0 for others.
static Uint32 window_of(const SDL_Event *event)
{
    switch (event->type) {
    case SDL_MOUSEMOTION:
        return event->motion.windowID;
    case SDL_MOUSEBUTTONDOWN:
    case SDL_MOUSEBUTTONUP:
        return event->button.windowID;
    case SDL_MOUSEWHEEL:
        return event->wheel.windowID;
    case SDL_WINDOWEVENT:
        return event->window.windowID;
    default:
        return 0;
    }
}

// Of the presenter's window only its keys count, and that it needs to be drawn or is closed.
static bool is_presenters(struct window *window, const SDL_Event *event)
{
    if (window->presenter == NULL || window_of(event) != presenter_window_id(window->presenter))
        return false;
    window->redraw |= event->type == SDL_WINDOWEVENT;
    window->presenter_refused |=
        event->type == SDL_WINDOWEVENT && event->window.event == SDL_WINDOWEVENT_CLOSE;
    return true;
}

static void on_event(struct window *window, const SDL_Event *event)
{
    if (is_presenters(window, event))
        return;
    struct text out = {0};
    struct session *session = &window->program.session;
    switch (event->type) {
    case SDL_QUIT:
        window->quit = true;
        break;
    case SDL_KEYDOWN:
        window->key_modifiers = event->key.keysym.mod;
        on_key(window, &event->key);
        break;
    case SDL_KEYUP:
        window->key_modifiers = event->key.keysym.mod;
        break;
    case SDL_TEXTINPUT:
        type_text(window, event->text.text);
        break;
    case SDL_MOUSEMOTION:
        pointer_move(&window->pointer, &window->scene, session, pixels(window, event->motion.x),
                     pixels(window, event->motion.y), modifiers(window), &out);
        window->redraw |= window->pointer.box.w > 0;
        break;
    case SDL_MOUSEBUTTONDOWN:
    case SDL_MOUSEBUTTONUP:
        on_button(window, &event->button, &out);
        break;
    case SDL_MOUSEWHEEL:
        on_wheel(window, &event->wheel, &out);
        break;
    case SDL_DROPFILE:
        text_format(&out, "%s \"%s\"\n", drop_verb(event->drop.file), event->drop.file);
        SDL_free(event->drop.file);
        break;
    case SDL_WINDOWEVENT:
        on_window(window, &event->window, &out);
        break;
    default:
        if (window->worker != NULL && event->type == window->worker_event)
            window->redraw |= worker_collect(window->worker, &window->snapshots);
        break;
    }
    apply_lines(window, text_string(&out));
    text_free(&out);
    follow_cursor(window, false);
}

// --- the loop ---

static bool wants_frame(const struct window *window)
{
    return window->redraw || window->program.session.dirty != 0 || window->gliding ||
           window->program.session.animating || window->frames_most > 0 ||
           timer_wants_frame(window);
}

// Milliseconds until something must happen without an event; -1 for never.
static int sleep_time(const struct window *window)
{
    double seconds = HUGE_VAL, t = now();
    if (wants_frame(window) && !window->minimised)
        seconds = window->presented + window->frame_time - t;
    if (window->script_n > 0 || steps_left(window))
        seconds = fmin(seconds, window->wake - t);
    if (window->shader_dir != NULL)
        seconds = fmin(seconds, SHADER_POLL_SECONDS);
    seconds = fmin(seconds, time_left(window));
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
        on_event(window, &event);
        any = SDL_PollEvent(&event) != 0;
    }
}

static void run(struct window *window)
{
    run_scripts(window);
    while (!window->quit) {
        bool due = now() - window->presented >= window->frame_time - 0.0005;
        if (wants_frame(window) && due && !window->minimised)
            window_frame(window);
        if (window->frames_most > 0 && window->frames >= window->frames_most)
            break;
        handle_events(window);
        window->quit |= x_errors_lost(window->sdl, false);
        poll_shaders(window);
        keep_time(window);
        run_scripts(window);
    }
}

void window_run_for(struct window *window, double seconds)
{
    struct script *script = &window->scripts[0];
    window->script_n = 1;
    *script = (struct script){.line = 1};
    text_format(&script->text, "wait %g\nquit\n", seconds);
    run(window);
    text_free(&script->text);
    window->script_n = 0;
}

// The user's own commands, if there are any: $XDG_CONFIG_HOME/actscope/config.actscope.
static void run_config(struct window *window)
{
    struct text path = {0};
    const char *config = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");
    if (config != NULL && *config != '\0')
        text_format(&path, "%s/actscope/config.actscope", config);
    else if (home != NULL)
        text_format(&path, "%s/.config/actscope/config.actscope", home);
    struct fault fault = {0};
    if (path.n > 0 && file_exists(text_string(&path)) &&
        !program_source(&window->program, text_string(&path), &fault))
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
    window->log = false; // the config file is no news
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
    update_text_input(window);
    run(window);
    return window->program.mistakes > 0 ? EXIT_FAILED : EXIT_DONE;
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
    struct window *window = status < 0 ? calloc(1, sizeof *window) : NULL;
    if (status < 0 && window == NULL)
        abort();
    if (status < 0)
        status = open_and_run(window, &options);
    free(window);
    options_free(&options);
    return status;
}
