// The keymap: which key runs which command. `bind` commands fill it, by default those of
// assets/keys.actscope, which users read as a manual and copy as a template, too.
//
// A key is written as people read it: "d", "N" (Shift+n), "?", "Ctrl+c", "Shift+Left", "Alt+F4". A
// character stands for the key press that types it, on every keyboard layout. Shift and what is
// printed on the key ("Shift+1") counts only where the character that they type is not bound.
//
// A page may stand in front: "network:Up" is what the key means on that page, instead of what it
// means on every page. "lecture:" and "tour:" are used likewise while a lecture or a tour runs.
#ifndef ACTSCOPE_CONTROL_KEYMAP_H
#define ACTSCOPE_CONTROL_KEYMAP_H

#include <stdbool.h>

#include "base/fault.h"
#include "control/keyboard.h"

// Sizes of texts in bytes, with their ends.
enum { KEY_MAX = 40, BINDING_COMMAND_MAX = 200, BINDING_HELP_MAX = 96, BINDING_GROUP_MAX = 40 };
enum { KEYMAP_MAX = 256 };

struct binding {
    char key[KEY_MAX];                 // canonical, see key_canonical
    char command[BINDING_COMMAND_MAX]; // a line of commands
    char help[BINDING_HELP_MAX];       // the comment behind the `bind` command; may be ""
    char group[BINDING_GROUP_MAX];     // the heading in the help under which it stands
};

struct keymap {
    struct binding bindings[KEYMAP_MAX]; // in the order of their definition
    int n;
    struct keyboard keyboard; // the present one; all keys count as reachable while it is not known
};

// Writes the canonical form of a key's name to `out`: "shift+LEFT" gives "Shift+Left", "Shift+n"
// gives "N", "esc" gives "Escape", "Ctrl+C" gives "Ctrl+c". A canonical name gives itself. False
// with FAULT_UNKNOWN_KEY, which tells a name that is like it.
bool key_canonical(const char *name, char out[KEY_MAX], struct fault *fault);

// The key without its page, "Up" of "network:Up": a pointer into `key`.
const char *key_plain(const char *key);

// The binding of a canonical key, or NULL.
const struct binding *keymap_find(const struct keymap *keymap, const char *key);

// The key that was first bound to exactly this command, of those that the keyboard can press if
// there are any; NULL if none is bound. Buttons and hints show it.
const char *keymap_key_of(const struct keymap *keymap, const char *command);

// Whether a canonical key can be pressed on the keyboard, and what its sign does then.
enum reach {
    REACH_YES,
    REACH_TAKEN, // Shift+7 where that types "/", which is bound itself
    REACH_NONE,  // nothing types this sign
};

// The reach of a canonical key; with REACH_TAKEN the bound sign is written to `sign` (NULL is
// fine).
enum reach keymap_reach(const struct keymap *keymap, const char *key, char sign[KEY_MAX]);

// Writes a canonical key as people press it on the keyboard: without its page, and where its sign
// needs AltGr with that behind it, "[ (AltGr+8)".
void keymap_shown(const struct keymap *keymap, const char *key, char *out, size_t size);

// Adds a binding, or replaces that of the same canonical key. Help and group are cut to their
// sizes. False with FAULT_LIMIT where the command is too long or KEYMAP_MAX keys are bound.
bool keymap_bind(struct keymap *keymap, const char *key, const char *command, const char *help,
                 const char *group, struct fault *fault);

// Removes the binding of a canonical key; false if there was none.
bool keymap_unbind(struct keymap *keymap, const char *key);

#endif
