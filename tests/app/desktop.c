// What a desktop does to a window, on X11, for tests.
//
//     desktop drop WINDOW FILE…             drops files on it, as a file manager does: by version 5
//     of XDND desktop state WINDOW add|remove NAME  asks the window manager for _NET_WM_STATE_NAME,
//     or to end it desktop pointer                       prints whether the mouse's pointer is
//     "shown" or "hidden" desktop saver                         waits for the screen saver, 1 s or
//     up to 4, and prints "on" or "off"
//
// WINDOW is the X server's number of it. `drop` ends with 0 once the window has taken the files,
// with 1 where it refuses or is gone, or after 20 s.
#include <X11/Xlib.h>
#include <X11/extensions/Xfixes.h>
#include <X11/extensions/scrnsaver.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PLACE = 50, SECONDS = 20 }; // where it is dropped, pixels from the window's corner

enum name { ENTER, POSITION, STATUS, DROP, FINISHED, COPY, SELECTION, LIST, NAMES };

struct source {
    Display *display;
    Window own, target;
    Atom atoms[NAMES];
    char *list; // text/uri-list
};

static void tell(const struct source *source, enum name what, const long words[4])
{
    XEvent event = {.xclient = {.type = ClientMessage,
                                .window = source->target,
                                .message_type = source->atoms[what],
                                .format = 32}};
    event.xclient.data.l[0] = (long)source->own;
    for (int i = 0; i < 4; i++)
        event.xclient.data.l[i + 1] = words[i];
    XSendEvent(source->display, source->target, False, NoEventMask, &event);
    XFlush(source->display);
}

// Hands the list over to whoever asks for the selection.
static void answer(const struct source *source, const XSelectionRequestEvent *request)
{
    XEvent event = {.xselection = {.type = SelectionNotify,
                                   .requestor = request->requestor,
                                   .selection = request->selection,
                                   .target = request->target,
                                   .property = request->property,
                                   .time = request->time}};
    XChangeProperty(source->display, request->requestor, request->property, request->target, 8,
                    PropModeReplace, (const unsigned char *)source->list,
                    (int)strlen(source->list));
    XSendEvent(source->display, request->requestor, False, NoEventMask, &event);
    XFlush(source->display);
}

// Drags the files in and lets them go where the window says that it takes them.
static int drop(const struct source *source)
{
    int x, y;
    Window child;
    XTranslateCoordinates(source->display, source->target, DefaultRootWindow(source->display),
                          PLACE, PLACE, &x, &y, &child);
    tell(source, ENTER, (const long[4]){5L << 24, (long)source->atoms[LIST], 0, 0});
    tell(source, POSITION,
         (const long[4]){0, (long)x << 16 | y, CurrentTime, (long)source->atoms[COPY]});
    for (;;) {
        XEvent event;
        XNextEvent(source->display, &event);
        if (event.type == SelectionRequest)
            answer(source, &event.xselectionrequest);
        if (event.type != ClientMessage)
            continue;
        Atom message = event.xclient.message_type;
        bool takes = event.xclient.data.l[1] & 1;
        if (message == source->atoms[FINISHED])
            return 0;
        if (message == source->atoms[STATUS] && !takes)
            return 1;
        if (message == source->atoms[STATUS])
            tell(source, DROP, (const long[4]){0, CurrentTime, 0, 0});
    }
}

// "file:///a%20b\r\n" for each file, with everything in hexadecimal but the slashes.
static char *list_of(char **files)
{
    size_t n = 1;
    for (int i = 0; files[i] != NULL; i++)
        n += 3 * strlen(files[i]) + sizeof "file://\r\n";
    char *list = malloc(n), *end = list;
    for (int i = 0; files[i] != NULL && list != NULL; i++) {
        end += sprintf(end, "file://");
        for (const char *p = files[i]; *p != '\0'; p++)
            end += *p == '/' ? sprintf(end, "/") : sprintf(end, "%%%02X", (unsigned char)*p);
        end += sprintf(end, "\r\n");
    }
    return list;
}

static int drop_files(struct source *source, char **files)
{
    static const char *const names[NAMES] = {"XdndEnter",     "XdndPosition", "XdndStatus",
                                             "XdndDrop",      "XdndFinished", "XdndActionCopy",
                                             "XdndSelection", "text/uri-list"};
    source->list = list_of(files);
    source->own = XCreateSimpleWindow(source->display, DefaultRootWindow(source->display), 0, 0, 1,
                                      1, 0, 0, 0);
    for (int i = 0; i < NAMES; i++)
        source->atoms[i] = XInternAtom(source->display, names[i], False);
    XSetSelectionOwner(source->display, source->atoms[SELECTION], source->own, CurrentTime);
    int status = source->list != NULL ? drop(source) : 1;
    free(source->list);
    return status;
}

// By the EWMH: a message to the root window, which the window manager reads.
static int set_state(const struct source *source, bool on, const char *name)
{
    char whole[80];
    snprintf(whole, sizeof whole, "_NET_WM_STATE_%s", name);
    XEvent event = {
        .xclient = {.type = ClientMessage,
                    .window = source->target,
                    .message_type = XInternAtom(source->display, "_NET_WM_STATE", False),
                    .format = 32}};
    event.xclient.data.l[0] = on;
    event.xclient.data.l[1] = (long)XInternAtom(source->display, whole, False);
    event.xclient.data.l[3] = 2; // on behalf of a person
    XSendEvent(source->display, DefaultRootWindow(source->display), False,
               SubstructureNotifyMask | SubstructureRedirectMask, &event);
    return 0;
}

// A pointer that cannot be seen is one whose pixels are all transparent.
static int say_pointer(const struct source *source)
{
    XFixesCursorImage *image = XFixesGetCursorImage(source->display);
    unsigned long seen = 0;
    for (int i = 0; image != NULL && i < image->width * image->height; i++)
        seen |= image->pixels[i] & 0xff000000;
    puts(seen != 0 ? "shown" : "hidden");
    XFree(image);
    return 0;
}

static int say_saver(const struct source *source)
{
    XScreenSaverInfo *info = XScreenSaverAllocInfo();
    bool on = false;
    XSetScreenSaver(source->display, 1, 0, PreferBlanking, AllowExposures);
    for (int i = 0; i < 40 && !on && info != NULL; i++) {
        usleep(100000);
        XScreenSaverQueryInfo(source->display, DefaultRootWindow(source->display), info);
        on = info->state == ScreenSaverOn;
    }
    puts(on ? "on" : "off");
    XForceScreenSaver(source->display, ScreenSaverReset);
    XFree(info);
    return 0;
}

int main(int argc, char **argv)
{
    struct source source = {.display = argc > 1 ? XOpenDisplay(NULL) : NULL};
    int status = 2;
    if (source.display == NULL)
        return status;
    alarm(SECONDS); // ends it
    source.target = argc > 2 ? strtoul(argv[2], NULL, 0) : 0;
    if (strcmp(argv[1], "drop") == 0 && argc > 3)
        status = drop_files(&source, argv + 3);
    if (strcmp(argv[1], "state") == 0 && argc == 5)
        status = set_state(&source, strcmp(argv[3], "add") == 0, argv[4]);
    if (strcmp(argv[1], "pointer") == 0)
        status = say_pointer(&source);
    if (strcmp(argv[1], "saver") == 0)
        status = say_saver(&source);
    XCloseDisplay(source.display);
    return status;
}
