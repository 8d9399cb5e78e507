// What commands do to the view, to the functions shown, to the cursor and to parameters.
#include "helper.h"

#include <math.h>

static void assert_near(double value, double expected)
{
    if (!(value == expected || fabs(value - expected) <= 1e-12 * fmax(1, fabs(expected))))
        fail_msg("%.17g, expected %.17g", value, expected);
}

static void assert_axis(const struct axis *axis, double low, double high)
{
    assert_near(axis->low, low);
    assert_near(axis->high, high);
}

// --- Which axes move

// All y axes at [0, 10], so that one sees who moved.
static const char at_ten[] = "derivative 0,1,2; view 0 10 0 10";

struct moved {
    const char *layout, *line;
    bool x, y[ORDER_COUNT];
};

static void check_moved(const struct moved *rows, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct session *session = session_new();
        apply(session, at_ten);
        command_applyf(session, NULL, "layout %s", rows[i].layout);
        struct state before = session->state;
        apply(session, rows[i].line);
        bool x = !axis_equal(&before.x, &session->state.x);
        bool right = x == rows[i].x;
        for (int o = 0; o < ORDER_COUNT; o++) {
            bool y = !axis_equal(&before.y[o], &session->state.y[o]) || !session->state.y_fixed[o];
            right = right && y == rows[i].y[o];
        }
        if (!right)
            fail_msg("%s, `%s` moved the wrong axes", rows[i].layout, rows[i].line);
        free(session);
    }
}

static void moves_concern_the_axes_they_name(void **state)
{
    (void)state;
    static const struct moved rows[] = {
        {"stacked", "pan 0.1 0", true, {false, false, false}},
        {"stacked", "pan 0 0.1", false, {true, true, true}},
        {"stacked", "pan 0.1 0.1 df", true, {false, true, false}},
        {"stacked", "pan 0 0.1 all", false, {true, true, true}},
        {"stacked", "zoom 0.5", true, {true, true, true}},
        {"stacked", "zoom 0.5 x", true, {false, false, false}},
        {"stacked", "zoom 0.5 y", false, {true, true, true}},
        {"stacked", "zoom 0.5 0.2 0.2 y d2f", false, {false, false, true}},
        {"stacked", "zoom 0.5 f", true, {true, false, false}},
        {"stacked", "view 1 2", true, {false, false, false}},
        {"stacked", "view 1 2 3 4 df", true, {false, true, false}},
        {"stacked", "view 1 2 3 4", true, {true, true, true}},
        {"stacked", "view fit d2f", false, {false, false, true}},
        {"stacked", "view fit", false, {true, true, true}},
        {"stacked", "view home f", true, {true, false, false}},
        {"stacked", "scale y log df", false, {false, true, false}},
        {"stacked", "scale y symlog", false, {true, true, true}},
        {"stacked", "scale x symlog", true, {false, false, false}},
        {"side-by-side", "pan 0 0.1 d2f", false, {false, false, true}},
        {"overlay", "pan 0 0.1 df", false, {true, true, false}}, // the row it shares, and its own
        {"overlay", "zoom 0.5 y d2f", false, {true, false, true}},
        {"overlay", "pan 0 0.1 f", false, {true, false, false}},
        {"grid", "scale y log df", false, {true, true, false}},
        {"grid", "view fit", false, {true, true, true}},
    };
    check_moved(rows, COUNT(rows));
}

// --- Where they move to

static void moves_go_where_they_should(void **state)
{
    (void)state;
    static const struct {
        const char *line;
        double x_low, x_high, y_low, y_high; // of f
    } rows[] = {
        {"pan 0.1 -0.2", 1, 11, -2, 8},
        {"pan -1 0", -10, 0, 0, 10},
        {"zoom 0.5", 2.5, 7.5, 2.5, 7.5},
        {"zoom 0.5 0 1", 0, 5, 5, 10},
        {"zoom 2 1 0.5", -10, 10, -5, 15},
        {"zoom 0.1 0.5 0.5 x", 4.5, 5.5, 0, 10},
        {"zoom 0.8; zoom 1.25", 0, 10, 0, 10},
        {"view 1 2", 1, 2, 0, 10},
        {"view 1 2 3 4", 1, 2, 3, 4},
        {"view 1e-300 2e-300", 1e-300, 2e-300, 0, 10},
        {"scale x log", 1e-5, 10, 0, 10},
        {"scale x toggle; scale x toggle", 0, 10, 0, 10},
        {"scale y toggle; scale y toggle", 0, 10, 0, 10},
        {"scale x toggle; scale x toggle; scale x toggle", 1e-5, 10, 0, 10},
        {"scale x toggle; view 1 10; scale x toggle", 1, 10, 0, 10}, // moved: no way back
        {"scale x toggle; view back", 0, 10, 0, 10},
        {"cursor 2; zoom 0.5", 1, 6, 2.5, 7.5}, // about the cursor
        {"cursor 2; zoom 0.5 x", 1, 6, 0, 10},
        {"cursor 20; zoom 0.5", 2.5, 7.5, 2.5, 7.5}, // … if it is in view
        {"cursor 2; zoom 0.5 0.5 0.5", 2.5, 7.5, 2.5, 7.5},
        {"scale y symlog", 0, 10, 0, 10},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct session *session = session_new();
        apply(session, at_ten);
        apply(session, rows[i].line);
        assert_axis(&session->state.x, rows[i].x_low, rows[i].x_high);
        assert_axis(&session->state.y[ORDER_F], rows[i].y_low, rows[i].y_high);
        free(session);
    }
}

// A fitted axis is taken as it is seen and stays where it is while x moves.
static void fitted_axes_hold_still_under_a_drag(void **state)
{
    (void)state;
    struct session *session = session_new();
    struct view before, after;
    apply(session, "only relu");
    state_view(&session->state, &before);
    apply(session, "pan 0.5 0");
    state_view(&session->state, &after);
    assert_true(axis_equal(&before.y[ORDER_F], &after.y[ORDER_F]));
    assert_true(session->state.y_fixed[ORDER_F]);
    apply(session, "view home; zoom 0.5 0.2 0");
    assert_true(session->state.y[ORDER_F].low == before.y[ORDER_F].low); // the point held on to
    apply(session, "view fit");
    state_view(&session->state, &after);
    assert_false(axis_equal(&before.y[ORDER_F], &after.y[ORDER_F]));
    apply(session, "zoom 0.5 x");
    assert_false(session->state.y_fixed[ORDER_F]); // y goes on fitting
    free(session);
}

static void home_is_the_articles_range(void **state)
{
    (void)state;
    static const struct {
        const char *line;
        double low, high;
    } rows[] = {
        {"only step", -1, 1},
        {"only sigmoid", -5, 5},
        {"only step sigmoid", -5, 5},
        {"only step sigmoid; hide sigmoid", -1, 1},
        {"hide all", -5, 5},
        {"only tanh; scale x symlog", -5, 5},
        {"only tanh; scale x log", 5e-6, 5},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct session *session = session_new();
        apply(session, rows[i].line);
        enum scale_kind scale = session->state.x.scale;
        apply(session, "zoom 0.5; pan 0.3 0.3; view home");
        assert_axis(&session->state.x, rows[i].low, rows[i].high);
        assert_int_equal(session->state.x.scale, scale);
        for (int o = 0; o < ORDER_COUNT; o++)
            assert_false(session->state.y_fixed[o]);
        free(session);
    }
}

// --- The ends

static enum fault_id repeat_until_refused(struct session *session, const char *line, char *text)
{
    struct fault fault = {0};
    struct state before = session->state;
    for (int i = 0; i < 20000; i++) {
        before = session->state;
        if (!command_apply(session, line, NULL, 0, &fault))
            break;
    }
    assert_true(state_equal(&before, &session->state));
    snprintf(text, 480, "%s", fault.text);
    return fault.id;
}

static void moves_stop_where_numbers_end_and_say_so(void **state)
{
    (void)state;
    static const struct {
        const char *start, *move, *back, *message;
    } rows[] = {
        {"view 1 2", "zoom 0.8", "zoom 1.25", "as far as doubles go"},
        {"view 1 2", "zoom 0.8 x", "zoom 1.25 x", "as far as doubles go"},
        {"view -5 5", "zoom 0.5", "zoom 2", "as far as doubles go"}, // about 0, to 1e-300
        {"view 1 2 1 2", "zoom 0.8 y", "zoom 1.25 y", "as far as doubles go"},
        {"view -5 5", "zoom 2", "zoom 0.5", "the end of the axis: ±1e300"},
        {"view -1e300 1e300", "pan 0.1 0", "zoom 0.5", "the end of the axis: ±1e300"},
        {"scale x log", "zoom 2 x", "zoom 0.5 x", "the end of the axis: 1e-320 to 1e308"},
        {"scale x log", "pan -1 0", "pan 1 0", "the end of the axis: 1e-320 to 1e308"},
        {"scale x symlog", "zoom 2 x", "zoom 0.5 x", "the end of the axis: ±1e300"},
        {"view 1e299 2e299", "pan 1 0", "pan -1 0", "the end of the axis"},
        {"cursor 5", "cursor by 1e14", "cursor by -0.1", "as far as doubles go"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct session *session = session_new();
        char text[480];
        apply(session, rows[i].start);
        enum fault_id id = repeat_until_refused(session, rows[i].move, text);
        if (id != FAULT_LIMIT || !strstr(text, rows[i].message))
            fail_msg("`%s`, then `%s` without end: fault %d, \"%s\"", rows[i].start, rows[i].move,
                     (int)id, text);
        apply(session, rows[i].back); // the way back is open
        free(session);
    }
}

// Rows that no panel shows must not stop those that are seen.
static void hidden_rows_stop_nothing(void **state)
{
    (void)state;
    static const char *const starts[] = {
        "derivative 0; view 0 1 -1e300 1e300; view 0 1 0 1 f",
        "derivative 0,1; view 0 1 -1e300 1e300; view 0 1 0 1 f; layout overlay",
    };
    static const char *const moves[] = {"pan 0 0.1", "zoom 1.25", "zoom 2 y", "pan 0.1 0.1"};
    for (size_t i = 0; i < COUNT(starts); i++)
        for (size_t k = 0; k < COUNT(moves); k++) {
            struct session *session = session_new();
            apply(session, starts[i]);
            apply(session, moves[k]);
            assert_false(session->state.y[ORDER_F].low == 0 && session->state.y[ORDER_F].high == 1);
            free(session);
        }
}

// --- Fitting

// Poles are cut wherever the doubles next to them lie; what reaches the limit is shown to its end.
static void fits_show_what_matters(void **state)
{
    (void)state;
    static const struct {
        const char *formula, *view;
        double least, most; // of the fitted axis's length
    } rows[] = {
        {"tan(x)", "-6 6", 10, 100},
        {"tan(x)", "-5 5", 10, 100},
        {"-tan(x)", "-6 6", 10, 100},
        {"tan(x)", "-6 7", 10, 100},
        {"tan(x)", "1 2", 1, 200},
        {"tan(x) + floor(x)", "-6 6", 10, 100},
        {"1/(x^2 - 2)", "-6 6", 1, 20},
        {"1/(x - 0.3)", "-6 6", 1, 20},
        {"floor(x)", "-6 6", 12, 14},
        {"x - floor(x)", "-6 6", 1, 1.3},
        {"sin(1/x)", "-1 1", 1.99, 2.5},
        {"sqrt(abs(x - 0.3))", "-1 1", 1.14, 1.35},
        {"x", "-1e300 1e300", 2e300, 2e300},
        {"max(x, 0)", "-1e300 1e300", 1e300, 1.2e300},
        {"x", "9e299 1e300", 1e299, 1.1e299},
    };
    struct session *session = session_new();
    apply(session, "derivative 0");
    for (size_t i = 0; i < COUNT(rows); i++) {
        char line[128];
        snprintf(line, sizeof line, "define f = %s; only f; view %s; view fit", rows[i].formula,
                 rows[i].view);
        apply(session, line);
        struct view view;
        state_view(&session->state, &view);
        struct axis y = view.y[ORDER_F];
        double length = y.high - y.low;
        if (!(length >= rows[i].least && length <= rows[i].most))
            fail_msg("%s over %s: [%g, %g]", rows[i].formula, rows[i].view, y.low, y.high);
        assert_true(y.low >= -AXIS_LIMIT && y.high <= AXIS_LIMIT);
    }
    session_delete(session);
}

// --- Walking the functions

static void next_walks_the_article(void **state)
{
    (void)state;
    static const char *const order[] = {"step", "sigmoid", "tanh", "relu", "leaky_relu"};
    struct session *session = session_new();
    char line[128];
    for (int round = 0; round < 2; round++)
        for (int i = 0; i < 5; i++) {
            apply(session, "next");
            snprintf(line, sizeof line, "only %s; view %s; view fit", order[i],
                     i == 0 ? "-1 1" : "-5 5");
            assert_state(session, line);
            apply(session, "zoom 0.3");
            if (activation_count() > 5 && i == 4)
                apply(session, "only leaky_relu step"); // the walk begins anew
        }
    free(session);
}

static void previous_walks_it_backwards(void **state)
{
    (void)state;
    struct session *session = session_new();
    apply(session, "only tanh; previous");
    assert_state(session, "only sigmoid; view -5 5");
    apply(session, "previous");
    assert_state(session, "only step; view -1 1");
    apply(session, "previous");
    assert_int_equal(session->state.focus, activation_count() - 1);
    apply(session, "next");
    assert_state(session, "only step; view -1 1");
    apply(session, "next function; previous function");
    assert_state(session, "only step; view -1 1");
    free(session);
}

static void curves_are_walked_without_the_hidden(void **state)
{
    (void)state;
    struct session *session = session_new();
    static const struct {
        const char *line, *focus;
    } rows[] = {
        {"only sigmoid tanh relu step", "sigmoid"},
        {"next curve", "tanh"},
        {"next curve", "relu"},
        {"hide step; next curve", "sigmoid"},
        {"previous curve", "relu"},
        {"hide relu", "sigmoid"},
        {"previous curve", "tanh"},
        {"hide sigmoid; next curve", "tanh"},
        {"hide tanh", ""},
        {"next curve", ""},
        {"show step", "step"},
        {"hide all; previous curve", ""},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        apply(session, rows[i].line);
        int focus = session->state.focus;
        assert_string_equal(focus < 0 ? "" : activation_at(focus)->id, rows[i].focus);
    }
    free(session);
}

// --- Which functions

static void functions_are_shown_and_hidden(void **state)
{
    (void)state;
    static const struct {
        const char *line, *same;
    } rows[] = {
        {"show relu", "only sigmoid tanh relu; focus relu"},
        {"show tanh", "only sigmoid tanh; focus tanh"},
        {"only relu step", "hide all; show relu step; focus relu"},
        {"only tanh tanh", "only tanh"},
        {"toggle relu", "show relu"},
        {"toggle sigmoid", "hide sigmoid"},
        {"toggle sigmoid; toggle sigmoid", "focus sigmoid"},
        {"hide sigmoid tanh; show sigmoid", "only sigmoid tanh; hide tanh"},
        {"hide relu", "grid on"},
        {"only step; hide step; show relu", "only step relu; hide step"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct session *session = session_new(), *other = session_new();
        apply(session, rows[i].line);
        apply(other, rows[i].same);
        if (!state_equal(&session->state, &other->state))
            fail_msg("`%s` is not `%s`", rows[i].line, rows[i].same);
        free(session);
        free(other);
    }
}

static void solo_twice_shows_all_again(void **state)
{
    (void)state;
    struct session *session = session_new();
    apply(session, "only sigmoid tanh relu; solo tanh");
    assert_state(session, "hide sigmoid relu; focus tanh");
    assert_int_equal(state_visible_count(&session->state), 1);
    apply(session, "solo tanh");
    assert_state(session, "only sigmoid tanh relu; focus tanh");
    assert_int_equal(state_visible_count(&session->state), 3);
    apply(session, "solo tanh; solo relu");
    assert_int_equal(session->state.focus, activation_find("relu"));
    assert_int_equal(state_visible_count(&session->state), 1);
    apply(session, "solo step"); // of one that was not in the list
    assert_int_equal(session->state.shown_n, 4);
    assert_int_equal(state_visible_count(&session->state), 1);
    apply(session, "solo step");
    assert_int_equal(state_visible_count(&session->state), 4);
    free(session);
}

static void derivatives_cycle(void **state)
{
    (void)state;
    struct session *session = session_new();
    static const char *const rows[] = {"derivative 0,1,2", "derivative 0", "derivative 0,1"};
    for (int i = 0; i < 6; i++) {
        apply(session, "derivative cycle");
        assert_state(session, rows[i % 3]);
    }
    apply(session, "derivative 1; derivative cycle");
    assert_state(session, "derivative 0,1,2");
    apply(session, "derivative 2; derivative cycle");
    assert_state(session, "derivative 0");
    free(session);
}

static void layouts_go_round(void **state)
{
    (void)state;
    static const char *const lines[] = {
        "layout next; layout next; layout next; layout next",
        "text-size bigger; text-size bigger; text-size smaller; text-size smaller",
        "grid; grid; legend; legend; readout toggle; readout toggle",
        "derivative cycle; derivative cycle; derivative cycle",
    };
    for (size_t i = 0; i < COUNT(lines); i++) {
        struct session *session = session_new();
        struct state before = session->state;
        apply(session, lines[i]);
        assert_true(state_equal(&before, &session->state));
        free(session);
    }
}

static void text_sizes_stop_at_their_ends(void **state)
{
    (void)state;
    struct session *session = session_new();
    for (int i = 0; i < 30; i++)
        apply(session, "text-size bigger");
    assert_true(session->state.text_size == TEXT_SIZE_MAX);
    for (int i = 0; i < 30; i++)
        apply(session, "text-size smaller");
    assert_true(session->state.text_size == TEXT_SIZE_MIN);
    free(session);
}

// --- Parameters

static void nudges_step_through_the_sliders_range(void **state)
{
    (void)state;
    static const struct {
        const char *line;
        double alpha;
    } rows[] = {
        {"nudge 1", 0.02},
        {"nudge 1; nudge 1; nudge -1", 0.02},
        {"nudge -1", 0},
        {"nudge -5", 0},
        {"nudge 1000", 0.5},
        {"param leaky_relu alpha 0.013; nudge 1", 0.02}, // to the slider's marks
        {"param leaky_relu alpha 7; nudge 1", 0.5},      // back into its range
        {"param leaky_relu alpha 7", 7},
        {"param leaky_relu alpha -0.5", -0.5},
        {"param lrelu α 0.25", 0.25},
        {"nudge 0", 0.01},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct session *session = session_new();
        apply(session, "show leaky_relu");
        apply(session, rows[i].line);
        assert_near(session->state.parameters[activation_find("leaky_relu")][0], rows[i].alpha);
        free(session);
    }
}

// --- The cursor

static void the_cursor_moves_by_fractions_of_the_view(void **state)
{
    (void)state;
    static const struct {
        const char *line;
        double x, low, high;
    } rows[] = {
        {"cursor 2", 2, 0, 10},
        {"cursor by 0.1", 5, 0, 10}, // it comes up in the middle
        {"cursor 2; cursor by 0.1", 3, 0, 10},
        {"cursor 2; cursor by -0.1", 1, 0, 10},
        {"cursor 9.5; cursor by 0.1", 10.5, 0.5, 10.5}, // the view comes along
        {"cursor 0.5; cursor by -0.1", -0.5, -0.5, 9.5},
        {"cursor 50; cursor by -0.1", 9, 0, 10}, // in at the edge
        {"cursor -50; cursor by 0.1", 1, 0, 10},
        {"view -5 5; cursor 0.3; cursor by -0.01; cursor by -0.01; cursor by -0.01", 0, -5, 5},
        {"scale x log; view 1 100; cursor 1; cursor by 0.5", 10, 1, 100},
        {"scale x log; view 1 100; cursor -3; cursor by 0.5", 10, 1, 100},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct session *session = session_new();
        apply(session, "view 0 10");
        apply(session, rows[i].line);
        assert_true(session->state.cursor_on);
        assert_near(session->state.cursor_x, rows[i].x);
        assert_axis(&session->state.x, rows[i].low, rows[i].high);
        free(session);
    }
}

// Ten thousand small steps there and back meet 0 exactly.
static void steps_meet_zero(void **state)
{
    (void)state;
    struct session *session = session_new();
    apply(session, "cursor 0");
    for (int i = 0; i < 300; i++)
        apply(session, "cursor by 0.001");
    bool met = false;
    for (int i = 0; i < 600; i++) {
        apply(session, "cursor by -0.001");
        met |= session->state.cursor_x == 0;
    }
    assert_true(met);
    free(session);
}

static void points_are_visited_in_order_and_around(void **state)
{
    (void)state;
    static const double sigmoid[] = {-1.7627471740390861, -1.3169578969248167, 0,
                                     1.3169578969248167, 1.7627471740390861};
    struct session *session = session_new();
    apply(session, "only sigmoid; derivative 0,1,2; cursor -5");
    for (int i = 0; i < 12; i++) {
        apply(session, "cursor next-point");
        assert_near(session->state.cursor_x, sigmoid[i % 5]);
    }
    for (int i = 5; i > 0; i--) { // it stands at the second
        apply(session, "cursor previous-point");
        assert_near(session->state.cursor_x, sigmoid[i % 5 == 0 ? 0 : i]);
    }
    free(session);
}

static void points_follow_focus_and_orders(void **state)
{
    (void)state;
    static const struct {
        const char *line;
        double x;
    } rows[] = {
        {"only sigmoid; derivative 0,1; cursor next-point", 0}, // first of all the headline
        {"only sigmoid; derivative 0,1; cursor previous-point", 0},
        {"only sigmoid; derivative 0; cursor 1; cursor next-point", 0},
        {"only sigmoid; derivative 2; cursor next-point", -1.3169578969248167},
        {"only sigmoid; derivative 2; cursor previous-point", 1.3169578969248167},
        {"only sigmoid tanh; focus tanh; derivative 2; cursor next-point", -0.65847894846240835},
        {"only sigmoid; derivative 0,1,2; scale x log; cursor 9; cursor next-point",
         1.3169578969248167}, // none at or below 0 on a log axis
        {"only relu; cursor 3; cursor next-point", 0},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct session *session = session_new();
        apply(session, rows[i].line);
        assert_near(session->state.cursor_x, rows[i].x);
        free(session);
    }
}

static void points_out_of_view_are_panned_to(void **state)
{
    (void)state;
    struct session *session = session_new();
    apply(session, "only sigmoid; view 3 4; cursor 3.5; cursor next-point");
    assert_near(session->state.cursor_x, -1.7627471740390861);
    assert_axis(&session->state.x, -2.2627471740390861, -1.2627471740390861);
    apply(session, "view back");
    assert_axis(&session->state.x, 3, 4);
    apply(session, "view -5 5; cursor next-point");
    assert_axis(&session->state.x, -5, 5); // those in view move nothing
    free(session);
}

static void where_there_are_no_points_nothing_moves(void **state)
{
    (void)state;
    static const char *const starts[] = {"hide all", "only step; derivative 2",
                                         "only step; derivative 2; cursor 1",
                                         "only step; scale x log; cursor 1"};
    for (size_t i = 0; i < COUNT(starts); i++) {
        struct session *session = session_new();
        apply(session, starts[i]);
        struct state before = session->state;
        struct fault fault = apply_wrong(session, "cursor next-point");
        assert_int_equal(fault.id, FAULT_RANGE);
        assert_contains(fault.text, "no points of interest");
        assert_true(state_equal(&before, &session->state));
        free(session);
    }
}

static void a_typed_x_meets_a_point(void **state)
{
    (void)state;
    struct session *session = session_new();
    double point = 1.3169578969248167;
    assert_false(session_cursor_meets(&session->state, 0)); // it is off
    apply(session, "cursor 1.31695789692482");
    assert_true(session_cursor_meets(&session->state, point));
    apply(session, "cursor 1.31695789");
    assert_false(session_cursor_meets(&session->state, point));
    apply(session, "cursor 0");
    assert_true(session_cursor_meets(&session->state, 0));
    assert_true(session_cursor_meets(&session->state, -0.0));
    assert_false(session_cursor_meets(&session->state, 1e-300));
    free(session);
}

static void an_animation_stays_in_the_sliders_range(void **state)
{
    (void)state;
    struct session *session = session_new();
    apply_wrong(session, "animate on"); // the sigmoid has none
    assert_false(session->animating);
    apply(session, "only leaky_relu; param leaky_relu alpha 7; animate on");
    int id = activation_find("leaky_relu");
    const struct activation_parameter *p = &activation_at(id)->parameters[0];
    double low = HUGE_VAL, high = -HUGE_VAL;
    for (int i = 0; i < 1000; i++) {
        session->stale = false;
        assert_true(session_animate(session, 0.03));
        assert_true(session->stale);
        low = fmin(low, session->state.parameters[id][0]);
        high = fmax(high, session->state.parameters[id][0]);
    }
    assert_true(low >= p->low && low < p->low + 0.1 * (p->high - p->low));
    assert_true(high <= p->high && high > p->high - 0.1 * (p->high - p->low));
    apply(session, "animate toggle");
    assert_false(session->animating);
    apply(session, "animate; hide all");
    assert_false(session_animate(session, 0.03)); // nothing to animate: it ends
    assert_false(session->animating);
    free(session);
}

static void highlights_are_no_state(void **state)
{
    (void)state;
    struct session *session = session_new();
    struct state before = session->state;
    apply(session, "highlight tanh");
    assert_int_equal(session->highlight, activation_find("tanh"));
    apply(session, "highlight off");
    assert_int_equal(session->highlight, -1);
    assert_true(state_equal(&before, &session->state));
    free(session);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(moves_concern_the_axes_they_name),
        cmocka_unit_test(moves_go_where_they_should),
        cmocka_unit_test(fitted_axes_hold_still_under_a_drag),
        cmocka_unit_test(fits_show_what_matters),
        cmocka_unit_test(home_is_the_articles_range),
        cmocka_unit_test(moves_stop_where_numbers_end_and_say_so),
        cmocka_unit_test(hidden_rows_stop_nothing),
        cmocka_unit_test(next_walks_the_article),
        cmocka_unit_test(previous_walks_it_backwards),
        cmocka_unit_test(curves_are_walked_without_the_hidden),
        cmocka_unit_test(functions_are_shown_and_hidden),
        cmocka_unit_test(solo_twice_shows_all_again),
        cmocka_unit_test(derivatives_cycle),
        cmocka_unit_test(layouts_go_round),
        cmocka_unit_test(text_sizes_stop_at_their_ends),
        cmocka_unit_test(nudges_step_through_the_sliders_range),
        cmocka_unit_test(the_cursor_moves_by_fractions_of_the_view),
        cmocka_unit_test(steps_meet_zero),
        cmocka_unit_test(points_are_visited_in_order_and_around),
        cmocka_unit_test(points_follow_focus_and_orders),
        cmocka_unit_test(points_out_of_view_are_panned_to),
        cmocka_unit_test(where_there_are_no_points_nothing_moves),
        cmocka_unit_test(a_typed_x_meets_a_point),
        cmocka_unit_test(an_animation_stays_in_the_sliders_range),
        cmocka_unit_test(highlights_are_no_state),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
