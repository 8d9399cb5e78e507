// Comparing curves: order, linked axes, saturation and depth as commands and as state.
#include "helper.h"

#include <math.h>

static void assert_order(const struct session *session, const char *const *ids)
{
    for (int i = 0; i < session->state.shown_n; i++)
        assert_int_equal(session->state.shown[i].function, activation_find(ids[i]));
}

static void moving_keeps_the_others_in_order(void **state)
{
    (void)state;
    static const struct {
        const char *line;
        const char *ids[4];
    } rows[] = {
        {"move relu 1", {"relu", "sigmoid", "tanh", "gelu"}},
        {"move sigmoid 4", {"tanh", "relu", "gelu", "sigmoid"}},
        {"move tanh 2", {"sigmoid", "tanh", "relu", "gelu"}},
        {"focus tanh; move by 1", {"sigmoid", "relu", "tanh", "gelu"}},
        {"focus tanh; move by -5", {"tanh", "sigmoid", "relu", "gelu"}},
        {"focus tanh; move by 1e300", {"sigmoid", "relu", "gelu", "tanh"}},
        {"focus tanh; move by 0", {"sigmoid", "tanh", "relu", "gelu"}},
        // Over what is hidden, in one step.
        {"hide relu; focus tanh; move by 1", {"sigmoid", "relu", "gelu", "tanh"}},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct session *session = session_new();
        apply(session, "only sigmoid tanh relu gelu");
        apply(session, rows[i].line);
        assert_int_equal(session->state.shown_n, 4);
        assert_order(session, rows[i].ids);
        free(session);
    }
}

static void moving_keeps_what_is_hidden(void **state)
{
    (void)state;
    struct session *session = session_new();
    apply(session, "only sigmoid tanh relu; hide tanh; move tanh 3");
    assert_true(session->state.shown[2].hidden);
    assert_false(session->state.shown[1].hidden);
    free(session);
}

static void wrong_commands_are_refused_with_their_place(void **state)
{
    (void)state;
    static const struct {
        const char *line;
        enum fault_id id;
        int column;
    } rows[] = {
        {"move sigmoid 0", FAULT_RANGE, 14},
        {"move sigmoid 3", FAULT_RANGE, 14},
        {"move sigmoid 1.5", FAULT_RANGE, 14},
        {"move sigmoid -1e308", FAULT_RANGE, 14},
        {"move relu 1", FAULT_RANGE, 6},
        {"move sigmoid nan", FAULT_NUMBER, 14},
        {"move nonsense 1", FAULT_UNKNOWN_FUNCTION, 6},
        {"link x", FAULT_UNKNOWN_WORD, 6},
        {"link y maybe", FAULT_UNKNOWN_WORD, 8},
        {"saturation 0", FAULT_RANGE, 12},
        {"saturation -0.01", FAULT_RANGE, 12},
        {"saturation inf", FAULT_NUMBER, 12},
        {"depth 0", FAULT_RANGE, 7},
        {"depth 101", FAULT_RANGE, 7},
        {"depth 2.5", FAULT_RANGE, 7},
        {"depth -3", FAULT_RANGE, 7},
        {"depth of", FAULT_UNKNOWN_WORD, 7},
    };
    struct session *session = session_new();
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct state before = session->state;
        struct fault fault = apply_wrong(session, rows[i].line);
        if (fault.id != rows[i].id || fault.column != rows[i].column)
            fail_msg("`%s`: fault %d at column %d: %s", rows[i].line, fault.id, fault.column,
                     fault.text);
        assert_true(state_equal(&before, &session->state));
    }
    free(session);
}

static void moving_nothing_is_refused(void **state)
{
    (void)state;
    struct session *session = session_new();
    apply(session, "hide all");
    assert_int_equal(apply_wrong(session, "move by 1").id, FAULT_RANGE);
    free(session);
}

// Every setting counts, and comes back over every other one.
static void settings_come_back_as_printed(void **state)
{
    (void)state;
    static const char *const lines[] = {
        "saturation off", "saturation on",         "saturation 0.2; saturation off",
        "link y off",     "saturation 1e-300",     "band on",
        "depth 100",      "derivative 0; depth 1", "depth toggle; link y off; band on",
    };
    for (size_t i = 0; i < COUNT(lines); i++)
        for (size_t k = 0; k < COUNT(lines); k++) {
            struct session *a = session_new(), *b = session_new();
            struct text text = {0};
            apply(a, lines[i]);
            apply(b, lines[k]);
            assert_true(state_equal(&a->state, &b->state) == (i == k));
            state_print(&a->state, &text);
            assert_int_equal(command_run(b, text_string(&text), NULL, NULL, NULL), 0);
            assert_true(state_equal(&a->state, &b->state));
            text_free(&text);
            free(a);
            free(b);
        }
}

static void depth_draws_the_derivative_and_stays_in_its_range(void **state)
{
    (void)state;
    struct session *session = session_new();
    apply(session, "derivative 0; depth toggle");
    assert_true(session->state.orders[ORDER_DF]);
    assert_int_equal(session->state.compare.depth, DEPTH_FIRST);
    apply(session, "depth by 1e9");
    assert_int_equal(session->state.compare.depth, DEPTH_MOST);
    apply(session, "depth by -1e9");
    assert_int_equal(session->state.compare.depth, 1);
    apply(session, "depth toggle");
    assert_int_equal(session->state.compare.depth, 0);
    free(session);
}

// A y axis that follows the curves is not moved behind the user's back.
static void following_axes_stay(void **state)
{
    (void)state;
    static const struct {
        const char *line;
        bool follows[2]; // f, f'
    } rows[] = {
        {"layout side-by-side", {false, false}},
        {"layout side-by-side; link y off", {true, true}},
        {"layout grid; link y off", {true, true}},
        {"layout stacked; link y off", {false, false}},
        {"layout stacked; depth 3", {false, true}},
        {"layout overlay; depth 3", {true, true}},
    };
    static const char *const moves[] = {"pan 0.1 0.1", "zoom 0.5"};
    for (size_t i = 0; i < COUNT(rows); i++)
        for (size_t k = 0; k < COUNT(moves); k++) {
            struct session *session = session_new();
            apply(session, rows[i].line);
            struct axis before = session->state.x;
            apply(session, moves[k]);
            assert_false(axis_equal(&before, &session->state.x));
            for (int o = 0; o < 2; o++)
                if (session->state.y_fixed[o] == rows[i].follows[o])
                    fail_msg("`%s`, `%s`, order %d", rows[i].line, moves[k], o);
            free(session);
        }
}

static void an_axis_is_fitted_to_one_function(void **state)
{
    (void)state;
    struct session *session = session_new();
    apply(session, "only sigmoid tanh; layout side-by-side; view -50 50");
    const struct state *s = &session->state;
    struct axis y = state_fit_function(s, &s->x, ORDER_DF, activation_find("sigmoid"));
    assert_true(y.high > 0.25 && y.high < 0.3 && y.low < 0 && y.low > -0.05);
    y = state_fit_function(s, &s->x, ORDER_DF, -1);
    assert_true(y.high > 1 && y.high < 1.2);
    free(session);
}

// --- data

// A host that reads one number from every file but those named bad.
static bool read_data(void *user, enum host_action action, const char *path, struct fault *fault)
{
    struct dataset_store *store = user;
    assert_int_equal(action, HOST_DATA);
    if (strstr(path, "bad") != NULL) {
        fault_set(fault, FAULT_FILE, "byte 0: this is no .npy file");
        text_copy(fault->source, sizeof fault->source, path);
        return false;
    }
    if (strstr(path, "gone") != NULL)
        return fault_set(fault, FAULT_FILE, "cannot read %s", path);
    struct number_array numbers = {.n = 1, .values = calloc(1, sizeof(double))};
    assert_non_null(numbers.values);
    dataset_put(store, path, &numbers, NULL, NULL);
    return true;
}

static struct session *session_with(struct dataset_store *store)
{
    struct session *session = malloc(sizeof *session);
    assert_non_null(session);
    session_init(session, (struct host){.user = store, .perform = read_data});
    session->data = store;
    return session;
}

static void data_comes_whole_or_not_at_all(void **state)
{
    (void)state;
    struct dataset_store store = {0};
    struct session *session = session_with(&store);
    apply(session, "data a.npy \"b c.csv\"");
    assert_int_equal(session->state.compare.data_n, 2);
    assert_string_equal(session->state.compare.data[1], "b c.csv");
    assert_string_equal(session->message, "2 numbers");
    struct state before = session->state;
    struct fault fault = apply_wrong(session, "data d.npy bad.npy");
    assert_string_equal(fault.source, "bad.npy");
    fault = apply_wrong(session, "data gone.npy");
    assert_int_equal(fault.column, 6);
    assert_int_equal(apply_wrong(session, "data 1 2 3 4 5 6 7 8 9").column, 22);
    assert_int_equal(apply_wrong(session, "data \"\"").id, FAULT_LIMIT);
    char line[400] = "data ";
    memset(line + 5, 'x', 300);
    assert_int_equal(apply_wrong(session, line).id, FAULT_LIMIT);
    assert_int_equal(apply_wrong(session, "data").id, FAULT_MISSING_ARGUMENT);
    assert_true(state_equal(&before, &session->state));
    apply(session, "data off");
    assert_int_equal(session->state.compare.data_n, 0);
    free(session);
    dataset_store_free(&store);
}

static void data_comes_back_as_printed(void **state)
{
    (void)state;
    struct dataset_store store = {0};
    struct session *a = session_with(&store), *b = session_with(&store);
    static const char *const lines[] = {"data off", "data x.npy",
                                        "data \"odd \\\" # name\\\\.csv\" off.npy",
                                        "data 1 2 3 4 5 6 7 8"};
    for (size_t i = 0; i < COUNT(lines); i++)
        for (size_t k = 0; k < COUNT(lines); k++) {
            struct text text = {0};
            apply(a, lines[i]);
            apply(b, lines[k]);
            assert_true(state_equal(&a->state, &b->state) == (i == k));
            state_print(&a->state, &text);
            assert_int_equal(command_run(b, text_string(&text), NULL, NULL, NULL), 0);
            assert_true(state_equal(&a->state, &b->state));
            text_free(&text);
        }
    assert_state(a, lines[3]); // a trial reads no file
    free(a);
    free(b);
    dataset_store_free(&store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(moving_keeps_the_others_in_order),
        cmocka_unit_test(moving_keeps_what_is_hidden),
        cmocka_unit_test(wrong_commands_are_refused_with_their_place),
        cmocka_unit_test(moving_nothing_is_refused),
        cmocka_unit_test(settings_come_back_as_printed),
        cmocka_unit_test(depth_draws_the_derivative_and_stays_in_its_range),
        cmocka_unit_test(following_axes_stay),
        cmocka_unit_test(an_axis_is_fitted_to_one_function),
        cmocka_unit_test(data_comes_whole_or_not_at_all),
        cmocka_unit_test(data_comes_back_as_printed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
