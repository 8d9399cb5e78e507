// Writes values into sentences honestly: "=" stands before a value only where the text is exactly
// that value; rounded values stand behind "≈", with three significant digits. Whatever draws,
// prints or speaks a value in a sentence uses this module.
#ifndef ACTSCOPE_BASE_FACT_H
#define ACTSCOPE_BASE_FACT_H

#include <stdbool.h>
#include <stddef.h>

// Bytes of a fact's text with its terminator, and significant digits of rounded values.
enum { FACT_SIZE = 96, FACT_DIGITS = 3 };

// A value as it is written, and whether the text is exactly the value.
struct fact {
    bool exact;
    char text[FACT_SIZE]; // "1/4", "0.01", "−0.170"
};

// The fact of a value. `label` is its closed form ("1/4"), a decimal of it, or NULL. Closed forms
// are exact; a decimal is exact if it reads back as the value.
struct fact fact_of(const char *label, double value);

// The fact of a value that was set, or is to be read with more digits than three. It is exact if
// `digits` significant digits are all that the value has; else it is rounded to `rounded` digits.
struct fact fact_number(double value, int digits, int rounded);

// The sign before a fact: "=" or "≈".
const char *fact_sign(const struct fact *fact);

// Writes "LEFT = TEXT" or "LEFT ≈ TEXT", cut to `size` bytes. Returns `out`.
char *fact_write(char *out, size_t size, const char *left, const struct fact *fact);

// Whether a label is a decimal as number_show writes it, rather than a closed form; and whether
// such a decimal, read back, is exactly `value`.
bool fact_is_decimal(const char *label);
bool fact_reads_as(const char *decimal, double value);

#endif
