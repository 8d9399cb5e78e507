// Small text tools that every room needs: a growing buffer, ASCII and UTF-8, numbers as text, and
// the word that a mistyped one is nearest to. Strings are UTF-8 with a terminator, and never NULL,
// unless something else is said.
#ifndef ACTSCOPE_BASE_TEXT_H
#define ACTSCOPE_BASE_TEXT_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

// A growing string, always terminated once anything was added. Zero-initialise; end with text_free.
// The program ends where memory runs out, since nothing sensible could be reported then.
struct text {
    char *data; // NULL while empty and never written
    size_t n;   // bytes used, terminator not counted
    size_t c;   // bytes held
    bool lent;  // `data` belongs to the caller (text_in)
};

// An empty string in the caller's `room` of `size` bytes, at least 1, which must outlive it. It
// allocates memory only when it grows out of the room; end with text_free in any case.
struct text text_in(char *room, size_t size);

// Append a string, n bytes, or what printf makes of a format and its arguments.
void text_add(struct text *text, const char *string);
void text_add_bytes(struct text *text, const char *bytes, size_t n);
void text_format(struct text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));
void text_format_list(struct text *text, const char *format, va_list arguments)
    __attribute__((format(printf, 2, 0), nonnull(2)));

// Appends a word as a string of the command language: in double quotes, with a backslash before
// quotes and backslashes. The language has no way to write a line break: a command with one in it
// will be refused.
void text_add_quoted(struct text *text, const char *word);

void text_clear(struct text *text); // makes it empty and keeps the memory

// Keeps the first n bytes, which must end with a whole character; a shorter text stays as it is.
void text_cut(struct text *text, size_t n);

void text_free(struct text *text); // frees the memory and makes it zero; NULL is fine

// The string, "" if nothing was added. Stays valid until the text is changed.
const char *text_string(const struct text *text);

// Copies `from` into `to`, which holds `size` bytes, at least 1, and does not overlap it. A string
// that is too long is cut between two characters; returns false then.
bool text_copy(char *to, size_t size, const char *from);

// The letters and digits of ASCII alone. Unlike the functions of <ctype.h>, these do not depend on
// the locale. ascii_small and ascii_capital leave other characters as they are; ascii_same compares
// two strings without regard to case.
bool ascii_is_digit(char c);
bool ascii_is_small(char c);
bool ascii_is_capital(char c);
bool ascii_is_letter(char c);
char ascii_small(char c);
char ascii_capital(char c);
bool ascii_same(const char *a, const char *b);

// Whether n bytes are valid UTF-8: no overlong forms, surrogates, or code points above U+10FFFF.
// *bad (may be NULL) becomes the byte offset of the first fault.
bool utf8_valid(const char *string, size_t n, size_t *bad);

// The byte offsets of the next and the previous character in valid text. They stay within
// [0, strlen(string)].
size_t utf8_next(const char *string, size_t offset);
size_t utf8_previous(const char *string, size_t offset);

// The code point of the first character of valid text, 0 for "".
unsigned utf8_code_point(const char *string);

// Writes a code point up to U+10FFFF, with a terminator, and returns how many bytes it takes, 1 to
// 4.
size_t utf8_write(unsigned code_point, char out[5]);

// How many characters begin in the first n bytes of valid text, or before its terminator.
size_t utf8_count(const char *string, size_t n);

// How many columns of a terminal valid text takes: two for each Japanese letter, one for others.
size_t utf8_columns(const char *string);

// Reads one number that fills the whole of `string`: decimal, C hex float, inf and nan. Returns
// false if it is anything else; *value is then left alone. A decimal too large for a double is read
// as inf. Needs LC_NUMERIC to be "C", which the application never changes.
bool number_read(const char *string, double *value);

// Writes the shortest decimal that number_read reads as the same double: "0.1", "1e+20", "-inf",
// "nan". `out` holds `size` bytes, at least 32. Returns `out`.
char *number_print(char *out, size_t size, double value);

// Writes a number for people, with at most `digits` significant digits (1 to 17) and no trailing
// zeros. The minus sign is U+2212. Outside of [1e-4, 1e6) it has a power of ten: "1.2×10⁻⁵". "0"
// for −0, "∞", "NaN". `out` holds `size` bytes, at least 64. Returns `out`.
char *number_show(char *out, size_t size, double value, int digits);

// Writes MANTISSA×10⁻³⁰⁰ with superscript digits, or 10⁻³⁰⁰ alone behind a mantissa of "" or "−",
// cut to `size` bytes. Returns `out`.
char *number_show_power(char *out, size_t size, const char *mantissa, int exponent);

// The index of a word among n words, or -1.
int word_index(const char *word, const char *const *words, int n);

// The edit distance of two words in bytes: how many letters must be inserted, deleted or changed,
// or neighbours be swapped, to make one of the other (Levenshtein's distance with optimal string
// alignment). At most `cap`; words of more than 63 bytes have the distance 0 or `cap`.
int word_distance(const char *a, const char *b, int cap);

// The candidate nearest to `word`, or NULL where none is near enough to be meant. Near is a
// distance of at most a third of the longer length, 1 at least, with a letter in common; failing
// that, the first candidate that begins with `word`. `candidate(user, i)` gives candidate i, and
// NULL behind the last; its strings must stay valid.
const char *word_nearest(const char *word, const char *(*candidate)(const void *user, int i),
                         const void *user);

#endif
