// The base room: faults, the growing buffer, UTF-8, numbers, the nearest word.
#include "base/fault.h"
#include "base/text.h"

#include <float.h>
#include <math.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static void text_grows_and_stays_terminated(void **state)
{
    (void)state;
    struct text text = {0};
    assert_string_equal(text_string(&text), "");
    for (int i = 0; i < 1000; i++)
        text_format(&text, "%d,", i);
    assert_int_equal(text.n, 10 * 2 + 90 * 3 + 900 * 4);
    assert_int_equal(strlen(text.data), text.n);
    assert_true(text.c > text.n);
    assert_string_equal(text.data + text.n - 4, "999,");

    size_t held = text.c;
    text_clear(&text);
    assert_string_equal(text_string(&text), "");
    assert_int_equal(text.c, held);
    text_add(&text, "σ");
    text_add_bytes(&text, "abc", 2);
    text_add_bytes(&text, NULL, 0);
    assert_string_equal(text_string(&text), "σab");

    text_free(&text);
    assert_null(text.data);
    text_free(&text);
    text_free(NULL);
}

static void text_copy_cuts_at_characters(void **state)
{
    (void)state;
    static const struct {
        size_t size;
        const char *from, *to;
        bool whole;
    } rows[] = {
        {4, "abc", "abc", true}, {3, "abc", "ab", false}, {1, "abc", "", false},
        {1, "", "", true},       {3, "aσ", "a", false},   {4, "aσ", "aσ", true},
        {4, "√√", "√", false},   {3, "√", "", false},     {4, "😀", "", false},
        {5, "😀", "😀", true},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        char to[8];
        memset(to, '#', sizeof to);
        assert_int_equal(text_copy(to, rows[i].size, rows[i].from), rows[i].whole);
        assert_string_equal(to, rows[i].to);
        assert_int_equal(to[rows[i].size], '#');
    }
}

// Every byte, not only those of ASCII: what <ctype.h> answers depends on the locale.
static void ascii_letters_are_those_of_ascii(void **state)
{
    (void)state;
    const char *digits = "0123456789", *small = "abcdefghijklmnopqrstuvwxyz";
    const char *capital = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    for (int i = 1; i < 256; i++) {
        char c = (char)i;
        const char *s = strchr(small, c), *l = strchr(capital, c);
        assert_int_equal(ascii_is_digit(c), strchr(digits, c) != NULL);
        assert_int_equal(ascii_is_small(c), s != NULL);
        assert_int_equal(ascii_is_capital(c), l != NULL);
        assert_int_equal(ascii_is_letter(c), s != NULL || l != NULL);
        assert_int_equal(ascii_small(c), l != NULL ? small[l - capital] : c);
        assert_int_equal(ascii_capital(c), s != NULL ? capital[s - small] : c);
    }
    assert_false(ascii_is_digit('\0') || ascii_is_letter('\0'));
}

static void words_are_the_same_whatever_their_case(void **state)
{
    (void)state;
    static const struct {
        const char *a, *b;
        bool same;
    } rows[] = {
        {"", "", true},         {"home", "HOME", true},   {"PageUp", "pageup", true},
        {"home", "hom", false}, {"home", "homes", false}, {"", "a", false},
        {"[", "{", false},      {"Ä", "ä", false},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        assert_int_equal(ascii_same(rows[i].a, rows[i].b), rows[i].same);
        assert_int_equal(ascii_same(rows[i].b, rows[i].a), rows[i].same);
    }
}

static void utf8_takes_only_what_is_well_formed(void **state)
{
    (void)state;
    static const struct {
        const char *string;
        int bad; // -1: valid
    } rows[] = {
        {"", -1},
        {"plain", -1},
        {"σ′(0) = ½√3 日本 😀", -1},
        {"\x7f\xc2\x80\xdf\xbf", -1},
        {"\xe0\xa0\x80\xed\x9f\xbf\xee\x80\x80\xef\xbf\xbf", -1},
        {"\xf0\x90\x80\x80\xf4\x8f\xbf\xbf", -1},
        {"a\x80", 1},               // a follower alone
        {"ab\xc3", 2},              // cut short
        {"ab\xe2\x88", 2},          // cut short
        {"\xf0\x9f\x98", 0},        // cut short
        {"\xc3\x28", 0},            // no follower
        {"\xe2\x28\xa1", 0},        // no follower
        {"\xe2\x82\x28", 0},        // no follower
        {"\xc0\xaf", 0},            // overlong
        {"\xc1\xbf", 0},            // overlong
        {"\xe0\x9f\xbf", 0},        // overlong
        {"\xf0\x8f\xbf\xbf", 0},    // overlong
        {"x\xed\xa0\x80", 1},       // surrogate
        {"x\xed\xbf\xbf", 1},       // surrogate
        {"xy\xf4\x90\x80\x80", 2},  // above U+10FFFF
        {"xyz\xf5\x80\x80\x80", 3}, // above U+10FFFF
        {"\xff", 0},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        size_t bad = 99;
        bool valid = utf8_valid(rows[i].string, strlen(rows[i].string), &bad);
        assert_int_equal(valid, rows[i].bad < 0);
        assert_int_equal(bad, rows[i].bad < 0 ? 99 : rows[i].bad);
        assert_int_equal(utf8_valid(rows[i].string, strlen(rows[i].string), NULL), valid);
    }
    assert_true(utf8_valid("a\0b", 3, NULL));
}

static void utf8_steps_by_characters(void **state)
{
    (void)state;
    static const char string[] = "aσ√😀";
    static const size_t offsets[] = {0, 1, 3, 6, 10};
    for (size_t i = 0; i + 1 < COUNT(offsets); i++) {
        assert_int_equal(utf8_next(string, offsets[i]), offsets[i + 1]);
        assert_int_equal(utf8_previous(string, offsets[i + 1]), offsets[i]);
        assert_int_equal(utf8_count(string, offsets[i]), i);
    }
    assert_int_equal(utf8_next(string, 10), 10);
    assert_int_equal(utf8_previous(string, 0), 0);
    assert_int_equal(utf8_count(string, 10), 4);
    assert_int_equal(utf8_count(string, 1000), 4); // stops at the end
}

static void utf8_columns_are_those_of_a_terminal(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t columns;
    } rows[] = {
        {"", 0},
        {"f(x)", 4},
        {"f′(x) ≥ −∞", 10},
        {"σ√ᴸ½…“”", 7},
        {"シグモイド", 10},
        {"値域 f", 6},
        {"、。「」", 8},
        {"\xEF\xBC\x88", 2},
        {"ハ", 2},
        {"\xEF\xBD\xA0", 2}, // U+FF60, the last of the full-width forms
        {"\xEF\xBD\xA1", 1}, // the first of the half-width ones
        {"\xEF\xBD\xB1", 1}, // ア, half
    };
    for (size_t i = 0; i < COUNT(rows); i++)
        assert_int_equal(utf8_columns(rows[i].text), rows[i].columns);
}

// What the compiler makes of the same letters, at the ends of one to four bytes.
static void utf8_code_points_are_those_of_unicode(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        unsigned point;
    } rows[] = {
        {"", 0},
        {"x", 0x78},
        {"~", 0x7E},
        {"\xC2\x80", 0x80},
        {"é", 0xE9},
        {"σ", 0x3C3},
        {"\xDF\xBF", 0x7FF},
        {"\xE0\xA0\x80", 0x800},
        {"′", 0x2032},
        {"グ", 0x30B0},
        {"\uFFFD", 0xFFFD},
        {"\U00010000", 0x10000},
        {"😀", 0x1F600},
        {"\U0010FFFF", 0x10FFFF},
    };
    for (size_t i = 0; i < COUNT(rows); i++)
        assert_int_equal(utf8_code_point(rows[i].text), rows[i].point);
}

static void number_read_takes_whole_numbers_only(void **state)
{
    (void)state;
    static const struct {
        const char *string;
        double value;
    } good[] = {
        {"0", 0},
        {"-5", -5},
        {"+.5", 0.5},
        {"1e-3", 1e-3},
        {"0x1.8p+1", 3},
        {"-0X1P-2", -0.25},
        {"5e-324", 5e-324},
        {"1.7976931348623157e308", DBL_MAX},
        {"inf", INFINITY},
        {"-INF", -INFINITY},
        {"infinity", INFINITY},
    };
    for (size_t i = 0; i < COUNT(good); i++) {
        double value = 99;
        assert_true(number_read(good[i].string, &value));
        assert_true(value == good[i].value);
    }
    double nan = 0;
    assert_true(number_read("nan", &nan));
    assert_true(isnan(nan));

    static const char *const bad[] = {"",     " ",   " 1",  "1 ",  "\t1",  "\n1",  "1,5",
                                      "1.5x", "e5",  "1e",  "0x",  "--1",  "1..2", "nan(1)",
                                      "−1",   "one", "1 2", "1e+", "infi", "1/2"};
    for (size_t i = 0; i < COUNT(bad); i++) {
        double value = 99;
        assert_false(number_read(bad[i], &value));
        assert_true(value == 99);
    }
}

static void number_print_is_short_and_exact(void **state)
{
    (void)state;
    static const struct {
        double value;
        const char *text;
    } rows[] = {
        {0, "0"},
        {-0.0, "-0"},
        {0.1, "0.1"},
        {10, "10"},
        {-5, "-5"},
        {100, "100"},
        {0.01, "0.01"},
        {1. / 3, "0.3333333333333333"},
        {0.1 + 0.2, "0.30000000000000004"},
        {5e-324, "5e-324"},
        {1e300, "1e+300"},
        {DBL_MAX, "1.7976931348623157e+308"},
        {-2.2250738585072014e-308, "-2.2250738585072014e-308"},
        {INFINITY, "inf"},
        {-INFINITY, "-inf"},
        {NAN, "nan"},
    };
    char out[32];
    for (size_t i = 0; i < COUNT(rows); i++)
        assert_string_equal(number_print(out, sizeof out, rows[i].value), rows[i].text);

    uint64_t bits = 1;
    for (int i = 0; i < 2000; i++) {
        bits = bits * 6364136223846793005u + 1442695040888963407u;
        double value, again;
        memcpy(&value, &bits, sizeof value);
        if (!isfinite(value))
            continue;
        assert_true(number_read(number_print(out, sizeof out, value), &again));
        assert_memory_equal(&value, &again, sizeof value);
    }
}

static void number_show_is_for_people(void **state)
{
    (void)state;
    static const struct {
        double value;
        int digits;
        const char *text;
    } rows[] = {
        {0.25, 6, "0.25"},
        {-1.3169578969248166, 8, "−1.3169579"},
        {4.2483542552915890e-18, 17, "4.2483542552915889×10⁻¹⁸"},
        {4.2483542552915890e-18, 16, "4.248354255291589×10⁻¹⁸"},
        {4.2483542552915890e-18, 4, "4.248×10⁻¹⁸"},
        {1, 6, "1"},
        {-0.0, 6, "0"},
        {10, 1, "10"},
        {123456, 3, "123000"},
        {123456, 17, "123456"},
        {999999.4, 6, "999999"},
        {999999.6, 6, "1×10⁶"}, // the exponent is that of the rounded number
        {1e6, 3, "1×10⁶"},
        {-1.25e100, 3, "−1.25×10¹⁰⁰"},
        {1e-4, 3, "0.0001"},
        {0.00012345, 3, "0.000123"},
        {0.000099999, 3, "0.0001"},
        {0.00009999, 4, "9.999×10⁻⁵"},
        {0.5, 1, "0.5"},
        {5e-324, 3, "4.94×10⁻³²⁴"},
        {-DBL_MAX, 17, "−1.7976931348623157×10³⁰⁸"},
        {INFINITY, 3, "∞"},
        {-INFINITY, 3, "−∞"},
        {NAN, 3, "NaN"},
    };
    char out[64];
    for (size_t i = 0; i < COUNT(rows); i++)
        assert_string_equal(number_show(out, sizeof out, rows[i].value, rows[i].digits),
                            rows[i].text);
}

static void number_show_power_writes_superscripts(void **state)
{
    (void)state;
    static const struct {
        const char *mantissa;
        int exponent;
        const char *text;
    } rows[] = {
        {"", -300, "10⁻³⁰⁰"},      {"", 0, "10⁰"},
        {"−", 5, "−10⁵"},          {"2", 1, "2×10¹"},
        {"−1.5", 23, "−1.5×10²³"}, {"", 1456789, "10¹⁴⁵⁶⁷⁸⁹"},
    };
    char out[64];
    for (size_t i = 0; i < COUNT(rows); i++)
        assert_string_equal(number_show_power(out, sizeof out, rows[i].mantissa, rows[i].exponent),
                            rows[i].text);
}

static void word_distance_counts_edits(void **state)
{
    (void)state;
    static const struct {
        const char *a, *b;
        int cap, distance;
    } rows[] = {
        {"", "", 9, 0},         {"", "abc", 9, 3},           {"tanh", "tanh", 9, 0},
        {"tahn", "tanh", 9, 1}, {"atnh", "tanh", 9, 1},      {"kitten", "sitting", 9, 3},
        {"ab", "ba", 9, 1},     {"abc", "ca", 9, 3},         {"relu", "silu", 9, 2},
        {"relu", "silu", 1, 1}, {"sigmoid", "sigmod", 9, 1}, {"a", "b", 9, 1},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        assert_int_equal(word_distance(rows[i].a, rows[i].b, rows[i].cap), rows[i].distance);
        assert_int_equal(word_distance(rows[i].b, rows[i].a, rows[i].cap), rows[i].distance);
    }
    char longer[2000];
    memset(longer, 'a', sizeof longer - 1);
    longer[sizeof longer - 1] = '\0';
    assert_int_equal(word_distance(longer, "a", 5), 5);
    assert_int_equal(word_distance(longer, longer, 5), 0);
}

static const char *command_name(const void *user, int i)
{
    const char *const *names = user;
    return names[i];
}

static void word_nearest_helps_only_where_it_can(void **state)
{
    (void)state;
    static const char *const names[] = {"show", "hide", "toggle", "derivative", "theme", "g", NULL};
    static const struct {
        const char *word, *nearest;
    } rows[] = {
        {"show", "show"},
        {"shwo", "show"},
        {"hid", "hide"},
        {"derivatve", "derivative"},
        {"deriv", "derivative"},
        {"tog", "toggle"},
        {"them", "theme"},
        {"xyz", NULL},
        {"", NULL},
        {"k", NULL},
        {"sow", "show"},
        {"dreivtaive", "derivative"},
        {"quit", NULL},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        const char *nearest = word_nearest(rows[i].word, command_name, names);
        if (rows[i].nearest)
            assert_string_equal(nearest ? nearest : "(none)", rows[i].nearest);
        else
            assert_null(nearest);
    }
    static const char *const none[] = {NULL};
    assert_null(word_nearest("show", command_name, none));
}

// A third of the longer word may be wrong, but never all of it; of words that are equally near the
// first one is meant.
static void word_nearest_has_a_reach(void **state)
{
    (void)state;
    static const char *const names[] = {"race", "rate", "threshold", "ab", NULL};
    static const struct {
        const char *word, *nearest;
    } rows[] = {
        {"rake", "race"},           // one letter from both
        {"rat", "rate"},            // nearer than race
        {"thrxshxlx", "threshold"}, // three of nine letters
        {"txrxsxlx", NULL},         // four
        {"thrxshxld", "threshold"},
        {"xb", "ab"},
        {"xy", NULL},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        const char *nearest = word_nearest(rows[i].word, command_name, names);
        if (rows[i].nearest == NULL ? nearest != NULL
                                    : nearest == NULL || strcmp(nearest, rows[i].nearest) != 0)
            fail_msg("%s: %s", rows[i].word, nearest != NULL ? nearest : "(none)");
    }
}

static void fault_says_what_and_where(void **state)
{
    (void)state;
    char out[1024];
    struct fault fault = {0};
    assert_false(fault_set(&fault, FAULT_NUMBER, "“%s” is not a number", "abc"));
    assert_int_equal(fault.id, FAULT_NUMBER);
    fault_print(&fault, out, sizeof out);
    assert_string_equal(out, "“abc” is not a number");

    assert_false(fault_at(&fault, "σσ abc", 5)); // after three characters
    assert_int_equal(fault.column, 4);
    fault_print(&fault, out, sizeof out);
    assert_string_equal(out, "column 4: “abc” is not a number");

    fault.line = 12;
    fault_print(&fault, out, sizeof out);
    assert_string_equal(out, "line 12:4: “abc” is not a number");

    strcpy(fault.source, "talk.actscope");
    fault_print(&fault, out, sizeof out);
    assert_string_equal(out, "talk.actscope:12:4: “abc” is not a number");

    fault_set(&fault, FAULT_RANGE, "again"); // the place stays
    fault_print(&fault, out, sizeof out);
    assert_string_equal(out, "talk.actscope:12:4: again");
    fault_print(&fault, out, 6);
    assert_string_equal(out, "talk.");

    fault.line = fault.column = 0;
    fault_print(&fault, out, sizeof out);
    assert_string_equal(out, "talk.actscope: again");

    assert_false(fault_set(NULL, FAULT_RANGE, "nobody listens"));
    assert_false(fault_at(NULL, "x", 0));
}

static void fault_text_is_cut_at_a_character(void **state)
{
    (void)state;
    char longer[1001];
    for (size_t i = 0; i < 500; i++)
        memcpy(longer + 2 * i, "σ", 2);
    longer[1000] = '\0';
    struct fault fault = {0};
    fault_set(&fault, FAULT_FILE, "%s", longer);
    size_t n = strlen(fault.text);
    assert_int_equal(n, (sizeof fault.text - 1) / 2 * 2);
    assert_true(utf8_valid(fault.text, n, NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_grows_and_stays_terminated),
        cmocka_unit_test(text_copy_cuts_at_characters),
        cmocka_unit_test(ascii_letters_are_those_of_ascii),
        cmocka_unit_test(words_are_the_same_whatever_their_case),
        cmocka_unit_test(utf8_takes_only_what_is_well_formed),
        cmocka_unit_test(utf8_steps_by_characters),
        cmocka_unit_test(utf8_columns_are_those_of_a_terminal),
        cmocka_unit_test(utf8_code_points_are_those_of_unicode),
        cmocka_unit_test(number_read_takes_whole_numbers_only),
        cmocka_unit_test(number_print_is_short_and_exact),
        cmocka_unit_test(number_show_is_for_people),
        cmocka_unit_test(number_show_power_writes_superscripts),
        cmocka_unit_test(word_distance_counts_edits),
        cmocka_unit_test(word_nearest_helps_only_where_it_can),
        cmocka_unit_test(word_nearest_has_a_reach),
        cmocka_unit_test(fault_says_what_and_where),
        cmocka_unit_test(fault_text_is_cut_at_a_character),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
