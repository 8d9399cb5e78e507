// The draw list's arithmetic, and its dump.
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "paint/paint_text.h"
#include "scene/draw_list.h"

// cmocka compares floats.
#define assert_near(a, b, tolerance) assert_true(fabs((a) - (b)) <= (tolerance))

static const struct color white = {255, 255, 255, 255};
static const struct color blue = {0, 114, 178, 128};

static void begins_empty_and_keeps_memory(void **state)
{
    (void)state;
    struct draw_list list = {0};
    draw_list_begin(&list, 640, 480, white);
    draw_rect(&list, (struct rect){1, 2, 3, 4}, blue);
    draw_text(&list, 1, 2, 9, WEIGHT_BOLD, TEXT_LEFT, blue, "abc");
    const struct draw_item *items = list.items;
    size_t capacity = list.item_c;
    draw_list_begin(&list, 320, 200, blue);
    assert_int_equal(list.item_n, 0);
    assert_int_equal(list.string_n, 0);
    assert_int_equal(list.point_n, 0);
    assert_ptr_equal(list.items, items);
    assert_int_equal(list.item_c, capacity);
    assert_near(list.width, 320, 0);
    assert_memory_equal(&list.background, &blue, sizeof blue);
    draw_list_free(&list);
}

static void free_accepts_nothing(void **state)
{
    (void)state;
    struct draw_list list = {0};
    draw_list_free(NULL);
    draw_list_free(&list);
    draw_list_begin(&list, 1, 1, white);
    draw_list_free(&list);
    draw_list_free(&list);
    assert_null(list.items);
}

// Item i is a line through i % 5 points (10 i + k, -k), then a text "i".
static void add_many(struct draw_list *list, int count)
{
    const struct stroke stroke = {.width = 2, .color = blue};
    for (int i = 0; i < count; i++) {
        double xy[10];
        for (int k = 0; k < 5; k++) {
            xy[2 * k] = 10.0 * i + k;
            xy[2 * k + 1] = -k;
        }
        char string[16];
        snprintf(string, sizeof string, "%d", i);
        draw_line(list, xy, (size_t)(i % 5), &stroke);
        draw_text(list, i, 0, 9, WEIGHT_REGULAR, TEXT_RIGHT, blue, string);
    }
}

static void check_many(const struct draw_list *list, int i)
{
    const struct draw_item *line = &list->items[2 * i];
    const double *xy = draw_item_points(list, line);
    assert_int_equal(line->kind, DRAW_LINE);
    assert_int_equal(line->point_n, i % 5);
    assert_true((xy == NULL) == (i % 5 == 0));
    for (int k = 0; k < i % 5; k++) {
        assert_near(xy[2 * k], 10.0 * i + k, 0);
        assert_near(xy[2 * k + 1], -k, 0);
    }
    char string[16];
    snprintf(string, sizeof string, "%d", i);
    assert_string_equal(draw_item_text(list, line + 1), string);
}

static void points_and_strings_survive_growth(void **state)
{
    (void)state;
    enum { COUNT = 3000 };
    struct draw_list list = {0};
    draw_list_begin(&list, 100, 100, white);
    add_many(&list, COUNT);
    assert_int_equal(list.item_n, 2 * COUNT);
    assert_int_equal(list.point_n, 2 * COUNT / 5 * (0 + 1 + 2 + 3 + 4));
    for (int i = 0; i < COUNT; i++)
        check_many(&list, i);
    draw_list_free(&list);
}

static void items_hold_what_was_drawn(void **state)
{
    (void)state;
    struct draw_list list = {0};
    const struct stroke stroke = {.width = 2, .color = blue, .dash = {6, 3}, .dash_n = 2};
    const struct curve curve = {.identity = 1};
    draw_list_begin(&list, 100, 100, white);
    draw_curve(&list, &curve, 1, 2, 3, -4, &stroke);
    draw_disc(&list, 5, 6, 7, blue);
    draw_clip(&list, (struct rect){3, 4, 0, 9});
    const struct draw_item *item = list.items;
    assert_ptr_equal(item->curve, &curve);
    assert_near(item->unit_y, -4, 0);
    assert_int_equal(item->stroke.dash_n, 2);
    assert_memory_equal(&item->color, &blue, sizeof blue);
    assert_near(item[1].ring, 0, 0);
    assert_near(item[2].rect.h, 0, 0); // an empty clip is the whole picture, whatever else
    draw_list_free(&list);
}

static void compose_one_of_each(struct draw_list *list, const struct curve *curve)
{
    const struct stroke solid = {.width = 1.5, .color = blue};
    const struct stroke dashed = {.width = 2, .color = blue, .dash = {6, 3.25}, .dash_n = 2};
    draw_list_begin(list, 640, 480.5, white);
    draw_rect(list, (struct rect){-0.04, 1, 2.25, 3}, white);
    draw_round_rect(list, (struct rect){0, 0, 10, 10}, 4, white);
    draw_fill(list, (const double[]){0, 0, 4, 0, 0, 4}, 3, blue);
    draw_line(list, (const double[]){1, 2, 3, 4}, 2, &solid);
    draw_curve(list, curve, 100, 200, 50, -25, &dashed);
    draw_disc(list, 9, 8, 7, blue);
    draw_ring(list, 9, 8, 7, 2, blue, white);
    draw_text(list, 5, 6, 9, WEIGHT_MEDIUM, TEXT_CENTER, blue, "a \"b\" \\ σ′\nc");
    draw_clip(list, (struct rect){1, 2, 3, 4});
    draw_clip(list, (struct rect){0});
}

static const char one_of_each[] =
    "size 640 480.5\n"
    "rect 0.0 1.0 2.3 3.0 #ffffffff\n"
    "rect 0.0 0.0 10.0 10.0 #ffffffff radius 4.0\n"
    "fill 0.0 0.0 4.0 0.0 0.0 4.0 #0072b280\n"
    "line 1.0 2.0 3.0 4.0 #0072b280 width 1.5\n"
    "curve 100.0 200.0 50.0 -25.0 #0072b280 width 2.0 dash 6.0 3.3 identity ab12 vertices 3 runs "
    "1\n"
    "disc 9.0 8.0 #0072b280 diameter 7.0\n"
    "ring 9.0 8.0 #0072b280 diameter 7.0 width 2.0 fill #ffffffff\n"
    "text 5.0 6.0 #0072b280 cap 9.0 medium center \"a \\\"b\\\" \\\\ σ′\\nc\"\n"
    "clip 1.0 2.0 3.0 4.0\n"
    "clip all\n";

static void dump_says_everything(void **state)
{
    (void)state;
    struct curve_vertex vertices[3] = {0};
    size_t runs[1] = {0};
    const struct curve curve = {
        .identity = 0xab12, .vertices = vertices, .n = 3, .runs = runs, .run_n = 1};
    struct draw_list list = {0};
    struct text out = {0};
    compose_one_of_each(&list, &curve);
    text_add(&out, "before\n");
    paint_text(&list, &out);
    assert_string_equal(text_string(&out) + strlen("before\n"), one_of_each);
    text_free(&out);
    draw_list_free(&list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(begins_empty_and_keeps_memory),
        cmocka_unit_test(free_accepts_nothing),
        cmocka_unit_test(points_and_strings_survive_growth),
        cmocka_unit_test(items_hold_what_was_drawn),
        cmocka_unit_test(dump_says_everything),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
