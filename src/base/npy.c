#include "base/npy.h"

#include <math.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/language.h"
#include "base/text.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

enum { MAGIC_SIZE = 6, WORD_MAX = 64 }; // bytes; words are the strings of the header

static const char magic[] = "\x93NUMPY";

// The header while it is read: the literal of a Python dictionary, from byte `at` to before `end`.
struct reader {
    const char *bytes;
    size_t at, end;
    bool has_descr, has_order, has_shape;
    struct fault *fault;
};

__attribute__((format(printf, 3, 4))) static bool refuse(struct fault *fault, size_t byte,
                                                         const char *format, ...)
{
    struct text what = {0};
    va_list arguments;
    va_start(arguments, format);
    text_format_list(&what, format, arguments);
    va_end(arguments);
    fault_set(fault, FAULT_FILE, _("byte %zu: %s"), byte, text_string(&what));
    text_free(&what);
    return false;
}

// Whether this machine's numbers begin with their highest byte.
static bool is_big_endian(void)
{
    const uint16_t one = 1;
    unsigned char first;
    memcpy(&first, &one, 1);
    return first == 0;
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
    for (size_t i = 0; i < n; i++) { // the words looked for are ASCII, and messages must be UTF-8
        char c = r->bytes[from + i];
        out[i] = c >= ' ' && c <= '~' ? c : '?';
    }
    out[n] = '\0';
    r->at = from + n + 1;
    return true;
}

// What arrays of other types hold, by the first letter of their code, and what the user can do.
static const struct {
    char letter;
    const char *what;
} others[] = {
    {'c', N_("complex numbers; save their .real, .imag or numpy.abs")},
    {'f', N_("long doubles, which no double can hold; save it with astype(numpy.float64)")},
    {'M', N_("dates; save numbers, as astype(numpy.float64) makes them")},
    {'m', N_("spans of time; save numbers, as astype(numpy.float64) makes them")},
    {'U', N_("text; save numbers, as astype(numpy.float64) makes them")},
    {'S', N_("text; save numbers, as astype(numpy.float64) makes them")},
    {'a', N_("text; save numbers, as astype(numpy.float64) makes them")},
    {'V', N_("raw bytes (bfloat16 is saved so); save it with astype(numpy.float32)")},
};

// Refuses a dtype with FAULT_NUMBER: the file is whole, but does not hold numbers that are read.
static bool refuse_descr(struct reader *r, size_t at, const char *descr, const char *code)
{
    const char *what = N_("bool, integers and float16 to float64 are read");
    if (descr[0] == '[')
        what = N_("records; save one field of them as float32");
    else if (strchr(descr, 'O') != NULL)
        what = N_("Python objects; save them with astype(numpy.float32)");
    else
        for (size_t i = 0; i < COUNT(others); i++)
            what = code[0] == others[i].letter ? others[i].what : what;
    refuse(r->fault, at, _("dtype '%.20s': %s"), descr, _(what));
    if (r->fault != NULL)
        r->fault->id = FAULT_NUMBER;
    return false;
}

static bool read_descr(struct reader *r, struct npy_header *h)
{
    static const struct {
        const char *code;
        enum npy_kind kind;
        size_t size;
    } types[] = {
        {"b1", NPY_BOOL, 1},     {"?", NPY_BOOL, 1},      {"i1", NPY_SIGNED, 1},
        {"i2", NPY_SIGNED, 2},   {"i4", NPY_SIGNED, 4},   {"i8", NPY_SIGNED, 8},
        {"u1", NPY_UNSIGNED, 1}, {"u2", NPY_UNSIGNED, 2}, {"u4", NPY_UNSIGNED, 4},
        {"u8", NPY_UNSIGNED, 8}, {"f2", NPY_FLOAT, 2},    {"f4", NPY_FLOAT, 4},
        {"f8", NPY_FLOAT, 8},
    };
    char descr[WORD_MAX];
    skip_blanks(r);
    size_t at = r->at;
    if (at < r->end && r->bytes[at] == '[')
        return refuse_descr(r, at, "[…]", "");
    if (!read_string(r, descr))
        return false;
    const char *code = descr + (descr[0] != '\0' && strchr("<>=|", descr[0]) != NULL);
    for (size_t i = 0; i < COUNT(types); i++)
        if (strcmp(code, types[i].code) == 0) {
            h->kind = types[i].kind;
            h->size = types[i].size;
            h->big_endian = descr[0] == '>' || (descr[0] != '<' && is_big_endian());
            r->has_descr = true;
            return true;
        }
    return refuse_descr(r, at, descr, code);
}

static bool take_word(struct reader *r, const char *word)
{
    size_t n = strlen(word);
    skip_blanks(r);
    bool here = r->end - r->at >= n && memcmp(r->bytes + r->at, word, n) == 0;
    r->at += here ? n : 0;
    return here;
}

static bool read_order(struct reader *r, struct npy_header *h)
{
    r->has_order = true;
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
    take(r, 'L'); // Python 2 wrote long integers as 10L
    return r->at > from || refuse(r->fault, from, _("expected the length of a dimension"));
}

static bool read_shape(struct reader *r, struct npy_header *h)
{
    r->has_shape = true;
    if (!expect(r, '('))
        return false;
    while (!take(r, ')')) {
        if (h->dimensions == NPY_DIMENSIONS_MAX)
            return refuse(r->fault, r->at, _("more than %d dimensions"), NPY_DIMENSIONS_MAX);
        if (!read_length(r, &h->shape[h->dimensions++]))
            return false;
        if (!take(r, ',')) // a comma may stand behind the last length, too
            return expect(r, ')');
    }
    return true;
}

static bool read_entry(struct reader *r, struct npy_header *h)
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
    if (strcmp(key, "shape") == 0 && !r->has_shape)
        return read_shape(r, h);
    return refuse(r->fault, at, _("the header has no place for '%.20s'"), key);
}

static bool read_dictionary(struct reader *r, struct npy_header *h)
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
    return (r->has_descr && r->has_order && r->has_shape) ||
           refuse(r->fault, from, _("the header lacks descr, fortran_order or shape"));
}

// --- the array ---

bool npy_is(const char *bytes, size_t n)
{
    return n >= MAGIC_SIZE && memcmp(bytes, magic, MAGIC_SIZE) == 0;
}

// Finds the dictionary: where it begins and how many bytes it has.
static bool find_dictionary(const char *bytes, size_t n, size_t *from, size_t *length,
                            struct fault *fault)
{
    const unsigned char *b = (const unsigned char *)bytes;
    if (!npy_is(bytes, n))
        return refuse(fault, 0, _("this is no .npy file: it does not begin with \\x93NUMPY"));
    bool short_length = n > MAGIC_SIZE && b[MAGIC_SIZE] == 1;
    *from = short_length ? 10 : 12;
    if (n > MAGIC_SIZE && (b[MAGIC_SIZE] < 1 || b[MAGIC_SIZE] > 3))
        return refuse(fault, MAGIC_SIZE, _("version %d of the format; 1 to 3 are read"),
                      b[MAGIC_SIZE]);
    if (n < *from)
        return refuse(fault, n, _("the file ends within its header"));
    *length = (size_t)b[8] | (size_t)b[9] << 8;
    if (!short_length)
        *length |= (size_t)b[10] << 16 | (size_t)b[11] << 24;
    return *length <= n - *from ||
           refuse(fault, n, _("the file ends within its header of %zu bytes"), *length);
}

// Counts the items of an array of this shape.
static bool count_items(struct npy_header *h, struct fault *fault)
{
    h->count = 1;
    for (int i = 0; i < h->dimensions; i++) // a length of 0 makes the whole array empty
        if (h->shape[i] == 0)
            h->count = 0;
    for (int i = 0; i < h->dimensions && h->count > 0; i++) {
        if (h->count > NUMBERS_MOST / h->shape[i])
            return fault_set(fault, FAULT_LIMIT, _("more than %d million numbers"),
                             NUMBERS_MOST / 1024 / 1024);
        h->count *= h->shape[i];
    }
    return true;
}

bool npy_read_header(const char *bytes, size_t n, struct npy_header *out, struct fault *fault)
{
    size_t from = 0, length = 0;
    *out = (struct npy_header){0};
    if (!find_dictionary(bytes, n, &from, &length, fault))
        return false;
    struct reader r = {.bytes = bytes, .at = from, .end = from + length, .fault = fault};
    out->data = from + length;
    return read_dictionary(&r, out) && count_items(out, fault);
}

// The value of an IEEE 754 binary16: a sign, five bits of exponent, ten of fraction.
static double half_value(unsigned bits)
{
    unsigned exponent = bits >> 10 & 31, fraction = bits & 1023;
    double size = exponent == 31  ? (fraction != 0 ? (double)NAN : HUGE_VAL)
                  : exponent == 0 ? ldexp(fraction, -24)
                                  : ldexp(1024 + fraction, (int)exponent - 25);
    return (bits & 0x8000) != 0 ? -size : size;
}

// The value of a float of `size` bytes, 2, 4 or 8.
static double float_value(uint64_t bits, size_t size)
{
    double value;
    float single;
    uint32_t low = (uint32_t)bits;
    if (size == 2)
        return half_value((unsigned)bits);
    memcpy(&value, &bits, sizeof value);
    memcpy(&single, &low, sizeof single);
    return size == 4 ? (double)single : value;
}

// Computes the value of an integer. Returns false where no double equals it.
static bool integer_value(uint64_t bits, const struct npy_header *h, double *value)
{
    uint64_t sign = 1ULL << (8 * h->size - 1);
    bool negative = h->kind == NPY_SIGNED && (bits & sign) != 0;
    uint64_t size = negative ? (~bits + 1) & (sign | (sign - 1)) : bits;
    int zeros = 0; // low zero bits do not count: a double holds 53 bits, wherever they stand
    while (size != 0 && zeros < 64 && (size >> zeros & 1) == 0)
        zeros++;
    *value = negative ? -(double)size : (double)size;
    return size >> zeros <= 1ULL << 53;
}

// Reads one item; returns false where it is an integer that no double equals.
static bool item_at(const unsigned char *from, const struct npy_header *h, double *value)
{
    uint64_t bits = 0;
    for (size_t i = 0; i < h->size; i++)
        bits = bits << 8 | from[h->big_endian ? i : h->size - 1 - i];
    if (h->kind == NPY_SIGNED || h->kind == NPY_UNSIGNED)
        return integer_value(bits, h, value);
    *value = h->kind == NPY_BOOL ? bits != 0 : float_value(bits, h->size);
    return true;
}

// The place in C order of item i of an array in Fortran order, whose first index runs fastest.
static size_t turned(const struct npy_header *h, size_t i)
{
    size_t place = 0, stride = h->count;
    for (int d = 0; d < h->dimensions; d++) {
        stride /= h->shape[d];
        place += i % h->shape[d] * stride;
        i /= h->shape[d];
    }
    return place;
}

static bool take_items(const char *bytes, const struct npy_header *h, struct number_array *out,
                       struct fault *fault)
{
    const unsigned char *from = (const unsigned char *)bytes + h->data;
    for (size_t i = 0; i < h->count; i++) {
        double *to = &out->values[h->fortran ? turned(h, i) : i];
        if (!item_at(from + i * h->size, h, to))
            return refuse(fault, h->data + i * h->size,
                          _("the integer near %.0f has more digits than a double; save it with "
                            "astype(numpy.float64) if they do not matter"),
                          *to);
    }
    return true;
}

bool npy_read(const char *bytes, size_t n, struct number_array *out, struct fault *fault)
{
    struct npy_header h;
    if (!npy_read_header(bytes, n, &h, fault))
        return false;
    size_t held = n - h.data, wanted = h.count * h.size;
    if (held < wanted)
        return refuse(fault, n, _("the file ends here; its array wants %zu bytes more"),
                      wanted - held);
    if (held > wanted)
        return refuse(fault, h.data + wanted, _("%zu bytes follow the array"), held - wanted);
    bool table = h.dimensions == 2 && h.count > 0;
    struct number_array read = {.n = h.count,
                                .capacity = h.count,
                                .rows = table ? h.shape[0] : 0,
                                .columns = table ? h.shape[1] : 0};
    read.values = malloc((h.count > 0 ? h.count : 1) * sizeof *read.values);
    if (read.values == NULL)
        return fault_set(fault, FAULT_MEMORY, _("no memory for %zu numbers"), h.count);
    if (!take_items(bytes, &h, &read, fault)) {
        number_array_free(&read);
        return false;
    }
    *out = read;
    return true;
}
