#include "control/keymap.h"
#include "base/language.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "control/laboratory.h"

static const char *const key_names[] = {
    "Left", "Right",  "Up",     "Down",  "Home",      "End",    "PageUp", "PageDown",
    "Tab",  "Escape", "Return", "Space", "Backspace", "Delete", "Insert", "F1",
    "F2",   "F3",     "F4",     "F5",    "F6",        "F7",     "F8",     "F9",
    "F10",  "F11",    "F12",    "Pause", "Menu",
};

static const struct {
    const char *alias, *name;
} key_aliases[] = {{"Esc", "Escape"}, {"Enter", "Return"}, {"PgUp", "PageUp"}, {"PgDn", "PageDown"},
                   {"Del", "Delete"}, {"Plus", "+"},       {"Minus", "-"}};

static const char *const modifier_names[] = {"Ctrl", "Alt", "Shift", "Super"};

static bool same_word(const char *a, const char *b, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (ascii_small(a[i]) != ascii_small(b[i]))
            return false;
    return b[n] == '\0';
}

static const char *key_name_find(const char *word)
{
    size_t n = strlen(word);
    for (size_t i = 0; i < sizeof key_names / sizeof key_names[0]; i++)
        if (same_word(word, key_names[i], n))
            return key_names[i];
    for (size_t i = 0; i < sizeof key_aliases / sizeof key_aliases[0]; i++)
        if (same_word(word, key_aliases[i].alias, n))
            return key_aliases[i].name;
    return NULL;
}

static const char *key_candidate(const void *user, int i)
{
    (void)user;
    return i < (int)(sizeof key_names / sizeof key_names[0]) ? key_names[i] : NULL;
}

static bool key_unknown(const char *word, struct fault *fault)
{
    const char *near = word_nearest(word, key_candidate, NULL);
    if (near != NULL)
        return fault_set(fault, FAULT_UNKNOWN_KEY, _("unknown key \"%s\"; did you mean \"%s\"?"),
                         word, near);
    return fault_set(
        fault, FAULT_UNKNOWN_KEY,
        _("unknown key \"%s\"; expected a character or a name such as Left, PageDown or "
          "F11, perhaps after Ctrl+, Alt+ or Shift+"),
        word);
}

// Reads modifiers from the front of a name, "Ctrl+Alt+", into held[], by their index in
// modifier_names. Returns the rest; "+" alone is a key.
static const char *read_modifiers(const char *name, bool held[4])
{
    for (;;) {
        const char *plus = strchr(name, '+');
        if (plus == NULL || plus == name || plus[1] == '\0')
            return name;
        int found = -1;
        for (int i = 0; i < 4; i++)
            if (same_word(name, modifier_names[i], (size_t)(plus - name)))
                found = i;
        if (found < 0)
            return name;
        held[found] = true;
        name = plus + 1;
    }
}

enum { SHIFT = 2 }; // its index in modifier_names

// Shift and a letter are the capital letter, without Shift. With other modifiers the letter is
// small, and Shift stays: "Ctrl+Shift+c".
static void canonical_letter(char *letter, bool held[4])
{
    bool others = held[0] || held[1] || held[3];
    bool capital = !others && (held[SHIFT] || ascii_is_capital(*letter));
    *letter = capital ? ascii_capital(*letter) : ascii_small(*letter);
    held[SHIFT] = others && held[SHIFT];
}

// What else than a page may stand in front of a key.
static const char *const occasions[] = {"lecture", "tour"};

// The length of "network:", "lecture:" or "tour:" in front of a key, or 0.
static size_t page_prefix(const char *name)
{
    const char *colon = strchr(name, ':');
    if (colon == NULL || colon[1] == '\0')
        return 0;
    for (int i = 0; i < PAGE_COUNT; i++)
        if (same_word(name, page_word((enum page)i), (size_t)(colon - name)))
            return (size_t)(colon + 1 - name);
    for (size_t i = 0; i < sizeof occasions / sizeof occasions[0]; i++)
        if (same_word(name, occasions[i], (size_t)(colon - name)))
            return (size_t)(colon + 1 - name);
    return 0;
}

const char *key_plain(const char *key)
{
    return key + page_prefix(key);
}

// key_canonical for a name without a page.
static bool canonical_plain(const char *name, char out[KEY_MAX], struct fault *fault)
{
    bool held[4] = {false};
    const char *rest = read_modifiers(name, held);
    char letter[8] = "";
    const char *base = rest;
    if (*rest == '\0' || !utf8_valid(rest, strlen(rest), NULL))
        return key_unknown(name, fault);
    if (rest[utf8_next(rest, 0)] == '\0') { // a single character
        if ((unsigned char)*rest <= ' ' || *rest == 127)
            return key_unknown(name, fault);
        text_copy(letter, sizeof letter, rest);
        if (ascii_is_letter(*letter))
            canonical_letter(letter, held);
        base = letter;
    } else {
        base = key_name_find(rest);
        if (base == NULL)
            return key_unknown(rest, fault);
    }
    snprintf(out, KEY_MAX, "%s%s%s%s%s", held[0] ? "Ctrl+" : "", held[1] ? "Alt+" : "",
             held[SHIFT] ? "Shift+" : "", held[3] ? "Super+" : "", base);
    return true;
}

bool key_canonical(const char *name, char out[KEY_MAX], struct fault *fault)
{
    char plain[KEY_MAX];
    size_t n = page_prefix(name);
    if (!canonical_plain(name + n, plain, fault))
        return false;
    for (size_t i = 0; i < n; i++)
        out[i] = ascii_small(name[i]);
    text_copy(out + n, KEY_MAX - n, plain);
    return true;
}

const struct binding *keymap_find(const struct keymap *keymap, const char *key)
{
    for (int i = 0; i < keymap->n; i++)
        if (strcmp(keymap->bindings[i].key, key) == 0)
            return &keymap->bindings[i];
    return NULL;
}

// A canonical key in parts: "network:", then "Ctrl+Alt+", whether "Shift+", then what is on the
// key.
struct key_parts {
    char before[KEY_MAX]; // page and modifiers without Shift
    bool shift, others;   // others: Ctrl, Alt or Super
    const char *base;
};

static struct key_parts take_apart(const char *key)
{
    struct key_parts parts = {0};
    bool held[4] = {false};
    parts.base = read_modifiers(key_plain(key), held);
    parts.shift = held[SHIFT];
    parts.others = held[0] || held[1] || held[3];
    snprintf(parts.before, sizeof parts.before, "%.*s%s%s%s", (int)page_prefix(key), key,
             held[0] ? "Ctrl+" : "", held[1] ? "Alt+" : "", held[3] ? "Super+" : "");
    return parts;
}

// Whether what a press types is bound itself, with the same modifiers; if so, writes it to `sign`.
static bool is_taken(const struct keymap *keymap, const struct key_parts *parts, const char *typed,
                     char sign[KEY_MAX])
{
    char key[KEY_MAX];
    if (typed[0] == '\0' || (!parts->shift && strcmp(typed, parts->base) == 0))
        return false;
    snprintf(key, sizeof key, "%s%s", parts->before, typed);
    if (keymap_find(keymap, key) == NULL && keymap_find(keymap, key_plain(key)) == NULL)
        return false;
    if (sign != NULL)
        text_copy(sign, KEY_MAX, typed);
    return true;
}

// The key that counts for a sign by its place on a US keyboard: one without a Latin letter; with
// Shift for the upper sign, one of another alphabet. Writes whether it is pressed with Shift.
static const struct keyboard_key *key_by_place(const struct keyboard *keyboard,
                                               const struct key_parts *parts, bool *shift)
{
    char base = parts->base[1] == '\0' ? ascii_small(parts->base[0]) : '\0';
    const struct keyboard_key *key = keyboard_at(keyboard, base);
    *shift = parts->shift || ascii_is_capital(parts->base[0]);
    if (key != NULL)
        return ascii_is_letter(key->signs[0][0]) ? NULL : key;
    for (int i = 0; i < keyboard->n; i++) {
        key = &keyboard->keys[i];
        if (base != '\0' && keyboard_us_shifted(key->us) == base &&
            !keyboard_is_latin(key->signs[1])) {
            *shift = true;
            return key;
        }
    }
    return NULL;
}

enum reach keymap_reach(const struct keymap *keymap, const char *key, char sign[KEY_MAX])
{
    const struct keyboard *keyboard = &keymap->keyboard;
    struct key_parts parts = take_apart(key);
    bool letter = ascii_is_letter(parts.base[0]) && parts.base[1] == '\0';
    int level;
    if (keyboard->n == 0 || parts.base[utf8_next(parts.base, 0)] != '\0')
        return REACH_YES;
    if ((!parts.shift || letter) && keyboard_typing(keyboard, parts.base, &level) != NULL)
        return REACH_YES;
    bool shifted = parts.shift;
    const struct keyboard_key *found =
        parts.shift && !letter ? keyboard_with(keyboard, parts.base) : NULL;
    if (found == NULL)
        found = key_by_place(keyboard, &parts, &shifted);
    if (found == NULL)
        return REACH_NONE;
    return is_taken(keymap, &parts, found->signs[shifted], sign) ? REACH_TAKEN : REACH_YES;
}

void keymap_shown(const struct keymap *keymap, const char *key, char *out, size_t size)
{
    const char *plain = key_plain(key);
    char chord[KEY_MAX];
    keyboard_chord(&keymap->keyboard, plain, chord, sizeof chord);
    bool hidden = strstr(chord, "AltGr+") != NULL;
    snprintf(out, size, "%s%s%s%s", plain, hidden ? " (" : "", hidden ? chord : "",
             hidden ? ")" : "");
}

const char *keymap_key_of(const struct keymap *keymap, const char *command)
{
    const char *first = NULL;
    for (int i = 0; i < keymap->n; i++) {
        const struct binding *b = &keymap->bindings[i];
        if (strcmp(b->command, command) != 0)
            continue;
        if (keymap_reach(keymap, b->key, NULL) == REACH_YES)
            return b->key;
        first = first != NULL ? first : b->key;
    }
    return first;
}

bool keymap_bind(struct keymap *keymap, const char *key, const char *command, const char *help,
                 const char *group, struct fault *fault)
{
    if (strlen(command) >= BINDING_COMMAND_MAX)
        return fault_set(fault, FAULT_LIMIT, _("the command for key %s is longer than %d bytes"),
                         key, BINDING_COMMAND_MAX - 1);
    struct binding *b = (struct binding *)keymap_find(keymap, key);
    if (b == NULL) {
        if (keymap->n == KEYMAP_MAX)
            return fault_set(fault, FAULT_LIMIT, _("more than %d keys are bound"), KEYMAP_MAX);
        b = &keymap->bindings[keymap->n++];
    }
    *b = (struct binding){0};
    text_copy(b->key, sizeof b->key, key);
    text_copy(b->command, sizeof b->command, command);
    text_copy(b->help, sizeof b->help, help);
    text_copy(b->group, sizeof b->group, group);
    return true;
}

bool keymap_unbind(struct keymap *keymap, const char *key)
{
    const struct binding *found = keymap_find(keymap, key);
    if (found == NULL)
        return false;
    int i = (int)(found - keymap->bindings);
    keymap->n--;
    memmove(&keymap->bindings[i], &keymap->bindings[i + 1],
            (size_t)(keymap->n - i) * sizeof keymap->bindings[0]);
    return true;
}
