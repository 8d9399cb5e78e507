// Menus: what they hold, that every item can be run, the keys in them, and titles of tours.
#include "helper.h"

#include "../agree.h"

#include "control/menu.h"
#include "control/tour.h"

static const struct embedded two_tours[] = {
    {"one", "# first\ntitle \"First\"; title ja \"最初\"\nstep \"s\"\ncaption \"c\"\n"},
    {"two", "only relu\n"}, // nameless: called by its file
    {NULL, NULL},
};

static const char *const menus[] = {
    "menu more",
    "menu layout",
    "menu theme",
    "menu tour",
    "menu curve relu 0 0",
    "menu curve gelu 1 1",
    "menu curve leaky_relu 0.5 0.5",
    "menu x 0.5 0.9",
    "menu y f 0.01 0.5",
    "menu y d2f 0 0",
    "menu panel 0.5 0.5",
};

// Every item of every menu, on every page, is a command that can be run, has words, and closes the
// menu.
static void every_item_can_be_run(void **state)
{
    (void)state;
    static const char *const pages[] = {"page curves", "page network", "page race",
                                        "page curves; hide all"};
    for (size_t p = 0; p < COUNT(pages); p++)
        for (size_t m = 0; m < COUNT(menus); m++) {
            struct session *s = session_new();
            s->host.perform = agree;
            s->tours = two_tours;
            apply(s, "define w = x*k; only relu gelu w");
            apply(s, pages[p]);
            apply(s, menus[m]);
            struct menu_item items[MENU_ITEMS_MAX];
            int n = menu_items(s, &s->menu, items);
            assert_in_range(n, 2, MENU_ITEMS_MAX - 1);
            const struct menu menu = s->menu;
            for (int i = 0; i < n; i++) {
                struct fault fault = {0};
                if (items[i].command[0] == '\0')
                    continue;
                assert_string_not_equal(items[i].label, "");
                apply(s, "edit cancel");
                s->menu = menu;
                if (!command_apply(s, items[i].command, NULL, 0, &fault))
                    fail_msg("%s, %s: `%s`: %s", pages[p], menus[m], items[i].command, fault.text);
                if (!items[i].is_menu)
                    assert_int_equal(s->menu.kind, MENU_NONE);
                apply(s, "edit cancel; lecture off; fullscreen off");
                apply(s, pages[p]);
            }
            session_free(s);
            free(s);
        }
}

static void keys_walk_and_accept(void **state)
{
    (void)state;
    struct session *s = session_new();
    char command[200];
    apply(s, "menu layout");
    assert_int_equal(s->menu.chosen, 0); // so that Return is enough
    session_key(s, "PageUp", command, sizeof command);
    apply(s, command); // around, to the end: a clicker has no other keys
    assert_int_equal(s->menu.chosen, LAYOUT_COUNT - 1);
    session_key(s, "Down", command, sizeof command);
    apply(s, command);
    assert_int_equal(s->menu.chosen, 0);
    session_key(s, "Return", command, sizeof command);
    apply(s, command);
    assert_int_equal(s->state.layout, LAYOUT_OVERLAY);
    assert_int_equal(s->menu.kind, MENU_NONE);
    apply(s, "menu curve tanh 0.2 0.3");
    session_key(s, "Escape", command, sizeof command);
    apply(s, command);
    assert_int_equal(s->menu.kind, MENU_NONE);
    apply(s, "menu tour"); // without tours there is nothing to choose
    assert_int_equal(s->menu.chosen, -1);
    apply(s, "menu curve tanh 0.2 0.3; menu accept"); // nothing is chosen: nothing is done
    assert_int_equal(state_visible_count(&s->state), 2);
    apply(s, "menu theme; menu theme"); // its button closes it again
    assert_int_equal(s->menu.kind, MENU_NONE);
    session_free(s);
    free(s);
}

static void wrong_menus_are_refused(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "menu",        "menu lunch",   "menu curve",     "menu curve rleu 0 0", "menu curve relu 1",
        "menu x 1",    "menu y 0 0 f", "menu x nan nan", "menu curve 0 0",      "menu panel a b",
        "menu y df 1", "menu next 2",
    };
    struct session *s = session_new();
    for (size_t i = 0; i < COUNT(wrong); i++)
        if (command_apply(s, wrong[i], NULL, 0, &(struct fault){0}))
            fail_msg("`%s` was taken", wrong[i]);
    assert_int_equal(s->menu.kind, MENU_NONE);
    apply(s, "menu x -3 1e300"); // places are brought into the picture
    assert_true(s->menu.x == 0 && s->menu.y == 1);
    session_free(s);
    free(s);
}

// A function that goes away while its menu is open leaves an empty menu, not a crash.
static void what_is_gone_has_no_menu(void **state)
{
    (void)state;
    struct session *s = session_new();
    struct menu_item items[MENU_ITEMS_MAX];
    apply(s, "define w = x; only w; menu curve w 0.5 0.5");
    s->state.own[0] = NULL;
    s->state.shown_n = 0;
    assert_int_equal(menu_items(s, &s->menu, items), 0);
    menu_step(s, 1);
    assert_true(command_apply(s, "menu accept", NULL, 0, NULL));
    session_free(s);
    free(s);
}

static void titles_of_tours_are_found(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        const char *language, *title;
    } rows[] = {
        {"title \"A\"\ntitle ja \"あ\"\nstep \"x\"\n", "en", "A"},
        {"title \"A\"\ntitle ja \"あ\"\nstep \"x\"\n", "ja", "あ"},
        {"title \"A\"; title ja \"あ\"\n", "ja", "あ"},
        {"# c\n\n  title \"A # B\" # c\n", "ja", "A # B"},
        {"title ja \"あ\"\n", "en", ""},
        {"step \"x\"\ntitle \"late\"\n", "en", ""},
        {"title \"open\n", "en", ""},
        {"title\n", "en", ""},
        {"title a b c d\n", "en", ""},
        {"title \"\"\r\n", "en", ""},
        {"", "en", ""},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        char title[64] = "before";
        tour_title_of(rows[i].text, language_find(rows[i].language), title, sizeof title);
        assert_string_equal(title, rows[i].title);
    }
    char small[4];
    tour_title_of("title \"σσσ\"\n", LANGUAGE_EN, small, sizeof small);
    assert_string_equal(small, "σ"); // cut at a character
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_item_can_be_run),     cmocka_unit_test(keys_walk_and_accept),
        cmocka_unit_test(wrong_menus_are_refused),   cmocka_unit_test(what_is_gone_has_no_menu),
        cmocka_unit_test(titles_of_tours_are_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
