#include "control/library.h"
#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

#include "base/language.h"

void library_unused(struct library *library)
{
    for (int i = 0; i < library->n; i++)
        library->places[i]->used = false;
}

void library_used(struct library *library, const struct activation *activation)
{
    for (int i = 0; i < library->n; i++)
        if (activation == &library->places[i]->own.activation)
            library->places[i]->used = true;
}

void library_used_by(struct library *library, const struct state *state)
{
    for (int i = 0; i < OWN_MAX; i++)
        if (state->own[i] != NULL)
            library_used(library, state->own[i]);
}

static struct library_place *add_place(struct library *library)
{
    size_t n = (size_t)library->n + 1;
    struct library_place *place = memory_new(1, sizeof *place);
    library->places = memory_must(realloc(library->places, n * sizeof(void *)));
    library->places[library->n++] = place;
    return place;
}

// The place for a new definition: that of the oldest unused one if more than LIBRARY_SPARE are
// unused, else a new place.
static struct library_place *place_for(struct library *library)
{
    struct library_place *oldest = NULL;
    int spare = 0;
    for (int i = 0; i < library->n; i++) {
        struct library_place *place = library->places[i];
        spare += !place->used;
        if (!place->used &&
            (oldest == NULL || place->own.activation.revision < oldest->own.activation.revision))
            oldest = place;
    }
    return spare > LIBRARY_SPARE ? oldest : add_place(library);
}

// Whether the state's own functions, with this one in the place of one of its name, are few enough
// operations to be drawn in time.
static bool in_time(const struct own *made, const struct state *state, struct fault *fault)
{
    int operations = expression_operations(made->expression);
    for (int i = 0; i < OWN_MAX; i++)
        if (state->own[i] != NULL && strcmp(state->own[i]->id, made->activation.id) != 0)
            operations += expression_operations(state->own[i]->expression);
    return operations <= LIBRARY_OPERATIONS_MAX ||
           fault_set(fault, FAULT_LIMIT,
                     _("with this one, functions of your own would have more than %d operations, "
                       "too many to draw at once; `undefine ID` frees some"),
                     LIBRARY_OPERATIONS_MAX);
}

const struct activation *library_define(struct library *library, const char *definition,
                                        const struct state *state, struct fault *fault)
{
    const struct expression *items[OWN_MAX];
    const struct expression_scope scope = state_scope(state, items);
    struct own made = {0};
    if (!own_define(&made, definition, &scope, fault))
        return NULL;
    if (!in_time(&made, state, fault)) {
        own_clear(&made);
        return NULL;
    }
    struct library_place *place = place_for(library);
    own_move(&place->own, &made);
    place->own.activation.revision = ++library->revision;
    return &place->own.activation;
}

void library_free(struct library *library)
{
    for (int i = 0; i < library->n; i++) {
        own_clear(&library->places[i]->own);
        free(library->places[i]);
    }
    free(library->places);
    memset(library, 0, sizeof *library);
}
