// Commands for lectures: what they change, and what comes back.
#include "helper.h"

#include <math.h>

static void assert_desk(struct session *session)
{
    assert_state(session, "lecture off; theme dark; hints on; fullscreen off; text-size 1.5");
}

static void a_lecture_ends_as_it_began(void **state)
{
    (void)state;
    struct session *session = session_new();
    apply(session, "theme dark; text-size 1.5");
    assert_desk(session);
    apply(session, "lecture on");
    assert_state(session, "lecture on; theme light; hints off; fullscreen on; text-size 1");
    apply(session, "theme dark; text-size bigger; hints on; fullscreen off");
    apply(session, "lecture on"); // once more changes nothing
    assert_state(session, "theme dark; hints on; fullscreen off");
    assert_true(session->state.text_size > 1);
    apply(session, "lecture off");
    assert_desk(session);
    apply(session, "lecture off; lecture toggle; lecture");
    assert_desk(session);
    session_delete(session);
}

// The stop button of a remote sends Escape: it leaves one thing after the other, and never quits.
static void escape_leaves_one_thing_at_a_time(void **state)
{
    (void)state;
    struct session *session = session_new();
    apply(session, "fullscreen on; lecture on; cursor 1; blank white; help on");
    apply(session, "leave");
    assert_true(!session->state.help && session->state.blank && session->state.lecture.white);
    apply(session, "leave");
    assert_true(!session->state.blank && !session->state.lecture.white);
    assert_true(session->state.lecture.on);
    apply(session, "leave");
    assert_true(!session->state.lecture.on && session->state.fullscreen);
    apply(session, "leave");
    assert_true(!session->state.fullscreen && session->state.cursor_on);
    for (int i = 0; i < 5; i++)
        apply(session, "leave");
    session_delete(session);
}

static void blank_is_black_or_white(void **state)
{
    (void)state;
    static const struct {
        const char *line;
        bool blank, white;
    } rows[] = {
        {"blank on", true, false},      {"blank white", true, true}, {"blank white", false, false},
        {"blank white", true, true},    {"blank on", true, false},   {"blank off", false, false},
        {"blank white", true, true},    {"blank off", false, false}, {"blank", true, false},
        {"blank toggle", false, false},
    };
    struct session *session = session_new();
    for (size_t i = 0; i < COUNT(rows); i++) {
        apply(session, rows[i].line);
        assert_int_equal(session->state.blank, rows[i].blank);
        assert_int_equal(session->state.lecture.white, rows[i].white);
    }
    session_delete(session);
}

static void while_blank_only_these_keys_act(void **state)
{
    (void)state;
    static const struct {
        const char *key, *command;
    } rows[] = {
        {"b", "blank toggle"},
        {".", "blank toggle"},
        {"w", "blank white"},
        {"PageDown", "next"},
        {"PageUp", "previous"},
        {"Escape", "leave"},
        {"q", "quit ask"},
        {"g", ""},
        {"1", ""},
        {"F5", ""},
        {"Left", ""},
        {"t", ""},
    };
    struct session *session = session_new();
    apply(session, "bind b blank toggle; bind . blank toggle; bind w blank white; bind q quit ask");
    apply(session, "bind PageDown next; bind PageUp previous; bind Escape leave; bind g grid");
    apply(session, "bind 1 toggle step; bind F5 lecture on; bind Left cursor by -0.01");
    apply(session, "bind t theme next; blank on");
    for (size_t i = 0; i < COUNT(rows); i++) {
        char command[BINDING_COMMAND_MAX];
        session_key(session, rows[i].key, command, sizeof command);
        assert_string_equal(command, rows[i].command);
    }
    session_delete(session);
}

static bool count_quits(void *user, enum host_action action, const char *argument,
                        struct fault *fault)
{
    (void)argument;
    (void)fault;
    *(int *)user += action == HOST_QUIT;
    return true;
}

static void a_lecture_is_not_ended_by_one_key(void **state)
{
    (void)state;
    struct session *session = session_new();
    int quits = 0;
    session->host = (struct host){.user = &quits, .perform = count_quits};
    apply(session, "quit ask");
    assert_int_equal(quits, 1); // at the desk it quits
    apply(session, "lecture on; quit ask");
    assert_int_equal(quits, 1);
    assert_contains(session->message, "once more");
    apply(session, "grid; quit ask"); // something else came between
    assert_int_equal(quits, 1);
    apply(session, "cursor 1; quit ask"); // the mouse does not count
    assert_int_equal(quits, 2);
    apply(session, "quit");
    assert_int_equal(quits, 3);
    session_delete(session);
}

static void clocks_count_minutes_and_hours(void **state)
{
    (void)state;
    static const struct {
        double seconds;
        const char *says;
    } rows[] = {{0, "0:00"},       {-3, "0:00"},      {9.99, "0:09"},
                {65, "1:05"},      {3599.9, "59:59"}, {3600, "1:00:00"},
                {3725, "1:02:05"}, {1e9, "99:59:59"}, {NAN, "0:00"}};
    for (size_t i = 0; i < COUNT(rows); i++) {
        char out[32];
        assert_string_equal(clock_text(out, sizeof out, rows[i].seconds), rows[i].says);
    }
}

static void mistakes_are_named(void **state)
{
    (void)state;
    static const struct {
        const char *line, *says;
        enum fault_id id;
    } rows[] = {
        {"lecture loud", "is not one of", FAULT_UNKNOWN_WORD},
        {"lecture on off", "one word too many", FAULT_EXTRA_ARGUMENT},
        {"blank whte", "did you mean \"white\"?", FAULT_UNKNOWN_WORD},
        {"reduced-motion maybe", "is not one of", FAULT_UNKNOWN_WORD},
        {"quit now", "\"now\"", FAULT_EXTRA_ARGUMENT},
    };
    struct session *session = session_new();
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct fault fault = apply_wrong(session, rows[i].line);
        assert_int_equal(fault.id, rows[i].id);
        assert_contains(fault.text, rows[i].says);
    }
    session_delete(session);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_lecture_ends_as_it_began),
        cmocka_unit_test(escape_leaves_one_thing_at_a_time),
        cmocka_unit_test(blank_is_black_or_white),
        cmocka_unit_test(while_blank_only_these_keys_act),
        cmocka_unit_test(a_lecture_is_not_ended_by_one_key),
        cmocka_unit_test(clocks_count_minutes_and_hours),
        cmocka_unit_test(mistakes_are_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
