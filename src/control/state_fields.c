// How a state is initialised, compared and printed: by the rows of state.def, and by the functions
// that these name for members that are compared or printed in their own way.
#include "control/state.h"

#include <string.h>

static void print_number(struct text *out, const char *command, double value)
{
    char number[32];
    text_format(out, "%s %s\n", command, number_print(number, sizeof number, value));
}

// --- functions ---

// The number in state b of the function that has number i in state a, or -1.
static int counterpart(const struct state *a, int i, const struct state *b)
{
    return i < CATALOGUE_MAX ? i : state_function_find(b, state_function(a, i)->id);
}

static bool definitions_equal(const struct activation *a, const struct activation *b)
{
    return a == b || strcmp(a->definition, b->definition) == 0;
}

// Whether every own function of a is one of b, with the same definition. Their numbers do not
// count.
static bool own_within(const struct state *a, const struct state *b)
{
    for (int i = CATALOGUE_MAX; i < FUNCTION_MAX; i++) {
        const struct activation *p = state_function(a, i);
        int k = p != NULL ? counterpart(a, i, b) : -1;
        if (p != NULL && (k < CATALOGUE_MAX || !definitions_equal(p, state_function(b, k))))
            return false;
    }
    return true;
}

static bool own_equal(const struct state *a, const struct state *b)
{
    return own_within(a, b) && own_within(b, a);
}

// A definition takes the first free place. Behind a place that is to stay free `place` corrects
// that.
static void print_own(const struct state *state, struct text *out)
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

static void print_shown(const struct state *state, struct text *out)
{
    text_add(out, state->shown_n > 0 ? "only" : "hide all");
    for (int i = 0; i < state->shown_n; i++)
        text_format(out, " %s", state_function(state, state->shown[i].function)->id);
    text_add(out, "\n");
    for (int i = 0; i < state->shown_n; i++)
        if (state->shown[i].hidden)
            text_format(out, "hide %s\n", state_function(state, state->shown[i].function)->id);
}

static bool focus_equal(const struct state *a, const struct state *b)
{
    return state_same_function(a, a->focus, b, b->focus);
}

static void print_focus(const struct state *state, struct text *out)
{
    if (state->focus >= 0)
        text_format(out, "focus %s\n", state_function(state, state->focus)->id);
}

// Compares the parameters of the functions that both states have.
static bool parameters_equal(const struct state *a, const struct state *b)
{
    for (int i = 0; i < FUNCTION_MAX; i++) {
        const struct activation *p = state_function(a, i);
        int k = p != NULL ? counterpart(a, i, b) : -1;
        for (int j = 0; k >= 0 && j < p->parameter_count; j++)
            if (a->parameters[i][j] != b->parameters[k][j])
                return false;
    }
    return true;
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

static bool sweep_equal(const struct state *a, const struct state *b)
{
    return state_same_function(a, a->sweep_function, b, b->sweep_function) &&
           (a->sweep_function < 0 || a->sweep_parameter == b->sweep_parameter);
}

static void print_sweep(const struct state *state, struct text *out)
{
    const struct activation *a = state_function(state, state->sweep_function);
    if (a != NULL)
        text_format(out, "param %s %s sweep\n", a->id, a->parameters[state->sweep_parameter].name);
    else
        text_add(out, "sweep off\n");
}

// --- comparing ---

static void print_depth(const struct state *state, struct text *out)
{
    if (state->compare.depth > 0)
        text_format(out, "depth %d\n", state->compare.depth);
    else
        text_add(out, "depth off\n");
}

static bool data_equal(const struct state *a, const struct state *b)
{
    if (a->compare.data_n != b->compare.data_n)
        return false;
    for (int i = 0; i < a->compare.data_n; i++)
        if (strcmp(a->compare.data[i], b->compare.data[i]) != 0)
            return false;
    return true;
}

static void print_data(const struct state *state, struct text *out)
{
    text_add(out, state->compare.data_n > 0 ? "data" : "data off");
    for (int i = 0; i < state->compare.data_n; i++) {
        text_add(out, " ");
        text_add_quoted(out, state->compare.data[i]);
    }
    text_add(out, "\n");
}

// --- the view ---

static bool orders_equal(const struct state *a, const struct state *b)
{
    return memcmp(a->orders, b->orders, sizeof a->orders) == 0;
}

static void print_orders(const struct state *state, struct text *out)
{
    const char *comma = "derivative ";
    for (int o = 0; o < ORDER_COUNT; o++)
        if (state->orders[o]) {
            text_format(out, "%s%d", comma, o);
            comma = ",";
        }
    text_add(out, "\n");
}

static bool x_equal(const struct state *a, const struct state *b)
{
    return axis_equal(&a->x, &b->x);
}

static void print_x(const struct state *state, struct text *out)
{
    char low[32], high[32];
    text_format(out, "scale x %s\nview %s %s\n", scale_name(state->x.scale),
                number_print(low, sizeof low, state->x.low),
                number_print(high, sizeof high, state->x.high));
}

static bool y_equal(const struct state *a, const struct state *b)
{
    for (int o = 0; o < ORDER_COUNT; o++) {
        if (a->y_fixed[o] != b->y_fixed[o] || a->y[o].scale != b->y[o].scale)
            return false;
        if (a->y_fixed[o] && !axis_equal(&a->y[o], &b->y[o]))
            return false;
    }
    return true;
}

// In layouts in which orders share a panel, the commands for one order change others, too. So the
// layout is stacked first; the row of `layout` follows and corrects that.
static void print_y(const struct state *state, struct text *out)
{
    char number[4][32];
    text_add(out, "layout stacked\n");
    for (int o = 0; o < ORDER_COUNT; o++) {
        const char *order = order_word((enum order)o);
        text_format(out, "scale y %s %s\n", scale_name(state->y[o].scale), order);
        if (!state->y_fixed[o]) {
            text_format(out, "view fit %s\n", order);
            continue;
        }
        const double ends[] = {state->x.low, state->x.high, state->y[o].low, state->y[o].high};
        for (int i = 0; i < 4; i++)
            number_print(number[i], sizeof number[i], ends[i]);
        text_format(out, "view %s %s %s %s %s\n", number[0], number[1], number[2], number[3],
                    order);
    }
}

static bool cursor_equal(const struct state *a, const struct state *b)
{
    return a->cursor_on == b->cursor_on && (!a->cursor_on || a->cursor_x == b->cursor_x);
}

static void print_cursor(const struct state *state, struct text *out)
{
    if (state->cursor_on)
        print_number(out, "cursor", state->cursor_x);
    else
        text_add(out, "cursor off\n");
}

// --- looks ---

static void print_white(const struct state *state, struct text *out)
{
    if (state->blank && state->lecture.white)
        text_add(out, "blank white\n");
}

static bool theme_equal(const struct state *a, const struct state *b)
{
    return strcmp(a->theme, b->theme) == 0;
}

static void print_theme(const struct state *state, struct text *out)
{
    text_format(out, "theme %s\n", state->theme);
}

// --- the laboratory ---

static bool numbers_equal(const struct state *a, const struct state *b)
{
    const struct laboratory *l = &a->laboratory, *m = &b->laboratory;
    for (int i = 0; i < LAB_NUMBERS; i++)
        if (l->numbers[i] != m->numbers[i] && lab_reads(l, (enum lab_number)i))
            return false;
    return true;
}

static void print_numbers(const struct state *state, struct text *out)
{
    const struct laboratory *l = &state->laboratory;
    char command[64];
    for (int i = 0; i < LAB_NUMBERS; i++) {
        lab_command((enum lab_number)i, command, sizeof command);
        if (lab_reads(l, (enum lab_number)i))
            print_number(out, command, l->numbers[i]);
    }
}

// --- all rows ---

void state_init(struct state *state)
{
    *state = (struct state){
#define VALUE(group, type, member, print, initial)               .AT_##group(member) = (initial),
#define PART(group, type, member, dimensions, equal, print, ...) .AT_##group(member) = __VA_ARGS__,
#define WITH(group, type, member, dimensions, other, ...)        .AT_##group(member) = __VA_ARGS__,
#include "control/state.def"
    };
    for (int i = 0; i < CATALOGUE_MAX; i++)
        activation_defaults(state_function(state, i), state->parameters[i]);
    for (int i = 0; i < LAB_NUMBERS; i++)
        state->laboratory.numbers[i] = lab_row((enum lab_number)i)->initial;
}

void state_reset(struct state *state)
{
    const struct state before = *state;
    state_init(state);
    state_take_looks(state, &before);
}

void state_take_looks(struct state *state, const struct state *from)
{
    memcpy(state->theme, from->theme, sizeof state->theme);
    state->text_size = from->text_size;
    state->fullscreen = from->fullscreen;
    state->language = from->language;
    state->hints = from->hints;
    state->help = from->help;
    state->lecture = from->lecture;
    state->blank = from->blank;
}

bool state_equal(const struct state *a, const struct state *b)
{
    bool same = true;
#define VALUE(group, type, member, print, initial)                                                 \
    same = same && a->AT_##group(member) == b->AT_##group(member);
#define PART(group, type, member, dimensions, equal, print, ...) same = same && equal(a, b);
#define FIELD(group, type, member, dimensions)
#include "control/state.def"
    return same;
}

void state_print(const struct state *state, struct text *out)
{
#define FLAG(group, member, command, off, on, initial)                                             \
    text_add(out, state->AT_##group(member) ? command " " on "\n" : command " " off "\n");
#define WORD(group, type, member, command, name, initial)                                          \
    text_format(out, command " %s\n", name(state->AT_##group(member)));
#define NUMBER(group, type, member, command, initial)                                              \
    print_number(out, command, state->AT_##group(member));
#define VALUE(group, type, member, print, initial)               print(state, out);
#define PART(group, type, member, dimensions, equal, print, ...) print(state, out);
#define FIELD(group, type, member, dimensions)
#include "control/state.def"
}
