// Facts in writing: a value stands behind "=" only where what is written is the value itself; what
// is rounded stands behind "≈", with three significant digits. Whatever draws, prints or speaks a
// value in a sentence asks here.
#ifndef ACTSCOPE_BASE_FACT_H
#define ACTSCOPE_BASE_FACT_H

#include <stdbool.h>
#include <stddef.h>

enum { FACT_SIZE = 96, FACT_DIGITS = 3 };

// A value as it is written, and the sign before it.
struct fact {
    bool exact;
    char text[FACT_SIZE]; // "1/4", "0.01", "−0.170"
};

// What is known of a value: `label` is its closed form, or a decimal of it, or NULL. Closed forms
// are exact; decimals are where they read back as the value.
struct fact fact_of(const char *label, double value);

// A value that was set, or is to be read with more digits than three: exact where `digits`
// significant digits are all it has, else rounded to `rounded` of them.
struct fact fact_number(double value, int digits, int rounded);

// "=" or "≈".
const char *fact_sign(const struct fact *fact);

// Writes "LEFT = TEXT" or "LEFT ≈ TEXT". Returns `out`.
char *fact_write(char *out, size_t size, const char *left, const struct fact *fact);

// Whether a decimal as number_show writes it is the value itself; closed forms are no decimals.
bool fact_is_decimal(const char *label);
bool fact_reads_as(const char *decimal, double value);

#endif
