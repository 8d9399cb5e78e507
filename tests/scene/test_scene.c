// What is on the screen: panels, zones, texts, help; at every size, layout and theme.
#include "stage.h"

#include "../agree.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "control/command.h"

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

static void resize(struct stage *stage, double width, double height)
{
    stage->width = width;
    stage->height = height;
    stage_build(stage);
}

// Whether some text of the picture holds this part.
static bool says(const struct stage *stage, const char *part)
{
    const struct draw_list *list = &stage->scene.list;
    for (size_t i = 0; i < list->item_n; i++)
        if (list->items[i].kind == DRAW_TEXT &&
            strstr(draw_item_text(list, &list->items[i]), part) != NULL)
            return true;
    return false;
}

static int count_kind(const struct stage *stage, enum draw_kind kind)
{
    int n = 0;
    for (size_t i = 0; i < stage->scene.list.item_n; i++)
        n += stage->scene.list.items[i].kind == kind;
    return n;
}

static bool overlap(const struct rect *a, const struct rect *b)
{
    return a->x < b->x + b->w && b->x < a->x + a->w && a->y < b->y + b->h && b->y < a->y + a->h;
}

// --- What holds for every picture

static void check_panels(const struct stage *stage)
{
    const struct scene *scene = &stage->scene;
    for (int i = 0; i < scene->panel_n; i++) {
        const struct rect *p = &scene->panels[i].plot;
        assert_true(p->w >= 1 && p->h >= 1);
        assert_true(p->x >= 0 && p->y >= 0);
        if (stage->width >= 200 && stage->height >= 150 &&
            !(p->x + p->w <= stage->width + 1 && p->y + p->h <= stage->height + 1))
            fail_msg("panel %d of %d: %g %g %g %g in %gx%g, %s", i, scene->panel_n, p->x, p->y,
                     p->w, p->h, stage->width, stage->height,
                     layout_name(stage->session.state.layout));
        assert_true(p->x == floor(p->x) && p->y == floor(p->y)); // sharp frames
        for (int k = 0; k < i; k++)
            assert_false(overlap(p, &scene->panels[k].plot));
    }
}

static void check_zones(const struct stage *stage)
{
    for (int i = 0; i < stage->scene.zone_n; i++) {
        const struct zone *zone = &stage->scene.zones[i];
        const char *commands[] = {zone->click, zone->double_click};
        assert_true(zone->rect.w > 0 && zone->rect.h > 0);
        for (int k = 0; k < 2; k++) {
            struct session *trial = malloc(sizeof *trial);
            assert_non_null(trial);
            *trial = stage->session;
            trial->host.perform = agree;
            struct fault fault = {0};
            if (commands[k][0] != '\0' && !command_apply(trial, commands[k], NULL, 0, &fault))
                fail_msg("a click says `%s`: %s", commands[k], fault.text);
            free(trial);
        }
    }
}

static bool finite_rect(const struct rect *r)
{
    return isfinite(r->x) && isfinite(r->y) && isfinite(r->w) && isfinite(r->h) && r->w >= 0 &&
           r->h >= 0;
}

// Whether no text may hang over the picture's edge.
static bool roomy(const struct stage *stage)
{
    return stage->width >= 640 && stage->height >= 400 && stage->session.state.text_size <= 1;
}

static void check_items(const struct stage *stage)
{
    const struct draw_list *list = &stage->scene.list;
    bool clipped = false;
    for (size_t i = 0; i < list->item_n; i++) {
        const struct draw_item *item = &list->items[i];
        switch (item->kind) {
        case DRAW_RECT:
            assert_true(finite_rect(&item->rect));
            break;
        case DRAW_CLIP:
            assert_true(finite_rect(&item->rect));
            clipped = item->rect.w > 0;
            break;
        case DRAW_FILL:
        case DRAW_LINE:
            for (size_t k = 0; k < item->point_n; k++)
                assert_true(isfinite(draw_item_points(list, item)[k]));
            break;
        case DRAW_CURVE:
            assert_non_null(item->curve);
            assert_true(isfinite(item->shift_x) && isfinite(item->shift_y));
            assert_true(isfinite(item->unit_x) && isfinite(item->unit_y) && item->unit_y < 0);
            assert_true(clipped);
            break;
        case DRAW_MARKER:
            assert_true(isfinite(item->x) && isfinite(item->y) && item->size > 0);
            break;
        case DRAW_TEXT: {
            const char *text = draw_item_text(list, item);
            assert_true(isfinite(item->x) && isfinite(item->y) && item->size > 0);
            assert_true(utf8_valid(text, strlen(text), NULL));
            if (roomy(stage) && !(item->x >= -1 && item->x <= stage->width + 1 && item->y >= 0 &&
                                  item->y <= stage->height + 1))
                fail_msg("\"%s\" stands at %g, %g of %gx%g", text, item->x, item->y, stage->width,
                         stage->height);
            break;
        }
        }
    }
    assert_false(clipped); // the clip is given back
    assert_true(list->width == stage->width && list->height == stage->height);
}

static void check_picture(const struct stage *stage)
{
    check_panels(stage);
    check_zones(stage);
    check_items(stage);
}

static const double sizes[][2] = {{16, 16},    {200, 150},   {320, 1000},  {640, 400}, {800, 600},
                                  {1280, 720}, {1920, 1080}, {3840, 2160}, {3000, 200}};
static const char *const layouts[] = {"layout overlay", "layout stacked", "layout side-by-side",
                                      "layout grid"};

static void every_size_layout_and_order(void **state)
{
    struct stage *stage = *state;
    static const char *const shown[] = {"hide all", "only step", "only sigmoid tanh",
                                        "only step sigmoid tanh relu leaky_relu"};
    static const char *const orders[] = {"derivative 0", "derivative 1", "derivative 0,1,2",
                                         "derivative 0,2"};
    for (size_t s = 0; s < COUNT(sizes); s++)
        for (size_t l = 0; l < COUNT(layouts); l++)
            for (size_t f = 0; f < COUNT(shown); f++)
                for (size_t o = 0; o < COUNT(orders); o++) {
                    stage_apply(stage, layouts[l]);
                    stage_apply(stage, shown[f]);
                    stage_apply(stage, orders[o]);
                    stage_apply(stage, (s + l + f + o) % 2 ? "cursor 0.5" : "cursor off");
                    resize(stage, sizes[s][0], sizes[s][1]);
                    check_picture(stage);
                }
}

static void every_part_and_scale(void **state)
{
    struct stage *stage = *state;
    static const char *const lines[] = {
        "legend on",     "theme dark",     "text-size 0.5",   "text-size 4",        "text-size 1",
        "points off",    "proof on",       "grid off",        "hints off",          "help on",
        "help next",     "help off",       "prompt command",  "type \"lay\"",       "leave",
        "prompt find",   "type \"s\"",     "leave",           "highlight tanh",     "highlight off",
        "saturation on", "band on",        "link y off",      "depth 30",           "scale x log",
        "scale y log",   "scale x symlog", "scale y symlog",  "view -1e300 1e300",  "view home",
        "view fit",      "hints on",       "only leaky_relu", "view 1 1.000000001", "zoom 0.5",
        "pan 3 3",
    };
    for (size_t i = 0; i < COUNT(lines); i++) {
        stage_apply(stage, lines[i]);
        for (size_t s = 0; s < COUNT(sizes); s++) {
            resize(stage, sizes[s][0], sizes[s][1]);
            check_picture(stage);
        }
    }
}

// --- Layouts

static void layouts_have_their_panels(void **state)
{
    struct stage *stage = *state;
    static const int expected[] = {1, 2, 6, 3};
    stage_apply(stage, "only sigmoid tanh relu; derivative 0,1");
    for (size_t i = 0; i < COUNT(layouts); i++) {
        stage_apply(stage, layouts[i]);
        assert_int_equal(stage->scene.panel_n, expected[i]);
        assert_int_equal(count_kind(stage, DRAW_CURVE), 6);
        int drawn = 0;
        for (int k = 0; k < stage->scene.panel_n; k++)
            for (int o = 0; o < ORDER_COUNT; o++)
                drawn += stage->scene.panels[k].orders[o] * stage->scene.panels[k].function_n;
        assert_int_equal(drawn, 6);
    }
}

static void hidden_functions_take_no_panel(void **state)
{
    struct stage *stage = *state;
    stage_apply(stage, "only sigmoid tanh relu; layout grid; hide tanh");
    assert_int_equal(stage->scene.panel_n, 2);
    assert_int_equal(stage->scene.panels[1].functions[0], activation_find("relu"));
    assert_int_equal(stage->scene.panels[1].slots[0], 2); // and keep their colours
}

static void an_empty_picture_says_what_to_press(void **state)
{
    struct stage *stage = *state;
    stage_apply(stage, "hide all");
    assert_int_equal(count_kind(stage, DRAW_CURVE), 0);
    assert_true(says(stage, "Press"));
}

static void blank_is_black(void **state)
{
    struct stage *stage = *state;
    stage_apply(stage, "blank on; help on");
    const struct draw_list *list = &stage->scene.list;
    assert_int_equal(list->item_n, 0);
    assert_int_equal(stage->scene.panel_n, 0);
    assert_int_equal(stage->scene.zone_n, 0);
    assert_int_equal(list->background.r | list->background.g | list->background.b, 0);
    assert_int_equal(list->background.a, 255);
}

// --- Places

static void points_find_their_panel(void **state)
{
    struct stage *stage = *state;
    const struct panel *first = &stage->scene.panels[0], *last = &stage->scene.panels[1];
    const struct rect p = first->plot, n = last->numbers_x;
    char where = '?';
    assert_ptr_equal(scene_panel_at(&stage->scene, p.x, p.y, &where), first);
    assert_int_equal(where, 'p');
    assert_ptr_equal(scene_panel_at(&stage->scene, p.x + p.w - 1, p.y + p.h - 1, &where), first);
    assert_ptr_equal(scene_panel_at(&stage->scene, p.x - 1, p.y + 5, &where), first);
    assert_int_equal(where, 'y');
    assert_ptr_equal(scene_panel_at(&stage->scene, n.x + 5, n.y + 5, &where), last);
    assert_int_equal(where, 'x');
    assert_null(scene_panel_at(&stage->scene, 2, 2, &where));
    assert_int_equal(where, 0);
    assert_null(scene_panel_at(&stage->scene, -1, -1, NULL));
    assert_null(scene_zone_at(&stage->scene, p.x + 50, p.y + p.h / 2));
}

// --- Names

static void titles_name_what_is_shown(void **state)
{
    struct stage *stage = *state;
    static const struct {
        const char *line, *title;
    } cases[] = {
        {"hide all", "actscope"},
        {"only relu", "ReLU"},
        {"only sigmoid tanh", "Sigmoid and Tanh"},
        {"only sigmoid tanh relu; hide sigmoid", "Tanh and ReLU"},
        {"only step sigmoid tanh relu leaky_relu", "5 activation functions"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        char title[128];
        stage_apply(stage, cases[i].line);
        scene_title(&stage->session.state, title, sizeof title);
        assert_string_equal(title, cases[i].title);
        assert_true(i == 0 || says(stage, title));
    }
    char small[8]; // whatever the size, it ends
    scene_title(&stage->session.state, small, sizeof small);
    assert_true(strlen(small) < sizeof small);
}

static void curves_are_named_at_their_ends_or_in_the_legend(void **state)
{
    struct stage *stage = *state;
    assert_true(says(stage, "Sigmoid") && says(stage, "σ′"));
    stage_apply(stage, "legend on; hide tanh");
    bool dimmed = false;
    for (int i = 0; i < stage->scene.zone_n; i++)
        dimmed |= stage->scene.zones[i].function == activation_find("tanh");
    assert_true(dimmed); // a click in the legend brings it back
}

static void the_readout_reads_the_curves(void **state)
{
    struct stage *stage = *state;
    assert_false(says(stage, "x = "));
    stage_apply(stage, "cursor 0");
    assert_true(says(stage, "x = 0") && says(stage, "0.25"));
    stage_apply(stage, "readout off");
    assert_false(says(stage, "x = "));
}

static void points_carry_exact_labels(void **state)
{
    struct stage *stage = *state;
    assert_true(says(stage, "σ′(0) = 1/4"));
    stage_apply(stage, "points off");
    assert_false(says(stage, "1/4"));
}

// --- Help

// Everything that can be pressed and said stands on some page.
static void the_help_holds_everything(void **state)
{
    struct stage *stage = *state;
    enum { ROWS = 160, KEYS = 64 };
    bool command_seen[ROWS] = {false}, key_seen[KEYS] = {false};
    stage_apply(stage, "help on");
    int pages = stage->scene.help_pages;
    assert_in_range(pages, 2, 30);
    for (int page = 0; page < pages; page++) {
        check_items(stage);
        for (int i = 0; command_row(i) != NULL && i < ROWS; i++)
            command_seen[i] |= says(stage, command_row(i)->help);
        for (int i = 0; i < stage->session.keymap.n && i < KEYS; i++)
            key_seen[i] |= says(stage, stage->session.keymap.bindings[i].help) &&
                           says(stage, stage->session.keymap.bindings[i].key);
        stage_apply(stage, "help next");
    }
    for (int i = 0; command_row(i) != NULL; i++)
        if (!command_seen[i])
            fail_msg("the help leaves out %s: %s", command_row(i)->name, command_row(i)->help);
    for (int i = 0; i < stage->session.keymap.n; i++)
        if (!key_seen[i])
            fail_msg("the help leaves out the key %s", stage->session.keymap.bindings[i].key);
    for (int i = 0; i < 2 * pages; i++) // any number of turns
        stage_apply(stage, i % 3 ? "help next" : "help previous");
    check_items(stage);
}

static void the_help_fits_small_windows(void **state)
{
    struct stage *stage = *state;
    stage_apply(stage, "help on");
    for (size_t s = 1; s < COUNT(sizes); s++) {
        resize(stage, sizes[s][0], sizes[s][1]);
        assert_true(stage->scene.help_pages >= 1);
        for (int i = 0; i < 5; i++) {
            stage_apply(stage, "help next");
            check_items(stage);
        }
    }
}

static bool cut_anywhere(const struct stage *stage)
{
    for (size_t i = 0; i < stage->scene.list.item_n; i++) {
        const struct draw_item *item = &stage->scene.list.items[i];
        if (item->kind == DRAW_TEXT && strstr(draw_item_text(&stage->scene.list, item), "…"))
            return true;
    }
    return false;
}

// What a lecturer looks for is on the first page, every key on one of few, and nothing is cut.
static void the_help_of_a_lecture_begins_with_it(void **state)
{
    struct stage *stage = *state;
    static const int heights[] = {720, 1080};
    stage_apply(stage, "bind Shift+Backspace view forward; group \"Lecture\";"
                       "bind Ctrl+Shift+m reduced-motion toggle # Views change at once");
    for (size_t s = 0; s < COUNT(heights); s++) {
        resize(stage, heights[s] * 16 / 9, heights[s]);
        stage_apply(stage, "lecture on; help on");
        assert_true(says(stage, "Lecture") && says(stage, "Ctrl+Shift+m"));
        assert_in_range(stage->scene.help_pages, 1, 8);
        for (int page = 0; page < stage->scene.help_pages; page++) {
            assert_false(cut_anywhere(stage));
            stage_apply(stage, "help next");
        }
        stage_apply(stage, "help off; lecture off");
    }
}

// Letters keep their size in a lecture: what does not fit a line takes two, what does not fit a
// page another.
static void the_help_of_a_lecture_is_large(void **state)
{
    struct stage *stage = *state;
    stage_apply(stage, "lecture on; help on");
    int pages = stage->scene.help_pages;
    for (int page = 0; page < pages; page++) {
        check_items(stage);
        for (size_t i = 0; i < stage->scene.list.item_n; i++) {
            const struct draw_item *item = &stage->scene.list.items[i];
            if (item->kind == DRAW_TEXT && item->size < 0.028 * stage->height)
                fail_msg("page %d: \"%s\" has capitals of %.1f", page + 1,
                         draw_item_text(&stage->scene.list, item), item->size);
        }
        stage_apply(stage, "help next");
    }
    stage_apply(stage, "help off; lecture off");
}

// The box of a text as wide as the stage's letters are, and no curve's vertex or segment in it.
static bool curve_meets(const struct draw_item *item, double x0, double y0, double x1, double y1)
{
    const struct curve *c = item->curve;
    for (size_t run = 0; run < c->run_n; run++)
        for (size_t i = c->runs[run]; i + 1 < curve_run_end(c, run); i++) {
            const struct curve_vertex *a = &c->vertices[i], *b = a + 1;
            for (int k = 0; k <= 500; k++) {
                double u = a->u + (b->u - a->u) * k / 500, v = a->v + (b->v - a->v) * k / 500;
                double x = item->shift_x + u * item->unit_x, y = item->shift_y + v * item->unit_y;
                if (x > x0 && x < x1 && y > y0 && y < y1)
                    return true;
            }
        }
    return false;
}

static void words_keep_off_curves(void **state)
{
    struct stage *stage = *state;
    static const struct {
        const char *line, *words;
    } rows[] = {
        // At both ends of the panel's height a curve runs from side to side.
        {"only sigmoid tanh; derivative 0,1; layout stacked; view 0.9999999999995 "
         "1.0000000000005; view fit",
         "f"},
        {"view fit", "f′"},
        {"only sigmoid gelu; scale y log; view -700 40 1e-300 10",
         "GELU: values ≤ 0 are not on a log axis"},
        {"view fit", "GELU′: values ≤ 0 are not on a log axis"},
    };
    stage_apply(stage, "reduced-motion on; cursor off");
    for (size_t r = 0; r < COUNT(rows); r++) {
        const struct draw_list *list = &stage->scene.list;
        int said = 0;
        stage_apply(stage, rows[r].line);
        for (size_t i = 0; i < list->item_n; i++) {
            const struct draw_item *item = &list->items[i];
            if (item->kind != DRAW_TEXT || strcmp(draw_item_text(list, item), rows[r].words) != 0)
                continue;
            said++;
            double w = 0.6 * item->size * (double)utf8_count(rows[r].words, strlen(rows[r].words));
            for (size_t k = 0; k < list->item_n; k++)
                if (list->items[k].kind == DRAW_CURVE &&
                    curve_meets(&list->items[k], item->x, item->y - item->size, item->x + w,
                                item->y))
                    fail_msg("%s: a curve runs through \"%s\"", rows[r].line, rows[r].words);
        }
        assert_true(said > 0); // a button says f as well
    }
}

static int count_words(const struct draw_list *list, const char *words)
{
    int n = 0;
    for (size_t i = 0; i < list->item_n; i++)
        n += list->items[i].kind == DRAW_TEXT &&
             strstr(draw_item_text(list, &list->items[i]), words) != NULL;
    return n;
}

static void nothing_to_see_is_said(void **state)
{
    struct stage *stage = *state;
    static const struct {
        const char *line;
        int without, beyond; // how often it is said that there are no values, or too large ones
    } rows[] = {
        {"define u = sqrt(-1-x^2); only u; derivative 0,1; layout stacked", 2, 0},
        {"define u = x*0 + 1e305", 0, 1}, // f' is 0
        {"define u = log(x)", 0, 0},
        {"view -9 -3", 2, 0},
        {"view home; only sigmoid tanh", 0, 0},
        {"view -3 3 5 6", 0, 0}, // only elsewhere
        {"depth 9", 0, 0},
    };
    stage_apply(stage, "reduced-motion on; cursor off");
    for (size_t r = 0; r < COUNT(rows); r++) {
        stage_apply(stage, rows[r].line);
        int without = count_words(&stage->scene.list, ": no values here");
        int beyond = count_words(&stage->scene.list, ": beyond ±10³⁰⁰");
        if (without != rows[r].without || beyond != rows[r].beyond)
            fail_msg("%s: %d without values, %d beyond", rows[r].line, without, beyond);
    }
}

static int markers_left_of(const struct scene *scene, double x)
{
    const struct panel *panel = &scene->panels[0];
    double edge = panel->plot.x + axis_fraction(&panel->x, x) * panel->plot.w;
    int n = 0;
    for (size_t i = 0; i < scene->list.item_n; i++)
        n += scene->list.items[i].kind == DRAW_MARKER && scene->list.items[i].x < edge - 1;
    return n;
}

// Where a formula is defined at single points only, none of them is drawn, and the picture says so.
static void single_points_are_said(void **state)
{
    struct stage *stage = *state;
    static const struct {
        const char *line;
        int said;
        double from; // where a curve begins
    } rows[] = {
        {"define u = x^x; only u; derivative 0; view -10 10", 1, 0},
        {"derivative 0,1,2; layout stacked", 1, 0}, // f' and f'' are nowhere defined there
        {"layout overlay", 1, 0},
        {"view 0.5 3", 0, 0}, // no such points in view
        {"view -4.5 -0.5", 1, 0},
        {"define u = (-2)^x; view -5 5", 1, 5},
        {"define u = (x-3)^(2*x)", 1, 3},
        {"define u = 2^x", 0, 0},
        {"define u = x^2.5", 0, 0},
        {"define u = x^3", 0, 0},
        {"define u = abs(x)^x", 0, 0},
        {"define u = if(x < 0, 0, x^x)", 0, 0},
        {"define u = x^(0.5 + 0.1*sin(x))", 0, 0}, // the power is never whole
        {"define u = x^x + sqrt(-1-x^2)", 0, 0},   // nor is anything defined
        {"define u = sqrt(-1-x^2)*(-2)^x", 0, 0},
        {"only sigmoid tanh", 0, 0},
    };
    stage_apply(stage, "reduced-motion on; cursor off");
    for (size_t r = 0; r < COUNT(rows); r++) {
        stage_apply(stage, rows[r].line);
        int said = count_words(&stage->scene.list, ": single points are not drawn");
        if (said != rows[r].said)
            fail_msg("%s: said %d times", rows[r].line, said);
        if (said > 0 && markers_left_of(&stage->scene, rows[r].from) > 0)
            fail_msg("%s: a dot", rows[r].line);
    }
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(words_keep_off_curves),
        TEST(nothing_to_see_is_said),
        TEST(single_points_are_said),
        TEST(every_size_layout_and_order),
        TEST(every_part_and_scale),
        TEST(layouts_have_their_panels),
        TEST(hidden_functions_take_no_panel),
        TEST(an_empty_picture_says_what_to_press),
        TEST(blank_is_black),
        TEST(points_find_their_panel),
        TEST(titles_name_what_is_shown),
        TEST(curves_are_named_at_their_ends_or_in_the_legend),
        TEST(the_readout_reads_the_curves),
        TEST(points_carry_exact_labels),
        TEST(the_help_holds_everything),
        TEST(the_help_fits_small_windows),
        TEST(the_help_of_a_lecture_is_large),
        TEST(the_help_of_a_lecture_begins_with_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
