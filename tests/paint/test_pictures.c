// Whole pictures: what the window shows and what a file holds are the same. Every layout in every
// theme, in a number of states and sizes, goes from the session through the scene to both painters.
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gl_stage.h"

#include "control/command.h"
#include "scene/scene.h"

enum { WIDTH = 960, HEIGHT = 540, TEXTS_MAX = 30 };

static const char *const layouts[LAYOUT_COUNT] = {"overlay", "stacked", "side-by-side", "grid"};

// What is shown; each begins with a fresh session.
static const struct {
    const char *name, *commands;
} states[] = {
    {"article", "only step sigmoid tanh relu leaky_relu; derivative 0,1"},
    {"all-orders", "only gelu selu mish; derivative 0,1,2; points on; cursor 0.3"},
    {"log", "only softplus sigmoid; derivative 0,1; scale y log; view -40 5; legend on"},
    {"zoom", "only tanh sigmoid; derivative 0,1; view 1.2499999 1.2500001"},
    {"jumps", "only step sign hard_sigmoid; derivative 0,1; cursor 0; view -1 1"},
    {"sweep", "only leaky_relu; param leaky_relu alpha sweep; derivative 0,1"},
    {"waves", "only sine; derivative 0,1; view -300 300"},
    {"large", "only elu sigmoid; derivative 0,1; text-size 2; readout on; cursor 1"},
    {"saturation", "only sigmoid tanh; derivative 0,1; saturation on; band on"},
    {"japanese", "language ja; only swish relu; derivative 0,1; hints on; cursor 0"},
    {"help", "only tanh; help on"},
};
enum { STATES = sizeof states / sizeof states[0] };

struct picture {
    struct session session;
    struct scene scene;
    struct curve_cache cache;
};

static void apply(struct session *session, const char *commands)
{
    struct text wrong = {0};
    size_t offset = 0;
    int line = 1;
    struct fault fault = {0};
    enum command_step step;
    while ((step = command_step(session, commands, &offset, &line, NULL, &fault)) != COMMAND_END)
        if (step == COMMAND_MISTAKE)
            text_format(&wrong, "%s; ", fault.text);
    if (wrong.n > 0)
        fail_msg("%s: %s", commands, text_string(&wrong));
    text_free(&wrong);
}

static void build(struct picture *picture, struct font *font)
{
    struct view view;
    struct text_metrics metrics = font_metrics(font);
    state_view(&picture->session.state, &view);
    const struct scene_input input = {
        .session = &picture->session,
        .view = &view,
        .width = WIDTH,
        .height = HEIGHT,
        .pixel_ratio = 1,
        .metrics = &metrics,
        .cache = &picture->cache,
        .margin = 0.5,
    };
    scene_build(&picture->scene, &input);
}

// Where text stands: each string alone, black on white, has its ink in the same place.
struct ink {
    double amount, x, y; // the centre of it
};

static struct ink ink_of(const uint8_t *rgba)
{
    struct ink ink = {0};
    for (int i = 0; i < WIDTH * HEIGHT; i++) {
        double dark = 255 - rgba[4 * i];
        ink.amount += dark;
        ink.x += dark * (i % WIDTH);
        ink.y += dark * (i / WIDTH);
    }
    if (ink.amount > 0) {
        ink.x /= ink.amount;
        ink.y /= ink.amount;
    }
    return ink;
}

static bool same_place(const struct ink *a, const struct ink *b)
{
    return fabs(a->x - b->x) < 0.02 && fabs(a->y - b->y) < 0.02 &&
           fabs(a->amount - b->amount) < 0.01 * a->amount;
}

static void check_texts(struct stage *stage, const struct draw_list *list)
{
    for (size_t i = 0, n = 0; i < list->item_n && n < TEXTS_MAX; i++) {
        const struct draw_item *item = &list->items[i];
        if (item->kind != DRAW_TEXT)
            continue;
        n++;
        draw_text(stage_begin(stage, (struct color){255, 255, 255, 255}), item->x, item->y,
                  item->size, item->weight, item->align, (struct color){0, 0, 0, 255},
                  draw_item_text(list, item));
        stage_draw_both(stage, &stage->list, "string");
        struct ink a = ink_of(stage->gl), b = ink_of(stage->cairo);
        if (!same_place(&a, &b))
            fail_msg("\"%s\": %g of ink at (%g, %g) and %g at (%g, %g)", draw_item_text(list, item),
                     a.amount, a.x, a.y, b.amount, b.x, b.y);
    }
}

static void check_picture(struct stage *stage, int state, const char *layout, const char *theme)
{
    char line[64], name[64];
    struct picture *picture = calloc(1, sizeof *picture);
    assert_non_null(picture);
    session_init(&picture->session, (struct host){0});
    snprintf(line, sizeof line, "layout %s; theme %s", layout, theme);
    snprintf(name, sizeof name, "%s-%s-%s", states[state].name, layout, theme);
    apply(&picture->session, states[state].commands);
    apply(&picture->session, line);
    build(picture, stage->font);
    const struct draw_list *list = &picture->scene.list;
    assert_true(list->item_n > 20);
    stage_draw_both(stage, list, name);
    struct difference found = stage_compare(stage, list->background);
    print_message("%-34s mean %.3f, over touched pixels %.2f, largest %d at (%d, %d)\n", name,
                  found.mean, found.touched, found.largest, found.x, found.y);
    if (strcmp(theme, "light") == 0 && strcmp(layout, "stacked") == 0)
        check_texts(stage, list);
    assert_true(found.mean <= 1);
    assert_true(found.touched <= 3);
    assert_true(found.largest <= 80);
    scene_free(&picture->scene);
    curve_cache_free(&picture->cache);
    session_free(&picture->session);
    free(picture);
}

static void window_and_file_agree(void **state)
{
    static const char *const themes[] = {"light", "dark"};
    for (int s = 0; s < STATES; s++)
        for (int l = 0; l < LAYOUT_COUNT; l++)
            for (size_t t = 0; t < sizeof themes / sizeof themes[0]; t++)
                check_picture(*state, s, layouts[l], themes[t]);
}

static int set_up(void **state)
{
    *state = stage_open(WIDTH, HEIGHT);
    return *state ? 0 : -1;
}

static int tear_down(void **state)
{
    stage_close(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(window_and_file_agree)};
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
