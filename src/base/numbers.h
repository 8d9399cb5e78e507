// Numbers read from another program's file, and what is worth saying about them.
#ifndef ACTSCOPE_BASE_NUMBERS_H
#define ACTSCOPE_BASE_NUMBERS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/fault.h"

enum { NUMBERS_MOST = 16 * 1024 * 1024, NUMBERS_NAMES = 160 };

// Row by row. Of arrays with two dimensions, and of tables whose lines are equally long, rows and
// columns are kept; all else is one long row, and both are 0. Zero-initialise; end with
// number_array_free.
struct number_array {
    double *values;
    size_t n;
    size_t capacity; // that `values` has room for
    size_t rows, columns;
    size_t missing;               // of n: cells that say that there is no number; they are NaN
    char names[NUMBERS_NAMES];    // of the columns or arrays read, "a, b"; "" where they have none
    char left_out[NUMBERS_NAMES]; // of those that are no data, such as counts of steps
    bool ragged;                  // lines of a table were of different lengths
};

void number_array_free(struct number_array *numbers); // NULL is fine

// Appends a number. False with FAULT_LIMIT beyond NUMBERS_MOST, or FAULT_MEMORY.
bool number_array_add(struct number_array *numbers, double value, struct fault *fault);

// How many are NaN or infinite; those missing are not counted.
size_t number_array_not_finite(const struct number_array *numbers);

// False with FAULT_FILE where there are no numbers, or none that is finite.
bool number_array_usable(const struct number_array *numbers, struct fault *fault);

// Appends a name to a list of them ("a, b"), with an ellipsis in the place of those that have no
// room; what is no UTF-8 in it becomes "?".
void number_names_add(char names[NUMBERS_NAMES], const char *name, size_t n);

// Whether a column or an array of this name counts something (step, epoch, time, index, …), so that
// it is no data: the last word of the name decides, in any case, as in "train/global_step".
bool number_name_counts(const char *name, size_t n);

#endif
