// Lecture mode: what is drawn can be read from the last row. Sizes are measured in the draw list
// and again in the pixels of the finished picture, against the figures for six screen heights.
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"
#include "control/command.h"
#include "paint/paint_cairo.h"
#include "scene/scene.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

#define AXIS_LEAST    0.028
#define READOUT_LEAST 0.035
#define TITLE_LEAST   0.05

struct hall {
    struct font *font;
    struct text_metrics metrics;
    struct session session;
    struct scene scene;
    struct curve_cache cache;
    int width, height;
    uint8_t *pixels;
};

static const int sizes[][2] = {{1280, 720}, {1920, 1080}, {3840, 2160}, {1024, 768}};

static const char *const pictures[] = {
    "only sigmoid; cursor off; layout stacked",
    "only sigmoid tanh; cursor 1; layout stacked",
    "only sigmoid tanh; cursor 1; layout overlay",
    "only sigmoid tanh relu leaky_relu gelu; cursor 1; layout stacked",
    "only sigmoid tanh relu leaky_relu gelu; cursor -2; layout overlay; legend on",
    "only sigmoid tanh relu; cursor 1; layout side-by-side",
    "only sigmoid tanh relu leaky_relu gelu selu; cursor 0.5; layout grid",
    "only step sigmoid tanh relu leaky_relu elu selu gelu silu mish softplus softsign; layout grid",
    "only gelu; cursor 1e-300; derivative 0,1,2; layout stacked; saturation on; band on",
    "only sigmoid tanh; cursor 1; view -1e-9 1e9",
};

static int open_hall(void **state)
{
    struct hall *hall = calloc(1, sizeof *hall);
    hall->font = font_create(NULL);
    *state = hall;
    if (hall->font == NULL)
        return -1;
    hall->metrics = font_metrics(hall->font);
    session_init(&hall->session, (struct host){0});
    return 0;
}

static int close_hall(void **state)
{
    struct hall *hall = *state;
    session_free(&hall->session);
    scene_free(&hall->scene);
    curve_cache_free(&hall->cache);
    font_destroy(hall->font);
    free(hall->pixels);
    free(hall);
    return 0;
}

static void show(struct hall *hall, const char *commands, int width, int height)
{
    struct fault fault = {0};
    struct view view;
    if (!command_apply(&hall->session, commands, NULL, 0, &fault))
        fail_msg("%s: %s", commands, fault.text);
    hall->width = width;
    hall->height = height;
    state_view(&hall->session.state, &view);
    const struct scene_input input = {
        .session = &hall->session,
        .view = &view,
        .width = width,
        .height = height,
        .pixel_ratio = 1,
        .metrics = &hall->metrics,
        .cache = &hall->cache,
    };
    scene_build(&hall->scene, &input);
}

static void paint(struct hall *hall)
{
    struct fault fault = {0};
    hall->pixels = realloc(hall->pixels, (size_t)hall->width * (size_t)hall->height * 4);
    assert_non_null(hall->pixels);
    assert_true(paint_cairo_pixels(&hall->scene.list, hall->font, hall->pixels, &fault));
}

// The largest text that says this.
static const struct draw_item *find_text(const struct hall *hall, const char *string)
{
    const struct draw_list *list = &hall->scene.list;
    const struct draw_item *found = NULL;
    for (size_t i = 0; i < list->item_n; i++) {
        const struct draw_item *item = &list->items[i];
        if (item->kind == DRAW_TEXT && strcmp(draw_item_text(list, item), string) == 0 &&
            (found == NULL || item->size > found->size))
            found = item;
    }
    if (found == NULL)
        fail_msg("nothing says \"%s\"", string);
    return found;
}

// The height of ink above the baseline, pixels with fractions, over the last character of a text
// in the finished picture: a digit, as high as a capital.
static double ink_height(const struct hall *hall, const struct draw_item *item)
{
    const char *string = draw_item_text(&hall->scene.list, item);
    char last[8];
    text_copy(last, sizeof last, string + utf8_previous(string, strlen(string)));
    double whole = hall->metrics.width(hall->metrics.user, string, item->size, item->weight);
    double w = hall->metrics.width(hall->metrics.user, last, item->size, item->weight);
    double left = item->x - (item->align == TEXT_RIGHT    ? whole
                             : item->align == TEXT_CENTER ? whole / 2
                                                          : 0);
    int x0 = (int)ceil(left + whole - w), x1 = (int)floor(left + whole);
    int baseline = (int)lround(item->y), top = baseline - (int)lround(item->size * 1.5);
    double height = 0;
    for (int y = top; y < baseline; y++) {
        double most = 0; // of coverage in this row
        for (int x = x0; x <= x1; x++) {
            const uint8_t *p = hall->pixels + 4 * ((size_t)y * (size_t)hall->width + (size_t)x);
            double paper = hall->scene.list.background.r, ink = item->color.r;
            most = fmax(most, (p[0] - paper) / (ink - paper));
        }
        height += fmin(most, 1);
    }
    return height;
}

static void every_text_can_be_read_from_the_last_row(void **state)
{
    struct hall *hall = *state;
    show(hall, "lecture on", 100, 100);
    for (size_t i = 0; i < COUNT(pictures); i++)
        for (size_t k = 0; k < COUNT(sizes); k++) {
            show(hall, pictures[i], sizes[k][0], sizes[k][1]);
            const struct draw_list *list = &hall->scene.list;
            int texts = 0;
            for (size_t t = 0; t < list->item_n; t++) {
                const struct draw_item *item = &list->items[t];
                if (item->kind != DRAW_TEXT)
                    continue;
                texts++;
                if (item->size < AXIS_LEAST * sizes[k][1])
                    fail_msg("%s at %dx%d: \"%s\" has capitals of %.2f %%", pictures[i],
                             sizes[k][0], sizes[k][1], draw_item_text(list, item),
                             100 * item->size / sizes[k][1]);
            }
            assert_in_range(texts, 6, 200);
        }
}

static void pixels_are_as_high_as_the_list_says(void **state)
{
    struct hall *hall = *state;
    for (size_t k = 0; k < COUNT(sizes); k++) {
        int w = sizes[k][0], h = sizes[k][1];
        const char *number = w * 9 == h * 16 ? "−4" : "5"; // with a flat top
        show(hall, "lecture on; only sigmoid tanh; layout stacked; view -5 5; cursor 1", w, h);
        paint(hall);
        assert_true(ink_height(hall, find_text(hall, number)) >= AXIS_LEAST * h);
        assert_true(ink_height(hall, find_text(hall, "f ≈ 0.7311")) >= READOUT_LEAST * h);
        assert_true(ink_height(hall, find_text(hall, "x = 1")) >= READOUT_LEAST * h);
        // A name that ends in a capital, so that the title has one to measure.
        show(hall, "only relu; cursor off; view -5 5", w, h);
        paint(hall);
        assert_true(ink_height(hall, find_text(hall, "ReLU")) >= TITLE_LEAST * h);
        assert_true(ink_height(hall, find_text(hall, "0")) < 1.2 * AXIS_LEAST * h);
    }
}

// The same measurement says that desk sizes are not enough: it can fail.
static void a_desk_is_not_a_hall(void **state)
{
    struct hall *hall = *state;
    show(hall, "lecture off; only sigmoid tanh; layout stacked; view -5 5; cursor off", 1280, 720);
    paint(hall);
    assert_true(ink_height(hall, find_text(hall, "−4")) < AXIS_LEAST * 720);
}

static void lines_are_thick_enough(void **state)
{
    struct hall *hall = *state;
    for (size_t k = 0; k < COUNT(sizes); k++) {
        double h = sizes[k][1];
        show(hall, "lecture on; only sigmoid tanh; derivative 0,1; layout overlay", sizes[k][0],
             sizes[k][1]);
        int thick = 0, curves = 0, dashed = 0;
        for (size_t i = 0; i < hall->scene.list.item_n; i++) {
            const struct draw_item *item = &hall->scene.list.items[i];
            if (item->kind != DRAW_CURVE)
                continue;
            curves++;
            assert_true(item->stroke.width >= 0.0044 * h * 0.999);
            thick += item->stroke.width >= 0.006 * h * 0.999;
            dashed += item->stroke.dash_n > 0;
            if (item->stroke.dash_n > 0) { // 12 and 6 minutes of arc
                assert_true(item->stroke.dash[0] >= 0.021 * h);
                assert_true(item->stroke.dash[1] >= 0.0105 * h);
            }
        }
        assert_int_equal(curves, 4);
        assert_int_equal(dashed, 2);
        assert_int_equal(thick, 2); // the focused function's
        const struct look *look = &hall->scene.look;
        assert_true(look->axis >= 0.0026 * h - 0.5 && look->grid >= 0.00175 * h - 0.5);
        assert_true(look->cursor >= 0.0035 * h - 0.5 && look->dot >= 0.016 * h * 0.999);
    }
}

static int numbers_at(const struct hall *hall, const struct rect *where)
{
    int n = 0;
    for (size_t i = 0; i < hall->scene.list.item_n; i++) {
        const struct draw_item *item = &hall->scene.list.items[i];
        n += item->kind == DRAW_TEXT && item->y > where->y && item->y < where->y + where->h &&
             item->x >= where->x && item->x <= where->x + where->w;
    }
    return n;
}

static void numbers_at_axes_are_few(void **state)
{
    static const char *const views[] = {"view -5 5",         "view -1 1",       "view 0 1000",
                                        "view -0.001 0.002", "view -1e-9 1e-9", "view -7.3 11.9"};
    struct hall *hall = *state;
    show(hall, "lecture on; only sigmoid; derivative 0; layout overlay; cursor off", 1280, 720);
    for (size_t i = 0; i < COUNT(views); i++)
        for (size_t k = 0; k < COUNT(sizes); k++) {
            show(hall, views[i], sizes[k][0], sizes[k][1]);
            assert_in_range(numbers_at(hall, &hall->scene.panels[0].numbers_x), 3, 8);
            assert_in_range(numbers_at(hall, &hall->scene.panels[0].numbers_y), 2, 7);
        }
    show(hall, "view -5 5", 1280, 720);
}

static void sizes_are_one_factor(void **state)
{
    (void)state;
    for (int lecture = 0; lecture < 2; lecture++) {
        struct look a = look_for(1280, 720, 1, 1, lecture), b = look_for(3840, 2160, 3, 1, lecture);
        struct look bigger = look_for(1280, 720, 1, 1.5, lecture);
        assert_true(fabs(b.cap_title - 3 * a.cap_title) < 1e-9);
        assert_true(fabs(b.cap_axis - 3 * a.cap_axis) < 1e-9);
        assert_true(fabs(b.curve - 3 * a.curve) < 1e-9 && fabs(b.gap - 3 * a.gap) < 1e-9);
        assert_true(bigger.cap_axis > 1.45 * a.cap_axis && bigger.curve > 1.45 * a.curve);
    }
    // Small multiples shrink their letters, but never below what can be read.
    struct look hall = look_for(1280, 720, 1, 1, true), rows = look_for_rows(hall, 9, 1);
    assert_true(rows.cap_axis >= AXIS_LEAST * 720 && rows.cap_label >= AXIS_LEAST * 720);
    assert_true(rows.curve < hall.curve);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_text_can_be_read_from_the_last_row, open_hall,
                                        close_hall),
        cmocka_unit_test_setup_teardown(pixels_are_as_high_as_the_list_says, open_hall, close_hall),
        cmocka_unit_test_setup_teardown(a_desk_is_not_a_hall, open_hall, close_hall),
        cmocka_unit_test_setup_teardown(lines_are_thick_enough, open_hall, close_hall),
        cmocka_unit_test_setup_teardown(numbers_at_axes_are_few, open_hall, close_hall),
        cmocka_unit_test(sizes_are_one_factor),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
