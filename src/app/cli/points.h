// The x to sample at that `sample --at FILE` reads.
#ifndef ACTSCOPE_APP_CLI_POINTS_H
#define ACTSCOPE_APP_CLI_POINTS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/fault.h"

// A growing list. Zero-initialise; end with points_free.
struct points {
    double *x;
    size_t n, c; // how many there are, and room for how many
};

// Appends one x.
void points_add(struct points *points, double x);

// Appends the numbers of a text, one x a line: decimal, C hex float, inf or nan, with blanks around
// it. Empty lines and comments from # to the end of the line are skipped. False for the first line
// that is anything else: FAULT_NUMBER, FAULT_RANGE (beyond the largest double) or FAULT_UTF8, with
// `source` as the file's name, line and column from 1. The text is overwritten; NULL counts as
// empty.
bool points_read(struct points *points, char *text, const char *source, struct fault *fault);

// Frees the numbers and makes the list empty.
void points_free(struct points *points);

#endif
