// Key bindings: files of `bind` lines, names of keys, and what a key then means.
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "control/command.h"

static void hear(void *user, const struct fault *fault)
{
    (void)user;
    fuzz_demand_fault(fault);
}

// A canonical name stays as it is. Commands are UTF-8 before a key's name is looked at.
static void check_name(const char *name)
{
    char key[KEY_MAX], again[KEY_MAX];
    struct fault fault = {.id = FAULT_NONE};
    if (!utf8_valid(name, strlen(name), NULL))
        return;
    if (!key_canonical(name, key, &fault)) {
        fuzz_demand_fault(&fault);
        return;
    }
    demand(key_canonical(key, again, &fault));
    demand(strcmp(key, again) == 0);
    demand(*key_plain(key) != '\0');
}

static void check_bindings(const struct session *session)
{
    char command[BINDING_COMMAND_MAX], again[KEY_MAX];
    struct fault fault = {.id = FAULT_NONE};
    const struct keymap *keymap = &session->keymap;
    demand(keymap->n >= 0 && keymap->n <= KEYMAP_MAX);
    for (int i = 0; i < keymap->n; i++) {
        const struct binding *binding = &keymap->bindings[i];
        demand(keymap_find(keymap, binding->key) == binding);
        demand(key_canonical(binding->key, again, &fault) && strcmp(again, binding->key) == 0);
        session_key(session, key_plain(binding->key), command, sizeof command);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = fuzz_text(data, size);
    struct session *session = fuzz_session();
    command_run(session, text, "keys.actscope", hear, NULL);
    check_bindings(session);
    for (char *line = text, *next; line != NULL; line = next) {
        next = strchr(line, '\n');
        if (next != NULL)
            *next++ = '\0';
        check_name(line);
        check_name(line + strcspn(line, " ") + (line[strcspn(line, " ")] == ' '));
    }
    fuzz_session_end(session);
    free(text);
    return 0;
}
