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

#include "base/numbers.h"
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
            if (read.values[k] != (double)(10 * (k / 4) + k % 4) - 0.5)
                fail_msg("%s: number %zu is %g", rows[i].name, k, read.values[k]);
        number_array_free(&read);
    }
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
        {"objects.npy", "byte 20: an array of Python objects"},
        {"records.npy", "byte 20: an array of records"},
        {"int_i8.npy", "byte 20: dtype '<i8'"},
        {"half_f2.npy", "byte 20: dtype '<f2'"},
        {"nan_f8.npy", "byte 128: not one number of the array is finite"},
        {"empty_f8.npy", "byte 128: the array is empty"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct number_array read = {0};
        struct fault fault = {0};
        assert_false(read_file(rows[i].name, &read, &fault));
        assert_null(read.values);
        if (fault.id != FAULT_FILE || strstr(fault.text, rows[i].says) != fault.text)
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
        {"{'descr': '|f8', 'fortran_order': False, 'shape': (1,)}", 8, "byte 20: dtype '|f8'"},
        {"{'descr': '<f16', 'fortran_order': False, 'shape': (1,)}", 8, "byte 20: dtype '<f16'"},
        {"{'descr': '<c8', 'fortran_order': False, 'shape': (1,)}", 8, "byte 20: dtype"},
        {"{'descr': '', 'fortran_order': False, 'shape': (1,)}", 8, "byte 20: dtype"},
        {"{'descr': '|O', 'fortran_order': False, 'shape': (1,)}", 8, "byte 20: an array of Py"},
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
        {"{'descr': '<f8', 'fortran_order': False, 'shape': (0, 4294967296)}", 0,
         "byte 76: the array is empty"},
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

// --- Tables of text

static void tables_are_read(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t n, rows, columns;
        double first, last;
    } rows[] = {
        {"1", 1, 0, 0, 1, 1},
        {"1\n2\n3\n", 3, 0, 0, 1, 3},
        {"1,2,3\n4,5,6\n", 6, 2, 3, 1, 6},
        {"1 2 3\r\n4 5 6\r\n", 6, 2, 3, 1, 6},
        {"1;2\n3;4", 4, 2, 2, 1, 4},
        {"a,b\n1,2\n3,4\n", 4, 2, 2, 1, 4},
        {"layer: dense_1\nunits\n\n1 , 2\n3\t,4\n", 4, 2, 2, 1, 4},
        {"# made by hand\n1 # one\n2\n", 2, 0, 0, 1, 2},
        {"\xEF\xBB\xBF-1e-3\n0x1p3", 2, 0, 0, -1e-3, 8},
        {"1,2\n3\n", 3, 0, 0, 1, 3},
        {"\n\n1,2\n\n3,4\n\n", 4, 2, 2, 1, 4},
        {"nan,1\ninf,2", 4, 2, 2, NAN, 2},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct number_array read = {0};
        struct fault fault = {0};
        if (!csv_read(rows[i].text, strlen(rows[i].text), &read, &fault))
            fail_msg("\"%s\": %s", rows[i].text, fault.text);
        if (read.n != rows[i].n || read.rows != rows[i].rows || read.columns != rows[i].columns)
            fail_msg("\"%s\": %zu numbers, %zu x %zu", rows[i].text, read.n, read.rows,
                     read.columns);
        assert_true(read.values[0] == rows[i].first || isnan(rows[i].first));
        assert_true(read.values[read.n - 1] == rows[i].last);
        number_array_free(&read);
    }
}

static void bad_tables_are_refused_with_line_and_column(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int line, column;
    } rows[] = {
        {"", 1, 1},
        {"# nothing\n", 2, 1},
        {"only words\nand more", 2, 9},
        {"1,x\n", 1, 3},
        {"1,2\n3,4\nfive,6\n", 3, 1},
        {"a,b\n1,2\nc,d\n", 3, 1},
        {"1,,2", 1, 3},
        {"1,2,\n", 1, 5},
        {"1, ,2", 1, 4},
        {",1", 1, 1},
        {"σ;x\n1;2;µ\n", 2, 5},
        {"1 2 3..4", 1, 5},
        {"1\n2e\n", 2, 1},
        {"nan nan\ninf", 2, 4},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct number_array read = {0};
        struct fault fault = {0};
        assert_false(csv_read(rows[i].text, strlen(rows[i].text), &read, &fault));
        assert_null(read.values);
        if (fault.id != FAULT_FILE || fault.line != rows[i].line || fault.column != rows[i].column)
            fail_msg("\"%s\": %d:%d %s", rows[i].text, fault.line, fault.column, fault.text);
    }
    // A zero byte is no number.
    struct number_array read = {0};
    struct fault fault = {0};
    assert_false(csv_read("1 2\0003 4", 7, &read, &fault));
    assert_int_equal(fault.column, 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arrays_of_numpy_are_read),
        cmocka_unit_test(special_numbers_come_through),
        cmocka_unit_test(other_arrays_are_refused_with_their_place),
        cmocka_unit_test(headers_are_read_or_refused),
        cmocka_unit_test(what_is_no_npy_is_refused),
        cmocka_unit_test(no_damage_is_followed),
        cmocka_unit_test(tables_are_read),
        cmocka_unit_test(bad_tables_are_refused_with_line_and_column),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
