#include "base/decimal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/language.h"
#include "base/text.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

enum { ROOM = 128, WORD_MAX = 16 }; // bytes

// What is left to read, and the same number in plain ASCII, as it is made for strtod.
struct scan {
    const char *at, *end;
    struct text *plain;
    char mark;
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

// How many bytes the one of n signs takes that the text begins with; 0 if it begins with none.
static size_t begins(const char *at, const char *end, const char *const *signs, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        size_t length = strlen(signs[i]);
        if ((size_t)(end - at) >= length && memcmp(at, signs[i], length) == 0)
            return length;
    }
    return 0;
}

// How many bytes a no-break, narrow no-break or thin space takes at `at`: these group digits. 0 for
// none.
static size_t gap_at(const char *at, const char *end)
{
    static const char *const gaps[] = {"\u00A0", "\u202F", "\u2009"};
    return begins(at, end, gaps, COUNT(gaps));
}

static size_t blank_at(const char *at, const char *end)
{
    return at < end && (*at == ' ' || *at == '\t') ? 1 : gap_at(at, end);
}

static void trim(const char **at, const char **end)
{
    size_t n;
    while ((n = blank_at(*at, *end)) > 0)
        *at += n;
    for (bool more = true; more;) {
        more = false;
        for (size_t back = 1; back <= 3 && back <= (size_t)(*end - *at) && !more; back++)
            if (blank_at(*end - back, *end) == back) {
                *end -= back;
                more = true;
            }
    }
}

// --- words ---

static bool is_word(const char *at, const char *end, const char *const *words, size_t n)
{
    char lower[WORD_MAX + 1];
    size_t length = (size_t)(end - at);
    if (length > WORD_MAX)
        return false;
    for (size_t i = 0; i < length; i++)
        lower[i] = at[i] >= 'A' && at[i] <= 'Z' ? (char)(at[i] - 'A' + 'a') : at[i];
    lower[length] = '\0';
    for (size_t i = 0; i < n; i++)
        if (strlen(words[i]) == length && memcmp(words[i], lower, length) == 0)
            return true;
    return false;
}

// Whether a word is what a spreadsheet writes for an error, in any language: #VALUE!, #WERT!,
// #NAME?.
static bool is_spreadsheet_fault(const char *at, const char *end)
{
    if (end - at < 3 || *at != '#' || (end[-1] != '!' && end[-1] != '?'))
        return false;
    for (at++; at < end - 1; at++)
        if (strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/", *at) == NULL || *at == '\0')
            return false;
    return true;
}

static bool is_missing(const char *at, const char *end)
{
    static const char *const words[] = {
        "",  "na", "n/a",    "<na>",   "null",   "(null)", "none", "nil",  "missing", "nat",
        "-", "--", "\u2013", "\u2014", "\u2212", ".",      "?",    "#n/a", "#nv",
    };
    return is_word(at, end, words, COUNT(words)) || is_spreadsheet_fault(at, end);
}

static bool read_word(const char *at, const char *end, double *value)
{
    static const char *const nans[] = {"nan",     "nan(ind)", "nan(snan)", "1.#qnan",
                                       "1.#snan", "1.#ind",   "1.#nan"};
    static const char *const infinities[] = {"inf", "infinity", "1.#inf", "∞"};
    static const char *const yes[] = {"true"}, *const no[] = {"false"};
    if (is_word(at, end, nans, COUNT(nans)))
        *value = (double)NAN;
    else if (is_word(at, end, infinities, COUNT(infinities)))
        *value = HUGE_VAL;
    else if (is_word(at, end, yes, 1) || is_word(at, end, no, 1))
        *value = is_word(at, end, yes, 1) ? 1 : 0;
    else
        return false;
    return true;
}

// --- decimals ---

static void take_sign(struct scan *s)
{
    static const char *const minus[] = {"-", "\u2212", "\u2013", "\uFF0D"};
    size_t n = begins(s->at, s->end, minus, COUNT(minus));
    if (n > 0)
        text_add(s->plain, "-");
    else if (s->at < s->end && *s->at == '+')
        n = 1;
    s->at += n;
}

static size_t take_digits(struct scan *s)
{
    const char *from = s->at;
    while (s->at < s->end && is_digit(*s->at))
        s->at++;
    text_add_bytes(s->plain, from, (size_t)(s->at - from));
    return (size_t)(s->at - from);
}

// Takes the digits before the decimal mark. Groups behind gaps must have three digits each, the
// first one to three; else *ok becomes false. Returns how many digits the first group has.
static size_t take_whole(struct scan *s, bool *ok)
{
    size_t n = take_digits(s), gap;
    *ok = true;
    if (n == 0 || gap_at(s->at, s->end) == 0)
        return n;
    *ok = n <= 3;
    while (*ok && (gap = gap_at(s->at, s->end)) > 0) {
        s->at += gap;
        *ok = take_digits(s) == 3;
    }
    return n;
}

// Takes an exponent such as "e-5", if any, up to the end. Returns false for anything else.
static bool take_exponent(struct scan *s)
{
    if (s->at == s->end)
        return true;
    if (strchr("eEdD", *s->at) == NULL || *s->at == '\0')
        return false;
    s->at++;
    text_add(s->plain, "e");
    take_sign(s);
    return take_digits(s) > 0 && s->at == s->end;
}

// Whether a comma behind `whole` digits and before `fraction` others may group thousands.
static bool may_group(const char *from, size_t whole, size_t fraction)
{
    return fraction == 3 && whole >= 1 && whole <= 3 && *from != '0';
}

// Takes a whole decimal; returns false if the text is none.
static bool take_decimal(struct scan *s, enum decimal_comma comma)
{
    bool ok;
    take_sign(s);
    const char *from = s->at;
    size_t whole = take_whole(s, &ok), fraction = 0;
    if (!ok)
        return false;
    bool point = s->at < s->end && *s->at == '.';
    bool decimal_comma = s->at < s->end && *s->at == ',' && comma != COMMA_NONE;
    if (point || decimal_comma) {
        s->mark = *s->at++;
        text_add(s->plain, ".");
        fraction = take_digits(s);
        if (decimal_comma && comma == COMMA_PROVEN && may_group(from, whole, fraction))
            return false;
    }
    return whole + fraction > 0 && take_exponent(s);
}

// Takes a hexadecimal of C, 0x1F or 0x1.8p-3; returns false if the text is none.
static bool take_hexadecimal(struct scan *s)
{
    static const char *const prefixes[] = {"0x", "0X"};
    take_sign(s);
    if (begins(s->at, s->end, prefixes, COUNT(prefixes)) == 0)
        return false;
    const char *c = s->at + 2;
    size_t digits = 0, points = 0;
    for (; c < s->end && *c != '\0' && strchr("0123456789abcdefABCDEF.", *c) != NULL; c++) {
        digits += *c != '.';
        points += *c == '.';
    }
    if (c < s->end && (*c == 'p' || *c == 'P')) {
        c++;
        c += c < s->end && (*c == '+' || *c == '-') ? 1 : 0;
        const char *exponent = c;
        while (c < s->end && is_digit(*c))
            c++;
        digits = c > exponent ? digits : 0;
    }
    text_add_bytes(s->plain, s->at, (size_t)(s->end - s->at));
    return digits > 0 && points <= 1 && c == s->end;
}

// Reads a word such as inf, nan or true with a sign before it.
static struct decimal signed_word(const char *at, const char *end)
{
    char room[8];
    struct text plain = text_in(room, sizeof room);
    struct scan s = {.at = at, .end = end, .plain = &plain};
    struct decimal read = {.kind = DECIMAL_NONE, .value = (double)NAN};
    take_sign(&s);
    bool negative = plain.n > 0;
    if (read_word(s.at, s.end, &read.value)) {
        read.kind = DECIMAL_NUMBER;
        read.value = negative ? -read.value : read.value;
    }
    text_free(&plain);
    return read;
}

struct decimal decimal_read(const char *text, size_t n, enum decimal_comma comma)
{
    const char *at = text, *end = text + n;
    char room[ROOM];
    struct text plain = text_in(room, sizeof room);
    struct decimal read = {.kind = DECIMAL_MISSING, .value = (double)NAN};
    trim(&at, &end);
    if (is_missing(at, end))
        return read;
    struct scan s = {.at = at, .end = end, .plain = &plain};
    bool is_number = take_decimal(&s, comma);
    if (!is_number) {
        s = (struct scan){.at = at, .end = end, .plain = &plain};
        text_clear(&plain);
        is_number = take_hexadecimal(&s);
    }
    if (is_number) {
        read.value = strtod(text_string(&plain), NULL);
        read.kind = isinf(read.value) ? DECIMAL_BEYOND : DECIMAL_NUMBER;
        read.mark = s.mark;
    } else
        read = signed_word(at, end);
    text_free(&plain);
    return read;
}

// --- what text that is no number looks like ---

// Whether a full-width, Arabic or Persian digit stands here: a number to people, so no name of a
// column.
static bool is_foreign_digit(const char *at, const char *end)
{
    const unsigned char *b = (const unsigned char *)at;
    size_t n = (size_t)(end - at);
    return (n >= 3 && b[0] == 0xEF && b[1] == 0xBC && b[2] >= 0x90 && b[2] <= 0x99) ||
           (n >= 2 && b[0] == 0xD9 && b[1] >= 0xA0 && b[1] <= 0xA9) ||
           (n >= 2 && b[0] == 0xDB && b[1] >= 0xB0 && b[1] <= 0xB9);
}

// `fronts` are what people write before the digits of a number. The single bytes are €, £, ¥, ±,
// dashes and the no-break space in the one-byte encodings of Western Europe.
bool decimal_like(const char *text, size_t n)
{
    static const char *const fronts[] = {
        "-", "+",    "\u2212", "\u2013", "\uFF0D", "(",    "[",    "{",    ".", ",",
        "$", "€",    "£",      "¥",      "￥",     "'",    "\"",   "<",    ">", "~",
        "±", "\x80", "\xA3",   "\xA5",   "\xB1",   "\x96", "\x97", "\xA0",
    };
    const char *at = text, *end = text + n;
    trim(&at, &end);
    size_t front;
    while ((front = begins(at, end, fronts, COUNT(fronts))) > 0 || (front = blank_at(at, end)) > 0)
        at += front;
    return at < end && (is_digit(*at) || is_foreign_digit(at, end));
}

static size_t count_of(const char *at, const char *end, const char *set)
{
    size_t n = 0;
    for (; at < end; at++)
        n += *at != '\0' && strchr(set, *at) != NULL;
    return n;
}

static bool contains(const char *at, const char *end, const char *word)
{
    size_t n = strlen(word);
    for (; (size_t)(end - at) >= n; at++)
        if (memcmp(at, word, n) == 0)
            return true;
    return false;
}

static bool is_money(const char *at, const char *end)
{
    static const char *const signs[] = {"$", "€", "£", "¥", "￥", "USD", "EUR", "JPY", "円"};
    for (size_t i = 0; i < COUNT(signs); i++)
        if (contains(at, end, signs[i]))
            return true;
    return false;
}

// Whether text is a date or a time, as 2026-01-31, 31/1/2026, 31.1.2026 and 12:30 are: it has
// nothing but digits and what stands between those of a date.
static bool is_date(const char *at, const char *end)
{
    size_t digits = count_of(at, end, "0123456789");
    size_t between = count_of(at + 1, end, "-/:") + (count_of(at, end, ".") == 2 ? 2 : 0);
    size_t letters = count_of(at, end, "TZ +.,");
    bool time = count_of(at, end, ":") > 0 && digits >= 3;
    return (between >= 2 || time) && digits >= 3 &&
           digits + letters + count_of(at, end, "-/:") == (size_t)(end - at);
}

const char *decimal_reason(const char *text, size_t n)
{
    const char *at = text, *end = text + n;
    trim(&at, &end);
    if (memchr(at, '\0', (size_t)(end - at)) != NULL)
        return N_("a zero byte: this is no text");
    bool like = decimal_like(at, (size_t)(end - at));
    if (count_of(at, end, "[](){}") > 0 && count_of(at, end, "0123456789") > 0)
        return N_("brackets, as of a printed array; save it with numpy.save, or as CSV");
    if (like && contains(at, end, "%"))
        return N_("a percentage; write 0.12 for 12 %");
    if (is_money(at, end))
        return N_("an amount of money; write the number alone");
    if (like && is_date(at, end))
        return N_("a date or time; leave its column out, or name it \"date\" in a first line");
    if (like && (end[-1] == 'j' || end[-1] == 'i'))
        return N_("a complex number; write its real part, or its size");
    if (like && count_of(at, end, "'_") > 0)
        return N_("digits in groups; write them without");
    if (like && count_of(at, end, ".") > 0 && count_of(at, end, ",") > 0)
        return N_("a point and a comma in one number; write 1234.5 without groups of digits");
    if (like && count_of(at, end, " \t") > 0)
        return N_("a gap within a number, or two numbers; separate all numbers in the same way");
    if (like && (count_of(at, end, ",") > 0 || contains(at, end, "\u00A0")))
        return N_("one number, or digits in groups? write 1234.5 without groups, with a point");
    if (like && count_of(at, end, "0123456789") == 0)
        return N_("digits that are not ASCII; write 0 to 9");
    if (like && contains(at, end, "|"))
        return N_("numbers between bars; separate them by commas, semicolons, tabs or blanks");
    if (like)
        return N_("this is not a number");
    return N_("this is not a number; names stand in a first line, notes behind #");
}
