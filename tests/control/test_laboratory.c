// The laboratory's settings: what its commands take and refuse, and what keys mean on its pages.
#include "control/requests.h"
#include "helper.h"

#include <math.h>

static double number(const struct session *session, enum lab_number which)
{
    return session->state.laboratory.numbers[which];
}

static void every_number_takes_its_bounds_and_nothing_beyond(void **state)
{
    (void)state;
    struct session *session = session_new();
    for (int i = 0; i < LAB_NUMBERS; i++) {
        const struct lab_row *row = lab_row((enum lab_number)i);
        char command[64], line[160], value[32];
        lab_command((enum lab_number)i, command, sizeof command);
        const double good[] = {row->low, row->high, row->initial};
        for (size_t k = 0; k < COUNT(good); k++) {
            snprintf(line, sizeof line, "%s %s", command,
                     number_print(value, sizeof value, good[k]));
            apply(session, line);
            assert_true(number(session, (enum lab_number)i) == good[k]);
        }
        const double bad[] = {row->low - 1, row->high + 1, -1e300, 1e300, row->whole ? 1.5 : -0.5};
        for (size_t k = 0; k < COUNT(bad); k++) {
            snprintf(line, sizeof line, "%s %s", command,
                     number_print(value, sizeof value, bad[k]));
            struct fault fault = apply_wrong(session, line);
            assert_int_equal(fault.id, FAULT_RANGE);
            assert_int_equal(fault.column, (int)strlen(command) + 2); // the number is to blame
            assert_contains(fault.text, row->name);
            assert_true(number(session, (enum lab_number)i) == row->initial);
        }
    }
    free(session);
}

static void steps_stay_within_bounds_and_come_back(void **state)
{
    (void)state;
    static const struct {
        enum lab_number number;
        double from, by, to;
    } rows[] = {
        {LAB_DEPTH, 30, 1, 50},      {LAB_DEPTH, 30, -1, 20},    {LAB_DEPTH, 1, -1, 1},
        {LAB_DEPTH, 150, 1, 200},    {LAB_DEPTH, 200, 5, 200},   {LAB_DEPTH, 1, 3, 5},
        {LAB_DEPTH, 31, -1, 30},     {LAB_WIDTH, 256, 1, 512},   {LAB_WIDTH, 8, -1, 8},
        {LAB_WIDTH, 1024, 1, 1024},  {LAB_SIGMA_W, 1, 1, 1.05},  {LAB_SIGMA_W, 0, -1, 0},
        {LAB_SEED, 7, 1, 8},         {RACE_RATE, 0, 1, 0.005},   {RACE_SPEED, 500, 1, 700},
        {RACE_SPEED, 100, -1, 70},   {RACE_STEPS, 1e5, 1, 1e5},  {LAB_DEPTH, 30, 0, 30},
        {LAB_DEPTH, 30, 1e300, 200}, {LAB_DEPTH, 30, -1e300, 1},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        double got = lab_moved(rows[i].number, rows[i].from, rows[i].by);
        if (got != rows[i].to)
            fail_msg("row %zu: %g by %g gives %g, not %g", i, rows[i].from, rows[i].by, got,
                     rows[i].to);
    }
}

static void words_are_taken_or_refused(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "page",
        "page curve",
        "page toggle curves",
        "network",
        "network deep 3",
        "network depth",
        "network depth three",
        "network depth nan",
        "network depth by",
        "network depth by inf",
        "network init he",
        "network init",
        "network precision float16",
        "network weights 1",
        "network weights 1 -1",
        "network weights 51 0",
        "network histogram x",
        "network lead",
        "network lead weights",
        "network norm",
        "network norm group",
        "network norm on",
        "network skip maybe",
        "network tied 2",
        "network compare",
        "network compare colours",
        "race norm",
        "race norm off",
        "race skip next",
        "race",
        "race go",
        "race step 0",
        "race step 1.5",
        "race step -3",
        "race step nan",
        "race dataset iris",
        "race optimiser newton",
        "race init xavier",
    };
    struct session *session = session_new();
    struct state before = session->state;
    for (size_t i = 0; i < COUNT(wrong); i++) {
        apply_wrong(session, wrong[i]);
        if (!state_equal(&before, &session->state))
            fail_msg("`%s` was refused and changed the state", wrong[i]);
    }
    free(session);
}

#define LEAKY "only leaky_relu; param leaky_relu alpha 0.5; "

// σw by the definition of each initialisation, for functions that differ.
static void there_is_one_sigma(void **state)
{
    (void)state;
    static const struct {
        const char *line;
        double w, b, race;
    } rows[] = {
        {LEAKY "network init he_normal", 1.2649110640673518, 0, 1.2649110640673518},
        {LEAKY "network init he_uniform", 1.2649110640673518, 0, 1.2649110640673518},
        {LEAKY "network init xavier_normal", 1, 0, 1.2649110640673518},
        {"only prelu; param prelu alpha 1; network init he_normal", 1, 0, 1},
        {"only relu; network init he_normal", 1.4142135623730951, 0, 1.4142135623730951},
        {"only gelu; network init lecun", 1, 0, 1.4142135623730951},
        {"only tanh; network init he_normal", 1.4142135623730951, 0, 1},
        {"only tanh; network init pytorch; network width 256", 0.57735026918962573,
         0.036084391824351615, 1},
        {"only tanh; network init orthogonal; network gain 1.5", 1.5, 0, 1},
        {"only tanh; network weights 2 0.5; race sigma-w 3", 2, 0.5, 3},
        {"only sigmoid; network init critical; race init critical", 10.149263710019, 0,
         10.149263710019},
        {LEAKY "network init critical; race init critical", 1.2649110640673518, 0,
         1.2649110640673518},
        {"only tanh; race init pytorch", 1, 0, 0.57735026918962573},
        {LEAKY "race init custom", 1, 0, 1.2649110640673518},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct session *session = session_new();
        struct study_request request;
        const struct state *s = &session->state;
        double w, b, study_w, study_b, race;
        apply(session, rows[i].line);
        assert_true(state_sigmas(s, s->focus, &w, &b));
        race = state_race_sigma_w(s, s->focus);
        if (!(fabs(w - rows[i].w) < 1e-11) || !(fabs(b - rows[i].b) < 1e-15) ||
            !(fabs(race - rows[i].race) < 1e-11))
            fail_msg("%s: σw %.17g, σb %.17g, in the race %.17g", rows[i].line, w, b, race);
        state_study_request(s, &request);
        assert_true(
            network_scales(&request.settings, &request.columns[0].mix, &study_w, &study_b, NULL));
        assert_true(study_w == w && study_b == b);
        free(session);
    }
}

// --- what columns differ in ---

struct expected {
    const char *line;
    int n;
    // Of each column: its initialisation, and its remedy as "s" for skip, "l" or "b" for a norm,
    // "t" for tied weights, in this order.
    const char *columns[STUDY_COLUMNS_MAX];
};

static void write_column(const struct study_want *want, char out[64])
{
    const struct remedy *r = &want->remedy;
    snprintf(out, 64, "%s %s%s%s", initialisation_name(want->init), r->skip ? "s" : "",
             r->norm == NORM_LAYER   ? "l"
             : r->norm == NORM_BATCH ? "b"
                                     : "",
             r->tied ? "t" : "");
}

static void columns_differ_in_one_thing(void **state)
{
    (void)state;
    static const struct expected rows[] = {
        {"only tanh relu", 2, {"lecun ", "lecun "}},
        {"only tanh relu; network skip on; network norm batch; network tied on",
         2,
         {"lecun sbt", "lecun sbt"}},
        {"only tanh relu; network compare remedies",
         5,
         {"lecun ", "lecun s", "lecun l", "lecun b", "lecun t"}},
        {"network compare remedies; network skip on; network init he_normal",
         4,
         {"he_normal s", "he_normal sl", "he_normal sb", "he_normal st"}},
        {"network compare remedies; network norm next; network tied on",
         3,
         {"lecun lt", "lecun slt", "lecun bt"}},
        {"network compare next; network norm previous",
         6,
         {"lecun b", "he_normal b", "xavier_uniform b", "orthogonal b", "pytorch b", "critical b"}},
        {"network compare previous", 5, {"lecun "}},
        {"hide all; network compare remedies", 0, {NULL}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct session *session = session_new();
        static struct study_request request;
        apply(session, rows[i].line);
        state_study_request(&session->state, &request);
        assert_int_equal(request.n, rows[i].n);
        for (int k = 0; k < request.n && rows[i].columns[k] != NULL; k++) {
            char name[64];
            write_column(&request.columns[k], name);
            assert_string_equal(name, rows[i].columns[k]);
        }
        free(session);
    }
}

// Networks of a gain and of biases keep these where initialisations are compared.
static void compared_initialisations_have_their_scales(void **state)
{
    (void)state;
    struct session *session = session_new();
    static struct study_request request;
    apply(session,
          "network gain 1.5; network init critical; network sigma-b 0.2; network init he_normal");
    apply(session, "network compare initialisations");
    state_study_request(&session->state, &request);
    for (int k = 0; k < request.n; k++) {
        const struct study_want *want = &request.columns[k];
        assert_true(want->sigma_w == (want->init == INIT_ORTHOGONAL ? 1.5 : 1));
        assert_true(want->sigma_b == (want->init == INIT_CRITICAL ? 0.2 : 0));
    }
    free(session);
}

static void racers_have_the_remedy(void **state)
{
    (void)state;
    struct session *session = session_new();
    static struct race_request request;
    apply(session, "only sigmoid relu; race skip on; race norm layer; network norm batch");
    state_race_request(&session->state, &request);
    assert_int_equal(request.n, 2);
    for (int i = 0; i < 2; i++)
        assert_true(request.racers[i].remedy.skip && request.racers[i].remedy.norm == NORM_LAYER &&
                    !request.racers[i].remedy.tied);
    free(session);
}

static void apply_lines(struct session *session, const char *lines)
{
    char line[512];
    for (const char *end; (end = strchr(lines, '\n')) != NULL; lines = end + 1) {
        assert_true((size_t)(end - lines) < sizeof line);
        memcpy(line, lines, (size_t)(end - lines));
        line[end - lines] = '\0';
        apply(session, line);
    }
}

// A saved state says no σw but the one that is in force.
static void saved_states_name_no_other_sigma(void **state)
{
    (void)state;
    static const struct {
        const char *line;
        bool w, b, race;
    } rows[] = {
        {"network init he_normal", false, false, false},
        {"network weights 3 1; network init he_normal", false, false, false},
        {"network weights 3 1", true, true, false},
        {"network bias 1; network init critical", false, true, false},
        {"race sigma-w 3", false, false, true},
        {"race sigma-w 3; race init recommended", false, false, false},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct session *session = session_new(), *again = session_new();
        struct text text = {0};
        apply(session, rows[i].line);
        state_print(&session->state, &text);
        const char *print = text_string(&text);
        if ((strstr(print, "network sigma-w") != NULL) != rows[i].w ||
            (strstr(print, "network sigma-b") != NULL) != rows[i].b ||
            (strstr(print, "race sigma-w") != NULL) != rows[i].race)
            fail_msg("%s: printed as\n%s", rows[i].line, print);
        apply_lines(again, print);
        assert_true(state_equal(&session->state, &again->state));
        text_free(&text);
        free(session);
        free(again);
    }
}

static void a_sigma_begins_where_the_initialisation_was(void **state)
{
    (void)state;
    static const struct {
        const char *line;
        double w, b;
    } rows[] = {
        {"network init he_normal; network sigma-b 0.5", 1.4142135623730951, 0.5},
        {"network init lecun; network sigma-b 0.25", 1, 0.25},
        {"network init pytorch; network width 256; network sigma-w 2", 2, 0.036084391824351615},
        {"network init orthogonal; network gain 3; network bias 1", 3, 1},
        {"network weights 2 0.5; network sigma-w 1", 1, 0.5},
        {"network init he_normal; network sigma-b by 2", 1.4142135623730951, 0.1},
        {LEAKY "network init he_normal; network sigma-b 0", 1.2649110640673518, 0},
        {LEAKY "network init he_uniform; network bias 0.5", 1.2649110640673518, 0.5},
        {LEAKY "network init he_normal; network init custom", 1.2649110640673518, 0},
        {LEAKY "network init critical; network init custom", 1.2649110640673518, 0},
        {LEAKY "network init he_normal; network sigma-w by 1", 1.3, 0},
        {"only sigmoid; network init critical; network init custom", 10.149263710019, 0},
        {"only tanh; network init custom; network bias 0.3; network init critical; network bias "
         "0.3",
         1.395583975155, 0.3},
        {"network weights 3 1; network init he_normal; network init custom", 1.4142135623730951, 0},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct session *session = session_new();
        double w, b;
        apply(session, rows[i].line);
        assert_int_equal(session->state.laboratory.init, INIT_CUSTOM);
        assert_true(state_sigmas(&session->state, session->state.focus, &w, &b));
        if (!(fabs(w - rows[i].w) < 1e-11))
            fail_msg("%s: σw %.17g, not %.17g", rows[i].line, w, rows[i].w);
        assert_true(fabs(b - rows[i].b) < 1e-15);
        free(session);
    }
}

static void next_and_previous_go_round(void **state)
{
    (void)state;
    static const struct {
        const char *next, *previous;
        int count;
    } rows[] = {{"network init next", "network init previous", INIT_COUNT},
                {"race init next", "race init previous", RACE_INIT_COUNT},
                {"race dataset next", "race dataset previous", RACE_DATA_COUNT},
                {"race optimiser next", "race optimiser previous", RACE_OPTIMISER_COUNT}};
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct session *session = session_new();
        struct state first = session->state;
        for (int k = 0; k < rows[i].count; k++) {
            struct state before = session->state;
            apply(session, rows[i].next);
            assert_false(state_equal(&before, &session->state));
            struct state after = session->state;
            apply(session, rows[i].previous);
            // What is free begins where the one before was.
            struct laboratory *l = &session->state.laboratory;
            memcpy(l->numbers, before.laboratory.numbers, sizeof l->numbers);
            assert_true(state_equal(&before, &session->state));
            session->state = after;
        }
        assert_true(state_equal(&first, &session->state));
        free(session);
    }
}

static void the_race_counts_what_was_asked(void **state)
{
    (void)state;
    struct session *session = session_new();
    apply(session, "race step 5; race step");
    assert_int_equal(session->race_asked, 6);
    apply(session, "race start; race step 2");
    assert_false(session->state.laboratory.running); // a step is a step
    assert_int_equal(session->race_asked, 8);
    long start = session->race_start;
    apply(session, "race toggle");
    assert_true(session->state.laboratory.running);
    apply(session, "race reset");
    assert_false(session->state.laboratory.running);
    assert_int_equal(session->race_asked, 0);
    assert_int_equal(session->race_start, start + 1);
    free(session);
}

static void a_key_may_belong_to_a_page(void **state)
{
    (void)state;
    static const struct {
        const char *before, *key, *means;
    } rows[] = {
        {"page curves", "Up", ""},
        {"page network", "Up", "network depth by 1"},
        {"page race", "Up", ""},
        {"page network", "g", "grid toggle"}, // as on every page
        {"page network; unbind network:Up", "Up", ""},
        {"page network; prompt command", "Up", "edit older"},
        {"page network; blank on", "Up", ""},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct session *session = session_new();
        char out[200] = "untouched";
        apply(session, "bind Network:up network depth by 1; bind g grid toggle");
        apply(session, rows[i].before);
        session_key(session, rows[i].key, out, sizeof out);
        if (strcmp(out, rows[i].means) != 0)
            fail_msg("after `%s`, %s means `%s`", rows[i].before, rows[i].key, out);
        free(session);
    }
    static const struct {
        const char *name, *canonical, *plain; // NULL: refused
    } keys[] = {
        {"network:N", "network:N", "N"}, {"RACE:shift+n", "race:N", "N"}, {":", ":", ":"},
        {"race::", "race::", ":"},       {"nowhere:Up", NULL, NULL},      {"network:", NULL, NULL},
        {"network:Upp", NULL, NULL},     {"network:race:Up", NULL, NULL},
    };
    for (size_t i = 0; i < COUNT(keys); i++) {
        char out[KEY_MAX];
        bool ok = key_canonical(keys[i].name, out, NULL);
        assert_int_equal(ok, keys[i].canonical != NULL);
        if (!ok)
            continue;
        assert_string_equal(out, keys[i].canonical);
        assert_string_equal(key_plain(out), keys[i].plain);
    }
}

static void escape_leaves_the_page_last(void **state)
{
    (void)state;
    struct session *session = session_new();
    apply(session, "page network; network layer 3; help on");
    apply(session, "leave");
    assert_false(session->state.help);
    apply(session, "leave");
    assert_true(number(session, LAB_LAYER) == 0);
    assert_int_equal(session->state.laboratory.page, PAGE_NETWORK);
    apply(session, "leave");
    assert_int_equal(session->state.laboratory.page, PAGE_CURVES);
    apply(session, "page toggle race; page toggle network");
    assert_int_equal(session->state.laboratory.page, PAGE_NETWORK);
    apply(session, "page toggle network");
    assert_int_equal(session->state.laboratory.page, PAGE_CURVES);
    free(session);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_number_takes_its_bounds_and_nothing_beyond),
        cmocka_unit_test(steps_stay_within_bounds_and_come_back),
        cmocka_unit_test(words_are_taken_or_refused),
        cmocka_unit_test(columns_differ_in_one_thing),
        cmocka_unit_test(compared_initialisations_have_their_scales),
        cmocka_unit_test(racers_have_the_remedy),
        cmocka_unit_test(there_is_one_sigma),
        cmocka_unit_test(saved_states_name_no_other_sigma),
        cmocka_unit_test(a_sigma_begins_where_the_initialisation_was),
        cmocka_unit_test(next_and_previous_go_round),
        cmocka_unit_test(the_race_counts_what_was_asked),
        cmocka_unit_test(a_key_may_belong_to_a_page),
        cmocka_unit_test(escape_leaves_the_page_last),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
