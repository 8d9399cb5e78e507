#include "app/facts.h"

#include "activation/own.h"
#include "base/language.h"
#include "control/hearing.h"
#include "control/saved.h"
#include "scene/scene.h"

// Appends what is known of the values of each function that is shown: "Tanh has the range (−1, 1)."
static void describe_functions(const struct state *state, struct text *out)
{
    for (int i = 0; i < state->shown_n; i++) {
        const struct activation *f = state_function(state, state->shown[i].function);
        if (state->shown[i].hidden || f == NULL)
            continue;
        if (f->definition != NULL)
            text_format(out, _(" %s is %s."), activation_name(f), f->definition);
        else if (f->range != NULL && *f->range != '\0')
            text_format(out, _(" %s has the range %s."), activation_name(f),
                        language_text(f->range));
    }
}

void facts_title(const struct state *state, char *out, size_t size)
{
    const struct activation *only = NULL;
    for (int i = 0; i < state->shown_n; i++)
        if (!state->shown[i].hidden)
            only = state_function(state, state->shown[i].function);
    scene_title(state, out, size);
    if (state_visible_count(state) == 1 && only != NULL && only->definition != NULL &&
        own_is_made_up(only->id))
        text_copy(out, size, only->formula[ORDER_F]);
}

void facts_take(struct facts *out, const struct session *session)
{
    *out = (struct facts){0};
    facts_title(&session->state, out->title, sizeof out->title);
    hearing_sentence(session, &out->description);
    text_add(&out->description, _("."));
    describe_functions(&session->state, &out->description);
    session_print_picture(session, &out->commands);
    out->facts = (struct picture_facts){
        .title = out->title,
        .description = text_string(&out->description),
        .commands = text_string(&out->commands),
        .software = "actscope " ACTSCOPE_VERSION,
        .language = language_word(session->state.language),
    };
}

void facts_free(struct facts *facts)
{
    text_free(&facts->description);
    text_free(&facts->commands);
}
