// Numbers from other programs: files that NumPy 1.24 wrote, headers broken in every way, and tables
// of text.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/csv.h"
#include "base/decimal.h"
#include "base/npy.h"
#include "base/numbers.h"
#include "base/rows.h"
#include "base/text.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static void load(const char *name, struct text *out)
{
    char path[512], block[4096];
    snprintf(path, sizeof path, "%s/numpy/%s", TEST_DATA, name);
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        fail_msg("cannot open %s", path);
    size_t n;
    while ((n = fread(block, 1, sizeof block, file)) > 0)
        text_add_bytes(out, block, n);
    fclose(file);
}

static bool read_file(const char *name, struct number_array *out, struct fault *fault)
{
    struct text bytes = {0};
    load(name, &bytes);
    bool ok = npy_read(text_string(&bytes), bytes.n, out, fault);
    text_free(&bytes);
    return ok;
}

// All hold 10 i + k - 0.5 for i < 3, k < 4, in the order of rows.
static void arrays_of_numpy_are_read(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        size_t rows, columns;
    } rows[] = {
        {"c_f8.npy", 3, 4},    {"c_f4.npy", 3, 4},     {"fortran_f4.npy", 3, 4},
        {"big_f8.npy", 3, 4},  {"big_f4.npy", 3, 4},   {"one_f8.npy", 0, 0},
        {"cube_f4.npy", 0, 0}, {"version2.npy", 3, 4}, {"version3.npy", 3, 4},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct number_array read = {0};
        struct fault fault = {0};
        if (!read_file(rows[i].name, &read, &fault))
            fail_msg("%s: %s", rows[i].name, fault.text);
        assert_int_equal(read.n, 12);
        assert_int_equal(read.rows, rows[i].rows);
        assert_int_equal(read.columns, rows[i].columns);
        for (size_t k = 0; k < 12; k++)
            if (read.values[k] != 10 * floor((double)k / 4) + (double)(k % 4) - 0.5)
                fail_msg("%s: number %zu is %g", rows[i].name, k, read.values[k]);
        number_array_free(&read);
    }
}

// tests/data/numpy/kinds/expected.csv is what numpy's astype(float64) makes of each file, as C
// hexadecimals (scripts/arrays.py).
static void compare_with_numpy(const char *name, size_t rows, size_t columns, const char *values)
{
    char path[256];
    struct number_array read = {0};
    struct fault fault = {0};
    snprintf(path, sizeof path, "kinds/%s", name);
    if (!read_file(path, &read, &fault))
        fail_msg("%s: %s", name, fault.text);
    assert_int_equal(read.rows, rows);
    assert_int_equal(read.columns, columns);
    size_t n = 0;
    for (char *end; *values != '\0' && n < read.n; n++, values = end) {
        double wanted = strtod(values, &end);
        bool same = isnan(wanted)
                        ? isnan(read.values[n])
                        : wanted == read.values[n] && signbit(wanted) == signbit(read.values[n]);
        if (!same)
            fail_msg("%s: number %zu is %a, not %a", name, n, read.values[n], wanted);
    }
    assert_int_equal(read.n, n);
    assert_int_equal(*values, '\0');
    number_array_free(&read);
}

static void arrays_of_every_kind_are_read_as_numpy_reads_them(void **state)
{
    (void)state;
    struct text list = {0};
    int n = 0;
    load("kinds/expected.csv", &list);
    for (char *line = strchr(list.data, '\n') + 1, *next; *line != '\0'; line = next, n++) {
        char name[64];
        size_t rows, columns;
        int at;
        next = strchr(line, '\n');
        *next++ = '\0';
        assert_int_equal(sscanf(line, "%63[^,],%zu,%zu,%n", name, &rows, &columns, &at), 3);
        compare_with_numpy(name, rows, columns, line + at);
    }
    assert_true(n > 60);
    text_free(&list);
}

static void special_numbers_come_through(void **state)
{
    (void)state;
    struct number_array read = {0};
    assert_true(read_file("special_f4.npy", &read, NULL));
    assert_int_equal(read.n, 6);
    assert_true(isnan(read.values[0]) && read.values[1] == HUGE_VAL && read.values[2] == -HUGE_VAL);
    assert_true(read.values[3] == 0.5 && signbit(read.values[4]) && read.values[5] == 0x1p-149);
    number_array_free(&read);
    assert_true(read_file("scalar_f8.npy", &read, NULL));
    assert_true(read.n == 1 && read.values[0] == -0.5);
    number_array_free(&read);
}

static void other_arrays_are_refused_with_their_place(void **state)
{
    (void)state;
    static const struct {
        const char *name, *says;
    } rows[] = {
        {"objects.npy", "byte 20: dtype '|O': Python objects"},
        {"records.npy", "byte 20: dtype '[…]': records"},
        {"kinds/complex.npy", "byte 20: dtype '<c8': complex numbers"},
        {"kinds/date.npy", "byte 20: dtype '<M8[s]': dates"},
        {"kinds/span.npy", "byte 20: dtype '<m8[s]': spans of time"},
        {"kinds/text.npy", "byte 20: dtype '<U1': text"},
        {"kinds/bytes.npy", "byte 20: dtype '|S1': text"},
        {"kinds/raw.npy", "byte 20: dtype '|V2': raw bytes (bfloat16"},
        {"kinds/long.npy", "byte 20: dtype '<f16': long doubles"},
        {"kinds/beyond_i8.npy", "byte 136: the integer near 9007199254740992"},
        {"kinds/beyond_u8.npy", "byte 128: the integer near 18446744073709551616"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct number_array read = {0};
        struct fault fault = {0};
        assert_false(read_file(rows[i].name, &read, &fault));
        assert_null(read.values);
        bool whole = strstr(rows[i].says, "dtype") != NULL; // and holds something else
        if (fault.id != (whole ? FAULT_NUMBER : FAULT_FILE) ||
            strstr(fault.text, rows[i].says) != fault.text)
            fail_msg("%s: %s", rows[i].name, fault.text);
    }
}

// A version 1 file around a header; the data is `data` zero bytes.
static void build(struct text *out, const char *header, size_t data)
{
    size_t n = strlen(header);
    const char length[] = {(char)(n & 255), (char)(n >> 8)};
    text_clear(out);
    text_add_bytes(out, "\x93NUMPY\x01\x00", 8);
    text_add_bytes(out, length, 2);
    text_add(out, header);
    for (size_t i = 0; i < data; i++)
        text_add_bytes(out, "", 1);
}

static void headers_are_read_or_refused(void **state)
{
    (void)state;
    static const struct {
        const char *header;
        size_t data;
        const char *says; // NULL: fine
    } rows[] = {
        {"{'descr': '<f8', 'fortran_order': False, 'shape': (2,), }\n", 16, NULL},
        {"{'shape': (2,), 'fortran_order': True, 'descr': '<f8'}", 16, NULL},
        {"{\"descr\": \"<f4\", \"fortran_order\": False, \"shape\": (2L, 1L)}   \n", 8, NULL},
        {"  { 'descr' : '>f4' , 'fortran_order' : False , 'shape' : ( ) } ", 4, NULL},
        {"", 8, "byte 10: expected '{'"},
        {"x", 8, "byte 10: expected '{'"},
        {"{", 8, "byte 11: expected a string"},
        {"{}", 8, "byte 10: the header lacks"},
        {"{'descr': '<f8', 'shape': (1,)}", 8, "byte 10: the header lacks"},
        {"{'descr': '<f8', 'fortran_order': False}", 8, "byte 10: the header lacks"},
        {"{'descr' '<f8'}", 8, "byte 19: expected ':'"},
        {"{'descr': <f8}", 8, "byte 20: expected a string"},
        {"{'descr': '<f8}", 8, "byte 20: this string"},
        {"{'descr': '|f8', 'fortran_order': False, 'shape': (1,)}", 8, NULL},
        {"{'descr': '=f4', 'fortran_order': False, 'shape': (1,)}", 4, NULL},
        {"{'descr': 'f2', 'fortran_order': False, 'shape': (1,)}", 2, NULL},
        {"{'descr': '|b1', 'fortran_order': False, 'shape': (3,)}", 3, NULL},
        {"{'descr': '>u8', 'fortran_order': True, 'shape': (1, 2)}", 16, NULL},
        {"{'descr': '<f3', 'fortran_order': False, 'shape': (1,)}", 8, "byte 20: dtype '<f3'"},
        {"{'descr': '<i16', 'fortran_order': False, 'shape': (1,)}", 16, "byte 20: dtype '<i16'"},
        {"{'descr': '<<f8', 'fortran_order': False, 'shape': (1,)}", 8, "byte 20: dtype '<<f8'"},
        {"{'descr': '<f16', 'fortran_order': False, 'shape': (1,)}", 8,
         "byte 20: dtype '<f16': lo"},
        {"{'descr': '<c8', 'fortran_order': False, 'shape': (1,)}", 8, "byte 20: dtype"},
        {"{'descr': '', 'fortran_order': False, 'shape': (1,)}", 8, "byte 20: dtype"},
        {"{'descr': '|O', 'fortran_order': False, 'shape': (1,)}", 8, "byte 20: dtype '|O': Pyth"},
        {"{'descr': '<f8', 'fortran_order': 0, 'shape': (1,)}", 8, "byte 44: expected True"},
        {"{'descr': '<f8', 'fortran_order': False, 'shape': 1}", 8, "byte 60: expected '('"},
        {"{'descr': '<f8', 'fortran_order': False, 'shape': (-1,)}", 8, "byte 61: expected the le"},
        {"{'descr': '<f8', 'fortran_order': False, 'shape': (1,,)}", 8, "byte 63: expected the le"},
        {"{'descr': '<f8', 'fortran_order': False, 'shape': (1 2)}", 8, "byte 63: expected ')'"},
        {"{'descr': '<f8', 'fortran_order': False, 'shape': (1,)} x", 8, "byte 66: the header goe"},
        {"{'descr': '<f8', 'fortran_order': False, 'shape': (1,), 'k': 1}", 8, "byte 66: the head"},
        {"{'descr': '<f8', 'fortran_order': False, 'shape': (1,), 'shape': (1,)}", 8,
         "byte 66: the head"},
        {"{'descr': '<f8', 'fortran_order': False, 'shape': (2,)}", 15, "byte 80: the file ends"},
        {"{'descr': '<f8', 'fortran_order': False, 'shape': (2,)}", 0, "byte 65: the file ends"},
        {"{'descr': '<f8', 'fortran_order': False, 'shape': (2,)}", 17, "byte 81: 1 bytes follow"},
        {"{'descr': '<f8', 'fortran_order': False, 'shape': (99999999999999999999999,)}", 8,
         "byte 61: a dimension"},
        {"{'descr': '<f8', 'fortran_order': False, 'shape': (4294967296, 4294967296)}", 8,
         "more than 16 million"},
        {"{'descr': '<f8', 'fortran_order': False, 'shape': (0, 4294967296)}", 0, NULL},
        {"{'descr': '<f8', 'fortran_order': False, 'shape': (4294967296, 0)}", 0, NULL},
    };
    struct text bytes = {0};
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct number_array read = {0};
        struct fault fault = {0};
        build(&bytes, rows[i].header, rows[i].data);
        bool ok = npy_read(text_string(&bytes), bytes.n, &read, &fault);
        if (rows[i].says == NULL ? !ok : ok || strstr(fault.text, rows[i].says) != fault.text)
            fail_msg("%s: %s", rows[i].header, ok ? "was read" : fault.text);
        number_array_free(&read);
    }
    text_free(&bytes);
}

// Byte for byte, of this machine's order where none is said; any byte but 0 is true.
static void plain_arrays_are_read(void **state)
{
    (void)state;
    struct text bytes = {0};
    struct number_array read = {0};
    build(&bytes, "{'descr': '|b1', 'fortran_order': False, 'shape': (3,)}", 3);
    bytes.data[bytes.n - 1] = 2;
    assert_true(npy_read(bytes.data, bytes.n, &read, NULL));
    assert_true(read.n == 3 && read.values[0] == 0 && read.values[2] == 1);
    number_array_free(&read);
    static const char *const orders[] = {"=", "|", ""};
    for (size_t i = 0; i < COUNT(orders); i++) {
        char header[80];
        const float value = 0.1f;
        snprintf(header, sizeof header, "{'descr': '%sf4', 'fortran_order': True, 'shape': ()}",
                 orders[i]);
        build(&bytes, header, sizeof value);
        memcpy(bytes.data + bytes.n - sizeof value, &value, sizeof value);
        assert_true(npy_read(bytes.data, bytes.n, &read, NULL));
        assert_true(read.n == 1 && read.values[0] == (double)value);
        number_array_free(&read);
    }
    text_free(&bytes);
}

static void what_is_no_npy_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t n;
        const char *says;
    } rows[] = {
        {"", 0, "byte 0: this is no .npy"},
        {"\x93NUMP", 5, "byte 0: this is no .npy"},
        {"PK\x03\x04 a zip file", 14, "byte 0: this is no .npy"},
        {"\x93NUMPY", 6, "byte 6: the file ends within its header"},
        {"\x93NUMPY\x01", 7, "byte 7: the file ends within its header"},
        {"\x93NUMPY\x00\x00\x00\x00", 10, "byte 6: version 0"},
        {"\x93NUMPY\x04\x00\x00\x00", 10, "byte 6: version 4"},
        {"\x93NUMPY\x01\x00\xff\xff{", 11, "byte 11: the file ends within its header of 65535"},
        {"\x93NUMPY\x02\x00\xff\xff\xff\xff{", 13, "byte 13: the file ends within its header of"},
        {"\x93NUMPY\x02\x00\x01\x00", 10, "byte 10: the file ends within its header"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct number_array read = {0};
        struct fault fault = {0};
        assert_false(npy_read(rows[i].bytes, rows[i].n, &read, &fault));
        if (strstr(fault.text, rows[i].says) != fault.text)
            fail_msg("%zu: %s", i, fault.text);
    }
}

// Every prefix of a good file, and every byte of its header changed, is refused or read, never
// more; exact copies of the bytes, so that a step beyond is seen by the sanitizer.
static void no_damage_is_followed(void **state)
{
    (void)state;
    struct text bytes = {0};
    load("fortran_f4.npy", &bytes);
    for (size_t n = 0; n < bytes.n; n++) {
        char *copy = malloc(n > 0 ? n : 1);
        assert_non_null(copy);
        memcpy(copy, bytes.data, n);
        struct number_array read = {0};
        assert_false(npy_read(copy, n, &read, NULL));
        free(copy);
    }
    for (size_t at = 0; at < 128; at++)
        for (int to = 0; to < 256; to += 5) {
            struct number_array read = {0};
            char before = bytes.data[at];
            bytes.data[at] = (char)to;
            if (npy_read(bytes.data, bytes.n, &read, NULL))
                assert_true(read.n * 4 == bytes.n - 128 && read.rows * read.columns <= read.n);
            number_array_free(&read);
            bytes.data[at] = before;
        }
    text_free(&bytes);
}

// --- Numbers in text

static void numbers_in_cells_are_read(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum decimal_comma comma;
        double value;
        char mark;
    } rows[] = {
        {"1", COMMA_NONE, 1, 0},
        {" 1.5 ", COMMA_NONE, 1.5, '.'},
        {"+.5", COMMA_NONE, 0.5, '.'},
        {"5.", COMMA_NONE, 5, '.'},
        {"-0", COMMA_NONE, -0.0, 0},
        {"1e5", COMMA_NONE, 1e5, 0},
        {"1E-5", COMMA_NONE, 1e-5, 0},
        {"1.0D+00", COMMA_NONE, 1, '.'},
        {"-2.5d-3", COMMA_NONE, -2.5e-3, '.'},
        {"1,5", COMMA_DECIMAL, 1.5, ','},
        {"-1,5e-3", COMMA_DECIMAL, -1.5e-3, ','},
        {"1,234", COMMA_DECIMAL, 1.234, ','},
        {"1,5", COMMA_PROVEN, 1.5, ','},
        {"0,234", COMMA_PROVEN, 0.234, ','},
        {"1234,567", COMMA_PROVEN, 1234.567, ','},
        {"\u22121.5", COMMA_NONE, -1.5, '.'},
        {"\u20132", COMMA_NONE, -2, 0},
        {"1e\u22125", COMMA_NONE, 1e-5, 0},
        {"1\u00A0234", COMMA_NONE, 1234, 0},
        {"-1\u202F234\u202F567,25", COMMA_DECIMAL, -1234567.25, ','},
        {"\u00A07\u00A0", COMMA_NONE, 7, 0},
        {"0x1F", COMMA_NONE, 31, 0},
        {"-0x1.8p3", COMMA_NONE, -12, 0},
        {"inf", COMMA_NONE, HUGE_VAL, 0},
        {"-Infinity", COMMA_NONE, -HUGE_VAL, 0},
        {"+INF", COMMA_NONE, HUGE_VAL, 0},
        {"1.#INF", COMMA_NONE, HUGE_VAL, 0},
        {"-1.#INF", COMMA_NONE, -HUGE_VAL, 0},
        {"\u2212∞", COMMA_NONE, -HUGE_VAL, 0},
        {"True", COMMA_NONE, 1, 0},
        {"FALSE", COMMA_NONE, 0, 0},
        {"1e-400", COMMA_NONE, 0, 0},
        {"4.9406564584124654e-324", COMMA_NONE, 0x1p-1074, '.'},
        {"9007199254740993", COMMA_NONE, 9007199254740992, 0}, // the nearest, ties to even
        {"0.1000000000000000055511151231257827021181583404541015625", COMMA_NONE, 0.1, '.'},
        // The middle of two doubles, and a hair beyond it.
        {"1.00000000000000011102230246251565404236316680908203125", COMMA_NONE, 1, '.'},
        {"1.00000000000000011102230246251565404236316680908203126", COMMA_NONE, 0x1.0000000000001p0,
         '.'},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct decimal d = decimal_read(rows[i].text, strlen(rows[i].text), rows[i].comma);
        bool same = d.kind == DECIMAL_NUMBER && d.value == rows[i].value &&
                    signbit(d.value) == signbit(rows[i].value) && d.mark == rows[i].mark;
        if (!same)
            fail_msg("\"%s\": kind %d, %a, '%c'", rows[i].text, d.kind, d.value, d.mark);
    }
    static const char *const nans[] = {"nan", "NaN", "-nan", "nan(ind)", "-1.#IND", "1.#QNAN"};
    for (size_t i = 0; i < COUNT(nans); i++) {
        struct decimal d = decimal_read(nans[i], strlen(nans[i]), COMMA_NONE);
        assert_true(d.kind == DECIMAL_NUMBER && isnan(d.value));
    }
}

static void cells_without_a_number_are_told_apart(void **state)
{
    (void)state;
    static const char *const missing[] = {"",     "  ",   "NA", "n/a",    "#N/A", "null",
                                          "NULL", "None", "-",  "--",     "<NA>", "NaT",
                                          ".",    "?",    "—",  "\u2212", "nil"};
    static const struct {
        const char *text, *says;
    } none[] = {
        {"2024-01-05", "a date"},
        {"31/12/2025", "a date"},
        {"5.1.2026", "a date"},
        {"12:30:05", "a date"},
        {"2024-01-05T12:30:05Z", "a date"},
        {"$1.50", "an amount"},
        {"1,50 €", "an amount"},
        {"¥1200", "an amount"},
        {"12%", "a percentage"},
        {"12.5 %", "a percentage"},
        {"1.234,5", "a point and a comma"},
        {"1,234.5", "a point and a comma"},
        {"1'234", "digits in groups"},
        {"1_000", "digits in groups"},
        {"1 234", "a gap"},
        {"1 2", "a gap"},
        {"1,234,567", "one number, or digits"},
        {"1+2j", "a complex number"},
        {"[0.5", "brackets"},
        {"(1.5)", "brackets"},
        {"1|2", "numbers between bars"},
        {"1\u00A02", "one number, or digits"},
        {"1\u00A02345", "one number, or digits"},
        {"1234\u00A0567", "one number, or digits"},
        {"1e", "this is not a number"},
        {"1e+", "this is not a number"},
        {"1.2.3", "a date"},
        {"1-100", "this is not a number"},
        {"0x", "this is not a number"},
        {"0x1p", "this is not a number"},
        {"12px", "this is not a number"},
        {"--5", "this is not a number"},
        {"tanh", "this is not a number; names"},
        {"+", "this is not a number; names"},
        {"e5", "this is not a number; names"},
        {"nano", "this is not a number; names"},
    };
    for (size_t i = 0; i < COUNT(missing); i++)
        if (decimal_read(missing[i], strlen(missing[i]), COMMA_DECIMAL).kind != DECIMAL_MISSING)
            fail_msg("\"%s\" is not missing", missing[i]);
    for (size_t i = 0; i < COUNT(none); i++) {
        size_t n = strlen(none[i].text);
        if (decimal_read(none[i].text, n, COMMA_PROVEN).kind != DECIMAL_NONE)
            fail_msg("\"%s\" was read", none[i].text);
        const char *says = decimal_reason(none[i].text, n);
        if (strstr(says, none[i].says) != says)
            fail_msg("\"%s\": %s", none[i].text, says);
    }
    assert_int_equal(decimal_read("1,234", 5, COMMA_PROVEN).kind, DECIMAL_NONE);
    assert_int_equal(decimal_read("1,5", 3, COMMA_NONE).kind, DECIMAL_NONE);
    assert_int_equal(decimal_read("1e400", 5, COMMA_NONE).kind, DECIMAL_BEYOND);
    assert_int_equal(decimal_read("1\0", 2, COMMA_NONE).kind, DECIMAL_NONE);
}

// Full-width, Arabic and Persian digits: each first and last, and the characters beside them.
static void digits_of_other_scripts_are_like_numbers(void **state)
{
    (void)state;
    static const struct {
        const char *first, *last, *before, *behind;
    } rows[] = {
        {"\uFF10", "\uFF19", "\uFF0F", "\uFF1A"},
        {"\u0660", "\u0669", "\u065F", "\u066A"},
        {"\u06F0", "\u06F9", "\u06EF", "\u06FA"},
        {"\x30", "\x39", "\x2F", "\x3A"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        assert_true(decimal_like(rows[i].first, strlen(rows[i].first)));
        assert_true(decimal_like(rows[i].last, strlen(rows[i].last)));
        assert_false(decimal_like(rows[i].before, strlen(rows[i].before)));
        assert_false(decimal_like(rows[i].behind, strlen(rows[i].behind)));
    }
}

// 1 + 2^-53 has an exact decimal of 53 digits behind the point. Behind thousands of zeros a last 1
// still decides where it is rounded to.
static void numbers_of_thousands_of_characters_are_read(void **state)
{
    (void)state;
    static const size_t zeros[] = {0, 1, 10, 70, 700, 7000, 70000};
    for (size_t i = 0; i < COUNT(zeros); i++) {
        struct text text = {0};
        text_add(&text, "1.00000000000000011102230246251565404236316680908203125");
        for (size_t k = 0; k < zeros[i]; k++)
            text_add(&text, "0");
        assert_true(decimal_read(text.data, text.n, COMMA_NONE).value == 1);
        text_add(&text, "1");
        assert_true(decimal_read(text.data, text.n, COMMA_NONE).value == 0x1.0000000000001p0);
        text_add(&text, ";2");
        struct number_array read = {0};
        assert_true(csv_read(text.data, text.n, &read, NULL));
        assert_true(read.n == 2 && read.values[0] == 0x1.0000000000001p0 && read.values[1] == 2);
        number_array_free(&read);
        text_free(&text);
    }
}

// --- Rows

// Prints what rows_next finds: cells in [], quoted ones in "", rows by /, comments as #.
static void print_rows(const char *bytes, size_t n, struct text *out)
{
    struct rows rows;
    struct cell cell;
    rows_start(&rows, bytes, n);
    for (enum rows_event event; (event = rows_next(&rows, &cell, NULL)) != ROWS_END;) {
        if (event == ROWS_FAULT) {
            text_add(out, "!");
            return;
        }
        text_add(out, event == ROWS_ROW_END ? "/" : event == ROWS_COMMENT ? "#" : "");
        if (event != ROWS_CELL)
            continue;
        text_add(out, cell.quoted ? "\"" : "[");
        rows_cell_text(&cell, out);
        text_add(out, cell.quoted ? "\"" : "]");
    }
}

static void text_is_split_into_cells(void **state)
{
    (void)state;
    static const struct {
        const char *text, *cells;
    } rows[] = {
        {"", ""},
        {"\n\r\n\r", ""},
        {"1,2\n3,4", "[1][2]/[3][4]/"},
        {"1,2\r3,4\r", "[1][2]/[3][4]/"},
        {"1,2\r\n3,4\r\n", "[1][2]/[3][4]/"},
        {"1,5;2,5", "[1,5][2,5]/"},
        {"1,5\t2,5", "[1,5][2,5]/"},
        {"1 2\t 3 ", "[1 2][3]/"},
        {" 1  2   3", "[1][2][3]/"},
        {"1 ,\t2", "[1][2]/"},
        {"1,,2", "[1][][2]/"},
        {"1,2,\n3,4,", "[1][2]/[3][4]/"},
        {"1,2,\n3,4", "[1][2][]/[3][4]/"},
        {",1", "[][1]/"},
        {"\"1,5\",\"a\"\"b\"", "\"1,5\"\"a\"b\"/"},
        {"\"a\nb\",2", "\"a\nb\"[2]/"},
        {"\"1\" \"2\"", "\"1\"\"2\"/"},
        {"\"1\" ,2", "\"1\"[2]/"},
        {"\"1\"2,3", "!"},
        {"1,\"2", "[1]!"},
        {"# 1;2\n1,2 # 3;4\n% 5;6", "#[1][2]/#"},
        {"1.#INF,#N/A,2", "[1.#INF][#N/A][2]/"},
        {"#N/A,1.5", "[#N/A][1.5]/"},
        {"1#2,3", "[1#2][3]/"},
        {"1, # nothing\n2,3", "[1][]/[2][3]/"},
        {"sep=;\n1,5;2", "[1,5][2]/"},
        {"sep=,\r\n1,5", "[1][5]/"},
        {"a;b\n1,2", "[a;b]/[1][2]/"},
        {"date;z\n2024-01-05;1,5", "[date][z]/[2024-01-05][1,5]/"},
        {"fc1;1,5", "[fc1][1,5]/"},
        {"\xEF\xBB\xBF"
         "1;2",
         "[1][2]/"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct text out = {0};
        print_rows(rows[i].text, strlen(rows[i].text), &out);
        if (strcmp(text_string(&out), rows[i].cells) != 0)
            fail_msg("\"%s\": %s", rows[i].text, text_string(&out));
        text_free(&out);
    }
}

// --- Tables of text

static void print_table(const struct number_array *read, struct text *out)
{
    char number[32];
    for (size_t i = 0; i < read->n; i++) {
        text_add(out, i > 0 ? " " : "");
        text_add(out, number_print(number, sizeof number, read->values[i]));
    }
    if (read->rows > 0)
        text_format(out, " [%zux%zu]", read->rows, read->columns);
    if (read->ragged)
        text_add(out, " ragged");
    if (read->missing > 0)
        text_format(out, " missing %zu", read->missing);
    if (read->names[0] != '\0')
        text_format(out, " of %s", read->names);
    if (read->left_out[0] != '\0')
        text_format(out, " without %s", read->left_out);
}

static void tables_are_read(void **state)
{
    (void)state;
    static const struct {
        const char *text, *says;
    } rows[] = {
        {"1", "1"},
        {"1\n2\n3\n", "1 2 3"},
        {"1,2,3\n4,5,6\n", "1 2 3 4 5 6 [2x3]"},
        {"1 2 3\r\n4 5 6\r\n", "1 2 3 4 5 6 [2x3]"},
        {"1;2\n3;4", "1 2 3 4 [2x2]"},
        {"a,b\n1,2\n3,4\n", "1 2 3 4 [2x2] of a, b"},
        {"layer: dense_1\nunits\n\n1 , 2\n3\t,4\n", "1 2 3 4 [2x2]"},
        {"# made by hand\n1 # one\n2\n", "1 2"},
        {"\xEF\xBB\xBF-1e-3\n0x1p3", "-0.001 8"},
        {"1,2\n3\n", "1 2 3 ragged"},
        {"\n\n1,2\n\n3,4\n\n", "1 2 3 4 [2x2]"},
        {"nan,1\ninf,2", "nan 1 inf 2 [2x2]"},
        // F1: a semicolon or tab makes the comma decimal.
        {"1,5;2,5\n3,5;4,5", "1.5 2.5 3.5 4.5 [2x2]"},
        {"1,5\t2,5\n3,5\t4,5\n", "1.5 2.5 3.5 4.5 [2x2]"},
        {"a;b\r\n-1,5e-3;2\r\n3;4,25\r\n", "-0.0015 2 3 4.25 [2x2] of a, b"},
        {"1,5 ; 2,5", "1.5 2.5"},
        {"1,5;\n2,5;\n", "1.5 2.5"},
        {"1.5;2.5\n3.5;4.5", "1.5 2.5 3.5 4.5 [2x2]"},
        {"1,5", "1 5"},
        {"1,5\n2,5\n", "1 5 2 5 [2x2]"},
        {"\"1,5\",\"2,5\"\n\"3,5\",\"4,5\"", "1.5 2.5 3.5 4.5 [2x2]"},
        {"\"1,5\" \"2,5\"", "1.5 2.5"},
        {"sep=;\n1,5;2,5", "1.5 2.5"},
        {"1\u00A0234,5;2", "1234.5 2"},
        // F2: no number is swallowed by a head.
        {"NA,1.5", "nan 1.5 missing 1"},
        {"NA,1.5\n2,3", "nan 1.5 2 3 [2x2] missing 1"},
        {",1\n2,3", "nan 1 2 3 [2x2] missing 1"},
        {"-,1.5\nnull,None\n", "nan 1.5 nan nan [2x2] missing 3"},
        {"#N/A,1.5\n1,2", "nan 1.5 1 2 [2x2] missing 1"},
        {"NaN,1.5", "nan 1.5"},
        {"True,False\nFalse,True", "1 0 0 1 [2x2]"},
        {"1,,2", "1 nan 2 missing 1"},
        {"1, ,2", "1 nan 2 missing 1"},
        {"1;;2;\n3;4;5;", "1 nan 2 3 4 5 [2x3] missing 1"},
        {"1,2,\n", "1 2"},
        // F4
        {"\"1.5\",\"2.5\"", "1.5 2.5"},
        {"\"z\"\n\"1.5\"\n\"-2\"\n", "1.5 -2 of z"},
        {"1.0D+00 2.5d-1", "1 0.25"},
        {"date,z\n2024-01-05,1.5\n2024-01-06,2.5", "1.5 2.5 of z without date"},
        {"\u22121.5 2", "-1.5 2"},
        // F8: columns that count are left out.
        {"step,layer1,layer2\n0,0.5,0.25\n100,0.125,1\n",
         "0.5 0.25 0.125 1 [2x2] of layer1, layer2 without step"},
        {"Wall time,Step,Value\n1700000000.5,0,0.5\n1700000001.5,1,0.25\n",
         "0.5 0.25 of Value without Wall time, Step"},
        {"Epoch;z\n1;0,5\n2;0,25", "0.5 0.25 of z without Epoch"},
        {"train/global_step,grad\n1,0.5", "0.5 of grad without train/global_step"},
        {"globalStep,grad\n1,0.5", "0.5 of grad without globalStep"},
        {"step number,step_size\n1,0.5", "0.5 of step_size without step number"},
        {",a,b\n0,1.5,2.5\n1,3.5,4.5\n", "1.5 2.5 3.5 4.5 [2x2] of a, b without names of rows"},
        {",0,1\n0,1.5,2.5\n1,3.5,4.5\n", "1.5 2.5 3.5 4.5 [2x2] of 0, 1 without names of rows"},
        {"Unnamed: 0,a\n0,1.5\n", "1.5 of a without Unnamed: 0"},
        {"\"a\" \"b\"\n\"1\" 0.5 0.25\n\"2\" 1 2\n",
         "0.5 0.25 1 2 [2x2] of a, b without names of rows"},
        {"\"x\"\n\"1\" 0.5\n\"2\" 0.25\n", "0.5 0.25 of x without names of rows"},
        {"# step layer1 layer2\n0 0.5 0.25\n1 0.125 1\n",
         "0.5 0.25 0.125 1 [2x2] of layer1, layer2 without step"},
        {"# step loss\n0,0.5\n100,0.25\n", "0.5 0.25 of loss without step"}, // numpy's header
        {"# step loss\n0;0,5\n100;0,25\n", "0.5 0.25 of loss without step"},
        {"epoch\ttrain\ttest\n1,0.5,0.75\n", "0.5 0.75 of train, test without epoch"},
        {"# step by step\n0,0.5\n", "0 0.5"}, // words, but not as many as numbers
        {"title\nstep,z\n0,0.5\n", "0.5 of z without step"},
        {"ステップ,層1\n0,0.5\n", "0.5 of 層1 without ステップ"},
        {"step,a,b,\n0,1,2,\n1,3,4,\n", "1 2 3 4 [2x2] of a, b without step"},
        {"a,\"b\"\"c\"\n1,2", "1 2 of a, b\"c"},
        {"gr\xF6\xDF"
         "e;b\n1,5;2",
         "1.5 2 of gr??e, b"},
        {"1\r2\r3", "1 2 3"},
        {"a,b\n1,007\n", "1 7 of a, b"}, // two names: the comma separates
        {"1,007\n2.5,3\n", "1 7 2.5 3 [2x2]"},
        {"1,007\n1,-5\n", "1 7 1 -5 [2x2]"},
        {"1,07,3\n4,.5,6\n", "1 7 3 4 0.5 6 [2x3]"},
        {"0\n35\n5\n", "0 35 5"},
        {"1,2\n3\n4,5\n", "1 2 3 4 5 ragged"},
        {"# a,b\n0,5\n0,7\n", "0 5 0 7 [2x2]"}, // names for two columns
        {"epoch,step,loss,val_loss\n0,9,0.5,\n1,19,0.4,\n",
         "0.5 nan 0.4 nan [2x2] missing 2 of loss, val_loss without epoch, step"},
        {"#WERT!;1,5\n2;3,5\n", "nan 1.5 2 3.5 [2x2] missing 1"},
        {"1,5;#ZAHL!;2,5\n", "1.5 nan 2.5 missing 1"},
        {"#VALEUR!,1.5\n#ERROR!,2.5\n", "nan 1.5 nan 2.5 [2x2] missing 2"},
        {"1,234\t5,6\n", "1.234 5.6"}, // one of them is decimal for certain
        {"0,123\t4,567\n", "0.123 4.567"},
        {"1,234;5,678\n", "1.234 5.678"},
        {"a\tb\n1.5\t2\n", "1.5 2 of a, b"},
        {"1,10\n2,20\n", "1 10 2 20 [2x2]"},
        {"0, 5\n0, 7\n", "0 5 0 7 [2x2]"}, // a blank: the comma separates
        {"z\n0 ,05\n", "0 5"},
        {"0,5\n1,7\n", "0 5 1 7 [2x2]"},
        {"a,b\n0,5\n0,7\n", "0 5 0 7 [2x2] of a, b"},
        {"0,1,5\n0,2,7\n", "0 1 5 0 2 7 [2x3]"},
        {"% MATLAB\n1 2", "1 2"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct number_array read = {0};
        struct fault fault = {0};
        struct text out = {0};
        if (!csv_read(rows[i].text, strlen(rows[i].text), &read, &fault))
            fail_msg("\"%s\": %d:%d: %s", rows[i].text, fault.line, fault.column, fault.text);
        print_table(&read, &out);
        if (strcmp(text_string(&out), rows[i].says) != 0)
            fail_msg("\"%s\": %s, not %s", rows[i].text, text_string(&out), rows[i].says);
        text_free(&out);
        number_array_free(&read);
    }
}

static void bad_tables_are_refused_with_line_and_column(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int line, column;
        const char *says;
    } rows[] = {
        {"", 0, 0, "no numbers"},
        {"# nothing\n", 0, 0, "no numbers"},
        {"only words\nand more", 1, 1, "\"only\": this is not a number; names"},
        {"loss: 0.5\nloss: 0.25\n", 1, 1, "\"loss:\": this is not a number"},
        {"1,x\n", 1, 3, "\"x\": this is not"},
        {"x,1\n", 1, 1, "\"x\": this is not"},
        {"bad,1.5\n1,2", 1, 1, "\"bad\": this is not"},
        {"1,2\n3,4\nfive,6\n", 3, 1, "\"five\""},
        {"a,b\n1,2\nc,d\n", 3, 1, "\"c\""},
        {"σ;x\n1;2;µ\n", 1, 1, "2 names here, and 3"},
        {"1 2 3..4", 1, 5, "\"3..4\""},
        {"1\n2e\n", 2, 1, "\"2e\""},
        {"1\r\n2\r\n3e\r\n", 3, 1, "\"3e\""}, // \r\n is one line break, \r alone is one
        {"1\r2\r3e\r", 3, 1, "\"3e\""},
        {"1,5;1.5", 1, 5, "a decimal point here and a decimal comma in line 1"},
        {"1.5;2\n3;4,5", 2, 3, "a decimal comma here and a decimal point in line 1"},
        {"1.234,5;2", 1, 1, "\"1.234,5\": a point and a comma"},
        {"1;2\n3,4\n", 2, 1, "\"3,4\": one number, or two?"},
        {"3,4\n1;2\n", 1, 1, "\"3,4\": one number, or two?"},
        {"1,5 2,5", 1, 3, "\"5 2\": a gap"},
        {"-0,053\n0,345\n1,002\n", 1, 4, "\"053\": the comma before it may be decimal"},
        {"z\n0,5\n0,05\n", 3, 3, "\"05\": the comma"},
        {"0,5\n0,7\n", 1, 3, "\"5\": the comma before it may be decimal"},
        {"12,5\n-0,5\n", 2, 4, "\"5\": the comma"},
        {"0,5,-0,25\n1,5,0,75\n", 1, 8, "\"25\": the comma"},
        {"z\n12,5\n13,7\n", 2, 4, "\"5\": the comma"},
        {"1,007,3\n4,5,6\n", 1, 3, "\"007\": the comma"},
        {"0\n0,35\n0,05\n0\n", 3, 3, "\"05\": the comma"},
        {"0,05\n1\n0,25\n", 1, 3, "\"05\": the comma"},
        {"0,05\nNaN\n-0,25\n", 1, 3, "\"05\": the comma"},
        {"-0,053\n1,5E-05\n0,345\n", 1, 4, "\"053\": the comma"},
        {"7,25\n1,5E-05\n", 2, 3, "\"5E-05\": the comma"},
        {"\u22120,053\n0,345\n", 1, 4, "\"053\": the comma"},
        {"\u22120,5\n7,3\n", 1, 4, "\"5\": the comma"},
        {"1\u00A0234,05\n0,5\n", 1, 7, "\"05\": the comma"},
        {"1,0,053\n2,0,048\n", 1, 5, "\"053\": the comma"},
        {"# loss\n10,5\n12,7\n", 2, 4, "\"5\": the comma"},
        {"1,234\t987\n12,345\t876\n", 1, 1, "\"1,234\": one number, or digits"},
        {"\"1,234\"\t2\n", 1, 1, "\"1,234\": one number, or digits"},
        {"a b\n1 0.5 0.25\n2 1 2\n", 1, 1, "2 names here, and 3"},
        {"1,5298\n0,34558419206478602\n", 2, 3, "\"34558419206478602\": the comma"},
        {"0,5,1,5\n2,25,0,001\n", 2, 8, "\"001\": the comma"},
        {"1 2\t3", 1, 1, "\"1 2\": a gap"},
        {"\"1,234\",\"2,345\"", 1, 1, "\"1,234\": one number, or digits"},
        {"z\n12%\n", 2, 1, "\"12%\": a percentage"},
        {"$1.5,2", 1, 1, "\"$1.5\": an amount"},
        {"１．５,２\n1,2\n", 1, 1, "\"１．５\": digits that are not ASCII"},
        {"٣\n1\n", 1, 1, "\"٣\": digits that are not ASCII"},
        {"\xA3"
         "1.50\n1\n",
         1, 1, "\"?1.50\": this is not a number"},
        {"1/2,1\n", 1, 1, "\"1/2\": this is not a number"},
        {"$1.5,$2", 1, 1, "\"$1.5\": an amount"},
        {"2024-01-05,1.5", 1, 1, "\"2024-01-05\": a date"},
        {"[0.5, 0.25]", 1, 1, "\"[0.5\": brackets"},
        {"tensor([0.5, 0.25])", 1, 1, "\"tensor([0.5\": brackets"},
        {"1e999", 1, 1, "\"1e999\": beyond the largest"},
        {"step\n1\n2\n", 0, 0, "nothing but columns that count (step)"},
        {"a,b\n1,2\n3\n", 3, 1, "cells in this line: 1; in the line of names: 2"},
        {"a,b\n1,2\n3,4,5\n", 3, 5, "cells in this line: 3"},
        {"a,b\n1,2,3\n4,5,6\n", 1, 1, "2 names here, and 3"},
        {"step,a,b\n1,2\n", 1, 1, "3 names here, and 2"},
        {"step grad norm\n1 2\n", 1, 1, "3 names here, and 2"},
        {"1,\"2", 1, 3, "this quote does not end"},
        {"\"1\"2", 1, 4, "expected a separator"},
        {"1;\"2\n3\";x", 1, 3, "\"2 3\": "},
        {"漢字,z\n1,2\n3,値x\n", 3, 3, "\"値x\""},
        {"1,2\n\n# note\n3,\"4x\"", 4, 3, "\"4x\""},
        {"1|2", 1, 1, "\"1|2\": numbers between bars"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct number_array read = {0};
        struct fault fault = {0};
        if (csv_read(rows[i].text, strlen(rows[i].text), &read, &fault))
            fail_msg("\"%s\" was read", rows[i].text);
        assert_null(read.values);
        if (fault.line != rows[i].line || fault.column != rows[i].column ||
            strstr(fault.text, rows[i].says) != fault.text)
            fail_msg("\"%s\": %d:%d %s", rows[i].text, fault.line, fault.column, fault.text);
    }
    // A zero byte is no number.
    struct number_array read = {0};
    struct fault fault = {0};
    assert_false(csv_read("1 2\0003 4", 7, &read, &fault));
    assert_int_equal(fault.column, 3);
    assert_non_null(strstr(fault.text, "zero byte"));
}

// What printf prints with %.17g and %a comes back bit by bit, in every shape of table.
static void printed_numbers_come_back(void **state)
{
    (void)state;
    static const char *const between[] = {",", ";", "\t", " ", ", ", "  "};
    enum { FORMATS = 4 };
    uint64_t seed = 20261130;
    for (size_t k = 0; k < COUNT(between) * FORMATS; k++) {
        double values[60];
        struct text text = {0};
        for (size_t i = 0; i < COUNT(values); i++) {
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            uint64_t bits = (seed & ~(0x7FFULL << 52)) | (1 + (seed >> 7) % 2046) << 52;
            memcpy(&values[i], &bits, sizeof bits);
            char number[128];
            switch (k % FORMATS) {
            case 0:
                snprintf(number, sizeof number, "%.17g", values[i]);
                break;
            case 1:
                snprintf(number, sizeof number, "%.60e", values[i]);
                break;
            case 2:
                snprintf(number, sizeof number, "%a", values[i]);
                break;
            default:
                snprintf(number, sizeof number, "\"%.17g\"", values[i]);
            }
            text_add(&text, number);
            text_add(&text, i % 6 == 5 ? "\n" : between[k / FORMATS]);
        }
        struct number_array read = {0};
        struct fault fault = {0};
        if (!csv_read(text.data, text.n, &read, &fault))
            fail_msg("%d:%d: %s", fault.line, fault.column, fault.text);
        assert_true(read.rows == 10 && read.columns == 6);
        assert_memory_equal(read.values, values, sizeof values);
        number_array_free(&read);
        text_free(&text);
    }
}

static void names_that_count_are_known(void **state)
{
    (void)state;
    static const char *const counts[] = {
        "step",        "Step",      "STEPS",      "global_step", "train/global_step",
        "_step",       "epoch",     "Epoch",      "iteration",   "iter",
        "index",       "idx",       "id",         "batch",       "Wall time",
        "wall_time",   "timestamp", "_timestamp", "_runtime",    "date",
        "step number", "epoch_no",  "Unnamed: 0", "globalStep",  "エポック"};
    static const char *const data[] = {"",         "z",     "layer1", "step_size", "loss",
                                       "stepwise", "fc1",   "x",      "norm",      "epochal",
                                       "width",    "count", "no",     "1",         "σ"};
    for (size_t i = 0; i < COUNT(counts); i++)
        if (!number_name_counts(counts[i], strlen(counts[i])))
            fail_msg("%s is taken for data", counts[i]);
    for (size_t i = 0; i < COUNT(data); i++)
        if (number_name_counts(data[i], strlen(data[i])))
            fail_msg("%s is taken for a count", data[i]);
    char names[NUMBERS_NAMES] = "";
    for (int i = 0; i < 100; i++)
        number_names_add(names, "層の名前", strlen("層の名前"));
    assert_true(utf8_valid(names, strlen(names), NULL));
    assert_non_null(strstr(names, ", …"));
    assert_string_equal(strstr(names, ", …"), ", …");
}

static void what_is_usable_has_a_finite_number(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool usable;
        size_t not_finite, missing;
    } rows[] = {
        {"1", true, 0, 0},     {"nan", false, 1, 0},     {"nan inf", false, 2, 0},
        {"NA,-", false, 0, 2}, {"NA,1,nan", true, 1, 1}, {"-inf,,1,2\n1,NA,nan,0", true, 2, 2},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct number_array read = {0};
        assert_true(csv_read(rows[i].text, strlen(rows[i].text), &read, NULL));
        assert_int_equal(number_array_usable(&read, NULL), rows[i].usable);
        assert_int_equal(number_array_not_finite(&read), rows[i].not_finite);
        assert_int_equal(read.missing, rows[i].missing);
        number_array_free(&read);
    }
    struct number_array none = {0};
    assert_false(number_array_usable(&none, NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arrays_of_numpy_are_read),
        cmocka_unit_test(arrays_of_every_kind_are_read_as_numpy_reads_them),
        cmocka_unit_test(special_numbers_come_through),
        cmocka_unit_test(other_arrays_are_refused_with_their_place),
        cmocka_unit_test(headers_are_read_or_refused),
        cmocka_unit_test(plain_arrays_are_read),
        cmocka_unit_test(what_is_no_npy_is_refused),
        cmocka_unit_test(no_damage_is_followed),
        cmocka_unit_test(numbers_in_cells_are_read),
        cmocka_unit_test(cells_without_a_number_are_told_apart),
        cmocka_unit_test(digits_of_other_scripts_are_like_numbers),
        cmocka_unit_test(numbers_of_thousands_of_characters_are_read),
        cmocka_unit_test(text_is_split_into_cells),
        cmocka_unit_test(tables_are_read),
        cmocka_unit_test(bad_tables_are_refused_with_line_and_column),
        cmocka_unit_test(printed_numbers_come_back),
        cmocka_unit_test(names_that_count_are_known),
        cmocka_unit_test(what_is_usable_has_a_finite_number),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
