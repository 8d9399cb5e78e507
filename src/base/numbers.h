// Numbers from other programs: arrays that NumPy saved (.npy), and text with numbers in it (.csv).
// Both are read from memory, and refused with their place where they are not what they should be.
#ifndef ACTSCOPE_BASE_NUMBERS_H
#define ACTSCOPE_BASE_NUMBERS_H

#include <stddef.h>

#include "base/fault.h"

enum { NUMBERS_MOST = 16 * 1024 * 1024 };

// Row by row. Of arrays with two dimensions, and of tables whose lines are equally long, rows and
// columns are kept; all else is one long row, and both are 0. Zero-initialise; end with
// number_array_free.
struct number_array {
    double *values;
    size_t n;
    size_t rows, columns;
};

// NumPy's format, versions 1 to 3 (numpy.lib.format): dtype f4 or f8 of either byte order, any
// shape, C or Fortran order. False with FAULT_FILE and the byte in its text: another magic or
// version, a header that is not one, another dtype (object arrays among them), too few or too many
// bytes, no finite number; FAULT_LIMIT for more than NUMBERS_MOST numbers.
bool npy_read(const char *bytes, size_t n, struct number_array *out, struct fault *fault);

// Numbers separated by commas, semicolons, blanks and line breaks; nan and inf are numbers. Lines
// that begin with no number are headers while no number was met; `#` begins a comment. False with
// FAULT_FILE, line and column at what is no number; or none at all; FAULT_LIMIT as above.
bool csv_read(const char *bytes, size_t n, struct number_array *out, struct fault *fault);

void number_array_free(struct number_array *numbers); // NULL is fine

#endif
