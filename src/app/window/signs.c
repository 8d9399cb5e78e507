#include "app/window/signs.h"

#include <string.h>

#include "base/text.h"

#if defined SDL_VIDEO_DRIVER_X11 && __has_include(<X11/Xlib.h>)

#include <SDL_syswm.h>
#include <X11/Xlib.h>

// Found at run time, as SDL does it: nothing else here needs Xlib.
typedef int x_lookup_string(XKeyEvent *event, char *buffer, int size, KeySym *symbol, void *status);

// The number of the character that a symbol of X stands for, or 0: Latin letters are their own, all
// others are written behind 0x01000000, and those of the keypad are ASCII with 0xff80 added.
static unsigned long character_of(KeySym symbol)
{
    bool latin = (symbol >= 0x20 && symbol < 0x7f) || (symbol >= 0xa0 && symbol <= 0xff);
    bool keypad = symbol >= 0xffaa && symbol <= 0xffb9;
    bool unicode = symbol >= 0x01000100 && symbol <= 0x0110ffff;
    return latin ? symbol : keypad ? symbol & 0x7f : unicode ? symbol & 0xffffff : 0;
}

static x_lookup_string *find_lookup(void)
{
    static const char *const names[] = {"libX11.so.6", "libX11.6.dylib"};
    x_lookup_string *lookup = NULL;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        void *library = SDL_LoadObject(names[i]); // SDL has it loaded already, so this costs little
        void *symbol = library != NULL ? SDL_LoadFunction(library, "XLookupString") : NULL;
        memcpy(&lookup, &symbol, sizeof symbol); // ISO C has no cast from data to functions
        if (lookup != NULL)
            break;
    }
    return lookup;
}

bool signs_is_press(const SDL_SysWMEvent *event)
{
    return event->msg != NULL && event->msg->subsystem == SDL_SYSWM_X11 &&
           event->msg->msg.x11.event.type == KeyPress;
}

bool signs_of_system(const SDL_SysWMEvent *event, struct sign *sign)
{
    x_lookup_string *lookup = signs_is_press(event) ? find_lookup() : NULL;
    if (lookup == NULL)
        return false;
    XKeyEvent press = event->msg->msg.x11.event.xkey;
    KeySym symbol = NoSymbol;
    char buffer[16];
    lookup(&press, buffer, sizeof buffer, &symbol, NULL);
    unsigned long character = character_of(symbol);
    *sign = (struct sign){.known = true};
    if (character != 0)
        utf8_write((unsigned)character, sign->text);
    return true;
}

static bool is_x11(void)
{
    const char *driver = SDL_GetCurrentVideoDriver();
    return driver != NULL && strcmp(driver, "x11") == 0 && find_lookup() != NULL;
}

#else

bool signs_is_press(const SDL_SysWMEvent *event)
{
    (void)event;
    return false;
}

bool signs_of_system(const SDL_SysWMEvent *event, struct sign *sign)
{
    (void)event;
    (void)sign;
    return false;
}

static bool is_x11(void)
{
    return false;
}

#endif

void signs_open(bool *text_events)
{
    *text_events = !is_x11();
    if (!*text_events)
        SDL_EventState(SDL_SYSWMEVENT, SDL_ENABLE);
}

void signs_take_text(struct sign *sign)
{
    SDL_Event next;
    bool first = SDL_PeepEvents(&next, 1, SDL_PEEKEVENT, SDL_KEYDOWN, SDL_TEXTINPUT) == 1 &&
                 next.type == SDL_TEXTINPUT;
    if (!first || SDL_PeepEvents(&next, 1, SDL_GETEVENT, SDL_TEXTINPUT, SDL_TEXTINPUT) != 1)
        return;
    sign->known = true;
    text_copy(sign->text, sizeof sign->text, next.text.text);
}
