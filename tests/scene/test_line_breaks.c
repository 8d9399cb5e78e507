// Breaking captions into lines, with letters of a known width: Latin 1, Japanese 2.
#include <math.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <setjmp.h>

#include <cmocka.h>

#include "base/text.h"
#include "scene/line_breaks.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static double columns(const void *user, const char *string)
{
    (void)user;
    return (double)utf8_columns(string);
}

// Lines joined by " | "; "-" where it did not fit.
static void broken(const char *text, double width, char *out, size_t size)
{
    struct lines lines;
    struct text joined = {0};
    if (!lines_break(text, width, columns, NULL, &lines))
        text_add(&joined, "-");
    for (int i = 0; i < lines.n; i++)
        text_format(&joined, "%s%s", i > 0 ? " | " : "", lines.text[i]);
    text_copy(out, size, text_string(&joined));
    text_free(&joined);
}

static void lines_end_where_a_reader_pauses(void **state)
{
    (void)state;
    static const struct {
        double width;
        const char *text, *lines;
    } cases[] = {
        {40, "", ""},
        {40, "One.", "One."},
        {4, "One.", "One."},
        {3.9, "One.", "-"},
        {0, "One.", "-"},
        {-1, "One.", "-"},
        {40, "One two.", "One two."},
        // alike, not one full and a word behind it
        {20, "aaaa bbbb cccc dddd eeee", "aaaa bbbb cccc | dddd eeee"},
        {24, "aaaa bbbb cccc dddd eeee", "aaaa bbbb cccc dddd eeee"},
        // behind a sentence, a clause
        {30, "First sentence is here. Second one.", "First sentence is here. | Second one."},
        {26, "With a clause: then what follows", "With a clause: | then what follows"},
        // not in a formula, nor between a number and what it counts
        {24, "the value there is x = 0 it is", "the value there | is x = 0 it is"},
        {24, "sigmoid loses 18 decades there", "sigmoid loses | 18 decades there"},
        {22, "the curve of the activation", "the curve | of the activation"},
        // Japanese between phrases
        {30, "重みを少し動かしても何も変わりません", "重みを少し動かしても | 何も変わりません"},
        {22, "層ごとに勾配が 18 桁失われます。", "層ごとに勾配が | 18 桁失われます。"},
        {20, "活性化関数です。値は 1 です。", "活性化関数です。 | 値は 1 です。"},
        {18, "これは ReLU の傾きです。", "これは ReLU の | 傾きです。"},
        // no line begins with a sign that closes, or ends with one that opens
        {8, "ああああ。い", "あああ | あ。い"},
        {8, "あああ（い）", "あああ | （い）"},
        // no more lines than there may be
        {1, "a b c d", "a | b | c | d"},
        {1, "a b c d e", "-"},
        // blanks at the ends are left out
        {5, "aa   bb  ", "aa | bb"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        char lines[600];
        broken(cases[i].text, cases[i].width, lines, sizeof lines);
        if (strcmp(lines, cases[i].lines) != 0)
            fail_msg("%s at %g: %s", cases[i].text, cases[i].width, lines);
    }
}

// As many lines as taking as much as fits into each needs; 0 if more than there may be.
static int greedy_count(const char *text, double width)
{
    size_t from = 0, length = strlen(text);
    int n = 0;
    while (from < length) {
        size_t good = from;
        for (size_t at = from; at < length;) {
            at = utf8_next(text, at);
            char line[LINE_BYTES_MAX];
            size_t end = at;
            while (end > from && text[end - 1] == ' ')
                end--;
            snprintf(line, sizeof line, "%.*s", (int)(end - from), text + from);
            if (columns(NULL, line) > width)
                break;
            if (at == length || isfinite(lines_break_cost(text, at)))
                good = at;
        }
        if (good == from || n == LINES_MAX)
            return 0;
        from = good;
        n++;
    }
    return n;
}

static void no_more_lines_than_are_needed_and_nothing_lost(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "A real network multiplies slopes and weights: sigmoid loses 18 decades, tanh 0.8, ReLU 4.",
        "σ(x) = 1/(1 + e⁻ˣ) は 0 から 1 へなめらかに移り、どの点にも傾きがあります。",
        "PReLU（He ら 2015）は α を 0.25 から始めて、重みとともに学習します。違いは「α」だけです。",
        "supercalifragilistic is one word that may not fit",
        "ーーー、、、。。。",
    };
    for (size_t i = 0; i < COUNT(texts); i++)
        for (int width = 1; width < 120; width++) {
            struct lines lines;
            bool fits = lines_break(texts[i], width, columns, NULL, &lines);
            int n = greedy_count(texts[i], width);
            if (lines.n != n || fits != (n > 0))
                fail_msg("%s at %d: %d lines, not %d", texts[i], width, lines.n, n);
            const char *rest = texts[i];
            for (int k = 0; k < lines.n; k++) {
                size_t length = strlen(lines.text[k]);
                assert_true(columns(NULL, lines.text[k]) <= width);
                assert_memory_equal(rest, lines.text[k], length);
                rest += length + strspn(rest + length, " ");
            }
            assert_true(lines.n == 0 || *rest == '\0');
        }
}

static void a_long_text_is_refused_whole(void **state)
{
    (void)state;
    char text[4000];
    struct lines lines;
    memset(text, 'a', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    assert_false(lines_break(text, 1e9, columns, NULL, &lines));
    assert_int_equal(lines.n, 0);
    for (size_t i = 1; i < sizeof text - 1; i += 2)
        text[i] = ' ';
    assert_false(lines_break(text, 1e9, columns, NULL, &lines));
    assert_int_equal(lines.n, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_end_where_a_reader_pauses),
        cmocka_unit_test(no_more_lines_than_are_needed_and_nothing_lost),
        cmocka_unit_test(a_long_text_is_refused_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
