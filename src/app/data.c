#include "app/data.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/file.h"
#include "app/unpack.h"
#include "base/csv.h"
#include "base/decimal.h"
#include "base/format.h"
#include "base/language.h"
#include "base/npy.h"
#include "base/text.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

enum { BLOCK = 65536 }; // bytes at a file's beginning by which its kind is recognised

static bool ends_with(const char *name, const char *ending)
{
    size_t n = strlen(name), m = strlen(ending);
    return n >= m && strcmp(name + n - m, ending) == 0;
}

// --- archives of arrays ---

// An .npz, which is a zip archive with one .npy file ("member") for each array, while it is read.
struct arrays {
    struct archive *archive;
    struct number_array *out; // all numbers of all arrays
    struct text bytes;        // of the present member
    size_t read;              // how many arrays are in `out`
    size_t room;              // how many bytes may still be unpacked
    struct fault first;       // why the first array that was left out is not in `out`
};

// The length of an array's name, which is its member's without ".npy"; 0 for other members.
static size_t name_length(const char *member)
{
    return ends_with(member, ".npy") ? strlen(member) - strlen(".npy") : 0;
}

// Puts the array's name into a fault's source, if that is empty.
static void blame_member(struct fault *fault, const char *member)
{
    if (fault != NULL && fault->source[0] == '\0') {
        char shown[NUMBERS_NAMES] = "";
        number_names_add(shown, member, name_length(member));
        text_copy(fault->source, sizeof fault->source, shown);
    }
}

// Appends an array's numbers. The shape is kept only while there is one array.
static bool append(struct arrays *a, const struct number_array *more, struct fault *fault)
{
    bool alone = a->read == 0;
    for (size_t i = 0; i < more->n; i++)
        if (!number_array_add(a->out, more->values[i], fault))
            return false;
    a->out->rows = alone ? more->rows : 0;
    a->out->columns = alone ? more->columns : 0;
    a->read++;
    return true;
}

// Reads the i-th member. An array without real numbers is left out; other mistakes are faults.
static bool read_member(struct arrays *a, size_t i, struct fault *fault)
{
    struct number_array array = {0};
    struct fault why = {0};
    const char *member = archive_name(a->archive, i);
    text_clear(&a->bytes);
    bool ok = archive_read(a->archive, i, a->room, &a->bytes, fault);
    if (!ok) {
        blame_member(fault, member);
        return false;
    }
    a->room -= a->bytes.n;
    if (npy_read(text_string(&a->bytes), a->bytes.n, &array, &why)) {
        number_names_add(a->out->names, member, name_length(member));
        ok = append(a, &array, fault);
    } else if (why.id == FAULT_NUMBER) { // it holds text or the like: the other arrays are read
        blame_member(&why, member);
        number_names_add(a->out->left_out, member, name_length(member));
        a->first = a->first.id == FAULT_NONE ? why : a->first;
    } else {
        ok = false;
        blame_member(&why, member);
        if (fault != NULL)
            *fault = why;
    }
    number_array_free(&array);
    return ok;
}

// Whether the i-th member counts something (number_name_counts), such as steps, and so is no data
// beside other arrays.
static bool is_count(const struct arrays *a, size_t i, size_t arrays)
{
    const char *member = archive_name(a->archive, i);
    return arrays > 1 && number_name_counts(member, name_length(member));
}

// Fills a fault about an archive without arrays: what it is instead. Returns false.
static bool refuse_archive(const struct archive *archive, struct fault *fault)
{
    if (archive_count(archive) == 0)
        return fault_set(fault, FAULT_FILE, _("a zip archive with nothing in it"));
    for (size_t i = 0; i < archive_count(archive); i++) {
        const char *format = format_of_member(archive_name(archive, i));
        if (format != NULL)
            return fault_set(fault, FAULT_FILE, "%s", _(format));
    }
    char first[NUMBERS_NAMES] = "";
    number_names_add(first, archive_name(archive, 0), strlen(archive_name(archive, 0)));
    return fault_set(fault, FAULT_FILE,
                     _("a zip archive without .npy arrays (it begins with %s); unpack it first"),
                     first);
}

// Reads the one array that is called `member`, with or without ".npy".
static bool find_member(struct arrays *a, const char *member, struct fault *fault)
{
    char there[NUMBERS_NAMES] = "";
    for (size_t i = 0; i < archive_count(a->archive); i++) {
        const char *name = archive_name(a->archive, i);
        size_t n = name_length(name);
        if (n > 0 &&
            (strcmp(name, member) == 0 || (strlen(member) == n && memcmp(name, member, n) == 0)))
            return read_member(a, i, fault);
        number_names_add(there, name, n);
    }
    return fault_set(fault, FAULT_FILE, _("no array of this name in it; there are: %s"), there);
}

// Reads all arrays that are data, and lists the other members in left_out. False if none is data.
static bool read_arrays(struct arrays *a, struct fault *fault)
{
    size_t arrays = 0;
    for (size_t i = 0; i < archive_count(a->archive); i++)
        arrays += name_length(archive_name(a->archive, i)) > 0;
    if (arrays == 0)
        return refuse_archive(a->archive, fault);
    for (size_t i = 0; i < archive_count(a->archive); i++) {
        const char *member = archive_name(a->archive, i);
        if (is_count(a, i, arrays))
            number_names_add(a->out->left_out, member, name_length(member));
        else if (name_length(member) > 0) {
            if (!read_member(a, i, fault))
                return false;
        } else if (!ends_with(member, "/"))
            number_names_add(a->out->left_out, member, strlen(member));
    }
    if (a->read > 0)
        return true;
    if (a->first.id != FAULT_NONE && fault != NULL)
        *fault = a->first;
    return a->first.id == FAULT_NONE
               ? fault_set(fault, FAULT_FILE, _("nothing but arrays that count: %s"),
                           a->out->left_out)
               : false;
}

static bool read_zip(const char *member, const char *bytes, size_t n, struct number_array *out,
                     struct fault *fault)
{
    struct arrays a = {.out = out, .room = DATA_BYTES_MOST};
    a.archive = archive_open(bytes, n, fault);
    bool ok = a.archive != NULL &&
              (member != NULL ? find_member(&a, member, fault) : read_arrays(&a, fault)) &&
              (a.read > 0 || fault_set(fault, FAULT_FILE, "%s", a.first.text));
    if (a.read == 1 && out->left_out[0] == '\0')
        out->names[0] = '\0'; // the file's name is enough where nothing else is in it
    archive_close(a.archive);
    text_free(&a.bytes);
    return ok;
}

// --- files of every kind ---

static bool read_utf16(const char *bytes, size_t n, struct number_array *out, struct fault *fault)
{
    struct text text = {0};
    bool ok = format_from_utf16(bytes, n, &text, fault) &&
              csv_read(text_string(&text), text.n, out, fault);
    text_free(&text);
    return ok;
}

// Reads content that is not packed with gzip, or no more.
static bool read_plain(const char *name, const char *member, const char *bytes, size_t n,
                       struct number_array *out, struct fault *fault)
{
    if (n == 0)
        return fault_set(fault, FAULT_FILE, _("the file is empty"));
    if (unpack_is_gzip(bytes, n))
        return fault_set(fault, FAULT_FILE, _("packed twice with gzip; unpack it first"));
    if (unpack_is_zip(bytes, n))
        return read_zip(member, bytes, n, out, fault);
    if (member != NULL)
        return fault_set(fault, FAULT_FILE, _("only .npz files have arrays with names"));
    const char *format = format_name(bytes, n);
    if (format != NULL)
        return fault_set(fault, FAULT_FILE, "%s", _(format));
    if (npy_is(bytes, n) || ends_with(name, ".npy"))
        return npy_read(bytes, n, out, fault);
    if (format_is_utf16(bytes, n))
        return read_utf16(bytes, n, out, fault);
    const char *zero = memchr(bytes, '\0', n < BLOCK ? n : BLOCK);
    if (zero != NULL)
        return fault_set(fault, FAULT_FILE,
                         _("byte %zu: a zero; this is no text, and no known kind"),
                         (size_t)(zero - bytes));
    return csv_read(bytes, n, out, fault);
}

bool data_read_bytes(const char *name, const char *member, const char *bytes, size_t n,
                     struct number_array *out, struct fault *fault)
{
    struct number_array read = {0};
    struct text unpacked = {0};
    bool ok = true;
    if (unpack_is_gzip(bytes, n)) {
        ok = unpack_gzip(bytes, n, DATA_BYTES_MOST, &unpacked, fault);
        bytes = text_string(&unpacked);
        n = unpacked.n;
    }
    ok =
        ok && read_plain(name, member, bytes, n, &read, fault) && number_array_usable(&read, fault);
    if (ok)
        *out = read;
    else
        number_array_free(&read);
    text_free(&unpacked);
    return ok;
}

// Splits FILE:MEMBER: sets `file` and returns MEMBER. NULL if the whole path is a file, or FILE is
// none.
static const char *split(const char *path, struct text *file)
{
    const char *colon = strrchr(path, ':');
    if (colon == NULL || file_exists(path))
        return NULL;
    text_add_bytes(file, path, (size_t)(colon - path));
    return file_exists(text_string(file)) ? colon + 1 : NULL;
}

// Puts the path in front of the fault's source: "FILE", or "FILE:MEMBER" where the source was an
// array's name. `named`: the path has the member already.
static void blame_file(struct fault *fault, const char *path, bool named)
{
    char member[sizeof fault->source];
    if (fault == NULL)
        return;
    text_copy(member, sizeof member, fault->source);
    struct text source = {0};
    text_add(&source, path);
    text_add(&source, member[0] != '\0' && !named ? ":" : "");
    text_add(&source, named ? "" : member);
    text_copy(fault->source, sizeof fault->source, text_string(&source));
    text_free(&source);
}

bool data_read(const char *path, struct number_array *out, struct fault *fault)
{
    struct text bytes = {0}, file = {0};
    const char *member = split(path, &file), *name = member != NULL ? text_string(&file) : path;
    if (fault != NULL)
        fault->source[0] = '\0';
    bool ok = file_read_bytes(name, &bytes, fault);
    if (ok) {
        ok = data_read_bytes(name, member, text_string(&bytes), bytes.n, out, fault);
        if (!ok)
            blame_file(fault, path, member != NULL);
    }
    text_free(&bytes);
    text_free(&file);
    return ok;
}

// --- dropped files ---

// Whether any line looks like numbers. In a file of commands none does: commands are words.
static bool has_line_of_numbers(const char *bytes, size_t n)
{
    for (size_t at = 0; at < n; at++) {
        const char *end = memchr(bytes + at, '\n', n - at);
        size_t length = end != NULL ? (size_t)(end - bytes) - at : n - at;
        if (decimal_like(bytes + at, length))
            return true;
        at += length;
    }
    return false;
}

bool data_seems(const char *path)
{
    static const char *const endings[] = {".npy", ".npz", ".csv", ".tsv", ".gz", ".dat"};
    char block[BLOCK];
    struct stat info;
    for (size_t i = 0; i < COUNT(endings); i++)
        if (ends_with(path, endings[i]))
            return true;
    int fd = ends_with(path, ".actscope") ? -1 : open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0)
        return false;
    ssize_t got = fstat(fd, &info) == 0 && S_ISREG(info.st_mode) ? read(fd, block, BLOCK) : -1;
    close(fd);
    size_t n = got > 0 ? (size_t)got : 0;
    return npy_is(block, n) || unpack_is_zip(block, n) || unpack_is_gzip(block, n) ||
           format_name(block, n) != NULL || format_is_utf16(block, n) ||
           has_line_of_numbers(block, n);
}
