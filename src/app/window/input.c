#include "app/window/input.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"

static const struct {
    SDL_Keycode code;
    const char *name;
} named_keys[] = {
    {SDLK_LEFT, "Left"},     {SDLK_RIGHT, "Right"},
    {SDLK_UP, "Up"},         {SDLK_DOWN, "Down"},
    {SDLK_HOME, "Home"},     {SDLK_END, "End"},
    {SDLK_PAGEUP, "PageUp"}, {SDLK_PAGEDOWN, "PageDown"},
    {SDLK_TAB, "Tab"},       {SDLK_ESCAPE, "Escape"},
    {SDLK_RETURN, "Return"}, {SDLK_KP_ENTER, "Return"},
    {SDLK_SPACE, "Space"},   {SDLK_BACKSPACE, "Backspace"},
    {SDLK_DELETE, "Delete"}, {SDLK_INSERT, "Insert"},
    {SDLK_PAUSE, "Pause"},   {SDLK_MENU, "Menu"},
    {SDLK_F1, "F1"},         {SDLK_F2, "F2"},
    {SDLK_F3, "F3"},         {SDLK_F4, "F4"},
    {SDLK_F5, "F5"},         {SDLK_F6, "F6"},
    {SDLK_F7, "F7"},         {SDLK_F8, "F8"},
    {SDLK_F9, "F9"},         {SDLK_F10, "F10"},
    {SDLK_F11, "F11"},       {SDLK_F12, "F12"},
};

// Keys of the keypad that type a sign with NumLock, and move without.
static const struct {
    SDL_Keycode code;
    const char *sign, *name;
} keypad[] = {
    {SDLK_KP_0, "0", "Insert"},   {SDLK_KP_1, "1", "End"},         {SDLK_KP_2, "2", "Down"},
    {SDLK_KP_3, "3", "PageDown"}, {SDLK_KP_4, "4", "Left"},        {SDLK_KP_5, "5", ""},
    {SDLK_KP_6, "6", "Right"},    {SDLK_KP_7, "7", "Home"},        {SDLK_KP_8, "8", "Up"},
    {SDLK_KP_9, "9", "PageUp"},   {SDLK_KP_PERIOD, ".", "Delete"}, {SDLK_KP_PLUS, "+", "+"},
    {SDLK_KP_MINUS, "-", "-"},    {SDLK_KP_DIVIDE, "/", "/"},      {SDLK_KP_MULTIPLY, "*", "*"},
};

// Characters by place on a US keyboard, plain and with Shift.
static const struct {
    SDL_Scancode place;
    char plain, shifted;
} places[] = {
    {SDL_SCANCODE_1, '1', '!'},           {SDL_SCANCODE_2, '2', '@'},
    {SDL_SCANCODE_3, '3', '#'},           {SDL_SCANCODE_4, '4', '$'},
    {SDL_SCANCODE_5, '5', '%'},           {SDL_SCANCODE_6, '6', '^'},
    {SDL_SCANCODE_7, '7', '&'},           {SDL_SCANCODE_8, '8', '*'},
    {SDL_SCANCODE_9, '9', '('},           {SDL_SCANCODE_0, '0', ')'},
    {SDL_SCANCODE_MINUS, '-', '_'},       {SDL_SCANCODE_EQUALS, '=', '+'},
    {SDL_SCANCODE_LEFTBRACKET, '[', '{'}, {SDL_SCANCODE_RIGHTBRACKET, ']', '}'},
    {SDL_SCANCODE_SEMICOLON, ';', ':'},   {SDL_SCANCODE_SLASH, '/', '?'},
    {SDL_SCANCODE_PERIOD, '.', '>'},      {SDL_SCANCODE_COMMA, ',', '<'},
    {SDL_SCANCODE_APOSTROPHE, '\'', '"'}, {SDL_SCANCODE_BACKSLASH, '\\', '|'},
    {SDL_SCANCODE_GRAVE, '`', '~'},
};

static void canonical(const char *base, Uint16 mod, bool shift, char out[KEY_MAX])
{
    char name[KEY_MAX];
    snprintf(name, sizeof name, "%s%s%s%s%s", (mod & KMOD_CTRL) ? "Ctrl+" : "",
             (mod & KMOD_ALT) ? "Alt+" : "", shift ? "Shift+" : "",
             (mod & KMOD_GUI) ? "Super+" : "", base);
    if (!key_canonical(name, out, NULL))
        out[0] = '\0';
}

// A key that is looked for among the bindings, and what is found.
struct search {
    const struct session *session;
    Uint16 mod; // modifiers, but for Shift
    char *out;  // the command
    size_t size;
    char *name; // the key as it is bound
};

static bool try_key(const struct search *search, const char *base, bool shift)
{
    canonical(base, search->mod, shift, search->name);
    session_key(search->session, search->name, search->out, search->size);
    return search->out[0] != '\0';
}

static char shifted_sign(SDL_Keycode code)
{
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++)
        if (places[i].plain == (char)code && code < 128)
            return places[i].shifted;
    return 0;
}

static const char *key_name(SDL_Keycode code)
{
    for (size_t i = 0; i < sizeof named_keys / sizeof named_keys[0]; i++)
        if (named_keys[i].code == code)
            return named_keys[i].name;
    return NULL;
}

// What a key of the keypad stands for: the sign that it types, or else the way that it moves.
static const char *keypad_name(const SDL_Keysym *key, const struct sign *sign)
{
    bool types = sign->known ? sign->text[0] != '\0' : (key->mod & KMOD_NUM) != 0;
    for (size_t i = 0; i < sizeof keypad / sizeof keypad[0]; i++)
        if (keypad[i].code == key->sym)
            return types ? keypad[i].sign : keypad[i].name;
    return NULL;
}

static bool is_latin(SDL_Keycode code)
{
    return code > ' ' && code < 127;
}

// AltGr is Alt on the right that changes what the key types.
static bool is_altgr(const SDL_Keysym *key, const struct sign *sign)
{
    if (!(key->mod & (KMOD_RALT | KMOD_MODE)) || (key->mod & (KMOD_LALT | KMOD_CTRL)) ||
        sign->text[0] == '\0')
        return false;
    bool same = is_latin(key->sym) && sign->text[1] == '\0' &&
                (sign->text[0] == (char)key->sym || sign->text[0] == shifted_sign(key->sym) ||
                 sign->text[0] == (char)SDL_toupper((int)key->sym));
    return !same;
}

// By the sign that the key types, letters as they are without CapsLock. With Ctrl or Alt it may be
// bound with Shift besides.
static bool try_sign(const struct search *search, const struct sign *sign, bool shift)
{
    struct sign typed = *sign;
    unsigned char first = (unsigned char)typed.text[0];
    if (first <= ' ' || first == 127)
        return false;
    if ((search->mod & KMOD_CAPS) && ascii_is_letter(*typed.text))
        *typed.text = shift ? ascii_capital(*typed.text) : ascii_small(*typed.text);
    bool others = (search->mod & (KMOD_CTRL | KMOD_ALT | KMOD_GUI)) != 0;
    return (others && shift && try_key(search, typed.text, true)) ||
           try_key(search, typed.text, false);
}

// By the character on the key, and by Shift's usual sign where what it types is not known.
static bool try_code(const struct search *search, SDL_Keycode code, bool shift, bool guess)
{
    char base[2] = {is_latin(code) ? (char)code : '\0', '\0'};
    if (base[0] == '\0')
        return false;
    if (try_key(search, base, shift))
        return true;
    char sign[2] = {shift && guess ? shifted_sign(code) : '\0', '\0'};
    return sign[0] != '\0' && try_key(search, sign, false);
}

// By the key's place on a US keyboard.
static bool try_place(const struct search *search, SDL_Scancode place, bool shift)
{
    char base[2] = "";
    if (place >= SDL_SCANCODE_A && place <= SDL_SCANCODE_Z)
        base[0] = (char)('a' + (place - SDL_SCANCODE_A));
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++)
        if (places[i].place == place)
            base[0] = places[i].plain;
    return base[0] != '\0' && try_key(search, base, shift);
}

void input_key_command(const struct session *session, const SDL_Keysym *key,
                       const struct sign *sign, char *out, size_t size, char name[KEY_MAX])
{
    bool shift = (key->mod & KMOD_SHIFT) != 0, altgr = is_altgr(key, sign);
    struct search search = {session, key->mod, out, size, name};
    if (altgr)
        search.mod &= (Uint16)~KMOD_ALT;
    out[0] = name[0] = '\0';
    const char *named = key_name(key->sym), *pad = keypad_name(key, sign);
    named = named != NULL ? named : pad;
    if (named != NULL) {
        if (named[0] != '\0')
            try_key(&search, named, shift && pad == NULL);
        return;
    }
    if (try_sign(&search, sign, shift) || altgr)
        return;
    // What the key types is not bound: perhaps Shift and what stands on the key is.
    if (try_code(&search, key->sym, shift, !sign->known))
        return;
    // A Latin letter that is not bound means nothing; other characters may stand on a bound place.
    if (!(key->sym >= 'a' && key->sym <= 'z'))
        try_place(&search, key->scancode, shift);
}
