// Reads the number in a cell of a table: a decimal of any length, correctly rounded, with a point
// or a comma; or a word that stands for no number. Of other text it says what it looks like.
//
// A number may have a sign + or - (also U+2212 and the dashes of word processors), digits with a
// point or a comma, digits in groups of three behind no-break or thin spaces, and an exponent with
// e, E, d or D (Fortran). Numbers are also C hexadecimals, inf and nan in the spellings of C,
// Python and MSVC, and True and False, which are 1 and 0.
#ifndef ACTSCOPE_BASE_DECIMAL_H
#define ACTSCOPE_BASE_DECIMAL_H

#include <stdbool.h>
#include <stddef.h>

enum decimal_kind {
    DECIMAL_NUMBER,
    DECIMAL_MISSING, // an empty cell, NA, null, None, -, …: no number; value is NaN
    DECIMAL_BEYOND,  // a decimal beyond the largest double; value is infinite
    DECIMAL_NONE,    // anything else; value is NaN
};

enum decimal_comma {
    COMMA_NONE,    // a cell with a comma is no number
    COMMA_DECIMAL, // a comma is a decimal point
    COMMA_PROVEN,  // the same, but 1,234 is no number, since its comma may group digits
};

struct decimal {
    enum decimal_kind kind;
    double value;
    char mark; // the decimal mark, '.' or ','; 0 where there is none
};

// Reads all n bytes as one number; blanks around it do not count. Needs LC_NUMERIC to be "C", which
// the application never changes.
struct decimal decimal_read(const char *text, size_t n, enum decimal_comma comma);

// Whether the text begins as a number does: with a digit, perhaps behind signs, brackets or a sign
// of money. Names of columns do not.
bool decimal_like(const char *text, size_t n);

// What text that is no number seems to be, and what the user can do about it: an English sentence
// for _() (base/language.h). Never NULL.
const char *decimal_reason(const char *text, size_t n);

#endif
