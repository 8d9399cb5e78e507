// Themes: what a file may say and where its mistakes are; and that the shipped ones can be seen by
// everybody, computed here from colour science of the test's own.
#include "helper.h"

#include <math.h>

#include "../colours.h"
#include "base/embedded.h"
#include "scene/theme.h"

extern const struct embedded embedded_themes[]; // assets/themes

// --- Colour science

// WCAG 2.1's contrast: `light` is 0.05 there. In a room that leaves a white-to-black ratio of R, it
// is 1 / (R - 1).
static double contrast(struct color a, struct color b, double light)
{
    double p = luminance(a), q = luminance(b);
    return (fmax(p, q) + light) / (fmin(p, q) + light);
}

#define WCAG    0.05
#define ROOM(R) (1 / ((R)-1.0))

static void the_colour_difference_is_the_published_one(void **state)
{
    (void)state;
    static const struct {
        struct vec p, q;
        double expected;
    } pairs[] = {
        {{50, 2.6772, -79.7751}, {50, 0, -82.7485}, 2.0425},
        {{50, 3.1571, -77.2803}, {50, 0, -82.7485}, 2.8615},
        {{50, 2.8361, -74.0200}, {50, 0, -82.7485}, 3.4412},
        {{50, -1.3802, -84.2814}, {50, 0, -82.7485}, 1.0000},
        {{50, 0, 0}, {50, -1, 2}, 2.3669},
        {{50, 2.4900, -0.0010}, {50, -2.4900, 0.0009}, 7.1792},
        {{50, 2.4900, -0.0010}, {50, -2.4900, 0.0011}, 7.2195},
        {{50, -0.0010, 2.4900}, {50, 0.0009, -2.4900}, 4.8045},
        {{50, 2.5, 0}, {50, 0, -2.5}, 4.3065},
        {{50, 2.5, 0}, {73, 25, -18}, 27.1492},
        {{50, 2.5, 0}, {61, -5, 29}, 22.8977},
        {{50, 2.5, 0}, {56, -27, -3}, 31.9030},
        {{50, 2.5, 0}, {58, 24, 15}, 19.4535},
        {{60.2574, -34.0099, 36.2677}, {60.4626, -34.1751, 39.4387}, 1.2644},
        {{63.0109, -31.0961, -5.8663}, {62.8187, -29.7946, -4.0864}, 1.2630},
        {{61.2901, 3.7196, -5.3901}, {61.4292, 2.2480, -4.9620}, 1.8731},
        {{35.0831, -44.1164, 3.7933}, {35.0232, -40.0716, 1.5901}, 1.8645},
        {{22.7233, 20.0904, -46.6940}, {23.0331, 14.9730, -42.5619}, 2.0373},
        {{36.4612, 47.8580, 18.3852}, {36.2715, 50.5065, 21.2231}, 1.4146},
        {{90.8027, -2.0831, 1.4410}, {91.1528, -1.6435, 0.0447}, 1.4441},
        {{90.9257, -0.5406, -0.9208}, {88.6381, -0.8985, -0.7239}, 1.5381},
        {{6.7747, -0.2908, -2.4247}, {5.8714, -0.0985, -2.2286}, 0.6377},
        {{2.0776, 0.0795, -1.1350}, {0.9033, -0.0636, -0.5514}, 0.9082},
    };
    for (size_t i = 0; i < COUNT(pairs); i++) {
        assert_true(fabs(ciede2000(pairs[i].p, pairs[i].q) - pairs[i].expected) < 5.1e-5);
        assert_true(fabs(ciede2000(pairs[i].q, pairs[i].p) - pairs[i].expected) < 5.1e-5);
    }
}

// --- The shipped themes

struct reports {
    int n;
    char first[700];
};

static void report(void *user, const struct fault *fault)
{
    struct reports *reports = user;
    if (reports->n++ == 0)
        fault_print(fault, reports->first, sizeof reports->first);
}

static void assert_at_least(double value, double least, const char *theme, const char *what, int i)
{
    char number[16] = "";
    if (i > 0)
        snprintf(number, sizeof number, " %d", i);
    if (!(value >= least))
        fail_msg("%s: %s%s: %.2f is less than %.2f", theme, what, number, value, least);
}

static void assert_at_most(double value, double most, const char *theme, const char *what, int i)
{
    char number[16] = "";
    if (i > 0)
        snprintf(number, sizeof number, " %d", i);
    if (!(value <= most))
        fail_msg("%s: %s%s: %.2f is more than %.2f", theme, what, number, value, most);
}

// The room that a theme is made for: dark ground asks for a dark one.
static double room_of(const struct theme *theme)
{
    return theme_is_dark(theme) ? ROOM(15) : ROOM(7);
}

// What a colour stands on, and the room's light as `contrast` takes it.
struct ground {
    const char *words;
    struct color color;
    double light;
};

static struct ground background_of(const struct theme *theme)
{
    return (struct ground){"background", theme->background, WCAG};
}

static struct ground panel_of(const struct theme *theme)
{
    return (struct ground){"panel", theme->panel, WCAG};
}

static struct ground lit_background_of(const struct theme *theme)
{
    return (struct ground){"background in a lit room", theme->background, room_of(theme)};
}

// `name` is the colour's word in the theme's file, and i its number there, or 0.
static void assert_contrast(const struct theme *theme, struct color color, const char *name, int i,
                            struct ground ground, double least)
{
    char what[80];
    snprintf(what, sizeof what, "contrast with %s of %s", ground.words, name);
    assert_at_least(contrast(color, ground.color, ground.light), least, theme->name, what, i);
}

// A session leaves a theme with a mistake out.
static void the_files_have_no_mistakes(void **state)
{
    (void)state;
    struct session *session = session_new();
    for (const struct embedded *file = embedded_themes; file->name != NULL; file++) {
        struct reports reports = {0};
        themes_read(session, file->name, file->text, file->name, report, &reports);
        if (reports.n > 0)
            fail_msg("assets/themes/%s.actscope: %s", file->name, reports.first);
    }
    session_delete(session);
}

static void curves_stand_out_from_their_ground(void **state)
{
    (void)state;
    struct session *session = session_new();
    for (int i = 0; i < session->themes.n; i++) {
        const struct theme *t = &session->themes.items[i];
        for (int k = 0; k < THEME_CURVES; k++) {
            assert_contrast(t, t->curves[k], "curve", k + 1, background_of(t), 3);
            assert_contrast(t, t->curves[k], "curve", k + 1, lit_background_of(t), 2.5);
        }
        assert_contrast(t, t->grid, "grid", 0, background_of(t), 1.15);
        assert_at_most(contrast(t->grid, t->background, WCAG), 1.8, t->name,
                       "contrast with background of grid", 0);
    }
    session_delete(session);
}

static void text_can_be_read(void **state)
{
    (void)state;
    struct session *session = session_new();
    for (int i = 0; i < session->themes.n; i++) {
        const struct theme *t = &session->themes.items[i];
        const struct color texts[] = {t->text, t->quiet, t->fault};
        static const char *const names[] = {"text", "quiet", "fault"};
        for (int k = 0; k < 3; k++) {
            assert_contrast(t, texts[k], names[k], 0, background_of(t), 7);
            assert_contrast(t, texts[k], names[k], 0, panel_of(t), 7);
            assert_contrast(t, texts[k], names[k], 0, lit_background_of(t), 4.5);
        }
    }
    session_delete(session);
}

// In degrees, from -180 to 180.
static double hue_of(struct color c)
{
    struct vec v = lab(c, visions[0]);
    return atan2(v.c, v.b) * 180 / 3.14159265358979323846;
}

static double chroma(struct color c)
{
    struct vec v = lab(c, visions[0]);
    return hypot(v.b, v.c);
}

static void text_about_a_curve_can_be_read(void **state)
{
    (void)state;
    struct session *session = session_new();
    for (int i = 0; i < session->themes.n; i++) {
        const struct theme *t = &session->themes.items[i];
        for (int k = 0; k < THEME_CURVES; k++) {
            struct color curve = t->curves[k], ink = color_ink(curve, t);
            assert_contrast(t, ink, "text about curve", k + 1, background_of(t), 7);
            assert_contrast(t, ink, "text about curve", k + 1, panel_of(t), 7);
            if (contrast(curve, t->background, WCAG) >= 7 && contrast(curve, t->panel, WCAG) >= 7)
                assert_memory_equal(&ink, &curve, sizeof ink);
            double turned = fabs(remainder(hue_of(ink) - hue_of(curve), 360));
            assert_at_most(chroma(ink) < 5 ? 0 : turned, 20, t->name,
                           "degrees of hue from curve to text about curve", k + 1);
        }
    }
    session_delete(session);
}

static bool tells_by_colour(const struct theme *theme)
{
    return !theme->marked;
}

static void every_eye_tells_curves_apart(void **state)
{
    (void)state;
    struct session *session = session_new();
    for (int i = 0; i < session->themes.n; i++) {
        const struct theme *t = &session->themes.items[i];
        for (size_t v = 0; v < COUNT(visions); v++)
            for (int a = 0; a < THEME_CURVES; a++)
                for (int b = 0; b < a && tells_by_colour(t); b++) {
                    char what[80];
                    snprintf(what, sizeof what, "distance of curves %d and %d to %s eyes", b + 1,
                             a + 1, vision_names[v]);
                    assert_at_least(
                        ciede2000(lab(t->curves[a], visions[v]), lab(t->curves[b], visions[v])), 14,
                        t->name, what, 0);
                }
    }
    session_delete(session);
}

static bool same_dash(const struct theme *t, int a, int b)
{
    if (t->dash_n[a] != t->dash_n[b])
        return false;
    for (int i = 0; i < t->dash_n[a]; i++)
        if (fabs(t->dashes[a][i] - t->dashes[b][i]) > 0.4)
            return false;
    return true;
}

static void dashes_and_markers_differ_as_well(void **state)
{
    (void)state;
    struct session *session = session_new();
    for (int i = 0; i < session->themes.n; i++) {
        const struct theme *t = &session->themes.items[i];
        for (int a = 0; a < THEME_CURVES; a++)
            for (int b = 0; b < a; b++)
                if (t->markers[a] == t->markers[b] || same_dash(t, a, b))
                    fail_msg("%s: curves %d and %d look alike in print", t->name, b + 1, a + 1);
    }
    assert_true(themes_find(&session->themes, "print")->marked);
    session_delete(session);
}

// Its file says everything, so that nothing depends on what was there before.
static void the_first_theme_is_complete(void **state)
{
    (void)state;
    struct session *session = session_new();
    const struct theme *light = &session->themes.items[0];
    assert_string_equal(light->name, "light");
    const struct color *colors = &light->background;
    for (int i = 0; i < 8 + THEME_CURVES; i++)
        assert_int_equal(colors[i].a, 255);
    session_delete(session);
}

// By their grounds: on a dark one, what stands on it is lighter.
static void dark_themes_are_known(void **state)
{
    (void)state;
    static const struct {
        struct color background;
        bool dark;
    } rows[] = {{{0, 0, 0, 255}, true},        {{100, 100, 100, 255}, true},
                {{180, 180, 180, 255}, false}, {{255, 255, 255, 255}, false},
                {{0, 0, 255, 255}, true},      {{0, 255, 200, 255}, false},
                {{255, 100, 100, 255}, false}, {{200, 60, 60, 255}, true}};
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct theme theme = {.background = rows[i].background};
        assert_int_equal(theme_is_dark(&theme), rows[i].dark);
    }
}

// --- Choosing

static void themes_are_chosen_by_name(void **state)
{
    (void)state;
    struct session *session = session_new();
    const struct themes *themes = &session->themes;
    assert_string_equal(session->state.theme, "light");
    assert_true(themes->n >= 4);
    for (int i = 1; i <= themes->n + 1; i++) { // once round, and one on
        const struct theme *expected = &themes->items[i % themes->n];
        apply(session, "theme next");
        assert_string_equal(session->state.theme, expected->name);
        assert_ptr_equal(themes_current(session), expected);
    }
    apply(session, "theme print");
    assert_string_equal(themes_current(session)->name, "print");
    assert_contains(apply_wrong(session, "theme drak").text, "did you mean \"dark\"?");
    assert_contains(apply_wrong(session, "theme 7").text, "light, dark, print, contrast");
    assert_string_equal(session->state.theme, "print");
    text_copy(session->state.theme, sizeof session->state.theme, "gone");
    assert_string_equal(themes_current(session)->name, "light");
    session_delete(session);
}

// --- Files

static void a_file_says_what_differs(void **state)
{
    (void)state;
    struct session *session = session_new();
    int shipped = session->themes.n;
    struct reports reports = {0};
    const char *text = "# Mine\n"
                       "color background #fffBe6  # paper\n"
                       "color curve 2 \"#123456\"; color quiet #333333\n"
                       "dash 2 4 1\nmarker 2 plus\ndash 3 solid\nmarkers on\r\n";
    assert_true(themes_read(session, "mine", text, "mine.actscope", report, &reports));
    assert_int_equal(reports.n, 0);
    apply(session, "theme mine");
    const struct theme *mine = themes_current(session), *light = &session->themes.items[0];
    assert_int_equal(mine->background.g, 0xFB);
    assert_int_equal(mine->curves[1].r, 0x12);
    assert_int_equal(mine->quiet.b, 0x33);
    assert_memory_equal(&mine->curves[0], &light->curves[0], sizeof mine->curves[0]);
    assert_int_equal(mine->dash_n[1], 2);
    assert_true(mine->dashes[1][0] == 4 && mine->dashes[1][1] == 1 && mine->dash_n[2] == 0);
    assert_true(mine->markers[1] == MARKER_PLUS && mine->marked && !light->marked);
    // Anew, and from another one.
    assert_true(themes_read(session, "mine", "theme dark; color text #FFFFFF", "m", NULL, NULL));
    assert_int_equal(session->themes.n, shipped + 1);
    mine = themes_current(session);
    assert_true(theme_is_dark(mine) && !mine->marked);
    assert_string_equal(mine->name, "mine");
    session_delete(session);
}

static void mistakes_have_a_place_and_change_nothing(void **state)
{
    (void)state;
    static const struct {
        const char *text, *says;
    } rows[] = {
        {"color background #FFFFF", "bad.actscope:1:18: \"#FFFFF\" is no colour"},
        {"color text #12345G", "1:12: \"#12345G\" is no colour"},
        {"color text red", "1:12: \"red\" is no colour"},
        {"\n\n color txet #000000", "3:8: \"txet\" is not one of"},
        {"color curve 0 #000000", "1:13: a theme has curves 1 to 6"},
        {"color curve 7 #000000", "1:13: a theme has curves 1 to 6"},
        {"color curve 1.5 #000000", "1:13: a theme has curves"},
        {"color curve nan #000000", "must be a finite number"},
        {"color curve 1", "expected COLOR"},
        {"color text # 000000", "expected COLOR"},
        {"dash 1 3", "1:8: a dash has 2, 4 or 6"},
        {"dash 1 3 2 1", "a dash has 2, 4 or 6"},
        {"dash 1 1 1 1 1 1 1 1 1", "a dash has 2, 4 or 6"},
        {"dash 1 0 2", "1:8: lengths go from"},
        {"dash 1 3 -2", "1:10: lengths go from"},
        {"dash 1 3 1e999", "finite"},
        {"dash 1 soild", "did you mean \"solid\"?"},
        {"marker 1 star", "is not one of"},
        {"marker 9 plus", "a theme has curves"},
        {"theme drak", "did you mean \"dark\"?"},
        {"color text #000000\nclor quiet #000000", "2:1: unknown command \"clor\"; did you mean"},
        {"color text \xff", "broken UTF-8"},
    };
    struct session *session = session_new();
    struct themes *before = malloc(sizeof *before);
    assert_non_null(before);
    *before = session->themes;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct reports reports = {0};
        assert_false(themes_read(session, "bad", rows[i].text, "bad.actscope", report, &reports));
        assert_int_equal(reports.n, 1);
        assert_contains(reports.first, rows[i].says);
        assert_memory_equal(before, &session->themes, sizeof *before);
        assert_null(session->theme_draft);
    }
    static const char *const names[] = {
        "", "next", "two words", "a/b", "ü", "a-name-that-is-longer-than-any-name-should-be"};
    for (size_t i = 0; i < COUNT(names); i++) {
        struct reports reports = {0};
        assert_false(themes_read(session, names[i], "", "bad.actscope", report, &reports));
        assert_contains(reports.first, "cannot be a theme's name");
    }
    free(before);
    session_delete(session);
}

static void themes_are_not_without_end(void **state)
{
    (void)state;
    struct session *session = session_new();
    struct reports reports = {0};
    char name[THEME_NAME_MAX];
    for (int i = session->themes.n; i < THEMES_MAX; i++) {
        snprintf(name, sizeof name, "theme%d", i);
        assert_true(themes_read(session, name, "", name, report, &reports));
    }
    assert_false(themes_read(session, "more", "", "more", report, &reports));
    assert_int_equal(reports.n, 1);
    assert_true(themes_read(session, "dark", "", "dark", report, &reports)); // one that is there
    session_delete(session);
}

static void outside_a_file_these_commands_are_refused(void **state)
{
    (void)state;
    static const char *const lines[] = {"color text #000000", "color curve 1 #000000",
                                        "dash 1 solid", "dash 1 2 2", "marker 1 plus"};
    struct session *session = session_new();
    for (size_t i = 0; i < COUNT(lines); i++)
        assert_contains(apply_wrong(session, lines[i]).text, "belongs in a theme's file");
    apply(session, "markers on");
    assert_state(session, "markers on");
    assert_true(session->state.lecture.markers);
    session_delete(session);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_colour_difference_is_the_published_one),
        cmocka_unit_test(the_files_have_no_mistakes),
        cmocka_unit_test(curves_stand_out_from_their_ground),
        cmocka_unit_test(text_can_be_read),
        cmocka_unit_test(text_about_a_curve_can_be_read),
        cmocka_unit_test(every_eye_tells_curves_apart),
        cmocka_unit_test(dashes_and_markers_differ_as_well),
        cmocka_unit_test(the_first_theme_is_complete),
        cmocka_unit_test(dark_themes_are_known),
        cmocka_unit_test(themes_are_chosen_by_name),
        cmocka_unit_test(a_file_says_what_differs),
        cmocka_unit_test(mistakes_have_a_place_and_change_nothing),
        cmocka_unit_test(themes_are_not_without_end),
        cmocka_unit_test(outside_a_file_these_commands_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
