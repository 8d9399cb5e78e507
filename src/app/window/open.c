// The window opened and closed: SDL, GL, fonts, and shaders read from a folder.
#include "app/window/parts.h"

#include <GL/glew.h>
#include <SDL.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <stdio.h>
#include <string.h>

#include "app/cli/still.h"
#include "app/file.h"
#include "app/window/desktop.h"
#include "app/window/layout.h"
#include "app/window/presenter.h"
#include "app/window/x_errors.h"
#include "app/window/x_window.h"
#include "base/language.h"

enum {
    WINDOW_WIDTH = 1280,
    WINDOW_HEIGHT = 720,
    WINDOW_LEAST_WIDTH = 200,
    WINDOW_LEAST_HEIGHT = 150
};

static bool no_gl(struct fault *fault, const char *what)
{
    return fault_set(fault, FAULT_WINDOW,
                     _("no OpenGL 3.3 window here (%s). Install a driver (Debian: libgl1-mesa-dri, "
                       "which also draws without a graphics card) and try again; `actscope plot` "
                       "works without."),
                     what);
}

static bool no_display(struct fault *fault, const char *what)
{
    return fault_set(fault, FAULT_WINDOW,
                     _("no display here to open a window on (%s). Start it from a desktop; "
                       "`actscope plot` works without."),
                     what);
}

// Without a display SDL falls back to its driver "offscreen": that window nobody could see or
// close. It is accepted only from a user who asked for it with SDL_VIDEODRIVER=offscreen.
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

// Whether enough of a window's title bar would be on a display for the user to see and drag it.
static bool is_reachable(const struct kept_window *window)
{
    enum { ENOUGH = 80 }; // window units
    const SDL_Rect top = {window->x, window->y, window->width, ENOUGH};
    for (int i = 0; i < SDL_GetNumVideoDisplays(); i++) {
        SDL_Rect bounds, seen;
        if (SDL_GetDisplayBounds(i, &bounds) == 0 && SDL_IntersectRect(&top, &bounds, &seen) &&
            seen.w >= ENOUGH && seen.h >= ENOUGH / 2)
            return true;
    }
    return false;
}

// The default size, as much larger as the desktop's text is, but not larger than the display.
static struct kept_window default_window(double scale)
{
    struct kept_window window = {.width = (int)(WINDOW_WIDTH * scale),
                                 .height = (int)(WINDOW_HEIGHT * scale)};
    SDL_Rect room;
    if (scale > 1 && SDL_GetDisplayUsableBounds(0, &room) == 0) {
        window.width = window.width < room.w ? window.width : room.w;
        window.height = window.height < room.h ? window.height : room.h;
    }
    return window;
}

// Size and place that the window opens with: those of --size, of the last session, or the defaults,
// in the middle of the display where no place is known.
static struct kept_window first_window(const struct window *window, const struct options *options)
{
    struct kept_window first = window->keeping.window;
    SDL_Rect room;
    if (options->sized) {
        first = (struct kept_window){.width = options->width, .height = options->height};
    } else if (first.width == 0) {
        first = default_window(window->scale > 0 ? 1 : window->desktop_scale);
    } else if (SDL_GetDisplayUsableBounds(0, &room) == 0 && SDL_GetNumVideoDisplays() == 1) {
        // The last session may have been on a larger display.
        first.width = first.width < room.w ? first.width : room.w;
        first.height = first.height < room.h ? first.height : room.h;
    }
    if (!first.placed || !is_reachable(&first))
        first.x = first.y = (int)SDL_WINDOWPOS_CENTERED;
    return first;
}

static bool open_sdl(struct window *window, const struct options *options, struct fault *fault)
{
    SDL_SetHint(SDL_HINT_VIDEO_X11_NET_WM_BYPASS_COMPOSITOR, "0");
    SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "1");
    x_errors_catch();
    x_errors_on_loss(window_lose_display, window);
    // SDL's other subsystems wake up again and again to poll devices; an idle window must sleep.
    if (SDL_Init(SDL_INIT_VIDEO) != 0)
        return no_display(fault, SDL_GetError());
    if (!options->unseen && !can_be_seen(fault))
        return false;
    set_gl_attributes();
    window->desktop_scale = options->unseen ? 1 : desktop_scale();
    motion_watch(&window->motion);
    signs_open(&window->signs);
    struct kept_window first = first_window(window, options);
    Uint32 flags = SDL_WINDOW_OPENGL | SDL_WINDOW_RESIZABLE | SDL_WINDOW_ALLOW_HIGHDPI |
                   (first.maximised ? (Uint32)SDL_WINDOW_MAXIMIZED : 0);
    window->sdl = SDL_CreateWindow("actscope", first.x, first.y, first.width, first.height, flags);
    if (window->sdl == NULL)
        return no_gl(fault, SDL_GetError());
    x_window_watch(window->sdl);
    SDL_SetWindowMinimumSize(window->sdl, WINDOW_LEAST_WIDTH, WINDOW_LEAST_HEIGHT);
    window->context = SDL_GL_CreateContext(window->sdl);
    if (window->context == NULL)
        return no_gl(fault, SDL_GetError());
    // SDL reports success also where the X server offered a context that no driver here can use:
    // such a context has no version, or the server has sent an error.
    if (glGetString(GL_VERSION) == NULL || x_errors_met())
        return no_gl(fault, "the X server refuses a context");
    SDL_GL_SetSwapInterval(options->no_vsync ? 0 : 1);
    window_stop_text_input(window); // SDL begins with text input on; letters are shortcuts here
    return true;
}

// The shaders of a --shader-dir are the files NAME.glsl there, in the order of struct
// shader_sources.
static const char *const shader_names[] = {"stroke_vertex", "stroke_fragment", "shape_vertex",
                                           "shape_fragment"};

enum { SHADERS = sizeof shader_names / sizeof shader_names[0] };

static void shader_path(const struct window *window, int i, struct text *path)
{
    text_clear(path);
    text_format(path, "%s/%s.glsl", window->shader_dir, shader_names[i]);
}

// A sum over the files' times of change. It differs as soon as any file was written, or replaced by
// an older one.
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

// Reads the shaders of --shader-dir and gives them to the painter, which keeps the old ones if a
// file cannot be read or compiled.
static bool load_shaders(struct window *window, struct fault *fault)
{
    struct text sources[SHADERS] = {{0}, {0}, {0}, {0}}, path = {0};
    bool ok = true;
    window->shaders_changed = shaders_stamp(window);
    for (int i = 0; i < SHADERS && ok; i++) {
        shader_path(window, i, &path);
        ok = file_read_regular(text_string(&path), &sources[i], fault);
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

void window_poll_shaders(struct window *window)
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
        size_t n = strlen(line); // the logs of GL drivers end in line breaks
        while (n > 0 && strchr(" \n\r", line[n - 1]) != NULL)
            line[--n] = '\0';
        fprintf(stderr, "actscope: %s\n", line);
    }
}

// What the thread is given that opens the program's fonts while the main thread opens the display:
// each takes some ten milliseconds, and neither needs the other.
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
    // The first frame will probably show this picture: drawing it to a list tells which fonts to
    // load and which texts to rasterise, on this thread.
    struct still *still = still_complete(opening->program, STILL_WINDOW);
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
    SDL_WaitThread(thread, NULL); // does nothing where `thread` is NULL
    if (!opening.ok)
        *fault = opening.fault;
    return ok && opening.ok;
}

// Tells glibc to keep freed memory. A software renderer allocates and frees megabytes in each
// frame; by default glibc returns them to the system, which must clear them page by page before it
// hands them out again: up to a quarter of a frame's time. M_ARENA_MAX makes all threads share one
// heap, since a heap of its own for each short-lived thread would stay.
static void keep_memory(void)
{
#ifdef __GLIBC__
    mallopt(M_ARENA_MAX, 1);
    mallopt(M_TRIM_THRESHOLD, 256 * 1024 * 1024);
    mallopt(M_TOP_PAD, 4 * 1024 * 1024);
    mallopt(M_MMAP_THRESHOLD, 64 * 1024 * 1024);
#endif
}

// Makes the painter in the window's GL context, and looks at where the window is.
static bool open_painter(struct window *window, struct fault *fault)
{
    window->paint = paint_gl_create(window->program.font, &shader_sources_embedded, fault);
    if (window->paint == NULL) {
        if (fault->id == FAULT_WINDOW) {
            char what[200];
            text_copy(what, sizeof what, fault->text);
            no_gl(fault, what);
        }
        return false;
    }
    window->frame_time = window_least_frame_time(window->sdl);
    window_measure(window);
    return true;
}

// Closes all that hangs on the connection to the display; the session and its threads stay.
static void close_display(struct window *window)
{
    window_end_hover(window);
    presenter_window_close(window->presenter);
    window->presenter = NULL;
    paint_gl_destroy(window->paint);
    window->paint = NULL;
    if (window->context != NULL)
        SDL_GL_DeleteContext(window->context);
    window->context = NULL;
    if (window->sdl != NULL)
        SDL_DestroyWindow(window->sdl);
    window->sdl = NULL;
    x_errors_settle();
    SDL_QuitSubSystem(SDL_INIT_VIDEO);
}

bool window_reopen(struct window *window)
{
    enum { TRIES = 3, PAUSE_MS = 300 }; // the compositor may be busy with its outputs
    const struct options options = {.no_vsync = window->no_vsync};
    struct fault fault = {0};
    bool ok = false;
    for (int i = 0; i < TRIES && !ok; i++) {
        close_display(window);
        SDL_Delay(PAUSE_MS);
        ok = open_sdl(window, &options, &fault) && open_painter(window, &fault);
    }
    if (!ok)
        return false;
    window->fullscreen = false; // the new window does not fill the screen yet
    window->title[0] = '\0';
    window->has_view = window->minimised = false;
    window->redraw = true;
    window_update_text_input(window);
    // The compositor may have said that the screen is not filled any more, before it went.
    if (window->program.session.state.lecture.on && !window->program.session.state.fullscreen)
        window_apply(window, "fullscreen on");
    if (window->worker != NULL) // what it told the display that is gone
        worker_collect(window->worker, &window->snapshots);
    return true;
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
    window->no_vsync = options->no_vsync;
    window_open_session(window, options);
    if (!open_both(window, options, fault) || !open_painter(window, fault))
        goto failed;
    window->program.session.host = (struct host){.user = window,
                                                 .perform = window_perform,
                                                 .log = window_log,
                                                 .report = window_report,
                                                 .files = program_files()};
    layout_read(&window->program.session.keymap.keyboard, NULL);
    if (window->shader_dir != NULL && !load_shaders(window, fault))
        goto failed;
    return true;
failed:
    window_close(window);
    return false;
}

void window_close(struct window *window)
{
    // SDL wakes itself up by an X event to one of its windows, over a second connection. The event
    // may arrive when the window is gone, and the X error of that would end the program.
    x_errors_catch();
    window_drop_scripts(window);
    window_give_up_saves(window);
    worker_destroy(window->worker);
    window->worker = NULL;
    snapshots_free(&window->snapshots);
    audio_close(&window->audio);
    text_free(&window->dropped);
    scene_free(&window->scene);
    curve_cache_free(&window->cache);
    close_display(window);
    SDL_Quit();
    x_errors_release();
    window_close_session(window);
    program_close(&window->program);
}
