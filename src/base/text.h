// Small text tools that every room needs: a growing buffer, UTF-8, numbers, the nearest word.
#ifndef ACTSCOPE_BASE_TEXT_H
#define ACTSCOPE_BASE_TEXT_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

// A growing string, always terminated once anything was added. Zero-initialise; end with text_free.
// Running out of memory aborts: there is nothing sensible left to say.
struct text {
    char *data; // NULL while empty and never written
    size_t n;   // bytes used, terminator not counted
    size_t c;   // bytes held
    bool lent;  // they are the caller's
};

// A string that begins in the caller's room of `size` bytes, at least 1, and asks for memory only
// when it grows out of it. The room must outlive it.
struct text text_in(char *room, size_t size);

void text_add(struct text *text, const char *string);
void text_add_bytes(struct text *text, const char *bytes, size_t n);
void text_format(struct text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));
void text_format_list(struct text *text, const char *format, va_list arguments)
    __attribute__((format(printf, 2, 0), nonnull(2)));
// Adds a word as a string of the command language: in double quotes, with a backslash before quotes
// and backslashes. A line break cannot be said there; a command that holds one is refused.
void text_add_quoted(struct text *text, const char *word);
void text_clear(struct text *text);               // keeps the memory
void text_free(struct text *text);                // back to zero; NULL is fine
const char *text_string(const struct text *text); // never NULL

// Copies `from` into `to` (size bytes), cut at a character boundary; returns false if it was cut.
bool text_copy(char *to, size_t size, const char *from);

// The letters and digits of ASCII. Those of <ctype.h> are other letters in other locales.
bool ascii_is_digit(char c);
bool ascii_is_small(char c);
bool ascii_is_capital(char c);
bool ascii_is_letter(char c);
char ascii_small(char c); // other characters stay
char ascii_capital(char c);
bool ascii_same(const char *a, const char *b); // but for the case of letters

// UTF-8. `utf8_valid` refuses overlong forms, surrogates and code points above U+10FFFF; `*bad`
// (may be NULL) becomes the byte offset of the first fault. `utf8_next`/`utf8_previous` give the
// offset of the neighbouring character in valid text, staying within [0, strlen].
bool utf8_valid(const char *string, size_t n, size_t *bad);
size_t utf8_next(const char *string, size_t offset);
size_t utf8_previous(const char *string, size_t offset);
unsigned utf8_code_point(const char *string);        // of the first character of valid text
size_t utf8_write(unsigned code_point, char out[5]); // terminated; how many bytes it has
size_t utf8_count(const char *string, size_t n);     // characters in the first n bytes
size_t utf8_columns(const char *string);             // of a terminal: Japanese letters take two

// Reads one number that fills the whole of `string`: decimal, C hex float, inf and nan. Returns
// false if it is anything else. Independent of the locale's decimal comma as long as LC_NUMERIC is
// "C", which the application never changes.
bool number_read(const char *string, double *value);

// The shortest decimal that reads back as the same double; `size` at least 32. Returns `out`.
char *number_print(char *out, size_t size, double value);

// The number for people: `digits` significant digits, no trailing zeros, a real minus sign
// (U+2212), 1.2×10⁻⁵ style exponents outside [1e-4, 1e6); "0" for −0, "∞", "NaN". `size` at
// least 64. Returns `out`.
char *number_show(char *out, size_t size, double value, int digits);

// Writes MANTISSA×10⁻³⁰⁰ (superscript digits), or 10⁻³⁰⁰ alone after the mantissa "" or "−".
// Returns `out`.
char *number_show_power(char *out, size_t size, const char *mantissa, int exponent);

// The place of a word among n words, or -1.
int word_index(const char *word, const char *const *words, int n);

// The Levenshtein distance with adjacent swaps counting one, capped at `cap`.
int word_distance(const char *a, const char *b, int cap);

// The candidate nearest to `word` that is near enough to be meant (distance at most a third of the
// longer length, at least 1, with a letter in common; or else the first that begins with `word`),
// or NULL. `candidate(user, i)` returns NULL at the end; what it returned must stay.
const char *word_nearest(const char *word, const char *(*candidate)(const void *user, int i),
                         const void *user);

#endif
