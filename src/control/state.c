#include "control/state.h"
#include "base/language.h"

#include <math.h>
#include <string.h>

#include "plot/sample/sample.h"

#define FIT_PADDING 0.08 // of the fitted range, on each side

static const char *const layout_names[LAYOUT_COUNT] = {"overlay", "stacked", "side-by-side",
                                                       "grid"};
static const char *const language_words[LANGUAGE_COUNT] = {"en", "ja"};
static const char *const order_words[ORDER_COUNT] = {"f", "df", "d2f"};

const char *layout_name(enum layout layout)
{
    return layout_names[layout];
}

const char *language_word(enum language language)
{
    return language_words[language];
}

bool language_find(const char *word, enum language *language)
{
    for (int i = 0; i < LANGUAGE_COUNT; i++)
        if (strcmp(word, language_words[i]) == 0) {
            *language = (enum language)i;
            return true;
        }
    return false;
}

const char *order_word(enum order order)
{
    return order_words[order];
}

void state_init(struct state *state)
{
    *state = (struct state){
        .focus = activation_find("sigmoid"),
        .sweep_function = -1,
        .orders = {[ORDER_F] = true, [ORDER_DF] = true},
        .layout = LAYOUT_STACKED,
        .x = {.scale = SCALE_LINEAR, .low = -5, .high = 5},
        .grid = true,
        .readout = true,
        .points = true,
        .hints = true,
        .theme = "light",
        .text_size = 1,
    };
    compare_init(&state->compare);
    lecture_init(&state->lecture);
    laboratory_init(&state->laboratory);
    state->shown[state->shown_n++].function = activation_find("sigmoid");
    state->shown[state->shown_n++].function = activation_find("tanh");
    for (int i = 0; i < CATALOGUE_MAX; i++)
        activation_defaults(state_function(state, i), state->parameters[i]);
    for (int i = 0; i < ORDER_COUNT; i++)
        state->y[i] = (struct axis){.scale = SCALE_LINEAR, .low = -1, .high = 1};
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

// Takes a function out of the picture; the focus goes to the one in front of it, or else the first.
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

// One function's extent; of a swept one the family's, as far as its two ends tell.
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

// The union of the extents of all visible curves drawn in this row, or of one function's.
static bool row_extent(const struct state *state, const struct axis *x, enum order row, int only,
                       double *low, double *high)
{
    *low = HUGE_VAL;
    *high = -HUGE_VAL;
    for (int o = 0; o < ORDER_COUNT; o++) {
        if (!state->orders[o] || state_row(state, (enum order)o) != row)
            continue;
        for (int i = 0; i < state->shown_n; i++)
            if (!state->shown[i].hidden && (only < 0 || only == state->shown[i].function))
                function_extent(state, x, state->shown[i].function, (enum order)o, low, high);
    }
    return *low <= *high;
}

static struct axis fit_linear(enum scale_kind scale, double low, double high)
{
    low = fmin(fmax(low, -AXIS_LIMIT), AXIS_LIMIT);
    high = fmin(fmax(high, low), AXIS_LIMIT);
    double pad = (high - low) * FIT_PADDING;
    // A flat curve gets room around it: a tenth of its height, or [-1, 1] around 0.
    if (!(pad > fmax(fabs(low), fabs(high)) * 1e-12))
        pad = low == 0 ? 1.25 : fabs(low) * 0.1;
    pad = fmax(pad, AXIS_SHORTEST);
    low = fmax(low - pad, -AXIS_LIMIT); // at the limit there is no room beyond the curve
    high = fmin(high + pad, AXIS_LIMIT);
    return (struct axis){.scale = scale, .low = low, .high = high};
}

static struct axis fit_log(double low, double high)
{
    if (!(high > 0))
        return (struct axis){.scale = SCALE_LOG, .low = 1e-3, .high = 1};
    if (low <= 0)
        low = high * 1e-6;
    double factor = exp(FIT_PADDING * fmax(log(high) - log(low), log(10))); // high / low overflows
    low = fmax(low / factor, AXIS_LOG_LOW);
    high = fmin(high * factor, AXIS_LOG_HIGH);
    if (low >= high)
        high = low * 10;
    return (struct axis){.scale = SCALE_LOG, .low = low, .high = high};
}

struct axis state_fit_axis(enum scale_kind scale, double low, double high)
{
    return scale == SCALE_LOG ? fit_log(low, high) : fit_linear(scale, low, high);
}

struct axis state_fit_function(const struct state *state, const struct axis *x, enum order row,
                               int function)
{
    double low, high;
    if (!row_extent(state, x, row, function, &low, &high)) {
        low = -1;
        high = 1;
    }
    return state_fit_axis(state->y[row].scale, low, high);
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

// The other state's number of a function, or -1.
static int counterpart(const struct state *a, int i, const struct state *b)
{
    return i < CATALOGUE_MAX ? i : state_function_find(b, state_function(a, i)->id);
}

static bool definitions_equal(const struct activation *a, const struct activation *b)
{
    return a == b || (a->definition != NULL && b->definition != NULL &&
                      strcmp(a->definition, b->definition) == 0);
}

// That every function of a is one of b, with the same definition and parameters.
static bool functions_within(const struct state *a, const struct state *b)
{
    for (int i = 0; i < FUNCTION_MAX; i++) {
        const struct activation *p = state_function(a, i);
        int k = p != NULL ? counterpart(a, i, b) : -1;
        if (p == NULL)
            continue;
        if (k < 0 || !definitions_equal(p, state_function(b, k)))
            return false;
        for (int j = 0; j < p->parameter_count; j++)
            if (a->parameters[i][j] != b->parameters[k][j])
                return false;
    }
    return true;
}

static bool shown_equal(const struct state *a, const struct state *b)
{
    if (a->shown_n != b->shown_n)
        return false;
    for (int i = 0; i < a->shown_n; i++)
        if (!state_same_function(a, a->shown[i].function, b, b->shown[i].function) ||
            a->shown[i].hidden != b->shown[i].hidden)
            return false;
    return true;
}

static bool functions_equal(const struct state *a, const struct state *b)
{
    return functions_within(a, b) && functions_within(b, a) && shown_equal(a, b) &&
           state_same_function(a, a->focus, b, b->focus) &&
           state_same_function(a, a->sweep_function, b, b->sweep_function) &&
           (a->sweep_function < 0 || a->sweep_parameter == b->sweep_parameter);
}

static bool axes_equal(const struct state *a, const struct state *b)
{
    if (!axis_equal(&a->x, &b->x))
        return false;
    for (int o = 0; o < ORDER_COUNT; o++) {
        if (a->y_fixed[o] != b->y_fixed[o] || a->y[o].scale != b->y[o].scale)
            return false;
        if (a->y_fixed[o] && !axis_equal(&a->y[o], &b->y[o]))
            return false;
    }
    return true;
}

bool state_equal(const struct state *a, const struct state *b)
{
    return functions_equal(a, b) && axes_equal(a, b) && compare_equal(&a->compare, &b->compare) &&
           memcmp(a->orders, b->orders, sizeof a->orders) == 0 && a->layout == b->layout &&
           a->cursor_on == b->cursor_on && (!a->cursor_on || a->cursor_x == b->cursor_x) &&
           a->grid == b->grid && a->legend == b->legend && a->readout == b->readout &&
           a->points == b->points && a->naive == b->naive && a->proof == b->proof &&
           a->formula == b->formula && a->hints == b->hints && strcmp(a->theme, b->theme) == 0 &&
           a->language == b->language && a->text_size == b->text_size &&
           a->fullscreen == b->fullscreen && a->blank == b->blank && a->help == b->help &&
           lecture_equal(&a->lecture, &b->lecture) &&
           laboratory_equal(&a->laboratory, &b->laboratory);
}

// Behind a place that is free, a definition has to be told its own.
static void print_definitions(const struct state *state, struct text *out)
{
    bool hole = false;
    text_add(out, "undefine all\n");
    for (int i = 0; i < OWN_MAX; i++) {
        hole = hole || state->own[i] == NULL;
        if (state->own[i] == NULL)
            continue;
        text_format(out, "define %s\n", state->own[i]->definition);
        if (hole)
            text_format(out, "place %s %d\n", state->own[i]->id, i + 1);
    }
}

static void print_parameters(const struct state *state, struct text *out)
{
    char number[32];
    for (int i = 0; i < FUNCTION_MAX; i++) {
        const struct activation *a = state_function(state, i);
        for (int k = 0; a != NULL && k < a->parameter_count; k++)
            text_format(out, "param %s %s %s\n", a->id, a->parameters[k].name,
                        number_print(number, sizeof number, state->parameters[i][k]));
    }
}

static void print_functions(const struct state *state, struct text *out)
{
    text_add(out, state->shown_n > 0 ? "only" : "hide all");
    for (int i = 0; i < state->shown_n; i++)
        text_format(out, " %s", state_function(state, state->shown[i].function)->id);
    text_add(out, "\n");
    for (int i = 0; i < state->shown_n; i++)
        if (state->shown[i].hidden)
            text_format(out, "hide %s\n", state_function(state, state->shown[i].function)->id);
    if (state->focus >= 0)
        text_format(out, "focus %s\n", state_function(state, state->focus)->id);
    print_parameters(state, out);
    if (state->sweep_function >= 0) {
        const struct activation *a = state_function(state, state->sweep_function);
        text_format(out, "param %s %s sweep\n", a->id, a->parameters[state->sweep_parameter].name);
    } else {
        text_add(out, "sweep off\n");
    }
}

static void print_orders(const struct state *state, struct text *out)
{
    text_add(out, "derivative ");
    const char *comma = "";
    for (int o = 0; o < ORDER_COUNT; o++)
        if (state->orders[o]) {
            text_format(out, "%s%d", comma, o);
            comma = ",";
        }
    text_add(out, "\n");
}

static void print_view(const struct state *state, struct text *out)
{
    char a[32], b[32], c[32], d[32];
    number_print(a, sizeof a, state->x.low);
    number_print(b, sizeof b, state->x.high);
    text_format(out, "scale x %s\nview %s %s\n", scale_name(state->x.scale), a, b);
    // Where orders share a panel, what is said to one concerns others too; stacked, each has its
    // own.
    text_add(out, "layout stacked\n");
    for (int o = 0; o < ORDER_COUNT; o++) {
        text_format(out, "scale y %s %s\n", scale_name(state->y[o].scale), order_words[o]);
        if (state->y_fixed[o])
            text_format(out, "view %s %s %s %s %s\n", a, b,
                        number_print(c, sizeof c, state->y[o].low),
                        number_print(d, sizeof d, state->y[o].high), order_words[o]);
        else
            text_format(out, "view fit %s\n", order_words[o]);
    }
    text_format(out, "layout %s\n", layout_name(state->layout));
    if (state->cursor_on)
        text_format(out, "cursor %s\n", number_print(c, sizeof c, state->cursor_x));
    else
        text_add(out, "cursor off\n");
}

void state_print(const struct state *state, struct text *out)
{
    const struct {
        const char *word;
        bool on;
    } switches[] = {
        {"grid", state->grid},       {"legend", state->legend}, {"readout", state->readout},
        {"points", state->points},   {"naive", state->naive},   {"proof", state->proof},
        {"formula", state->formula}, {"hints", state->hints},   {"fullscreen", state->fullscreen},
        {"blank", state->blank},     {"help", state->help},
    };
    char number[32];
    print_definitions(state, out);
    print_functions(state, out);
    compare_print(&state->compare, out);
    print_orders(state, out); // behind a depth, which draws f'
    print_view(state, out);
    lecture_print(&state->lecture, out);
    for (size_t i = 0; i < sizeof switches / sizeof switches[0]; i++)
        text_format(out, "%s %s\n", switches[i].word, switches[i].on ? "on" : "off");
    if (state->blank && state->lecture.white)
        text_add(out, "blank white\n");
    text_format(out, "language %s\n", language_words[state->language]);
    text_format(out, "theme %s\ntext-size %s\n", state->theme,
                number_print(number, sizeof number, state->text_size));
    laboratory_print(&state->laboratory, out);
}

void state_study_request(const struct state *state, struct study_request *request)
{
    const struct laboratory *l = &state->laboratory;
    // From zero, padding included: requests are compared by their bytes.
    memset(request, 0, sizeof *request);
    laboratory_settings(l, &request->settings);
    request->seeds = lab_whole(l, LAB_SEEDS);
    for (int i = 0; i < state->shown_n && request->n < STUDY_COLUMNS_MAX; i++) {
        int function = state->shown[i].function;
        if (state->shown[i].hidden)
            continue;
        request->columns[request->n].function = function;
        request->columns[request->n].activation = state_function(state, function);
        request->columns[request->n].revision = state_function(state, function)->revision;
        memcpy(request->columns[request->n++].parameters, state->parameters[function],
               sizeof request->columns[0].parameters);
    }
}

bool state_sigmas(const struct state *state, int function, double *sigma_w, double *sigma_b)
{
    struct network_settings settings;
    const struct activation *a = state_function(state, function);
    laboratory_settings(&state->laboratory, &settings);
    *sigma_w = 1;
    *sigma_b = settings.sigma_b;
    return a != NULL &&
           network_scales(&settings, a, state->parameters[function], sigma_w, sigma_b, NULL);
}

static void fill_race_settings(const struct laboratory *l, struct race_settings *settings)
{
    settings->data = l->data;
    settings->optimiser = l->optimiser;
    settings->init = l->race_init;
    settings->sigma_w = l->race_init == RACE_INIT_CUSTOM ? l->numbers[RACE_SIGMA_W] : 1;
    settings->learning_rate = l->numbers[RACE_RATE];
    settings->momentum = race_defaults().momentum;
    settings->depth = lab_whole(l, RACE_DEPTH);
    settings->width = lab_whole(l, RACE_WIDTH);
    settings->batch = lab_whole(l, RACE_BATCH);
    settings->steps = lab_whole(l, RACE_STEPS);
    settings->seed = (uint64_t)l->numbers[RACE_SEED];
}

double state_race_sigma_w(const struct state *state, int function)
{
    struct race_settings settings;
    const struct activation *a = state_function(state, function);
    fill_race_settings(&state->laboratory, &settings);
    return a != NULL ? race_sigma_w(&settings, a, state->parameters[function]) : 1;
}

void state_race_request(const struct state *state, struct race_request *request)
{
    memset(request, 0, sizeof *request);
    fill_race_settings(&state->laboratory, &request->settings);
    for (int i = 0; i < state->shown_n && request->n < RACE_NETS_MAX; i++) {
        int function = state->shown[i].function;
        if (state->shown[i].hidden)
            continue;
        request->racers[request->n].function = function;
        request->racers[request->n].activation = state_function(state, function);
        request->racers[request->n].revision = state_function(state, function)->revision;
        memcpy(request->racers[request->n++].parameters, state->parameters[function],
               sizeof request->racers[0].parameters);
    }
}
