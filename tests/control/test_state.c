// The state prints itself as the commands that rebuild it: on a new session and on any other one.
#include "helper.h"

#include "../plot/random.h"

#include <inttypes.h>

static void rebuild(const struct state *from, struct session *session, const char *about)
{
    struct text text = {0};
    state_print(from, &text);
    struct fault fault = {0};
    struct text_place place = text_place_first;
    char out[COMMAND_LINE_MAX];
    while (command_next(text_string(&text), &place, out))
        if (!command_apply(session, out, NULL, place.line, &fault))
            fail_msg("%s: `%s`: %s", about, out, fault.text);
    if (!state_equal(from, &session->state)) {
        struct text got = {0};
        state_print(&session->state, &got);
        fail_msg("%s: printed\n%s\nread back\n%s", about, text_string(&text), text_string(&got));
    }
    text_free(&text);
}

// --- Every field

// What a hand can do to each field. A field that is added to the state belongs in this list.
static void change_shown(struct state *s)
{
    s->shown[1].function = activation_find("relu");
}

static void change_shown_order(struct state *s)
{
    struct shown first = s->shown[0];
    s->shown[0] = s->shown[1];
    s->shown[1] = first;
}

static void change_hidden(struct state *s)
{
    s->shown[1].hidden = true;
}

static void change_shown_n(struct state *s)
{
    s->shown_n = 1;
}

static void change_focus(struct state *s)
{
    s->focus = activation_find("tanh");
}

static void change_nothing_shown(struct state *s)
{
    s->shown_n = 0;
    s->focus = -1;
}

static void change_all_hidden(struct state *s)
{
    s->shown[0].hidden = s->shown[1].hidden = true;
    s->focus = -1;
}

static void change_parameter(struct state *s)
{
    s->parameters[activation_find("leaky_relu")][0] = 0x1.999999999999ap-3;
}

static void change_f(struct state *s)
{
    s->orders[ORDER_F] = false;
}

static void change_df(struct state *s)
{
    s->orders[ORDER_DF] = false;
}

static void change_d2f(struct state *s)
{
    s->orders[ORDER_D2F] = true;
}

static void change_layout(struct state *s)
{
    s->layout = LAYOUT_GRID;
}

static void change_x_low(struct state *s)
{
    s->x.low = -0.1;
}

static void change_x_high(struct state *s)
{
    s->x.high = 1e300;
}

static void change_x_log(struct state *s)
{
    s->x = (struct axis){SCALE_LOG, 1e-320, 1e-319};
}

static void change_x_log_far(struct state *s)
{
    s->x = (struct axis){SCALE_LOG, 1e301, 1e308};
}

static void change_x_symlog(struct state *s)
{
    s->x.scale = SCALE_SYMLOG;
}

static void change_y_scale(struct state *s)
{
    s->y[ORDER_DF].scale = SCALE_LOG;
}

static void change_y_fixed(struct state *s)
{
    s->y_fixed[ORDER_D2F] = true;
}

static void change_y_in_overlay(struct state *s)
{
    s->layout = LAYOUT_OVERLAY;
    s->y[ORDER_F] = (struct axis){SCALE_LOG, 1e-9, 1e9};
    s->y_fixed[ORDER_F] = true;
}

static void change_y_d2f_in_grid(struct state *s)
{
    s->layout = LAYOUT_GRID;
    s->y[ORDER_D2F] = (struct axis){SCALE_SYMLOG, -7, 7};
    s->y_fixed[ORDER_D2F] = true;
}

static void change_cursor(struct state *s)
{
    s->cursor_on = true;
    s->cursor_x = 0;
}

static void change_grid(struct state *s)
{
    s->grid = !s->grid;
}

static void change_legend(struct state *s)
{
    s->legend = !s->legend;
}

static void change_readout(struct state *s)
{
    s->readout = !s->readout;
}

static void change_points(struct state *s)
{
    s->points = !s->points;
}

static void change_hints(struct state *s)
{
    s->hints = !s->hints;
}

static void change_proof(struct state *s)
{
    s->proof = !s->proof;
}

static void change_theme(struct state *s)
{
    strcpy(s->theme, "dark");
}

static void change_text_size(struct state *s)
{
    s->text_size = 0x1.965fea53d6e3dp-1; // 2^(-1/3)
}

static void change_fullscreen(struct state *s)
{
    s->fullscreen = true;
}

static void change_blank(struct state *s)
{
    s->blank = true;
}

static void change_help(struct state *s)
{
    s->help = true;
}

static void change_lecture(struct state *s)
{
    s->lecture.on = true;
}

static void change_reduced_motion(struct state *s)
{
    s->lecture.still = true;
}

static void change_echo(struct state *s)
{
    s->lecture.echo = true;
}

static void change_timer(struct state *s)
{
    s->lecture.timer = true;
}

static void change_card(struct state *s)
{
    s->lecture.card = true;
}

static void change_markers(struct state *s)
{
    s->lecture.markers = true;
}

static void change_hear(struct state *s)
{
    s->lecture.hear = true;
}

static void change_hear_slope(struct state *s)
{
    s->lecture.hear_slope = true;
}

static void change_speak(struct state *s)
{
    s->lecture.speak = true;
}

static void change_white(struct state *s)
{
    s->blank = s->lecture.white = true;
}

static void change_lab_page(struct state *s)
{
    s->laboratory.page = PAGE_RACE;
}

static void change_lab_numbers_of_networks(struct state *s)
{
    s->laboratory.numbers[LAB_DEPTH] = 199;
}

static void change_lab_sigma_w(struct state *s)
{
    s->laboratory.init = INIT_CUSTOM;
    s->laboratory.numbers[LAB_SIGMA_W] = 0x1.999999999999ap-3;
}

static void change_lab_sigma_b(struct state *s)
{
    s->laboratory.init = INIT_CRITICAL;
    s->laboratory.numbers[LAB_SIGMA_B] = 1e-300;
}

static void change_lab_numbers_of_the_race(struct state *s)
{
    s->laboratory.numbers[RACE_RATE] = 0.1;
}

static void change_lab_init(struct state *s)
{
    s->laboratory.init = INIT_CRITICAL;
}

static void change_lab_float32(struct state *s)
{
    s->laboratory.float32 = true;
}

static void change_lab_outputs(struct state *s)
{
    s->laboratory.outputs = true;
}

static void change_lab_weights(struct state *s)
{
    s->laboratory.weights = true;
}

static void change_lab_dataset(struct state *s)
{
    s->laboratory.data = RACE_XOR;
}

static void change_lab_race_init(struct state *s)
{
    s->laboratory.race_init = RACE_INIT_CRITICAL;
}

static void change_lab_optimiser(struct state *s)
{
    s->laboratory.optimiser = RACE_ADAM;
}

static void change_lab_running(struct state *s)
{
    s->laboratory.running = true;
}

static const struct {
    const char *name;
    void (*change)(struct state *state);
} changes[] = {
    {"shown", change_shown},
    {"order of shown", change_shown_order},
    {"hidden", change_hidden},
    {"shown_n", change_shown_n},
    {"focus", change_focus},
    {"nothing shown", change_nothing_shown},
    {"all hidden", change_all_hidden},
    {"parameters", change_parameter},
    {"f", change_f},
    {"df", change_df},
    {"d2f", change_d2f},
    {"layout", change_layout},
    {"x.low", change_x_low},
    {"x.high", change_x_high},
    {"x log", change_x_log},
    {"x log, far", change_x_log_far},
    {"x.scale", change_x_symlog},
    {"y.scale", change_y_scale},
    {"y_fixed", change_y_fixed},
    {"y of f in overlay", change_y_in_overlay},
    {"y of d2f in grid", change_y_d2f_in_grid},
    {"cursor", change_cursor},
    {"grid", change_grid},
    {"legend", change_legend},
    {"readout", change_readout},
    {"points", change_points},
    {"hints", change_hints},
    {"proof", change_proof},
    {"theme", change_theme},
    {"text_size", change_text_size},
    {"fullscreen", change_fullscreen},
    {"blank", change_blank},
    {"help", change_help},
    {"lecture", change_lecture},
    {"reduced-motion", change_reduced_motion},
    {"blank white", change_white},
    {"echo", change_echo},
    {"timer", change_timer},
    {"card", change_card},
    {"markers", change_markers},
    {"hear", change_hear},
    {"hear slope", change_hear_slope},
    {"speak", change_speak},
    {"page", change_lab_page},
    {"numbers of networks", change_lab_numbers_of_networks},
    {"sigma_w", change_lab_sigma_w},
    {"sigma_b", change_lab_sigma_b},
    {"numbers of the race", change_lab_numbers_of_the_race},
    {"init", change_lab_init},
    {"float32", change_lab_float32},
    {"outputs", change_lab_outputs},
    {"weights", change_lab_weights},
    {"dataset", change_lab_dataset},
    {"race_init", change_lab_race_init},
    {"optimiser", change_lab_optimiser},
    {"running", change_lab_running},
};

static void every_field_counts_and_comes_back(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(changes); i++) {
        struct session *session = session_new();
        struct state first = session->state, changed = first;
        changes[i].change(&changed);
        if (state_equal(&first, &changed) || state_equal(&changed, &first))
            fail_msg("%s does not count", changes[i].name);
        assert_true(state_equal(&changed, &changed));
        rebuild(&changed, session, changes[i].name);
        rebuild(&first, session, changes[i].name);
        session_delete(session);
    }
}

// Any state from any other: each change over each other one.
static void every_field_comes_back_over_every_other(void **state)
{
    (void)state;
    struct session *session = session_new();
    struct state first = session->state;
    for (size_t i = 0; i < COUNT(changes); i++)
        for (size_t k = 0; k < COUNT(changes); k++) {
            session->state = first;
            changes[i].change(&session->state);
            struct state changed = first;
            changes[k].change(&changed);
            rebuild(&changed, session, changes[k].name);
        }
    session_delete(session);
}

static void the_ends_of_a_fixed_y_axis_count(void **state)
{
    (void)state;
    for (int o = 0; o < ORDER_COUNT; o++) {
        struct session *session = session_new();
        struct state a = session->state;
        a.y_fixed[o] = true;
        struct state low = a, high = a;
        low.y[o].low = -2;
        high.y[o].high = 0.1;
        assert_false(state_equal(&a, &low) || state_equal(&a, &high));
        rebuild(&low, session, "y.low");
        rebuild(&high, session, "y.high");
        session_delete(session);
    }
}

static void what_is_not_seen_does_not_count(void **state)
{
    (void)state;
    struct state a, b;
    state_init(&a);
    b = a;
    b.cursor_x = 7;
    b.y[ORDER_DF].low = -7;
    b.shown[2].function = 3;
    assert_true(state_equal(&a, &b));
    a.cursor_on = b.cursor_on = true;
    assert_false(state_equal(&a, &b));
}

// --- Random states

static const char *random_id(uint64_t *seed)
{
    static const char *const own[] = {"g", "h", "f1"};
    if (random_below(seed, 6) == 0)
        return own[random_below(seed, COUNT(own))];
    return activation_at(random_below(seed, activation_count()))->id;
}

static double random_value(uint64_t *seed)
{
    switch (random_below(seed, 4)) {
    case 0:
        return random_below(seed, 21) - 10;
    case 1:
        return random_between(seed, -1, 1);
    case 2:
        return random_sign(seed) * pow(10, random_between(seed, -320, 308));
    default:
        return random_between(seed, -0.3, 0.3);
    }
}

static void random_word(uint64_t *seed, const char *slot, char *out, size_t size)
{
    int words = 1;
    for (const char *p = slot; *p; p++)
        words += *p == '|';
    for (int skip = random_below(seed, words); skip > 0; skip--)
        slot = strchr(slot, '|') + 1;
    snprintf(out, size, "%.*s", (int)strcspn(slot, "|"), slot);
}

// Fills in one placeholder of a row's arguments.
static void random_argument(uint64_t *seed, const char *slot, char *out, size_t size)
{
    static const char *const orders[] = {"0", "1", "2", "0,1", "0,2", "1,2", "0,1,2"};
    static const char *const definitions[] = {"g = x^alpha",  "g(alpha=0.1, b=2) = alpha*x + b",
                                              "h = g(x) + 1", "h(alpha=3) = sin(alpha x)",
                                              "f1 = |x|",     "f1=min(x,alpha)"};
    if (strcmp(slot, "NAME=FORMULA") == 0)
        snprintf(out, size, "%s", definitions[random_below(seed, COUNT(definitions))]);
    else if (strncmp(slot, "ID", 2) == 0)
        snprintf(out, size, "%s", random_id(seed));
    else if (strcmp(slot, "THEME") == 0)
        random_word(seed, "light|dark|print|contrast", out, size);
    else if (strcmp(slot, "NAME") == 0)
        snprintf(out, size, "alpha");
    else if (strcmp(slot, "ORDERS") == 0)
        snprintf(out, size, "%s", orders[random_below(seed, COUNT(orders))]);
    else if (*slot >= 'A' && *slot <= 'Z')
        number_print(out, size, random_value(seed));
    else
        random_word(seed, slot, out, size);
}

// A line made from a row; optional groups come or stay away.
static void random_command(uint64_t *seed, const struct command_row *row, char *line, size_t size)
{
    char slot[160], argument[160];
    bool skip = false;
    snprintf(line, size, "%s", row->name);
    for (const char *p = row->arguments; *p; p += strspn(p, " ]")) {
        if (*p == '[')
            skip = random_below(seed, 2), p++;
        size_t n = strcspn(p, " ]");
        snprintf(slot, sizeof slot, "%.*s", (int)n, p);
        random_argument(seed, slot, argument, sizeof argument);
        size_t length = strlen(line);
        if (!skip)
            snprintf(line + length, size - length, " %s", argument);
        p += n;
        if (*p == ']')
            skip = false;
    }
}

static void a_sweep_comes_back_as_printed(void **state)
{
    (void)state;
    static const char *const lines[] = {"param leaky_relu alpha sweep",
                                        "only leaky_relu; sweep toggle",
                                        "only leaky_relu; sweep toggle; sweep toggle", "sweep off"};
    for (size_t i = 0; i < COUNT(lines); i++) {
        struct session *a = session_new(), *b = session_new();
        struct text text = {0};
        apply(a, lines[i]);
        assert_int_equal(a->state.sweep_function, i < 2 ? activation_find("leaky_relu") : -1);
        apply(b, "param leaky_relu alpha sweep"); // any other state
        state_print(&a->state, &text);
        assert_int_equal(command_run(b, text_string(&text), NULL, NULL, NULL), 0);
        assert_true(state_equal(&a->state, &b->state));
        text_free(&text);
        session_delete(a);
        session_delete(b);
    }
}

// Rows that change the state, not the world around it.
static bool is_about_the_state(const struct command_row *row)
{
    static const char *const others[] = {
        "data",    "type",  "edit",  "prompt", "save",  "snapshot",     "copy",  "source", "bind",
        "unbind",  "group", "press", "quit",   "wait",  "expect-state", "tour",  "step",   "title",
        "caption", "note",  "play",  "speak",  "color", "dash",         "marker"};
    for (size_t i = 0; i < COUNT(others); i++)
        if (strcmp(row->name, others[i]) == 0)
            return false;
    return true;
}

// Applies random commands; those that are refused must leave the state alone.
static void wander(struct session *session, uint64_t *seed, int steps)
{
    int rows = 0;
    while (command_row(rows))
        rows++;
    for (int i = 0; i < steps; i++) {
        const struct command_row *row = command_row(random_below(seed, rows));
        if (!is_about_the_state(row))
            continue;
        char line[512];
        random_command(seed, row, line, sizeof line);
        struct state before = session->state;
        struct fault fault = {0};
        if (command_apply(session, line, NULL, 0, &fault))
            continue;
        if (!state_equal(&before, &session->state))
            fail_msg("`%s` was refused (%s) and changed the state", line, fault.text);
        bool range = fault.id == FAULT_RANGE || fault.id == FAULT_LIMIT ||
                     fault.id == FAULT_UNKNOWN_FUNCTION; // an own one that is not defined now
        if (!range && fault.id != FAULT_UNKNOWN_PARAMETER)
            fail_msg("`%s`: %s", line, fault.text);
    }
}

static void assert_sound(const struct state *state, const char *about)
{
    int at = state_shown_find(state, state->focus);
    if (state->focus >= 0 && (at < 0 || state->shown[at].hidden))
        fail_msg("%s: the focus is not drawn", about);
    if (state->focus < 0 && state_visible_count(state) > 0)
        fail_msg("%s: no focus", about);
    if (!state->orders[0] && !state->orders[1] && !state->orders[2])
        fail_msg("%s: no order", about);
    struct view view;
    state_view(state, &view);
    struct fault fault = {0};
    bool fine = axis_check(&view.x, 1, &fault);
    for (int o = 0; o < ORDER_COUNT; o++)
        fine = fine && axis_check(&view.y[o], 1, &fault);
    if (!fine)
        fail_msg("%s: %s", about, fault.text);
}

static void random_states_come_back_from_any_other(void **state)
{
    (void)state;
    uint64_t start = random_seed(), seed = start;
    print_message("ACTSCOPE_SEED=%" PRIu64 "\n", start);
    struct session *a = session_new(), *b = session_new();
    for (int i = 0; i < 400; i++) {
        char about[64];
        snprintf(about, sizeof about, "seed %" PRIu64 ", state %d", start, i);
        if (i % 10 == 0)
            session_free(a), session_init(a, (struct host){0});
        wander(a, &seed, 20);
        wander(b, &seed, 10);
        assert_sound(&a->state, about);
        assert_sound(&b->state, about);
        rebuild(&a->state, b, about);
    }
    session_delete(a);
    session_delete(b);
}

static void printing_is_one_command_a_line_and_steady(void **state)
{
    (void)state;
    struct session *session = session_new();
    apply(session, "only step relu; layout overlay; zoom 0.7 0.1 0.2; cursor 1e-7; help on");
    struct text first = {0}, second = {0};
    state_print(&session->state, &first);
    rebuild(&session->state, session, "itself");
    state_print(&session->state, &second);
    assert_string_equal(text_string(&first), text_string(&second));
    assert_null(strchr(text_string(&first), ';'));
    assert_int_equal(first.data[first.n - 1], '\n');
    text_free(&first);
    text_free(&second);
    session_delete(session);
}

// --- What is seen of a state

static void rows_are_shared_in_shared_panels(void **state)
{
    (void)state;
    static const struct {
        enum layout layout;
        bool orders[ORDER_COUNT];
        enum order order, row;
    } rows[] = {
        {LAYOUT_STACKED, {true, true, false}, ORDER_DF, ORDER_DF},
        {LAYOUT_SIDE_BY_SIDE, {true, true, true}, ORDER_D2F, ORDER_D2F},
        {LAYOUT_OVERLAY, {true, true, true}, ORDER_D2F, ORDER_F},
        {LAYOUT_OVERLAY, {false, true, true}, ORDER_D2F, ORDER_DF},
        {LAYOUT_GRID, {false, false, true}, ORDER_D2F, ORDER_D2F},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct state s;
        state_init(&s);
        s.layout = rows[i].layout;
        memcpy(s.orders, rows[i].orders, sizeof s.orders);
        assert_int_equal(state_row(&s, rows[i].order), rows[i].row);
    }
}

static void y_fits_what_is_drawn(void **state)
{
    (void)state;
    static const struct {
        const char *line;
        enum order row;
        double low, high; // a little more than what must be in view
        enum scale_kind scale;
    } rows[] = {
        {"only sigmoid", ORDER_F, 0, 1, SCALE_LINEAR},
        {"only sigmoid", ORDER_DF, 0, 0.25, SCALE_LINEAR},
        {"only tanh sigmoid", ORDER_F, -1, 1, SCALE_LINEAR},
        {"only tanh sigmoid; hide tanh", ORDER_F, 0, 1, SCALE_LINEAR},
        {"only relu; view -5 -1", ORDER_F, -0.9, 0.9, SCALE_LINEAR},
        {"only relu; view 1 5", ORDER_DF, 0.92, 1.08, SCALE_LINEAR},
        {"hide all", ORDER_F, -1, 1, SCALE_LINEAR},
        {"only sigmoid; layout overlay; derivative 1,2", ORDER_DF, -0.09, 0.25, SCALE_LINEAR},
        {"only tanh; scale y log f", ORDER_F, 1e-5, 0.9999, SCALE_LOG},
        {"only relu; view -5 -1; scale y log f", ORDER_F, 1e-3, 1, SCALE_LOG},
        {"only sigmoid gelu; view -700 700; scale y log df", ORDER_DF, 1e-303, 1.1, SCALE_LOG},
        {"only gelu; view -700 700; scale y log df", ORDER_DF, 1e-6, 1.1, SCALE_LOG},
        {"only sigmoid; view -800 40; scale y log f", ORDER_F, 1e-319, 1, SCALE_LOG},
        {"define p = 1/x; only p", ORDER_F, -3, 3, SCALE_LINEAR},
        {"define p = 1/x; only p; scale y log f", ORDER_F, 0.2, 3, SCALE_LOG},
        {"define p = tan(x); only p", ORDER_F, -12, 12, SCALE_LINEAR},
        {"define p = log(x); only p", ORDER_F, -2.5, 1.6, SCALE_LINEAR},
        {"define p = sqrt(abs(x)); only p", ORDER_DF, -1.5, 1.5, SCALE_LINEAR},
        {"define p = exp(x); only p", ORDER_F, 0, 148.4, SCALE_LINEAR},
        {"define p = exp(-1000000*x^2); only p", ORDER_F, 0, 1, SCALE_LINEAR},
        {"only tanh; scale y symlog f", ORDER_F, -0.99, 0.99, SCALE_SYMLOG},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct session *session = session_new();
        apply(session, rows[i].line);
        struct view view;
        state_view(&session->state, &view);
        struct axis y = view.y[rows[i].row];
        double room = 0.35 * (rows[i].high - rows[i].low);
        bool fits = y.low <= rows[i].low && y.high >= rows[i].high;
        bool tight = y.scale == SCALE_LOG
                         ? y.high < 1e30 * rows[i].high
                         : (y.low >= rows[i].low - room && y.high <= rows[i].high + room);
        if (!fits || !tight || y.scale != rows[i].scale)
            fail_msg("`%s`: y from %g to %g", rows[i].line, y.low, y.high);
        session_delete(session);
    }
}

// Flat curves of every height, even of none that can be told from 0.
static void fitted_axes_can_always_be_shown(void **state)
{
    (void)state;
    static const char *const scales[] = {"linear", "log", "symlog"};
    for (size_t s = 0; s < COUNT(scales); s++)
        for (double alpha = 1e-320; alpha < 1e308; alpha *= 1e4) {
            struct session *session = session_new();
            struct fault fault = {0};
            command_applyf(session, &fault, "only leaky_relu; param leaky_relu alpha %.17g", alpha);
            command_applyf(session, &fault, "derivative 0,1,2; scale y %s; view -5 -1", scales[s]);
            assert_int_equal(fault.id, FAULT_NONE);
            char about[64];
            snprintf(about, sizeof about, "%s, alpha %g", scales[s], alpha);
            assert_sound(&session->state, about);
            session_delete(session);
        }
}

static void the_first_screen_is_the_articles_subject(void **state)
{
    (void)state;
    struct session *session = session_new();
    assert_state(session, "only sigmoid tanh; derivative 0,1; layout stacked; view -5 5; view fit;"
                          " cursor off; grid on; theme light; text-size 1; help off; blank off");
    assert_int_equal(state_visible_count(&session->state), 2);
    session_delete(session);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sweep_comes_back_as_printed),
        cmocka_unit_test(every_field_counts_and_comes_back),
        cmocka_unit_test(every_field_comes_back_over_every_other),
        cmocka_unit_test(the_ends_of_a_fixed_y_axis_count),
        cmocka_unit_test(what_is_not_seen_does_not_count),
        cmocka_unit_test(random_states_come_back_from_any_other),
        cmocka_unit_test(printing_is_one_command_a_line_and_steady),
        cmocka_unit_test(rows_are_shared_in_shared_panels),
        cmocka_unit_test(y_fits_what_is_drawn),
        cmocka_unit_test(fitted_axes_can_always_be_shown),
        cmocka_unit_test(the_first_screen_is_the_articles_subject),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
