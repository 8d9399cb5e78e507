// Handlers of commands about functions of the user's own.

#include <math.h>
#include <string.h>

#include "base/language.h"
#include "control/commands/commands.h"

static int own_count(const struct state *state)
{
    int n = 0;
    for (int i = 0; i < OWN_MAX; i++)
        n += state->own[i] != NULL;
    return n;
}

// Says that a function is defined, and names its parameters: an unknown name in a formula becomes a
// parameter, and may be a mistyped word.
static void say_defined(struct session *session, const struct activation *a)
{
    struct text parameters = {0};
    own_parameters(a, &parameters);
    if (a->parameter_count == 0)
        session_message(session, false, _("%s is defined"), a->id);
    else if (a->parameter_count == 1)
        session_message(session, false, _("%s is defined, with the parameter %s"), a->id,
                        text_string(&parameters));
    else
        session_message(session, false, _("%s is defined, with the parameters %s"), a->id,
                        text_string(&parameters));
    text_free(&parameters);
}

int session_define(struct session *session, const char *definition, struct fault *fault)
{
    const struct activation *a = session_make(session, definition, fault);
    int function = a != NULL ? session_own_place(session, a->id, fault) : -1;
    if (function < 0)
        return -1;
    state_set_own(&session->state, function, a);
    say_defined(session, a);
    return function;
}

bool apply_define(struct session *session, const struct arguments *arguments, struct fault *fault)
{
    const struct argument *definition = argument_for(arguments, SLOT_DEFINITION);
    return session_define(session, definition->text, fault) >= 0 ||
           blame_within(arguments, definition, fault);
}

// Takes a function away, also where the session points to it.
static void forget(struct session *session, int function)
{
    state_set_own(&session->state, function, NULL);
    if (session->highlight == function)
        session->highlight = -1;
    if (session->preview.function == function)
        session->preview.function = -1;
}

bool apply_undefine(struct session *session, const struct arguments *arguments, struct fault *fault)
{
    int function = function_of(arguments);
    if (function < CATALOGUE_MAX)
        return fault_set(fault, FAULT_RANGE, _("%s belongs to the catalogue; %s"),
                         activation_name(state_function(&session->state, function)),
                         own_count(&session->state) > 0
                             ? _("only functions of your own can be forgotten")
                             : _("there are no functions of your own"));
    forget(session, function);
    return true;
}

bool apply_place(struct session *session, const struct arguments *arguments, struct fault *fault)
{
    int function = function_of(arguments);
    double to = number_of(arguments, SLOT_N);
    if (function < CATALOGUE_MAX)
        return fault_set(fault, FAULT_RANGE, _("%s belongs to the catalogue; %s"),
                         activation_name(state_function(&session->state, function)),
                         _("only functions of your own have such places"));
    if (!(to >= 1 && to <= OWN_MAX) || to != floor(to)) {
        fault_set(fault, FAULT_RANGE, _("a place is a whole number from 1 to %d"), OWN_MAX);
        return argument_blame(arguments, argument_for(arguments, SLOT_N), fault);
    }
    int other = CATALOGUE_MAX + (int)to - 1;
    session_preview_end(session, true);
    state_swap_own(&session->state, function, other);
    if (session->highlight == function || session->highlight == other)
        session->highlight = -1;
    if (session->chosen_function == function || session->chosen_function == other)
        session->chosen_function = -1;
    return true;
}

bool apply_undefine_all(struct session *session, const struct arguments *arguments,
                        struct fault *fault)
{
    (void)arguments;
    (void)fault;
    for (int i = 0; i < OWN_MAX; i++)
        if (session->state.own[i] != NULL)
            forget(session, CATALOGUE_MAX + i);
    return true;
}
