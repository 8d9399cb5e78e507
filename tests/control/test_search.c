// Looking for functions: what is typed, and what is found first.
#include "control/search.h"

#include "helper.h"

// What is found for a text: ids with blanks between them, the first `most` ones.
static void found_for(const struct session *session, const char *typed, int most, char out[1024])
{
    int found[FUNCTION_MAX];
    int n = search_functions(&session->state, typed, found);
    out[0] = '\0';
    for (int i = 0; i < n && i < most; i++) {
        const struct activation *a = state_function(&session->state, found[i]);
        assert_non_null(a);
        strcat(strcat(out, i > 0 ? " " : ""), a->id);
        for (int k = 0; k < i; k++)
            assert_int_not_equal(found[i], found[k]); // each once
    }
}

static void the_first_is_what_was_meant(void **state)
{
    (void)state;
    static const struct {
        const char *typed, *first; // "" for nothing
    } rows[] = {
        {"sigmoid", "sigmoid"},
        {"SIGMOID", "sigmoid"},
        {"  sigmoid ", "sigmoid"},
        {"leaky relu", "leaky_relu"},
        {"leaky-relu", "leaky_relu"},
        {"Leaky_ReLU", "leaky_relu"},
        {"lrelu", "leaky_relu"},
        {"nn.LeakyReLU()", "leaky_relu"},
        {"torch.nn.SiLU", "silu"},
        {"swish", "silu"},
        {"シグモ", "sigmoid"},
        {"しぐも", "sigmoid"},
        {"シグモイド", "sigmoid"},
        {"ＳＩＬＵ", "silu"},
        {"ｔａｎｈ", "tanh"},
        {"　tanh　", "tanh"},
        {"ハードシ", "hard_sigmoid"},
        {"ハード　シ", "hard_sigmoid"},
        {"\xe3\x82\xb7", "sigmoid"}, // one letter
        {"periodic", "sinusoid"},
        {"zzz", ""},
        {"シグモz", ""},
        {"sigmoidd", ""},
        {"softmax", ""},
        {"日本", ""},
        {"😀", ""},
        {"%s%n", ""},
        {"\"; quit", ""},
    };
    struct session *session = session_new();
    for (int language = 0; language < 2; language++) {
        apply(session, language == 0 ? "language en" : "language ja");
        for (size_t i = 0; i < COUNT(rows); i++) {
            char ids[1024];
            found_for(session, rows[i].typed, 1, ids);
            if (strcmp(ids, rows[i].first) != 0)
                fail_msg("\"%s\" finds \"%s\", not \"%s\"", rows[i].typed, ids, rows[i].first);
        }
    }
    apply(session, "language en");
    free(session);
}

static void nothing_typed_finds_all_in_their_order(void **state)
{
    (void)state;
    static const char *const nothing[] = {"", " ", "  -_ ", "　"};
    struct session *session = session_new();
    apply(session, "define zebra = x^3");
    for (size_t k = 0; k < COUNT(nothing); k++) {
        int found[FUNCTION_MAX];
        int n = search_functions(&session->state, nothing[k], found);
        assert_int_equal(n, activation_count() + 1);
        assert_string_equal(state_function(&session->state, found[0])->id, "zebra");
        for (int i = 1; i < n; i++)
            assert_int_equal(found[i], i - 1);
    }
    session_free(session);
    free(session);
}

static void functions_of_ones_own_come_first(void **state)
{
    (void)state;
    char ids[1024];
    struct session *session = session_new();
    apply(session, "define tango = x^3; define qtan = x");
    found_for(session, "tan", 3, ids);
    assert_string_equal(ids, "tango tanh tanh_exp");
    found_for(session, "own function", 9, ids);
    assert_string_equal(ids, "tango qtan");
    found_for(session, "qtan", 1, ids);
    assert_string_equal(ids, "qtan");
    apply(session, "undefine qtan");
    found_for(session, "qtan", 1, ids);
    assert_string_equal(ids, "");
    session_free(session);
    free(session);
}

// What can be typed is longer than what is compared.
static void long_texts_are_no_harm(void **state)
{
    (void)state;
    static char typed[ENTRY_MAX];
    char ids[1024];
    struct session *session = session_new();
    memset(typed, 'x', sizeof typed - 1);
    found_for(session, typed, 1, ids);
    assert_string_equal(ids, "");
    for (size_t i = 0; i + 3 < sizeof typed; i += 3)
        memcpy(typed + i, "シ", 3);
    found_for(session, typed, 1, ids);
    assert_string_equal(ids, "");
    free(session);
}

// --- the list in the entry line

static void assert_chosen(const struct session *session, int first, const char *id)
{
    const struct entry *entry = &session->entry;
    const char *chosen = entry->chosen >= 0 ? entry->candidates[entry->chosen] : "";
    if (strcmp(chosen, id) != 0 || entry->first != first)
        fail_msg("\"%s\" is chosen, from row %d on; not \"%s\", from %d on", chosen, entry->first,
                 id, first);
    assert_true(entry->chosen < entry->candidate_n);
    assert_true(entry->chosen < 0 ||
                (entry->chosen >= entry->first && entry->chosen < entry->first + ENTRY_ROWS));
}

static void keys_choose_and_the_list_follows(void **state)
{
    (void)state;
    static const struct {
        const char *line;
        int first;
        const char *chosen;
    } rows[] = {
        {"prompt find", 0, ""},
        {"edit newer", 0, "step"},
        {"edit newer; edit newer", 0, "tanh"},
        {"edit older", 0, "sigmoid"},
        {"edit scroll 3", 3, "relu"},
        {"edit scroll -100", 0, "relu"},
        {"edit scroll 1e300", 60, NULL},
        {"edit scroll -1e300", 0, NULL},
        {"edit cancel; prompt find; edit older", 60, NULL}, // the last one
        {"edit newer", 0, "step"},                          // and around
        {"edit scroll 0.4", 0, "step"},
        {"type tanh", 0, "tanh"},
        {"type zzz", 0, ""},
        {"edit newer; edit older; edit scroll 5", 0, ""},
        {"edit cancel", 0, ""},
        {"edit scroll 5", 0, ""}, // nothing is open
    };
    struct session *session = session_new();
    int last = activation_count() - ENTRY_ROWS;
    for (size_t i = 0; i < COUNT(rows); i++) {
        apply(session, rows[i].line);
        const struct entry *entry = &session->entry;
        const char *chosen = rows[i].chosen;
        if (chosen == NULL)
            chosen = entry->chosen >= 0 ? entry->candidates[entry->chosen] : "";
        assert_chosen(session, rows[i].first == 60 ? last : rows[i].first, chosen);
    }
    free(session);
}

static void return_toggles_and_shift_keeps_the_list(void **state)
{
    (void)state;
    struct session *session = session_new();
    apply(session, "prompt find; type gelu; edit toggle");
    assert_state(session, "show gelu; focus gelu");
    assert_int_equal(session->entry.kind, ENTRY_FIND);
    assert_string_equal(session->entry.text, "gelu");
    apply(session, "edit toggle");
    assert_state(session, "hide gelu");
    apply(session, "edit toggle; edit newer; edit toggle");
    assert_int_equal(state_visible_count(&session->state), 4);
    apply(session, "edit accept"); // hides it, and closes
    assert_int_equal(state_visible_count(&session->state), 3);
    assert_int_equal(session->entry.kind, ENTRY_NONE);
    apply(session, "prompt find; edit accept"); // nothing is chosen
    assert_int_equal(session->entry.kind, ENTRY_NONE);
    assert_int_equal(state_visible_count(&session->state), 3);
    free(session);
}

static void rows_are_put_into_the_line(void **state)
{
    (void)state;
    static const struct {
        const char *before, *line, *text;
    } rows[] = {
        {"prompt command; type sc", "edit row 1", "scale "},
        {"prompt command; type \"scale x \"", "edit row 2", "scale x log "},
        {"prompt command; type \"scale x \"", "edit newer; edit newer; edit accept",
         "scale x log "},
        {"prompt command; type \"scale x \"", "edit newer; edit newer; edit complete",
         "scale x log "},
        {"prompt command; type axis", "edit row 1", "scale "}, // whose help speaks of axes
        {"prompt command; type 目盛", "edit row 1", "scale "},
        {"prompt command; type \"grid; めもり\"", "edit clear", ""},
        {"prompt formula; type \"2*sigm\"", "edit row 1", "2*sigmoid("},
        {"prompt formula; type \"2*sig\"", "edit newer; edit accept", "2*sign("},
    };
    struct session *session = session_new();
    for (size_t i = 0; i < COUNT(rows); i++) {
        apply(session, rows[i].before);
        apply(session, rows[i].line);
        assert_string_equal(session->entry.text, rows[i].text);
        assert_int_not_equal(session->entry.kind, ENTRY_NONE);
        apply(session, "edit cancel");
    }
    static const char *const wrong[] = {"edit row 0", "edit row -1", "edit row 99", "edit row 2"};
    for (size_t i = 0; i < COUNT(wrong); i++) {
        apply(session, "prompt command; type sca");
        assert_int_equal(apply_wrong(session, wrong[i]).id, FAULT_RANGE);
        apply(session, "edit cancel");
        assert_int_equal(apply_wrong(session, wrong[i]).id, FAULT_RANGE);
    }
    session_free(session);
    free(session);
}

// --- half names

static void half_a_name_is_no_parameter(void **state)
{
    (void)state;
    static const struct {
        const char *typed;
        bool drawn;
    } rows[] = {
        {"sigmoi", false},        {"x*sigmoi", false}, {"sigmo", false}, {"2*x+ta", false},
        {"x*sigmoid(x)", true},   {"a*x", true},       {"x*b", true},    {"x*zz", true},
        {"f(ta=1) = x*ta", true}, {"x*ta+1", true},    {"x*σ", true},    {"soft", false},
        {"zebra(x)", true},       {"x*zebr", false},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct session *session = session_new();
        char line[128];
        apply(session, "define zebra = x^3");
        snprintf(line, sizeof line, "prompt formula; type \"%s\"", rows[i].typed);
        apply(session, line);
        if ((session->preview.function >= 0) != rows[i].drawn)
            fail_msg("%s: %s", rows[i].typed, rows[i].drawn ? "waits" : "is drawn");
        apply(session, "edit cancel");
        session_free(session);
        free(session);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_is_what_was_meant),
        cmocka_unit_test(nothing_typed_finds_all_in_their_order),
        cmocka_unit_test(functions_of_ones_own_come_first),
        cmocka_unit_test(long_texts_are_no_harm),
        cmocka_unit_test(keys_choose_and_the_list_follows),
        cmocka_unit_test(return_toggles_and_shift_keeps_the_list),
        cmocka_unit_test(rows_are_put_into_the_line),
        cmocka_unit_test(half_a_name_is_no_parameter),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
