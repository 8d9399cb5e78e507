// Reads a table of numbers from text: CSV of many habits, TSV, and what numpy.savetxt, pandas and R
// write.
//
// The separator is found as rows.h says. A semicolon, a tab or blanks between cells allow a decimal
// comma. What can be read in two ways is refused:
//   - points and commas as decimal marks in one file;
//   - 0,05 or -0,5 or 7,5E-3 between commas in a file without names: since 05 or 5E-3 is no way to
//     write a number of its own, the comma may be decimal;
//   - 1,234 between tabs, if no other comma shows whether it groups digits or is decimal.
//
// A first line in which nothing looks like a number holds the columns' names, if it is as long as
// the lines below. Columns that count something (number_name_counts) and the names of rows that R
// and pandas write are left out, and `left_out` names them. Cells that say that there is no number
// are `missing`. Rows and columns are kept if all lines are equally long and there are at least two
// of each.
#ifndef ACTSCOPE_BASE_CSV_H
#define ACTSCOPE_BASE_CSV_H

#include <stdbool.h>
#include <stddef.h>

#include "base/numbers.h"

// Reads the n bytes into `out`, which must not hold anything; end with number_array_free. Returns
// false and leaves `out` alone if it fails: FAULT_FILE or FAULT_QUOTE with the line and column of
// the first thing that is no number and a guess at what it is; FAULT_LIMIT beyond NUMBERS_MOST
// numbers; FAULT_MEMORY. `fault` may be NULL. UTF-8 is not checked.
bool csv_read(const char *bytes, size_t n, struct number_array *out, struct fault *fault);

#endif
