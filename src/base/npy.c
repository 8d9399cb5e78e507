#include <limits.h>
#include <math.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/language.h"
#include "base/numbers.h"

enum { DIMENSIONS_MAX = 32, MAGIC_SIZE = 6, WORD_MAX = 64 };

static const char magic[] = "\x93NUMPY";

// What a header says.
struct header {
    size_t size; // of an item in bytes, 4 or 8
    bool big_endian, fortran;
    size_t shape[DIMENSIONS_MAX];
    int dimensions;
    bool has_descr, has_order, has_shape;
};

// The header's dictionary while it is read: a Python literal.
struct reader {
    const char *bytes;
    size_t at, end;
    struct fault *fault;
};

void number_array_free(struct number_array *numbers)
{
    if (numbers == NULL)
        return;
    free(numbers->values);
    *numbers = (struct number_array){0};
}

__attribute__((format(printf, 3, 4))) static bool refuse(struct fault *fault, size_t byte,
                                                         const char *format, ...)
{
    char what[300];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(what, sizeof what, format, arguments);
    va_end(arguments);
    return fault_set(fault, FAULT_FILE, _("byte %zu: %s"), byte, what);
}

// --- the dictionary ---

static void skip_blanks(struct reader *r)
{
    while (r->at < r->end && strchr(" \t\r\n", r->bytes[r->at]) != NULL && r->bytes[r->at] != '\0')
        r->at++;
}

static bool take(struct reader *r, char c)
{
    skip_blanks(r);
    bool here = r->at < r->end && r->bytes[r->at] == c;
    r->at += here;
    return here;
}

static bool expect(struct reader *r, char c)
{
    return take(r, c) || refuse(r->fault, r->at, _("expected '%c' in the header of the array"), c);
}

static bool read_string(struct reader *r, char out[WORD_MAX])
{
    skip_blanks(r);
    char quote = r->at < r->end ? r->bytes[r->at] : '\0';
    size_t n = 0, from = r->at + 1;
    if (quote != '\'' && quote != '"')
        return refuse(r->fault, r->at, _("expected a string in the header of the array"));
    while (from + n < r->end && r->bytes[from + n] != quote)
        n++;
    if (from + n >= r->end || n >= WORD_MAX)
        return refuse(r->fault, r->at, _("this string in the header does not end"));
    memcpy(out, r->bytes + from, n);
    out[n] = '\0';
    r->at = from + n + 1;
    return true;
}

static bool read_descr(struct reader *r, struct header *h)
{
    char descr[WORD_MAX];
    skip_blanks(r);
    size_t at = r->at;
    if (at < r->end && r->bytes[at] == '[')
        return refuse(r->fault, at, _("an array of records; save one field of it as float32"));
    if (!read_string(r, descr))
        return false;
    if (strchr(descr, 'O') != NULL)
        return refuse(r->fault, at,
                      _("an array of Python objects; save it with astype(numpy.float32)"));
    bool order = descr[0] == '<' || descr[0] == '>';
    if (!order || (strcmp(descr + 1, "f4") != 0 && strcmp(descr + 1, "f8") != 0))
        return refuse(r->fault, at,
                      _("dtype '%.20s'; float32 ('<f4') and float64 ('<f8') are read"), descr);
    h->big_endian = descr[0] == '>';
    h->size = (size_t)(descr[2] - '0');
    h->has_descr = true;
    return true;
}

static bool take_word(struct reader *r, const char *word)
{
    size_t n = strlen(word);
    skip_blanks(r);
    bool here = r->end - r->at >= n && memcmp(r->bytes + r->at, word, n) == 0;
    r->at += here ? n : 0;
    return here;
}

static bool read_order(struct reader *r, struct header *h)
{
    h->has_order = true;
    h->fortran = take_word(r, "True");
    return h->fortran || take_word(r, "False") ||
           refuse(r->fault, r->at, _("expected True or False for fortran_order"));
}

static bool read_length(struct reader *r, size_t *length)
{
    skip_blanks(r);
    size_t from = r->at;
    *length = 0;
    while (r->at < r->end && r->bytes[r->at] >= '0' && r->bytes[r->at] <= '9') {
        if (*length > SIZE_MAX / 16)
            return refuse(r->fault, from, _("a dimension longer than memory"));
        *length = *length * 10 + (size_t)(r->bytes[r->at++] - '0');
    }
    take(r, 'L'); // Python 2 wrote long integers so
    return r->at > from || refuse(r->fault, from, _("expected the length of a dimension"));
}

static bool read_shape(struct reader *r, struct header *h)
{
    h->has_shape = true;
    if (!expect(r, '('))
        return false;
    while (!take(r, ')')) {
        if (h->dimensions == DIMENSIONS_MAX)
            return refuse(r->fault, r->at, _("more than %d dimensions"), DIMENSIONS_MAX);
        if (!read_length(r, &h->shape[h->dimensions++]))
            return false;
        if (!take(r, ',')) // the last one may have a comma behind it
            return expect(r, ')');
    }
    return true;
}

static bool read_entry(struct reader *r, struct header *h)
{
    char key[WORD_MAX];
    skip_blanks(r);
    size_t at = r->at;
    if (!read_string(r, key) || !expect(r, ':'))
        return false;
    if (strcmp(key, "descr") == 0)
        return read_descr(r, h);
    if (strcmp(key, "fortran_order") == 0)
        return read_order(r, h);
    if (strcmp(key, "shape") == 0 && !h->has_shape)
        return read_shape(r, h);
    return refuse(r->fault, at, _("the header has no place for '%.20s'"), key);
}

static bool read_dictionary(struct reader *r, struct header *h)
{
    size_t from = r->at;
    if (!expect(r, '{'))
        return false;
    while (!take(r, '}')) {
        if (!read_entry(r, h))
            return false;
        if (!take(r, ',')) {
            if (!expect(r, '}'))
                return false;
            break;
        }
    }
    skip_blanks(r);
    if (r->at < r->end)
        return refuse(r->fault, r->at, _("the header goes on behind its end"));
    return (h->has_descr && h->has_order && h->has_shape) ||
           refuse(r->fault, from, _("the header lacks descr, fortran_order or shape"));
}

// --- the array ---

// Where the array begins, with the header read; 0 after a fault.
static size_t read_header(const char *bytes, size_t n, struct header *h, struct fault *fault)
{
    const unsigned char *b = (const unsigned char *)bytes;
    if (n < MAGIC_SIZE || memcmp(bytes, magic, MAGIC_SIZE) != 0) {
        refuse(fault, 0, _("this is no .npy file: it does not begin with \\x93NUMPY"));
        return 0;
    }
    bool short_length = n > MAGIC_SIZE && b[MAGIC_SIZE] == 1;
    size_t from = short_length ? 10 : 12;
    if (n > MAGIC_SIZE && (b[MAGIC_SIZE] < 1 || b[MAGIC_SIZE] > 3)) {
        refuse(fault, MAGIC_SIZE, _("version %d of the format; 1 to 3 are read"), b[MAGIC_SIZE]);
        return 0;
    }
    if (n < from) {
        refuse(fault, n, _("the file ends within its header"));
        return 0;
    }
    size_t length = (size_t)b[8] | (size_t)b[9] << 8;
    if (!short_length)
        length |= (size_t)b[10] << 16 | (size_t)b[11] << 24;
    if (length > n - from) {
        refuse(fault, n, _("the file ends within its header of %zu bytes"), length);
        return 0;
    }
    struct reader r = {.bytes = bytes, .at = from, .end = from + length, .fault = fault};
    return read_dictionary(&r, h) ? from + length : 0;
}

static bool count_items(const struct header *h, size_t *count, struct fault *fault)
{
    *count = 1;
    for (int i = 0; i < h->dimensions; i++) {
        if (h->shape[i] > 0 && *count > NUMBERS_MOST / h->shape[i])
            return fault_set(fault, FAULT_LIMIT, _("more than %d million numbers in one array"),
                             NUMBERS_MOST / 1024 / 1024);
        *count *= h->shape[i];
    }
    return true;
}

static double item_at(const unsigned char *from, const struct header *h)
{
    uint64_t bits = 0;
    for (size_t i = 0; i < h->size; i++)
        bits = bits << 8 | from[h->big_endian ? i : h->size - 1 - i];
    double value;
    if (h->size == sizeof value) {
        memcpy(&value, &bits, sizeof value);
        return value;
    }
    uint32_t half = (uint32_t)bits;
    float single;
    memcpy(&single, &half, sizeof single);
    return (double)single;
}

static void take_items(const char *bytes, const struct header *h, struct number_array *out)
{
    const unsigned char *from = (const unsigned char *)bytes;
    bool table = h->dimensions == 2;
    out->rows = table ? h->shape[0] : 0;
    out->columns = table ? h->shape[1] : 0;
    bool turn = table && h->fortran; // columns stand one behind the other
    for (size_t i = 0; i < out->n; i++) {
        size_t to = turn ? i % out->rows * out->columns + i / out->rows : i;
        out->values[to] = item_at(from + i * h->size, h);
    }
}

static bool any_finite(const struct number_array *numbers)
{
    for (size_t i = 0; i < numbers->n; i++)
        if (isfinite(numbers->values[i]))
            return true;
    return false;
}

bool npy_read(const char *bytes, size_t n, struct number_array *out, struct fault *fault)
{
    struct header h = {0};
    size_t from = read_header(bytes, n, &h, fault), count;
    if (from == 0 || !count_items(&h, &count, fault))
        return false;
    size_t held = n - from, wanted = count * h.size;
    if (held < wanted)
        return refuse(fault, n, _("the file ends here; its array wants %zu bytes more"),
                      wanted - held);
    if (held > wanted)
        return refuse(fault, from + wanted, _("%zu bytes follow the array"), held - wanted);
    struct number_array read = {.n = count};
    read.values = malloc((count > 0 ? count : 1) * sizeof *read.values);
    if (read.values == NULL)
        return fault_set(fault, FAULT_MEMORY, _("no memory for %zu numbers"), count);
    take_items(bytes + from, &h, &read);
    if (!any_finite(&read)) {
        number_array_free(&read);
        return refuse(fault, from,
                      count == 0 ? _("the array is empty")
                                 : _("not one number of the array is finite"));
    }
    *out = read;
    return true;
}
