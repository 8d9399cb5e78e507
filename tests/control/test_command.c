// The command language: what is a command, and what is said about a line that is none.
#include "helper.h"

#include "control/commands/commands.h"

// --- Right lines

static void right_lines_are_accepted(void **state)
{
    (void)state;
    static const char *const lines[] = {
        "",
        "  \t ",
        "# only a comment",
        "   # only a comment",
        ";",
        " ; ;; ",
        "grid",
        "grid on",
        "  grid\ton  ",
        "grid on\r",
        "grid on # off",
        "grid on;legend off;points",
        "grid; # comment; wrong",
        "\"grid\" \"on\"",
        "show step sigmoid tanh relu leaky_relu",
        "show Leaky-ReLU LReLU",
        "only tanh tanh tanh",
        "hide all",
        "hide tanh relu",
        "param leaky_relu alpha 0x1p-4",
        "param leaky_relu α 1e-3",
        "derivative 0",
        "derivative 2,0,0",
        "view 1 2",
        "view -1e300 1e300",
        "view 1 2 3 4",
        "view 1 2 df",
        "view 1 2 3 4 d2f",
        "view home",
        "view fit all",
        "zoom 0.5",
        "zoom 0.5 0 1",
        "zoom 0.5 x",
        "zoom 0.5 0 1 both",
        "zoom 0.5 df",
        "zoom 0.5 0 1 y d2f",
        "cursor 1",
        "cursor by 1",
        "cursor next-point",
        "cursor off",
        "text-size 2",
        "text-size bigger",
        "group \"# ; \\\" \\\\ σ\"",
        "bind d derivative cycle",
    };
    for (size_t i = 0; i < COUNT(lines); i++) {
        struct session *session = session_new();
        apply(session, lines[i]);
        assert_true(command_apply(session, lines[i], "file", 3, NULL));
        assert_int_equal(session->depth, 0);
        free(session);
    }
}

// --- Wrong lines

struct wrong {
    const char *line;
    enum fault_id id;
    int column;
    const char *expected; // in the text: what was expected, or the nearest valid word
};

static const struct wrong wrong_commands[] = {
    {"gird", FAULT_UNKNOWN_COMMAND, 1, "did you mean \"grid\"?"},
    {"  gri on", FAULT_UNKNOWN_COMMAND, 3, "did you mean \"grid\"?"},
    {"grid on; lagend off", FAULT_UNKNOWN_COMMAND, 10, "did you mean \"legend\"?"},
    {"xyzzy", FAULT_UNKNOWN_COMMAND, 1, "actscope commands"},
    {"\"\"", FAULT_UNKNOWN_COMMAND, 1, "actscope commands"},
    {"Grid", FAULT_UNKNOWN_COMMAND, 1, "did you mean \"grid\"?"},
    {"grid\nlegend", FAULT_EXTRA_ARGUMENT, 5, "line break"},
};

static const struct wrong wrong_words[] = {
    {"grid maybe", FAULT_UNKNOWN_WORD, 6, "on|off|toggle"},
    {"grid onn", FAULT_UNKNOWN_WORD, 6, "did you mean \"on\"?"},
    {"grid \"\"", FAULT_UNKNOWN_WORD, 6, "on|off|toggle"},
    {"layout stackd", FAULT_UNKNOWN_WORD, 8, "did you mean \"stacked\"?"},
    {"layout nxt", FAULT_UNKNOWN_WORD, 8, "did you mean \"next\"?"},
    {"theme drak", FAULT_UNKNOWN_WORD, 7, "did you mean \"dark\"?"},
    {"view hoem", FAULT_UNKNOWN_WORD, 6, "did you mean \"home\"?"},
    {"view bakc", FAULT_UNKNOWN_WORD, 6, "did you mean \"back\"?"},
    {"view forwrad", FAULT_UNKNOWN_WORD, 6, "did you mean \"forward\"?"},
    {"view home dff", FAULT_UNKNOWN_WORD, 11, "did you mean \"df\"?"},
    {"cursor nextpoint", FAULT_UNKNOWN_WORD, 8, "did you mean \"next-point\"?"},
    {"cursor of", FAULT_UNKNOWN_WORD, 8, "did you mean \"off\"?"},
    {"text-size biger", FAULT_UNKNOWN_WORD, 11, "did you mean \"bigger\"?"},
    {"derivative 3", FAULT_UNKNOWN_WORD, 12, "0, 1, 2"},
    {"derivative 0,", FAULT_UNKNOWN_WORD, 12, "such as 0,1"},
    {"derivative 0,,1", FAULT_UNKNOWN_WORD, 12, "such as 0,1"},
    {"derivative 01", FAULT_UNKNOWN_WORD, 12, "such as 0,1"},
    {"derivative cylce", FAULT_UNKNOWN_WORD, 12, "did you mean \"cycle\"?"},
    {"scale z log", FAULT_UNKNOWN_WORD, 7, "x|y"},
    {"scale x lgo", FAULT_UNKNOWN_WORD, 9, "did you mean \"log\"?"},
    {"zoom 0.5 bth", FAULT_UNKNOWN_WORD, 10, "did you mean \"both\"?"},
    {"zoom 0.5 0 1 bth", FAULT_UNKNOWN_WORD, 14, "did you mean \"both\"?"},
    {"zoom 0.5 y dg2f", FAULT_UNKNOWN_WORD, 12, "did you mean \"d2f\"?"},
    {"next fnction", FAULT_UNKNOWN_WORD, 6, "did you mean \"function\"?"},
    {"edit lefft", FAULT_UNKNOWN_WORD, 6, "did you mean \"left\"?"},
};

static const struct wrong wrong_functions[] = {
    {"show softmax", FAULT_UNKNOWN_FUNCTION, 6, "it maps a vector to a vector"},
    {"show sigmoit", FAULT_UNKNOWN_FUNCTION, 6, "did you mean \"sigmoid\"?"},
    {"show tanh leekyrelu", FAULT_UNKNOWN_FUNCTION, 11, "did you mean \"leaky_relu\"?"},
    {"toggle qqqqqq", FAULT_UNKNOWN_FUNCTION, 8, "actscope list"},
    {"only σ tanhh", FAULT_UNKNOWN_FUNCTION, 6, "actscope list"},
    {"show tanh \"\" relu", FAULT_UNKNOWN_FUNCTION, 11, "actscope list"},
    {"hide tanh all", FAULT_UNKNOWN_FUNCTION, 11, "unknown function \"all\""},
    {"param leaky beta 1", FAULT_UNKNOWN_FUNCTION, 7, "did you mean \"leaky_relu\"?"},
    {"param leaky_relu beta 1", FAULT_UNKNOWN_PARAMETER, 18, "it has alpha"},
    {"param leaky_relu alpah 1", FAULT_UNKNOWN_PARAMETER, 18, "it has alpha"},
    {"param tanh alpha 1", FAULT_UNKNOWN_PARAMETER, 12, "has no parameters"},
    {"focus relu", FAULT_RANGE, 7, "`show relu` first"},
};

static const struct wrong wrong_counts[] = {
    {"show", FAULT_MISSING_ARGUMENT, 5, "expected ID"},
    {"show  # tanh", FAULT_MISSING_ARGUMENT, 7, "show ID…"},
    {"toggle; grid", FAULT_MISSING_ARGUMENT, 7, "expected ID"},
    {"toggle tanh relu", FAULT_EXTRA_ARGUMENT, 13, "\"relu\" is one word too many"},
    {"hide all tanh", FAULT_EXTRA_ARGUMENT, 10, "\"tanh\" is one word too many"},
    {"grid on off", FAULT_EXTRA_ARGUMENT, 9, "\"off\" is one word too many"},
    {"leave now", FAULT_EXTRA_ARGUMENT, 7, "leave is all there is"},
    {"param leaky_relu alpha", FAULT_MISSING_ARGUMENT, 23, "expected VALUE"},
    {"view 1", FAULT_MISSING_ARGUMENT, 7, "expected XMAX"},
    {"view 0 1 2", FAULT_MISSING_ARGUMENT, 11, "expected YMAX"},
    {"view 0 1 2 df", FAULT_NUMBER, 12, "YMAX"},
    {"view 0 1 2 3 f f", FAULT_EXTRA_ARGUMENT, 16, "one word too many"},
    {"zoom", FAULT_MISSING_ARGUMENT, 5, "expected FACTOR"},
    {"zoom 0.5 0.1", FAULT_MISSING_ARGUMENT, 13, "expected Y"},
    {"zoom 0.5 0.1 y", FAULT_NUMBER, 14, "expected Y"},
    {"pan 1", FAULT_MISSING_ARGUMENT, 6, "expected DY"},
    {"bind d", FAULT_MISSING_ARGUMENT, 7, "expected COMMAND"},
    {"layout overlay next", FAULT_EXTRA_ARGUMENT, 16, "one word too many"},
};

static const struct wrong wrong_numbers[] = {
    {"cursor nan", FAULT_NUMBER, 8, "X must be a finite number"},
    {"cursor inf", FAULT_NUMBER, 8, "X must be a finite number"},
    {"cursor -Infinity", FAULT_NUMBER, 8, "X must be a finite number"},
    {"cursor 1e999", FAULT_NUMBER, 8, "X must be a finite number"},
    {"cursor 0x1p9999", FAULT_NUMBER, 8, "X must be a finite number"},
    {"cursor 1,5", FAULT_NUMBER, 8, "\"1,5\" is not a number"},
    {"cursor 1.5.", FAULT_NUMBER, 8, "\"1.5.\" is not a number"},
    {"cursor 0xg", FAULT_NUMBER, 8, "\"0xg\" is not a number"},
    {"cursor \"\"", FAULT_NUMBER, 8, "\"\" is not a number"},
    {"cursor 1.2e308", FAULT_LIMIT, 8, "1e308"},
    {"view 0 a", FAULT_NUMBER, 8, "expected XMAX"},
    {"view nan 1", FAULT_NUMBER, 6, "XMIN must be a finite number"},
    {"view 5 -5", FAULT_RANGE, 6, "the lower end comes first"},
    {"view 5 5", FAULT_RANGE, 6, "the lower end comes first"},
    {"view 0 1 5 -5", FAULT_RANGE, 10, "the lower end comes first"},
    {"view -1e301 1", FAULT_LIMIT, 6, "1e+300"},
    {"view 0 1 0 2e300", FAULT_LIMIT, 10, "1e+300"},
    {"view 0 1e-310", FAULT_LIMIT, 6, "finer than double precision"},
    {"scale x log; view -1 1", FAULT_RANGE, 19, "positive ends"},
    {"zoom 0", FAULT_RANGE, 6, "greater than 0"},
    {"zoom -1 x", FAULT_RANGE, 6, "greater than 0"},
    {"zoom 1e-20", FAULT_LIMIT, 6, "as far as doubles go"},
    {"zoom 1e308", FAULT_LIMIT, 6, "end of the axis"},
    {"text-size 0.4", FAULT_RANGE, 11, "from 0.5 to 4"},
    {"text-size 4.1", FAULT_RANGE, 11, "from 0.5 to 4"},
    {"nudge 1", FAULT_RANGE, 7, "Sigmoid has no parameter"},
    {"hide all; nudge 1", FAULT_RANGE, 17, "nothing is shown"},
    {"wait -1", FAULT_RANGE, 6, "0 to 3600"},
};

static const struct wrong wrong_text[] = {
    {"group \"open", FAULT_QUOTE, 7, "no closing quote"},
    {"grid off; group \"open; # \\\"", FAULT_QUOTE, 17, "no closing quote"},
    {"group \"ends in \\", FAULT_QUOTE, 7, "no closing quote"},
    {"grid \xff", FAULT_UTF8, 6, "byte 0xff"},
    {"group σ\xc3", FAULT_UTF8, 8, "byte 0xc3"},
    {"\xed\xa0\x80", FAULT_UTF8, 1, "byte 0xed"},
    {"# comment \x80", FAULT_UTF8, 11, "byte 0x80"},
    {"group σσ; gird", FAULT_UNKNOWN_COMMAND, 11, "did you mean \"grid\"?"},
};

static const struct wrong wrong_nested[] = {
    {"bind Schift+a grid", FAULT_UNKNOWN_KEY, 6, "unknown key"},
    {"bind PageDwn grid", FAULT_UNKNOWN_KEY, 6, "did you mean \"PageDown\"?"},
    {"bind d gird", FAULT_UNKNOWN_COMMAND, 8, "did you mean \"grid\"?"},
    {"bind d \"gird on\"", FAULT_UNKNOWN_COMMAND, 9, "did you mean \"grid\"?"},
    {"bind d \"grid on; gird off\"", FAULT_UNKNOWN_COMMAND, 18, "did you mean \"grid\"?"},
    {"bind d \"\"", FAULT_MISSING_ARGUMENT, 8, "unbind"},
    {"unbind d", FAULT_UNKNOWN_KEY, 8, "not bound"},
    {"press d", FAULT_UNKNOWN_KEY, 7, "not bound"},
    {"expect-state gird", FAULT_UNKNOWN_COMMAND, 14, "did you mean \"grid\"?"},
    {"expect-state \"gird\"", FAULT_UNKNOWN_COMMAND, 15, "did you mean \"grid\"?"},
    {"group σ; expect-state grid mayby", FAULT_UNKNOWN_WORD, 28, "on|off|toggle"},
    {"expect-state grid off", FAULT_EXPECT, 14, "`grid off`"},
    {"type x", FAULT_RANGE, 6, "no entry line is open"},
    {"quit", FAULT_WINDOW, 1, "program"},
    {"source x.actscope", FAULT_WINDOW, 8, "program"},
};

// Tells all rows that fail, because they often fail together.
static int count_wrong(const struct wrong *rows, size_t n)
{
    int failed = 0;
    for (size_t i = 0; i < n; i++) {
        struct session *session = session_new();
        struct fault fault = apply_wrong(session, rows[i].line);
        if (fault.id != rows[i].id || fault.column != rows[i].column ||
            !strstr(fault.text, rows[i].expected)) {
            print_error("`%s`: fault %d, column %d, \"%s\"\n  expected %d, %d, \"%s\"\n",
                        rows[i].line, (int)fault.id, fault.column, fault.text, (int)rows[i].id,
                        rows[i].column, rows[i].expected);
            failed++;
        }
        assert_int_equal(session->depth, 0);
        free(session);
    }
    return failed;
}

static void wrong_lines_are_explained(void **state)
{
    (void)state;
    static const struct {
        const struct wrong *rows;
        size_t n;
    } tables[] = {
        {wrong_commands, COUNT(wrong_commands)},   {wrong_words, COUNT(wrong_words)},
        {wrong_functions, COUNT(wrong_functions)}, {wrong_counts, COUNT(wrong_counts)},
        {wrong_numbers, COUNT(wrong_numbers)},     {wrong_text, COUNT(wrong_text)},
        {wrong_nested, COUNT(wrong_nested)},
    };
    int failed = 0;
    for (size_t i = 0; i < COUNT(tables); i++)
        failed += count_wrong(tables[i].rows, tables[i].n);
    assert_int_equal(failed, 0);
}

// A command that is refused does nothing at all.
static void refused_commands_change_nothing(void **state)
{
    (void)state;
    static const char *const starts[] = {
        "",         "cursor 1; scale x log; scale y log", "hide all",
        "cursor 1", "view -1e300 1e300 -1e300 1e300",     "layout overlay"};
    static const char *const lines[] = {
        "view 0 1 5 -5",     "view 5 -5 0 1",  "zoom 1e-20",       "zoom 1e308",
        "pan 1e300 0",       "pan 0 1e300",    "pan 0.1 1e300",    "cursor by 1e300",
        "cursor 1.2e308",    "text-size 9",    "focus leaky_relu", "param leaky_relu beta 1",
        "expect-state gird", "show tanh gird", "only tanh gird",   "cursor next-point",
    };
    int refusals = 0;
    for (size_t s = 0; s < COUNT(starts); s++)
        for (size_t i = 0; i < COUNT(lines); i++) {
            struct session *session = session_new();
            apply(session, starts[s]);
            struct state before = session->state;
            bool refused = !command_apply(session, lines[i], NULL, 0, NULL);
            if (refused && !state_equal(&before, &session->state))
                fail_msg("after `%s`, `%s` changed the state", starts[s], lines[i]);
            refusals += refused;
            free(session);
        }
    assert_true(refusals > (int)(COUNT(starts) * COUNT(lines)) / 2);
}

static void the_place_of_a_fault_is_filled_in(void **state)
{
    (void)state;
    struct session *session = session_new();
    struct fault fault = {0};
    assert_false(command_apply(session, "grid on; gird", "a.actscope", 7, &fault));
    assert_string_equal(fault.source, "a.actscope");
    assert_int_equal(fault.line, 7);
    assert_int_equal(fault.column, 10);
    assert_false(command_applyf(session, &fault, "show %s", "tahn"));
    assert_string_equal(fault.source, "");
    assert_int_equal(fault.line, 0);
    assert_int_equal(fault.column, 6);
    assert_false(command_apply(session, "gird", NULL, 0, NULL));
    free(session);
}

// --- Splitting

static void commands_on_a_line_stop_at_the_first_mistake(void **state)
{
    (void)state;
    struct session *session = session_new();
    apply_wrong(session, "grid off; legend mayby; points off");
    assert_state(session, "grid off; legend off; points on");
    apply(session, "group \"a;b # c\"; points off # ; points on");
    assert_string_equal(session->bind_group, "a;b # c");
    assert_false(session->state.points);
    apply(session, "group a#b\"c");
    assert_string_equal(session->bind_group, "a#b\"c");
    apply(session, "group \"say \\\"σ\\\" \\\\ \\n\"");
    assert_string_equal(session->bind_group, "say \"σ\" \\ \\n");
    free(session);
}

static void long_lines_are_refused_whole(void **state)
{
    (void)state;
    static char line[3 * COMMAND_LINE_MAX];
    struct session *session = session_new();
    memset(line, ' ', sizeof line - 1);
    memcpy(line, "grid off", 8);
    assert_int_equal(apply_wrong(session, line).id, FAULT_LIMIT);
    assert_int_equal(command_run(session, line, NULL, NULL, NULL), 1);
    struct text_place place = text_place_first;
    char out[COMMAND_LINE_MAX];
    assert_true(command_next(line, &place, out)); // cut, but long enough to be refused
    assert_int_equal(apply_wrong(session, out).id, FAULT_LIMIT);
    assert_true(session->state.grid);
    line[COMMAND_LINE_MAX - 96] = '\0';
    apply(session, line);
    assert_false(session->state.grid);
    free(session);
}

// As many words as fit in a line, and a few more than there are functions.
static void many_words_are_refused(void **state)
{
    (void)state;
    struct session *session = session_new();
    for (int n = 1; n < 130; n++) {
        char line[COMMAND_LINE_MAX] = "only";
        for (int i = 0; i < n; i++)
            strcat(line, i % 2 ? " tanh" : " step");
        struct fault fault = {0};
        bool ok = command_apply(session, line, NULL, 0, &fault);
        assert_true(ok == (n <= COMMAND_ARGUMENTS_MAX));
        assert_true(ok || fault.id == FAULT_LIMIT);
        assert_true(ok || fault.column > 5 * COMMAND_ARGUMENTS_MAX);
    }
    assert_state(session, "only step tanh");
    free(session);
}

// command_next gives a script command by command: together they do what the whole lines do.
static const char *const texts[] = {
    "",
    "grid off",
    "grid off\n\n\nlegend on\n",
    "grid off;legend on;\n;;points off",
    "grid off # ; grid on\nlegend on",
    "# ; legend on\ngrid off",
    "grid off;# ; legend on\npoints off",
    "grid off#;legend on\npoints off",
    "group \"a;b\";grid off",
    "group \"a # b\";grid off",
    "group \"a\\\"; legend on\";grid off",
    "group \"a\\\\\";grid off",
    "group \"a\"#; legend on\ngrid off",
    "group a\"b;grid off;group c\"d",
    "group a#b;grid off",
    "group \"a\"\"b;c\";grid off\nlegend on",
    "group \"open; grid off\nlegend on",
    "gird; legend on\nlegend on;gird;points off\nhints off",
    "grid off\r\nlegend on # comment\r\n\r\npoints off",
    "bind a \"grid off; legend on\"; press a",
    "bind a group \"a;b\"; press a",
    "group \\\"; grid off",
};

// Runs a text as a window does with a script.
static int run_commands(struct session *session, const char *text)
{
    struct text_place place = text_place_first;
    int mistakes = 0;
    enum command_step step;
    while ((step = command_step(session, text, &place, NULL, NULL)) != COMMAND_END)
        mistakes += step == COMMAND_MISTAKE;
    return mistakes;
}

static void commands_one_by_one_do_what_lines_do(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(texts); i++) {
        struct session *a = session_new(), *b = session_new();
        int in_lines = command_run(a, texts[i], NULL, NULL, NULL);
        int one_by_one = run_commands(b, texts[i]);
        if (in_lines != one_by_one || !state_equal(&a->state, &b->state) ||
            strcmp(a->bind_group, b->bind_group) != 0 || a->keymap.n != b->keymap.n)
            fail_msg("text %zu: %d mistakes in lines, %d one by one, or another state", i, in_lines,
                     one_by_one);
        free(a);
        free(b);
    }
}

static void command_next_tells_commands_and_lines(void **state)
{
    (void)state;
    static const struct {
        const char *command;
        int line, column; // characters of the line before it
    } rows[] = {
        {"grid off", 1, 0}, {" legend on", 1, 9},    {"", 2, 0},
        {"# a; b", 3, 0},   {"group \"σ;y\"", 4, 0}, {" quit", 4, 12},
    };
    const char *text = "grid off; legend on\n\n# a; b\ngroup \"σ;y\"; quit";
    char out[COMMAND_LINE_MAX];
    size_t i = 0;
    struct text_place place = text_place_first, before = place;
    for (; command_next(text, &place, out); before = place, i++) {
        assert_true(i < COUNT(rows));
        assert_string_equal(out, rows[i].command);
        assert_int_equal(before.line, rows[i].line);
        assert_int_equal(before.column, rows[i].column);
    }
    assert_int_equal(i, COUNT(rows));
    assert_int_equal(place.offset, strlen(text));
}

struct reports {
    int n;
    int lines[8], columns[8];
};

static void count_report(void *user, const struct fault *fault)
{
    struct reports *reports = user;
    assert_true(reports->n < 8);
    assert_string_equal(fault->source, "walk.actscope");
    reports->lines[reports->n] = fault->line;
    reports->columns[reports->n++] = fault->column;
}

static void a_text_goes_on_after_mistakes(void **state)
{
    (void)state;
    struct session *session = session_new();
    struct reports reports = {0};
    const char *text = "gird\ngrid off\n\nshow tahn; points off\nlegend on\nview 5 -5";
    int n = command_run(session, text, "walk.actscope", count_report, &reports);
    assert_int_equal(n, 3);
    assert_int_equal(reports.n, 3);
    assert_int_equal(reports.lines[0], 1);
    assert_int_equal(reports.lines[1], 4);
    assert_int_equal(reports.lines[2], 6);
    assert_state(session, "grid off; legend on; points off");
    free(session);
}

// In a text `;` is as good as a line break; columns count from the beginning of the line.
static void a_line_of_a_text_goes_on_after_mistakes(void **state)
{
    (void)state;
    struct session *session = session_new();
    struct reports reports = {0};
    const char *text = "bind d gird\ngroup σσ; gird; points off; show tahn; grid \xff; legend on";
    assert_int_equal(command_run(session, text, "walk.actscope", count_report, &reports), 4);
    static const int lines[] = {1, 2, 2, 2}, columns[] = {8, 11, 34, 45};
    for (size_t i = 0; i < COUNT(lines); i++) {
        assert_int_equal(reports.lines[i], lines[i]);
        assert_int_equal(reports.columns[i], columns[i]);
    }
    assert_state(session, "points off; legend on");
    free(session);
}

// --- Commands within commands

static void presses_that_press_each_other_end(void **state)
{
    (void)state;
    struct session *session = session_new();
    apply(session, "bind a press b; bind b press a; bind c press c; bind d grid toggle");
    assert_int_equal(apply_wrong(session, "press a").id, FAULT_LIMIT);
    assert_int_equal(apply_wrong(session, "press c").id, FAULT_LIMIT);
    assert_int_equal(session->depth, 0);
    apply(session, "press d");
    assert_false(session->state.grid);
    apply(session, "bind e press d; press e");
    assert_true(session->state.grid);
    free(session);
}

static void a_fault_in_a_key_names_the_key(void **state)
{
    (void)state;
    struct session *session = session_new();
    apply(session, "bind shift+x \"grid off; view 5 -5\"");
    struct fault fault = apply_wrong(session, "points off; press X");
    assert_int_equal(fault.id, FAULT_RANGE);
    assert_string_equal(fault.source, "key X");
    assert_int_equal(fault.column, 16);
    free(session);
}

static void bindings_keep_the_rest_of_the_line(void **state)
{
    (void)state;
    static const struct {
        const char *line, *key, *command, *help;
    } rows[] = {
        {"bind d derivative cycle", "d", "derivative cycle", ""},
        {"bind d grid   on   # The grid", "d", "grid   on", "The grid"},
        {"bind d \"grid on; legend on\" # Both", "d", "grid on; legend on", "Both"},
        {"bind d group \"a;b\"", "d", "group \"a;b\"", ""},
        {"bind d \"group \\\"a;b\\\"\"", "d", "group \"a;b\"", ""},
        {"bind \";\" grid", ";", "grid", ""},
        {"bind \"#\" grid", "#", "grid", ""},
        {"bind d grid\ton", "d", "grid\ton", ""},
        {"bind d grid # Help \r", "d", "grid", "Help"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct session *session = session_new();
        apply(session, "group \"Keys\"");
        apply(session, rows[i].line);
        const struct binding *binding = keymap_find(&session->keymap, rows[i].key);
        assert_non_null(binding);
        assert_string_equal(binding->command, rows[i].command);
        assert_string_equal(binding->help, rows[i].help);
        assert_string_equal(binding->group, "Keys");
        free(session);
    }
}

static void expect_state_compares_and_changes_nothing(void **state)
{
    (void)state;
    struct session *session = session_new();
    struct state before = session->state;
    apply(session, "expect-state grid on");
    apply(session, "expect-state \"grid on; only sigmoid tanh; view -5 5\"");
    apply(session, "expect-state expect-state grid on");
    apply(session, "expect-state \"zoom 0.5; view back\"");
    assert_int_equal(apply_wrong(session, "expect-state zoom 0.5").id, FAULT_EXPECT);
    assert_int_equal(apply_wrong(session, "expect-state grid").id, FAULT_EXPECT);
    assert_int_equal(apply_wrong(session, "expect-state quit").id, FAULT_WINDOW);
    assert_true(state_equal(&before, &session->state));
    assert_int_equal(session->history.n, 0);
    free(session);
}

// --- The host

struct calls {
    int n;
    enum host_action action;
    char argument[64];
    char log[256];
};

static bool remember_call(void *user, enum host_action action, const char *argument,
                          struct fault *fault)
{
    struct calls *calls = user;
    calls->n++;
    calls->action = action;
    snprintf(calls->argument, sizeof calls->argument, "%.60s", argument);
    return action != HOST_SOURCE || fault_set(fault, FAULT_FILE, "no such file");
}

static void remember_log(void *user, const char *command)
{
    struct calls *calls = user;
    size_t n = strlen(calls->log);
    snprintf(calls->log + n, sizeof calls->log - n, "%s|", command);
}

static void the_host_is_asked(void **state)
{
    (void)state;
    static const struct {
        const char *line;
        enum host_action action;
        const char *argument;
    } rows[] = {
        {"save", HOST_SAVE, ""},
        {"save \"a b.png\"", HOST_SAVE, "a b.png"},
        {"quit", HOST_QUIT, ""},
        {"snapshot out.png", HOST_SNAPSHOT, "out.png"},
        {"wait 0.5", HOST_WAIT, "0.5"},
        {"copy", HOST_COPY, "reset\n"},
        {"copy state", HOST_COPY, "reset\n"},
        {"copy picture", HOST_COPY_PICTURE, ""},
        {"open \"a b\"", HOST_OPEN, "a b"},
        {"paste", HOST_PASTE, ""},
    };
    struct session *session = session_new();
    struct calls calls = {0};
    session->host = (struct host){.user = &calls, .perform = remember_call, .log = remember_log};
    for (size_t i = 0; i < COUNT(rows); i++) {
        apply(session, rows[i].line);
        assert_int_equal(calls.n, i + 1);
        assert_int_equal(calls.action, rows[i].action);
        assert_memory_equal(calls.argument, rows[i].argument, strlen(rows[i].argument));
    }
    assert_int_equal(apply_wrong(session, "source gone").id, FAULT_FILE);
    free(session);
}

static void every_command_is_logged_once(void **state)
{
    (void)state;
    struct session *session = session_new();
    struct calls calls = {0};
    session->host = (struct host){.user = &calls, .perform = remember_call, .log = remember_log};
    apply(session, "bind d grid off; ; press d # now");
    apply(session, "# nothing");
    apply(session, "  expect-state grid off ; points   off  ");
    assert_string_equal(calls.log,
                        "bind d grid off|press d|grid off|expect-state grid off|points   off|");
    free(session);
}

// --- The table

static void flags_are_found_by_name(void **state)
{
    (void)state;
    assert_true(command_has_flag("wait", 4, COMMAND_WINDOW));
    assert_true(command_has_flag("wait 1", 4, COMMAND_WINDOW));
    assert_false(command_has_flag("grid", 4, COMMAND_WINDOW));
    assert_false(command_has_flag("wai", 3, COMMAND_WINDOW));
    assert_false(command_has_flag("", 0, ~0u));
    assert_true(command_has_flag("view", 4, COMMAND_VIEW));
}

static void what_is_seen_is_drawn_anew(void **state)
{
    (void)state;
    static const struct {
        const char *line;
        bool stale, eased;
    } rows[] = {
        {"grid", true, false},
        {"theme dark", true, false},
        {"show relu", true, false},
        {"zoom 0.5", true, true},
        {"pan 0.1 0", true, false},
        {"fullscreen", true, false},
        {"highlight tanh", true, false},
        {"cursor 1", true, false},
        {"expect-state grid on", false, false},
        {"group \"Curves\"", false, false},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct session *session = session_new();
        session->stale = false;
        apply(session, rows[i].line);
        assert_int_equal(session->stale, rows[i].stale);
        assert_int_equal(session->eased, rows[i].eased);
        free(session);
    }
    assert_null(command_row(-1));
}

static void messages_are_one_line(void **state)
{
    (void)state;
    struct session *session = session_new();
    session_message(session, true, "0:1: error\n\tsigmoid′ \x7f\r\n\n");
    assert_string_equal(session->message, "0:1: error  sigmoid′");
    apply(session, "view back"); // information, no fault
    assert_contains(session->message, "first view");
    assert_false(session->message_is_fault);
    apply(session, "view forward");
    assert_contains(session->message, "last view");
    assert_false(session->message_is_fault);
    free(session);
}

static void messages_go_with_the_next_command_unless_it_is_quiet(void **state)
{
    (void)state;
    struct session *session = session_new();
    session_message(session, true, "a %s", "message");
    apply(session, "cursor 1; highlight tanh");
    assert_string_equal(session->message, "a message");
    apply(session, "grid");
    assert_string_equal(session->message, "");
    free(session);
}

// --- Completion

static void completion_offers_what_may_stand_here(void **state)
{
    (void)state;
    struct session *session = session_new();
    static const struct {
        const char *line; // the caret stands at its end
        size_t word_at;
        const char *words; // the candidates, in their order
    } rows[] = {
        {"gr", 0, "grid group"},
        {"grid", 0, "grid"},
        {"xyz", 0, ""},
        {"grid ", 5, "on off toggle"},
        {"grid o", 5, "on off"},
        {"grid on ", 8, ""},
        {"grid on; leg", 9, "legend"},
        {"grid on;leg", 8, "legend"},
        {"group \"a;b\"; leg", 13, "legend"},
        {"group \"a; leg", 13, ""},
        {"grid # le", 9, ""},
        {"grid # ", 7, ""},
        {"show sigm", 5, "sigmoid"},
        {"show step tanh leaky", 15, "leaky_relu"},
        {"hide al", 5, "all"},
        {"param leaky_relu ", 17, "alpha"},
        {"param lrelu a", 12, "alpha"},
        {"param tanh ", 11, ""},
        {"param leaky_relu alpha ", 23, "sweep"},
        {"view ", 5, "home fit back forward"},
        {"view 0 1 ", 9, "f df d2f all"},
        {"view 0 1 2 3 ", 13, "f df d2f all"},
        {"view fit d", 9, "df d2f"},
        {"zoom 0.5 ", 9, "x y both f df d2f all"},
        {"zoom 0.5 0 0 b", 13, "both"},
        {"zoom 0.5 0 0 x d", 15, "df d2f"},
        {"scale x ", 8, "linear log symlog toggle"},
        {"layout ", 7, "overlay stacked side-by-side grid next"},
        {"cursor by 1 2 3 4 5 6 7 8 9 10 11 12 ", 37, ""},
        {"leave ", 6, ""},
        {"\xcf", 0, ""},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        char candidates[ENTRY_CANDIDATES_MAX][ENTRY_CANDIDATE_MAX], words[1024] = "";
        size_t word_at = 999;
        int n = command_complete(session, rows[i].line, strlen(rows[i].line), candidates,
                                 ENTRY_CANDIDATES_MAX, &word_at);
        for (int k = 0; k < n; k++)
            strcat(strcat(words, k > 0 ? " " : ""), candidates[k]);
        if (strcmp(words, rows[i].words) != 0 || (n > 0 && word_at != rows[i].word_at))
            fail_msg("`%s`: \"%s\" at %zu", rows[i].line, words, word_at);
    }
    free(session);
}

static void completion_stops_at_the_caret_and_at_its_most(void **state)
{
    (void)state;
    struct session *session = session_new();
    char candidates[3][ENTRY_CANDIDATE_MAX];
    size_t word_at;
    assert_int_equal(command_complete(session, "", 0, candidates, 3, &word_at), 3);
    assert_string_equal(candidates[0], "show");
    assert_int_equal(word_at, 0);
    assert_int_equal(command_complete(session, "grid on; leg", 2, candidates, 3, &word_at), 2);
    assert_int_equal(command_complete(session, "grid on", 6, candidates, 3, &word_at), 2);
    assert_int_equal(word_at, 5);
    free(session);
}

// --- The words of rows

// Calls `use` for each word and placeholder of a row's argument text.
static void each_word(const struct command_row *row,
                      void (*use)(const char *word, const struct command_row *row, void *user),
                      void *user)
{
    char word[64];
    for (const char *p = row->arguments + strspn(row->arguments, " []|"); *p != '\0';) {
        size_t n = strcspn(p, " []|");
        snprintf(word, sizeof word, "%.*s", (int)n, p);
        char *dots = strstr(word, "…");
        if (dots != NULL)
            *dots = '\0';
        use(word, row, user);
        p += n;
        p += strspn(p, " []|");
    }
}

static void check_placeholder(const char *word, const struct command_row *row, void *user)
{
    (void)user;
    if (word[0] >= 'A' && word[0] <= 'Z' && slot_find(word) == SLOT_WORD)
        fail_msg("%s of `%s %s` has no PLACEHOLDER row in word.def", word, row->name,
                 row->arguments);
}

static void every_placeholder_has_a_row(void **state)
{
    (void)state;
    for (int i = 0; command_row(i) != NULL; i++)
        each_word(command_row(i), check_placeholder, NULL);
}

struct searched {
    const char *word;
    bool found;
};

static void note_word(const char *word, const struct command_row *row, void *user)
{
    (void)row;
    struct searched *searched = user;
    searched->found = searched->found || strcmp(word, searched->word) == 0;
}

static void every_word_that_handlers_ask_for_stands_in_a_row(void **state)
{
    (void)state;
    for (int w = 0; w < COMMAND_WORDS; w++) {
        struct searched searched = {.word = command_word((enum command_word)w)};
        for (int i = 0; command_row(i) != NULL; i++)
            each_word(command_row(i), note_word, &searched);
        if (!searched.found)
            fail_msg("\"%s\" of word.def stands in no row of command.def", searched.word);
    }
}

// The values of each enumeration can be said, and are what was said.
static void every_value_has_its_word_in_the_row(void **state)
{
    (void)state;
    struct session *session = session_new();
    char line[128];
#define SAY(command, type, count, name, now)                                                       \
    for (int i = 0; i < (count); i++) {                                                            \
        snprintf(line, sizeof line, command " %s", name((type)i));                                 \
        apply(session, line);                                                                      \
        assert_int_equal(now, i);                                                                  \
    }
    const struct state *s = &session->state;
    SAY("layout", enum layout, LAYOUT_COUNT, layout_name, s->layout)
    SAY("language", int, language_word(2) == NULL ? 2 : 3, language_word, s->language)
    SAY("scale x", enum scale_kind, SCALE_COUNT, scale_name, s->x.scale)
    SAY("page", enum page, PAGE_COUNT, page_word, s->laboratory.page)
    SAY("network init", enum initialisation, INIT_COUNT, initialisation_name, s->laboratory.init)
    SAY("race dataset", enum race_data, RACE_DATA_COUNT, race_data_name, s->laboratory.data)
    SAY("race init", enum race_init, RACE_INIT_COUNT, race_init_name, s->laboratory.race_init)
    SAY("race optimiser", enum race_optimiser, RACE_OPTIMISER_COUNT, race_optimiser_name,
        s->laboratory.optimiser)
#undef SAY
    session_delete(session);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(right_lines_are_accepted),
        cmocka_unit_test(wrong_lines_are_explained),
        cmocka_unit_test(refused_commands_change_nothing),
        cmocka_unit_test(the_place_of_a_fault_is_filled_in),
        cmocka_unit_test(commands_on_a_line_stop_at_the_first_mistake),
        cmocka_unit_test(long_lines_are_refused_whole),
        cmocka_unit_test(many_words_are_refused),
        cmocka_unit_test(commands_one_by_one_do_what_lines_do),
        cmocka_unit_test(command_next_tells_commands_and_lines),
        cmocka_unit_test(a_text_goes_on_after_mistakes),
        cmocka_unit_test(a_line_of_a_text_goes_on_after_mistakes),
        cmocka_unit_test(messages_are_one_line),
        cmocka_unit_test(presses_that_press_each_other_end),
        cmocka_unit_test(a_fault_in_a_key_names_the_key),
        cmocka_unit_test(bindings_keep_the_rest_of_the_line),
        cmocka_unit_test(expect_state_compares_and_changes_nothing),
        cmocka_unit_test(the_host_is_asked),
        cmocka_unit_test(every_command_is_logged_once),
        cmocka_unit_test(flags_are_found_by_name),
        cmocka_unit_test(what_is_seen_is_drawn_anew),
        cmocka_unit_test(messages_go_with_the_next_command_unless_it_is_quiet),
        cmocka_unit_test(completion_offers_what_may_stand_here),
        cmocka_unit_test(completion_stops_at_the_caret_and_at_its_most),
        cmocka_unit_test(every_placeholder_has_a_row),
        cmocka_unit_test(every_word_that_handlers_ask_for_stands_in_a_row),
        cmocka_unit_test(every_value_has_its_word_in_the_row),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
