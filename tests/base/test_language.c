// Translations: catalogues made here by hand, after the description of the format in GNU gettext's
// manual, damaged in every byte, and the program's own, against the text of its po file.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/language.h"
#include "base/text.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static const char *const pairs[][2] = {
    {"", "Content-Type: text/plain; charset=UTF-8\n"},
    {"a", "あ"},
    {"ab", ""},
    {"b\n", "い\n"},
    {"\xe2\x88\x9e", "無限"},
};

static void put(struct text *out, size_t number)
{
    for (int i = 0; i < 4; i++)
        text_add_bytes(out, (char[]){(char)(number >> 8 * i & 0xff)}, 1);
}

// The tables stand behind the header, the strings behind the tables.
static struct text catalogue_of(const char *const (*rows)[2], size_t n)
{
    struct text out = {0};
    size_t at = 28 + 16 * n;
    const size_t header[] = {0x950412de, 0, n, 28, 28 + 8 * n, 0, at};
    for (size_t i = 0; i < COUNT(header); i++)
        put(&out, header[i]);
    for (size_t k = 0; k < 2 * n; k++) {
        size_t length = strlen(rows[k % n][k / n]);
        put(&out, length);
        put(&out, at);
        at += length + 1;
    }
    for (size_t k = 0; k < 2 * n; k++)
        text_add_bytes(&out, rows[k % n][k / n], strlen(rows[k % n][k / n]) + 1);
    return out;
}

static int to_english(void **state)
{
    (void)state;
    language_choose(NULL);
    return 0;
}

// The compiler cannot check formats that are made while the test runs, and must not.
static const char *looked_up(const char *english)
{
    return language_text(english);
}

static void every_text_is_found(void **state)
{
    (void)state;
    for (size_t n = 0; n <= COUNT(pairs); n++) {
        struct text bytes = catalogue_of(pairs, n);
        const struct translation row = {"xx", (const unsigned char *)bytes.data, bytes.n};
        assert_true(language_choose(&row));
        assert_ptr_equal(language_chosen(), &row);
        for (size_t i = 1; i < COUNT(pairs); i++)
            assert_string_equal(looked_up(pairs[i][0]), pairs[i][i < n ? 1 : 0]);
        static const char *const others[] = {"", "A", "aa", "abc", "b", "c", "\xff"};
        for (size_t i = 0; i < COUNT(others); i++)
            assert_ptr_equal(looked_up(others[i]), others[i]);
        language_choose(NULL);
        assert_string_equal(looked_up("a"), "a");
        text_free(&bytes);
    }
}

// The bytes have a block of their own, so that the sanitizer sees one read too many.
static bool is_taken(const char *bytes, size_t n)
{
    unsigned char *block = malloc(n > 0 ? n : 1);
    memcpy(block, bytes, n);
    const struct translation row = {"xx", block, n};
    bool taken = language_choose(&row);
    for (size_t i = 0; taken && i < COUNT(pairs); i++)
        assert_true(strlen(looked_up(pairs[i][0])) < n);
    language_choose(NULL);
    free(block);
    return taken;
}

static void what_is_cut_is_refused(void **state)
{
    (void)state;
    struct text bytes = catalogue_of(pairs, COUNT(pairs));
    assert_true(is_taken(bytes.data, bytes.n));
    for (size_t n = 0; n < bytes.n; n++)
        assert_false(is_taken(bytes.data, n));
    text_free(&bytes);
}

static void damage_does_no_harm(void **state)
{
    (void)state;
    struct text bytes = catalogue_of(pairs, COUNT(pairs));
    int taken = 0;
    for (size_t i = 0; i < bytes.n; i++)
        for (int value = 0; value < 256; value++) {
            char before = bytes.data[i];
            bytes.data[i] = (char)value;
            taken += is_taken(bytes.data, bytes.n);
            bytes.data[i] = before;
        }
    assert_true(taken > 0); // a letter for another
    text_free(&bytes);
}

static void what_is_damaged_is_refused(void **state)
{
    (void)state;
    static const struct {
        size_t at;
        unsigned char value;
    } cases[] = {
        {0, 0x95},               // the magic number, of another byte order
        {6, 1},                  // a revision that is not known
        {8, 6},                  // more strings than rows
        {11, 0x80},              // a number of rows whose bytes are no number of 32 bits
        {15, 0xff},              // a table behind the end
        {19, 0xff},              //
        {28, 1},                 // a string that does not end where its row says
        {31, 0xff},              // a length
        {35, 0xff},              // a string that begins behind the end
        {28 + 16 * 5 + 1, 'b'},  // "b" before "ab"
        {28 + 16 * 5 + 1, 0xff}, // no UTF-8
    };
    struct text bytes = catalogue_of(pairs, COUNT(pairs));
    for (size_t i = 0; i < COUNT(cases); i++) {
        char before = bytes.data[cases[i].at];
        bytes.data[cases[i].at] = (char)cases[i].value;
        if (is_taken(bytes.data, bytes.n))
            fail_msg("case %zu was taken", i);
        bytes.data[cases[i].at] = before;
    }
    assert_true(is_taken(bytes.data, bytes.n));
    text_free(&bytes);
}

static void refusal_changes_nothing(void **state)
{
    (void)state;
    struct text bytes = catalogue_of(pairs, COUNT(pairs));
    const struct translation row = {"xx", (const unsigned char *)bytes.data, bytes.n};
    const struct translation cut = {"yy", row.bytes, row.n - 1};
    assert_true(language_choose(&row));
    assert_false(language_choose(&cut));
    assert_ptr_equal(language_chosen(), &row);
    assert_string_equal(looked_up("a"), "あ");
    language_choose(NULL);
    text_free(&bytes);
}

// The text of a line `WORD "…"` without escapes, or false.
static bool quoted(const char *line, const char *word, char *out, size_t size)
{
    size_t n = strlen(word), length = strlen(line);
    if (strncmp(line, word, n) != 0 || strchr(line, '\\') != NULL || length < n + 4 ||
        strcmp(line + length - 2, "\"\n") != 0 || length - n - 4 >= size)
        return false;
    text_copy(out, length - n - 3, line + n + 2);
    return true;
}

// Compares what stands on one line and without escapes, which is most of it. Returns how many texts
// that were.
static int compare_with_po(FILE *po)
{
    char line[4096], english[4096] = "", other[4096];
    int compared = 0;
    while (fgets(line, sizeof line, po) != NULL) {
        if (quoted(line, "msgid", english, sizeof english) || *english == '\0')
            continue;
        if (quoted(line, "msgstr", other, sizeof other) && *other != '\0') {
            assert_string_equal(looked_up(english), other);
            compared++;
        }
        *english = '\0';
    }
    return compared;
}

static void the_program_s_own_are_those_of_the_po_files(void **state)
{
    (void)state;
    int i = LANGUAGE_EN + 1;
    for (; language_word(i) != NULL; i++) {
        char path[512];
        snprintf(path, sizeof path, TEST_DATA "/../../po/%s.po", language_word(i));
        assert_true(language_choose(language_translation(i)));
        FILE *po = fopen(path, "r");
        assert_non_null(po);
        int compared = compare_with_po(po);
        if (compared <= 500)
            fail_msg("%s: %d texts are translated; scripts/messages.sh check names the others",
                     strrchr(path, '/') + 1, compared);
        fclose(po);
    }
    assert_true(i > LANGUAGE_EN + 1);
}

static void every_embedded_catalogue_is_whole(void **state)
{
    (void)state;
    const struct translation *row = embedded_translations;
    for (; row->language != NULL; row++)
        if (!language_choose(row))
            fail_msg("%s is damaged", row->language);
    assert_true(row > embedded_translations);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(every_text_is_found, to_english),
        cmocka_unit_test(what_is_cut_is_refused),
        cmocka_unit_test(damage_does_no_harm),
        cmocka_unit_test(what_is_damaged_is_refused),
        cmocka_unit_test(refusal_changes_nothing),
        cmocka_unit_test_teardown(every_embedded_catalogue_is_whole, to_english),
        cmocka_unit_test_teardown(the_program_s_own_are_those_of_the_po_files, to_english),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
