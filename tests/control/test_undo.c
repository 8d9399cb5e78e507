// Undo and redo: what is one step, what is none, and what stays where it is.
#include "helper.h"

#include "control/undo.h"

static struct session *session_begun(const char *commands)
{
    struct session *session = session_new();
    apply(session, commands);
    undo_begin(&session->undo, &session->state);
    return session;
}

// Each line is applied by itself, then as many `undo` as there are steps; `steps` many are
// expected.
static void lines_are_steps(void **state)
{
    (void)state;
    static const struct {
        const char *lines[6];
        int steps;
    } rows[] = {
        {{"only relu"}, 1},
        {{"only relu; derivative 0; layout grid"}, 1},
        {{"grid off", "grid off", "grid on"}, 2},
        {{"grid toggle", "grid toggle"}, 2},
        {{"pan 0.1 0", "pan 0.1 0", "pan 0.1 0"}, 1},
        {{"pan 0.1 0", "grid off", "pan 0.1 0"}, 3},
        {{"zoom 0.5", "zoom 0.5"}, 2},
        {{"help on", "help off"}, 2},
        {{"define g = x^2", "show g", "undefine g"}, 3},
        {{"highlight tanh", "speak now"}, 0},
        {{"cursor 1", "cursor by 0.1"}, 2},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct session *session = session_begun("");
        struct state before = session->state;
        for (int k = 0; k < 6 && rows[i].lines[k] != NULL; k++)
            command_apply(session, rows[i].lines[k], NULL, 0, NULL);
        assert_int_equal(session->undo.at, rows[i].steps);
        for (int k = 0; k < rows[i].steps; k++)
            apply(session, "undo");
        assert_true(state_equal(&before, &session->state));
        apply(session, "undo");
        assert_contains(session->message, "nothing to undo");
        session_delete(session);
    }
}

// A line that is wrong half way is a step as far as it went.
static void mistakes_are_taken_back(void **state)
{
    (void)state;
    struct session *session = session_begun("");
    struct state before = session->state;
    apply_wrong(session, "only relu; shwo tanh");
    apply(session, "undo");
    assert_true(state_equal(&before, &session->state));
    session_delete(session);
}

static void words_say_what_was_undone(void **state)
{
    (void)state;
    struct session *session = session_begun("");
    apply(session, "only selu");
    apply(session, "undo");
    assert_string_equal(session->message, "undone: only selu");
    apply(session, "redo");
    assert_string_equal(session->message, "done again: only selu");
    apply(session, "redo");
    assert_contains(session->message, "nothing to do again");
    apply(session, "undo");
    apply(session, "grid off"); // what lay ahead is gone
    apply(session, "redo");
    assert_contains(session->message, "nothing to do again");
    session_delete(session);
}

// A line that is typed is one step, whatever it shows while one types, and named after what it
// said.
static void a_typed_line_is_one_step(void **state)
{
    (void)state;
    static const struct {
        const char *lines[9];
        const char *said;
    } rows[] = {
        {{"prompt formula", "type x", "type ^", "type 2", "edit accept"},
         "undone: define f1 = x^2; show f1"},
        {{"prompt formula", "type relu", "edit accept"}, "undone: show \"relu\"; focus \"relu\""},
        {{"prompt command", "type \"grid off\"", "edit accept"}, "undone: grid off"},
        {{"prompt find", "type relu", "edit accept"}, "undone: show \"relu\"; focus \"relu\""},
        {{"prompt x", "type 1.5", "edit accept"}, "undone: cursor 1.5"},
        {{"prompt formula", "type x", "type *", "edit cancel"}, "there is nothing to undo"},
        {{"prompt formula", "type x", "leave"}, "there is nothing to undo"},
        {{"prompt formula", "type x", "prompt command", "leave"}, "there is nothing to undo"},
        {{"prompt formula", "type x"}, "there is nothing to undo"}, // and the preview is gone
        {{"prompt formula", "type \"2*x\"", "edit accept", "prompt formula", "type x"},
         "undone: define f1 = 2*x; show f1"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct session *session = session_begun("");
        struct state before = session->state;
        for (int k = 0; k < 9 && rows[i].lines[k] != NULL; k++)
            apply(session, rows[i].lines[k]);
        apply(session, "undo");
        assert_string_equal(session->message, rows[i].said);
        if (!state_equal(&before, &session->state))
            fail_msg("`%s … %s` is not one step", rows[i].lines[0], rows[i].lines[1]);
        session_delete(session);
    }
}

// A mouse that passes puts the cursor and takes the focus; that stays as it is.
static void a_passing_mouse_makes_no_steps(void **state)
{
    (void)state;
    struct session *session = session_begun("only sigmoid tanh; focus sigmoid");
    apply(session, "grid off");
    session->passing = true;
    apply(session, "cursor 1.5");
    apply(session, "focus tanh");
    session->passing = false;
    assert_int_equal(session->undo.at, 1);
    apply(session, "undo");
    assert_state(session, "grid on; cursor 1.5; focus tanh");
    session_delete(session);
}

// What a hand drags is one step, whatever commands it makes.
static void a_drag_is_one_step(void **state)
{
    (void)state;
    struct session *session = session_begun("only leaky_relu");
    session->passing = true;
    apply(session, "param leaky_relu alpha 0.1");
    apply(session, "param leaky_relu alpha 0.2");
    apply(session, "param leaky_relu alpha 0.3");
    session->passing = false;
    undo_end_gesture(&session->undo);
    assert_int_equal(session->undo.at, 1);
    session->passing = true;
    apply(session, "param leaky_relu alpha 0.4");
    assert_int_equal(session->undo.at, 2);
    session_delete(session);
}

// What happens between two lines, as an animation, is a step of its own.
static void an_animation_is_one_step(void **state)
{
    (void)state;
    struct session *session = session_begun("only leaky_relu; animate on");
    struct state before = session->state;
    for (int i = 0; i < 20; i++)
        assert_true(session_animate(session, 0.05));
    apply(session, "animate off");
    apply(session, "grid off");
    apply(session, "undo");
    apply(session, "undo");
    assert_true(state_equal(&before, &session->state));
    session_delete(session);
}

// Definitions that only the past uses are still there when it comes back.
static void definitions_come_back(void **state)
{
    (void)state;
    struct session *session = session_begun("");
    char line[64], formula[64];
    for (int i = 2; i <= 150; i++) {
        snprintf(line, sizeof line, "define g = %d*x", i);
        apply(session, line);
    }
    for (int i = 149; i >= 2; i--) {
        apply(session, "undo");
        snprintf(formula, sizeof formula, "g = %d*x", i);
        int g = state_function_find(&session->state, "g");
        assert_true(g >= 0);
        assert_string_equal(state_function(&session->state, g)->definition, formula);
    }
    apply(session, "undo");
    assert_int_equal(state_function_find(&session->state, "g"), -1);
    session_delete(session);
}

static void the_oldest_steps_are_forgotten(void **state)
{
    (void)state;
    struct session *session = session_begun("");
    for (int i = 0; i < UNDO_STEPS_MAX + 50; i++)
        apply(session, "grid toggle");
    for (int i = 0; i < UNDO_STEPS_MAX; i++) {
        apply(session, "undo");
        assert_string_equal(session->message, "undone: grid toggle");
    }
    apply(session, "undo");
    assert_contains(session->message, "nothing to undo");
    session_delete(session);
}

static void a_stroke_of_the_pen_comes_first(void **state)
{
    (void)state;
    struct session *session = session_begun("");
    apply(session, "grid off");
    apply(session, "pen on; pen down 0.1 0.1; pen to 0.2 0.2");
    apply(session, "undo");
    assert_int_equal(session->presenter.ink.stroke_n, 0);
    assert_state(session, "grid off");
    apply(session, "undo");
    assert_state(session, "grid on");
    session_delete(session);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_are_steps),
        cmocka_unit_test(mistakes_are_taken_back),
        cmocka_unit_test(words_say_what_was_undone),
        cmocka_unit_test(a_typed_line_is_one_step),
        cmocka_unit_test(a_passing_mouse_makes_no_steps),
        cmocka_unit_test(a_drag_is_one_step),
        cmocka_unit_test(an_animation_is_one_step),
        cmocka_unit_test(definitions_come_back),
        cmocka_unit_test(the_oldest_steps_are_forgotten),
        cmocka_unit_test(a_stroke_of_the_pen_comes_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
