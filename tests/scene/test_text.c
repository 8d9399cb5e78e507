// Words of the curves' page in random states: none is cut, no two overlap, and none lies on a dot.
#include "stage.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../plot/random.h"
#include "base/text.h"

#ifdef ACTSCOPE_FEW_CASES // see tests/CMakeLists.txt
enum { STATES = 60 };
#else
enum { STATES = 600 };
#endif

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

static const char *pick(uint64_t *seed, const char *const *words, size_t n)
{
    return words[random_below(seed, (int)n)];
}

#define PICK(seed, words) pick(seed, words, COUNT(words))

// Commands for a random picture of curves.
static void random_picture(uint64_t *seed, struct text *line)
{
    static const char *const layouts[] = {"overlay", "stacked", "side-by-side", "grid"};
    static const char *const orders[] = {"0", "1", "0,1", "0,1,2", "2", "0,2"};
    static const char *const views[] = {
        "home", "-5 5", "-1 1", "-1000 1000", "12344.9 12345.5", "0.0545016 0.05450161",
        "-8 3", "0 1e6"};
    static const char *const scales[] = {"linear", "linear", "linear", "log", "symlog"};
    static const char *const switches[] = {"off", "on"};
    text_format(line, "lecture off; readout off; layout %s; derivative %s; only",
                PICK(seed, layouts), PICK(seed, orders));
    int n = random_below(seed, 4) == 0 ? 1 + random_below(seed, ACTIVATION_COUNT)
                                       : 1 + random_below(seed, 6);
    for (int i = 0; i < n; i++)
        text_format(line, " %s", activation_at(random_below(seed, ACTIVATION_COUNT))->id);
    text_format(line, "; scale x linear; view %s; scale x %s; lecture %s; language %s",
                PICK(seed, views), PICK(seed, scales), PICK(seed, switches),
                random_below(seed, 2) == 0 ? "en" : "ja");
    text_format(line, "; saturation %s; points %s; hints %s; text-size %g", PICK(seed, switches),
                PICK(seed, switches), PICK(seed, switches), 1 + 0.5 * random_below(seed, 2));
    if (random_below(seed, 2) == 0)
        text_add(line, "; cursor off");
    else
        text_format(line, "; cursor %g", random_between(seed, -4, 4));
}

static bool meets(struct rect a, struct rect b)
{
    return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

// Whether a disc is seen: those of curves beyond their panel's edges are cut away.
static bool is_seen(const struct stage *stage, const struct draw_item *disc)
{
    for (int i = 0; i < stage->scene.panel_n; i++) {
        const struct rect *p = &stage->scene.panels[i].plot;
        if (disc->x >= p->x && disc->x <= p->x + p->w && disc->y >= p->y && disc->y <= p->y + p->h)
            return true;
    }
    return false;
}

// Words about what is missing are said wherever it is least bad.
static bool is_note(const char *text)
{
    return strstr(text, "′: ") != NULL || strstr(text, "″: ") != NULL ||
           strstr(text, " ≤ ") != NULL;
}

// What is wrong with a picture's words; false for nothing.
static bool is_wrong(const struct stage *stage, char *why, size_t size)
{
    const struct draw_list *list = &stage->scene.list;
    for (size_t i = 0; i < list->item_n; i++) {
        if (list->items[i].kind != DRAW_TEXT)
            continue;
        struct rect r = stage_letters(stage, 0.5, &list->items[i]);
        const char *text = draw_item_text(list, &list->items[i]);
        if (r.x < 0 || r.y < 0 || r.x + r.w > stage->width || r.y + r.h > stage->height) {
            snprintf(why, size, "\"%s\" is cut", text);
            return true;
        }
        for (size_t k = 0; k < list->item_n; k++) {
            const struct draw_item *other = &list->items[k];
            bool words =
                k < i && other->kind == DRAW_TEXT && meets(r, stage_letters(stage, 0.5, other));
            bool dot = !is_note(text) && other->kind == DRAW_MARKER && is_seen(stage, other) &&
                       other->x > r.x && other->x < r.x + r.w && other->y > r.y &&
                       other->y < r.y + r.h;
            if (!words && !dot)
                continue;
            snprintf(why, size, "\"%s\" lies on %s", text,
                     words ? draw_item_text(list, other) : "a dot");
            return true;
        }
    }
    return false;
}

static void words_are_whole_and_apart(void **state)
{
    struct stage *stage = *state;
    static const double sizes[][2] = {{640, 400},  {800, 600},   {1024, 768},
                                      {1280, 720}, {1920, 1080}, {2560, 1440}};
    uint64_t start = random_seed(), seed = start;
    int wrong = 0;
    for (int i = 0; i < STATES; i++) {
        struct text line = {0};
        char why[400];
        random_picture(&seed, &line);
        const double *size = sizes[random_below(&seed, COUNT(sizes))];
        stage->width = size[0];
        stage->height = size[1];
        stage_apply(stage, text_string(&line));
        if (is_wrong(stage, why, sizeof why)) {
            print_message("seed %" PRIu64 ", picture %d, %.0f x %.0f: `%s`: %s\n", start, i,
                          size[0], size[1], text_string(&line), why);
            wrong++;
        }
        text_free(&line);
    }
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(words_are_whole_and_apart, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
