// Signs that were typed fast: which are keys, and which are a formula or a command.
#include "helper.h"

#include "control/typing.h"

// Runs over a row's signs one after the other, with the line that each of them finds open: 's'
// opens the line for a file, 'x' that for an x, '/' that for a name, as the default keys do.
// Returns after how many signs it is decided, and what in *typed.
static size_t decide(const struct state *state, const char *signs, enum typed *typed)
{
    enum entry_kind line = ENTRY_NONE;
    char part[64];
    size_t n = strlen(signs);
    for (size_t i = 1; i <= n; i++) {
        snprintf(part, sizeof part, "%.*s", (int)i, signs);
        *typed = typing_judge(state, part, line);
        if (*typed != TYPED_PERHAPS)
            return i;
        char c = signs[i - 1];
        if (line == ENTRY_NONE)
            line = c == 's' ? ENTRY_SAVE : c == 'x' ? ENTRY_X : c == '/' ? ENTRY_FIND : ENTRY_NONE;
    }
    return n;
}

static void formulas_are_recognised(void **state)
{
    (void)state;
    static const struct {
        const char *signs;
        size_t at; // after so many bytes
    } rows[] = {
        {"sqrt(x)", 5},    {"relu(x)*2", 3},   {"tanh", 3},     {"tanh(x)", 3},  {"sin(x)", 4},
        {"exp(-x)", 3},    {"log(x)", 3},      {"ln(x)", 3},    {"abs(x)", 3},   {"max(0,x)", 3},
        {"sigmoid(x)", 8}, {"sigmoid\r", 8},   {"sqrt\r", 5},   {"x^2", 2},      {"x*tanh(x)", 2},
        {"x/(1+x)", 2},    {"e^x", 3},         {"e^-x", 3},     {"2*x", 3},      {"2*tanh(x)", 5},
        {"2*sin(x)", 6},   {"1/(1+x)", 3},     {"1/2*x", 3},    {"1/x^2", 5},    {"f(x)=x^2", 3},
        {"y=x^2", 2},      {"f=x", 2},         {"swish2=x", 7}, {"-x^2", 3},     {"(x+1)^2", 3},
        {"2+tanh(x)", 5},  {"0.5*x", 5},       {"erf(x)", 3},   {"swish(x)", 6}, {"arctan(x)", 3},
        {"gelu(x)", 3},    {"x+1", 0},         {"x-1", 0},      {"1.5*x*x", 5},  {"swish2(x)", 0},
        {"step(x)", 5},    {"softplus(x)", 9},
    };
    struct session *session = session_new();
    for (size_t i = 0; i < COUNT(rows); i++) {
        enum typed typed = TYPED_KEYS;
        size_t at = decide(&session->state, rows[i].signs, &typed);
        bool formula = typed == TYPED_FORMULA;
        if (formula != (rows[i].at > 0) || (formula && at != rows[i].at))
            fail_msg("\"%s\" is %d after %zu bytes", rows[i].signs, typed, at);
    }
    session_delete(session);
}

static void keys_stay_keys(void **state)
{
    (void)state;
    static const char *const rows[] = {
        // what one presses quickly
        "ddd",
        "ttt",
        "og",
        "go",
        "gLi",
        "ahr",
        "nnN",
        "pp",
        "12",
        "123456789",
        "3g",
        "d=",
        "g=",
        "d/",
        "1/",
        "2/t",
        "3/tan",
        "1/relu",
        "++",
        "--",
        "-",
        "+",
        ".",
        "b",
        "bb",
        "w",
        "<",
        ">>",
        "[[]]",
        "{}",
        "cv",
        "kl",
        "lk",
        "jj",
        "uU",
        "uD",
        "mm",
        "MM",
        "zP",
        "FF",
        "eee",
        "R",
        "?",
        // in lines that a key has opened
        "x1.5",
        "x-1.25",
        "x0x1p-3",
        "x1e5",
        "x-",
        "x+3",
        "xinf",
        "sfigure",
        "sin.png",
        "sinput.svg",
        "stest",
        "stest.png",
        "soutput.pdf",
        "selu.png",
        "sa b",
        "s\r",
        "sx\r",
        "sfig\r",
        "s1/2",
        "sx^2",
        "s2*x",
        "sqrt",
        "sqrt2",
        "report(1)",
        "sreport(1).png",
        // no formula begins so
        "",
        "(",
        "*",
        "^",
        ")",
        "**",
        "((",
        "1(",
        "2(",
        "d(",
        "d*",
        "1*2",
        "d*g",
        "d(g",
        ",",
        "=",
        " ",
        "\r",
        "x\r",
        "x ",
        "dd ",
        "abc",
        "hello",
        "qqq",
        "gri",
        "xσ",
        "σ",
        "日本",
        "x y",
        "re",
        "ta",
        "si",
    };
    struct session *session = session_new();
    for (size_t i = 0; i < COUNT(rows); i++) {
        enum typed typed = TYPED_KEYS;
        decide(&session->state, rows[i], &typed);
        if (typed == TYPED_FORMULA || typed == TYPED_COMMAND)
            fail_msg("\"%s\" is %d", rows[i], typed);
    }
    session_delete(session);
}

static void commands_are_recognised(void **state)
{
    (void)state;
    static const struct {
        const char *signs;
        bool command;
    } rows[] = {
        {"grid ", true},  {"show ", true},   {"view ", true},       {"hide ", true},
        {"only ", true},  {"theme ", true},  {"layout ", true},     {"zoom ", true},
        {"pan ", true},   {"grip ", false},  {"grid", false},       {"gr ", false},
        {"g ", false},    {" grid ", false}, {"text-size ", false}, {"1grid ", false},
        {"grid  ", true},
    };
    struct session *session = session_new();
    for (size_t i = 0; i < COUNT(rows); i++) {
        enum typed typed = TYPED_KEYS;
        decide(&session->state, rows[i].signs, &typed);
        if ((typed == TYPED_COMMAND) != rows[i].command)
            fail_msg("\"%s\" is %d", rows[i].signs, typed);
    }
    session_delete(session);
}

static void own_functions_are_known(void **state)
{
    (void)state;
    struct session *session = session_new();
    enum typed typed = TYPED_KEYS;
    decide(&session->state, "bump(x)", &typed);
    assert_int_equal(typed, TYPED_KEYS);
    apply(session, "define bump = exp(-x^2)");
    assert_int_equal(decide(&session->state, "bump(x)", &typed), 3);
    assert_int_equal(typed, TYPED_FORMULA);
    session_delete(session);
}

// A name alone, in the formula line, shows the function.
static void a_name_is_a_formula(void **state)
{
    (void)state;
    static const struct {
        const char *typed, *state;
    } rows[] = {
        {"relu", "only sigmoid tanh relu; focus relu"},
        {" relu ", "only sigmoid tanh relu; focus relu"},
        {"tanh", "focus tanh"},
        {"leaky_relu", "only sigmoid tanh leaky_relu; focus leaky_relu"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct session *session = session_new();
        char line[80];
        snprintf(line, sizeof line, "prompt formula; type \"%s\"; edit accept", rows[i].typed);
        apply(session, line);
        assert_int_equal(session->entry.kind, ENTRY_NONE);
        assert_state(session, rows[i].state);
        session_delete(session);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(formulas_are_recognised), cmocka_unit_test(keys_stay_keys),
        cmocka_unit_test(commands_are_recognised), cmocka_unit_test(own_functions_are_known),
        cmocka_unit_test(a_name_is_a_formula),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
