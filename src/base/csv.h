// A table of numbers in text: CSV of every habit, TSV, what numpy.savetxt and pandas write.
//
// What separates is found as rows.h says; a semicolon or a tab between cells makes a comma decimal.
// Points and commas as decimal marks in one file are refused. So are numbers between commas that no
// whole numbers are written like (0,05, -0,5, 7,5E-3 without names): their comma may be decimal;
// and numbers between tabs that may have grouped digits (1,234 and no other comma). A first line in
// which nothing looks like a number names the columns if it is as long as the lines below; columns
// whose name counts something (number_name_counts), R's and pandas' names of rows are left out, and
// `left_out` says so. Cells without a number are `missing`.
#ifndef ACTSCOPE_BASE_CSV_H
#define ACTSCOPE_BASE_CSV_H

#include <stdbool.h>
#include <stddef.h>

#include "base/numbers.h"

// False with FAULT_FILE or FAULT_QUOTE, line and column at the first thing that is no number, and
// what it seems to be; FAULT_LIMIT beyond NUMBERS_MOST.
bool csv_read(const char *bytes, size_t n, struct number_array *out, struct fault *fault);

#endif
