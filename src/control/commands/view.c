// Handlers of commands about the view: orders, layout, moves, scales, the trace cursor. A row is an
// order by whose y axis panels are drawn (control/state.h).

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/language.h"
#include "base/text.h"
#include "control/commands/commands.h"

// --- orders and layout ---

bool apply_derivative(struct session *session, const struct arguments *arguments,
                      struct fault *fault)
{
    (void)fault;
    for (int o = 0; o < ORDER_COUNT; o++)
        session->state.orders[o] = (argument_for(arguments, SLOT_ORDERS)->orders >> o) & 1u;
    return true;
}

bool apply_derivative_cycle(struct session *session, const struct arguments *arguments,
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

bool apply_layout(struct session *session, const struct arguments *arguments, struct fault *fault)
{
    (void)fault;
    session->state.layout = (enum layout)value_named(arguments, layout_find);
    return true;
}

bool apply_layout_next(struct session *session, const struct arguments *arguments,
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
    int which = value_named(arguments, order_find);
    return which < 0 || row == (int)state_row(state, (enum order)which) || row == which;
}

// Whether a move with this argument can move the y axis of `row`, which one that follows the curves
// does not.
static bool row_moves(const struct state *state, const struct arguments *arguments, int row)
{
    return concerns_row(state, arguments, row) && !state_row_follows(state, (enum order)row);
}

// Whether the y axis of `row` is drawn, and not only kept for another layout.
static bool row_drawn(const struct state *state, int row)
{
    return state->orders[row] && (int)state_row(state, (enum order)row) == row;
}

// Whether a move of an axis could be done; false with a fault that tells why not.
static bool result_ok(enum axis_result result, const struct axis *axis, struct fault *fault)
{
    if (result == AXIS_AT_PRECISION)
        return fault_set(fault, FAULT_LIMIT,
                         _("this is as far as doubles go: a pixel is four numbers wide"));
    if (result == AXIS_AT_RANGE)
        return fault_set(fault, FAULT_LIMIT, _("this is the end of the axis: %s"),
                         axis->scale == SCALE_LOG ? "1e-320 to 1e308" : "±1e300");
    return true;
}

bool apply_view_word(struct session *session, const struct arguments *arguments,
                     struct fault *fault)
{
    (void)fault;
    struct state *state = &session->state;
    if (says(arguments, WORD_HOME))
        state->x = state_home_x(state);
    for (int o = 0; o < ORDER_COUNT; o++)
        if (concerns_row(state, arguments, o))
            state->y_fixed[o] = false;
    return true;
}

bool apply_view_range(struct session *session, const struct arguments *arguments,
                      struct fault *fault)
{
    struct state *state = &session->state;
    struct axis x = {.scale = state->x.scale,
                     .low = number_of(arguments, SLOT_XMIN),
                     .high = number_of(arguments, SLOT_XMAX)};
    const struct argument *low = argument_for(arguments, SLOT_YMIN);
    const struct argument *high = argument_for(arguments, SLOT_YMAX);
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

bool apply_view_history(struct session *session, const struct arguments *arguments,
                        struct fault *fault)
{
    (void)fault;
    bool back = says(arguments, WORD_BACK);
    bool moved = back ? history_back(&session->history, &session->state)
                      : history_forward(&session->history, &session->state);
    if (!moved)
        session_message(session, false,
                        back ? _("This is the first view") : _("This is the last view"));
    return true;
}

// Fixes the fitted y axes that a move concerns, so that they can be moved. Others that are drawn
// are fixed, too: their panels would be fitted again and again while the user drags in this one.
static void fix_rows(struct state *state, const struct arguments *arguments)
{
    struct view view;
    state_view(state, &view);
    for (int o = 0; o < ORDER_COUNT; o++)
        if (!state->y_fixed[o] && !state_row_follows(state, (enum order)o) &&
            (row_drawn(state, o) || concerns_row(state, arguments, o))) {
            state->y[o] = view.y[o];
            state->y_fixed[o] = true;
        }
}

bool apply_pan(struct session *session, const struct arguments *arguments, struct fault *fault)
{
    struct state after = session->state;
    double dx = number_of(arguments, SLOT_DX), dy = number_of(arguments, SLOT_DY);
    // Even a horizontal drag fixes y as it is seen now: a fitted y would jump while x moves.
    fix_rows(&after, arguments);
    if (!result_ok(axis_pan(&after.x, dx, session->panel_width), &after.x, fault))
        return false;
    for (int o = 0; dy != 0 && o < ORDER_COUNT; o++) {
        enum axis_result result = AXIS_MOVED;
        if (row_moves(&after, arguments, o))
            result = axis_pan(&after.y[o], dy, session->panel_height);
        if (row_drawn(&after, o) && !result_ok(result, &after.y[o], fault))
            return false;
    }
    session->state = after;
    return true;
}

// The x that a zoom keeps in place if the command names none, as a fraction of the panel: the trace
// cursor's if that is in sight, else the middle.
static double zoom_centre(const struct state *state)
{
    double at = state->cursor_on ? axis_fraction(&state->x, state->cursor_x) : 0.5;
    return at >= 0 && at <= 1 ? at : 0.5;
}

bool apply_zoom(struct session *session, const struct arguments *arguments, struct fault *fault)
{
    struct state after = session->state;
    double factor = number_of(arguments, SLOT_FACTOR);
    const struct argument *x = argument_for(arguments, SLOT_X),
                          *y = argument_for(arguments, SLOT_Y);
    bool zoom_x = !says(arguments, WORD_Y), zoom_y = !says(arguments, WORD_X);
    if (!(factor > 0))
        return fault_set(
            fault, FAULT_RANGE,
            _("a zoom factor must be greater than 0: 0.5 shows half, 2 twice as much"));
    double at_x = x != NULL ? x->number : zoom_centre(&after), at_y = y != NULL ? y->number : 0.5;
    if (zoom_y)
        fix_rows(&after, arguments); // before x changes, so that y stays as it is seen now
    if (zoom_x &&
        !result_ok(axis_zoom(&after.x, factor, at_x, session->panel_width), &after.x, fault))
        return false;
    for (int o = 0; zoom_y && o < ORDER_COUNT; o++) {
        enum axis_result result = AXIS_MOVED;
        if (row_moves(&after, arguments, o))
            result = axis_zoom(&after.y[o], factor, at_y, session->panel_height);
        if (row_drawn(&after, o) && !result_ok(result, &after.y[o], fault))
            return false;
    }
    session->state = after;
    return true;
}

// Changes between linear and log. If nothing has moved the axis since the last toggle, the axis
// from before that comes back.
static struct axis toggle_scale(struct axis now, struct scale_toggle *toggle)
{
    bool back = toggle->known && axis_equal(&now, &toggle->after);
    struct axis after =
        back ? toggle->before
             : axis_rescale(now, now.scale == SCALE_LINEAR ? SCALE_LOG : SCALE_LINEAR);
    *toggle = (struct scale_toggle){.known = true, .before = now, .after = after};
    return after;
}

// An axis in the scale of that kind, or for -1 in the other one (`scale x toggle`).
static struct axis scale_axis(struct axis now, int kind, struct scale_toggle *toggle)
{
    return kind < 0 ? toggle_scale(now, toggle) : axis_rescale(now, (enum scale_kind)kind);
}

bool apply_scale(struct session *session, const struct arguments *arguments, struct fault *fault)
{
    (void)fault;
    struct state *state = &session->state;
    int kind = value_named(arguments, scale_find);
    if (says(arguments, WORD_X)) {
        state->x = scale_axis(state->x, kind, &session->x_toggle);
        return true;
    }
    for (int o = 0; o < ORDER_COUNT; o++)
        if (concerns_row(state, arguments, o))
            state->y[o] = scale_axis(state->y[o], kind, &session->y_toggle[o]);
    return true;
}

// --- the cursor ---

bool apply_cursor_at(struct session *session, const struct arguments *arguments,
                     struct fault *fault)
{
    double x = number_of(arguments, SLOT_X);
    if (fabs(x) > AXIS_LOG_HIGH)
        return fault_set(fault, FAULT_LIMIT, _("the cursor stays within ±1e308"));
    session->state.cursor_on = true;
    session->state.cursor_x = x;
    return true;
}

bool apply_cursor_by(struct session *session, const struct arguments *arguments,
                     struct fault *fault)
{
    struct state *state = &session->state;
    double by = number_of(arguments, SLOT_N);
    double at = state->cursor_on ? axis_fraction(&state->x, state->cursor_x) : 0.5;
    if (!(at >= 0 && at <= 1))
        at = at > 1 ? 1 : 0; // a cursor outside the view comes back at the nearer edge
    double to = at + (state->cursor_on ? by : 0);
    if (to < 0 || to > 1) {
        double beyond = to < 0 ? to : to - 1;
        if (!result_ok(axis_pan(&state->x, beyond, session->panel_width), &state->x, fault))
            return false;
        to = to < 0 ? 0 : 1;
    }
    double x = axis_value(&state->x, to);
    // An x that is 0 but for rounding errors becomes 0: kinks and jumps are there.
    double step = fabs(axis_value(&state->x, to + fabs(by)) - x);
    state->cursor_x = fabs(x) < step * 1e-6 ? 0 : x;
    state->cursor_on = true;
    return true;
}

bool apply_cursor_point(struct session *session, const struct arguments *arguments,
                        struct fault *fault)
{
    struct state *state = &session->state;
    double x;
    if (!session_step_point(session, says(arguments, WORD_NEXT_POINT) ? 1 : -1, &x))
        return fault_set(fault, FAULT_RANGE, _("no points of interest on what is shown"));
    double at = axis_fraction(&state->x, x);
    if (!(at >= 0 && at <= 1)) {
        const struct history_view before = history_view_of(state);
        if (!result_ok(axis_pan(&state->x, at - 0.5, session->panel_width), &state->x, fault))
            return false;
        history_push(&session->history, &before, false);
        session->eased = true;
    }
    state->cursor_on = true;
    state->cursor_x = x;
    return true;
}

bool apply_cursor_off(struct session *session, const struct arguments *arguments,
                      struct fault *fault)
{
    (void)arguments;
    (void)fault;
    session->state.cursor_on = false;
    return true;
}
