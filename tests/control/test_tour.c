// Tours: reading, walking, restoring, and the places of mistakes.

#include "helper.h"

#include "control/tour.h"

static const char three_steps[] = "title \"Three steps\"; title ja \"三歩\"\n"
                                  "step \"One\"\n"
                                  "title ja \"一\"\n"
                                  "caption \"First.\"; caption ja \"はじめ。\"\n"
                                  "note \"Say hello.\"\n"
                                  "only step; view -1 1\n"
                                  "step \"Two\"\n"
                                  "caption \"Second.\"\n"
                                  "only sigmoid tanh\n"
                                  "play\n"
                                  "wait 1; cursor 2\n"
                                  "step \"Three\"\n"
                                  "only relu; derivative 0\n"
                                  "caption \"Third.\"\n";

static struct tour *parse(const char *text)
{
    struct fault fault = {0};
    struct tour *tour = tour_parse(text, "test", &fault);
    if (tour == NULL)
        fail_msg("%s:%d:%d: %s", fault.source, fault.line, fault.column, fault.text);
    return tour;
}

static void a_tour_is_read(void **state)
{
    (void)state;
    struct tour *tour = parse(three_steps);
    struct text play = {0};
    assert_int_equal(tour->step_n, 3);
    assert_string_equal(tour_words_in(&tour->title, language_find("ja")), "三歩");
    assert_string_equal(tour_words_in(&tour->steps[0].title, language_find("ja")), "一");
    assert_string_equal(tour_words_in(&tour->steps[0].note, LANGUAGE_EN), "Say hello.");
    assert_string_equal(tour_words_in(&tour->steps[0].note, language_find("ja")), "Say hello.");
    assert_string_equal(tour_words_in(&tour->steps[2].note, LANGUAGE_EN), "");
    tour_play_text(tour, 1, &play);
    assert_non_null(strstr(text_string(&play), "cursor 2"));
    assert_null(strstr(text_string(&play), "relu"));
    for (int i = 0; i + 1 < tour->step_n; i++) // a step goes as far as the next directive
        assert_int_equal(strncmp(three_steps + tour->steps[i].end, "step ", 5), 0);
    text_clear(&play);
    tour_play_text(tour, 2, &play);
    assert_string_equal(text_string(&play), "");
    text_free(&play);
    tour_destroy(tour);
    tour_destroy(NULL);
}

struct mistake {
    const char *text;
    enum fault_id id;
    int line, column;
};

static void mistakes_have_a_place(void **state)
{
    (void)state;
    static const struct mistake rows[] = {
        {"", FAULT_MISSING_ARGUMENT, 1, 0},
        {"# nothing\n\n", FAULT_MISSING_ARGUMENT, 3, 0},
        {"title \"x\"\nonly step\n", FAULT_MISSING_ARGUMENT, 3, 0},
        {"caption \"x\"\n", FAULT_EXPECT, 1, 9},
        {"title \"T\"\nnote \"x\"\nstep \"a\"\n", FAULT_EXPECT, 2, 6},
        {"play\nstep \"a\"\ncaption \"b\"", FAULT_EXPECT, 1, 1},
        {"step \"a\"\ncaption \"b\"; caption \"c\"\n", FAULT_EXTRA_ARGUMENT, 2, 22},
        {"step \"a\"\ntitle \"b\"\ncaption \"c\"", FAULT_EXTRA_ARGUMENT, 2, 7},
        {"step \"a\"\ncaption \"b\"\nplay\nplay\n", FAULT_EXTRA_ARGUMENT, 4, 1},
        {"step \"a\"\nonly step\nstep \"b\"\ncaption \"c\"\n", FAULT_MISSING_ARGUMENT, 3, 0},
        {"step \"a\"\n", FAULT_MISSING_ARGUMENT, 2, 0},
        {"step\ncaption \"b\"", FAULT_MISSING_ARGUMENT, 1, 5},
        {"step \"a\ncaption \"b\"", FAULT_QUOTE, 1, 6},
        {"step \"a\" \"b\"\n", FAULT_EXTRA_ARGUMENT, 1, 10},
        {"step \"a\"\ncaption \"\xff\"\n", FAULT_UTF8, 2, 10},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct fault fault = {0};
        struct tour *tour = tour_parse(rows[i].text, "test", &fault);
        if (tour != NULL || fault.id != rows[i].id || fault.line != rows[i].line ||
            fault.column != rows[i].column)
            fail_msg("row %zu: %d at %d:%d (%s)", i, (int)fault.id, fault.line, fault.column,
                     fault.text);
        assert_string_equal(fault.source, "test");
        tour_destroy(tour);
    }
}

struct seen {
    int n, lines[16];
};

static void see(void *user, const struct fault *fault)
{
    struct seen *seen = user;
    assert_true(seen->n < 16 && fault->text[0] != '\0');
    assert_string_equal(fault->source, "test");
    seen->lines[seen->n++] = fault->line;
}

static void a_review_goes_on_behind_mistakes(void **state)
{
    (void)state;
    static const char text[] = "caption \"early\"\n" // 1: before any step
                               "title \"T\"\n"       // 2
                               "step\n"              // 3: of no title
                               "caption \"one\"\n"   // 4
                               "caption \"two\"\n"   // 5: the second
                               "only tanh\n"         // 6
                               "step \"B\"\n"        // 7
                               "only relu\n"         // 8
                               "play\nplay\n"        // 10: the second
                               "step \"C\"\n"        // 11: B has no caption
                               "caption \"c\"\n"     // 12
                               "caption fr \"x\"\n"  // 13: no such language
                               "view -1 1\n";
    static const int wanted[] = {1, 3, 5, 10, 11, 13};
    struct seen seen = {0};
    int mistakes = 0;
    struct tour *tour = tour_review(text, "test", see, &seen, &mistakes);
    assert_int_equal(mistakes, COUNT(wanted));
    assert_int_equal(seen.n, COUNT(wanted));
    for (int i = 0; i < seen.n; i++)
        assert_int_equal(seen.lines[i], wanted[i]);
    assert_int_equal(tour->step_n, 3); // what can be read is there
    assert_string_equal(tour_words_in(&tour->steps[2].caption, LANGUAGE_EN), "c");
    struct session *s = session_new();
    assert_int_equal(tour_run_step(tour, 1, s, NULL, NULL), 0);
    assert_int_equal(s->state.focus, activation_find("relu"));
    session_delete(s);
    tour_destroy(tour);
    tour = tour_review("", "test", NULL, NULL, &mistakes);
    assert_int_equal(mistakes, 1);
    assert_int_equal(tour->step_n, 0);
    tour_destroy(tour);
}

static void too_many_steps_are_refused(void **state)
{
    (void)state;
    struct text text = {0};
    struct fault fault = {0};
    for (int i = 0; i <= TOUR_STEPS_MAX; i++)
        text_add(&text, "step \"s\"\ncaption \"c\"\n");
    assert_null(tour_parse(text_string(&text), "test", &fault));
    assert_int_equal(fault.id, FAULT_LIMIT);
    assert_int_equal(fault.line, 2 * TOUR_STEPS_MAX + 1);
    text_free(&text);
}

static void a_step_is_the_same_from_anywhere(void **state)
{
    (void)state;
    struct tour *tour = parse(three_steps);
    struct session *a = session_new(), *b = session_new();
    apply(b, "only gelu; derivative 2; layout grid; scale x symlog; view -9 9; cursor 3");
    for (int i = 0; i < 3; i++) {
        assert_int_equal(tour_run_step(tour, i, a, NULL, NULL), 0);
        assert_int_equal(tour_run_step(tour, i, b, NULL, NULL), 0);
        assert_true(state_equal(&a->state, &b->state));
    }
    assert_state(a, "only relu; derivative 0");
    tour_destroy(tour);
    free(a);
    free(b);
}

static void looks_stay(void **state)
{
    (void)state;
    struct session *s = session_new();
    apply(s, "theme dark; text-size 2; language ja");
    walk_begin(s, parse(three_steps));
    assert_state(s, "theme dark; text-size 2; language ja; only step");
    apply(s, "tour next; theme light; tour previous");
    assert_state(s, "theme light; only step");
    session_free(s);
    free(s);
}

static void steps_are_found_as_they_were_left(void **state)
{
    (void)state;
    struct session *s = session_new();
    walk_begin(s, parse(three_steps));
    apply(s, "tour next; show relu; cursor 1.5; view -3 4; param leaky_relu alpha 0.3");
    struct state left = s->state;
    apply(s, "tour next; tour previous");
    assert_true(state_equal(&left, &s->state));
    apply(s, "tour first; tour last; previous"); // `previous` walks the tour, too
    assert_true(state_equal(&left, &s->state));
    apply(s, "tour restart");
    assert_state(s, "only sigmoid tanh; cursor off; param leaky_relu alpha 0.01");
    apply(s, "tour step 1");
    assert_state(s, "only step");
    session_free(s);
    free(s);
}

static void the_ends_are_said(void **state)
{
    (void)state;
    struct session *s = session_new();
    apply(s, "only gelu; view -1 2; saturation on");
    struct session *before = session_new();
    before->state = s->state;
    walk_begin(s, parse(three_steps));
    apply(s, "tour previous");
    assert_int_equal(s->walk.step, 0);
    assert_string_not_equal(s->message, "");
    apply(s, "tour step 3");
    assert_string_equal(s->message, "");
    apply(s, "next");
    assert_int_equal(s->walk.step, 2);
    assert_string_not_equal(s->message, "");
    apply(s, "theme dark; leave");
    assert_null(s->walk.tour);
    apply(before, "theme dark"); // looks are those of now, the picture is the one before the tour
    assert_true(state_equal(&before->state, &s->state));
    session_free(before);
    free(before);
    session_free(s);
    free(s);
}

// The program's tours lead from one to the next; the last one, and one from a file, to none.
static const char *begun;

static bool begins(void *user, enum host_action action, const char *argument, struct fault *fault)
{
    (void)user;
    (void)fault;
    if (action == HOST_TOUR)
        begun = argument;
    return action != HOST_SKIP;
}

static void the_end_leads_to_the_next_tour(void **state)
{
    (void)state;
    static const struct embedded tours[] = {
        {"t", "title \"One\"\n"}, {"u", "title \"Two\"\ntitle ja \"二\"\n"}, {NULL, NULL}};
    struct session *s = session_new();
    s->host.perform = begins;
    s->tours = tours;
    struct tour *tour = parse(three_steps);
    snprintf(tour->name, sizeof tour->name, "t");
    walk_begin(s, tour);
    begun = NULL;
    apply(s, "tour step 3; tour next");
    assert_non_null(strstr(s->message, "\"Two\""));
    assert_null(begun);
    apply(s, "tour previous; tour next; tour next"); // it is said again
    assert_null(begun);
    apply(s, "tour next");
    assert_string_equal(begun, "u");
    static const char *const ends[] = {"u", "from a file"};
    for (size_t i = 0; i < COUNT(ends); i++) {
        tour = parse(three_steps);
        snprintf(tour->name, sizeof tour->name, "%s", ends[i]);
        walk_begin(s, tour);
        begun = NULL;
        apply(s, "tour last; tour next; tour next");
        assert_null(begun);
        assert_int_equal(s->walk.step, 2);
    }
    session_free(s);
    free(s);
}

// One tour leads to another; what comes back is the picture before the first.
static void two_tours_give_back_one_picture(void **state)
{
    (void)state;
    struct session *s = session_new();
    apply(s, "define w = sin(x); only w");
    walk_begin(s, parse(three_steps));
    apply(s,
          "undefine w; define v = cos(x); undefine v"); // the library lets go of what nobody needs
    walk_begin(s, parse(three_steps));
    apply(s, "tour next; tour off");
    assert_state(s, "define w = sin(x); only w");
    assert_false(command_apply(s, "tour off", NULL, 0, &(struct fault){0}));
    session_free(s);
    free(s);
}

static void wrong_calls_are_refused(void **state)
{
    (void)state;
    static const struct {
        const char *line;
        enum fault_id id;
    } rows[] = {
        {"tour next", FAULT_RANGE},      {"tour restart", FAULT_RANGE},
        {"tour step 1", FAULT_RANGE},    {"tour article", FAULT_WINDOW},
        {"caption \"x\"", FAULT_EXPECT}, {"step \"x\"", FAULT_EXPECT},
        {"play", FAULT_EXPECT},          {"title ja x", FAULT_EXPECT},
        {"note x", FAULT_EXPECT},
    };
    static const char *const steps[] = {"tour step 0", "tour step 4", "tour step 1.5",
                                        "tour step -1"};
    struct session *s = session_new();
    struct fault fault = {0};
    for (size_t i = 0; i < COUNT(rows); i++) {
        assert_false(command_apply(s, rows[i].line, NULL, 0, &fault));
        assert_int_equal(fault.id, rows[i].id);
    }
    walk_begin(s, parse(three_steps));
    for (size_t i = 0; i < COUNT(steps); i++) {
        assert_false(command_apply(s, steps[i], NULL, 0, &fault));
        assert_int_equal(fault.id, FAULT_RANGE);
        assert_int_equal(s->walk.step, 0);
    }
    // Trying whether a command would change something must not end the tour.
    command_apply(s, "expect-state tour off", NULL, 0, &fault);
    assert_non_null(s->walk.tour);
    session_free(s);
    free(s);
}

// What a host sees of `play`.
static int plays, skips;

static bool host(void *user, enum host_action action, const char *argument, struct fault *fault)
{
    (void)user;
    (void)fault;
    if (action == HOST_PLAY && strstr(argument, "cursor 2") != NULL)
        plays++;
    if (action == HOST_SKIP)
        return skips-- > 0;
    return true;
}

static void next_skips_what_plays(void **state)
{
    (void)state;
    struct session *s = session_new();
    s->host = (struct host){.perform = host};
    plays = skips = 0;
    walk_begin(s, parse(three_steps));
    assert_int_equal(plays, 0);
    apply(s, "tour next");
    assert_int_equal(plays, 1);
    skips = 1;
    apply(s, "tour next"); // brings the animation to its end
    assert_int_equal(s->walk.step, 1);
    apply(s, "tour next");
    assert_int_equal(s->walk.step, 2);
    apply(s, "tour previous"); // found as it was left: nothing plays again
    assert_int_equal(plays, 1);
    session_free(s);
    free(s);
}

static void mistakes_in_steps_are_reported_with_their_line(void **state)
{
    (void)state;
    static const char text[] = "step \"a\"\ncaption \"b\"\nonly sigmoid\nonly nonsense; grid off\n";
    struct tour *tour = parse(text);
    struct session *s = session_new();
    assert_int_equal(tour_run_step(tour, 0, s, NULL, NULL), 1);
    assert_state(s, "only sigmoid; grid off");
    walk_begin(s, tour);
    assert_non_null(strstr(s->message, "test:4:"));
    session_free(s);
    free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_tour_is_read),
        cmocka_unit_test(mistakes_have_a_place),
        cmocka_unit_test(a_review_goes_on_behind_mistakes),
        cmocka_unit_test(too_many_steps_are_refused),
        cmocka_unit_test(a_step_is_the_same_from_anywhere),
        cmocka_unit_test(looks_stay),
        cmocka_unit_test(steps_are_found_as_they_were_left),
        cmocka_unit_test(the_ends_are_said),
        cmocka_unit_test(the_end_leads_to_the_next_tour),
        cmocka_unit_test(two_tours_give_back_one_picture),
        cmocka_unit_test(wrong_calls_are_refused),
        cmocka_unit_test(next_skips_what_plays),
        cmocka_unit_test(mistakes_in_steps_are_reported_with_their_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
