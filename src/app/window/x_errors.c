#include "app/window/x_errors.h"

#include <SDL.h>
#include <stdlib.h>
#include <unistd.h>

#include "app/window/x_window.h"

#if defined SDL_VIDEO_DRIVER_X11 && __has_include(<X11/Xlib.h>)

#include <SDL_syswm.h>

// These functions of Xlib are loaded at run time, as SDL loads them, so that the program starts
// without Xlib.
typedef int x_handler(Display *display, XErrorEvent *event);
typedef x_handler *x_set_handler(x_handler *handler);
typedef int x_io_handler(Display *display);
typedef x_io_handler *x_set_io_handler(x_io_handler *handler);
typedef int x_sync(Display *display, int discard);
typedef Status x_get_geometry(Display *display, Drawable drawable, Window *root, int *x, int *y,
                              unsigned *width, unsigned *height, unsigned *border, unsigned *depth);

// Xlib calls an error handler without data of the user's: hence these variables.
static void *library;     // Xlib; NULL while no errors are caught
static x_handler *before; // the handler to be restored
static x_io_handler *io_before;
static void (*on_loss)(void *user); // called where the connection breaks; NULL: nobody is told
static void *loser;                 // its argument
static Display *connection;         // that a window was last looked for on
static bool met, missed;            // there was an error; it may be about a window that is gone

static int remember(Display *display, XErrorEvent *event)
{
    (void)display;
    met = true;
    missed = missed || event->error_code == BadWindow || event->error_code == BadDrawable;
    return 0;
}

// Xlib calls this where the connection breaks, and ends the program if it returns.
static int end(Display *display)
{
    (void)display;
    if (on_loss != NULL)
        on_loss(loser);
    _exit(EXIT_FAILURE); // exit() would have libraries speak to the server once more
}

static void find(const char *name, void *function)
{
    x_library_find(library, name, function);
}

static x_set_handler *find_set_handler(void)
{
    x_set_handler *function;
    find("XSetErrorHandler", &function);
    return function;
}

static x_set_io_handler *find_set_io_handler(void)
{
    x_set_io_handler *function;
    find("XSetIOErrorHandler", &function);
    return function;
}

void x_errors_catch(void)
{
    const char *display = getenv("DISPLAY");
    met = missed = false;
    if (library != NULL || display == NULL || *display == '\0')
        return;
    library = SDL_LoadObject("libX11.so.6");
    x_set_handler *set_handler = find_set_handler();
    if (set_handler != NULL)
        before = set_handler(remember);
    x_set_io_handler *set_io_handler = find_set_io_handler();
    if (set_io_handler != NULL)
        io_before = set_io_handler(end);
}

void x_errors_on_loss(void (*lost)(void *user), void *user)
{
    on_loss = lost;
    loser = user;
}

bool x_errors_met(void)
{
    return met;
}

bool x_errors_lost(struct SDL_Window *window, bool suspect)
{
    SDL_SysWMinfo info;
    Window root;
    int x, y;
    unsigned width, height, border, depth;
    x_get_geometry *get_geometry;
    if (!missed && !suspect)
        return false;
    missed = false;
    find("XGetGeometry", &get_geometry);
    SDL_VERSION(&info.version);
    if (get_geometry == NULL || !SDL_GetWindowWMInfo(window, &info) ||
        info.subsystem != SDL_SYSWM_X11)
        return false;
    connection = info.info.x11.display;
    bool there = get_geometry(connection, info.info.x11.window, &root, &x, &y, &width, &height,
                              &border, &depth) != 0;
    return !there;
}

void x_errors_settle(void)
{
    x_sync *sync;
    find("XSync", &sync);
    if (sync != NULL && connection != NULL)
        sync(connection, 0);
    connection = NULL;
}

void x_errors_release(void)
{
    x_set_handler *set_handler = find_set_handler();
    if (set_handler != NULL)
        set_handler(before);
    x_set_io_handler *set_io_handler = find_set_io_handler();
    if (set_io_handler != NULL)
        set_io_handler(io_before);
    on_loss = NULL;
    if (library != NULL)
        SDL_UnloadObject(library);
    library = NULL;
}

#else

void x_errors_catch(void)
{
}

void x_errors_on_loss(void (*lost)(void *user), void *user)
{
    (void)lost;
    (void)user;
}

bool x_errors_met(void)
{
    return false;
}

bool x_errors_lost(struct SDL_Window *window, bool suspect)
{
    (void)window;
    (void)suspect;
    return false;
}

void x_errors_settle(void)
{
}

void x_errors_release(void)
{
}

#endif
