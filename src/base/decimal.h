// The number in a cell of a table of text: decimal of any length, correctly rounded, with a point
// or a comma; the words that stand for no number; and for what is neither, what it looks like.
//
// Read are: signs + and - (also U+2212 and what word processors make of it), digits with a point or
// comma, exponents with e, E, d, D (Fortran), C hexadecimals, digits in groups of three behind
// no-break spaces, inf and nan in the spellings of C, Python and MSVC, True and False as 1 and 0.
#ifndef ACTSCOPE_BASE_DECIMAL_H
#define ACTSCOPE_BASE_DECIMAL_H

#include <stdbool.h>
#include <stddef.h>

enum decimal_kind {
    DECIMAL_NUMBER,
    DECIMAL_MISSING, // nothing, NA, null, None, -, …: no number was there; value is NaN
    DECIMAL_BEYOND,  // a decimal beyond the largest double; value is infinite
    DECIMAL_NONE,    // anything else
};

enum decimal_comma {
    COMMA_NONE,    // a comma makes it no number
    COMMA_DECIMAL, // a comma is a decimal point
    COMMA_PROVEN,  // the same, unless it may group digits as well: 1,234
};

struct decimal {
    enum decimal_kind kind;
    double value;
    char mark; // '.' or ',' where it has one
};

// Reads the n bytes whole; blanks around them do not count. Independent of the locale as long as
// LC_NUMERIC is "C", which the application never changes.
struct decimal decimal_read(const char *text, size_t n, enum decimal_comma comma);

// Whether the text begins as a number does (a digit behind signs, brackets, a sign of money): a
// name of a column does not.
bool decimal_like(const char *text, size_t n);

// What text that is no number seems to be, and what to do about it: an English sentence for _().
const char *decimal_reason(const char *text, size_t n);

#endif
