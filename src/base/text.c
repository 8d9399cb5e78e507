#include "base/text.h"
#include "base/memory.h"

#include <assert.h>
#include <limits.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// --- the growing buffer ---

static void text_reserve(struct text *text, size_t more)
{
    if (more >= SIZE_MAX / 2 - text->n)
        abort();
    size_t need = text->n + more + 1;
    if (need <= text->c)
        return;
    size_t c = text->c ? text->c : 64;
    while (c < need)
        c *= 2;
    char *data = memory_must(realloc(text->lent ? NULL : text->data, c));
    if (text->lent)
        memcpy(data, text->data, text->n + 1);
    text->lent = false;
    text->data = data;
    text->c = c;
}

void text_add_bytes(struct text *text, const char *bytes, size_t n)
{
    text_reserve(text, n);
    if (n)
        memcpy(text->data + text->n, bytes, n);
    text->n += n;
    text->data[text->n] = '\0';
}

void text_add(struct text *text, const char *string)
{
    text_add_bytes(text, string, strlen(string));
}

void text_format_list(struct text *text, const char *format, va_list arguments)
{
    va_list again;
    va_copy(again, arguments);
    int n = vsnprintf(NULL, 0, format, arguments);
    assert(n >= 0);
    if (n >= 0) {
        text_reserve(text, (size_t)n);
        vsnprintf(text->data + text->n, (size_t)n + 1, format, again);
        text->n += (size_t)n;
    }
    va_end(again);
}

void text_format(struct text *text, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    text_format_list(text, format, arguments);
    va_end(arguments);
}

void text_add_quoted(struct text *text, const char *word)
{
    text_add_bytes(text, "\"", 1);
    for (; *word != '\0'; word++) {
        if (*word == '"' || *word == '\\')
            text_add_bytes(text, "\\", 1);
        text_add_bytes(text, word, 1);
    }
    text_add_bytes(text, "\"", 1);
}

void text_cut(struct text *text, size_t n)
{
    if (n >= text->n)
        return;
    text->n = n;
    text->data[n] = '\0';
}

void text_clear(struct text *text)
{
    text_cut(text, 0);
}

void text_free(struct text *text)
{
    if (!text)
        return;
    if (!text->lent)
        free(text->data);
    *text = (struct text){0};
}

struct text text_in(char *room, size_t size)
{
    room[0] = '\0';
    return (struct text){.data = room, .c = size, .lent = true};
}

const char *text_string(const struct text *text)
{
    return text->data ? text->data : "";
}

// --- characters ---

static bool utf8_follows(char c)
{
    return ((unsigned char)c & 0xC0) == 0x80;
}

bool text_copy(char *to, size_t size, const char *from)
{
    assert(size > 0);
    size_t n = strlen(from);
    bool whole = n < size;
    if (!whole) {
        n = size - 1;
        while (n > 0 && utf8_follows(from[n]))
            n--;
    }
    memcpy(to, from, n);
    to[n] = '\0';
    return whole;
}

bool ascii_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool ascii_is_small(char c)
{
    return c >= 'a' && c <= 'z';
}

bool ascii_is_capital(char c)
{
    return c >= 'A' && c <= 'Z';
}

bool ascii_is_letter(char c)
{
    return ascii_is_small(c) || ascii_is_capital(c);
}

char ascii_small(char c)
{
    return ascii_is_capital(c) ? (char)(c - 'A' + 'a') : c;
}

char ascii_capital(char c)
{
    return ascii_is_small(c) ? (char)(c - 'a' + 'A') : c;
}

bool ascii_same(const char *a, const char *b)
{
    while (*a != '\0' && ascii_small(*a) == ascii_small(*b)) {
        a++;
        b++;
    }
    return *a == '\0' && *b == '\0';
}

// The well-formed sequences of UTF-8, by their first byte and the range of the second (The Unicode
// Standard, table 3-7). Where the second range is narrow, it keeps out overlong forms, surrogates
// and what is above U+10FFFF.
static const struct {
    unsigned char first_low, first_high, second_low, second_high;
    size_t length;
} utf8_forms[] = {
    {0x00, 0x7F, 0x00, 0x00, 1}, {0xC2, 0xDF, 0x80, 0xBF, 2}, {0xE0, 0xE0, 0xA0, 0xBF, 3},
    {0xE1, 0xEC, 0x80, 0xBF, 3}, {0xED, 0xED, 0x80, 0x9F, 3}, {0xEE, 0xEF, 0x80, 0xBF, 3},
    {0xF0, 0xF0, 0x90, 0xBF, 4}, {0xF1, 0xF3, 0x80, 0xBF, 4}, {0xF4, 0xF4, 0x80, 0x8F, 4},
};

// The length of the well-formed character at the start of `string`, or 0.
static size_t utf8_length(const char *string, size_t n)
{
    const unsigned char *u = (const unsigned char *)string;
    for (size_t i = 0; i < sizeof utf8_forms / sizeof *utf8_forms; i++) {
        if (u[0] < utf8_forms[i].first_low || u[0] > utf8_forms[i].first_high)
            continue;
        size_t length = utf8_forms[i].length;
        if (length > n)
            return 0;
        if (length > 1 && (u[1] < utf8_forms[i].second_low || u[1] > utf8_forms[i].second_high))
            return 0;
        for (size_t k = 2; k < length; k++)
            if (!utf8_follows(string[k]))
                return 0;
        return length;
    }
    return 0;
}

bool utf8_valid(const char *string, size_t n, size_t *bad)
{
    for (size_t i = 0; i < n;) {
        size_t length = utf8_length(string + i, n - i);
        if (!length) {
            if (bad)
                *bad = i;
            return false;
        }
        i += length;
    }
    return true;
}

size_t utf8_next(const char *string, size_t offset)
{
    if (!string[offset])
        return offset;
    do
        offset++;
    while (utf8_follows(string[offset]));
    return offset;
}

size_t utf8_previous(const char *string, size_t offset)
{
    if (!offset)
        return 0;
    do
        offset--;
    while (offset > 0 && utf8_follows(string[offset]));
    return offset;
}

size_t utf8_write(unsigned code_point, char out[5])
{
    static const unsigned first[] = {0, 0, 0xC0, 0xE0, 0xF0};
    unsigned c = code_point;
    size_t n = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    for (size_t i = n; i-- > 1; c >>= 6)
        out[i] = (char)(0x80 | (c & 0x3F));
    out[0] = (char)(first[n] | c);
    out[n] = '\0';
    return n;
}

unsigned utf8_code_point(const char *string)
{
    const unsigned char *u = (const unsigned char *)string;
    if (u[0] < 0x80)
        return u[0];
    if (u[0] < 0xE0)
        return (u[0] & 0x1Fu) << 6 | (u[1] & 0x3Fu);
    if (u[0] < 0xF0)
        return (u[0] & 0x0Fu) << 12 | (u[1] & 0x3Fu) << 6 | (u[2] & 0x3Fu);
    return (u[0] & 0x07u) << 18 | (u[1] & 0x3Fu) << 12 | (u[2] & 0x3Fu) << 6 | (u[3] & 0x3Fu);
}

size_t utf8_count(const char *string, size_t n)
{
    size_t count = 0;
    for (size_t i = 0; i < n && string[i]; i++)
        count += !utf8_follows(string[i]);
    return count;
}

// Whether a character takes two columns of a terminal: kana, han and full-width forms. These are
// found by their bytes: U+2E80 and on begin with E2 BA, U+FF00 to U+FF60 are EF BC 80 to EF BD A0.
// Nothing else that the program writes begins so.
static bool is_wide(const char *c)
{
    const unsigned char *u = (const unsigned char *)c;
    if (u[0] == 0xE2)
        return u[1] >= 0xBA;
    if (u[0] == 0xEF)
        return u[1] == 0xBC || (u[1] == 0xBD && u[2] <= 0xA0);
    return u[0] >= 0xE3 && u[0] <= 0xED;
}

size_t utf8_columns(const char *string)
{
    size_t columns = 0;
    for (size_t i = 0; string[i] != '\0'; i++)
        if (!utf8_follows(string[i]))
            columns += is_wide(string + i) ? 2 : 1;
    return columns;
}

// --- numbers ---

// strtod would also skip blanks in front, and read nan(...).
bool number_read(const char *string, double *value)
{
    if (!*string || strchr(" \t\n\v\f\r", *string) || strchr(string, '('))
        return false;
    char *end;
    double read = strtod(string, &end);
    if (end == string || *end)
        return false;
    *value = read;
    return true;
}

// All precisions are tried, because the shortest is not the first that reads back: %.1g writes 10
// as "1e+01", %.2g as "10". A form without an exponent is the shortest.
char *number_print(char *out, size_t size, double value)
{
    assert(size >= 32);
    text_copy(out, size, isnan(value) ? "nan" : value < 0 ? "-inf" : "inf");
    if (!isfinite(value))
        return out;
    size_t best = SIZE_MAX;
    for (int precision = 1; precision <= 17; precision++) {
        char candidate[32];
        snprintf(candidate, sizeof candidate, "%.*g", precision, value);
        size_t n = strlen(candidate);
        if (strtod(candidate, NULL) != value || n >= best)
            continue;
        best = n;
        text_copy(out, size, candidate);
        if (!strchr(candidate, 'e'))
            break;
    }
    return out;
}

// A number as d.ddd… times ten to the power `exponent`, without trailing zeros.
struct scientific {
    char digits[24]; // without the point
    int n;
    int exponent;
};

static struct scientific decimal_of(double magnitude, int digits)
{
    char string[40];
    snprintf(string, sizeof string, "%.*e", digits - 1, magnitude);
    struct scientific decimal = {.exponent = (int)strtol(strchr(string, 'e') + 1, NULL, 10)};
    for (const char *c = string; *c != 'e'; c++)
        if (*c != '.')
            decimal.digits[decimal.n++] = *c;
    while (decimal.n > 1 && decimal.digits[decimal.n - 1] == '0')
        decimal.n--;
    decimal.digits[decimal.n] = '\0';
    return decimal;
}

// Writes the digits from position `from` to before `to`, 0 where there are none, and returns the
// end.
static char *decimal_digits(char *out, const struct scientific *decimal, int from, int to)
{
    for (int i = from; i < to; i++)
        *out++ = i >= 0 && i < decimal->n ? decimal->digits[i] : '0';
    return out;
}

// Writes a number without an exponent: the point stands behind `whole` digits. If `whole` is 0 or
// less, the number begins with "0." and zeros.
static void decimal_write(char *out, const struct scientific *decimal, int whole)
{
    out = whole > 0 ? decimal_digits(out, decimal, 0, whole)
                    : decimal_digits(out, decimal, whole - 1, whole);
    if (whole < decimal->n) {
        *out++ = '.';
        out = decimal_digits(out, decimal, whole, decimal->n);
    }
    *out = '\0';
}

char *number_show(char *out, size_t size, double value, int digits)
{
    assert(size >= 64);
    if (!isfinite(value) || value == 0) {
        const char *word = isnan(value) ? "NaN" : value > 0 ? "∞" : value < 0 ? "−∞" : "0";
        text_copy(out, size, word);
        return out;
    }
    digits = digits < 1 ? 1 : digits > 17 ? 17 : digits;
    struct scientific decimal = decimal_of(fabs(value), digits);
    bool power = decimal.exponent < -4 || decimal.exponent >= 6;
    char number[40], signed_number[48];
    decimal_write(number, &decimal, power ? 1 : decimal.exponent + 1);
    snprintf(signed_number, sizeof signed_number, "%s%s", value < 0 ? "−" : "", number);
    if (power)
        return number_show_power(out, size, signed_number, decimal.exponent);
    text_copy(out, size, signed_number);
    return out;
}

char *number_show_power(char *out, size_t size, const char *mantissa, int exponent)
{
    static const char *const superscripts[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
    char digits[16];
    snprintf(digits, sizeof digits, "%d", exponent);
    bool alone = !*mantissa || strcmp(mantissa, "−") == 0 || strcmp(mantissa, "-") == 0;
    char power[64] = "";
    for (const char *c = digits; *c; c++)
        strcat(power, *c == '-' ? "⁻" : superscripts[*c - '0']);
    snprintf(out, size, "%s%s10%s", mantissa, alone ? "" : "×", power);
    return out;
}

// --- the nearest word ---

enum { WORD_MAX = 63 };

static int smaller(int a, int b)
{
    return a < b ? a : b;
}

// Dynamic programming over prefixes of both words; only three rows of the table are kept.
int word_distance(const char *a, const char *b, int cap)
{
    size_t na = strlen(a), nb = strlen(b);
    if (na > WORD_MAX || nb > WORD_MAX)
        return strcmp(a, b) ? cap : 0;
    if ((int)(na > nb ? na - nb : nb - na) >= cap)
        return cap;
    int rows[3][WORD_MAX + 1];
    for (size_t j = 0; j <= nb; j++)
        rows[0][j] = (int)j;
    for (size_t i = 1; i <= na; i++) {
        const int *above = rows[(i - 1) % 3], *two_above = rows[(i + 1) % 3];
        int *row = rows[i % 3];
        row[0] = (int)i;
        for (size_t j = 1; j <= nb; j++) {
            row[j] = above[j - 1] + (a[i - 1] != b[j - 1]);
            row[j] = smaller(row[j], smaller(above[j], row[j - 1]) + 1);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = smaller(row[j], two_above[j - 2] + 1);
        }
    }
    return smaller(rows[na % 3][nb], cap);
}

// The largest distance at which a word of one length may be meant by one of another. It is less
// than the longer length, so that words without a letter in common are never near.
static int word_reach(size_t a, size_t b)
{
    int longer = (int)(a > b ? a : b);
    int third = longer / 3 > 1 ? longer / 3 : 1;
    return smaller(third, longer - 1);
}

int word_index(const char *word, const char *const *words, int n)
{
    for (int i = 0; i < n; i++)
        if (strcmp(words[i], word) == 0)
            return i;
    return -1;
}

const char *word_nearest(const char *word, const char *(*candidate)(const void *user, int i),
                         const void *user)
{
    const char *nearest = NULL, *prefixed = NULL, *other;
    size_t n = strlen(word);
    int best = INT_MAX;
    for (int i = 0; (other = candidate(user, i)); i++) {
        int reach = word_reach(n, strlen(other));
        int distance = word_distance(word, other, reach + 1);
        if (distance <= reach && distance < best) {
            best = distance;
            nearest = other;
        }
        if (!prefixed && n && strncmp(word, other, n) == 0)
            prefixed = other;
    }
    return nearest ? nearest : prefixed;
}
