#include "app/x_errors.h"

#include <SDL.h>
#include <string.h>

// Xlib is found at run time: SDL loads it where it is used, and nowhere else it needs to be there.
struct x_display;
struct x_error_event;
typedef int x_handler(struct x_display *display, struct x_error_event *event);
typedef x_handler *x_set_handler(x_handler *handler);

static void *library;
static x_handler *before;
static bool met;

static int remember(struct x_display *display, struct x_error_event *event)
{
    (void)display;
    (void)event;
    met = true;
    return 0;
}

static x_set_handler *find_set_handler(void)
{
    void *symbol = library != NULL ? SDL_LoadFunction(library, "XSetErrorHandler") : NULL;
    x_set_handler *function = NULL;
    memcpy(&function, &symbol, sizeof function); // ISO C has no cast from data to functions
    return function;
}

void x_errors_catch(void)
{
    const char *driver = SDL_GetCurrentVideoDriver();
    met = false;
    if (library != NULL || driver == NULL || strcmp(driver, "x11") != 0)
        return;
    library = SDL_LoadObject("libX11.so.6");
    x_set_handler *set_handler = find_set_handler();
    if (set_handler != NULL)
        before = set_handler(remember);
}

bool x_errors_met(void)
{
    return met;
}

void x_errors_release(void)
{
    x_set_handler *set_handler = find_set_handler();
    if (set_handler != NULL)
        set_handler(before);
    if (library != NULL)
        SDL_UnloadObject(library);
    library = NULL;
}
