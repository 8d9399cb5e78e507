// Undo for every command of the table, with all its words: what a line did is undone, and done
// again.
#include "helper.h"

#include "../agree.h"

#include "control/form.h"
#include "control/undo.h"

// Lines of files that are read in another way than by the user's hand: they are wrong elsewhere.
static const char *const in_files_only[] = {"step", "title", "caption", "note",        "play",
                                            "dash", "color", "marker",  "expect-state"};

// Pictures to begin with.
static const char *const starts[] = {
    "",
    "only leaky_relu sigmoid; focus leaky_relu; define own(a=1) = a*x; bind j grid toggle",
    "define own = x^2; define other = x^3; show own other; focus own; derivative 0,1,2; layout "
    "grid; data x.npy",
    "saturation on; depth 12; scale y log df; cursor 0.5; solo tanh; legend on; lecture on; blank "
    "on",
    "page network; network init custom; network weights 1.5 0.1; network layer 3",
    "page race; race dataset moons; race init custom",
    "help on; view -2 2 -1 1; pan 0.1 0; param leaky_relu alpha sweep; hide all",
    "prompt command; type \"grid toggle\"",
    "prompt find; type relu",
    "prompt x; type 1.25",
    "pen on; spotlight on; timer on; hear on; speak on; echo on; card on",
};

// What stands for a slot that the user fills in: several tries.
static const struct {
    const char *slot, *words[6];
} fillings[] = {
    {"ID", {"relu", "leaky_relu", "own", "sigmoid", "tanh"}},
    {"NAME", {"alpha", "a"}},
    {"ORDERS", {"0", "1", "0,1,2"}},
    {"KEY", {"j"}},
    {"FILE", {"x.npy", "a.actscope"}},
    {"TEXT", {"x"}},
    {"THEME", {"dark", "print"}},
    {"COMMAND", {"grid toggle", "only relu"}},
    {"NAME=FORMULA", {"own = x^3", "fresh(b=2) = b*x"}},
    {"LANGUAGE", {"en"}},
};
static const char *const numbers[] = {"2", "1", "0.5", "-3", "30", "7"};

enum { WORDS_MOST = 40, LINES_MOST = 1500 };

// The i-th of the words that may stand in a slot; false past the end. The first number differs from
// slot to slot, so that a range has two ends; where a row has many slots it is the only one.
static bool filling(const struct slot *slot, int at, bool many, int i, char out[80])
{
    char choice[32];
    if (*slot->text < 'A' || *slot->text > 'Z') {
        const char *word = slot_choice(slot->text, i, choice);
        if (word != NULL)
            snprintf(out, 80, "%s", word);
        return word != NULL;
    }
    for (size_t k = 0; k < COUNT(fillings); k++)
        if (strcmp(fillings[k].slot, slot->text) == 0) {
            if (i >= 6 || fillings[k].words[i] == NULL)
                return false;
            snprintf(out, 80, "%s", fillings[k].words[i]);
            return true;
        }
    static const char *const rising[] = {"0.5", "3", "-1", "4"};
    const int most = many ? 1 : 1 + (int)COUNT(numbers);
    if (i < most)
        snprintf(out, 80, "%s", i == 0 ? rising[at % 4] : numbers[i - 1]);
    return i < most;
}

struct lines {
    int n;
    char items[LINES_MOST][160];
};

// Adds the lines that a row's slots from `at` on make: without an optional group, then with it;
// each slot with each of its words, the others with theirs, as far as there is room.
static void add_lines(struct lines *lines, const char *line, const struct slot *slots, int n,
                      int at)
{
    char word[80], longer[160];
    if (at == n || (slots[at].optional && slots[at].first_of_group)) {
        if (lines->n < LINES_MOST)
            snprintf(lines->items[lines->n++], 160, "%s", line);
        if (at == n)
            return;
    }
    for (int i = 0; filling(&slots[at], at, n > 3, i, word); i++) {
        assert_true(snprintf(longer, sizeof longer, "%s %s", line, word) < (int)sizeof longer);
        add_lines(lines, longer, slots, n, at + 1);
    }
}

static struct session *session_at(const char *start, const char *tour)
{
    struct session *session = session_new();
    session->host.perform = agree;
    if (tour != NULL) {
        struct fault fault = {0};
        struct tour *walked = tour_parse(tour, "tour", &fault);
        if (walked == NULL)
            fail_msg("%s", fault.text);
        walk_begin(session, walked);
        apply(session, "tour next");
    }
    apply(session, start);
    undo_begin(&session->undo, &session->state);
    return session;
}

// Applies a line, undoes it, does it again, and undoes that; false if the line is refused.
static bool check_line(const char *start, const char *tour, const char *line)
{
    struct session *session = session_at(start, tour);
    struct state before = session->state;
    bool ok = command_apply(session, line, NULL, 0, NULL);
    struct state after = session->state;
    bool is_pen = session->presenter.pen && session->presenter.ink.stroke_n > 0;
    for (int k = 0; ok && !is_pen && k < 2; k++) {
        apply(session, "undo");
        if (!state_equal(&before, &session->state))
            fail_msg("after `%s`, `%s` is not undone", start, line);
        apply(session, "redo");
        if (!state_equal(&after, &session->state))
            fail_msg("after `%s`, `%s` is undone and not done again", start, line);
    }
    session_delete(session);
    return ok;
}

static bool is_in_files_only(const char *name)
{
    for (size_t i = 0; i < COUNT(in_files_only); i++)
        if (strcmp(in_files_only[i], name) == 0)
            return true;
    return false;
}

static const char a_tour[] = "title \"t\"\nstep \"one\"\ncaption \"1\"\nonly relu\n"
                             "step \"two\"\ncaption \"2\"\ngrid off\n"
                             "step \"three\"\ncaption \"3\"\nlayout grid\n";

static void every_command_is_undone(void **state)
{
    (void)state;
    struct lines *lines = malloc(sizeof *lines);
    int tried = 0;
    assert_non_null(lines);
    for (int r = 0; command_row(r) != NULL; r++) {
        const struct command_row *row = command_row(r);
        struct slot slots[SLOTS_MAX];
        int n = slots_read(row->arguments, slots), accepted = 0;
        if (is_in_files_only(row->name))
            continue;
        lines->n = 0;
        add_lines(lines, row->name, slots, n, 0);
        assert_true(lines->n < LINES_MOST);
        // Rows with very many lines are tried on fewer pictures.
        int stride = lines->n > 200 ? (int)COUNT(starts) : 1;
        for (int k = 0; k < (int)COUNT(starts); k++)
            for (int i = k % stride; i < lines->n; i += stride)
                accepted += check_line(starts[k], NULL, lines->items[i]);
        stride = lines->n > 50 ? 37 : 1;
        for (int i = 0; i < lines->n; i += stride)
            accepted += check_line("", a_tour, lines->items[i]);
        if (accepted == 0)
            fail_msg("no line of `%s %s` was right (%d lines, as `%s`): add a filling or a start",
                     row->name, row->arguments, lines->n, lines->items[0]);
        tried += accepted;
    }
    print_message("%d lines were undone\n", tried);
    assert_true(tried > 2000);
    free(lines);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_command_is_undone)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
