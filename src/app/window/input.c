#include "app/window/input.h"

#include <stdio.h>
#include <string.h>

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
    {SDLK_KP_PLUS, "+"},     {SDLK_KP_MINUS, "-"},
    {SDLK_KP_DIVIDE, "/"},   {SDLK_KP_PERIOD, "."},
    {SDLK_KP_0, "0"},        {SDLK_KP_1, "1"},
    {SDLK_KP_2, "2"},        {SDLK_KP_3, "3"},
    {SDLK_KP_4, "4"},        {SDLK_KP_5, "5"},
    {SDLK_KP_6, "6"},        {SDLK_KP_7, "7"},
    {SDLK_KP_8, "8"},        {SDLK_KP_9, "9"},
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

static bool try_key(const struct session *session, const char *base, Uint16 mod, bool shift,
                    char *out, size_t size, char name[KEY_MAX])
{
    canonical(base, mod, shift, name);
    session_key(session, name, out, size);
    return out[0] != '\0';
}

static char shifted_sign(SDL_Keycode code)
{
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++)
        if (places[i].plain == (char)code && code < 128)
            return places[i].shifted;
    return 0;
}

static bool try_place(const struct session *session, const SDL_Keysym *key, char *out, size_t size,
                      char name[KEY_MAX])
{
    bool shift = (key->mod & KMOD_SHIFT) != 0;
    char base[2] = "";
    if (key->scancode >= SDL_SCANCODE_A && key->scancode <= SDL_SCANCODE_Z)
        base[0] = (char)('a' + (key->scancode - SDL_SCANCODE_A));
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++)
        if (places[i].place == key->scancode)
            base[0] = places[i].plain;
    return base[0] != '\0' && try_key(session, base, key->mod, shift, out, size, name);
}

void input_key_command(const struct session *session, const SDL_Keysym *key, char *out, size_t size,
                       char name[KEY_MAX])
{
    bool shift = (key->mod & KMOD_SHIFT) != 0;
    out[0] = name[0] = '\0';
    for (size_t i = 0; i < sizeof named_keys / sizeof named_keys[0]; i++)
        if (named_keys[i].code == key->sym) {
            try_key(session, named_keys[i].name, key->mod, shift, out, size, name);
            return;
        }
    bool latin = key->sym > ' ' && key->sym < 127;
    char base[2] = {latin ? (char)key->sym : '\0', '\0'};
    if (latin && try_key(session, base, key->mod, shift, out, size, name))
        return;
    char sign[2] = {shift ? shifted_sign(key->sym) : '\0', '\0'};
    if (sign[0] != '\0' && try_key(session, sign, key->mod, false, out, size, name))
        return;
    // A Latin letter that is not bound means nothing; other characters may stand on a bound place.
    bool letter = latin && key->sym >= 'a' && key->sym <= 'z';
    if (!letter)
        try_place(session, key, out, size, name);
}

bool input_key_text(const SDL_Keysym *key, char out[INPUT_TEXT_MAX])
{
    bool shift = (key->mod & KMOD_SHIFT) != 0, caps = (key->mod & KMOD_CAPS) != 0;
    SDL_Keycode code = key->sym;
    if (code < ' ' || code >= 127 || (key->mod & (KMOD_CTRL | KMOD_ALT | KMOD_GUI)))
        return false;
    bool letter = code >= 'a' && code <= 'z';
    if (letter && shift != caps)
        code -= 'a' - 'A';
    char sign = shift && !letter ? shifted_sign(code) : 0;
    out[0] = sign != 0 ? sign : (char)code;
    out[1] = '\0';
    return true;
}
