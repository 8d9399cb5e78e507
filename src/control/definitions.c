#include "control/definitions.h"
#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

#include "base/language.h"

void definitions_unused(struct definitions *definitions)
{
    for (int i = 0; i < definitions->n; i++)
        definitions->places[i]->used = false;
}

void definitions_used(struct definitions *definitions, const struct activation *activation)
{
    for (int i = 0; i < definitions->n; i++)
        if (activation == &definitions->places[i]->own.activation)
            definitions->places[i]->used = true;
}

void definitions_used_by(struct definitions *definitions, const struct state *state)
{
    for (int i = 0; i < OWN_MAX; i++)
        if (state->own[i] != NULL)
            definitions_used(definitions, state->own[i]);
}

static struct definition_place *add_place(struct definitions *definitions)
{
    size_t n = (size_t)definitions->n + 1;
    struct definition_place *place = memory_new(1, sizeof *place);
    definitions->places = memory_must(realloc(definitions->places, n * sizeof(void *)));
    definitions->places[definitions->n++] = place;
    return place;
}

// The place for a new definition: that of the oldest unused one if more than DEFINITIONS_SPARE are
// unused, else a new place.
static struct definition_place *place_for(struct definitions *definitions)
{
    struct definition_place *oldest = NULL;
    int spare = 0;
    for (int i = 0; i < definitions->n; i++) {
        struct definition_place *place = definitions->places[i];
        spare += !place->used;
        if (!place->used &&
            (oldest == NULL || place->own.activation.revision < oldest->own.activation.revision))
            oldest = place;
    }
    return spare > DEFINITIONS_SPARE ? oldest : add_place(definitions);
}

// Whether the state's own functions, with this one in the place of one of its name, are few enough
// operations to be drawn in time.
static bool in_time(const struct own *made, const struct state *state, struct fault *fault)
{
    int operations = expression_operations(made->expression);
    for (int i = 0; i < OWN_MAX; i++)
        if (state->own[i] != NULL && strcmp(state->own[i]->id, made->activation.id) != 0)
            operations += expression_operations(state->own[i]->expression);
    return operations <= DEFINITIONS_OPERATIONS_MAX ||
           fault_set(fault, FAULT_LIMIT,
                     _("with this one, functions of your own would have more than %d operations, "
                       "too many to draw at once; `undefine ID` frees some"),
                     DEFINITIONS_OPERATIONS_MAX);
}

const struct activation *definitions_define(struct definitions *definitions, const char *definition,
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
    struct definition_place *place = place_for(definitions);
    own_move(&place->own, &made);
    place->own.activation.revision = ++definitions->revision;
    return &place->own.activation;
}

void definitions_free(struct definitions *definitions)
{
    for (int i = 0; i < definitions->n; i++) {
        own_clear(&definitions->places[i]->own);
        free(definitions->places[i]);
    }
    free(definitions->places);
    memset(definitions, 0, sizeof *definitions);
}
