#include "app/window/signs.h"

#include <string.h>

#include "app/window/layout.h"
#include "base/text.h"

#if defined SDL_VIDEO_DRIVER_X11 && __has_include(<X11/Xlib.h>)

#include <SDL_syswm.h>
#include <X11/Xlib.h>

// XLookupString is loaded at run time, as SDL loads Xlib, so that the program starts without Xlib.
typedef int x_lookup_string(XKeyEvent *event, char *buffer, int size, KeySym *symbol, void *status);

static void find_lookup(struct signs *signs)
{
    static const char *const names[] = {"libX11.so.6", "libX11.6.dylib"};
    const char *driver = SDL_GetCurrentVideoDriver();
    bool is_x11 = driver != NULL && strcmp(driver, "x11") == 0;
    for (size_t i = 0; is_x11 && signs->lookup == NULL && i < sizeof names / sizeof names[0]; i++) {
        void *library = SDL_LoadObject(names[i]); // SDL has loaded it already and keeps it
        void *symbol = library != NULL ? SDL_LoadFunction(library, "XLookupString") : NULL;
        // ISO C has no cast from a pointer to data to one to a function.
        memcpy(&signs->lookup, &symbol, sizeof symbol);
    }
}

bool signs_is_press(const SDL_SysWMEvent *event)
{
    return event->msg != NULL && event->msg->subsystem == SDL_SYSWM_X11 &&
           event->msg->msg.x11.event.type == KeyPress;
}

void signs_of_system(struct signs *signs, const SDL_SysWMEvent *event)
{
    if (signs->lookup == NULL || !signs_is_press(event))
        return;
    XKeyEvent press = event->msg->msg.x11.event.xkey;
    KeySym symbol = NoSymbol;
    char buffer[16];
    ((x_lookup_string *)signs->lookup)(&press, buffer, sizeof buffer, &symbol, NULL);
    signs->next = (struct sign){.known = true};
    layout_sign(symbol, signs->next.text);
}

#else

static void find_lookup(struct signs *signs)
{
    (void)signs;
}

bool signs_is_press(const SDL_SysWMEvent *event)
{
    (void)event;
    return false;
}

void signs_of_system(struct signs *signs, const SDL_SysWMEvent *event)
{
    (void)signs;
    (void)event;
}

#endif

void signs_open(struct signs *signs)
{
    *signs = (struct signs){0};
    find_lookup(signs);
}

bool signs_are_text(const struct signs *signs)
{
    return signs->lookup == NULL;
}

// Takes the text of the key press that is being handled out of SDL's queue, where it comes before
// any other key press; false if the press types none.
static bool take_text(SDL_Event *text)
{
    return SDL_PeepEvents(text, 1, SDL_PEEKEVENT, SDL_KEYDOWN, SDL_TEXTINPUT) == 1 &&
           text->type == SDL_TEXTINPUT &&
           SDL_PeepEvents(text, 1, SDL_GETEVENT, SDL_TEXTINPUT, SDL_TEXTINPUT) == 1;
}

struct sign signs_take(struct signs *signs, bool takes_text)
{
    struct sign sign = signs->next;
    signs->next = (struct sign){0};
    SDL_Event text;
    if (signs_are_text(signs) && takes_text && take_text(&text)) {
        sign.known = true;
        text_copy(sign.text, sizeof sign.text, text.text.text);
    }
    return sign;
}
