// Where things stand: what lies on top, what gives way, rows and columns, knobs on their tracks.
#include "stage.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "scene/formula/setter.h"

enum { MANY = 64 };

static int setup(void **state)
{
    struct stage *stage = stage_new();
    stage_apply(stage, "reduced-motion on; points off; cursor off; layout stacked; derivative 0");
    *state = stage;
    return 0;
}

static int teardown(void **state)
{
    stage_free(*state);
    return 0;
}

static const struct draw_item *item_at(const struct stage *stage, size_t i)
{
    return &stage->scene.list.items[i];
}

static bool is_text(const struct stage *stage, const struct draw_item *item, const char *text)
{
    return item->kind == DRAW_TEXT && strcmp(draw_item_text(&stage->scene.list, item), text) == 0;
}

static bool same_color(struct color a, struct color b)
{
    return a.r == b.r && a.g == b.g && a.b == b.b;
}

static const struct theme *theme_of(const struct stage *stage)
{
    return themes_find(&stage->session.themes, stage->session.state.theme);
}

// --- on top ---

// Of zones that lie over each other the last one is meant: it was drawn over the others.
static void the_last_zone_lies_on_top(void **state)
{
    (void)state;
    struct scene *scene = calloc(1, sizeof *scene);
    assert_non_null(scene);
    scene->zone_n = 3;
    scene->zones[0].rect = (struct rect){0, 0, 100, 100};
    scene->zones[1].rect = (struct rect){20, 20, 50, 50};
    scene->zones[2].rect = (struct rect){60, 60, 100, 100};
    assert_ptr_equal(scene_zone_at(scene, 10, 10), &scene->zones[0]);
    assert_ptr_equal(scene_zone_at(scene, 30, 30), &scene->zones[1]);
    assert_ptr_equal(scene_zone_at(scene, 65, 65), &scene->zones[2]);
    assert_ptr_equal(scene_zone_at(scene, 20, 20), &scene->zones[1]); // its own edge
    assert_ptr_equal(scene_zone_at(scene, 70, 20), &scene->zones[0]); // no longer its own
    assert_null(scene_zone_at(scene, 160, 160));
    assert_null(scene_zone_at(NULL, 1, 1));
    free(scene);
}

// --- colours ---

// The place in the theme of the n-th curve's colour, from 0.
static int color_place(const struct stage *stage, int n)
{
    for (size_t i = 0; i < stage->scene.list.item_n; i++)
        if (item_at(stage, i)->kind == DRAW_CURVE && n-- == 0)
            for (int k = 0; k < THEME_CURVES; k++)
                if (same_color(item_at(stage, i)->stroke.color, theme_of(stage)->curves[k]))
                    return k;
    return -1;
}

// Each function has its own colour, by its place in the catalogue; where one before it has taken
// that, the next that is free. What is hidden takes none. (GELU's is the sigmoid's.)
static void colours_are_taken_in_order(void **state)
{
    struct stage *stage = *state;
    static const struct {
        const char *line;
        int n, places[5];
    } rows[] = {
        {"only sigmoid tanh; focus tanh", 2, {0, 1}},
        {"only gelu", 1, {0}},
        {"only sigmoid gelu; focus gelu", 2, {0, 1}},
        {"only sigmoid tanh gelu; focus gelu", 3, {0, 1, 2}},
        {"only sigmoid tanh relu gelu; focus gelu", 4, {0, 1, 2, 3}},
        {"hide sigmoid", 3, {1, 2, 0}},
        {"only gelu sigmoid; focus sigmoid", 2, {1, 0}}, // the article's five keep theirs
        {"only gelu silu; focus silu", 2, {0, 1}},
        {"only mish gelu silu tanh step; focus step", 5, {0, 2, 3, 1, 5}},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        stage_apply(stage, rows[i].line);
        for (int k = 0; k < rows[i].n; k++)
            if (color_place(stage, k) != rows[i].places[k])
                fail_msg("%s: curve %d has colour %d, not %d", rows[i].line, k,
                         color_place(stage, k), rows[i].places[k]);
    }
}

// --- panels ---

// A grid has no empty row, and as many columns as make panels of about 4:3.
static void grids_fill_the_picture(void **state)
{
    struct stage *stage = *state;
    static const char *const functions[] = {"sigmoid", "tanh", "relu",     "elu",  "gelu", "silu",
                                            "mish",    "selu", "softplus", "sign", "abs",  "sinc"};
    struct text line = {0};
    text_add(&line, "layout grid; only");
    for (size_t n = 1; n <= COUNT(functions); n++) {
        double bottom = 0, right = 0, highest = 0;
        text_format(&line, " %s", functions[n - 1]);
        stage_apply(stage, text_string(&line));
        assert_int_equal(stage->scene.panel_n, n);
        for (int i = 0; i < stage->scene.panel_n; i++) {
            const struct rect *p = &stage->scene.panels[i].plot;
            bottom = fmax(bottom, p->y + p->h);
            right = fmax(right, p->x + p->w);
            highest = fmax(highest, p->h);
        }
        if (!(bottom > 0.85 * stage->height && right > 0.9 * stage->width))
            fail_msg("%zu panels end at %g, %g", n, right, bottom);
    }
    text_free(&line);
}

// In a low window the names that have room are there, as many as there is room for beside the line
// that counts the others.
static void as_many_names_as_there_is_room_for(void **state)
{
    struct stage *stage = *state;
    struct text line = {0};
    text_add(&line, "only");
    for (int i = 0; i < 40; i++)
        text_format(&line, " %s", activation_at(i)->id);
    stage->width = 700;
    stage->height = 300;
    stage_apply(stage, text_string(&line));
    int names = 0;
    for (int i = 0; i < stage->scene.zone_n; i++)
        names += strncmp(stage->scene.zones[i].click, "hide ", 5) == 0;
    double step = 2 * stage->scene.look.cap_label;
    assert_int_equal(names, (int)(stage->scene.panels[0].plot.h / step));
    text_free(&line);
}

// --- the read-out ---

// Each column of the table holds what its head says, f, f′ and f″ of the sigmoid at 1.
static void columns_hold_what_their_heads_say(void **state)
{
    struct stage *stage = *state;
    static const struct {
        const char *head, *value;
    } columns[] = {{"f", "0.731059"}, {"f′", "0.196612"}, {"f″", "−0.0908577"}};
    stage_apply(stage, "only sigmoid; derivative 0,1,2; cursor 1");
    for (size_t k = 0; k < COUNT(columns); k++) {
        int met = 0;
        for (size_t i = 0; i < stage->scene.list.item_n; i++)
            for (size_t j = 0; j < stage->scene.list.item_n; j++) {
                const struct draw_item *head = item_at(stage, i), *value = item_at(stage, j);
                met += is_text(stage, head, columns[k].head) &&
                       is_text(stage, value, columns[k].value) && head->x == value->x &&
                       head->align == TEXT_RIGHT && value->y > head->y;
            }
        if (met != 1)
            fail_msg("%s and %s: %d times", columns[k].head, columns[k].value, met);
    }
}

// How many vertices of curves lie within a rectangle.
static int vertices_within(const struct stage *stage, struct rect r)
{
    int n = 0;
    for (size_t i = 0; i < stage->scene.list.item_n; i++) {
        const struct draw_item *item = item_at(stage, i);
        for (size_t k = 0; item->kind == DRAW_CURVE && k + 1 < item->curve->n; k++)
            for (int t = 0; t < 200; t++) { // between vertices, too
                const struct curve_vertex *a = &item->curve->vertices[k], *b = a + 1;
                double u = a->u + (b->u - a->u) * t / 200, v = a->v + (b->v - a->v) * t / 200;
                double x = item->shift_x + u * item->unit_x, y = item->shift_y + v * item->unit_y;
                n += x > r.x && x < r.x + r.w && y > r.y && y < r.y + r.h;
            }
    }
    return n;
}

// The table keeps off the curves where there is room that they leave.
static void the_table_keeps_off_the_curves(void **state)
{
    struct stage *stage = *state;
    static const char *const lines[] = {
        "only relu; view -5 5 -1 5; cursor 1",
        "define d = -x; only d; view -5 5 -5 5", // where the table would stand else
        "define d = 4.5; only d; view -5 5 -5 5",
        "define d = x^2/5; only d; view -5 5 -1 5",
        "define d = -x; only d sigmoid tanh; view -5 5 -5 5",
    };
    for (size_t i = 0; i < COUNT(lines); i++) {
        int tables = 0;
        stage_apply(stage, lines[i]);
        for (size_t k = 0; k < stage->scene.list.item_n; k++) {
            const struct draw_item *item = item_at(stage, k);
            if (item->kind != DRAW_RECT || item->color.a != 238)
                continue;
            tables++;
            if (vertices_within(stage, item->rect) > 0)
                fail_msg("%s: the table lies on a curve", lines[i]);
        }
        assert_int_equal(tables, 1);
    }
}

// --- markers ---

// At round distances there are six or more markers along a curve, but never a crowd.
static void markers_are_few(void **state)
{
    struct stage *stage = *state;
    static const char *const views[] = {"view -4 4 -9 9", "view -6 6 -9 9", "view -8 8 -9 9",
                                        "view -14.5 14.5 -20 20", "view -30 30 -40 40"};
    stage_apply(stage, "only identity; markers on");
    for (size_t i = 0; i < COUNT(views); i++) {
        stage_apply(stage, views[i]);
        const struct rect *p = &stage->scene.panels[0].plot;
        struct color color = theme_of(stage)->curves[0];
        int n = 0;
        for (size_t k = 0; k < stage->scene.list.item_n; k++)
            if (item_at(stage, k)->kind == DRAW_CURVE)
                color = item_at(stage, k)->stroke.color;
        for (size_t k = 0; k < stage->scene.list.item_n; k++) {
            const struct draw_item *item = item_at(stage, k);
            bool mark = item->kind == DRAW_MARKER || item->kind == DRAW_FILL;
            double x =
                item->kind == DRAW_FILL ? draw_item_points(&stage->scene.list, item)[0] : item->x;
            n += mark && same_color(item->color, color) && x > p->x && x < p->x + p->w;
        }
        if (n < 6 || n > 17)
            fail_msg("%s: %d markers", views[i], n);
    }
}

// --- bars of kinks ---

// Of bars at the same place the later ones are narrower, so that each is seen.
static void later_bars_are_narrower(void **state)
{
    struct stage *stage = *state;
    stage_apply(stage, "only abs relu; derivative 1; view -5 5 -1.5 1.5; grid off");
    const struct rect *p = &stage->scene.panels[0].plot;
    double widths[MANY], middle = p->x + p->w / 2;
    int n = 0;
    for (size_t i = 0; i < stage->scene.list.item_n; i++) {
        const struct draw_item *item = item_at(stage, i);
        const struct rect *r = &item->rect;
        bool bar = item->kind == DRAW_RECT && fabs(r->x + r->w / 2 - middle) < 0.01 &&
                   r->h < p->h && r->h > p->h / 5 && r->w > 2;
        if (bar && n < MANY)
            widths[n++] = r->w;
    }
    assert_int_equal(n, 2);
    assert_true(widths[1] < 0.9 * widths[0]);
}

// --- data ---

static void put(struct dataset_store *store, const char *path, double value)
{
    struct number_array numbers = {.n = 4};
    numbers.values = malloc(4 * sizeof *numbers.values);
    assert_non_null(numbers.values);
    for (int i = 0; i < 4; i++)
        numbers.values[i] = value + i * 0.01;
    dataset_put(store, path, &numbers, NULL, NULL);
}

// Of several files the first stands on top, as layers are read.
static void the_first_file_stands_on_top(void **state)
{
    struct stage *stage = *state;
    struct dataset_store store = {0};
    put(&store, "first.csv", -2);
    put(&store, "second.csv", 0);
    put(&store, "third.csv", 2);
    stage->session.data = &store;
    stage_apply(stage, "only sigmoid; view -4 4; data first.csv second.csv third.csv");
    const struct rect *p = &stage->scene.panels[0].plot;
    double tops[3] = {0}; // of what stands at -2, 0 and 2
    for (size_t i = 0; i < stage->scene.list.item_n; i++) {
        const struct draw_item *item = item_at(stage, i);
        for (int k = 0; k < 3; k++) {
            double x = p->x + p->w * (k + 1) / 4 + 1;
            const struct rect *r = &item->rect;
            bool bar = item->kind == DRAW_RECT && r->w > 2 && r->w < 30 && r->h > 20 &&
                       r->h < p->h / 2 && r->x <= x && r->x + r->w >= x;
            tops[k] = bar ? r->y : tops[k];
        }
    }
    assert_true(tops[0] > 0 && tops[0] < tops[1] && tops[1] < tops[2]);
    stage_apply(stage, "data off");
    dataset_store_free(&store);
}

// --- sliders ---

// The knob of a slider stands where its value lies between the ends.
static void knobs_stand_where_their_value_is(void **state)
{
    struct stage *stage = *state;
    static const char *const lines[] = {
        "only leaky_relu; param leaky_relu alpha 0.2",
        "only hard_tanh; param hard_tanh min -0.5",
        "only elu; param elu alpha 2.5",
        "only snake",
        "only srelu",
    };
    int knobs = 0;
    for (size_t i = 0; i < COUNT(lines); i++) {
        stage_apply(stage, lines[i]);
        for (int k = 0; k < stage->scene.zone_n; k++) {
            const struct zone *zone = &stage->scene.zones[k];
            if (strncmp(zone->value, "param ", 6) != 0)
                continue;
            double share = (zone->x.value - zone->x.low) / (zone->x.high - zone->x.low);
            double x = zone->x.at + zone->x.length * share;
            int met = 0;
            for (size_t j = 0; j < stage->scene.list.item_n; j++) {
                const struct draw_item *item = item_at(stage, j);
                met += item->kind == DRAW_MARKER && fabs(item->x - x) < 0.5 &&
                       item->y > zone->rect.y && item->y < zone->rect.y + zone->rect.h;
            }
            if (met != 1)
                fail_msg("%s: no knob at %g of `%s`", lines[i], x, zone->value);
            knobs++;
        }
    }
    assert_true(knobs >= 7);
}

// Of whole numbers the nearest to the pointer is taken.
static void whole_numbers_are_rounded_to_the_nearest(void **state)
{
    struct stage *stage = *state;
    stage_apply(stage, "derivative 0,1; depth 30");
    const struct zone *slider = NULL;
    for (int i = 0; i < stage->scene.zone_n; i++)
        if (strcmp(stage->scene.zones[i].value, "depth") == 0)
            slider = &stage->scene.zones[i];
    assert_non_null(slider);
    const struct zone zone = *slider;
    double y = zone.rect.y + zone.rect.h / 2;
    static const double places[] = {10.3, 10.7, 57.4, 57.6, 99.6};
    for (size_t i = 0; i < COUNT(places); i++) {
        double x = zone.x.at + zone.x.length * (places[i] - 1) / (DEPTH_MOST - 1);
        stage_press(stage, BUTTON_LEFT, 1, zone.x.at + zone.x.length / 2, y, 0);
        stage_move(stage, x, y, 0);
        stage_release(stage, BUTTON_LEFT, x, y);
        assert_int_equal(stage->session.state.compare.depth, (int)lround(places[i]));
    }
}

// --- numbers in formulas ---

// What people write as a fraction: halves below 1, thirds, sixths, sevenths, ninths, twelfths;
// others only in an exponent.
static void fractions_are_those_that_people_write(void **state)
{
    (void)state;
    static const struct {
        double value;
        bool line, script;
    } rows[] = {
        {0.5, true, true},
        {1.5, false, true},
        {2.5, false, true},
        {1. / 3, true, true},
        {2. / 3, true, true},
        {4. / 3, true, true},
        {0.2, true, true},
        {0.4, false, true},
        {5. / 6, true, true},
        {1. / 7, true, true},
        {5. / 9, true, true},
        {7. / 12, true, true},
        {0.25, true, true},
        {0.75, false, true},
        {0.01, false, false},
        {2, false, false},
        {0.044715, false, false},
        {0.31830988618379069, true, true},
        {1.4142135623730951, false, false},
        {0.70710678118654757, true, true},
    };
    for (size_t i = 0; i < COUNT(rows); i++)
        if (number_is_fraction(rows[i].value, false) != rows[i].line ||
            number_is_fraction(rows[i].value, true) != rows[i].script)
            fail_msg("%.17g", rows[i].value);
}

// p/q is in lowest terms, and is the number.
static void ratios_are_in_lowest_terms(void **state)
{
    (void)state;
    int ratios = 0;
    for (int q = 2; q <= 12; q++)
        for (int p = 1; p < 2 * q; p++) {
            int over, under, a = p, b = q;
            if (!number_is_ratio((double)p / q, &over, &under))
                continue;
            while (b != 0) { // Euclid
                int rest = a % b;
                a = b;
                b = rest;
            }
            if (over != p / a || under != q / a)
                fail_msg("%d/%d is written as %d/%d", p, q, over, under);
            ratios++;
        }
    assert_true(ratios > 60);
}

// The box of a power is higher than that of its base, and its exponent stands above the line.
static void exponents_stand_above_the_line(void **state)
{
    struct stage *stage = *state;
    stage_apply(stage, "define q = x^7; only q; formula on; view -2 2; derivative 0");
    const struct draw_item *exponent = NULL, *base = NULL;
    for (size_t i = 0; i < stage->scene.list.item_n; i++)
        if (is_text(stage, item_at(stage, i), "7"))
            exponent = item_at(stage, i);
    assert_non_null(exponent);
    for (size_t i = 0; i < stage->scene.list.item_n; i++) {
        const struct draw_item *item = item_at(stage, i);
        bool before = is_text(stage, item, "x") && item->x < exponent->x &&
                      exponent->x - item->x < 2 * item->size;
        base = before ? item : base;
    }
    assert_non_null(base);
    assert_true(exponent->size < base->size);
    assert_true(exponent->y < base->y - 0.3 * base->size);
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(the_last_zone_lies_on_top),
        TEST(colours_are_taken_in_order),
        TEST(grids_fill_the_picture),
        TEST(as_many_names_as_there_is_room_for),
        TEST(columns_hold_what_their_heads_say),
        TEST(the_table_keeps_off_the_curves),
        TEST(markers_are_few),
        TEST(later_bars_are_narrower),
        TEST(the_first_file_stands_on_top),
        TEST(knobs_stand_where_their_value_is),
        TEST(whole_numbers_are_rounded_to_the_nearest),
        TEST(fractions_are_those_that_people_write),
        TEST(ratios_are_in_lowest_terms),
        TEST(exponents_stand_above_the_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
