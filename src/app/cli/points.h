// Points to sample at: what `sample --at` reads.
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

void points_add(struct points *points, double x);

// Reads a text, one x a line: decimal, C hex float, inf or nan, with blanks around it. Empty lines
// and what stands behind # are skipped. False with FAULT_NUMBER, FAULT_RANGE (no double is that
// large) or FAULT_UTF8 for the first line that is anything else, with `source`, line and column.
// The text is taken apart; NULL is empty.
bool points_read(struct points *points, char *text, const char *source, struct fault *fault);
void points_free(struct points *points);

#endif
