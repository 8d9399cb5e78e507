// A third language is a line of LINGUAS and a catalogue: the core, with the languages of toy/ in
// the place of the program's own.
#include "helper.h"

#include "base/language.h"

enum { JA = 1, TOY = 2 };

static void each_line_is_a_language(void **state)
{
    (void)state;
    static const char *const words[] = {"en", "ja", "toy"};
    for (int i = 0; i < (int)COUNT(words); i++) {
        assert_string_equal(language_word(i), words[i]);
        assert_int_equal(language_find(words[i]), i);
    }
    assert_null(language_word(COUNT(words)));
    assert_int_equal(language_find("xx"), -1);
    assert_int_equal(language_find(""), -1);
    assert_int_equal(language_find("to"), -1);
}

static void texts_are_in_the_language_chosen(void **state)
{
    (void)state;
    static const struct {
        int language;
        const char *grid, *next;
    } rows[] = {
        {TOY, "Gridli linesli", "Nextli languageli"},
        {JA, "目盛り線", "The next language"}, // what is not translated is English
        {LANGUAGE_EN, "Grid lines", "The next language"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        assert_true(language_choose(language_translation(rows[i].language)));
        assert_string_equal(language_text("Grid lines"), rows[i].grid);
        assert_string_equal(language_text("The next language"), rows[i].next);
    }
}

static void commands_know_it(void **state)
{
    (void)state;
    struct session *session = session_new(), *other = session_new();
    static const int after[] = {JA, TOY, LANGUAGE_EN, JA};
    for (size_t i = 0; i < COUNT(after); i++) {
        apply(session, "language next");
        assert_int_equal(session->state.language, after[i]);
    }
    apply(session, "language toy");
    assert_int_equal(session->state.language, TOY);
    assert_contains(apply_wrong(session, "language xx").text, "\"xx\" is not one of en|ja|toy");
    assert_contains(apply_wrong(session, "language tyo").text, "did you mean \"toy\"?");
    struct text text = {0};
    state_print(&session->state, &text);
    assert_contains(text_string(&text), "language toy\n");
    assert_int_equal(command_run(other, text_string(&text), NULL, NULL, NULL), 0);
    assert_true(state_equal(&session->state, &other->state));
    text_free(&text);
    char found[8][ENTRY_CANDIDATE_MAX];
    size_t at = 0;
    assert_int_equal(command_complete(session, "language t", 10, found, 8, &at), 1);
    assert_string_equal(found[0], "toy");
    session_delete(session);
    session_delete(other);
}

static void tours_speak_it(void **state)
{
    (void)state;
    struct fault fault = {0};
    struct tour *tour =
        tour_parse("title \"One\"; title toy \"Oneli\"\n"
                   "step \"First\"; title ja \"一\"\n"
                   "caption \"Look.\"; caption toy \"Lookli.\"; caption ja \"見る。\"\n"
                   "note toy \"Hushli.\"\n",
                   "test", &fault);
    if (tour == NULL)
        fail_msg("%s", fault.text);
    const struct tour_step *step = &tour->steps[0];
    assert_string_equal(tour_words_in(&tour->title, TOY), "Oneli");
    assert_string_equal(tour_words_in(&tour->title, JA), "One"); // English where there is none
    assert_string_equal(tour_words_in(&step->title, JA), "一");
    assert_string_equal(tour_words_in(&step->title, TOY), "First");
    assert_string_equal(tour_words_in(&step->caption, TOY), "Lookli.");
    assert_string_equal(tour_words_in(&step->caption, LANGUAGE_EN), "Look.");
    assert_string_equal(tour_words_in(&step->note, TOY), "Hushli.");
    assert_string_equal(tour_words_in(&step->note, JA), "");
    tour_destroy(tour);
    assert_null(tour_parse("title xx \"?\"; step \"a\"; caption \"b\"", "test", &fault));
    assert_contains(fault.text, "title LANGUAGE TEXT");
    assert_null(
        tour_parse("step \"a\"; title toy \"b\"; title toy \"c\"; caption \"d\"", "test", &fault));
    assert_contains(fault.text, "given twice");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_line_is_a_language),
        cmocka_unit_test(texts_are_in_the_language_chosen),
        cmocka_unit_test(commands_know_it),
        cmocka_unit_test(tours_speak_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
