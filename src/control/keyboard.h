// What the keys of a keyboard type on its layout, as far as the keymap (control/keymap.h) has to
// know it: whether a sign can be typed at all, and by which keys.
#ifndef ACTSCOPE_CONTROL_KEYBOARD_H
#define ACTSCOPE_CONTROL_KEYBOARD_H

#include <stdbool.h>
#include <stddef.h>

enum { KEYBOARD_KEYS_MAX = 64, KEYBOARD_LEVELS = 4, KEYBOARD_SIGN_MAX = 5 };

// A key that types something.
struct keyboard_key {
    char us; // the sign on the key of a US keyboard at its place, small; '\0' where that has none
    // What it types alone, with Shift, with AltGr, with both: a character in UTF-8, "" for nothing.
    char signs[KEYBOARD_LEVELS][KEYBOARD_SIGN_MAX];
};

// Zero-initialise: then nothing is known.
struct keyboard {
    int n;
    struct keyboard_key keys[KEYBOARD_KEYS_MAX];
};

// The key that types a sign, with its level in *level: the one with the fewest modifiers. NULL if
// none does.
const struct keyboard_key *keyboard_typing(const struct keyboard *keyboard, const char *sign,
                                           int *level);

// The key that types a sign alone, and the key at the place of a sign of a US keyboard, or NULL.
const struct keyboard_key *keyboard_with(const struct keyboard *keyboard, const char *sign);
const struct keyboard_key *keyboard_at(const struct keyboard *keyboard, char us);

// The character that a US keyboard has above another one, '!' above '1'; '\0' if none, also for
// letters.
char keyboard_us_shifted(char plain);

// Whether a character is a sign or a letter of Latin; those that nobody knows, "", are not.
bool keyboard_is_latin(const char *sign);

// Writes what to press for a sign, "Shift+7" for "/" on a German keyboard; the sign itself where
// its key types it alone, "" where nothing types it.
void keyboard_chord(const struct keyboard *keyboard, const char *sign, char *out, size_t size);

#endif
