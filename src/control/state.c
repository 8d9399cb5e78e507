#include "control/state.h"
#include "base/language.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "plot/fit.h"
#include "plot/sample/sample.h"

static const char *const layout_names[LAYOUT_COUNT] = {"overlay", "stacked", "side-by-side",
                                                       "grid"};
static const char *const order_words[ORDER_COUNT] = {"f", "df", "d2f"};

const char *layout_name(enum layout layout)
{
    return layout_names[layout];
}

int layout_find(const char *word)
{
    return word_index(word, layout_names, LAYOUT_COUNT);
}

int order_find(const char *word)
{
    return word_index(word, order_words, ORDER_COUNT);
}

const char *order_word(enum order order)
{
    return order_words[order];
}

const struct activation *state_function(const struct state *state, int function)
{
    if (function < 0 || function >= FUNCTION_MAX)
        return NULL;
    if (function >= CATALOGUE_MAX)
        return state->own[function - CATALOGUE_MAX];
    return activation_at(function);
}

int state_function_find(const struct state *state, const char *id)
{
    for (int i = 0; i < OWN_MAX; i++)
        if (state->own[i] != NULL && strcmp(state->own[i]->id, id) == 0)
            return CATALOGUE_MAX + i;
    return activation_find(id);
}

// The i-th name of the user's own functions, for word_nearest.
static const char *own_id(const void *user, int i)
{
    const struct state *state = user;
    for (int k = 0; k < OWN_MAX; k++)
        if (state->own[k] != NULL && i-- == 0)
            return state->own[k]->id;
    return NULL;
}

bool state_function_unknown(const struct state *state, const char *id, struct fault *fault)
{
    if (activation_explained(id, fault))
        return false;
    const char *near = word_nearest(id, own_id, state);
    if (near == NULL)
        return activation_unknown(id, fault);
    return fault_set(fault, FAULT_UNKNOWN_FUNCTION,
                     _("unknown function \"%s\"; did you mean \"%s\"?"), id, near);
}

struct expression_scope state_scope(const struct state *state, const struct expression **items)
{
    for (int i = 0; i < OWN_MAX; i++)
        items[i] = state->own[i] != NULL ? state->own[i]->expression : NULL;
    return (struct expression_scope){.items = items, .n = OWN_MAX};
}

bool state_same_function(const struct state *a, int i, const struct state *b, int k)
{
    if (i < CATALOGUE_MAX || k < CATALOGUE_MAX)
        return i == k;
    const struct activation *p = state_function(a, i), *q = state_function(b, k);
    return p != NULL && q != NULL && strcmp(p->id, q->id) == 0;
}

static int swapped(int function, int a, int b)
{
    return function == a ? b : function == b ? a : function;
}

void state_swap_own(struct state *state, int function, int other)
{
    int a = function - CATALOGUE_MAX, b = other - CATALOGUE_MAX;
    const struct activation *own = state->own[a];
    double parameters[ACTIVATION_PARAMETERS_MAX];
    state->own[a] = state->own[b];
    state->own[b] = own;
    memcpy(parameters, state->parameters[function], sizeof parameters);
    memcpy(state->parameters[function], state->parameters[other], sizeof parameters);
    memcpy(state->parameters[other], parameters, sizeof parameters);
    for (int i = 0; i < state->shown_n; i++)
        state->shown[i].function = swapped(state->shown[i].function, function, other);
    state->focus = swapped(state->focus, function, other);
    state->sweep_function = swapped(state->sweep_function, function, other);
}

// Takes a function out of the list. Its focus goes to the visible one in front of it, or else to
// the first visible one.
static void remove_shown(struct state *state, int function)
{
    int at = state_shown_find(state, function);
    if (at >= 0) {
        state->shown_n--;
        memmove(state->shown + at, state->shown + at + 1,
                (size_t)(state->shown_n - at) * sizeof *state->shown);
    }
    if (state->sweep_function == function)
        state->sweep_function = -1;
    if (state->focus != function)
        return;
    state->focus = -1;
    for (int i = 0; i < state->shown_n; i++)
        if (!state->shown[i].hidden && (state->focus < 0 || i < at))
            state->focus = state->shown[i].function;
}

// Copies the values of those parameters that both definitions have by name.
static void keep_parameters(const struct activation *from, const double *old,
                            const struct activation *to, double *values)
{
    for (int i = 0; from != NULL && i < from->parameter_count; i++)
        for (int k = 0; k < to->parameter_count; k++)
            if (strcmp(from->parameters[i].name, to->parameters[k].name) == 0)
                values[k] = old[i];
}

void state_set_own(struct state *state, int function, const struct activation *activation)
{
    const struct activation *before = state_function(state, function);
    double old[ACTIVATION_PARAMETERS_MAX];
    memcpy(old, state->parameters[function], sizeof old);
    state->own[function - CATALOGUE_MAX] = activation;
    if (activation == NULL) {
        remove_shown(state, function);
        return;
    }
    activation_defaults(activation, state->parameters[function]);
    keep_parameters(before, old, activation, state->parameters[function]);
    if (state->sweep_function != function)
        return;
    const char *swept = before->parameters[state->sweep_parameter].name;
    state->sweep_parameter = activation_parameter_find(activation, swept);
    if (state->sweep_parameter < 0)
        state->sweep_function = -1;
}

int state_shown_find(const struct state *state, int function)
{
    for (int i = 0; i < state->shown_n; i++)
        if (state->shown[i].function == function)
            return i;
    return -1;
}

int state_visible_count(const struct state *state)
{
    int n = 0;
    for (int i = 0; i < state->shown_n; i++)
        n += !state->shown[i].hidden;
    return n;
}

static bool orders_share_panel(const struct state *state)
{
    return state->layout == LAYOUT_OVERLAY || state->layout == LAYOUT_GRID;
}

enum order state_row(const struct state *state, enum order order)
{
    if (!orders_share_panel(state))
        return order;
    enum order row = ORDER_F;
    while (row < ORDER_D2F && !state->orders[row])
        row++;
    return row;
}

bool state_by_function(const struct state *state)
{
    return state->layout == LAYOUT_SIDE_BY_SIDE || state->layout == LAYOUT_GRID;
}

bool state_row_follows(const struct state *state, enum order row)
{
    bool decades = state->compare.depth > 0 && state->orders[ORDER_DF] &&
                   (row == ORDER_DF || orders_share_panel(state));
    return decades || (state->compare.free_y && state_by_function(state));
}

// Widens [*low, *high] to hold a function's values over x, as far as the y axis is to show them.
static void extent_join(const struct state *state, const struct axis *x, int function,
                        const double *parameters, enum order order, double *low, double *high)
{
    double l, h;
    enum scale_kind scale = state->y[state_row(state, order)].scale;
    if (!sample_fit_extent(state_function(state, function), parameters, order, scale, x, &l, &h))
        return;
    *low = fmin(*low, l);
    *high = fmax(*high, h);
}

// The same, and for a function that is drawn as a family also for the two ends of the parameter's
// range.
static void function_extent(const struct state *state, const struct axis *x, int function,
                            enum order order, double *low, double *high)
{
    extent_join(state, x, function, state->parameters[function], order, low, high);
    if (function != state->sweep_function)
        return;
    double parameters[ACTIVATION_PARAMETERS_MAX];
    for (int end = 0; end <= 1; end++) {
        memcpy(parameters, state->parameters[function], sizeof parameters);
        parameters[state->sweep_parameter] =
            activation_sweep(state_function(state, function), state->sweep_parameter, end);
        extent_join(state, x, function, parameters, order, low, high);
    }
}

// The least and the greatest values of the curves of one row, each in increasing order.
struct extents {
    double lows[SHOWN_MAX], highs[SHOWN_MAX];
    int n;
};

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

// Those of all visible functions, or with `only` >= 0 of one.
static void row_extents(const struct state *state, const struct axis *x, enum order row, int only,
                        struct extents *out)
{
    out->n = 0;
    for (int i = 0; i < state->shown_n; i++) {
        int function = state->shown[i].function;
        double low = HUGE_VAL, high = -HUGE_VAL;
        if (state->shown[i].hidden || (only >= 0 && only != function))
            continue;
        for (int o = 0; o < ORDER_COUNT; o++)
            if (state->orders[o] && state_row(state, (enum order)o) == row)
                function_extent(state, x, function, (enum order)o, &low, &high);
        if (low > high)
            continue;
        out->lows[out->n] = low;
        out->highs[out->n++] = high;
    }
    qsort(out->lows, (size_t)out->n, sizeof *out->lows, by_size);
    qsort(out->highs, (size_t)out->n, sizeof *out->highs, by_size);
}

struct range {
    double low, high;
};

static double range_length(enum scale_kind scale, struct range range)
{
    return scale_forward(scale, range.high) - scale_forward(scale, range.low);
}

// Takes k curves from the ends of a range where that makes it so much shorter that the others are
// seen: to a quarter of its length, as the scale has it. An end that adds little stays.
static struct range without(const struct extents *all, enum scale_kind scale, struct range range,
                            int k)
{
    double low = all->lows[k], high = all->highs[all->n - 1 - k];
    struct range tries[] = {{range.low, high}, {low, range.high}, {low, high}};
    for (size_t i = 0; i < sizeof tries / sizeof *tries; i++) {
        struct range shorter = tries[i];
        double length = range_length(scale, shorter);
        if (!(length * 4 < range_length(scale, range)))
            continue;
        const struct range lower = {range.low, shorter.high}, higher = {shorter.low, range.high};
        if (range_length(scale, lower) < 1.5 * length)
            return lower;
        return range_length(scale, higher) < 1.5 * length ? higher : shorter;
    }
    return range;
}

// The range of y of the curves on the axis of a row: what most of them share. Of four curves and
// more one in eight, and at least one, may leave it at each side, where the others would be flat
// lines otherwise. False if there are none.
static bool row_extent(const struct state *state, const struct axis *x, enum order row, int only,
                       double *low, double *high)
{
    enum { FROM = 4, SHARE = 8 };
    struct extents all;
    enum scale_kind scale = state->y[row].scale;
    row_extents(state, x, row, only, &all);
    if (all.n == 0)
        return false;
    struct range range = {all.lows[0], all.highs[all.n - 1]};
    int most = all.n < FROM ? 0 : all.n < SHARE ? 1 : all.n / SHARE;
    for (int k = 1; k <= most; k++)
        range = without(&all, scale, range, k);
    *low = range.low;
    *high = range.high;
    return true;
}

struct axis state_fit_function(const struct state *state, const struct axis *x, enum order row,
                               int function)
{
    double low, high;
    if (!row_extent(state, x, row, function, &low, &high)) {
        low = -1;
        high = 1;
    }
    return axis_fit(state->y[row].scale, low, high);
}

void state_view(const struct state *state, struct view *view)
{
    view->x = state->x;
    for (int o = 0; o < ORDER_COUNT; o++) {
        view->y[o] = state->y[o];
        if (!state->y_fixed[o])
            view->y[o] = state_fit_function(state, &state->x, (enum order)o, -1);
    }
}

struct axis state_home_x(const struct state *state)
{
    struct axis home = {.scale = SCALE_LINEAR, .low = HUGE_VAL, .high = -HUGE_VAL};
    for (int i = 0; i < state->shown_n; i++) {
        if (state->shown[i].hidden)
            continue;
        const struct activation *a = state_function(state, state->shown[i].function);
        home.low = fmin(home.low, a->home_low);
        home.high = fmax(home.high, a->home_high);
    }
    if (home.low >= home.high) {
        home.low = -5;
        home.high = 5;
    }
    return state->x.scale == SCALE_LINEAR ? home : axis_rescale(home, state->x.scale);
}
