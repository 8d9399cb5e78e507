// The numbers of axes: 0 is the last to go, none is cut or runs into another, and a note under them
// has a line of its own.
#include "stage.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

static int setup(void **state)
{
    struct stage *stage = stage_new();
    stage_apply(stage, "reduced-motion on; points off; cursor off; derivative 0,1");
    *state = stage;
    return 0;
}

static int teardown(void **state)
{
    stage_free(*state);
    return 0;
}

// A text of the picture and its letters' rectangle, by the stage's widths.
struct word {
    const char *text;
    struct rect rect;
};

static bool word_at(const struct stage *stage, size_t i, struct word *word)
{
    const struct draw_list *list = &stage->scene.list;
    const struct draw_item *item = &list->items[i];
    if (item->kind != DRAW_TEXT)
        return false;
    word->text = draw_item_text(list, item);
    double w = 0.6 * item->size * (double)utf8_count(word->text, strlen(word->text));
    double left = item->x - (item->align == TEXT_RIGHT    ? w
                             : item->align == TEXT_CENTER ? w / 2
                                                          : 0);
    word->rect = (struct rect){left, item->y - item->size, w, item->size};
    return true;
}

static bool is_below(const struct stage *stage, const struct word *word)
{
    const struct panel *last = &stage->scene.panels[stage->scene.panel_n - 1];
    double foot = last->plot.y + last->plot.h;
    return word->rect.y > foot && word->rect.y < foot + last->numbers_x.h;
}

static bool is_beside(const struct panel *panel, const struct word *word)
{
    return word->rect.x + word->rect.w < panel->plot.x &&
           word->rect.y + word->rect.h / 2 > panel->plot.y - 1 &&
           word->rect.y + word->rect.h / 2 < panel->plot.y + panel->plot.h + 1;
}

static int numbers_beside(const struct stage *stage, const struct panel *panel, const char *zero)
{
    int n = 0;
    for (size_t i = 0; i < stage->scene.list.item_n; i++) {
        struct word word;
        if (word_at(stage, i, &word) && is_beside(panel, &word))
            n += zero == NULL || strncmp(word.text, zero, strlen(zero)) == 0;
    }
    return n;
}

static bool is_number(const char *text)
{
    return strspn(text, "0123456789.−×⁰¹²³⁴⁵⁶⁷⁸⁹⁻") == strlen(text);
}

static bool is_zero(const char *text)
{
    return text[0] == '0' && strspn(text, "0.") == strlen(text);
}

// --- P9: 0 is the last number to go ---

static const char *const large[] = {
    "text-size 2",
    "text-size 4",
    "lecture on",
    "lecture on; text-size 2",
    "text-size 2; layout side-by-side",
    "text-size 3; layout side-by-side; only sigmoid tanh relu elu selu",
    "lecture on; layout side-by-side; only sigmoid tanh relu elu selu",
    "scale y symlog; text-size 3",
    "scale x symlog; view -1e9 1e9; text-size 4",
    "view -7 3; text-size 4",
    "view -3 7; text-size 4",
};

static void zero_is_the_last_number_to_go(void **state)
{
    struct stage *stage = *state;
    static const double sizes[][2] = {{1280, 720}, {800, 600}, {640, 400}, {1920, 1080}};
    for (size_t i = 0; i < COUNT(large) * COUNT(sizes); i++) {
        stage_apply(stage, "lecture off; text-size 1; layout stacked; only sigmoid tanh; "
                           "scale x linear; scale y linear; view home");
        stage->width = sizes[i % COUNT(sizes)][0];
        stage->height = sizes[i % COUNT(sizes)][1];
        stage_apply(stage, large[i / COUNT(sizes)]);
        int below = 0, zero = 0;
        for (size_t k = 0; k < stage->scene.list.item_n; k++) {
            struct word word;
            if (!word_at(stage, k, &word) || !is_below(stage, &word) || !is_number(word.text))
                continue;
            below++;
            zero += is_zero(word.text);
        }
        if (below > 0 && zero == 0)
            fail_msg("`%s` at %.0f x %.0f: %d numbers of x, and no 0", large[i / COUNT(sizes)],
                     stage->width, stage->height, below);
        for (int p = 0; p < stage->scene.panel_n; p++) {
            const struct panel *panel = &stage->scene.panels[p];
            if (panel->numbers_y.w > 0 && panel->first_column &&
                numbers_beside(stage, panel, NULL) > 0 && numbers_beside(stage, panel, "0") == 0)
                fail_msg("`%s` at %.0f x %.0f: panel %d has numbers of y, and no 0",
                         large[i / COUNT(sizes)], stage->width, stage->height, p);
        }
    }
}

// --- P11, P13: whole numbers, and a line for their note ---

static const char *const wide[] = {
    "view 12344.9 12345.5",
    "view -10000 10000",
    "view 0.05450160 0.05450161",
    "view 1e10 1.00001e10",
    "scale x log; view 1e-300 1e300",
    "scale x log",
    "scale x symlog; view -0.001 1e12",
    "view -1e300 1e300",
    "view 99999 100001",
};
static const char *const few_and_many[] = {
    "layout stacked",
    "layout overlay",
    "layout side-by-side",
    "layout grid",
    "layout side-by-side; only step sigmoid tanh relu leaky_relu elu selu gelu",
    "layout grid; only step sigmoid tanh relu leaky_relu elu selu gelu",
    "layout side-by-side; only tanh",
    "lecture on; layout side-by-side; only sigmoid tanh relu",
};

static void assert_whole(const struct stage *stage, const char *what, const char *how)
{
    struct word words[200];
    int n = 0, numbers = 0, notes = 0;
    for (size_t i = 0; i < stage->scene.list.item_n && n < (int)COUNT(words); i++)
        n += word_at(stage, i, &words[n]) && is_below(stage, &words[n]);
    for (int i = 0; i < n; i++) {
        const struct rect *a = &words[i].rect;
        numbers += is_number(words[i].text) && strncmp(words[i].text, "×", strlen("×")) != 0;
        notes += strchr(words[i].text, '+') != NULL;
        if (a->x < 0 || a->x + a->w > stage->width || a->y + a->h > stage->height)
            fail_msg("`%s`, `%s` at %.0f: \"%s\" is cut", what, how, stage->width, words[i].text);
        for (int k = 0; k < i; k++) {
            const struct rect *b = &words[k].rect;
            if (a->x < b->x + b->w && b->x < a->x + a->w && a->y < b->y + b->h &&
                b->y < a->y + a->h)
                fail_msg("`%s`, `%s` at %.0f: \"%s\" lies on \"%s\"", what, how, stage->width,
                         words[i].text, words[k].text);
        }
    }
    if (stage->scene.panels[stage->scene.panel_n - 1].numbers_x.w > 0 && numbers == 0)
        fail_msg("`%s`, `%s` at %.0f: no numbers of x", what, how, stage->width);
    if (notes > 1)
        fail_msg("`%s`, `%s` at %.0f: the note is said %d times", what, how, stage->width, notes);
}

static void numbers_of_x_are_whole(void **state)
{
    struct stage *stage = *state;
    static const double sizes[][2] = {{1280, 720}, {800, 600}, {320, 240}, {1920, 1080}};
    for (size_t v = 0; v < COUNT(wide); v++)
        for (size_t l = 0; l < COUNT(few_and_many); l++)
            for (size_t s = 0; s < COUNT(sizes); s++) {
                stage_apply(stage, "lecture off; only sigmoid tanh; scale x linear; view home");
                stage->width = sizes[s][0];
                stage->height = sizes[s][1];
                stage_apply(stage, few_and_many[l]);
                stage_apply(stage, wide[v]);
                assert_whole(stage, few_and_many[l], wide[v]);
            }
}

// --- P15: what a log axis leaves out ---

static void only_what_was_left_out_is_said(void **state)
{
    struct stage *stage = *state;
    static const struct {
        const char *line;
        bool says;
    } rows[] = {
        {"scale x linear; view -5 5; scale x log", true},
        {"scale x linear; view 0 5; scale x log", true},
        {"scale x linear; view 1.2 8; scale x log", false},
        {"scale x linear; view 0.5 100; scale x log", false},
        {"scale x log; view 1e-20 1", true}, // so near to 0 that one asks
        {"scale x linear; view 1.2 8", false},
        {"scale x linear; view -5 5; scale x symlog", false},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        bool says = false;
        stage_apply(stage, rows[i].line);
        for (size_t k = 0; k < stage->scene.list.item_n; k++) {
            struct word word;
            says |= word_at(stage, k, &word) && strstr(word.text, "x ≤ 0 is not") != NULL;
        }
        if (says != rows[i].says)
            fail_msg("`%s`: said %d", rows[i].line, says);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(zero_is_the_last_number_to_go, setup, teardown),
        cmocka_unit_test_setup_teardown(numbers_of_x_are_whole, setup, teardown),
        cmocka_unit_test_setup_teardown(only_what_was_left_out_is_said, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
