// Numbers read from another program's file, and what is worth saying about them.
#ifndef ACTSCOPE_BASE_NUMBERS_H
#define ACTSCOPE_BASE_NUMBERS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/fault.h"

// The most numbers that are read, and the bytes of a list of names with its terminator.
enum { NUMBERS_MOST = 16 * 1024 * 1024, NUMBERS_NAMES = 160 };

// Numbers, row by row. `rows` and `columns` are kept of arrays with two dimensions, and of tables
// whose lines are equally long; for everything else they are 0, and the numbers are one long row.
// Zero-initialise; end with number_array_free.
struct number_array {
    double *values;
    size_t n;
    size_t capacity; // how many `values` has room for
    size_t rows, columns;
    size_t missing; // how many of the n stand for cells without a number; they are NaN

    // Names of the columns or arrays that were read ("a, b"), or "" where they have none; and of
    // those that were left out because they are no data, such as counts of steps.
    char names[NUMBERS_NAMES], left_out[NUMBERS_NAMES];
    bool ragged; // lines of a table were of different lengths
};

void number_array_free(struct number_array *numbers); // NULL is fine

// Appends a number. Returns false with FAULT_LIMIT beyond NUMBERS_MOST, or FAULT_MEMORY.
bool number_array_add(struct number_array *numbers, double value, struct fault *fault);

// How many numbers are NaN or infinite, the missing ones not counted.
size_t number_array_not_finite(const struct number_array *numbers);

// Returns whether any number is finite; false with FAULT_FILE where none is or there are none.
bool number_array_usable(const struct number_array *numbers, struct fault *fault);

// Appends a name of n bytes to a list of them ("a, b"). Names that have no room are left out, with
// an ellipsis in their place. Bytes that are no UTF-8 become "?", control characters become blanks.
void number_names_add(char names[NUMBERS_NAMES], const char *name, size_t n);

// Whether a column or an array of this name (n bytes) counts something (step, epoch, time, index,
// …), so that it is no data. The last word of the name decides, in any case: "train/global_step"
// counts.
bool number_name_counts(const char *name, size_t n);

#endif
