// Functions of the user's own in a session: makes them of definitions, and chooses their numbers.
#include "control/session.h"

#include <string.h>

#include "base/language.h"

// Whether a name is a word that stands where a function could: `hide all`, `highlight off`.
static bool is_command_word(const char *id)
{
    return strcmp(id, "all") == 0 || strcmp(id, "off") == 0;
}

int session_own_place(const struct session *session, const char *id, struct fault *fault)
{
    const struct state *state = &session->state;
    if (is_command_word(id)) {
        fault_set(fault, FAULT_EXPRESSION, _("%s has a meaning in commands: choose another name"),
                  id);
        return -1;
    }
    int function = state_function_find(state, id);
    if (function >= CATALOGUE_MAX)
        return function;
    for (int i = 0; i < OWN_MAX; i++)
        if (state->own[i] == NULL)
            return CATALOGUE_MAX + i;
    fault_set(fault, FAULT_LIMIT,
              _("%d functions of your own are the most; `undefine %s` frees one"), OWN_MAX,
              state->own[0]->id);
    return -1;
}

const struct activation *session_make(struct session *session, const char *definition,
                                      struct fault *fault)
{
    if (!errand_spend(&session->errand, ERRAND_BYTE * strlen(definition), fault))
        return NULL;
    session->errand.changed = true;
    struct definitions *definitions = &session->definitions;
    definitions_unused(definitions);
    definitions_used_by(definitions, &session->state);
    definitions_used(definitions, session->preview.before);
    for (int i = 0; i < TOUR_STEPS_MAX; i++)
        if (session->walk.left[i] != NULL)
            definitions_used_by(definitions, session->walk.left[i]);
    if (session->walk.before != NULL)
        definitions_used_by(definitions, session->walk.before);
    undo_hold(&session->undo, definitions);
    return definitions_define(definitions, definition, &session->state, fault);
}
