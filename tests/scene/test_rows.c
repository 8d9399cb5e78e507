// Rows and columns of panels: f, f′ and f″ are named once for each row, outside; what is said of a
// column stands in lines above it; many columns go on in further rows, and what has no room is
// counted.
#include "stage.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

static int setup(void **state)
{
    struct stage *stage = stage_new();
    stage_apply(stage, "reduced-motion on; points off; cursor off; hints off");
    *state = stage;
    return 0;
}

static int teardown(void **state)
{
    stage_free(*state);
    return 0;
}

static bool meets(struct rect a, struct rect b)
{
    return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

// All but the weights of impulses and the names of sub-gradients, which stand at their marks.
static int texts_in_panels(const struct stage *stage)
{
    int n = 0;
    for (size_t i = 0; i < stage->scene.list.item_n; i++) {
        const struct draw_item *item = &stage->scene.list.items[i];
        if (item->kind != DRAW_TEXT ||
            strstr(draw_item_text(&stage->scene.list, item), "δ") != NULL ||
            strstr(draw_item_text(&stage->scene.list, item), "∂") != NULL)
            continue;
        for (int p = 0; p < stage->scene.panel_n; p++)
            n += meets(stage_letters(stage, 0, item), stage->scene.panels[p].plot);
    }
    return n;
}

static int count(const struct stage *stage, const char *text)
{
    int n = 0;
    for (size_t i = 0; i < stage->scene.list.item_n; i++)
        n += stage->scene.list.items[i].kind == DRAW_TEXT &&
             strcmp(draw_item_text(&stage->scene.list, &stage->scene.list.items[i]), text) == 0;
    return n;
}

static bool says(const struct stage *stage, const char *part)
{
    for (size_t i = 0; i < stage->scene.list.item_n; i++)
        if (stage->scene.list.items[i].kind == DRAW_TEXT &&
            strstr(draw_item_text(&stage->scene.list, &stage->scene.list.items[i]), part) != NULL)
            return true;
    return false;
}

static void assert_apart(const struct stage *stage, const char *what)
{
    const struct draw_list *list = &stage->scene.list;
    for (size_t i = 0; i < list->item_n; i++)
        for (size_t k = 0; list->items[i].kind == DRAW_TEXT && k < i; k++)
            if (list->items[k].kind == DRAW_TEXT && meets(stage_letters(stage, 0, &list->items[i]),
                                                          stage_letters(stage, 0, &list->items[k])))
                fail_msg("%s at %.0f: \"%s\" lies on \"%s\"", what, stage->width,
                         draw_item_text(list, &list->items[i]),
                         draw_item_text(list, &list->items[k]));
}

#define FIVE "sigmoid tanh relu elu gelu"
#define NINE "sigmoid tanh relu leaky_relu elu selu gelu silu step"

// --- P2 ---

static void rows_are_named_once_and_outside(void **state)
{
    struct stage *stage = *state;
    static const struct {
        const char *line;
        int f, df, d2f;
    } rows[] = {
        {"layout stacked; only sigmoid; derivative 0,1,2", 1, 1, 1},
        {"layout stacked; only sigmoid tanh; derivative 0,1,2", 1, 1, 1},
        {"layout overlay; only sigmoid tanh; derivative 1", 0, 1, 0},
        {"layout side-by-side; only sigmoid; derivative 0,1", 1, 1, 0},
        {"layout side-by-side; only sigmoid tanh; derivative 0,1,2", 1, 1, 1},
        {"layout side-by-side; only " FIVE "; derivative 0,1,2", 1, 1, 1},
        {"layout side-by-side; only " NINE "; derivative 0,1", 1, 1, 0},
        {"layout side-by-side; lecture on; only sigmoid tanh relu; derivative 0,1", 1, 1, 0},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        stage_apply(stage, "lecture off; hints off");
        stage_apply(stage, rows[i].line);
        if (count(stage, "f") != rows[i].f || count(stage, "f′") != rows[i].df ||
            count(stage, "f″") != rows[i].d2f)
            fail_msg("`%s`: f %d, f′ %d, f″ %d times", rows[i].line, count(stage, "f"),
                     count(stage, "f′"), count(stage, "f″"));
        if (texts_in_panels(stage) > 0)
            fail_msg("`%s`: %d texts lie on panels", rows[i].line, texts_in_panels(stage));
        assert_apart(stage, rows[i].line);
    }
    stage_apply(stage, "lecture off; layout overlay; derivative 0,1; only sigmoid tanh");
    assert_int_equal(count(stage, "f, f′"), 1);
}

// --- P5 ---

static void words_of_a_column_stand_above_it(void **state)
{
    struct stage *stage = *state;
    static const char *const lines[] = {
        "layout side-by-side; only sigmoid tanh relu; language en",
        "layout side-by-side; only sigmoid tanh relu; language ja",
        "layout side-by-side; only " FIVE "; language ja",
        "layout side-by-side; only " NINE "; language en",
        "layout grid; only sigmoid tanh relu; language ja",
        "layout stacked; only sigmoid tanh; language ja",
        "layout overlay; only sigmoid tanh; derivative 1; language en",
    };
    stage_apply(stage, "derivative 0,1; saturation on");
    for (size_t i = 0; i < COUNT(lines); i++) {
        stage_apply(stage, lines[i]);
        if (!says(stage, "|σ′| <"))
            fail_msg("`%s`: nothing is said of σ′", lines[i]);
        if (texts_in_panels(stage) > 0)
            fail_msg("`%s`: %d texts lie on panels", lines[i], texts_in_panels(stage));
        assert_apart(stage, lines[i]);
    }
}

// --- P7 ---

static void show_first(struct stage *stage, int n)
{
    struct text line = {0};
    text_add(&line, "only");
    for (int i = 0; i < n; i++)
        text_format(&line, " %s", activation_at(i)->id);
    stage_apply(stage, text_string(&line));
    text_free(&line);
}

static bool has_panel(const struct stage *stage, int function)
{
    for (int i = 0; i < stage->scene.panel_n; i++)
        if (stage->scene.panels[i].functions[0] == function)
            return true;
    return false;
}

// Every function has a panel that can be read, or is counted as left out.
static void columns_wrap_or_are_counted(void **state)
{
    struct stage *stage = *state;
    static const double sizes[][2] = {{1280, 720}, {800, 600}, {1920, 1080}, {480, 320}};
    static const int numbers[] = {5, 9, 16, 33, ACTIVATION_COUNT};
    static const char *const layouts[] = {"layout side-by-side; derivative 0,1",
                                          "layout side-by-side; derivative 0,1,2", "layout grid"};
    for (size_t s = 0; s < COUNT(sizes); s++)
        for (size_t l = 0; l < COUNT(layouts); l++)
            for (size_t k = 0; k < COUNT(numbers); k++) {
                int n = numbers[k], shown = 0;
                stage->width = sizes[s][0];
                stage->height = sizes[s][1];
                show_first(stage, n);
                stage_apply(stage, layouts[l]);
                for (int i = 0; i < n; i++)
                    shown += has_panel(stage, i);
                char rest[64];
                snprintf(rest, sizeof rest, "and %d more", n - shown);
                if (shown < n && !says(stage, rest))
                    fail_msg("%s, %d functions at %.0f: %d are shown and nothing is said",
                             layouts[l], n, stage->width, shown);
                for (int i = 0; i < stage->scene.panel_n; i++) {
                    const struct rect *p = &stage->scene.panels[i].plot;
                    if (p->w < 40 || p->h < 20 || p->x + p->w > stage->width ||
                        p->y + p->h > stage->height)
                        fail_msg("%s, %d functions at %.0f: panel %d has %.0f x %.0f", layouts[l],
                                 n, stage->width, i, p->w, p->h);
                    if (i > 0 && meets(*p, stage->scene.panels[i - 1].plot))
                        fail_msg("%s, %d functions: panels overlap", layouts[l], n);
                }
                assert_apart(stage, layouts[l]);
            }
}

// --- P6 ---

// How many arrows stand at a panel's upper edge.
static int exits_above(const struct stage *stage, const struct panel *panel)
{
    int n = 0;
    for (size_t i = 0; i < stage->scene.list.item_n; i++) {
        const struct draw_item *item = &stage->scene.list.items[i];
        if (item->kind != DRAW_FILL || item->point_n != 3)
            continue;
        const double *tip = draw_item_points(&stage->scene.list, item);
        bool within = tip[0] < panel->plot.x + panel->plot.w; // markers of names are not
        n += within && fabs(tip[1] - panel->plot.y) < 2 && tip[3] > tip[1] && tip[5] > tip[1];
    }
    return n;
}

static void the_view_is_what_most_curves_share(void **state)
{
    struct stage *stage = *state;
    static const struct {
        const char *line;
        double least, most; // upper end of the axis
        int exits;
    } rows[] = {
        {"only relu exponential", 148, 200, 0}, // of two, none is left out
        {"only relu elu exponential", 148, 200, 0},
        {"only relu elu selu exponential", 5, 8, 1},
        {"only relu elu selu gelu silu exponential sigmoid tanh", 5, 8, 1},
        {"only sigmoid tanh softsign relu", 5, 8, 0},                // not so much longer for it
        {"view -5 5 -1 1; only relu elu selu exponential", 1, 1, 0}, // set by hand
        {"view fit; only relu elu selu silu", 5, 8, 0},
    };
    stage_apply(stage, "layout overlay; derivative 0");
    for (size_t i = 0; i < COUNT(rows); i++) {
        stage_apply(stage, rows[i].line);
        const struct panel *panel = &stage->scene.panels[0];
        if (panel->y.high < rows[i].least || panel->y.high > rows[i].most)
            fail_msg("`%s`: the axis ends at %g", rows[i].line, panel->y.high);
        if (exits_above(stage, panel) != rows[i].exits)
            fail_msg("`%s`: %d arrows", rows[i].line, exits_above(stage, panel));
    }
    show_first(stage, ACTIVATION_COUNT);
    stage_apply(stage, "view home");
    assert_true(stage->scene.panels[0].y.high < 30);
    assert_true(exits_above(stage, &stage->scene.panels[0]) >= 3);
}

static void names_left_out_are_counted(void **state)
{
    struct stage *stage = *state;
    static const double heights[] = {240, 480, 720, 1440};
    stage_apply(stage, "derivative 0");
    for (size_t h = 0; h < COUNT(heights); h++)
        for (int n = 5; n <= ACTIVATION_COUNT; n += 7) {
            int named = 0;
            char rest[64];
            stage->height = heights[h];
            show_first(stage, n);
            stage_apply(stage, "layout stacked");
            for (int i = 0; i < n; i++)
                for (int z = 0; z < stage->scene.zone_n; z++)
                    if (stage->scene.zones[z].function == i) {
                        named++;
                        break;
                    }
            snprintf(rest, sizeof rest, "and %d more", n - named);
            if (says(stage, rest) != (named < n))
                fail_msg("%d functions at %.0f: %d have names", n, heights[h], named);
            assert_apart(stage, "names");
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(rows_are_named_once_and_outside, setup, teardown),
        cmocka_unit_test_setup_teardown(words_of_a_column_stand_above_it, setup, teardown),
        cmocka_unit_test_setup_teardown(columns_wrap_or_are_counted, setup, teardown),
        cmocka_unit_test_setup_teardown(the_view_is_what_most_curves_share, setup, teardown),
        cmocka_unit_test_setup_teardown(names_left_out_are_counted, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
