#include "control/library.h"

#include <stdlib.h>
#include <string.h>

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
    struct library_place **places = realloc(library->places, n * sizeof *places);
    struct library_place *place = calloc(1, sizeof *place);
    if (places == NULL || place == NULL)
        abort();
    library->places = places;
    library->places[library->n++] = place;
    return place;
}

// The oldest definition that nobody uses, if there are many; else a new place.
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

const struct activation *library_define(struct library *library, const char *definition,
                                        const struct state *state, struct fault *fault)
{
    const struct expression *items[OWN_MAX];
    const struct expression_scope scope = state_scope(state, items);
    struct own made = {0};
    if (!own_define(&made, definition, &scope, fault))
        return NULL;
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
