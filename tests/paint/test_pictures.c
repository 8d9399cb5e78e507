// Whole pictures: what the window shows and what a file holds are the same. Every layout in every
// theme, in a number of states and sizes, and every page, with networks that were measured and
// trained here, go from the session through the scene to both painters.
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gl_stage.h"

#include "control/command.h"
#include "control/requests.h"
#include "network/race_board.h"
#include "network/study.h"
#include "scene/scene.h"

enum { TEXTS_MAX = 30, STEPS = 20 };

static const char *const layouts[LAYOUT_COUNT] = {"overlay", "stacked", "side-by-side", "grid"};

// What is shown; each begins with a fresh session.
struct sight {
    const char *name, *commands;
};

static const struct sight states[] = {
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
    {"formula", "only gelu tanh; derivative 0,1; formula on"},
    {"ghosts", "only sigmoid softplus; derivative 0,1; naive on; scale y log; view -800 40"},
    {"proof", "define w = sin(1/x); only w tanh; derivative 0; view -1 1; points off; proof on"},
    {"depth", "only sigmoid tanh; derivative 0,1; depth 30"},
    {"markers", "only relu elu softplus swish; derivative 0; markers on; points off"},
    {"found",
     "define j = floor(2*x)/2; define w = abs(sin(x)); only j w; derivative 0,1; view -4 4"},
    {"poles", "define p = 1/x; define t = tan(x); only p t; derivative 0,1; view -6 6 -6 6"},
    {"symlog", "only softplus elu; derivative 0,1; scale x symlog; scale y symlog; view -900 900"},
    {"lecture", "lecture on; only sigmoid tanh; derivative 0,1; cursor 1"},
};
enum { STATES = sizeof states / sizeof states[0] };

// Where the layout of panels does not matter.
#define NETWORK                                                                                    \
    "page network; network depth 8; network width 32; network batch 32; network seeds 2; "
#define RACE "page race; race depth 3; race width 16; race batch 16; "
static const struct sight pages[] = {
    {"network", NETWORK "only sigmoid tanh relu"},
    {"network-many", NETWORK "only sigmoid tanh relu elu selu gelu; network histogram h"},
    {"network-ja", NETWORK "only sigmoid tanh; language ja; network gradient weights"},
    {"network-lecture", NETWORK "only sigmoid relu; lecture on"},
    {"race", RACE "only sigmoid relu"},
    {"race-many", RACE "only sigmoid tanh relu elu; race dataset spirals; race init critical"},
    {"race-ja", RACE "only tanh relu; language ja"},
    {"race-lecture", RACE "only tanh relu; lecture on"},
    {"card", "card on"},
    {"presenter", "only tanh relu; pen on; pen down 0.2 0.2; pen to 0.4 0.6; pen to 0.5 0.3; "
                  "spotlight on; spotlight 0.5 0.5"},
    {"entry", "only tanh; prompt formula; type \"x*sigmoid(b*x)\""},
};
enum { PAGES = sizeof pages / sizeof pages[0] };

struct picture {
    struct session session;
    struct scene scene;
    struct curve_cache cache;
    struct study study;
    struct phase_map phase;
    struct race_board board;
};

static void apply(struct session *session, const char *commands)
{
    struct text wrong = {0};
    struct text_place place = text_place_first;
    struct fault fault = {0};
    enum command_step step;
    session_begin_work(session);
    while ((step = command_step(session, commands, &place, NULL, &fault)) != COMMAND_END)
        if (step == COMMAND_MISTAKE)
            text_format(&wrong, "%s; ", fault.text);
    if (wrong.n > 0)
        fail_msg("%s: %s", commands, text_string(&wrong));
    text_free(&wrong);
}

static void keep_study(void *user, const struct study *study)
{
    *(struct study *)user = *study;
}

static void measure_networks(struct picture *picture, struct scene_input *input)
{
    const struct state *state = &picture->session.state;
    struct study_memory *memory = study_memory_create();
    struct study_request request;
    state_study_request(state, &request);
    assert_true(study_run(memory, &request, NULL, keep_study, &picture->study));
    study_memory_destroy(memory);
    picture->phase.activation = state_function(state, state->focus);
    memcpy(picture->phase.parameters, state->parameters[state->focus],
           sizeof picture->phase.parameters);
    assert_true(phase_map_fill(&picture->phase, NULL, NULL));
    input->study = &picture->study;
    input->phase = &picture->phase;
}

static void train_networks(struct picture *picture, struct scene_input *input)
{
    struct race_request request;
    state_race_request(&picture->session.state, &request);
    struct course *course = course_create(&request);
    assert_non_null(course);
    course_run(course, STEPS, NULL, NULL);
    course_board(course, &picture->board);
    course_destroy(course);
    input->board = &picture->board;
}

static void build(struct picture *picture, const struct stage *stage)
{
    struct view view;
    struct text_metrics metrics = font_metrics(stage->font);
    state_view(&picture->session.state, &view);
    struct scene_input input = {
        .session = &picture->session,
        .view = &view,
        .width = stage->width,
        .height = stage->height,
        .pixel_ratio = 1,
        .metrics = &metrics,
        .cache = &picture->cache,
        .margin = 0.5,
    };
    if (picture->session.state.laboratory.page == PAGE_NETWORK)
        measure_networks(picture, &input);
    if (picture->session.state.laboratory.page == PAGE_RACE)
        train_networks(picture, &input);
    scene_build(&picture->scene, &input);
}

// Where text stands: each string alone, black on white, has its ink in the same place.
struct ink {
    double amount, x, y; // the centre of it
};

static struct ink ink_of(const struct stage *stage, const uint8_t *rgba)
{
    struct ink ink = {0};
    for (int i = 0; i < stage->width * stage->height; i++) {
        double dark = 255 - rgba[4 * i];
        ink.amount += dark;
        ink.x += dark * (i % stage->width);
        ink.y += dark * (i / stage->width);
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
        struct ink a = ink_of(stage, stage->gl), b = ink_of(stage, stage->cairo);
        if (!same_place(&a, &b))
            fail_msg("\"%s\": %g of ink at (%g, %g) and %g at (%g, %g)", draw_item_text(list, item),
                     a.amount, a.x, a.y, b.amount, b.x, b.y);
    }
}

// Whether the two pictures differ too much. Most do at the corners of polygons: the tips of arrows
// and of markers, and the dots of a dotted line along a curve that swings.
static int check_picture(struct stage *stage, const struct sight *sight, const char *layout,
                         const char *theme)
{
    char line[64], name[64];
    struct picture *picture = calloc(1, sizeof *picture);
    assert_non_null(picture);
    session_init(&picture->session, (struct host){0});
    picture->cache.last_identity = stage->curves;
    snprintf(line, sizeof line, "layout %s; theme %s", layout, theme);
    snprintf(name, sizeof name, "%s-%s-%s", sight->name, layout, theme);
    apply(&picture->session, sight->commands);
    apply(&picture->session, line);
    build(picture, stage);
    const struct draw_list *list = &picture->scene.list;
    assert_true(list->item_n > 20);
    stage_draw_both(stage, list, name);
    struct difference found = stage_compare(stage, list->background);
    print_message("%-34s mean %.3f, over touched pixels %.2f, largest %d at (%d, %d)\n", name,
                  found.mean, found.touched, found.largest, found.x, found.y);
    if (strcmp(theme, "light") == 0 && strcmp(layout, "stacked") == 0)
        check_texts(stage, list);
    stage->curves = picture->cache.last_identity;
    scene_free(&picture->scene);
    curve_cache_free(&picture->cache);
    session_free(&picture->session);
    free(picture);
    return !(found.mean <= 1 && found.touched <= 3 && found.largest <= 110);
}

static const char *const themes[] = {"light", "dark", "contrast", "print"};
#ifdef ACTSCOPE_FEW_CASES // see tests/CMakeLists.txt
enum { THEMES = 1, DESK_THEMES = 1, STATE_STEP = 3 };
#else
enum { THEMES = sizeof themes / sizeof themes[0], DESK_THEMES = 2, STATE_STEP = 1 };
#endif

// All themes in one layout: the others have the same strokes in other places.
static void window_and_file_agree(void **state)
{
    int wrong = 0;
    for (int s = 0; s < STATES; s += STATE_STEP)
        for (int l = 0; l < LAYOUT_COUNT; l++)
            for (size_t t = 0; t < (l == 0 ? THEMES : 1); t++)
                wrong += check_picture(*state, &states[s], layouts[l], themes[t]);
    assert_int_equal(wrong, 0);
}

static void pages_agree(void **state)
{
    int wrong = 0;
    for (int p = 0; p < PAGES; p++)
        for (size_t t = 0; t < DESK_THEMES; t++)
            wrong += check_picture(*state, &pages[p], "stacked", themes[t]);
    assert_int_equal(wrong, 0);
}

// As in a hall: lines, dashes, dots and letters of other sizes.
static void large_pictures_agree(void **state)
{
    int wrong = 0;
    static const struct sight large[] = {
        {"large-lecture", "lecture on; only sigmoid tanh relu; derivative 0,1; cursor 1"},
        {"large-steps", "lecture on; only step relu; derivative 0,1; view -1 1"},
        {"large-formula", "lecture on; only gelu; derivative 0,1; formula on"},
        {"large-network", NETWORK "only sigmoid relu; lecture on"},
        {"large-race", RACE "only sigmoid relu; lecture on"},
    };
    for (size_t i = 0; i < sizeof large / sizeof large[0]; i++)
        wrong += check_picture(*state, &large[i], i < 3 ? "overlay" : "stacked", themes[i % 2]);
    assert_int_equal(wrong, 0);
}

static int set_up(void **state)
{
    *state = stage_open(960, 540);
    return *state ? 0 : -1;
}

static int set_up_large(void **state)
{
    *state = stage_open(1920, 1080);
    return *state ? 0 : -1;
}

static int tear_down(void **state)
{
    stage_close(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(window_and_file_agree, set_up, tear_down),
        cmocka_unit_test_setup_teardown(pages_agree, set_up, tear_down),
        cmocka_unit_test_setup_teardown(large_pictures_agree, set_up_large, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
