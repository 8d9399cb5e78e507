// The picture for the ear: pitches, places, sentences.
#include "helper.h"

#include <math.h>

#include "control/hearing.h"

#define assert_near(a, b, tolerance) assert_true(fabs((a) - (b)) <= (tolerance))

static void pitch_is_two_octaves(void **state)
{
    (void)state;
    static const struct {
        double height, pitch;
    } rows[] = {
        {0, 220},   {0.5, 440},  {1, 880},        {0.25, 311.1269837220809},
        {-1, 220},  {2, 880},    {HUGE_VAL, 880}, {-HUGE_VAL, 220},
        {NAN, 220}, {-0.0, 220}, {5e-324, 220},   {0.75, 622.2539674441618},
    };
    for (size_t i = 0; i < COUNT(rows); i++)
        assert_near(tone_pitch(rows[i].height), rows[i].pitch, 1e-9);
}

static void slopes_sound_by_decades(void **state)
{
    (void)state;
    static const struct {
        double slope, height;
    } rows[] = {
        {1, 1},      {-1, 1},     {10, 1}, {0.1, 0.75}, {-0.01, 0.5},  {1e-3, 0.25},   {1e-4, 0},
        {1e-300, 0}, {5e-324, 0}, {0, 0},  {-0.0, 0},   {HUGE_VAL, 1}, {-HUGE_VAL, 1}, {NAN, 0},
    };
    for (size_t i = 0; i < COUNT(rows); i++)
        assert_near(tone_height_of_slope(rows[i].slope), rows[i].height, 1e-12);
}

static void the_tone_follows_the_cursor(void **state)
{
    (void)state;
    struct session *session = session_new();
    apply(session, "only sigmoid; derivative 0; layout overlay; view -5 5 0 1; cursor 0");
    struct tone tone = hearing_tone(session);
    assert_near(tone.pitch, 440, 1e-9); // half way up
    assert_near(tone.pan, 0, 1e-12);
    assert_true(tone.loudness > 0.5);
    apply(session, "cursor 5");
    tone = hearing_tone(session);
    assert_near(tone.pan, 1, 1e-12);
    assert_near(tone.pitch, 220 * exp2(2 / (1 + exp(-5))), 1e-6);
    apply(session, "cursor -5");
    assert_near(hearing_tone(session).pan, -1, 1e-12);
    apply(session, "view -5 5 0.4 0.6"); // the value lies below the picture
    tone = hearing_tone(session);
    assert_near(tone.pitch, 220, 1e-9);
    assert_true(tone.loudness > 0 && tone.loudness < 0.4);
    apply(session, "cursor 1e9"); // far beyond the picture
    assert_near(hearing_tone(session).pan, 1, 1e-12);
    apply(session, "cursor off");
    assert_true(hearing_tone(session).loudness == 0);
    apply(session, "cursor 0; hide all");
    assert_true(hearing_tone(session).loudness == 0);
    session_delete(session);
}

static void a_dead_unit_is_silent(void **state)
{
    (void)state;
    struct session *session = session_new();
    apply(session, "only relu; hear slope; cursor -1");
    assert_true(hearing_tone(session).loudness == 0);
    apply(session, "cursor 1");
    assert_true(hearing_tone(session).loudness > 0.5);
    assert_near(hearing_tone(session).pitch, 880, 1e-9);
    apply(session, "only sigmoid; cursor 0"); // 1/4
    assert_near(hearing_tone(session).pitch, 220 * exp2(2 * (1 + log10(0.25) / 4)), 1e-9);
    apply(session, "hear next");
    assert_state(session, "hear value");
    apply(session, "hear next; hear next; hear slope");
    assert_state(session, "hear slope");
    session_delete(session);
}

static void sentences_say_what_is_there(void **state)
{
    (void)state;
    static const struct {
        const char *line, *sentence;
    } rows[] = {
        {"only tanh; derivative 0,1; cursor 1.32", "Tanh at x = 1.32: value 0.867, slope 0.249"},
        {"cursor 0", "Tanh at x = 0: value 0, slope 1"},
        {"cursor -2.5", "Tanh at x = −2.5: value −0.987, slope 0.0266"},
        {"cursor 1e9", "Tanh at x = 1×10⁹: value 1, slope 0"},
        {"only sigmoid; derivative 0,1,2; cursor 0",
         "Sigmoid at x = 0: value 0.5, slope 0.25, second derivative 0"},
        {"derivative 0; cursor -30", "Sigmoid at x = −30: value 9.36×10⁻¹⁴, slope 9.36×10⁻¹⁴"},
        {"only sigmoid tanh; view -5 5; cursor off", "Sigmoid, Tanh; x from −5 to 5; no cursor"},
        {"define q = (exp(x)-1)/x; only q; derivative 0,1,2; cursor 0",
         "q at x = 0: value hole (limit 1), slope hole (limit 0.5), second derivative hole (limit "
         "0.333)"},
        {"define q = 1/x; derivative 0",
         "q at x = 0: value pole (−∞ on the left, ∞ on the right), slope pole (−∞ on the left, −∞ "
         "on the right)"},
        {"define q = sqrt(x); cursor -1", "q at x = −1: value none, slope none"},
        {"only step; cursor 0",
         "Binary step at x = 0: value 1, jump (0 on the left, 1 on the right), slope 0"},
        {"only sigmoid tanh; cursor off", "Sigmoid, Tanh; x from −5 to 5; no cursor"},
        {"hide tanh", "Sigmoid; x from −5 to 5; no cursor"},
        {"hide all", "nothing is shown; x from −5 to 5; no cursor"},
    };
    struct session *session = session_new();
    struct text text = {0};
    for (size_t i = 0; i < COUNT(rows); i++) {
        apply(session, rows[i].line);
        text_clear(&text);
        hearing_sentence(session, &text);
        assert_string_equal(text_string(&text), rows[i].sentence);
    }
    text_free(&text);
    session_delete(session);
}

static bool keep_spoken(void *user, enum host_action action, const char *argument,
                        struct fault *fault)
{
    (void)fault;
    if (action == HOST_SPEAK)
        text_add(user, argument);
    return true;
}

static void speak_now_goes_to_the_host(void **state)
{
    (void)state;
    struct session *session = session_new();
    struct text spoken = {0};
    session->host = (struct host){.user = &spoken, .perform = keep_spoken};
    apply(session, "only relu; cursor -1; speak now");
    assert_string_equal(text_string(&spoken), "ReLU at x = −1: value 0, slope 0");
    session->host.perform = NULL;
    assert_int_equal(apply_wrong(session, "speak now").id, FAULT_WINDOW);
    text_free(&spoken);
    session_delete(session);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pitch_is_two_octaves),        cmocka_unit_test(slopes_sound_by_decades),
        cmocka_unit_test(the_tone_follows_the_cursor), cmocka_unit_test(a_dead_unit_is_silent),
        cmocka_unit_test(sentences_say_what_is_there), cmocka_unit_test(speak_now_goes_to_the_host),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
