#include "app/window/input.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"

// Keys whose name in the keymap is a word.
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

// Keys of the keypad: the sign that a key types with NumLock, and the key that it is without. The 5
// is none then.
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

// The characters on the keys of a US keyboard, without Shift; letters are left out.
static const struct {
    SDL_Scancode place;
    char plain;
} us_keys[] = {
    {SDL_SCANCODE_1, '1'},           {SDL_SCANCODE_2, '2'},
    {SDL_SCANCODE_3, '3'},           {SDL_SCANCODE_4, '4'},
    {SDL_SCANCODE_5, '5'},           {SDL_SCANCODE_6, '6'},
    {SDL_SCANCODE_7, '7'},           {SDL_SCANCODE_8, '8'},
    {SDL_SCANCODE_9, '9'},           {SDL_SCANCODE_0, '0'},
    {SDL_SCANCODE_MINUS, '-'},       {SDL_SCANCODE_EQUALS, '='},
    {SDL_SCANCODE_LEFTBRACKET, '['}, {SDL_SCANCODE_RIGHTBRACKET, ']'},
    {SDL_SCANCODE_SEMICOLON, ';'},   {SDL_SCANCODE_SLASH, '/'},
    {SDL_SCANCODE_PERIOD, '.'},      {SDL_SCANCODE_COMMA, ','},
    {SDL_SCANCODE_APOSTROPHE, '\''}, {SDL_SCANCODE_BACKSLASH, '\\'},
    {SDL_SCANCODE_GRAVE, '`'},
};

// Writes the keymap's name of a key with modifiers, "Ctrl+Shift+Left"; "" if there is none.
static void canonical(const char *base, Uint16 mod, bool shift, char out[KEY_MAX])
{
    char name[KEY_MAX];
    snprintf(name, sizeof name, "%s%s%s%s%s", (mod & KMOD_CTRL) ? "Ctrl+" : "",
             (mod & KMOD_ALT) ? "Alt+" : "", shift ? "Shift+" : "",
             (mod & KMOD_GUI) ? "Super+" : "", base);
    if (!key_canonical(name, out, NULL))
        out[0] = '\0';
}

// A key press whose command is being looked for, and where the result goes.
struct search {
    const struct session *session;
    Uint16 mod;  // SDL's KMOD_… of the press; its Shift is not looked at
    char *out;   // the command found; "" for none
    size_t size; // of `out`, bytes
    char *name;  // the key's name in the keymap, KEY_MAX bytes
};

// Looks for the command of the key that is called `base`, with the modifiers of the search and with
// Shift or without; false if there is none.
static bool try_key(const struct search *search, const char *base, bool shift)
{
    canonical(base, search->mod, shift, search->name);
    session_key(search->session, search->name, search->out, search->size);
    return search->out[0] != '\0';
}

// The character above `code` on a US keyboard, '!' for '1'; 0 if there is none.
static char shifted_sign(SDL_Keycode code)
{
    return code > 0 && code < 128 ? keyboard_us_shifted((char)code) : '\0';
}

static const char *key_name(SDL_Keycode code)
{
    for (size_t i = 0; i < sizeof named_keys / sizeof named_keys[0]; i++)
        if (named_keys[i].code == code)
            return named_keys[i].name;
    return NULL;
}

// The keymap's name of a key of the keypad: the sign that the press types, or else the key without
// NumLock. NULL for keys elsewhere.
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

// Whether the right Alt key acts as AltGr: it changed which character the key types. On layouts
// without AltGr it is an ordinary Alt.
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

// Looks for the sign that the press types; for a letter CapsLock is ignored. Together with Ctrl,
// Alt or Super a binding that names Shift as well, Ctrl+Shift+Z, goes before one without.
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

// Looks for the character on the key with Shift ("Shift+1"), then, if `guess`, for the sign above
// it on a US keyboard ("!"). `guess` is for presses of which nobody told what they type.
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

// Looks for the character that a US keyboard has at the key's place; with Shift, for the one above
// it, too, where the key types a letter of another alphabet.
static bool try_place(const struct search *search, const struct sign *sign, SDL_Scancode place,
                      bool shift)
{
    char base[2] = "";
    if (place >= SDL_SCANCODE_A && place <= SDL_SCANCODE_Z)
        base[0] = (char)('a' + (place - SDL_SCANCODE_A));
    for (size_t i = 0; i < sizeof us_keys / sizeof us_keys[0]; i++)
        if (us_keys[i].place == place)
            base[0] = us_keys[i].plain;
    if (base[0] == '\0' || try_key(search, base, shift))
        return base[0] != '\0';
    base[0] = shift && sign->known && !keyboard_is_latin(sign->text) ? keyboard_us_shifted(base[0])
                                                                     : '\0';
    return base[0] != '\0' && try_key(search, base, false);
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
    if (try_code(&search, key->sym, shift, !sign->known))
        return;
    // The place counts for characters of other alphabets only: on a French keyboard, "a" is where a
    // US keyboard has "q", and an unbound "a" must not do what "q" does.
    if (!(key->sym >= 'a' && key->sym <= 'z'))
        try_place(&search, sign, key->scancode, shift);
}
