#include "app/window/layout.h"

#include <SDL.h>
#include <string.h>

#include "base/language.h"
#include "base/text.h"

// The Unicode number of the character that an X key symbol stands for, or 0. By the X protocol's
// appendix A, symbols of Latin-1 have the character's number, those of other characters are that
// number plus 0x01000000, and those of the keypad are ASCII plus 0xff80.
static unsigned long character_of(unsigned long symbol)
{
    bool latin = (symbol >= 0x20 && symbol < 0x7f) || (symbol >= 0xa0 && symbol <= 0xff);
    bool keypad = symbol >= 0xffaa && symbol <= 0xffb9;
    bool unicode = symbol >= 0x01000100 && symbol <= 0x0110ffff;
    return latin ? symbol : keypad ? symbol & 0x7f : unicode ? symbol & 0xffffff : 0;
}

void layout_sign(unsigned long symbol, char *out)
{
    unsigned long character = character_of(symbol);
    out[0] = '\0';
    if (character != 0)
        utf8_write((unsigned)character, out);
}

#if defined SDL_VIDEO_DRIVER_X11 && __has_include(<X11/XKBlib.h>)

#include <X11/XKBlib.h>

// Signs of a US keyboard by X's numbers of their places, which are those of Linux and 8.
static const struct {
    int first;
    const char *signs;
} places[] = {
    {10, "1234567890-="},
    {24, "qwertyuiop[]"},
    {38, "asdfghjkl;'`"},
    {51, "\\zxcvbnm,./"},
};

static char us_sign(int code)
{
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++)
        if (code >= places[i].first && code < places[i].first + (int)strlen(places[i].signs))
            return places[i].signs[code - places[i].first];
    return '\0';
}

// What is used of Xlib, loaded at run time as signs.c does.
struct xlib {
    void *library;
    Display *(*open)(const char *name);
    int (*close)(Display *display);
    Status (*state)(Display *display, unsigned device, XkbStatePtr state);
    KeySym (*symbol)(Display *display, KeyCode code, int group, int level);
};

// ISO C has no cast from a pointer to data to one to a function.
static bool find(void *library, const char *name, void *function, size_t size)
{
    void *symbol = library != NULL ? SDL_LoadFunction(library, name) : NULL;
    memcpy(function, &symbol, size);
    return symbol != NULL;
}

static bool load(struct xlib *x)
{
    x->library = SDL_LoadObject("libX11.so.6");
    return find(x->library, "XOpenDisplay", &x->open, sizeof x->open) &&
           find(x->library, "XCloseDisplay", &x->close, sizeof x->close) &&
           find(x->library, "XkbGetState", &x->state, sizeof x->state) &&
           find(x->library, "XkbKeycodeToKeysym", &x->symbol, sizeof x->symbol);
}

// A key that has nothing in the group that is switched on has its first group's signs.
static void read_key(const struct xlib *x, Display *display, int code, int group,
                     struct keyboard_key *key)
{
    *key = (struct keyboard_key){.us = us_sign(code)};
    int used = x->symbol(display, (KeyCode)code, group, 0) != NoSymbol ? group : 0;
    for (int level = 0; level < KEYBOARD_LEVELS; level++)
        layout_sign(x->symbol(display, (KeyCode)code, used, level), key->signs[level]);
}

enum { FIRST_CODE = 10, LAST_CODE = 150, KEYPAD_FIRST = 79, KEYPAD_LAST = 91 };

static void read_keys(const struct xlib *x, Display *display, struct keyboard *keyboard)
{
    XkbStateRec state = {0};
    x->state(display, XkbUseCoreKbd, &state);
    for (int code = FIRST_CODE; code <= LAST_CODE && keyboard->n < KEYBOARD_KEYS_MAX; code++) {
        struct keyboard_key *key = &keyboard->keys[keyboard->n];
        if (code >= KEYPAD_FIRST && code <= KEYPAD_LAST) // not every keyboard has one
            continue;
        read_key(x, display, code, state.group, key);
        bool types = key->us != '\0';
        for (int level = 0; level < KEYBOARD_LEVELS; level++)
            types |= (unsigned char)key->signs[level][0] > ' ';
        keyboard->n += types;
    }
}

bool layout_read(struct keyboard *keyboard, struct fault *fault)
{
    struct xlib x = {0};
    *keyboard = (struct keyboard){0};
    Display *display = load(&x) ? x.open(NULL) : NULL;
    if (display != NULL) {
        read_keys(&x, display, keyboard);
        x.close(display);
    }
    if (x.library != NULL)
        SDL_UnloadObject(x.library);
    return keyboard->n > 0 ||
           fault_set(
               fault, FAULT_WINDOW,
               _("no X server can be asked for the keyboard's layout; start this where windows "
                 "can be opened, with DISPLAY set"));
}

#else

bool layout_read(struct keyboard *keyboard, struct fault *fault)
{
    *keyboard = (struct keyboard){0};
    return fault_set(
        fault, FAULT_WINDOW,
        _("the keyboard's layout can be asked of an X server only, and this program was "
          "built without X11"));
}

#endif
