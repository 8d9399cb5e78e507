// Files of data: archives of arrays, packed text in every encoding, and what is neither, by its
// name.
#define _XOPEN_SOURCE 700 // mkdtemp; NOLINT(bugprone-reserved-identifier,cert-dcl*)

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "app/data.h"
#include "app/file.h"
#include "app/unpack.h"
#include "base/format.h"
#include "base/text.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])
#define BYTES(bytes) (bytes), sizeof(bytes) - 1

// --- helpers ---

static int setup(void **state)
{
    char *folder = strdup("/tmp/actscope-data-XXXXXX");
    *state = folder;
    return mkdtemp(folder) == NULL || chdir(folder) != 0;
}

static int teardown(void **state)
{
    static const char *const names[] = {"x", "fifo", "huge", "a:b.csv", "x.npz"};
    for (size_t i = 0; i < COUNT(names); i++)
        remove(names[i]);
    int failed = chdir("/") != 0 || rmdir(*state) != 0;
    free(*state);
    return failed;
}

static void put(const char *path, const char *bytes, size_t n)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, n, file), n);
    fclose(file);
}

static void load(const char *name, struct text *out)
{
    char path[512];
    snprintf(path, sizeof path, TEST_DATA "/numpy/%s", name);
    struct fault fault = {0};
    if (!file_read_bytes(path, out, &fault))
        fail_msg("%s", fault.text);
}

static void gzip(const char *bytes, size_t n, struct text *out)
{
    z_stream stream = {0};
    unsigned char *packed = malloc(n + 1000);
    assert_non_null(packed);
    assert_int_equal(deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
    stream.next_in = (z_const Bytef *)bytes;
    stream.avail_in = (uInt)n;
    stream.next_out = packed;
    stream.avail_out = (uInt)(n + 1000);
    assert_int_equal(deflate(&stream, Z_FINISH), Z_STREAM_END);
    text_add_bytes(out, (const char *)packed, n + 1000 - stream.avail_out);
    deflateEnd(&stream);
    free(packed);
}

static void print_numbers(const struct number_array *read, struct text *out)
{
    char number[32];
    for (size_t i = 0; i < read->n; i++) {
        text_add(out, i > 0 ? " " : "");
        text_add(out, number_print(number, sizeof number, read->values[i]));
    }
    if (read->rows > 0)
        text_format(out, " [%zux%zu]", read->rows, read->columns);
    if (read->names[0] != '\0')
        text_format(out, " of %s", read->names);
    if (read->left_out[0] != '\0')
        text_format(out, " without %s", read->left_out);
}

static void expect(const char *what, const char *member, const char *bytes, size_t n,
                   const char *says)
{
    struct number_array read = {0};
    struct fault fault = {0};
    struct text out = {0};
    if (!data_read_bytes(what, member, bytes, n, &read, &fault))
        fail_msg("%s: %s", what, fault.text);
    print_numbers(&read, &out);
    if (strcmp(text_string(&out), says) != 0)
        fail_msg("%s: %s, not %s", what, text_string(&out), says);
    text_free(&out);
    number_array_free(&read);
}

static void expect_refused(const char *what, const char *member, const char *bytes, size_t n,
                           const char *says)
{
    struct number_array read = {0};
    struct fault fault = {0};
    if (data_read_bytes(what, member, bytes, n, &read, &fault))
        fail_msg("%s was read", what);
    assert_null(read.values);
    if (strstr(fault.text, says) != fault.text)
        fail_msg("%s: %s, not %s", what, fault.text, says);
}

// --- archives ---

static void archives_of_numpy_are_read(void **state)
{
    (void)state;
    static const struct {
        const char *file, *member, *says;
    } rows[] = {
        {"kinds/stored.npz", NULL, "0.5 -1.5 2 3 7 8 9 of fc1, fc2"},
        {"kinds/deflated.npz", NULL, "0.5 -1.5 2 3 7 8 9 of fc1, fc2"},
        {"kinds/one.npz", NULL, "0.5 -1.5 2 3 [2x2]"},
        {"kinds/with_step.npz", NULL, "0.5 -1.5 2 3 [2x2] of z without step, names"},
        {"kinds/stored.npz", "fc1", "0.5 -1.5 2 3 [2x2]"},
        {"kinds/deflated.npz", "fc2", "7 8 9"},
        {"kinds/deflated.npz", "fc2.npy", "7 8 9"},
        {"kinds/with_step.npz", "step", "400"}, // who names it means it
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct text bytes = {0}, packed = {0};
        load(rows[i].file, &bytes);
        gzip(bytes.data, bytes.n, &packed);
        expect(rows[i].file, rows[i].member, bytes.data, bytes.n, rows[i].says);
        expect(rows[i].file, rows[i].member, packed.data, packed.n, rows[i].says);
        text_free(&bytes);
        text_free(&packed);
    }
}

static void archives_without_numbers_are_refused(void **state)
{
    (void)state;
    static const struct {
        const char *file, *member, *says;
    } rows[] = {
        {"kinds/no_numbers.npz", NULL, "byte 20: dtype '<U1': text"},
        {"kinds/no_numbers.npz", "c", "byte 20: dtype '<c8': complex"},
        {"kinds/stored.npz", "fc3", "no array of this name in it; there are: fc1, fc2"},
        {"kinds/stored.npz", "", "no array of this name"},
        {"kinds/bzip2.npz", NULL, "packed by method 12 (bzip2)"},
        {"kinds/lzma.npz", NULL, "packed by method 14 (LZMA)"},
        {"kinds/le_f4_one.npy", "fc1", "only .npz files have arrays"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct text bytes = {0};
        load(rows[i].file, &bytes);
        expect_refused(rows[i].file, rows[i].member, bytes.data, bytes.n, rows[i].says);
        text_free(&bytes);
    }
}

// Bit 0 of a member's flags says that it is encrypted; they stand in its header and the directory.
static void encrypted_members_are_named(void **state)
{
    (void)state;
    struct text bytes = {0};
    load("kinds/stored.npz", &bytes);
    for (size_t i = 0; i + 10 < bytes.n; i++)
        if (memcmp(bytes.data + i, "PK\3\4", 4) == 0)
            bytes.data[i + 6] |= 1;
        else if (memcmp(bytes.data + i, "PK\1\2", 4) == 0)
            bytes.data[i + 8] |= 1;
    expect_refused("stored.npz", NULL, bytes.data, bytes.n, "encrypted");
    text_free(&bytes);
}

// One stored member of n bytes in a zip archive, written by hand: no more of the format is needed.
static void add_number(struct text *out, uint64_t value, int bytes)
{
    for (int i = 0; i < bytes; i++)
        text_add_bytes(out, (char[]){(char)(value >> (8 * i))}, 1);
}

static void zip_one(const char *name, const char *bytes, size_t n, struct text *out)
{
    uint32_t crc = (uint32_t)crc32(0, (const Bytef *)bytes, (uInt)n), size = (uint32_t)n;
    uint32_t length = (uint32_t)strlen(name);
    for (int directory = 0; directory < 2; directory++) {
        size_t from = out->n;
        text_add_bytes(out, directory ? "PK\1\2\24\0\24\0" : "PK\3\4\24\0", directory ? 8 : 6);
        add_number(out, 0, 8); // flags, method, time
        add_number(out, crc, 4);
        add_number(out, size, 4);
        add_number(out, size, 4);
        add_number(out, length, 4); // and no more fields
        for (int i = 0; directory && i < 14; i++)
            add_number(out, 0, 1);
        text_add(out, name);
        if (directory) {
            text_add_bytes(out, "PK\5\6\0\0\0\0\1\0\1\0", 12);
            add_number(out, (uint32_t)(46 + length), 4);
            add_number(out, (uint32_t)from, 4);
            add_number(out, 0, 2);
        } else
            text_add_bytes(out, bytes, n);
    }
}

// What counts something is left out beside data; alone it is all that there is.
static void a_count_alone_is_data(void **state)
{
    (void)state;
    struct text bytes = {0}, zip = {0};
    load("kinds/le_i2_one.npy", &bytes);
    zip_one("step.npy", bytes.data, bytes.n, &zip);
    expect("step alone", NULL, zip.data, zip.n, "-32768 -2 0 1 32767 258");
    text_free(&bytes);
    text_free(&zip);
}

static void other_archives_are_called_by_their_names(void **state)
{
    (void)state;
    static const struct {
        const char *member, *says;
    } rows[] = {
        {"archive/data.pkl", "a PyTorch file"},
        {"data.pkl", "a PyTorch file"},
        {"xl/workbook.xml", "an Excel workbook"},
        {"word/document.xml", "a Word document"},
        {"META-INF/manifest.xml", "an OpenDocument file"},
        {"model.weights.h5", "a Keras model"},
        {"z.csv", "a zip archive without .npy arrays (it begins with z.csv)"},
        {"z.npy", "byte 0: this is no .npy file"},
        {"\xff\xfe.txt", "a zip archive without .npy arrays (it begins with ??.txt)"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct text zip = {0};
        zip_one(rows[i].member, "1,2\n", 4, &zip);
        expect_refused(rows[i].member, NULL, zip.data, zip.n, rows[i].says);
        text_free(&zip);
    }
    expect_refused("empty.zip", NULL, "PK\5\6\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 22,
                   "a zip archive with nothing");
    expect_refused("cut.zip", NULL, BYTES("PK\3\4"), "a zip archive whose directory");
}

static bool are(const struct number_array *read, const double *values, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (read->n != n || read->values[i] != values[i])
            return false;
    return true;
}

// Whatever one bit does, the numbers are those, or fewer with a word about it, or none.
static void a_damaged_archive_never_gives_other_numbers(void **state)
{
    (void)state;
    static const double values[] = {0.5, -1.5, 2, 3, 7, 8, 9};
    struct text bytes = {0};
    load("kinds/deflated.npz", &bytes);
    for (size_t i = 0; i < 8 * bytes.n; i++) {
        struct number_array read = {0};
        bytes.data[i / 8] ^= (char)(1 << i % 8);
        if (data_read_bytes("x.npz", NULL, bytes.data, bytes.n, &read, NULL)) {
            bool all = are(&read, values, 7);
            bool first = are(&read, values, 4), last = are(&read, values + 4, 3);
            if (!all && !((first || last) && read.left_out[0] != '\0'))
                fail_msg("bit %zu: %zu numbers", i, read.n);
        }
        bytes.data[i / 8] ^= (char)(1 << i % 8);
        number_array_free(&read);
    }
    for (size_t n = 0; n < bytes.n; n++) {
        struct number_array read = {0};
        char *copy = malloc(n + 1);
        assert_non_null(copy);
        memcpy(copy, bytes.data, n);
        assert_false(data_read_bytes("x.npz", NULL, copy, n, &read, NULL));
        free(copy);
    }
    text_free(&bytes);
}

// --- text in every coat ---

static void utf16(const char *text, bool big, bool mark, struct text *out)
{
    text_add_bytes(out, big ? "\xFE\xFF" : "\xFF\xFE", mark ? 2 : 0);
    for (const unsigned char *p = (const unsigned char *)text; *p != '\0'; p++) {
        unsigned c = *p; // of UTF-8 the table has three bytes at most
        if (c >= 0xE0) {
            c = (c & 15) << 12 | (p[1] & 63u) << 6 | (p[2] & 63u);
            p += 2;
        } else if (c >= 0xC0) {
            c = (c & 31) << 6 | (p[1] & 63u);
            p++;
        }
        char unit[2] = {(char)(big ? c >> 8 : c & 255), (char)(big ? c & 255 : c >> 8)};
        text_add_bytes(out, unit, 2);
    }
}

static void text_is_read_in_every_coat(void **state)
{
    (void)state;
    static const struct {
        const char *text, *says;
    } rows[] = {
        {"a;b\r\n1,5;2,5\r\n3;\u22124,25\r\n", "1.5 2.5 3 -4.25 [2x2] of a, b"},
        {"step\tσ\r\n0\t1,5\r\n1\t2,5", "1.5 2.5 of σ without step"},
        {"1,2\n3,4\n", "1 2 3 4 [2x2]"},
        {"7", "7"},
    };
    for (size_t i = 0; i < COUNT(rows); i++)
        for (int coat = 0; coat < 6; coat++) {
            struct text bytes = {0}, packed = {0};
            if (coat < 2) {
                text_add(&bytes, coat == 1 ? "\xEF\xBB\xBF" : "");
                text_add(&bytes, rows[i].text);
            } else
                utf16(rows[i].text, coat % 2 == 1, coat < 4, &bytes);
            gzip(bytes.data, bytes.n, &packed);
            expect(rows[i].text, NULL, bytes.data, bytes.n, rows[i].says);
            expect(rows[i].text, NULL, packed.data, packed.n, rows[i].says);
            text_free(&bytes);
            text_free(&packed);
        }
}

// Letters beyond the first 65536 are pairs: U+1F600, and U+10FFFD, the last but two.
static void pairs_of_utf16_are_one_letter(void **state)
{
    (void)state;
    expect("pairs", NULL,
           BYTES("\xFF\xFE\x3D\xD8\x00\xDE\n\0"
                 "7\0\n\0"),
           "7 of \xF0\x9F\x98\x80");
    expect("pairs", NULL,
           BYTES("\xFE\xFF\xDB\xFF\xDF\xFD\0\n\0"
                 "7\0\n"),
           "7 of \xF4\x8F\xBF\xBD");
}

// By a zero in the first character: one character is enough, half a one is not.
static void short_utf16_is_known(void **state)
{
    (void)state;
    assert_true(format_is_utf16(BYTES("7\0")));
    assert_true(format_is_utf16(BYTES("\0"
                                      "7")));
    assert_true(format_is_utf16(BYTES("7\0\n\0")));
    assert_true(format_is_utf16(BYTES("\xFF\xFE")));
    assert_false(format_is_utf16(BYTES("7")));
    assert_false(format_is_utf16(BYTES("\xFF")));
    assert_false(format_is_utf16(BYTES("\0\0")));
    assert_false(format_is_utf16(BYTES("77")));
    assert_false(format_is_utf16(BYTES("7\0\0"
                                       "7")));
}

static void broken_utf16_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t n;
        const char *says;
    } rows[] = {
        {BYTES("\xFF\xFE"
               "1\0,\0"
               "2"),
         "byte 6: half a character"},
        {BYTES("\xFF\xFE\x00\xD8"
               "1\0"),
         "byte 4: half a character"},
        {BYTES("\xFF\xFE\x00\xDC"
               "1\0"),
         "byte 2: half a character"},
        {BYTES("\xFE\xFF\xD8\x00"), "byte 4: half a character"},
        {BYTES("\xFF\xFE"), "no numbers"},
        {BYTES("\xFF\xFE"
               "x\0"),
         "\"x\": this is not a number"},
        {BYTES("\xFF\xFE\0\0"
               "1\0\0\0"),
         "text in UTF-32"},
    };
    for (size_t i = 0; i < COUNT(rows); i++)
        expect_refused("utf-16", NULL, rows[i].bytes, rows[i].n, rows[i].says);
}

static void broken_gzip_is_refused(void **state)
{
    (void)state;
    struct text packed = {0}, twice = {0}, two = {0};
    gzip(BYTES("1,2\n3,4\n"), &packed);
    for (size_t n = 2; n < packed.n; n++)
        expect_refused("cut", NULL, packed.data, n, "byte ");
    gzip(packed.data, packed.n, &twice);
    expect_refused("twice", NULL, twice.data, twice.n, "packed twice");
    text_add_bytes(&two, packed.data, packed.n);
    gzip(BYTES("5,6\n"), &two);
    expect("two members", NULL, two.data, two.n, "1 2 3 4 5 6 [3x2]");
    text_add_bytes(&two, "\0\0\0", 3);
    expect("zeros behind", NULL, two.data, two.n, "1 2 3 4 5 6 [3x2]");
    text_add(&two, "x");
    expect_refused("more behind", NULL, two.data, two.n, "byte ");
    packed.data[packed.n - 6] ^= 1; // of the checksum
    expect_refused("damaged", NULL, packed.data, packed.n, "byte ");
    text_free(&packed);
    text_free(&twice);
    text_free(&two);
}

static void what_unpacks_to_too_much_is_left(void **state)
{
    (void)state;
    enum { N = 1 << 20 };
    char *zeros = calloc(N, 1);
    struct text packed = {0}, zip = {0}, out = {0};
    struct fault fault = {0};
    assert_non_null(zeros);
    gzip(zeros, N, &packed);
    assert_false(unpack_gzip(packed.data, packed.n, N - 1, &out, &fault));
    assert_true(fault.id == FAULT_LIMIT && out.n < 2 * (size_t)N);
    text_clear(&out);
    assert_true(unpack_gzip(packed.data, packed.n, N, &out, &fault));
    assert_int_equal(out.n, N);
    zip_one("a.npy", zeros, N, &zip);
    struct archive *archive = archive_open(zip.data, zip.n, &fault);
    assert_non_null(archive);
    text_clear(&out);
    fault = (struct fault){0};
    assert_false(archive_read(archive, 0, 1000, &out, &fault));
    assert_true(fault.id == FAULT_LIMIT && out.n < 100000);
    archive_close(archive);
    archive_close(NULL);
    text_free(&packed);
    text_free(&zip);
    text_free(&out);
    free(zeros);
}

static void other_files_are_called_by_their_names(void **state)
{
    (void)state;
    char tar[512] = "z.csv";
    text_copy(tar + 257, sizeof "ustar", "ustar");
    const struct {
        const char *bytes;
        size_t n;
        const char *says;
    } rows[] = {
        {"", 0, "the file is empty"},
        {BYTES("\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a"), "a PyTorch file"},
        {BYTES("\x80\x04\x95"), "a Python pickle"},
        {BYTES("\x89HDF\r\n\x1a\n"), "an HDF5 file"},
        {BYTES("PAR1\x15"), "a Parquet file"},
        {BYTES("ARROW1\0\0"), "an Arrow file"},
        {BYTES("MATLAB 5.0 MAT-file"), "a MATLAB file"},
        {BYTES("CDF\x01"), "a NetCDF file"},
        {BYTES("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "an Excel or Office file"},
        {BYTES("\x10\0\0\0\0\0\0\0{\"a\":1}"), "a safetensors file"},
        {BYTES("GGUF\3"), "a GGUF model"},
        {BYTES("SQLite format 3\0"), "an SQLite"},
        {BYTES("BZh91AY"), "packed with bzip2"},
        {BYTES("\xfd"
               "7zXZ\0"),
         "packed with xz"},
        {BYTES("\x28\xb5\x2f\xfd"), "packed with zstd"},
        {BYTES("7z\xbc\xaf\x27\x1c"), "a 7z archive"},
        {BYTES("Rar!\x1a\7"), "a RAR archive"},
        {tar, sizeof tar, "a tar archive"},
        {BYTES("\x89PNG\r\n\x1a\n"), "a PNG picture"},
        {BYTES("\xff\xd8\xff\xe0"), "a JPEG picture"},
        {BYTES("%PDF-1.7\n1 2\n"), "a PDF document"},
        {BYTES("\x7f"
               "ELF"),
         "a program"},
        {BYTES("version https://git-lfs.github.com/spec/v1\n"), "a pointer of Git LFS"},
        {BYTES("<!DOCTYPE html>"), "a page of HTML"},
        {BYTES("<?xml version='1.0'?>"), "XML"},
        {BYTES("{\"z\": [1, 2]}"), "JSON"},
        {BYTES(" {\n \"z\": 1}"), "JSON"},
        {BYTES("[1, 2]"), "\"[1\": brackets"},
        {BYTES("1,2\0"), "byte 3: a zero"},
        {BYTES("\1\2\3\0\4"), "byte 3: a zero"},
        {BYTES("\x93NUMPY"), "byte 6: the file ends"},
        {BYTES("nan\ninf"), "not one of its 2 numbers is finite"},
        {BYTES("NA,-\n"), "not one of its 2 numbers is finite"},
        {BYTES("# nothing\n"), "no numbers up to the end"},
    };
    for (size_t i = 0; i < COUNT(rows); i++)
        expect_refused("x", NULL, rows[i].bytes, rows[i].n, rows[i].says);
    expect_refused("x.npy", NULL, BYTES("1,2\n"), "byte 0: this is no .npy file");
}

// --- files ---

static void only_regular_files_are_read(void **state)
{
    (void)state;
    static const struct {
        const char *path;
        enum fault_id id;
        const char *says;
    } rows[] = {
        {"missing.csv", FAULT_FILE, "cannot read missing.csv: No such file"},
        {".", FAULT_FILE, "cannot read .: Is a directory"},
        {"fifo", FAULT_FILE, "cannot read fifo: only files"},
        {"/dev/zero", FAULT_FILE, "cannot read /dev/zero: only files"},
        {"huge", FAULT_LIMIT, "huge is larger than"},
        {"x:fc1", FAULT_FILE, "only .npz files have"},
        {"missing.npz:fc1", FAULT_FILE, "cannot read missing.npz:fc1: No such file"},
    };
    assert_int_equal(mkfifo("fifo", 0600), 0);
    put("x", "1\n", 2);
    put("huge", "", 0);
    assert_int_equal(truncate("huge", 500 * 1024 * 1024), 0);
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct number_array read = {0};
        struct fault fault = {0};
        assert_false(data_read(rows[i].path, &read, &fault));
        if (fault.id != rows[i].id || strstr(fault.text, rows[i].says) != fault.text)
            fail_msg("%s: %s", rows[i].path, fault.text);
    }
}

static void paths_may_name_a_member(void **state)
{
    (void)state;
    struct text bytes = {0};
    struct number_array read = {0};
    struct fault fault = {0};
    load("kinds/stored.npz", &bytes);
    put("x.npz", bytes.data, bytes.n);
    put("a:b.csv", "1,2\n", 4); // a colon in a name is no member
    assert_true(data_read("a:b.csv", &read, NULL));
    assert_int_equal(read.n, 2);
    number_array_free(&read);
    assert_true(data_read("x.npz:fc2", &read, NULL));
    assert_int_equal(read.n, 3);
    number_array_free(&read);
    assert_false(data_read("x.npz:fc3", &read, &fault));
    assert_string_equal(fault.source, "x.npz:fc3");
    bytes.data[60] ^= 1;
    put("x.npz", bytes.data, bytes.n);
    fault = (struct fault){0};
    assert_false(data_read("x.npz", &read, &fault));
    assert_string_equal(fault.source, "x.npz:fc1");
    put("x", "1,2\n3,x\n", 8);
    fault = (struct fault){0};
    assert_false(data_read("x", &read, &fault));
    assert_string_equal(fault.source, "x");
    assert_true(fault.line == 2 && fault.column == 3);
    text_free(&bytes);
}

static void dropped_files_are_told_from_commands(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t n;
        bool data;
    } rows[] = {
        {BYTES("1,2\n"), true},
        {BYTES("step,z\n0,1.5\n"), true},
        {BYTES("# note\n-1.5\n"), true},
        {BYTES("\xFF\xFE"
               "1\0"),
         true},
        {BYTES("\x93NUMPY\1\0"), true},
        {BYTES("PK\3\4"), true},
        {BYTES("\x1f\x8b\x08"), true},
        {BYTES("\x89PNG\r\n"), true}, // `data` says what it is
        {BYTES("only tanh\nzoom 2\n"), false},
        {BYTES("# 2026\ntheme dark\n"), false},
        {BYTES("title \"2 steps\"\n"), false},
        {BYTES(""), false},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        put("x", rows[i].bytes, rows[i].n);
        if (data_seems("x") != rows[i].data)
            fail_msg("row %zu", i);
    }
    assert_true(data_seems("z.csv") && data_seems("z.npz") && data_seems("z.tsv"));
    assert_false(data_seems("state.actscope") || data_seems("missing") || data_seems("."));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(archives_of_numpy_are_read),
        cmocka_unit_test(archives_without_numbers_are_refused),
        cmocka_unit_test(encrypted_members_are_named),
        cmocka_unit_test(a_count_alone_is_data),
        cmocka_unit_test(other_archives_are_called_by_their_names),
        cmocka_unit_test(a_damaged_archive_never_gives_other_numbers),
        cmocka_unit_test(text_is_read_in_every_coat),
        cmocka_unit_test(pairs_of_utf16_are_one_letter),
        cmocka_unit_test(short_utf16_is_known),
        cmocka_unit_test(broken_utf16_is_refused),
        cmocka_unit_test(broken_gzip_is_refused),
        cmocka_unit_test(what_unpacks_to_too_much_is_left),
        cmocka_unit_test(other_files_are_called_by_their_names),
        cmocka_unit_test_setup_teardown(only_regular_files_are_read, setup, teardown),
        cmocka_unit_test_setup_teardown(paths_may_name_a_member, setup, teardown),
        cmocka_unit_test_setup_teardown(dropped_files_are_told_from_commands, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
