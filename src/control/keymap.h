// The keymap: which key runs which command. Filled by `bind` commands, normally from
// assets/keys.actscope, which is default, template and manual at once.
//
// A key is written as people read it: "d", "N" (Shift+n), "?", "Ctrl+c", "Shift+Left", "Alt+F4".
// A sign is the key that types it, on every layout; Shift and what stands on the key ("Shift+1")
// counts where the sign that they type is not bound. A page may stand in front,
// "network:Up": there the key means this instead of what it means on every page. So it is with
// "lecture:" and "tour:", while a lecture or a tour runs.
#ifndef ACTSCOPE_CONTROL_KEYMAP_H
#define ACTSCOPE_CONTROL_KEYMAP_H

#include <stdbool.h>

#include "base/fault.h"

enum { KEY_MAX = 40, BINDING_COMMAND_MAX = 200, BINDING_HELP_MAX = 96, BINDING_GROUP_MAX = 40 };
enum { KEYMAP_MAX = 256 };

struct binding {
    char key[KEY_MAX]; // canonical
    char command[BINDING_COMMAND_MAX];
    char help[BINDING_HELP_MAX];   // the comment behind the bind line; may be ""
    char group[BINDING_GROUP_MAX]; // the heading it stands under
};

struct keymap {
    struct binding bindings[KEYMAP_MAX]; // in the order of their definition
    int n;
};

// Writes the canonical form of a key's name ("shift+LEFT" gives "Shift+Left", "Shift+n" gives "N",
// "esc" gives "Escape", "Ctrl+C" gives "Ctrl+c"; what it wrote stays as it is). False with
// FAULT_UNKNOWN_KEY and the nearest name.
bool key_canonical(const char *name, char out[KEY_MAX], struct fault *fault);

// The key without its page: "Up".
const char *key_plain(const char *key);

// The binding of a canonical key, or NULL.
const struct binding *keymap_find(const struct keymap *keymap, const char *key);

// The first key bound to exactly this command, or NULL: shown beside it in the help.
const char *keymap_key_of(const struct keymap *keymap, const char *command);

// Adds or replaces a binding (key canonical). False with FAULT_LIMIT when full or too long.
bool keymap_bind(struct keymap *keymap, const char *key, const char *command, const char *help,
                 const char *group, struct fault *fault);

// Removes a binding; false if there was none.
bool keymap_unbind(struct keymap *keymap, const char *key);

#endif
