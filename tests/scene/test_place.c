// The search for a place: what covering costs, what does not fit, and that stopping early misses
// nothing.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <string.h>

#include "../seed.h"
#include "scene/place.h"

#define WIDE 10.0 // a letter, whatever its size

#define assert_same(a, b) assert_true(fabs((a) - (b)) <= 1e-9)

static double width_of(void *user, const char *string, double cap, enum text_weight weight)
{
    (void)user;
    (void)cap;
    (void)weight;
    return WIDE * (double)strlen(string);
}

// A picture of 400x300 pixels with a panel that fills it, where x = 0 is at 200 and y = 0 at 150.
struct picture {
    struct draw_list list;
    struct state state;
    struct text_metrics metrics;
    struct scene_input input;
    struct look look;
    struct panel panel;
    struct part part;
};

static void picture_begin(struct picture *p)
{
    memset(p, 0, sizeof *p);
    draw_list_begin(&p->list, 400, 300, (struct color){0, 0, 0, 255});
    p->metrics.width = width_of;
    p->input.metrics = &p->metrics;
    p->look.gap = 10;
    p->panel.plot = (struct rect){0, 0, 400, 300};
    p->panel.x = p->panel.y = (struct axis){.low = -1, .high = 1};
    p->part =
        (struct part){.input = &p->input, .state = &p->state, .look = &p->look, .list = &p->list};
}

// A level stretch of curve, and words whose letters stand on y.
static void add_curve(struct picture *p, double x0, double x1, double y)
{
    const double xy[] = {x0, y, (x0 + x1) / 2, y, x1, y};
    const struct stroke stroke = {.width = 1};
    draw_line(&p->list, xy, 3, &stroke);
}

static void add_words(struct picture *p, double x, double y, const char *words)
{
    draw_text(&p->list, x, y, 10, WEIGHT_REGULAR, TEXT_LEFT, (struct color){0}, words);
}

static const struct rect left = {20, 20, 100, 40}, right = {260, 20, 100, 40};

static struct place_found find_of_two(const struct picture *p, double worse)
{
    struct place_search search = {.panels = &p->panel, .panel_n = 1};
    place_offer(&search, right, worse);
    place_offer(&search, left, 0);
    return place_find(&p->part, &search);
}

static void the_preferred_place_is_taken_until_it_covers_more(void **state)
{
    (void)state;
    static const struct {
        double curve, worse; // length under the left place; how much worse the right one is
        const char *words;   // under the left place
        bool goes_left;
    } rows[] = {
        {0, 5, "", true},    {0, 0.001, "", true}, {4, 5, "", true},     {6, 5, "", false},
        {99, 98, "", false}, {0, 41, "a", true},   {0, 39, "a", false},  {0, 79, "ab", false},
        {0, 81, "ab", true}, {30, 71, "a", true},  {30, 69, "a", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct picture p;
        picture_begin(&p);
        if (rows[i].curve > 0)
            add_curve(&p, left.x, left.x + rows[i].curve, 30);
        add_words(&p, left.x + 5, 50, rows[i].words);
        struct place_found found = find_of_two(&p, rows[i].worse);
        bool goes_left = found.rect.x == left.x;
        if (goes_left != rows[i].goes_left)
            fail_msg("row %zu", i);
        double covered = rows[i].curve + 4 * WIDE * (double)strlen(rows[i].words);
        assert_same(found.covered, goes_left ? covered : 0);
        assert_same(found.cost, goes_left ? covered : rows[i].worse);
        assert_true(found.fits);
        draw_list_free(&p.list);
    }
}

static void axes_and_the_cursor_are_kept_clear(void **state)
{
    (void)state;
    struct picture p;
    picture_begin(&p);
    const struct {
        struct rect rect;
        bool cursor_on;
        double cursor_x, gaps;
    } rows[] = {
        {{20, 20, 100, 40}, false, -0.7, 0},  {{150, 20, 100, 40}, false, 0, 1},
        {{20, 130, 100, 40}, false, 0, 1},    {{150, 130, 100, 40}, false, 0, 2},
        {{20, 20, 100, 40}, true, -0.7, 3},   {{20, 20, 100, 40}, true, 0.5, 0},
        {{20, 20, 100, 40}, true, -0.379, 3}, // its dots reach into it
        {{20, 20, 100, 40}, true, -0.37, 0},  {{150, 130, 100, 40}, true, 0, 5},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        p.state.cursor_on = rows[i].cursor_on;
        p.state.cursor_x = rows[i].cursor_x;
        struct place_search search = {.panels = &p.panel, .panel_n = 1};
        place_offer(&search, rows[i].rect, 0);
        assert_same(place_find(&p.part, &search).cost, rows[i].gaps * p.look.gap);
        search.panel_n = 0; // no lines
        assert_same(place_find(&p.part, &search).cost, 0);
    }
    draw_list_free(&p.list);
}

static void what_does_not_fit_comes_last(void **state)
{
    (void)state;
    struct picture p;
    picture_begin(&p);
    add_curve(&p, right.x, right.x + 100, 30);
    const struct rect within = {0, 0, 400, 300}, taken = {100, 50, 200, 20};
    struct place_search search = {.within = &within, .taken = &taken, .taken_n = 1};
    place_offer(&search, left, 0); // meets what is taken
    place_offer(&search, (struct rect){-30, 200, 100, 40}, 0);
    place_offer(&search, (struct rect){-10, 200, 100, 40}, 10);
    struct place_found found = place_find(&p.part, &search);
    assert_false(found.fits);
    search.taken_n = 0;
    found = place_find(&p.part, &search);
    assert_true(found.fits && found.rect.x == left.x);
    search.taken_n = 1;
    place_offer(&search, (struct rect){right.x, 0, 100, 45}, 50); // fits, but covers a curve
    found = place_find(&p.part, &search);
    assert_true(found.fits && found.rect.x == right.x && found.covered == 100);
    // Of two that are outside, the one that is less so.
    struct place_search outside = {.within = &within};
    place_offer(&outside, (struct rect){-30, 200, 100, 40}, 0);
    place_offer(&outside, (struct rect){-10, 200, 100, 40}, 10);
    assert_same(place_find(&p.part, &outside).rect.x, -10);
    const struct place_search nothing = {.n = 0};
    found = place_find(&p.part, &nothing);
    assert_true(isinf(found.cost) && !found.fits);
    draw_list_free(&p.list);
}

static double random_below(uint64_t *seed, double most)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return most * (double)(*seed >> 11) / 9007199254740992.0;
}

// Stopping early and the order in which places are offered change nothing: what is found costs as
// little as the cheapest place that is asked for alone.
static void nothing_is_missed_by_stopping_early(void **state)
{
    (void)state;
    uint64_t seed = random_seed();
    print_message("seed %llu\n", (unsigned long long)seed);
    for (int round = 0; round < 200; round++) {
        struct picture p;
        struct place_search all = {.panels = &p.panel, .panel_n = 1};
        double least = HUGE_VAL;
        picture_begin(&p);
        p.state.cursor_on = true;
        for (int i = 0; i < 12; i++) {
            double x = random_below(&seed, 300);
            add_curve(&p, x, x + random_below(&seed, 100), random_below(&seed, 300));
            add_words(&p, random_below(&seed, 350), random_below(&seed, 300), "word");
        }
        for (int i = 0; i < PLACES_MAX; i++) {
            struct rect r = {random_below(&seed, 300), random_below(&seed, 260), 60, 30};
            double preference = random_below(&seed, 60);
            struct place_search one = {.panels = &p.panel, .panel_n = 1};
            place_offer(&one, r, preference);
            place_offer(&all, r, preference);
            least = fmin(least, place_find(&p.part, &one).cost);
        }
        assert_same(place_find(&p.part, &all).cost, least);
        draw_list_free(&p.list);
    }
}

static void a_net_goes_from_corner_to_corner(void **state)
{
    (void)state;
    struct picture p;
    picture_begin(&p);
    struct place_search search = {.panel_n = 0};
    const struct place_net net = {
        .area = {10, 20, 300, 200}, .w = 100, .h = 50, .across = 3, .down = 4, .preference = 7};
    place_offer_net(&p.part, &search, &net);
    assert_int_equal(search.n, 12);
    assert_true(search.places[0].rect.x == 10 && search.places[0].rect.y == 20);
    assert_same(search.places[0].preference, 7);
    double right_most = 0, lowest = 0;
    for (int i = 0; i < search.n; i++) {
        right_most = fmax(right_most, search.places[i].rect.x);
        lowest = fmax(lowest, search.places[i].rect.y);
        assert_true(i == 0 || search.places[i].preference >= search.places[i - 1].preference);
    }
    assert_true(right_most == 210 && lowest == 170);
    draw_list_free(&p.list);
}

static void only_what_was_drawn_since_counts(void **state)
{
    (void)state;
    struct picture p;
    picture_begin(&p);
    add_curve(&p, left.x, left.x + 80, 30);
    add_words(&p, left.x, 50, "word");
    assert_true(find_of_two(&p, 5).rect.x == right.x);
    p.part.first_item = p.list.item_n;
    assert_true(find_of_two(&p, 5).rect.x == left.x);
    draw_list_free(&p.list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_preferred_place_is_taken_until_it_covers_more),
        cmocka_unit_test(axes_and_the_cursor_are_kept_clear),
        cmocka_unit_test(what_does_not_fit_comes_last),
        cmocka_unit_test(nothing_is_missed_by_stopping_early),
        cmocka_unit_test(a_net_goes_from_corner_to_corner),
        cmocka_unit_test(only_what_was_drawn_since_counts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
