// Looks of curves: every pair differs for every eye and on grey paper, by itself from the seventh
// curve on; the article's five functions keep theirs; of more than eight curves only those that
// somebody looks at stand out.
#include "stage.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "../colours.h"
#include "scene/part.h"

enum { LEAST = 14 }; // CIEDE2000, as between the colours of a theme

static int setup(void **state)
{
    struct stage *stage = stage_new();
    stage_apply(stage, "reduced-motion on; points off; cursor off; layout overlay; derivative 0");
    *state = stage;
    return 0;
}

static int teardown(void **state)
{
    stage_free(*state);
    return 0;
}

static struct part part_of(const struct stage *stage)
{
    return (struct part){.state = &stage->session.state,
                         .theme = themes_find(&stage->session.themes, stage->session.state.theme)};
}

static void show_first(struct stage *stage, int n)
{
    struct text line = {0};
    text_add(&line, "only");
    for (int i = 0; i < n; i++)
        text_format(&line, " %s", activation_at(i)->id);
    stage_apply(stage, text_string(&line));
    text_free(&line);
}

static bool same_pattern(const struct theme *theme, int a, int b)
{
    int p = look_place(a), q = look_place(b);
    return look_marker(theme, a) == look_marker(theme, b) && theme->dash_n[p] == theme->dash_n[q] &&
           memcmp(theme->dashes[p], theme->dashes[q],
                  (size_t)theme->dash_n[p] * sizeof theme->dashes[p][0]) == 0;
}

// Of 42 looks no two are alike: in dash and marker, so that grey paper tells them apart as well,
// and those without patterns in colour for each vision.
static void every_pair_of_looks_differs(void **state)
{
    struct stage *stage = *state;
    assert_int_equal(LOOKS_MAX, 42);
    for (int t = 0; t < stage->session.themes.n; t++) {
        const struct theme *theme = &stage->session.themes.items[t];
        for (int a = 0; a < LOOKS_MAX; a++)
            for (int b = 0; b < a; b++)
                if (same_pattern(theme, a, b))
                    fail_msg("%s: looks %d and %d have one pattern", theme->name, a, b);
        for (int a = 0; a < THEME_CURVES && !theme->marked; a++)
            for (int b = 0; b < a; b++)
                for (int v = 0; v < (int)COUNT(visions); v++) {
                    double apart = ciede2000(lab(theme->curves[a], visions[v]),
                                             lab(theme->curves[b], visions[v]));
                    if (apart < LEAST)
                        fail_msg("%s: curves %d and %d are %.1f apart for %s eyes", theme->name, a,
                                 b, apart, vision_names[v]);
                }
    }
}

// The looks that a picture of the first n functions of the catalogue uses.
static void pictures_use_different_looks(void **state)
{
    struct stage *stage = *state;
    for (int n = 1; n <= LOOKS_MAX; n++) {
        int seen[LOOKS_MAX] = {0};
        show_first(stage, n);
        const struct part part = part_of(stage);
        for (int i = 0; i < n; i++) {
            int look = part_look(&part, i);
            assert_in_range(look, 0, LOOKS_MAX - 1);
            if (seen[look]++ > 0)
                fail_msg("%d functions: %s has a look that another has", n, activation_at(i)->id);
            if (n <= THEME_CURVES && look >= THEME_CURVES)
                fail_msg("%d functions: %s needs a marker", n, activation_at(i)->id);
        }
    }
}

static void the_articles_five_keep_their_looks(void **state)
{
    struct stage *stage = *state;
    static const char *const lists[] = {
        "only step sigmoid tanh relu leaky_relu",
        "only leaky_relu relu tanh sigmoid step",
        "only gelu silu mish selu elu step sigmoid tanh relu leaky_relu",
        "only mish step softplus sigmoid celu tanh isrlu relu selu leaky_relu gelu",
        "only gelu leaky_relu elu relu silu tanh celu sigmoid isrlu step; hide gelu",
    };
    static const char *const five[] = {"step", "sigmoid", "tanh", "relu", "leaky_relu"};
    static const int looks[] = {5, 0, 1, 2, 3};
    for (size_t i = 0; i < COUNT(lists); i++) {
        stage_apply(stage, lists[i]);
        const struct part part = part_of(stage);
        for (size_t k = 0; k < COUNT(five); k++) {
            int slot = state_shown_find(&stage->session.state, activation_find(five[k]));
            if (part_look(&part, slot) != looks[k])
                fail_msg("`%s`: %s has look %d", lists[i], five[k], part_look(&part, slot));
        }
    }
}

// --- on by themselves ---

static int count_dashed(const struct stage *stage)
{
    int n = 0;
    for (size_t i = 0; i < stage->scene.list.item_n; i++)
        n += stage->scene.list.items[i].kind == DRAW_CURVE &&
             stage->scene.list.items[i].stroke.dash_n > 0;
    return n;
}

static void patterns_come_with_the_seventh_curve(void **state)
{
    struct stage *stage = *state;
    for (int n = 1; n <= 12; n++) {
        show_first(stage, n);
        stage_apply(stage, "layout overlay");
        bool dashed = count_dashed(stage) > 0;
        if (dashed != (n > THEME_CURVES))
            fail_msg("%d functions: dashes %d", n, dashed);
        stage_apply(stage, "layout grid"); // each has a panel of its own
        assert_int_equal(count_dashed(stage), 0);
    }
}

// How many curves have a colour of the theme, undiluted.
static int count_strong(const struct stage *stage)
{
    const struct theme *theme = themes_find(&stage->session.themes, stage->session.state.theme);
    int n = 0;
    for (size_t i = 0; i < stage->scene.list.item_n; i++) {
        const struct draw_item *item = &stage->scene.list.items[i];
        for (int k = 0; item->kind == DRAW_CURVE && k < THEME_CURVES; k++)
            n += memcmp(&item->stroke.color, &theme->curves[k], sizeof theme->curves[k]) == 0;
    }
    return n;
}

static void of_many_curves_most_recede(void **state)
{
    struct stage *stage = *state;
    for (int n = 1; n <= 30; n++) {
        show_first(stage, n);
        int strong = count_strong(stage);
        if (strong != (n > 8 ? 1 : n))
            fail_msg("%d functions: %d stand out", n, strong);
    }
    show_first(stage, 12);
    stage_apply(stage, "focus tanh");
    assert_int_equal(count_strong(stage), 1);
    stage_apply(stage, "highlight relu");
    assert_int_equal(count_strong(stage), 2); // it and the focused one
    show_first(stage, 8);
    stage_apply(stage, "highlight off");
    assert_int_equal(count_strong(stage), 8);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_pair_of_looks_differs, setup, teardown),
        cmocka_unit_test_setup_teardown(pictures_use_different_looks, setup, teardown),
        cmocka_unit_test_setup_teardown(the_articles_five_keep_their_looks, setup, teardown),
        cmocka_unit_test_setup_teardown(patterns_come_with_the_seventh_curve, setup, teardown),
        cmocka_unit_test_setup_teardown(of_many_curves_most_recede, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
