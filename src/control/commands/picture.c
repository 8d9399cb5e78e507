// Handlers of commands about parts of the picture and its looks.

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/language.h"
#include "base/text.h"
#include "control/commands/commands.h"

bool apply_help(struct session *session, const struct arguments *arguments, struct fault *fault)
{
    (void)fault;
    int by = says(arguments, WORD_NEXT) ? 1 : says(arguments, WORD_PREVIOUS) ? -1 : 0;
    if (by == 0) {
        set_switch(&session->state.help, arguments);
        session->help_page = 0;
    } else if (session->state.help) {
        // The scene knows how many pages there are, and goes back from one past the end.
        session->help_page += by;
        if (session->help_page < 0)
            session->help_page = 0;
    }
    return true;
}

bool apply_text_size(struct session *session, const struct arguments *arguments,
                     struct fault *fault)
{
    double size = number_of(arguments, SLOT_N);
    if (size < TEXT_SIZE_MIN || size > TEXT_SIZE_MAX)
        return fault_set(fault, FAULT_RANGE, _("text-size goes from %g to %g"), TEXT_SIZE_MIN,
                         TEXT_SIZE_MAX);
    session->state.text_size = size;
    return true;
}

bool apply_text_step(struct session *session, const struct arguments *arguments,
                     struct fault *fault)
{
    (void)fault;
    bool bigger = says(arguments, WORD_BIGGER);
    // Six steps double the size. Steps are counted from size 1, so that one up and one down lead
    // back.
    double step = round(log2(session->state.text_size) * 6) + (bigger ? 1 : -1);
    double size = exp2(step / 6);
    session->state.text_size = fmin(fmax(size, TEXT_SIZE_MIN), TEXT_SIZE_MAX);
    return true;
}

bool apply_language(struct session *session, const struct arguments *arguments, struct fault *fault)
{
    (void)fault;
    int i = value_named(arguments, language_find);
    int next = session->state.language + 1;
    session->state.language = i >= 0 ? i : language_word(next) != NULL ? next : LANGUAGE_EN;
    return true;
}
