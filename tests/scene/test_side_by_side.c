// Functions side by side: names that can be clicked and dragged, one cursor for all panels, linked
// and free axes.
#include "stage.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "control/command.h"
#include "scene/networks/ramp.h"

static int setup(void **state)
{
    *state = stage_new();
    return 0;
}

static int teardown(void **state)
{
    stage_free(*state);
    return 0;
}

static bool says_exactly(const struct stage *stage, const char *text)
{
    const struct draw_list *list = &stage->scene.list;
    for (size_t i = 0; i < list->item_n; i++)
        if (list->items[i].kind == DRAW_TEXT &&
            strcmp(draw_item_text(list, &list->items[i]), text) == 0)
            return true;
    return false;
}

// The name of a function: the zone that hides it when it is clicked.
static struct zone name_of(const struct stage *stage, const char *id)
{
    int function = activation_find(id);
    for (int i = 0; i < stage->scene.zone_n; i++)
        if (stage->scene.zones[i].function == function)
            return stage->scene.zones[i];
    fail_msg("%s has no name in %s", id, layout_name(stage->session.state.layout));
    return (struct zone){.function = -1};
}

static double middle_x(const struct zone *zone)
{
    return zone->rect.x + zone->rect.w / 2;
}

static double middle_y(const struct zone *zone)
{
    return zone->rect.y + zone->rect.h / 2;
}

static void assert_order(const struct stage *stage, const char *a, const char *b, const char *c)
{
    const char *const ids[] = {a, b, c};
    for (int i = 0; i < 3; i++) {
        int function = stage->session.state.shown[i].function;
        if (function != activation_find(ids[i]))
            fail_msg("place %d holds %s, not %s", i + 1, activation_at(function)->id, ids[i]);
    }
}

static const char *const layouts[] = {"layout overlay",
                                      "layout stacked",
                                      "layout side-by-side",
                                      "layout grid",
                                      "layout stacked; legend on",
                                      "layout grid; legend on"};

static void every_layout_has_names_that_act(void **state)
{
    struct stage *stage = *state;
    for (size_t i = 0; i < COUNT(layouts); i++) {
        stage_apply(stage, "legend off; only sigmoid tanh relu");
        stage_apply(stage, layouts[i]);
        struct zone tanh_name = name_of(stage, "tanh");
        double x = middle_x(&tanh_name), y = middle_y(&tanh_name);
        assert_string_equal(stage_move(stage, x, y, 0), "highlight tanh\n");
        assert_int_equal(stage->session.highlight, activation_find("tanh"));
        stage_press(stage, BUTTON_LEFT, 1, x, y, 0);
        stage_release(stage, BUTTON_LEFT, x, y);
        assert_int_equal(state_visible_count(&stage->session.state), 2);
        stage_press(stage, BUTTON_LEFT, 2, x, y, 0);
        stage_release(stage, BUTTON_LEFT, x, y);
        assert_int_equal(state_visible_count(&stage->session.state), 1);
        assert_int_equal(stage->session.state.focus, activation_find("tanh"));
        stage_apply(stage, "highlight off");
        stage_move(stage, 2, 2, 0);
    }
}

static void dragging_a_name_onto_another_takes_its_place(void **state)
{
    struct stage *stage = *state;
    for (size_t i = 0; i < COUNT(layouts); i++) {
        stage_apply(stage, "legend off; only sigmoid tanh relu");
        stage_apply(stage, layouts[i]);
        struct zone from = name_of(stage, "sigmoid"), to = name_of(stage, "relu");
        stage_press(stage, BUTTON_LEFT, 1, middle_x(&from), middle_y(&from), 0);
        assert_string_equal(stage_move(stage, middle_x(&to), middle_y(&to), 0), "move sigmoid 3\n");
        assert_order(stage, "tanh", "relu", "sigmoid");
        // It stays there while the hand trembles, and letting go is no click.
        assert_string_equal(stage_move(stage, middle_x(&to) + 1, middle_y(&to), 0), "");
        assert_string_equal(stage_release(stage, BUTTON_LEFT, middle_x(&to), middle_y(&to)), "");
        assert_int_equal(state_visible_count(&stage->session.state), 3);
    }
}

static void a_panel_is_a_place_as_good_as_its_name(void **state)
{
    struct stage *stage = *state;
    stage_apply(stage, "only sigmoid tanh relu; layout side-by-side");
    struct zone from = name_of(stage, "relu");
    const struct rect first = stage->scene.panels[0].plot;
    stage_press(stage, BUTTON_LEFT, 1, middle_x(&from), middle_y(&from), 0);
    assert_string_equal(stage_move(stage, first.x + 50, first.y + 50, 0), "move relu 1\n");
    stage_release(stage, BUTTON_LEFT, first.x + 50, first.y + 50);
    assert_order(stage, "relu", "sigmoid", "tanh");
}

static void dragging_into_nowhere_moves_nothing(void **state)
{
    struct stage *stage = *state;
    stage_apply(stage, "only sigmoid tanh relu; layout side-by-side");
    struct zone from = name_of(stage, "tanh");
    stage_press(stage, BUTTON_LEFT, 1, middle_x(&from), middle_y(&from), 0);
    assert_string_equal(stage_move(stage, 3, 3, 0), "");
    assert_string_equal(stage_release(stage, BUTTON_LEFT, 3, 3), "");
    assert_order(stage, "sigmoid", "tanh", "relu");
}

// The same x is read in every panel, to four digits.
static void the_cursor_is_read_in_every_panel(void **state)
{
    struct stage *stage = *state;
    static const char *const values[] = {"0.7311", "0.7616", "1", "0.1966", "0.42"};
    static const char *const by_function[] = {"layout side-by-side", "layout grid"};
    for (size_t i = 0; i < COUNT(by_function); i++) {
        stage_apply(stage, by_function[i]);
        stage_apply(stage, "only sigmoid tanh relu; cursor 1");
        assert_true(says_exactly(stage, "x = 1"));
        for (size_t k = 0; k < COUNT(values); k++)
            if (!says_exactly(stage, values[k]))
                fail_msg("%s: %s is not read", by_function[i], values[k]);
        stage_apply(stage, "readout off");
        assert_false(says_exactly(stage, "0.7311"));
        stage_apply(stage, "readout on; cursor 7"); // out of the view
        assert_false(says_exactly(stage, "x = 7"));
    }
}

static void free_axes_fit_their_own_function(void **state)
{
    struct stage *stage = *state;
    stage_apply(stage, "only sigmoid exponential; layout side-by-side; derivative 0,1");
    const struct panel *panels = stage->scene.panels;
    assert_true(axis_equal(&panels[0].y, &panels[1].y));
    assert_true(panels[1].numbers_y.w == 0);
    stage_apply(stage, "link y off");
    assert_true(panels[0].y.high < 1.5 && panels[1].y.high > 100);
    assert_true(panels[2].y.high < 0.5 && panels[3].y.high > 100);
    for (int i = 0; i < 4; i++) // each has numbers, and they do not lie on its neighbour
        assert_true(panels[i].numbers_y.w > 0);
    assert_true(panels[1].numbers_y.x >= panels[0].plot.x + panels[0].plot.w);
    stage_apply(stage, "link y on");
    assert_true(axis_equal(&panels[0].y, &panels[1].y));
}

static int count_rects(const struct stage *stage)
{
    int n = 0;
    for (size_t i = 0; i < stage->scene.list.item_n; i++)
        n += stage->scene.list.items[i].kind == DRAW_RECT;
    return n;
}

// --- Saturation

static void saturation_is_measured_in_words(void **state)
{
    struct stage *stage = *state;
    static const struct {
        const char *line, *says;
    } rows[] = {
        {"only sigmoid; saturation on", "|σ′| < 0.01 beyond about ±4.58"},
        {"only tanh; saturation 0.01", "|tanh′| < 0.01 beyond about ±2.99"},
        {"only relu", "|ReLU′| < 0.01 for x < 0"},
        {"only step; saturation 1e-9", "|step′| < 1×10⁻⁹ everywhere"},
        {"only identity; saturation 0.5", "|id′| < 0.5 nowhere"},
        {"only sin; view -50 50", "|sin′| < 0.5 in many places"},
        {"only sigmoid tanh; view -5 5; saturation 0.01; focus tanh",
         "|tanh′| < 0.01 beyond about ±2.99"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        stage_apply(stage, rows[i].line);
        if (!says_exactly(stage, rows[i].says))
            fail_msg("`%s` does not say %s", rows[i].line, rows[i].says);
    }
    stage_apply(stage, "saturation off");
    assert_false(says_exactly(stage, "|tanh′| < 0.01 beyond about ±2.99"));
}

// The shading of one panel: translucent rectangles as high as its plot.
static int shades(const struct stage *stage, const struct rect *plot, double *left, double *right)
{
    int n = 0;
    for (size_t i = 0; i < stage->scene.list.item_n; i++) {
        const struct draw_item *item = &stage->scene.list.items[i];
        bool shade = item->kind == DRAW_RECT && item->color.a < 60 && item->rect.h == plot->h &&
                     item->rect.y == plot->y && item->rect.x >= plot->x &&
                     item->rect.x < plot->x + plot->w;
        if (!shade)
            continue;
        *left = n == 0 ? item->rect.x : *left;
        *right = item->rect.x + item->rect.w;
        n++;
    }
    return n;
}

static void saturation_is_shaded_where_it_is(void **state)
{
    struct stage *stage = *state;
    double left = 0, right = 0;
    stage_apply(stage, "only relu sigmoid; layout side-by-side; saturation on; view -5 5");
    const struct rect *relu = &stage->scene.panels[0].plot, *sigmoid = &stage->scene.panels[1].plot;
    assert_int_equal(shades(stage, relu, &left, &right), 1);
    assert_true(left == relu->x && fabs(right - (relu->x + relu->w / 2)) < 1e-6);
    assert_int_equal(shades(stage, sigmoid, &left, &right), 2);
    stage_apply(stage, "saturation off");
    assert_int_equal(shades(stage, relu, &left, &right), 0);
}

static void bands_lie_under_their_panels(void **state)
{
    struct stage *stage = *state;
    static const char *const lines[] = {"layout overlay", "layout stacked", "layout side-by-side",
                                        "layout grid"};
    for (size_t i = 0; i < COUNT(lines); i++) {
        stage_apply(stage, "band off; only sigmoid tanh relu");
        stage_apply(stage, lines[i]);
        double before = stage->scene.panels[stage->scene.panel_n - 1].plot.h;
        stage_apply(stage, "band on");
        assert_true(says_exactly(stage, "≥ 1"));
        const struct panel *last = &stage->scene.panels[stage->scene.panel_n - 1];
        assert_true(last->band > 0 && last->plot.h < before);
        assert_true(last->plot.y + last->plot.h + last->band < stage->height);
    }
}

// Lightness (CIE, from linear luminance) grows from step to step: read without colour vision.
static void the_ramp_grows_lighter(void **state)
{
    (void)state;
    double before = -1;
    for (int i = 0; i < RAMP_LEVELS; i++) {
        struct color c = ramp_color((double)i / (RAMP_LEVELS - 1));
        double l = 0.2126 * pow(c.r / 255.0, 2.2) + 0.7152 * pow(c.g / 255.0, 2.2) +
                   0.0722 * pow(c.b / 255.0, 2.2);
        assert_true(l > before);
        before = l;
    }
    assert_int_equal(ramp_level(NAN), 0);
    assert_int_equal(ramp_level(-1), 0);
    assert_int_equal(ramp_level(INFINITY), RAMP_LEVELS - 1);
}

// --- Depth

static void depth_takes_the_place_of_the_derivative(void **state)
{
    struct stage *stage = *state;
    static const struct {
        const char *layout;
        int panels, deep; // of these, with |f'|^L
    } rows[] = {
        {"layout stacked", 2, 1},
        {"layout side-by-side", 4, 2},
        {"layout overlay", 1, 1},
        {"layout grid", 2, 2},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        stage_apply(stage, "only sigmoid tanh; derivative 0,1; depth 30");
        stage_apply(stage, rows[i].layout);
        int deep = 0;
        for (int k = 0; k < stage->scene.panel_n; k++) {
            const struct panel *panel = &stage->scene.panels[k];
            deep += panel->depth == 30;
            if (panel->depth > 0)
                assert_true(!panel->orders[ORDER_F] && panel->orders[ORDER_DF]);
        }
        assert_int_equal(stage->scene.panel_n, rows[i].panels);
        assert_int_equal(deep, rows[i].deep);
        if (strcmp(rows[i].layout, "layout grid") != 0)
            assert_true(says_exactly(stage, "sup|σ′|³⁰ ≈ 8.67×10⁻¹⁹"));
        assert_true(says_exactly(stage, "sup|tanh′|³⁰ = 1") || i == 3);
    }
    stage_apply(stage, "layout stacked; depth off");
    assert_int_equal(stage->scene.panels[1].depth, 0);
}

static void depth_is_read_at_the_cursor(void **state)
{
    struct stage *stage = *state;
    stage_apply(stage, "only sigmoid tanh; layout side-by-side; depth 100; cursor 0");
    assert_true(says_exactly(stage, "6.22×10⁻⁶¹")); // 0.25^100 = 6.2230e-61
    assert_true(says_exactly(stage, "|f′|¹⁰⁰"));
    stage_apply(stage, "only relu tanh; cursor -1");
    assert_true(says_exactly(stage, "0"));
    assert_true(says_exactly(stage, "ReLU′ = 0 is not on this axis"));
}

static void depth_has_a_slider(void **state)
{
    struct stage *stage = *state;
    stage_apply(stage, "depth 30");
    const struct zone *slider = NULL;
    for (int i = 0; i < stage->scene.zone_n; i++)
        if (strcmp(stage->scene.zones[i].value, "depth") == 0)
            slider = &stage->scene.zones[i];
    assert_non_null(slider);
    struct zone zone = *slider;
    double y = middle_y(&zone);
    stage_press(stage, BUTTON_LEFT, 1, zone.x.at + 20, y, 0);
    stage_move(stage, zone.x.at + zone.x.length, y, 0);
    stage_release(stage, BUTTON_LEFT, zone.x.at + zone.x.length, y);
    assert_int_equal(stage->session.state.compare.depth, DEPTH_MOST);
    stage_wheel(stage, -1, zone.x.at + 20, y, 0);
    assert_true(stage->session.state.compare.depth < DEPTH_MOST);
}

// --- Data

static struct number_array numbers_of(const double *values, size_t rows, size_t columns)
{
    struct number_array numbers = {.n = rows * columns, .rows = rows, .columns = columns};
    numbers.values = malloc(numbers.n * sizeof *values);
    assert_non_null(numbers.values);
    memcpy(numbers.values, values, numbers.n * sizeof *values);
    return numbers;
}

static void data_is_drawn_and_measured(void **state)
{
    struct stage *stage = *state;
    struct dataset_store store = {0};
    // Two units, of which the first is dead under ReLU.
    const double values[] = {-1, 1, -2, 2, -3, 3, -1, 4};
    struct number_array numbers = numbers_of(values, 4, 2);
    dataset_put(&store, "dir/layer1.npy", &numbers, NULL, NULL);
    stage->session.data = &store;
    stage_apply(stage, "only relu tanh; layout side-by-side; view -5 5");
    int before = count_rects(stage);
    stage_apply(stage, "data dir/layer1.npy"); // known, and no host: as in a trial
    stage_apply(stage, "grid on");             // the message has gone from the buttons' line
    // Seven bars and a box for words in each column's f panel, and the key's steps of colour.
    assert_int_equal(count_rects(stage) - before, 2 * (7 + 1) + RAMP_LEVELS);
    assert_true(says_exactly(stage, "layer1 · 50 % saturated"));
    assert_true(says_exactly(stage, "1 of 2 units dead"));
    assert_true(says_exactly(stage, "mean |ReLU′| = 0.5"));
    stage_apply(stage, "depth 3; derivative 1"); // has colours and words of its own
    assert_false(says_exactly(stage, "1 of 2 units dead"));
    stage_apply(stage, "depth off; derivative 0,1; layout overlay; focus relu");
    assert_true(says_exactly(stage, "1 of 2 units dead"));
    stage_apply(stage, "data off");
    assert_false(says_exactly(stage, "1 of 2 units dead"));
    stage->session.data = NULL;
    dataset_store_free(&store);
}

// The bound of |f'|^L is sup |f'|^L, with "=" where what is written is all of it.
static void bounds_of_powers_are_named(void **state)
{
    struct stage *stage = *state;
    static const struct {
        const char *line, *says;
    } rows[] = {
        {"only sigmoid; derivative 1; depth 1", "sup|σ′|¹ = 0.25"},
        {"depth 2", "sup|σ′|² = 0.0625"},       // 1/16
        {"depth 3", "sup|σ′|³ ≈ 0.0156"},       // 1/64 = 0.015625
        {"depth 30", "sup|σ′|³⁰ ≈ 8.67×10⁻¹⁹"}, // 2^-60
        {"only tanh", "sup|tanh′|³⁰ = 1"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        stage_apply(stage, rows[i].line);
        if (!says_exactly(stage, rows[i].says))
            fail_msg("%s: not %s", rows[i].line, rows[i].says);
    }
}

// Where the cursor stands at a point of interest its value is enough: the label would say it again,
// and in narrow columns across it.
static void a_value_takes_the_place_of_a_label(void **state)
{
    struct stage *stage = *state;
    stage_apply(
        stage,
        "only sigmoid tanh relu; layout side-by-side; derivative 0,1; view -5 5; cursor off");
    assert_true(says_exactly(stage, "σ′(0) = 1/4"));
    stage_apply(stage, "cursor 0");
    assert_false(says_exactly(stage, "σ′(0) = 1/4"));
    assert_true(says_exactly(stage, "0.25"));
    stage_apply(stage, "cursor 0.1");
    assert_true(says_exactly(stage, "σ′(0) = 1/4"));
    stage_apply(stage, "cursor 0; readout off");
    assert_true(says_exactly(stage, "σ′(0) = 1/4"));
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(every_layout_has_names_that_act),
        TEST(dragging_a_name_onto_another_takes_its_place),
        TEST(a_panel_is_a_place_as_good_as_its_name),
        TEST(dragging_into_nowhere_moves_nothing),
        TEST(bounds_of_powers_are_named),
        TEST(the_cursor_is_read_in_every_panel),
        TEST(free_axes_fit_their_own_function),
        TEST(saturation_is_measured_in_words),
        TEST(saturation_is_shaded_where_it_is),
        TEST(bands_lie_under_their_panels),
        TEST(depth_takes_the_place_of_the_derivative),
        TEST(depth_is_read_at_the_cursor),
        TEST(depth_has_a_slider),
        TEST(data_is_drawn_and_measured),
        TEST(a_value_takes_the_place_of_a_label),
        cmocka_unit_test(the_ramp_grows_lighter),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
