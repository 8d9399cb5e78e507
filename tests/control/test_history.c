// The view history: back, forward, branching, gestures, and what happens when it is full.
#include "helper.h"

static struct state state_at(double low)
{
    struct state s;
    state_init(&s);
    s.x.low = low;
    s.x.high = low + 1;
    return s;
}

// Moves the view as a command would, keeping the old one.
static void move_to(struct history *history, struct state *s, double low, bool gesture)
{
    const struct history_view before = history_view_of(s);
    history_push(history, &before, gesture);
    *s = state_at(low);
}

// Goes as far as it goes; tells the views on the way by their lower ends.
static void assert_way(bool go(struct history *, struct state *), struct history *history,
                       struct state *s, const double *lows, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        assert_true(go(history, s));
        assert_true(s->x.low == lows[i] && s->x.high == lows[i] + 1);
    }
    struct state before = *s;
    assert_false(go(history, s));
    assert_true(state_equal(&before, s));
}

static void back_and_forward_walk_the_views(void **state)
{
    (void)state;
    struct history *history = calloc(1, sizeof *history);
    struct state s = state_at(0);
    assert_false(history_back(history, &s));
    assert_false(history_forward(history, &s));
    for (int i = 1; i <= 4; i++)
        move_to(history, &s, i, false);
    const double back[] = {3, 2, 1, 0}, forward[] = {1, 2, 3, 4};
    for (int times = 0; times < 3; times++) {
        assert_way(history_back, history, &s, back, COUNT(back));
        assert_way(history_forward, history, &s, forward, COUNT(forward));
    }
    free(history);
}

static void a_move_forgets_what_lay_ahead(void **state)
{
    (void)state;
    struct history *history = calloc(1, sizeof *history);
    struct state s = state_at(0);
    for (int i = 1; i <= 4; i++)
        move_to(history, &s, i, false);
    history_back(history, &s);
    history_back(history, &s);
    move_to(history, &s, 9, false);
    assert_false(history_forward(history, &s));
    const double back[] = {2, 1, 0}, forward[] = {1, 2, 9};
    assert_way(history_back, history, &s, back, COUNT(back));
    assert_way(history_forward, history, &s, forward, COUNT(forward));
    free(history);
}

static void a_gesture_is_one_step(void **state)
{
    (void)state;
    struct history *history = calloc(1, sizeof *history);
    struct state s = state_at(0);
    for (int i = 1; i <= 10; i++)
        move_to(history, &s, i, true);
    history_end_gesture(history);
    for (int i = 11; i <= 20; i++)
        move_to(history, &s, i, true);
    move_to(history, &s, 21, false); // a step of its own, even while a gesture goes on
    move_to(history, &s, 22, true);
    const double back[] = {21, 20, 10, 0};
    assert_way(history_back, history, &s, back, COUNT(back));
    move_to(history, &s, 30, true); // going back ended the gesture
    const double again[] = {0};
    assert_way(history_back, history, &s, again, COUNT(again));
    history_forward(history, &s);
    move_to(history, &s, 31, true);
    const double last[] = {30, 0};
    assert_way(history_back, history, &s, last, COUNT(last));
    free(history);
}

static void a_full_history_forgets_the_oldest(void **state)
{
    (void)state;
    struct history *history = calloc(1, sizeof *history);
    struct state s = state_at(0);
    enum { MOVES = HISTORY_MAX + 40 };
    for (int i = 1; i <= MOVES; i++)
        move_to(history, &s, i, false);
    double back[HISTORY_MAX], forward[HISTORY_MAX];
    for (int i = 0; i < HISTORY_MAX; i++) {
        back[i] = MOVES - 1 - i;
        forward[i] = MOVES - HISTORY_MAX + 1 + i;
    }
    for (int times = 0; times < 3; times++) {
        assert_way(history_back, history, &s, back, HISTORY_MAX);
        assert_way(history_forward, history, &s, forward, HISTORY_MAX);
    }
    free(history);
}

static void views_come_back_whole_and_only_views(void **state)
{
    (void)state;
    struct history *history = calloc(1, sizeof *history);
    struct state s = state_at(0), before;
    s.x.scale = SCALE_SYMLOG;
    s.y[ORDER_DF] = (struct axis){SCALE_LOG, 1e-9, 1e9};
    s.y_fixed[ORDER_DF] = true;
    before = s;
    move_to(history, &s, 1, false);
    s.grid = false;
    strcpy(s.theme, "dark");
    s.shown_n = 1;
    assert_true(history_back(history, &s));
    assert_true(axis_equal(&s.x, &before.x) && axis_equal(&s.y[ORDER_DF], &before.y[ORDER_DF]));
    assert_true(s.y_fixed[ORDER_DF] && !s.y_fixed[ORDER_F]);
    assert_true(!s.grid && strcmp(s.theme, "dark") == 0 && s.shown_n == 1);
    free(history);
}

// --- Through commands

static void assert_steps(struct session *session, int steps)
{
    int n = 0;
    while (command_apply(session, "view back", NULL, 0, NULL) && session->message[0] == '\0')
        n++;
    assert_int_equal(n, steps);
    for (int i = 0; i < n; i++)
        apply(session, "view forward");
    apply(session, "view forward");
    assert_contains(session->message, "last view");
}

static void commands_that_move_the_view_make_steps(void **state)
{
    (void)state;
    static const struct {
        const char *line;
        int steps;
    } rows[] = {
        {"zoom 0.5", 1},
        {"view 0 1", 1},
        {"view home", 0}, // it is already there
        {"view -5 5", 0},
        {"zoom 0.5; view home", 2},
        {"scale x log", 1},
        {"scale x linear", 0},
        {"scale y log df", 1},
        {"view 0 1 2 3; view fit", 2},
        {"pan 0.1 0; pan 0.1 0; pan 0.1 0.1", 1},
        {"pan 0.1 0; grid; pan 0.1 0", 2},
        {"pan 0.1 0; cursor 1; highlight tanh; pan 0.1 0", 1},
        {"pan 0.1 0; zoom 0.5; pan 0.1 0", 3},
        {"pan 0.1 0; view back; pan 0.1 0", 1},
        {"next; next", 2}, // the ranges are [-5, 5], [-1, 1], [-5, 5]
        {"cursor 0; cursor by 0.1", 0},
        {"view 3 4; cursor next-point", 2},
        {"theme dark; show relu; derivative cycle; grid", 0},
        {"zoom 0.5; view back; zoom 0.7", 1},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct session *session = session_new();
        apply(session, rows[i].line);
        assert_steps(session, rows[i].steps);
        free(session);
    }
}

static void refused_moves_make_no_step(void **state)
{
    (void)state;
    struct session *session = session_new();
    apply_wrong(session, "zoom 1e-30");
    apply_wrong(session, "pan 1e300 0");
    apply_wrong(session, "view 5 -5");
    assert_int_equal(session->history.n, 0);
    apply(session, "pan 0.1 0");
    apply_wrong(session, "pan 1e300 0");
    apply(session, "pan 0.1 0");
    assert_int_equal(session->history.n, 1); // still the same drag
    free(session);
}

static void back_gives_the_view_before(void **state)
{
    (void)state;
    struct session *session = session_new();
    apply(session, "zoom 0.5 0.3 0.6");
    struct state zoomed = session->state;
    apply(session, "scale x symlog; view -100 100 3 4 df; view back; view back");
    assert_true(state_equal(&zoomed, &session->state));
    apply(session, "view back");
    assert_state(session, "view home");
    apply(session, "view forward");
    assert_true(state_equal(&zoomed, &session->state));
    free(session);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(back_and_forward_walk_the_views),
        cmocka_unit_test(a_move_forgets_what_lay_ahead),
        cmocka_unit_test(a_gesture_is_one_step),
        cmocka_unit_test(a_full_history_forgets_the_oldest),
        cmocka_unit_test(views_come_back_whole_and_only_views),
        cmocka_unit_test(commands_that_move_the_view_make_steps),
        cmocka_unit_test(refused_moves_make_no_step),
        cmocka_unit_test(back_gives_the_view_before),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
