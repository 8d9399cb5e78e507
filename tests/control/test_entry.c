// The entry line: editing, history, completion, and what Return does.
#include "helper.h"

// --- Editing

static void assert_entry(const struct entry *entry, const char *marked)
{
    char text[ENTRY_MAX + 2];
    snprintf(text, sizeof text, "%.*s|%s", (int)entry->caret, entry->text,
             entry->text + entry->caret);
    if (strcmp(text, marked) != 0)
        fail_msg("the line is \"%s\", not \"%s\"", text, marked);
}

static struct entry *entry_new(enum entry_kind kind)
{
    struct entry *entry = calloc(1, sizeof *entry);
    assert_non_null(entry);
    entry_open(entry, kind);
    return entry;
}

// Sets text and caret as marked by '|'.
static void entry_set(struct entry *entry, const char *marked)
{
    size_t caret = strcspn(marked, "|");
    snprintf(entry->text, sizeof entry->text, "%.*s%s", (int)caret, marked, marked + caret + 1);
    entry->caret = caret;
}

static void every_edit_keeps_characters_whole(void **state)
{
    (void)state;
    static const struct {
        const char *before;
        enum entry_edit edit;
        const char *after;
    } rows[] = {
        {"ab|", EDIT_LEFT, "a|b"},     {"aσ|b", EDIT_LEFT, "a|σb"},
        {"😀|", EDIT_LEFT, "|😀"},       {"|ab", EDIT_LEFT, "|ab"},
        {"|σb", EDIT_RIGHT, "σ|b"},    {"日|本", EDIT_RIGHT, "日本|"},
        {"ab|", EDIT_RIGHT, "ab|"},    {"aσ|b", EDIT_HOME, "|aσb"},
        {"a|σb", EDIT_END, "aσb|"},    {"aσ|b", EDIT_BACKSPACE, "a|b"},
        {"😀|", EDIT_BACKSPACE, "|"},   {"|ab", EDIT_BACKSPACE, "|ab"},
        {"|σb", EDIT_DELETE, "|b"},    {"a|😀b", EDIT_DELETE, "a|b"},
        {"ab|", EDIT_DELETE, "ab|"},   {"", EDIT_DELETE, "|"},
        {"aσ|b", EDIT_CLEAR, "|"},     {"ab|c", EDIT_COMPLETE, "ab|c"},
        {"ab|c", EDIT_ACCEPT, "ab|c"}, {"ab|c", EDIT_CANCEL, "ab|c"},
        {"ab|c", EDIT_OLDER, "ab|c"},  {"ab|c", EDIT_NEWER, "ab|c"},
    };
    struct entry *entry = entry_new(ENTRY_COMMAND);
    for (size_t i = 0; i < COUNT(rows); i++) {
        entry_set(entry, *rows[i].before ? rows[i].before : "|");
        entry_edit(entry, rows[i].edit);
        assert_entry(entry, rows[i].after);
    }
    free(entry);
}

static void edits_have_the_names_of_the_command(void **state)
{
    (void)state;
    for (int edit = 0; edit < EDIT_COUNT; edit++) {
        struct session *session = session_new();
        char line[64];
        snprintf(line, sizeof line, "edit %s", entry_edit_name((enum entry_edit)edit));
        apply(session, "prompt command; type grid");
        apply(session, line);
        static const char *const after[EDIT_COUNT] = {
            [EDIT_LEFT] = "gri|d",      [EDIT_RIGHT] = "grid|",    [EDIT_HOME] = "|grid",
            [EDIT_END] = "grid|",       [EDIT_BACKSPACE] = "gri|", [EDIT_DELETE] = "grid|",
            [EDIT_CLEAR] = "|",         [EDIT_OLDER] = "grid|",    [EDIT_NEWER] = "grid|",
            [EDIT_COMPLETE] = "grid |", [EDIT_ACCEPT] = "|",       [EDIT_CANCEL] = "|",
            [EDIT_TOGGLE] = "|",
        };
        assert_entry(&session->entry, after[edit]);
        bool accepts = edit == EDIT_ACCEPT || edit == EDIT_TOGGLE;
        bool closes = accepts || edit == EDIT_CANCEL;
        assert_int_equal(session->entry.kind, closes ? ENTRY_NONE : ENTRY_COMMAND);
        assert_int_equal(session->state.grid, !accepts);
        free(session);
    }
}

static void typing_goes_in_at_the_caret(void **state)
{
    (void)state;
    struct entry *entry = entry_new(ENTRY_COMMAND);
    assert_true(entry_type(entry, "ab"));
    entry_edit(entry, EDIT_LEFT);
    assert_true(entry_type(entry, "σ日"));
    assert_entry(entry, "aσ日|b");
    assert_true(entry_type(entry, "\tx\n\x01y\x7f"));
    assert_entry(entry, "aσ日xy|b");
    assert_true(entry_type(entry, ""));
    assert_false(entry_type(entry, "ok\xff"));
    assert_false(entry_type(entry, "\xc3"));
    assert_entry(entry, "aσ日xy|b");
    free(entry);
}

static void a_full_line_takes_no_more(void **state)
{
    (void)state;
    struct entry *entry = entry_new(ENTRY_COMMAND);
    for (int i = 0; i < ENTRY_MAX - 2; i++)
        assert_true(entry_type(entry, "x"));
    assert_false(entry_type(entry, "σ"));
    assert_true(entry_type(entry, "y"));
    assert_false(entry_type(entry, "z"));
    assert_int_equal(strlen(entry->text), ENTRY_MAX - 1);
    entry->word_at = ENTRY_MAX - 2;
    entry_complete(entry, "sigmoid");
    assert_int_equal(entry->text[ENTRY_MAX - 2], 'y'); // nothing lost where it does not fit
    entry_complete(entry, "z");
    assert_int_equal(entry->text[ENTRY_MAX - 2], 'z');
    assert_int_equal(entry->caret, ENTRY_MAX - 1);
    free(entry);
}

// --- History

static void history_goes_older_newer_and_back_to_the_draft(void **state)
{
    (void)state;
    struct entry *entry = entry_new(ENTRY_COMMAND);
    entry_remember(entry, "one");
    entry_remember(entry, "two σ");
    entry_open(entry, ENTRY_COMMAND);
    entry_type(entry, "draft");
    entry_edit(entry, EDIT_LEFT);
    entry_edit(entry, EDIT_NEWER);
    assert_entry(entry, "draf|t");
    entry_edit(entry, EDIT_OLDER);
    assert_entry(entry, "two σ|");
    entry_edit(entry, EDIT_OLDER);
    entry_edit(entry, EDIT_OLDER);
    assert_entry(entry, "one|");
    entry_edit(entry, EDIT_NEWER);
    assert_entry(entry, "two σ|");
    entry_edit(entry, EDIT_NEWER);
    assert_entry(entry, "draft|");
    entry_edit(entry, EDIT_NEWER);
    assert_entry(entry, "draft|");
    entry_open(entry, ENTRY_COMMAND);
    entry_edit(entry, EDIT_OLDER);
    assert_entry(entry, "two σ|");
    entry_edit(entry, EDIT_NEWER);
    assert_entry(entry, "|"); // no draft of another time
    free(entry);
}

static void history_keeps_each_line_once_and_forgets_the_oldest(void **state)
{
    (void)state;
    struct entry *entry = entry_new(ENTRY_COMMAND);
    char line[32];
    for (int i = 0; i < ENTRY_HISTORY_MAX; i++) {
        snprintf(line, sizeof line, "line %d", i);
        entry_remember(entry, line);
    }
    entry_remember(entry, "");
    entry_remember(entry, "line 49"); // the newest, in a full list
    assert_int_equal(entry->history_n, ENTRY_HISTORY_MAX);
    assert_string_equal(entry->history[0], "line 0");
    assert_string_equal(entry->history[49], "line 49");
    entry_remember(entry, "line 7");
    assert_int_equal(entry->history_n, ENTRY_HISTORY_MAX);
    assert_string_equal(entry->history[7], "line 8");
    assert_string_equal(entry->history[49], "line 7");
    entry_remember(entry, "new");
    assert_int_equal(entry->history_n, ENTRY_HISTORY_MAX);
    assert_string_equal(entry->history[0], "line 1");
    assert_string_equal(entry->history[48], "line 7");
    assert_string_equal(entry->history[49], "new");
    free(entry);
}

static void only_commands_have_a_history(void **state)
{
    (void)state;
    static const char *const others[] = {"prompt find; edit older", "prompt x; edit older"};
    struct session *session = session_new();
    apply(session, "prompt command; type \"grid off\"; edit accept");
    assert_false(session->state.grid);
    for (size_t i = 0; i < COUNT(others); i++) {
        apply(session, others[i]);
        assert_entry(&session->entry, "|");
        apply(session, "type 3; edit accept");
    }
    apply(session, "prompt command; edit older");
    assert_entry(&session->entry, "grid off|");
    assert_int_equal(session->entry.history_n, 1);
    free(session);
}

// --- Completion

static void completion_replaces_the_word(void **state)
{
    (void)state;
    static const struct {
        const char *prompt, *before, *after;
    } rows[] = {
        {"command", "gr|", "grid |"},
        {"command", "show si|", "show sigmoid |"},
        {"command", "show si|gmo", "show sigmoid |"},
        {"command", "show si| tanh", "show sigmoid| tanh"},
        {"command", "grid on; leg|", "grid on; legend |"},
        {"command", "leg|; grid on", "legend|; grid on"},
        {"command", "view |", "view home |"},
        {"command", "|", "show |"},
        {"command", "qqq|", "qqq|"},
        {"command", "group \"σ; \"; param leaky_relu a|",
         "group \"σ; \"; param leaky_relu alpha |"},
        {"find", "leak|", "leaky_relu |"},
        {"find", "RELU|", "relu |"},
        {"find", "s|", "step |"},
        {"find", "lre|", "leaky_relu |"},
        {"find", "zzz|", "zzz|"},
        {"x", "1|", "1|"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct session *session = session_new();
        char line[64];
        snprintf(line, sizeof line, "prompt %s", rows[i].prompt);
        apply(session, line);
        entry_set(&session->entry, rows[i].before);
        session_suggest(session);
        apply(session, "edit complete");
        assert_entry(&session->entry, rows[i].after);
        free(session);
    }
}

// The place of a candidate in the list; one behind the last if it is not there.
static int place_of(const struct session *session, const char *id)
{
    int i = 0;
    while (i < session->entry.candidate_n && strcmp(session->entry.candidates[i], id) != 0)
        i++;
    return i;
}

static void candidates_follow_what_is_typed(void **state)
{
    (void)state;
    struct session *session = session_new();
    apply(session, "prompt find");
    int most =
        activation_count() < ENTRY_CANDIDATES_MAX ? activation_count() : ENTRY_CANDIDATES_MAX;
    assert_int_equal(session->entry.candidate_n, most);
    apply(session, "type penal");
    assert_int_equal(session->entry.candidate_n, 1);
    assert_string_equal(session->entry.candidates[0], "penalized_tanh");
    apply(session,
          "edit clear; type tanh"); // beginnings first, then words, then those that hold it
    assert_string_equal(session->entry.candidates[0], "tanh");
    assert_true(place_of(session, "tanh_shrink") < place_of(session, "penalized_tanh"));
    assert_true(place_of(session, "penalized_tanh") < place_of(session, "dyt"));
    apply(session, "edit clear; type rel");
    assert_string_equal(session->entry.candidates[0], "relu");
    apply(session, "type x");
    assert_int_equal(session->entry.candidate_n, 0);
    apply(session, "edit backspace");
    assert_true(session->entry.candidate_n > 0);
    apply(session, "edit cancel");
    assert_int_equal(session->entry.candidate_n, 0);
    free(session);
}

// --- Return

static void accepting_runs_what_was_typed(void **state)
{
    (void)state;
    static const struct {
        const char *prompt, *typed, *after;
    } rows[] = {
        {"command", "theme dark; grid off", "theme dark; grid off"},
        {"command", "   theme dark", "theme dark"},
        {"command", "", "grid on"},
        {"command", "   ", "grid on"},
        {"command", "# nothing", "grid on"},
        {"x", "1.5", "cursor 1.5"},
        {"x", "0x1p-3", "cursor 0.125"},
        {"x", " -2 ", "cursor -2"},
        {"find", "relu", "show relu; focus relu"},
        {"find", " relu ", "show relu; focus relu"},
        {"find", "leaky relu", "show leaky_relu; focus leaky_relu"},
        {"find", "LReLU", "show leaky_relu; focus leaky_relu"},
        {"find", "st", "show step; focus step"},
        {"find", "tanh", "hide tanh"}, // what is drawn already is hidden
        {"find", "", "focus sigmoid"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct session *session = session_new();
        char line[64];
        snprintf(line, sizeof line, "prompt %s; type \"%s\"", rows[i].prompt, rows[i].typed);
        apply(session, line);
        apply(session, "edit accept");
        assert_int_equal(session->entry.kind, ENTRY_NONE);
        assert_string_equal(session->message, "");
        assert_state(session, rows[i].after);
        free(session);
    }
}

static void a_mistake_keeps_the_line_open(void **state)
{
    (void)state;
    static const struct {
        const char *prompt, *typed, *message;
    } rows[] = {
        {"command", "gird on", "column 1: unknown command \"gird\"; did you mean \"grid\"?"},
        {"command", "grid on; grid mayby", "column 15: "},
        {"command", "view 5 -5", "the lower end comes first"},
        {"command", "press d", "column 7: key d is not bound"},
        {"command", "press j", "key k is not bound"},
        {"x", "1,5", "\"1,5\" is not a number"},
        {"x", "nan", "finite"},
        {"find", "sigmoit", "did you mean \"sigmoid\"?"},
        {"find", "a\\\"b\\\\", "unknown function \"a\"b\\\""},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct session *session = session_new();
        char line[64], before[ENTRY_MAX];
        apply(session, "bind j press k");
        snprintf(line, sizeof line, "prompt %s; type \"%s\"", rows[i].prompt, rows[i].typed);
        apply(session, line);
        snprintf(before, sizeof before, "%s", session->entry.text);
        apply(session, "edit accept");
        assert_int_not_equal(session->entry.kind, ENTRY_NONE);
        assert_string_equal(session->entry.text, before);
        assert_int_equal(session->entry.caret, strlen(before));
        assert_true(session->message_is_fault);
        assert_contains(session->message, rows[i].message);
        apply(session, "edit cancel");
        assert_string_equal(session->message, "");
        assert_int_equal(session->entry.kind, ENTRY_NONE);
        free(session);
    }
}

static void a_mistake_can_be_found_in_the_history(void **state)
{
    (void)state;
    struct session *session = session_new();
    apply(session, "prompt command; type \"gird on\"; edit accept; edit cancel");
    apply(session, "prompt command; edit older");
    assert_entry(&session->entry, "gird on|");
    free(session);
}

static void lines_that_open_lines_work(void **state)
{
    (void)state;
    struct session *session = session_new();
    apply(session, "prompt command; type \"prompt x\"; edit accept");
    assert_int_equal(session->entry.kind, ENTRY_X);
    apply(session, "type 7; edit accept");
    assert_state(session, "cursor 7");
    apply(session, "edit left; edit accept; edit complete"); // nothing is open: nothing happens
    assert_int_equal(session->entry.kind, ENTRY_NONE);
    apply(session, "prompt command; type \"edit accept\"; edit accept");
    assert_int_equal(session->entry.kind, ENTRY_NONE);
    free(session);
}

static void typing_by_command_is_limited(void **state)
{
    (void)state;
    struct session *session = session_new();
    char line[700] = "type ";
    memset(line + 5, 'x', 600);
    apply(session, "prompt command");
    assert_int_equal(apply_wrong(session, line).id, FAULT_LIMIT);
    assert_entry(&session->entry, "|");
    apply(session, "type \"a \\\"b\\\" ; # c\"");
    assert_entry(&session->entry, "a \"b\" ; # c|");
    free(session);
}

static void an_x_that_is_no_number_is_told_as_such(void **state)
{
    (void)state;
    struct session *session = session_new();
    apply(session, "prompt x; type \"ln(3)\"; edit accept");
    assert_string_equal(session->message,
                        "\"ln(3)\" is not a number; type a decimal number such as 1.0986");
    assert_int_equal(session->entry.kind, ENTRY_X); // still open
    apply(session, "edit clear; type \" 1e999 \"; edit accept");
    assert_contains(session->message, "\"1e999\" is not a finite number");
    apply(session, "edit clear; type \" 0x1p-1 \"; edit accept");
    assert_int_equal(session->entry.kind, ENTRY_NONE);
    assert_true(session->state.cursor_x == 0.5);
    free(session);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_edit_keeps_characters_whole),
        cmocka_unit_test(edits_have_the_names_of_the_command),
        cmocka_unit_test(typing_goes_in_at_the_caret),
        cmocka_unit_test(a_full_line_takes_no_more),
        cmocka_unit_test(history_goes_older_newer_and_back_to_the_draft),
        cmocka_unit_test(history_keeps_each_line_once_and_forgets_the_oldest),
        cmocka_unit_test(only_commands_have_a_history),
        cmocka_unit_test(completion_replaces_the_word),
        cmocka_unit_test(candidates_follow_what_is_typed),
        cmocka_unit_test(accepting_runs_what_was_typed),
        cmocka_unit_test(a_mistake_keeps_the_line_open),
        cmocka_unit_test(a_mistake_can_be_found_in_the_history),
        cmocka_unit_test(lines_that_open_lines_work),
        cmocka_unit_test(typing_by_command_is_limited),
        cmocka_unit_test(an_x_that_is_no_number_is_told_as_such),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
