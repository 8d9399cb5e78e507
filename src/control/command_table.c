// The commands' rows and what each does to the session.

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "control/command.h"

#define NUDGE_STEPS 50.0 // steps of `nudge` over a slider's range

static const struct argument *argument_at(const struct arguments *arguments, int i)
{
    return &arguments->items[i];
}

// The argument that was given for this placeholder, or NULL.
static const struct argument *argument_for(const struct arguments *arguments, const char *slot)
{
    for (int i = 0; i < arguments->n; i++)
        if (strcmp(arguments->items[i].slot, slot) == 0)
            return &arguments->items[i];
    return NULL;
}

static bool host_perform(struct session *session, enum host_action action, const char *argument,
                         struct fault *fault)
{
    if (session->host.perform == NULL)
        return fault_set(fault, FAULT_WINDOW, "this command needs the program around it");
    return session->host.perform(session->host.user, action, argument, fault);
}

// A fault within a COMMAND argument has its column there: moves it to where that is in the line.
static bool blame_within(const struct arguments *arguments, const struct argument *command,
                         struct fault *fault)
{
    if (fault == NULL || fault->source[0] != '\0')
        return false;
    int inner = fault->column > 0 ? fault->column : 1;
    bool quoted = arguments->line[command->offset] == '"' && command->text[0] != '"';
    fault_at(fault, arguments->line, command->offset + quoted);
    fault->column += inner - 1;
    return false;
}

// --- which functions ---

static void shown_add(struct state *state, int function)
{
    int at = state_shown_find(state, function);
    if (at >= 0)
        state->shown[at].hidden = false;
    else if (state->shown_n < SHOWN_MAX)
        state->shown[state->shown_n++] = (struct shown){.function = function};
}

// The focus stays on a drawn function: the next one in the list if its own is gone.
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

static bool apply_show(struct session *session, const struct arguments *arguments,
                       struct fault *fault)
{
    (void)fault;
    for (int i = 0; i < arguments->n; i++)
        shown_add(&session->state, argument_at(arguments, i)->index);
    session->state.focus = argument_at(arguments, arguments->n - 1)->index;
    return true;
}

static bool apply_hide(struct session *session, const struct arguments *arguments,
                       struct fault *fault)
{
    (void)fault;
    for (int i = 0; i < arguments->n; i++) {
        int at = state_shown_find(&session->state, argument_at(arguments, i)->index);
        if (at >= 0)
            session->state.shown[at].hidden = true;
    }
    focus_settle(&session->state);
    return true;
}

static bool apply_hide_all(struct session *session, const struct arguments *arguments,
                           struct fault *fault)
{
    (void)arguments;
    (void)fault;
    session->state.shown_n = 0;
    session->state.focus = -1;
    return true;
}

static bool apply_toggle(struct session *session, const struct arguments *arguments,
                         struct fault *fault)
{
    int at = state_shown_find(&session->state, argument_at(arguments, 0)->index);
    if (at >= 0 && !session->state.shown[at].hidden)
        return apply_hide(session, arguments, fault);
    return apply_show(session, arguments, fault);
}

static bool apply_only(struct session *session, const struct arguments *arguments,
                       struct fault *fault)
{
    session->state.shown_n = 0;
    apply_show(session, arguments, fault);
    session->state.focus = argument_at(arguments, 0)->index;
    return true;
}

static bool apply_solo(struct session *session, const struct arguments *arguments,
                       struct fault *fault)
{
    (void)fault;
    struct state *state = &session->state;
    int id = argument_at(arguments, 0)->index;
    int at = state_shown_find(state, id);
    bool alone = at >= 0 && !state->shown[at].hidden && state_visible_count(state) == 1;
    if (at < 0)
        shown_add(state, id);
    for (int i = 0; i < state->shown_n; i++)
        state->shown[i].hidden = !alone && state->shown[i].function != id;
    state->focus = id;
    return true;
}

static bool apply_focus(struct session *session, const struct arguments *arguments,
                        struct fault *fault)
{
    int id = argument_at(arguments, 0)->index;
    int at = state_shown_find(&session->state, id);
    if (at < 0 || session->state.shown[at].hidden)
        return fault_set(fault, FAULT_RANGE, "%s is not drawn; `show %s` first",
                         activation_at(id)->name, activation_at(id)->id);
    session->state.focus = id;
    return true;
}

static void view_home(struct state *state)
{
    state->x = state_home_x(state);
    memset(state->y_fixed, 0, sizeof state->y_fixed);
}

// Walks the catalogue: one function at a time, in its own range.
static bool walk_functions(struct session *session, int step)
{
    struct state *state = &session->state;
    int n = activation_count();
    bool alone = state->shown_n == 1 && state->focus == state->shown[0].function;
    // From a comparison the walk begins with its first (or last) function.
    int to = alone ? (state->focus + step + n) % n : (step > 0 ? 0 : n - 1);
    state->shown_n = 0;
    shown_add(state, to);
    state->focus = to;
    view_home(state);
    return true;
}

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

static bool walk(struct session *session, const struct arguments *arguments, int step)
{
    const struct argument *what = argument_for(arguments, "function|curve");
    bool curves = what != NULL && what->index == 1;
    return curves ? walk_curves(session, step) : walk_functions(session, step);
}

static bool apply_next(struct session *session, const struct arguments *arguments,
                       struct fault *fault)
{
    (void)fault;
    return walk(session, arguments, +1);
}

static bool apply_previous(struct session *session, const struct arguments *arguments,
                           struct fault *fault)
{
    (void)fault;
    return walk(session, arguments, -1);
}

static bool apply_highlight(struct session *session, const struct arguments *arguments,
                            struct fault *fault)
{
    (void)fault;
    session->highlight = argument_at(arguments, 0)->index;
    return true;
}

static bool apply_highlight_off(struct session *session, const struct arguments *arguments,
                                struct fault *fault)
{
    (void)arguments;
    (void)fault;
    session->highlight = -1;
    return true;
}

// on, off, or the other one: what [on|off|toggle] says, toggle if nothing.
static void set_switch(bool *value, const struct arguments *arguments)
{
    int how = arguments->n > 0 ? argument_at(arguments, 0)->index : 2;
    *value = how == 0 ? true : how == 1 ? false : !*value;
}

// --- parameters ---

static const char *parameter_name(const void *user, int i)
{
    const struct activation *a = user;
    return i < a->parameter_count ? a->parameters[i].name : NULL;
}

static bool parameter_unknown(const struct activation *a, const char *name, struct fault *fault)
{
    if (a->parameter_count == 0)
        return fault_set(fault, FAULT_UNKNOWN_PARAMETER, "%s has no parameters", a->name);
    const char *near = word_nearest(name, parameter_name, a);
    return fault_set(fault, FAULT_UNKNOWN_PARAMETER, "%s has no parameter \"%s\"; it has %s",
                     a->name, name, near != NULL ? near : a->parameters[0].name);
}

static bool apply_param(struct session *session, const struct arguments *arguments,
                        struct fault *fault)
{
    int id = argument_at(arguments, 0)->index;
    const struct activation *a = activation_at(id);
    const char *name = argument_at(arguments, 1)->text;
    double value = argument_at(arguments, 2)->number;
    int k = activation_parameter_find(a, name);
    if (k < 0) {
        parameter_unknown(a, name, fault);
        return argument_blame(arguments, argument_at(arguments, 1), fault);
    }
    if (!activation_parameter_valid(&a->parameters[k], value)) {
        fault_set(fault, FAULT_RANGE, "%s must be greater than 0, not %s", a->parameters[k].name,
                  argument_at(arguments, 2)->text);
        return argument_blame(arguments, argument_at(arguments, 2), fault);
    }
    session->state.parameters[id][k] = value;
    return true;
}

static bool apply_param_sweep(struct session *session, const struct arguments *arguments,
                              struct fault *fault)
{
    int id = argument_at(arguments, 0)->index;
    int k = activation_parameter_find(activation_at(id), argument_at(arguments, 1)->text);
    if (k < 0)
        return parameter_unknown(activation_at(id), argument_at(arguments, 1)->text, fault);
    session->state.sweep_function = id;
    session->state.sweep_parameter = k;
    return true;
}

static bool no_parameter(const struct session *session, struct fault *fault)
{
    int focus = session->state.focus;
    return fault_set(fault, FAULT_RANGE, "%s has no parameter to change",
                     focus < 0 ? "nothing is shown, so it" : activation_at(focus)->name);
}

// Whether keys can change a parameter: the first one, unless it is fixed, as SELU's are.
static bool focus_has_parameter(const struct session *session)
{
    int focus = session->state.focus;
    const struct activation *a = focus >= 0 ? activation_at(focus) : NULL;
    return a != NULL && a->parameter_count > 0 && a->parameters[0].low < a->parameters[0].high;
}

static bool apply_sweep(struct session *session, const struct arguments *arguments,
                        struct fault *fault)
{
    struct state *state = &session->state;
    bool off = argument_at(arguments, 0)->index == 0 || state->sweep_function == state->focus;
    if (!off && !focus_has_parameter(session))
        return no_parameter(session, fault);
    state->sweep_function = off ? -1 : state->focus;
    state->sweep_parameter = 0;
    return true;
}

static bool apply_nudge(struct session *session, const struct arguments *arguments,
                        struct fault *fault)
{
    struct state *state = &session->state;
    if (!focus_has_parameter(session))
        return no_parameter(session, fault);
    const struct activation_parameter *p = &activation_at(state->focus)->parameters[0];
    double *value = &state->parameters[state->focus][0];
    double step = (p->high - p->low) / NUDGE_STEPS;
    double target = (round(*value / step) + argument_at(arguments, 0)->number) * step;
    *value = fmin(fmax(target, p->positive ? fmax(p->low, step) : p->low), p->high);
    return true;
}

// Fixes the fitted rows to what holds the whole family: an axis that is fitted anew at every frame
// would hide the very movement that is to be seen.
static void hold_rows_for_family(struct state *state)
{
    struct state family = *state;
    struct view view;
    family.sweep_function = state->focus;
    family.sweep_parameter = 0;
    state_view(&family, &view);
    for (int o = 0; o < ORDER_COUNT; o++)
        if (!state->y_fixed[o]) {
            state->y[o] = view.y[o];
            state->y_fixed[o] = true;
        }
}

static bool apply_animate(struct session *session, const struct arguments *arguments,
                          struct fault *fault)
{
    bool on = session->animating;
    set_switch(&on, arguments);
    if (on && !focus_has_parameter(session))
        return no_parameter(session, fault);
    session->animating = on;
    if (on) {
        hold_rows_for_family(&session->state);
        session_animate(session, 0); // goes on from where the parameter stands
    }
    return true;
}

// --- orders and layout ---

static bool apply_derivative(struct session *session, const struct arguments *arguments,
                             struct fault *fault)
{
    (void)fault;
    for (int o = 0; o < ORDER_COUNT; o++)
        session->state.orders[o] = (argument_at(arguments, 0)->orders >> o) & 1u;
    return true;
}

static bool apply_derivative_cycle(struct session *session, const struct arguments *arguments,
                                   struct fault *fault)
{
    (void)arguments;
    (void)fault;
    bool *orders = session->state.orders;
    int highest = orders[ORDER_D2F] ? 2 : orders[ORDER_DF] ? 1 : 0;
    int next = (highest + 1) % ORDER_COUNT;
    for (int o = 0; o < ORDER_COUNT; o++)
        orders[o] = o <= next;
    return true;
}

static bool apply_layout(struct session *session, const struct arguments *arguments,
                         struct fault *fault)
{
    (void)fault;
    session->state.layout = (enum layout)argument_at(arguments, 0)->index;
    return true;
}

static bool apply_layout_next(struct session *session, const struct arguments *arguments,
                              struct fault *fault)
{
    (void)arguments;
    (void)fault;
    session->state.layout = (enum layout)((session->state.layout + 1) % LAYOUT_COUNT);
    return true;
}

// --- the view ---

// Whether a command with this [f|df|d2f|all] argument concerns the y axis of `row`.
static bool concerns_row(const struct state *state, const struct arguments *arguments, int row)
{
    const struct argument *which = argument_for(arguments, "f|df|d2f|all");
    if (which == NULL || which->index == ORDER_COUNT)
        return true;
    return row == (int)state_row(state, (enum order)which->index) || row == which->index;
}

// Whether the y axis of `row` is in use, not only kept for another layout.
static bool row_drawn(const struct state *state, int row)
{
    return state->orders[row] && (int)state_row(state, (enum order)row) == row;
}

static bool result_ok(enum axis_result result, const struct axis *axis, struct fault *fault)
{
    if (result == AXIS_AT_PRECISION)
        return fault_set(fault, FAULT_LIMIT,
                         "this is as far as doubles go: a pixel is four numbers wide");
    if (result == AXIS_AT_RANGE)
        return fault_set(fault, FAULT_LIMIT, "this is the end of the axis: %s",
                         axis->scale == SCALE_LOG ? "1e-320 to 1e308" : "±1e300");
    return true;
}

static bool apply_view_word(struct session *session, const struct arguments *arguments,
                            struct fault *fault)
{
    (void)fault;
    struct state *state = &session->state;
    if (argument_at(arguments, 0)->index == 0)
        state->x = state_home_x(state);
    for (int o = 0; o < ORDER_COUNT; o++)
        if (concerns_row(state, arguments, o))
            state->y_fixed[o] = false;
    return true;
}

static bool apply_view_range(struct session *session, const struct arguments *arguments,
                             struct fault *fault)
{
    struct state *state = &session->state;
    struct axis x = {.scale = state->x.scale,
                     .low = argument_for(arguments, "XMIN")->number,
                     .high = argument_for(arguments, "XMAX")->number};
    const struct argument *low = argument_for(arguments, "YMIN");
    const struct argument *high = argument_for(arguments, "YMAX");
    if (!axis_check(&x, 1, fault))
        return false;
    struct state after = *state;
    after.x = x;
    for (int o = 0; low != NULL && high != NULL && o < ORDER_COUNT; o++) {
        if (!concerns_row(state, arguments, o))
            continue;
        struct axis y = {.scale = state->y[o].scale, .low = low->number, .high = high->number};
        if (!axis_check(&y, 1, fault))
            return argument_blame(arguments, low, fault);
        after.y[o] = y;
        after.y_fixed[o] = true;
    }
    *state = after;
    return true;
}

static bool apply_view_history(struct session *session, const struct arguments *arguments,
                               struct fault *fault)
{
    (void)fault;
    bool back = argument_at(arguments, 0)->index == 0;
    bool moved = back ? history_back(&session->history, &session->state)
                      : history_forward(&session->history, &session->state);
    if (!moved)
        session_message(session, false, back ? "This is the first view" : "This is the last view");
    return true;
}

// Fixes the fitted y axes that a move concerns, so that they can be moved, and the others that are
// drawn: the panel below must not breathe while one is dragged.
static void fix_rows(struct state *state, const struct arguments *arguments)
{
    struct view view;
    state_view(state, &view);
    for (int o = 0; o < ORDER_COUNT; o++)
        if (!state->y_fixed[o] && (row_drawn(state, o) || concerns_row(state, arguments, o))) {
            state->y[o] = view.y[o];
            state->y_fixed[o] = true;
        }
}

static bool apply_pan(struct session *session, const struct arguments *arguments,
                      struct fault *fault)
{
    struct state after = session->state;
    double dx = argument_for(arguments, "DX")->number, dy = argument_for(arguments, "DY")->number;
    // Even a level drag holds y still, as it is seen now: it must not jump about while x moves.
    fix_rows(&after, arguments);
    if (!result_ok(axis_pan(&after.x, dx, session->panel_width), &after.x, fault))
        return false;
    for (int o = 0; dy != 0 && o < ORDER_COUNT; o++) {
        enum axis_result result = AXIS_MOVED;
        if (concerns_row(&after, arguments, o))
            result = axis_pan(&after.y[o], dy, session->panel_height);
        if (row_drawn(&after, o) && !result_ok(result, &after.y[o], fault))
            return false;
    }
    session->state = after;
    return true;
}

// Where a zoom holds x still that does not say: at the trace cursor, if it is to be seen.
static double zoom_centre(const struct state *state)
{
    double at = state->cursor_on ? axis_fraction(&state->x, state->cursor_x) : 0.5;
    return at >= 0 && at <= 1 ? at : 0.5;
}

static bool apply_zoom(struct session *session, const struct arguments *arguments,
                       struct fault *fault)
{
    struct state after = session->state;
    double factor = argument_for(arguments, "FACTOR")->number;
    const struct argument *x = argument_for(arguments, "X"), *y = argument_for(arguments, "Y");
    const struct argument *which = argument_for(arguments, "x|y|both");
    bool zoom_x = which == NULL || which->index != 1, zoom_y = which == NULL || which->index != 0;
    if (!(factor > 0))
        return fault_set(fault, FAULT_RANGE,
                         "a zoom factor must be greater than 0: 0.5 shows half, 2 twice as much");
    double at_x = x != NULL ? x->number : zoom_centre(&after), at_y = y != NULL ? y->number : 0.5;
    if (zoom_y)
        fix_rows(&after, arguments); // as they are seen now, before x moves
    if (zoom_x &&
        !result_ok(axis_zoom(&after.x, factor, at_x, session->panel_width), &after.x, fault))
        return false;
    for (int o = 0; zoom_y && o < ORDER_COUNT; o++) {
        enum axis_result result = AXIS_MOVED;
        if (concerns_row(&after, arguments, o))
            result = axis_zoom(&after.y[o], factor, at_y, session->panel_height);
        if (row_drawn(&after, o) && !result_ok(result, &after.y[o], fault))
            return false;
    }
    session->state = after;
    return true;
}

// The other scale; back at the axis that it began with if nothing moved it since the last toggle.
static struct axis toggle_scale(struct axis now, struct scale_toggle *toggle)
{
    bool back = toggle->known && axis_equal(&now, &toggle->after);
    struct axis after =
        back ? toggle->before
             : axis_rescale(now, now.scale == SCALE_LINEAR ? SCALE_LOG : SCALE_LINEAR);
    *toggle = (struct scale_toggle){.known = true, .before = now, .after = after};
    return after;
}

static struct axis scale_axis(struct axis now, int kind, struct scale_toggle *toggle)
{
    enum { TOGGLE = 3 };
    return kind == TOGGLE ? toggle_scale(now, toggle) : axis_rescale(now, (enum scale_kind)kind);
}

static bool apply_scale(struct session *session, const struct arguments *arguments,
                        struct fault *fault)
{
    (void)fault;
    struct state *state = &session->state;
    int kind = argument_at(arguments, 1)->index;
    if (argument_at(arguments, 0)->index == 0) {
        state->x = scale_axis(state->x, kind, &session->x_toggle);
        return true;
    }
    for (int o = 0; o < ORDER_COUNT; o++)
        if (concerns_row(state, arguments, o))
            state->y[o] = scale_axis(state->y[o], kind, &session->y_toggle[o]);
    return true;
}

// --- the cursor ---

static bool apply_cursor_at(struct session *session, const struct arguments *arguments,
                            struct fault *fault)
{
    double x = argument_at(arguments, 0)->number;
    if (fabs(x) > AXIS_LOG_HIGH)
        return fault_set(fault, FAULT_LIMIT, "the cursor stays within ±1e308");
    session->state.cursor_on = true;
    session->state.cursor_x = x;
    return true;
}

static bool apply_cursor_by(struct session *session, const struct arguments *arguments,
                            struct fault *fault)
{
    struct state *state = &session->state;
    double by = argument_for(arguments, "N")->number;
    double at = state->cursor_on ? axis_fraction(&state->x, state->cursor_x) : 0.5;
    if (!(at >= 0 && at <= 1))
        at = at > 1 ? 1 : 0; // from outside the view, come back in at its edge
    double to = at + (state->cursor_on ? by : 0);
    if (to < 0 || to > 1) {
        double beyond = to < 0 ? to : to - 1;
        if (!result_ok(axis_pan(&state->x, beyond, session->panel_width), &state->x, fault))
            return false;
        to = to < 0 ? 0 : 1;
        session->dirty |= DIRTY_VIEW;
    }
    double x = axis_value(&state->x, to);
    // Steps meet 0 exactly, where most of what is worth seeing is.
    double step = fabs(axis_value(&state->x, to + fabs(by)) - x);
    state->cursor_x = fabs(x) < step * 1e-6 ? 0 : x;
    state->cursor_on = true;
    return true;
}

static bool apply_cursor_point(struct session *session, const struct arguments *arguments,
                               struct fault *fault)
{
    struct state *state = &session->state;
    double x;
    if (!session_step_point(session, argument_at(arguments, 0)->index == 0 ? 1 : -1, &x))
        return fault_set(fault, FAULT_RANGE, "no points of interest on what is shown");
    double at = axis_fraction(&state->x, x);
    if (!(at >= 0 && at <= 1)) {
        struct state before = *state;
        if (!result_ok(axis_pan(&state->x, at - 0.5, session->panel_width), &state->x, fault))
            return false;
        history_push(&session->history, &before, false);
        session->eased = true;
    }
    state->cursor_on = true;
    state->cursor_x = x;
    return true;
}

static bool apply_cursor_off(struct session *session, const struct arguments *arguments,
                             struct fault *fault)
{
    (void)arguments;
    (void)fault;
    session->state.cursor_on = false;
    return true;
}

// --- parts of the picture ---

#define SWITCH(field)                                                                              \
    static bool apply_##field(struct session *session, const struct arguments *arguments,          \
                              struct fault *fault)                                                 \
    {                                                                                              \
        (void)fault;                                                                               \
        set_switch(&session->state.field, arguments);                                              \
        return true;                                                                               \
    }
SWITCH(grid)
SWITCH(legend)
SWITCH(readout)
SWITCH(points)
SWITCH(hints)
SWITCH(fullscreen)
SWITCH(blank)
#undef SWITCH

static bool apply_help(struct session *session, const struct arguments *arguments,
                       struct fault *fault)
{
    (void)fault;
    int how = arguments->n > 0 ? argument_at(arguments, 0)->index : 2;
    if (how <= 2) {
        set_switch(&session->state.help, arguments);
        session->help_page = 0;
    } else if (session->state.help) {
        // The scene knows how many pages there are and brings a page past the end back.
        session->help_page += how == 3 ? 1 : -1;
        if (session->help_page < 0)
            session->help_page = 0;
    }
    return true;
}

static bool apply_theme(struct session *session, const struct arguments *arguments,
                        struct fault *fault)
{
    (void)fault;
    int i = argument_at(arguments, 0)->index;
    session->state.theme = i < THEME_COUNT
                               ? (enum theme_name)i
                               : (enum theme_name)((session->state.theme + 1) % THEME_COUNT);
    return true;
}

static bool apply_text_size(struct session *session, const struct arguments *arguments,
                            struct fault *fault)
{
    double size = argument_at(arguments, 0)->number;
    if (size < TEXT_SIZE_MIN || size > TEXT_SIZE_MAX)
        return fault_set(fault, FAULT_RANGE, "text-size goes from %g to %g", TEXT_SIZE_MIN,
                         TEXT_SIZE_MAX);
    session->state.text_size = size;
    return true;
}

static bool apply_text_step(struct session *session, const struct arguments *arguments,
                            struct fault *fault)
{
    (void)fault;
    bool bigger = argument_at(arguments, 0)->index == 0;
    // Steps of a sixth of an octave, counted from 1, so that up and down meet again.
    double step = round(log2(session->state.text_size) * 6) + (bigger ? 1 : -1);
    double size = exp2(step / 6);
    session->state.text_size = fmin(fmax(size, TEXT_SIZE_MIN), TEXT_SIZE_MAX);
    return true;
}

// --- the entry line and what is open ---

static bool apply_prompt(struct session *session, const struct arguments *arguments,
                         struct fault *fault)
{
    (void)fault;
    entry_open(&session->entry, (enum entry_kind)(argument_at(arguments, 0)->index + 1));
    session->state.help = false;
    session_suggest(session);
    return true;
}

static bool apply_type(struct session *session, const struct arguments *arguments,
                       struct fault *fault)
{
    if (session->entry.kind == ENTRY_NONE)
        return fault_set(fault, FAULT_RANGE, "no entry line is open; `prompt command` opens one");
    if (!entry_type(&session->entry, argument_at(arguments, 0)->text))
        return fault_set(fault, FAULT_LIMIT, "the entry line holds %d bytes", ENTRY_MAX - 1);
    session_suggest(session);
    return true;
}

static bool apply_edit(struct session *session, const struct arguments *arguments,
                       struct fault *fault)
{
    (void)fault;
    enum entry_edit edit = (enum entry_edit)argument_at(arguments, 0)->index;
    struct entry *entry = &session->entry;
    if (entry->kind == ENTRY_NONE)
        return true;
    if (edit == EDIT_CANCEL) {
        entry_close(entry);
        session->message[0] = '\0';
        return true;
    }
    if (edit == EDIT_ACCEPT) {
        session->message[0] = '\0';
        session_accept_entry(session);
        return true;
    }
    if (edit == EDIT_COMPLETE && entry->candidate_n > 0)
        entry_complete(entry, entry->candidates[0]);
    entry_edit(entry, edit);
    session_suggest(session);
    return true;
}

static bool apply_leave(struct session *session, const struct arguments *arguments,
                        struct fault *fault)
{
    (void)arguments;
    (void)fault;
    struct state *state = &session->state;
    if (session->entry.kind != ENTRY_NONE)
        entry_close(&session->entry);
    else if (state->help)
        state->help = false;
    else if (state->blank)
        state->blank = false;
    else if (state->fullscreen)
        state->fullscreen = false;
    else if (state->cursor_on) // last: the pointer sets it nearly always
        state->cursor_on = false;
    return true;
}

// --- files and the program ---

static bool apply_save(struct session *session, const struct arguments *arguments,
                       struct fault *fault)
{
    const char *path = arguments->n > 0 ? argument_at(arguments, 0)->text : "";
    return host_perform(session, HOST_SAVE, path, fault);
}

static bool apply_snapshot(struct session *session, const struct arguments *arguments,
                           struct fault *fault)
{
    return host_perform(session, HOST_SNAPSHOT, argument_at(arguments, 0)->text, fault);
}

static bool apply_copy(struct session *session, const struct arguments *arguments,
                       struct fault *fault)
{
    (void)arguments;
    struct text text = {0};
    state_print(&session->state, &text);
    bool ok = host_perform(session, HOST_COPY, text_string(&text), fault);
    text_free(&text);
    if (ok)
        session_message(session, false, "Copied: the commands that rebuild this picture");
    return ok;
}

static bool apply_source(struct session *session, const struct arguments *arguments,
                         struct fault *fault)
{
    return host_perform(session, HOST_SOURCE, argument_at(arguments, 0)->text, fault);
}

static bool apply_quit(struct session *session, const struct arguments *arguments,
                       struct fault *fault)
{
    (void)arguments;
    return host_perform(session, HOST_QUIT, "", fault);
}

static bool apply_wait(struct session *session, const struct arguments *arguments,
                       struct fault *fault)
{
    double seconds = argument_at(arguments, 0)->number;
    if (seconds < 0 || seconds > 3600)
        return fault_set(fault, FAULT_RANGE, "wait takes 0 to 3600 seconds");
    return host_perform(session, HOST_WAIT, argument_at(arguments, 0)->text, fault);
}

// Refuses a bad binding where it is written, as far as that can be seen: its commands exist.
static bool command_bindable(const struct arguments *arguments, struct fault *fault)
{
    const struct argument *command = argument_at(arguments, 1);
    if (command->text[strspn(command->text, " \t;")] == '\0') {
        fault_set(fault, FAULT_MISSING_ARGUMENT, "this key would do nothing; `unbind` frees a key");
        return argument_blame(arguments, command, fault);
    }
    return command_names_known(command->text, fault) || blame_within(arguments, command, fault);
}

// The comment behind a bind line, without what trails it.
static void binding_help(const char *comment, char help[BINDING_HELP_MAX])
{
    text_copy(help, BINDING_HELP_MAX, comment != NULL ? comment : "");
    size_t n = strlen(help);
    while (n > 0 && strchr(" \t\r", help[n - 1]) != NULL)
        help[--n] = '\0';
}

static bool apply_bind(struct session *session, const struct arguments *arguments,
                       struct fault *fault)
{
    char key[KEY_MAX];
    char help[BINDING_HELP_MAX];
    binding_help(session->comment, help);
    return key_canonical(argument_at(arguments, 0)->text, key, fault) &&
           command_bindable(arguments, fault) &&
           keymap_bind(&session->keymap, key, argument_at(arguments, 1)->text, help,
                       session->bind_group, fault);
}

static bool apply_unbind(struct session *session, const struct arguments *arguments,
                         struct fault *fault)
{
    char key[KEY_MAX];
    if (!key_canonical(argument_at(arguments, 0)->text, key, fault))
        return false;
    if (!keymap_unbind(&session->keymap, key))
        return fault_set(fault, FAULT_UNKNOWN_KEY, "key %s is not bound", key);
    return true;
}

static bool apply_group(struct session *session, const struct arguments *arguments,
                        struct fault *fault)
{
    (void)fault;
    text_copy(session->bind_group, sizeof session->bind_group, argument_at(arguments, 0)->text);
    return true;
}

static bool apply_press(struct session *session, const struct arguments *arguments,
                        struct fault *fault)
{
    char key[KEY_MAX];
    if (!key_canonical(argument_at(arguments, 0)->text, key, fault))
        return false;
    const struct binding *binding = keymap_find(&session->keymap, key);
    if (binding == NULL)
        return fault_set(fault, FAULT_UNKNOWN_KEY, "key %s is not bound", key);
    char command[BINDING_COMMAND_MAX]; // a copy: the command may bind the key anew
    char source[KEY_MAX + 8];
    text_copy(command, sizeof command, binding->command);
    snprintf(source, sizeof source, "key %s", key);
    return command_apply(session, command, source, 1, fault);
}

// A command that would change nothing describes the state: try it on a copy and compare.
static bool apply_expect_state(struct session *session, const struct arguments *arguments,
                               struct fault *fault)
{
    const char *command = argument_at(arguments, 0)->text;
    struct session *trial = malloc(sizeof *trial);
    if (trial == NULL)
        abort();
    *trial = *session;
    trial->host = (struct host){0};
    bool ok = command_apply(trial, command, NULL, 0, fault);
    if (!ok)
        blame_within(arguments, argument_at(arguments, 0), fault);
    if (ok && !state_equal(&trial->state, &session->state))
        ok = fault_set(fault, FAULT_EXPECT, "expected the state to be as after `%s`", command);
    free(trial);
    return ok;
}

static const struct command_row rows[] = {
#define COMMAND(handler, name, arguments, help, flags, invalidates)                                \
    {name, arguments, help, flags, invalidates, apply_##handler},
#include "control/command.def"
#undef COMMAND
};

const struct command_row *command_row(int index)
{
    return index >= 0 && index < (int)(sizeof rows / sizeof rows[0]) ? &rows[index] : NULL;
}
