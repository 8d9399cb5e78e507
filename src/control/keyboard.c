#include "control/keyboard.h"

#include <stdio.h>
#include <string.h>

const struct keyboard_key *keyboard_typing(const struct keyboard *keyboard, const char *sign,
                                           int *level)
{
    for (*level = 0; *level < KEYBOARD_LEVELS; ++*level)
        for (int i = 0; i < keyboard->n; i++)
            if (strcmp(keyboard->keys[i].signs[*level], sign) == 0)
                return &keyboard->keys[i];
    return NULL;
}

const struct keyboard_key *keyboard_with(const struct keyboard *keyboard, const char *sign)
{
    int level;
    const struct keyboard_key *key = keyboard_typing(keyboard, sign, &level);
    return key != NULL && level == 0 ? key : NULL;
}

const struct keyboard_key *keyboard_at(const struct keyboard *keyboard, char us)
{
    for (int i = 0; i < keyboard->n; i++)
        if (keyboard->keys[i].us == us && us != '\0')
            return &keyboard->keys[i];
    return NULL;
}

char keyboard_us_shifted(char plain)
{
    static const char without[] = "1234567890-=[];'\\,./`", with[] = "!@#$%^&*()_+{}:\"|<>?~";
    const char *at = plain != '\0' ? strchr(without, plain) : NULL;
    return at != NULL ? with[at - without] : '\0';
}

bool keyboard_is_latin(const char *sign)
{
    enum { BEHIND_LATIN = 0xcd }; // the first byte of U+0340, in UTF-8
    return sign[0] != '\0' && (unsigned char)sign[0] < BEHIND_LATIN;
}

void keyboard_chord(const struct keyboard *keyboard, const char *sign, char *out, size_t size)
{
    static const char *const modifiers[KEYBOARD_LEVELS] = {"", "Shift+", "AltGr+", "Shift+AltGr+"};
    int level;
    const struct keyboard_key *key = keyboard_typing(keyboard, sign, &level);
    if (key == NULL)
        out[0] = '\0';
    else
        snprintf(out, size, "%s%s", modifiers[level], key->signs[0]);
}
