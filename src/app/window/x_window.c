#include "app/window/x_window.h"

#include <string.h>

#include "base/text.h"

// memcpy, because ISO C has no cast from a pointer to data to one to a function.
void x_library_find(void *library, const char *name, void *function)
{
    void *symbol = library != NULL ? SDL_LoadFunction(library, name) : NULL;
    memcpy(function, &symbol, sizeof symbol);
}

#if defined SDL_VIDEO_DRIVER_X11 && __has_include(<X11/Xlib.h>)

#include <SDL_syswm.h>
#include <X11/Xatom.h>
#include <X11/Xlib.h>

// The functions of Xlib that are used here.
typedef Status x_get_attributes(Display *display, Window window, XWindowAttributes *attributes);
typedef int x_select_input(Display *display, Window window, long mask);
typedef Atom x_intern_atom(Display *display, const char *name, Bool only_if_exists);
typedef int x_get_property(Display *display, Window window, Atom property, long from, long most,
                           Bool remove, Atom type, Atom *actual, int *format, unsigned long *n,
                           unsigned long *left, unsigned char **data);
typedef int x_free(void *data);
typedef Status x_send_event(Display *display, Window window, Bool propagate, long mask,
                            XEvent *event);
typedef void x_suspend_saver(Display *display, Bool suspend);
typedef Display *x_open_display(const char *name);
typedef int x_close_display(Display *display);
typedef char *x_get_default(Display *display, const char *program, const char *option);

static void *open_library(void)
{
    const char *driver = SDL_GetCurrentVideoDriver();
    bool is_x11 = driver != NULL && strcmp(driver, "x11") == 0;
    return is_x11 ? SDL_LoadObject("libX11.so.6") : NULL;
}

static void close_library(void *library)
{
    if (library != NULL)
        SDL_UnloadObject(library); // SDL goes on using it
}

// Finds the window's connection and number. False where it is no window of X11.
static bool find_window(SDL_Window *window, Display **display, Window *number)
{
    SDL_SysWMinfo info;
    SDL_VERSION(&info.version);
    if (window == NULL || !SDL_GetWindowWMInfo(window, &info) || info.subsystem != SDL_SYSWM_X11)
        return false;
    *display = info.info.x11.display;
    *number = info.info.x11.window;
    return true;
}

enum x_news x_window_news(const SDL_SysWMEvent *event)
{
    if (event->msg == NULL || event->msg->subsystem != SDL_SYSWM_X11)
        return X_NOTHING;
    const XEvent *x = &event->msg->msg.x11.event;
    if (x->type == PropertyNotify)
        return X_STATE;
    if (x->type != VisibilityNotify)
        return X_NOTHING;
    return x->xvisibility.state == VisibilityFullyObscured ? X_COVERED : X_SEEN;
}

void x_window_watch(SDL_Window *window)
{
    Display *display;
    Window number;
    XWindowAttributes attributes;
    x_get_attributes *get_attributes;
    x_select_input *select_input;
    void *library = open_library();
    x_library_find(library, "XGetWindowAttributes", &get_attributes);
    x_library_find(library, "XSelectInput", &select_input);
    if (get_attributes != NULL && select_input != NULL && find_window(window, &display, &number) &&
        get_attributes(display, number, &attributes) != 0)
        select_input(display, number, attributes.your_event_mask | VisibilityChangeMask);
    close_library(library);
}

// Whether an atom is among those of a window's property.
static bool has_atom(void *library, Display *display, Window window, Atom property, Atom atom)
{
    enum { ATOMS_MOST = 64 };
    x_get_property *get_property;
    x_free *free_data;
    Atom type;
    int format;
    unsigned long n = 0, left;
    unsigned char *data = NULL;
    bool has = false;
    x_library_find(library, "XGetWindowProperty", &get_property);
    x_library_find(library, "XFree", &free_data);
    if (get_property == NULL || free_data == NULL ||
        get_property(display, window, property, 0, ATOMS_MOST, False, XA_ATOM, &type, &format, &n,
                     &left, &data) != Success)
        return false;
    for (unsigned long i = 0; i < n && format == 32; i++) {
        Atom found;
        memcpy(&found, data + i * sizeof found, sizeof found);
        has = has || found == atom;
    }
    if (data != NULL)
        free_data(data);
    return has;
}

bool x_window_fills(SDL_Window *window, bool *fills)
{
    Display *display;
    Window number;
    x_intern_atom *intern_atom;
    void *library = open_library();
    x_library_find(library, "XInternAtom", &intern_atom);
    bool known = intern_atom != NULL && find_window(window, &display, &number);
    if (known)
        *fills = has_atom(library, display, number, intern_atom(display, "_NET_WM_STATE", False),
                          intern_atom(display, "_NET_WM_STATE_FULLSCREEN", False));
    close_library(library);
    return known;
}

void x_window_release(SDL_Window *window, unsigned button)
{
    Display *display;
    Window number;
    x_send_event *send_event;
    void *library = open_library();
    x_library_find(library, "XSendEvent", &send_event);
    XEvent event = {.xbutton = {.type = ButtonRelease, .button = button, .same_screen = True}};
    if (send_event != NULL && find_window(window, &display, &number)) {
        event.xbutton.window = number;
        send_event(display, number, True, ButtonReleaseMask, &event);
    }
    close_library(library);
}

void x_window_resume_saver(SDL_Window *window)
{
    Display *display;
    Window number;
    x_suspend_saver *suspend;
    if (!find_window(window, &display, &number))
        return;
    void *library = SDL_LoadObject("libXss.so.1");
    x_library_find(library, "XScreenSaverSuspend", &suspend);
    if (suspend != NULL)
        suspend(display, False);
    close_library(library);
}

double x_window_dpi(void)
{
    x_open_display *open_display;
    x_close_display *close_display;
    x_get_default *get_default;
    double dpi = 0;
    void *library = open_library();
    x_library_find(library, "XOpenDisplay", &open_display);
    x_library_find(library, "XCloseDisplay", &close_display);
    x_library_find(library, "XGetDefault", &get_default);
    bool usable = open_display != NULL && close_display != NULL && get_default != NULL;
    Display *display = usable ? open_display(NULL) : NULL;
    if (display != NULL) {
        const char *value = get_default(display, "Xft", "dpi");
        if (value == NULL || !number_read(value, &dpi))
            dpi = 0;
        close_display(display);
    }
    close_library(library);
    return dpi;
}

#else

enum x_news x_window_news(const SDL_SysWMEvent *event)
{
    (void)event;
    return X_NOTHING;
}

void x_window_watch(SDL_Window *window)
{
    (void)window;
}

bool x_window_fills(SDL_Window *window, bool *fills)
{
    (void)window;
    (void)fills;
    return false;
}

void x_window_release(SDL_Window *window, unsigned button)
{
    (void)window;
    (void)button;
}

void x_window_resume_saver(SDL_Window *window)
{
    (void)window;
}

double x_window_dpi(void)
{
    return 0;
}

#endif
