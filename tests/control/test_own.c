// Functions of the user's own: defining, forgetting, the formula line, and that they stand wherever
// one of the catalogue does.
#include "helper.h"

#include <math.h>

static double value_of(const struct session *session, const char *id, double x)
{
    int function = state_function_find(&session->state, id);
    assert_true(function >= CATALOGUE_MAX);
    return activation_value(state_function(&session->state, function),
                            session->state.parameters[function], ORDER_F, x);
}

static void assert_near(double value, double expected)
{
    if (!(fabs(value - expected) <= 1e-12 * fmax(1, fabs(expected))))
        fail_msg("%.17g, not %.17g", value, expected);
}

// --- define

static void a_definition_is_a_function(void **state)
{
    (void)state;
    struct session *s = session_new();
    apply(s, "define swish2 = x * sigmoid(b*x)");
    assert_string_equal(s->message, "swish2 is defined, with the parameter b = 1");
    assert_near(value_of(s, "swish2", 2), 2 / (1 + exp(-2)));
    assert_int_equal(state_shown_find(&s->state, CATALOGUE_MAX), -1); // `show` draws it
    apply(s, "param swish2 b 3; only swish2 relu; focus swish2");
    assert_near(value_of(s, "swish2", 2), 2 / (1 + exp(-6)));
    apply(s, "define mine(a=0.1, b=2) = if(x < 0, a*x, x^b)   # with a comment; and more");
    assert_string_equal(s->message, "mine is defined, with the parameters a = 0.1, b = 2");
    assert_near(value_of(s, "mine", -2), -0.2);
    assert_near(value_of(s, "mine", 3), 9);
    apply(s, "define q=x^2;define \"r = 2x\"; toggle q; toggle r");
    assert_near(value_of(s, "q", 3), 9);
    assert_near(value_of(s, "r", 3), 6);
    assert_int_equal(s->state.shown_n, 4);
    session_delete(s);
}

// In pictures a function is called what it was named. Where f, f1, f2 … say nothing and the formula
// is short, it stands behind the name.
static void names_that_say_nothing_are_explained(void **state)
{
    (void)state;
    static const struct {
        const char *definition, *id, *name;
    } rows[] = {
        {"f = x*tanh(x)", "f", "f = x*tanh(x)"},
        {"f23 = x^3", "f23", "f23 = x^3"},
        {"fast = x*tanh(x)", "fast", "fast"},
        {"f2a = x^2", "f2a", "f2a"},
        {"g = x^2", "g", "g"},
        {"f = x*tanh(x)+x*tanh(2*x)", "f", "f = x*tanh(x) + x*tanh(2*x)"}, // 23 characters
        {"f = x*tanh(x)+x*tanh(3*x)/9", "f", "f"},                         // 25
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct session *s = session_new();
        char line[COMMAND_LINE_MAX];
        snprintf(line, sizeof line, "define %s", rows[i].definition);
        apply(s, line);
        int function = state_function_find(&s->state, rows[i].id);
        assert_true(function >= CATALOGUE_MAX);
        assert_string_equal(activation_name(state_function(&s->state, function)), rows[i].name);
        session_delete(s);
    }
}

static void a_definition_may_use_others(void **state)
{
    (void)state;
    struct session *s = session_new();
    apply(s, "define g(a=2) = a*x");
    apply(s, "define h(c=5) = g(x, c) + g(1) + g(x, a=3) + g'(x)");
    assert_near(value_of(s, "h", 10), 50 + 2 + 30 + 2);
    // It uses what g was then.
    apply(s, "define g = x^3");
    assert_near(value_of(s, "h", 10), 50 + 2 + 30 + 2);
    apply(s, "undefine g; define k = h(h(x))");
    assert_near(value_of(s, "k", 1), 8 * (8 + 4) + 4);
    session_delete(s);
}

static void a_new_definition_keeps_number_and_parameters(void **state)
{
    (void)state;
    struct session *s = session_new();
    apply(s, "define g(a=2, b=3) = a*x + b; show g; param g b 7; param g a sweep");
    int function = state_function_find(&s->state, "g");
    apply(s, "define g(b=1, c=4) = b*x + c");
    assert_int_equal(state_function_find(&s->state, "g"), function);
    assert_near(value_of(s, "g", 1), 7 + 4);
    assert_int_equal(s->state.sweep_function, -1); // there is no a any more
    assert_true(state_shown_find(&s->state, function) >= 0);
    apply(s, "param g c sweep; define g(c=4) = c*x");
    assert_int_equal(s->state.sweep_function, function);
    assert_int_equal(s->state.sweep_parameter, 0);
    session_delete(s);
}

static void what_cannot_be_defined_is_said(void **state)
{
    (void)state;
    static const struct {
        const char *line;
        enum fault_id id;
        int column;
        const char *says;
    } rows[] = {
        {"define", FAULT_MISSING_ARGUMENT, 7, "NAME=FORMULA"},
        {"define g", FAULT_EXPRESSION, 9, "“=”"},
        {"define g =", FAULT_EXPRESSION, 11, "found the end"},
        {"define g = x +", FAULT_EXPRESSION, 15, "found the end"},
        {"define g = x + )", FAULT_EXPRESSION, 16, "found “)”"},
        {"define relu = x", FAULT_EXPRESSION, 8, "relu"},
        {"define swish = x", FAULT_EXPRESSION, 8, "SiLU"},
        {"define ReLU = x", FAULT_EXPRESSION, 8, "ReLU"},
        {"define all = x", FAULT_EXPRESSION, 8, "commands"},
        {"define off = x", FAULT_EXPRESSION, 8, "commands"},
        {"define x = 1", FAULT_EXPRESSION, 8, "x"},
        {"define g = g(x)", FAULT_UNKNOWN_FUNCTION, 12, "itself"},
        {"define g = simgoid(x)", FAULT_UNKNOWN_FUNCTION, 12, "sigmoid"},
        {"define \"g = simgoid(x)\"", FAULT_UNKNOWN_FUNCTION, 13, "sigmoid"},
        {"grid on; define g = simgoid(x)", FAULT_UNKNOWN_FUNCTION, 21, "sigmoid"},
        {"define g = mine2(x)", FAULT_UNKNOWN_FUNCTION, 12, "mine1"},
        {"define g = mine1(x, c=2)", FAULT_UNKNOWN_PARAMETER, 21, "mine1"},
        {"define g = mine1(x, x)", FAULT_EXPRESSION, 21, "depend on x"},
        {"define g = mine1 + x", FAULT_EXPRESSION, 12, "mine1(…)"},
        {"show mine", FAULT_UNKNOWN_FUNCTION, 6, "mine1"},
        {"param mine1 q 2", FAULT_UNKNOWN_PARAMETER, 13, "a"},
        {"undefine sigmoid", FAULT_RANGE, 10, "catalogue"},
        {"undefine gg", FAULT_UNKNOWN_FUNCTION, 10, "gg"},
    };
    struct session *s = session_new();
    apply(s, "define mine1 = a*x");
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct state before = s->state;
        struct fault fault = apply_wrong(s, rows[i].line);
        if (fault.id != rows[i].id || fault.column != rows[i].column)
            fail_msg("`%s`: fault %d at column %d: %s", rows[i].line, (int)fault.id, fault.column,
                     fault.text);
        assert_contains(fault.text, rows[i].says);
        assert_true(state_equal(&before, &s->state));
    }
    session_delete(s);
}

// "define NAME = sin(1/x) + sin(2/x) + …": about 30 operations a term.
static void long_definition(char *out, size_t size, const char *name, int terms)
{
    size_t n = (size_t)snprintf(out, size, "define %s = 0", name);
    for (int i = 1; i <= terms; i++)
        n += (size_t)snprintf(out + n, size - n, "+sin(%d/x)", i);
    assert_true(n < size);
}

// Sixteen functions of the longest kind would take half a minute a frame.
static void all_together_are_bounded(void **state)
{
    (void)state;
    struct session *s = session_new();
    char line[4000];
    long_definition(line, sizeof line, "own0", 100);
    apply(s, line);
    long_definition(line, sizeof line, "own1", 100);
    apply(s, line);
    long_definition(line, sizeof line, "own2", 100);
    struct fault fault = apply_wrong(s, line);
    assert_int_equal(fault.id, FAULT_LIMIT);
    assert_non_null(strstr(fault.text, "`undefine ID` frees some"));
    apply(s, "define own2 = sin(1/x); define own3 = x");
    long_definition(line, sizeof line, "own1", 99);
    apply(s, line); // in its own place
    apply(s, "undefine own0");
    long_definition(line, sizeof line, "own2", 100);
    apply(s, line);
    session_delete(s);
}

static void there_is_room_for_sixteen(void **state)
{
    (void)state;
    struct session *s = session_new();
    char line[80];
    for (int i = 0; i < OWN_MAX; i++) {
        snprintf(line, sizeof line, "define own%d = x + %d; show own%d", i, i, i);
        apply(s, line);
    }
    struct fault fault = apply_wrong(s, "define more = x");
    assert_int_equal(fault.id, FAULT_LIMIT);
    apply(s, "define own3 = 5x");
    assert_near(value_of(s, "own3", 2), 10);
    apply(s, "undefine own3; define more = x");
    assert_near(value_of(s, "own15", 2), 17);
    apply(s, "undefine all");
    for (int i = 0; i < OWN_MAX; i++)
        assert_null(s->state.own[i]);
    assert_int_equal(s->state.shown_n, 2);
    assert_true(s->state.focus >= 0);
    session_delete(s);
}

// Thousands of definitions, as typing makes them, in a library of few places.
static void old_definitions_make_room(void **state)
{
    (void)state;
    struct session *s = session_new();
    char line[80];
    apply(s, "define kept = 7x");
    const struct activation *kept = s->state.own[0];
    for (int i = 0; i < 3000; i++) {
        snprintf(line, sizeof line, "define g = x + %d", i);
        apply(s, line);
    }
    assert_ptr_equal(s->state.own[0], kept);
    assert_near(value_of(s, "kept", 2), 14);
    assert_near(value_of(s, "g", 2), 3001);
    assert_int_equal(s->state.own[1]->revision, 3001);
    session_delete(s);
}

static void a_long_formula_needs_no_quotes(void **state)
{
    (void)state;
    struct session *s = session_new();
    struct text line = {0}, printed = {0};
    text_add(&line, "define long = x");
    for (int i = 1; i <= 150; i++)
        text_format(&line, " + %d*x^2", i);
    apply(s, text_string(&line));
    assert_near(value_of(s, "long", 2), 2 + 4 * 150 * 151 / 2);
    state_print(&s->state, &printed);
    struct session *other = session_new();
    assert_int_equal(command_run(other, text_string(&printed), NULL, NULL, NULL), 0);
    assert_true(state_equal(&s->state, &other->state));
    // Doubled in every step: what is written out is too long at last, and then refused.
    struct fault fault = {0};
    bool ok = true;
    apply(s, "define d0 = x + sin(x)*1.2345678901");
    for (int i = 1; i < 12 && ok; i++) {
        char step[80];
        snprintf(step, sizeof step, "define d%d = d%d(x + 1)*d%d(2x)", i % 2, (i - 1) % 2,
                 (i - 1) % 2);
        ok = command_apply(s, step, NULL, 0, &fault);
    }
    assert_false(ok);
    assert_int_equal(fault.id, FAULT_LIMIT);
    text_free(&line);
    text_free(&printed);
    session_delete(s);
    session_delete(other);
}

// --- States

static void states_with_holes_come_back(void **state)
{
    (void)state;
    struct session *a = session_new(), *b = session_new();
    apply(a, "define f = x; define g = b*x; define h = x^c; only h relu g; focus g");
    apply(a, "param g b 3; param h c sweep; undefine f; hide h");
    apply(b, "define zzz = 1; define f = x; only zzz f"); // any other state
    struct text text = {0};
    state_print(&a->state, &text);
    assert_contains(text_string(&text), "define g(b=1) = b*x\n");
    assert_int_equal(command_run(b, text_string(&text), NULL, NULL, NULL), 0);
    assert_true(state_equal(&a->state, &b->state));
    assert_true(state_equal(&b->state, &a->state));
    static const char *const changes[] = {"param g b 2", "define g = b*x + 1", "define i = x",
                                          "undefine h", "focus relu"};
    for (size_t i = 0; i < COUNT(changes); i++) {
        apply(b, changes[i]);
        if (state_equal(&a->state, &b->state) || state_equal(&b->state, &a->state))
            fail_msg("`%s` went unnoticed", changes[i]);
        assert_int_equal(command_run(b, text_string(&text), NULL, NULL, NULL), 0);
        assert_true(state_equal(&a->state, &b->state));
    }
    text_free(&text);
    session_delete(a);
    session_delete(b);
}

// expect-state tries commands on a copy: what the copy defines is gone with it.
// A place is a colour: it comes back with the state, though one before it is free.
static void places_come_back(void **state)
{
    (void)state;
    struct session *a = session_new(), *b = session_new();
    apply(a, "define f = x; define g = b*x; define h = x^c; define i = 2*x; only h g i");
    apply(a, "param g b 3; param h c sweep; undefine f; undefine h; define h = x; place h 9");
    apply(b, "define zzz = 1; define f = x; define g = 7; only zzz f");
    struct text text = {0};
    state_print(&a->state, &text);
    assert_int_equal(command_run(b, text_string(&text), NULL, NULL, NULL), 0);
    static const struct {
        const char *id;
        int place;
    } rows[] = {{"g", 1}, {"i", 3}, {"h", 8}};
    for (size_t i = 0; i < COUNT(rows); i++) {
        assert_int_equal(state_function_find(&a->state, rows[i].id), CATALOGUE_MAX + rows[i].place);
        assert_int_equal(state_function_find(&b->state, rows[i].id), CATALOGUE_MAX + rows[i].place);
    }
    assert_true(state_equal(&a->state, &b->state));
    text_free(&text);
    session_delete(a);
    session_delete(b);
}

static void a_place_may_be_exchanged(void **state)
{
    (void)state;
    struct session *s = session_new();
    apply(s, "define f = a*x; define g = b*x^2; param f a 3; param g b 5; only g f; focus f");
    apply(s, "param g b sweep; highlight g; place f 2");
    assert_int_equal(state_function_find(&s->state, "f"), CATALOGUE_MAX + 1);
    assert_int_equal(state_function_find(&s->state, "g"), CATALOGUE_MAX);
    assert_near(value_of(s, "f", 2), 6);
    assert_near(value_of(s, "g", 2), 20);
    assert_int_equal(s->state.focus, CATALOGUE_MAX + 1);
    assert_int_equal(s->state.sweep_function, CATALOGUE_MAX);
    assert_int_equal(s->state.shown[0].function, CATALOGUE_MAX);
    assert_int_equal(s->state.shown[1].function, CATALOGUE_MAX + 1);
    static const char *const wrong[] = {"place relu 1", "place f 0", "place f 17",
                                        "place f 1.5",  "place",     "place f"};
    for (size_t i = 0; i < COUNT(wrong); i++)
        apply_wrong(s, wrong[i]);
    session_delete(s);
}

static void a_trial_defines_for_itself(void **state)
{
    (void)state;
    struct session *s = session_new();
    apply(s, "define g = b*x; show g; param g b 3");
    const struct activation *g = s->state.own[0];
    assert_state(s, "define g = b*x");
    apply_wrong(s, "expect-state define g = b*x + 1");
    apply_wrong(s, "expect-state undefine g");
    apply_wrong(s, "expect-state \"define h = g(x); show h; undefine all\"");
    assert_ptr_equal(s->state.own[0], g);
    assert_null(s->state.own[1]);
    assert_near(value_of(s, "g", 2), 6);
    session_delete(s);
}

// --- Everywhere

static void own_functions_stand_where_others_do(void **state)
{
    (void)state;
    struct session *s = session_new();
    apply(s, "define bump(w=2) = exp(-(x/w)^2); only bump");
    int function = state_function_find(&s->state, "bump");
    double x;
    apply(s, "derivative 0"); // the maximum of f
    s->state.cursor_on = true;
    s->state.cursor_x = -1;
    assert_true(session_step_point(s, 1, &x));
    assert_near(x, 0);
    apply(s, "nudge 1");
    assert_true(s->state.parameters[function][0] > 2);
    apply(s, "sweep toggle; animate on");
    assert_int_equal(s->state.sweep_function, function);
    assert_true(session_animate(s, 0.5));
    apply(s, "animate off; sweep off; solo bump; view fit; highlight bump");
    apply(s, "undefine bump");
    assert_int_equal(s->highlight, -1);
    assert_int_equal(s->state.focus, -1);
    // Walking comes to them behind the catalogue.
    apply(s, "define one = x; define two = 2x; only relu");
    int last = activation_count() - 1;
    s->state.shown[0].function = s->state.focus = last;
    apply(s, "next");
    assert_int_equal(s->state.focus, state_function_find(&s->state, "one"));
    apply(s, "next");
    assert_int_equal(s->state.focus, state_function_find(&s->state, "two"));
    apply(s, "next");
    assert_int_equal(s->state.focus, 0);
    apply(s, "previous; previous; previous");
    assert_int_equal(s->state.focus, last);
    session_delete(s);
}

static void completion_knows_them(void **state)
{
    (void)state;
    struct session *s = session_new();
    apply(s, "define zebra(stripe=2) = x*stripe");
    apply(s, "prompt command; type \"show ze\"");
    assert_int_equal(s->entry.candidate_n, 1);
    assert_string_equal(s->entry.candidates[0], "zebra");
    apply(s, "edit clear; type \"param zebra st\"");
    assert_string_equal(s->entry.candidates[0], "stripe");
    apply(s, "edit cancel; prompt find; type zeb; edit accept");
    assert_int_equal(s->state.focus, state_function_find(&s->state, "zebra"));
    apply(s, "prompt formula; type \"2*zeb\"; edit complete");
    assert_string_equal(s->entry.text, "2*zebra(");
    apply(s, "type \"softs\"; edit complete; type \"x))\"");
    assert_string_equal(s->entry.text, "2*zebra(softsign(x))");
    session_delete(s);
}

// --- The parameter that keys act on

static void keys_act_on_the_chosen_parameter(void **state)
{
    (void)state;
    struct session *s = session_new();
    apply(s, "define g(a=1, b=2, c=4) = a*x^2 + b*x + c; only g");
    int function = state_function_find(&s->state, "g");
    const double *values = s->state.parameters[function];
    apply(s, "nudge 5");
    assert_true(values[0] > 1 && values[1] == 2 && values[2] == 4);
    apply(s, "parameter next; nudge 5");
    assert_true(values[1] > 2 && values[2] == 4);
    assert_string_equal(s->message, "");
    apply(s, "parameter next; parameter next; parameter previous; sweep toggle");
    assert_string_equal(state_function(&s->state, function)->parameters[2].name, "c");
    assert_int_equal(s->state.sweep_parameter, 2);
    apply(s, "parameter previous; sweep toggle"); // the family of another one
    assert_int_equal(s->state.sweep_function, function);
    assert_int_equal(s->state.sweep_parameter, 1);
    apply(s, "sweep toggle");
    assert_int_equal(s->state.sweep_function, -1);
    apply(s, "param g c 3"); // a slider that was dragged
    assert_int_equal(session_parameter(s), 2);
    apply(s, "animate on");
    assert_true(session_animate(s, 0.1));
    assert_true(values[2] != 3);
    apply(s, "animate off; only relu");
    assert_int_equal(session_parameter(s), -1);
    assert_int_equal(apply_wrong(s, "parameter next").id, FAULT_RANGE);
    apply(s, "only selu"); // fixed ones
    assert_int_equal(session_parameter(s), -1);
    apply(s, "only leaky_relu");
    assert_int_equal(session_parameter(s), 0);
    session_delete(s);
}

// --- The formula line

static void type_slowly(struct session *s, const char *text)
{
    for (size_t i = 0; text[i] != '\0'; i = utf8_next(text, i)) {
        char line[16];
        snprintf(line, sizeof line, "type \"%.*s\"", (int)(utf8_next(text, i) - i), text + i);
        apply(s, line);
    }
}

static void the_curve_follows_while_typing(void **state)
{
    (void)state;
    struct session *s = session_new();
    apply(s, "only relu; prompt formula");
    assert_int_equal(s->state.shown_n, 1);
    type_slowly(s, "x*tanh(x");
    assert_int_equal(s->entry.fault_at, 8); // the end
    assert_contains(s->message, "“)”");
    type_slowly(s, ")");
    assert_int_equal(s->entry.fault_at, -1);
    assert_near(value_of(s, "f1", 2), 2 * tanh(2));
    assert_int_equal(s->state.focus, state_function_find(&s->state, "f1"));
    type_slowly(s, " + "); // the last good curve stays
    assert_near(value_of(s, "f1", 2), 2 * tanh(2));
    assert_int_equal(s->entry.fault_at, 12);
    type_slowly(s, "k");
    assert_near(value_of(s, "f1", 2), 2 * tanh(2) + 1);
    assert_contains(s->message, "k = 1");
    apply(s, "edit cancel");
    assert_int_equal(s->state.shown_n, 1);
    assert_int_equal(s->state.focus, activation_find("relu"));
    assert_null(s->state.own[0]);
    assert_string_equal(s->message, "");
    session_delete(s);
}

static void return_defines_and_shows(void **state)
{
    (void)state;
    struct session *s = session_new();
    apply(s, "only relu; prompt formula");
    type_slowly(s, "swish2 = x*σ(b x)");
    assert_near(value_of(s, "swish2", 1), 1 / (1 + exp(-1)));
    assert_int_equal(s->state.shown_n, 2);
    apply(s, "param swish2 b 2; edit accept"); // a slider that was dragged meanwhile
    assert_int_equal(s->entry.kind, ENTRY_NONE);
    assert_near(value_of(s, "swish2", 1), 1 / (1 + exp(-2)));
    apply(s,
          "prompt formula; type \"x^2\"; edit accept; prompt formula; type \"x^3\"; edit accept");
    assert_near(value_of(s, "f1", 2), 4);
    assert_near(value_of(s, "f2", 2), 8);
    assert_string_equal(state_function(&s->state, state_function_find(&s->state, "f1"))->name,
                        "f1 = x^2");
    // A mistake keeps the line open, and what was drawn last.
    apply(s, "prompt formula; type \"x+1\"; type \"+\"; edit accept");
    assert_int_equal(s->entry.kind, ENTRY_FORMULA);
    assert_true(s->message_is_fault);
    assert_near(value_of(s, "f3", 2), 3);
    apply(s, "leave");
    assert_int_equal(state_function_find(&s->state, "f3"), -1);
    apply(s, "prompt formula; edit accept"); // nothing typed
    assert_int_equal(s->entry.kind, ENTRY_NONE);
    session_delete(s);
}

static void escape_brings_back_what_was_there(void **state)
{
    (void)state;
    struct session *s = session_new(), *as_before = session_new();
    static const char line[] = "define g(a=2) = a*x; only g relu; param g a 3; hide g; focus relu";
    apply(s, line);
    apply(as_before, line);
    static const char *const typed[] = {"g = x^2", "g = x^2 +", "ggg = x", "gg", "x", ""};
    for (size_t i = 0; i < COUNT(typed); i++) {
        apply(s, "prompt formula");
        type_slowly(s, typed[i]);
        apply(s, i % 2 ? "leave" : "edit cancel");
        if (!state_equal(&s->state, &as_before->state))
            fail_msg("\"%s\" left something behind", typed[i]);
    }
    // Backspace over a whole name comes by others.
    apply(s, "prompt formula");
    type_slowly(s, "g = x^2");
    for (int i = 0; i < 7; i++)
        apply(s, "edit backspace");
    assert_true(state_equal(&s->state, &as_before->state));
    // Up brings the definitions back for editing.
    apply(s, "edit older");
    assert_string_equal(s->entry.text, "g(a=2) = a*x");
    apply(s, "prompt command");
    assert_true(state_equal(&s->state, &as_before->state));
    session_delete(s);
    session_delete(as_before);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_definition_is_a_function),
        cmocka_unit_test(names_that_say_nothing_are_explained),
        cmocka_unit_test(a_definition_may_use_others),
        cmocka_unit_test(a_new_definition_keeps_number_and_parameters),
        cmocka_unit_test(what_cannot_be_defined_is_said),
        cmocka_unit_test(there_is_room_for_sixteen),
        cmocka_unit_test(all_together_are_bounded),
        cmocka_unit_test(old_definitions_make_room),
        cmocka_unit_test(a_long_formula_needs_no_quotes),
        cmocka_unit_test(states_with_holes_come_back),
        cmocka_unit_test(places_come_back),
        cmocka_unit_test(a_place_may_be_exchanged),
        cmocka_unit_test(a_trial_defines_for_itself),
        cmocka_unit_test(own_functions_stand_where_others_do),
        cmocka_unit_test(completion_knows_them),
        cmocka_unit_test(keys_act_on_the_chosen_parameter),
        cmocka_unit_test(the_curve_follows_while_typing),
        cmocka_unit_test(return_defines_and_shows),
        cmocka_unit_test(escape_brings_back_what_was_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
