// Handlers of commands about functions: which are drawn, and their parameters.

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/fact.h"
#include "base/language.h"
#include "base/text.h"
#include "control/commands/commands.h"

// --- which functions ---

// Shows a function: a hidden one in its place, a new one at the end of the list.
static void shown_add(struct state *state, int function)
{
    int at = state_shown_find(state, function);
    if (at >= 0)
        state->shown[at].hidden = false;
    else if (state->shown_n < SHOWN_MAX)
        state->shown[state->shown_n++] = (struct shown){.function = function};
}

// Moves the focus from a function that is hidden or gone to the next visible one in the list, or
// the first one behind the last; to none if all are hidden.
static void focus_settle(struct state *state)
{
    int at = state_shown_find(state, state->focus);
    if (at >= 0 && !state->shown[at].hidden)
        return;
    int from = at >= 0 ? at : 0;
    for (int i = 0; i < state->shown_n; i++) {
        const struct shown *s = &state->shown[(from + i) % state->shown_n];
        if (!s->hidden) {
            state->focus = s->function;
            return;
        }
    }
    state->focus = -1;
}

bool apply_show(struct session *session, const struct arguments *arguments, struct fault *fault)
{
    (void)fault;
    const struct argument *given;
    for (int i = 0; (given = argument_nth(arguments, SLOT_ID, i)) != NULL; i++) {
        shown_add(&session->state, given->function);
        session->state.focus = given->function;
    }
    return true;
}

bool apply_hide(struct session *session, const struct arguments *arguments, struct fault *fault)
{
    (void)fault;
    const struct argument *given;
    for (int i = 0; (given = argument_nth(arguments, SLOT_ID, i)) != NULL; i++) {
        int at = state_shown_find(&session->state, given->function);
        if (at >= 0)
            session->state.shown[at].hidden = true;
    }
    focus_settle(&session->state);
    return true;
}

bool apply_hide_all(struct session *session, const struct arguments *arguments, struct fault *fault)
{
    (void)arguments;
    (void)fault;
    session->state.shown_n = 0;
    session->state.focus = -1;
    return true;
}

bool apply_toggle(struct session *session, const struct arguments *arguments, struct fault *fault)
{
    int at = state_shown_find(&session->state, function_of(arguments));
    if (at >= 0 && !session->state.shown[at].hidden)
        return apply_hide(session, arguments, fault);
    return apply_show(session, arguments, fault);
}

bool apply_only(struct session *session, const struct arguments *arguments, struct fault *fault)
{
    session->state.shown_n = 0;
    apply_show(session, arguments, fault);
    session->state.focus = function_of(arguments);
    return true;
}

// The first function of the catalogue gets the focus.
bool apply_only_all(struct session *session, const struct arguments *arguments, struct fault *fault)
{
    (void)arguments;
    (void)fault;
    session->state.shown_n = 0;
    for (int i = 0; i < activation_count(); i++)
        shown_add(&session->state, i);
    session->state.focus = 0;
    return true;
}

bool apply_solo(struct session *session, const struct arguments *arguments, struct fault *fault)
{
    (void)fault;
    struct state *state = &session->state;
    int id = function_of(arguments);
    int at = state_shown_find(state, id);
    bool alone = at >= 0 && !state->shown[at].hidden && state_visible_count(state) == 1;
    if (at < 0)
        shown_add(state, id);
    for (int i = 0; i < state->shown_n; i++)
        state->shown[i].hidden = !alone && state->shown[i].function != id;
    state->focus = id;
    return true;
}

bool apply_focus(struct session *session, const struct arguments *arguments, struct fault *fault)
{
    int id = function_of(arguments);
    int at = state_shown_find(&session->state, id);
    if (at < 0 || session->state.shown[at].hidden)
        return fault_set(fault, FAULT_RANGE, _("%s is not drawn; `show %s` first"),
                         activation_name(state_function(&session->state, id)),
                         state_function(&session->state, id)->id);
    session->state.focus = id;
    return true;
}

// The axes for a first look at the visible functions.
static void view_home(struct state *state)
{
    state->x = state_home_x(state);
    memset(state->y_fixed, 0, sizeof state->y_fixed);
}

// The number of the next (step +1) or previous (-1) function. The user's own follow the catalogue,
// and after the last function comes the first.
static int neighbour(const struct state *state, int function, int step)
{
    do
        function = (function + step + FUNCTION_MAX) % FUNCTION_MAX;
    while (state_function(state, function) == NULL);
    return function;
}

// Shows the next function alone, in its home range.
static bool walk_functions(struct session *session, int step)
{
    struct state *state = &session->state;
    bool alone = state->shown_n == 1 && state->focus == state->shown[0].function;
    // Where several functions are shown, the first (or last) of all comes next.
    int to = neighbour(state, alone ? state->focus : step > 0 ? FUNCTION_MAX - 1 : 0, step);
    state->shown_n = 0;
    shown_add(state, to);
    state->focus = to;
    view_home(state);
    return true;
}

// Gives the focus to the next or previous visible function; after the last comes the first.
static bool walk_curves(struct session *session, int step)
{
    struct state *state = &session->state;
    int n = state->shown_n, at = state_shown_find(state, state->focus);
    for (int i = 1; i <= n; i++) {
        int k = ((at < 0 ? 0 : at) + step * i + n * i) % n;
        if (!state->shown[k].hidden) {
            state->focus = state->shown[k].function;
            break;
        }
    }
    return true;
}

static bool next_or_previous(struct session *session, const struct arguments *arguments, int step,
                             struct fault *fault)
{
    if (arguments->n == 0 &&
        session->walk.tour != NULL) // keys of a remote control walk through a tour
        return walk_by(session, step, fault);
    return says(arguments, WORD_CURVE) ? walk_curves(session, step) : walk_functions(session, step);
}

bool apply_next(struct session *session, const struct arguments *arguments, struct fault *fault)
{
    return next_or_previous(session, arguments, +1, fault);
}

bool apply_previous(struct session *session, const struct arguments *arguments, struct fault *fault)
{
    return next_or_previous(session, arguments, -1, fault);
}

bool apply_highlight(struct session *session, const struct arguments *arguments,
                     struct fault *fault)
{
    (void)fault;
    session->highlight = function_of(arguments);
    return true;
}

bool apply_highlight_off(struct session *session, const struct arguments *arguments,
                         struct fault *fault)
{
    (void)arguments;
    (void)fault;
    session->highlight = -1;
    return true;
}

// --- parameters ---

#define NUDGE_STEPS 50.0 // how many steps of `nudge` go over a parameter's range

// The i-th parameter's name, for word_nearest.
static const char *parameter_name(const void *user, int i)
{
    const struct activation *a = user;
    return i < a->parameter_count ? a->parameters[i].name : NULL;
}

static bool parameter_unknown(const struct activation *a, const char *name, struct fault *fault)
{
    if (a->parameter_count == 0)
        return fault_set(fault, FAULT_UNKNOWN_PARAMETER, _("%s has no parameters"),
                         activation_name(a));
    const char *near = word_nearest(name, parameter_name, a);
    return fault_set(fault, FAULT_UNKNOWN_PARAMETER, _("%s has no parameter \"%s\"; it has %s"),
                     activation_name(a), name, near != NULL ? near : a->parameters[0].name);
}

static bool no_parameter(const struct session *session, struct fault *fault)
{
    int focus = session->state.focus;
    if (focus < 0)
        return fault_set(fault, FAULT_RANGE, _("nothing is shown that has a parameter to change"));
    return fault_set(fault, FAULT_RANGE, _("%s has no parameter to change"),
                     activation_name(state_function(&session->state, focus)));
}

// Keys change from now on the parameter that was set last: see session_parameter.
static void choose_parameter(struct session *session, int function, int parameter)
{
    session->chosen_function = function;
    session->chosen_parameter = parameter;
}

bool apply_param(struct session *session, const struct arguments *arguments, struct fault *fault)
{
    int id = function_of(arguments);
    const struct activation *a = state_function(&session->state, id);
    const char *name = text_of(arguments, SLOT_NAME);
    double value = number_of(arguments, SLOT_VALUE);
    int k = activation_parameter_find(a, name);
    if (k < 0) {
        parameter_unknown(a, name, fault);
        return argument_blame(arguments, argument_for(arguments, SLOT_NAME), fault);
    }
    if (!activation_parameter_valid(&a->parameters[k], value)) {
        fault_set(fault, FAULT_RANGE, _("%s must be greater than 0, not %s"), a->parameters[k].name,
                  text_of(arguments, SLOT_VALUE));
        return argument_blame(arguments, argument_for(arguments, SLOT_VALUE), fault);
    }
    session->state.parameters[id][k] = value;
    choose_parameter(session, id, k);
    return true;
}

bool apply_parameter(struct session *session, const struct arguments *arguments,
                     struct fault *fault)
{
    int focus = session->state.focus, k = session_parameter(session);
    int step = says(arguments, WORD_NEXT) ? 1 : -1;
    if (k < 0)
        return no_parameter(session, fault);
    const struct activation *a = state_function(&session->state, focus);
    int n = a->parameter_count;
    do
        k = (k + step + n) % n;
    while (!(a->parameters[k].low < a->parameters[k].high));
    choose_parameter(session, focus, k);
    struct fact value = fact_number(session->state.parameters[focus][k], 6, FACT_DIGITS);
    const char *less = keymap_key_of(&session->keymap, "nudge -1");
    const char *more = keymap_key_of(&session->keymap, "nudge 1");
    if (less != NULL && more != NULL)
        session_message(session, false, _("%s %s %s; %s and %s change it"), a->parameters[k].symbol,
                        fact_sign(&value), value.text, less, more);
    else
        session_message(session, false, "%s %s %s", a->parameters[k].symbol, fact_sign(&value),
                        value.text);
    if (session->animating)
        session_animate(session, 0);
    return true;
}

bool apply_param_sweep(struct session *session, const struct arguments *arguments,
                       struct fault *fault)
{
    int id = function_of(arguments);
    int k = activation_parameter_find(state_function(&session->state, id),
                                      text_of(arguments, SLOT_NAME));
    if (k < 0)
        return parameter_unknown(state_function(&session->state, id), text_of(arguments, SLOT_NAME),
                                 fault);
    session->state.sweep_function = id;
    session->state.sweep_parameter = k;
    choose_parameter(session, id, k);
    return true;
}

bool apply_sweep(struct session *session, const struct arguments *arguments, struct fault *fault)
{
    struct state *state = &session->state;
    int k = session_parameter(session);
    bool same = state->sweep_function == state->focus && (k < 0 || state->sweep_parameter == k);
    bool off = says(arguments, WORD_OFF) || same;
    if (!off && k < 0)
        return no_parameter(session, fault);
    state->sweep_function = off ? -1 : state->focus;
    state->sweep_parameter = off ? 0 : k;
    return true;
}

bool apply_nudge(struct session *session, const struct arguments *arguments, struct fault *fault)
{
    struct state *state = &session->state;
    int k = session_parameter(session);
    if (k < 0)
        return no_parameter(session, fault);
    const struct activation_parameter *p = &state_function(state, state->focus)->parameters[k];
    double *value = &state->parameters[state->focus][k];
    double step = (p->high - p->low) / NUDGE_STEPS;
    double target = (round(*value / step) + number_of(arguments, SLOT_N)) * step;
    *value = fmin(fmax(target, p->positive ? fmax(p->low, step) : p->low), p->high);
    return true;
}

// Fixes fitted y axes to a range that holds the curves for all values of the parameter. If they
// were fitted again at every frame, the axis would move instead of the curve.
static void hold_rows_for_family(struct state *state, int parameter)
{
    struct state family = *state;
    struct view view;
    family.sweep_function = state->focus;
    family.sweep_parameter = parameter;
    state_view(&family, &view);
    for (int o = 0; o < ORDER_COUNT; o++)
        if (!state->y_fixed[o]) {
            state->y[o] = view.y[o];
            state->y_fixed[o] = true;
        }
}

bool apply_animate(struct session *session, const struct arguments *arguments, struct fault *fault)
{
    bool on = session->animating;
    set_switch(&on, arguments);
    if (on && session_parameter(session) < 0)
        return no_parameter(session, fault);
    session->animating = on;
    if (on) {
        hold_rows_for_family(&session->state, session_parameter(session));
        session_animate(session, 0); // begins from where the parameter stands
    }
    return true;
}
